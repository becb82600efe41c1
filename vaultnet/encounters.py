"""Whom the owner met at an event, and what has come of it since. Pure.

Somebody was met at an event if its note links them in its text, be it under ``## Met``; if their note says so,
``met_at:``; if they were at a meeting of the kind ``event`` on one of its days; or if they were expected there and
the owner was in touch with them on one of its days, other than from afar. What has come of it counts from the day
after its end. docs/events.md shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from vaultnet import discreet, events, fields, kinds, links, memo, needs
from vaultnet.cadence import has_ended
from vaultnet.costs import Cost
from vaultnet.dates import earlier, later
from vaultnet.events import Event
from vaultnet.kinds import EVENT
from vaultnet.model import Source, Sourced
from vaultnet.network import Gathering, MetLine, Occasion, Snapshot, Summary, Trace

FOLLOW_UP = 14
"""Days after an event within which whoever was in touch with somebody has followed up: a rule of thumb."""
LASTING = 2
"""Days in touch since an event that make a lasting tie of somebody who was met there for the first time, if on one
of them they talked: a rule of thumb. Once may be owed to politeness; for the second time somebody came back."""
YEAR = 365
"""Days within which the last of them lies: a rule of thumb."""


@dataclass(frozen=True, slots=True)
class Encounter:
    """Somebody who was met at an event, and what has come of it."""

    contact: Summary
    sources: tuple[Source, ...]
    """Where it is said that they were met there."""
    first: tuple[Source, ...]
    """Where it is said that they were met there for the first time; empty if they were known before."""
    followed: Sourced[date] | None
    """The first day in touch, or on which the owner wrote, within `FOLLOW_UP` days after the event."""
    again: Trace | None
    """The first conversation after the event that is known."""
    since: tuple[Trace, ...]
    """The days in touch after it that are known, newest first."""
    is_lasting: bool
    """Whether they were met there for the first time and it became a lasting tie."""
    has_ended: bool = False
    """Whether the owner no longer keeps in touch with them."""


@dataclass(frozen=True, slots=True)
class Yield:
    """What an event gave."""

    event: Event
    people: tuple[Encounter, ...]
    """Who was met there, by name; nobody private."""

    @property
    def new(self) -> tuple[Encounter, ...]:
        """Give those who were met there for the first time."""
        return tuple(one for one in self.people if one.first)

    @property
    def followed(self) -> tuple[Encounter, ...]:
        """Give those with whom the owner was in touch soon after it."""
        return tuple(one for one in self.people if one.followed)

    @property
    def again(self) -> tuple[Encounter, ...]:
        """Give those with whom the owner talked again."""
        return tuple(one for one in self.people if one.again)

    @property
    def lasting(self) -> tuple[Encounter, ...]:
        """Give the lasting ties that came of it."""
        return tuple(one for one in self.people if one.is_lasting)

    @property
    def silent(self) -> tuple[Encounter, ...]:
        """Give those with whom the owner was not in touch since then, and still could be."""
        kept = (one for one in self.people if not one.has_ended)
        return tuple(one for one in kept if not one.followed and not one.since)

    @property
    def cost_of_each(self) -> Cost | None:
        """Give what each lasting tie has cost; None where that can't be said, or it cost nothing."""
        price = self.event.price
        return price.for_each(len(self.lasting)) if price and price.amount and self.lasting else None


def of(event: Event, snapshot: Snapshot) -> Yield:
    """Tell what an event gave: an event that the owner missed, or that is still to come, gave nothing."""
    today, contacts = snapshot.today, snapshot.contacts
    places = needs.places(contacts)
    met = met_at(event, snapshot)
    known = ((contacts[places[path]], sources) for path, sources in met.items() if path in places)
    people = [
        _encounter(contact, sources, event, today)
        for contact, sources in known
        if not discreet.is_private(contact)
    ]
    return Yield(
        event, tuple(sorted(people, key=lambda one: (one.contact.name.casefold(), one.contact.path)))
    )


# --- who was met -----------------------------------------------------------------------------------


def met_at(event: Event, snapshot: Snapshot) -> Mapping[str, tuple[Source, ...]]:
    """Give the paths of the contacts who were met at an event, with where that is said; the private ones, too."""
    if event.missed or event.state(snapshot.today) not in ("running", "past"):
        return {}
    found: dict[str, dict[Source, None]] = {}
    for path, source in _met(event, snapshot):
        found.setdefault(path, {})[source] = None
    return {path: tuple(sources) for path, sources in found.items()}


def _met(event: Event, snapshot: Snapshot) -> Iterator[tuple[str, Source]]:
    for line in _lines(snapshot.met).get(event.path, ()):
        if line.contact:
            yield line.contact, line.source if line.text else Source(line.path, line.line)
    touches, gathered = _in_touch(snapshot.contacts), _gathered(snapshot.gatherings)
    for day in _days_of(event):
        there = (*touches.get(day, ()), *gathered.get(day, ()))
        rivals = _rivals(event, day, snapshot.occasions) if there else ()
        yield from ((one.contact, one.source) for one in there if _is_of(one.path, event, rivals))
    yield from _by_meeting(snapshot.contacts).get(event.path, ())
    places = needs.places(snapshot.contacts)
    for contact in (snapshot.contacts[places[one.value]] for one in event.people if one.value in places):
        yield from ((contact.path, trace.source) for trace in _days(contact) if event.has(trace))


