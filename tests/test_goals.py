"""How goals stand: cases as data, and what holds for every goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet import goals
from vaultnet.catalogue import CODES
from vaultnet.model import Source, Task, Value
from vaultnet.network import Goal, Trace

TODAY = date(2026, 11, 20)
LINKS = frozenset({"parent"})


def trace(day: str, kind: str = "coffee", who: str = "Ada", path: str = "") -> Trace:
    return Trace(
        f"People/{who}.md", day, kind, path or f"Meetings/{day} {who}.md", 6, "meeting", quote=f"[[{who}]]"
    )


def task(status: str, text: str = "step", line: int = 20, done: str = "") -> Task:
    return Task(status, text, line, done=done)


def goal(
    name: str = "Lead",
    helped: Sequence[Trace] = (),
    tasks: Sequence[Task] = (),
    planned: Sequence[Trace] = (),
    **properties: Any,
) -> Goal:
    """A goal with front matter lines from 2 on; a parent is a link that leads to the goal of that name."""
    lines = enumerate(properties.items(), start=2)
    fields = {key: (Value(value, line, str(value), key in LINKS),) for line, (key, value) in lines}
    links = {str(properties[key]): f"Goals/{properties[key]}.md" for key in LINKS & properties.keys()}
    return Goal(f"Goals/{name}.md", name, fields, tuple(tasks), tuple(helped), tuple(planned), links)


def talks(*days: str, kind: str = "coffee") -> list[Trace]:
    return [trace(day, kind) for day in days]


def stand(one: Goal, today: date = TODAY, others: Sequence[Goal] = ()) -> goals.GoalStanding:
    return goals.standing(one, today, [one, *others])


YEAR = {"start": "2026-01-01", "due": "2026-12-31"}

# title, goal, what is expected of its standing
CASES: list[tuple[str, Goal, dict[str, Any]]] = [
    (
        "an empty goal",
        goal(),
        {
            "status": "active",
            "measure": "conversations",
            "count": 0,
            "target": None,
            "progress": None,
            "expected": None,
            "behind": 0,
            "at_risk": False,
            "stalled": False,
            "overdue": False,
        },
    ),
    # status
    (
        "done",
        goal(status="done", target=10, **YEAR),
        {"status": "done", "expected": None, "at_risk": False, "stalled": False},
    ),
    (
        "paused",
        goal(status="paused", due="2026-01-01"),
        {"status": "paused", "overdue": False, "stalled": False},
    ),
    (
        "dropped, and why",
        goal(status="dropped", because="other plans"),
        {"status": "dropped", "because": "other plans"},
    ),
    ("a reason alone drops nothing", goal(because="x"), {"status": "active", "because": "x"}),
    # what is counted
    (
        "conversations",
        goal(helped=talks("2026-01-02", "2026-02-03"), target=10),
        {"count": 2, "progress": 0.2},
    ),
    ("a letter is no conversation", goal(helped=talks("2026-01-02", kind="letter"), target=10), {"count": 0}),
    ("a message sent is none", goal(helped=talks("2026-01-02", kind="sent"), target=10), {"count": 0}),
    (
        "a kind of the user's own is one",
        goal(helped=talks("2026-01-02", kind="sauna"), target=10),
        {"count": 1},
    ),
    (
        "one note with three people is one",
        goal(helped=[trace("2026-01-02", who=who, path="m.md") for who in "ABC"], target=10),
        {"count": 1},
    ),
    (
        "what was before its start does not count",
        goal(helped=talks("2025-12-31", "2026-01-01"), target=10, **YEAR),
        {"count": 1, "moved": "2026-01-01"},
    ),
    (
        "what was before its start moves nothing",
        goal(helped=talks("2025-12-31"), target=10, **YEAR),
        {"count": 0, "moved": None, "stalled": True},
    ),
    (
        "a milestone ticked before its start counts",
        goal(tasks=[task("x", done="2025-12-31"), task(" ")], **YEAR),
        {"count": 1},
    ),
    (
        "one note with two days is two",
        goal(helped=[trace(day, path="log.md") for day in ("2026-01-02", "2026-01-03")], target=10),
        {"count": 2},
    ),
    (
        "two notes of one day are two",
        goal(helped=[trace("2026-01-02", who=who) for who in "AB"], target=10),
        {"count": 2},
    ),
    (
        "a kind",
        goal(
            helped=[*talks("2026-01-02"), *talks("2026-01-03", kind="informational-interview")],
            measure="informational-interview",
            target=10,
        ),
        {"count": 1, "measure": "informational-interview"},
    ),
    (
        "a kind in other letters",
        goal(helped=talks("2026-01-03", kind="Sauna"), measure="sauna", target=1),
        {"count": 1, "progress": 1.0},
    ),
    (
        "a letter, if letters are counted",
        goal(helped=talks("2026-01-02", kind="letter"), measure="letter", target=4),
        {"count": 1},
    ),
    (
        "milestones",
        goal(tasks=[task("x"), task(" ")], measure="milestones"),
        {"count": 1, "target": 2, "progress": 0.5},
    ),
    (
        "milestones without being asked",
        goal(tasks=[task("x"), task("X"), task("/")]),
        {"measure": "milestones", "count": 2, "target": 3},
    ),
    (
        "milestones beside a target of talks",
        goal(tasks=[task("x")], target=4),
        {"measure": "conversations", "count": 0, "target": 4, "steps": 1},
    ),
    (
        "a cancelled milestone is none",
        goal(tasks=[task("x"), task("-")]),
        {"count": 1, "target": 1, "steps": 1, "progress": 1.0},
    ),
    (
        "more milestones wanted than named",
        goal(tasks=[task("x")], measure="milestones", target=4),
        {"count": 1, "target": 4},
    ),
    ("milestones, but none", goal(measure="milestones"), {"count": 0, "target": None, "progress": None}),
    (
        "all of them cancelled",
        goal(tasks=[task("-")]),
        {"measure": "conversations", "target": None, "steps": 0},
    ),
    (
        "more than the target",
        goal(helped=talks("2026-01-02", "2026-01-03"), target=1),
        {"count": 2, "progress": 1.0},
    ),
    # the next milestone
    (
        "next",
        goal(tasks=[task("x", "a"), task("-", "b"), task(" ", "c"), task(" ", "d")]),
        {"next": "c", "steps_done": 1},
    ),
    ("begun counts as next", goal(tasks=[task("/", "a"), task(" ", "b")]), {"next": "a"}),
    ("nothing next", goal(tasks=[task("x", "a")]), {"next": None}),
    # pace
    (
        "halfway there, halfway through",
        goal(helped=talks("2026-02-01", "2026-03-01"), target=4, start="2026-01-01", due="2026-07-02"),
        {"today": "2026-04-02", "expected": 2, "behind": 0},
    ),
    (
        "behind",
        goal(target=4, start="2026-01-01", due="2026-07-02"),
        {"today": "2026-04-02", "expected": 2, "behind": 2},
    ),
    (
        "a part of one is not expected yet",
        goal(target=4, start="2026-01-01", due="2026-07-02"),
        {"today": "2026-02-14", "expected": 0, "behind": 0},
    ),
    (
        "before the start",
        goal(target=4, start="2026-01-01", due="2026-07-02"),
        {"today": "2025-12-01", "expected": 0},
    ),
    (
        "on the last day",
        goal(target=4, start="2026-01-01", due="2026-07-02"),
        {"today": "2026-07-02", "expected": 4, "overdue": False},
    ),
    (
        "ahead",
        goal(
            helped=talks("2026-01-02", "2026-01-03", "2026-01-04"),
            target=4,
            start="2026-01-01",
            due="2026-07-02",
        ),
        {"today": "2026-04-02", "expected": 2, "behind": 0},
    ),
    ("without a day there is no pace", goal(target=4, start="2026-01-01"), {"expected": None, "behind": 0}),
    ("without a start there is no pace", goal(target=4, due="2027-01-01"), {"expected": None, "behind": 0}),
    ("without a start, on the last day", goal(target=4, due="2026-11-20"), {"expected": 4, "behind": 4}),
    ("due before its start", goal(target=4, start="2027-06-01", due="2027-01-01"), {"expected": 0}),
    ("half of one wanted", goal(target=2.5, due="2026-11-20"), {"expected": 3}),
    (
        "the start is what first helped",
        goal(helped=talks("2026-01-01"), target=4, due="2026-07-02"),
        {"today": "2026-04-02", "start": "2026-01-01", "expected": 2, "behind": 1},
    ),
    (
        "the start is the first milestone",
        goal(tasks=[task("x", done="2026-01-01")], helped=talks("2026-02-01"), target=4, due="2026-07-02"),
        {"start": "2026-01-01"},
    ),
    (
        "a milestone without its day",
        goal(tasks=[task("x"), task(" ")], due="2026-12-01"),
        {"start": None, "expected": None},
    ),
    (
        "reached, so no pace",
        goal(helped=talks("2026-01-02"), target=1, start="2026-01-01", due="2026-12-31"),
        {"expected": None, "stalled": False},
    ),
    # at risk, overdue
    (
        "a fifth behind is not yet at risk",
        goal(
            helped=talks("2026-01-02", "2026-01-03", "2026-01-04"),
            target=10,
            start="2026-01-01",
            due="2026-07-02",
        ),
        {"today": "2026-04-02", "expected": 5, "behind": 2, "at_risk": False},
    ),
    (
        "more than a fifth behind is",
        goal(helped=talks("2026-01-02", "2026-01-03"), target=10, start="2026-01-01", due="2026-07-02"),
        {"today": "2026-04-02", "behind": 3, "at_risk": True},
    ),
    (
        "overdue goes before at risk",
        goal(target=10, start="2026-01-01", due="2026-07-02"),
        {"overdue": True, "at_risk": False, "behind": 10},
    ),
    ("overdue without a target", goal(due="2026-11-19"), {"overdue": True}),
    ("due today is not overdue", goal(due="2026-11-20"), {"overdue": False}),
    ("reached in time", goal(helped=talks("2026-01-02"), target=1, due="2026-02-01"), {"overdue": False}),
    # stalled
    ("moved 60 days ago", goal(helped=talks("2026-09-21")), {"moved": "2026-09-21", "stalled": False}),
    ("moved 61 days ago", goal(helped=talks("2026-09-20")), {"stalled": True}),
    (
        "moved by what is not counted",
        goal(helped=talks("2026-11-01", kind="letter"), target=3),
        {"count": 0, "moved": "2026-11-01", "stalled": False},
    ),
    (
        "moved by a milestone",
        goal(helped=talks("2026-01-01"), tasks=[task("x", done="2026-11-01")]),
        {"moved": "2026-11-01", "stalled": False},
    ),
    (
        "a milestone of the days to come",
        goal(helped=talks("2026-01-01"), tasks=[task(" "), task("x", done="2027-01-01")]),
        {"moved": "2026-01-01", "stalled": True},
    ),
    ("a milestone's day that is none", goal(tasks=[task("x", done="2026-02-30")]), {"moved": None}),
    ("begun long ago, never moved", goal(start="2026-01-01"), {"moved": None, "stalled": True}),
    ("begun lately, never moved", goal(start="2026-11-01"), {"stalled": False}),
    ("to begin later", goal(start="2027-01-01"), {"stalled": False}),
    ("a plan ahead", goal(helped=talks("2026-01-01"), planned=talks("2026-12-01")), {"stalled": False}),
]


@pytest.mark.parametrize(("title", "one", "expected"), CASES, ids=[case[0] for case in CASES])
def test_how_a_goal_stands(title: str, one: Goal, expected: dict[str, Any]) -> None:
    found = stand(one, date.fromisoformat(expected.get("today", TODAY.isoformat())))
    seen: dict[str, Any] = {"today": expected.get("today")}
    for key in expected.keys() - {"today"}:
        value = found.next_step.text if key == "next" and found.next_step else getattr(found, key, None)
        value = getattr(value, "value", value)
        seen[key] = value.isoformat() if isinstance(value, date) else value
    assert {key: seen[key] for key in expected} == expected


SOURCES: list[tuple[str, Goal, str, list[tuple[str, int, str]]]] = [
    (
        "conversations",
        goal(helped=talks("2026-01-02"), target=3),
        "count",
        [("Meetings/2026-01-02 Ada.md", 6, "[[Ada]]")],
    ),
    ("none: what is counted", goal(measure="call", target=3), "count", [("Goals/Lead.md", 2, "call")]),
    ("none, and nothing said", goal(), "count", [("Goals/Lead.md", 1, "")]),
    (
        "milestones",
        goal(tasks=[task("x", "say it", 9), task(" ")]),
        "count",
        [("Goals/Lead.md", 9, "say it")],
    ),
    (
        "milestones are the target",
        goal(tasks=[task("x", "a", 9), task(" ", "b", 10)]),
        "target",
        [("Goals/Lead.md", 9, "a"), ("Goals/Lead.md", 10, "b")],
    ),
    ("a target", goal(target=10), "target", [("Goals/Lead.md", 2, "10")]),
    ("a day", goal(due="2026-12-01"), "due", [("Goals/Lead.md", 2, "2026-12-01")]),
    ("a start", goal(start="2026-12-01"), "start", [("Goals/Lead.md", 2, "2026-12-01")]),
    (
        "a start from a milestone",
        goal(tasks=[task("x", "a", 9, "2026-01-02")]),
        "start",
        [("Goals/Lead.md", 9, "2026-01-02")],
    ),
    (
        "the last move",
        goal(helped=talks("2026-01-02", "2026-02-03")),
        "moved",
        [("Meetings/2026-02-03 Ada.md", 6, "[[Ada]]")],
    ),
    ("a reason", goal(because="tired"), "because", [("Goals/Lead.md", 2, "tired")]),
    ("steps done", goal(tasks=[task("x", "a", 9)]), "steps_done", [("Goals/Lead.md", 9, "a")]),
]


@pytest.mark.parametrize(("title", "one", "name", "expected"), SOURCES, ids=[case[0] for case in SOURCES])
def test_every_number_has_its_lines(
    title: str, one: Goal, name: str, expected: list[tuple[str, int, str]]
) -> None:
    assert getattr(stand(one), name).sources == tuple(Source(*place) for place in expected)


# --- parents and children --------------------------------------------------------------------------


def names(found: Sequence[Goal]) -> list[str]:
    return [one.name for one in found]


@pytest.mark.parametrize("status", [" ", "x", "/"])
def test_a_step_without_words_has_the_line_of_its_box(status: str) -> None:
    """Of a step that links somebody private no words are known."""
    one = stand(goal(tasks=[task(status, ""), task("x", "step", 21)], measure="milestones"))
    assert one.target is not None
    assert one.target.sources == (
        Source("Goals/Lead.md", 20, f"[{status}]"),
        Source("Goals/Lead.md", 21, "step"),
    )


def test_a_chain_of_parents() -> None:
    small, middle, large = goal("A", parent="B"), goal("B", parent="C"), goal("C")
    found = stand(small, others=[middle, large])
    assert names(found.parents) == ["B", "C"]
    assert names(stand(large, others=[small, middle]).children) == ["B"]
    assert found.problems == ()


def test_children_come_by_path() -> None:
    one = goal("A")
    assert names(stand(one, others=[goal("C", parent="A"), goal("B", parent="A")]).children) == ["B", "C"]


def test_a_goal_is_none_of_its_own_parts() -> None:
    own, part = goal("A", parent="A"), goal("B", parent="A")
    assert names(stand(own, others=[own, part]).children) == ["B"]


@pytest.mark.parametrize("links", [{}, {"Nobody": "People/Nobody.md"}])
def test_a_parent_that_is_no_goal_is_nobodys_error(links: dict[str, str]) -> None:
    found = stand(replace(goal("A", parent="Nobody"), links=links))
    assert (found.parents, found.problems) == ((), ())


def test_a_parent_in_plain_text_leads_nowhere() -> None:
    one = replace(goal("A", parent="B"), fields={"parent": (Value("B", 2, "B"),)})
    assert stand(one, others=[goal("B")]).parents == ()


def test_a_parent_is_the_goal_that_its_link_leads_to() -> None:
    near, far = goal("work/C"), goal("home/C")
    one = replace(goal("A", parent="See"), links={"See": "Goals/work/C.md", "C": "Goals/home/C.md"})
    assert stand(one, others=[near, far]).parents == (near,)


YOUNG, OLD = "2026-11-02", "2026-01-05"
PART = {"parent": "Lead"}

# title, the parts of a goal that nothing has helped since January, when it moved last and whether it has stalled
PARTS: list[tuple[str, list[Goal], str, bool]] = [
    ("without parts", [], OLD, True),
    ("what helps a part helps the whole", [goal("A", talks(YOUNG), **PART)], YOUNG, False),
    ("so does a milestone of a part", [goal("A", (), [task("x", done=YOUNG)], **PART)], YOUNG, False),
    (
        "and a part of a part",
        [goal("A", **PART), goal("B", talks(YOUNG), parent="A")],
        YOUNG,
        False,
    ),
    ("a part that was reached", [goal("A", talks(YOUNG), status="done", **PART)], YOUNG, False),
    ("a part that rests", [goal("A", talks(YOUNG), status="paused", **PART)], YOUNG, False),
    ("a part that was dropped", [goal("A", talks(YOUNG), status="dropped", **PART)], OLD, True),
    (
        "a part of one that was dropped",
        [goal("A", status="dropped", **PART), goal("B", talks(YOUNG), parent="A")],
        OLD,
        True,
    ),
    ("a part with a plan ahead", [goal("A", planned=talks("2026-12-01"), **PART)], OLD, False),
    ("before the part's own start", [goal("A", talks(YOUNG), start="2026-11-10", **PART)], OLD, True),
    ("a part that rests longer", [goal("A", talks("2025-11-02"), **PART)], OLD, True),
    ("a part that comes round to it", [goal("A", talks(YOUNG), parent="Lead")], YOUNG, False),
    ("somebody else's part", [goal("A", talks(YOUNG), parent="B"), goal("B")], OLD, True),
]


@pytest.mark.parametrize(("title", "parts", "moved", "stalled"), PARTS, ids=[case[0] for case in PARTS])
def test_what_helps_a_part_helps_the_whole(title: str, parts: list[Goal], moved: str, stalled: bool) -> None:
    above = {"parent": "A"} if title == "a part that comes round to it" else {}
    found = stand(goal("Lead", talks(OLD), **above), others=parts)
    assert found.moved is not None
    assert (found.moved.value.isoformat(), found.stalled, found.count.value) == (moved, stalled, 1)


# title, goal, the day of the next review, whether it is due, and the lines that say so
REVIEWS: list[tuple[str, Goal, str | None, bool, list[int]]] = [
    ("a month after the last one", goal(review=30, reviewed="2026-11-03"), "2026-12-03", False, [3, 2]),
    ("on its day", goal(review=30, reviewed="2026-10-21"), "2026-11-20", True, [3, 2]),
    ("the day before", goal(review=30, reviewed="2026-10-22"), "2026-11-21", False, [3, 2]),
    ("long past", goal(review=7, reviewed="2026-10-01"), "2026-10-08", True, [3, 2]),
    ("from the start, if there was none", goal(start="2026-11-02", review=30), "2026-12-02", False, [2, 3]),
    ("from what first helped", goal(helped=talks("2026-11-02"), review=30), "2026-12-02", False, [6, 2]),
    (
        "the last look counts, not the start",
        goal(start="2026-01-01", review=30, reviewed="2026-11-10"),
        "2026-12-10",
        False,
        [4, 3],
    ),
    ("nothing to count from", goal(review=30), None, True, [2]),
    ("to begin later", goal(start="2027-01-01", review=30), "2027-01-31", False, [2, 3]),
    ("reached, and not yet said so", goal(review=30, reviewed="2026-10-01", target=0.5), "2026-10-31", True, [3, 2]),
    ("to the end of the calendar", goal(review=9_999_999, reviewed="2026-11-03"), "9999-12-31", False, [3, 2]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "one", "day", "is_due", "lines"), REVIEWS, ids=[case[0] for case in REVIEWS]
)
def test_when_a_goal_is_to_be_looked_at(
    title: str, one: Goal, day: str | None, is_due: bool, lines: list[int]
) -> None:
    found = stand(one).review
    assert found is not None
    due = found.due or found.every
    assert (found.due and found.due.value.isoformat(), found.is_due) == (day, is_due)
    assert [source.line for source in due.sources] == lines


@pytest.mark.parametrize("status", ["paused", "done", "dropped"])
def test_only_active_goals_are_looked_at(status: str) -> None:
    assert stand(goal(status=status, review=30)).review is None
    assert stand(goal(reviewed="2026-11-03")).review is None


CIRCLES: list[tuple[str, list[Goal], dict[str, list[str]], list[str]]] = [
    ("of one", [goal("A", parent="A")], {"A": []}, ["A"]),
    ("of two", [goal("A", parent="B"), goal("B", parent="A")], {"A": ["B"], "B": ["A"]}, ["A"]),
    (
        "of three",
        [goal("C", parent="A"), goal("A", parent="B"), goal("B", parent="C")],
        {"A": ["B", "C"], "C": ["A", "B"]},
        ["A"],
    ),
    (
        "with a way in",
        [goal("A", parent="B"), goal("B", parent="C"), goal("C", parent="B")],
        {"A": ["B", "C"], "B": ["C"]},
        ["B"],
    ),
    ("two of them", [goal("A", parent="A"), goal("B", parent="B")], {"A": []}, ["A", "B"]),
]


@pytest.mark.parametrize(("title", "pool", "chains", "told"), CIRCLES, ids=[case[0] for case in CIRCLES])
def test_a_circle_is_one_problem(
    title: str, pool: list[Goal], chains: dict[str, list[str]], told: list[str]
) -> None:
    found = {one.goal.name: one for one in goals.standings(pool, TODAY)}
    assert {name: names(found[name].parents) for name in chains} == chains
    assert [name for name, one in sorted(found.items()) if one.problems] == told
    problems = goals.problems(pool)
    assert sorted(problem.path for problem in problems) == [f"Goals/{name}.md" for name in told]
    assert {problem.code for problem in problems} == {"goal-cycle"}
    assert "goal-cycle" in CODES


POOL = [goal("A", parent="B"), goal("B", parent="C"), goal("C"), goal("D", parent="E"), goal("E", parent="D")]


@pytest.mark.parametrize(
    ("name", "above", "would"),
    [
        ("C", "A", ["A", "B", "C"]),
        ("C", "B", ["B", "C"]),
        ("C", "C", ["C"]),
        ("A", "C", []),
        ("C", "D", []),
        ("C", "Nowhere", []),
        ("D", "E", ["E", "D"]),
    ],
)
def test_a_circle_that_would_be(name: str, above: str, would: list[str]) -> None:
    assert names(goals.circle(POOL, f"Goals/{name}.md", f"Goals/{above}.md")) == would


def test_a_circle_says_where_and_what_to_do() -> None:
    (problem,) = goals.problems([goal("A", status="active", parent="B"), goal("B", parent="A")])
    assert (problem.path, problem.line) == ("Goals/A.md", 3)
    assert problem.message == "These goals are parts of each other: A, B."
    assert "parent:" in problem.hint


# --- what always holds -----------------------------------------------------------------------------

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31)).map(str)


@st.composite
def any_goal(draw: st.DrawFn) -> Goal:
    properties: dict[str, Any] = {}
    for key, value in (
        ("start", DAYS),
        ("due", DAYS),
        ("target", st.integers(1, 12) | st.floats(0.5, 9)),
        ("status", st.sampled_from(["active", "paused", "done", "dropped"])),
        ("measure", st.sampled_from(["conversations", "milestones", "coffee", "sauna"])),
        ("parent", st.sampled_from(["Lead", "A", "B"])),
    ):
        if draw(st.booleans()):
            properties[key] = draw(value)
    past = st.dates(date(2025, 1, 1), TODAY).map(str)
    helped = [
        trace(day, kind)
        for day, kind in draw(st.lists(st.tuples(past, st.sampled_from(["coffee", "letter"])), max_size=5))
    ]
    tasks = [
        task(status, done=done)
        for status, done in draw(
            st.lists(st.tuples(st.sampled_from("x -/X"), DAYS | st.just("")), max_size=4)
        )
    ]
    name = draw(st.sampled_from(["Lead", "A", "B"]))
    return goal(name, sorted(helped, key=lambda one: one.day), tasks, **properties)


@settings(max_examples=30)
@given(any_goal())
def test_a_standing_agrees_with_itself(one: Goal) -> None:
    found = stand(one)
    assert 0 <= found.steps_done.value <= found.steps
    assert found.behind >= 0
    assert found.progress is None or 0 <= found.progress <= 1
    assert not (found.at_risk and found.overdue)
    assert not (found.at_risk and not found.behind)
    if found.status != "active":
        assert (found.at_risk, found.stalled, found.overdue, found.behind) == (False, False, False, 0)
    for sourced in (found.count, found.target, found.steps_done, found.start, found.due, found.moved):
        assert sourced is None or sourced.sources


@settings(max_examples=30)
@given(any_goal())
def test_one_more_talk_never_makes_it_worse(one: Goal) -> None:
    more = replace(one, helped=(*one.helped, trace(TODAY.isoformat(), "coffee", "Zoë")))
    before, found = stand(one), stand(more)
    assert found.count.value >= before.count.value
    assert not found.stalled
    if before.start is not None:
        assert found.behind <= before.behind


@settings(max_examples=30)
@given(any_goal(), st.integers(0, 400))
def test_time_alone_expects_more(one: Goal, days: int) -> None:
    before, found = stand(one), stand(one, TODAY + timedelta(days))
    if before.expected is not None:
        assert found.expected is not None
        assert found.expected >= before.expected
    assert found.overdue or not before.overdue


@settings(max_examples=30)
@given(st.lists(any_goal(), max_size=4, unique_by=lambda one: one.path))
def test_all_at_once_is_one_by_one(pool: list[Goal]) -> None:
    assert goals.standings(pool, TODAY) == tuple(goals.standing(one, TODAY, pool) for one in pool)
    assert goals.problems(pool) == tuple(p for one in goals.standings(pool, TODAY) for p in one.problems)


def test_the_docs_name_the_rules_of_thumb() -> None:
    page = (Path(__file__).parent.parent / "docs" / "goals.md").read_text(encoding="utf-8")
    assert goals.AT_RISK == 1 / 5
    assert "more than a fifth of the target" in page
    assert f"more than {goals.STALLED_AFTER} days" in page
