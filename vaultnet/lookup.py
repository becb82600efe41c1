"""Finding the note that a person means by a name typed on the command line.

Pure. In order: the path, the exact name, an alias, the one name that begins so, both also without accents;
people and goals before other notes, because a contact's name also stands in the names of meeting notes. What
is less than that is no more than near: a part of the name, its words in another order, a slip of the fingers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from vaultnet.links import as_typed, fold
from vaultnet.model import note_name

FIRST = ("contact", "goal")
"""Types that a part of a name is looked for in first."""

_MOST = 5
"""How many come near at most."""
_ALIKE, _WORD_ALIKE, _BEHIND = 70.0, 80.0, 15.0
"""In per cent: how alike whole names and single words have to be, and how far behind the best one may be."""
_PART = 95.0
"""How near it comes to hold every word that was asked for."""
_SHORTEST = 3
"""Characters of a word whose likeness to another one says anything."""
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that are no letter with an accent to Unicode."""


class Named(NamedTuple):
    """A note and what it may be called."""

    path: str
    type: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file name without folder and ``.md``."""
        return note_name(self.path)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it may be called."""
        return self.name, *self.aliases


class Near(NamedTuple):
    """A note that comes near, and by which of its names."""

    name: str
    note: Named


class Found(NamedTuple):
    """What was found: the one note, or the several that could be meant, or those that come near, nearest first."""

    note: Named | None = None
    rivals: tuple[Named, ...] = ()
    near: tuple[Near, ...] = ()


def look_up(wanted: str, notes: Iterable[Named], *, sure: bool = False) -> Found:
    """Find the note that is meant by a name, an alias, a path, or a part of a name.

    What follows from the answer may be a note that is written to: with ``sure``, a name that only holds what
    was asked for is near, and no more.
    """
    asked = wanted.strip().removeprefix("[[").removesuffix("]]")
    pool = sorted(notes)
    bare = asked.removesuffix(".md")
    folded = as_typed(bare)
    if not folded.strip():
        return Found()
    exactly = _exactly(asked, pool) or _exactly(bare, pool)
    if exactly:
        return exactly
    first = [note for note in pool if note.type in FIRST]
    rest = [note for note in pool if note.type not in FIRST]
    for group in (first, rest):
        for matches in (_begins, _plainly, _begins_plainly) if sure else (_begins, _holds, _begins_plainly):
            found = [note for note in group if matches(folded, note)]
            if found:
                return _decide(found)
    return Found(near=_near(folded, first) or _near(folded, rest))


def told_apart(words: str, notes: Sequence[Named]) -> tuple[str, str]:
    """Part words into a name and what comes after it: the longest beginning that is a name for sure.

    Without one all but the last word are taken for the name.
    """
    parts = words.split()
    for end in range(len(parts), 0, -1):
        name = " ".join(parts[:end])
        if look_up(name, notes, sure=True).note:
            return name, " ".join(parts[end:])
    return " ".join(parts[:-1]), "".join(parts[-1:])


def _exactly(asked: str, pool: Sequence[Named]) -> Found | None:
    folded = fold(asked)
    steps: tuple[Callable[[Named], bool], ...] = (
        lambda note: asked in (note.path, note.path.removesuffix(".md")),
        lambda note: normalize("NFC", note.name) == normalize("NFC", asked),
        lambda note: fold(note.name) == folded,
        lambda note: any(fold(alias) == folded for alias in note.aliases),
        lambda note: any(as_typed(name) == as_typed(asked) for name in note.names),
    )
    for step in steps:
        found = [note for note in pool if step(note)]
        if found:
            return _decide([note for note in found if note.type in FIRST] or found)
    return None


def _decide(found: Sequence[Named]) -> Found:
    return Found(found[0]) if len(found) == 1 else Found(rivals=tuple(found))


def _begins(folded: str, note: Named) -> bool:
    return any(as_typed(name).startswith(folded) for name in note.names)


def _holds(folded: str, note: Named) -> bool:
    return any(folded in as_typed(name) for name in note.names)


def _plainly(folded: str, note: Named) -> bool:
    return any(plain(name) == plain(folded) for name in note.names)


def _begins_plainly(folded: str, note: Named) -> bool:
    return any(plain(name).startswith(plain(folded)) for name in note.names)


# --- what comes near -------------------------------------------------------------------------------


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Write a name as a keyboard without accents would: folded, ``zoe`` for ``Zoë``."""
    folded = as_typed(text)
    if folded.isascii():
        return folded
    bare = "".join(char for char in normalize("NFD", folded.translate(_LETTERS)) if not combining(char))
    return normalize("NFC", bare)


def _near(folded: str, pool: Iterable[Named]) -> tuple[Near, ...]:
    """Find the notes whose names are most like what was asked for, each by the likest of its names."""
    asked = plain(folded)
    scored = []
    for note in pool:
        score, name = max(
            ((_likeness(asked, plain(name)), name) for name in note.names), key=lambda one: one[0]
        )
        if score:
            scored.append((-score, note.path, Near(name, note)))
    scored.sort()
    return tuple(near for score, _, near in scored[:_MOST] if score <= scored[0][0] + _BEHIND)


def _likeness(asked: str, name: str) -> float:
    """Say how alike two plain names are, in per cent; 0 for too little."""
    from rapidfuzz.fuzz import ratio, token_sort_ratio  # not at every start: it is slow to load

    words, there = asked.split(), name.replace("-", " ").split()
    if all(any(word in one for one in there) for word in words):
        return _PART
    whole = max(ratio(asked, name), token_sort_ratio(asked, name), ratio(asked, name.replace(" ", "")))
    best = [max((ratio(word, one) for one in there), default=0.0) for word in words if len(word) >= _SHORTEST]
    single = min(best) if len(best) == len(words) else 0.0
    return max(whole if whole >= _ALIKE else 0.0, single if single >= _WORD_ALIKE else 0.0)
