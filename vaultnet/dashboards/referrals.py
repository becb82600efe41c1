"""The part of Network Opportunities on referrals: who opened which door, what became of it, and what is owed."""

from __future__ import annotations

from datetime import date

from vaultnet import discreet, referrals
from vaultnet.dashboards.leaves import Part, note
from vaultnet.model import Sourced
from vaultnet.network import Snapshot
from vaultnet.referrals import Referral

LATELY = 365
"""Days for which a door that has ended is shown: a rule of thumb. What is owed is shown for as long as it is."""

_OWED = "how it ended, and thanks"


def part(snapshot: Snapshot) -> tuple[Part, ...]:
    """Give who opened which door; docs/referrals.md describes it."""
    hidden = discreet.hidden(snapshot.contacts)
    return tuple(_row(one, hidden) for one in referrals.of(snapshot) if _is_shown(one, snapshot.today))


def _is_shown(one: Referral, today: date) -> bool:
    days = [day.value for day in (one.ended, one.told, one.thanked) if day]
    return one.outcome is None or one.is_owed or not days or (today - max(days)).days <= LATELY


def _row(one: Referral, hidden: frozenset[str]) -> Part:
    outcome = one.outcome
    kept = outcome is not None and discreet.names_any(outcome.value.text, hidden)
    return {
        "who": note(one.contact.path),
        **note(one.path),
        "where": one.where,
        "asked": one.asked,
        "made": Sourced(one.made.way, one.made.sources) if one.made else None,
        "made_on": one.made.day if one.made else None,
        "stage": None if outcome else one.stage,
        "outcome": Sourced(outcome.value.text, outcome.sources) if outcome and not kept else None,
        "ended": one.ended,
        "told": one.told,
        "thanked": one.thanked,
        "owed": Sourced(_OWED, outcome.sources) if outcome and one.is_owed else None,
    }
