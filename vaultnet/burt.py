"""How a network hangs together: how closed it is around somebody (Burt's constraint), and its groups. Pure.

    c(i) = Σ_j ( p(i,j) + Σ_q p(i,q) p(q,j) )²

Over those to whom *i* is tied, *j*, and the others among them, *q*; p(i,j) is what part the tie to *j* is of all
ties of *i*, by their strengths. Who is tied to a few who are all tied to each other has a high constraint; who is
tied to many that are not has a low one, and is where the one hears of the other. It is 1 for who is tied to one
person, and 1/n for who is tied alike to n people who don't know each other.

Ronald S. Burt, *Structural Holes: The Social Structure of Competition*, Harvard University Press 1992, p. 55;
*Structural Holes and Good Ideas*, American Journal of Sociology 110 (2004), pp. 349-399.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeAlias, TypeVar

K = TypeVar("K", bound=Hashable)

Graph: TypeAlias = "Mapping[K, Mapping[K, float]]"
"""To whom each is tied, and how strongly (above 0). What holds of one holds of the other."""


def constraint(graph: Graph[K], one: K) -> float | None:
    """Give the constraint of one person; None for who has no ties."""
    own = graph.get(one, {})
    whole = sum(own.values())
    if not whole:
        return None
    invested = {other: strength / whole for other, strength in own.items()}
    for via, strength in own.items():
        theirs = graph[via]
        share = strength / whole / sum(theirs.values())
        for other, tie in theirs.items():
            if other in own:
                invested[other] += share * tie
    return sum(part * part for part in invested.values())


def sides(graph: Graph[K], among: Collection[K]) -> list[list[K]]:
    """Part some people into sides: between two of these nobody is tied to anybody, and none can be parted further.

    People and sides are in the order given.
    """
    left = dict.fromkeys(among)
    found = []
    for one in among:
        if one in left:
            reached = _reached(graph, one, left)
            found.append([other for other in left if other in reached])
            for other in reached:
                del left[other]
    return found


def _reached(graph: Graph[K], one: K, among: Collection[K]) -> set[K]:
    reached, waiting = {one}, [one]
    while waiting:
        new = [other for other in graph[waiting.pop()] if other in among and other not in reached]
        reached.update(new)
        waiting.extend(new)
    return reached


def groups(graph: Graph[K]) -> list[list[K]]:
    """Part everybody into groups such that nobody is tied more to another group than to their own.

    Each goes in turn, in the graph's order, to the group to which they are tied most, until all stay where they are
    (label propagation: Raghavan, Albert and Kumara, Physical Review E 76 (2007) 036106). With every step ties come
    to lie within groups, so there is a last one. Groups and people are in the graph's order.
    """
    group = {one: number for number, one in enumerate(graph)}
    sizes = [1] * len(group)
    moved = True
    while moved:
        moved = False
        for one, theirs in graph.items():
            best = _drawn_to(group, group[one], theirs, sizes)
            if best != group[one]:
                sizes[group[one]] -= 1
                sizes[best] += 1
                group[one], moved = best, True
    found: dict[int, list[K]] = {}
    for one, number in group.items():
        found.setdefault(number, []).append(one)
    return [*found.values()]


_NOTHING = 1e-9
"""What a sum of the same strengths may differ by in another order."""


def _drawn_to(group: Mapping[K, int], own: int, theirs: Mapping[K, float], sizes: Sequence[int]) -> int:
    """Tell to which group somebody is tied most: to their own, if to no other more.

    Of several the smallest, so that one tie does not make one group of two; of these the first.
    """
    drawn: dict[int, float] = {own: 0.0}
    for other, strength in theirs.items():
        drawn[group[other]] = drawn.get(group[other], 0.0) + strength
    most = max(drawn.values())
    if drawn[own] >= most - _NOTHING:
        return own
    best = (number for number, strength in drawn.items() if strength >= most - _NOTHING)
    return min(best, key=lambda number: (sizes[number], number))
