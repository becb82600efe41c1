"""What tells that something happened: which events count, and that real ones come."""

from __future__ import annotations

import errno
import logging
import ntpath
import os
import queue
import shutil
import struct
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog import events
from watchdog.observers import Observer

from vaultnet.listening import Deaf, Ears, LimitReached, Watchdog, counts, heard, listen
from vaultnet.pace import Heard

LONG = 30.0
"""Seconds that an event may take on a machine with much to do."""

PATHS = [
    ("Ada.md", "note"),
    ("People/Ada Lovelace.md", "note"),
    ("People/ADA.MD", "note"),
    ("Network/Network Today.md", "note"),
    ("vaultnet.toml", "everything"),
    ("People/vaultnet.toml", ""),
    ("Network/Network People.base", "everything"),
    ("Network/Network Calendar.svg", "note"),
    ("Drawings/loom.svg", "note"),
    ("_vaultnet/templates/dashboards/Mine.md.jinja", "everything"),
    ("_vaultnet/templates/.dashboards.swp", ""),
    ("_vaultnet/templates/Mine.md.jinja~", ""),
    ("_vaultnet/templates/4913", ""),
    (".obsidian/daily-notes.json", "everything"),
    (".obsidian/templates.json", "everything"),
    (".obsidian/workspace.json", ""),
    (".obsidian/plugins/x/README.md", ""),
    (".git/index.lock", ""),
    (".trash/Ada.md", ""),
    ("People/.hidden.md", ""),
    ("People/.hidden/Ada.md", ""),
    ("People/.vaultnet-1f2e-0.tmp", ""),
    ("People/.#Ada.md", ""),
    ("People/#Ada.md#", ""),
    ("People/Ada.md~", ""),
    ("People/Ada.md.swp", ""),
    ("People/4913", ""),
    ("People/Ada.md.tmp", ""),
    ("People/Ada.jpg", ""),
    ("People/Ada.sync-conflict-20261120-101010-ABCDEFG.md", "note"),
    ("Network/Network Today.sync-conflict-20261120-101010-ABCDEFG.md", "note"),
    ("People/Ada (Robin's conflicted copy 2026-11-20).md", "note"),
]


@pytest.mark.parametrize(("path", "expected"), PATHS)
def test_which_files_count(path: str, expected: str) -> None:
    assert counts(path) == expected


R = "/home/robin/vault"
OPEN_, FINISHED, EVERYTHING = (False, False), (True, False), (False, True)
Event = events.FileSystemEvent
EVENTS: list[tuple[str, Event, list[tuple[str, tuple[bool, bool]]]]] = [
    ("made", events.FileCreatedEvent(f"{R}/Ada.md"), [("Ada.md", OPEN_)]),
    ("written", events.FileModifiedEvent(f"{R}/Ada.md"), [("Ada.md", OPEN_)]),
    ("closed", events.FileClosedEvent(f"{R}/P/Ada.md"), [("P/Ada.md", FINISHED)]),
    ("deleted", events.FileDeletedEvent(f"{R}/Ada.md"), [("Ada.md", OPEN_)]),
    ("renamed over", events.FileMovedEvent(f"{R}/P/.Ada.md.x", f"{R}/P/Ada.md"), [("P/Ada.md", FINISHED)]),
    ("renamed", events.FileMovedEvent(f"{R}/P/a.md", f"{R}/P/A.md"), [("P/a.md", FINISHED), ("P/A.md", FINISHED)]),
    ("a backup is made of it", events.FileMovedEvent(f"{R}/Ada.md", f"{R}/Ada.md~"), [("Ada.md", OPEN_)]),
    ("moved to the trash", events.FileMovedEvent(f"{R}/Ada.md", f"{R}/.trash/Ada.md"), [("Ada.md", OPEN_)]),
    ("settings", events.FileClosedEvent(f"{R}/vaultnet.toml"), [("vaultnet.toml", (True, True))]),
    ("a folder is made", events.DirCreatedEvent(f"{R}/New"), [("New", EVERYTHING)]),
    ("a folder is moved", events.DirMovedEvent(f"{R}/P", f"{R}/Q"), [("P", EVERYTHING), ("Q", EVERYTHING)]),
    ("a folder comes out of hiding", events.DirMovedEvent(f"{R}/.trash/P", f"{R}/P"), [("P", EVERYTHING)]),
    ("a folder is deleted", events.DirDeletedEvent(f"{R}/P"), [("P", EVERYTHING)]),
    ("the vault is deleted", events.DirDeletedEvent(R), [("", EVERYTHING)]),
    ("a folder holds something else", events.DirModifiedEvent(f"{R}/P"), []),
    ("a hidden folder is made", events.DirCreatedEvent(f"{R}/.git/objects/1f"), []),
    ("a file of git's", events.FileClosedEvent(f"{R}/.git/index"), []),
    ("a picture", events.FileClosedEvent(f"{R}/Ada.jpg"), []),
    ("a neighbour whose name begins the same", events.FileClosedEvent(f"{R}2/Ada.md"), []),
    ("a name in bytes", events.FileClosedEvent(f"{R}/Ad\xe4.md".encode()), [("Ad\xe4.md", FINISHED)]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "event", "expected"), EVENTS, ids=[case[0] for case in EVENTS])
