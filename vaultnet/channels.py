"""What a community or a channel brought about: reactions, people who were met, and talks. Pure.

Somebody was met there if their note says so (``met_at:``), or if the first that is known of them stands in the
community's note or names it. A talk began there if it was at it (the note's name says so), if it was the first with
somebody who was met there, or if it came soon after a reaction that names it. docs/presence.md shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from vaultnet import dates, discreet, fields, kinds, links, memo
from vaultnet.model import Source, Sourced, note_name
from vaultnet.network import Occasion, Summary, Trace

SOON = 30
"""Days after a reaction within which a talk may have come of it: a rule of thumb."""
ENGAGE = "engage"
"""The kind of a like or a comment."""
_TELLING = 2
"""Words of a name from which on it is known by them, and neither a link nor a word before it is needed."""
_BEFORE = frozenset("at from in on over through via".split())
"""Words before a name that say where something was."""


class Talk(NamedTuple):
    """A talk that a community brought about."""

    trace: Trace
    after: Trace | None
    """The reaction that it came after; None for one that was there, or with somebody who was met there."""
    sources: tuple[Source, ...]
    """Where the talk stands, and what ties it to the community."""


class Seen(NamedTuple):
    """What a contact has to do with a community."""

    place: str
    """The community's path."""
    engaged: tuple[Trace, ...]
    """Reactions that name it, or stand in its note, newest first."""
    there: tuple[Trace, ...]
    """Days in touch that were at it, newest first."""
    talks: tuple[Talk, ...]
    """Oldest first."""
    met: tuple[Source, ...]
    """Where it is said that they were met there; empty if they were not."""
    met_on: Sourced[date] | None


class _Place(NamedTuple):
    """A community, as it is looked for."""

    path: str
    name: str
    """As `discreet.spoken` gives it."""
    key: str
    """By which a link leads to it (see `links.key`)."""
    is_telling: bool
    """Whether it is known by its name alone (see `_TELLING`)."""


def _place(one: Occasion) -> _Place:
    name = discreet.spoken(one.name)
    return _Place(one.path, name, links.key(one.path), len(name.split()) >= _TELLING)


class _Day(NamedTuple):
    """A day in touch, with its words as they are looked through for many places."""

    trace: Trace
    text: str
    """Its words, as `discreet.spoken` gives them."""
    note: str
    """The name of its note, likewise."""


def _day(trace: Trace) -> _Day:
    return _Day(trace, discreet.spoken(trace.text), discreet.spoken(note_name(trace.path)))


def of(
    places: Sequence[Occasion], contacts: Sequence[Summary]
) -> Mapping[str, Sequence[tuple[Summary, Seen]]]:
    """Give what contacts have to do with some communities, by the community's path; nobody who is private."""
    return _of(contacts, tuple(map(_place, places))) if places else {}


@memo.of_equal
def _of(
    contacts: Sequence[Summary], places: tuple[_Place, ...]
) -> Mapping[str, Sequence[tuple[Summary, Seen]]]:
    found: dict[str, list[tuple[Summary, Seen]]] = {}
    for contact, some in zip(contacts, _seen(contacts, places), strict=True):
        for seen in some:
            found.setdefault(seen.place, []).append((contact, seen))
    return found


def _seen_of(contact: Summary, places: tuple[_Place, ...]) -> tuple[Seen, ...]:
    if discreet.is_private(contact):
        return ()
    days = tuple(map(_day, (*contact.recent, *contact.earlier)))
    said = "\n".join(chain.from_iterable(day[1:] for day in days))
    paths = {day.trace.path for day in days}
    linked = set(map(links.key, links.LINK.findall(days[-1].trace.text))) if days else set()
    # What is named nowhere in all of them need not be looked for in each of them.
    sought = [
        place
        for place in places
        if (place.name and place.name in said)
        or place.path in paths
        or place.key in linked
        or "met_at" in contact.fields
    ]
    return tuple(filter(None, (_with(contact, place, days) for place in sought)))


_seen = memo.of_all(_seen_of)


