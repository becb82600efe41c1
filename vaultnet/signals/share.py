"""Share: something that the owner kept, and whom it would interest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import discreet, memo
from vaultnet.config import Config
from vaultnet.ledger import CLIP
from vaultnet.model import Source, note_name
from vaultnet.network import FollowUp, LedgerLine, Snapshot, Summary
from vaultnet.openers import under_name
from vaultnet.signals.hearing import and_more, days_ago, heard_until, quoted, say
from vaultnet.signals.interests import Interested, Topic, asking, topic

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
    contacts, today = snapshot.contacts, snapshot.today
    items = _items(snapshot.ledger, today, discreet.hidden(contacts))
    whom = _whom([one.about for one in items], contacts)
    found = _found(items, whom, [one.path for one in contacts], heard_until(contacts, today))
    for place in sorted(found):
        yield _follow_up(contacts[place], found[place], today)


@memo.of_equal
def _items(ledger: Sequence[LedgerLine], today: date, hidden: frozenset[str]) -> tuple[_Item, ...]:
    """Give what there is to share with anybody, newest first."""
    first = days_ago(today, WITHIN)
    lines = [
        line
        for line in ledger
        if line.day >= first and (line.kind == SHARE or (line.kind == CLIP and not line.contact))
    ]
    lines.sort(key=lambda line: (line.day, line.path, -line.line), reverse=True)
    return tuple(filter(None, _item(lines, hidden)))


@memo.of_all
def _item(line: LedgerLine, hidden: frozenset[str]) -> _Item | None:
    return None if discreet.names_any(line.text, hidden) else _Item(line, topic(line.text))


_whom = asking()


@memo.of_equal
def _found(
    items: Sequence[_Item], whom: Sequence[Interested], paths: Sequence[str], heard: Sequence[str]
) -> Mapping[int, tuple[_Match, ...]]:
    """Give what there is for whom, newest first, by the places of contacts."""
    places = {path: place for place, path in enumerate(paths)}
    found: dict[int, list[_Match]] = {}
    for item, interested in zip(items, whom, strict=True):
        line = item.line
        if line.contact:
            place = places.get(line.contact)
            if place is not None and heard[place] < line.day:
                found.setdefault(place, []).append(_Match(item))
            continue
        for place, interest in interested:
            if heard[place] < line.day:
                found.setdefault(place, []).append(_Match(item, interest.name, (interest.source,)))
    return {place: tuple(matches) for place, matches in found.items()}


@memo.of_each
def _follow_up(contact: Summary, found: tuple[_Match, ...], today: date) -> FollowUp:
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
