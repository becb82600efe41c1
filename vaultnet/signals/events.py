"""Check in: whom it would help to know that you come, of those expected at an event within a week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultnet import cadence, events, openers, prep
from vaultnet.config import Config
from vaultnet.dates import earlier, parse_day, say_day
from vaultnet.events import Event
from vaultnet.network import FollowUp, Promise, Snapshot
from vaultnet.prep import Person
from vaultnet.signals.hearing import is_left_alone

AHEAD = 7
"""Days before an event from which on somebody is told: a rule of thumb. Sooner it is forgotten again."""
MOST = 2
"""People who are told of one event: a rule of thumb. The others you will meet there."""
WORTH = 5
"""What speaks for meeting somebody (see `vaultnet.reasons`) at the least: a rule of thumb."""
WEIGHT = 1.0


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for the first two whom to meet at each event of the next days, unless left alone."""
    if cadence.is_away(snapshot.today, config.away):
        return
    told: set[str] = set()
    for event in events.of(snapshot.occasions):
        if event.start is None or not _is_near(event.start.value, snapshot.today) or event.missed:
            continue
        worth = [one for one in prep.of(event, snapshot, config).people if one.weight >= WORTH]
        for one in worth[:MOST]:
            if one.contact.path not in told and _is_to_be_told(one, event.start.value, snapshot, config):
                told.add(one.contact.path)
                yield _follow_up(one, event, event.start.value, snapshot.today)


def _is_near(start: date, today: date) -> bool:
    return 1 <= (start - today).days <= AHEAD


def _is_to_be_told(one: Person, start: date, snapshot: Snapshot, config: Config) -> bool:
    """Tell whether they have not heard lately, nor have another reason to hear: their turn, or a promise."""
    contact, today = one.contact, snapshot.today
    if is_left_alone(contact, today, AHEAD) or cadence.status(contact, today, config).overdue:
        return False
    promises = openers.promises_by_contact(snapshot.promises).get(contact.path, ())
    return not any(_is_due(promise, start) for promise in promises)


def _is_due(promise: Promise, start: date) -> bool:
    due = parse_day(promise.due)
    return due is not None and due <= start


def _follow_up(one: Person, event: Event, start: date, today: date) -> FollowUp:
    assert event.start
    why = one.reasons[0].said
    return FollowUp(
        contact=one.contact.path,
        name=one.contact.name,
        reason="check in",
        since=earlier(start, AHEAD),
        text=f"both at {event.title} on {say_day(start, today)}; {why.value}",
        sources=(*event.start.sources, *one.there.sources, *why.sources),
        weight=WEIGHT,
        signal="events",
    )
