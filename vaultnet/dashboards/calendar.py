"""Network Calendar: a year of days in touch, month by month and week by week, as a picture and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any

from vaultnet import memo, weeks
from vaultnet.dashboards.leaves import SHOWN_SOURCES, Part, setting
from vaultnet.dates import MONTHS
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced, Summary

NAME, PICTURE = "Calendar", "Calendar picture"
FILE = "Network Calendar.svg"
LEVELS = 4
"""Shades of a week with something in it."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Calendar.md; None where there was nothing in the whole year."""
    months = _months(inputs.snapshot.contacts, inputs.snapshot.today)
    if months is None:
        return None
    shown = PICTURE not in inputs.config.hide
    return {"months": months, "picture": setting(FILE.replace(" ", "%20")) if shown else None}


def picture(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Calendar.svg; None where there is nothing to show, or no note to show it in."""
    months = _months(inputs.snapshot.contacts, inputs.snapshot.today)
    return None if months is None or NAME in inputs.config.hide else {"months": months}


@memo.of_last
def _months(contacts: Sequence[Summary], today: date) -> tuple[Part, ...] | None:
    """Give the months of the year, latest first; None where there was nothing in any of them."""
    found: dict[date, list[Source]] = {}
    for touches in _touches(contacts, weeks.begins(today)):
        for week, source in touches:
            found.setdefault(week, []).append(source)
    most = max(map(len, found.values()), default=0)
    return tuple(_month(month, found, most) for month in reversed(weeks.year(today))) if most else None


@memo.of_all
def _touches(contact: Summary, first: date) -> tuple[tuple[date, Source], ...]:
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
