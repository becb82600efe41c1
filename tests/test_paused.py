"""While git is in the middle of something nothing is written into a vault, but for generated files by `sync`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import vaults
from vaultnet import git_state, journal
from vaultnet.cli import main
from vaultnet.journal_files import file_of
from vaultnet.operation import Change, Operation
from vaultnet.paused import Paused

PAGE = b"---\nvaultnet: Today\nfor: 2026-11-20\n---\nWords.\n"
OTHER = PAGE.replace(b"-20", b"-21")


@pytest.fixture
def paused(vault: Path) -> str:
    """A vault in the middle of a merge."""
    vaults.put(vault, {**vaults.SMALL, "Network/Network Today.md": PAGE, ".git/MERGE_HEAD": ""})
    return str(vault)


SAID = [
    ("MERGE_HEAD", "a merge", "Finish it first (`vaultnet sync` goes on with it, or `git merge --continue`), then"),
    ("rebase-merge/done", "a rebase", "(`vaultnet sync` goes on with it, or `git rebase --continue`)"),
    ("rebase-apply/applying", "applying patches", "Finish it first (`git am --continue`), then say this again."),
    ("CHERRY_PICK_HEAD", "a cherry-pick", "(`git cherry-pick --continue`)"),
    ("REVERT_HEAD", "a revert", "(`git revert --continue`)"),
    ("BISECT_START", "a bisect", "End it first (`git bisect reset`), then say this again."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "what", "hint"), SAID, ids=[case[1] for case in SAID])
def test_what_is_said(
    file: str, what: str, hint: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(vault, {**vaults.SMALL, f".git/{file}": ""})
    before = vaults.tree(vault)
    assert main(["--vault", str(vault), "skip", "Ada"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"Error: git is in the middle of {what}, so nothing was written.\n")
    assert hint in said
    assert vaults.tree(vault) == before


def test_who_is_let_in_writes_generated_files(paused: str) -> None:
    with journal.writing_alone(paused, while_paused=True) as finished:
        change = Change("Network/Network Today.md", PAGE, OTHER)
        journal.carry_out(paused, Operation("sync", "heal", (change,)), keep=False)
    assert finished == ()
    assert Path(paused, "Network/Network Today.md").read_bytes() == OTHER


OTHERS = [
    ("a note", Change("People/Ada Lovelace.md", vaults.ADA.encode(), b"")),
    ("a new note", Change("People/Mary.md", None, b"---\ntype: contact\n---\n")),
    ("a note of the owner's beside dashboards", Change("Network/Mine.md", b"Mine.\n", PAGE)),
    ("a dashboard that would become a note", Change("Network/Network Today.md", PAGE, b"Words.\n")),
    ("what looks like a dashboard, elsewhere", Change("People/Today.md", None, PAGE)),
    ("a dashboard that would be called otherwise", Change("Network/Network Today.md", PAGE, PAGE, "Network/x.md")),
]  # fmt: skip


@pytest.mark.parametrize(("title", "change"), OTHERS, ids=[case[0] for case in OTHERS])
def test_and_no_others(title: str, change: Change, paused: str) -> None:
    before = vaults.tree(Path(paused))
    with journal.writing_alone(paused, while_paused=True), pytest.raises(AssertionError):
        journal.carry_out(paused, Operation("sync", "heal", (change,)))
    assert vaults.tree(Path(paused)) == before


def test_who_is_let_in_writes_everything_when_it_is_over(paused: str) -> None:
    with journal.writing_alone(paused, while_paused=True):
        Path(paused, ".git/MERGE_HEAD").unlink()
        journal.carry_out(paused, Operation("log", "log", (Change("Log/x.md", None, b"x"),)))
    assert Path(paused, "Log/x.md").read_bytes() == b"x"


def test_nobody_else_is_let_in(paused: str) -> None:
    with pytest.raises(Paused, match="a merge"), journal.writing_alone(paused):
        pass
    with (
        journal.writing_alone(paused, finish=False),
        pytest.raises(Paused),
    ):  # who only looked, and then writes
        journal.carry_out(paused, Operation("log", "log", (Change("Log/x.md", None, b"x"),)))
    with journal.writing_alone(paused, while_paused=True):  # the lock was given back
        pass


def test_what_git_begins_meanwhile_counts(vault: Path) -> None:
    root = str(vault)
    vaults.put(vault, {**vaults.SMALL, ".git/config": ""})
    operation = Operation("log", "log", (Change("Log/x.md", None, b"x"),))
    with journal.writing_alone(root):
        journal.carry_out(root, operation)
    todo: list[Callable[[], object]] = [
        lambda: journal.carry_out(root, operation),
        lambda: journal.undo(root),
    ]
    for doing in todo:
        with journal.writing_alone(root):
            vaults.put(vault, {".git/MERGE_HEAD": ""})
            with pytest.raises(Paused):
                doing()
        (vault / ".git/MERGE_HEAD").unlink()
    with journal.writing_alone(root):
        journal.undo(root)
        vaults.put(vault, {".git/MERGE_HEAD": ""})
        with pytest.raises(Paused):
            journal.redo(root)
        with pytest.raises(Paused), journal.letting_others(root):
            pass
    assert not (vault / "Log").exists()


def test_nothing_is_finished_meanwhile(vault: Path) -> None:
    root = str(vault)
    with journal.writing_alone(root):
        done = journal.carry_out(root, Operation("log", "a note", (Change("a.md", None, b"a"),)))
    assert done
    plan = file_of(
        root, "pending", done.number, ".do"
    )  # as if the process had been killed before it was made
    os.replace(file_of(root, "done", done.number), plan)
    (vault / "a.md").unlink()
    vaults.put(vault, {".git/MERGE_HEAD": ""})
    with journal.writing_alone(root, while_paused=True) as finished:
        assert finished == ()
    with pytest.raises(Paused), journal.writing_alone(root):
        pass
    assert not (vault / "a.md").exists()
    (vault / ".git/MERGE_HEAD").unlink()
    with journal.writing_alone(root) as finished:
        assert [one.what for one in finished] == ["a note"]
    assert (vault / "a.md").read_bytes() == b"a"


def test_between_two_commits_that_are_picked_or_reverted(vault: Path) -> None:
    for word, what in (("pick", "a cherry-pick"), ("revert", "a revert")):
        vaults.put(vault, {".git/sequencer/todo": f"{word} 1234567 Words\n"})
        assert git_state.under_way(str(vault)) == what
