"""Burt's constraint beside the plain formula, the sides that somebody stands between, and groups."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import burt
from vaultnet.burt import Graph


def graph_of(*ties: tuple[str, str, float]) -> dict[str, dict[str, float]]:
    """Make a graph of ties, each given once."""
    graph: dict[str, dict[str, float]] = {}
    for one, other, strength in ties:
        graph.setdefault(one, {})[other] = strength
        graph.setdefault(other, {})[one] = strength
    return graph


def tied(text: str, strength: float = 1.0) -> dict[str, dict[str, float]]:
    """Make a graph of pairs of letters: ``ab ac``."""
    return graph_of(*((one, other, strength) for one, other in text.split()))


@st.composite
def graphs(draw: st.DrawFn, most: int = 8) -> dict[int, dict[int, float]]:
    """Small graphs, some with people who are tied to nobody."""
    number = draw(st.integers(1, most))
    graph: dict[int, dict[int, float]] = {one: {} for one in range(number)}
    for one, other in combinations(range(number), 2):
        strength = draw(st.sampled_from([0.0, 0.0, 0.1, 0.5, 0.7, 1.0]))
        if strength:
            graph[one][other] = graph[other][one] = strength
    return graph


# --- the constraint --------------------------------------------------------------------------------

# title, ties, of whom, the constraint as worked out by hand
BY_HAND: list[tuple[str, Graph[str], float]] = [
    ("one tie", tied("ab"), 1.0),
    ("between two who don't know each other", tied("ab ac"), 0.5),
    ("between four", tied("ab ac ad ae"), 0.25),
    ("three who know each other", tied("ab ac bc"), 2 * 0.75**2),
    ("four who know each other", tied("ab ac ad bc bd cd"), 3 * (1 / 3 + 2 / 9) ** 2),
    ("however strong all ties are", tied("ab ac", 0.2), 0.5),
    ("one strong tie and a weak one", graph_of(("a", "b", 0.9), ("a", "c", 0.1)), 0.82),
    ("ties between others count for nothing", tied("ab ac bx cy xy"), 0.5),
    ("but they are a part of what these invest", tied("ab ac bc bx"), (1 / 2 + 1 / 4) ** 2 + (1 / 2 + 1 / 6) ** 2),
]  # fmt: skip


@pytest.mark.parametrize(("graph", "wanted"), [one[1:] for one in BY_HAND], ids=[one[0] for one in BY_HAND])
def test_by_hand(graph: Graph[str], wanted: float) -> None:
    assert burt.constraint(graph, "a") == pytest.approx(wanted)


def test_who_is_tied_to_nobody_has_none() -> None:
    assert burt.constraint({"a": {}}, "a") is None
    assert burt.constraint({}, "a") is None


def textbook(graph: Graph[int], i: int) -> float:
    """Work it out as the formula stands: over all pairs, with a matrix of the shares."""
    people = [*graph]
    a = [[graph[k].get(m, 0.0) for m in people] for k in people]
    p = [
        [(a[k][m] + a[m][k]) / (sum(a[k][n] + a[n][k] for n in people) or 1.0) for m in people]
        for k in people
    ]
    contacts = [j for j in people if j != i and a[i][j]]
    return sum((p[i][j] + sum(p[i][q] * p[q][j] for q in contacts if q != j)) ** 2 for j in contacts)


@given(graphs())
def test_as_the_formula_stands(graph: dict[int, dict[int, float]]) -> None:
    for one, theirs in graph.items():
        found = burt.constraint(graph, one)
        assert (found is None) == (not theirs)
        assert (found or 0.0) == pytest.approx(textbook(graph, one))


@given(graphs(), st.floats(0.01, 100.0))
def test_only_what_part_a_tie_is_counts(graph: dict[int, dict[int, float]], factor: float) -> None:
    stronger = {one: {other: tie * factor for other, tie in theirs.items()} for one, theirs in graph.items()}
    for one in graph:
        assert (burt.constraint(stronger, one) or 0.0) == pytest.approx(burt.constraint(graph, one) or 0.0)


# --- sides -----------------------------------------------------------------------------------------


@given(graphs())
def test_sides_are_parted_and_can_be_parted_no_further(graph: dict[int, dict[int, float]]) -> None:
    among = [one for one in graph if one % 3]
    found = burt.sides(graph, among)
    assert sorted(one for side in found for one in side) == among
    for side, other in combinations(found, 2):
        assert not any(there in graph[one] for one in side for there in other)
    for side in found:
        for cut in range(1, len(side)):
            for part in combinations(side, cut):
                assert any(there in graph[one] for one in part for there in {*side} - {*part})


def test_sides_are_in_the_order_given() -> None:
    assert burt.sides(tied("ad be"), ["e", "a", "d", "b"]) == [
        ["e", "b"],
        ["a", "d"],
    ]


# --- groups ----------------------------------------------------------------------------------------


# title, ties, groups
GROUPS: list[tuple[str, Graph[str], list[str]]] = [
    ("nobody", {}, []),
    ("somebody who is tied to nobody", {"a": {}}, ["a"]),
    ("all know each other", tied("ab ac bc"), ["abc"]),
    ("two companies, and two who have met", tied("ab ac bc de df ef"), ["abc", "def"]),
    ("one tie between two circles holds them apart", tied("ab ac bc cd de df ef"), ["abc", "def"]),
    (
        "who is in between belongs where the stronger ties are",
        graph_of(*((*pair, 1.0) for pair in ("ab", "ac", "bc", "de", "df", "ef")), ("x", "a", 0.4), ("x", "d", 0.6), ("x", "e", 0.6)),
        ["abc", "defx"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("graph", "wanted"), [one[1:] for one in GROUPS], ids=[one[0] for one in GROUPS])
def test_groups(graph: Graph[str], wanted: list[str]) -> None:
    assert ["".join(group) for group in burt.groups(graph)] == wanted


@given(graphs())
def test_nobody_is_tied_more_to_another_group(graph: dict[int, dict[int, float]]) -> None:
    found = burt.groups(graph)
    assert sorted(one for group in found for one in group) == [*graph]
    for group in found:
        for one in group:
            own = sum(graph[one].get(other, 0.0) for other in group)
            for rival in found:
                assert sum(graph[one].get(other, 0.0) for other in rival) <= own + 1e-6


def test_many_come_to_rest() -> None:
    """Three hundred people of thirty companies, with ties of chance between them."""
    chance = random.Random(4)
    ties = [(one, other, 0.6) for one in range(300) for other in range(one) if one // 10 == other // 10]
    ties += [(*chance.sample(range(300), 2), 0.5) for _ in range(150)]  # type: ignore[misc]
    graph: dict[int, dict[int, float]] = {one: {} for one in range(300)}
    for one, other, strength in ties:
        graph[one][other] = graph[other][one] = strength
    assert len(burt.groups(graph)) == 30
