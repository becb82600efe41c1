"""Whom to reach out to today, out of all follow-ups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from operator import attrgetter

from vaultnet import fields, memo
from vaultnet.config import Config
from vaultnet.model import Source
from vaultnet.network import FollowUp, Snapshot, Summary

FURTHER = 0.25
"""What each further reason adds to a person's weight: a rule of thumb."""

ALIKE = 0.6
"""The part of a day's people for whom one reason may come first, while others wait: a rule of thumb."""

BOTH = (True, True), (False, True), (False, False)
"""How a day's places are filled: by both rules, `dormant_places` and `ALIKE`, then by the second, then by none."""

INTERVALS = frozenset({("cadence", "check in"), ("drift", "check in"), ("mentoring", "check in")})
"""The signals that know no more than how long it is, with the reason that they give then."""

DORMANT = "reconnect"
"""The first reason of somebody the owner has lost touch with: some of a day's places are theirs."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Reach:
    """A person to reach out to, with every reason."""

    contact: str
    """The contact's path."""
    name: str
    reasons: tuple[FollowUp, ...]
    """Most pressing first, but those that are an interval last."""
    weight: float
    """The weight of the weightiest reason, and a little for each further one."""


def merge(follow_ups: Iterable[FollowUp]) -> tuple[Reach, ...]:
    """Gather follow-ups into one entry a person, most pressing first.

    Weights are taken as they are: the factors of ``[weights]`` are in them already. Ties go by name, then by
    path, day, reason and text, so that the order depends on nothing else.
    """
    return _most_pressing(tuple(_by_contact(tuple(follow_ups)).values()))


def _reach(reasons: Iterable[FollowUp]) -> Reach:
    """Put together the follow-ups of one person."""
    ordered = sorted(reasons, key=_worth_saying)
    weight = round(max(one.weight for one in ordered) + FURTHER * (len(ordered) - 1), 6)
    return Reach(ordered[0].contact, ordered[0].name, tuple(ordered), weight)


def is_interval(one: FollowUp) -> bool:
    """Tell whether a follow-up says no more than how long it is: whatever else there is to say goes before it."""
    return (one.signal, one.reason) in INTERVALS


_by_contact = memo.grouped(attrgetter("contact"), _reach)


def by_weight(people: Iterable[Reach]) -> tuple[Reach, ...]:
    """Sort people by nothing but their weights; ties go by name, then by path."""
    return _by_weight(tuple(people))


def _heaviest(one: Reach) -> tuple[float, str, str]:
    return -one.weight, one.name.casefold(), one.contact


_most_pressing, _by_weight = memo.in_order(_heaviest), memo.in_order(_heaviest)


class Dealt(dict[str, Source]):
    """The contacts who were dealt with today, by path, each with the line that says so."""

    reasons: tuple[FollowUp, ...] = ()
    """What they were due for this morning."""


def alike_at_most(config: Config) -> int:
    """Give the number of a day's people for whom one reason may come first, while others wait."""
    return ceil(ALIKE * config.reach_out)


def dormant_places(config: Config) -> int:
    """Give how many of a day's places are for people to reconnect with: two in five, if not set."""
    wanted = config.reach_out * 2 // 5 if config.dormant is None else config.dormant
    return min(wanted, config.reach_out)


def dealt_with(snapshot: Snapshot, reasons: tuple[FollowUp, ...] = ()) -> Dealt:
    """List the contacts who were ticked or logged, put off or skipped today, with the line that says so.

    ``reasons`` are what they were due for this morning (see `vaultnet.signals.morning`).
    """
    today = snapshot.today
    found = {trace.contact: trace.source for trace in snapshot.ticked}
    for contact, source in zip(snapshot.contacts, _set_aside(snapshot.contacts, today), strict=True):
        if source:
            found.setdefault(contact.path, source)
    dealt = Dealt(sorted(found.items()))
    dealt.reasons = reasons
    return dealt


@memo.of_all
def _set_aside(contact: Summary, today: date) -> Source | None:
    """Give the line that says that a contact was put off or skipped today, if one does."""
    for name in ("put_off", "skipped"):
        if fields.day_of(contact.fields, name) == today:
            return contact.source(name)
    return None