def test_what_an_event_means(title: str, event: Event, expected: list[tuple[str, tuple[bool, bool]]]) -> None:
    assert list(heard(R, event, 5.0)) == [Heard(5.0, path, *how) for path, how in expected]


@pytest.mark.parametrize(
    ("root", "path", "expected"),
    [
        (r"C:\Users\Robin\Vault", r"c:\users\robin\vault\P\Ada.md", ["P/Ada.md"]),
        (r"C:\Users\Robin\Vault", r"C:\Users\Robin\Vault2\Ada.md", []),
        (r"C:\Users\Robin\Vault", r"C:\Users\Robin\Vault\.git\Ada.md", []),
        ("C:\\", r"C:\Ada.md", ["Ada.md"]),
    ],
)
def test_on_windows_a_path_is_of_the_vault_however_it_is_spelled(
    root: str, path: str, expected: list[str]
) -> None:
    found = heard(root, events.FileClosedEvent(path), 5.0, ntpath)
    assert [one.path for one in found] == expected


@pytest.mark.parametrize("spelled", ["/Users/robin/VAULT", "/Users/robin/Vau\u0308lt"])
def test_on_a_mac_too(spelled: str) -> None:
    root = "/Users/robin/vault" if spelled.isascii() else "/Users/robin/Va\u00fclt"
    (one,) = heard(root, events.FileClosedEvent(f"{spelled}/P/Ada.md"), 5.0)
    assert one.path == "P/Ada.md"


# --- real ones -------------------------------------------------------------------------------------------


class Ear:
    """Keeps what is heard."""

    def __init__(self) -> None:
        self.queue: queue.SimpleQueue[Heard] = queue.SimpleQueue()

    def until(self, wanted: Callable[[Heard], bool]) -> Heard:
        """The next that is wanted."""
        end = time.monotonic() + LONG
        while True:
            found = self.queue.get(timeout=max(end - time.monotonic(), 0))
            if wanted(found):
                return found


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def listener(vault: Path, ear: Ear) -> Iterator[Ears]:
    (vault / "People").mkdir()
    listener = listen(str(vault), ear.queue.put)
    yield listener
    listener.close()


def saved(path: str) -> Callable[[Heard], bool]:
    return lambda one: (one.path, one.finished) == (path, True)


def everything(one: Heard) -> bool:
    return one.everything


