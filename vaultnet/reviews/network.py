"""How those whom the owner is in touch with know each other: who is a bridge, and which groups there are. Pure.

It looks at who was in touch with the owner within a year, and at the ties between them (`vaultnet.ties`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from vaultnet import burt, ties
from vaultnet.dates import earlier
from vaultnet.model import Source
from vaultnet.network import Summary
from vaultnet.reviews.seen import Seen
from vaultnet.ties import Ties

YEAR = 365
"""Days back to which somebody counts as one whom the owner is in touch with: a rule of thumb."""
MET = 0.3
"""The least strength of a tie between two who were at a meeting or an event: that of ten at a table, lately.

A rule of thumb; below it, everybody who goes to the same meetup would be one group."""
PLACED = 0.1
"""The same of two who are at a company, or of whom one knows where the other is: that of sixty people."""
OPEN = 0.5625
"""The highest constraint of a bridge: that of who stands between two pairs. A rule of thumb."""
GROUP = 3
"""People who are tied to each other make a group from so many on."""

SHOWN = 7
"""Bridges that are shown, and groups: a longer list is no help."""

ME = -1
"""The owner's place in the graph."""


class Bridge(NamedTuple):
    """Somebody who is tied to people who are not tied to each other."""

    contact: Summary
    constraint: float
    sides: tuple[tuple[Summary, ...], ...]
    """Those to whom they are tied, by the groups that they make among themselves; the largest first."""


class Network(NamedTuple):
    """What there is to say of it."""

    bridges: tuple[Bridge, ...]
    """The least constrained first."""
    groups: tuple[tuple[Summary, ...], ...]
    """Those who know each other better than others: the largest first, people by name."""
    own: float | None
    """The owner's own constraint; None where they were in touch with nobody within a year."""
    people: tuple[Summary, ...]
    """Those who were looked at, by path."""


def of(seen: Seen) -> Network:
    """Look at who knows whom on the last day."""
    since = earlier(seen.until, YEAR).isoformat()
    found = ties.of(seen.now)
    people: dict[int, Summary] = {}
    for one in seen.people.values():
        place = found.place(one.path)
        if place is not None and one.last and one.last.day > since:
            people[place] = one
    graph = _graph(found, people)
    bridges = sorted(
        (bridge for place in people if (bridge := _bridge(graph, place, people))),
        key=lambda one: (one.constraint, one.contact.path),
    )
    groups = [_people(group, people) for group in burt.groups(graph) if len(group) >= GROUP]
    return Network(
        tuple(bridges),
        tuple(sorted(groups, key=lambda group: (-len(group), group[0].name, group[0].path))),
        _own(graph, people),
        tuple(people.values()),
    )


def _graph(found: Ties, people: Mapping[int, Summary]) -> dict[int, dict[int, float]]:
    """Tie each of some people to those others to whom they have a tie that counts, by the strongest."""
    graph: dict[int, dict[int, float]] = {place: {} for place in people}
    for place in people:
        for other, strength in _ties(found, place):
            if other in people and other != place and strength > graph[place].get(other, 0.0):
                graph[place][other] = graph[other][place] = strength
    return graph


def _ties(found: Ties, place: int) -> Iterable[tuple[int, float]]:
    yield from found.direct(place)
    for circle in found.circles_of(place):
        if circle.strength >= (MET if circle.kind == "together" else PLACED):
            for other in circle.members:
                yield other, circle.strength


def _bridge(
    graph: Mapping[int, Mapping[int, float]], place: int, people: Mapping[int, Summary]
) -> Bridge | None:
    constraint = burt.constraint(graph, place)
    if constraint is None or constraint > OPEN + 1e-9:
        return None
    sides = [_people(group, people) for group in burt.sides(graph, sorted(graph[place]))]
    if len(sides) < 2 or (len(sides) == 2 and len(min(sides, key=len)) < 2):
        return None
    ordered = sorted(sides, key=lambda side: (-len(side), side[0].name, side[0].path))
    return Bridge(people[place], constraint, tuple(ordered))


def _own(graph: Mapping[int, Mapping[int, float]], people: Mapping[int, Summary]) -> float | None:
    """Give the constraint of the owner, to whom all are tied alike."""
    if not people:
        return None
    whole: dict[int, Mapping[int, float]] = {place: {**theirs, ME: 1.0} for place, theirs in graph.items()}
    whole[ME] = dict.fromkeys(people, 1.0)
    return burt.constraint(whole, ME)


def _people(places: Iterable[int], people: Mapping[int, Summary]) -> tuple[Summary, ...]:
    return tuple(sorted((people[place] for place in places), key=lambda one: (one.name.casefold(), one.path)))


def place_of(group: Sequence[Summary]) -> tuple[str, tuple[Source, ...]] | None:
    """Name what most of a group share: where they work, with the lines that say so; None for nothing."""
    at: dict[str, list[Source]] = {}
    for one in group:
        value = one.first("company")
        if value and not ties.is_alone(str(value.value)):
            said = value.name
            at.setdefault(said, []).append(one.source("company"))
    commonest = Counter({name: len(sources) for name, sources in at.items()}).most_common(1)
    if not commonest or 2 * commonest[0][1] <= len(group):
        return None
    return commonest[0][0], tuple(at[commonest[0][0]])
