"""Network Goals and ``vaultnet goals``: from notes to what is said of needs, parts, plans and reviews."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import one_by_one
from tests.vaults import TODAY, put
from vaultnet import build as building
from vaultnet import needs
from vaultnet.dashboards.goals import in_trees
from vaultnet.goals import standings
from vaultnet.model import Source, Value
from vaultnet.network import Goal

GOAL = "Goals/Lead.md"


def person(name: str, fields: str = "relation: mentor", log: str = "2026-11-10") -> dict[str, str]:
    """A contact's note, with the day on which you had coffee."""
    line = f"- {log} coffee: looms\n" if log else ""
    return {f"People/{name}.md": f"---\ntype: contact\n{fields}\n---\n{line}"}


def goal(name: str = "Lead", fields: str = "", text: str = "- [ ] Begin\n") -> dict[str, str]:
    return {f"Goals/{name}.md": f"---\ntype: goal\n{fields}\n---\n{text}"}


def needing(*needs: str) -> dict[str, str]:
    return goal(fields=f"needs: [{', '.join(needs)}]")


def page(vault: Path, notes: Mapping[str, str], name: str = "Goals", today: date = TODAY) -> str:
    put(vault, {"vaultnet.toml": "", **notes})
    building.build(vault, today=today)
    return (vault / "Network" / f"Network {name}.md").read_text("utf-8").partition("\n\n<!-- vaultnet")[0]


def plan_with(name: str, helps: str = "") -> dict[str, str]:
    fields = f'type: meeting\nkind: coffee\npeople: ["[[{name}]]"]\nhelps: "[[{helps}]]"'
    return {f"Meetings/2026-11-24 {name}.md": f"---\n{fields}\n---\n"}


def met(*names: str) -> dict[str, str]:
    people = ", ".join(f'"[[{name}]]"' for name in names)
    note = f'---\ntype: meeting\nkind: coffee\npeople: [{people}]\nhelps: "[[Lead]]"\n---\nLooms.\n'
    return {f"Meetings/2026-10-01 {' and '.join(names)}.md": note}


RESTING = "relation: mentor\nsnooze: 2027-01-01"
INSIDER = '"insider at [[Globex]]"'
GLOBEX = 'company: "[[Globex]]"'

QUIET = person("Ada", log="2024-05-03")
HIDDEN = person("Eve Stone", "relation: mentor\nprivate: true")
OF_OLD = {k: v for n in range(4) for k, v in person(f"P{n}", RESTING, "2024-05-03").items()}

# title, notes, the rows of the map
ROWS: list[tuple[str, dict[str, str], list[str]]] = [
    ("nothing is due", {**needing("mentor"), **person("Ada")}, ["| mentor | [[Ada]], warm |  |"]),
    (
        "somebody is due",
        {**needing("mentor"), **person("Ada", "relation: mentor\ncadence: 4w", "2026-10-01")},
        ["| mentor | [[Ada]], cooling | check in |"],
    ),
    (
        "a plan goes before that",
        {**needing("mentor"), **person("Ada"), **plan_with("Ada")},
        ["| mentor | [[Ada]], warm | [[2026-11-24 Ada\\|coffee]] on 24 November |"],
    ),
    (
        "of two, it says with whom",
        {**needing("mentor"), **person("Ada"), **person("Eve", log="2026-11-01"), **plan_with("Eve")},
        ["| mentor | [[Ada]], warm; [[Eve]], warm | [[Eve]]: [[2026-11-24 Eve\\|coffee]] on 24 November |"],
    ),
    (
        "of many, two are named",
        {**needing("mentor"), **{k: v for n in range(8) for k, v in person(f"P{n}").items()}},
        ["| mentor | [[P0]], warm; [[P1]], warm and 6 more |  |"],
    ),
    (
        "nobody warm",
        {**needing("mentor"), **person("Ada", "relation: mentor\nsnooze: 2027-01-01", "2024-05-03")},
        ["| mentor | [[Ada]], quiet since 3 May 2024 |  |"],
    ),
    (
        "nobody, and a way",
        {
            **needing(INSIDER),
            **person("Ada", GLOBEX, ""),
            **person("Eve", 'knows: ["[[Ada]]"]'),
            "Globex.md": "---\ntype: organisation\n---\n",
        },
        ["| insider at [[Globex]] | *nobody yet* | [[Eve]] → [[Ada]], at Globex |"],
    ),
    (
        "nobody, and somebody to ask",
        {**needing("hiring"), **person("Ada", "interests: [hiring]")},
        ["| hiring | *nobody yet* | [[Ada]], cares about hiring |"],
    ),
    ("nobody at all", needing("mentor"), ["| mentor | *nobody yet* |  |"]),
    (
        "somebody private",
        {**needing("mentor"), **person("Eve Stone", "relation: mentor\nprivate: true")},
        ["| mentor | somebody you keep private |  |"],
    ),
    (
        "somebody private, and somebody quiet",
        {**needing("mentor"), **QUIET, **HIDDEN},
        ["| mentor | [[Ada]], quiet since 3 May 2024; and somebody you keep private | [[Ada]]: reconnect |"],
    ),
    (
        "somebody private, and many who are quiet",
        {**needing("mentor"), **HIDDEN, **OF_OLD},
        [
            "| mentor | [[P0]], quiet since 3 May 2024; [[P1]], quiet since 3 May 2024 and 2 more; "
            "and somebody you keep private |  |"
        ],
    ),
    (
        "somebody private, and who else could",
        {**needing("mentor"), **HIDDEN, **person("Ada", 'helps_with: "[[Lead]]"')},
        ["| mentor | somebody you keep private | [[Ada]], helps with this goal |"],
    ),
    (
        "a need that names somebody private has no row",
        {**needing("mentor", '"what [[Eve Stone]] knows"'), **person("Eve Stone", "private: true")},
        ["| mentor | *nobody yet* |  |"],
    ),
    (
        "in the order of the note",
        {**needing("referrer", "mentor"), **person("Ada")},
        ["| referrer | *nobody yet* |  |", "| mentor | [[Ada]], warm |  |"],
    ),
    ("words that would end a cell", needing('"C|C++"'), ["| C\\|C++ | *nobody yet* |  |"]),
    ("a goal that rests has no map", goal(fields="needs: [mentor]\nstatus: paused"), []),
    ("what needs nothing neither", goal(), []),
]


