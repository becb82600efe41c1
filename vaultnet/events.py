"""Events as facts: when and where they are, what they cost, which goals they help, and who is expected. Pure.

An event without a ``date:`` is on the day in its note's name. An end that lies before its beginning says nothing.
Whoever did not go says so with ``went: false``: nobody was met there. docs/events.md shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from vaultnet import costs, discreet, fields, memo
from vaultnet.costs import Cost
from vaultnet.dates import day_in_name
from vaultnet.discreet import Kept
from vaultnet.filters import words
from vaultnet.inline_fields import LEDGER_KEYS
from vaultnet.kinds import EVENT, LAST_CONTACT, MENTION
from vaultnet.model import Source, Sourced, note_name
from vaultnet.network import Occasion, Snapshot, Trace

FROM_AFAR = frozenset({"video", "call", "letter", "email", "message", "engage"})
"""Kinds of being in touch without being in one place."""
NOT_THERE = FROM_AFAR | {LAST_CONTACT, "introduction", "sent"}
"""What somebody expected at an event did on its day that does not say that they were met there."""

State: TypeAlias = Literal["ahead", "running", "past", "undated"]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Event:
    """An event, as its note tells of it."""

    path: str
    title: str
    """Its name without its day."""
    start: Sourced[date] | None
    """Its first day; None where nothing says it."""
    end: Sourced[date] | None
    """Its last day; the first one where there is no other."""
    places: tuple[Sourced[str], ...]
    """Where it is, in plain text."""
    goals: tuple[Sourced[str], ...]
    """The paths of the goals that it helps."""
    people: tuple[Sourced[str], ...]
    """The paths of the notes of those who are expected."""
    cost: Sourced[str] | None
    """What it costs, in the owner's words."""
    missed: Source | None
    """Where it is said that the owner did not go, or will not."""
    days: tuple[str, str] = ("", "")
    """Its first and its last day, ISO; ``""`` where they are not known."""

    @property
    def price(self) -> Cost | None:
        """What it costs; None where that is not said, or only in words."""
        return costs.read(self.cost.value) if self.cost else None

    def state(self, today: date) -> State:
        """Tell whether it is still to come, is on, or is over."""
        if self.start is None or self.end is None:
            return "undated"
        return "ahead" if today < self.start.value else "past" if self.end.value < today else "running"

    def is_on(self, day: str) -> bool:
        """Tell whether a day (ISO) is one of its days."""
        first, last = self.days
        return "" != first <= day <= last

    def has(self, trace: Trace) -> bool:
        """Tell whether a time in touch was there: its note says so, or somebody expected was met then."""
        if not self.is_on(trace.day):
            return False
        expected = any(one.value == trace.contact for one in self.people)
        return (expected and not _is_from_afar(trace)) or trace.path == self.path


def _is_from_afar(trace: Trace) -> bool:
    """Tell whether a time in touch says nothing of having met; a line of the ledger (``gave::``) does not."""
    return trace.kind in NOT_THERE or (trace.kind == MENTION and trace.text.partition(" ")[0] in LEDGER_KEYS)


@memo.of_last
def of(occasions: Sequence[Occasion]) -> tuple[Event, ...]:
    """Give all events, the earliest first; last those of which no day is known, by name."""
    return _events(occasions, discreet.Kept(frozenset(), frozenset()))


def _events(occasions: Iterable[Occasion], kept: Kept) -> tuple[Event, ...]:
    found = [_event(one, kept) for one in occasions if one.type == EVENT]
    return tuple(sorted(found, key=_by_day))


def sayable(snapshot: Snapshot) -> tuple[Event, ...]:
    """Give those of which something may be said: none that is private, or called by a name of somebody private.

    Nor is a place given that is private, or a cost whose words are not to be quoted.
    """
    return _sayable(snapshot.occasions, snapshot.private, discreet.hidden(snapshot.contacts))


@memo.of_last
def _sayable(
    occasions: Sequence[Occasion], private: frozenset[str], hidden: frozenset[str]
) -> tuple[Event, ...]:
    every = _events(occasions, discreet.Kept(hidden, private))
    return tuple(one for one in every if is_sayable(one, private, hidden))


def is_sayable(event: Event, private: Container[str], hidden: Collection[str]) -> bool:
    """Tell whether something may be said of an event."""
    return event.path not in private and not discreet.names_any(event.title, hidden)


def _by_day(event: Event) -> tuple[date, str, str]:
    return event.start.value if event.start else date.max, event.title.casefold(), event.path


def title(path: str) -> str:
    """Give what a note is called, without the day in its name."""
    found = day_in_name(path)
    name = note_name(path)
    return name.replace(found[1], "").strip(" -–—,_") or name if found else name


def _event(one: Occasion, kept: Kept) -> Event:
    start = _start(one)
    ends = fields.day_of(one.fields, "ends")
    is_later = start is not None and ends is not None and ends >= start.value
    end = Sourced(ends, (one.source("ends"),)) if is_later and ends else start
    return Event(
        path=one.path,
        title=title(one.path),
        start=start,
        end=end,
        places=tuple(_texts(one, "place", kept)),
        goals=tuple(_linked(one, "goals")),
        people=tuple(_linked(one, "people")),
        cost=next(_texts(one, "cost", kept), None),
        missed=one.source("went") if _is_missed(one) else None,
        days=(start.value.isoformat(), end.value.isoformat()) if start and end else ("", ""),
    )


def _start(one: Occasion) -> Sourced[date] | None:
    day = fields.day_of(one.fields, "date")
    if day is not None:
        return Sourced(day, (one.source("date"),))
    found = day_in_name(one.path)
    return Sourced(found[0], (Source(one.path, 1, found[1]),)) if found else None


def _is_missed(one: Occasion) -> bool:
    went = fields.first(one.fields, "went")
    return went is not None and went.value is False


def _texts(one: Occasion, name: str, kept: Kept) -> Iterator[Sourced[str]]:
    """Yield the values of a field that may be said, as plain text."""
    for value in one.fields.get(name, ()):
        said = note_name(str(value.value)) if value.link else words(str(value.value))
        if kept.may_name(value, one.links):
            yield Sourced(said, (value.source(one.path),))


def _linked(one: Occasion, name: str) -> Iterator[Sourced[str]]:
    """Yield the paths of the notes that a field links, none twice."""
    seen: set[str] = set()
    for value in one.fields.get(name, ()):
        path = value.leads(one.links)
        if path and path not in seen:
            seen.add(path)
            yield Sourced(path, (value.source(one.path),))
