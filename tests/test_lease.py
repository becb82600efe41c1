"""A hold on a file tells whether anybody opens it for writing, and waits for who is at it."""

from __future__ import annotations

import errno
import fcntl
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from vaultnet import lease


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_bytes(b"words")
    return path


def test_a_held_file_can_be_read_and_told_from_others(note: Path) -> None:
    with lease.held(str(note)) as held:
        assert held.read() == b"words"
        assert held.identity == (note.stat().st_dev, note.stat().st_ino)
        assert not held.broken()
        note.with_name("new").write_bytes(b"new")
        os.replace(note.with_name("new"), note)
        assert held.identity != (note.stat().st_dev, note.stat().st_ino)
        assert held.read() == b"words"


def test_who_opens_it_for_writing_waits_and_is_noticed(note: Path) -> None:
    with lease.held(str(note)) as held:
        if not held.leased:  # another system: then nothing is known, and the bytes are compared
            assert not hasattr(fcntl, "F_SETLEASE")
            return
        editor = threading.Thread(target=note.write_bytes, args=(b"saved",))
        editor.start()
        while not held.broken():
            os.sched_yield()
        assert held.read() == b"words", "the editor waits until the lease is given back"
    editor.join()
    assert note.read_bytes() == b"saved"


def test_a_file_that_is_open_for_writing_is_waited_for(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handle = note.open("r+b")
    looks = []

    def sleep(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 3:
            handle.close()

    monkeypatch.setattr("vaultnet.lease.time.sleep", sleep)
    with lease.held(str(note)) as held:
        assert len(looks) == (3 if held.leased else 0)
    handle.close()


def test_patience_ends(note: Path) -> None:
    with note.open("r+b"):
        if hasattr(fcntl, "F_SETLEASE"):
            with pytest.raises(lease.Busy), lease.held(str(note), patience=0):
                pass


@pytest.mark.parametrize("code", [errno.EINVAL, errno.EACCES, errno.EOPNOTSUPP])
def test_without_leases_the_file_is_only_held(note: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A file of somebody else's, or one on a network drive."""

    def refuse(handle: int, what: int, value: Any = 0) -> int:
        if what == fcntl.F_SETLEASE:
            raise OSError(code, os.strerror(code))
        return 0

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    with lease.held(str(note)) as held:
        assert (held.leased, held.broken(), held.read()) == (False, False, b"words")


def test_other_errors_are_said(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(handle: int, what: int, value: Any = 0) -> int:
        if what == fcntl.F_SETLEASE:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return 0

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    with pytest.raises(OSError, match="Input/output"), lease.held(str(note)):
        pass


def test_a_symbolic_link_is_not_followed(note: Path) -> None:
    note.with_name("link.md").symlink_to(note)
    with pytest.raises(OSError, match="symbolic"), lease.held(str(note.with_name("link.md"))):
        pass
