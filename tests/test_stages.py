"""At which stage opportunities are: what is written, and what the notes show. Cases are data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vaults import TODAY, put
from vaultnet import build, opportunities, stages
from vaultnet.config import Config
from vaultnet.fields import read_fields
from vaultnet.model import Located, Value
from vaultnet.network import Occasion
from vaultnet.note_types.opportunity import OPPORTUNITY
from vaultnet.stages import STAGES

NOTE = "Opportunities/Talk.md"


def opportunity(*lines: str, kind: str = "informational-interview") -> str:
    people = 'people: ["[[Ada]]"]'
    return "\n".join(("---", "type: opportunity", f"kind: {kind}", people, *lines, "---", ""))


def meeting(kind: str, *body: str) -> str:
    front = f'---\ntype: meeting\nkind: {kind}\npeople: ["[[Ada]]"]\n---\n'
    return front + "\n".join((*body, ""))


def found(vault: Path, notes: Mapping[str, str]) -> list[str]:
    """Say of each opportunity its stage, where that is said, and the owner's word if it is another."""
    put(vault, {"People/Ada.md": "---\ntype: contact\n---\n", **notes})
    with build.facts(vault, today=TODAY) as facts:
        return [say(one) for one in opportunities.of(facts.snapshot)]


def say(one: opportunities.Opportunity) -> str:
    stage, written = one.standing.stage, one.standing.written
    word = f", written {written.value}" if written and written.value != stage.value else ""
    return f"{stage.value}{word}, {stage.source.path}:{stage.source.line}"


HELD = {"Meetings/2026-11-03 Ada.md": meeting("informational-interview", "Looms.")}
ASKED = opportunity("asked: 2026-10-20")

