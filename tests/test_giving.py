"""Giving: kinds of gifts, what would help before an ask, who was asked too often, requests; and what is never said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import TODAY, outputs, put
from tests.vaults import build as rebuild
from vaultnet import asks, balance, build, gifts, giving, offers
from vaultnet.cli import main
from vaultnet.dashboards import giving as dashboard
from vaultnet.facts import Facts
from vaultnet.model import Sourced
from vaultnet.network import LedgerLine, Snapshot, Summary
from vaultnet.signals import give

ADA, GRACE, ROBIN = "People/Ada.md", "People/Grace.md", "Robin.md"
DAY = "Daily/2026-11-02.md"


def contact(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: contact", *lines, "---", body))


def opportunity(kind: str, *lines: str) -> str:
    return "\n".join(("---", "type: opportunity", f"kind: {kind}", *lines, "---", ""))


SMALL = {
    "vaultnet.toml": 'me = "[[Robin]]"\n',
    ROBIN: contact("teaches: [looms]"),
    ADA: contact(),
    GRACE: contact(),
}


@contextmanager
def read(vault: Path, notes: Mapping[str, str]) -> Iterator[Facts]:
    put(vault, {**SMALL, **notes})
    with build.facts(vault, today=TODAY) as facts:
        yield facts


def borne_out(vault: Path, *found: Sourced[Any] | None) -> None:
    """Each source's quote stands on its line, or in the note's name."""
    for leaf in filter(None, found):
        assert leaf.sources
        for source in leaf.sources:
            line = (vault / source.path).read_text("utf-8").split("\n")[source.line - 1]
            assert source.quote in line or source.quote in source.path, source


# --- of which kind it is ---------------------------------------------------------------------------

KINDS = [
    ("an introduction to Mary Somerville", "introductions"),
    ("introduced them to the guild", "introductions"),
    ("a recommendation for her profile", "recommendations"),
    ("a reference, by telephone", "recommendations"),
    ("an invitation to the weavers' evening", "opened doors"),
    ("a referral to the mill", "opened doors"),
    ("a review of the talk", "feedback"),
    ("read the draft twice", "feedback"),
    ("teaching: looms", "knowledge"),
    ("two rules for slides", "knowledge"),
    ("a template for the first month", "knowledge"),
    ("an hour before her exam", "time"),
    ("two evenings with the loom", "time"),
    ("the book back", "things"),
    ("Postcards of looms", "things"),
    ("a yes", gifts.OTHER),
    ("", gifts.OTHER),
    ("an hour for an introduction: the most telling kind counts", "introductions"),
    ("[[Ada]] a review of [[The book]]", "feedback"),
]


@pytest.mark.parametrize(("said", "kind"), KINDS)
def test_kinds(said: str, kind: str) -> None:
    assert gifts.kind(said) == kind


@given(st.text())
def test_everything_is_of_one_kind_whatever_its_case(said: str) -> None:
    assert gifts.kind(said) in (*gifts.KINDS, gifts.OTHER)


def test_no_word_is_of_two_kinds() -> None:
    words = [word for some in gifts.KINDS.values() for word in some]
    assert len(words) == len(set(words))


# --- what goes to and fro --------------------------------------------------------------------------

# title, the notes, of Ada what was given, received, asked and promised, and since when nothing was given
BETWEEN: list[tuple[str, dict[str, str], tuple[list[str], list[str], list[str], list[str]], str | None]] = [
    ("nothing", {}, ([], [], [], []), "nothing given yet, as far as the notes tell"),
    (
        "given",
        {DAY: "gave:: [[Ada]] tea\n"},
        (["[[Ada]] tea"], [], [], []),
        "given last, on 2 November: “tea”",
    ),
    (
        "the newest first",
        {DAY: "gave:: [[Ada]] tea\n", "Daily/2025-03-03.md": "gave:: [[Ada]] salt\n"},
        (["[[Ada]] tea", "[[Ada]] salt"], [], [], []),
        "given last, on 2 November: “tea”",
    ),
    (
        "another year",
        {"Daily/2025-03-03.md": "gave:: [[Ada]] salt\n"},
        (["[[Ada]] salt"], [], [], []),
        "nothing given since 3 March 2025",
    ),
    (
        "today",
        {"Daily/2026-11-20.md": "gave:: [[Ada]] tea\n"},
        (["[[Ada]] tea"], [], [], []),
        "given last, today: “tea”",
    ),
    (
        "each in its place",
        {DAY: "received:: [[Ada]] salt\nasked:: [[Ada]] for tea\npromised:: [[Ada]] a loom\n"},
        ([], ["[[Ada]] salt"], ["[[Ada]] for tea"], ["[[Ada]] a loom"]),
        "nothing given yet, as far as the notes tell",
    ),
    (
        "a request that was answered was given",
        {DAY: "- [x] #request [[Ada]]: read her talk ✅ 2026-11-04\n"},
        (["[[Ada]]: read her talk"], [], [], []),
        "given last, on 4 November: “read her talk”",
    ),
    (
        "one that is open or dropped was not",
        {DAY: "- [ ] #request [[Ada]]: read her talk\n- [-] #request [[Ada]]: a seat\n"},
        ([], [], [], []),
        "nothing given yet, as far as the notes tell",
    ),
    (
        "without a day nobody knows since when",
        {"Notes.md": "gave:: [[Ada]] tea\n"},
        (["[[Ada]] tea"], [], [], []),
        None,
    ),
    (
        "a private note knows better, and is silent",
        {DAY: "---\nprivate: true\n---\ngave:: [[Ada]] tea\n"},
        ([], [], [], []),
        None,
    ),
    (
        "so does a request that was answered in a private note",
        {
            "Daily/2025-11-25.md": "gave:: [[Ada]] salt\n",
            DAY: "---\nprivate: true\n---\n- [x] #request [[Ada]]: read her talk ✅ 2026-09-09\n",
        },
        (["[[Ada]] salt"], [], [], []),
        None,
    ),
    (
        "a request that was answered is not quoted where it names somebody private",
        {
            "People/Eve Stone.md": contact("private: true"),
            DAY: "- [x] #Request [[Ada]]: a word with Eve Stone ✅ 2026-11-04\n",
        },
        ([""], [], [], []),
        "given last, on 4 November",
    ),
    (
        "nor where it links them",
        {
            "People/Eve Stone.md": contact("private: true"),
            DAY: "- [X] #request [[Ada]]: a word with [[Eve Stone]] ✅ 2026-11-04\n",
        },
        ([""], [], [], []),
        "given last, on 4 November",
    ),
    (
        "a request that is answered on a day to come was not yet",
        {DAY: "- [x] #request [[Ada]]: read her talk ✅ 2026-12-04\n"},
        ([], [], [], []),
        "nothing given yet, as far as the notes tell",
    ),
    (
        "what names somebody private is not quoted",
        {"People/Eve Stone.md": contact("private: true"), DAY: "gave:: [[Ada]] a word with Eve Stone\n"},
        ([""], [], [], []),
        "given last, on 2 November",
    ),
    (
        "somebody private",
        {ADA: contact("private: true"), DAY: "gave:: [[Ada]] tea\n"},
        ([], [], [], []),
        None,
    ),
    (
        "a line that names nobody is nobody's",
        {DAY: "gave:: tea\n"},
        ([], [], [], []),
        "nothing given yet, as far as the notes tell",
    ),
]


@pytest.mark.parametrize(
    ("notes", "expected", "since"), [case[1:] for case in BETWEEN], ids=[case[0] for case in BETWEEN]
)
def test_what_goes_to_and_fro(
    notes: dict[str, str], expected: tuple[list[str], ...], since: str | None, vault: Path
) -> None:
    with read(vault, notes) as facts:
        found = giving.of(facts.snapshot).get(ADA, giving.Between())
        ways = (found.gave, found.received, found.asked, found.promised)
        ada = next(one for one in facts.snapshot.contacts if one.path == ADA)
        last = giving.since(ada, facts.snapshot)
    assert tuple([one.text for one in some] for some in ways) == expected
    assert (last and last.value) == since
    borne_out(vault, last, *(Sourced(one.text, (one.source,)) for some in ways for one in some))


def test_a_line_with_nobody_on_it_is_a_problem(vault: Path) -> None:
    with read(vault, {DAY: "gave:: tea\n"}) as facts:
        assert [(one.code, one.path, one.line) for one in facts.problems] == [("nobody-on-ledger", DAY, 1)]


MONTHS = [
    ("never", [], None),
    ("not within a year", ["2025-11-30"], ("not at all", [])),
    ("the first month that counts", ["2025-12-01"], ("in one month", ["December"])),
    ("twice in a month is one month", ["2026-03-01", "2026-03-31"], ("in one month", ["March"])),
    ("two", ["2026-03-01", "2026-11-20"], ("now and then", ["March", "November"])),
    (
        "four",
        ["2026-01-01", "2026-03-01", "2026-05-01", "2026-07-01"],
        ("every few months", ["January", "March", "May", "July"]),
    ),
    (
        "every month",
        [f"2026-{month:02}-01" for month in range(1, 12)] + ["2025-12-24"],
        (
            "every month",
            [
                *"December January February March April May June July August September October November".split()
            ],
        ),
    ),
]


@pytest.mark.parametrize(
    ("days", "expected"), [case[1:] for case in MONTHS], ids=[case[0] for case in MONTHS]
)
def test_how_often(days: list[str], expected: tuple[str, list[str]] | None, vault: Path) -> None:
    with read(vault, {f"Daily/{day}.md": "gave:: [[Ada]] tea\n" for day in days}) as facts:
        found = giving.months(facts.snapshot)
    assert (found and (found.often.value, [one.value for one in found.months])) == expected
    if found:
        borne_out(vault, found.often, *found.months)


# --- what would help -------------------------------------------------------------------------------

# title, the notes, what would help Ada
OFFERS: list[tuple[str, dict[str, str], list[str]]] = [
    ("nothing is known", {}, []),
    (
        "what they asked for",
        {DAY: "- [ ] #request [[Ada]]: read her talk\n"},
        ["they asked you: “read her talk”"],
    ),
    ("to ask them is no gift", {DAY: "- [ ] Ask [[Ada]] for the loom\n"}, []),
    ("what was promised", {DAY: "- [ ] Send [[Ada]] the loom\n"}, ["you promised them: “Send Ada the loom”"]),
    (
        "an introduction that was promised",
        {DAY: "- [ ] #intro [[Ada]] ↔ [[Grace]] (Ada yes)\n"},
        ["you promised them an introduction to Grace"],
    ),
    (
        "what was kept for them",
        {DAY: "share:: [[Ada]] the essay on looms\n"},
        ["kept for them on 2 November: “the essay on looms”"],
    ),
    (
        "what they care about",
        {ADA: contact("interests: [looms]"), DAY: "share:: an essay on the loom\n"},
        ["they care about looms; you kept on 2 November: “an essay on the loom”"],
    ),
    (
        "not if they were met since",
        {
            ADA: contact("interests: [looms]", body="- 2026-11-10 call: looms\n"),
            DAY: "share:: an essay on the loom\n",
        },
        [],
    ),
    (
        "not after a year",
        {ADA: contact("interests: [looms]"), "Daily/2025-11-02.md": "share:: an essay on the loom\n"},
        [],
    ),
    (
        "what they would like to learn and you teach",
        {ADA: contact("learns: [looms]")},
        ["they would like to learn looms; you teach looms"],
    ),
    (
        "not what they were taught",
        {ADA: contact("learns: [looms]"), DAY: "gave:: [[Ada]] teaching: looms\n"},
        [],
    ),
    (
        "what they are looking for",
        {DAY: "news:: [[Ada]] is looking for a proofreader\n"},
        ["their news on 2 November: “is looking for a proofreader”; do you know somebody?"],
    ),
    ("news of another sort", {DAY: "news:: [[Ada]] has a daughter\n"}, []),
    (
        "whom they could meet",
        {
            ADA: contact("learns: [sailing]"),
            GRACE: contact("tier: close", "teaches: [sailing]", body="- 2026-11-10 call: sails\n"),
        },
        ["they would like to learn sailing; Grace teaches it: bring them together"],
    ),
    (
        "of several whom you met last, nobody private and nobody who has ended",
        {
            ADA: contact("learns: [sailing]"),
            GRACE: contact("tier: close", "teaches: [sailing boats]", body="- 2026-11-10 call: sails\n"),
            "People/Mary.md": contact("tier: close", "teaches: [sailing]", body="- 2026-11-11 call: sails\n"),
            "People/Eve.md": contact(
                "private: true", "teaches: [sailing]", body="- 2026-11-12 call: sails\n"
            ),
            "People/Ida.md": contact("ended: true", "teaches: [sailing]", body="- 2026-11-12 call: sails\n"),
            "People/Jean.md": contact("tier: close", "teaches: [sailing]"),
        },
        ["they would like to learn sailing; Mary teaches it: bring them together"],
    ),
    (
        "not whom you lost touch with",
        {
            ADA: contact("learns: [sailing]"),
            GRACE: contact("tier: close", "teaches: [sailing]", body="- 2024-11-10 call: sails\n"),
        },
        [],
    ),
    (
        "not whom they know",
        {
            ADA: contact("learns: [sailing]", 'knows: ["[[Grace]]"]'),
            GRACE: contact("tier: close", "teaches: [sailing]", body="- 2026-11-10 call: sails\n"),
        },
        [],
    ),
    (
        "one of each before a second, and three at most",
        {
            ADA: contact("learns: [looms]"),
            DAY: "- [ ] #request [[Ada]]: read her talk\n- [ ] #request [[Ada]]: a seat\n- [ ] Send [[Ada]] tea\n",
        },
        [
            "they asked you: “read her talk”",
            "you promised them: “Send Ada tea”",
            "they would like to learn looms; you teach looms",
        ],
    ),
    ("nothing for who is private", {ADA: contact("private: true", "learns: [looms]")}, []),
    ("nothing for who has ended", {ADA: contact("ended: 2026-01-01", "learns: [looms]")}, []),
    (
        "nothing that names somebody private",
        {"People/Eve Stone.md": contact("private: true"), DAY: "share:: [[Ada]] the letter of Eve Stone\n"},
        [],
    ),
    ("nothing out of a private note", {DAY: "---\nprivate: true\n---\nshare:: [[Ada]] an essay\n"}, []),
]


@pytest.mark.parametrize(
    ("notes", "expected"), [case[1:] for case in OFFERS], ids=[case[0] for case in OFFERS]
)
def test_what_would_help(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    with read(vault, notes) as facts:
        ada = next(one for one in facts.snapshot.contacts if one.path == ADA)
        found = offers.of(ada, facts.snapshot, facts.config)
    assert [one.value for one in found] == expected
    borne_out(vault, *found)


# --- before an ask ---------------------------------------------------------------------------------

WITH_ADA = 'people: ["[[Ada]]"]'

# title, the notes, who is asked next and for what
COMING: list[tuple[str, dict[str, str], list[str]]] = [
    ("nobody", {}, []),
    (
        "who was noticed",
        {"Mentor.md": opportunity("mentoring", WITH_ADA, "noticed: 2026-11-01")},
        ["Ada: Mentor"],
    ),
    (
        "who opens the door",
        {"Mill.md": opportunity("referral", WITH_ADA, 'via: "[[Grace]]"', "noticed: 2026-11-01")},
        ["Grace: Mill"],
    ),
    ("who was asked already", {"Mentor.md": opportunity("mentoring", WITH_ADA, "asked: 2026-11-01")}, []),
    ("who said no", {"Mentor.md": opportunity("mentoring", WITH_ADA, "stage: declined")}, []),
    ("a task", {DAY: "- [ ] Ask [[Ada]] for a word\n"}, ["Ada: for a word"]),
    ("a task without her at its beginning", {DAY: "- [ ] Ask around, as [[Ada]] said\n"}, []),
    ("a task of theirs", {DAY: "- [ ] #waiting [[Ada]] asks\n"}, []),
    (
        "nobody twice",
        {
            "Mentor.md": opportunity("mentoring", WITH_ADA, "noticed: 2026-11-01"),
            DAY: "- [ ] Ask [[Ada]] for a word\n",
        },
        ["Ada: Mentor"],
    ),
    (
        "by name",
        {DAY: "- [ ] Ask [[Grace]] for thread\n- [ ] ask [[Ada]] for a word\n"},
        ["Ada: for a word", "Grace: for thread"],
    ),
    (
        "nobody private",
        {ADA: contact("private: true"), DAY: "- [ ] Ask [[Ada]] for a word\n"},
        [],
    ),
    ("nobody who has ended", {ADA: contact("ended: true"), DAY: "- [ ] Ask [[Ada]] for a word\n"}, []),
    (
        "nothing out of private notes",
        {"Mentor.md": opportunity("mentoring", WITH_ADA, "noticed: 2026-11-01", "private: true")},
        [],
    ),
    (
        "nothing that names somebody private",
        {"People/Eve Stone.md": contact("private: true"), DAY: "- [ ] Ask [[Ada]] about Eve Stone\n"},
        [],
    ),
]


@pytest.mark.parametrize(
    ("notes", "expected"), [case[1:] for case in COMING], ids=[case[0] for case in COMING]
)
def test_who_is_asked_next(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    with read(vault, notes) as facts:
        found = asks.coming(facts.snapshot, facts.config)
    assert [f"{one.contact.name}: {one.what.value}" for one in found] == expected
    borne_out(vault, *(one.what for one in found))


# --- who was asked too often -----------------------------------------------------------------------

# title, the notes, who was asked too often, and when
OFTEN: list[tuple[str, dict[str, str], list[str]]] = [
    ("nobody", {}, []),
    ("once", {DAY: "asked:: [[Ada]] for tea\n"}, []),
    (
        "twice",
        {DAY: "asked:: [[Ada]] for tea\n", "Daily/2026-10-02.md": "asked:: [[Ada]] for salt\n"},
        ["Ada 2026-11-02 2026-10-02"],
    ),
    ("twice on one day is once", {DAY: "asked:: [[Ada]] for tea\nasked:: [[Ada]] for salt\n"}, []),
    (
        "the ninetieth day",
        {DAY: "asked:: [[Ada]] for tea\n", "Daily/2026-08-22.md": "asked:: [[Ada]] for salt\n"},
        ["Ada 2026-11-02 2026-08-22"],
    ),
    (
        "the day before that",
        {DAY: "asked:: [[Ada]] for tea\n", "Daily/2026-08-21.md": "asked:: [[Ada]] for salt\n"},
        [],
    ),
    (
        "who was to open a door",
        {
            DAY: "asked:: [[Ada]] for tea\n",
            "Mill.md": opportunity("referral", 'via: "[[Ada]]"', "asked: 2026-10-05"),
        },
        ["Ada 2026-11-02 2026-10-05"],
    ),
    (
        "who was asked for an hour",
        {
            DAY: "asked:: [[Ada]] for tea\n",
            "Talk.md": opportunity("informational-interview", WITH_ADA, "asked: 2026-10-05"),
        },
        ["Ada 2026-11-02 2026-10-05"],
    ),
    (
        "the line and the note of one day are one",
        {
            DAY: "asked:: [[Ada]] for tea\n",
            "Talk.md": opportunity("mentoring", WITH_ADA, "asked: 2026-11-02"),
        },
        [],
    ),
    (
        "where somebody else opens the door, the people were not asked",
        {
            DAY: "asked:: [[Ada]] for tea\n",
            "Talk.md": opportunity(
                "informational-interview", WITH_ADA, 'via: "[[Grace]]"', "asked: 2026-10-05"
            ),
        },
        [],
    ),
    (
        "a day to come is not yet",
        {
            DAY: "asked:: [[Ada]] for tea\n",
            "Mill.md": opportunity("referral", 'via: "[[Ada]]"', "asked: 2026-11-21"),
        },
        [],
    ),
    (
        "today is",
        {
            DAY: "asked:: [[Ada]] for tea\n",
            "Mill.md": opportunity("referral", 'via: "[[Ada]]"', "asked: 2026-11-20"),
        },
        ["Ada 2026-11-20 2026-11-02"],
    ),
    (
        "an application is asked of nobody here",
        {
            DAY: "asked:: [[Ada]] for tea\n",
            "Mill.md": opportunity("application", 'via: "[[Ada]]"', "asked: 2026-10-05"),
        },
        [],
    ),
    (
        "nobody private",
        {
            ADA: contact("private: true"),
            DAY: "asked:: [[Ada]] for tea\n",
            "Daily/2026-10-02.md": "asked:: [[Ada]] for salt\n",
        },
        [],
    ),
    (
        "nobody who has ended",
        {
            ADA: contact("ended: true"),
            DAY: "asked:: [[Ada]] for tea\n",
            "Daily/2026-10-02.md": "asked:: [[Ada]] for salt\n",
        },
        [],
    ),
    (
        "nothing out of private notes",
        {
            DAY: "asked:: [[Ada]] for tea\n",
            "Daily/2026-10-02.md": "---\nprivate: true\n---\nasked:: [[Ada]] for salt\n",
        },
        [],
    ),
]


@pytest.mark.parametrize(("notes", "expected"), [case[1:] for case in OFTEN], ids=[case[0] for case in OFTEN])
def test_who_was_asked_too_often(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    with read(vault, notes) as facts:
        found = asks.often(facts.snapshot)
    assert [" ".join([one.contact.name, *(str(day.value) for day in one.days)]) for one in found] == expected
    borne_out(vault, *(day for one in found for day in one.days))


# --- requests --------------------------------------------------------------------------------------

# title, the notes, the open requests, and what was given by answering
REQUESTS: list[tuple[str, str, list[str], list[str]]] = [
    ("open", "- [ ] #request [[Ada]]: tea", ["People/Ada.md #request [[Ada]]: tea"], []),
    ("the tag in capitals", "- [ ] #Request [[Ada]]: tea", ["People/Ada.md #Request [[Ada]]: tea"], []),
    ("begun", "- [/] #request [[Ada]]: tea", ["People/Ada.md #request [[Ada]]: tea"], []),
    ("answered", "- [x] #request [[Ada]]: tea ✅ 2026-11-03", [], ["People/Ada.md 2026-11-03 [[Ada]]: tea"]),
    ("answered, without a day", "- [x] #request [[Ada]]: tea", [], ["People/Ada.md  [[Ada]]: tea"]),
    ("declined", "- [-] #request [[Ada]]: tea", [], []),
    (
        "who is named first asks",
        "- [ ] #request [[Grace]]: [[Ada]]'s tea",
        ["People/Grace.md #request [[Grace]]: [[Ada]]'s tea"],
        [],
    ),
    ("nobody", "- [ ] #request dark mode", [], []),
    (
        "the tag at the end",
        "- [x] [[Ada]]: read her talk #request ✅ 2026-11-03",
        [],
        [f"{ADA} 2026-11-03 [[Ada]]: read her talk"],
    ),
    (
        "the tag amidst the words",
        "- [x] [[Ada]] #request: her talk ✅ 2026-11-03",
        [],
        [f"{ADA} 2026-11-03 her talk"],
    ),
    ("another tag", "- [ ] #requests [[Ada]]: tea", [], []),
    ("no task", "#request [[Ada]]: tea", [], []),
    ("in a quotation", "> - [ ] #request [[Ada]]: tea", [], []),
]


@pytest.mark.parametrize(
    ("line", "open_", "given_"), [case[1:] for case in REQUESTS], ids=[case[0] for case in REQUESTS]
)
def test_requests(line: str, open_: list[str], given_: list[str], vault: Path) -> None:
    with read(vault, {DAY: f"{line}\n"}) as facts:
        tagged = facts.snapshot.tagged
        promises = facts.snapshot.promises
    assert [f"{one.contacts[0]} {one.text}" for one in gifts.requests(tagged)] == open_
    assert [f"{one.contact} {one.day} {one.text}" for one in gifts.answered(tagged, TODAY)] == given_
    assert not [one for one in promises if "#request " in one.text.lower()]


def test_a_request_of_nobody_is_a_problem(vault: Path) -> None:
    meeting = '---\ntype: meeting\ndate: 2026-11-03\npeople: ["[[Grace]]"]\n---\n- [ ] her talk #request\n'
    notes = {
        DAY: "- [ ] read a talk #request\n- [x] #request dark mode\n",
        "Looms.md": "- [ ] #request [[Loom]]: dust\n",
    }
    with read(vault, {**notes, "Meetings/2026-11-03 Grace.md": meeting}) as facts:
        found = [(one.path, one.line) for one in facts.problems if one.code == "nobody-asks"]
        asked = [(one.contacts, gifts.unmarked(one.text)) for one in gifts.requests(facts.snapshot.tagged)]
    assert found == [(DAY, 1), ("Looms.md", 1)]
    assert asked == [((GRACE,), "her talk")]


def test_what_is_joined_and_what_is_of_theirs_is_not_cut(vault: Path) -> None:
    lines = "gave:: [[Ada]] and [[Grace]] the notes\ngave:: [[Ada]]'s sister a book\n"
    with read(vault, {DAY: lines}) as facts:
        page = dashboard.page(facts.snapshot, facts.config)
    said = [one["text"].value for kind in page["kinds"]["rows"] for one in kind["things"]["rows"]]
    assert sorted(said) == ["Ada's sister a book", "the notes", "the notes"]


# --- the page and the command ----------------------------------------------------------------------

FULL = {
    ADA: contact("interests: [looms]"),
    DAY: "- [ ] #request [[Grace]]: read her talk 📅 2026-11-10\ngave:: [[Ada]] a book\nasked:: [[Ada]] for tea\n",
    "Daily/2026-10-02.md": "asked:: [[Ada]] for salt\nreceived:: [[Ada]] thread\n- [ ] Ask [[Ada]] for a word\n",
    "Clippings/The first loom.md": "---\nsource: https://loom.example\ntags: [clippings, cloth]\ncreated: 2026-11-05\n---\n",
}


ASK_WHAT = "nothing in the notes says what would help: ask what they are looking for"


def run(vault: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints, and on which errors it ends."""
    code = main(["--vault", str(vault), "--today", TODAY.isoformat(), *arguments])
    out, err = capsys.readouterr()
    assert (code == 0) is not err.startswith("Error"), err
    return out or err


