"""A fresh start: whoever is overdue comes round again, a few a day; cases as data, laws, and the command itself."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import vaults
from tests.vaults import TODAY, put, tree
from vaultnet import build as building
from vaultnet import cadence, files
from vaultnet.cli import main
from vaultnet.planners import fresh_start
from vaultnet.planners.fresh_start import FreshStart, spread
from vaultnet.signals.ranking import dealt_with, places

FRIDAY = TODAY
MONDAY = date(2026, 11, 23)


def person(more: str = "", tier: str = "close", last: str = "2026-01-05") -> str:
    return f"---\ntype: contact\ntier: {tier}\nlast_contact: {last}\n{more}---\n"


def people(number: int, more: str = "", tier: str = "close") -> dict[str, str]:
    return {f"People/P{place:02}.md": person(more, tier) for place in range(number)}


def planned(vault: Path, notes: dict[str, str], over: int | None = None) -> FreshStart:
    put(vault, notes)
    with building.facts(vault, today=TODAY) as facts:
        return fresh_start.plan(facts, lambda path: files.read(str(vault), path), over)


def told(found: FreshStart) -> list[str]:
    return [f"{one.name} {one.day}" for one in found.moves] + [
        f"{one.name}: {one.why}" for one in found.stays
    ]


TWO = "[dashboards]\nreach_out = 2\n"
STAY = ["P00: there is room today", "P01: there is room today"]

# title, notes, the days that are given, what becomes of whom
CASES: list[tuple[str, dict[str, str], int | None, list[str]]] = [
    ("nobody", {}, None, []),
    ("no more than a day's", people(2), None, STAY),
    ("one more", people(3), None, ["P02 2026-11-23", *STAY]),
    ("spread over the working days of a week", people(7), None,
     ["P02 2026-11-23", "P03 2026-11-24", "P04 2026-11-25", "P05 2026-11-26", "P06 2026-11-27", *STAY]),
    ("who is closest comes first", {"People/Zoe.md": person("", "inner"), **people(3), "People/A.md": person("", "yearly", "2025-01-05")},
     None, ["P01 2026-11-23", "P02 2026-11-24", "A 2026-11-26", "Zoe: there is room today", "P00: there is room today"]),
    ("and of them who is most overdue", {**people(2), "People/Old.md": person(last="2026-09-01"), "People/New.md": person(last="2026-10-19")},
     None, ["Old 2026-11-23", "New 2026-11-25", *STAY]),
    ("however long that is by now",
     {"People/Alf.md": person(last="2026-08-01"), "People/Bea.md": person(last="2026-05-01"), "People/Cy.md": person(last="2025-01-01"),
      "vaultnet.toml": "[dashboards]\nreach_out = 1\n"},
     None, ["Bea 2026-11-23", "Alf 2026-11-25", "Cy: there is room today"]),
    ("at weekends only if working days don't do", people(9), 5,
     ["P02 2026-11-21", "P03 2026-11-21", "P04 2026-11-22", "P05 2026-11-23", "P06 2026-11-23", "P07 2026-11-24", "P08 2026-11-25", *STAY]),
    ("not while away", {**people(4), "vaultnet.toml": f"{TWO}[[away]]\nfrom = 2026-11-23\nto = 2026-11-26\n"}, 7,
     ["P02 2026-11-27", "P03 2026-11-27", *STAY]),
    ("who waits for a promise stays", {**people(5), "T.md": "- [ ] send [[P03]] the deck 📅 2026-11-01\n"}, None,
     ["P01 2026-11-23", "P02 2026-11-24", "P04 2026-11-26", "P03: a promise", "P00: there is room today"]),
    ("also where its day comes within those weeks", {**people(5), "T.md": "- [ ] send [[P03]] the deck 📅 2026-12-04\n"}, None,
     ["P01 2026-11-23", "P02 2026-11-24", "P04 2026-11-26", "P03: a promise", "P00: there is room today"]),
    ("not where it lies behind them, or has no day",
     {**people(4), "T.md": "- [ ] send [[P03]] the deck 📅 2027-06-04\n- [ ] ask [[P02]]\n"}, None,
     ["P02 2026-11-23", "P03 2026-11-25", *STAY]),
    ("a birthday stays", {**people(3), "People/P02.md": person("birthday: 1990-11-22\n")}, None,
     ["P01 2026-11-23", "P02: a birthday", "P00: there is room today"]),
    ("who is put off, paused or has plans is not overdue",
     {**people(3), "People/P01.md": person("snooze: 2026-12-24\n"), "People/P02.md": person("paused: true\n"),
      "2026-11-02.md": "Lunch with [[P00]] 📅 2026-11-30.\n"}, None, []),
    ("who had a place today leaves no place", {**people(3), "People/Q.md": person("put_off: 2026-11-20\nsnooze: 2026-12-01\n")}, None,
     ["P01 2026-11-23", "P02 2026-11-25", "P00: there is room today"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes", "over", "expected"), CASES, ids=[case[0] for case in CASES])
def test_who_comes_when(
    title: str, notes: dict[str, str], over: int | None, expected: list[str], vault: Path
) -> None:
    found = planned(vault, {"vaultnet.toml": TWO, **notes}, over)
    assert told(found) == expected
    assert [change.path for change in found.operation.changes] == [one.contact for one in found.moves]
    assert found.until == (found.moves[-1].day if found.moves else None)


def test_too_many_for_the_time_are_refused_with_how_long_it_takes(vault: Path) -> None:
    found = planned(vault, {"vaultnet.toml": TWO, **people(40)}, 7)
    assert found.operation.changes == ()
    (refusal,) = found.operation.refused
    assert refusal.message == "38 people can't be spread over 7 days: that would be more than 2 a day."
    assert refusal.hint == "Take longer: vaultnet fresh-start --over 4w"
    assert len(planned(vault, {}, 28).moves) == 38


def test_a_note_that_cannot_be_changed_keeps_nobody_else(vault: Path) -> None:
    odd = person("snooze: &day 2026-01-01\nreview: *day\n")
    found = planned(vault, {"vaultnet.toml": TWO, **people(4), "People/P02.md": odd})
    assert told(found) == ["P03 2026-11-25", *STAY]
    assert [one.path for one in found.left] == ["People/P02.md"]


def test_afterwards_a_day_s_worth_is_due_and_those_who_were_moved_are_on_their_day(vault: Path) -> None:
    put(vault, people(60))
    assert main(["fresh-start", "--yes", "--vault", str(vault), "--today", str(TODAY)]) == 0
    with building.facts(vault, today=TODAY) as facts:
        assert sum(one.signal == "cadence" for one in facts.follow_ups) == 5
        assert places(facts.config, dealt_with(facts.snapshot)) == 5, "the day's places are still there"
        again = fresh_start.plan(facts, lambda path: files.read(str(vault), path))
    assert (again.moves, again.operation.changes) == ((), ())
    seen: Counter[int] = Counter()
    for days in range(1, 40):
        with building.facts(vault, today=TODAY + timedelta(days)) as facts:
            standing = [cadence.status(one, facts.today, facts.config) for one in facts.snapshot.contacts]
        seen[days] = sum(one.overdue and one.due == facts.today for one in standing)
    assert sum(seen.values()) == 55
    assert max(seen.values()) == 3


DAYS = st.lists(st.dates(date(2026, 1, 1), date(2026, 4, 1)), max_size=40, unique=True).map(sorted)


@given(st.integers(0, 100), DAYS, st.integers(1, 6))
def test_spreading(number: int, days: list[date], most: int) -> None:
    found = spread(number, days, most)
    if found is None:
        assert number > len(days) * most
        return
    assert len(found) == number
    assert found == sorted(found)
    assert set(found) <= set(days)
    assert max(Counter(found).values(), default=0) <= most
    working = [day for day in days if day.weekday() < 5]
    if number <= len(working) * most:
        assert set(found) <= set(working)
    counts = Counter(found).values()
    assert max(counts, default=0) - min(counts, default=0) <= 1, "evenly"


# --- the command -----------------------------------------------------------------------------------


@pytest.fixture
def absent(vault: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with thirty overdue people, which is the current folder."""
    put(vault, people(30))
    monkeypatch.chdir(vault)
    monkeypatch.setenv("VAULTNET_TODAY", str(TODAY))
    return vault


