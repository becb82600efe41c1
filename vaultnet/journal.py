"""What was done to a vault: planned here first, so that it is done whole or not at all, and can be taken back.

An operation is written down before its first change and moved to the others when its last is made. What is
found unfinished belongs to a process that was killed, and is finished by the next one that writes. The journal
lies in the user's state folder, one file an operation, with the bytes before and after; it never travels with
the vault. One process writes at a time: `writing_alone`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Final

from filelock import FileLock, Timeout

from vaultnet import writing
from vaultnet.files import read_if_there
from vaultnet.journal_files import (
    BACK,
    FOLDERS,
    Entry,
    close_undone,
    discard_begun,
    file_of,
    is_open,
    listed,
    load,
    next_number,
    save,
)
from vaultnet.operation import Change, Operation, inverse
from vaultnet.record import state_folder

__all__ = [
    "Declined",
    "Entry",
    "Waiting",
    "carry_out",
    "history",
    "redo",
    "to_redo",
    "to_undo",
    "undo",
    "writing_alone",
]

KEPT: Final = 1000
"""Operations that are kept to be taken back; older ones are forgotten."""
PATIENCE: Final = 60.0
"""Seconds to wait for another process that is writing into the vault."""


class Waiting(Exception):
    """Another process has been writing into this vault for as long as we had patience."""


class Declined(Exception):
    """Something can't be taken back or done again: why, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@contextmanager
def writing_alone(root: str, patience: float = PATIENCE) -> Iterator[tuple[Entry, ...]]:
    """Be the only process that writes into a vault, and finish what another one could not.

    Gives what was finished. The operating system gives the lock back when its holder dies. Raises `Waiting`,
    or OSError.
    """
    folder = state_folder(root)
    for name in FOLDERS:
        os.makedirs(os.path.join(folder, name), mode=0o700, exist_ok=True)
    lock = FileLock(os.path.join(folder, "lock"))
    try:
        lock.acquire(timeout=patience, poll_interval=0.01)
    except Timeout:
        raise Waiting(root) from None
    try:
        yield _finish_all(root)
    finally:
        lock.release()


def carry_out(root: str, operation: Operation, *, keep: bool = True) -> Entry | None:
    """Do what was planned, all of it or nothing. The caller is `writing_alone`. Gives its entry; None for nothing.

    Not to ``keep`` is for dashboards: they can be made again, so they are no history, the disk is not waited for,
    and what was written stays. Raises `writing.Changed` if somebody saved one of the files meanwhile,
    `writing.Outside`, or OSError; what was done by then is taken back.
    """
    if not operation.changes:
        return None
    paths = [change.now for change in operation.changes if change.after is not None]
    entry = Entry(
        next_number(root),
        time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        operation.command,
        operation.what,
        operation.changes,
        _missing(root, paths),
        durable=keep,
    )
    plan = file_of(root, "pending", entry.number, ".do")
    save(plan, entry)
    _do_or_drop(root, entry, plan)
    _done(root, entry, plan, "done" if keep else "")
    if keep:
        close_undone(root)
    return entry


def history(root: str) -> tuple[Entry, ...]:
    """What was done, newest first; what was taken back is marked."""
    found = [load(path, undone=False) for path in listed(root, "done")]
    found += [load(path, undone=True) for path in listed(root, "undone")]
    return tuple(sorted((one for one in found if one), key=lambda one: -one.number))


def to_undo(root: str, number: int | None = None) -> Entry:
    """What `undo` would take back: by default the latest that still stands. Raises `Declined`."""
    standing = [entry for entry in history(root) if not entry.undone]
    entry = next((one for one in standing if number in (None, one.number)), None)
    if entry is None:
        raise Declined(_no_such(root, number))
    _require(root, inverse(entry.changes), "taken back")
    return entry


def undo(root: str, number: int | None = None) -> Entry:
    """Take back an operation. The caller is `writing_alone`.

    Raises `Declined` if there is none, or a note has changed since; else as `carry_out`.
    """
    entry = to_undo(root, number)
    plan = file_of(root, "pending", entry.number, ".undo")
    os.replace(file_of(root, "done", entry.number), plan)
    _do_or_return(root, entry, plan, inverse(entry.changes), "done")
    _done(root, entry, plan, "undone")
    return replace(entry, undone=True)