@pytest.mark.parametrize("way", [listen, Watchdog], ids=["here", "watchdog"])
def test_a_save_is_heard_however_it_is_made(way: Callable[..., Ears], vault: Path, ear: Ear) -> None:
    (vault / "People").mkdir()
    listener = way(str(vault), ear.queue.put)
    before = time.monotonic()
    (vault / "People" / "Ada.md").write_text("in place")
    assert before <= ear.until(saved("People/Ada.md")).at <= time.monotonic()
    (vault / "People" / "Ada.md.tmp").write_text("renamed over")
    (vault / "People" / "Ada.md.tmp").rename(vault / "People" / "Ada.md")
    ear.until(saved("People/Ada.md"))
    (vault / "People" / "Ada.md").unlink()
    ear.until(lambda one: one.path == "People/Ada.md")
    (vault / "New").mkdir()
    assert ear.until(everything).path == "New"
    (vault / "New").rename(vault / "Renamed")
    assert ear.until(lambda one: one.path == "Renamed").everything
    shutil.rmtree(vault / "Renamed")
    assert ear.until(lambda one: one.path == "Renamed").everything
    assert listener.is_sound()
    listener.close()


def test_folders_are_heard_wherever_they_went(vault: Path, listener: Ears, ear: Ear, tmp_path: Path) -> None:
    """watchdog's thread for Linux died where folders were moved and deleted in quick succession."""
    for number in range(20):
        deep = vault / f"Folder {number}" / "in" / "it"
        deep.mkdir(parents=True)
        (vault / f"Folder {number}").rename(vault / "Other")
        deep.mkdir(parents=True)
        (vault / "Other").rename(tmp_path / f"{number}")
        (tmp_path / f"{number}").rename(vault / "Back")
        shutil.rmtree(vault / "Back")
        (deep / "in" / "it").mkdir(parents=True)
        (vault / f"Folder {number}").rename(vault / "Kept")
        (vault / "Kept").rename(vault / f"Kept {number}")
    (vault / "the end").mkdir()
    ear.until(lambda one: one.path == "the end")
    for number in range(20):
        (vault / f"Kept {number}" / "in" / "it" / "in" / "it" / "Ada.md").write_text("")
        ear.until(saved(f"Kept {number}/in/it/in/it/Ada.md"))
    assert listener.is_sound()


@pytest.mark.usefixtures("listener")
def test_a_rename_is_a_save_of_both_names(vault: Path, ear: Ear) -> None:
    (vault / "ada.md").write_text("")
    (vault / "ada.md").rename(vault / "Ada.md")
    ear.until(saved("Ada.md"))
    (vault / "Ada.md").rename(vault / "Ada.md~")
    assert not ear.until(lambda one: one.path == "Ada.md").finished


def test_hidden_folders_are_not_listened_to_but_for_obsidians_settings(
    vault: Path, listener: Ears, ear: Ear
) -> None:
    (vault / ".git").mkdir()
    (vault / ".git" / "Ada.md").write_text("")
    (vault / ".obsidian").mkdir()
    assert ear.until(lambda one: True).path == ".obsidian"
    (vault / ".obsidian" / "plugins").mkdir()
    (vault / ".obsidian" / "workspace.json").write_text("")
    (vault / ".obsidian" / "daily-notes.json").write_text("{}")
    assert ear.until(lambda one: True).path == ".obsidian/daily-notes.json"
    assert listener.is_sound()


def test_reading_is_not_heard(vault: Path, ear: Ear) -> None:
    (vault / "Ada.md").write_text("")
    listener = listen(str(vault), ear.queue.put)
    for _ in range(3):
        (vault / "Ada.md").read_text()
        list(vault.iterdir())
    (vault / "Grace.md").write_text("")
    assert ear.until(lambda one: True).path == "Grace.md"
    listener.close()


def test_what_watchdog_only_logs_is_a_reason_to_look_at_everything(
    vault: Path, ear: Ear, capsys: pytest.CaptureFixture[str]
) -> None:
    listener = Watchdog(str(vault), ear.queue.put)
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed")
    assert ear.until(everything).path == ""
    assert capsys.readouterr().err == ""
    listener.close()


OVERFLOW = struct.pack("iIII", -1, 0x4000, 0, 0)
OF_A_FOLDER_THAT_IS_GONE = struct.pack("iIII", 999, 0x8, 0, 16) + b"Ada.md".ljust(16, b"\0")


