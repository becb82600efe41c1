"""The versions that a note with markers was made of, and what comes of merging them anew."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.test_merge_notes import RULES, three, whole
from vaultnet.merge_clashes import ALL, Sides, Unpaired, sides
from vaultnet.merge_notes import Merged, merge
from vaultnet.merge_sides import Versions, versions

GITS = "---\n<<<<<<< HEAD\nrole: CEO\n=======\nrole: CFO\n>>>>>>> topic\n---\nText.\n"
BLOCK = "<<<<<<< ours: role\nrole: CEO\n=======\nrole: CFO\n>>>>>>> theirs: role\n"

MARKED = [
    ("no markers", "x\n", None),
    ("a heading", "x\n=======\n>>>>>>> deeply quoted\n", None),
    ("two sides", "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\nd\n", (None, "a\nb\nd\n", "a\nc\nd\n", ("HEAD", "topic"))),
    ("no names", "<<<<<<<\nb\n=======\nc\n>>>>>>>\n", (None, "b\n", "c\n", ("", ""))),
    ("what was before", "<<<<<<< a\nb\n||||||| 123\nz\n=======\nc\n>>>>>>> t\n", ("z\n", "b\n", "c\n", ("a", "t"))),
    (
        "what was before, in one of two",
        "<<<<<<< a\nb\n||||||| 1\nz\n=======\nc\n>>>>>>> t\nx\n<<<<<<< a\nd\n=======\n>>>>>>> t\n",
        (None, "b\nx\nd\n", "c\nx\n", ("a", "t")),
    ),
    ("no end of the last line", "<<<<<<< a\nb\n=======\nc\n>>>>>>> t", (None, "b\n", "c\n", ("a", "t"))),
    ("line ends of Windows", "<<<<<<< a\r\nb\r\n=======\r\nc\r\n>>>>>>> t\r\n", (None, "b\r\n", "c\r\n", ("a", "t"))),
    ("markers that are longer", "<<<<<<<<< a\n", None),
    ("no end", "x\n<<<<<<< a\nb\n=======\nc\n", 2),
    ("no middle", "<<<<<<< a\nb\n>>>>>>> t\n", 3),
    ("one within the other", "<<<<<<< a\n<<<<<<< a\n=======\n>>>>>>> t\n", 2),
    ("two middles", "<<<<<<< a\n=======\n=======\n>>>>>>> t\n", 3),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "found"), MARKED, ids=[one[0] for one in MARKED])
def test_the_markers_of_git(
    title: str, text: str, found: tuple[str | None, str, str, tuple[str, str]] | int | None
) -> None:
    expected = Unpaired(found) if isinstance(found, int) else Sides(*found) if found else None
    assert sides(text) == expected


def note(role: str, text: str = "Text.\n") -> str:
    return f"---\n{role}---\n{text}"


KEPT = Versions(note("role: CTO\n"), note("role: CEO\n"), note("role: CFO\n"))

CEO = note("role: CEO\n", "")
THEY, WE = BLOCK.replace("role: CFO\n", ""), BLOCK.replace("role: CEO\n", "")
"""Where they took the role away, and where we did."""
WHOLE = BLOCK.replace(": role\n", f": {ALL}\n")

VERSIONS = [
    ("none", note("role: CEO\n"), None, None),
    ("git's markers among the properties", GITS, None, Versions(None, note("role: CEO\n"), note("role: CFO\n"), ("HEAD", "topic"))),
    ("with what git keeps of before", GITS, KEPT, Versions(KEPT.base, note("role: CEO\n"), note("role: CFO\n"), ("HEAD", "topic"))),
    (
        "what a person decided goes before what git keeps",
        GITS.replace("Text.", "Mine."),
        KEPT,
        Versions(KEPT.base, note("role: CEO\n", "Mine.\n"), note("role: CFO\n", "Mine.\n"), ("HEAD", "topic")),
    ),
    (
        "what git made can't be read",
        GITS.replace("---\nText", "role: CXO\n---\nText"),
        KEPT,
        KEPT._replace(names=("HEAD", "topic")),
    ),
    ("a block of ours", CEO + BLOCK + "Text.\n", None, Versions(BLOCK, note("role: CEO\n"), note("role: CFO\n"))),
    (
        "a block, and what was before",
        CEO + BLOCK + "Text.\n",
        KEPT,
        Versions(note("role: CTO\n", f"{BLOCK}Text.\n"), note("role: CEO\n"), note("role: CFO\n")),
    ),
    (
        "they took it away",
        note("role: CEO\na: 1\n", "") + THEY,
        None,
        Versions(THEY, note("role: CEO\na: 1\n", ""), note("a: 1\n", "")),
    ),
    (
        "we took it away",
        note("a: 1\n", "") + WE,
        None,
        Versions(WE, note("a: 1\n", ""), note("a: 1\nrole: CFO\n", "")),
    ),
    (
        "all properties",
        note("a: 1\n", "") + WHOLE,
        None,
        Versions(WHOLE, note("a: 1\n", ""), note("role: CFO\n", "")),
    ),
    (
        "a block and git's markers",
        CEO + BLOCK + "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n",
        None,
        Versions(BLOCK, note("role: CEO\n", "x\n"), note("role: CFO\n", "y\n"), ("a", "b")),
    ),
    (
        "line ends of Windows",
        (CEO + BLOCK + "Text.\n").replace("\n", "\r\n"),
        None,
        Versions(*(one.replace("\n", "\r\n") for one in (BLOCK, note("role: CEO\n"), note("role: CFO\n")))),
    ),
    (
        "bytes that are no UTF-8",
        "---\nrole: CEO\na: \udcff\n---\n" + BLOCK,
        Versions("\udcfe", "", ""),
        Versions(f"{BLOCK}\udcfe", "---\nrole: CEO\na: \udcff\n---\n", "---\nrole: CFO\na: \udcff\n---\n"),
    ),
    (
        "properties that can't be read",
        "---\nrole: [\n---\n" + BLOCK,
        None,
        Versions(None, "---\nrole: [\n---\nrole: CEO\n", "---\nrole: [\n---\nrole: CFO\n", ("ours: role", "theirs: role")),
    ),
    ("a marker without its half", CEO + BLOCK + "x\n<<<<<<< a\n", None, Unpaired(10)),
    ("one among the properties", note("<<<<<<< a\n", ""), None, Unpaired(2)),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "kept", "found"), VERSIONS, ids=[one[0] for one in VERSIONS])
def test_the_versions_of_a_note(
    title: str, text: str, kept: Versions | None, found: Versions | Unpaired | None
) -> None:
    assert versions(text, kept) == found


def again(text: str, kept: Versions | None = None) -> Merged:
    """What comes of merging a note with markers."""
    found = versions(text, kept)
    assert isinstance(found, Versions)
    return found.merged(whole, RULES)


def test_what_is_decided_by_a_rule_needs_no_person() -> None:
    marked = "---\n<<<<<<< HEAD\nsnooze: 2026-12-01\n=======\nsnooze: 2026-12-24\n>>>>>>> topic\n---\n"
    assert again(marked) == Merged("---\nsnooze: 2026-12-24\n---\n")


def test_a_decision_is_taken_in() -> None:
    decided = note("role: CFO\n", "") + BLOCK + "Text.\n"
    assert again(decided) == Merged(note("role: CFO\n"))


@given(three())
def test_merging_a_merged_note_anew_changes_nothing(three: tuple[str, str, str]) -> None:
    base, ours, theirs = three
    found = merge(base, ours, theirs, whole, RULES)
    if found.clashes:
        for kept in (None, Versions(*three)):
            # What was before is not known or not asked where the note itself holds the blocks.
            assert set(again(found.text, kept).clashes) >= {key for key in found.clashes if key}
            assert again(again(found.text, kept).text, kept) == again(found.text, kept)
    else:
        assert versions(found.text) is None
