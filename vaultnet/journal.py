"""What was done to a vault: planned here first, so that it is done whole or not at all, and can be taken back.

An operation is written down before its first change and moved to the others when its last is made. What is
found unfinished belongs to a process that was killed, and is finished by the next one that writes. The journal
lies in the user's state folder, one file an operation, with the bytes before and after; it never travels with
the vault. One process writes at a time: `writing_alone`.

    pending/00000012.do.json     being done (or done again): the next run finishes it
    pending/00000012.undo.json   being taken back: likewise
    pending/00000012.drop.json   given up because somebody saved one of its notes: its other changes are taken back
    pending/00000012.kept.json   done where no lease was to be had: what it displaced is looked at once more
    done/00000012.json           done
    undone/00000012.json         taken back; can be done again until something else is done
"""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from filelock import FileLock, Timeout

from vaultnet import writing
from vaultnet.files import read_if_there
from vaultnet.operation import Change, Operation, inverse
from vaultnet.record import state_folder

KEPT: Final = 1000
"""Operations that are kept to be taken back; older ones are forgotten."""
PATIENCE: Final = 60.0
"""Seconds to wait for another process that is writing into the vault."""
VERSION: Final = 1

_BACK: Final = -1
"""In place of a change's number: while it is taken back because another one failed."""


class Waiting(Exception):
    """Another process has been writing into this vault for as long as we had patience."""


class Declined(Exception):
    """Something can't be taken back or done again: why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation in the journal."""

    number: int
    at: str
    """When it was done: UTC, ``2026-11-20T09:30:00Z``."""
    command: str
    what: str
    changes: tuple[Change, ...]
    folders: tuple[str, ...] = ()
    """The folders that had to be made for it."""
    undone: bool = False
    durable: bool = True

    def moment(self, at: int) -> str:
        """What the file that lies beside the one of change ``at`` for a moment is called."""
        return f"{writing.MOMENT}{self.number}-{'back' if at == _BACK else at}.tmp"


@contextmanager
def writing_alone(root: str, patience: float = PATIENCE) -> Iterator[tuple[Entry, ...]]:
    """Be the only process that writes into a vault, and finish what another one could not.

    Gives what was finished. The operating system gives the lock back when its holder dies. Raises `Waiting`,
    or OSError.
    """
    folder = state_folder(root)
    for name in ("pending", "done", "undone"):
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

    Not to ``keep`` is for dashboards: they can be made again, so they are no history, and the disk is not waited
    for. Raises `writing.Changed` if somebody saved one of the files meanwhile, `writing.Outside`, or OSError;
    what was done by then is taken back.
    """
    if not operation.changes:
        return None
    paths = [change.now for change in operation.changes if change.after is not None]
    entry = Entry(
        _next(root),
        time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        operation.command,
        operation.what,
        operation.changes,
        _missing(root, paths),
        durable=keep,
    )
    plan = _file(root, "pending", entry.number, ".do")
    _save(plan, entry)
    _do_or_drop(root, entry, plan)
    _done(root, entry, plan, "done" if keep else "")
    return entry


def history(root: str) -> tuple[Entry, ...]:
    """What was done, newest first; what was taken back is marked."""
    found = [_load(path, undone=False) for path in _files(root, "done")]
    found += [_load(path, undone=True) for path in _files(root, "undone")]
    return tuple(sorted((one for one in found if one), key=lambda one: -one.number))


def undo(root: str, number: int | None = None) -> Entry:
    """Take back an operation, by default the latest that still stands. The caller is `writing_alone`.

    Raises `Declined` if there is none, or a note has changed since.
    """
    standing = [entry for entry in history(root) if not entry.undone]
    entry = next((one for one in standing if number in (None, one.number)), None)
    if entry is None:
        raise Declined(_no_such(root, number))
    back = inverse(entry.changes)
    _require(root, back, "taken back")
    plan = _file(root, "pending", entry.number, ".undo")
    os.replace(_file(root, "done", entry.number), plan)
    _do_or_return(root, entry, plan, back, "done")
    _done(root, entry, plan, "undone")
    return replace(entry, undone=True)


def redo(root: str) -> Entry:
    """Do again what was taken back last. The caller is `writing_alone`. Raises `Declined` as `undo` does."""
    entries = history(root)
    newest = next((entry.number for entry in entries if not entry.undone), -1)
    undone = [entry for entry in entries if entry.undone and entry.number > newest]
    if not undone:
        raise Declined("Nothing was taken back that could be done again.")
    entry = undone[-1]
    _require(root, entry.changes, "done again")
    plan = _file(root, "pending", entry.number, ".do")
    os.replace(_file(root, "undone", entry.number), plan)
    _do_or_return(root, entry, plan, entry.changes, "undone")
    _done(root, entry, plan, "done")
    return replace(entry, undone=False)


# --- doing ---------------------------------------------------------------------------------------------


def _do_or_drop(root: str, entry: Entry, plan: str) -> None:
    """Make the changes; if one can't be made, take the others back, forget the plan and raise."""
    try:
        _do(root, entry, entry.changes)
    except (OSError, writing.Changed):
        drop = _file(root, "pending", entry.number, ".drop")
        os.replace(plan, drop)
        _back(root, entry, entry.changes)
        os.unlink(drop)
        raise


def _do_or_return(root: str, entry: Entry, plan: str, changes: tuple[Change, ...], folder: str) -> None:
    """As `_do_or_drop`, but the entry stays what it was: one of ``folder``."""
    try:
        _do(root, entry, changes)
    except (OSError, writing.Changed):
        _back(root, entry, changes)
        os.replace(plan, _file(root, folder, entry.number))
        raise


