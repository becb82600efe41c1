"""Whom to ask to mentor the owner: who comes into question, in which order, and with which question."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_mentoring import contact, opportunity
from tests.vaults import TODAY, put
from vaultnet import build, mentoring, mentors
from vaultnet.cli import main
from vaultnet.config import Config
from vaultnet.mentors import Candidate
from vaultnet.model import Source, Task, Value
from vaultnet.network import Goal, Snapshot, Summary, Trace

ADA, EVA, IDA = "People/Ada.md", "People/Eva.md", "People/Ida.md"
LEAD = "Goals/Lead.md"
TALKED = "- 2026-11-10 coffee: looms\n"


def goal(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: goal", *lines, "---", body))


NEEDS = goal(
    'needs: [mentor for hiring, Engineering Manager, "insider at [[Globex]]"]', body="- [ ] Hire one person\n"
)


def asked(vault: Path, notes: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Whom to ask for the goal Lead."""
    put(vault, {"vaultnet.toml": 'me = "[[Robin]]"\n', "Robin.md": contact(), LEAD: NEEDS, **notes})
    with build.facts(vault, today=TODAY) as facts:
        one = next(one for one in facts.snapshot.goals if one.path == LEAD)
        return mentors.wish(one, facts.snapshot, facts.config, 100).candidates


def say(one: Candidate) -> str:
    return f"{one.contact.name}: {'; '.join(reason.value for reason in one.reasons)}"


