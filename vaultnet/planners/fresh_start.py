"""After a long absence: whoever is overdue comes round again over the coming weeks, a few a day. Pure.

Each gets a ``snooze:`` of their own, the closest first. What was promised is never moved: who waits for it stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import NamedTuple

from vaultnet import cadence
from vaultnet.config import Away
from vaultnet.dates import later, parse_day, say_day
from vaultnet.facts import Facts
from vaultnet.filters import plural
from vaultnet.network import FollowUp
from vaultnet.operation import Change, Operation, Refusal
from vaultnet.planners.property_edits import Read, set_fields
from vaultnet.signals import promises
from vaultnet.signals.ranking import dealt_with, places

PART = 0.5
"""The part of a day's places that is filled if no length is asked for: others fall due, too. A rule of thumb."""

_LONGEST = 520
"""Weeks that are tried at most."""
_DATED = {"promises": "a promise", "intros": "an introduction", "birthdays": "a birthday"}
"""Signals whose reasons can't wait, and what they are."""


class Move(NamedTuple):
    """Somebody who comes round on another day."""

    contact: str
    name: str
    day: date


class Stay(NamedTuple):
    """Somebody who stays due, and why."""

    contact: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class FreshStart:
    """What a fresh start comes to."""

    operation: Operation
    moves: tuple[Move, ...]
    """By day, the closest first."""
    stays: tuple[Stay, ...]
    until: date | None
    """The last of their days; None where nobody is moved."""
    left: tuple[Refusal, ...] = ()
    """Notes that can't be changed safely; their contacts stay due."""


def plan(facts: Facts, read: Read, over: int | None = None) -> FreshStart:
    """Plan to spread whoever is overdue over the days after today.

    Args:
        facts: the facts as of now.
        read: gives a note's bytes.
        over: the number of those days; by default as many weeks as it takes to fill `PART` of each day's places.

    """
    due = _overdue(facts)
    most, room = facts.config.reach_out, places(facts.config, dealt_with(facts.snapshot))
    length = over or _length(len(due) - room, facts, ceil(most * PART))
    last = later(facts.today, length)
    stays, rest = _staying(facts, due, last)
    room = max(0, room - len(stays))
    stays += [Stay(one.contact, one.name, "there is room today") for one in rest[:room]]
    rest = rest[room:]
    days = spread(len(rest), _days(facts.today, last, facts.config.away), most)
    if days is None:
        return _too_many(facts, rest, length)
    moves = [Move(one.contact, one.name, day) for one, day in zip(rest, days, strict=True)]
    return _moved(facts, read, moves, stays)


def spread(number: int, days: Sequence[date], most: int) -> list[date] | None:
    """Spread people evenly over some days: working days if they will do, else all.

    Gives a day for each, in order; at most ``most`` have the same. None if the days are too few.
    """
    working = [day for day in days if day.weekday() < 5]
    chosen = working if number <= len(working) * most else days
    if number > len(chosen) * most:
        return None
    return [chosen[place * len(chosen) // number] for place in range(number)]


# --- who ---------------------------------------------------------------------------------------------


def _overdue(facts: Facts) -> list[FollowUp]:
    """Give whose turn it is by the cadence: those with the shortest first, of these who is due the longest.

    The weight tells no more after two cadences.
    """
    contacts = {contact.path: contact for contact in facts.snapshot.contacts}

    def closest(one: FollowUp) -> tuple[object, ...]:
        standing = cadence.status(contacts[one.contact], facts.today, facts.config)
        return standing.days or 0, one.since, one.name.casefold(), one.contact

    return sorted((one for one in facts.follow_ups if one.signal == "cadence"), key=closest)


def _staying(facts: Facts, due: Iterable[FollowUp], last: date) -> tuple[list[Stay], list[FollowUp]]:
    """Part those whose other reason can't wait from the rest."""
    reasons = {one.contact: _DATED[one.signal] for one in facts.follow_ups if one.signal in _DATED}
    near = later(last, promises.AHEAD)
    for promise in facts.snapshot.promises:
        day = parse_day(promise.due)
        if day and day <= near:
            reasons[promise.contact] = _DATED["promises"]
    stays, rest = [], []
    for one in due:
        if one.contact in reasons:
            stays.append(Stay(one.contact, one.name, reasons[one.contact]))
        else:
            rest.append(one)
    return stays, rest


# --- when --------------------------------------------------------------------------------------------


def _length(number: int, facts: Facts, most: int) -> int:
    """Give the days that it takes if only working days are used, at most so many people on each; whole weeks."""
    for weeks in range(1, _LONGEST):
        days = _days(facts.today, later(facts.today, weeks * 7), facts.config.away)
        if number <= most * sum(day.weekday() < 5 for day in days):
            return weeks * 7
    return _LONGEST * 7


def _days(today: date, last: date, away: Iterable[Away]) -> list[date]:
    """Give the days after today, without those away."""
    every = (date.fromordinal(number) for number in range(today.toordinal() + 1, last.toordinal() + 1))
    return [day for day in every if not any(one.start <= day <= one.end for one in away)]


# --- what becomes of the notes -------------------------------------------------------------------------


def _moved(facts: Facts, read: Read, moves: Iterable[Move], stays: Iterable[Stay]) -> FreshStart:
    """Put each off until their day. ``put_off`` is not set: it would use up the places of today."""
    changes: list[Change] = []
    done: list[Move] = []
    left: list[Refusal] = []
    for one in moves:
        planned = set_fields(facts, read, one.contact, "fresh-start", "", [("snooze", one.day)])
        left += planned.refused
        if planned.changes:
            changes += planned.changes
            done.append(one)
    until = done[-1].day if done else None
    people = plural(len(done), "person", "people")
    what = f"spread {people} over the days until {say_day(until, facts.today)}" if until else ""
    operation = Operation("fresh-start", what, tuple(changes))
    return FreshStart(operation, tuple(done), tuple(stays), until, tuple(left))


def _too_many(facts: Facts, rest: Sequence[FollowUp], length: int) -> FreshStart:
    needed = _length(len(rest), facts, facts.config.reach_out) // 7
    message = (
        f"{plural(len(rest), 'person', 'people')} can't be spread over {plural(length, 'day')}: that would be more "
        f"than {facts.config.reach_out} a day."
    )
    refusal = Refusal("", 0, message, f"Take longer: vaultnet fresh-start --over {needed}w")
    return FreshStart(Operation("fresh-start", "", (), (refusal,)), (), (), None)


def days_of(moves: Iterable[Move]) -> Iterator[tuple[date, list[Move]]]:
    """Give the moves day by day."""
    found: dict[date, list[Move]] = {}
    for one in moves:
        found.setdefault(one.day, []).append(one)
    yield from found.items()
