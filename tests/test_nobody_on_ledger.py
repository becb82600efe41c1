"""Lines of the ledger that are nobody's or say nothing: it is said why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import TODAY, put
from vaultnet import build

DAY = "Daily/2026-11-02.md"
CONTACT = "---\ntype: contact\n---\n"

# title, the note, and what is said of it
NOBODY = [
    ("no link", "gave:: a lamp\n", "gave:: doesn't say with whom."),
    (
        "no such note",
        "asked:: [[Tomas Ferreira]] for an intro\n",
        "asked:: [[Tomas Ferreira]] leads to no note.",
    ),
    ("the link before the key", "[[Tomas]] received:: a lamp\n", "received:: [[Tomas]] leads to no note."),
    ("no contact", "gave:: [[Looms]] a lamp\n", "gave:: [[Looms]] leads to a note that is no contact's."),
    ("a heading", "gave:: [[#Lamps]] a lamp\n", "gave:: doesn't say with whom."),
    (
        "in a private note",
        "---\nprivate: true\n---\ngave:: [[Tomas Ferreira]] a lamp\n",
        "gave:: a name here leads to no contact.",
    ),
    ("somebody", "gave:: [[Tomás Ferreira]] a lamp\n", ""),
    ("somebody and nobody", "gave:: [[Tomás Ferreira]] the lamp of [[Tomas]]\n", ""),
]


@pytest.mark.parametrize(("note", "message"), [case[1:] for case in NOBODY], ids=[case[0] for case in NOBODY])
def test_why_a_line_is_nobodys(note: str, message: str, vault: Path) -> None:
    put(vault, {"People/Tomás Ferreira.md": CONTACT, "Looms.md": "", DAY: note})
    with build.facts(vault, today=TODAY) as facts:
        found = [one.message for one in facts.problems if one.code == "nobody-on-ledger"]
    assert found == ([message] if message else [])


# a line, and whether it says what was given
SAYS = [
    ("gave:: [[Tomás Ferreira]]", False),
    ("gave:: [[Tomás Ferreira]], [[Ann]] and", False),
    ("promised:: [[Ann]]", False),
    ("gave:: [[Ann]] tea", True),
    ("gave:: [[Ann]] [[Looms]]", True),
    ("gave:: [[Ann]] 🎁", True),
    ("gave:: tea", True),
]


@pytest.mark.parametrize(("line", "says"), SAYS)
def test_what_says_nothing_counts_for_nothing_and_is_a_hint(line: str, says: bool, vault: Path) -> None:
    put(
        vault,
        {"People/Tomás Ferreira.md": CONTACT, "People/Ann.md": CONTACT, "Looms.md": "", DAY: f"{line}\n"},
    )
    with build.facts(vault, today=TODAY) as facts:
        found = [(one.code, one.line) for one in facts.problems if one.code == "nothing-on-ledger"]
        assert found == ([] if says else [("nothing-on-ledger", 1)])
        assert bool(facts.snapshot.ledger) == says
        assert bool(facts.snapshot.promises) is False
