"""Who is to be left alone today: no signal suggests to reach out to them."""

from __future__ import annotations

from datetime import date

from vaultnet import memo, resting
from vaultnet.cadence import has_ended
from vaultnet.network import Summary


@memo.of_each
def at_rest(contact: Summary, today: date) -> bool:
    """Tell whether a contact has ended, is paused or put off, or was skipped a short while ago."""
    return has_ended(contact, today) or resting.why(contact, today) is not None
