"""Days that nobody wrote, as a merge by letters leaves them: each with its line."""

from __future__ import annotations

import pytest

from vaultnet.config import Config
from vaultnet.note_types import NOTE_TYPES
from vaultnet.parse import Parser

BAD, TWO = "bad-date", "two-days-in-one"
# title, the note, the problems with their lines
CASES: list[tuple[str, str, list[tuple[int, str]]]] = [
    ("a property of ours", "---\ntype: contact\nsnooze: 2026-09-213\n---\n", [(3, BAD)]),
    ("a property of the owner's", "---\ntype: contact\nreviewed: 2026-09-213\n---\n", [(3, TWO)]),
    ("in a note of no type", "---\nreviewed: 2026-09-213\n---\n", [(2, TWO)]),
    ("in a list", "---\nseen:\n  - 2026-09-21\n  - 2026-09-213\n---\n", [(4, TWO)]),
    ("the digits of no two days", "---\ninvoice: 2026-09-007\n---\n", []),
    ("a longer number", "---\ninvoice: 2026-09-21345\n---\n", []),
    ("among other words", "---\ninvoice: no. 2026-09-213\n---\n", []),
    ("a line of a log", "---\ntype: contact\n---\n- 2026-09-213 call: of looms\n", [(4, BAD)]),
    ("a line of a log with two days", "---\ntype: contact\n---\n- 2026-09-212026-09-23 call\n", [(4, BAD)]),
    ("such a line in another note", "- 2026-09-213 call: of looms\n", []),
    ("a task's day", "- [ ] Send 📅 2026-09-213\n", [(1, BAD)]),
    ("a task's field", "- [ ] Send [due:: 2026-09-213]\n", [(1, BAD)]),
    ("a day that is one", "---\nreviewed: 2026-09-21\n---\n- [ ] Send 📅 2026-09-21\n- 2026-09-21 call\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_days_that_nobody_wrote(text: str, expected: list[tuple[int, str]]) -> None:
    _, problems = Parser(Config(), NOTE_TYPES).parse("Ada.md", text.encode())
    assert [(one.line, one.code) for one in problems] == expected


CONFLICTS = [
    ("a conflict", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> phone\n", [1]),
    ("two", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> phone\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> phone\n", [1, 7]),
    ("its beginning deleted", "a\n=======\nb\n>>>>>>> phone\n", [4]),
    ("of a merge by key", "---\ntype: contact\n---\n<<<<<<< ours: company\ncompany: A\n=======\ncompany: B\n>>>>>>> theirs: company\n", [4]),
    ("a quotation", "> <<<<<<< HEAD\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), [pytest.param(*case[1:], id=case[0]) for case in CONFLICTS])
def test_conflicts_are_found_by_their_lines(text: str, lines: list[int]) -> None:
    _, problems = Parser(Config(), NOTE_TYPES).parse("Ada.md", text.encode())
    assert [(one.line, one.code) for one in problems] == [(line, "conflict-marker") for line in lines]