def places(config: Config, dealt: Collection[str]) -> int:
    """Give how many people there is still a place for today."""
    return max(0, config.reach_out - len(dealt))


def this_morning(people: Iterable[Reach], dealt: Collection[str]) -> tuple[Reach, ...]:
    """Give everyone with a follow-up as it was before anybody was dealt with, most pressing first."""
    reasons = dealt.reasons if isinstance(dealt, Dealt) else ()
    gone = merge(reasons) if reasons else ()
    return by_weight([*(one for one in people if one.contact not in dealt), *gone])


def is_dormant(one: Reach) -> bool:
    """Tell whether somebody is one of those to reconnect with: it is what comes first."""
    return one.reasons[0].reason == DORMANT


def rank(follow_ups: Iterable[FollowUp], config: Config, dealt: Collection[str] = ()) -> tuple[Reach, ...]:
    """Choose whom to reach out to today: at most ``config.reach_out`` people, most pressing first.

    The day's list is decided once, out of what everyone was due for this morning (`choose`). ``dealt`` are the
    contacts who were dealt with since: they are left out, and nobody takes their place, so that the list comes to
    its end. Whoever was dealt with and was not on the list takes the place of the last on it, of the last of their
    kind if there is one: to reconnect with, or not.
    """
    everyone = this_morning(merge(follow_ups), dealt)
    chosen = choose(everyone, config)
    left = [one for one in everyone if one.contact in chosen and one.contact not in dealt]
    dormant = {one.contact for one in everyone if one.contact in dealt and is_dormant(one)} if dealt else ()
    for kind in sorted(contact in dormant for contact in dealt if contact not in chosen):
        if len(left) > places(config, dealt):
            alike = [one for one in left if is_dormant(one) == kind]
            left.remove((alike or left)[-1])
    return tuple(left)


def choose(
    people: Sequence[Reach], config: Config, rules: Sequence[tuple[bool, bool]] = BOTH
) -> frozenset[str]:
    """Choose a day's people out of everyone, most pressing first: the paths of at most ``config.reach_out``.

    Some places (`dormant_places`) are for people to reconnect with, the others for all others; where there are too
    few of the one, the other may fill up. No reason comes first for more than three in five of them while others
    wait: a day with promises to keep is still a day to ring somebody up. ``rules`` are those that hold, one time
    through everyone after the other.
    """
    kept = dormant_places(config)
    room = {True: kept, False: config.reach_out - kept}
    most = alike_at_most(config)
    alike: Counter[str] = Counter()
    chosen: set[str] = set()
    first = _first_of_each(people, config.reach_out)
    for in_room, few_alike in rules:
        for one in first:
            if len(chosen) == config.reach_out:
                return frozenset(chosen)
            reason, kind = one.reasons[0].reason, is_dormant(one)
            held = (in_room and room[kind] <= 0) or (few_alike and alike[reason] >= most)
            if one.contact not in chosen and not held:
                chosen.add(one.contact)
                alike[reason] += 1
                room[kind] -= 1
    return frozenset(chosen)


def _first_of_each(people: Iterable[Reach], most: int) -> list[Reach]:
    """Leave out those before whom so many have the same first reason as there are places: they get none."""
    seen: Counter[str] = Counter()
    first = []
    for one in people:
        reason = one.reasons[0].reason
        if seen[reason] < most:
            seen[reason] += 1
            first.append(one)
    return first


def in_order(
    follow_ups: Sequence[FollowUp], config: Config, dealt: Collection[str] = ()
) -> tuple[Reach, ...]:
    """Put the day's people (`rank`) first and then everyone else, each part most pressing first."""
    today = rank(follow_ups, config, dealt)
    chosen = {one.contact for one in today}
    return (*today, *(one for one in merge(follow_ups) if one.contact not in chosen))


def _worth_saying(one: FollowUp) -> tuple[object, ...]:
    """Order by what there is to say: an interval is what is left where there is nothing else."""
    return is_interval(one), *_pressing(one)


def _pressing(one: FollowUp) -> tuple[object, ...]:
    """Order by weight, and then by everything else, so that no two follow-ups tie unless they are the same."""
    rest = (one.since.isoformat(), one.reason, one.text, one.signal, one.opener, one.sources, one.weight)
    return -round(one.weight, 6), one.name.casefold(), one.contact, *rest
