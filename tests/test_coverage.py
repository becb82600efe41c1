"""The coverage map: need by need, who fills it and how warm, and who could."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import one_by_one
from tests.vaults import TODAY, put
from vaultnet import build, coverage
from vaultnet.candidates import Candidate
from vaultnet.coverage import Cover

GOAL = "Goals/Lead.md"
LATELY = "- 2026-11-10 coffee: looms"
LONG_AGO = "- 2023-01-10 coffee: looms"


class Case(NamedTuple):
    """Notes beside the goal, which needs something; and the map's row."""

    title: str
    need: str
    notes: Mapping[str, str]
    expected: str


def person(name: str, fields: str = "", log: str = "") -> dict[str, str]:
    """A contact's note."""
    return {f"People/{name}.md": f"---\ntype: contact\n{fields}\n---\n{log}\n"}


def say(cover: Cover) -> str:
    """Write a row as it stands in a case."""
    people = [f"{one.contact.name} ({one.word}, {one.why.value})" for one in cover.people]
    more = [f"and {cover.more} more"] if cover.more else []
    unsaid = ["somebody private"] if cover.unsaid else []
    could = [
        f"? {one.contact.name}{_by_way(one)}: " + ", ".join(reason.value for reason in one.reasons)
        for one in cover.candidates
    ]
    return "; ".join([f"{cover.state}: " + ", ".join([*people, *more, *unsaid]), *could])


def _by_way(one: Candidate) -> str:
    if one.way is None:
        return ""
    asked = f", asked on {one.way.asked.value}" if one.way.asked else ""
    return f" by way of {', '.join(who.name for who in (one.way.via, *one.way.over))}{asked}"


def row(vault: Path, need: str, notes: Mapping[str, str], today: date = TODAY) -> str:
    """The map's row for what a goal needs."""
    put(vault, {GOAL: f"---\ntype: goal\nneeds: ['{need}']\n---\n", **notes})
    with build.facts(vault, today=today) as facts:
        cover, *others = coverage.of_goals(facts.snapshot, facts.config)[GOAL]
        goal = next(one for one in facts.snapshot.goals if one.path == GOAL)
        assert coverage.of_goal(goal, facts.snapshot, facts.config) == (cover, *others)
    return say(cover)