@pytest.mark.parametrize(("title", "notes", "rows"), ROWS, ids=[case[0] for case in ROWS])
def test_who_has_what_a_goal_needs(title: str, notes: dict[str, str], rows: list[str], vault: Path) -> None:
    lines = page(vault, notes).splitlines()
    assert [line for line in lines if line.startswith("|")][2:] == rows


PART = 'parent: "[[Lead]]"\n'

# title, the parts, what is said of them under their whole
PARTS: list[tuple[str, dict[str, str], list[str]]] = [
    ("none", {}, []),
    (
        "on its way",
        goal("A", PART + "target: 4\nstart: 2026-11-19\ndue: 2027-11-19"),
        ["- its parts:", "    - [[A]]: 0 of 4 conversations, on time"],
    ),
    (
        "behind",
        goal("A", PART + "target: 4\nstart: 2026-11-01\ndue: 2026-12-01"),
        ["- its parts:", "    - [[A]]: 0 of 4 conversations, 2 behind"],
    ),
    (
        "reached, as its owner says",
        goal("A", PART + "status: done\nmeasure: milestones", "- [x] Say it\n"),
        ["- its parts, 1 of 1 reached:", "    - [[A]]: reached with 1 step"],
    ),
    (
        "reached, as its steps say",
        {**goal("A", PART, "- [x] Say it\n"), **goal("B", PART)},
        ["- its parts, 1 of 2 reached:", "    - [[B]]: 0 of 1 step", "    - [[A]]: reached with 1 step"],
    ),
    ("dropped", goal("A", PART + "status: dropped"), []),
    (
        "paused",
        goal("A", PART + "status: paused"),
        ["- its parts:", "    - [[A]]: 0 of 1 step, paused"],
    ),
    (
        "past its day",
        goal("A", PART + "due: 2026-11-02"),
        ["- its parts:", "    - [[A]]: 0 of 1 step, 1 behind, **was for 2 November**"],
    ),
    (
        "at rest",
        goal("A", PART + "start: 2026-01-05"),
        ["- its parts:", "    - [[A]]: 0 of 1 step, nothing since 5 January"],
    ),
    ("nothing to count", goal("A", PART, ""), ["- its parts:", "    - [[A]]"]),
]


@pytest.mark.parametrize(("title", "notes", "said"), PARTS, ids=[case[0] for case in PARTS])
def test_how_parts_stand(title: str, notes: dict[str, str], said: list[str], vault: Path) -> None:
    text = page(vault, {**goal(), **notes})
    whole = text.partition("## [[Lead]]\n")[2].partition("\n#")[0]
    lines = [line for line in whole.splitlines() if line.startswith(("- its parts", "    - "))]
    assert lines == said


def sketch(name: str, parent: str = "", due: str = "") -> Goal:
    fields: dict[str, tuple[Value, ...]] = {}
    if parent:
        fields["parent"] = (Value(parent, 2, parent, True),)
    if due:
        fields["due"] = (Value(due, 3, due),)
    return Goal(f"{name}.md", name, fields, (), (), (), {parent: f"{parent}.md"} if parent else {})


