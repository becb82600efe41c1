"""Check in: somebody you were in touch with once fades unless there is a second time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultnet import cadence, fields, memo
from vaultnet.config import Config
from vaultnet.dates import say_day
from vaultnet.model import Source
from vaultnet.network import FollowUp, Snapshot, Summary
from vaultnet.signals.rest import at_rest

FROM, FADED, UNTIL = 14, 30, 90
"""Days after the first time: from when it is told, by when a second one should have come, when it is too late."""

_REACTION = "engage"
"""A like or a comment is not having met."""


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact met once, from two weeks to three months ago."""
    return (found for found in _of(snapshot.contacts, snapshot.today, config) if found)


@memo.of_all
def _of(contact: Summary, today: date, config: Config) -> FollowUp | None:
    first = _once(contact)
    if first is None or contact.plans or at_rest(contact, today) or cadence.is_away(today, config.away):
        return None
    day, source = first
    silent = cadence.silence(day, today, config.away)
    if not FROM <= silent <= UNTIL or any(message.day > day.isoformat() for message in contact.sent[:1]):
        return None
    if cadence.status(contact, today, config).overdue:
        return None
    said = "in touch once" if contact.last else "met once"
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="check in",
        since=cadence.after(day, FROM, config.away),
        text=f"{said}, on {say_day(day, today)}, and not again",
        sources=(source,),
        weight=1.5 if silent >= FADED else 1,
        signal="first_touch",
    )


def _once(contact: Summary) -> tuple[date, Source] | None:
    """Give the only day on which you met or were in touch, and its line; None if there is none, or another."""
    met, last = fields.day_of(contact.fields, "first_met"), contact.last
    if last is None:
        return (met, contact.source("first_met")) if met else None
    day = date.fromisoformat(last.day)
    if contact.interactions > 1 or last.kind == _REACTION or met not in (None, day):
        return None
    return day, last.source
