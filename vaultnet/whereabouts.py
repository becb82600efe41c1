"""Who may be at an event without being expected there, and what speaks for it. Pure.

It is said of those whose role or company is called like the event or its place, of those who were met at an earlier
event of that name or at that place, and of those who live there, if it is a place where few of your contacts live.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from vaultnet import candidates, encounters, events, links, memo, needs
from vaultnet.dates import say_day
from vaultnet.events import Event
from vaultnet.model import Source, Sourced, note_name
from vaultnet.needs import Need
from vaultnet.network import Snapshot, Summary

FEW = 5
"""Contacts who live at a place up to whom it says something of them: a rule of thumb. In the owner's own town
nobody comes for an event."""


MOST = 50
"""People who are looked at, those for whom most speaks first."""
BEFORE = 3
"""Earlier events of the name, or at the place, whose people are looked at."""


def find(event: Event, snapshot: Snapshot) -> dict[str, Sourced[str]]:
    """Give who may be there, by the paths of their notes, with what speaks for it; the private ones as well."""
    expected = {one.value for one in event.people}
    found: dict[str, Sourced[str]] = {}
    for path, there in _all(event, snapshot):
        if path not in expected:
            found.setdefault(path, there)
        if len(found) == MOST:
            break
    return found


def _all(event: Event, snapshot: Snapshot) -> Iterator[tuple[str, Sourced[str]]]:
    contacts = snapshot.contacts
    called = _series(event)
    need = Need(event.title, "words", "", "", called, Source(event.path, 1, note_name(event.path)))
    for place, trait in needs.who(need, contacts) if len(called) > 1 else ():
        yield contacts[place].path, Sourced(candidates.say(trait), (trait.source,))
    names = {name.strip(): at for at in event.places for name in (at.value, *at.value.split(","))}
    for name, at in names.items():
        for place, trait in needs.saying("at", "", name, contacts):
            yield contacts[place].path, Sourced(candidates.say(trait), (trait.source, *at.sources))
    for earlier_one in islice(_before(event, snapshot), BEFORE):
        for path, sources in encounters.met_at(earlier_one, snapshot).items():
            day = say_day(earlier_one.start.value, snapshot.today) if earlier_one.start else ""
            yield path, Sourced(f"was at {earlier_one.title} on {day}", sources)
    for name, at in names.items():
        there = [(one.path, home[1]) for one, home in _living(contacts) if home[0] == name]
        for path, source in there if len(there) <= FEW else ():
            yield path, Sourced(f"lives in {name}", (source, *at.sources))


def _before(event: Event, snapshot: Snapshot) -> Iterator[Event]:
    """Yield earlier events of the same name or at the same place, the last one first."""
    at = {links.fold(one.value) for one in event.places}
    for one in reversed(events.sayable(snapshot)):
        if one.path != event.path and one.state(snapshot.today) == "past":
            there = at & {links.fold(place.value) for place in one.places}
            if there or _series(one) == _series(event):
                yield one


def _series(event: Event) -> frozenset[str]:
    """Give the words of an event's name, but for numbers: of each year the same."""
    return frozenset(word for word in needs.words(event.title) if not word.isdecimal())


def _living(contacts: Sequence[Summary]) -> Iterator[tuple[Summary, tuple[str, Source]]]:
    return ((one, home) for one, home in zip(contacts, _homes(contacts), strict=True) if home)


@memo.of_all
def _homes(contact: Summary) -> tuple[str, Source] | None:
    """Give where somebody lives."""
    value = contact.first("location")
    return (str(value.value), contact.source("location")) if value else None
