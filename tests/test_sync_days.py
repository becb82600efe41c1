"""Ticks on the pages of two days that git has merged: `vaultnet sync` takes each in for the day of its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.git_world import Device, Said, World, world
from tests.test_sync_conflicts import TODAY, UNION, ticked
from tests.test_transcripts import run

__all__ = ["world"]

EARLY, LATE = date(2026, 11, 20), date(2026, 11, 21)
NAME = "Ada Lovelace"
SETTINGS = """[dashboards]
share = true
hide = ["Calendar", "Health", "Mentors", "Opportunities", "People", "Presence", "Projects", "Skills"]
"""
MEETING = '---\ntype: meeting\ndate: 2026-11-21\nkind: call\npeople: ["[[Ada Lovelace]]"]\n---\n'


def at(device: Device, day: date, *words: str) -> str:
    said = Said(*run(["--vault", str(device.vault), "--today", day.isoformat(), *words]))
    assert said.code == 0, said.text
    return said.text


@pytest.fixture
def devices(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[Device, Device]:
    """A laptop and a phone, which hold the page of the 20th."""
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-11-21T20:00:00 +0000")
    laptop, phone = world.two({**UNION, "vaultnet.toml": SETTINGS})
    at(laptop, EARLY, "sync")
    phone.git("pull", "-q")
    return laptop, phone


def tick(phone: Device, monkeypatch: pytest.MonkeyPatch, words: str = " coffee") -> None:
    """On the page of the 20th, and on that day."""
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-11-20T20:00:00 +0000")
    phone.commit({TODAY: ticked(phone.read(TODAY), NAME, words)}, "on the phone")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-11-21T08:00:00 +0000")


def taken(device: Device) -> list[str]:
    """The days of the interactions that ticks have become."""
    notes = (path.read_text("utf-8").split("\n") for path in (device.vault / "Log").rglob("*.md"))
    return sorted(line[6:16] for lines in notes for line in lines if line.startswith("tick: "))


def by_laptop(laptop: Device, phone: Device) -> None:
    phone.git("push", "-q")
    at(laptop, LATE, "sync")


def by_rebase(laptop: Device, phone: Device) -> None:
    laptop.git("config", "pull.rebase", "true")
    by_laptop(laptop, phone)


def by_phone(laptop: Device, phone: Device) -> None:
    at(laptop, LATE, "sync")
    phone.git("pull", "-q", "--no-rebase", "--no-edit")
    phone.git("push", "-q")
    at(laptop, LATE, "sync")


def by_phone_with_rebase(laptop: Device, phone: Device) -> None:
    at(laptop, LATE, "sync")
    phone.git("pull", "-q", "--rebase")
    phone.git("push", "-q")
    at(laptop, LATE, "sync")


def by_host(laptop: Device, phone: Device) -> None:
    """Two branches, and a pull request."""
    at(laptop, LATE, "sync")
    phone.git("push", "-q", "origin", "HEAD:refs/heads/phone")
    host = World(laptop.place.parent).clone("host")
    host.git("merge", "-q", "--no-edit", "origin/phone")
    host.git("push", "-q")
    at(laptop, LATE, "sync")


def by_hand(laptop: Device, phone: Device) -> None:
    phone.git("push", "-q")
    at(laptop, LATE, "build")
    laptop.commit({})
    laptop.git("pull", "-q", "--no-rebase", "--no-edit")
    at(laptop, LATE, "sync")


def by_hand_in_the_middle(laptop: Device, phone: Device) -> None:
    """Git has stopped at a note; it is decided, and sync goes on."""
    phone.commit({"a.md": "theirs\n"})
    phone.git("push", "-q")
    at(laptop, LATE, "build")
    laptop.commit({"a.md": "mine\n"})
    laptop.git("pull", "-q", "--no-rebase", "--no-edit", ok=False)
    laptop.put({"a.md": "both\n"})
    at(laptop, LATE, "sync")


WAYS = [
    by_laptop, by_rebase, by_phone, by_phone_with_rebase, by_host, by_hand, by_hand_in_the_middle,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=[way.__name__ for way in WAYS])
def test_a_tick_counts_for_its_page(
    way: Callable[[Device, Device], None], devices: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where there is something else of the later day that a tick of that day would go into."""
    laptop, phone = devices
    if way is not by_host:
        laptop.put({"Meetings/x.md": MEETING})
    tick(phone, monkeypatch)
    way(laptop, phone)
    assert taken(laptop) == ["2026-11-20"]
    assert not (laptop.vault / "Inbox").exists()
    assert laptop.status() == ""


def test_a_tick_on_the_later_page_counts_for_that(
    devices: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, phone = devices
    at(laptop, LATE, "sync")
    phone.git("pull", "-q")
    phone.push({TODAY: ticked(phone.read(TODAY), NAME, " coffee")})
    laptop.put({"a.md": "a\n"})
    at(laptop, LATE, "sync")
    assert taken(laptop) == ["2026-11-21"]


def test_what_was_pulled_by_hand_is_dated_by_all_that_came_before(
    devices: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The phone's rebase has put the tick on a page without its line, and only an older one can tell."""
    laptop, phone = devices
    at(laptop, LATE, "snooze", NAME, "2026-12-20")
    at(laptop, LATE, "sync")
    tick(phone, monkeypatch)
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-11-21T08:00:00 +0000")
    phone.git("commit", "-q", "--amend", "--reset-author", "--no-edit")
    phone.git("pull", "-q", "--rebase")
    phone.git("push", "-q")
    laptop.git("pull", "-q", "--ff-only")
    at(laptop, LATE, "sync")
    assert taken(laptop) == ["2026-11-20"]


def test_what_was_committed_by_hand_and_is_taken_in_counts_once(devices: tuple[Device, Device]) -> None:
    """A rebase may put the tick on the later page, once more."""
    laptop, other = devices
    laptop.commit({TODAY: ticked(laptop.read(TODAY), NAME, " coffee")}, "by hand")
    at(other, LATE, "sync")
    laptop.git("config", "pull.rebase", "true")
    at(laptop, LATE, "sync")
    assert taken(laptop) == ["2026-11-20"]


def test_git_is_asked_for_no_versions_where_nothing_is_typed(
    devices: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, phone = devices
    phone.push({"a.md": "a\n"})
    trace = laptop.place.parent / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))
    at(laptop, LATE, "sync")
    asked = trace.read_text("utf-8")
    assert "rev-list --parents" not in asked
    phone.git("pull", "-q")
    phone.push({TODAY: ticked(phone.read(TODAY), NAME)})
    at(laptop, LATE, "sync")
    assert "rev-list --parents" in trace.read_text("utf-8")