def test_the_command_and_the_page_say_the_same(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {**SMALL, **FULL})
    rebuild(vault)
    page = outputs(vault)["Network/Network Giving.md"].decode()
    said = run(vault, capsys, "giving")
    for heading in ("Asked of you", "Before you ask", "Let them rest", "What you gave"):
        assert f"## {heading}\n" in page
        assert f"{heading}\n" in said
    assert "- [[Grace]]: read her talk, **was for 10 November** ([[2026-11-02|2 November]])\n" in page
    assert (
        "- [[Ada]] was asked on [[2026-11-02|2 November]] and on [[2026-10-02|2 October]]; given last, on 2"
        in page
    )
    assert "- **things**: a book, to [[Ada]] on [[2026-11-02|2 November]]\n" in page
    assert "read her talk, was for 10 November" in said
    assert "they care about looms; you kept on 5 November: “The first loom”" in said
    assert "they care about looms; you kept on 5 November: “The first loom”" in page


GONE = {"People/Gone.md": contact("ended: 2026-06-01"), "Daily/2026-05-05.md": "gave:: [[Gone]] a book\n"}

# title, the notes, what the page says of what was given, and the command
GIVEN: list[tuple[str, dict[str, str], list[str], list[str]]] = [
    ("only to whom it has ended with", GONE, [], []),
    (
        "to whom it has ended with, and got something else",
        {**GONE, DAY: "received:: [[Ada]] thread\n"},
        [],
        [],
    ),
    (
        "last to whom it has ended with",
        {**GONE, "Daily/2026-04-04.md": "gave:: [[Ada]] a book\n"},
        [
            "Within a year you gave something in one month: April. The last time it went to [[Ada]], on"
            " [[2026-04-04|4 April]].",
            "- **things**: a book, to [[Ada]] on [[2026-04-04|4 April]]",
        ],
        ["how often in one month within a year: April", "things Ada, 4 April: a book"],
    ),
    (
        "not within a year",
        {"Daily/2025-04-04.md": "gave:: [[Ada]] a book\n", DAY: "received:: [[Ada]] thread\n"},
        ["You gave nothing within a year; the last time it went to [[Ada]], on [[2025-04-04|4 April 2025]]."],
        ["how often not at all within a year; the last time to Ada, on 4 April 2025"],
    ),
    (
        "nothing but that",
        {"Daily/2025-04-04.md": "gave:: [[Ada]] a book\n"},
        ["You gave nothing within a year; the last time it went to [[Ada]], on [[2025-04-04|4 April 2025]]."],
        ["how often not at all within a year; the last time to Ada, on 4 April 2025"],
    ),
]


