"""Putting one file in another's place, as each system offers it, and what is said where it offers nothing."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from vaultnet import exchange


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "one").write_text("1")
    (tmp_path / "two").write_text("2")
    return str(tmp_path / "one"), str(tmp_path / "two")


def test_two_files_are_exchanged(pair: tuple[str, str]) -> None:
    one, two = pair
    displaced = exchange.swap(one, two)
    assert Path(two).read_text() == "1"
    assert displaced is None or Path(displaced).read_text() == "2"


def test_a_move_never_replaces(pair: tuple[str, str]) -> None:
    one, two = pair
    with pytest.raises(FileExistsError):
        exchange.move(one, two)
    assert (Path(one).read_text(), Path(two).read_text()) == ("1", "2")
    exchange.move(one, f"{two} more")
    assert Path(f"{two} more").read_text() == "1"
    assert not os.path.exists(one)


class Library:
    """A C library: records its calls, and answers with an error or with success."""

    def __init__(self, code: int, *names: str) -> None:
        self.code = code
        self.calls: list[tuple[Any, ...]] = []
        for name in names:
            setattr(self, name, self.call)

    def call(self, *given: Any) -> int:
        self.calls.append(given)
        ctypes.set_errno(self.code)
        return -1 if self.code else 0


SYSTEMS = [
    ("another system", "freebsd", Library(0)),
    ("an old C library", "linux", Library(0)),
    ("an old kernel", "linux", Library(errno.ENOSYS, "renameat2")),
    ("a file system that can't", "linux", Library(errno.EINVAL, "renameat2")),
    ("a Mac's file system that can't", "darwin", Library(errno.ENOTSUP, "renamex_np")),
]


@pytest.mark.parametrize(("title", "platform", "library"), SYSTEMS, ids=[case[0] for case in SYSTEMS])
def test_a_system_that_cannot(
    title: str, platform: str, library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: library)
    one, two = pair
    assert exchange.swap(one, two) is None
    assert (Path(one).read_text(), Path(two).read_text()) == ("1", "2")
    with pytest.raises(FileExistsError):
        exchange.move(one, two)
    exchange.move(one, f"{two} more")
    assert Path(f"{two} more").read_text() == "1"


def test_a_file_system_without_links_either(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(old: str, new: str) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library(errno.EINVAL, "renameat2"))
    monkeypatch.setattr(os, "link", refuse)
    one, two = pair
    with pytest.raises(FileExistsError):
        exchange.move(one, two)
    exchange.move(one, f"{two} more")
    assert Path(f"{two} more").read_text() == "1"


def test_what_each_system_is_asked(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = map(os.fsencode, pair)
    asked = {
        "linux": ("renameat2", (-100, one, -100, two, 2), (-100, one, -100, two, 1)),
        "darwin": ("renamex_np", (one, two, 2), (one, two, 4)),
    }
    for platform, (name, swap, move) in asked.items():
        library = Library(0, name)
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, library=library, **__: library)
        assert exchange.swap(*pair) == pair[0]
        exchange.move(*pair)
        assert library.calls == [swap, move]


def test_what_windows_is_asked(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its answer is a backup of what was displaced; some file systems have none to give."""

    class Kernel:
        answer, calls = 1, []  # type: ignore[var-annotated]

        def ReplaceFileW(self, *given: Any) -> int:  # noqa: N802 - its name
            self.calls.append(given)
            return self.answer

    kernel = Kernel()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_, **__: kernel, raising=False)
    one, two = pair
    assert exchange.swap(one, two) == f"{one}.bak"
    assert kernel.calls == [(two, one, f"{one}.bak", 0, None, None)]
    kernel.answer = 0
    monkeypatch.setattr(ctypes, "get_last_error", lambda: 50, raising=False)
    assert exchange.swap(one, two) is None
    monkeypatch.setattr(ctypes, "get_last_error", lambda: 5, raising=False)
    monkeypatch.setattr(ctypes, "WinError", lambda code: OSError(code, "Access is denied"), raising=False)
    with pytest.raises(OSError, match="denied"):
        exchange.swap(one, two)
    exchange.move(one, f"{two} more")
    assert Path(f"{two} more").read_text() == "1"


def test_what_the_disk_refuses_is_said(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library(errno.EROFS, "renameat2"))
    for act in (exchange.swap, exchange.move):
        with pytest.raises(OSError, match="Read-only") as refused:
            act(*pair)
        assert refused.value.errno == errno.EROFS
