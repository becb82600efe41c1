"""Network Events: what comes, with whom to meet there first, and what past events gave."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Any

from vaultnet import costs, encounters, events, prep, reasons
from vaultnet.config import Config
from vaultnet.dashboards import debriefs
from vaultnet.dashboards.leaves import Part, count, listed, note
from vaultnet.dates import earlier
from vaultnet.encounters import Encounter, Yield
from vaultnet.events import Event
from vaultnet.hookspecs import Inputs
from vaultnet.model import Sourced
from vaultnet.network import Snapshot
from vaultnet.prep import Person, Prep

FIRST, WHY = 3, 2
"""People to meet first at an event that comes, and reasons for each."""
PAST = 12
"""Events at which somebody was met that are shown: the last ones."""
NAMED = 5
"""People named of those of whom nothing was heard since an event; then a count."""
SETTLED, OLD = 3, 365
"""Days after an event from which on somebody of whom nothing was heard since is named, and until when: a rule of
thumb. Until then there is a follow-up for each (see `vaultnet.signals.after_event`)."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Events; None where there is nothing to show. docs/events.md describes it."""
    found = page(inputs.snapshot, inputs.config)
    return (
        found
        if found["coming"] or found["past"] or found["offered"]["rows"] or found["offered"]["unread"]
        else None
    )


def page(snapshot: Snapshot, config: Config) -> dict[str, Any]:
    """Give all that there is to say of events; of private ones there is nothing."""
    today = snapshot.today
    every = [one for one in events.sayable(snapshot) if not one.missed]
    over = [one for one in every if one.state(today) == "past"]
    gave = (encounters.of(one, snapshot) for one in reversed(over))
    past = [*islice((one for one in gave if one.people), PAST)]
    reasons.turn()
    return {
        "offered": debriefs.offered(snapshot),
        "coming": tuple(
            coming(prep.of(one, snapshot, config), snapshot, FIRST)
            for one in every
            if one.state(today) != "past"
        ),
        "past": tuple(map(_past, past)),
        "silent": tuple(_silent(one) for one in past if one.silent and _is_settled(one.event, today)),
    }


# --- what comes ------------------------------------------------------------------------------------


def coming(one: Prep, snapshot: Snapshot, most: int | None = None, why: int = WHY) -> Part:
    """Give an event that comes, with as many of those whom to meet there, each with so many reasons."""
    event, rest = one.event, one.people[most:] if most else ()
    is_on = event.start is not None and event.state(snapshot.today) == "running"
    return {
        **_event(event, snapshot),
        "running": Sourced(True, event.start.sources) if event.start and is_on else None,
        "people": {
            "rows": tuple(_person(person, event, snapshot, why) for person in one.people[:most]),
            "more": count(rest, (person.there.source for person in rest)),
        },
        "maybe": tuple(_person(person, event, snapshot, why) for person in one.maybe),
    }


def _event(event: Event, snapshot: Snapshot) -> Part:
    goals = (one.value for one in event.goals if one.value not in snapshot.private)
    return {
        **note(event.path),
        "day": event.start,
        "ends": _ends(event),
        "places": event.places,
        "goals": tuple(map(note, goals)),
        "cost": event.cost,
    }


def _ends(event: Event) -> Sourced[date] | None:
    """Give the last day of an event that has several."""
    return event.end if event.start and event.end and event.end.value > event.start.value else None


def _person(one: Person, event: Event, snapshot: Snapshot, why: int) -> Part:
    return {
        **note(one.contact.path),
        "there": one.there,
        "why": tuple(reason.said for reason in one.reasons[:why]),
        "via": tuple({**note(via.value), "there": Sourced("knows them", via.sources)} for via in one.via),
        "begin": prep.opener(one, event, snapshot),
    }


# --- what it gave ----------------------------------------------------------------------------------


def _past(one: Yield) -> Part:
    event = one.event
    return {
        **note(event.path),
        "day": event.start,
        "ends": _ends(event),
        "met": count(one.people, (who.sources[0] for who in one.people)),
        "new": count(one.new, (who.first[0] for who in one.new)),
        "followed": count(one.followed, (who.followed.source for who in one.followed if who.followed)),
        "again": count(one.again, (who.again.source for who in one.again if who.again)),
        "lasting": tuple(map(_tie, one.lasting)),
        "cost": event.cost,
        "each": _each(one),
    }


def _tie(one: Encounter) -> Part:
    last = one.since[0]
    return {**note(one.contact.path), "last": Sourced(date.fromisoformat(last.day), (last.source,))}


def _each(one: Yield) -> Sourced[str] | None:
    """Say what each lasting tie has cost."""
    each, cost = one.cost_of_each, one.event.cost
    if each is None or cost is None:
        return None
    return Sourced(costs.say(each), (*cost.sources, *(tie.first[0] for tie in one.lasting)))


def _silent(one: Yield) -> Part:
    return {
        **note(one.event.path),
        "day": one.event.start,
        "ends": _ends(one.event),
        "people": listed(one.silent, _met, lambda who: who.sources[0], NAMED),
    }


def _met(one: Encounter) -> Part:
    return {**note(one.contact.path), "there": Sourced("met", one.sources)}


def _is_settled(event: Event, today: date) -> bool:
    """Tell whether an event was over some days ago, and not too long ago."""
    return event.end is not None and earlier(today, OLD) <= event.end.value <= earlier(today, SETTLED)