CASES = [
    Case("filled", "mentor", person("Ada", "relation: mentor", LATELY), "filled: Ada (warm, mentor)"),
    Case(
        "the warmest first",
        "mentor",
        person("Ada", "relation: mentor", LONG_AGO) | person("Ben", "relation: mentor", LATELY),
        "filled: Ben (warm, mentor), Ada (quiet, mentor)",
    ),
    Case(
        "of equals who helps with the goal",
        "mentor",
        person("Ada", "relation: mentor", LATELY)
        | person("Ben", 'relation: mentor\nhelps_with: "[[Lead]]"', LATELY),
        "filled: Ben (warm, mentor), Ada (warm, mentor)",
    ),
    Case("dormant", "mentor", person("Ada", "relation: mentor", LONG_AGO), "dormant: Ada (quiet, mentor)"),
    Case("missing", "mentor", person("Ada", "", LATELY), "missing: "),
    Case(
        "never in touch, and nobody between",
        "Designer",
        person("Ada", "role: Designer"),
        "missing: ; ? Ada: Designer",
    ),
    Case(
        "never in touch, and somebody who knows them",
        "Designer",
        person("Ada", "role: Designer") | person("Ben", 'knows: "[[Ada]]"', LATELY),
        "missing: ; ? Ada by way of Ben: Designer, Ben knows them",
    ),
    Case(
        "over two people",
        "Designer",
        person("Ada", "role: Designer")
        | person("Cleo", "knows: [Ada]")
        | person("Ben", "knows: [Cleo]", LATELY),
        "missing: ; ? Ada by way of Ben, Cleo: Designer, Cleo: Ben knows them, Cleo knows them",
    ),
    Case(
        "a colleague of theirs",
        "Designer",
        person("Ada", "role: Designer\ncompany: Globex") | person("Ben", "company: Globex", LATELY),
        "missing: ; ? Ada by way of Ben: Designer, both at Globex",
    ),
    Case(
        "who was asked lately comes last",
        "Designer",
        person("Ada", "role: Designer")
        | person("Ben", "knows: [Ada]", f"{LATELY}\n- 2026-11-10 asked:: a word")
        | person("Yan", "role: Designer")
        | person("Cleo", "knows: [Yan]", LONG_AGO),
        "missing: ; ? Yan by way of Cleo: Designer, Cleo knows them"
        "; ? Ada by way of Ben, asked on 2026-11-10: Designer, Ben knows them",
    ),
    Case(
        "one person who leads to several",
        "Designer",
        person("Ada", "role: Designer")
        | person("Yan", "role: Designer")
        | person("Ben", "knows: [Ada, Yan]", LATELY),
        "missing: ; ? Ada by way of Ben: Designer, Ben knows them; ? Yan by way of Ben: Designer, Ben knows them",
    ),
    Case(
        "who brought them up is a way",
        "Designer",
        person("Ada", 'role: Designer\nintroduced_by: "[[Ben]]"') | person("Ben", "", LATELY),
        "missing: ; ? Ada by way of Ben: Designer, Ben brought you together",
    ),
    Case(
        "the warmer way",
        "Designer",
        person("Ada", "role: Designer")
        | person("Ben", 'knows: "[[Ada]]"', LONG_AGO)
        | person("Cleo", 'knows: "[[Ada]]"', LATELY),
        "missing: ; ? Ada by way of Cleo: Designer, Cleo knows them",
    ),
    Case(
        "a stranger is no way",
        "Designer",
        person("Ada", "role: Designer") | person("Ben", 'knows: "[[Ada]]"'),
        "missing: ; ? Ada: Designer",
    ),
    Case(
        "who knows the place",
        "insider at [[Globex]]",
        person("Ada", "knows: [Globex]", LATELY),
        "missing: ; ? Ada: knows Globex",
    ),
    Case(
        "who can be reached before who can't",
        "Designer",
        person("Ada", "role: Designer")
        | person("Cleo", "role: Designer")
        | person("Ben", 'knows: "[[Cleo]]"', LATELY),
        "missing: ; ? Cleo by way of Ben: Designer, Ben knows them; ? Ada: Designer",
    ),
    Case(
        "out of another relation",
        "mentor",
        person("Ada", "relation: leader", LATELY),
        "missing: ; ? Ada: leader",
    ),
    Case(
        "out of an interest",
        "hiring",
        person("Ada", "interests: [Hiring]", LATELY),
        "missing: ; ? Ada: cares about Hiring",
    ),
    Case(
        "who helps with the goal, and did",
        "hiring",
        person("Ada", 'helps_with: "[[Lead]]"')
        | {"M.md": '---\ntype: meeting\ndate: 2026-11-02\npeople: "[[Ada]]"\nhelps: "[[Lead]]"\n---\nx\n'},
        "missing: ; ? Ada: helps with this goal, helped with this goal on 2 November",
    ),
    Case(
        "who helped with another goal that needs the same",
        "hiring",
        {
            **person("Ada"),
            "Goals/Hire.md": "---\ntype: goal\nneeds: hiring\n---\n",
            "M.md": '---\ntype: meeting\ndate: 2026-11-02\npeople: "[[Ada]]"\nhelps: "[[Hire]]"\n---\nx\n',
        },
        "missing: ; ? Ada: helped with “Hire” on 2 November",
    ),
    Case(
        "who helps with the goal that needs nothing else comes first",
        "hiring",
        {
            **person("Ada", 'helps_with: "[[Lead]]"', LATELY),
            **person("Ben", 'helps_with: "[[Hire]]"', LATELY),
            GOAL: "---\ntype: goal\nneeds: [hiring, hiring well, sailing]\n---\n",
            "Goals/Hire.md": "---\ntype: goal\nneeds: hiring\n---\n",
        },
        "missing: ; ? Ben: helps with “Hire”; ? Ada: helps with this goal",
    ),
    Case(
        "a mentor who agreed",
        "mentor",
        {
            **person("Ada", "", LATELY),
            "Opportunities/M.md": '---\ntype: opportunity\nkind: mentoring\nstage: agreed\npeople: "[[Ada]]"\n'
            'goals: "[[Lead]]"\n---\n',
        },
        "filled: Ada (warm, mentor)",
    ),
    Case(
        "a mentor who agreed, and teaches what it is to be about",
        "mentor for hiring",
        {
            **person("Ada", "teaches: hiring", LATELY),
            **person("Ben", "", LATELY),
            "Opportunities/M.md": "---\ntype: opportunity\nkind: mentoring\nstage: agreed\n"
            'people: ["[[Ada]]", "[[Ben]]"]\ngoals: "[[Lead]]"\n---\n',
        },
        "filled: Ada (warm, mentor)",
    ),
    *(
        Case(
            f"mentoring that is {what}",
            "mentor",
            {
                **person("Ada", "", LATELY),
                "Opportunities/M.md": f'---\ntype: opportunity\nkind: mentoring\npeople: "[[Ada]]"\n'
                f'goals: "[[Lead]]"\n{fields}\n---\n',
            },
            expected,
        )
        for what, fields, expected in (
            ("ongoing", "stage: ongoing", "filled: Ada (warm, mentor)"),
            ("over", "stage: agreed\nclosed: 2026-06-01", "missing: "),
            ("closed", "stage: agreed\nclosed: true", "missing: "),
            ("done", "stage: done", "missing: "),
        )
    ),
    Case(
        "a referral that was given",
        "referrer",
        {
            **person("Ada", "", LATELY),
            "Opportunities/M.md": '---\ntype: opportunity\nkind: referral\nstage: done\npeople: "[[Ada]]"\n'
            'goals: "[[Lead]]"\nclosed: 2026-06-01\n---\n',
        },
        "filled: Ada (warm, referrer)",
    ),
    Case(
        "a relation about something: who teaches it",
        "mentor for hiring",
        person("Ada", "teaches: hiring", LATELY),
        "missing: ; ? Ada: teaches hiring",
    ),
    Case(
        "only somebody private, and who could be asked",
        "mentor",
        person("Ada", "relation: mentor\nprivate: true", LATELY) | person("Ben", "relation: leader", LATELY),
        "filled: somebody private; ? Ben: leader",
    ),
    Case(
        "one person",
        "[[Ada]]",
        person("Ada", "", LATELY) | person("Ben", "", LATELY),
        "filled: Ada (warm, Ada)",
    ),
    Case(
        "a mentor who was asked only",
        "mentor",
        {
            **person("Ada", "", LATELY),
            "Opportunities/M.md": '---\ntype: opportunity\nkind: mentoring\nstage: asked\npeople: "[[Ada]]"\n'
            'goals: "[[Lead]]"\n---\n',
        },
        "missing: ",
    ),
    Case(
        "somebody private is not named",
        "mentor",
        person("Ada", "relation: mentor\nprivate: true", LATELY),
        "filled: somebody private",
    ),
    Case(
        "nor where others are",
        "mentor",
        person("Ada", "relation: mentor\nprivate: true", LATELY) | person("Ben", "relation: mentor", LATELY),
        "filled: Ben (warm, mentor)",
    ),
    Case(
        "somebody private is no candidate",
        "hiring",
        person("Ada", "interests: [hiring]\nprivate: true", LATELY),
        "missing: ",
    ),
    Case(
        "who has ended fills nothing",
        "mentor",
        person("Ada", "relation: mentor\nended: true", LATELY),
        "missing: ",
    ),
    Case(
        "who has ended is no candidate",
        "Designer",
        person("Ada", "role: Designer\nended: 2026-10-01"),
        "missing: ",
    ),
    Case(
        "you are nobody's need",
        "mentor",
        person("Me", "relation: mentor", LATELY) | {"vaultnet.toml": 'me = "[[Me]]"\n'},
        "missing: ",
    ),
    Case(
        "many",
        "Designer",
        {
            path: text
            for letter in "ABCDEFG"
            for path, text in person(letter, "role: Designer", LATELY).items()
        },
        "filled: " + ", ".join(f"{letter} (warm, Designer)" for letter in "ABCDE") + ", and 2 more",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_the_row_of_a_need(case: Case, vault: Path) -> None:
    assert row(vault, case.need, case.notes) == case.expected


def test_what_is_said_stands_where_it_says(vault: Path) -> None:
    """Law 6: each reason, and what somebody has, leads to lines of the notes."""
    notes = (
        person("Ada", "role: Designer")
        | person("Ben", 'knows: "[[Ada]]"\nrelation: mentor', LATELY)
        | {GOAL: "---\ntype: goal\nneeds: [Designer, mentor]\n---\n"}
    )
    put(vault, notes)
    with build.facts(vault, today=TODAY) as facts:
        covers = coverage.of_goals(facts.snapshot, facts.config)[GOAL]
    said = [one.why for cover in covers for one in cover.people]
    said += [reason for cover in covers for one in cover.candidates for reason in one.reasons]
    assert len(said) == 3
    for one in said:
        for source in one.sources:
            assert source.quote in (vault / source.path).read_text().split("\n")[source.line - 1]


INACTIVE = ("paused", "done", "dropped")


@pytest.mark.parametrize("status", INACTIVE)
def test_only_active_goals_are_on_the_map(status: str, vault: Path) -> None:
    put(vault, {GOAL: f"---\ntype: goal\nstatus: {status}\nneeds: mentor\n---\n"})
    with build.facts(vault, today=TODAY) as facts:
        assert coverage.of_goals(facts.snapshot, facts.config) == {}


def test_a_map_is_drawn_once(vault: Path) -> None:
    """While nothing changes that it is drawn from, it is the same."""
    put(vault, {GOAL: "---\ntype: goal\nneeds: mentor\n---\n", **person("Ada", "relation: mentor", LATELY)})
    with build.facts(vault, today=TODAY) as facts:
        first = coverage.of_goals(facts.snapshot, facts.config)
        assert coverage.of_goals(facts.snapshot, facts.config) is first


SAID = [
    ("a private goal", "private: true\nneeds: mentor\n", True),
    ("any other", "needs: mentor\n", False),
]


@pytest.mark.parametrize(("fields", "unsaid"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_that_nothing_is_said_of_what_a_private_goal_needs_is_said(
    fields: str, unsaid: bool, vault: Path
) -> None:
    put(vault, {GOAL: f"---\ntype: goal\n{fields}---\n"})
    said = one_by_one.run(vault, "goals", "lead")[1]
    assert ("What it needs\n  is not said: the goal is private\n" in said) == unsaid
