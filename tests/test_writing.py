"""The door through which a vault is written: nothing of the user's is overwritten, nothing leaves the vault."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vaultnet import exchange, lease, writing
from vaultnet.writing import Changed, Outside


def make(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "swap", lambda new, full: None)


def no_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "_lease", lambda handle, full, patience: False)


def with_backup(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: what was displaced lies elsewhere."""
    no_lease(monkeypatch)
    swap = exchange.swap

    def elsewhere(new: str, full: str) -> str | None:
        if (displaced := swap(new, full)) is not None:
            os.rename(displaced, f"{new}.bak")
        return displaced and f"{new}.bak"

    monkeypatch.setattr(exchange, "swap", elsewhere)


def as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    pass


SYSTEMS = [as_it_is, no_lease, no_exchange, with_backup]


@pytest.fixture(params=SYSTEMS)
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A vault, on this system and on others."""
    request.param(monkeypatch)
    (tmp_path / "vault").mkdir()
    return str(tmp_path / "vault")


def test_a_file_is_replaced_whole(root: str) -> None:
    page = Path(root, "Network/Today.md")
    writing.replace(root, "Network/Today.md", b"one", None)
    page.chmod(0o640)
    writing.replace(root, "Network/Today.md", b"two", b"one")
    assert page.read_bytes() == b"two"
    assert page.stat().st_mode & 0o777 == 0o640
    assert os.listdir(page.parent) == ["Today.md"]


@pytest.mark.parametrize("mode", [0o444, 0o555])
def test_a_write_protected_file_is_left_alone(root: str, mode: int) -> None:
    make(Path(root), "Today.md")
    Path(root, "Today.md").chmod(mode)
    for act in (
        lambda: writing.replace(root, "Today.md", b"new", b"Today.md"),
        lambda: writing.remove(root, "Today.md", b"Today.md"),
    ):
        with pytest.raises(writing.Protected, match="it is write-protected") as refused:
            act()
        assert refused.value.filename == "Today.md"
    assert Path(root, "Today.md").read_bytes() == b"Today.md"
    assert os.listdir(root) == ["Today.md"]


def test_what_the_disk_refuses_is_said_of_the_file_itself(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make(Path(root), "Today.md")
    real = os.open

    def refuse(path: str, flags: int, *more: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", refuse)
    for path, before in (("Today.md", b"Today.md"), ("New.md", None)):
        with pytest.raises(PermissionError) as refused:
            writing.replace(root, path, b"new", before)
        assert (refused.value.filename, refused.value.filename2) == (path, None)


def test_what_someone_else_wrote_before_stays(root: str) -> None:
    make(Path(root), "Today.md")
    for expected in (None, b"something else"):
        with pytest.raises(Changed):
            writing.replace(root, "Today.md", b"new", expected)
    with pytest.raises(Changed):
        writing.remove(root, "Today.md", b"something else")
    assert Path(root, "Today.md").read_text() == "Today.md"
    assert os.listdir(root) == ["Today.md"]
    writing.remove(root, "Today.md", b"Today.md")
    assert os.listdir(root) == []
    with pytest.raises(Changed):
        writing.remove(root, "Today.md", b"Today.md")


# --- saves in the last moment -----------------------------------------------------------------------


def saved_in_place(path: Path) -> None:
    path.write_text("MY WORDS")


def saved_by_rename(path: Path) -> None:
    path.with_suffix(".new").write_text("MY WORDS")
    path.with_suffix(".new").replace(path)


def saved_twice_by_rename(path: Path) -> None:
    path.with_suffix(".new").write_text("my words")
    path.with_suffix(".new").replace(path)
    saved_by_rename(path)


SAVES = [saved_in_place, saved_by_rename, saved_twice_by_rename]


class Late:
    """A system call before or after which somebody saves, the first time that it is made."""

    def __init__(self, call: Callable[..., Any], save: Callable[[], None], *, after: bool = False) -> None:
        self.call, self.save, self.after, self.calls = call, save, after, 0

    def __call__(self, *given: Any) -> Any:
        self.calls += 1
        if self.calls == 1 and not self.after:
            self.save()
        done = self.call(*given)
        if self.calls == 1 and self.after:
            self.save()
        return done


def saving(path: Path, save: Callable[[Path], None]) -> tuple[Callable[[], None], Callable[[], None]]:
    """A save that may have to wait for a lease: what begins it, and what waits for its end."""
    editor = threading.Thread(target=save, args=(path,))

    def begin() -> None:
        editor.start()
        editor.join(0.05)  # it has saved, or waits in open(2); either is what is to be tried

    return begin, editor.join


@pytest.mark.parametrize("save", SAVES)
@pytest.mark.parametrize("system", [as_it_is, no_lease, with_backup])
def test_a_save_before_the_exchange_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], None], system: Callable[..., None]
) -> None:
    system(monkeypatch)
    make(tmp_path, "Today.md")
    begin, end = saving(tmp_path / "Today.md", save)
    monkeypatch.setattr(exchange, "swap", Late(exchange.swap, begin))
    with pytest.raises(Changed):
        writing.replace(str(tmp_path), "Today.md", b"new", b"Today.md", moment=".vaultnet-1-0.tmp")
    end()
    assert (tmp_path / "Today.md").read_text() == "MY WORDS"
    assert os.listdir(tmp_path) == ["Today.md"]


@pytest.mark.parametrize("save", SAVES[1:])
def test_a_save_by_rename_after_the_exchange_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], None]
) -> None:
    make(tmp_path, "Today.md")
    page = tmp_path / "Today.md"
    monkeypatch.setattr(exchange, "swap", Late(exchange.swap, lambda: save(page), after=True))
    with pytest.raises(Changed):
        writing.replace(str(tmp_path), "Today.md", b"new", b"Today.md")
    assert page.read_text() == "MY WORDS"
    assert os.listdir(tmp_path) == ["Today.md"]


def test_a_save_while_another_is_given_back_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One save comes before the exchange, a newer one before it is exchanged back."""
    make(tmp_path, "Today.md")
    page = tmp_path / "Today.md"
    swap, calls = exchange.swap, []

    def late(new: str, full: str) -> str | None:
        calls.append(new)
        if len(calls) <= 2:
            page.with_suffix(".new").write_text("MY WORDS" if len(calls) == 2 else "my words")
            page.with_suffix(".new").replace(page)
        return swap(new, full)

    monkeypatch.setattr(exchange, "swap", late)
    with pytest.raises(Changed):
        writing.replace(str(tmp_path), "Today.md", b"new", b"Today.md")
    assert page.read_text() == "MY WORDS"
    assert os.listdir(tmp_path) == ["Today.md"]
    assert len(calls) == 3


