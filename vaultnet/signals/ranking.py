"""Whom to reach out to today, out of all follow-ups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from vaultnet import fields, memo
from vaultnet.config import Config
from vaultnet.model import Source
from vaultnet.network import FollowUp, Snapshot, Summary

FURTHER = 0.25
"""What each further reason adds to a person's weight: a rule of thumb."""

ALIKE = 0.6
"""The part of a day's people for whom one reason may come first, while others wait: a rule of thumb."""

DORMANT = "reconnect"
"""The first reason of somebody the owner has lost touch with: some of a day's places are theirs."""

SILENCE = timedelta(90)
"""Days without a word before today, from which on whoever was dealt with, and is not tracked, had one of those."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Reach:
    """A person to reach out to, with every reason."""

    contact: str
    """The contact's path."""
    name: str
    reasons: tuple[FollowUp, ...]
    """Most pressing first."""
    weight: float
    """The weight of the first reason, and a little for each further one."""


def merge(follow_ups: Iterable[FollowUp]) -> tuple[Reach, ...]:
    """Gather follow-ups into one entry a person, most pressing first.

    Weights are taken as they are: the factors of ``[weights]`` are in them already. Ties go by name, then by
    path, day, reason and text, so that the order depends on nothing else.
    """
    by_contact: dict[str, list[FollowUp]] = {}
    for follow_up in sorted(follow_ups, key=_pressing):
        by_contact.setdefault(follow_up.contact, []).append(follow_up)
    singles = [reasons[0] for reasons in by_contact.values() if len(reasons) == 1]
    several = [_together(reasons) for reasons in by_contact.values() if len(reasons) > 1]
    return by_weight([*_alone(singles), *several])


@memo.of_all
def _alone(reason: FollowUp) -> Reach:
    return _together((reason,))


def _together(reasons: Sequence[FollowUp]) -> Reach:
    first = reasons[0]
    weight = round(first.weight + FURTHER * (len(reasons) - 1), 6)
    return Reach(first.contact, first.name, tuple(reasons), weight)


def by_weight(people: Iterable[Reach]) -> tuple[Reach, ...]:
    """Sort people by nothing but their weights; ties go by name, then by path."""
    return tuple(sorted(people, key=_heaviest))


@memo.of_each
def _heaviest(one: Reach) -> tuple[float, str, str]:
    return -one.weight, one.name.casefold(), one.contact


class Dealt(dict[str, Source]):
    """The contacts who had their place today, by path, each with the line that says so."""

    dormant: frozenset[str] = frozenset()
    """Those of them who seem to have had a place of those to reconnect with: the reason itself is settled now."""


def alike_at_most(config: Config) -> int:
    """Give the number of a day's people for whom one reason may come first, while others wait."""
    return ceil(ALIKE * config.reach_out)


def dormant_places(config: Config) -> int:
    """Give how many of a day's places are for people to reconnect with: two in five, if not set."""
    wanted = config.reach_out * 2 // 5 if config.dormant is None else config.dormant
    return min(wanted, config.reach_out)


def dealt_with(snapshot: Snapshot) -> Dealt:
    """List the contacts who had their place today, with the line that says so.

    Those are the ones who were ticked or logged, put off or skipped today.
    """
    today = snapshot.today
    found = {trace.contact: trace.source for trace in snapshot.ticked}
    for contact, source in zip(snapshot.contacts, _set_aside(snapshot.contacts, today), strict=True):
        if source:
            found.setdefault(contact.path, source)
    dealt = Dealt(sorted(found.items()))
    if dealt:
        silent = (one for one in snapshot.contacts if one.path in dealt and _was_silent(one, today))
        dealt.dormant = frozenset(one.path for one in silent)
    return dealt


@memo.of_all
def _set_aside(contact: Summary, today: date) -> Source | None:
    """Give the line that says that a contact was put off or skipped today, if one does."""
    for name in ("put_off", "skipped"):
        if fields.day_of(contact.fields, name) == today:
            return contact.source(name)
    return None


def _was_silent(contact: Summary, today: date) -> bool:
    if contact.first("tier") or contact.first("cadence"):
        return False
    before = next((one for one in contact.recent if one.day < today.isoformat()), None)
    return before is not None and today - date.fromisoformat(before.day) > SILENCE


def places(config: Config, dealt: Collection[str]) -> int:
    """Give how many people there is still a place for today."""
    return max(0, config.reach_out - len(dealt))


def rank(follow_ups: Iterable[FollowUp], config: Config, dealt: Collection[str] = ()) -> tuple[Reach, ...]:
    """Choose whom to reach out to today: at most ``config.reach_out`` people, most pressing first.

    Some places (`dormant_places`) are for people to reconnect with, the others for all others; where there are
    too few of the one, the other may fill up. No reason comes first for more than three in five of them while
    others wait: a day with promises to keep is still a day to ring somebody up. ``dealt`` are the contacts who
    had their place today: they are left in peace, and their places stay taken, so that a day's list comes to
    its end.
    """
    people = tuple(one for one in merge(follow_ups) if one.contact not in dealt)
    chosen = _choose(people, config, dealt)
    return tuple(one for one in people if one.contact in chosen)


def _choose(people: Sequence[Reach], config: Config, dealt: Collection[str]) -> set[str]:
    """Fill the places that are left: by both rules, then with those that one of them held back, then with any."""
    dormant = len(dealt.dormant) if isinstance(dealt, Dealt) else 0
    kept = dormant_places(config)
    room = {True: kept - dormant, False: config.reach_out - kept - (len(dealt) - dormant)}
    left, most = places(config, dealt), alike_at_most(config)
    alike: Counter[str] = Counter()
    chosen: set[str] = set()
    for in_room, few_alike in ((True, True), (False, True), (False, False)):
        for one in people:
            if len(chosen) == left:
                return chosen
            reason = one.reasons[0].reason
            is_dormant = reason == DORMANT
            held = (in_room and room[is_dormant] <= 0) or (few_alike and alike[reason] >= most)
            if one.contact not in chosen and not held:
                chosen.add(one.contact)
                alike[reason] += 1
                room[is_dormant] -= 1
    return chosen


def in_order(
    follow_ups: Sequence[FollowUp], config: Config, dealt: Collection[str] = ()
) -> tuple[Reach, ...]:
    """Put the day's people (`rank`) first and then everyone else, each part most pressing first."""
    today = rank(follow_ups, config, dealt)
    chosen = {one.contact for one in today}
    return (*today, *(one for one in merge(follow_ups) if one.contact not in chosen))


@memo.of_each
def _pressing(one: FollowUp) -> tuple[object, ...]:
    """Order by weight, and then by everything else, so that no two follow-ups tie unless they are the same."""
    rest = (one.since.isoformat(), one.reason, one.text, one.signal, one.opener, one.sources, one.weight)
    return -round(one.weight, 6), one.name.casefold(), one.contact, *rest
