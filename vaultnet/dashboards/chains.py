"""Chains to people, as templates and programs see them."""

from __future__ import annotations

from vaultnet.dashboards.leaves import Part, note
from vaultnet.paths import Chain
from vaultnet.sought import Sought


def part(chain: Chain, sought: Sought) -> Part:
    """Give a chain: its ``hops``, and why its target is what is sought.

    Also when the bridge was ``asked`` lately, and why somebody on it ``rests``.
    """
    return {
        "hops": tuple({**note(hop.contact.path), "why": hop.why} for hop in chain.hops),
        "is": sought.why(chain.target),
        "asked": chain.asked,
        "rests": chain.rests,
    }
