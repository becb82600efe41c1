"""What dashboards show of events' debriefs: whom to take down, and to whom to write while they remember you."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from vaultnet import debriefs, discreet, events
from vaultnet.dashboards.leaves import Part, count, listed, note
from vaultnet.dates import later
from vaultnet.debriefs import Offer, Person, Told
from vaultnet.events import Event
from vaultnet.model import Source, Sourced
from vaultnet.network import FollowUp, Snapshot
from vaultnet.signals.after_event import WITHIN

EVENTS, PEOPLE = 3, 8
"""Events whose debriefs are offered, and people of each; then a count."""
FRESH = 30
"""Days after an event within which its lines that can't be read are counted: a rule of thumb."""


def offered(snapshot: Snapshot) -> Part:
    """Give whom to take down: events, each with ``people``, how many are ``kept`` unsaid, and the ``command``.

    ``unread`` is how many lines can't be read.
    """
    every = debriefs.offers(snapshot)
    found = [one for one in every if one.lines and one.title]
    hidden = discreet.hidden(snapshot.contacts)
    recent = [one for one in every if one.title and _is_fresh(one.event, snapshot.today)]
    unread = [_line(one.event, told) for one in recent for told in one.unread]
    rows = listed(found, lambda one: _row(one, hidden), lambda one: _places(one)[0], EVENTS)
    return {**rows, "unread": count(unread, unread)}


def _is_fresh(event: Event, today: date) -> bool:
    return event.end is not None and (today - event.end.value).days <= FRESH


def _row(offer: Offer, hidden: frozenset[str]) -> Part:
    kept = {told.line for told in offer.lines if discreet.names_any(told.words, hidden)}
    said = [(told, one) for told, one in offer.people if told.line not in kept]
    unsaid = [(told, one) for told, one in offer.people if told.line in kept]
    places = _places(offer)
    return {
        **note(offer.event.path),
        "people": listed(
            said, lambda one: _person(offer.event, *one), lambda one: _place(offer.event, *one), _most(said)
        ),
        "kept": count(unsaid, (_line(offer.event, told) for told, _ in unsaid)),
        "command": Sourced(offer.command, places),
    }


def _most(said: Sequence[tuple[Told, Person]]) -> int:
    """Say how many people are named: `PEOPLE`, but for the last lines of which not everybody would be.

    A line of two is taken down as a whole, so both are offered, or neither.
    """
    for most in range(PEOPLE, 0, -1):
        cut = {told.line for told, _ in said[:most]} & {told.line for told, _ in said[most:]}
        if not cut:
            return most
    return PEOPLE


def _places(offer: Offer) -> tuple[Source, ...]:
    return tuple(_line(offer.event, told) for told in offer.lines)


def _line(event: Event, told: Told) -> Source:
    """Give where a line stands; of its words no more than the letter that it begins with."""
    return Source(event.path, told.line, told.words[:1])


def _place(event: Event, told: Told, one: Person) -> Source:
    return Source(event.path, told.line, one.name.shown)


def _person(event: Event, told: Told, one: Person) -> Part:
    there = (_place(event, told, one),)
    new = Sourced(True, there) if not one.contact else None
    return {"name": Sourced(one.name.shown, there), "is_new": new}


def to_write(snapshot: Snapshot, follow_ups: Iterable[FollowUp], but: Collection[str]) -> tuple[Part, ...]:
    """Give to whom to write within 48 hours of an event, but for some people who stand elsewhere on the page."""
    due = {one.contact: one for one in follow_ups if one.signal == "after_event" and one.contact not in but}
    found = []
    for event in reversed(events.sayable(snapshot) if due else ()):
        if event.end is None or (snapshot.today - event.end.value).days > WITHIN:
            continue
        met = (one.contact for one in snapshot.met if one.path == event.path and one.contact in due)
        people = [due[contact] for contact in dict.fromkeys(met)]
        if people:
            shown = listed(people, lambda one: note(one.contact), lambda one: one.sources[0], PEOPLE)
            until = Sourced(later(event.end.value, WITHIN), event.end.sources)
            found.append({**note(event.path), "by": until, "people": shown})
    return tuple(found)
