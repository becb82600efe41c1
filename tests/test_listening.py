"""What tells that something happened: which events count, and that real ones come."""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import queue
import shutil
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from watchdog import events
from watchdog.observers import Observer

from vaultnet.listening import Deaf, LimitReached, Listener, counts, heard
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
    ("People/Ada.sync-conflict-20261120-101010-ABCDEFG.md", ""),
    ("Network/Network Today.sync-conflict-20261120-101010-ABCDEFG.md", "note"),
    ("People/Ada (Robin's conflicted copy 2026-11-20).md", ""),
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
def listener(vault: Path, ear: Ear) -> Iterator[Listener]:
    (vault / "People").mkdir()
    listener = Listener(str(vault), ear.queue.put)
    yield listener
    listener.close()


def saved(path: str) -> Callable[[Heard], bool]:
    return lambda one: (one.path, one.finished) == (path, True)


def everything(one: Heard) -> bool:
    return one.everything


def test_a_save_is_heard_however_it_is_made(vault: Path, listener: Listener, ear: Ear) -> None:
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


def test_what_watchdog_warns_of_is_not_shown(vault: Path, ear: Ear) -> None:
    """That a folder is watched twice, as happens where many are made: it would name all of them."""
    Listener(str(vault), ear.queue.put).close()
    message = "Callback with id '1' already exists"
    warnings.warn_explicit(message, RuntimeWarning, "inotify.py", 365, "watchdog.observers.inotify")


def test_reading_is_not_heard(vault: Path, ear: Ear) -> None:
    (vault / "Ada.md").write_text("")
    listener = Listener(str(vault), ear.queue.put)
    for _ in range(3):
        (vault / "Ada.md").read_text()
        list(vault.iterdir())
    (vault / "Grace.md").write_text("")
    assert ear.until(lambda one: True).path == "Grace.md"
    listener.close()


@pytest.mark.usefixtures("listener")
def test_what_watchdog_only_logs_is_a_reason_to_look_at_everything(
    ear: Ear, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed")
    assert ear.until(everything).path == ""
    assert capsys.readouterr().err == ""


def test_it_says_when_it_hears_no_more(vault: Path, listener: Listener, ear: Ear) -> None:
    assert listener.is_sound()
    shutil.rmtree(vault)
    ear.until(lambda one: one == one._replace(path="", everything=True))
    end = time.monotonic() + LONG
    while listener.is_sound():
        assert time.monotonic() < end
        os.sched_yield()


def test_it_says_when_the_system_watches_nothing_any_more(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a drive was taken out: the kernel takes the watches away, and says nothing that watchdog tells."""
    real = os.readlink
    monkeypatch.setattr(os, "listdir", lambda place: ["0"])
    monkeypatch.setattr(
        os,
        "readlink",
        lambda path: "anon_inode:inotify" if path.startswith("/proc") else real(path),
    )
    assert not listener.is_sound()


# --- limits ----------------------------------------------------------------------------------------------

LIMITS = [(errno.ENOSPC, "max_user_watches"), (errno.EMFILE, "max_user_instances")]


def refusing(code: int) -> Callable[..., None]:
    def start(self: object) -> None:
        raise OSError(code, os.strerror(code))

    return start


@pytest.mark.parametrize(("code", "limit"), LIMITS)
def test_a_limit_is_said_with_the_command_that_raises_it(
    code: int, limit: str, vault: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Observer, "start", refusing(code))
    with pytest.raises(LimitReached, match=f"fs.inotify.{limit} is reached") as raised:
        Listener(str(vault), ear.queue.put)
    command, permanent = raised.value.hint.splitlines()
    assert command.startswith(f"To raise it: sudo sysctl fs.inotify.{limit}=")
    assert int(command.rpartition("=")[2]) >= 2 * int(Path(f"/proc/sys/fs/inotify/{limit}").read_text())
    assert permanent.endswith("| sudo tee /etc/sysctl.d/60-vaultnet.conf")


def test_a_limit_that_is_reached_later_is_found_out(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """watchdog keeps to itself that a new folder could not be watched."""
    monkeypatch.setattr(
        ctypes, "CDLL", lambda *_, **__: SimpleNamespace(
            inotify_init1=lambda flags: os.open(os.devnull, os.O_RDONLY), inotify_add_watch=lambda *_: -1
        ),
    )  # fmt: skip
    monkeypatch.setattr(ctypes, "get_errno", lambda: errno.ENOSPC)
    with pytest.raises(LimitReached, match="max_user_watches"):
        listener.is_sound()


def test_another_error_is_none_of_a_limit(vault: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Observer, "start", refusing(errno.ENOENT))
    with pytest.raises(Deaf, match="can't tell of changes here: No such file") as raised:
        Listener(str(vault), ear.queue.put)
    assert not isinstance(raised.value, LimitReached)
