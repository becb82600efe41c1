"""The example vault: what it holds, and that moving it in time changes nothing but the days."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.example import KEPT_BEFORE, shift

VAULT = Path(__file__).parent.parent / "examples" / "vault"
FILES = {p.relative_to(VAULT).as_posix(): p.read_bytes() for p in sorted(VAULT.rglob("*")) if p.is_file()}
NOTES = {path: data for path, data in FILES.items() if not path.startswith(("Network/", "Reviews/"))}
PINNED = date(2026, 11, 20)
DAYS = st.dates(date(2011, 6, 1), date(2080, 1, 1))
ISO = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
DATED = re.compile(rf"(?:\d{{4}}/)?{ISO.pattern}")
LINK = re.compile(r"\[\[([^\]|#]+)")


def text_of(files: dict[str, bytes]) -> dict[str, str]:
    return {path: data.decode() for path, data in files.items()}


def linked(path: str) -> list[str]:
    return LINK.findall(NOTES[path].decode())


def resolving(files: dict[str, bytes]) -> list[tuple[int, bool]]:
    """For every link in the vault, in order: which note holds it, and whether a note bears its name."""
    names = {path.rpartition("/")[2].removesuffix(".md") for path in files}
    paths = {path.removesuffix(".md") for path in files}
    return [
        (number, target in names or target in paths)
        for number, data in enumerate(files.values())
        for target in LINK.findall(data.decode())
    ]


def days(text: str) -> list[date]:
    """Every day in a text that is one of the calendar."""
    found = []
    for iso in ISO.findall(text):
        try:
            found.append(date.fromisoformat(iso))
        except ValueError:
            continue
    return found


# --- moving ----------------------------------------------------------------------------------------

SMALL = b"me = '[[Me]]'\ntoday = 2026-11-20  # pinned\n\n[[away]]\nfrom = 2026-12-24\nto = 2027-01-03\n"

CASES = [
    ("the day itself", {"a.md": b"on 2026-11-20\n"}, date(2026, 11, 20), {"a.md": b"on 2026-11-20\n"}),
    ("the Monday before", {"a.md": b"2026-11-20"}, date(2026, 11, 16), {"a.md": b"2026-11-13"}),
    ("the Monday after", {"a.md": b"2026-11-20"}, date(2026, 11, 23), {"a.md": b"2026-11-20"}),
    ("the Thursday after", {"a.md": b"2026-11-20"}, date(2026, 11, 26), {"a.md": b"2026-11-20"}),
    ("a week later", {"a.md": b"2026-11-20"}, date(2026, 11, 27), {"a.md": b"2026-11-27"}),
    ("back in time", {"a.md": b"2026-11-20"}, date(2026, 11, 6), {"a.md": b"2026-11-06"}),
    ("a time of day", {"a.md": b"2026-11-20T09:00"}, date(2026, 11, 27), {"a.md": b"2026-11-27T09:00"}),
    (
        "two on a line",
        {"a.md": b"2026-11-20/2026-11-21"},
        date(2026, 11, 27),
        {"a.md": b"2026-11-27/2026-11-28"},
    ),
    ("a daily note", {"Daily/2026-12-30.md": b""}, date(2026, 11, 27), {"Daily/2027-01-06.md": b""}),
    (
        "the year's folder follows",
        {"Meetings/2026/2026-12-30 Ann.md": b""},
        date(2026, 11, 27),
        {"Meetings/2027/2027-01-06 Ann.md": b""},
    ),
    (
        "a link by path follows",
        {"a.md": b"[[Meetings/2026/2026-12-30 Ann]]"},
        date(2026, 11, 27),
        {"a.md": b"[[Meetings/2027/2027-01-06 Ann]]"},
    ),
    (
        "another year's folder stays",
        {"Sent/2025/2026-12-30 Ann.md": b""},
        date(2026, 11, 27),
        {"Sent/2025/2027-01-06 Ann.md": b""},
    ),
    ("a birthday", {"a.md": b"birthday: 1988-11-20"}, date(2026, 11, 27), {"a.md": b"birthday: 1988-11-20"}),
    ("a birthday without a year", {"a.md": b"--11-20"}, date(2026, 11, 27), {"a.md": b"--11-20"}),
    ("no day of the calendar", {"a.md": b"2026-02-30"}, date(2026, 11, 27), {"a.md": b"2026-02-30"}),
    ("part of a longer number", {"a.md": b"12026-11-20 2026-11-201"}, date(2026, 11, 27), None),
    ("no text", {"a.md": b"\xff\x00 2026-11-20"}, date(2026, 11, 27), {"a.md": b"\xff\x00 2026-11-27"}),
    ("past the calendar's end", {"a.md": b"2031-01-01"}, date(9996, 1, 1), {"a.md": b"2031-01-01"}),
    ("before its beginning", {"a.md": b"2011-01-01"}, date(1, 1, 3), {"a.md": b"2011-01-01"}),
    ("a dashboard is left out", {"Network/Network Today.md": b"x"}, date(2026, 11, 20), {}),
    ("a review is left out", {"Reviews/2026/Review 2026-Q3.md": b"x"}, date(2026, 11, 27), {}),
]


@pytest.mark.parametrize(("title", "files", "today", "expected"), CASES, ids=[case[0] for case in CASES])
def test_shift(title, files, today, expected):
    moved = shift({"vaultnet.toml": SMALL, **files}, today)
    moved.pop("vaultnet.toml")
    assert moved == (files if expected is None else expected)


def test_the_config_loses_its_pin_and_its_holidays_move():
    config = shift({"vaultnet.toml": SMALL}, date(2026, 11, 27))["vaultnet.toml"].decode()
    assert tomllib.loads(config) == {
        "me": "[[Me]]",
        "away": [{"from": date(2026, 12, 31), "to": date(2027, 1, 10)}],
    }


@pytest.mark.parametrize(
    "files",
    [
        {"a.md": b"2026-11-20"},
        {"vaultnet.toml": b"me = '[[Me]]'\n", "a.md": b"2026-11-20"},
        {"vaultnet.toml": b"today = 2026-02-30\n", "a.md": b"2026-11-20"},
    ],
    ids=["no config", "no pin", "a pin that is no day"],
)
def test_without_a_pin_nothing_moves(files):
    assert shift(files, date(2030, 1, 1)) == files


def test_no_weeks_change_nothing_but_the_pin():
    moved = shift(FILES, PINNED)
    assert list(moved) == list(NOTES)
    changed = {path for path in NOTES if moved[path] != NOTES[path]}
    assert changed == {"vaultnet.toml"}
    before, after = (files["vaultnet.toml"].decode().splitlines() for files in (NOTES, moved))
    assert [line for line in before if not line.startswith("today")] == after


@settings(max_examples=8, deadline=None)
@given(DAYS)
def test_every_link_that_resolved_still_does(today):
    assert resolving(shift(FILES, today)) == resolving(NOTES)


@settings(max_examples=8, deadline=None)
@given(DAYS)
def test_days_move_together_by_whole_weeks_up_to_today(today):
    moved = shift(FILES, today)
    by = max(
        timedelta(weeks=weeks) for weeks in range(-5000, 5000) if PINNED + timedelta(weeks=weeks) <= today
    )
    for (old_path, old), (new_path, new) in zip(text_of(NOTES).items(), text_of(moved).items(), strict=True):
        if old_path == "vaultnet.toml":
            old = "".join(line for line in old.splitlines(True) if not line.startswith("today"))
        pairs = list(zip(days(old_path + old), days(new_path + new), strict=True))
        assert [after for _, after in pairs] == [
            day + by if day.year >= KEPT_BEFORE else day for day, _ in pairs
        ]
        assert DATED.sub("", old) == DATED.sub("", new)
        year = re.match(r"Meetings/(\d{4})/(\d{4})-", new_path)
        assert year is None or year[1] == year[2]


@settings(max_examples=8, deadline=None)
@given(DAYS, DAYS)
def test_a_copy_is_never_moved_again(first, second):
    copy = shift(FILES, first)
    assert shift(copy, second) == copy


# --- what it holds ---------------------------------------------------------------------------------


def types() -> Counter[str]:
    notes = (text for path, text in text_of(NOTES).items() if not path.startswith("Templates/"))
    found = (re.search(r"^type: (\S+)$", text, re.MULTILINE) for text in notes)
    return Counter(match[1] for match in found if match)


def test_it_is_as_large_as_promised():
    counts = types()
    least = {"contact": 60, "organisation": 12, "meeting": 150, "goal": 8, "event": 4, "opportunity": 6}
    least |= {"community": 3, "project": 1}
    assert {name: counts[name] >= number for name, number in least.items()} == dict.fromkeys(least, True)
    assert sum(path.startswith("Daily/") for path in NOTES) >= 60
    meetings = [days(path)[0] for path in NOTES if path.startswith("Meetings/")]
    assert max(meetings) - min(meetings) > timedelta(days=18 * 30)


def test_it_ends_on_its_pinned_day():
    assert tomllib.loads(NOTES["vaultnet.toml"].decode())["today"] == PINNED


def test_birthdays_alone_lie_before_the_days_that_move():
    lines = [line for text in text_of(NOTES).values() for line in text.splitlines()]
    old = [line for line in lines if any(day.year < KEPT_BEFORE for day in days(line))]
    assert old
    assert all(line.startswith("birthday: ") for line in old)
    assert not [line for line in lines if line.startswith("birthday: 20")]


def test_its_text_names_no_year_or_month_that_would_not_move():
    word = re.compile(
        r"\b(January|February|March|April|June|July|August|September|October|November|December"
        r"|spring|summer|autumn|winter|Christmas|Easter)\b|(?<![\d-])20\d\d(?![\d-])(?!/)"
    )
    for path, text in text_of(NOTES).items():
        prose = ISO.sub("", text)
        assert not word.search(prose), path


def test_its_files_are_plain():
    for path, data in NOTES.items():
        assert data.endswith(b"\n"), path
        assert b"\r" not in data, path
        assert not re.search(rb"[ \t]$", data, re.MULTILINE), path


def test_it_never_says_the_same_thing_twice():
    seen: Counter[str] = Counter()
    for path, text in text_of(NOTES).items():
        if path.endswith(".md"):
            body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
            parts = re.split(r"(?<=[.!?:;])\s+|\n", body)
            # Recurring tasks say the same thing on purpose.
            sentences = [part for part in parts if "🔁" not in part]
            plain = [re.sub(r"[^\w\s]", "", part).lower() for part in sentences]
            seen.update(part for part in plain if len(part.split()) > 6)
    assert [sentence for sentence, times in seen.items() if times > 1] == []


def test_only_a_day_and_two_topics_have_no_note_yet():
    names = {path.rpartition("/")[2].removesuffix(".md") for path in NOTES}
    links = {link.rpartition("/")[2] for path in NOTES if path.endswith(".md") for link in linked(path)}
    assert links - names == {"2025-09-18", "footpath", "queueing theory"}
