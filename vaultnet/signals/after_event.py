"""Check in: whom you met at an event, while they still know who you are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from vaultnet import discreet, events, memo
from vaultnet.config import Config
from vaultnet.dates import later
from vaultnet.events import Event
from vaultnet.kinds import EVENT
from vaultnet.model import Sourced
from vaultnet.network import FollowUp, MetLine, Snapshot, Summary, Trace
from vaultnet.signals.hearing import days_ago, has_heard, say
from vaultnet.signals.rest import at_rest

WITHIN = 2
"""Days after an event on which whoever was met there is written to: 24 to 48 hours later."""
LATE = 13
"""Days after an event up to which that is said of who stands in its debrief, as that may be taken down late: a rule
of thumb. From the day after it on, somebody met once is a matter of `first_touch`."""


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact met at an event that was over yesterday or the day before.

    Who stands in the event's debrief is not forgotten after that: it may have been taken down only then.
    """
    lately = tuple(_lately(events.of(snapshot.occasions), snapshot.today))
    earliest = min([days_ago(snapshot.today, LATE), *(day for event in lately if (day := _day(event.start)))])
    hidden = discreet.hidden(snapshot.contacts)
    unsaid = hidden, snapshot.private
    debriefed = _debriefed(snapshot.met)
    every = _of(snapshot.contacts, snapshot.today, lately, earliest, unsaid, debriefed)
    return (found for found in every if found)


@memo.of_last
def _debriefed(met: Sequence[MetLine]) -> frozenset[tuple[str, str]]:
    """Give whom the debriefs of events link, with the event's path."""
    return frozenset((one.path, one.contact) for one in met if one.contact)


@memo.of_all
def _of(
    contact: Summary,
    today: date,
    lately: tuple[Event, ...],
    earliest: str,
    unsaid: tuple[frozenset[str], frozenset[str]],
    debriefed: frozenset[tuple[str, str]],
) -> FollowUp | None:
    """Find the follow-up for a contact; ``unsaid`` are the names that no name may say, and private notes."""
    hidden, private = unsaid
    for trace in contact.recent:
        if trace.day < earliest:
            break
        event = next((one for one in lately if one.has(trace)), None)
        if event is None and trace.kind != EVENT:
            continue
        over = date.fromisoformat(max(trace.day, _day(event.end) if event else ""))
        next_day = later(over, 1)
        until = LATE if event and (event.path, contact.path) in debriefed else WITHIN
        if not 1 <= (today - over).days <= until or contact.plans:
            continue
        if at_rest(contact, today) or has_heard(contact, next_day.isoformat()):
            return None
        quiet = discreet.is_private(contact) or (event.path if event else trace.path) in private
        name = "" if quiet else _name(trace, event)
        said = "" if discreet.names_any(name, hidden) else name
        return _follow_up(contact, trace, event, said, next_day, today)
    return None


def _follow_up(
    contact: Summary, trace: Trace, event: Event | None, name: str, since: date, today: date
) -> FollowUp:
    is_late = (today - since).days >= WITHIN
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="check in",
        since=since,
        text=f"met at {name or 'an event'} on {say(trace.day, today)}{', and nothing since' if is_late else ''}",
        sources=(trace.source, *event.start.sources) if event and event.start else (trace.source,),
        weight=1 if is_late else 2,
        signal="after_event",
    )


def _name(trace: Trace, event: Event | None) -> str:
    """Give the name of an event without its day; ``""`` where no note is of the event alone."""
    if event is None and (trace.rule != "meeting" or trace.tick):
        return ""
    return events.title(event.path if event else trace.path)


def _lately(every: Iterable[Event], today: date) -> Iterator[Event]:
    """Yield the events that have begun, and were not over before those that are asked about."""
    first = days_ago(today, LATE)
    for one in every:
        if one.state(today) in ("running", "past") and not one.missed and _day(one.end) >= first:
            yield one


def _day(said: Sourced[date] | None) -> str:
    return said.value.isoformat() if said else ""
