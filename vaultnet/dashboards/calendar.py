"""Network Calendar: a year of days in touch, month by month and week by week, as a picture and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from vaultnet import memo, weeks
from vaultnet.dashboards.leaves import SHOWN_SOURCES, Part, setting
from vaultnet.dates import MONTHS
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced
from vaultnet.network import Snapshot, Summary

NAME, PICTURE = "Calendar", "Calendar picture"
FILE = "Network Calendar.svg"
LEVELS = 4
"""Shades of a week with something in it."""

_Touch: TypeAlias = tuple[date, Source]
"""A day in touch: the Monday of its week, and where it stands."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Calendar.md; None where there was nothing in the whole year."""
    months = _year(inputs.snapshot)
    if months is None:
        return None
    shown = PICTURE not in inputs.config.hide
    return {"months": months, "picture": setting(FILE.replace(" ", "%20")) if shown else None}


def picture(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Calendar.svg; None where there is nothing to show, or no note to show it in."""
    months = _year(inputs.snapshot)
    return None if months is None or NAME in inputs.config.hide else {"months": months}


def _year(snapshot: Snapshot) -> tuple[Part, ...] | None:
    """Give the months of the year, latest first; None where there was nothing in any of them."""
    touches = _touches(snapshot.contacts, weeks.begins(snapshot.today))
    return _months(tuple(filter(None, touches)), snapshot.today)


@memo.of_equal
def _months(every: Sequence[Sequence[_Touch]], today: date) -> tuple[Part, ...] | None:
    found: dict[date, list[Source]] = {}
    for week, source in chain.from_iterable(every):
        found.setdefault(week, []).append(source)
    most = max(map(len, found.values()), default=0)
    return tuple(_month(month, found, most) for month in reversed(weeks.year(today))) if most else None


@memo.of_all
def _touches(contact: Summary, first: date) -> tuple[_Touch, ...]:
    """Give a contact's days in touch from a Monday on: the Monday of each, and where it stands."""
    days = ((date.fromisoformat(one.day), one.source) for one in chain(contact.recent, contact.earlier))
    return tuple((weeks.monday(day), source) for day, source in days if day >= first)


def _month(month: weeks.Month, found: dict[date, list[Source]], most: int) -> Part:
    name = f"{MONTHS[month.first.month - 1][:3]} {month.first.year}"
    return {
        "name": setting(name),
        "touches": _count([source for week in month.weeks for source in found.get(week, ())]),
        "weeks": tuple(_week(week, found.get(week, []), most) for week in month.weeks),
    }


def _week(week: date, sources: list[Source], most: int) -> Part:
    """Give a week: its Monday, the ``touches``, and how dark it is, from 1 to 4."""
    touches = _count(sources)
    level = 1 + (len(sources) - 1) * LEVELS // most
    return {
        "week": setting(week),
        "touches": touches,
        "level": Sourced(level, touches.sources) if touches else None,
    }


def _count(sources: Sequence[Source]) -> Sourced[int] | None:
    """Count days in touch, each with one person; those with several in one meeting stand on one line."""
    return Sourced(len(sources), tuple(dict.fromkeys(sources[:SHOWN_SOURCES]))) if sources else None