@pytest.mark.parametrize("system", [as_it_is, no_lease, with_backup])
def test_a_save_into_our_file_while_another_is_given_back_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: Callable[..., None]
) -> None:
    """One save comes by rename before the exchange, a newer one in place into what we put there."""
    system(monkeypatch)
    make(tmp_path, "Today.md")
    page = tmp_path / "Today.md"
    begin, end = saving(page, saved_in_place)
    swap, calls = exchange.swap, []

    def late(new: str, full: str) -> str | None:
        calls.append(new)
        if len(calls) == 1:
            page.with_suffix(".new").write_text("my words")
            page.with_suffix(".new").replace(page)
        displaced = swap(new, full)
        if len(calls) == 1:
            begin()
        return displaced

    monkeypatch.setattr(exchange, "swap", late)
    with pytest.raises(Changed):
        writing.replace(str(tmp_path), "Today.md", b"new", b"Today.md")
    end()
    assert page.read_text() == "MY WORDS"
    assert os.listdir(tmp_path) == ["Today.md"]


@pytest.mark.parametrize("save", SAVES)
def test_what_someone_else_wrote_before_a_removal_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], None]
) -> None:
    make(tmp_path, "Today.md")
    begin, end = saving(tmp_path / "Today.md", save)
    monkeypatch.setattr(os, "rename", Late(os.rename, begin))
    with pytest.raises(Changed):
        writing.remove(str(tmp_path), "Today.md", b"Today.md")
    end()
    assert (tmp_path / "Today.md").read_text() == "MY WORDS"
    assert os.listdir(tmp_path) == ["Today.md"]


