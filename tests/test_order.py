"""An end before its beginning is a problem with its line, told once and never of a note that is private in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import TODAY, put
from vaultnet import build
from vaultnet.problems import Problem

# title, the note, what is said of it: line and message
CASES: list[tuple[str, str, str, list[tuple[int, str]]]] = [
    (
        "a project due before it began",
        "Projects/Book.md",
        "---\nstarted: 2026-09-01\ndue: 2026-08-01\n---\n",
        [(3, "due: 2026-08-01 comes before it began, on line 2.")],
    ),
    (
        "a project that ended before it began",
        "Projects/Book.md",
        "---\nended_on: 2026-08-01\nstart: 2026-09-01\n---\n",
        [(2, "closed: 2026-08-01 comes before it began, on line 3.")],
    ),
    (
        "a project that is due and ended before it began",
        "Projects/Book.md",
        "---\nstarted: 2026-09-01\ndue: 2026-08-01\nclosed: 2026-08-02\n---\n",
        [
            (3, "due: 2026-08-01 comes before it began, on line 2."),
            (4, "closed: 2026-08-02 comes before it began, on line 2."),
        ],
    ),
    (
        "a project of one day",
        "Projects/Book.md",
        "---\nstarted: 2026-09-01\ndue: 2026-09-01\nclosed: 2026-09-01\n---\n",
        [],
    ),
    (
        "a project that is closed, and says no day",
        "Projects/Book.md",
        "---\nstarted: 2026-09-01\nclosed: true\n---\n",
        [],
    ),
    (
        "a private project",
        "Projects/Book.md",
        "---\nprivate: true\nstarted: 2026-09-01\ndue: 2026-08-01\n---\n",
        [(4, "due: comes before it began, on line 3.")],
    ),
    (
        "an opportunity that was closed before it was asked for",
        "Opportunities/Job.md",
        "---\nasked: 2026-10-02\nclosed: 2026-10-01\n---\n",
        [(3, "closed: 2026-10-01 comes before you asked, on line 2.")],
    ),
    (
        "an opportunity that was closed before all else is one problem",
        "Opportunities/Job.md",
        "---\nnoticed: 2026-10-03\nasked: 2026-10-02\nclosed: 2026-10-01\n---\n",
        [(4, "closed: 2026-10-01 comes before you asked, on line 3.")],
    ),
    (
        "an opportunity that was closed before it was noticed",
        "Opportunities/Job.md",
        "---\nnoticed: 2026-10-02\nclosed: 2026-10-01\n---\n",
        [(3, "closed: 2026-10-01 comes before you noticed it, on line 2.")],
    ),
    (
        "an acquaintance that ended before it began",
        "People/Ada.md",
        "---\nfirst_met: 2026-05-01\nended: 2026-04-01\n---\n",
        [(3, "ended: 2026-04-01 comes before you met, on line 2.")],
    ),
    ("one that ended, on no day", "People/Ada.md", "---\nfirst_met: 2026-05-01\nended: true\n---\n", []),
    (
        "a private acquaintance",
        "People/Ada.md",
        "---\nprivate: true\nfirst_met: 2026-05-01\nended: 2026-04-01\n---\n",
        [(4, "ended: comes before you met, on line 3.")],
    ),
    (
        "an event that ends before the day in its name",
        "Events/2026-12-01 Fair.md",
        "---\nends: 2026-11-30\n---\n",
        [(2, "ends: 2026-11-30 comes before the day in the note's name.")],
    ),
    (
        "an event whose properties say both is told of once, by another rule",
        "Events/2026-12-01 Fair.md",
        "---\ndate: 2026-12-01\nends: 2026-11-30\n---\n",
        [(3, "ends: 2026-11-30 comes before it begins, on line 2, so it is left out.")],
    ),
    (
        "an event that ends after the day that it says, and before the one in its name",
        "Events/2026-12-01 Fair.md",
        "---\ndate: 2026-11-29\nends: 2026-11-30\n---\n",
        [],
    ),
    (
        "a goal, likewise",
        "Goals/Lead.md",
        "---\nstart: 2026-12-01\ndue: 2026-11-30\n---\n",
        [(2, "start: 2026-12-01 comes after it is due, on line 3, so it is left out.")],
    ),
    (
        "an end that can't be meant at all is no end before a beginning",
        "Projects/Book.md",
        "---\nstarted: 2026-09-01\nclosed: 2096-01-01\n---\n",
        [(3, "closed: 2096-01-01 is more than two years ahead, so it is left out.")],
    ),
]


def problems(vault: Path, path: str, note: str) -> list[Problem]:
    put(vault, {path: note})
    with build.facts(vault, today=TODAY) as facts:
        return [one for one in facts.problems if one.path == path]


@pytest.mark.parametrize(("title", "path", "note", "expected"), CASES, ids=[case[0] for case in CASES])
def test_an_end_before_its_beginning(
    title: str, path: str, note: str, expected: list[tuple[int, str]], vault: Path
) -> None:
    found = problems(vault, path, note)
    assert [(one.line, one.message) for one in found] == expected
    assert {one.code for one in found} <= {"reversed-days", "far-day"}
