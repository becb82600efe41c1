"""The example vault as a whole: it is large enough to show things, and its dashboards are those that it builds to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.vaults import outputs, tree
from vaultnet import build as building
from vaultnet.build import Report
from vaultnet.facts import Facts
from vaultnet.signals import SIGNALS

EXAMPLE = Path(__file__).parents[1] / "examples" / "vault"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy without its dashboards, and a cache of its own."""
    root = tmp_path_factory.mktemp("example") / "vault"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("Network"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAULTNET_CACHE", str(root.parent / "cache"))
        patch.delenv("VAULTNET_TODAY", raising=False)
        yield root


@pytest.fixture(scope="module")
def report(copy: Path) -> Report:
    return building.build(copy)


@pytest.fixture
def facts(copy: Path, report: Report, monkeypatch: pytest.MonkeyPatch) -> Iterator[Facts]:
    monkeypatch.setenv("VAULTNET_CACHE", str(copy.parent / "cache"))
    with building.facts(copy) as facts:
        yield facts


def test_it_builds_to_the_bytes_that_are_committed(copy: Path, report: Report) -> None:
    assert outputs(copy) == outputs(EXAMPLE), "Run: vaultnet --vault examples/vault build"
    assert len(report.written) == 14


def test_nothing_else_is_changed(copy: Path, report: Report) -> None:
    notes = {path: data for path, data in tree(EXAMPLE).items() if not path.startswith("Network/")}
    assert {path: data for path, data in tree(copy).items() if not path.startswith("Network/")} == notes


def test_it_is_built_for_its_pinned_day(facts: Facts) -> None:
    assert facts.today == date(2026, 11, 20)


def test_its_problems_are_the_two_on_purpose(report: Report) -> None:
    assert [(problem.code, problem.path, problem.line) for problem in report.problems] == [
        ("bad-birthday", "People/Imran Talukder.md", 7),
        ("unknown-tier", "People/Stijn Baetens.md", 6),
    ]


SIZES = [
    ("contacts", "select count(*) from contacts", 60),
    ("organisations", "select count(*) from notes where type = 'organisation'", 12),
    ("meetings", "select count(*) from notes where type = 'meeting'", 150),
    ("daily notes", "select count(*) from notes where path like 'Daily/%' and day <> ''", 60),
    ("interactions", "select count(*) from interactions", 300),
    ("plans", "select count(*) from plans", 5),
    (
        "days of meetings",
        "select julianday(max(day)) - julianday(min(day)) from notes where type = 'meeting'",
        500,
    ),
    ("communities", "select count(*) from notes where type = 'community'", 3),
    ("events", "select count(*) from notes where type = 'event'", 3),
    ("opportunities", "select count(*) from notes where type = 'opportunity'", 3),
    ("projects", "select count(*) from notes where type = 'project'", 1),
    ("given and received", "select count(distinct kind) from ledger", 5),
    ("tiers", "select count(distinct tier) from contacts", 5),
]


@pytest.mark.parametrize(("what", "sql", "least"), SIZES, ids=[case[0] for case in SIZES])
def test_it_is_large_enough_to_show_things(what: str, sql: str, least: int, facts: Facts) -> None:
    assert one(facts, sql) >= least


REASONS = {
    "answer", "ask", "check in", "congratulate", "give", "promise", "reconnect", "report back", "share", "thank",
    "update",
}  # fmt: skip


def test_every_signal_finds_something_and_every_reason_is_shown(facts: Facts) -> None:
    assert {one.signal for one in facts.follow_ups} == {signal.name for signal in SIGNALS}
    assert {one.reason for one in facts.follow_ups} == REASONS


def test_it_has_nine_goals_over_more_than_eighteen_months(facts: Facts) -> None:
    assert one(facts, "select count(*) from goals") == 9
    statuses = dict(facts.query("select coalesce(status, 'active'), count(*) from goals group by 1")[1])
    assert set(statuses) >= {"active", "done", "dropped"}
    days = sorted(
        date.fromisoformat(str(goal.fields[name][0].value))
        for goal in facts.snapshot.goals
        for name in ("start", "due")
        if name in goal.fields
    )
    assert (days[-1] - days[0]).days > 548


def one(facts: Facts, sql: str) -> Any:
    ((value,),) = facts.query(sql)[1]
    return value
