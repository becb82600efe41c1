"""Briefs: what is told of somebody before a meeting, in which order, and what is never told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.vaults import TODAY, put
from vaultnet import build as building
from vaultnet.cli import main
from vaultnet.config import Config
from vaultnet.dashboards import brief, briefs
from vaultnet.hookspecs import Inputs
from vaultnet.model import Sourced
from vaultnet.network import Snapshot

ADA, IDA, EVA = "People/Ada.md", "People/Ida.md", "People/Eva.md"


def contact(*lines: str) -> str:
    return "\n".join(("---", "type: contact", *lines, "---", ""))


def meeting(day: str, people: str, body: str = "", kind: str = "coffee") -> str:
    return f"---\ntype: meeting\ndate: {day}\nkind: {kind}\npeople: [{people}]\n---\n{body}"


def goal(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: goal", *lines, "---", body))


PRIVATE = contact("private: true", "role: Judge", "learns: [silence]")

# title, notes besides Ada's, Ada's own, what `vaultnet brief Ada` says: label, words, place
CASES: list[tuple[str, dict[str, str], str, list[tuple[str, str, str]]]] = [
    (
        "nothing is known",
        {},
        contact(),
        [("last", "not in touch yet, as far as the notes tell", "")],
    ),
    (
        "what you owe comes first, by its day, and what is late says so",
        {
            "Daily/2026-11-02.md": "Tea with [[Ada]].\n\n- [ ] lend [[Ada]] the loom\n- [ ] send [[Ada]] the deck 📅 2026-11-19\n"
            "- [ ] call [[Ada]] back 📅 2026-11-23\n- [x] thank [[Ada]]\n"
        },
        contact(),
        [
            ("you owe", "send Ada the deck, was for 19 November", "Daily/2026-11-02.md:4"),
            ("you owe", "call Ada back, for 23 November", "Daily/2026-11-02.md:5"),
            ("you owe", "lend Ada the loom", "Daily/2026-11-02.md:3"),
            ("last", "coffee on 2 November: “Tea with Ada.”", "Daily/2026-11-02.md:1"),
        ],
    ),
    (
        "a project that they share in says what is theirs, before what is late",
        {
            "Projects/Loom book.md": '---\npeople: ["[[Ada]]", "[[Ida]]"]\n---\n- [ ] Contents 📅 2026-10-01\n'
            "- [ ] Ada: the drawings 📅 2026-12-01\n",
            "Projects/Attic.md": '---\npeople: ["[[Ada]]"]\n---\n- [x] Sweep\n- [ ] [[Ada]]: dust\n',
            "Projects/Compilers.md": '---\npeople: ["[[Ada]]"]\n---\n- [x] Parse\n- [ ] Print 📅 2026-11-01\n',
            "Projects/Old.md": '---\npeople: ["[[Ada]]"]\nclosed: true\n---\n- [ ] Rest\n',
            IDA: contact(),
        },
        contact(),
        [
            ("last", "not in touch yet, as far as the notes tell", ""),
            ("they promised", "Ada: dust", "Projects/Attic.md:5"),
            ("project", "Attic", "Projects/Attic.md:1"),
            ("project", "Compilers; next: Print, was for 1 November", "Projects/Compilers.md:5"),
            ("project", "Loom book; theirs: Ada: the drawings, by 1 December", "Projects/Loom book.md:5"),
        ],
    ),
    (
        "an introduction is owed to both",
        {"Daily/2026-11-02.md": "- [ ] #intro [[Ida]] ↔ [[Ada]] (Ada asked)\n", IDA: contact()},
        contact(),
        [
            ("you owe", "introduce Ida to Ada", "Daily/2026-11-02.md:1"),
            ("last", "not in touch yet, as far as the notes tell", ""),
        ],
    ),
    (
        "an introduction that was made is not",
        {"Daily/2026-11-02.md": "- [-] #intro [[Ida]] ↔ [[Ada]]\n", IDA: contact()},
        contact(),
        [("last", "not in touch yet, as far as the notes tell", "")],
    ),
    (
        "if the last time has no words, those of the time before that",
        {"Meetings/a.md": meeting("2026-11-10", '"[[Ada]]"', "Looms.\n"), "Daily/2026-11-12.md": ""},
        contact() + "- 2026-11-12 call\n",
        [
            ("last", "call on 12 November", "People/Ada.md:4"),
            ("before that", "coffee on 10 November: “Looms.”", "Meetings/a.md:3"),
            ("met", "first noted: coffee on 10 November", "Meetings/a.md:3"),
        ],
    ),
    (
        "the latest two of your news since then, and how many more there are",
        {
            "Daily/2026-11-02.md": "Tea with [[Ada]].\nnews:: I have a garden\n",
            "Daily/2026-11-03.md": "news:: I have a dog\n",
            "Goals/Sail.md": goal(body="- [x] Learn the knots ✅ 2026-11-09\n- [ ] Buy a boat\n"),
            "Daily/2026-11-04.md": "news:: I have a cat\n",
        },
        contact(),
        [
            ("last", "coffee on 2 November: “Tea with Ada.”", "Daily/2026-11-02.md:1"),
            ("your news", "you finished “Learn the knots” on 9 November", "Goals/Sail.md:4"),
            ("your news", "“I have a cat” on 4 November", "Daily/2026-11-04.md:1"),
            ("your news", "one more since then", ""),
        ],
    ),
    (
        "of somebody who has ended it is said since when and why, and nothing is to be told or asked",
        {
            "Daily/2026-09-02.md": "Tea with [[Ada]].\n\n- [ ] return [[Ada]] the loom\n"
            "- [ ] #waiting [[Ada]] pays 📅 2026-10-01\n- [ ] #advice [[Ada]]: sell\n",
            "Daily/2026-11-03.md": "news:: I have a dog\n",
            "Goals/Sail.md": goal("needs: [Sailor]"),
        },
        contact("role: Sailor", "teaches: [knots]", "ended: 2026-10-02", 'ended_because: "sold **my** loom"'),
        [
            ("ended", "you no longer keep in touch, since 2 October: “sold my loom”", f"{ADA}:5"),
            ("you owe", "return Ada the loom", "Daily/2026-09-02.md:3"),
            ("last", "coffee on 2 September: “Tea with Ada.”", "Daily/2026-09-02.md:1"),
            ("who", "Sailor", f"{ADA}:3"),
            ("they promised", "Ada pays, was for 1 October", "Daily/2026-09-02.md:4"),
        ],
    ),
    (
        "who has ended, and nobody knows why or since when",
        {},
        contact("ended: true"),
        [
            ("ended", "you no longer keep in touch", f"{ADA}:3"),
            ("last", "not in touch yet, as far as the notes tell", ""),
        ],
    ),
    (
        "a reason that names somebody private is not said",
        {"People/Ida Rhodes.md": PRIVATE},
        contact("ended: 2026-10-02", "ended_because: what Ida Rhodes told me"),
        [
            ("ended", "you no longer keep in touch, since 2 October", f"{ADA}:3"),
            ("last", "not in touch yet, as far as the notes tell", ""),
        ],
    ),
    (
        "nor of somebody who is private themselves",
        {},
        contact("private: true", "ended: 2026-10-02", "ended_because: it was time"),
        [
            ("ended", "you no longer keep in touch, since 2 October", f"{ADA}:4"),
            ("last", "not in touch yet, as far as the notes tell", ""),
        ],
    ),
    (
        "who is to end on a day to come has not",
        {"Daily/2026-11-03.md": "news:: I have a dog\n"},
        contact("ended: 2026-12-24"),
        [
            ("last", "not in touch yet, as far as the notes tell", ""),
            ("your news", "“I have a dog” on 3 November", "Daily/2026-11-03.md:1"),
        ],
    ),
    (
        "a new role of your own",
        {
            "vaultnet.toml": 'me = "[[Robin]]"\n',
            "Robin.md": contact("role: Team Lead", "role_since: 2026-11-02"),
        },
        contact(),
        [
            ("last", "not in touch yet, as far as the notes tell", ""),
            ("your news", "you became “Team Lead” on 2 November", "Robin.md:4"),
        ],
    ),
    (
        "who they are, and how you met",
        {IDA: contact()},
        contact(
            "role: Weaver",
            'company: "[[Looms Ltd]]"',
            "location: Leeds",
            "relation: [mentor, friend]",
            "tier: close",
            "first_met: 2024-05-02",
            'introduced_by: "[[Ida]]"',
            'knows: ["[[Ida]]", "[[Looms Ltd]]"]',
        )
        + "- 2026-10-01 call: hello\n- 2026-09-01 letter: hello\n",
        [
            ("last", "call on 1 October: “hello”", "People/Ada.md:12"),
            ("who", "Weaver at Looms Ltd · Leeds · mentor, friend · close", "People/Ada.md:3"),
            ("met", "2 May 2024, through Ida, first noted: letter on 1 September", "People/Ada.md:8"),
            ("knows", "Ida and Looms Ltd", "People/Ada.md:10"),
        ],
    ),
    (
        "what they promised: late, it is something to ask",
        {
            "Daily/2026-11-02.md": "- [ ] #waiting [[Ada]] sends the recording 📅 2026-11-19\n"
            "- [ ] #waiting [[Ada]] asks the archive 📅 2026-11-20\n- [ ] #waiting [[Ada]] finds the key\n"
        },
        contact(),
        [
            ("last", "not in touch yet, as far as the notes tell", ""),
            ("they promised", "Ada asks the archive, for 20 November", "Daily/2026-11-02.md:2"),
            ("they promised", "Ada finds the key", "Daily/2026-11-02.md:3"),
            ("ask", "what became of this: Ada sends the recording", "Daily/2026-11-02.md:1"),
        ],
    ),
    (
        "who else was there",
        {
            IDA: contact(),
            EVA: contact(),
            "Meetings/a.md": meeting("2026-11-10", '"[[Ada]]", "[[Ida]]"', "Looms.\n"),
            "Meetings/b.md": meeting("2026-04-10", '"[[Ada]]", "[[Eva]]"', "Long ago.\n"),
            "Events/Fair.md": '---\ntype: event\ndate: 2026-10-02\npeople: ["[[Ada]]", "[[Eva]]"]\n---\n',
        },
        contact("first_met: 2026-04-10"),
        [
            ("last", "coffee on 10 November: “Looms.”", "Meetings/a.md:3"),
            ("met", "10 April", "People/Ada.md:3"),
            ("with others", "Ida on 10 November", "Meetings/a.md:3"),
            ("with others", "Eva on 2 October", "Events/Fair.md:3"),
        ],
    ),
    (
        "a line about both tells that they were together, two lines of a day do not",
        {
            IDA: contact(),
            EVA: contact(),
            "Daily/2026-11-02.md": "Lunch with [[Ada]] and [[Ida]].\n\nCall with [[Eva]].\n",
        },
        contact(),
        [
            ("last", "meal on 2 November: “Lunch with Ada and Ida.”", "Daily/2026-11-02.md:1"),
            ("with others", "Ida on 2 November", "Daily/2026-11-02.md:1"),
        ],
    ),
    (
        "goals that they helped, or are to help",
        {
            "Goals/Sail.md": goal("needs: [Weaver, a boat]"),
            "Goals/Weave.md": goal("due: 2027-01-01"),
            "Goals/Old.md": goal("status: done"),
            "Meetings/a.md": meeting("2026-11-10", '"[[Ada]]"', "Looms.\n").replace(
                "kind", 'helps: ["[[Weave]]", "[[Old]]"]\nkind'
            ),
            "Meetings/b.md": meeting("2026-11-24", '"[[Ada]]"').replace("kind", 'helps: "[[Weave]]"\nkind'),
        },
        contact("role: Weaver of sails", 'helps_with: "[[Sail]]"'),
        [
            ("last", "coffee on 10 November: “Looms.”", "Meetings/a.md:3"),
            ("who", "Weaver of sails", "People/Ada.md:3"),
            (
                "goal",
                "Weave: they helped once, on 10 November; planned for it: 24 November",
                "Meetings/a.md:3",
            ),
            ("goal", "Sail", "Goals/Sail.md:1"),
            ("give", "nothing given yet, as far as the notes tell", "People/Ada.md:1"),
            ("ask", "could they help with Sail (needs: Weaver)?", "Goals/Sail.md:3"),
        ],
    ),
    (
        "what to ask comes from the notes",
        {
            "Goals/Lead.md": goal('needs: [mentor, "insider at [[Looms Ltd]]", hiring, a pony]'),
            "Daily/2026-11-02.md": "news:: [[Ada]] moves to Leeds\n\n- [ ] #advice [[Ada]]: begin small\n",
        },
        contact(
            "relation: mentor", 'company: "[[Looms Ltd]]"', "learns: [Rust, chess]", "teaches: hiring people"
        ),
        [
            ("last", "not in touch yet, as far as the notes tell", ""),
            ("who", "Looms Ltd · mentor", "People/Ada.md:4"),
            ("give", "nothing given yet, as far as the notes tell", "People/Ada.md:1"),
            (
                "ask",
                "about their advice, which you have not followed yet: Ada: begin small",
                "Daily/2026-11-02.md:3",
            ),
            ("ask", "how this is going: Ada moves to Leeds", "Daily/2026-11-02.md:1"),
            ("ask", "about what they would like to learn: Rust, chess", "People/Ada.md:5"),
            ("ask", "about what they could teach you: hiring people", "People/Ada.md:6"),
            (
                "ask",
                "could they help with Lead (needs: mentor, insider at Looms Ltd, hiring)?",
                "Goals/Lead.md:3",
            ),
        ],
    ),
    (
        "nothing of a private contact is quoted",
        {
            "Meetings/a.md": meeting("2026-11-10", '"[[Ada]]"', "A secret.\n\n- [ ] send [[Ada]] the will\n"),
            "Daily/2026-11-02.md": "- [ ] #waiting [[Ada]] signs 📅 2026-11-19\n- [ ] #advice [[Ada]]: be quiet\n",
        },
        PRIVATE,
        [
            ("you owe", "see the note", "Meetings/a.md:9"),
            ("last", "coffee on 10 November", "Meetings/a.md:3"),
            ("who", "Judge", "People/Ada.md:4"),
            ("they promised", "see the note, was for 19 November", "Daily/2026-11-02.md:1"),
        ],
    ),
    (
        "which door they opened for you, and that they have not heard how it ended",
        {
            "Opportunities/Job.md": "---\ntype: opportunity\nkind: application\nvia: '[[Ada]]'\nasked: 2026-10-01\n"
            "outcome: rejected\nclosed: 2026-11-02\n---\n"
        },
        contact(),
        [
            ("last", "not in touch yet, as far as the notes tell", ""),
            (
                "for you",
                "they opened the door: Job, 1 October; they have not heard how it ended",
                "Opportunities/Job.md:5",
            ),
        ],
    ),
    (
        "an interview that was held, said once",
        {
            "Opportunities/Talk.md": "---\ntype: opportunity\nkind: informational-interview\npeople: '[[Ada]]'\n"
            "asked: 2026-11-10\n---\n",
            "Meetings/2026-11-19 Ada.md": "---\ntype: meeting\nkind: informational-interview\npeople: '[[Ada]]'\n---\nLooms.\n",
        },
        contact(),
        [
            ("last", "informational interview on 19 November: “Looms.”", "Meetings/2026-11-19 Ada.md:4"),
            ("opportunity", "Talk, held on 19 November", "Meetings/2026-11-19 Ada.md:4"),
        ],
    ),
    (
        "a referral, and a recommendation",
        {
            "Opportunities/Referral.md": "---\ntype: opportunity\nkind: referral\npeople: '[[Ada]]'\n"
            "stage: introduced\n---\n",
            "Daily/2026-11-02.md": "received:: [[Ada]] a recommendation\n",
        },
        contact(),
        [
            ("last", "in touch on 2 November: “received from Ada a recommendation”", "Daily/2026-11-02.md:1"),
            ("opportunity", "Referral, introduced", "Opportunities/Referral.md:5"),
            ("for you", "they introduced you: Referral", "Opportunities/Referral.md:5"),
            ("for you", "they wrote you a recommendation, 2 November", "Daily/2026-11-02.md:1"),
        ],
    ),
    (
        "nor is a line that names one",
        {
            "People/Ida Rhodes.md": PRIVATE,
            "Daily/2026-11-02.md": "Tea with [[Ada]]: Ida Rhodes is ill.\n\n- [ ] tell [[Ada]] of ida rhodes\n",
            "Daily/2026-10-02.md": "Called [[Ada]]: looms.\n",
        },
        contact(),
        [
            ("you owe", "see the note", "Daily/2026-11-02.md:3"),
            ("last", "coffee on 2 November", "Daily/2026-11-02.md:1"),
            ("before that", "call on 2 October: “Called Ada: looms.”", "Daily/2026-10-02.md:1"),
            ("met", "first noted: call on 2 October", "Daily/2026-10-02.md:1"),
        ],
    ),
]


@pytest.mark.parametrize(
    ("notes", "own", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
def test_what_a_brief_says(
    notes: dict[str, str],
    own: str,
    expected: list[tuple[str, str, str]],
    vault: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put(vault, {**notes, ADA: own})
    name, *lines = said(vault, capsys, "Ada").splitlines()
    assert name == "Ada"
    assert lines == [f"  {label}: {text}{f'  {at}' if at else ''}" for label, text, at in expected]


def said(vault: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["--vault", str(vault), "--today", TODAY.isoformat(), "brief", *arguments]) == 0
    return capsys.readouterr().out


def test_long_words_end_with_a_whole_one(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {ADA: contact() + f"- 2026-11-02 call: {'loom ' * 39}weaver, and more\n"})
    assert f"call on 2 November: “{'loom ' * 38}loom…”" in said(vault, capsys, "Ada")


# --- the week --------------------------------------------------------------------------------------


def week(vault: Path, notes: Mapping[str, str], today: date = TODAY) -> Mapping[str, Any] | None:
    put(vault, notes)
    with building.facts(vault, today=today) as facts:
        given = Inputs(facts.snapshot, (), (), facts.config, facts.note_types)
        return briefs.context(given)


PEOPLE = {ADA: contact(), IDA: contact(), EVA: contact()}

# title, notes, meetings: day, what, whom a brief is given of, who is told of further up
WEEKS: list[tuple[str, dict[str, str], list[tuple[str, str, list[str], list[str]]]]] = [
    ("nobody is met", {}, []),
    ("today", {"M.md": meeting("2026-11-20", '"[[Ada]]"')}, [("2026-11-20", "coffee", ["Ada"], [])]),
    ("today, and it took place", {"M.md": meeting("2026-11-20", '"[[Ada]]"', "Looms.\n")}, []),
    (
        "in a week",
        {"M.md": meeting("2026-11-27", '"[[Ada]]", "[[Ida]]"')},
        [("2026-11-27", "coffee", ["Ada", "Ida"], [])],
    ),
    ("in eight days", {"M.md": meeting("2026-11-28", '"[[Ada]]"')}, []),
    (
        "somebody twice",
        {"M.md": meeting("2026-11-24", '"[[Ada]]"'), "N.md": meeting("2026-11-25", '"[[Ida]]", "[[Ada]]"')},
        [("2026-11-24", "coffee", ["Ada"], []), ("2026-11-25", "coffee", ["Ida"], ["Ada"])],
    ),
    (
        "an event that goes on",
        {"E.md": '---\ntype: event\ndate: 2026-11-19\nends: 2026-11-21\npeople: "[[Ada]]"\n---\n'},
        [("2026-11-20", "E", ["Ada"], [])],
    ),
    (
        "a line that does not say what it is to be",
        {"Daily/2026-11-16.md": "[[Ada]] and [[Ida]] (when:: 2026-11-25)\n"},
        [("2026-11-25", "with Ada and Ida", ["Ada", "Ida"], [])],
    ),
    ("an event with nobody", {"E.md": "---\ntype: event\ndate: 2026-11-21\n---\n"}, []),
    (
        "an opportunity that is due is no meeting",
        {"O.md": '---\ntype: opportunity\ndue: 2026-11-21\npeople: "[[Ada]]"\n---\n'},
        [],
    ),
    ("a birthday is none", {ADA: contact("birthday: 1990-11-21")}, []),
]


@pytest.mark.parametrize(("notes", "expected"), [pytest.param(*case[1:], id=case[0]) for case in WEEKS])
def test_whom_you_meet(
    notes: dict[str, str], expected: list[tuple[str, str, list[str], list[str]]], vault: Path
) -> None:
    found = week(vault, {**PEOPLE, **notes})
    meetings = found["meetings"] if found else ()
    assert [
        (
            one["day"].value.isoformat(),
            one["what"].value,
            [person["name"].value for person in one["people"]],
            [person["name"].value for person in one["again"]],
        )
        for one in meetings
    ] == expected
    assert (found is None) == (not expected)


def test_long_lists_end_with_a_count(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"P{number:02}" for number in range(9)]
    people = {f"People/{name}.md": contact() for name in names}
    promises = "".join(f"- [ ] send [[P00]] page {number}\n" for number in range(8))
    days = [(TODAY + timedelta(number)).isoformat() for number in (1, 2, 3)]
    notes = {f"Meetings/{day} {name}.md": meeting(day, f'"[[{name}]]"') for name in names[1:] for day in days}
    everyone = ", ".join(f'"[[{name}]]"' for name in names)
    first = {"Meetings/0.md": meeting(TODAY.isoformat(), everyone, kind="audience")}
    found = week(vault, {**people, **notes, **first, "Daily/2026-11-01.md": promises})
    assert found is not None
    assert (len(found["meetings"]), found["more"].value) == (briefs.MEETINGS, 25 - briefs.MEETINGS)
    big = found["meetings"][0]
    assert (len(big["people"]), big["more"].value) == (briefs.PEOPLE, 9 - briefs.PEOPLE)
    owed = big["people"][0]["owed"]
    assert (len(owed["rows"]), owed["more"].value) == (brief.OWED, 3)
    lines = said(vault, capsys).splitlines()
    assert {"  you owe: 3 more promises", "And 3 more people.", "And 5 more meetings."} <= set(lines)


def test_the_page_is_there_only_while_somebody_is_to_be_met(vault: Path) -> None:
    put(vault, {ADA: contact(), "M.md": meeting("2026-11-24", '"[[Ada]]"')})
    page = vault / "Network" / "Network Briefs.md"
    building.build(vault, today=TODAY)
    assert "## Tue 24 · [[M|coffee]]\n\n### [[Ada]]\n" in page.read_text(encoding="utf-8").replace(
        "\u00a0", " "
    )
    assert building.build(vault, today=date(2026, 11, 25)).removed == ("Network/Network Briefs.md",)


# --- the command -----------------------------------------------------------------------------------


def test_without_a_name_it_gives_those_of_the_week(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {**PEOPLE, "M.md": meeting("2026-11-24", '"[[Ada]]"')})
    put(
        vault,
        {
            "E.md": '---\ntype: event\ndate: 2026-11-25\nends: 2026-11-26\npeople: ["[[Ada]]", "[[Ida]]"]\n---\n'
        },
    )
    assert said(vault, capsys).splitlines() == [
        "Tuesday, 24 November 2026 · coffee",
        "    M.md:3",
        "",
        "Ada",
        "  last: not in touch yet, as far as the notes tell",
        "",
        "Wednesday, 25 November 2026 · E, until 26 November",
        "    E.md:3",
        "",
        "Ida",
        "  last: not in touch yet, as far as the notes tell",
        "Further up: Ada",
        "",
    ]


def test_nobody_is_met(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, PEOPLE)
    assert said(vault, capsys) == (
        "Nobody is to be met in the next seven days. Of one person: vaultnet brief NAME\n"
    )
    assert json.loads(said(vault, capsys, "--json"))["data"] == {"meetings": [], "more": None}


def test_programs_get_every_value_with_its_lines(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {ADA: contact("role: Weaver"), "M.md": meeting("2026-11-24", '"[[Ada]]"')})
    data = json.loads(said(vault, capsys, "Ada", "--json"))["data"]
    place = {"path": ADA, "line": 3, "quote": "Weaver"}
    assert data["who"]["role"] == {"value": "Weaver", "sources": [place]}
    assert (data["last"], data["owed"]) == (None, {"rows": [], "more": None})
    (found,) = json.loads(said(vault, capsys, "--json"))["data"]["meetings"]
    assert found["day"] == {
        "value": "2026-11-24",
        "sources": [{"path": "M.md", "line": 3, "quote": "2026-11-24"}],
    }
    assert found["people"] == [data]


def test_of_yourself_there_is_none(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {ADA: contact(), "vaultnet.toml": 'me = "[[Ada]]"\n'})
    assert main(["--vault", str(vault), "brief", "Ada"]) == 1
    assert "your own note" in capsys.readouterr().err


def test_every_leaf_of_the_week_has_a_source(vault: Path) -> None:
    notes = {path: text for _, more, _, _ in CASES for path, text in more.items()}
    found = week(
        vault, {**notes, ADA: contact("first_met: 2020-01-01"), "M.md": meeting("2026-11-24", '"[[Ada]]"')}
    )
    assert found is not None
    walked = list(walk(found))
    assert len(walked) > 30
    assert all(isinstance(leaf, Sourced) and leaf.sources for leaf in walked)


def walk(value: Any) -> Any:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from walk(inner)
    elif value is not None:
        yield value


def test_a_name_in_a_field_is_whom_its_link_leads_to(vault: Path) -> None:
    there = {
        IDA: contact("aliases: [Loom]"),
        ADA: contact('introduced_by: "[[Loom]]"'),
        "Loom/Ada.md": "Tea.\n",
    }
    found = week(vault, {**there, "M.md": meeting("2026-11-24", '"[[People/Ada]]"')})
    assert found is not None
    (through,) = found["meetings"][0]["people"][0]["met"]["through"]
    assert (through["path"].value, through["name"].value) == (IDA, "Loom")


def test_a_goal_by_another_name_is_one_that_they_help_with(vault: Path) -> None:
    there = {"Goals/G.md": goal("aliases: [Gee]"), ADA: contact('helps_with: "[[Gee]]"')}
    found = week(vault, {**there, "M.md": meeting("2026-11-24", '"[[Ada]]"')})
    assert found is not None
    (one,) = found["meetings"][0]["people"][0]["goals"]
    assert one["path"].value == "Goals/G.md"


def test_no_facts_make_no_brief() -> None:
    assert briefs.week(Snapshot(TODAY), Config()) is None
