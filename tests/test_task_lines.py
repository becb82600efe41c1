"""Ticking a task in its note: what the line becomes, what is refused, and that nothing else changes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_cases import cases as scanned
from vaults import GOAL

from vaultnet import frontmatter, markdown
from vaultnet.edits.task_lines import finish, task_at
from vaultnet.model import Body
from vaultnet.operation import Refusal

DAY = date(2026, 11, 20)

# What it shows, the note, the line, and the note with that task done on 20 November 2026.
TICKED = [
    ("a plain task", "- [ ] write", 1, "- [x] write ✅ 2026-11-20"),
    ("after the other fields", "- [ ] write ⏫ 📅 2026-11-19\n", 1, "- [x] write ⏫ 📅 2026-11-19 ✅ 2026-11-20\n"),
    ("a tag stays", "- [ ] write 📅 2026-11-19 #work", 1, "- [x] write 📅 2026-11-19 #work ✅ 2026-11-20"),
    ("a block identifier is last", "- [ ] write ^ab-1", 1, "- [x] write ✅ 2026-11-20 ^ab-1"),
    ("spaces at the end", "- [ ] write  \n\nmore", 1, "- [x] write ✅ 2026-11-20  \n\nmore"),
    ("both", "- [ ] write 📅 2026-11-19  ^a  ", 1, "- [x] write 📅 2026-11-19 ✅ 2026-11-20  ^a  "),
    ("no words", "- [ ] \n", 1, "- [x] ✅ 2026-11-20 \n"),
    ("no words, no space", "- [ ]", 1, "- [x] ✅ 2026-11-20"),
    ("begun", "* [/] write", 1, "* [x] write ✅ 2026-11-20"),
    ("numbered, indented by tabs", "- a\n\t1)  [ ]\twrite", 2, "- a\n\t1)  [x]\twrite ✅ 2026-11-20"),
    ("quoted", "> > - [ ] write\r\n> more", 1, "> > - [x] write ✅ 2026-11-20\r\n> more"),
    ("in an item", "- - [ ] write", 1, "- - [x] write ✅ 2026-11-20"),
    ("a BOM", "\ufeff- [ ] write", 1, "\ufeff- [x] write ✅ 2026-11-20"),
    ("below properties", "---\r\na: b\r\n---\r\n- [ ] write\r\n", 4, "---\r\na: b\r\n---\r\n- [x] write ✅ 2026-11-20\r\n"),
    ("a lone CR", "- [ ] write\rmore", 1, "- [x] write\rmore ✅ 2026-11-20"),
    ("the second of two", "- [ ] write\n- [ ] write\n", 2, "- [ ] write\n- [x] write ✅ 2026-11-20\n"),
    ("an old done date", "- [ ] write ✅ 2025-01-02 #a", 1, "- [x] write ✅ 2026-11-20 #a"),
    ("a date in a sentence", "- [ ] on 📅 2026-11-19 at noon", 1, "- [x] on 📅 2026-11-19 at noon ✅ 2026-11-20"),
    ("a comment at its end", "- [ ] write %% soon %%", 1, "- [x] write %% soon %% ✅ 2026-11-20"),
    ("more lines", "- [ ] ask [[Ada]]\n  and [[Bob]]\n", 1, "- [x] ask [[Ada]] ✅ 2026-11-20\n  and [[Bob]]\n"),
    ("a promise", "- [ ] promised:: a deck", 1, "- [x] promised:: a deck ✅ 2026-11-20"),
    # In the form of Dataview.
    ("brackets", "- [ ] write [due:: 2026-11-19]", 1, "- [x] write [due:: 2026-11-19] [completion:: 2026-11-20]"),
    ("its gap", "- [ ] write  [due:: 2026-11-19]", 1, "- [x] write  [due:: 2026-11-19]  [completion:: 2026-11-20]"),
    ("parentheses", "- [ ] write (priority:: high) ^a", 1, "- [x] write (priority:: high) (completion:: 2026-11-20) ^a"),
    ("only a field", "- [ ] [due:: 2026-11-19]", 1, "- [x] [due:: 2026-11-19] [completion:: 2026-11-20]"),
    ("an old completion", "- [ ] a [completion:: 2025-01-02]", 1, "- [x] a [completion:: 2026-11-20]"),
]  # fmt: skip

# What it shows, a recurring task, and the two lines that it becomes.
RECURRING = [
    (
        "from the due day",
        "- [ ] call 🔁 every week 📅 2026-11-18",
        "- [ ] call 🔁 every week 📅 2026-11-25\n- [x] call 🔁 every week 📅 2026-11-18 ✅ 2026-11-20",
    ),
    (
        "from the day it was done",
        "- [ ] call 🔁 every week when done 📅 2026-11-10",
        "- [ ] call 🔁 every week when done 📅 2026-11-27\n- [x] call 🔁 every week when done 📅 2026-11-10 ✅ 2026-11-20",
    ),
    (
        "all days move together",
        "- [ ] mow 🔁 every 2 weeks 🛫 2021-10-20 ⏳ 2021-10-28 📅 2021-10-30 #garden",
        "- [ ] mow 🔁 every 2 weeks 🛫 2021-11-03 ⏳ 2021-11-11 📅 2021-11-13 #garden\n"
        "- [x] mow 🔁 every 2 weeks 🛫 2021-10-20 ⏳ 2021-10-28 📅 2021-10-30 #garden ✅ 2026-11-20",
    ),
    (
        "scheduled before start",
        "- [ ] a 🔁 every month on the 1st 🛫 2026-11-10 ⏳ 2026-11-12",
        "- [ ] a 🔁 every month on the 1st 🛫 2026-11-29 ⏳ 2026-12-01\n"
        "- [x] a 🔁 every month on the 1st 🛫 2026-11-10 ⏳ 2026-11-12 ✅ 2026-11-20",
    ),
    (
        "what names one task is dropped",
        " * [/] a #b 🆔 x1 ⛔ y2,z3 🔁 every day ➕ 2026-01-01 📅 2026-11-20 ^a-1",
        " * [ ] a #b 🔁 every day 📅 2026-11-21\n"
        " * [x] a #b 🆔 x1 ⛔ y2,z3 🔁 every day ➕ 2026-01-01 📅 2026-11-20 ✅ 2026-11-20 ^a-1",
    ),
    (
        "Dataview",
        "> - [ ] a  [id:: x]  [priority:: high]  [repeat:: every year]  [due:: 2028-02-29]  [completion:: 2020-01-01]",
        "> - [ ] a  [priority:: high]  [repeat:: every year]  [due:: 2029-02-28]\n"
        "> - [x] a  [id:: x]  [priority:: high]  [repeat:: every year]  [due:: 2028-02-29]  [completion:: 2026-11-20]",
    ),
    ("no day of its own", "- [ ] a 🔁 every day", "- [ ] a 🔁 every day\n- [x] a 🔁 every day ✅ 2026-11-20"),
    (
        "a tag between what is dropped",
        "1. [ ] a ➕ 2026-01-01 #b 🔁 every day",
        "1. [ ] a #b 🔁 every day\n1. [x] a ➕ 2026-01-01 #b 🔁 every day ✅ 2026-11-20",
    ),
]

REFUSED = [
    ("a text", "write", 1, "no task on this line", "No task of this note is open"),
    ("a list item", "- write\n- [ ] a\n- [ ] b", 1, "no task on this line", "lines 2, 3"),
    ("beyond the end", "- [ ] write\n", 2, "no line 2: the note has one line", "line 1."),
    ("line 0", "a\nb\n", 0, "no line 0: the note has 2 lines", ""),
    ("nothing", "", -3, "no line -3", ""),
    ("fenced", "```\n- [ ] write\n```", 2, "in code, a comment or the properties", ""),
    ("indented code", "    - [ ] write", 1, "in code", ""),
    ("a comment", "%%\n- [ ] write\n%%", 2, "a comment", ""),
    ("properties", "---\n- [ ] write\n---\n", 2, "the properties", ""),
    ("done", "- [x] write ✅ 2026-11-02", 1, "done on 2026-11-02 already", ""),
    ("done some day", "- [X] write", 1, "was done already", ""),
    ("cancelled", "- [-] write ❌ 2026-11-02", 1, "was cancelled", "put a space in its box"),
    ("a rule that is none", "- [ ] a 🔁 every blue moon", 1, "“every blue moon” can't be read, so the task was left open", "every week"),
    ("a rule without days", "- [ ] a 🔁 every February on the 30th", 1, "gives no further day", ""),
    ("the end of time", "- [ ] a 🔁 every year ⏳ 9999-12-31 📅 9998-12-30", 1, "gives no further day", ""),
    ("the calendar's last week", "- [ ] a 🔁 every week on Sunday 📅 9999-12-31", 1, "gives no further day", ""),
    ("a comment that goes on", "- [ ] write %% and\nmore %%", 1, "would change how other text", "in your editor"),
    ("fields before a comment", "- [ ] a 🔁 every week 📅 2026-11-19 %% b %%", 1, "would change how other text", ""),
    ("a comment before", "%% a %% - [ ] write", 1, "would change how other text", ""),
    ("binary", "\0- [ ] write", 1, "no task on this line", ""),
    ("a dashboard", "---\nvaultnet: Today\nfor: 2026-11-20\n---\n- [ ] write\n", 5, "A dashboard is written anew", "the note that the line comes from"),
    ("many others", "a\n" + "- [ ] b\n" * 12, 1, "no task", "7, 8, 9 and 4 more"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "line", "expected"), TICKED, ids=[case[0] for case in TICKED])
def test_ticks_one_line(title: str, text: str, line: int, expected: str) -> None:
    assert finish("Note.md", text.encode(), line, DAY) == expected.encode()


@pytest.mark.parametrize(("title", "text", "expected"), RECURRING, ids=[case[0] for case in RECURRING])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_recurring_task_comes_round_again_above(title: str, text: str, expected: str, end: str) -> None:
    for after in ("", end, f"{end}- more{end}"):
        note = f"# Tasks\n\n{text}{after}".replace("\r\n", "\n").replace("\n", end)
        wanted = f"# Tasks\n\n{expected}{after}".replace("\r\n", "\n").replace("\n", end)
        assert finish("Note.md", note.encode(), 3, DAY) == wanted.encode()


@pytest.mark.parametrize(
    ("title", "text", "line", "message", "hint"), REFUSED, ids=[case[0] for case in REFUSED]
)
def test_refuses_with_a_reason(title: str, text: str, line: int, message: str, hint: str) -> None:
    found = finish("Some/Note.md", text.encode(), line, DAY)
    assert isinstance(found, Refusal)
    assert (found.path, found.line) == ("Some/Note.md", line)
    assert message in found.message
    assert hint in found.hint


def test_bytes_that_are_no_text_stay() -> None:
    note = b"caf\xe9\n- [ ] caf\xe9 \xff\n\xfe"
    done = "\u2705 2026-11-20".encode()
    assert finish("Note.md", note, 2, DAY) == b"caf\xe9\n- [x] caf\xe9 \xff " + done + b"\n\xfe"


def test_task_at() -> None:
    found = task_at("Goal.md", GOAL.encode(), 8)
    assert found
    assert (found.text, found.status) == ("Hire one person", " ")
    assert task_at("Goal.md", GOAL.encode(), 3) is None


# --- laws ------------------------------------------------------------------------------------------


def _body(data: bytes) -> Body:
    front = frontmatter.read("Note.md", data.decode(errors="replace"))
    return markdown.scan(front.body, front.body_line)


def _check(data: bytes, line: int, day: date) -> None:
    """Whatever a note holds: refused, or one task is done, and every other byte is as it was."""
    found = finish("Note.md", data, line, day)
    if isinstance(found, Refusal):
        assert (found.path, found.line) == ("Note.md", line)
        assert found.message.endswith(".")
        return
    before, after = data.split(b"\n"), found.split(b"\n")
    added = len(after) - len(before)
    assert added in (0, 1)
    assert after[: line - 1] == before[: line - 1]
    assert after[line + added :] == before[line:]
    done = task_at("Note.md", found, line + added)
    old = task_at("Note.md", data, line)
    assert done
    assert old
    assert (done.status, done.done, done.due, done.text) == ("x", day.isoformat(), old.due, old.text)
    assert added == bool(old.recurrence)
    if added:
        again = task_at("Note.md", found, line)
        assert again
        assert (again.status, again.done, again.recurrence) == (" ", "", old.recurrence)
        assert again.due > old.due or not old.due
    assert len(_body(found).tasks) == len(_body(data).tasks) + added
    assert isinstance(finish("Note.md", found, line + added, day), Refusal), "done is done"


_PIECES = st.sampled_from(
    [
        "- [ ] ", "* [/] ", "1. [ ] ", "> ", "\t", "  ", "write", "[[Ada]]", " #work", " 📅 2026-11-19", " ⏳ 2026-11-01",
        " 🔁 every week", " 🔁 every month on the last when done", " [due:: 2026-11-19]", "  [repeat:: every day]",
        " ✅ 2026-01-02", " ➕ 2026-01-02", " 🆔 a1", " ^ab", " %%", "<!-- ", " -->", "`", "```", "- [x] ", "\r", "\n",
        "\n", "\n", "---", "promised:: a", "# ", "2026-11-02 met", "é", "\ufeff", "{{ a }}", "    ", "| a |", " ⏫",
    ]
)  # fmt: skip
_DAYS = st.dates(date(1000, 1, 1), date(9000, 1, 1))


@given(st.lists(_PIECES, max_size=30).map("".join), st.integers(-1, 12), _DAYS)
@settings(max_examples=300, deadline=None)
def test_of_any_note_one_line_changes(text: str, line: int, day: date) -> None:
    _check(text.encode(), line, day)


@given(st.binary(max_size=60), st.integers(0, 5))
def test_any_bytes_are_ticked_or_refused(data: bytes, line: int) -> None:
    _check(b"- [ ] a " + data, line, DAY)


@pytest.mark.parametrize(
    ("title", "text"), [case[:2] for case in scanned()], ids=[case[0] for case in scanned()]
)
def test_every_line_of_every_known_note(title: str, text: str) -> None:
    for line in range(1, text.count("\n") + 2):
        _check(text.encode(), line, DAY)
