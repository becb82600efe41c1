"""That the torture sees what is lost between a kill and the next run, and calls nothing lost that isn't."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from torture.meanwhile import LINE, Edit, Files, Meanwhile, bystanders
from torture.stage import Act, Stage

GRACE = b"---\ntype: contact\n---\n"
MERGE = Act("merge", (), heir="People/Grace.md")
BEFORE = {"People/Grace.md": GRACE, "People/G. M.md": b"Of the navy.\n", "Daily/1.md": b"With [[G. M]].\n"}
AFTER = {"People/Grace.md": GRACE + b"Of the navy.\n", "Daily/1.md": b"With [[Grace]].\n"}
RENAME = Act("rename", (), heir="People/Ada King.md")
ADA = {"People/Ada.md": b"Looms.\n", "Daily/1.md": b"With [[Ada]].\n"}
KING = {"People/Ada King.md": b"aliases: Ada\nLooms.\n", "Daily/1.md": b"With [[Ada King]].\n"}

EDIT = Edit("Daily/1.md", BEFORE["Daily/1.md"] + LINE)
STRAY = "People/.vaultnet-1f-0.tmp"

MERGED: list[tuple[str, Files, Edit, bool, str]] = [
    ("all", AFTER, Edit(), False, ""),
    ("nothing", BEFORE, Edit(), False, ""),
    ("in part", {**AFTER, "People/G. M.md": b"Of the navy.\n"}, Edit(), False, ""),
    ("edited", {**BEFORE, EDIT.path: EDIT.data}, EDIT, False, ""),
    ("the edit is gone", AFTER, EDIT, False, "what was typed into Daily/1.md is gone"),
    ("half a note", {**AFTER, "Daily/1.md": b"Wi"}, Edit(), False, "Daily/1.md holds neither"),
    ("another's text", {**BEFORE, "Daily/1.md": b"Of the navy.\n"}, Edit(), False, "Daily/1.md holds neither"),
    ("removed too early", {**AFTER, "People/Grace.md": GRACE}, Edit(), False, "“Of the navy.” is gone"),
    ("a note is gone", {**AFTER, "Daily/1.md": b"With [[Grace]].\n", "Daily/2.md": b""}, Edit(), False, "Daily/2.md"),
    ("a stray file", {**AFTER, STRAY: GRACE}, Edit(), False, f"{STRAY} is left"),
    ("that may be left", {**AFTER, STRAY: GRACE}, Edit(), True, ""),
    ("a dashboard", {**AFTER, "Network/Today.md": b"- [ ] Ada"}, Edit(), False, ""),
    ("an untouched note is gone", {"People/Grace.md": AFTER["People/Grace.md"]}, Edit(), False, "Daily/1.md is gone"),
]  # fmt: skip
RENAMED = [
    ("all", KING, ""),
    ("nothing", ADA, ""),
    ("the new text before the move", {**ADA, "People/Ada.md": KING["People/Ada King.md"]}, ""),
    (
        "the old text after the move",
        {"People/Ada King.md": b"Looms.\n", "Daily/1.md": b"With [[Ada]].\n"},
        "",
    ),
    ("nowhere", {"Daily/1.md": b"With [[Ada]].\n"}, "“Looms.” is gone"),
]


def meanwhile(tmp_path: Path, act: Act, before: Files, after: Files) -> Meanwhile:
    return Meanwhile(Stage(str(tmp_path)), act, before, after, random.Random(1))


@pytest.mark.parametrize(
    ("title", "found", "edit", "strays", "expected"), MERGED, ids=[case[0] for case in MERGED]
)
def test_what_a_merge_loses_is_seen(
    tmp_path: Path, title: str, found: Files, edit: Edit, strays: bool, expected: str
) -> None:
    said = meanwhile(tmp_path, MERGE, BEFORE, AFTER).lost(found, edit, strays=strays)
    assert said.startswith(expected) if expected else not said


def test_what_comes_out_of_a_note_is_seen_if_it_goes_nowhere(tmp_path: Path) -> None:
    folded = {"People/Ada.md": b"- 2025-04-02 call\n"}
    unfolded = {"People/Ada.md": b"", "Log/1.md": b"date: 2025-04-02\nkind: call\n"}
    undo = meanwhile(tmp_path, Act("undo of a tidy", (), heir="People/Ada.md"), folded, unfolded)
    assert undo.lost(folded, Edit(), strays=False) == ""
    assert undo.lost(unfolded, Edit(), strays=False) == ""
    assert undo.lost({"People/Ada.md": b""}, Edit(), strays=False).startswith("Log/1.md did not come")
    tidy = meanwhile(tmp_path, Act("tidy", (), heir="People/Ada.md"), unfolded, folded)
    assert tidy.lost({"People/Ada.md": b""}, Edit(), strays=False).startswith("Log/1.md is gone")


@pytest.mark.parametrize(("title", "found", "expected"), RENAMED, ids=[case[0] for case in RENAMED])
def test_a_note_that_moves_is_in_one_of_its_places(
    tmp_path: Path, title: str, found: Files, expected: str
) -> None:
    assert meanwhile(tmp_path, RENAME, ADA, KING).lost(found, Edit(), strays=False) == expected


def test_a_command_may_change_nothing_but_its_note() -> None:
    files = {"a.md": b"one\ntwo\n", "b.md": b"b", STRAY: b"x", "Network/Today.md": b""}
    assert bystanders(files, {**files, "a.md": b"one\nskipped\ntwo\n"}, "a.md", strays=True) == ""
    assert "changed b.md" in bystanders(files, {**files, "b.md": b"x"}, "a.md", strays=True)
    assert "took something out" in bystanders(files, {**files, "a.md": b"two\n"}, "a.md", strays=True)
    assert f"changed {STRAY}" in bystanders(files, {**files, STRAY: b"y"}, "a.md", strays=True)
    without = {path: data for path, data in files.items() if path != STRAY}
    assert bystanders(files, without, "a.md", strays=True) == ""
    assert STRAY in bystanders(files, without, "a.md", strays=False)
