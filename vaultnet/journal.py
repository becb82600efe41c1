"""What was done to a vault: planned here first, so that it is done whole or not at all, and can be taken back.

An operation is written down before its first change and moved to the others when its last is made. What is
found unfinished belongs to a process that was killed, and is finished by the next one that writes. The journal
lies in the user's state folder, one file an operation, with the bytes before and after; it never travels with
the vault. One process writes at a time: `writing_alone`.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from typing import Final, NamedTuple

from filelock import BaseFileLock, FileLock, Timeout

from vaultnet import journal_steps as steps
from vaultnet import writing
from vaultnet.journal_files import (
    FOLDERS,
    Entry,
    Head,
    close_undone,
    discard_begun,
    file_of,
    last_undone,
    listed,
    load,
    load_head,
    newest,
    next_number,
    next_undone,
    save,
)
from vaultnet.operation import Change, Operation, inverse
from vaultnet.paused import IN_SYNC, Paused, is_free, require_generated
from vaultnet.record import state_folder

__all__ = [
    "Declined",
    "Entry",
    "Head",
    "Paused",
    "Recovered",
    "Waiting",
    "carry_out",
    "history",
    "redo",
    "remembered",
    "to_redo",
    "to_undo",
    "undo",
    "whole",
    "writing_alone",
]

KEPT: Final = 1000
"""Operations that are kept to be taken back; older ones are forgotten."""
OFFERED: Final = 20
"""Operations before one that can't be taken back among which one is looked for that can."""
PATIENCE: Final = 60.0
"""Seconds to wait for another process that is writing into the vault."""


class Waiting(Exception):
    """Another process has been writing into this vault for as long as we had patience."""