@pytest.mark.parametrize(
    ("notes", "page", "said"), [case[1:] for case in GIVEN], ids=[case[0] for case in GIVEN]
)
def test_what_was_given_within_a_year(
    notes: dict[str, str], page: list[str], said: list[str], vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {**SMALL, **notes})
    rebuild(vault)
    text = outputs(vault).get("Network/Network Giving.md", b"").decode()
    part = text.partition("## What you gave\n")[2].partition("\n## ")[0].partition("\n<!-- ")[0]
    assert [line for line in part.splitlines() if line] == page
    printed = run(vault, capsys, "giving").partition("What you gave\n")[2]
    assert [" ".join(re.sub(r"  \S+:\d+$", "", line).split()) for line in printed.splitlines()] == said


def test_one_person(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {**SMALL, **FULL})
    said = [" ".join(line.split()) for line in run(vault, capsys, "giving", "ada").splitlines()]
    assert said == [
        "Ada",
        f"you gave 2 November: a book {DAY}:2",
        "they gave 2 October: thread Daily/2026-10-02.md:2",
        f"you asked 2 November: for tea {DAY}:3",
        "2 October: for salt Daily/2026-10-02.md:1",
        f"asked last on 2 November {DAY}:3",
        "would help they care about looms; you kept on 5 November: “The first loom” Clippings/The first loom.md:3",
    ]
    assert "read her talk, was for 10 November" in run(vault, capsys, "giving", "grace")


