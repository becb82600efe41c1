"""How a writing command goes about it: alone, by a plan that is shown or done, and with a sentence for what fails."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.vaults import SMALL, TODAY, put, tree
from vaultnet import acting, files, journal, lease
from vaultnet.cli import main
from vaultnet.operation import Change, Operation, Refusal
from vaultnet.session import Failure, Session

GOAL = "Goals/Lead a team.md"


@pytest.fixture
def session(vault: Path) -> Session:
    put(vault, SMALL)
    return Session(vault, TODAY)


def planned(*changes: Change, refused: tuple[Refusal, ...] = ()) -> Operation:
    return Operation("log", "log something", changes, refused)


def perform(session: Session, operation: Operation, **how: Any) -> None:
    with acting.acting(session) as act:
        act.perform(operation, **how)


def test_what_was_planned_is_done_and_said(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    with acting.acting(session) as act:
        goal = act.find("Lead a", types=("goal",))
        assert goal.path == GOAL
        before = act.read(goal.path)
        act.perform(planned(Change(GOAL, before, b"new\n"), Change("New.md", None, b"n")), say="Done so.")
    assert capsys.readouterr().out == f"Done so.\nChanged {GOAL}\nWrote New.md\n"
    assert [entry.what for entry in journal.history(str(session.vault()))] == ["log something"]


def test_a_long_list_ends_with_a_count(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    perform(session, planned(*(Change(f"{number}.md", None, b"") for number in range(11))))
    said = capsys.readouterr().out.splitlines()
    assert said[-2:] == ["Wrote 7.md", "… and 3 more notes"]


def test_what_moved_is_named_first(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    goal = SMALL[GOAL].encode()
    made = (Change(f"{number}.md", None, b"") for number in range(8))
    perform(session, planned(*made, Change(GOAL, goal, goal, "Goals/Lead.md")))
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [f"Moved {GOAL} to Goals/Lead.md", "Wrote 0.md"]
    assert said[-1] == "… and 1 more note"


def test_why_there_is_nothing_to_do(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    for dry_run in (True, False):
        perform(session, planned(), why="It is so already.", dry_run=dry_run)
    assert capsys.readouterr().out == "It is so already.\n" * 2


def test_a_dry_run_shows_and_does_nothing(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(session.vault())
    perform(session, planned(Change("New.md", None, b"n\n")), dry_run=True)
    assert capsys.readouterr().out == "--- /dev/null\n+++ b/New.md\n@@ -0,0 +1 @@\n+n\n"
    perform(session, planned(), dry_run=True)
    perform(session, planned())
    assert capsys.readouterr().out == "Nothing would change.\nNothing to change.\n"
    assert tree(session.vault()) == before
    assert journal.history(str(session.vault())) == ()


@pytest.mark.parametrize("dry_run", [True, False])
def test_json_tells_what_becomes_of_each_note(
    session: Session, capsys: pytest.CaptureFixture[str], dry_run: bool
) -> None:
    goal = files.read(str(session.vault()), GOAL)
    changes = (
        Change("New.md", None, b"n"),
        Change(GOAL, goal, goal, "Goals/Lead.md"),
        Change("vaultnet.toml", b"", b"# mine\n"),
        Change("Daily/2026-11-01.md", SMALL["Daily/2026-11-01.md"].encode(), None),
    )
    perform(session, planned(*changes), dry_run=dry_run, as_json=True, data={"more": 1})
    found = json.loads(capsys.readouterr().out)["data"]
    assert [one["action"] for one in found["changes"]] == ["create", "move", "edit", "remove"]
    assert (found["number"], found["dry_run"], found["more"]) == (None if dry_run else 1, dry_run, 1)
    assert bool(found["diff"]) == dry_run


def test_what_is_refused_is_said_with_its_line_and_nothing_is_done(session: Session) -> None:
    refused = (Refusal(GOAL, 3, "This can't be read.", "Mend it."), Refusal("A.md", 1, "Nor this."))
    with pytest.raises(Failure) as failure:
        perform(session, planned(Change("New.md", None, b""), refused=refused))
    assert failure.value.message == f"{GOAL}:3: This can't be read."
    assert failure.value.hint == "Mend it.\nA.md:1: Nor this."
    assert not (session.vault() / "New.md").exists()


def open_for_writing(vault: Path) -> Any:
    return (vault / GOAL).open("r+b")


def saved(vault: Path) -> None:
    (vault / GOAL).write_text("mine")


def in_the_way(vault: Path) -> None:
    (vault / "New.md").write_text("mine")


def protected(vault: Path) -> None:
    (vault / GOAL).chmod(0o444)


def linked_away(vault: Path) -> None:
    (vault / "Out").symlink_to(vault.parent, target_is_directory=True)


FAILING: list[tuple[Callable[[Path], Any], str, str]] = [
    (open_for_writing, GOAL, f"{GOAL} is held open for writing by another program, so nothing was done."),
    (saved, GOAL, f"{GOAL} was saved meanwhile, so nothing was done."),
    (protected, GOAL, f"{GOAL} is write-protected, so nothing was done."),
    (in_the_way, "New.md", "New.md was saved meanwhile, so nothing was done."),
    (linked_away, "Out/x.md", "Out/x.md leads out of the vault, so nothing was written there."),
]


@pytest.mark.parametrize(("meanwhile", "path", "said"), FAILING)
def test_who_was_quicker_is_told(
    meanwhile: Callable[[Path], Any], path: str, said: str, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "PATIENCE", 0.0)
    before = SMALL[GOAL].encode() if path == GOAL else None
    with acting.acting(session) as act:
        editor = meanwhile(session.vault())
        with pytest.raises(Failure) as failure:
            act.perform(planned(Change("Other.md", None, b"x"), Change(path, before, b"new")))
    if editor:
        editor.close()
    assert failure.value.message == said
    assert not (session.vault() / "Other.md").exists(), "all of it, or nothing"


def test_a_note_that_may_not_be_read_is_named(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(root: str, path: str) -> bytes:
        raise PermissionError(13, "Permission denied", f"{root}/{path}")

    with acting.acting(session) as act:
        monkeypatch.setattr(files, "read", refuse)
        with pytest.raises(Failure) as failure:
            act.read(GOAL)
    assert failure.value.message == f"{GOAL} can't be read: Permission denied."


def test_somebody_else_is_at_work(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(journal.writing_alone.__wrapped__, "__defaults__", (0.0,))  # type: ignore[attr-defined]
    vault = str(session.vault())
    with journal.writing_alone(vault):
        for command in (["skip", "Grace"], ["build"], ["undo"]):
            assert main(["--vault", vault, *command]) == 1
            assert capsys.readouterr().err.startswith(
                "Error: Another vaultnet has been writing into this vault"
            )


def interrupted(session: Session, monkeypatch: pytest.MonkeyPatch) -> str:
    """A vault in which an operation was planned, and its process killed."""
    vault = str(session.vault())

    class Killed(BaseException):
        pass

    def end(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch, journal.writing_alone(vault):
        patch.setattr("vaultnet.journal._do_or_return", end)
        with pytest.raises(Killed):
            journal.carry_out(vault, planned(Change("New.md", None, b"n")))
    return vault


def test_what_was_interrupted_is_finished_first_and_said(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = interrupted(session, monkeypatch)
    assert main(["--vault", vault, "--today", "2026-11-20", "build"]) == 0
    assert "Finished what was interrupted: log something.\n" in capsys.readouterr().err
    assert (session.vault() / "New.md").read_bytes() == b"n"
    assert os.listdir(Path(vault, "Goals")) == ["Lead a team.md"]


def test_a_dry_run_finishes_nothing_and_says_so(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = interrupted(session, monkeypatch)
    before = tree(session.vault())
    for command in (["skip", "Grace Hopper", "--dry-run"], ["undo", "--dry-run"]):
        main(["--vault", vault, "--today", "2026-11-20", *command])
        assert "Something was interrupted before" in capsys.readouterr().err
    assert tree(session.vault()) == before


def test_others_write_while_a_question_is_asked(session: Session) -> None:
    with acting.acting(session) as act:
        goal = act.read(GOAL)

        def question() -> str:
            with journal.writing_alone(act.root, patience=0):
                journal.carry_out(act.root, planned(Change(GOAL, goal, b"theirs")))
            return "yes"

        assert act.ask(question) == "yes"
        with pytest.raises(Failure, match="was saved meanwhile"):
            act.perform(planned(Change(GOAL, goal, b"ours")))
    assert (session.vault() / GOAL).read_bytes() == b"theirs"


def test_nobody_is_asked_where_nobody_sits(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not acting.asks()
    for name in ("stdin", "stderr"):
        monkeypatch.setattr(f"sys.{name}.isatty", lambda: True)
    assert acting.asks()
