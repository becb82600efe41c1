"""Answer: a message has waited for a week. One nudge, then rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultnet import cadence, fields, memo
from vaultnet.cadence import ANSWER_WITHIN
from vaultnet.config import Config
from vaultnet.network import FollowUp, Snapshot, Summary
from vaultnet.signals.hearing import say
from vaultnet.signals.rest import at_rest

UNTIL = 42
"""Days after a message from which on it is no longer asked after; a second one within them is the nudge."""

NAME = "no_answer"


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact whose answer to one message is a week late."""
    return (found for found in _of(snapshot.contacts, snapshot.today, config) if found)


@memo.of_all
def _of(contact: Summary, today: date, config: Config) -> FollowUp | None:
    since = nudge(contact, today, config)
    if since is None:
        return None
    message = contact.sent[0]
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="answer",
        since=since,
        text=f"your message of {say(message.day, today)} has no answer yet",
        sources=(message.source,),
        weight=1.25,
        signal=NAME,
    )


def nudge(contact: Summary, today: date, config: Config) -> date | None:
    """Give the day since when a message is to be asked after; None where none is, or it was done already.

    Whether it was is told as the cadence tells it (`cadence.status`), so that it never rests while this nudges.
    """
    if not contact.sent or contact.plans or at_rest(contact, today) or cadence.is_away(today, config.away):
        return None
    newest, *before = (date.fromisoformat(trace.day) for trace in contact.sent[:2])
    met = fields.day_of(contact.fields, "first_met")
    if not ANSWER_WITHIN <= (today - newest).days <= UNTIL or (met is not None and newest <= met <= today):
        return None
    within = max(cadence.status(contact, today, config).days or 0, UNTIL)
    if any((newest - earlier).days <= within for earlier in before):
        return None
    return cadence.after(newest, ANSWER_WITHIN)