# title, the notes, and what is shown of Ada but for what was given, received and asked
OF_ADA: list[tuple[str, dict[str, str], list[str]]] = [
    ("nothing", {}, ["nothing given yet, as far as the notes tell", ASK_WHAT]),
    ("what was given a short while ago stands there", {DAY: "gave:: [[Ada]] tea\n"}, [ASK_WHAT]),
    (
        "a lapse is said",
        {"Daily/2025-03-03.md": "gave:: [[Ada]] salt\n"},
        ["nothing given since 3 March 2025", ASK_WHAT],
    ),
    (
        "what they ask has one label",
        {DAY: "- [ ] #request [[Ada]]: read her talk\n- [ ] #request [[Ada]]: a seat\n"},
        ["they ask read her talk", "a seat", "nothing given yet, as far as the notes tell"],
    ),
    (
        "of who has ended nothing is asked any more",
        {ADA: contact("ended: 2026-03-01"), "Daily/2025-03-03.md": "gave:: [[Ada]] salt\n"},
        ["ended you no longer keep in touch, since 1 March"],
    ),
    (
        "nor of who has ended nobody knows when",
        {ADA: contact("ended: true", "learns: [looms]"), DAY: "asked:: [[Ada]] for tea\n"},
        ["ended you no longer keep in touch"],
    ),
    (
        "who is to end some day has not ended",
        {ADA: contact("ended: 2026-12-01"), DAY: "gave:: [[Ada]] tea\n"},
        [ASK_WHAT],
    ),
]


