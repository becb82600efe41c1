"""What is shown of a person: the note's own first lines, and nothing twice."""

from __future__ import annotations

from datetime import date

import pytest

from tests.vaults import TODAY
from vaultnet import cards
from vaultnet.config import Config
from vaultnet.model import Source, Value
from vaultnet.network import FollowUp, Snapshot, Summary, Trace
from vaultnet.note_types import vaultnet_note_types
from vaultnet.parse import Parser
from vaultnet.signals.ranking import Reach

PATH = "People/Ada.md"
FRONT = "---\ntype: contact\n---\n"
EVE = Summary("People/Eve Stone.md", "Eve Stone", {"private": (Value(True, 2),)})

LINES = [
    ("nothing", "", []),
    ("a line", "Met at the fair.\n", [("Met at the fair.", 4)]),
    ("its markup is taken off", "**Met** at [[The fair|the fair]].\n", [("Met at the fair.", 4)]),
    ("three at most", "a\nb\nc\nd\n", [("a", 4), ("b", 5), ("c", 6)]),
    ("over empty lines", "\na\n\n\nb\n", [("a", 5), ("b", 8)]),
    ("below a heading", "# Ada\n\na\n", [("a", 6)]),
    ("up to the next", "a\n## Log\nb\n", [("a", 4)]),
    ("up to a dated line", "a\n- 2026-10-01 call\nb\n", [("a", 4)]),
    ("up to a task", "a\n- [ ] b\n", [("a", 4)]),
    ("up to a comment", "a\n<!-- b -->\n%% c %%\n", [("a", 4)]),
    ("up to code", "a\n```\nb\n```\n", [("a", 4)]),
    ("not of somebody private", "a\nOf [[Eve Stone|Eve]].\nNo eve stone.\nb\n", [("a", 4), ("b", 7)]),
    ("only dated lines", "- 2026-10-01 call\n", []),
    ("line ends of Windows", "a\r\nb\r\n", [("a", 4), ("b", 5)]),
]


@pytest.mark.parametrize(("title", "body", "lines"), LINES, ids=[case[0] for case in LINES])
def test_the_notes_first_lines(title: str, body: str, lines: list[tuple[str, int]]) -> None:
    found = of(FRONT + body).note
    assert [(line.value, line.sources[0].line) for line in found] == lines, title
    for line in found:
        at = line.sources[0]
        assert at.quote in (FRONT + body).split("\n")[at.line - 1]


def of(text: str, contact: Summary | None = None) -> cards.Card:
    note, _ = Parser(Config(), vaultnet_note_types()).parse(PATH, text.encode())
    ada = contact or Summary(PATH, "Ada")
    return cards.untracked(ada, Snapshot(TODAY, (ada, EVE)), text, note)


def test_a_private_note_is_not_quoted() -> None:
    private = Summary(PATH, "Ada", {"private": (Value(True, 2),)})
    assert of(f"{FRONT}A secret.\n", private).note == ()


def test_the_words_of_a_time_in_touch_name_nobody_private() -> None:
    traces = (
        Trace(PATH, "2026-10-02", "call", PATH, 5, "log", "what Eve Stone said"),
        Trace(PATH, "2026-10-01", "call", PATH, 4, "log", "what she said"),
    )
    card = of(FRONT, Summary(PATH, "Ada", {}, 2, traces))
    assert [trace.text for trace in card.recent] == ["", "what she said"]


def test_what_an_opener_says_is_said_once() -> None:
    traces = tuple(
        Trace(PATH, f"2026-10-0{day}", "call", PATH, day + 3, "log", f"words of {day}")
        for day in (5, 4, 3, 2)
    )
    contact = Summary(PATH, "Ada", {}, 4, traces)
    reason = FollowUp(PATH, "Ada", "check in", date(2026, 11, 1), "a while ago", (Source(PATH, 1),))
    note, _ = Parser(Config(), vaultnet_note_types()).parse(PATH, FRONT.encode())
    card = cards.due(Reach(PATH, "Ada", (reason,), 1.0), contact, Snapshot(TODAY, (contact,)), FRONT, note)
    text = " ".join(row.text for row in cards.rows(card, TODAY))
    assert [text.count(f"words of {day}") for day in (5, 4, 3, 2)] == [1, 1, 1, 0]


SINCE = [
    ("before", date(2026, 11, 1), "a while ago", "since 1 November: "),
    ("ahead", date(2026, 11, 22), "birthday", "on 22 November: "),
    ("the text says so", date(2026, 11, 22), "birthday on 22 November", ""),
]


@pytest.mark.parametrize(("title", "day", "text", "said"), SINCE, ids=[case[0] for case in SINCE])
def test_since_when(title: str, day: date, text: str, said: str) -> None:
    assert cards.since(FollowUp(PATH, "Ada", "x", day, text, ()), TODAY) == said, title
