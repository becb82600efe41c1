"""Contacts and goals that a sync tool may have doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import TODAY, put
from vaultnet import build as building

ADA = "type: contact\nemail: ada@example.org\ncompany: Looms\n"
# title, the note, its double, its name, whether it is said
CASES = [
    ("the same twice", ADA, ADA, "Ada 2", True),
    ("by another count", ADA, ADA, "Ada (1)", True),
    ("one of them changed", f"{ADA}role: Weaver\n", f"{ADA}role: Owner\n", "Ada 2", True),
    ("two people of one name", ADA, "type: contact\nemail: other@example.org\ncompany: Looms\n", "Ada 2", False),
    ("little to compare", "type: contact\ntier: close\n", "type: contact\ntier: close\n", "Ada 2", False),
    ("another name", ADA, ADA, "Ada Two", False),
    ("goals", "type: goal\ndue: 2027-06-30\nhorizon: year\n", "type: goal\ndue: 2027-06-30\nhorizon: year\n", "Ada 2", True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("note", "other", "name", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
def test_what_is_there_twice(note: str, other: str, name: str, expected: bool, vault: Path) -> None:
    put(vault, {"Notes/Ada.md": f"---\n{note}---\n", f"Notes/{name}.md": f"---\n{other}---\n"})
    with building.facts(vault, today=TODAY) as facts:
        found = [one for one in facts.problems if one.code == "numbered-copy"]
    assert [one.path for one in found] == ([f"Notes/{name}.md"] if expected else [])
