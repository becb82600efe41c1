"""The part of a review that tells how people know each other: bridges, groups, and how closed it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from vaultnet import tie_words
from vaultnet.dashboards.leaves import SHOWN_SOURCES, Part, listed, note
from vaultnet.model import Source, Sourced
from vaultnet.network import Summary
from vaultnet.reviews import network
from vaultnet.reviews.network import SHOWN, Bridge
from vaultnet.reviews.seen import Seen

LONG = ("quarter", "year")
"""Kinds of periods over which a network changes enough for it to be told."""
NAMES = 3
"""People of one side of a bridge that are named; then a count."""
MEMBERS = 8
"""The same of a group."""


def part(seen: Seen) -> Part | None:
    """Give the bridges, the groups, and how closed the owner's own network is; None where nobody is tied."""
    if seen.period.kind not in LONG:
        return None
    found = network.of(seen)
    if not (found.bridges or found.groups):
        return None
    bridges = sorted(found.bridges[:SHOWN], key=lambda one: (one.contact.name.casefold(), one.contact.path))
    groups = found.groups[:SHOWN]
    return {
        "bridges": tuple(_bridge(one, seen) for one in bridges),
        "groups": tuple(_group(group, seen) for group in groups),
        "constraint": _own(found.own, found.people),
    }


def _bridge(one: Bridge, seen: Seen) -> Part:
    sides = tuple(_side(one.contact, side, seen) for side in one.sides)
    sources = [source for side in sides for source in side["why"].sources]
    return {
        "who": note(one.contact.path),
        "sides": sides,
        "constraint": Sourced(_rounded(one.constraint), tuple(dict.fromkeys(sources))[:SHOWN_SOURCES]),
    }


def _side(bridge: Summary, side: Sequence[Summary], seen: Seen) -> Part:
    """Give those of one side, and why the first of them is tied to the bridge."""
    tie = tie_words.between(bridge, side[0], seen.now)
    assert tie is not None  # or they would be on no side
    return {**_people(side, NAMES), "why": tie.why}


def _people(some: Sequence[Summary], most: int) -> Part:
    def row(one: Summary) -> Part:
        return note(one.path)

    def source(one: Summary) -> Source:
        return Source(one.path, 1, one.name)

    return listed(some, row, source, most)


def _group(group: Sequence[Summary], seen: Seen) -> Part:
    at = network.place_of(group)
    said = at is not None and seen.may_say(at[0])
    return {
        "place": Sourced(at[0], at[1][:SHOWN_SOURCES]) if at and said else None,
        **_people(group, MEMBERS),
    }


def _own(constraint: float | None, people: Sequence[Summary]) -> Sourced[float] | None:
    """Give the owner's own constraint, by the last times in touch."""
    last = [one.last.source for one in people if one.last]
    return None if constraint is None else Sourced(_rounded(constraint), tuple(last[:SHOWN_SOURCES]))


def _rounded(constraint: float) -> float:
    """Give two digits of it: among a thousand people it is small."""
    return float(f"{constraint:.2g}")
