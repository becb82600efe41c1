"""How two changes of one property come together: by what it says, never by its letters. Pure.

Nothing is made up: what comes out is what one of the two says or, of a list, entries that one of them wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple, TypeAlias, TypeVar

from vaultnet import merge_properties
from vaultnet.dates import parse_day
from vaultnet.merge_properties import Property
from vaultnet.spelling import normal
from vaultnet.yaml_tree import Fault

Rule: TypeAlias = Literal["", "later", "yes"]
"""Which of two single values stands: the later day, ``true`` rather than ``false``, or neither."""
Rules: TypeAlias = Callable[[str], Rule]
"""Gives the rule for a key as written."""

LATER: Final = ("snooze", "skipped", "put_off", "last_contact", "reviewed")
"""Fields whose later day stands: what was done last is what counts, and being in touch earlier is no news."""
YES: Final = ("private",)
"""Fields that rather say yes: what one device keeps to itself is not told because of the other."""
BY_NAME: Final[Mapping[str, Rule]] = {
    **{normal(name): "later" for name in LATER},
    **{normal(name): "yes" for name in YES},
}
"""The rules for these fields' own names, as `normal` has them; `vaultnet.merge_rules` knows the others."""

_T = TypeVar("_T", bound=Hashable)


class Outcome(NamedTuple):
    """What becomes of one property."""

    text: str | None
    """Its lines; None: it is not there."""
    clash: bool = False
    """Whether a person has to decide. ``text`` is what ours says, then."""


class Unknown:
    """What a property said before, where that is not known: no value equals it."""


UNKNOWN: Final = Property("", "", "\0", Unknown())


def merge(base: Property | None, ours: Property | None, theirs: Property | None, rules: Rules) -> Outcome:
    """Merge one property; None where it is not there. Of two that say the same, ours stands as it is written."""
    b, o, t = (one.text if one else None for one in (base, ours, theirs))
    if o in (t, b) or t == b:
        return Outcome(t if o == b else o)
    changed = _changed(base, ours, theirs)
    if changed is not None:
        return Outcome(changed.text if changed else None)
    if ours is None or theirs is None:
        return _removed(base, ours, theirs, rules)
    if any(isinstance(one.value, list) for one in (ours, theirs)):
        united = _united(base, ours, theirs)
        return Outcome(o, clash=True) if united is None else Outcome(united)
    found = _by_rule(rules(ours.key), ours, theirs)
    return Outcome(found.text) if found else Outcome(o, clash=True)


def _changed(
    base: Property | None, ours: Property | None, theirs: Property | None
) -> Property | Literal[False] | None:
    """Give the side that says something new, where only one does; False: it is not there. None where both do."""
    b, o, t = map(_meaning, (base, ours, theirs))
    if o == b and t != b:
        return theirs or False
    return (ours or False) if t in (b, o) else None


def _meaning(one: Property | None) -> str:
    """Say what a property says; one that is not there says as little as one without a value."""
    return repr(None if one is None else one.value)


def _removed(base: Property | None, ours: Property | None, theirs: Property | None, rules: Rules) -> Outcome:
    """Decide where one side took a property away and the other changed it: only a later day stands by itself."""
    there = ours or theirs
    if there and base and rules(there.key) == "later" and _day(base) < _day(there):
        return Outcome(there.text)
    return Outcome(ours.text if ours else None, clash=True)


def _by_rule(rule: Rule, ours: Property, theirs: Property) -> Property | None:
    """Choose one of two values by a rule; None where it says nothing about them."""
    if rule == "later" and _day(ours) and _day(theirs):
        return max(ours, theirs, key=lambda one: (_day(one), one.value))
    if rule == "yes" and isinstance(ours.value, bool) and isinstance(theirs.value, bool):
        return ours if ours.value else theirs
    return None


def _day(one: Property) -> str:
    """Give the day that a property names, as ISO text; ``""`` for anything else."""
    found = parse_day(one.value) if isinstance(one.value, str) else None
    return found.isoformat() if found else ""


# --- lists -----------------------------------------------------------------------------------------