# title, notes, what is said of the opportunity
INTERVIEWS: list[tuple[str, dict[str, str], str]] = [
    ("nothing is known", {NOTE: opportunity()}, "noticed, Opportunities/Talk.md:1"),
    ("asked", {NOTE: ASKED}, "asked, Opportunities/Talk.md:5"),
    ("to be asked on a day to come", {NOTE: opportunity("asked: 2026-12-01")}, "noticed, Opportunities/Talk.md:1"),
    (
        "noticed is written, and asked shown",
        {NOTE: opportunity("stage: noticed", "asked: 2026-10-20")},
        "asked, written noticed, Opportunities/Talk.md:6",
    ),
    (
        "a plan",
        {NOTE: ASKED, "Meetings/2026-12-02 Ada.md": meeting("informational-interview")},
        "scheduled, Meetings/2026-12-02 Ada.md:4",
    ),
    (
        "a plan that says nothing of what it is",
        {NOTE: ASKED, "Daily/2026-11-01.md": "[[Ada]] has time on (when:: 2026-12-02)\n"},
        "scheduled, Daily/2026-11-01.md:1",
    ),
    (
        "a plan for something else",
        {NOTE: ASKED, "Meetings/2026-12-02 Ada.md": meeting("mentoring")},
        "asked, Opportunities/Talk.md:5",
    ),
    (
        "nothing was asked, and a plan that says nothing",
        {NOTE: opportunity(), "Daily/2026-11-01.md": "[[Ada]] has time on (when:: 2026-12-02)\n"},
        "noticed, Opportunities/Talk.md:1",
    ),
    (
        "agreed is written, and a plan shown",
        {NOTE: opportunity("stage: yes"), "Meetings/2026-12-02 Ada.md": meeting("informational-interview")},
        "scheduled, written agreed, Meetings/2026-12-02 Ada.md:4",
    ),
    ("held", {NOTE: ASKED, **HELD}, "held, Meetings/2026-11-03 Ada.md:4"),
    (
        "scheduled is written, and held shown",
        {NOTE: opportunity("stage: scheduled"), **HELD},
        "held, written scheduled, Meetings/2026-11-03 Ada.md:4",
    ),
    (
        "held before it was noticed: another one",
        {NOTE: opportunity("noticed: 2026-11-10"), **HELD},
        "noticed, Opportunities/Talk.md:1",
    ),
    (
        "held before it was asked for: another one",
        {NOTE: opportunity("asked: 2026-11-10"), **HELD},
        "asked, Opportunities/Talk.md:5",
    ),
    (
        "asked for on that day, and held at once",
        {NOTE: opportunity("asked: 2026-11-03"), **HELD},
        "held, Meetings/2026-11-03 Ada.md:4",
    ),
    (
        "asked for over a coffee",
        {NOTE: opportunity("asked: 2026-11-03"), "Meetings/2026-11-03 Ada.md": meeting("coffee", "Looms.")},
        "asked, Opportunities/Talk.md:5",
    ),
    (
        "a coffee since then is it",
        {NOTE: ASKED, "Meetings/2026-11-03 Ada.md": meeting("coffee", "Looms.")},
        "held, Meetings/2026-11-03 Ada.md:4",
    ),
    (
        "a coffee since then, and the interview is still to come",
        {
            NOTE: ASKED,
            "Meetings/2026-11-03 Ada.md": meeting("coffee", "Looms."),
            "Meetings/2026-12-02 Ada.md": meeting("informational-interview"),
        },
        "scheduled, Meetings/2026-12-02 Ada.md:4",
    ),
    (
        "a mentoring session is none",
        {NOTE: ASKED, "Meetings/2026-11-03 Ada.md": meeting("mentoring", "Looms.")},
        "asked, Opportunities/Talk.md:5",
    ),
    (
        "a message is none",
        {NOTE: ASKED, "Meetings/2026-11-03 Ada.md": meeting("message", "After the fair.")},
        "asked, Opportunities/Talk.md:5",
    ),
    (
        "its note is empty and its day has passed",
        {NOTE: ASKED, "Meetings/2026-11-18 Ada.md": meeting("informational-interview")},
        "asked, Opportunities/Talk.md:5",
    ),
    (
        "thanked the next day",
        {NOTE: ASKED, **HELD, "Daily/2026-11-04.md": "Wrote to [[Ada]]\n"},
        "thanked, Daily/2026-11-04.md:1",
    ),
    (
        "thanked on that day",
        {NOTE: ASKED, **HELD, "Daily/2026-11-03.md": "Mail to [[Ada]] in the evening\n"},
        "thanked, Daily/2026-11-03.md:1",
    ),
    (
        "thanked by a message that has no answer",
        {NOTE: ASKED, **HELD, "Meetings/2026-11-05 Ada.md": meeting("sent", "Thank you.")},
        "thanked, Meetings/2026-11-05 Ada.md:4",
    ),
    (
        "thanked by what was given",
        {NOTE: ASKED, **HELD, "Daily/2026-11-06.md": "gave:: [[Ada]] the name of a mill\n"},
        "thanked, Daily/2026-11-06.md:1",
    ),
    (
        "a like is no thanks",
        {NOTE: ASKED, **HELD, "Meetings/2026-11-05 Ada.md": meeting("engage", "Her post on looms.")},
        "held, Meetings/2026-11-03 Ada.md:4",
    ),
    (
        "nor is an evening with many",
        {NOTE: ASKED, **HELD, "Events/2026-11-05 Fair.md": "---\ntype: event\n---\n[[Ada]] was there\n"},
        "held, Meetings/2026-11-03 Ada.md:4",
    ),
    (
        "nor is a day that is only a floor",
        {NOTE: ASKED, **HELD, "People/Ada.md": "---\ntype: contact\nlast_contact: 2026-11-05\n---\n"},
        "held, Meetings/2026-11-03 Ada.md:4",
    ),
    (
        "what was given before is no thanks",
        {NOTE: ASKED, **HELD, "Notes/Mill.md": "---\ndate: 2026-11-02\n---\ngave:: [[Ada]] a mill\n"},
        "held, Meetings/2026-11-03 Ada.md:4",
    ),
    (
        "thanked is written, and held shown",
        {NOTE: opportunity("stage: thanked"), **HELD},
        "thanked, Opportunities/Talk.md:5",
    ),
    (
        "declined stays so",
        {NOTE: opportunity("stage: declined", "asked: 2026-10-20"), **HELD},
        "declined, Opportunities/Talk.md:5",
    ),
    (
        "held, and closed",
        {NOTE: opportunity("asked: 2026-10-20", "closed: 2026-11-10"), **HELD},
        "ended, Opportunities/Talk.md:6",
    ),
    (
        "closed before it came to it, and no word says how",
        {NOTE: opportunity("asked: 2026-10-20", "closed: 2026-11-01"), **HELD},
        "ended, Opportunities/Talk.md:6",
    ),
    (
        "closed without an answer",
        {NOTE: opportunity("asked: 2026-10-20", "closed: 2026-11-01", "outcome: no answer")},
        "declined, Opportunities/Talk.md:7",
    ),
    (
        "a word that is not known says nothing",
        {NOTE: opportunity("stage: skedjuled", "asked: 2026-10-20"), **HELD},
        "held, Meetings/2026-11-03 Ada.md:4",
    ),
    (
        "with two people, one of whom was met",
        {
            NOTE: ASKED.replace('["[[Ada]]"]', '["[[Eva]]", "[[Ada]]"]'),
            "People/Eva.md": "---\ntype: contact\n---\n",
            **HELD,
        },
        "held, Meetings/2026-11-03 Ada.md:4",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "expected"), [one[1:] for one in INTERVIEWS], ids=[one[0] for one in INTERVIEWS]
)
def test_informational_interviews(notes: dict[str, str], expected: str, vault: Path) -> None:
    assert found(vault, notes) == [expected]