_lines = memo.grouped(attrgetter("path"), tuple[MetLine, ...])

_LONGEST = 60
"""Days of an event that are looked at; what goes on for longer is none."""


def _days_of(event: Event) -> Iterator[str]:
    """Yield the days of an event, ISO."""
    if event.start and event.end:
        many = min((event.end.value - event.start.value).days, _LONGEST)
        yield from (later(event.start.value, number).isoformat() for number in range(many + 1))


def _rivals(event: Event, day: str, occasions: Sequence[Occasion]) -> tuple[Event, ...]:
    """Give the other events that are on a day."""
    return tuple(
        one for one in events.of(occasions) if one.is_on(day) and one.path != event.path and not one.missed
    )


def _is_of(path: str, event: Event, rivals: Sequence[Event]) -> bool:
    """Tell whether a note that says of a day that somebody was at an event says it of this one.

    Of several events on that day it is the one whose name is in the note's.
    """
    if path == event.path or any(one.path == path for one in rivals):
        return path == event.path
    return not rivals or links.fold(event.title) in links.fold(path)


class _There(NamedTuple):
    """Somebody who was at an event on a day, as a note says."""

    contact: str
    path: str
    source: Source


@memo.of_last
def _gathered(gatherings: Sequence[Gathering]) -> Mapping[str, Sequence[_There]]:
    """Give who was at an event on which day, as meetings say."""
    found: dict[str, list[_There]] = {}
    for one in gatherings:
        if kinds.canonical(one.kind) == EVENT:
            there = zip(one.people, one.sources, strict=True)
            found.setdefault(one.day, []).extend(_There(path, one.path, source) for path, source in there)
    return found


@memo.of_last
def _in_touch(contacts: Sequence[Summary]) -> Mapping[str, Sequence[_There]]:
    """Give who was at an event on which of their last days in touch."""
    found: dict[str, list[_There]] = {}
    for contact, traces in zip(contacts, _events_of(contacts), strict=True):
        for trace in traces:
            found.setdefault(trace.day, []).append(_There(contact.path, trace.path, trace.source))
    return found


@memo.of_last
def _by_meeting(contacts: Sequence[Summary]) -> Mapping[str, Sequence[tuple[str, Source]]]:
    """Give those whose notes say at which event they were met, by its path."""
    found: dict[str, list[tuple[str, Source]]] = {}
    for contact, places in zip(contacts, _met_where(contacts), strict=True):
        for path, source in places:
            found.setdefault(path, []).append((contact.path, source))
    return found


def _met_where_of(contact: Summary) -> tuple[tuple[str, Source], ...]:
    return tuple(
        (path, value.source(contact.path))
        for value in contact.fields.get("met_at", ())
        if (path := value.leads(contact.links))
    )


_met_where = memo.of_all(_met_where_of)


@memo.of_all
def _events_of(contact: Summary) -> tuple[Trace, ...]:
    return tuple(trace for trace in contact.recent if trace.kind == EVENT)


def _days(contact: Summary) -> tuple[Trace, ...]:
    return (*contact.recent, *contact.earlier)


# --- what has come of it ---------------------------------------------------------------------------


def _encounter(contact: Summary, sources: tuple[Source, ...], event: Event, today: date) -> Encounter:
    assert event.end
    over = event.end.value.isoformat()
    since = tuple(trace for trace in _days(contact) if trace.day > over)
    talks = tuple(trace for trace in since if kinds.is_conversation(trace.kind))
    first = _first_met(contact, event)
    is_recent = bool(talks) and since[0].day > earlier(today, YEAR).isoformat()
    ended = has_ended(contact, today)
    return Encounter(
        contact=contact,
        sources=sources,
        first=first,
        followed=_followed(contact, since, event.end.value),
        again=talks[-1] if talks else None,
        since=since,
        is_lasting=bool(first) and is_recent and len(since) >= LASTING and not ended,
        has_ended=ended,
    )


def _followed(contact: Summary, since: Sequence[Trace], over: date) -> Sourced[date] | None:
    first, last = over.isoformat(), later(over, FOLLOW_UP).isoformat()
    soon = [trace for trace in (*since, *contact.sent, *contact.answered) if first < trace.day <= last]
    one = min(soon, key=lambda trace: (trace.day, trace.path, trace.line), default=None)
    return Sourced(date.fromisoformat(one.day), (one.source,)) if one else None


def _first_met(contact: Summary, event: Event) -> tuple[Source, ...]:
    """Give where it is said that it was at an event that somebody was met first, if it was."""
    said = tuple(source for path, source in _met_where_of(contact) if path == event.path)
    if said:
        return said
    day = fields.day_of(contact.fields, "first_met")
    if day is not None:
        return (contact.source("first_met"),) if event.is_on(day.isoformat()) else ()
    days = _days(contact)
    if not days or contact.interactions > len(days):
        return ()  # where days are left out, there was one before
    return (days[-1].source,) if event.is_on(days[-1].day) else ()
