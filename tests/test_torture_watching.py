"""A watch beside an owner and git, a burst and a soak; in full: ``python -m torture watching burst soak``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import vaults
from tests.tortures import figures
from torture.mirror import Mirror
from torture.soak import GROWTH, Life, Sample


def test_after_each_burst_the_dashboards_are_those_of_a_clean_build() -> None:
    found = {one.what: one.tried for one in figures("watching", 1)}
    assert found["bursts, after which the dashboards are those of a clean build"]


def test_no_note_is_stale_after_a_burst() -> None:
    found = {one.what: one.tried for one in figures("burst", 150)}
    assert found["notes after `git checkout` of 10"] == 10


def test_a_watch_that_is_killed_goes_on_where_it_was() -> None:
    found = {one.what: one.tried for one in figures("soak", 1)}
    assert found["dashboards after an edit each 50 ms and the kills"]


@pytest.fixture
def mirror(vault: Path, tmp_path: Path) -> Mirror:
    vaults.put(vault, vaults.SMALL)
    vaults.build(vault)
    return Mirror(vault, tmp_path / "copy", vaults.TODAY)


TODAY = "Network/Network Today.md"


def test_what_a_build_gave_does_not_differ(mirror: Mirror) -> None:
    assert mirror.difference() == ""


def test_a_stale_note_differs(mirror: Mirror) -> None:
    vaults.put(mirror.root, {"People/Ada Lovelace.md": vaults.ADA.replace("2026-09-02", "2026-11-02")})
    assert "Network/Network Today.md says " in mirror.difference()


def test_a_lost_dashboard_and_one_too_many_differ(mirror: Mirror) -> None:
    (mirror.root / TODAY).rename(mirror.root / "Network/More.md")
    assert mirror.difference() == f"Network/More.md is there; {TODAY} is missing"


def test_growth_is_that_after_the_beginning() -> None:
    sizes = [1, 5, 9, 9, 9, 9, 9, 9]
    assert Life(tuple(Sample(at * 60, size << 20, 8) for at, size in enumerate(sizes))).grew() == 0
    leak = Life(tuple(Sample(at * 60, at << 21, 8) for at in range(8)))
    assert leak.grew() > GROWTH
    expected = "first 0.0, last 14.0, at most 14.0 MiB; after the first 120 seconds +2.00 MiB a minute"
    assert leak.of_memory() == expected


def test_a_life_that_was_short_tells_nothing_of_growth() -> None:
    short = Life(tuple(Sample(at, at << 24, 8) for at in range(8)))
    assert short.grew() == 0
    assert short.of_memory() == "first 0.0, last 112.0, at most 112.0 MiB"
