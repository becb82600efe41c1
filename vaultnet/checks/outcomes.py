"""Outcomes of referrals and applications that can't be read: the one that may be meant is named. Pure.

Nothing is lost by it: the words are shown as they stand. Opportunities of other kinds keep free words.
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultnet import discreet, fields, outcomes
from vaultnet.config import Config
from vaultnet.filters import clip, listing, words
from vaultnet.network import Snapshot
from vaultnet.problems import Problem
from vaultnet.stages import DOORS, OPPORTUNITY

_LENGTH = 60


def find(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    """Find the outcomes that begin with none of the words for one."""
    for one in snapshot.occasions:
        kind, told = fields.first(one.fields, "kind"), fields.first(one.fields, "outcome")
        if one.type != OPPORTUNITY or told is None or kind is None or str(kind.value) not in DOORS:
            continue
        said = str(told.value)
        if outcomes.read(said).word is None:
            is_kept = one.path in snapshot.private or discreet.names_any(
                said, discreet.hidden(snapshot.contacts)
            )
            shown = "what it says" if is_kept else f"“{clip(words(said), _LENGTH)}”"
            message = f"outcome: {shown} begins with no word that says how it ended."
            yield Problem(one.path, told.line, 1, "unknown-outcome", message, _hint(said))


def _hint(said: str) -> str:
    """Name what may be meant, or all that there is to choose from."""
    meant = [f"“{one}”" for one in outcomes.meant(said)]
    guess = f"Is {' or '.join(meant)} meant?" if meant else f"Known are {listing([*outcomes.WORDS])}."
    return f"{guess} Begin with that word, and go on as you like: `rejected: they chose somebody else`."
