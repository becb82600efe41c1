"""Check in: a meeting was to take place, its day has passed, and its note is still empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from vaultnet import kinds, memo
from vaultnet.config import Config
from vaultnet.discreet import is_private
from vaultnet.kinds import MEETING
from vaultnet.network import FollowUp, Snapshot, Summary, Trace
from vaultnet.signals.hearing import has_heard, say
from vaultnet.signals.rest import at_rest


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact with a meeting of the last two weeks of which nothing is written."""
    return (found for found in _of(snapshot.contacts, snapshot.today) if found)


@memo.of_all
def _of(contact: Summary, today: date) -> FollowUp | None:
    silent = [one for one in contact.passed if not has_heard(contact, one.day)]
    if not silent or at_rest(contact, today):
        return None
    newest = silent[0]
    kind = _kind(newest, private=is_private(contact))
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="check in",
        since=date.fromisoformat(newest.day) + timedelta(1),
        text=f"{kind} on {say(newest.day, today)}; how did it go? Its note is still empty",
        sources=tuple(one.source for one in silent),
        weight=2,
        signal="passed",
    )


def _kind(trace: Trace, *, private: bool) -> str:
    return MEETING if private else kinds.say(trace.kind)
