"""What tells that something happened in a vault: the system's own notices.

They tell when to look, not what changed: whatever is unsure becomes “look at everything”. On Linux the kernel is
asked without anything in between, elsewhere by way of watchdog. Where folders are moved and deleted in quick
succession, watchdog's thread for Linux dies of a KeyError, and no other of the process hears anything any more.
"""

from __future__ import annotations

import errno
import logging
import os
import select
import struct
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from vaultnet import config, marks
from vaultnet.pace import Heard

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler

Hear = Callable[[Heard], None]
"""Is called, from another thread, with each thing that happened."""

_LIMITS: Final = {errno.ENOSPC: "max_user_watches", errno.EMFILE: "max_user_instances"}
"""What the kernel says when one of its limits is reached, and the limit's name."""
_ENOUGH: Final = {"max_user_watches": 524_288, "max_user_instances": 512}


class Deaf(Exception):
    """The system can't tell of every change: a sentence about it, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class LimitReached(Deaf):
    """Because one of its limits is reached."""

    def __init__(self, limit: str) -> None:
        setting = f"fs.inotify.{limit}={max(_ENOUGH[limit], 2 * _limit(limit))}"
        super().__init__(
            f"The system's limit fs.inotify.{limit} is reached, so it can't tell of every change.",
            f"To raise it: sudo sysctl {setting}\n"
            f"To keep it raised: echo {setting} | sudo tee /etc/sysctl.d/60-vaultnet.conf",
        )


# --- what counts -------------------------------------------------------------------------------------


def counts(path: str) -> str:
    """What becomes of an event at a vault-relative path: ``note``, ``everything``, or ``""`` to pass over it."""
    if path in config.OBSIDIAN or path == config.FILE:
        return "everything"
    if _is_hidden(path):
        return ""
    folder, _, name = path.rpartition("/")
    if name.endswith((".md", ".MD", ".Md")):  # what `files.walk` takes for a note
        return "note"  # a sync tool's copy is none, but something that Network Health tells of
    if name.endswith(".svg"):
        return "note"  # perhaps a picture of ours, and a look at its folder tells
    if name.endswith(marks.WHOLE):
        return "everything"
    own = folder == "_vaultnet" or folder.startswith("_vaultnet/")
    return "everything" if own and not _is_for_a_moment(name) else ""


def _is_for_a_moment(name: str) -> bool:
    """Whether an editor made the file for itself; those in the notes' folders are no notes by their names."""
    return name == "4913" or name.endswith(("~", "#", ".tmp", ".swp", ".swx", ".swo"))


def _is_hidden(path: str) -> bool:
    return path.startswith(".") or "/." in path


def heard(root: str, event: FileSystemEvent, at: float, system: ModuleType = os.path) -> Iterator[Heard]:
    """What an event of watchdog's means; ``system`` says how paths are written."""
    kind = event.event_type
    source, target = _within(root, event.src_path, system), _within(root, event.dest_path, system)
    for path, arrived in ((source, False), (target, True)):
        if path is None:
            continue
        if event.is_directory:
            if kind != "modified" and not _is_hidden(path):
                yield Heard(at, path, everything=True)
        elif what := counts(path):
            renamed = kind == "moved" and target is not None and counts(target) == "note"
            yield Heard(at, path, arrived or kind == "closed" or renamed, what == "everything")


def _within(root: str, path: bytes | str, system: ModuleType) -> str | None:
    """A path within the vault, ``""`` for its root; None for no path, and for one outside.

    The root may be spelled otherwise there, where the system does not mind: a look too many harms nobody.
    """
    above, parts = root.rstrip(system.sep).split(system.sep), os.fsdecode(path).split(system.sep)
    beginning = parts[: len(above)]
    if beginning != above and list(map(_folded, beginning)) != list(map(_folded, above)):
        return None
    return "/".join(parts[len(above) :])


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


# --- listening ---------------------------------------------------------------------------------------


class Ears(Protocol):
    """Listens to a vault from when it is made until it is closed."""

    def is_sound(self) -> bool:
        """Whether what happens is still heard: not so once the vault was taken away, even if it is back.

        Raises `LimitReached` if there are folders by now that could not be listened to.
        """

    def close(self) -> None:
        """Listen no more."""


def listen(root: str, hear: Hear) -> Ears:
    """Listen to the vault at a real path. Raises `Deaf`."""
    return Kernel(root, hear) if sys.platform == "linux" else Watchdog(root, hear)


