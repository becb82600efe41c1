"""What to try where a goal has stalled: cases as data, and that everything said stands where it says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.vaults import TODAY, put
from vaultnet import build
from vaultnet.signals import experiments

LEAD = "Goals/Lead.md"
RESTS = {LEAD: "---\ntype: goal\nstart: 2026-02-01\n---\n- [ ] Hire one person\n"}
NEEDS = {LEAD: '---\ntype: goal\nstart: 2026-02-01\nneeds: [mentor, "insider at [[Globex]]"]\n---\n'}


def person(front: str = "", body: str = "") -> str:
    return f"---\ntype: contact\n{front}---\n{body}"


def meeting(who: str, goal: str = "Lead") -> str:
    return f'---\ntype: meeting\npeople: ["[[{who}]]"]\nhelps: ["[[{goal}]]"]\n---\nWords.\n'


WARM, QUIET = "- 2026-10-30 coffee: looms\n", "- 2024-05-02 coffee: looms\n"

CASES: list[tuple[str, Mapping[str, str], str]] = [
    (
        "somebody quiet has it",
        {**NEEDS, "People/Ada.md": person("relation: mentor\n", QUIET)},
        "reconnect: write to Ada (mentor), last in touch on 2 May 2024: it needs “mentor”",
    ),
    (
        "of two needs the one that is dormant",
        {
            **NEEDS,
            "People/Ada.md": person("relation: mentor\n", WARM),
            "People/Ben.md": person('company: "[[Globex]]"\n', QUIET),
        },
        "reconnect: write to Ben (at Globex), last in touch on 2 May 2024: it needs “insider at Globex”",
    ),
    (
        "whoever is put off is passed over",
        {
            **NEEDS,
            "People/Ada.md": person("relation: mentor\nsnooze: 2027-02-01\n", "- 2024-06-02 coffee: looms\n"),
            "People/Ben.md": person("relation: mentor\n", QUIET),
        },
        "reconnect: write to Ben (mentor), last in touch on 2 May 2024: it needs “mentor”",
    ),
    (
        "somebody knows who has it",
        {
            **NEEDS,
            "People/Ada.md": person('knows: "[[Ben]]"\n', WARM),
            "People/Ben.md": person("relation: mentor\n"),
        },
        "introduction: ask Ada to introduce you to Ben: it needs “mentor”",
    ),
    (
        "somebody knows who knows who has it",
        {
            **NEEDS,
            "People/Ada.md": person('knows: "[[Cleo]]"\n', WARM),
            "People/Cleo.md": person('knows: "[[Ben]]"\n'),
            "People/Ben.md": person("relation: mentor\n"),
        },
        "introduction: ask Ada to ask Cleo to introduce you to Ben: it needs “mentor”",
    ),
    (
        "somebody knows the place",
        {**NEEDS, "People/Ada.md": person("knows: Globex\n", WARM)},
        "lead: ask Ada (knows Globex) whom they know for “insider at Globex”, which it needs",
    ),
    (
        "somebody helped",
        {**RESTS, "People/Ada.md": person(), "Meetings/2026-09-10 Ada.md": meeting("Ada")},
        "helper: ask Ada, who helped on 10 September, about “Hire one person”",
    ),
    (
        "who helped last is paused",
        {
            **RESTS,
            "People/Ada.md": person("paused: true\n"),
            "People/Ben.md": person(),
            "Meetings/2026-09-10 Ada.md": meeting("Ada"),
            "Meetings/2026-03-10 Ben.md": meeting("Ben"),
        },
        "helper: ask Ben, who helped on 10 March, about “Hire one person”",
    ),
    (
        "who helped has ended, and somebody helps",
        {
            **RESTS,
            "People/Ada.md": person("ended: true\n"),
            "Meetings/2026-09-10 Ada.md": meeting("Ada"),
            "People/Ben.md": person('helps_with: "[[Lead]]"\n'),
        },
        "helper: ask Ben, who helps with it, about “Hire one person”",
    ),
    (
        "somebody warm has it",
        {
            LEAD: "---\ntype: goal\nstart: 2026-02-01\nneeds: hiring\n---\n",
            "People/Ada.md": person("teaches: hiring engineers\n", WARM),
        },
        "fit: ask Ada (teaches hiring engineers) what they would try next",
    ),
    (
        "who helped goes before who has it",
        {
            LEAD: "---\ntype: goal\nneeds: mentor\n---\n",
            "People/Ada.md": person("relation: mentor\n", WARM),
            "People/Ben.md": person(),
            "Meetings/2026-09-10 Ben.md": meeting("Ben"),
        },
        "helper: ask Ben, who helped on 10 September, what they would try next",
    ),
    (
        "nobody knows who has it",
        {**NEEDS, "People/Ada.md": person("relation: mentor\n")},
        "first: write to Ada (mentor) for the first time: it needs “mentor”",
    ),
    (
        "a community serves it",
        {**RESTS, "Communities/Table.md": '---\ntype: community\ngoals: ["[[Lead]]"]\n---\n'},
        "community: ask in Table about “Hire one person”",
    ),
    (
        "a private community",
        {
            **RESTS,
            "Communities/Table.md": '---\ntype: community\nprivate: true\ngoals: ["[[Lead]]"]\n---\n',
        },
        "step: spend a quarter of an hour on “Hire one person”",
    ),
    ("nothing but a step", RESTS, "step: spend a quarter of an hour on “Hire one person”"),
    (
        "not even a step",
        {LEAD: "---\ntype: goal\nstart: 2026-02-01\n---\n"},
        "step: write down one step that takes a quarter of an hour",
    ),
    (
        "a step that names somebody private",
        {
            LEAD: "---\ntype: goal\nstart: 2026-02-01\n---\n- [ ] Ask Eve Stone\n",
            "People/Eve Stone.md": person("private: true\n", WARM),
        },
        "step: write down one step that takes a quarter of an hour",
    ),
    (
        "a need that names somebody private",
        {
            LEAD: "---\ntype: goal\nstart: 2026-02-01\nneeds: mentor for Eve Stone\n---\n",
            "People/Eve Stone.md": person("private: true\n", WARM),
            "People/Ada.md": person("relation: mentor\nteaches: Eve Stone\n", QUIET),
        },
        "step: write down one step that takes a quarter of an hour",
    ),
    (
        "somebody private has it",
        {**NEEDS, "People/Eve.md": person("relation: mentor\nprivate: true\n", WARM)},
        "step: write down one step that takes a quarter of an hour",
    ),
    (
        "its own ancestor",
        {LEAD: '---\ntype: goal\nstart: 2026-02-01\nparent: "[[Lead]]"\n---\n'},
        "step: write down one step that takes a quarter of an hour",
    ),
    ("moved 60 days ago", {LEAD: "---\ntype: goal\n---\n- [x] Say it ✅ 2026-09-21\n"}, ""),
    ("dropped", {LEAD: "---\ntype: goal\nstatus: dropped\nstart: 2026-02-01\n---\n"}, ""),
    ("private", {LEAD: "---\ntype: goal\nprivate: true\nstart: 2026-02-01\n---\n"}, ""),
]


@pytest.mark.parametrize(("title", "notes", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_to_try(title: str, notes: Mapping[str, str], expected: str, vault: Path) -> None:
    put(vault, {**notes, "Organisations/Globex.md": "---\ntype: organisation\n---\n"})
    with build.facts(vault, today=TODAY) as facts:
        found = experiments.of_goals(facts.snapshot, facts.config)
        assert [f"{one.kind}: {one.text}" for one in found.values()] == ([expected] if expected else [])
        for one in found.values():
            assert one.goal == LEAD
            for source in (*one.sources, *one.still.sources):
                line = (vault / source.path).read_text("utf-8").splitlines()[source.line - 1]
                assert source.quote in line or source.quote in source.path, source
            assert bool(one.contact) == (one.kind not in ("community", "step"))


def test_each_goal_has_one(vault: Path) -> None:
    goals = {f"Goals/{name}.md": "---\ntype: goal\nstart: 2026-02-01\n---\n" for name in "AB"}
    put(vault, {**goals, "People/Ada.md": person('helps_with: ["[[A]]", "[[B]]"]\n')})
    with build.facts(vault, today=TODAY) as facts:
        found = experiments.of_goals(facts.snapshot, facts.config)
    assert {path: one.contact for path, one in found.items()} == dict.fromkeys(goals, "People/Ada.md")
