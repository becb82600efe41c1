"""What git is in the middle of, wherever its folder lies."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from vaultnet import git_state

FILES = [
    ("nothing", [], ""),
    ("a merge", ["MERGE_HEAD"], "a merge"),
    ("a rebase", ["rebase-merge/done"], "a rebase"),
    ("a rebase by patches", ["rebase-apply/next"], "a rebase"),
    ("patches", ["rebase-apply/next", "rebase-apply/applying"], "applying patches"),
    ("a cherry-pick", ["CHERRY_PICK_HEAD"], "a cherry-pick"),
    ("a revert", ["REVERT_HEAD"], "a revert"),
    ("a bisect", ["BISECT_START", "BISECT_LOG"], "a bisect"),
    ("a rebase that merges", ["rebase-merge/done", "MERGE_HEAD"], "a rebase"),
    ("a lock on the index alone", ["index.lock"], ""),
    ("what stays after a merge", ["ORIG_HEAD", "MERGE_MSG"], ""),
]


def make(place: Path, names: list[str]) -> None:
    for name in names:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("")


@pytest.mark.parametrize(("title", "names", "expected"), FILES, ids=[case[0] for case in FILES])
def test_what_is_under_way(title: str, names: list[str], expected: str, tmp_path: Path) -> None:
    make(tmp_path / ".git", ["HEAD", *names])
    (tmp_path / "notes" / "mine").mkdir(parents=True)
    assert git_state.under_way(str(tmp_path)) == expected
    assert git_state.under_way(str(tmp_path / "notes" / "mine")) == expected


def test_outside_of_git_nothing_is(tmp_path: Path) -> None:
    assert git_state.folder(str(tmp_path)) is None
    assert git_state.under_way(str(tmp_path)) == ""
    assert not git_state.is_locked(str(tmp_path), 0.0)


POINTERS = [
    ("absolute", "gitdir: {place}\n", True),
    ("relative", "gitdir: ../real/worktrees/notes\n", True),
    ("to nothing", "gitdir: ../gone\n", False),
    ("no pointer", "something else\n", False),
    ("no text", "\xff\x00", False),
]


@pytest.mark.parametrize(("title", "said", "leads"), POINTERS, ids=[case[0] for case in POINTERS])
def test_a_worktree_or_a_submodule(title: str, said: str, leads: bool, tmp_path: Path) -> None:
    place = tmp_path / "real" / "worktrees" / "notes"
    make(place, ["MERGE_HEAD"])
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / ".git").write_text(said.format(place=place), "latin-1")
    assert git_state.under_way(str(tmp_path / "vault")) == ("a merge" if leads else "")


@pytest.mark.parametrize(
    ("age", "locked"), [(0, True), (git_state.STALE - 1, True), (git_state.STALE + 1, False)]
)
def test_a_lock_that_is_old_was_left_behind(age: float, locked: bool, tmp_path: Path) -> None:
    make(tmp_path / ".git", ["index.lock"])
    os.utime(tmp_path / ".git" / "index.lock", (1_000_000, 1_000_000))
    assert git_state.is_locked(str(tmp_path), 1_000_000 + age) is locked
    (tmp_path / ".git" / "index.lock").unlink()
    assert not git_state.is_locked(str(tmp_path), 1_000_000)


def test_real_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)

    def git(*words: str) -> int:
        who = ("-c", "user.name=Robin", "-c", "user.email=robin@example.org")
        return subprocess.run(
            ["git", *who, *words], cwd=tmp_path, capture_output=True, check=False
        ).returncode

    note = tmp_path / "Ada.md"
    assert git("init", "-b", "main") == 0
    for branch, text in (("main", "one"), ("other", "two"), ("main", "three")):
        git("checkout", "-b" if branch == "other" else "-q", branch)
        note.write_text(text)
        assert git("add", ".") == git("commit", "-m", text) == 0
    assert git_state.under_way(str(tmp_path)) == ""
    assert git("merge", "other") != 0
    assert git_state.under_way(str(tmp_path)) == "a merge"
    assert git("merge", "--abort") == 0
    assert git("rebase", "other") != 0
    assert git_state.under_way(str(tmp_path)) == "a rebase"
    assert git("rebase", "--abort") == 0
    assert git_state.under_way(str(tmp_path)) == ""
