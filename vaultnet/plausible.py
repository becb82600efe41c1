"""Days that can't be meant: what took place and is still to come, an end before its beginning. Pure.

Such a field is left out of everything that is counted, and `vaultnet check` says on which line it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vaultnet.dates import parse_day
from vaultnet.fields import first, is_set
from vaultnet.model import Fields, Misdated
from vaultnet.past import HAPPENED, PAST
from vaultnet.schema import FAR
from vaultnet.values import Complaint

_SLIP = "Is it a slip of the pen? A plan stands in a note, as `(when:: 2026-12-01)`."
_YEAR = "Is the year a slip of the pen?"
_WHICH = "Correct one of the two days."
ABROAD = 1
"""Days that a day may lie ahead and have come somewhere: another device may be a time zone further."""
_TICKED = {"put_off": 7, "skipped": 7}
"""Days for fields that a tick sets: the dashboards of a coming day can be looked at, and ticked."""

_AFTER: Mapping[str, str] = {"ends": "date", "start": "due"}
"""Fields that fall away where they lie on the wrong side of another."""
_FAR = HAPPENED | {"date", "ends", "started"}
"""Fields whose day can't lie years ahead."""
_DATED = _FAR | _AFTER.keys()


def part(found: Fields, today: date) -> tuple[Fields, tuple[Misdated, ...]]:
    """Part the fields of a note into those that count, and those that can't be meant."""
    if not _DATED.intersection(found):
        return found, ()
    quiet = is_set(found, "private")
    odd = []
    for name in sorted(_DATED.intersection(found)):
        day = _day(found, name)
        reason = _reason(found, name, day, today) if day else None
        if day and reason:
            code, said, hint = reason
            value = found[name][0]
            shown = "" if quiet else f" {day}"
            odd.append(Misdated(name, value, code, f"{name}:{shown} {said}", hint))
    names = {one.name for one in odd}
    told = {name: values for name, values in found.items() if name not in names} if odd else found
    return told, tuple(odd)


def _reason(found: Fields, name: str, day: date, today: date) -> Complaint | None:
    """Say what is wrong with a day; the message goes on where the field and its value are named."""
    ahead = (day - today).days
    if name in PAST and ahead > _TICKED.get(name, ABROAD):
        return Complaint("future-day", "has not come yet, so it is left out.", _SLIP)
    if name in _FAR and ahead > FAR:
        return Complaint("far-day", "is more than two years ahead, so it is left out.", _YEAR)
    other = _AFTER.get(name, "")
    bound = _day(found, other) if other else None
    if bound and name == "ends" and day < bound:
        said = f"comes before it begins, on {_line(found, other)}, so it is left out."
        return Complaint("reversed-days", said, _WHICH)
    if bound and name == "start" and day > bound:
        said = f"comes after it is due, on {_line(found, other)}, so it is left out."
        return Complaint("reversed-days", said, _WHICH)
    return None


def _day(found: Fields, name: str) -> date | None:
    """Give a field's day; a plugin's type may hold something else under the name."""
    value = first(found, name)
    return parse_day(value.value) if value and isinstance(value.value, str) else None


def _line(found: Fields, name: str) -> str:
    value = first(found, name)
    return f"line {value.line}" if value else "another line"
