"""The part of Network Opportunities on recommendations: those there are, and for whom one could be written."""

from __future__ import annotations

from vaultnet import recommendations
from vaultnet.config import Config
from vaultnet.dashboards.leaves import Part, count, note, place
from vaultnet.model import Sourced
from vaultnet.network import Snapshot
from vaultnet.recommendations import Candidate
from vaultnet.recommended import Asked, Written

COULD = 5
"""People for whom one could be written that are shown; a longer list is no proposal."""


def part(snapshot: Snapshot, config: Config, most: int = COULD) -> Part | None:
    """Give the recommendations; None where there is nothing to say. docs/referrals.md describes it."""
    found = recommendations.of(snapshot, config, most)
    whole: Part = {
        "received": tuple(map(_written, found.received)),
        "asked": tuple(map(_asked, found.asked)),
        "given": tuple(map(_written, found.given)),
        "could": tuple(map(_candidate, found.could)),
        "more": count(found.others, found.others),
    }
    return whole if any(whole.values()) else None


def _written(one: Written) -> Part:
    return {
        "who": note(one.contact.path),
        "text": Sourced(one.text, (one.source,)) if one.text else None,
        "day": one.day,
        **place(one.source),
    }


def _asked(one: Asked) -> Part:
    return {
        "who": note(one.contact.path),
        **note(one.path),
        "asked": one.asked,
        "due": one.due,
        "late": one.due if one.late else None,
    }


def _candidate(one: Candidate) -> Part:
    return {"who": note(one.contact.path), "why": one.reasons, "about": one.about}
