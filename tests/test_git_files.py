"""The blocks of ``.gitignore`` and ``.gitattributes``: put in, brought up to date, taken out to the byte; and what git
makes of their lines."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet.git_files import ATTRIBUTES, IGNORE, LITTER, ignoring, removal, setup, uniting, with_block
from vaultnet.operation import Change, Operation, Refusal

PAGES = ("Network/Network Today.md", "Network/Network People.base", "Network/Network Calendar.svg")
BEGIN = "# >>> vaultnet: written by `vaultnet git setup`, taken out again by `vaultnet git remove`\n"


def block(*lines: str, ended: bool = True, end: str = "\n") -> str:
    """A block as it is written."""
    whole = with_block(IGNORE, None, lines)
    assert isinstance(whole, str)
    whole = whole.replace("\n", end)
    return whole if ended else whole.removesuffix(end)


def plan(texts: dict[str, str | None], *, share: bool) -> Operation:
    return setup(encoded(texts), share=share, pages=PAGES)


def encoded(texts: dict[str, str | None]) -> dict[str, bytes | None]:
    given = {IGNORE: None, ATTRIBUTES: None, **texts}
    return {
        name: None if text is None else text.encode(errors="surrogateescape") for name, text in given.items()
    }


# --- blocks ----------------------------------------------------------------------------------------

PUT = [
    ("no file", None, ["a", "b"], block("a", "b")),
    ("no file and no lines", None, [], None),
    ("an empty file", "", ["a"], block("a", ended=False)),
    ("lines of somebody's", "*.tmp\n", ["a"], "*.tmp\n" + block("a")),
    ("a last line without an end", "*.tmp", ["a"], "*.tmp\n" + block("a", ended=False)),
    ("lines of Windows", "*.tmp\r\n", ["a"], "*.tmp\r\n" + block("a", end="\r\n")),
    ("the same, not ended", "*.tmp\r\nx", ["a"], "*.tmp\r\nx\r\n" + block("a", end="\r\n", ended=False)),
    ("a line that is there already", "b\na  \n", ["a", "c"], "b\na  \n" + block("c")),
    ("all are there already", "b\na\n", ["a", "b"], "b\na\n"),
    ("nothing to write", "b\n", [], "b\n"),
    ("what is no UTF-8", "\udcff\n", ["a"], "\udcff\n" + block("a")),
    ("a form feed is no end of a line", "x\x0cy\x85z", ["a"], "x\x0cy\x85z\n" + block("a", ended=False)),
    ("a block of other lines", f"x\n{block('old')}y\n", ["a"], f"x\n{block('a')}y\n"),
    ("a block that is no longer wanted", f"x\n{block('old')}y\n", [], "x\ny\n"),
    ("a block of its own file", block("old"), [], None),
    ("a block of a file that was empty", block("old", ended=False), [], ""),
    ("a block at an end without an end", "x\n" + block("old", ended=False), [], "x"),
    ("two blocks, as after a union", f"{block('a')}x\n{block('b')}", ["c"], f"{block('c')}x\n"),
    ("three of them at an end", f"x\n{block('a')}{block('a')}{block('b', ended=False)}", [], "x"),
    (
        "lines that somebody wrote into a block stay, below it",
        "x\n" + block("old", "a").replace("old\n", "old\nmine\n"),
        ["a"],
        f"x\n{block('a')}old\nmine\n",
    ),
    (
        "what init wrote once",
        "x\n# vaultnet's dashboards: each device makes its own\n/N/Network *.md\n/N/Network *.base\n/mine/\n",
        ["a"],
        f"x\n{block('a')}/mine/\n",
    ),
    (
        "its heading alone is somebody's",
        "# vaultnet's dashboards: each device makes its own\n/mine/\n",
        ["a"],
        f"# vaultnet's dashboards: each device makes its own\n/mine/\n{block('a')}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "lines", "expected"), PUT, ids=[case[0] for case in PUT])
def test_a_block_is_put(title: str, text: str | None, lines: list[str], expected: str | None) -> None:
    assert with_block(IGNORE, text, lines) == expected


def test_what_somebody_wrote_into_a_block_is_told_from_lines_of_ours() -> None:
    edited = block("old", "a").replace("old\n", "old\nmine\n")
    assert with_block(IGNORE, edited, ["b"], ours=["old", "a"]) == f"{block('b')}mine\n"
    assert with_block(IGNORE, edited, [], ours=["old", "a"]) == "mine\n"


TORN = [
    ("no end", f"x\n{BEGIN}a\n", 2),
    ("no beginning", "x\na\n# <<< vaultnet 123456\n", 3),
    ("a second beginning", f"{BEGIN}a\n{block('a')}", 1),
    ("conflict markers", "x\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n", 2),
    ("within a block", block("a").replace("a\n", "a\n<<<<<<< ours\n", 1), 3),
]


@pytest.mark.parametrize(("title", "text", "line"), TORN, ids=[case[0] for case in TORN])
def test_where_ours_can_not_be_told_nothing_is_written(title: str, text: str, line: int) -> None:
    for lines in ([], ["a"]):
        found = with_block(IGNORE, text, lines)
        assert isinstance(found, Refusal)
        assert (found.path, found.line) == (IGNORE, line)


texts = st.none() | st.text("a# \r\n\ufeff\udcff\x0c", max_size=12)
some_lines = st.lists(st.sampled_from(["a", "a#", "/Network/b", "c d"]), unique=True, max_size=3)


@given(texts, some_lines, some_lines)
def test_what_is_taken_out_leaves_the_file_as_it_was(
    text: str | None, first: list[str], then: list[str]
) -> None:
    once = with_block(IGNORE, text, first)
    assert not isinstance(once, Refusal)
    again = with_block(IGNORE, once, then)
    assert not isinstance(again, Refusal)
    assert with_block(IGNORE, once, first) == once
    assert with_block(IGNORE, again, []) == text
    assert with_block(IGNORE, once, []) == text
    if first and then:
        assert again == with_block(IGNORE, text, then)


# --- both files ------------------------------------------------------------------------------------


def changed(planned: Operation) -> dict[str, str | None]:
    return {one.path: None if one.after is None else one.after.decode() for one in planned.changes}


def test_dashboards_are_left_out() -> None:
    assert changed(plan({}, share=False)) == {IGNORE: block(*LITTER, *ignoring(PAGES))}


def test_shared_dashboards_are_united() -> None:
    assert changed(plan({}, share=True)) == {
        IGNORE: block(*LITTER),
        ATTRIBUTES: block(*uniting(PAGES)),
    }
    assert uniting(PAGES)[-1] == '"/Network/Network Today.md" merge=union'


def test_sharing_them_later_and_not_any_more() -> None:
    left_out, shared = ({}, {})
    for change in plan({}, share=False).changes:
        left_out[change.path] = change.after
    for change in plan({}, share=True).changes:
        shared[change.path] = change.after
    there = {IGNORE: left_out[IGNORE], ATTRIBUTES: None}
    now = setup(there, share=True, pages=PAGES)
    assert {one.path: one.after for one in now.changes} == shared
    back = setup(shared, share=False, pages=PAGES)
    assert {one.path: one.after for one in back.changes} == {**left_out, ATTRIBUTES: None}
    assert {one.path: one.after for one in removal(shared, PAGES).changes} == {IGNORE: None, ATTRIBUTES: None}
    assert not removal(encoded({}), PAGES).changes


def test_a_file_that_is_torn_is_said_and_the_other_one_can_be_planned() -> None:
    planned = plan({IGNORE: BEGIN}, share=True)
    assert [one.path for one in planned.refused] == [IGNORE]
    assert [one.path for one in planned.changes] == [ATTRIBUTES]


def test_what_else_is_done_along_with_it_comes_first() -> None:
    more = Change("vaultnet.toml", b"", b"[dashboards]\nshare = true\n")
    assert setup(encoded({}), share=True, pages=PAGES, more=[more]).changes[0] == more


# --- what git makes of it --------------------------------------------------------------------------

FOLDERS = [
    "Network",
    "Über mich/Netz 網",
    "A [b] *c* ?d",
    "back\\slash",
    "tab\tand  spaces",
    'say "so"',
    "!no",
    "# heading",
    " leading/trailing ",
    "deep/er/down",
    "two\nlines",
]
BESIDE = [
    "Network Today.md",
    "Network People.base",
    "Network Calendar.svg",
    "Network.md",
    "My Network Today.md",
    "Network Today 2.md",
    "Network Today.md.bak",
    "Network engineers.md",
    "Network todays.md",
    "network today.md",
    "sub/Network Today.md",
]
"""In the dashboards' folder: three dashboards, and notes of the owner's."""


def git(place: Path, *words: str, given: str = "", code: int = 0) -> str:
    """Run git with nobody's settings."""
    nobody = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    ran = subprocess.run(
        ["git", "-C", place, *words], input=os.fsencode(given), capture_output=True, env=nobody
    )
    assert ran.returncode in (0, code), ran.stderr
    return os.fsdecode(ran.stdout)