# title, goals, each whole with its parts
TREES: list[tuple[str, list[Goal], list[str]]] = [
    ("side by side", [sketch("B"), sketch("A")], ["A", "B"]),
    ("by day", [sketch("A"), sketch("B", due="2027-01-01"), sketch("C", due="2026-12-01")], ["C", "B", "A"]),
    ("a part below its whole", [sketch("A", "Z"), sketch("Z")], ["Z: A"]),
    ("parts by day", [sketch("A", "Z"), sketch("B", "Z", "2027-01-01"), sketch("Z")], ["Z: B A"]),
    ("a part of a part comes after it", [sketch("A", "Z"), sketch("B", "A"), sketch("C", "Z"), sketch("Z")],
     ["Z: A B C"]),
    ("a whole comes with the first of its parts",
     [sketch("A", due="2027-01-01"), sketch("B", "Z", "2026-12-01"), sketch("Z", due="2028-01-01")], ["Z: B", "A"]),
    ("parts of each other", [sketch("A", "B"), sketch("B", "A")], ["A: B"]),
    ("a way into a circle", [sketch("C", "A"), sketch("A", "B"), sketch("B", "A")], ["A: B C"]),
    ("a part of itself", [sketch("A", "A"), sketch("B")], ["A", "B"]),
    ("a part of what is not there", [sketch("A", "Nowhere")], ["A"]),
    ("nothing", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "found", "trees"), TREES, ids=[case[0] for case in TREES])
def test_parts_stand_below_their_whole(title: str, found: list[Goal], trees: list[str]) -> None:
    seen = in_trees(standings(found, TODAY))
    said = [" ".join([f"{whole.goal.name}:", *(part.goal.name for part in parts)]) for whole, parts in seen]
    assert [one.removesuffix(":") for one in said] == trees
    assert sum(1 + len(parts) for _, parts in seen) == len(found)


def test_a_part_of_a_whole_that_rests_stands_below_the_next_one(vault: Path) -> None:
    notes = {**goal(), **goal("A", PART + "status: paused"), **goal("B", 'parent: "[[A]]"')}
    text = page(vault, notes)
    assert "\n## [[Lead]]\n" in text
    assert "\n### [[B]]\n\n0 of 1 step · part of [[A]]\n" in text


REVIEWED = "reviewed: {}\nreview: monthly"

