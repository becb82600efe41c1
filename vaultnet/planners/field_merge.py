"""What becomes of the properties of two notes that become one. Pure.

The kept note's value wins; lists are united. What would be lost is written into the text, or, where a line could
not hold it, quoted as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import values
from vaultnet.config import Config
from vaultnet.dates import parse_day
from vaultnet.edits.spans import Edit, NewValue
from vaultnet.frontmatter import plain
from vaultnet.links import fold
from vaultnet.merge_values import LATER
from vaultnet.model import Field, Located, NoteType
from vaultnet.newnote import find_type
from vaultnet.values import LIST_KINDS, normal, scalars, text

_EARLIER = frozenset({"first_met"})
_APART = frozenset({"aliases", "alias"})
_LONGEST = 60
_TAGS = frozenset({"tags", "tag", "cssclasses"})


class Fields(NamedTuple):
    """What to do about the properties of the note that goes.

    ``lines`` are for the text, one for each value that would be lost; ``said`` tells it to the user.
    ``quote`` is true if its properties have to be quoted as they stand.
    """

    edits: tuple[Edit, ...]
    lines: tuple[str, ...]
    said: tuple[str, ...]
    quote: bool


_NOTHING = Fields((), (), (), False)


class Merger:
    """Compares the properties of two notes of a type; ``leads`` says where a link's target leads, or ``""``."""

    def __init__(
        self,
        note_type: NoteType | None,
        types: Sequence[NoteType],
        config: Config,
        leads: Callable[[str], str],
    ) -> None:
        self.types = types
        self.leads = leads
        self.fields: dict[str, tuple[int, Field]] = {}
        for field in note_type.fields if note_type else ():
            names = (field.name, *config.fields.get(field.name, ()), *field.synonyms)
            for rank, name in enumerate(names):
                self.fields.setdefault(normal(name), (rank, field))

    def merge(self, kept: Mapping[str, Located], other: Mapping[str, Located], where: str) -> Fields:
        """Decide about each property of the other note; ``where`` names the heading that gets what is left."""
        found = Fields((), (), (), False)
        for key, located in other.items():
            if (
                normal(key) in _APART
                or not any(True for _ in scalars(located))
                or self._same_type(key, located)
            ):
                continue
            there = self._there(kept, key)
            one = self._both(key, located, *there, where) if there else _alone(key, located, where)
            found = Fields(
                found.edits + one.edits,
                found.lines + one.lines,
                found.said + one.said,
                found.quote or one.quote,
            )
        return found

    def _field(self, key: str) -> Field | None:
        return self.fields.get(normal(key), (0, None))[1]

    def _same_type(self, key: str, located: Located) -> bool:
        """Tell whether a property only says the type, which the notes share."""
        return normal(key) == "type" and all(find_type(text(one.value), self.types) for one in scalars(located)
                                             if not isinstance(one.value, (tuple, Mapping)))  # fmt: skip

    def _there(self, kept: Mapping[str, Located], key: str) -> tuple[str, Located] | None:
        """Return the kept note's property that says the same, if it is set."""
        field = self._field(key)
        found = [
            (self.fields[normal(name)][0] if field else 0, name)
            for name in kept
            if (self._field(name) is field if field else normal(name) == normal(key))
            and any(True for _ in scalars(kept[name]))
        ]
        return (min(found)[1], kept[min(found)[1]]) if found else None

    def _both(self, key: str, located: Located, name: str, own: Located, where: str) -> Fields:
        """Decide about a property that both have."""
        field = self._field(key)
        days = (_day(own), _day(located)) if field and field.name in {*LATER, *_EARLIER} else ("", "")
        if field and all(days):
            return _by_day(field, name, *days)
        if field and field.name == "private":
            said = (f"{name} becomes true.",)
            changes = _is_yes(located) and not _is_yes(own)
            return Fields((Edit((name,), True),), (), said, False) if changes else _NOTHING
        listed = isinstance(own.value, tuple) or isinstance(located.value, tuple)
        if (field and field.kind in LIST_KINDS) or normal(key) in _TAGS or (not field and listed):
            edit = self._united(located, name, own, parted=normal(key) in _TAGS)
            if edit is None:
                return _NOTHING
            if edit.value is not None:
                return Fields((edit,), (), (f"{name} gets what it lacked: {_shown(located)}.",), False)
        same = self._identity(located) == self._identity(own) and not listed
        return (
            _NOTHING if same or repr(plain(located)) == repr(plain(own)) else _lost(key, located, own, where)
        )

    def _united(self, located: Located, name: str, own: Located, *, parted: bool) -> Edit | None:
        """Add what a list lacks, if anything. An edit without a value: no list can hold what there is."""
        there, more = list(scalars(own)), list(scalars(located))
        if any(isinstance(one.value, Mapping) for one in (*there, *more)):
            return Edit((name,), None)
        if parted:
            there, more = _parted(there), _parted(more)
        known = {self._identity(one) for one in there}
        new = [one for one in more if self._identity(one) not in known]
        if not new:
            return None
        added = tuple(
            dict.fromkeys(text(one.value) for one in new if not isinstance(one.value, (tuple, Mapping)))
        )
        if parted and isinstance(own.value, str):
            words = (text(one.value) for one in there if not isinstance(one.value, (tuple, Mapping)))
            return Edit((name,), tuple(dict.fromkeys((*words, *added))))
        return Edit((name,), added, add=True)

    def _identity(self, located: Located) -> str:
        """Return what two values that say the same have in common."""
        words = str(plain(located)).strip()
        targets = values.links(words)
        if len(targets) == 1 and words.startswith(("[[", "[")):
            return self.leads(targets[0]) or fold(targets[0])
        return fold(words.removeprefix("#"))


