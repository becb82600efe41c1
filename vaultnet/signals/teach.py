"""Teach: who would like to learn something that the owner teaches, and was not taught it yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from vaultnet import memo, skills
from vaultnet.config import Config
from vaultnet.dates import later
from vaultnet.filters import listing
from vaultnet.network import FollowUp, Snapshot, Summary
from vaultnet.signals.hearing import is_left_alone
from vaultnet.signals.reconnect import chance
from vaultnet.skill_lines import Skill
from vaultnet.skills import Pair, Skills, Subject

REST = 30
"""Days since the last time in touch from which on it is a reason to write: a rule of thumb."""
AT_MOST = 3
"""People at a time: a rule of thumb."""
WEIGHT = 0.6

_SKILLS = 2
"""Skills that are said at most."""


class _Wish(NamedTuple):
    """What somebody would like to learn, and what the owner teaches of it."""

    wanted: Skill
    taught: Subject


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for a few of those who would like to learn what the owner teaches, the pairs first."""
    for contact, wishes, pair in _chosen(skills.of(snapshot, config), snapshot.today):
        yield _follow_up(contact, wishes, pair)


@memo.of_last
def _chosen(found: Skills, today: date) -> Sequence[tuple[Summary, Sequence[_Wish], Pair | None]]:
    """Choose whom to offer something."""
    pairs = {pair.contact.path: pair for pair in found.pairs}
    week = "{}-W{:02}".format(*today.isocalendar()[:2])
    open_ = [one for one in _wishes(found) if not is_left_alone(one[0], today, REST)]
    chosen = nsmallest(
        AT_MOST, open_, key=lambda one: (one[0].path not in pairs, chance(one[0].name, week), one[0].path)
    )
    return [(contact, wishes, pairs.get(contact.path)) for contact, wishes in chosen]


def _wishes(found: Skills) -> Iterator[tuple[Summary, Sequence[_Wish]]]:
    """Yield those with whom the owner was in touch, and what they would like to learn and were not taught."""
    wishes: dict[str, list[_Wish]] = {}
    contacts: dict[str, Summary] = {}
    for subject in found.teach:
        for one in subject.partners:
            if one.said and not one.lessons and one.contact.last:
                contacts[one.contact.path] = one.contact
                wishes.setdefault(one.contact.path, []).append(_Wish(one.said[0], subject))
    return ((contact, wishes[path]) for path, contact in contacts.items())


def _follow_up(contact: Summary, wishes: Sequence[_Wish], pair: Pair | None) -> FollowUp:
    said = wishes[:_SKILLS]
    wanted = listing([one.wanted.text for one in said])
    differing = dict.fromkeys(one.taught.text.value for one in said if one.wanted.words != one.taught.words)
    yours = f"; you teach {listing([*differing])}" if differing else ", which you teach"
    back = next((one for one in pair.learn if not one.lessons), pair.learn[0]).skill if pair else None
    sources = [source for one in said for source in (one.wanted.source, one.taught.text.sources[0])]
    last = max(trace.day for trace in (*contact.recent[:1], *contact.sent[:1]))
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="give",
        since=later(date.fromisoformat(last), REST),
        text=f"they would like to learn {wanted}{yours}"
        + (f"; they could teach you {back.text}" if back else ""),
        sources=tuple(dict.fromkeys([*sources, *([back.source] if back else [])])),
        weight=WEIGHT,
        signal="teach",
    )
