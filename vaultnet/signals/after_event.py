"""Check in: whom you met at an event, while they still know who you are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from vaultnet import discreet, fields, memo
from vaultnet.config import Config
from vaultnet.dates import day_in_name, later
from vaultnet.kinds import EVENT
from vaultnet.model import Source, note_name
from vaultnet.network import FollowUp, Occasion, Snapshot, Summary, Trace
from vaultnet.signals.hearing import days_ago, has_heard, say
from vaultnet.signals.rest import at_rest

WITHIN = 2
"""Days after an event on which whoever was met there is written to: 24 to 48 hours later."""

_FROM_AFAR = frozenset({"video", "call", "letter", "email", "message", "engage"})
"""What somebody expected at an event did on its day that was not meeting them there."""


class _Event(NamedTuple):
    """An event that has begun and is not long over."""

    path: str
    start: str
    end: str
    people: frozenset[str]
    """Paths of those who were expected."""
    source: Source

    def has(self, trace: Trace) -> bool:
        """Tell whether a time in touch was there."""
        met = trace.contact in self.people and trace.kind not in _FROM_AFAR
        return (met or trace.path == self.path) and self.start <= trace.day <= self.end


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact met at an event that was over yesterday or the day before."""
    events = tuple(_lately(snapshot.occasions, snapshot.today))
    earliest = min([days_ago(snapshot.today, WITHIN), *(event.start for event in events)])
    hidden = discreet.hidden(snapshot.contacts)
    unsaid = hidden, snapshot.private
    return (found for found in _of(snapshot.contacts, snapshot.today, events, earliest, unsaid) if found)


@memo.of_all
def _of(
    contact: Summary,
    today: date,
    events: tuple[_Event, ...],
    earliest: str,
    unsaid: tuple[frozenset[str], frozenset[str]],
) -> FollowUp | None:
    """Find the follow-up for a contact; ``unsaid`` are the names that no name may say, and private notes."""
    hidden, private = unsaid
    for trace in contact.recent:
        if trace.day < earliest:
            break
        event = next((one for one in events if one.has(trace)), None)
        if event is None and trace.kind != EVENT:
            continue
        over = date.fromisoformat(max(trace.day, event.end if event else ""))
        next_day = later(over, 1)
        if not 1 <= (today - over).days <= WITHIN or contact.plans:
            continue
        if at_rest(contact, today) or has_heard(contact, next_day.isoformat()):
            return None
        quiet = discreet.is_private(contact) or (event.path if event else trace.path) in private
        name = "" if quiet else _name(trace, event)
        said = "" if discreet.names_any(name, hidden) else name
        return _follow_up(contact, trace, event, said, next_day, today)
    return None


def _follow_up(
    contact: Summary, trace: Trace, event: _Event | None, name: str, since: date, today: date
) -> FollowUp:
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="check in",
        since=since,
        text=f"met at {name or 'an event'} on {say(trace.day, today)}",
        sources=(trace.source, event.source) if event else (trace.source,),
        weight=2,
        signal="after_event",
    )


def _name(trace: Trace, event: _Event | None) -> str:
    """Give the name of an event without its day; ``""`` where no note is of the event alone."""
    if event is None and (trace.rule != "meeting" or trace.tick):
        return ""
    path = event.path if event else trace.path
    found = day_in_name(path)
    return note_name(path).replace(found[1], "").strip(" -–—,_") if found else note_name(path)


def _lately(occasions: Iterable[Occasion], today: date) -> Iterator[_Event]:
    """Yield the events that have begun, and were not over before those that are asked about."""
    for one in occasions:
        begun = _begins(one) if one.type == EVENT else None
        if begun is None:
            continue
        start, source = begun
        end = max(start, fields.day_of(one.fields, "ends") or start)
        if start <= today and end.isoformat() >= days_ago(today, WITHIN):
            people = (one.links.get(str(value.value)) for value in one.fields.get("people", ()) if value.link)
            there = frozenset(path for path in people if path)
            yield _Event(one.path, start.isoformat(), end.isoformat(), there, source)


def _begins(event: Occasion) -> tuple[date, Source] | None:
    """Give an event's first day and where it stands."""
    day = fields.day_of(event.fields, "date")
    if day is not None:
        value = event.fields["date"][0]
        return day, Source(event.path, value.line, value.quote)
    found = day_in_name(event.path)
    return (found[0], Source(event.path, 1, found[1])) if found else None
