"""Headway: what somebody opened the door to has come to an interview or an offer, and they know nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultnet import referrals, thanking
from vaultnet.config import Config
from vaultnet.model import note_name
from vaultnet.network import FollowUp, Snapshot, Summary
from vaultnet.referrals import WAYS, Referral
from vaultnet.signals.hearing import days_ago, meets_soon, say
from vaultnet.signals.rest import at_rest

WITHIN = 180
"""Days since an application within which it is worth a word: a rule of thumb."""
WEIGHT = 1.25

_STAGES = {"interview": "an interview", "offer": "an offer"}


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact who has not heard since the application, with the latest of theirs."""
    today, seen = snapshot.today, set[str]()
    found = [one for one in referrals.of(snapshot) if _has_come_far(one, today)]
    for one in sorted(found, key=_applied, reverse=True):
        contact = one.contact
        if contact.path not in seen and not _knows(contact, _applied(one), today):
            seen.add(contact.path)
            yield _follow_up(one, today)


def _has_come_far(one: Referral, today: date) -> bool:
    return (
        one.outcome is None
        and one.stage.value in _STAGES
        and one.made is not None
        and _applied(one) >= days_ago(today, WITHIN)
    )


def _applied(one: Referral) -> str:
    """Give the day of the application, ISO; `""` for none: then nobody can tell what they have heard since."""
    return one.applied.value.isoformat() if one.applied else ""


def _knows(contact: Summary, applied: str, today: date) -> bool:
    """Tell whether they may know: what came after the application nobody can have told them on its day."""
    heard = any(trace.day > applied for trace in thanking.words(contact))
    return heard or meets_soon(contact, today) or at_rest(contact, today)


def _follow_up(one: Referral, today: date) -> FollowUp:
    assert one.made
    assert one.applied
    said = (
        f"they {WAYS[one.made.way]}: {note_name(one.path)} has come to {_STAGES[one.stage.value]},"
        f" and they have not heard since you applied on {say(_applied(one), today)}"
    )
    return FollowUp(
        contact=one.contact.path,
        name=one.contact.name,
        reason="update",
        since=one.applied.value,
        text=said,
        sources=(one.named, *one.made.sources, *one.stage.sources, *one.applied.sources),
        weight=WEIGHT,
        signal="headway",
    )
