"""Whom to reach out to today, out of all follow-ups."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from vaultnet import fields, memo
from vaultnet.config import Config
from vaultnet.model import FollowUp, Snapshot, Source, Summary

FURTHER = 0.25
"""What each further reason adds to a person's weight: a rule of thumb."""

ALIKE = 0.6
"""The part of a day's people for whom one reason may come first, while others wait: a rule of thumb."""


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


def alike_at_most(config: Config) -> int:
    """Give the number of a day's people for whom one reason may come first, while others wait."""
    return ceil(ALIKE * config.reach_out)


def dealt_with(snapshot: Snapshot) -> dict[str, Source]:
    """List the contacts who had their place today, by path, with the line that says so.

    Those are the ones who were ticked or logged, put off or skipped today.
    """
    today = snapshot.today
    found = {trace.contact: trace.source for trace in snapshot.ticked}
    for contact, source in zip(snapshot.contacts, _set_aside(snapshot.contacts, today), strict=True):
        if source:
            found.setdefault(contact.path, source)
    return dict(sorted(found.items()))


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


def rank(follow_ups: Iterable[FollowUp], config: Config, dealt: Collection[str] = ()) -> tuple[Reach, ...]:
    """Choose whom to reach out to today: at most ``config.reach_out`` people, most pressing first.

    No reason comes first for more than three in five of them while others wait: a day with promises to keep
    is still a day to ring somebody up. ``dealt`` are the contacts who had their place today: they are left in
    peace, and their places stay taken, so that a day's list comes to its end.
    """
    people = tuple(one for one in merge(follow_ups) if one.contact not in dealt)
    most = alike_at_most(config)
    alike: dict[str, int] = {}
    chosen: list[Reach] = []
    passed: list[Reach] = []
    for one in people:
        reason = one.reasons[0].reason
        alike[reason] = alike.get(reason, 0) + 1
        (chosen if alike[reason] <= most else passed).append(one)
    chosen = [*chosen, *passed][: places(config, dealt)]
    paths = {one.contact for one in chosen}
    return tuple(one for one in people if one.contact in paths)


def in_order(
    follow_ups: Sequence[FollowUp], config: Config, dealt: Collection[str] = ()
) -> tuple[Reach, ...]:
    """Put the day's people (`rank`) first and then everyone else, each part most pressing first."""
    today = rank(follow_ups, config, dealt)
    return (*today, *(one for one in merge(follow_ups) if one not in today))


@memo.of_each
def _pressing(one: FollowUp) -> tuple[object, ...]:
    """Order by weight, and then by everything else, so that no two follow-ups tie unless they are the same."""
    rest = (one.since.isoformat(), one.reason, one.text, one.signal, one.opener, one.sources, one.weight)
    return -round(one.weight, 6), one.name.casefold(), one.contact, *rest