def test_what_is_displaced_without_a_lease_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor had it open before, and writes only after everything has been checked."""
    no_lease(monkeypatch)
    make(tmp_path, "Today.md")
    page, root, moment = tmp_path / "Today.md", str(tmp_path), ".vaultnet-7-0.tmp"
    with page.open("r+b") as editor:
        assert writing.replace(root, "Today.md", b"new", b"Today.md", moment=moment)
        editor.truncate()
        editor.write(b"MY WORDS")
    assert page.read_bytes() == b"new"
    writing.clear(root, "Today.md", moment, b"Today.md", b"new")
    assert page.read_bytes() == b"MY WORDS"
    assert os.listdir(tmp_path) == ["Today.md"]


def test_what_is_removed_without_a_lease_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_lease(monkeypatch)
    make(tmp_path, "Today.md")
    root, moment = str(tmp_path), ".vaultnet-7-0.tmp"
    with (tmp_path / "Today.md").open("r+b") as editor:
        assert writing.remove(root, "Today.md", b"Today.md", moment=moment)
        editor.truncate()
        editor.write(b"MY WORDS")
    assert not (tmp_path / "Today.md").exists()
    writing.clear(root, "Today.md", moment, b"Today.md", None)
    assert (tmp_path / "Today.md").read_bytes() == b"MY WORDS"
    assert os.listdir(tmp_path) == ["Today.md"]


def test_a_save_into_a_file_that_is_being_removed_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has found the file before it was renamed, and opens it only then."""
    make(tmp_path, "Today.md")
    begin, end = saving(tmp_path / "Today.md", saved_in_place)
    held, broken = lease.Held.broken, []

    def late(self: lease.Held) -> bool:
        broken.append(held(self))
        return broken[-1]

    def opened(full: str) -> None:
        os.rename(next(tmp_path.glob(".vaultnet-*")), tmp_path / "Today.md")
        begin()
        os.rename(tmp_path / "Today.md", tmp_path / ".vaultnet-7-0.tmp")

    monkeypatch.setattr(lease.Held, "broken", late)
    monkeypatch.setattr(writing, "settle", opened)
    with pytest.raises(Changed):
        writing.remove(str(tmp_path), "Today.md", b"Today.md", moment=".vaultnet-7-0.tmp")
    end()
    assert broken == [True]
    assert (tmp_path / "Today.md").read_text() == "MY WORDS"


def test_a_newer_save_comes_while_something_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".vaultnet-7-0.tmp").write_bytes(b"saved")
    (tmp_path / "Ada.md").write_bytes(b"new")
    monkeypatch.setattr(exchange, "swap", Late(exchange.swap, lambda: saved_by_rename(tmp_path / "Ada.md")))
    writing.clear(str(tmp_path), "Ada.md", ".vaultnet-7-0.tmp", b"old", b"new")
    assert (tmp_path / "Ada.md").read_text() == "MY WORDS"
    (other,) = (path for path in tmp_path.iterdir() if path.name != "Ada.md")
    assert (other.name.startswith("Ada (saved "), other.read_bytes()) == (True, b"saved")


LEFT = [
    ("the old text", b"old", b"new", "new", []),
    ("the new one, not in its place yet", b"new", b"old", "old", []),
    ("the beginning of it", b"ne", b"old", "old", []),
    ("a save that was displaced", b"saved", b"new", "saved", []),
    ("a save, and the old text in its place", b"saved", b"old", "saved", []),
    ("a save, and the file is gone", b"saved", None, "saved", []),
    ("a save, and a newer one", b"saved", b"newer", "newer", ["saved"]),
    ("what stands there already", b"newer", b"newer", "newer", []),
]