def _united(base: Property | None, ours: Property, theirs: Property) -> str | None:
    """Make one list of two: what either added is in it, what either took out is not. None where it can't be."""
    was, mine, other = (_entries(one) for one in (base, ours, theirs))
    if was is None or mine is None or other is None:
        return None
    by_id = {repr(entry): entry for entry in (*other, *mine)}
    b, o, t = ([repr(entry) for entry in entries] for entries in (was, mine, other))
    gone = {one for one in b if one not in o or one not in t}
    wanted = [one for one in merged_order(b, o, t) if one not in gone]
    if not wanted and o and t:
        return None  # each took out all that the other kept: an empty list is what neither wrote
    for side, there in ((ours, o), (theirs, t)):
        if wanted == there:
            return side.text
    first, second = (
        (theirs, ours) if isinstance(theirs.value, list) and not _begins(b, o, t, ours) else (ours, theirs)
    )
    entries = [by_id[one] for one in wanted]
    found = _spliced(first, entries)
    if found:
        return _as_written(found, entries, first, second)
    found = _spliced(second, entries)
    return _as_written(found, entries, second, first) if found else None


def _begins(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], own: Property) -> bool:
    """Tell whether the merged list is best made of our lines: they are a list, and the order is ours."""
    return isinstance(own.value, list) and not (_reordered(base, theirs) and not _reordered(base, ours))


def _entries(one: Property | None) -> list[Any] | None:
    """Give a property's values: one, or those of a list. None where there are further lists or maps in it."""
    value = None if one is None or isinstance(one.value, Unknown) else one.value
    found = value if isinstance(value, list) else [] if value is None else [value]
    return None if any(isinstance(entry, (list, dict)) for entry in found) else found


def _spliced(one: Property, wanted: list[Any]) -> str | None:
    """Give a property's lines with other entries, and make sure that they say just that; None where they don't."""
    from vaultnet.edits import (
        yaml_splice,
    )  # here, because git starts us for each note, and few lists differ so

    try:
        text = yaml_splice.change(one.text, 0, tuple(wanted), one.value)
    except (yaml_splice.Stuck, Fault):
        return None
    after = merge_properties.alone(text)
    return text if after and after.key == one.key and repr(after.value) == repr(wanted) else None


def _as_written(text: str, entries: list[Any], own: Property, other: Property) -> str:
    """Let each entry that came from the other side stand as it does there, with the comment that explains it.

    ``text`` is what was made of our lines. That is for lists of which each entry has a line to itself.
    """
    known = set(map(repr, own.value if isinstance(own.value, list) else [own.value]))
    there = other.value if isinstance(other.value, list) else []
    written = dict(zip(map(repr, there), _item_lines(other.text, len(there)), strict=False))
    lines = text.split("\n")
    for at, entry in zip(_item_numbers(lines, len(entries)), entries, strict=False):
        found = written.get(repr(entry), "")
        if repr(entry) not in known and "#" in found:
            lines[at] = lines[at][: lines[at].index("-")] + found
    made = "\n".join(lines)
    after = merge_properties.alone(made)
    return made if after and after.key == own.key and repr(after.value) == repr(entries) else text


def _item_lines(text: str, number: int) -> list[str]:
    """Give the lines of a list's entries from their dashes on; none unless there are just as many."""
    lines = text.split("\n")
    return [lines[at].lstrip(" ") for at in _item_numbers(lines, number)]


def _item_numbers(lines: Sequence[str], number: int) -> list[int]:
    found = [at for at, line in enumerate(lines) if line.lstrip(" ").startswith("- ")]
    return found if len(found) == number else []


# --- order -----------------------------------------------------------------------------------------


def merged_order(base: Sequence[_T], ours: Sequence[_T], theirs: Sequence[_T]) -> list[_T]:
    """Put everything that either side has into one order.

    It is ours, unless only they moved something. What the other side alone has comes after what it stands after
    there, and after what this side added at that place.
    """
    moved = _reordered(base, theirs) and not _reordered(base, ours)
    first, second = (theirs, ours) if moved else (ours, theirs)
    found, known = list(first), set(first)
    old, there = set(base), set(second)
    for at, one in enumerate(second):
        if one in known:
            continue
        before = next((before for before in reversed(second[:at]) if before in known), None)
        place = 0 if before is None else len(found) - found[::-1].index(before)
        while place < len(found) and found[place] not in old and found[place] not in there:
            place += 1
        found.insert(place, one)
        known.add(one)
    return found


def _reordered(base: Sequence[_T], side: Sequence[_T]) -> bool:
    """Tell whether a side has what is left of the base in another order."""
    both = set(base) & set(side)
    return [one for one in side if one in both] != [one for one in base if one in both]