def to_redo(root: str) -> Entry:
    """What `redo` would do again. Raises `Declined`."""
    undone = [one for path in listed(root, "undone") if is_open(path) and (one := load(path, undone=True))]
    if not undone:
        raise Declined(
            "There is nothing to do again: nothing was taken back, or something else was done since."
        )
    _require(root, undone[0].changes, "done again")
    return undone[0]


def redo(root: str) -> Entry:
    """Do again what was taken back last. The caller is `writing_alone`. Raises as `undo` does."""
    entry = to_redo(root)
    plan = file_of(root, "pending", entry.number, ".do")
    os.replace(file_of(root, "undone", entry.number), plan)
    _do_or_return(root, entry, plan, entry.changes, "undone")
    _done(root, entry, plan, "done")
    return replace(entry, undone=False)


# --- doing ---------------------------------------------------------------------------------------------


def _do_or_drop(root: str, entry: Entry, plan: str) -> None:
    """Make the changes; if one can't be made, take the others back, forget the plan and raise."""
    try:
        _do(root, entry, entry.changes)
    except (OSError, writing.Changed):
        drop = file_of(root, "pending", entry.number, ".drop")
        os.replace(plan, drop)
        if entry.durable:
            _back(root, entry, entry.changes)
        _clear(root, entry, entry.changes)
        os.unlink(drop)
        raise


def _do_or_return(root: str, entry: Entry, plan: str, changes: tuple[Change, ...], folder: str) -> None:
    """As `_do_or_drop`, but the entry stays what it was: one of ``folder``."""
    try:
        _do(root, entry, changes)
    except (OSError, writing.Changed):
        _back(root, entry, changes)
        _clear(root, entry, changes)
        os.replace(plan, file_of(root, folder, entry.number))
        raise


def _do(root: str, entry: Entry, changes: Iterable[Change]) -> None:
    """Make changes, one after the other."""
    kept = False
    for at, change in enumerate(changes):
        kept |= _make(root, change, entry.moment(at), entry.durable)
    if kept:
        save(file_of(root, "pending", entry.number, ".kept"), entry)


def _make(root: str, change: Change, moment: str, durable: bool) -> bool:
    """Make what is missing of one change. Tells whether what was displaced is kept to be looked at again."""
    path, before, after, to = change
    made = _made(root, change)
    if made == _ALL:
        return False
    if after is None:
        if before is not None:
            writing.remove(root, path, before, moment=moment, durable=durable)
        return False
    kept = False
    if made == _NOTHING and after != before:
        kept = writing.replace(root, path, after, before, moment=moment, durable=durable)
    if to:
        writing.move(root, path, to, after)
    return kept


_NOTHING, _TEXT, _ALL = range(3)
"""What is made of a change: a note that also moves has its new text first."""


def _made(root: str, change: Change) -> int:
    """How far a change is made, by what lies there."""
    path, before, after, to = change
    if not to:
        return _ALL if _holds(root, path) == after else _NOTHING
    if _is_called(root, to) and not _is_called(root, path):
        return _ALL if _holds(root, to) == after else _NOTHING
    return _TEXT if after != before and _holds(root, path) == after else _NOTHING


def _is_called(root: str, path: str) -> bool:
    """Whether there is a file that is spelled so, where another spelling may find it, too."""
    folder, _, name = path.rpartition("/")
    with suppress(FileNotFoundError, NotADirectoryError):
        return name in os.listdir(os.path.join(root, folder))
    return False


def _back(root: str, entry: Entry, changes: tuple[Change, ...]) -> None:
    """Take back those of some changes that were made; what somebody has saved since stays."""
    for change in reversed(changes):
        made = _made(root, change)
        way = inverse((change,))[0] if made == _ALL else Change(change.path, change.after, change.before)
        if made != _NOTHING:
            with suppress(writing.Changed, FileExistsError):
                _make(root, way, entry.moment(BACK), entry.durable)
    writing.prune(root, entry.folders)