@pytest.mark.parametrize(("title", "left", "there", "then", "beside"), LEFT, ids=[case[0] for case in LEFT])
@pytest.mark.parametrize("system", [as_it_is, no_exchange])
def test_what_a_killed_process_left_is_cleared_away(
    title: str, left: bytes, there: bytes | None, then: str, beside: list[str],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: Callable[..., None],
) -> None:  # fmt: skip
    system(monkeypatch)
    (tmp_path / ".vaultnet-7-0.tmp").write_bytes(left)
    if there is not None:
        (tmp_path / "Ada.md").write_bytes(there)
    writing.clear(str(tmp_path), "Ada.md", ".vaultnet-7-0.tmp", b"old", b"new")
    assert (tmp_path / "Ada.md").read_text() == then
    others = [path for path in tmp_path.iterdir() if path.name != "Ada.md"]
    assert [path.read_text() for path in others] == beside
    assert all(path.name.startswith("Ada (saved ") for path in others)


# --- places -----------------------------------------------------------------------------------------


def test_a_new_file_never_replaces_one(root: str) -> None:
    writing.create(root, "Inbox/x.md", b"one")
    with pytest.raises(FileExistsError):
        writing.create(root, "Inbox/x.md", b"two")
    assert Path(root, "Inbox/x.md").read_bytes() == b"one"
    assert os.listdir(Path(root, "Inbox")) == ["x.md"]


