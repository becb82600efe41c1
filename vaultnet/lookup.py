"""Finding the note that a person means by a name typed on the command line.

Pure. In order: the path, the exact name, an alias, the one name that begins so, the one that holds it; people
and goals before other notes, because a contact's name also stands in the names of meeting notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from unicodedata import normalize

from vaultnet.links import fold

FIRST = ("contact", "goal")
"""Types that a part of a name is looked for in first."""


class Named(NamedTuple):
    """A note and what it may be called."""

    path: str
    type: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file name without folder and ``.md``."""
        return self.path.rpartition("/")[2].removesuffix(".md")

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it may be called."""
        return self.name, *self.aliases


class Found(NamedTuple):
    """What was found: the one note, or the several that could be meant, or the names that come near."""

    note: Named | None = None
    rivals: tuple[Named, ...] = ()
    near: tuple[str, ...] = ()


def look_up(wanted: str, notes: Iterable[Named]) -> Found:
    """Find the note that is meant by a name, an alias, a path, or a part of a name."""
    asked = wanted.strip().removeprefix("[[").removesuffix("]]")
    pool = sorted(notes)
    bare = asked.removesuffix(".md")
    exactly = _exactly(asked, pool) or _exactly(bare, pool)
    if exactly:
        return exactly
    folded = fold(bare)
    first = [note for note in pool if note.type in FIRST]
    rest = [note for note in pool if note.type not in FIRST]
    for group in (first, rest):
        for matches in (_begins, _holds):
            found = [note for note in group if folded and matches(folded, note)]
            if found:
                return _decide(found)
    from difflib import get_close_matches

    names = {fold(name): name for note in [*rest, *first] for name in note.names}
    close = get_close_matches(folded, sorted(names), 3, 0.6)
    return Found(near=tuple(names[name] for name in close))


def _exactly(asked: str, pool: Sequence[Named]) -> Found | None:
    folded = fold(asked)
    steps: tuple[Callable[[Named], bool], ...] = (
        lambda note: asked in (note.path, note.path.removesuffix(".md")),
        lambda note: normalize("NFC", note.name) == normalize("NFC", asked),
        lambda note: fold(note.name) == folded,
        lambda note: any(fold(alias) == folded for alias in note.aliases),
    )
    for step in steps:
        found = [note for note in pool if step(note)]
        if found:
            return _decide([note for note in found if note.type in FIRST] or found)
    return None


def _decide(found: Sequence[Named]) -> Found:
    return Found(found[0]) if len(found) == 1 else Found(rivals=tuple(found))


def _begins(folded: str, note: Named) -> bool:
    return any(fold(name).startswith(folded) for name in note.names)


def _holds(folded: str, note: Named) -> bool:
    return any(folded in fold(name) for name in note.names)