# title, notes besides the goal, who is asked and why
CASES: list[tuple[str, dict[str, str], list[str]]] = [
    ("nobody", {}, []),
    (
        "they teach it",
        {ADA: contact("teaches: [hiring people]", body=TALKED)},
        ["Ada: teaches hiring people; warm, last in touch on 10 November"],
    ),
    (
        "they have the role, which is senior",
        {ADA: contact("role: Engineering Manager, Looms")},
        ["Ada: Engineering Manager, Looms; senior by their role"],
    ),
    (
        "two needs that ask for the same are one reason",
        {LEAD: goal("needs: [hiring, hiring people]"), ADA: contact("teaches: [hiring people]")},
        ["Ada: teaches hiring people"],
    ),
    (
        "they are at the place",
        {ADA: contact('company: "[[Globex]]"', "role: Clerk")},
        ["Ada: at Globex"],
    ),
    (
        "they help with the goal, and are senior",
        {ADA: contact('helps_with: ["[[Lead]]"]', "role: Head of Looms")},
        ["Ada: helps with this goal; senior by their role: Head of Looms"],
    ),
    (
        "senior to the owner, where the owner's note gives a role",
        {"Robin.md": contact("role: Lead Engineer"), ADA: contact('company: "[[Globex]]"', "role: Director")},
        ["Ada: at Globex; senior to you: Director"],
    ),
    (
        "not senior to an owner who is as senior",
        {"Robin.md": contact("role: Director"), ADA: contact('company: "[[Globex]]"', "role: Director")},
        ["Ada: at Globex"],
    ),
    ("seniority alone makes nobody a mentor", {ADA: contact("role: Chief Loom Officer", body=TALKED)}, []),
    ("warmth alone neither", {ADA: contact(body=TALKED)}, []),
    ("a need for another relation neither", {LEAD: goal("needs: [peer]"), ADA: contact("relation: peer")}, []),
    (
        "whoever covers more comes first",
        {
            ADA: contact("teaches: [hiring]", body=TALKED),
            EVA: contact("teaches: [hiring]", 'company: "[[Globex]]"', body=TALKED),
        },
        [
            "Eva: teaches hiring; at Globex; warm, last in touch on 10 November",
            "Ada: teaches hiring; warm, last in touch on 10 November",
        ],
    ),
    (
        "then who is more senior",
        {
            ADA: contact("teaches: [hiring]", "role: Lead", body=TALKED),
            EVA: contact("teaches: [hiring]", "role: Director", body="- 2026-01-10 coffee: looms\n"),
        },
        [
            "Eva: teaches hiring; senior by their role: Director; quiet, last in touch on 10 January",
            "Ada: teaches hiring; senior by their role: Lead; warm, last in touch on 10 November",
        ],
    ),
    (
        "then who is warmer",
        {
            ADA: contact("teaches: [hiring]", body="- 2026-01-10 coffee: looms\n"),
            EVA: contact("teaches: [hiring]", body=TALKED),
        },
        [
            "Eva: teaches hiring; warm, last in touch on 10 November",
            "Ada: teaches hiring; quiet, last in touch on 10 January",
        ],
    ),
    (
        "who is known of comes after who is known, and says who could introduce them",
        {
            ADA: contact("teaches: [hiring]"),
            EVA: contact("teaches: [hiring]", body="- 2026-01-10 coffee: looms\n"),
            IDA: contact('knows: ["[[Ada]]"]', body=TALKED),
        },
        ["Eva: teaches hiring; quiet, last in touch on 10 January", "Ada: teaches hiring; Ida knows them"],
    ),
    (
        "out of reach comes last, however much there is to say for them",
        {
            ADA: contact("teaches: [hiring]", 'company: "[[Globex]]"', "role: Chief Engineering Manager"),
            EVA: contact("teaches: [hiring]", body=TALKED),
        },
        [
            "Eva: teaches hiring; warm, last in touch on 10 November",
            "Ada: teaches hiring; Chief Engineering Manager; at Globex; senior by their role",
        ],
    ),
    ("a mentor is one already", {ADA: contact("relation: mentor", "teaches: [hiring]")}, []),
    ("a mentee is none", {ADA: contact("relation: mentee", "teaches: [hiring]")}, []),
    ("who declined is not asked again", {ADA: contact("teaches: [hiring]"), "Opportunities/A.md": opportunity("stage: declined")}, []),
    ("nor with whom it ended", {ADA: contact("teaches: [hiring]"), "Opportunities/A.md": opportunity("stage: ended")}, []),
    ("who was noticed stands elsewhere", {ADA: contact("teaches: [hiring]"), "Opportunities/A.md": opportunity("stage: noticed")}, []),
    ("who declined in private neither", {ADA: contact("teaches: [hiring]"), "Opportunities/A.md": opportunity("stage: declined", "private: true")}, []),
    ("somebody private", {ADA: contact("teaches: [hiring]", "private: true")}, []),
    ("somebody who has ended", {ADA: contact("teaches: [hiring]", "ended: true")}, []),
    ("somebody who is paused", {ADA: contact("teaches: [hiring]", "paused: 2026-12-01")}, []),
    ("the owner", {"Robin.md": contact("teaches: [hiring]", 'helps_with: ["[[Lead]]"]')}, []),
    ("nobody for a private goal", {LEAD: NEEDS.replace("type: goal", "type: goal\nprivate: true"), ADA: contact("teaches: [hiring]")}, []),
    (
        "what names somebody private is no need to speak of",
        {LEAD: goal("needs: [the help of Mary Shy, hiring]"), ADA: contact("teaches: [hiring]", "role: The help of Mary Shy"), "People/Mary Shy.md": contact("private: true")},
        ["Ada: teaches hiring"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_is_asked_and_why(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    assert [say(one) for one in asked(vault, notes)] == expected


# --- what to ask first -----------------------------------------------------------------------------

STEP = "- [ ] Hire one person\n"
QUESTIONS: list[tuple[str, str, str, str, str]] = [
    ("a skill", goal("needs: [hiring]", body=STEP), "teaches: [hiring engineers]", "What would you tell somebody who begins with hiring engineers?", f"{ADA}:3"),
    ("a role", goal("needs: [Manager]", body=STEP), "role: Loom Manager, North", "What surprised you most when you became Loom Manager?", f"{ADA}:3"),
    ("a role that was theirs", goal("needs: [Manager]"), "role: Formerly Loom Manager", "What surprised you most when you became Loom Manager?", f"{ADA}:3"),
    ("what is said behind the title", goal("needs: [looms]"), "role: Consultant, looms", "What would you tell somebody who begins with looms?", f"{ADA}:3"),
    ("the next step", goal(body=STEP), 'helps_with: ["[[Lead]]"]', "How would you go about “Hire one person”?", f"{LEAD}:4"),
    ("the next step, of somebody at the place", goal('needs: ["[[Globex]]"]', body=STEP), 'company: "[[Globex]]"', "How would you go about “Hire one person”?", f"{LEAD}:5"),
    ("the first that is open", goal(body="- [x] Say it ✅ 2026-01-01\n- [-] Shout it\n- [ ] Do [[Lead|it]]\n"), 'helps_with: ["[[Lead]]"]', "How would you go about “Do it”?", f"{LEAD}:6"),
    ("never to be a mentor", goal(body="- [ ] Find a Mentor\n"), 'helps_with: ["[[Lead]]"]', "Where would you begin with “Lead”?", f"{LEAD}:1"),
    ("the place, where there is no step", goal('needs: ["[[Globex]]"]'), 'company: "[[Globex]]"', "What should somebody know who wants to work at Globex?", f"{ADA}:3"),
    ("the goal, where there is nothing else", goal(), 'helps_with: ["[[Lead]]"]', "Where would you begin with “Lead”?", f"{LEAD}:1"),
    ("a step that names somebody private is kept", goal(body="- [ ] Ask Mary Shy\n"), 'helps_with: ["[[Lead]]"]', "Where would you begin with “Lead”?", f"{LEAD}:1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lead", "line", "question", "at"), [case[1:] for case in QUESTIONS], ids=[case[0] for case in QUESTIONS]
)
def test_what_to_ask_first(lead: str, line: str, question: str, at: str, vault: Path) -> None:
    notes = {LEAD: lead, ADA: contact(line), "People/Mary Shy.md": contact("private: true")}
    (one,) = asked(vault, notes)
    assert one.question.value == question
    assert f"{one.question.sources[0].path}:{one.question.sources[0].line}" == at


NOTICED: list[tuple[str, dict[str, str], str]] = [
    ("a skill that the goal needs", {LEAD: goal("needs: [hiring]"), ADA: contact("teaches: [hiring]")}, "What would you tell somebody who begins with hiring?"),
    ("the goal's next step", {LEAD: goal(body=STEP), ADA: contact("teaches: [law]")}, "How would you go about “Hire one person”?"),
    ("a goal that is done: what they teach", {LEAD: goal("status: done", body=STEP), ADA: contact("teaches: [law]")}, "What would you tell somebody who begins with law?"),
    ("a private goal: their role", {LEAD: goal("private: true", body=STEP), ADA: contact("role: Judge")}, "What surprised you most when you became Judge?"),
    ("what names somebody private is not asked about", {LEAD: goal("status: done"), ADA: contact("teaches: [the ways of Mary Shy]", "role: Judge")}, "What surprised you most when you became Judge?"),
    ("nor for a goal", {LEAD: goal("needs: [ways]", body=STEP), ADA: contact("teaches: [the ways of Mary Shy]")}, "How would you go about “Hire one person”?"),
    ("nothing to ask about", {LEAD: goal("status: dropped"), ADA: contact()}, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "question"), [case[1:] for case in NOTICED], ids=[case[0] for case in NOTICED]
)
def test_what_to_ask_first_of_somebody_who_was_noticed(
    notes: dict[str, str], question: str, vault: Path
) -> None:
    noticed = opportunity("stage: noticed", 'goals: ["[[Lead]]"]')
    secret = contact("private: true")
    put(vault, {"vaultnet.toml": "", "O.md": noticed, "People/Mary Shy.md": secret, **notes})
    with build.facts(vault, today=TODAY) as facts:
        (one,) = mentoring.of(facts.snapshot, facts.config)
        found = mentors.first_question(one, facts.snapshot)
    assert (found.value if found else "") == question


# --- which goals -----------------------------------------------------------------------------------

HIRING = goal("needs: [hiring]")
WISHES: list[tuple[str, dict[str, str], list[str]]] = [
    ("a need", {LEAD: HIRING}, ["Lead: hiring"]),
    ("no need", {LEAD: goal()}, []),
    ("a goal that is done", {LEAD: goal("needs: [hiring]", "status: done")}, []),
    ("a private goal", {LEAD: goal("needs: [hiring]", "private: true")}, []),
    ("nobody to ask", {LEAD: goal("needs: [law]")}, []),
    (
        "a mentor for it who has it",
        {LEAD: HIRING, EVA: contact("relation: mentor", "teaches: [hiring]", 'helps_with: ["[[Lead]]"]')},
        [],
    ),
    (
        "a mentor for it who has something else",
        {LEAD: HIRING, EVA: contact("relation: mentor", "teaches: [law]", 'helps_with: ["[[Lead]]"]')},
        ["Lead: hiring, not Eva"],
    ),
    (
        "a mentor for something else",
        {LEAD: HIRING, EVA: contact("relation: mentor", "teaches: [hiring]")},
        ["Lead: hiring"],
    ),
    (
        "a mentor is what it needs, and there is one",
        {LEAD: goal("needs: [mentor]"), EVA: contact("relation: mentor", 'helps_with: ["[[Lead]]"]')},
        [],
    ),
    (
        "a mentor is what it needs, and there is one for something else, in touch",
        {LEAD: goal("needs: [mentor, hiring]"), EVA: contact("relation: mentor", body=TALKED)},
        ["Lead: hiring"],
    ),
    (
        "a mentor is what it needs, and there was one, gone quiet",
        {LEAD: goal("needs: [mentor, hiring]"), EVA: contact("relation: mentor", body="- 2025-01-10 tea\n")},
        ["Lead: mentor, hiring"],
    ),
    (
        "a mentor for hiring is what it needs, and the one in touch is for something else",
        {LEAD: goal("needs: [mentor for hiring]"), EVA: contact("relation: mentor", body=TALKED)},
        ["Lead: mentor for hiring"],
    ),
    (
        "a mentor is what it needs",
        {LEAD: goal("needs: [mentor]"), EVA: contact('helps_with: ["[[Lead]]"]')},
        ["Lead: mentor"],
    ),
]


@pytest.mark.parametrize(
    ("notes", "expected"), [case[1:] for case in WISHES], ids=[case[0] for case in WISHES]
)
def test_which_goals_there_is_something_to_ask_for(
    notes: dict[str, str], expected: list[str], vault: Path
) -> None:
    put(vault, {"vaultnet.toml": "", ADA: contact("teaches: [hiring]"), **notes})
    with build.facts(vault, today=TODAY) as facts:
        found = mentors.wishes(facts.snapshot, facts.config, 3)
    told = [
        f"{one.goal.name}: {', '.join(need.text for need in one.open)}"
        + "".join(f", not {mentor.contact.name}" for mentor in one.mentors)
        for one in found
    ]
    assert told == expected


# --- what holds for all of them --------------------------------------------------------------------

NAMES = ("Ada", "Bea", "Cid", "Dov", "Eva", "Fay")
TRAITS: dict[str, st.SearchStrategy[tuple[str, ...]]] = {
    "role": st.sampled_from([(), ("Engineer",), ("Director",), ("Engineering Manager",)]),
    "teaches": st.sampled_from([(), (), ("hiring",), ("hiring", "law")]),
    "company": st.sampled_from([(), ("Globex",)]),
    "helps_with": st.sampled_from([(), ("Lead",)]),
    "relation": st.sampled_from([(), (), (), ("mentor",), ("friend", "mentee"), ("leader",)]),
    "knows": st.sampled_from([(), ("Ada",), ("Bea", "Cid")]),
    "private": st.sampled_from([(), (), (), ("true",)]),
    "ended": st.sampled_from([(), (), (), ("true",)]),
}
GOAL = Goal(
    LEAD,
    "Lead",
    {"needs": tuple(Value(need, 3, need) for need in ("mentor", "hiring", "Engineering Manager", "someone at Globex"))},
    (Task(" ", "Hire one person", 5),),
    (),
)  # fmt: skip


@st.composite
def people(draw: st.DrawFn) -> tuple[Summary, ...]:
    found = []
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1)):
        path = f"People/{name}.md"
        told = {key: draw(values) for key, values in TRAITS.items()}
        fields = {
            key: tuple(Value(one == "true" or one, 2, one) for one in values)
            for key, values in told.items()
            if values
        }
        days = draw(st.sampled_from([(), ("2026-11-10",), ("2026-10-01", "2026-02-01")]))
        recent = tuple(Trace(path, day, "call", path, 9, "log") for day in days)
        found.append(Summary(path, name, fields, len(recent), recent))
    return tuple(sorted(found, key=lambda one: one.path))


def candidates(contacts: tuple[Summary, ...], me: Summary | None = None) -> list[tuple[str, str, str]]:
    snapshot = Snapshot(TODAY, contacts, me=me, goals=(GOAL,))
    found = mentors.wish(GOAL, snapshot, Config(), 100).candidates
    return [(one.contact.path, say(one), one.question.value) for one in found]


@settings(max_examples=60)
@given(people(), st.randoms(use_true_random=False))
def test_the_order_of_the_contacts_makes_no_difference(
    contacts: tuple[Summary, ...], chance: random.Random
) -> None:
    shuffled = list(contacts)
    chance.shuffle(shuffled)
    assert candidates(tuple(shuffled)) == candidates(contacts)


@settings(max_examples=60)
@given(people())
def test_each_has_something_of_what_is_needed_and_a_question_that_asks_no_favour(
    contacts: tuple[Summary, ...],
) -> None:
    at = {one.path: one for one in contacts}
    for path, reasons, question in candidates(contacts):
        one = at[path]
        assert not {"private", "ended"} & one.fields.keys()
        assert not {"mentor", "mentee"} & {str(value.value) for value in one.fields.get("relation", ())}
        assert {"teaches", "company", "helps_with"} & one.fields.keys() or "Manager" in reasons
        assert question.endswith("?")
        assert "mentor" not in question.casefold()


@settings(max_examples=40)
@given(people())
def test_who_has_more_of_it_is_never_passed_over_for_it(contacts: tuple[Summary, ...]) -> None:
    """Whoever says that they help with the goal, besides what they said before, does not come later by it."""
    before = [path for path, _, _ in candidates(contacts)]
    for number, path in enumerate(before):
        more = tuple(
            replace(one, fields={**one.fields, "helps_with": (Value("Lead", 2, "Lead"),)})
            if one.path == path
            else one
            for one in contacts
        )
        assert [one for one, _, _ in candidates(more)].index(path) <= number


# --- the command and the page ----------------------------------------------------------------------


def run(vault: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["--vault", str(vault), "--today", TODAY.isoformat(), "mentors", *arguments]) == 0
    return capsys.readouterr().out


SMALL = {
    "vaultnet.toml": 'me = "[[Robin]]"\n',
    "Robin.md": contact("role: Weaver"),
    LEAD: NEEDS,
    ADA: contact("teaches: [hiring]", body=TALKED),
    EVA: contact("relation: mentor", body="- 2026-11-02 mentoring: looms\n"),
    IDA: contact(),
    "Opportunities/I.md": opportunity("stage: asked", "asked: 2026-11-03").replace("Ada", "Ida"),
}


SHOWN = """\
Who mentors you
Eva  People/Eva.md:3
  met  1 session within a year, last on 2 November  People/Eva.md:5

Asked, no answer yet
Ida · on 3 November  Opportunities/I.md:6

Whom you could ask for Lead
needs mentor for hiring  Goals/Lead.md:3
needs Engineering Manager  Goals/Lead.md:3
needs insider at Globex  Goals/Lead.md:3
Ada
  why        teaches hiring                                         People/Ada.md:3
             warm, last in touch on 10 November                     People/Ada.md:5
  ask first  What would you tell somebody who begins with hiring?  People/Ada.md:3
"""


def test_the_command_says_it_with_the_lines(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SMALL)
    assert re.sub(" {2,}", "  ", run(vault, capsys)) == re.sub(" {2,}", "  ", SHOWN)


def test_of_one_goal_everyone_is_named(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = {f"People/P{number}.md": contact("teaches: [hiring]") for number in range(5)}
    put(vault, {**SMALL, **many})
    assert 'And 3 more people: vaultnet mentors "Lead"' in run(vault, capsys)
    assert "P4" not in run(vault, capsys)
    assert "P4" in run(vault, capsys, "lead")
    data = json.loads(run(vault, capsys, "Lead", "--json"))["data"]
    names = [one["name"]["value"] for one in data["goals"][0]["candidates"]["rows"]]
    assert names == ["Ada", "P0", "P1", "P2", "P3", "P4"]
    assert data["mentors"] == []


@pytest.mark.parametrize(
    ("notes", "arguments", "said"),
    [
        ({}, (), "There are no contacts yet."),
        ({ADA: contact()}, (), "There is nobody to show."),
        ({ADA: contact(), LEAD: goal()}, ("lead",), "Nobody comes into question for Lead"),
    ],
)
def test_where_there_is_nobody_it_says_what_to_do(
    notes: dict[str, str],
    arguments: tuple[str, ...],
    said: str,
    vault: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put(vault, {"vaultnet.toml": "", **notes})
    assert run(vault, capsys, *arguments).startswith(said)


HAS = "teaches: [hiring]"
LEFT_OUT: list[tuple[str, dict[str, str], list[str]]] = [
    ("whom you mentor", {ADA: contact("relation: mentee", HAS)}, ["Ada, whom you mentor  teaches hiring  People/Ada.md:4"]),
    ("who mentors you", {ADA: contact("relation: mentor", HAS)}, ["Ada, who mentors you  teaches hiring  People/Ada.md:4"]),
    ("who has declined", {ADA: contact(HAS), "O.md": opportunity("stage: declined")}, ["Ada, who has declined  teaches hiring  People/Ada.md:3"]),
    ("whom you have asked", {ADA: contact(HAS), "O.md": opportunity("stage: asked")}, ["Ada, whom you have asked  teaches hiring  People/Ada.md:3"]),
    ("whom you noticed", {ADA: contact(HAS), "O.md": opportunity("stage: idea")}, ["Ada, whom you noticed, and have not asked yet  teaches hiring  People/Ada.md:3"]),
    ("whose mentoring has ended", {ADA: contact(HAS), "O.md": opportunity("stage: done")}, ["Ada, whose mentoring has ended  teaches hiring  People/Ada.md:3"]),
    ("no longer in touch", {ADA: contact(HAS, "ended: true")}, ["Ada, with whom you no longer keep in touch  teaches hiring  People/Ada.md:3"]),
    ("paused", {ADA: contact(HAS, "paused: 2026-12-01")}, ["Ada, who is paused  teaches hiring  People/Ada.md:3"]),
    ("who helps", {ADA: contact("relation: mentee", 'helps_with: ["[[Lead]]"]')}, ["Ada, whom you mentor  helps with this goal  People/Ada.md:4"]),
    ("private", {ADA: contact(HAS, "private: true")}, ["somebody you keep private"]),
    ("by a private note", {ADA: contact(HAS), "O.md": opportunity("stage: asked", "private: true")}, ["somebody you keep private"]),
    ("a mentee, and somebody private", {ADA: contact("relation: mentee", HAS), EVA: contact(HAS, "private: true")}, ["Ada, whom you mentor  teaches hiring  People/Ada.md:4", "somebody you keep private"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "expected"), [case[1:] for case in LEFT_OUT], ids=[case[0] for case in LEFT_OUT]
)
def test_where_all_who_have_it_are_left_out_it_says_why(
    notes: dict[str, str], expected: list[str], vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {"vaultnet.toml": "", LEAD: HIRING, **notes})
    said = run(vault, capsys, "lead").splitlines()
    begin = "Nobody comes into question for Lead. Who has what it needs, or helps with it, is left out:"
    assert said[-1 - len(expected)] == begin
    assert [re.sub(" {2,}", "  ", line.strip()) for line in said[-len(expected) :]] == expected


def test_of_a_private_goal_nothing_is_said(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {"vaultnet.toml": "", LEAD: goal("private: true", "needs: [hiring]"), ADA: contact(HAS)})
    assert run(vault, capsys, "lead") == (
        "Lead is private, so nothing is said of what it needs, nor who has it.\n"
    )


def test_what_you_taught_them_is_said_in_words(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {**SMALL, "Daily/2026-11-02.md": "gave:: [[Eva]] teaching: sql\n"})
    assert re.search(r"to them +you taught them sql +Daily/2026-11-02.md:1\n", run(vault, capsys))
    build.build(vault, today=TODAY)
    assert "**to them**: you taught them sql (" in (vault / "Network/Network Mentors.md").read_text("utf-8")


def test_a_day_before_it_was_asked(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SMALL)
    assert "Ida\n" not in run(vault, capsys, "--as-of", "2026-11-01")
    assert "Ida · on 3 November" in run(vault, capsys, "--as-of", "2026-11-04")


def test_the_page_is_there_while_there_is_something_to_show(vault: Path) -> None:
    put(vault, {"vaultnet.toml": "", ADA: contact()})
    build.build(vault, today=TODAY)
    page = vault / "Network/Network Mentors.md"
    assert not page.exists()
    put(vault, {ADA: contact("relation: mentor")})
    build.build(vault, today=TODAY)
    assert "### [[Ada]]" in page.read_text("utf-8")


# --- a mentor who is the owner ---------------------------------------------------------------------

OWN: list[tuple[str, dict[str, str], list[tuple[str, int]]]] = [
    ("a mentoring", {"O.md": opportunity().replace("[[Ada]]", "[[Robin]]")}, [("O.md", 4)]),
    ("one of several", {"O.md": opportunity().replace('"[[Ada]]"', '"[[Ada]]", "[[Robin|me]]"')}, [("O.md", 4)]),
    ("by name alone", {"O.md": opportunity().replace("[[Ada]]", "Robin")}, [("O.md", 4)]),
    ("somebody else", {"O.md": opportunity()}, []),
    ("another kind", {"O.md": opportunity().replace("[[Ada]]", "[[Robin]]").replace("mentoring", "referral")}, []),
    ("a need", {LEAD: goal('needs: [hiring, "mentor [[Robin]]"]')}, [(LEAD, 3)]),
    ("a need that is only a link", {LEAD: goal('needs: ["[[Robin]]"]')}, [(LEAD, 3)]),
    ("a need of somebody else", {LEAD: goal('needs: ["mentor [[Ada]]"]')}, []),
    ("a need of the same name elsewhere", {LEAD: goal('needs: ["insider at [[Firms/Robin]]"]'), "Firms/Robin.md": ""}, []),
    ("an own note that is no contact's", {"Robin.md": "", "O.md": opportunity().replace("[[Ada]]", "[[Robin]]")}, [("O.md", 4)]),
    ("no own note", {"vaultnet.toml": "", "O.md": opportunity().replace("[[Ada]]", "[[Robin]]")}, []),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected"), [case[1:] for case in OWN], ids=[case[0] for case in OWN])
def test_a_mentor_who_is_the_owner(
    notes: dict[str, str], expected: list[tuple[str, int]], vault: Path
) -> None:
    put(vault, {"vaultnet.toml": 'me = "[[Robin]]"\n', "Robin.md": contact(), ADA: contact(), **notes})
    report = build.build(vault, today=TODAY)
    assert [(one.path, one.line) for one in report.problems if one.code == "own-mentor"] == expected
    assert report.written


def test_sources_of_a_candidate_say_what_stands_there(vault: Path) -> None:
    for one in asked(vault, {ADA: contact('company: "[[Globex]]"', "role: Head of Looms", body=TALKED)}):
        for source in (*one.question.sources, *(at for reason in one.reasons for at in reason.sources)):
            assert isinstance(source, Source)
            assert source.quote in (vault / source.path).read_text("utf-8").split("\n")[source.line - 1]


@pytest.mark.parametrize("stage", ["noticed", "asked", "agreed", "ended"])
def test_a_private_goal_is_named_by_nobody_who_is_to_serve_it(
    stage: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of two goals that an opportunity is for, the other one is said, on the page, in a terminal and in JSON."""
    put(
        vault,
        {
            "vaultnet.toml": "",
            ADA: contact(HAS),
            "Goals/Leave.md": goal("private: true"),
            "Goals/Write.md": goal(),
            "O.md": opportunity(f"stage: {stage}", 'goals: ["[[Leave]]", "[[Write]]"]'),
        },
    )
    build.build(vault, today=TODAY)
    page = (vault / "Network/Network Mentors.md").read_text("utf-8")
    for said in (page, run(vault, capsys), run(vault, capsys, "--json")):
        assert "Ada" in said
        assert "Write" in said
        assert "Leave" not in said
