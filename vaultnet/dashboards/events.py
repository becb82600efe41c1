"""Network Events: what comes, with whom to meet there first, and what past events gave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from vaultnet import costs, encounters, events
from vaultnet.config import Config
from vaultnet.dashboards.leaves import Part, count, listed, note
from vaultnet.encounters import Encounter, Yield
from vaultnet.events import Event
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced
from vaultnet.network import Snapshot

PAST = 12
"""Events that are over and are shown, the last ones; then a count."""
NAMED = 5
"""People named of those who were met at an event and of whom nothing was heard since; then a count."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Events; None where there is nothing to show. docs/events.md describes it."""
    found = page(inputs.snapshot, inputs.config)
    return found if found["coming"] or found["past"]["rows"] or found["debriefs"] else None


def page(snapshot: Snapshot, _config: Config) -> dict[str, Any]:
    """Give all that there is to say of events; of private ones there is nothing."""
    today = snapshot.today
    every = [one for one in events.of(snapshot.occasions) if one.path not in snapshot.private]
    wanted = [one for one in every if not one.missed]
    over = [one for one in wanted if one.state(today) == "past"]
    past = [found for one in reversed(over) if (found := encounters.of(one, snapshot)).people]
    return {
        "coming": tuple(coming(one, snapshot) for one in wanted if one.state(today) != "past"),
        "past": listed(past, _past, lambda one: Source(one.event.path, 1, one.event.title), PAST),
        "debriefs": (),
    }


def coming(event: Event, snapshot: Snapshot) -> Part:
    """Give an event that is still to come, is on, or has no day yet."""
    return {
        **_event(event, snapshot),
        "running": Sourced(True, event.start.sources)
        if event.start and event.state(snapshot.today) == "running"
        else None,
        "cost": event.cost,
    }


def _event(event: Event, snapshot: Snapshot) -> Part:
    return {
        **note(event.path),
        "day": event.start,
        "ends": event.end if event.end != event.start else None,
        "places": event.places,
        "goals": tuple(
            {**note(one.value), "path": one} for one in event.goals if one.value not in snapshot.private
        ),
    }


# --- what it gave ----------------------------------------------------------------------------------


def _past(one: Yield) -> Part:
    event = one.event
    return {
        **note(event.path),
        "day": event.start,
        "met": _count(one.people, [one.sources[0] for one in one.people]),
        "new": _count(one.new, [one.first[0] for one in one.new]),
        "followed": _count(one.followed, [one.followed.source for one in one.followed if one.followed]),
        "again": _count(one.again, [one.again.source for one in one.again if one.again]),
        "lasting": tuple(map(_tie, one.lasting)),
        "silent": listed(one.silent, _tie, lambda one: one.sources[0], NAMED),
        "cost": event.cost,
        "each": _each(one),
    }


def _count(people: Sequence[Encounter], sources: Sequence[Source]) -> Sourced[int] | None:
    return count(people, sources)


def _tie(one: Encounter) -> Part:
    last = one.since[0] if one.since else None
    return {
        **note(one.contact.path),
        "last": Sourced(date.fromisoformat(last.day), (last.source,)) if last else None,
    }


def _each(one: Yield) -> Sourced[str] | None:
    """Say what each lasting tie has cost."""
    cost, written = one.cost_of_each, one.event.cost
    if cost is None or written is None:
        return None
    return Sourced(costs.say(cost), (*written.sources, *(tie.first[0] for tie in one.lasting)))
