"""Share: something that the owner kept, and whom it would interest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import discreet, memo
from vaultnet.config import Config
from vaultnet.ledger import CLIP
from vaultnet.model import Source, note_name
from vaultnet.network import FollowUp, LedgerLine, Snapshot, Summary
from vaultnet.signals.hearing import and_more, days_ago, has_heard, meets_soon, quoted, say, under_name
from vaultnet.signals.interests import Topic, match, topic
from vaultnet.signals.rest import at_rest

WITHIN = 60
"""Days for which something is worth sharing: a rule of thumb."""
SHARE = "share"
WEIGHT = 1.0

_LENGTH = 120


class _Item(NamedTuple):
    """Something to share."""

    line: LedgerLine
    about: Topic


class _Match(NamedTuple):
    """Something to share with somebody: by name, or for what they care about."""

    item: _Item
    interest: str = ""
    sources: tuple[Source, ...] = ()


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact to whom something of the last weeks is of interest."""
    hidden = discreet.hidden(snapshot.contacts)
    found = _items(snapshot.ledger, snapshot.today)
    items = tuple(one for one in found if not discreet.names_any(one.line.text, hidden))
    asked = snapshot.contacts if items else ()  # of nobody, so that those of another time are let go
    yield from (one for one in _of(asked, snapshot.today, items) if one)


@memo.of_last
def _items(ledger: Sequence[LedgerLine], today: date) -> tuple[_Item, ...]:
    """Give what there is to share, newest first."""
    first = days_ago(today, WITHIN)
    lines = [
        line
        for line in ledger
        if line.day >= first and (line.kind == SHARE or (line.kind == CLIP and not line.contact))
    ]
    lines.sort(key=lambda line: (line.day, line.path, -line.line), reverse=True)
    return tuple(_Item(line, topic(line.text)) for line in lines)


@memo.of_all
def _of(contact: Summary, today: date, items: tuple[_Item, ...]) -> FollowUp | None:
    if at_rest(contact, today) or meets_soon(contact, today):
        return None
    found = [
        kept for item in items if not has_heard(contact, item.line.day) and (kept := _match(contact, item))
    ]
    return _follow_up(contact, found, today) if found else None


def _match(contact: Summary, item: _Item) -> _Match | None:
    if item.line.contact:
        return _Match(item) if item.line.contact == contact.path else None
    interest = match(contact, item.about)
    return _Match(item, interest.name, (interest.source,)) if interest else None


def _follow_up(contact: Summary, found: Sequence[_Match], today: date) -> FollowUp:
    """Make the follow-up for the newest thing; what was kept for them by name comes before all else."""
    best = next((one for one in found if not one.interest), found[0])
    line = best.item.line
    kept = f"which you {'saved' if line.kind == CLIP else 'noted'} on {say(line.day, today)}"
    because = (
        "" if not best.interest or discreet.is_private(contact) else f"; they care about {best.interest}"
    )
    more = and_more(len(found), "more thing to share", "more things to share")
    said = note_name(line.path) if line.kind == CLIP else under_name(line.text, contact)
    text = quoted(said, _LENGTH) or "something for them"
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="share",
        since=date.fromisoformat(line.day),
        text=f"{text}, {kept}{because}{more}",
        sources=(line.source, *best.sources),
        weight=WEIGHT,
        signal="share",
    )