def test_it_is_one_operation_and_undone_by_undo(absent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(absent)
    assert main(["fresh-start", "--yes"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("25 people come up again later:\n  23 November  P05, P06 and P07\n")
    assert "\n5 people stay due:\n  P00  there is room today\n" in out
    assert "Spread 25 people over the days until 4 December.\n" in out
    changed = tree(absent)
    assert sum(changed[path] != before[path] for path in before) == 25
    assert b"snooze: 2026-11-23\n" in changed["People/P05.md"]
    assert not any(b"put_off" in data for data in changed.values())
    assert main(["history"]) == 0
    assert "spread 25 people over the days until 4 December" in capsys.readouterr().out
    assert main(["undo"]) == 0
    assert tree(absent) == before


def test_a_dry_run_shows_the_plan_and_the_difference(
    absent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(absent)
    assert main(["fresh-start", "--dry-run", "--over", "6w"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("25 people come up again later:\n")
    assert "+snooze: 2026-11-23\n" in out
    assert tree(absent) == before


def test_it_asks_first(absent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(absent)
    assert main(["fresh-start"]) == 1
    out, err = capsys.readouterr()
    assert "25 people come up" in out
    assert "To move them: vaultnet fresh-start --yes" in err
    assert tree(absent) == before


def test_for_programs(absent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fresh-start", "--json", "--dry-run"]) == 0
    data = json.loads(capsys.readouterr().out)["data"]
    assert data["moves"][0] == {"contact": "People/P05.md", "name": "P05", "snooze": "2026-11-23"}
    assert data["stays"][0] == {"contact": "People/P00.md", "name": "P00", "why": "there is room today"}
    assert (len(data["moves"]), len(data["stays"]), data["left"], data["until"]) == (25, 5, [], "2026-12-04")
    assert data["dry_run"] is True


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("--over", "soon"), 2, "“soon” is no length of time."),
        (("--over", "0w"), 2, "“0w” is no length of time."),
        (("--over", "2d", "--yes"), 1, "25 people can't be spread over 2 days"),
    ],
)
def test_what_cannot_be(
    given: tuple[str, ...], code: int, said: str, absent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fresh-start", *given]) == code
    assert said in capsys.readouterr().err


def test_due_says_so_where_many_are_overdue(absent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = "30 are overdue. To spread them over the coming weeks: vaultnet fresh-start\n"
    assert main(["due"]) == 0
    assert capsys.readouterr().out.endswith(said)
    for name in vaults.tree(absent):
        if name.startswith(("People/P1", "People/P2")):
            (absent / name).unlink()
    for arguments in (["due"], ["due", "--as-of", "2026-11-19"]):
        assert main(arguments) == 0
        assert "fresh-start" not in capsys.readouterr().out


def test_nothing_to_do(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fresh-start", "--vault", str(vault)]) == 0
    assert (
        capsys.readouterr().out
        == "Nobody has to be moved: no more people are overdue than a day has places.\n"
    )