# title, kind, the note's lines, what is said
OTHERS: list[tuple[str, str, list[str], str]] = [
    ("a recommendation that was written", "recommendation", ["stage: done"], "ended, Opportunities/Talk.md:5"),
    ("a mentor is not scheduled but agreed", "mentoring", ["stage: scheduled"], "agreed, Opportunities/Talk.md:5"),
    ("an application that was sent", "application", ["asked: 2026-11-03"], "applied, Opportunities/Talk.md:5"),
    ("an application, first round", "application", ["stage: first round"], "interview, Opportunities/Talk.md:5"),
    ("an application is no talk", "application", ["stage: held"], "interview, Opportunities/Talk.md:5"),
    ("a referral, introduced", "referral", ["stage: Intro made"], "introduced, Opportunities/Talk.md:5"),
    ("a referral, asked", "referral", ["asked: 2026-11-03"], "asked, Opportunities/Talk.md:5"),
    ("an offer that was closed", "application", ["stage: offer", "closed: true"], "ended, written offer, Opportunities/Talk.md:6"),
    ("an idea that was closed", "referral", ["stage: idea", "closed: true"], "ended, written noticed, Opportunities/Talk.md:6"),
    ("it was asked for, and written", "recommendation", ["asked: 2026-11-03", "closed: 2026-11-10", "outcome: three warm paragraphs"], "ended, Opportunities/Talk.md:6"),
    ("it was asked for, and they said no", "recommendation", ["asked: 2026-11-03", "closed: 2026-11-10", "outcome: they said no"], "declined, Opportunities/Talk.md:7"),
    ("it was asked for, and closed", "recommendation", ["asked: 2026-11-03", "closed: 2026-11-10"], "ended, Opportunities/Talk.md:6"),
    ("a referral got them the job", "referral", ["asked: 2026-11-03", "closed: 2026-11-10", "outcome: hired"], "ended, Opportunities/Talk.md:6"),
    ("a referral got them the job on some day", "referral", ["asked: 2026-11-03", "outcome: hired"], "ended, Opportunities/Talk.md:6"),
    ("a referral that came to nothing", "referral", ["asked: 2026-11-03", "outcome: rejected"], "declined, Opportunities/Talk.md:6"),
    ("an application that came to nothing", "application", ["asked: 2026-11-03", "closed: 2026-11-10", "outcome: rejected"], "ended, Opportunities/Talk.md:6"),
    ("words of one's own close nothing", "referral", ["asked: 2026-11-03", "outcome: she will look"], "asked, Opportunities/Talk.md:5"),
    ("a mentor who said no", "mentoring", ["asked: 2026-11-03", "outcome: \"no: too busy\""], "declined, Opportunities/Talk.md:6"),
    ("nobody answered", "informational-interview", ["asked: 2026-11-03", "outcome: no answer"], "declined, Opportunities/Talk.md:6"),
    ("a kind of one's own came to nothing", "barter", ["noticed: 2026-11-03", "outcome: rejected"], "declined, Opportunities/Talk.md:6"),
    ("it came to nothing later: thanks may be due", "barter", ["stage: held", "outcome: no"], "held, Opportunities/Talk.md:5"),
    ("yes is no end but of a door", "mentoring", ["asked: 2026-11-03", "outcome: yes"], "asked, Opportunities/Talk.md:5"),
    ("an application with a day in its outcome", "application", ["asked: 2026-11-03", "outcome: rejected on 2026-11-10"], "ended, Opportunities/Talk.md:6"),
    ("closed on a day to come", "referral", ["stage: asked", "closed: 2026-12-24"], "asked, Opportunities/Talk.md:5"),
    ("a kind of one's own has all", "barter", ["stage: held"], "held, Opportunities/Talk.md:5"),
    ("status is read as well", "barter", ["status: in progress"], "agreed, Opportunities/Talk.md:5"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "lines", "expected"), [one[1:] for one in OTHERS], ids=[one[0] for one in OTHERS]
)
def test_other_kinds(kind: str, lines: list[str], expected: str, vault: Path) -> None:
    assert found(vault, {NOTE: opportunity(*lines, kind=kind)}) == [expected]


