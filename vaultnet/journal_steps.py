"""The steps of the journal: making one change, telling how far it is made, and taking it back."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from vaultnet import writing
from vaultnet.files import read_if_there
from vaultnet.journal_files import Entry
from vaultnet.operation import Change, inverse

NOTHING: Final = 0
TEXT: Final = 1
ALL: Final = 2
"""How far a change is made: a note that also moves has its new text first."""


def make(root: str, change: Change, moment: str, durable: bool) -> bool:
    """Make what is missing of one change. Tells whether what was displaced is kept to be looked at again."""
    path, before, after, to = change
    far = made(root, change)
    if far == ALL:
        return False
    if after is None:
        return before is not None and writing.remove(root, path, before, moment=moment, durable=durable)
    kept = False
    if far == NOTHING and after != before:
        kept = writing.replace(root, path, after, before, moment=moment, durable=durable)
    if to:
        writing.move(root, path, to, after)
    return kept


def made(root: str, change: Change) -> int:
    """How far a change is made, by what lies there."""
    path, before, after, to = change
    if not to:
        return ALL if holds(root, path) == after else NOTHING
    if is_called(root, to) and not is_called(root, path):
        return ALL if holds(root, to) == after else NOTHING
    return TEXT if after != before and holds(root, path) == after else NOTHING


def is_called(root: str, path: str) -> bool:
    """Whether there is a file that is spelled so, where another spelling may find it, too."""
    folder, _, name = path.rpartition("/")
    with suppress(FileNotFoundError, NotADirectoryError):
        return name in os.listdir(os.path.join(root, folder))
    return False


def take_back(root: str, entry: Entry, changes: tuple[Change, ...], *, whatever: bool = False) -> None:
    """Take back those of some changes that were made; what somebody has saved since stays.

    Raises OSError, unless as much as can be is to be taken back ``whatever`` the disk says.
    """
    for at, change in reversed(list(enumerate(changes))):
        with suppress(*(OSError,) if whatever else (), writing.Changed, FileExistsError):
            far = made(root, change)
            half = Change(change.path, change.after, change.before)
            way = inverse((change,))[0] if far == ALL else half
            if far != NOTHING:
                make(root, way, entry.moment(at, back=True), entry.durable)
    writing.prune(root, entry.folders)


def can_be_made(root: str, change: Change) -> bool:
    """Whether a change is made already, or can be."""
    if made(root, change) == ALL:
        return True
    blocked = bool(change.to) and is_called(root, change.to)
    return not blocked and (made(root, change) == TEXT or holds(root, change.path) == change.before)


def was_made(root: str, change: Change) -> bool:
    """Whether a change was made to a note before somebody else saved it: so its lines say.

    Then the note stays as it was saved and the rest is finished. To take the rest back could lose what was taken
    out of this note: an undone merge gives one note's text back to it, and then takes it out of the other.
    """
    path, before, after, to = change
    moved = bool(to) and is_called(root, to) and not is_called(root, path)
    there = holds(root, to if moved else path)
    if moved or there is None or after is None:
        return moved or there is after
    lines, old, new = (set((data or b"").splitlines()) for data in (there, before, after))
    made = len(lines & (new - old)) + len((old - new) - lines)
    return made > len(lines & (old - new)) + len((new - old) - lines)


def clear(root: str, entry: Entry, changes: Iterable[Change]) -> None:
    """Clear away what lies beside the notes of some changes for a moment."""
    for at, change in enumerate(changes):
        with suppress(writing.Outside):
            clear_one(root, entry, at, change)


def clear_one(root: str, entry: Entry, at: int, change: Change) -> None:
    """Clear away what lies beside the notes of one change. Raises `writing.Outside`, or OSError."""
    path, before, after, to = change
    writing.clear(root, path, entry.moment(at), before, after)
    for place in {path, to or path}:
        writing.clear(root, place, entry.moment(at, back=True), after, before)


def left(changes: Iterable[Change]) -> list[str]:
    """The folders that notes have gone from, less those at the top: whatever is empty of them goes, as with git."""
    gone = (change.path.rpartition("/")[0] for change in changes if change.to or change.after is None)
    return sorted({folder for folder in gone if "/" in folder})


def missing(root: str, paths: Iterable[str]) -> tuple[str, ...]:
    """The folders that have to be made for some files, outermost first."""
    found = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and not os.path.isdir(os.path.join(root, folder)):
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return tuple(sorted(found))


def holds(root: str, path: str) -> bytes | None:
    """A file's bytes, a link within the vault followed; None if there is none."""
    full = os.path.join(root, path)
    if os.path.islink(full):
        with suppress(OSError), open(full, "rb") as file:
            return file.read()
        return None
    return read_if_there(root, path)