@pytest.mark.parametrize(
    ("notes", "expected"), [case[1:] for case in OF_ADA], ids=[case[0] for case in OF_ADA]
)
def test_what_is_to_know_of_one_person(
    notes: dict[str, str], expected: list[str], vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {**SMALL, **notes})
    said = [re.sub(r"  \S+:\d+$", "", line) for line in run(vault, capsys, "giving", "ada").splitlines()[1:]]
    shown = [" ".join(line.split()) for line in said]
    assert [line for line in shown if not line.startswith(("you gave", "they gave", "you asked"))] == expected


def test_promises_that_are_open_and_that_were_kept(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tasks = (
        "- [ ] Send [[Ada]] tea 📅 2026-11-10\n"
        "- [x] Bring [[Ada]] the book ✅ 2026-11-15\n"
        "- [x] Send [[Ada]] the map ✅ 2026-11-18\n"
        "- [-] Show [[Ada]] the mill ❌ 2026-11-18\n"
        "- [x] #waiting [[Ada]] sends salt ✅ 2026-11-18\n"
        "- [x] Send [[Grace]] salt ✅ 2026-11-18\n"
    )
    put(vault, {**SMALL, DAY: tasks, "Daily/2025-11-02.md": "- [x] Send [[Ada]] soap ✅ 2025-11-03\n"})
    said = [" ".join(line.split()) for line in run(vault, capsys, "giving", "ada").splitlines()]
    assert said == [
        "Ada",
        f"you owe Send Ada tea, was for 10 November {DAY}:1",
        f"you kept Send Ada the map, on 18 November {DAY}:3",
        f"Bring Ada the book, on 15 November {DAY}:2",
        "nothing given yet, as far as the notes tell People/Ada.md:1",
    ]


def test_the_draft_that_asks_says_beside_it_what_to_give_first(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    met = {
        ADA: contact(
            "tier: close", 'knows: ["[[Grace]]"]', "learns: [looms]", body="- 2026-11-10 call: cloth\n"
        ),
        "Daily/2025-03-03.md": "gave:: [[Ada]] salt\n",
    }
    put(vault, {**SMALL, **met})
    code = main(["--vault", str(vault), "--today", TODAY.isoformat(), "path", "Grace", "--draft"])
    out, err = capsys.readouterr()
    assert (code, out.partition("\n")[0]) == (0, "Dear Ada,")
    assert "given" not in out
    assert err == (
        "\nBefore you ask Ada: nothing given since 3 March 2025; what would help: they would like to learn looms;"
        ' you teach looms (People/Ada.md:5). More: vaultnet giving "Ada"\n'
    )


NEEDED = "---\ntype: goal\nneeds: [mentor]\n---\n"

# title, the notes, what a brief of Ada says of giving
BRIEFS: list[tuple[str, dict[str, str], list[str]]] = [
    ("nothing to ask and nothing to give", {}, []),
    (
        "what would help",
        {ADA: contact("learns: [looms]")},
        [
            "give: nothing given yet, as far as the notes tell People/Ada.md:1",
            "give: they would like to learn looms; you teach looms People/Ada.md:3",
        ],
    ),
    (
        "something to ask",
        {ADA: contact("relation: mentor"), "Goals/Weave.md": NEEDED, DAY: "gave:: [[Ada]] tea\n"},
        [
            f"give: given last, on 2 November: “tea” {DAY}:1",
        ],
    ),
    (
        "what they ask is said once",
        {DAY: "- [ ] #request [[Ada]]: tea 📅 2026-11-10\n"},
        [
            f"they ask: tea, was for 10 November {DAY}:1",
        ],
    ),
    ("nor is what is owed", {DAY: "- [ ] Send [[Ada]] tea\n"}, []),
    (
        "somebody private",
        {ADA: contact("private: true", "learns: [looms]"), DAY: "- [ ] #request [[Ada]]: tea\n"},
        [],
    ),
    (
        "somebody who has ended",
        {ADA: contact("ended: true", "learns: [looms]"), DAY: "- [ ] #request [[Ada]]: tea\n"},
        [],
    ),
]


@pytest.mark.parametrize(
    ("notes", "expected"), [case[1:] for case in BRIEFS], ids=[case[0] for case in BRIEFS]
)
def test_the_brief_says_what_to_give(
    notes: dict[str, str], expected: list[str], vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {**SMALL, **notes})
    lines = [" ".join(line.split()) for line in run(vault, capsys, "brief", "ada").splitlines()]
    assert [line for line in lines if line.startswith(("give:", "they ask:"))] == expected


def test_of_whom_nothing_is_said(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {**SMALL, ADA: contact("private: true")})
    assert "is private, so nothing is told of what went to and fro" in run(vault, capsys, "giving", "ada")
    assert "you give nothing to yourself" in run(vault, capsys, "giving", "robin")


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ({}, "There are no contacts yet."),
        ({ADA: contact()}, "Nothing is noted of what you gave, got or were asked for."),
    ],
)
def test_where_there_is_nothing_it_says_what_to_do(
    notes: dict[str, str], said: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {"vaultnet.toml": "", **notes})
    assert run(vault, capsys, "giving").startswith(said)
    rebuild(vault)
    assert "Network/Network Giving.md" not in outputs(vault)


