"""Introductions by somebody to themselves: what is a problem, and what only looks like one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.vaults import TODAY, put
from vaultnet import build

DOOR = "Opportunities/Looms.md"


def person(*fields: str) -> str:
    """A contact's note."""
    return "\n".join(("---", "type: contact", *fields, "---", ""))


def door(*fields: str) -> str:
    """An opportunity's note."""
    return "\n".join(("---", "type: opportunity", "kind: referral", *fields, "---", ""))


# title, notes, the problems that are found
CASES: list[tuple[str, Mapping[str, str], list[str]]] = [
    (
        "by a link",
        {"People/Ada.md": person('introduced_by: "[[Ada]]"')},
        ["People/Ada.md:3 introduced_by: nobody is led to themselves, and it says that Ada introduced themselves to you."],
    ),
    (
        "by an alias",
        {"People/Ada.md": person("aliases: [Countess]", 'introduced_by: "[[Countess]]"')},
        ["People/Ada.md:4 introduced_by: nobody is led to themselves, and it says that Ada introduced themselves to you."],
    ),
    (
        "by the name alone, and whom they know",
        {"People/Ada.md": person("knows:", "  - Ben", "  - ada"), "People/Ben.md": person()},
        ["People/Ada.md:5 knows: nobody is led to themselves, and it says that Ada knows themselves."],
    ),
    (
        "of somebody private nothing is quoted",
        {"People/Ada.md": person('introduced_by: "[[Ada]]"', "private: true")},
        ["People/Ada.md:3 introduced_by: nobody is led to themselves, and it says that somebody private introduced themselves to you."],
    ),
    (
        "who opens the door to themselves",
        {"People/Ada.md": person(), DOOR: door('people: ["[[Ada]]"]', 'via: "[[Ada]]"')},
        ["Opportunities/Looms.md:5 via: “[[Ada]]” is among the people of it, and nobody is led to themselves."],
    ),
    (
        "by another name",
        {"People/Ada.md": person("aliases: [Countess]"), DOOR: door('people: ["[[Ada]]"]', 'via: "[[Countess]]"')},
        ["Opportunities/Looms.md:5 via: “[[Countess]]” is among the people of it, and nobody is led to themselves."],
    ),
    (
        "a private door",
        {"People/Ada May.md": person("private: true"), DOOR: door('people: ["[[Ada May]]"]', 'via: "[[Ada May]]"')},
        ["Opportunities/Looms.md:5 via: somebody is among the people of it, and nobody is led to themselves."],
    ),
    (
        "two who introduced each other",
        {"People/Ada.md": person("introduced_by: Ben"), "People/Ben.md": person("introduced_by: Ada")},
        [],
    ),
    (
        "a namesake elsewhere",
        {"People/Ada.md": person('introduced_by: "[[Old/Ada]]"'), "Old/Ada.md": person()},
        [],
    ),
    ("somebody else opens the door", {DOOR: door('people: ["[[Ada]]"]', 'via: "[[Ben]]"')}, []),
    ("a door that leads to nobody yet", {DOOR: door('via: "[[Ben]]"')}, []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes", "expected"), CASES, ids=[case[0] for case in CASES])
def test_introductions(title: str, notes: Mapping[str, str], expected: list[str], tmp_path: Path) -> None:
    put(tmp_path, {"vaultnet.toml": "", **notes})
    with build.facts(tmp_path, today=TODAY) as facts:
        found = [one for one in facts.problems if one.code == "own-introduction"]
    assert [f"{one.path}:{one.line} {one.message}" for one in found] == expected