@pytest.mark.parametrize("said", [OVERFLOW, OF_A_FOLDER_THAT_IS_GONE])
def test_what_is_unsure_is_a_reason_to_look_at_everything(
    said: bytes, vault: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = os.read
    monkeypatch.setattr(os, "read", lambda file, size: read(file, size) and said)
    listener = listen(str(vault), ear.queue.put)
    (vault / "Ada.md").write_text("")
    assert ear.until(everything).path == ""
    assert listener.is_sound()
    listener.close()


def test_it_says_when_it_hears_no_more(vault: Path, listener: Ears, ear: Ear) -> None:
    assert listener.is_sound()
    shutil.rmtree(vault)
    ear.until(lambda one: one == one._replace(path="", everything=True))
    end = time.monotonic() + LONG
    while listener.is_sound():
        assert time.monotonic() < end
        os.sched_yield()


def test_it_says_when_the_vault_was_moved_away(vault: Path, listener: Ears, ear: Ear) -> None:
    vault.rename(vault.with_name("away"))
    ear.until(everything)
    assert not listener.is_sound()
    vault.with_name("away").rename(vault)
    assert not listener.is_sound()


# --- limits ----------------------------------------------------------------------------------------------

LIMITS = [(errno.ENOSPC, "max_user_watches"), (errno.EMFILE, "max_user_instances")]


class Refusing:
    """A system's library that refuses from one folder on."""

    def __init__(self, code: int, after: int, begins: bool = True) -> None:
        self.code, self.left, self.begins = code, after, begins

    def CDLL(self, *given: object, **options: object) -> Refusing:  # noqa: N802
        return self

    def get_errno(self) -> int:
        return self.code

    def inotify_init1(self, flags: int) -> int:
        return os.eventfd(0, flags & os.EFD_CLOEXEC) if self.begins else -1

    def inotify_add_watch(self, file: int, path: bytes, wanted: int) -> int:
        self.left -= 1
        return self.left if self.left >= 0 else -1


@pytest.mark.parametrize(("code", "limit"), LIMITS)
@pytest.mark.parametrize("refusing", [Refusing(0, 1), Refusing(0, 0), Refusing(0, 0, begins=False)])
def test_a_limit_is_said_with_the_command_that_raises_it(
    code: int, limit: str, refusing: Refusing, vault: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault / "People").mkdir()
    monkeypatch.setitem(sys.modules, "ctypes", Refusing(code, refusing.left, refusing.begins))
    with pytest.raises(LimitReached, match=f"fs.inotify.{limit} is reached") as raised:
        listen(str(vault), ear.queue.put)
    command, permanent = raised.value.hint.splitlines()
    assert command.startswith(f"To raise it: sudo sysctl fs.inotify.{limit}=")
    assert int(command.rpartition("=")[2]) >= 2 * int(Path(f"/proc/sys/fs/inotify/{limit}").read_text())
    assert permanent.endswith("| sudo tee /etc/sysctl.d/60-vaultnet.conf")


def test_a_limit_that_is_reached_later_is_found_out(
    vault: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = listen(str(vault), ear.queue.put)
    refusing = Refusing(errno.ENOSPC, 0)
    monkeypatch.setattr(listener, "_libc", refusing)
    monkeypatch.setattr(listener, "_errno", refusing.get_errno)
    (vault / "New").mkdir()
    assert ear.until(everything).path == ""
    with pytest.raises(LimitReached, match="max_user_watches"):
        listener.is_sound()
    listener.close()


def test_another_error_is_none_of_a_limit(vault: Path, ear: Ear) -> None:
    shutil.rmtree(vault)
    with pytest.raises(Deaf, match="can't tell of changes here: No such file") as raised:
        listen(str(vault), ear.queue.put)
    assert not isinstance(raised.value, LimitReached)


def test_watchdogs_error_is_said_as_well(vault: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(self: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Observer, "start", start)
    with pytest.raises(Deaf, match="can't tell of changes here: Input/output error"):
        Watchdog(str(vault), ear.queue.put)