class Declined(Exception):
    """Something can't be taken back or done again: why, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Recovered(NamedTuple):
    """What became of an operation whose process was killed."""

    what: str
    said: str
    """A sentence about it."""


@contextmanager
def writing_alone(
    root: str, patience: float = PATIENCE, *, finish: bool = True, while_paused: bool = False
) -> Iterator[tuple[Recovered, ...]]:
    """Be the only process that writes into a vault, and finish what another one could not.

    Gives what was finished, or taken back. Not to ``finish`` is for who only looks. ``while_paused`` lets `sync` in
    while git is in the middle of something: nothing is finished then, and generated files alone may be written.
    The operating system gives the lock back when its holder dies. Raises `Paused`, `Waiting`, or OSError.
    """
    folder = state_folder(root)
    for name in FOLDERS:
        os.makedirs(os.path.join(folder, name), mode=0o700, exist_ok=True)
    lock = FileLock(os.path.join(folder, "lock"))
    _acquire(lock, 0 if os.environ.get(IN_SYNC) else patience, root)
    outer, _HOLDING[folder] = _HOLDING.get(folder), _Hold(lock, finish, while_paused)
    try:
        yield _finished(root, _HOLDING[folder])
    finally:
        _HOLDING.pop(folder)
        _HOLDING.update({folder: outer} if outer else {})
        lock.release(force=True)


@contextmanager
def letting_others(root: str) -> Iterator[None]:
    """Let others write while somebody thinks of an answer; then be `writing_alone` again. Raises as that does."""
    hold = _HOLDING[state_folder(root)]
    hold.lock.release()
    try:
        yield
    finally:
        _acquire(hold.lock, PATIENCE, root)
    _finished(root, hold)


class _Hold(NamedTuple):
    """What this process holds of a vault, and how."""

    lock: BaseFileLock
    finish: bool
    while_paused: bool


_HOLDING: dict[str, _Hold] = {}
"""What this process holds, by the state folder."""


def _finished(root: str, hold: _Hold) -> tuple[Recovered, ...]:
    """Finish what was left, where that is wanted and git lets us. Raises `Paused`, or OSError."""
    return recover(root) if hold.finish and is_free(root, hold.while_paused) else ()


def _require_allowed(root: str, changes: tuple[Change, ...]) -> None:
    """Look right before some changes whether git lets us make them. Raises `Paused`."""
    hold = _HOLDING.get(state_folder(root))
    if not is_free(root, bool(hold and hold.while_paused)):
        require_generated(root, changes)


def _acquire(lock: BaseFileLock, patience: float, root: str) -> None:
    try:
        lock.acquire(timeout=patience, poll_interval=0.01)
    except Timeout:
        raise Waiting(root) from None


def carry_out(root: str, operation: Operation, *, keep: bool = True, told: bool = True) -> Entry | None:
    """Do what was planned, all of it or nothing. The caller is `writing_alone`. Gives its entry; None for nothing.

    Not to ``keep`` is for dashboards: they can be made again, so the disk is not waited for, and what was written
    stays. What is kept but not ``told`` is no history and can't be taken back. Raises `writing.Changed` if
    somebody saved one of the files meanwhile, `writing.Outside`, OSError, or `Paused`; what was done is taken back.
    """
    if not operation.changes:
        return None
    _require_allowed(root, operation.changes)
    paths = [change.now for change in operation.changes if change.after is not None]
    entry = Entry(
        next_number(root),
        time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        operation.command,
        operation.what,
        operation.changes,
        steps.missing(root, paths),
        durable=keep,
        told=keep and told,
        token=secrets.token_hex(6),
    )
    plan = file_of(root, "pending", entry.number, ".do")
    save(plan, entry)
    _do_or_return(root, entry, plan, entry.changes, "")
    _done(root, entry, plan, "done" if entry.told else "")
    if entry.told:
        close_undone(root)
    return entry


def history(root: str, most: int | None = None) -> tuple[Head, ...]:
    """What was done, newest first, ``most`` of it at most; what was taken back is marked."""
    found = (load_head(file, undone=undone) for _, file, undone in newest(root))
    return tuple(islice((one for one in found if one), most))


def remembered(root: str) -> int:
    """How many operations the history holds."""
    return sum(1 for _ in newest(root))


def whole(head: Head) -> Entry | None:
    """Everything about an operation of the history; None if it is gone."""
    return load(head.file, undone=head.undone)


def to_undo(root: str, number: int | None = None) -> Entry:
    """What `undo` would take back: by default the latest that still stands. Raises `Declined`."""
    standing = (file for at, file, undone in newest(root) if not undone and number in (None, at))
    entry = next((one for file in standing if (one := load(file, undone=False))), None)
    if entry is None:
        raise Declined(_no_such(root, number))
    try:
        _require(root, inverse(entry.changes), "taken back")
    except Declined as error:
        hint = error.hint if number else _or_older(root, entry.number, error.hint)
        raise Declined(str(error), hint) from None
    return entry


def undo(root: str, number: int | None = None) -> Entry:
    """Take back an operation. The caller is `writing_alone`.

    Raises `Declined` if there is none, or a note has changed since; else as `carry_out`.
    """
    entry = to_undo(root, number)
    _require_allowed(root, entry.changes)
    stood, plan = file_of(root, "done", entry.number), file_of(root, "pending", entry.number, ".undo")
    os.replace(stood, plan)
    _do_or_return(root, entry, plan, inverse(entry.changes), stood)
    _done(root, entry, plan, "undone")
    return replace(entry, undone=True)


def to_redo(root: str) -> Entry:
    """What `redo` would do again. Raises `Declined`."""
    stood = last_undone(root)
    entry = load(stood, undone=True) if stood else None
    if entry is None:
        raise Declined(
            "There is nothing to do again: nothing was taken back, or something else was done since."
        )
    _require(root, entry.changes, "done again")
    return entry


def redo(root: str) -> Entry:
    """Do again what was taken back last. The caller is `writing_alone`. Raises as `undo` does."""
    entry = to_redo(root)
    _require_allowed(root, entry.changes)
    stood, plan = str(last_undone(root)), file_of(root, "pending", entry.number, ".redo")
    os.replace(stood, plan)
    _do_or_return(root, entry, plan, entry.changes, stood)
    _done(root, entry, plan, "done")
    return replace(entry, undone=False)


# --- doing ---------------------------------------------------------------------------------------------


def _do_or_return(root: str, entry: Entry, plan: str, changes: tuple[Change, ...], stood: str) -> None:
    """Make changes; if one can't be made, take the others back, put the plan back where it ``stood`` and raise.

    A plan that is new stood nowhere and is forgotten. Whoever interrupts the program means the whole operation.
    """
    try:
        _do(root, entry, changes)
    except BaseException:
        if not stood:
            drop = file_of(root, "pending", entry.number, ".drop")
            os.replace(plan, drop)
            plan = drop
        if entry.durable:
            steps.take_back(root, entry, changes)
        steps.clear(root, entry, changes)
        os.replace(plan, stood) if stood else os.unlink(plan)
        raise


def _do(root: str, entry: Entry, changes: tuple[Change, ...]) -> None:
    """Make changes, one after the other."""
    kept = False
    for at, change in enumerate(changes):
        kept |= steps.make(root, change, entry.moment(at), entry.durable)
    if kept:
        save(file_of(root, "pending", entry.number, ".kept"), replace(entry, changes=changes))


def _require(root: str, changes: Iterable[Change], done: str) -> None:
    """Look whether all files are as they have to be. Raises `Declined`."""
    wrong = _against(root, changes, done)
    if wrong:
        raise wrong


def _against(root: str, changes: Iterable[Change], done: str) -> Declined | None:
    """Say which file is not as it has to be; None if all are."""
    for change in changes:
        there = steps.holds(root, change.path)
        if there == change.before and not (change.to and steps.is_called(root, change.to)):
            continue
        if there is None:
            return Declined(f"{change.path} is no longer there, so nothing was {done}.")
        if there == change.before:
            return Declined(f"There is a {change.to} by now, so nothing was {done}.")
        return Declined(
            f"{change.path} has changed since, so nothing was {done}.",
            "What was changed by it: vaultnet history --diff",
        )
    return None


def _or_older(root: str, blocked: int, hint: str) -> str:
    """Add to a hint which of the operations before one that can't be taken back is the latest that can."""
    older = (file for at, file, undone in newest(root) if not undone and at < blocked)
    for file in islice(older, OFFERED):
        entry = load(file, undone=False)
        if entry and not _against(root, inverse(entry.changes), ""):
            other = f"What was done before it can be taken back by its number: vaultnet undo {entry.number}"
            return f"{hint}. {other}" if hint else other
    return hint


