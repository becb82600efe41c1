"""A ticked offer to take down a debrief: whoever is named on that line is taken down, and nobody else. Pure.

The tick is the owner's consent, and it is for what stood there: a line under ``## Met`` that was added since, and
one that names a private contact, which no dashboard shows, are not taken down by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from vaultnet import events, filters
from vaultnet.facts import Facts
from vaultnet.kinds import EVENT
from vaultnet.operation import Change, Refusal
from vaultnet.planners import debrief
from vaultnet.planners.debrief import Start
from vaultnet.ticks import Tick

OFFER = "· take down "
"""What stands on the line of an offer, before the names."""


class Done(NamedTuple):
    """What becomes of the ticked offers of one event."""

    changes: tuple[Change, ...] = ()
    people: int = 0
    """How many are taken down."""
    name: str = ""
    refused: Refusal | None = None
    """Why one of those named, or all, can't be."""


def is_event(facts: Facts, path: str) -> bool:
    """Tell whether a tick with this path is about an event."""
    entry = facts.names.at(path)
    return entry is not None and entry.type == EVENT


def is_offer(tick: Tick) -> bool:
    """Tell whether what was ticked about an event is an offer, and no line of the owner's own."""
    return OFFER in tick.block


def says_more(tick: Tick) -> bool:
    """Tell whether the owner wrote on the line, or below it."""
    return bool(tick.words or tick.lines or tick.kind or tick.until or tick.dated)


def plan(
    facts: Facts,
    read: Callable[[str], bytes],
    start: Start,
    event: str,
    ticks: Sequence[Tick],
    made: Collection[str],
) -> Done | None:
    """Plan what the ticked offers of an event come to.

    None for not yet: somebody new is being given a note, one of ``made``, by another event's, and that comes first.
    """
    if not any(tick.done for tick in ticks):
        hint = "To be rid of it, take the line out from under “Met”."
        return Done(
            refused=Refusal(event, 0, "An offer to take somebody down is not put off or skipped.", hint)
        )
    named = "\n".join(tick.block for tick in ticks if tick.done)
    try:
        found = debrief.plan(facts, read, start, event, lambda name: _names(named, name))
    except FileNotFoundError:
        raise  # the vault has changed since it was listed: the caller looks again
    except OSError as error:
        return Done(refused=Refusal("", 0, f"{event} can't be read: {error.strerror}.", "Do it by hand."))
    changes = found.operation.changes
    if any(one.path in made for one in changes):
        return None
    people = len({one.path for one in found.people})
    name = "an event" if event in facts.snapshot.private else events.title(event)
    return Done(changes, people, name, found.refused[0] if found.refused else None)


def _names(block: str, name: str) -> bool:
    """Tell whether an offer names somebody, and nobody whose name only begins or ends so."""
    said = re.escape(filters.text(name))
    return re.search(rf"(?:{re.escape(OFFER)}|, ){said} \((?:new|known)\)", block) is not None
