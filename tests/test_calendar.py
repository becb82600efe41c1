"""The calendar of a year: what is counted, how it is drawn, and that the picture says no more than the table."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sample_network import SNAPSHOT, TODAY, inputs

from tests.vaults import put
from vaultnet import build as building
from vaultnet import weeks
from vaultnet.cli import main
from vaultnet.config import Config
from vaultnet.dashboards import DASHBOARDS, calendar
from vaultnet.model import Sourced
from vaultnet.network import Snapshot, Summary, Trace
from vaultnet.render import environment, plain, render

ENVIRONMENT = environment([Path(__file__).parent.parent / "templates"])
PAGES = {dashboard.name: dashboard for dashboard in DASHBOARDS}
SVG = "{http://www.w3.org/2000/svg}"


def somebody(name: str, *days: str, earlier: int = 0) -> Summary:
    """A contact with days in touch, newest first; the last ``earlier`` of them are no recent ones."""
    traces = tuple(Trace(f"{name}.md", day, "call", f"{day}.md", 1, "mention") for day in days)
    split = len(traces) - earlier
    return Summary(f"{name}.md", name, {}, len(traces), traces[:split], earlier=traces[split:])


def months(*contacts: Summary, today: date = TODAY) -> list[tuple[str, int | None, list[int | None]]]:
    """Name, sum and weeks of each month that has something in it."""
    context = plain(calendar.context(inputs(Snapshot(today, contacts))))
    return [
        (month["name"], month["touches"], [week["touches"] for week in month["weeks"]])
        for month in context["months"]
        if month["touches"]
    ]


# title, contacts, months with something in them
CASES: list[tuple[str, tuple[Summary, ...], list[tuple[str, int | None, list[int | None]]]]] = [
    ("one day", (somebody("A", "2026-11-20"),), [("Nov 2026", 1, [None, None, 1])]),
    (
        "two people on one day are two",
        (somebody("A", "2026-11-20"), somebody("B", "2026-11-20")),
        [("Nov 2026", 2, [None, None, 2])],
    ),
    (
        "a week belongs to the month of its Thursday",
        (somebody("A", "2026-11-01", "2026-10-26", "2026-09-28"),),
        [("Oct 2026", 3, [1, None, None, None, 2])],
    ),
    (
        "days before the recent ones count as well",
        (somebody("A", "2026-11-18", "2026-11-17", "2026-11-16", earlier=2),),
        [("Nov 2026", 3, [None, None, 3])],
    ),
    (
        "the year's first day",
        (somebody("A", "2025-12-01", "2025-11-30"),),
        [("Dec 2025", 1, [1, None, None, None])],
    ),
]


@pytest.mark.parametrize(("contacts", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_what_is_counted(
    contacts: tuple[Summary, ...], expected: list[tuple[str, int | None, list[int | None]]]
) -> None:
    assert months(*contacts) == expected


@pytest.mark.parametrize("contacts", [(), (somebody("A"),), (somebody("A", "2025-11-30"),)])
def test_a_year_without_anything_has_no_calendar(contacts: tuple[Summary, ...]) -> None:
    given = inputs(Snapshot(TODAY, contacts))
    assert calendar.context(given) is None
    assert calendar.picture(given) is None


def test_the_picture_and_its_note_can_be_hidden() -> None:
    assert calendar.picture(inputs(config=Config(hide=("Calendar",)))) is None
    without = calendar.context(inputs(config=Config(hide=("Calendar picture",))))
    assert without is not None
    assert without["picture"] is None
    assert "svg" not in page("Calendar", without)


@pytest.mark.parametrize(
    ("most", "levels"), [(1, [1]), (2, [1, 3]), (4, [1, 2, 3, 4]), (9, [1, 1, 1, 2, 2, 3, 3, 4, 4])]
)
def test_the_fullest_week_is_the_darkest(most: int, levels: list[int]) -> None:
    """One week with one day, one with two … up to the most."""
    first = weeks.monday(TODAY)
    people = [
        somebody(f"{week} {number}", (first - timedelta(7 * week)).isoformat())
        for week in range(most)
        for number in range(week + 1)
    ]
    context = plain(calendar.picture(inputs(Snapshot(TODAY, tuple(people)))))
    found = [week["level"] for month in context["months"][::-1] for week in month["weeks"] if week["level"]]
    assert found == levels[::-1]


def test_people_of_one_meeting_stand_on_one_line() -> None:
    one = somebody("A", "2026-11-20")
    two = replace(somebody("B", "2026-11-20"))
    context = calendar.context(inputs(Snapshot(TODAY, (one, two))))
    assert context is not None
    touches = context["months"][0]["touches"]
    assert isinstance(touches, Sourced)
    assert (touches.value, len(touches.sources)) == (2, 1)


def page(name: str, context: Any) -> str:
    text = render(PAGES[name], context, TODAY, ENVIRONMENT, {})
    assert isinstance(text, str), text
    return text


def test_the_picture_says_what_the_table_says() -> None:
    many = tuple(somebody(f"{number}", (TODAY - timedelta(3 * number)).isoformat()) for number in range(200))
    given = inputs(Snapshot(TODAY, many))
    rows = re.findall(
        r"^\| (\w+ \d{4}) \| (\d*) \| (.*) \|$", page("Calendar", calendar.context(given)), re.MULTILINE
    )
    root = ET.fromstring(page("Calendar picture", calendar.picture(given)))
    shown = [text.text or "" for text in root.iter(f"{SVG}text")][1:]
    told: list[str] = []
    for name, touches, numbers in rows:
        told += [name, *(one for one in numbers.split(" · ") if one != "–")]
        told += [touches] if touches else []
    assert shown == told
    assert len(rows) == 12


def test_the_picture_is_sound_and_brings_all_it_needs() -> None:
    text = page("Calendar picture", calendar.picture(inputs(SNAPSHOT)))
    root = ET.fromstring(text)
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Days in touch, week by week, Dec 2025 to Nov 2026"
    assert {one.tag.removeprefix(SVG) for one in root.iter()} == {"svg", "title", "style", "rect", "text"}
    assert "prefers-color-scheme: dark" in text
    assert not re.search(r"@import|@font-face|url\(|href|\bon\w+=", text)
    assert re.findall('https?://[^"]+', text) == ["http://www.w3.org/2000/svg"]
    assert text == page("Calendar picture", calendar.picture(inputs(SNAPSHOT)))


def test_it_counts_what_a_question_to_the_facts_counts(vault: Path) -> None:
    notes = {f"People/{name}.md": "---\ntype: contact\n---\n" for name in "AB"}
    days = [date(2026, 11, 20) - timedelta(5 * number) for number in range(80)]
    notes |= {f"Daily/{day}.md": "Call with [[A]]. Coffee with [[B]].\n" for day in days}
    put(vault, notes)
    with building.facts(vault, today=TODAY) as facts:
        first = weeks.begins(TODAY).isoformat()
        ((expected,),) = facts.query(f"select count(*) from interactions where day >= '{first}'")[1]
        found = months(*facts.snapshot.contacts)
    assert sum(touches or 0 for _, touches, _ in found) == expected == 142


# --- of one person ---------------------------------------------------------------------------------

DAYS = ("2026-11-19", "2026-11-17", "2026-01-06", "2025-12-01", "2025-11-30")
LOG = "---\ntype: contact\n---\n" + "".join(f"- {day} call: hello\n" for day in DAYS)


def show(vault: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["--vault", str(vault), "--today", TODAY.isoformat(), "show", *arguments]) == 0
    return capsys.readouterr().out


def test_a_contact_is_shown_with_a_digit_for_each_week(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {"People/Ada.md": LOG})
    out = show(vault, capsys, "Ada").splitlines()
    at = out.index("Days in touch, week by week")
    assert out[at + 1 : at + 4] == [
        "  Dec  Jan   Feb  Mar  Apr   May  Jun  Jul   Aug  Sep  Oct   Nov",
        "  1··· ·1··· ···· ···· ····· ···· ···· ····· ···· ···· ····· ··2",
        "",
    ]
    assert json.loads(show(vault, capsys, "Ada", "--json"))["data"]["weeks"] == [
        {"week": "2025-12-01", "days": 1},
        {"week": "2026-01-05", "days": 1},
        {"week": "2026-11-16", "days": 2},
    ]


@pytest.mark.parametrize(
    ("notes", "name"),
    [
        ({"People/Ada.md": "---\ntype: contact\n---\n- 2025-11-30 call: hello\n"}, "Ada"),
        ({"People/Ada.md": LOG, "Daily/2026-11-19.md": "Call with [[Ada]].\n"}, "2026-11-19"),
    ],
    ids=["a year without a word", "another note"],
)
def test_what_is_shown_without_a_year(
    notes: dict[str, str], name: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, notes)
    assert "week by week" not in show(vault, capsys, name)
    assert json.loads(show(vault, capsys, name, "--json"))["data"]["weeks"] == []
