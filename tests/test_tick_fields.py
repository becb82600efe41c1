"""What a note says it was taken in from."""

from __future__ import annotations

import pytest

from vaultnet.config import Config
from vaultnet.interactions import derive
from vaultnet.links import Entry, Names
from vaultnet.network import Trace
from vaultnet.note_types import NOTE_TYPES
from vaultnet.parse import Parser
from vaultnet.tick_fields import names, read, write

ADA = Entry(1, "People/Ada King.md", "contact", ("Ada Lovelace",))
GRACE = Entry(2, "People/Grace.md", "contact")

READ = [
    ("2026-11-20 Ada Lovelace", ("2026-11-20", "Ada Lovelace")),
    (" 2026-11-20  People/Ada ", ("2026-11-20", "People/Ada")),
    ("2026-11-31 Ada", None),
    ("2026-11-20", None),
    ("Ada", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "found"), READ)
def test_read(text: str, found: tuple[str, str] | None) -> None:
    assert read(text) == found
    assert found is None or read(write(*found)) == found


def traces(text: str) -> list[Trace]:
    note = Parser(Config(), NOTE_TYPES).parse("Log/x.md", text.encode())[0]
    return list(derive(note, Names([ADA, GRACE, Entry(3, "Log/x.md", "meeting")]), Config()).traces)


ONE = "---\ntype: meeting\ndate: 2026-11-18\npeople: {}\n{}---\n"
# title, people, ticks, the contacts with the days of their ticks
TICKS = [
    ("one", '["[[Ada King]]"]', "tick: 2026-11-20 Ada King\n", {"Ada King": "2026-11-20"}),
    ("by an alias", '["[[Ada King]]", "[[Grace]]"]', "tick: 2026-11-20 Ada Lovelace\n",
     {"Ada King": "2026-11-20", "Grace": ""}),
    ("renamed, and nothing tells the old name", '["[[Grace]]"]', "tick: 2026-11-20 Grace Hopper\n",
     {"Grace": "2026-11-20"}),
    ("several", '["[[Ada King]]", "[[Grace]]"]', 'tick: ["2026-11-20 Ada King", "2026-11-19 Grace"]\n',
     {"Ada King": "2026-11-20", "Grace": "2026-11-19"}),
    ("nobody of them", '["[[Ada King]]", "[[Grace]]"]', "tick: 2026-11-20 Eve\n", {"Ada King": "", "Grace": ""}),
    ("no tick at all", '["[[Ada King]]"]', "tick: yes\n", {"Ada King": ""}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("people", "ticks", "found"), [pytest.param(*case[1:], id=case[0]) for case in TICKS]
)
def test_whose_tick_it_is(people: str, ticks: str, found: dict[str, str]) -> None:
    assert {trace.contact[7:-3]: trace.tick for trace in traces(ONE.format(people, ticks))} == found


def test_an_empty_note_of_a_tick_is_no_plan() -> None:
    assert [trace.plan for trace in traces(ONE.format('["[[Grace]]"]', "tick: 2026-11-20 Grace\n"))] == [
        False
    ]
    assert [trace.plan for trace in traces(ONE.format('["[[Grace]]"]', ""))] == [True]


def test_names_are_given_with_their_lines() -> None:
    text = ONE.format('["[[Grace]]"]', 'tick: ["2026-11-20 Grace", "2026-11-20 Ada"]\n')
    note = Parser(Config(), NOTE_TYPES).parse("Log/x.md", text.encode())[0]
    assert list(names(note)) == [("Grace", 5), ("Ada", 5)]