# --- on Linux ------------------------------------------------------------------------------------------


class _Notice(NamedTuple):
    """What the kernel says: of which watch, what (bits), which two belong together, a name in the folder."""

    number: int
    what: int
    pair: int
    name: str


_MODIFY, _CLOSED, _FROM, _TO, _CREATED, _DELETED = 0x2, 0x8, 0x40, 0x80, 0x100, 0x200
_IS_GONE, _HAS_MOVED, _UNMOUNTED, _RAN_OVER, _IGNORED, _FOLDER = 0x400, 0x800, 0x2000, 0x4000, 0x8000, 1 << 30
_ONLY_FOLDERS, _NO_LINKS, _NO_DELETED = 1 << 24, 1 << 25, 1 << 26
_IN_FOLDERS: Final = (
    _MODIFY | _CLOSED | _FROM | _TO | _CREATED | _DELETED | _ONLY_FOLDERS | _NO_LINKS | _NO_DELETED
)
_HEAD: Final = struct.Struct("iIII")
_ROOM: Final = 1 << 18
"""Bytes of notices that are read at once."""


class Kernel:
    """Listens by inotify: to every folder of a vault but hidden ones."""

    def __init__(self, root: str, hear: Hear) -> None:
        """Listen to the vault at a real path. Raises `Deaf`."""
        import ctypes

        self._root, self._hear = root, hear
        self._folders: dict[int, str] = {}
        """The folders by the number of their watch, vault-relative."""
        self._is_gone = False
        self._refused: OSError | None = None
        """Why a folder could not be listened to."""
        self._libc: Any = ctypes.CDLL(None, use_errno=True)
        self._errno = ctypes.get_errno
        self._end, self._stop = os.pipe()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._file = self._libc.inotify_init1(os.O_CLOEXEC)
        try:
            if self._file < 0:
                raise self._error()
            self._watch("")
        except OSError as error:
            self._let_go()
            raise _deaf(error) from error
        self._thread.start()

    def is_sound(self) -> bool:
        """Whether what happens is still heard. Raises `LimitReached`."""
        if self._refused:
            raise _deaf(self._refused)
        return self._thread.is_alive() and not self._is_gone

    def close(self) -> None:
        """Listen no more."""
        os.write(self._stop, b".")
        self._thread.join()
        self._let_go()

    def _let_go(self) -> None:
        for file in (self._end, self._stop, self._file):
            if file >= 0:
                os.close(file)

    def _error(self) -> OSError:
        code = self._errno()
        return OSError(code, os.strerror(code))

    # --- folders ---

    def _watch(self, folder: str) -> None:
        """Listen to a folder and those in it. What is made in it meanwhile is found here, or heard of later.

        Raises OSError if a limit is reached, or the root can't be listened to.
        """
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            path = f"{self._root}/{here}" if here else self._root
            wanted = _IN_FOLDERS if here else _IN_FOLDERS | _IS_GONE | _HAS_MOVED
            number = self._libc.inotify_add_watch(self._file, os.fsencode(path), wanted)
            if number < 0:
                error = self._error()
                if not here or error.errno in _LIMITS:
                    raise error
                continue  # it is gone already, or nobody may look into it
            self._folders[number] = here
            with suppress(OSError), os.scandir(path) as entries:
                inside = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
                waiting += filter(_is_listened_to, (f"{here}/{name}" if here else name for name in inside))

    def _forget(self, folder: str) -> None:
        """Listen no more to a folder that was moved; if it is still in the vault, its arrival is heard next."""
        for number, path in list(self._folders.items()):
            if path == folder or path.startswith(f"{folder}/"):
                del self._folders[number]
                self._libc.inotify_rm_watch(self._file, number)

    # --- notices ---

    def _listen(self) -> None:
        ready = select.poll()
        ready.register(self._file, select.POLLIN)
        ready.register(self._end, select.POLLIN)
        while not any(file == self._end for file, _ in ready.poll()):
            notices = list(_notices(os.read(self._file, _ROOM)))
            at = time.monotonic()
            arrived = {one.pair: self._path(one) for one in notices if one.what & _TO}
            for notice in notices:
                for one in self._meaning(notice, at, arrived):
                    self._hear(one)

    def _path(self, notice: _Notice) -> str:
        folder = self._folders.get(notice.number, "")
        return f"{folder}/{notice.name}" if folder and notice.name else folder or notice.name

    def _meaning(self, notice: _Notice, at: float, arrived: Mapping[int, str]) -> Iterator[Heard]:
        """What is heard of a notice; folders that came are listened to from now on."""
        what, path = notice.what, self._path(notice)
        try:
            if what & _IGNORED:
                self._folders.pop(notice.number, None)
            elif what & _RAN_OVER:  # folders may have come unseen
                self._watch("")
                yield Heard(at, "", everything=True)
            elif notice.number not in self._folders:  # of a folder that was moved meanwhile
                yield Heard(at, "", everything=True)
            elif not notice.name:
                self._is_gone = self._is_gone or bool(what & (_IS_GONE | _HAS_MOVED | _UNMOUNTED))
                yield Heard(at, path, everything=True)
            elif what & _FOLDER:
                if _is_listened_to(path):
                    self._mind_a_folder(what, path)
                    yield Heard(at, path, everything=True)
            elif counted := counts(path):
                renamed = bool(what & _FROM) and counts(arrived.get(notice.pair, "")) == "note"
                yield Heard(at, path, renamed or bool(what & (_CLOSED | _TO)), counted == "everything")
        except OSError as error:
            if error.errno in _LIMITS:
                self._refused = error
            else:
                self._is_gone = True
            yield Heard(at, "", everything=True)

    def _mind_a_folder(self, what: int, path: str) -> None:
        if what & _FROM:
            self._forget(path)
        if what & (_CREATED | _TO):
            self._watch(path)