# title, properties, what is said of the review, and the day it comes on Today
REVIEWS: list[tuple[str, str, str, str]] = [
    ("never said how often", "reviewed: 2026-11-02", "", ""),
    ("later", REVIEWED.format("2026-11-03"), "- next review on 3 December", ""),
    ("next week", REVIEWED.format("2026-10-26"), "- next review on 25 November", "Wed\u00a025"),
    ("today", REVIEWED.format("2026-10-21"),
     "- **review** was due on 20 November; once you have looked at it: `reviewed: 2026-11-20`", "Fri\u00a020"),
    ("past", REVIEWED.format("2026-10-02"),
     "- **review** was due on 1 November; once you have looked at it: `reviewed: 2026-11-20`", "Fri\u00a020"),
    ("from the start", "start: 2026-11-03\nreview: monthly", "- next review on 3 December", ""),
    ("never", "review: monthly",
     "- **review** every month, and there was none yet; once you have looked at it: `reviewed: 2026-11-20`",
     "Fri\u00a020"),
    ("of a goal that rests", REVIEWED.format("2026-10-02") + "\nstatus: paused", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("title", "fields", "said", "day"), REVIEWS, ids=[case[0] for case in REVIEWS])
def test_when_a_goal_is_to_be_looked_at(title: str, fields: str, said: str, day: str, vault: Path) -> None:
    text = page(vault, goal(fields=fields))
    assert [line for line in text.splitlines() if "review" in line and line.startswith("- ")] == [
        said
    ] * bool(said)
    today = (vault / "Network" / "Network Today.md").read_text("utf-8")
    assert [line for line in today.splitlines() if "review Lead" in line] == [
        f"| {day} | [[Lead\\|review Lead]] |  |"
    ] * bool(day)


def test_a_review_is_said_by_the_command_line(vault: Path) -> None:
    text = page(vault, goal(fields=REVIEWED.format("2026-10-02")))
    assert "> - [[Lead]]: review was due on 1 November" in text
    assert "its review was due on 1 November" in one_by_one.run(vault, "goals")[1]
    assert one_by_one.run(vault, "set", "Lead", "reviewed=today")[0] == 0
    assert "review" not in one_by_one.run(vault, "goals")[1]
    assert "- next review on 20 December" in page(vault, {})


# title, the goal's text, its plans
PLANS: list[tuple[str, str, list[str]]] = [
    ("on one line", "when:: I finish then:: I ask\n", ["- plan: when I finish, then I ask"]),
    ("on two", "when:: I finish\nthen:: I ask\n", ["- plan: when I finish, then I ask"]),
    ("links stay links", "when:: I see [[Ada]] then:: I *ask*\n", ["- plan: when I see [[Ada]], then I ask"]),
    (
        "two of them",
        "when:: a then:: b\n\nwhen:: c then:: d\n",
        ["- plan: when a, then b", "- plan: when c, then d"],
    ),
    ("half of one", "when:: I finish\n", []),
    ("one that names somebody private", "when:: I see [[Eve Stone]] then:: I ask\n", []),
]


@pytest.mark.parametrize(("title", "text", "said"), PLANS, ids=[case[0] for case in PLANS])
def test_if_then_plans(title: str, text: str, said: list[str], vault: Path) -> None:
    notes = {**goal(text=text), **person("Ada"), **person("Eve Stone", "private: true")}
    assert [line for line in page(vault, notes).splitlines() if line.startswith("- plan")] == said


def test_only_what_is_counted_is_told_of_lately(vault: Path) -> None:
    letter = '---\ntype: meeting\nkind: {}\npeople: ["[[Ada]]"]\nhelps: "[[Lead]]"\n---\nLooms.\n'
    notes = {
        **goal(fields="measure: coffee"),
        **person("Ada", "", ""),
        "Meetings/2026-10-02 Ada.md": letter.format("letter"),
        "Meetings/2026-10-01 Ada.md": letter.format("coffee"),
    }
    lines = [line for line in page(vault, notes).splitlines() if line.startswith("- lately")]
    assert lines == ["- lately: [[Ada]] on [[2026-10-01 Ada|1 October]]"]


# title, who was there, what is said of them
MET_WITH: list[tuple[str, list[str], list[str]]] = [
    ("one", ["Ada"], ["- lately: [[Ada]] on [[2026-10-01 Ada|1 October]]"]),
    ("somebody private", ["Eve Stone"], ["- lately: somebody you keep private on 1 October"]),
    (
        "somebody private and one more",
        ["Eve Stone", "Ada"],
        ["- lately: [[Ada]] and somebody you keep private on [[2026-10-01 Eve Stone and Ada|1 October]]"],
    ),
]


@pytest.mark.parametrize(("title", "people", "said"), MET_WITH, ids=[case[0] for case in MET_WITH])
def test_whom_it_names_that_helped(title: str, people: list[str], said: list[str], vault: Path) -> None:
    lines = page(vault, {**goal(), **person("Ada", "", ""), **HIDDEN, **met(*people)}).splitlines()
    assert [line for line in lines if line.startswith("- lately")] == said


def test_somebody_private_is_not_named_in_what_is_ahead(vault: Path) -> None:
    text = page(vault, {**goal(), **HIDDEN, **plan_with("Eve Stone", "Lead")})
    assert "- Tue\u00a024: coffee with somebody you keep private, for [[Lead]]" in text
    assert "- ahead: coffee with somebody you keep private on 24 November" in text
    assert "Eve" not in text


EVE = {**HIDDEN, **goal("Small", 'parent: "[[Lead]]"')}

# title, notes, what is said on the page and at the terminal, in these words
KEPT: list[tuple[str, dict[str, str], str, str]] = [
    (
        "a plan that names her",
        {**HIDDEN, **goal(text="when:: Eve Stone calls then:: I act\nwhen:: it rains then:: I write\n")},
        "- plan: when it rains, then I write",
        "when it rains, then I write",
    ),
    (
        "in its second half",
        {**HIDDEN, **goal(text="when:: it snows then:: I call Eve Stone\nwhen:: it rains then:: I write\n")},
        "- plan: when it rains, then I write",
        "when it rains, then I write",
    ),
    (
        "a step that names her",
        {**HIDDEN, **goal(text="- [ ] Ask Eve Stone 📅 2026-11-24\n")},
        "**next**: a step",
        "next: a step",
    ),
    (
        "a need that names her",
        {**HIDDEN, **goal(fields="needs: [somebody like Eve Stone, weaving]")},
        "| weaving | *nobody yet* |  |",
        "needs weaving",
    ),
    (
        "a need that links her by another name",
        {**HIDDEN, **goal(fields='needs: ["[[Eve Stone|E]]", weaving]')},
        "| weaving | *nobody yet* |  |",
        "needs weaving",
    ),
    (
        "why it was let go",
        {**HIDDEN, **goal(fields="status: dropped\nbecause: Eve Stone asked me to")},
        "- [[Lead]]: the note says why",
        "Lead · dropped, 0 of 1 step, the note says why",
    ),
    (
        "why it rests",
        {**HIDDEN, **goal(fields="status: paused\nbecause: Eve Stone asked me to")},
        "- [[Lead]]: the note says why",
        "Lead · paused, 0 of 1 step, the note says why",
    ),
]


@pytest.mark.parametrize(("title", "notes", "page_says", "terminal_says"), KEPT, ids=[c[0] for c in KEPT])
def test_nothing_of_a_goal_names_somebody_private(
    title: str, notes: dict[str, str], page_says: str, terminal_says: str, vault: Path
) -> None:
    text = page(vault, notes)
    screens = [
        one_by_one.run(vault, "goals", *arguments)[1] for arguments in (("--all",), ("Lead",), ("--json",))
    ]
    assert page_says in text
    assert any(terminal_says in screen for screen in screens[:2])
    assert not [said for said in (text, *screens) if "Eve" in said]
    today = (vault / "Network/Network Today.md").read_text("utf-8")
    assert not [line for line in today.splitlines() if "[[Lead]]" in line and "Eve" in line]


ON_TIME = "target: 4\nstart: {}\ndue: 2029-11-19"

# title, properties, text, the line below the goal's name
PACE: list[tuple[str, str, str, str]] = [
    ("on time", ON_TIME.format("2026-11-01"), "", "0 of 4 conversations, on time"),
    ("on time, but nothing has moved it", ON_TIME.format("2026-07-15"), "", "0 of 4 conversations"),
    ("on time, but its next step is late", ON_TIME.format("2026-11-01"), "- [ ] Go 📅 2026-11-19\n",
     "0 of 4 conversations"),
    ("on time, and its next step is for today", ON_TIME.format("2026-11-01"), "- [ ] Go 📅 2026-11-20\n",
     "0 of 4 conversations, on time"),
    ("words of one's own", "measure: happiness\ntarget: 6", "", "0 of 6 happiness"),
    ("one of them", "measure: happiness\ntarget: 1", "", "0 of 1 happiness"),
    ("a kind", "measure: coffee\ntarget: 6", "", "0 of 6 coffees"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "fields", "text", "said"), PACE, ids=[case[0] for case in PACE])
def test_how_a_goal_stands(title: str, fields: str, text: str, said: str, vault: Path) -> None:
    shown = page(vault, goal(fields=fields, text=text)).partition("## [[Lead]]\n\n")[2]
    assert shown.partition("\n")[0].partition(" · ")[0] == said


def test_what_needs_a_look_comes_first(vault: Path) -> None:
    notes = {
        **goal("A", "due: 2026-11-02"),
        **goal("B", "start: 2026-01-05"),
        **goal("C", "target: 4\nstart: 2026-11-01\ndue: 2026-12-01\nreview: 2w"),
        **goal("D", "review: weekly"),
        **goal("E"),
    }
    look = page(vault, notes).partition("\n# Goals\n")[2].partition("\n\n##")[0].strip().splitlines()
    assert look == [
        "> [!IMPORTANT]",
        "> Worth a look:",
        "> - [[A]]: was for 2 November",
        "> - [[C]]: 2 behind, review was due on 15 November",
        "> - [[B]]: nothing has moved it since 5 January",
        "> - [[D]]: never reviewed yet",
    ]


MET = '---\ntype: meeting\nkind: coffee\npeople: ["[[Ada]]", "[[Eve]]"]\nhelps: "[[Lead]]"\n---\n'

# title, notes, what the next days bring
COMING: list[tuple[str, dict[str, str], list[str]]] = [
    ("nothing", goal(), []),
    ("a step today", goal(text="- [ ] Begin 📅 2026-11-20\n"), ["- Fri\u00a020: Begin, for [[Lead]]"]),
    ("a step in a week", goal(text="- [ ] Begin 📅 2026-11-27\n"), ["- Fri\u00a027: Begin, for [[Lead]]"]),
    ("a step in eight days", goal(text="- [ ] Begin 📅 2026-11-28\n"), []),
    ("a step that is late", goal(text="- [ ] Begin 📅 2026-11-19\n"), []),
    ("a step that is done", goal(text="- [x] Begin 📅 2026-11-20\n"), []),
    ("a step of a goal that rests", goal(fields="status: paused", text="- [ ] Begin 📅 2026-11-20\n"), []),
    (
        "a plan with two",
        {**goal(), **person("Ada"), **person("Eve"), "Meetings/2026-11-24 Tea.md": MET},
        ["- Tue\u00a024: [[2026-11-24 Tea|coffee]] with [[Ada]] and [[Eve]], for [[Lead]]"],
    ),
    (
        "a plan in two weeks",
        {**goal(), **person("Ada"), **person("Eve"), "Meetings/2026-12-04 Tea.md": MET},
        [],
    ),
    (
        "day by day",
        {**goal("A", text="- [ ] Go 📅 2026-11-25\n"), **goal(text="- [ ] Begin 📅 2026-11-24\n")},
        ["- Tue\u00a024: Begin, for [[Lead]]", "- Wed\u00a025: Go, for [[A]]"],
    ),
    (
        "many",
        goal(text="".join(f"- [ ] S{n} 📅 2026-11-24\n" for n in range(9))),
        [*(f"- Tue\u00a024: S{n}, for [[Lead]]" for n in range(7)), "- and 2 more"],
    ),
]


@pytest.mark.parametrize(("title", "notes", "said"), COMING, ids=[case[0] for case in COMING])
def test_what_the_next_days_bring(title: str, notes: dict[str, str], said: list[str], vault: Path) -> None:
    top = page(vault, notes).partition("\n## ")[0]
    lines = top.partition("Within seven days:\n\n")[2].strip().splitlines()
    assert lines == said


# --- the command line ------------------------------------------------------------------------------

SAILING = {
    **goal(
        fields="horizon: long\nstart: 2026-01-05\ntarget: 4\nneeds: [mentor, hiring]\nreview: monthly",
        text="Why not.\n\nwhen:: it rains then:: I write\n\n- [x] Say it ✅ 2026-01-09\n- [ ] Go 📅 2026-12-01\n"
        "\n- 2026-11-02 changed target: 3 → 4; because it goes well\n",
    ),
    **goal("A", PART + "target: 3"),
    **person("Ada"),
    **person("Eve", "interests: [hiring]"),
    "Meetings/2026-09-02 Ada.md": '---\ntype: meeting\npeople: ["[[Ada]]"]\nhelps: ["[[Lead]]"]\n---\nLooms.\n',
}


def test_all_goals_with_what_they_need(vault: Path) -> None:
    put(vault, {"vaultnet.toml": "", **SAILING})
    assert one_by_one.run(vault, "goals") == (
        0,
        "Lead · 1 of 4 conversations\n"
        "    nothing has moved since 2 September\n"
        "    its review was due on 4 February\n"
        "    to try: ask Eve (cares about hiring) whom they know for “hiring”, which it needs  Goals/Lead.md:6\n"
        "    next: Go  Goals/Lead.md:14\n"
        "    needs mentor  Ada, warm\n"
        "          hiring  nobody yet  Eve, cares about hiring\n"
        "A · 0 of 3 conversations, part of Lead\n"
        "    next: Begin  Goals/A.md:6\n",
    )


HIRING = needs.Need("hiring", "words", "", "", frozenset({"hiring"}), Source("Goals/Lead.md", 6))


def test_one_goal_in_full(vault: Path) -> None:
    put(vault, {"vaultnet.toml": "", **SAILING})
    code, screen = one_by_one.run(vault, "goals", "lea")
    assert code == 0
    lines = [" ".join(line.split()) for line in screen.partition("\n\n")[2].splitlines()]
    assert lines == [
        "What it needs",
        "mentor Ada warm: mentor People/Ada.md:3",
        "hiring nobody yet Goals/Lead.md:6",
        "Eve cares about hiring People/Eve.md:3",
        "Ada helped with this goal on 2 September Meetings/2026-09-02 Ada.md:3",
        f"“hiring” is read as {needs.reading(HIRING)}",
        "",
        "Steps",
        "Say it done on 9 January Goals/Lead.md:13",
        "Go by 1 December Goals/Lead.md:14",
        "",
        "Plans",
        "when it rains, then I write Goals/Lead.md:11",
        "",
        "Its parts",
        "A 0 of 3 Goals/A.md:1",
        "",
        "Reviews",
        "every month, it was due on 4 February Goals/Lead.md:4",
        'Once you have looked at it: vaultnet set "Lead" reviewed=today',
        "",
        "What was changed",
        "2 November target 4 instead of 3, because it goes well Goals/Lead.md:16",
        "",
        "What helped",
        "2 September Ada Meetings/2026-09-02 Ada.md:3",
    ]


def test_on_a_narrow_terminal_each_need_has_lines_of_its_own(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(vault, {"vaultnet.toml": "", **needing("mentor", "hiring"), **person("Ada"), **OF_OLD})
    put(vault, person("Eve", "interests: [hiring]"))
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr("vaultnet.terminal.coloured", lambda *_: True)
    screen = one_by_one.run(vault, "goals")[1]
    assert screen.partition("Lead.md:5\n")[2].splitlines() == [
        "    needs mentor: Ada, warm; P0, quiet since 3 May 2024 and 3 more",
        "    needs hiring: nobody yet",
        "        next: Eve, cares about hiring",
    ]


CROWD = {k: v for n in range(8) for k, v in person(f"P{n}").items()}
LATELY = {
    f"Meetings/2026-10-0{n} P{n}.md": f'---\ntype: meeting\npeople: ["[[P{n}]]"]\nhelps: "[[Lead]]"\n---\nx\n'
    for n in range(1, 8)
}

# title, notes, what follows the command, a line of what is said
SAID: list[tuple[str, dict[str, str], list[str], str]] = [
    ("all: nobody has any", {}, [], "There are no goals yet. To set one:"),
    ("all: one that rests", goal(fields="status: paused\nbecause: winter"), [],
     "And 1 goal paused, done or dropped: vaultnet goals --all"),
    ("all: of every status", goal(fields="status: paused\nbecause: winter"), ["--all"],
     "Lead · paused, 0 of 1 step, because winter"),
    ("all: past its day", goal(fields="due: 2026-11-02"), [], "its day has passed: 2 November"),
    ("all: at risk", goal(fields="target: 4\nstart: 2026-11-01\ndue: 2026-12-01"), [], "2 behind its pace, at risk"),
    ("all: never looked at", goal(fields="review: weekly"), [], "it was never reviewed"),
    ("all: a plan", {**goal(), **person("Ada"), **person("Eve"), "Meetings/2026-11-24 Tea.md": MET}, [],
     "planned: coffee with Ada on 24 November Meetings/2026-11-24 Tea.md:4"),
    ("all: a plan with somebody private", {**goal(), **HIDDEN, **plan_with("Eve Stone", "Lead")}, [],
     "planned: coffee with somebody you keep private on 24 November"),
    ("all: words of one's own", goal(fields="measure: happiness\ntarget: 6"), [], "Lead · 0 of 6 happiness"),
    ("all: a kind", goal(fields="measure: informational-interview\ntarget: 6"), [],
     "Lead · 0 of 6 informational interviews"),
    ("all: a plan and no step", {**goal(text=""), **person("Ada"), **person("Eve"), "Meetings/2026-11-24 Tea.md": MET},
     [], "planned: coffee with Ada on 24 November"),
    ("all: nothing to count", goal(fields="status: paused", text=""), ["--all"], "Lead · paused"),
    ("all: many have it", {**needing("mentor"), **CROWD}, [], "needs mentor P0, warm; P1, warm and 6 more"),
    ("all: with one of many", {**needing("mentor"), **CROWD, **plan_with("P1")}, [],
     "needs mentor P0, warm; P1, warm and 6 more P1: coffee on 24 November"),
    ("all: with one of one", {**needing("mentor"), **person("Ada"), **plan_with("Ada")}, [],
     "needs mentor Ada, warm coffee on 24 November"),
    ("all: gone quiet", {**needing("mentor"), **person("Ada", log="2024-05-03")}, [],
     "needs mentor Ada, quiet since 3 May 2024"),
    ("all: somebody private", {**needing("mentor"), **person("Eve", "relation: mentor\nprivate: true")}, [],
     "needs mentor somebody you keep private"),
    ("all: somebody private, and somebody quiet", {**needing("mentor"), **QUIET, **HIDDEN}, [],
     "needs mentor Ada, quiet since 3 May 2024; and somebody you keep private Ada: reconnect"),
    ("all: somebody private, and many who are quiet", {**needing("mentor"), **HIDDEN, **OF_OLD}, [],
     "needs mentor P0, quiet since 3 May 2024; P1, quiet since 3 May 2024 and 2 more; and somebody you keep private"),
    ("all: somebody private, and who else could",
     {**needing("mentor"), **HIDDEN, **person("Ada", 'helps_with: "[[Lead]]"')}, [],
     "needs mentor somebody you keep private Ada, helps with this goal"),
    ("all: a way", {**needing(INSIDER), **person("Ada", "company: Globex", ""), **person("Eve", 'knows: ["[[Ada]]"]')},
     [], "needs insider at Globex nobody yet Eve → Ada, at Globex"),
    ("one: many have it", {**needing("mentor"), **CROWD}, ["Lead"], "and 3 more"),
    ("one: somebody private", {**needing("mentor"), **person("Eve", "relation: mentor\nprivate: true")}, ["Lead"],
     "mentor somebody you keep private"),
    ("one: somebody private, and somebody quiet", {**needing("mentor"), **QUIET, **HIDDEN}, ["Lead"],
     "and somebody you keep private"),
    ("one: what is due", {**needing("mentor"), **person("Ada", "relation: mentor\ncadence: 4w", "2026-10-01")},
     ["Lead"], "next: Ada check in People/Ada.md:4"),
    ("one: what is due, and an interval besides",
     {**needing("mentor"), **person("Ada", "relation: mentor\ncadence: 4w\nbirthday: 1990-11-21", "2026-06-01")},
     ["Lead"], "next: Ada congratulate People/Ada.md:5"),
    ("one: a plan with somebody", {**needing("mentor"), **person("Ada"), **plan_with("Ada")}, ["Lead"],
     "next: Ada coffee on 24 November Meetings/2026-11-24 Ada.md:4"),
    ("one: a way", {**needing(INSIDER), **person("Ada", "company: Globex", ""), **person("Eve", 'knows: ["[[Ada]]"]')},
     ["Lead"], "Eve → Ada at Globex People/Ada.md:3"),
    ("one: nobody has it", needing("referrer"), ["Lead"],
     "referrer nobody yet Goals/Lead.md:3"),
    ("one: how a need that nobody has is read", needing("referrer"), ["Lead"],
     "“referrer” is read as somebody with “referrer” among their relations"),
    ("one: a step that is late", goal(text="- [ ] Begin 📅 2026-11-02\n"), ["Lead"],
     "Begin was for 2 November Goals/Lead.md:5"),
    ("one: a step done some day", goal(text="- [x] Begin\n"), ["Lead"], "Begin done Goals/Lead.md:5"),
    ("one: a part that is reached", {**goal(), **goal("A", PART + "status: done")}, ["Lead"],
     "A reached Goals/A.md:1"),
    ("one: a part that rests", {**goal(), **goal("A", PART + "status: paused\ntarget: 3\ndue: 2027-01-29")}, ["Lead"],
     "A 0 of 3, paused until 29 January 2027 Goals/A.md:1"),
    ("one: a part that is behind", {**goal(), **goal("A", PART + "target: 4\nstart: 2026-11-01\ndue: 2026-12-01")},
     ["Lead"], "A 0 of 4, 2 behind until 1 December Goals/A.md:1"),
    ("one: the next review", goal(fields=REVIEWED.format("2026-11-03")), ["Lead"],
     "every month, the next on 3 December Goals/Lead.md:3"),
    ("one: no review yet", goal(fields="review: weekly"), ["Lead"], "every week, and none yet Goals/Lead.md:3"),
    ("one: somebody private helped", {**goal(), **HIDDEN, **met("Eve Stone")}, ["Lead"],
     "1 October somebody you keep private"),
    ("one: many helped", {**goal(), **CROWD, **LATELY}, ["Lead"], "and 2 more"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes", "arguments", "said"), SAID, ids=[case[0] for case in SAID])
def test_what_the_command_line_says(
    title: str, notes: dict[str, str], arguments: list[str], said: str, vault: Path
) -> None:
    put(vault, {"vaultnet.toml": "", **notes})
    code, screen = one_by_one.run(vault, "goals", *arguments)
    assert code == 0
    lines = [" ".join(line.split()) for line in screen.splitlines()]
    assert any(line.startswith(said) for line in lines), screen


def test_a_plan_for_programs(vault: Path) -> None:
    put(vault, {"vaultnet.toml": "", **needing("mentor"), **person("Ada"), **plan_with("Ada")})
    (row,) = as_json(vault, "Lead")[0]["map"]
    assert row["next"] == {
        "contact": "People/Ada.md",
        "day": "2026-11-24",
        "kind": "coffee",
        "path": "Meetings/2026-11-24 Ada.md",
        "reason": None,
    }


def as_json(vault: Path, *arguments: str) -> list[dict[str, Any]]:
    code, out = one_by_one.run(vault, "goals", *arguments, "--json")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)["data"]["goals"]
    return found


def test_a_goal_for_programs(vault: Path) -> None:
    put(vault, {"vaultnet.toml": "", **SAILING})
    (lead,) = as_json(vault, "Lead")
    assert (lead["horizon"], lead["reached"]) == ("long", False)
    assert lead["needs"] == [{"text": "mentor", "line": 6}, {"text": "hiring", "line": 6}]
    assert lead["plans"] == [{"when": "it rains", "then": "I write", "line": 11}]
    assert (lead["review"]["every"]["value"], lead["review"]["due"]["value"]) == (30, "2026-02-04")
    assert lead["review"]["is_due"] is True
    assert [(one["name"], one["count"], one["target"]) for one in lead["parts"]] == [("A", 0, 3)]
    mentor, hiring = lead["map"]
    assert (mentor["state"], [one["name"] for one in mentor["people"]]) == ("filled", ["Ada"])
    assert mentor["people"][0]["why"]["sources"][0] == {"path": "People/Ada.md", "line": 3, "quote": "mentor"}
    assert (hiring["state"], hiring["candidates"][0]["contact"]) == ("missing", "People/Eve.md")
    assert lead["experiment"]["contact"] == "People/Eve.md"
    assert [(one["day"], one["line"]) for one in lead["history"]] == [("2026-11-02", 16)]
    assert [one["name"] for one in as_json(vault)] == ["A", "Lead"]


@pytest.mark.parametrize("status", ["paused", "done", "dropped"])
def test_a_goal_that_rests_can_be_looked_at_too_without_a_map(status: str, vault: Path) -> None:
    put(vault, {"vaultnet.toml": "", **goal(fields=f"status: {status}\nneeds: [mentor]"), **person("Ada")})
    code, screen = one_by_one.run(vault, "goals", "Lead")
    assert (code, screen.splitlines()[0]) == (0, f"Lead · {status}, 0 of 1 step")
    assert "What it needs" not in screen
    assert as_json(vault, "Lead")[0]["map"] == []


WRONG = [
    ("no such goal", ("Nowhere",), "There is no goal called “Nowhere”."),
    ("a contact", ("Ada",), "Ada is a contact, and no goal."),
    ("one with --change", ("Lead", "--change"), "--change tells of all goals."),
]


@pytest.mark.parametrize(("title", "arguments", "said"), WRONG, ids=[case[0] for case in WRONG])
def test_what_can_not_be_shown(title: str, arguments: tuple[str, ...], said: str, vault: Path) -> None:
    put(vault, {"vaultnet.toml": "", **SAILING})
    code, screen = one_by_one.run(vault, "goals", *arguments)
    assert code in (1, 2)
    assert said in screen


# title, the goal's note, whether its page says that there is nothing to go by
EMPTY: list[tuple[str, dict[str, str], bool]] = [
    ("nothing at all", goal(text=""), True),
    ("only words", goal(text="Because of the looms.\n"), True),
    ("a step", goal(), False),
    ("a day", goal(fields="due: 2027-01-01", text=""), False),
    ("a need", goal(fields="needs: [mentor]", text=""), False),
]


@pytest.mark.parametrize(("title", "notes", "is_empty"), EMPTY, ids=[case[0] for case in EMPTY])
def test_a_goal_with_nothing_to_go_by_says_so(
    title: str, notes: dict[str, str], is_empty: bool, vault: Path
) -> None:
    text = page(vault, notes)
    assert ("nothing to go by yet" in text) == is_empty
    assert "on their way" not in text