def _require(root: str, changes: Iterable[Change], done: str) -> None:
    """Look whether all files are as they have to be. Raises `Declined`."""
    for change in changes:
        there = _holds(root, change.path)
        if there == change.before and not (change.to and _is_called(root, change.to)):
            continue
        if there is None:
            raise Declined(f"{change.path} is no longer there, so nothing was {done}.")
        if there == change.before:
            raise Declined(f"There is a {change.to} by now, so nothing was {done}.")
        raise Declined(
            f"{change.path} has changed since, so nothing was {done}.",
            "What was changed by it: vaultnet history --diff",
        )


def _no_such(root: str, number: int | None) -> str:
    if number is None:
        return "Nothing was done that could be taken back."
    known = {entry.number for entry in history(root)}
    return f"Number {number} {'was taken back already' if number in known else 'is not in the history'}."


# --- finishing -----------------------------------------------------------------------------------------


def _finish_all(root: str) -> tuple[Entry, ...]:
    """Finish what was left, oldest first. Gives what is worth telling."""
    finished = []
    discard_begun(root)
    for path in listed(root, "pending"):
        entry = load(path, undone=False)
        if entry is None:  # no process of this version wrote it
            os.replace(path, os.path.join(state_folder(root), f"{os.path.basename(path)}.unreadable"))
        elif _finish(root, entry, path):
            finished.append(entry)
    return tuple(finished)


def _finish(root: str, entry: Entry, path: str) -> bool:
    """Finish one operation; False if there is nothing to tell."""
    doing = path.removesuffix(".json").rpartition(".")[2]
    changes = inverse(entry.changes) if doing == "undo" else entry.changes
    _clear(root, entry, changes)
    telling = entry.durable and doing in ("do", "undo")
    if doing == "drop" and entry.durable:
        _back(root, entry, changes)
    if not telling:
        os.unlink(path)
        return False
    for at, change in enumerate(changes):
        # A note that somebody has saved since is theirs; the rest is finished.
        with suppress(writing.Changed, FileExistsError):
            _make(root, change, entry.moment(at), entry.durable)
    _done(root, entry, path, "undone" if doing == "undo" else "done")
    return True


def _clear(root: str, entry: Entry, changes: Iterable[Change]) -> None:
    """Clear away what lies beside the notes of some changes for a moment."""
    for at, (path, before, after, to) in enumerate(changes):
        with suppress(writing.Outside):
            writing.clear(root, path, entry.moment(at), before, after)
            for place in {path, to or path}:
                writing.clear(root, place, entry.moment(BACK), after, before)


def _done(root: str, entry: Entry, plan: str, folder: str) -> None:
    """Put an entry where it belongs now that it is done; ``""`` is for what is no history."""
    if folder == "undone":
        writing.prune(root, entry.folders)
    elif folder == "done":
        writing.prune(root, _left(entry.changes))
    if not folder:
        os.unlink(plan)
        return
    os.replace(plan, file_of(root, folder, entry.number))
    for path in listed(root, folder)[:-KEPT]:
        os.unlink(path)


# --- what lies there ----------------------------------------------------------------------


def _left(changes: Iterable[Change]) -> list[str]:
    """The folders that notes have gone from, less those at the top: whatever is empty of them goes, as with git."""
    gone = (change.path.rpartition("/")[0] for change in changes if change.to or change.after is None)
    return sorted({folder for folder in gone if "/" in folder})


def _missing(root: str, paths: Iterable[str]) -> tuple[str, ...]:
    """The folders that have to be made for some files, outermost first."""
    found = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and not os.path.isdir(os.path.join(root, folder)):
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return tuple(sorted(found))


def _holds(root: str, path: str) -> bytes | None:
    """A file's bytes, a link within the vault followed; None if there is none."""
    full = os.path.join(root, path)
    if os.path.islink(full):
        with suppress(OSError), open(full, "rb") as file:
            return file.read()
        return None
    return read_if_there(root, path)