def _is_listened_to(folder: str) -> bool:
    return folder == ".obsidian" or not _is_hidden(folder)


def _notices(data: bytes) -> Iterator[_Notice]:
    """What stands in the bytes that the kernel gives."""
    at = 0
    while at < len(data):
        number, what, pair, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield _Notice(number, what, pair, os.fsdecode(data[at : at + length].rstrip(b"\0")))
        at += length


# --- elsewhere -----------------------------------------------------------------------------------------


class Watchdog:
    """Listens by way of watchdog."""

    def __init__(self, root: str, hear: Hear) -> None:
        """Listen to the vault at a real path. Raises `Deaf`."""
        from watchdog.observers import Observer  # here, because importing it takes as long as a build

        self._log = _Warnings(hear)
        try:
            self._observer = Observer()
        except OSError as error:
            raise _deaf(error) from error
        logging.getLogger("watchdog").addHandler(self._log)
        try:
            self._observer.schedule(_handler(root, hear), root, recursive=True, event_filter=_wanted())
            self._observer.start()
        except OSError as error:
            self.close()
            raise _deaf(error) from error

    def is_sound(self) -> bool:
        """Whether what happens is still heard."""
        return all(thread.is_alive() for thread in (self._observer, *self._observer.emitters))

    def close(self) -> None:
        """Listen no more."""
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join()
        logging.getLogger("watchdog").removeHandler(self._log)


def _handler(root: str, hear: Hear) -> FileSystemEventHandler:
    from watchdog.events import FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        def dispatch(self, event: FileSystemEvent) -> None:
            at = time.monotonic()
            for one in heard(root, event, at):
                hear(one)

    return Handler()


def _wanted() -> list[type[FileSystemEvent]]:
    """The kinds of events that are asked for: not those of reading, which our own looks would cause."""
    from watchdog import events

    return [
        events.FileClosedEvent,
        events.FileCreatedEvent,
        events.FileModifiedEvent,
        events.FileMovedEvent,
        events.FileDeletedEvent,
        events.DirCreatedEvent,
        events.DirMovedEvent,
        events.DirDeletedEvent,
    ]


class _Warnings(logging.Handler):
    """Takes what watchdog only writes to its log, such as that the system's queue ran over: events were lost."""

    def __init__(self, hear: Hear) -> None:
        super().__init__(logging.WARNING)
        self._hear = hear

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self._hear(Heard(time.monotonic(), "", everything=True))


# --- the system's limits -------------------------------------------------------------------------------


def _deaf(error: OSError) -> Deaf:
    """Why the system can't tell."""
    limit = _LIMITS.get(error.errno or 0) if sys.platform == "linux" else None
    return LimitReached(limit) if limit else Deaf(f"The system can't tell of changes here: {error.strerror}.")


def _limit(name: str) -> int:
    """What the limit is now; 0 if nobody can tell."""
    try:
        with open(f"/proc/sys/fs/inotify/{name}", encoding="ascii") as file:
            return int(file.read())
    except (OSError, ValueError):
        return 0