# --- the words -------------------------------------------------------------------------------------

# what is written, the stage it stands for or "", what the hint begins with
WORDS = [
    ("noticed", "noticed", ""),
    ("idea", "noticed", ""),
    ("To do", "noticed", ""),
    ("requested", "asked", ""),
    ("waiting-for-answer", "asked", ""),
    ("In progress", "agreed", ""),
    ("intro made", "introduced", ""),
    ("Booked", "scheduled", ""),
    ("under review", "applied", ""),
    ("took place", "held", ""),
    ("Final Round", "interview", ""),
    ("thanks sent", "thanked", ""),
    ("done", "ended", ""),
    ("turned down", "declined", ""),
    ("skeduled", "", "Did you mean “scheduled”?"),
    ("askd", "", "Did you mean “asked”?"),
    ("requestd", "", "Did you mean “requested”?"),
    ("zebra", "", "Known are noticed, asked, "),
]


@pytest.mark.parametrize(("word", "stage", "hint"), WORDS, ids=[one[0] for one in WORDS])
def test_a_word_stands_for_a_stage_or_is_a_problem(word: str, stage: str, hint: str) -> None:
    fields, problems = read_fields(NOTE, {"stage": Located(word, 4, 8)}, OPPORTUNITY, Config())
    assert [value.value for value in fields.get("stage", ())] == ([stage] if stage else [])
    assert [one.code for one in problems] == ([] if stage else ["unknown-word"])
    assert all(one.hint.startswith(hint) and one.line == 4 for one in problems)


KINDS = st.sampled_from(
    ["", "informational-interview", "referral", "recommendation", "application", "mentoring", "barter"]
)
STAGE = st.sampled_from(["", *STAGES])


@settings(max_examples=200)
@given(KINDS, STAGE, STAGE, st.booleans())
def test_the_further_of_the_two_counts_and_what_is_over_stays_so(
    kind: str, written: str, shown: str, closed: bool
) -> None:
    told = {"kind": kind, "stage": written, "closed": "2026-11-01" if closed else ""}
    one = Occasion(
        NOTE, "Talk", "opportunity", {key: (Value(word, 3, word),) for key, word in told.items() if word}
    )
    by_notes = next((stage for stage in STAGES if stage == shown), None)
    stand = stages.standing(one, by_notes and stages.Sourced(by_notes, (one.source("kind"),)), TODAY)
    stage = stand.stage.value
    if closed:
        assert stage in stages.OVER
    else:
        before = [STAGES.index(each.value) for each in (stand.written, stand.shown) if each]
        assert STAGES.index(stage) == max(before, default=0)
    if stand.written and stand.written.value in stages.OVER and shown not in stages.OVER:
        assert stage == stand.written.value
