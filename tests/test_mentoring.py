"""Mentoring, both ways: at which stage it is, who mentors whom, and what went to and fro."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vaults import TODAY, put
from vaultnet import build, mentoring, stages
from vaultnet.mentoring import Mentorship
from vaultnet.model import Value
from vaultnet.network import Occasion

ADA = "People/Ada.md"
NOTE = "Opportunities/With Ada.md"


def contact(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: contact", *lines, "---", body))


def opportunity(*lines: str) -> str:
    people = 'people: ["[[Ada]]"]'
    return "\n".join(("---", "type: opportunity", "kind: mentoring", people, *lines, "---", ""))


def found(vault: Path, notes: Mapping[str, str], today: date = TODAY) -> tuple[Mentorship, ...]:
    put(vault, {"vaultnet.toml": 'me = "[[Robin]]"\n', "Robin.md": contact(), **notes})
    with build.facts(vault, today=today) as facts:
        return mentoring.of(facts.snapshot, facts.config)


def say(one: Mentorship) -> str:
    """Say who mentors whom, at which stage, since when and where that is said."""
    who = "both" if one.mentor and one.mentee else "they" if one.mentor else "you"
    at = one.stage.sources[0]
    since = f" since {one.since.value}" if one.since else ""
    return f"{one.contact.name}: {who}, {one.stage.value}{since}, {at.path}:{at.line}"


# title, Ada's note, the opportunity's lines (None for no such note), what is said
STAGES: list[tuple[str, str, list[str] | None, list[str]]] = [
    ("neither", contact(), None, []),
    ("a relation", contact("relation: mentor"), None, ["Ada: they, agreed, People/Ada.md:3"]),
    ("the other way", contact("relation: [friend, mentee]"), None, ["Ada: you, agreed, People/Ada.md:3"]),
    (
        "both ways",
        contact("relation: [mentor, mentee]"),
        None,
        ["Ada: both, agreed, People/Ada.md:3"],
    ),
    ("another relation", contact("relation: leader"), None, []),
    ("noticed", contact(), ["stage: noticed", "noticed: 2026-10-01"], ["Ada: they, noticed since 2026-10-01, Opportunities/With Ada.md:5"]),
    ("an idea", contact(), ["stage: idea"], ["Ada: they, noticed, Opportunities/With Ada.md:5"]),
    ("no stage", contact(), [], ["Ada: they, noticed, Opportunities/With Ada.md:1"]),
    ("no stage, but asked", contact(), ["asked: 2026-10-01"], ["Ada: they, asked since 2026-10-01, Opportunities/With Ada.md:5"]),
    ("asked", contact(), ["stage: asked", "asked: 2026-10-01"], ["Ada: they, asked since 2026-10-01, Opportunities/With Ada.md:5"]),
    ("agreed", contact(), ["stage: Agreed", "asked: 2026-10-01"], ["Ada: they, agreed since 2026-10-01, Opportunities/With Ada.md:5"]),
    ("a word of one's own", contact(), ["stage: thinking"], ["Ada: they, noticed, Opportunities/With Ada.md:5"]),
    (
        "a word of one's own, and they have met for it",
        contact(body="- 2026-11-01 mentoring: looms\n"),
        ["stage: trial"],
        ["Ada: they, agreed, Opportunities/With Ada.md:1"],
    ),
    ("ended", contact(), ["stage: ended", "closed: 2026-11-01"], ["Ada: they, ended since 2026-11-01, Opportunities/With Ada.md:5"]),
    ("done", contact(), ["stage: done"], ["Ada: they, ended, Opportunities/With Ada.md:5"]),
    ("agreed and closed", contact(), ["stage: agreed", "closed: 2026-11-01"], ["Ada: they, ended since 2026-11-01, Opportunities/With Ada.md:6"]),
    ("asked and closed", contact(), ["stage: asked", "closed: true"], ["Ada: they, ended, Opportunities/With Ada.md:6"]),
    ("asked and closed, and they said no", contact(), ["stage: asked", "closed: true", "outcome: they said no"], ["Ada: they, declined, Opportunities/With Ada.md:7"]),
    ("a mentor who was asked for more, and that was closed", contact("relation: mentor"), ["stage: asked", "closed: true"], ["Ada: they, agreed, People/Ada.md:3"]),
    ("declined", contact(), ["stage: declined"], ["Ada: they, declined, Opportunities/With Ada.md:5"]),
    ("the relation says more than a note that noticed them", contact("relation: mentor"), ["stage: noticed"], ["Ada: they, agreed, People/Ada.md:3"]),
    ("the relation was left standing", contact("relation: mentor"), ["stage: ended"], ["Ada: they, ended, Opportunities/With Ada.md:5"]),
    ("agreed, and the relation says who mentors whom", contact("relation: mentee"), ["stage: agreed"], ["Ada: you, agreed, Opportunities/With Ada.md:5"]),
    ("of somebody private nothing", contact("relation: mentor", "private: true"), ["stage: agreed"], []),
    ("of a private note nothing", contact(), ["stage: agreed", "private: true"], []),
    ("of somebody who has ended nothing", contact("relation: mentor", "ended: 2026-01-01"), ["stage: agreed"], []),
    ("of somebody who will end, still", contact("relation: mentor", "ended: 2026-12-01"), None, ["Ada: they, agreed, People/Ada.md:3"]),
    ("another kind", contact(), ["kind: referral"], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("ada", "lines", "expected"), [case[1:] for case in STAGES], ids=[c[0] for c in STAGES]
)
def test_stages(ada: str, lines: list[str] | None, expected: list[str], vault: Path) -> None:
    note = "" if lines is None else opportunity(*lines)
    if lines and lines[0].startswith("kind:"):
        note = note.replace("kind: mentoring\n", "")
    assert [say(one) for one in found(vault, {ADA: ada, **({NOTE: note} if note else {})})] == expected


def test_of_several_opportunities_the_furthest_counts_and_of_equals_the_newest(vault: Path) -> None:
    notes = {
        ADA: contact(),
        "Opportunities/1.md": opportunity("stage: declined", "closed: 2026-11-01"),
        "Opportunities/2.md": opportunity("stage: agreed", "asked: 2026-02-01"),
        "Opportunities/3.md": opportunity("stage: agreed", "asked: 2026-03-01"),
        "Opportunities/4.md": opportunity("stage: noticed", "noticed: 2026-11-10"),
    }
    assert [one.path for one in found(vault, notes)] == ["Opportunities/3.md"]


def test_everyone_on_the_note_is_in_a_mentorship_of_their_own_and_the_owner_is_not(vault: Path) -> None:
    people = 'people: ["[[Eva]]", "[[Robin]]", "[[Ada]]", "[[Nobody]]"]'
    note = opportunity("stage: agreed").replace('people: ["[[Ada]]"]', people)
    notes = {ADA: contact(), "People/Eva.md": contact(), NOTE: note}
    assert [one.contact.name for one in found(vault, notes)] == ["Ada", "Eva"]


# --- sessions --------------------------------------------------------------------------------------

# title, lines of Ada's note, sessions within a year, the usual gap
SESSIONS: list[tuple[str, list[str], list[str], float | None]] = [
    ("none", [], [], None),
    ("one", ["- 2026-11-01 mentoring: looms"], ["2026-11-01"], None),
    ("a coffee is none", ["- 2026-11-01 coffee: looms"], [], None),
    (
        "two have no rhythm yet",
        ["- 2026-11-01 mentoring: a", "- 2026-10-01 mentoring: b"],
        ["2026-11-01", "2026-10-01"],
        None,
    ),
    (
        "three have one",
        ["- 2026-11-01 mentoring: a", "- 2026-10-02 mentoring: b", "- 2026-09-12 mentoring: c"],
        ["2026-11-01", "2026-10-02", "2026-09-12"],
        25.0,
    ),
    (
        "a year ago is not within a year, but a part of the rhythm",
        ["- 2026-11-01 mentoring: a", "- 2026-05-02 mentoring: b", "- 2025-11-02 mentoring: c"],
        ["2026-11-01", "2026-05-02"],
        182.0,
    ),
    ("to come", ["- 2026-12-01 mentoring: a"], [], None),
]


@pytest.mark.parametrize(
    ("lines", "days", "usual"), [case[1:] for case in SESSIONS], ids=[c[0] for c in SESSIONS]
)
def test_sessions(lines: list[str], days: list[str], usual: float | None, vault: Path) -> None:
    (one,) = found(vault, {ADA: contact("relation: mentor", body="\n".join(lines) + "\n")})
    assert [trace.day for trace in one.sessions] == days
    assert one.usual == usual
    assert (one.plan is not None) == ("2026-12-01" in str(lines))


# --- what went to and fro --------------------------------------------------------------------------

# title, lines of a daily note of 2 November, what is told: learned, asked, followed, to follow, given, to thank
TOLD: list[tuple[str, str, tuple[list[str], list[str], list[str], list[str], list[str], str]]] = [
    ("nothing", "", ([], [], [], [], [], "")),
    ("received", "received:: [[Ada]] her list of looms", (["her list of looms"], [], [], [], [], "her list of looms")),
    ("taught", "received:: [[Ada]] teaching: weaving", (["weaving"], [], [], [], [], "weaving")),
    ("taught to them", "gave:: [[Ada]] teaching: weaving", ([], [], [], [], ["weaving"], "")),
    ("asked", "asked:: [[Ada]] how she hires", ([], ["how she hires"], [], [], [], "")),
    ("advice to follow", "- [ ] #advice [[Ada]]: hire slowly", ([], [], [], ["hire slowly"], [], "")),
    ("advice that was followed", "- [x] #advice [[Ada]]: hire slowly ✅ 2026-11-03", ([], [], ["hire slowly"], [], [], "")),
    ("advice that was dropped", "- [-] #advice [[Ada]]: hire slowly ❌ 2026-11-03", ([], [], [], [], [], "")),
    ("given on the same day", "received:: [[Ada]] a list\n\ngave:: [[Ada]] a loom", (["a list"], [], [], [], ["a loom"], "")),
    ("somebody else's", "received:: [[Eva]] a list\n\nasked:: [[Eva]] for more", ([], [], [], [], [], "")),
    ("what names somebody private", "received:: [[Ada]] a list about Mary Shy", ([], [], [], [], [], "")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TOLD], ids=[case[0] for case in TOLD])
def test_what_went_to_and_fro(text: str, expected: tuple[object, ...], vault: Path) -> None:
    notes = {
        ADA: contact("relation: mentor"),
        "People/Eva.md": contact(),
        "People/Mary Shy.md": contact("private: true"),
        "Daily/2026-11-02.md": f"{text}\n",
    }
    (one,) = found(vault, notes)
    parts = (one.learned, one.questions, one.followed, one.to_follow, one.given)
    thank = one.to_thank.text if one.to_thank else ""
    assert (*([said.text for said in part] for part in parts), thank) == expected


def test_the_newest_comes_first_and_thanks_are_given(vault: Path) -> None:
    body = "- 2026-09-01 coffee: thanked her for the list\n"
    notes = {
        ADA: contact("relation: mentor", body=body),
        "Daily/2026-08-01.md": "received:: [[Ada]] a list\n",
        "Daily/2026-08-03.md": "received:: [[Ada]] a loom\n",
    }
    (one,) = found(vault, notes)
    assert [said.text for said in one.learned] == ["a loom", "a list"]
    assert one.to_thank is None
    put(vault, {"Daily/2026-10-01.md": "received:: [[Ada]] a wheel\n"})
    (one,) = found(vault, {})
    assert one.to_thank
    assert (one.to_thank.text, one.to_thank.day) == ("a wheel", "2026-10-01")


def test_a_mentee_is_owed_no_thanks(vault: Path) -> None:
    notes = {ADA: contact("relation: mentee"), "Daily/2026-08-01.md": "received:: [[Ada]] a list\n"}
    (one,) = found(vault, notes)
    assert one.learned
    assert one.to_thank is None


# --- what holds for every opportunity --------------------------------------------------------------

WORDS = st.sampled_from(
    ["", "noticed", "asked", "scheduled", "agreed", "thanked", "ended", "declined", "trial"]
)
DAYS = st.sampled_from(["", "2026-01-02", "2026-11-20", "2026-12-24"])


@settings(max_examples=100)
@given(WORDS, DAYS, DAYS, st.booleans())
def test_what_is_closed_is_over_and_what_is_over_stays_so(
    word: str, asked: str, closed: str, met: bool
) -> None:
    told = {"stage": word, "asked": asked, "closed": closed}
    fields = {key: (Value(one, 3, one),) for key, one in told.items() if one}
    before = {key: one for key, one in fields.items() if key != "closed"}
    stage = stages.stage_of(Occasion(NOTE, "With Ada", "opportunity", fields), TODAY, met)
    was = stages.stage_of(Occasion(NOTE, "With Ada", "opportunity", before), TODAY, met)
    if closed and closed <= TODAY.isoformat():
        assert stage.value == ("declined" if word == "declined" else "ended")
    else:
        assert stage.value == was.value


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from(["mentor", "mentee", "friend", "private", "ended"]), unique=True))
def test_who_is_private_or_has_ended_is_never_among_them(traits: list[str]) -> None:
    relation = [one for one in traits if one in ("mentor", "mentee", "friend")]
    flags = [f"{one}: true" for one in traits if one in ("private", "ended")]
    with tempfile.TemporaryDirectory() as folder:
        shown = found(Path(folder), {ADA: contact(f"relation: [{', '.join(relation)}]", *flags)})
    assert bool(shown) == (bool({"mentor", "mentee"} & set(traits)) and not flags)
