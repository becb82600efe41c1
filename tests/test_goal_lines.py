"""What a goal's own text says beside its milestones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import TODAY, put
from vaultnet import build

GOAL = "Goals/Lead.md"
ADA = {
    "People/Ada.md": "---\ntype: contact\n---\n",
    "People/Eve.md": "---\ntype: contact\nprivate: true\n---\n",
}

CASES: list[tuple[str, str, list[tuple[str, str, str, str, int]]]] = [
    (
        "on one line",
        "when:: I leave a meeting then:: I write to one person\n",
        [("plan", "I leave a meeting", "I write to one person", "", 4)],
    ),
    (
        "on two lines",
        "when:: it is Friday\nthen:: I ask for a coffee\n",
        [("plan", "it is Friday", "I ask for a coffee", "", 4)],
    ),
    ("far apart", "when:: it is Friday\n\nProse.\n\nthen:: I ask\n", []),
    ("without its other half", "when:: it is Friday\n", []),
    ("the wrong way round", "then:: I ask when:: it is Friday\n", []),
    (
        "two of them",
        "- when:: a then:: b\n- when:: c then:: d\n",
        [("plan", "a", "b", "", 4), ("plan", "c", "d", "", 5)],
    ),
    (
        "in brackets",
        "(when:: I am asked) (then:: I say yes)\n",
        [("plan", "I am asked", "I say yes", "", 4)],
    ),
    ("in a quotation", "> when:: a then:: b\n", []),
    ("in code", "`when:: a then:: b`\n", []),
    (
        "a dated line",
        "- 2026-03-02 changed needs: it is a mentor after all\n",
        [("log", "changed needs: it is a mentor after all", "", "2026-03-02", 4)],
    ),
    ("a day still to come", "- 2027-03-02 changed my mind\n", []),
    (
        "with somebody",
        "when:: [[Ada]] asks then:: I go\n",
        [("plan", "[[Ada]] asks", "I go", "", 4)],
    ),
    ("with somebody private", "when:: [[Eve]] asks then:: I go\n\n- 2026-03-02 [[Eve]] said no\n", []),
]


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_lines(title: str, text: str, expected: list[tuple[str, str, str, str, int]], vault: Path) -> None:
    put(vault, {**ADA, GOAL: f"---\ntype: goal\n---\n{text}"})
    with build.facts(vault, today=TODAY) as facts:
        (goal,) = facts.snapshot.goals
    assert [(one.kind, one.text, one.then, one.day, one.line) for one in goal.lines] == expected
    for one in goal.lines:
        source = one.source(goal.path)
        assert source.quote in (vault / GOAL).read_text().split("\n")[source.line - 1]


def test_a_private_goal_says_nothing(vault: Path) -> None:
    put(vault, {GOAL: "---\ntype: goal\nprivate: true\n---\nwhen:: a then:: b\n"})
    with build.facts(vault, today=TODAY) as facts:
        (goal,) = facts.snapshot.goals
    assert goal.lines == ()
