"""The door through which a vault is written: nothing of the user's is overwritten, nothing leaves the vault."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultnet import writing
from vaultnet.writing import Changed, Outside


def make(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


@pytest.fixture(params=["the system's exchange", "without it"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A vault, on a system that can exchange two files and on one that can't."""
    if request.param == "without it":
        monkeypatch.setattr(writing, "_exchange", lambda one, other: False)
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


def saved_in_place(path: Path) -> None:
    path.write_text("MY WORDS")


def saved_by_rename(path: Path) -> None:
    path.with_suffix(".new").write_text("MY WORDS")
    path.with_suffix(".new").replace(path)


@pytest.mark.parametrize("save", [saved_in_place, saved_by_rename])
def test_what_someone_else_wrote_in_the_last_moment_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], None]
) -> None:
    """Between the last look and the replacement: the system exchanges the two, and what was displaced is checked."""
    make(tmp_path, "Today.md")
    chmod = os.chmod

    def late(path: str, mode: int) -> None:
        chmod(path, mode)
        save(tmp_path / "Today.md")

    monkeypatch.setattr(os, "chmod", late)
    with pytest.raises(Changed):
        writing.replace(str(tmp_path), "Today.md", b"new", b"Today.md")
    assert (tmp_path / "Today.md").read_text() == "MY WORDS"
    assert os.listdir(tmp_path) == ["Today.md"]


def test_what_someone_else_wrote_before_a_removal_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "Today.md")
    rename = os.rename

    def late(old: str, new: str) -> None:
        saved_in_place(tmp_path / "Today.md")
        rename(old, new)

    monkeypatch.setattr(os, "rename", late)
    with pytest.raises(Changed):
        writing.remove(str(tmp_path), "Today.md", b"Today.md")
    assert (tmp_path / "Today.md").read_text() == "MY WORDS"
    assert os.listdir(tmp_path) == ["Today.md"]


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


def test_a_disk_that_refuses_leaves_everything_as_it_was(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make(Path(root), "Today.md")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "chmod", refuse)
    with pytest.raises(OSError, match="No space"):
        writing.replace(root, "Today.md", b"new", b"Today.md")
    assert os.listdir(root) == ["Today.md"]
    assert Path(root, "Today.md").read_text() == "Today.md"


class Kernel:
    """A C library whose kernel answers ``renameat2`` with an error."""

    def __init__(self, code: int) -> None:
        self.code = code

    def renameat2(self, *_: object) -> int:
        ctypes.set_errno(self.code)
        return -1


WITHOUT = [
    ("another system", "darwin", None),
    ("an old C library", "linux", object()),
    ("an old kernel", "linux", Kernel(errno.ENOSYS)),
    ("a file system that can't", "linux", Kernel(errno.EINVAL)),
]


@pytest.mark.parametrize(("title", "platform", "library"), WITHOUT, ids=[case[0] for case in WITHOUT])
def test_a_system_that_cannot_exchange_files_replaces_them(
    title: str, platform: str, library: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "Today.md")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: library)
    writing.replace(str(tmp_path), "Today.md", b"new", b"Today.md")
    assert (tmp_path / "Today.md").read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["Today.md"]


def test_an_exchange_that_is_refused_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "Today.md")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Kernel(errno.EROFS))
    with pytest.raises(OSError, match="Read-only") as refused:
        writing.replace(str(tmp_path), "Today.md", b"new", b"Today.md")
    assert refused.value.errno == errno.EROFS
    assert (tmp_path / "Today.md").read_text() == "Today.md"
    assert os.listdir(tmp_path) == ["Today.md"]