def test_a_file_system_without_links_will_do(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(old: str, new: str) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    writing.create(root, "x.md", b"one")
    with pytest.raises(FileExistsError):
        writing.create(root, "x.md", b"two")
    assert Path(root, "x.md").read_bytes() == b"one"
    assert os.listdir(root) == ["x.md"]


def test_nothing_is_written_out_of_the_vault(tmp_path: Path, root: str) -> None:
    vault = Path(root)
    for name in ("elsewhere", "vault-too"):  # one whose name begins like the vault's
        (tmp_path / name).mkdir()
        os.symlink(tmp_path / name, vault / f"to {name}")
        for path in (f"to {name}/x.md", f"to {name}/new/x.md", f"../{name}/x.md"):
            with pytest.raises(Outside):
                writing.create(root, path, b"x")
            with pytest.raises(Outside):
                writing.replace(root, path, b"x", None)
            with pytest.raises(Outside):
                writing.remove(root, path, b"x")
        assert os.listdir(tmp_path / name) == []
    os.symlink(tmp_path / "elsewhere" / "y.md", vault / "y.md")
    with pytest.raises(Outside):
        writing.create(root, "y.md", b"x")
    make(vault, "inside/x.md")
    os.symlink("inside", vault / "link")
    writing.create(root, "link/z.md", b"z")
    assert (vault / "inside" / "z.md").read_bytes() == b"z"


def test_a_long_path_touches_no_neighbour(tmp_path: Path) -> None:
    """A name for a moment is short, whatever the file is called, and never that of another file."""
    deep = tmp_path
    while len(str(deep)) < 250:
        deep = deep / ("d" * 40)
    deep.mkdir(parents=True)
    before = {str(deep)[:length] for length in range(230, 250)}
    writing.replace(str(deep), f"{'n' * 240}.md", b"one", None)
    writing.replace(str(deep), f"{'n' * 240}.md", b"two", b"one")
    assert os.listdir(deep) == [f"{'n' * 240}.md"]
    assert not any(os.path.isfile(path) for path in before)


REFUSING = [("fsync", errno.ENOSPC), ("write", errno.EIO), ("open", errno.EROFS)]


@pytest.mark.parametrize(("call", "code"), REFUSING)
def test_a_disk_that_refuses_leaves_everything_as_it_was(
    call: str, code: int, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(Path(root), "Today.md")
    given = getattr(os, call)

    def refuse(*words: Any, **named: Any) -> Any:
        if call == "open" and not words[1] & os.O_CREAT:
            return given(*words, **named)
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        with pytest.raises(OSError, match=os.strerror(code)):
            writing.replace(root, "Today.md", b"new", b"Today.md")
        with pytest.raises(OSError, match=os.strerror(code)):
            writing.create(root, "Other.md", b"new")
    assert os.listdir(root) == ["Today.md"]
    assert Path(root, "Today.md").read_text() == "Today.md"


def test_mode_owner_and_attributes_are_kept(root: str) -> None:
    page = Path(root, "Today.md")
    page.write_bytes(b"one")
    page.chmod(0o604)
    if os.geteuid() == 0:
        os.chown(page, 1234, 4321)
    os.setxattr(page, "user.comment", b"mine")
    writing.replace(root, "Today.md", b"two", b"one")
    status = page.stat()
    assert status.st_mode & 0o777 == 0o604
    assert (status.st_uid, status.st_gid) == (
        (1234, 4321) if os.geteuid() == 0 else (os.getuid(), os.getgid())
    )
    assert os.getxattr(page, "user.comment") == b"mine"


def test_a_link_within_the_vault_stays_a_link(root: str) -> None:
    make(Path(root), "People/Ada.md")
    os.symlink("People/Ada.md", Path(root, "Me.md"))
    writing.replace(root, "Me.md", b"new", b"People/Ada.md")
    assert os.readlink(Path(root, "Me.md")) == "People/Ada.md"
    assert Path(root, "People/Ada.md").read_bytes() == b"new"


MOVES = [
    ("to another name", "Ada.md", "Ada King.md"),
    ("to a new folder", "Ada.md", "Old/People/Ada.md"),
    ("to another case", "ada.md", "Ada.md"),
]


@pytest.mark.parametrize(("title", "path", "to"), MOVES, ids=[case[0] for case in MOVES])
def test_a_note_moves(title: str, path: str, to: str, root: str) -> None:
    make(Path(root), path)
    with pytest.raises(Changed):
        writing.move(root, path, to, b"something else")
    writing.move(root, path, to, path.encode())
    assert not Path(root, path).exists()
    assert Path(root, to).read_text() == path


def test_a_note_never_moves_over_another(root: str) -> None:
    make(Path(root), "Ada.md", "Grace.md")
    with pytest.raises(FileExistsError):
        writing.move(root, "Ada.md", "Grace.md", b"Ada.md")
    assert Path(root, "Grace.md").read_text() == "Grace.md"
    with pytest.raises(Outside):
        writing.move(root, "Ada.md", "../Ada.md", b"Ada.md")


def test_a_file_that_is_being_written_is_waited_for_and_then_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "Today.md")
    monkeypatch.setattr(lease, "PATIENCE", 0.0)
    with (tmp_path / "Today.md").open("r+b"), pytest.raises(Changed) as refused:
        writing.replace(str(tmp_path), "Today.md", b"new", b"Today.md")
    assert isinstance(refused.value, writing.Busy)
    assert (tmp_path / "Today.md").read_text() == "Today.md"


def test_folders_that_were_made_go_when_they_are_empty(root: str) -> None:
    make(Path(root), "Old/Kept/x.md")
    Path(root, "Old/Empty/Deep").mkdir(parents=True)
    writing.prune(root, ["Old", "Old/Empty", "Old/Empty/Deep", "Old/Kept", "Gone"])
    assert sorted(os.listdir(Path(root, "Old"))) == ["Kept"]


def test_a_file_where_a_folder_is_needed_is_named(tmp_path: Path) -> None:
    make(tmp_path, "Meetings")
    with pytest.raises(NotADirectoryError, match=r"it is a file where a folder is needed.*/Meetings'"):
        writing.create(str(tmp_path), "Meetings/2026/a.md", b"ours\n")
    assert os.listdir(tmp_path) == ["Meetings"]


@pytest.mark.parametrize("path", ["a.md", "new/a.md", "new/deep/a.md"])
def test_a_vault_that_is_gone_is_not_made_again(path: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        writing.create(str(tmp_path / "vault"), path, b"x")
    assert not (tmp_path / "vault").exists()