def _do(root: str, entry: Entry, changes: Iterable[Change]) -> None:
    """Make changes, one after the other."""
    kept = False
    for at, change in enumerate(changes):
        kept |= _make(root, change, entry.moment(at), entry.durable)
    if kept:
        _save(_file(root, "pending", entry.number, ".kept"), entry)


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
                _make(root, way, entry.moment(_BACK), entry.durable)
    writing.prune(root, entry.folders)


def _require(root: str, changes: Iterable[Change], done: str) -> None:
    """Look whether all files are as they have to be. Raises `Declined`."""
    for change in changes:
        there = _holds(root, change.path)
        if there is None and change.before is not None:
            raise Declined(f"{change.path} is no longer there, so nothing was {done}.")
        if there != change.before:
            raise Declined(f"{change.path} has changed since, so nothing was {done}.")
        if change.to and _is_called(root, change.to):
            raise Declined(f"There is a {change.to} by now, so nothing was {done}.")


def _no_such(root: str, number: int | None) -> str:
    if number is None:
        return "Nothing was done that could be taken back."
    known = {entry.number for entry in history(root)}
    return f"Number {number} {'was taken back already' if number in known else 'is not in the history'}."


# --- finishing -----------------------------------------------------------------------------------------


def _finish_all(root: str) -> tuple[Entry, ...]:
    """Finish what was left, oldest first. Gives what is worth telling."""
    finished = []
    for path in _files(root, "pending"):
        entry = _load(path, undone=False)
        if entry is None:  # its process was killed before it had written the plan
            os.unlink(path)
        elif _finish(root, entry, path):
            finished.append(entry)
    return tuple(finished)


def _finish(root: str, entry: Entry, path: str) -> bool:
    """Finish one operation; False if there is nothing to tell."""
    doing = path.removesuffix(".json").rpartition(".")[2]
    changes = inverse(entry.changes) if doing == "undo" else entry.changes
    for at, change in enumerate(changes):
        _clear(root, entry, at, change)
    telling = entry.durable and doing in ("do", "undo")
    if doing == "drop":
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


def _clear(root: str, entry: Entry, at: int, change: Change) -> None:
    """Clear away what lies beside the notes of a change for a moment."""
    with suppress(writing.Outside):
        writing.clear(root, change.path, entry.moment(at), change.before, change.after)
        for path in {change.path, change.now}:
            writing.clear(root, path, entry.moment(_BACK), change.after, change.before)


def _done(root: str, entry: Entry, plan: str, folder: str) -> None:
    """Put an entry where it belongs now that it is done; ``""`` is for what is no history."""
    if folder == "undone":
        writing.prune(root, entry.folders)
    if not folder:
        os.unlink(plan)
        return
    os.replace(plan, _file(root, folder, entry.number))
    for path in _files(root, folder)[:-KEPT]:
        os.unlink(path)


# --- files of the journal --------------------------------------------------------------------------------


def _file(root: str, folder: str, number: int, doing: str = "") -> str:
    return os.path.join(state_folder(root), folder, f"{number:08d}{doing}.json")


def _files(root: str, folder: str) -> list[str]:
    """The files of a folder of the journal, oldest first."""
    place = os.path.join(state_folder(root), folder)
    with suppress(FileNotFoundError):
        return [os.path.join(place, name) for name in sorted(os.listdir(place)) if name.endswith(".json")]
    return []


def _next(root: str) -> int:
    names = [os.path.basename(path) for name in ("pending", "done", "undone") for path in _files(root, name)]
    return max((int(name[:8]) for name in names), default=0) + 1


def _missing(root: str, paths: Iterable[str]) -> tuple[str, ...]:
    """The folders that have to be made for some files, outermost first."""
    found = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and not os.path.isdir(os.path.join(root, folder)):
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return tuple(sorted(found))


def _save(path: str, entry: Entry) -> None:
    """Write an entry whole, or not at all."""
    data = {
        "version": VERSION,
        "number": entry.number,
        "at": entry.at,
        "command": entry.command,
        "what": entry.what,
        "durable": entry.durable,
        "folders": list(entry.folders),
        "changes": [
            {"path": one.path, "to": one.to, "before": _as_text(one.before), "after": _as_text(one.after)}
            for one in entry.changes
        ],
    }
    temporary = f"{path}.new"
    with open(temporary, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        json.dump(data, file, ensure_ascii=True)
        file.flush()
        if entry.durable:
            os.fsync(file.fileno())
    os.replace(temporary, path)
    if entry.durable:
        writing.settle(path)


def _load(path: str, *, undone: bool) -> Entry | None:
    """Read an entry; None for what is no whole one."""
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        if data["version"] != VERSION:
            return None
        changes = tuple(
            Change(one["path"], _as_bytes(one["before"]), _as_bytes(one["after"]), one["to"])
            for one in data["changes"]
        )
        told = (data["number"], data["at"], data["command"], data["what"])
        return Entry(*told, changes, tuple(data["folders"]), undone, data["durable"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _as_text(data: bytes | None) -> Any:
    """Bytes as JSON: text where they are UTF-8, so that the journal can be read with any editor."""
    if data is None:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def _as_bytes(data: Any) -> bytes | None:
    if data is None:
        return None
    return data.encode() if isinstance(data, str) else base64.b64decode(data["base64"], validate=True)


def _holds(root: str, path: str) -> bytes | None:
    """A file's bytes, a link within the vault followed; None if there is none."""
    full = os.path.join(root, path)
    if os.path.islink(full):
        with suppress(OSError), open(full, "rb") as file:
            return file.read()
        return None
    return read_if_there(root, path)
