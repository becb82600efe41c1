"""What tells that something happened in a vault: the system's own notices, by way of watchdog.

They tell when to look, not what changed: whatever is unsure becomes “look at everything”. watchdog is imported
only when somebody listens, because that takes as long as a build.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from vaultnet import config, plan
from vaultnet.pace import Heard

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler

Hear = Callable[[Heard], None]
"""Is called, from another thread, with each thing that happened."""

_LIMITS: Final = {errno.ENOSPC: "max_user_watches", errno.EMFILE: "max_user_instances"}
"""What the kernel says when one of its limits is reached, and the limit's name."""
_DASHBOARD: Final = "Network "
"""What the names of dashboards begin with: ticks on a sync tool's copy of one are taken in."""
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
    if path.startswith(".") or "/." in path:
        return ""
    folder, _, name = path.rpartition("/")
    if name.endswith((".md", ".MD", ".Md")):  # what `files.walk` takes for a note
        return "note" if not plan.is_copy(name) or name.startswith(_DASHBOARD) else ""
    if name.endswith(".base"):
        return "everything"
    own = folder == "_vaultnet" or folder.startswith("_vaultnet/")
    return "everything" if own and not _is_for_a_moment(name) else ""


def _is_for_a_moment(name: str) -> bool:
    """Whether an editor made the file for itself; those in the notes' folders are no notes by their names."""
    return name == "4913" or name.endswith(("~", "#", ".tmp", ".swp", ".swx", ".swo"))


def heard(root: str, event: FileSystemEvent, at: float) -> Iterator[Heard]:
    """What an event of watchdog's means."""
    kind = event.event_type
    source, target = _within(root, event.src_path), _within(root, event.dest_path)
    for path, arrived in ((source, False), (target, True)):
        if path is None:
            continue
        if event.is_directory:
            if kind != "modified" and not (path.startswith(".") or "/." in path):
                yield Heard(at, path, everything=True)
        elif what := counts(path):
            renamed = kind == "moved" and target is not None and counts(target) == "note"
            yield Heard(at, path, arrived or kind == "closed" or renamed, what == "everything")


def _within(root: str, path: bytes | str) -> str | None:
    """A path within the vault, ``""`` for its root; None for no path, and for one outside."""
    text = os.fsdecode(path)
    if text == root:
        return ""
    return text[len(root) + 1 :] if text.startswith(f"{root}/") else None


# --- listening ---------------------------------------------------------------------------------------


class Listener:
    """Listens to a vault from when it is made until it is closed."""

    def __init__(self, root: str, hear: Hear) -> None:
        """Listen to the vault at a real path. Raises `Deaf`."""
        from watchdog.observers import Observer

        # What it warns of (a folder that is watched twice) is harmless, and quotes every folder of the vault.
        warnings.filterwarnings("ignore", module=r"watchdog\.")
        self._root = root
        self._log = _Warnings(hear)
        try:
            self._observer = Observer()
        except OSError as error:
            raise _deaf(error) from error
        logging.getLogger("watchdog").addHandler(self._log)
        try:
            self._observer.schedule(_handler(root, hear), root, recursive=True, event_filter=_wanted())
            self._observer.start()
            _require_room(root)
        except OSError as error:
            self.close()
            raise _deaf(error) from error

    def is_sound(self) -> bool:
        """Whether what happens is still heard: not so once a drive was taken out, even if it is back.

        Raises `LimitReached` if there are folders by now that could not be listened to.
        """
        try:
            _require_room(self._root)
        except OSError as error:
            raise _deaf(error) from error
        return (
            all(thread.is_alive() for thread in (self._observer, *self._observer.emitters)) and _has_watches()
        )

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


def _require_room(root: str) -> None:
    """Ask for one notice more: watchdog keeps to itself that there was none left for a folder. Raises OSError."""
    if sys.platform != "linux":
        return
    import ctypes

    libc: Any = ctypes.CDLL(None, use_errno=True)
    handle = libc.inotify_init1(os.O_CLOEXEC)
    if handle < 0:
        return  # there was one for watchdog
    try:
        if libc.inotify_add_watch(handle, os.fsencode(root), _DELETE_SELF) < 0:
            code = ctypes.get_errno()
            if code in _LIMITS:
                raise OSError(code, os.strerror(code))
    finally:
        os.close(handle)


_DELETE_SELF: Final = 0x400


def _has_watches() -> bool:
    """Whether this process watches anything: the system takes all watches away with the drive, without a word."""
    if sys.platform != "linux":
        return True
    seen = False
    with suppress(OSError):
        for number in os.listdir("/proc/self/fd"):
            with suppress(OSError):
                if os.readlink(f"/proc/self/fd/{number}") != "anon_inode:inotify":
                    continue
                seen = True
                with open(f"/proc/self/fdinfo/{number}", encoding="ascii") as file:
                    if any(line.startswith("inotify ") for line in file):
                        return True
    return not seen


def _limit(name: str) -> int:
    """What the limit is now; 0 if nobody can tell."""
    try:
        with open(f"/proc/sys/fs/inotify/{name}", encoding="ascii") as file:
            return int(file.read())
    except (OSError, ValueError):
        return 0
