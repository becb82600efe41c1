"""What is to be kept up where one can be seen: what is stale, what was never done, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import TODAY, put
from vaultnet import build, communities, discreet, upkeep
from vaultnet.cli import main
from vaultnet.edits import recurrence
from vaultnet.model import Task
from vaultnet.network import Occasion

PAGE = "Communities/LinkedIn.md"
QUARTERLY = "🔁 every 3 months"
ROBIN = {
    "vaultnet.toml": 'me = "[[Robin]]"\n',
    "Robin.md": "---\ntype: contact\n---\n",
    "People/Ada.md": "---\ntype: contact\n---\n",
    "People/Eve Stone.md": "---\ntype: contact\nprivate: true\n---\n",
}


def page(*tasks: str, front: str = "") -> str:
    return "\n".join(("---", "type: community", *filter(None, [front]), "---", *tasks, ""))


def said(vault: Path, notes: Mapping[str, str], today: date = TODAY) -> list[str]:
    """What is to be kept up, each in a line: its name, how it stands, when it was done last, and its next day."""
    put(vault, {**ROBIN, **notes})
    found = []
    with build.facts(vault, today=today) as facts:
        hidden = discreet.hidden(facts.snapshot.contacts)
        for one in communities.of(facts.snapshot):
            for chore in upkeep.of(one, hidden, today):
                found += [_line(chore, today)] if chore.is_upkeep else []
    return found


def _line(chore: upkeep.Chore, today: date) -> str:
    stands = "stale" if chore.stale(today) else "fresh"
    done = chore.done.value if chore.done else "some day" if chore.was_done else "never"
    due = chore.due.value if chore.due else "any day"
    return f"{chore.text.value}: {stands}, {done}, {due}"


# title, the lines of the note, what is said
CASES: list[tuple[str, list[str], list[str]]] = [
    ("its day has passed", [f"- [ ] Headline {QUARTERLY} 📅 2026-11-19"], ["Headline: stale, never, 2026-11-19"]),
    (
        "done last, and its day has passed",
        [f"- [x] Headline {QUARTERLY} 📅 2026-08-01 ✅ 2026-08-03", f"- [ ] Headline {QUARTERLY} 📅 2026-11-01"],
        ["Headline: stale, 2026-08-03, 2026-11-01"],
    ),
    (
        "its day is today",
        [f"- [x] Headline {QUARTERLY} 📅 2026-08-20 ✅ 2026-08-20", f"- [ ] Headline {QUARTERLY} 📅 2026-11-20"],
        ["Headline: fresh, 2026-08-20, 2026-11-20"],
    ),
    ("never done, and its day is still to come", [f"- [ ] Photo {QUARTERLY} 📅 2027-01-01"], ["Photo: stale, never, 2027-01-01"]),
    ("never done, without a day", [f"- [ ] Photo {QUARTERLY}"], ["Photo: stale, never, any day"]),
    ("done on a day that nobody knows", [f"- [x] Photo {QUARTERLY}", f"- [ ] Photo {QUARTERLY} 📅 2027-01-01"], ["Photo: fresh, some day, 2027-01-01"]),
    (
        "in the form of inline fields",
        ["- [ ] About [repeat:: every 3 months] [due:: 2026-10-01]"],
        ["About: stale, never, 2026-10-01"],
    ),
    ("scheduled rather than due", [f"- [ ] About {QUARTERLY} ⏳ 2026-10-01"], ["About: stale, never, 2026-10-01"]),
    (
        "ticked and not set again: its rule says when",
        [f"- [x] Skills {QUARTERLY} 📅 2026-09-15 ✅ 2026-09-18"],
        ["Skills: fresh, 2026-09-18, 2026-12-15"],
    ),
    (
        "ticked long ago and not set again",
        [f"- [x] Skills {QUARTERLY} 📅 2026-03-31 ✅ 2026-04-02"],
        ["Skills: stale, 2026-04-02, 2026-06-30"],
    ),
    (
        "ticked and not set again, counted from the day it was done",
        [f"- [x] Skills {QUARTERLY} when done 📅 2026-09-15 ✅ 2026-09-18"],
        ["Skills: fresh, 2026-09-18, 2026-12-18"],
    ),
    (
        "set again without a day: its rule says when",
        [f"- [x] Skills {QUARTERLY} ✅ 2026-09-18", f"- [ ] Skills {QUARTERLY}"],
        ["Skills: fresh, 2026-09-18, 2026-12-18"],
    ),
    (
        "set again without a day, and done long ago",
        [f"- [ ] Skills {QUARTERLY}", f"- [x] Skills {QUARTERLY} ✅ 2026-03-18"],
        ["Skills: stale, 2026-03-18, 2026-06-18"],
    ),
    (
        "it had a day before, and has none any more",
        [f"- [x] Skills {QUARTERLY} 📅 2026-03-01 ✅ 2026-03-18", f"- [ ] Skills {QUARTERLY}"],
        ["Skills: stale, 2026-03-18, 2026-06-18"],
    ),
    (
        "set again without a day, done on a day that nobody knows",
        [f"- [x] Skills {QUARTERLY}", f"- [ ] Skills {QUARTERLY}"],
        ["Skills: fresh, some day, any day"],
    ),
    (
        "ticked and not set again, and the calendar ends before its next day",
        ["- [x] Skills 🔁 every 9 weeks on Sunday 📅 9999-12-31 ✅ 2026-09-18"],
        ["Skills: fresh, 2026-09-18, any day"],
    ),
    (
        "the same but for what stands after the colon",
        [f"- [x] Headline: I build queues {QUARTERLY} ✅ 2026-10-01", f"- [ ] Headline: two words shorter {QUARTERLY} 📅 2027-01-01"],
        ["Headline: two words shorter: fresh, 2026-10-01, 2027-01-01"],
    ),
    (
        "done many times: the last one counts, wherever it stands",
        [
            f"- [x] Link {QUARTERLY} ✅ 2026-10-02",
            f"- [x] Link {QUARTERLY} ✅ 2026-04-02",
            f"- [ ] Link {QUARTERLY} 📅 2027-01-02",
        ],
        ["Link: fresh, 2026-10-02, 2027-01-02"],
    ),
    ("given up", [f"- [-] Featured {QUARTERLY} 📅 2026-10-01 ❌ 2026-10-02"], []),
    ("once and no more", ["- [ ] Rewrite it all 📅 2026-10-01"], []),
    ("every month is taking part", ["- [ ] Write up what broke 🔁 every month 📅 2026-10-01"], []),
    ("every week is taking part", ["- [ ] Comment 🔁 every week on Monday 📅 2026-10-01"], []),
    ("every two months is upkeep", ["- [ ] Links 🔁 every 2 months 📅 2026-10-01"], ["Links: stale, never, 2026-10-01"]),
    ("every year is upkeep", ["- [ ] Photo 🔁 every year 📅 2026-10-01"], ["Photo: stale, never, 2026-10-01"]),
    ("every year on a day", ["- [ ] Photo 🔁 every 2 years on the 1st 📅 2026-10-01"], ["Photo: stale, never, 2026-10-01"]),
    ("every 60 days is upkeep", ["- [ ] Links 🔁 every 60 days 📅 2026-10-01"], ["Links: stale, never, 2026-10-01"]),
    ("every 59 days is taking part", ["- [ ] Links 🔁 every 59 days 📅 2026-10-01"], []),
    ("every year in a month", ["- [ ] Photo 🔁 every January on the 15th 📅 2026-01-15"], ["Photo: stale, never, 2026-01-15"]),
    ("in two months of the year", ["- [ ] Photo 🔁 every April and October 📅 2026-04-01"], ["Photo: stale, never, 2026-04-01"]),
    ("in two months of the year, ticked", ["- [x] Photo 🔁 every April and October 📅 2025-10-01 ✅ 2025-10-02"], ["Photo: stale, 2025-10-02, 2026-04-01"]),
    ("every two months, on two days of them", ["- [ ] Links 🔁 every 2 months on the 1st and 15th 📅 2026-10-01"], []),
    ("once in the calendar", ["- [ ] Photo 🔁 every 9999 years 📅 2026-10-01"], ["Photo: stale, never, 2026-10-01"]),
    ("every other month, in words", ["- [ ] Links 🔁 every other month 📅 2026-10-01"], ["Links: stale, never, 2026-10-01"]),
    ("every three months, in words", ["- [ ] Links 🔁 every three months 📅 2026-10-01"], ["Links: stale, never, 2026-10-01"]),
    ("every other week, in words, is taking part", ["- [ ] Links 🔁 every other week on Monday 📅 2026-10-01"], []),
    (
        "in words, ticked and not set again",
        ["- [x] Links 🔁 every three months 📅 2026-06-01 ✅ 2026-06-02"],
        ["Links: stale, 2026-06-02, 2026-08-30"],
    ),
    ("a rule that nobody can read", ["- [ ] Photo 🔁 now and then 📅 2026-10-01"], ["Photo: stale, never, 2026-10-01"]),
    ("a rule that names somebody private", ["- [ ] Photo 🔁 when Eve Stone asks 📅 2026-10-01"], []),
    (
        "ticked on a day that has not come",
        ["- [x] Photo 🔁 every 3 months 📅 2026-06-01 ✅ 2027-05-05"],
        ["Photo: stale, some day, 2026-09-01"],
    ),
    (
        "ticked, and once more on a day that has not come",
        [f"- [x] Photo {QUARTERLY} ✅ 2026-11-20", f"- [x] Photo {QUARTERLY} ✅ 2026-11-21"],
        ["Photo: fresh, 2026-11-20, 2027-02-20"],
    ),
    ("in a quotation", [f"> - [ ] Photo {QUARTERLY} 📅 2026-10-01"], []),
    ("it names somebody private", [f"- [ ] Thank Eve Stone for the photo {QUARTERLY} 📅 2026-10-01"], []),
    ("it links somebody private", [f"- [ ] Recommend [[Eve Stone]] {QUARTERLY} 📅 2026-10-01"], []),
    ("it links somebody", [f"- [ ] Recommend [[Ada]] {QUARTERLY} 📅 2026-10-01"], ["Recommend [[Ada]]: stale, never, 2026-10-01"]),
    ("in another script", [f"- [ ] 写真 {QUARTERLY} 📅 2026-10-01"], ["写真: stale, never, 2026-10-01"]),
    ("nothing but a smile", [f"- [ ] 🙂 {QUARTERLY} 📅 2026-10-01"], ["🙂: stale, never, 2026-10-01"]),
]  # fmt: skip


@pytest.mark.parametrize(("tasks", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_to_be_kept_up(tasks: list[str], expected: list[str], vault: Path) -> None:
    assert said(vault, {PAGE: page(*tasks)}) == expected


# title, the front matter, whether something is said
SAID: list[tuple[str, dict[str, str], bool]] = [
    ("by its type", {"Pages/Mine.md": page("- [ ] Photo 🔁 every year")}, True),
    ("by its folder", {PAGE: "- [ ] Photo 🔁 every year\n"}, True),
    ("another type of note", {"Events/Fair.md": "- [ ] Photo 🔁 every year\n"}, False),
    ("private", {PAGE: page("- [ ] Photo 🔁 every year", front="private: true")}, False),
    ("called after somebody private", {"Communities/Friends of Eve Stone.md": "- [ ] Photo 🔁 every year\n"}, False),
    ("left", {PAGE: page("- [ ] Photo 🔁 every year", front="left: true")}, False),
    ("left on a day", {PAGE: page("- [ ] Photo 🔁 every year", front="left: 2026-11-20")}, False),
    ("left on a day to come", {PAGE: page("- [ ] Photo 🔁 every year", front="left: 2026-11-21")}, True),
    ("not left", {PAGE: page("- [ ] Photo 🔁 every year", front="left: false")}, True),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_of_which_communities_it_is_said(notes: dict[str, str], expected: bool, vault: Path) -> None:
    assert bool(said(vault, notes)) == expected


DAYS = st.dates(TODAY - timedelta(900), TODAY + timedelta(900))


@given(done=st.lists(DAYS, max_size=4), due=st.one_of(st.none(), DAYS))
def test_what_was_done_lately_and_is_not_late_is_fresh(done: list[date], due: date | None) -> None:
    """And nothing else is, in whatever order its lines stand; without a day its rule counts from the last time."""
    rule = recurrence.read("every 3 months")
    past = [day for day in done if day <= TODAY]
    next_day = due or (rule.next_day(max(past)) if rule and past else None)
    lines = [Task("x", "Photo", 5, done=day.isoformat(), recurrence="every 3 months") for day in done]
    lines.append(Task(" ", "Photo", 9, due=due.isoformat() if due else "", recurrence="every 3 months"))
    found = {
        upkeep.of(Occasion(PAGE, "LinkedIn", "community", {}, tasks=tuple(tasks)), (), TODAY)
        for tasks in (lines, lines[::-1])
    }
    assert {one.stale(TODAY) for chores in found for one in chores} == {
        not done or bool(next_day and next_day < TODAY)
    }
    assert {one.done and one.done.value for chores in found for one in chores} == {max(past, default=None)}


# --- what is shown ---------------------------------------------------------------------------------


def test_the_rhythm_is_a_length_of_time(vault: Path) -> None:
    put(vault, {**ROBIN, PAGE: page(front="rhythm: sometimes")})
    with build.facts(vault, today=TODAY) as facts:
        (problem,) = facts.problems
    assert (problem.path, problem.line, problem.code) == (PAGE, 3, "bad-cadence")
    assert "sometimes" in problem.message
    assert "6w" in problem.hint


def shown(vault: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["--vault", str(vault), "--today", TODAY.isoformat(), "presence", *words])
    given = capsys.readouterr()
    return code, given.out + given.err


NOTES = {
    **ROBIN,
    PAGE: page("- [ ] Photo 🔁 every year 📅 2026-10-01", f"- [x] Link {QUARTERLY} ✅ 2026-11-01", front="url: https://l.example/robin"),
    "Communities/Table.md": page("Nothing yet."),
    "Communities/Secret.md": page(front="private: true"),
    "Communities/Old.md": page(front="left: true"),
}  # fmt: skip


def test_the_command_shows_what_is_stale_first(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, NOTES)
    code, text = shown(vault, capsys)
    assert code == 0
    assert [line.split()[:2] for line in text.splitlines()[2:]] == [["stale", "Photo,"], ["fresh", "Link,"]]
    assert "LinkedIn · https://l.example/robin" in text
    assert shown(vault, capsys, "linked") == (0, text)


def test_the_json_says_the_same_with_its_lines(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, NOTES)
    data: Any = json.loads(shown(vault, capsys, "--json")[1])["data"]["profiles"]["rows"]
    (photo, link) = data[0]["tasks"]
    assert (photo["never"]["value"], photo["late"]["value"], photo["late"]["sources"][0]["line"]) == (
        True,
        "2026-10-01",
        5,
    )
    assert (link["done"]["value"], link["next"]["value"], link["late"]) == ("2026-11-01", "2027-02-01", None)  # fmt: skip


# title, what is asked for, what is said
ANSWERS = [
    ("a community that keeps nothing up", "table", "Nothing came to pass there yet"),
    ("a private one", "secret", "is private"),
    ("one that was left", "old", "You have left"),
    ("none of that name", "nowhere", "nowhere"),
]


@pytest.mark.parametrize(
    ("name", "answer"), [case[1:] for case in ANSWERS], ids=[case[0] for case in ANSWERS]
)
def test_what_is_said_of_others(
    name: str, answer: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, NOTES)
    assert answer in shown(vault, capsys, name)[1]


def test_an_empty_answer_says_how_to_begin(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, ROBIN)
    assert shown(vault, capsys)[1].endswith("vaultnet new community LinkedIn\n")


def test_of_a_community_without_anything_it_says_what_to_write(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {**ROBIN, "Communities/Guild.md": page()})
    assert shown(vault, capsys, "Guild")[1].endswith(f"in its note: - {TODAY} answered a question\n")


def test_a_new_page_begins_with_what_is_to_be_kept_up(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, ROBIN)
    args = ["--vault", str(vault), "--today", TODAY.isoformat(), "new", "community"]
    assert main([*args, "LinkedIn"]) == main([*args, "Platform Table"]) == 0
    capsys.readouterr()
    assert "🔁" not in (vault / "Communities/Platform Table.md").read_text("utf-8")
    text = shown(vault, capsys)[1]
    assert text.count("not yet") == 7
    assert "Platform Table" not in text


@pytest.mark.parametrize(
    ("name", "tasks"),
    [
        ("LinkedIn", 7),
        ("linkedin", 7),
        ("XING", 7),
        ("Xing", 7),
        ("LinkedIn of the firm", 0),
        ("Mastodon", 0),
    ],
)
def test_which_names_begin_with_tasks(name: str, tasks: int, vault: Path) -> None:
    put(vault, ROBIN)
    assert main(["--vault", str(vault), "--today", TODAY.isoformat(), "new", "community", name]) == 0
    assert (vault / f"Communities/{name}.md").read_text("utf-8").count("🔁 every 3 months") == tasks