def test_json_and_a_day_that_is_past(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {**SMALL, **FULL})
    data = json.loads(run(vault, capsys, "giving", "--json"))["data"]
    assert [one["who"]["name"]["value"] for one in data["requests"]["rows"]] == ["Grace"]
    assert data["often"]["word"]["value"] == "in one month"
    data = json.loads(run(vault, capsys, "giving", "ada", "--json", "--as-of", "2026-10-31"))["data"]
    assert (data["gave"]["rows"], data["before"]["since"]["value"]) == (
        [],
        "nothing given yet, as far as the notes tell",
    )


def test_a_request_that_was_answered_settles_what_is_owed(vault: Path) -> None:
    notes = {
        "Daily/2026-03-02.md": "received:: [[Ada]] thread\n",
        "Daily/2026-08-10.md": "received:: [[Ada]] a loom\n",
    }
    answered = "- [x] #request [[Ada]]: read her talk ✅ 2026-09-02\n"
    seen, hidden = {"Daily/2026-09-01.md": answered}, {"Secret.md": f"---\nprivate: true\n---\n{answered}"}
    for more, names in (({}, ["Ada"]), (seen, []), (hidden, [])):
        with read(vault, {**notes, **more}) as facts:
            assert [one.name for one in give.find(facts.snapshot, facts.config)] == names
            assert [one.contact.name for one in balance.of(facts.snapshot)] == names


@given(st.permutations(range(4)))
def test_the_order_of_lines_says_nothing(order: list[int]) -> None:
    lines = [
        LedgerLine("gave", ADA, "tea", "2026-11-02", DAY, 1),
        LedgerLine("gave", ADA, "salt", "2026-11-02", DAY, 2),
        LedgerLine("received", ADA, "a book", "", DAY, 3),
        LedgerLine("gave", GRACE, "an hour", "2025-01-01", DAY, 4),
    ]
    found = [
        giving.of(Snapshot(TODAY, (Summary(ADA, "Ada"), Summary(GRACE, "Grace")), ledger=tuple(some)))
        for some in (lines, [lines[at] for at in order])
    ]
    assert found[0] == found[1]
