"""Giving: who else is named on a line that tells of a gift, and of whom nothing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import TODAY, put
from vaultnet import build, giving
from vaultnet.filters import words
from vaultnet.openers import given

DAY = "Daily/2026-11-02.md"
CONTACT = "---\ntype: contact\n---\n"
ENDED = "---\ntype: contact\nended: 2026-09-15\n---\n"
PEOPLE = {
    "People/Ann Lee.md": CONTACT,
    "People/Bob Ray.md": CONTACT,
    "People/Old Foe.md": ENDED,
    "Papers/My notes.md": "",
}

# title, a line, and what is told of it: to whom, and in which words
TOLD: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("one", "gave:: [[Ann Lee]] a cake", [("Ann Lee", "a cake")]),
    ("and", "gave:: [[Ann Lee]] and [[Bob Ray]] a cake", [("Ann Lee", "a cake"), ("Bob Ray", "a cake")]),
    ("a slash", "gave:: [[Ann Lee]]/[[Bob Ray]]: a cake", [("Ann Lee", "a cake"), ("Bob Ray", "a cake")]),
    (
        "nothing between",
        "gave:: [[Ann Lee]] [[Bob Ray]] the notes",
        [("Ann Lee", "the notes"), ("Bob Ray", "the notes")],
    ),
    ("a note is no person", "gave:: [[Ann Lee]] [[My notes]] on tea", [("Ann Lee", "My notes on tea")]),
    (
        "what is theirs",
        "gave:: [[Ann Lee]] [[Bob Ray]]'s number",
        [("Ann Lee", "Bob Ray's number"), ("Bob Ray", "Ann Lee Bob Ray's number")],
    ),
    (
        "somebody else introduced",
        "gave:: [[Ann Lee]] an intro to [[Bob Ray]]",
        [("Ann Lee", "an intro to Bob Ray"), ("Bob Ray", "Ann Lee an intro to Bob Ray")],
    ),
    ("to whom it ended with", "gave:: [[Old Foe]] an intro to [[Ann Lee]] (mistake)", []),
    ("about whom it ended with", "gave:: [[Ann Lee]] an intro to [[Old Foe]]", [("Ann Lee", "")]),
    ("named without a link", "gave:: [[Ann Lee]] what Old Foe wrote", [("Ann Lee", "")]),
    ("joined to whom it ended with", "gave:: [[Old Foe]] and [[Ann Lee]] a cake", [("Ann Lee", "a cake")]),
    ("beside whom it ended with", "gave:: [[Old Foe]] [[Ann Lee]] a cake", [("Ann Lee", "a cake")]),
    ("got from whom it ended with", "received:: [[Old Foe]] an intro to [[Ann Lee]]", []),
]


@pytest.mark.parametrize(("line", "expected"), [case[1:] for case in TOLD], ids=[case[0] for case in TOLD])
def test_who_else_is_named(line: str, expected: list[tuple[str, str]], vault: Path) -> None:
    put(vault, {**PEOPLE, DAY: f"{line}\n"})
    with build.facts(vault, today=TODAY) as facts:
        told = {
            contact.name: words(given(one.text, contact))
            for contact in facts.snapshot.contacts
            for one in giving.lines(facts.snapshot)
            if one.contact == contact.path
        }
    told.pop("Old Foe", None)
    assert sorted(told.items()) == sorted(expected)


def test_the_past_with_whom_it_ended_stays_theirs(vault: Path) -> None:
    put(vault, {**PEOPLE, DAY: "gave:: [[Old Foe]] an intro to [[Ann Lee]]\n"})
    with build.facts(vault, today=TODAY) as facts:
        found = giving.of(facts.snapshot)
    assert {path: [one.text for one in some.gave] for path, some in found.items()} == {
        "People/Old Foe.md": ["[[Old Foe]] an intro to [[Ann Lee]]"]
    }
