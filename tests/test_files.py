"""The disk: what a walk finds, and that nothing of the user's is overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vaultnet import files
from vaultnet.files import Odd


def make(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


def test_a_walk_lists_notes_with_their_stamps(tmp_path: Path) -> None:
    make(
        tmp_path,
        "Ada.md",
        "People/Grace.md",
        "People/deep/er/X.MD",
        "picture.png",
        ".obsidian/x.md",
        ".hidden.md",
    )
    found = files.walk(str(tmp_path))
    assert {path for path, _ in found.stamps()} == {"Ada.md", "People/Grace.md", "People/deep/er/X.MD"}
    assert found.odd == ()
    assert found.folders[""]["Ada.md"] == files.stamp_of(str(tmp_path / "Ada.md"))
    assert found.folders["People"]["Grace.md"][3] == len("People/Grace.md")


def test_what_only_looks_like_a_note_is_said(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    make(vault, "Folder.md/Note.md", "People/Ada.md")
    make(tmp_path, "outside/Secret.md")
    os.symlink(tmp_path / "outside", vault / "out")
    os.symlink(tmp_path / "outside" / "Secret.md", vault / "Secret.md")
    os.symlink(tmp_path / "outside" / "Secret.md", vault / "picture.png")
    os.symlink("..", vault / "People" / "up")
    os.symlink("self", vault / "self")
    os.symlink("nowhere", vault / "dead.md")
    os.symlink("People/Ada.md", vault / "Again.md")
    os.symlink("People", vault / "Crew")
    os.mkfifo(vault / "pipe.md")
    os.close(os.open(os.fsencode(vault) + b"/\xff.md", os.O_CREAT | os.O_WRONLY))
    found = files.walk(str(vault))
    assert {path for path, _ in found.stamps()} == {"Folder.md/Note.md", "People/Ada.md"}
    assert set(found.odd) == {
        Odd("Folder.md", "folder"),
        Odd("out", "outside"),
        Odd("Secret.md", "outside"),
        Odd("People/up", "loop"),
        Odd("self", "loop"),
        Odd("dead.md", "dead"),
        Odd("pipe.md", "special"),
        Odd("\udcff.md", "name"),
    }


def test_a_vault_that_is_missing_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.walk(str(tmp_path / "gone"))


def test_a_folder_that_cannot_be_read_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "Ada.md", "Locked/Grace.md")
    listed = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("Locked"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = files.walk(str(tmp_path))
    assert [path for path, _ in found.stamps()] == ["Ada.md"]
    assert found.odd == (Odd("Locked", "unreadable"),)


def test_a_note_that_is_deleted_while_its_folder_is_listed_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Gone.md", "Here.md"):
        (tmp_path / name).write_text("")
    listing = os.scandir

    def late(path: str) -> list[os.DirEntry[str]]:
        with listing(path) as entries:
            found = list(entries)
        (tmp_path / "Gone.md").unlink(missing_ok=True)
        return found

    before = files.walk(str(tmp_path))
    assert set(before.folders[""]) == {"Gone.md", "Here.md"}
    monkeypatch.setattr(os, "scandir", late)
    found = files.walk_again(str(tmp_path), before, [""])
    assert found
    assert set(found.folders[""]) == {"Here.md"}


@pytest.mark.parametrize(
    ("title", "stamp", "now", "expected"),
    [
        ("long ago", (5_000_000_001, 5_000_000_001, 1, 1), 9_000_000_000, False),
        ("just now", (8_999_999_999, 8_999_999_999, 1, 1), 9_000_000_000, True),
        ("content old, ctime now", (1, 8_999_999_999, 1, 1), 9_000_000_000, True),
        ("whole seconds, one ago", (8_000_000_000, 1, 1, 1), 9_000_000_000, True),
        ("whole seconds, three ago", (6_000_000_000, 1, 1, 1), 9_000_000_000, False),
    ],
)
def test_a_young_stamp_proves_nothing(title: str, stamp: files.Stamp, now: int, expected: bool) -> None:
    assert files.racy(stamp, now) is expected


def test_the_vault_is_found_from_below(tmp_path: Path) -> None:
    make(tmp_path, "a/vaultnet.toml", "a/b/c/x.md", "o/.obsidian/app.json", "o/d/x.md")
    assert files.find_vault(str(tmp_path / "a/b/c")) == str(tmp_path / "a")
    assert files.find_vault(str(tmp_path / "o/d")) == str(tmp_path / "o")
    assert files.find_vault("/") is None


def test_the_shipped_folders_are_there() -> None:
    assert os.path.isdir(files.shipped("templates"))
    assert os.path.isdir(files.shipped("example"))


def test_a_symbolic_link_is_never_read_through(tmp_path: Path) -> None:
    make(tmp_path, "there.md")
    os.symlink("there.md", tmp_path / "y.md")
    with pytest.raises(OSError, match=r"y\.md|loop|symbolic"):
        files.read(str(tmp_path), "y.md")
    assert files.read_if_there(str(tmp_path), "none.md") is None


def test_a_listing_is_sorted_and_empty_where_there_is_nothing(tmp_path: Path) -> None:
    make(tmp_path, "Network/b.md", "Network/a.md", "Network/.hidden.md", "Network/x.base")
    assert files.listing(str(tmp_path), "Network", ".md") == ("Network/a.md", "Network/b.md")
    assert files.listing(str(tmp_path), "Nowhere", ".md") == ()


def test_a_tree_leaves_compiled_python_out(tmp_path: Path) -> None:
    make(tmp_path, "code/a.py", "code/__pycache__/a.pyc", "templates/x.jinja", "templates/new/y.jinja")
    code = files.tree(str(tmp_path / "code"))
    assert set(code) == {str(tmp_path / "code/a.py")}
    templates = files.tree(str(tmp_path / "templates"))
    assert set(templates) == {
        str(tmp_path / path)
        for path in ("templates", "templates/x.jinja", "templates/new", "templates/new/y.jinja")
    }
    assert files.tree(str(tmp_path / "none")) == {str(tmp_path / "none"): None}


def test_a_tree_counts_what_its_links_lead_to(tmp_path: Path) -> None:
    make(tmp_path, "templates/x.jinja", "kept/y.jinja", "kept/below/z.jinja")
    os.symlink(tmp_path / "kept/y.jinja", tmp_path / "templates/y.jinja")
    os.symlink("../kept/below", tmp_path / "templates/below")
    os.symlink(".", tmp_path / "templates/round")
    os.symlink("nowhere", tmp_path / "templates/dead")
    os.symlink("templates", tmp_path / "linked")
    inside = {
        f"templates{path}" for path in ("", "/x.jinja", "/y.jinja", "/below", "/round", "/dead", "/nowhere")
    }
    outside = {"kept/y.jinja", "kept/below", "kept/below/z.jinja"}
    found = files.tree(str(tmp_path / "linked"))
    assert set(found) == {str(tmp_path / path) for path in {"linked", *inside, *outside}}
    assert [path for path, stamp in found.items() if stamp is None] == [str(tmp_path / "templates/nowhere")]