def answers(place: Path, *words: str, paths: list[str]) -> list[str]:
    return git(place, *words, "-z", "--stdin", given="\0".join(paths), code=1).split("\0")[:-1]


@pytest.mark.parametrize("under", ["", "notes/my vault/"])
@pytest.mark.parametrize("share", [True, False])
def test_git_sees_the_dashboards_and_nothing_beside_them(under: str, share: bool, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    pages = [f"{folder}/{name}" for folder in FOLDERS for name in BESIDE[:3]]
    paths = [
        *(f"{folder}/{name}" for folder in FOLDERS for name in BESIDE),
        *BESIDE,
        *(f"x/{page}" for page in pages),
        "People/Ada Lovelace.md", "A b c d/Network Today.md", "two.lines/Network Today.md", ".obsidian/app.json",
        ".obsidian/workspaces.json", "vaultnet.toml", "trash/a.md",
    ]  # fmt: skip
    (tmp_path / under).mkdir(parents=True, exist_ok=True)
    for change in setup(encoded({}), share=share, pages=pages).changes:
        (tmp_path / under / change.path).write_bytes(change.after or b"")
    place = tmp_path / under
    left_out = answers(
        place, "check-ignore", "--no-index", paths=[*paths, ".obsidian/workspace.json", ".trash/a.md"]
    )
    found = answers(place, "check-attr", "merge", paths=paths)
    united = [path for path, value in zip(found[::3], found[2::3], strict=True) if value == "union"]
    told = sorted(
        [*pages, "two.lines/Network Today.md"]
    )  # no line can hold a line break: any sign stands for it
    assert sorted(left_out) == sorted([".obsidian/workspace.json", ".trash/a.md", *([] if share else told)])
    assert sorted(united) == (told if share else [])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_git_reads_lines_of_windows_as_well(end: str, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    old = {IGNORE: f"*.tmp{end}", ATTRIBUTES: f"*.png binary{end}"}
    for share in (False, True):
        for change in plan(dict(old), share=share).changes:
            (tmp_path / change.path).write_bytes(change.after or b"")
        assert answers(tmp_path, "check-ignore", paths=list(PAGES)) == ([] if share else list(PAGES))
    assert answers(tmp_path, "check-attr", "merge", paths=list(PAGES))[2::3] == ["union"] * 3