def _with(contact: Summary, place: _Place, days: Sequence[_Day]) -> Seen | None:
    engaged = tuple(
        day.trace
        for day in days
        if day.trace.kind == ENGAGE and (day.trace.path == place.path or _names(day.text, place))
    )
    there = tuple(day.trace for day in days if day.trace.kind != ENGAGE and _is_at(day, place))
    met = tuple(_met(contact, place, days))
    if not (engaged or there or met):
        return None
    traces = [day.trace for day in days]
    talks = tuple(_talks(contact, traces, engaged, there, met))
    return Seen(place.path, engaged, there, talks, met, _met_on(contact, traces) if met else None)


# --- whether it is meant ---------------------------------------------------------------------------


def _names(said: str, place: _Place) -> bool:
    """Tell whether words, as `discreet.spoken` gives them, name a community, with or without a link."""
    return bool(place.name) and place.name in said


def _is_at(day: _Day, place: _Place) -> bool:
    """Tell whether a day in touch was at a community: it stands in its note, or its note is called after it."""
    return day.trace.path == place.path or (place.is_telling and _names(day.note, place))


def _is_from(day: _Day, place: _Place) -> bool:
    """Tell whether the first that is known of somebody was at a community, or came from there."""
    if _is_at(day, place) or any(_leads(target, place) for target in links.LINK.findall(day.trace.text)):
        return True
    if not _names(day.text, place):
        return False
    return place.is_telling or any(f" {word}{place.name}" in day.text for word in _BEFORE)


def _leads(target: str, place: _Place) -> bool:
    return links.key(target) == place.key


# --- who was met, and what was said ----------------------------------------------------------------


def _met(contact: Summary, place: _Place, days: Sequence[_Day]) -> Iterator[Source]:
    """Yield where it is said that somebody was met there."""
    if any(one.name == "first_met" for one in contact.odd):
        return  # they have yet to meet: a slip of the pen, or the day is a past one
    said = contact.fields.get("met_at", ())
    for value in said:
        if fields.means(value, place.path, contact.links):
            yield value.source(contact.path)
    first = days[-1] if days and _first(contact, [day.trace for day in days]) else None
    if first and not said and _came(contact, first, place):
        yield first.trace.source


def _came(contact: Summary, first: _Day, place: _Place) -> bool:
    """Tell whether somebody was met where the first time in touch was."""
    return first.trace.kind != ENGAGE and _is_from(first, place) and _is_first(contact, first.trace)


def _first(contact: Summary, days: Sequence[Trace]) -> Trace | None:
    """Give the first time in touch; None where there was one before those that are known."""
    return days[-1] if days and contact.interactions <= len(days) else None


def _is_first(contact: Summary, first: Trace) -> bool:
    """Tell whether the first time in touch that is known is not later than the day they met."""
    day = fields.day_of(contact.fields, "first_met")
    return day is None or first.day <= day.isoformat()


def _met_on(contact: Summary, days: Sequence[Trace]) -> Sourced[date] | None:
    said, first = fields.day_of(contact.fields, "first_met"), _first(contact, days)
    if said:
        return Sourced(said, (contact.source("first_met"),))
    return Sourced(date.fromisoformat(first.day), (first.source,)) if first else None


def _talks(
    contact: Summary,
    days: Sequence[Trace],
    engaged: Sequence[Trace],
    there: Sequence[Trace],
    met: tuple[Source, ...],
) -> Iterator[Talk]:
    """Yield the talks that a community brought about, oldest first, each once."""
    talks = [trace for trace in reversed(days) if kinds.is_conversation(trace.kind)]
    is_known = _first(contact, days) is not None
    after = _after(talks, engaged)
    for number, trace in enumerate(talks):
        if trace in there:
            yield Talk(trace, None, (trace.source,))
        elif met and is_known and number == 0:
            yield Talk(trace, None, (trace.source, *met))
        elif trace in after:
            yield Talk(trace, after[trace], (trace.source, after[trace].source))


def _after(talks: Sequence[Trace], engaged: Sequence[Trace]) -> dict[Trace, Trace]:
    """Give the first talk soon after each reaction, with the last reaction before it."""
    found: dict[Trace, Trace] = {}
    for one in reversed(engaged):
        until = dates.later(date.fromisoformat(one.day), SOON).isoformat()
        first = next((trace for trace in talks if one.day < trace.day <= until), None)
        if first:
            found[first] = one
    return found