def _no_such(root: str, number: int | None) -> str:
    if number is None:
        return "Nothing was done that could be taken back."
    known = {at for at, _, _ in newest(root)}
    return f"Number {number} {'was taken back already' if number in known else 'is not in the history'}."


# --- finishing -----------------------------------------------------------------------------------------


def recover(root: str) -> tuple[Recovered, ...]:
    """Finish what was left, oldest first, or take it back. Gives what is worth telling. Raises OSError."""
    discard_begun(root)
    found = []
    for path in listed(root, "pending"):
        entry = load(path, undone=False)
        if entry is None:  # no process of this version wrote it
            os.replace(path, os.path.join(state_folder(root), f"{os.path.basename(path)}.unreadable"))
            continue
        try:
            found.append(_finish(root, entry, path))
        except (writing.Outside, IsADirectoryError, NotADirectoryError, PermissionError) as error:
            found.append(_put_aside(root, entry, path, error))
    return tuple(one for one in found if one)


def _finish(root: str, entry: Entry, path: str) -> Recovered | None:
    """Finish one operation, or take it back if one of its notes was saved since; None if nothing is to tell."""
    doing = path.removesuffix(".json").rpartition(".")[2]
    changes = inverse(entry.changes) if doing == "undo" else entry.changes
    steps.clear(root, entry, changes)
    if doing == "drop" and entry.durable:
        steps.take_back(root, entry, changes)
    if not entry.durable or doing in ("drop", "kept"):
        os.unlink(path)
        return None
    theirs = [one for one in changes if not steps.can_be_made(root, one)]
    if all(steps.was_made(root, one) for one in theirs):
        for at, change in enumerate(changes):
            if change not in theirs:
                steps.make(root, change, entry.moment(at), entry.durable)
        folder = {"do": "done" if entry.told else "", "redo": "done", "undo": "undone"}[doing]
        _done(root, entry, path, folder)
        return Recovered(entry.what, f"Finished what was interrupted: {entry.what}.")
    steps.take_back(root, entry, changes)
    if doing == "do":
        os.unlink(path)
    else:
        _done(root, entry, path, "done" if doing == "undo" else "undone")
    why = f"because {theirs[0].path} was saved meanwhile"
    return Recovered(entry.what, f"Took back what was interrupted, {why}: {entry.what}.")


def _put_aside(root: str, entry: Entry, path: str, error: OSError) -> Recovered:
    """Give up an operation that can't be finished as things are; nothing that comes after it has to wait."""
    aside = os.path.join(state_folder(root), "stuck", os.path.basename(path))
    os.replace(path, aside)
    changes = inverse(entry.changes) if ".undo." in os.path.basename(path) else entry.changes
    steps.take_back(root, entry, changes, whatever=True)
    for at, change in enumerate(changes):
        with suppress(OSError):
            steps.clear_one(root, entry, at, change)
    why = f"{error.filename}: {error.strerror}"
    said = f"What was interrupted could not be finished and is given up: {entry.what} ({why})."
    return Recovered(entry.what, f"{said} Its plan is in {aside}.")


def _done(root: str, entry: Entry, plan: str, folder: str) -> None:
    """Put an entry where it belongs now that it is done; ``""`` is for what is no history."""
    if folder == "undone":
        writing.prune(root, entry.folders)
    elif folder == "done":
        writing.prune(root, steps.left(entry.changes))
    if not folder:
        os.unlink(plan)
        return
    os.replace(plan, file_of(root, folder, entry.number, next_undone(root) if folder == "undone" else ""))
    for path in listed(root, folder)[:-KEPT]:
        os.unlink(path)
