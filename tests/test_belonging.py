"""How one takes part in a community, and what came of it: deeds, reactions, people met, talks, and what is never said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import TODAY, put
from vaultnet import belonging, build
from vaultnet.belonging import Place
from vaultnet.cli import main

TABLE = "Communities/Platform Table.md"
LINKED = "Communities/LinkedIn.md"
ADA, GRACE, EVE = "People/Ada Lovelace.md", "People/Grace Hopper.md", "People/Eve Stone.md"


def contact(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: contact", *lines, "---", body))


def community(*body: str, front: str = "") -> str:
    return "\n".join(("---", "type: community", *filter(None, [front]), "---", *body, ""))


def meeting(day: str, kind: str, who: str, text: str = "Looms.") -> str:
    return f'---\ntype: meeting\ndate: {day}\nkind: {kind}\npeople: ["[[{who}]]"]\n---\n{text}\n'


SMALL = {
    "vaultnet.toml": 'me = "[[Robin]]"\n',
    "Robin.md": contact(),
    ADA: contact(),
    GRACE: contact(),
    EVE: contact("private: true"),
    TABLE: community(),
    LINKED: community(),
}


def places(vault: Path, notes: Mapping[str, str], today: date = TODAY) -> dict[str, Place]:
    put(vault, {**SMALL, **notes})
    with build.facts(vault, today=today) as facts:
        return {one.name: one for one in belonging.of(facts.snapshot, facts.config)}


# --- what was done there ---------------------------------------------------------------------------


def deeds(one: Place | None) -> list[str]:
    return [f"{deed.day} {deed.source.line} {deed.text}".strip() for deed in one.deeds] if one else []


# title, notes, what was done at the Platform Table, newest first
DEEDS: list[tuple[str, dict[str, str], list[str]]] = [
    ("nothing", {}, []),
    ("a dated line", {TABLE: community("- 2026-10-09 answered a question")}, ["2026-10-09 4 answered a question"]),
    ("what was given", {TABLE: community("- 2026-10-09 gave:: a script")}, ["2026-10-09 4 a script"]),
    ("what was given without a day", {TABLE: community("gave:: a script")}, []),
    ("a ticked task", {TABLE: community("- [x] Post the script ✅ 2026-10-09")}, ["2026-10-09 4 Post the script"]),
    ("a ticked task without a day", {TABLE: community("- [x] Post the script")}, []),
    ("a task to do", {TABLE: community("- [ ] Post the script 📅 2026-10-09")}, []),
    ("one that was given up", {TABLE: community("- [-] Post the script ❌ 2026-10-09")}, []),
    ("what recurs often", {TABLE: community("- [x] Answer 🔁 every week ✅ 2026-10-09")}, ["2026-10-09 4 Answer"]),
    ("upkeep", {TABLE: community("- [x] Photo 🔁 every 3 months ✅ 2026-10-09")}, []),
    ("what was asked there", {TABLE: community("- 2026-10-09 asked:: how to size a team")}, []),
    ("a day to come", {TABLE: community("- 2026-12-09 the next evening")}, []),
    ("the newest first", {TABLE: community("- 2026-10-02 b", "- 2026-10-09 a")}, ["2026-10-09 5 a", "2026-10-02 4 b"]),
    (
        "a line that links somebody is one deed, and a day in touch",
        {TABLE: community("- 2026-10-09 [[Ada Lovelace]] asked about looms")},
        ["2026-10-09 4 [[Ada Lovelace]] asked about looms"],
    ),
    (
        "a meeting that is called after it",
        {"Meetings/2026-10-09 Platform Table, an evening.md": meeting("2026-10-09", "meal", "Ada Lovelace")},
        ["2026-10-09 3 Looms."],
    ),
    ("a line that names somebody private", {TABLE: community("- 2026-10-09 thanked Eve Stone")}, ["2026-10-09 4"]),
    ("a line that links somebody private", {TABLE: community("- 2026-10-09 thanked [[Eve Stone]]")}, ["2026-10-09 4"]),
    ("a private community", {TABLE: community("- 2026-10-09 answered", front="private: true")}, []),
    ("a community that was left", {TABLE: community("- 2026-10-09 answered", front="left: 2026-10-31")}, []),
    ("a dated line of an event", {"Events/Platform Table.md": "---\ntype: event\n---\n- 2026-10-09 answered\n"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected"), [case[1:] for case in DEEDS], ids=[case[0] for case in DEEDS])
def test_what_was_done_there(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    assert deeds(places(vault, notes).get("Platform Table")) == expected


# --- what came of it -------------------------------------------------------------------------------

MET = 'met_at: "[[Platform Table]]"'
ON_LINKEDIN = "Commented on LinkedIn on her post."


def came(one: Place | None) -> list[str]:
    """To whom one reacted, who was met, and with whom one talked, and after what."""
    found = []
    for who, seen in one.seen if one else ():
        found += [f"reacted to {who.name} on {trace.day}" for trace in seen.engaged]
        if seen.met:
            found.append(f"met {who.name} on {seen.met_on.value}" if seen.met_on else f"met {who.name}")
        for talk in seen.talks:
            after = f" after {talk.after.day}" if talk.after else ""
            found.append(f"talked with {who.name} on {talk.trace.day}{after}")
    return found


# title, the community, notes, what came of it
CAME: list[tuple[str, str, dict[str, str], list[str]]] = [
    ("a reaction that names it", "LinkedIn", {"Meetings/A.md": meeting("2026-10-01", "engage", "Ada Lovelace", ON_LINKEDIN)}, ["reacted to Ada Lovelace on 2026-10-01"]),
    ("with a link", "LinkedIn", {"Meetings/A.md": meeting("2026-10-01", "engage", "Ada Lovelace", "Liked it on [[LinkedIn]].")}, ["reacted to Ada Lovelace on 2026-10-01"]),
    ("in its own note", "LinkedIn", {LINKED: community("- 2026-10-01 engage: [[Ada Lovelace]], her post")}, ["reacted to Ada Lovelace on 2026-10-01"]),
    ("in the contact's own note", "LinkedIn", {ADA: contact(body="- 2026-10-01 like: her post on LinkedIn")}, ["reacted to Ada Lovelace on 2026-10-01"]),
    ("a reaction that names none", "LinkedIn", {"Meetings/A.md": meeting("2026-10-01", "engage", "Ada Lovelace", "Liked her post.")}, []),
    ("a message that names it is no reaction", "LinkedIn", {"Meetings/A.md": meeting("2026-10-01", "message", "Ada Lovelace", "On her post, which LinkedIn hid.")}, []),
    ("to somebody private", "LinkedIn", {"Meetings/A.md": meeting("2026-10-01", "engage", "Eve Stone", ON_LINKEDIN)}, []),
    (
        "a talk within thirty days",
        "LinkedIn",
        {"Meetings/A.md": meeting("2026-10-01", "engage", "Ada Lovelace", ON_LINKEDIN), "Meetings/B.md": meeting("2026-10-31", "call", "Ada Lovelace")},
        ["reacted to Ada Lovelace on 2026-10-01", "talked with Ada Lovelace on 2026-10-31 after 2026-10-01"],
    ),
    (
        "a talk after more than thirty days",
        "LinkedIn",
        {"Meetings/A.md": meeting("2026-10-01", "engage", "Ada Lovelace", ON_LINKEDIN), "Meetings/B.md": meeting("2026-11-01", "call", "Ada Lovelace")},
        ["reacted to Ada Lovelace on 2026-10-01"],
    ),
    (
        "a message within thirty days is no talk",
        "LinkedIn",
        {"Meetings/A.md": meeting("2026-10-01", "engage", "Ada Lovelace", ON_LINKEDIN), "Meetings/B.md": meeting("2026-10-09", "message", "Ada Lovelace")},
        ["reacted to Ada Lovelace on 2026-10-01"],
    ),
    (
        "two reactions, one talk",
        "LinkedIn",
        {LINKED: community("- 2026-10-01 engage: [[Ada Lovelace]]", "- 2026-10-08 engage: [[Ada Lovelace]]"), "Meetings/B.md": meeting("2026-10-20", "call", "Ada Lovelace")},
        ["reacted to Ada Lovelace on 2026-10-08", "reacted to Ada Lovelace on 2026-10-01", "talked with Ada Lovelace on 2026-10-20 after 2026-10-08"],
    ),
    (
        "a talk with somebody else",
        "LinkedIn",
        {"Meetings/A.md": meeting("2026-10-01", "engage", "Ada Lovelace", ON_LINKEDIN), "Meetings/B.md": meeting("2026-10-09", "call", "Grace Hopper")},
        ["reacted to Ada Lovelace on 2026-10-01"],
    ),
    ("met there, as their note says", "Platform Table", {ADA: contact(MET, "first_met: 2026-09-01")}, ["met Ada Lovelace on 2026-09-01"]),
    ("met there, on a day that nobody knows", "Platform Table", {ADA: contact(MET)}, ["met Ada Lovelace"]),
    ("by its name alone", "LinkedIn", {ADA: contact("met_at: LinkedIn")}, ["met Ada Lovelace"]),
    ("met elsewhere", "Platform Table", {ADA: contact('met_at: "[[Difference Days]]"')}, []),
    ("met there, and private", "Platform Table", {EVE: contact("private: true", MET)}, []),
    (
        "the first talk with who was met there, and no later one",
        "Platform Table",
        {ADA: contact(MET), "Meetings/A.md": meeting("2026-10-01", "call", "Ada Lovelace"), "Meetings/B.md": meeting("2026-11-01", "call", "Ada Lovelace")},
        ["met Ada Lovelace on 2026-10-01", "talked with Ada Lovelace on 2026-10-01"],
    ),
    (
        "the first that is known names it",
        "LinkedIn",
        {"Meetings/A.md": meeting("2026-10-01", "message", "Ada Lovelace", "She wrote to me on LinkedIn.")},
        ["met Ada Lovelace on 2026-10-01"],
    ),
    (
        "in another script",
        "Сообщество",
        {"Communities/Сообщество.md": community(), "Meetings/A.md": meeting("2026-10-01", "engage", "Ada Lovelace", "Комментарий: сообщество.")},
        ["reacted to Ada Lovelace on 2026-10-01"],
    ),
    (
        "in the note of one whose name has no letters",
        "🙂",
        {"Communities/🙂.md": community("- 2026-10-01 engage: [[Ada Lovelace]], her post")},
        ["reacted to Ada Lovelace on 2026-10-01"],
    ),
    (
        "the first that is known links one whose name has no letters",
        "🙂",
        {"Communities/🙂.md": community(), "Meetings/A.md": meeting("2026-10-01", "message", "Ada Lovelace", "She wrote on [[🙂]].")},
        ["met Ada Lovelace on 2026-10-01"],
    ),
    (
        "it names it in passing",
        "LinkedIn",
        {"Meetings/A.md": meeting("2026-10-01", "call", "Ada Lovelace", "Her first job was to test LinkedIn.")},
        [],
    ),
    (
        "it was not the first",
        "LinkedIn",
        {
            "Meetings/A.md": meeting("2026-09-01", "call", "Ada Lovelace"),
            "Meetings/B.md": meeting("2026-10-01", "message", "Ada Lovelace", "She wrote to me on LinkedIn."),
        },
        [],
    ),
    (
        "they met on an earlier day",
        "LinkedIn",
        {ADA: contact("first_met: 2020-01-01"), "Meetings/B.md": meeting("2026-10-01", "message", "Ada Lovelace", "She wrote to me on LinkedIn.")},
        [],
    ),
    (
        "at a meeting that is called after it",
        "Platform Table",
        {ADA: contact("first_met: 2020-01-01"), "Meetings/2026-10-09 Platform Table dinner.md": meeting("2026-10-09", "meal", "Ada Lovelace")},
        ["talked with Ada Lovelace on 2026-10-09"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "notes", "expected"), [case[1:] for case in CAME], ids=[case[0] for case in CAME]
)
def test_what_came_of_it(name: str, notes: dict[str, str], expected: list[str], vault: Path) -> None:
    assert came(places(vault, notes).get(name)) == expected


# --- quarters, rhythm and worth --------------------------------------------------------------------

# title, the day, quarters back, the quarter
QUARTERS = [
    ("in the midst of one", "2026-11-20", 0, ("2026-10-01", "2026-12-31")),
    ("the one before", "2026-11-20", 1, ("2026-07-01", "2026-09-30")),
    ("the first day of a year", "2026-01-01", 0, ("2026-01-01", "2026-03-31")),
    ("before the first day of a year", "2026-01-01", 1, ("2025-10-01", "2025-12-31")),
    ("a year before", "2024-02-29", 4, ("2023-01-01", "2023-03-31")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "back", "expected"), [case[1:] for case in QUARTERS], ids=[case[0] for case in QUARTERS]
)
def test_quarters(day: str, back: int, expected: tuple[str, str]) -> None:
    first, last = belonging.quarter(date.fromisoformat(day), back)
    assert (first.isoformat(), last.isoformat()) == expected


@given(day=st.dates(date(2, 1, 1), date(9998, 12, 31)), back=st.integers(0, 4))
def test_quarters_follow_each_other(day: date, back: int) -> None:
    assert belonging.quarter(day)[0] <= day <= belonging.quarter(day)[1]
    assert (belonging.quarter(day, back)[0] - belonging.quarter(day, back + 1)[1]).days == 1


def test_a_quarter_holds_what_came_of_it_then(vault: Path) -> None:
    notes = {
        LINKED: community(
            "- 2026-09-30 engage: [[Ada Lovelace]]",
            "- 2026-10-01 engage: [[Ada Lovelace]]",
            "- 2026-10-05 engage: [[Ada Lovelace]]",
        ),
        "Meetings/A.md": meeting("2026-10-03", "call", "Ada Lovelace"),
        GRACE: contact("met_at: LinkedIn", "first_met: 2026-08-01"),
    }
    one = places(vault, notes)["LinkedIn"]
    now, before = one.quarter(0), one.quarter(1)
    assert [(who.name, trace.day) for who, trace in now.engaged] == [("Ada Lovelace", "2026-10-05")]
    assert [(who.name, talk.trace.day) for who, talk in now.talks] == [("Ada Lovelace", "2026-10-03")]
    assert not now.met
    assert [trace.day for _, trace in before.engaged] == ["2026-09-30"]
    assert [who.name for who, _ in before.met] == ["Grace Hopper"]
    assert not one.quarter(2)


# title, the front matter, the note, since when it is time again
RHYTHMS = [
    ("the last time was long ago", "rhythm: 2 weeks", "- 2026-11-01 answered", date(2026, 11, 15)),
    ("not yet", "rhythm: 2 weeks", "- 2026-11-10 answered", None),
    ("today is the day", "rhythm: 2 weeks", "- 2026-11-06 answered", None),
    ("never", "rhythm: weekly", "", None),
    ("it says no rhythm", "", "- 2026-01-01 answered", None),
    ("a rhythm that is none", "rhythm: sometimes", "- 2026-01-01 answered", None),
    ("by another name", "how often: monthly", "- 2026-10-01 answered", date(2026, 10, 31)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("front", "line", "expected"), [case[1:] for case in RHYTHMS], ids=[case[0] for case in RHYTHMS]
)
def test_when_it_is_time_again(front: str, line: str, expected: date | None, vault: Path) -> None:
    one = places(vault, {TABLE: community(line, front=front)})["Platform Table"] if line or front else None
    assert (one and one.since) == expected


# title, days on which something was done, days of talks, what is said
WORTH = [
    ("nothing", [], [], None),
    ("once", ["2026-11-01"], [], "on one day within a year, and had no talk there or after it yet"),
    (
        "often, and nothing came of it",
        ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"],
        [],
        "on five days within a year, and had no talk there or after it",
    ),
    (
        "two deeds of a day are one day",
        ["2026-11-01", "2026-11-01"],
        [],
        "on one day within a year, and had no talk there or after it yet",
    ),
    ("more than a year ago", ["2025-11-20"], [], None),
    (
        "a talk for every third day",
        ["2026-10-01", "2026-10-02", "2026-10-03"],
        ["2026-10-09"],
        "on three days within a year, and had one talk there or after it, one for every three days",
    ),
    (
        "fewer talks than days, and more than half as many",
        ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"],
        ["2026-10-09", "2026-10-10", "2026-10-11"],
        "on four days within a year, and had three talks there or after it",
    ),
    (
        "a talk for every day and a half",
        ["2026-10-01", "2026-10-02", "2026-10-03"],
        ["2026-10-09", "2026-10-10"],
        "on three days within a year, and had two talks there or after it",
    ),
    (
        "a talk for every second day",
        ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"],
        ["2026-10-09", "2026-10-10"],
        "on four days within a year, and had two talks there or after it, one for every two days",
    ),
    (
        "a talk for every two days and a half",
        ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05"],
        ["2026-10-09", "2026-10-10"],
        "on five days within a year, and had two talks there or after it",
    ),
    (
        "as many talks as days",
        ["2026-10-01", "2026-10-02"],
        ["2026-10-09", "2026-10-10"],
        "on two days within a year, and had two talks there or after it, at least one for each of them",
    ),
    (
        "a talk for each",
        ["2026-10-01"],
        ["2026-10-09"],
        "on one day within a year, and had one talk there or after it",
    ),
]


@pytest.mark.parametrize(
    ("days", "talks", "expected"), [case[1:] for case in WORTH], ids=[case[0] for case in WORTH]
)
def test_whether_it_is_worth_the_time(
    days: list[str], talks: list[str], expected: str | None, vault: Path
) -> None:
    lines = [f"- {day} answered {number}" for number, day in enumerate(days)]
    notes = {f"Meetings/{day}.md": meeting(day, "call", f"Met on {day}") for day in talks}
    notes |= {f"People/Met on {day}.md": contact(MET) for day in talks}
    one = places(vault, {TABLE: community(*lines, front="rhythm: weekly"), **notes})
    worth = one["Platform Table"].worth()
    assert (worth and worth.value) == expected


# --- what is shown ---------------------------------------------------------------------------------

SHOWN = {
    **SMALL,
    TABLE: community("- 2026-11-01 gave:: a script", front="rhythm: weekly"),
    LINKED: community(*(f"- 2026-10-0{number} engage: [[Person {number}]]" for number in range(1, 8))),
    **{f"People/Person {number}.md": contact() for number in range(1, 8)},
    GRACE: contact(MET, "first_met: 2026-10-10"),
}


def shown(vault: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code = main(["--vault", str(vault), "--today", TODAY.isoformat(), "presence", *words])
    given = capsys.readouterr()
    assert (code, given.err) == (0, "")
    return given.out


def test_the_command(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SHOWN)
    lines = [" ".join(line.split()) for line in shown(vault, capsys).splitlines()]
    assert lines == [
        "Where you take part",
        "LinkedIn",
        "last 7 October: Person 7 Communities/LinkedIn.md:10",
        "this quarter reacted to Person 7 on 7 October; Person 6 on 6 October; Person 5 on 5 October; Person 4 on 4 October;"
        " Person 3 on 3 October; 2 more Communities/LinkedIn.md:10",
        "came of it you did something there on seven days within a year, and had no talk there or after it Communities/LinkedIn.md:4",
        "Platform Table · every week",
        "last 1 November: a script Communities/Platform Table.md:5",
        "due to look in again since 8 November Communities/Platform Table.md:5",
        "this quarter met Grace Hopper on 10 October People/Grace Hopper.md:3",
        "came of it you did something there on one day within a year, and had no talk there or after it yet Communities/Platform Table.md:5",
    ]


def test_one_community(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SHOWN)
    text = shown(vault, capsys, "platform", "table")
    assert "a script" in text
    assert "LinkedIn" not in text


def test_the_json(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SHOWN)
    data: Any = json.loads(shown(vault, capsys, "--json"))["data"]["places"]
    linked, table = data["rows"]
    assert (data["more"], linked["this_quarter"]["engaged"]["more"]["value"], linked["last_quarter"]) == (
        None,
        2,
        None,
    )
    assert (table["every"]["value"], table["since"]["value"]) == ("every week", "2026-11-08")
    assert table["this_quarter"]["met"]["rows"][0]["is"]["sources"][0]["quote"] == "[[Platform Table]]"  # fmt: skip


SECRET = {
    **SMALL,
    TABLE: community(
        "- 2026-11-10 helped Eve Stone with her divorce SECRET1",
        "- 2026-11-09 gave:: a script of Eve Stone SECRET2",
        "- [x] Write to Eve Stone SECRET3 ✅ 2026-11-08",
        "- 2026-11-07 [[Ada Lovelace]] asked after Eve Stone SECRET4",
        "- 2026-11-06 engage: [[Ada Lovelace]] on Eve Stone SECRET5",
        "- [x] Comment on Eve Stone 🔁 every week on Monday SECRET6 ✅ 2026-11-05",
        "- [x] Link Eve Stone SECRET7 🔁 every year ✅ 2026-11-04",
        front="rhythm: weekly",
    ),
    "Meetings/2026-10-09 Platform Table.md": meeting("2026-10-09", "meal", "Ada Lovelace", "Eve Stone SECRET8"),
    GRACE: contact(body="- 2026-11-03 like: what Eve Stone SECRET9 said on LinkedIn"),
}  # fmt: skip


def test_programs_are_told_no_words_that_name_somebody_private(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, SECRET)
    for day in ("2026-11-20", "2026-11-09", "2026-11-08", "2026-11-07", "2026-11-06", "2026-11-05"):
        told = shown(vault, capsys, "--json", "--as-of", day)
        last = json.loads(told)["data"]["places"]["rows"][-1]["last"]
        assert (last["day"]["value"], last["words"]) == (min(day, "2026-11-10"), None)
        assert [word for word in told.split() if "SECRET" in word or word.startswith("Eve")] == []


def test_looking_back(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SHOWN)
    text = shown(vault, capsys, "--as-of", "2026-10-03")
    assert "reacted to Person 3 on 3 October; Person 2 on 2 October; Person 1 on 1 October" in text
    assert "Grace" not in text
    assert "script" not in text


def test_the_page(vault: Path) -> None:
    put(vault, SHOWN)
    build.build(vault, today=TODAY)
    text = (vault / "Network/Network Presence.md").read_text("utf-8")
    assert "## Where you take part" in text
    assert '- **every week**, last on [[Platform Table|1 November]]: *"a script"*\n' in text
    assert (
        "- **time to look in again** since 8 November\n- **this quarter**: met [[Grace Hopper]] on 10 October\n"
        in text
    )
    assert "[[Person 3]] on [[LinkedIn|3 October]], and two more\n" in text  # fmt: skip


def test_who_was_there_on_one_day_stands_together(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evening = "Meetings/2026-10-09 Platform Table, an evening.md"
    several = meeting("2026-10-09", "meal", 'Ada Lovelace]]", "[[Grace Hopper]]", "[[Person 1')
    alone = {"Meetings/2026-10-02 Platform Table.md": meeting("2026-10-02", "meal", "Person 2")}
    put(vault, {**SHOWN, evening: several, **alone})
    build.build(vault, today=TODAY)
    text = (vault / "Network/Network Presence.md").read_text("utf-8")
    there, before = "2026-10-09 Platform Table, an evening|9 October", "2026-10-02 Platform Table|2 October"
    assert (
        f"talked with [[Ada Lovelace]], [[Grace Hopper]] and [[Person 1]] on [[{there}]]; [[Person 2]] on [[{before}]]"
        in text
    )
    said = " ".join(shown(vault, capsys).split())
    assert "talked with Ada Lovelace, Grace Hopper and Person 1 on 9 October; Person 2 on 2 October" in said


# --- a rhythm that can't be counted with -----------------------------------------------------------

# title, the rhythm, what is said of it
RHYTHMS = [
    ("a word", "sometimes", "can't be read: “sometimes” is no length of time to count with;"),
    ("a fruit", "banana", "can't be read: “banana” is no length of time to count with;"),
    ("none at all", "0", "can't be read: “0” is no length of time to count with;"),
    ("a list", "[now and then]", "can't be read: “now and then” is no length of time to count with;"),
    ("somebody private", "when Eve Stone asks", "can't be read;"),
]


@pytest.mark.parametrize(
    ("rhythm", "said"), [case[1:] for case in RHYTHMS], ids=[case[0] for case in RHYTHMS]
)
def test_a_rhythm_that_cannot_be_read_is_said_to_be_one(
    rhythm: str, said: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {**SMALL, TABLE: community(front=f"rhythm: {rhythm}")})
    report = build.build(vault, today=TODAY)
    assert [(one.code, one.path, one.line) for one in report.problems] == [("bad-cadence", TABLE, 3)]
    told = f"{said} write weekly, or every 2 weeks"
    assert f"Platform Table\n  rhythm  {told}  {TABLE}:3\n" in shown(vault, capsys)
    assert f"  rhythm  {told}  " in shown(vault, capsys, "Platform Table")
    page = (vault / "Network/Network Presence.md").read_text("utf-8")
    assert f"### [[Platform Table]]\n\n- **its rhythm** {told}\n" in page
    put(vault, {TABLE: community(front="rhythm: monthly")})
    build.build(vault, today=TODAY)
    page = (vault / "Network/Network Presence.md").read_text("utf-8")
    assert "### [[Platform Table]]\n\n- **every month**, not yet\n" in page