def _alone(key: str, located: Located, where: str) -> Fields:
    """Take over a property that only the other note has."""
    value = _writable(located)
    if value is None:
        return Fields((), (), (f"{key} goes under “{where}” as it stands.",), True)
    return Fields((Edit((key,), value),), (), (f"{key} is taken over: {_shown(located)}.",), False)


def _lost(key: str, located: Located, own: Located, where: str) -> Fields:
    """Keep a value in the text that gives way to another one."""
    held = _on_a_line(located)
    said = f"{key}: {_shown(own)} stays, {_shown(located)} goes under “{where}”."
    return Fields((), (f"- {key}: {held}",) if held else (), (said,), not held)


def _by_day(field: Field, name: str, mine: str, theirs: str) -> Fields:
    """Take the later or the earlier day. Having been in touch on a day is a fact, so that stays as a line."""
    if mine == theirs:
        return _NOTHING
    best = max(mine, theirs) if field.name in LATER else min(mine, theirs)
    edits = (Edit((name,), date.fromisoformat(best)),) if best == theirs else ()
    lines = (f"- {min(mine, theirs)} last contact",) if field.name == "last_contact" else ()
    kind = "later" if field.name in LATER else "earlier"
    return Fields(edits, lines, (f"{name}: the {kind} day counts, {best}.",), False)


def _day(located: Located) -> str:
    """Return the day that a value names, or ``""``."""
    found = parse_day(located.value) if isinstance(located.value, str) else None
    return found.isoformat() if found else ""


def _is_yes(located: Located) -> bool:
    return normal(str(plain(located))) not in ("false", "no", "off", "n", "0", "none")


def _parted(located: Sequence[Located]) -> list[Located]:
    """Part texts at commas and white space, as tags are read."""
    return [
        Located(part.removeprefix("#"), one.line, one.column)
        for one in located
        for part in (one.value.replace(",", " ").split() if isinstance(one.value, str) else ())
    ]


def _writable(located: Located) -> NewValue | None:
    """Return a value as an edit can write it; None if it can't."""
    value = located.value
    if isinstance(value, str) and value == _day(located):
        return date.fromisoformat(value)
    if isinstance(value, tuple):
        texts = tuple(item.value for item in value if isinstance(item.value, str))
        return texts if len(texts) == len(value) else None
    return None if isinstance(value, Mapping) else value


def _on_a_line(located: Located) -> str:
    """Return a value as one line of text can hold it and mean no more; ``""`` if it can't."""
    if isinstance(located.value, Mapping) or any(isinstance(one.value, Mapping) for one in scalars(located)):
        return ""
    words = _written(located)
    odd = ("::", "%%", "<!--", "`", "\n", "#", "$")
    return "" if any(sign in words for sign in odd) else words


def _written(located: Located) -> str:
    """Return a value as text."""
    found = plain(located)
    if isinstance(found, dict):
        return "several values"
    return ", ".join(map(text, found)) if isinstance(found, list) else text(found)


def _shown(located: Located) -> str:
    """Return a value for a message, on one line."""
    words = " ".join(_written(located).split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
