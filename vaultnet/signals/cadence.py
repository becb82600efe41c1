"""Check in: the contacts whose turn it is (docs/cadence.md says when that is)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultnet import cadence, fields, memo
from vaultnet.config import Config
from vaultnet.dates import say_day
from vaultnet.network import FollowUp, Snapshot, Summary
from vaultnet.signals import no_answer

_LATEST = 2
"""How many cadences late a contact is at most, as far as the weight goes."""


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact that is due, but whose answer to a message is asked after anyway."""
    return (found for found in _of(snapshot.contacts, snapshot.today, config) if found)


@memo.of_all
def _of(contact: Summary, today: date, config: Config) -> FollowUp | None:
    standing = cadence.status(contact, today, config)
    if not standing.overdue or standing.days is None or standing.due is None:
        return None
    if config.weights.get(no_answer.NAME, 1) and no_answer.nudge(contact, today, config):
        return None
    late = (today - standing.due).days / standing.days
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="check in",
        since=standing.due,
        text=f"{cadence.say_every(standing.days)}, {_last(contact, today)}",
        sources=standing.sources,
        weight=1 + min(max(late, 0), _LATEST),
        signal="cadence",
    )


def _last(contact: Summary, today: date) -> str:
    met = fields.day_of(contact.fields, "first_met")
    if contact.last is not None:
        return f"last on {say_day(date.fromisoformat(contact.last.day), today)}"
    return f"met on {say_day(met, today)}" if met else "not in touch yet"
