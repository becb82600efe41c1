"""Check in: people who have been quiet for longer than is usual between the two of you."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil

from vaultnet import cadence, memo
from vaultnet.config import Config
from vaultnet.network import FollowUp, Snapshot, Summary
from vaultnet.rhythm import rhythm
from vaultnet.signals.hearing import say
from vaultnet.signals.rest import at_rest

QUIET, QUIET_DAYS = 2, 14
"""How many times the usual gap, and how many days at least, it is quiet before it is told."""

DORMANT, DORMANT_DAYS = 12, 90
"""How many times the usual gap, and how many days at least, it is quiet before the tie is a dormant one."""

_MOST = 0.5
"""What a silence of twice as long again adds to the weight."""


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact whose silence is long by their own rhythm, and not yet dormant."""
    return (found for found in _of(snapshot.contacts, snapshot.today, config) if found)


@memo.of_all
def _of(contact: Summary, today: date, config: Config) -> FollowUp | None:
    last = contact.last
    silent = cadence.silence(date.fromisoformat(last.day), today, config.away) if last else 0
    usual = rhythm(contact) if silent >= QUIET_DAYS else None
    if last is None or usual is None or _is_otherwise_told(contact, today, config):
        return None
    quiet = max(QUIET * usual, QUIET_DAYS)
    if not quiet <= silent <= max(DORMANT * usual, DORMANT_DAYS):
        return None
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="check in",
        since=cadence.after(date.fromisoformat(last.day), ceil(quiet), config.away),
        text=f"usually {cadence.say_about(usual)}, quiet since {say(last.day, today)}",
        sources=tuple(trace.source for trace in contact.recent),
        weight=1 + _MOST * min((silent / usual - QUIET) / QUIET, 1),
        signal="drift",
    )


def _is_otherwise_told(contact: Summary, today: date, config: Config) -> bool:
    """Tell whether something else speaks of the silence, or stands against breaking it today."""
    if contact.plans or contact.sent or at_rest(contact, today):
        return True
    return cadence.is_away(today, config.away) or cadence.status(contact, today, config).overdue
