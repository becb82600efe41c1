"""Operations are whole, can be taken back, and are finished by the next run if their process was killed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.vaults import put, tree
from vaultnet import exchange, journal, lease, record, writing
from vaultnet.operation import Change, Operation

NOTES = {"Ada.md": "Ada", "Grace.md": "Grace", "People/Anna.md": "Anna", "Old.md": "old"}
EVERYTHING = (
    Change("Ada.md", b"Ada", b"Ada King", "People/Ada King.md"),
    Change("Grace.md", b"Grace", b"Grace Hopper"),
    Change("Log/2026-11/x.md", None, b"\xff not UTF-8"),
    Change("Old.md", b"old", None),
    Change("People/Anna.md", b"Anna", b"Anna", "Anna.md"),
)
"""A note that is edited and moves, one edited, one made, one removed, one that only moves."""


@pytest.fixture
def root(tmp_path: Path) -> str:
    """A vault that nobody else writes into."""
    vault = tmp_path / "vault"
    put(vault, NOTES)
    with journal.writing_alone(str(vault)) as finished:
        assert finished == ()
    return str(vault)


def done(*changes: Change) -> Operation:
    return Operation("log", "log something", changes)


def pending(root: str) -> list[str]:
    return sorted(os.listdir(os.path.join(record.state_folder(root), "pending")))


def folders(root: str) -> set[str]:
    return {path.name for path in Path(root).rglob("*") if path.is_dir()}


AFTER = {
    "Anna.md": b"Anna",
    "Grace.md": b"Grace Hopper",
    "Log/2026-11/x.md": b"\xff not UTF-8",
    "People/Ada King.md": b"Ada King",
}


def test_an_operation_is_done_taken_back_and_done_again(root: str) -> None:
    before = tree(Path(root))
    entry = journal.carry_out(root, done(*EVERYTHING))
    assert entry
    assert tree(Path(root)) == AFTER
    assert journal.undo(root).what == "log something"
    assert tree(Path(root)) == before
    assert folders(root) == {"People"}, "folders that were made for it are gone"
    assert journal.redo(root).what == "log something"
    assert tree(Path(root)) == AFTER
    (head,) = journal.history(root)
    assert (head.number, head.undone) == (1, False)
    assert [one.action for one in head.changes] == ["move", "edit", "create", "remove", "move"]
    entry = journal.whole(head)
    assert entry
    assert (entry.changes, entry.head.changes) == (EVERYTHING, head.changes)
    assert pending(root) == []


def test_a_list_of_what_was_done_reads_no_more_than_it_shows(
    root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 6):
        journal.carry_out(root, Operation("new", str(number), (Change(f"{number}.md", None, b"x"),)))
    journal.undo(root, 4)
    (Path(record.state_folder(root)) / "done" / "00000003.json").write_bytes(b"damaged")
    read: list[str] = []
    real = json.loads
    monkeypatch.setattr(json, "loads", lambda text, **how: read.append(text) or real(text, **how))  # type: ignore[func-returns-value]
    assert [(one.what, one.undone) for one in journal.history(root, 3)] == [
        ("5", False), ("4", True), ("2", False),
    ]  # fmt: skip
    assert len(read) == 4, "the damaged one, too"
    assert journal.remembered(root) == 5
    read.clear()
    assert journal.to_undo(root, 1).what == "1"
    assert len(read) == 2, "its head and its bytes"


def test_nothing_to_do_is_no_history(root: str) -> None:
    assert journal.carry_out(root, done()) is None
    assert journal.history(root) == ()


def test_the_latest_is_taken_back_first_or_the_one_that_is_named(root: str) -> None:
    for name in ("one", "two", "three"):
        journal.carry_out(root, Operation("new", name, (Change(f"{name}.md", None, b""),)))
    assert journal.undo(root, 2).what == "two"
    assert journal.undo(root).what == "three"
    assert journal.undo(root).what == "one"
    assert tree(Path(root)).keys() == NOTES.keys()
    assert [journal.redo(root).what for _ in range(3)] == ["one", "three", "two"]
    journal.undo(root, 3)
    with pytest.raises(journal.Declined, match=r"Number 7 is not in the history\."):
        journal.undo(root, 7)
    with pytest.raises(journal.Declined, match=r"Number 3 was taken back already\."):
        journal.undo(root, 3)
    journal.carry_out(root, Operation("new", "four", (Change("four.md", None, b""),)))
    with pytest.raises(journal.Declined, match="something else was done since"):
        journal.redo(root)


def test_what_was_taken_back_before_something_else_was_done_is_past(root: str) -> None:
    for name in ("one", "two"):
        journal.carry_out(root, Operation("new", name, (Change(f"{name}.md", None, b""),)))
        journal.undo(root)
    assert journal.redo(root).what == "two"
    with pytest.raises(journal.Declined):
        journal.redo(root)
    assert [(one.what, one.undone) for one in journal.history(root)] == [("two", False), ("one", True)]


SINCE: list[tuple[str, Callable[[Path], Any], str]] = [
    ("edited", lambda vault: (vault / "Grace.md").write_text("mine"), "Grace.md has changed since"),
    ("removed", lambda vault: (vault / "Grace.md").unlink(), "Grace.md is no longer there"),
    ("made again", lambda vault: (vault / "Old.md").write_text("mine"), "Old.md has changed since"),
    ("in the way", lambda vault: (vault / "Ada.md").write_text("mine"), "There is a Ada.md by now"),
]


@pytest.mark.parametrize(("title", "edit", "said"), SINCE, ids=[case[0] for case in SINCE])
def test_undo_declines_when_a_note_has_changed_since(
    title: str, edit: Callable[[Path], Any], said: str, root: str
) -> None:
    journal.carry_out(root, done(*EVERYTHING))
    edit(Path(root))
    before = tree(Path(root))
    with pytest.raises(journal.Declined, match=said):
        journal.undo(root)
    assert tree(Path(root)) == before
    assert [one.undone for one in journal.history(root)] == [False]


def test_undo_that_declines_names_the_latest_before_it_that_can_be_taken_back(root: str) -> None:
    vault = Path(root)
    for name, path in (("one", "one.md"), ("two", "two.md"), ("again", "three.md"), ("last", "four.md")):
        journal.carry_out(root, Operation("new", name, (Change(path, None, b""),)))
    (vault / "four.md").write_text("mine")
    (vault / "three.md").write_text("mine too")
    with pytest.raises(journal.Declined) as blocked:
        journal.undo(root)
    other = "What was done before it can be taken back by its number: vaultnet undo 2"
    assert blocked.value.hint == f"What was changed by it: vaultnet history --diff. {other}"
    with pytest.raises(journal.Declined) as named:
        journal.undo(root, 4)
    assert named.value.hint == "What was changed by it: vaultnet history --diff"
    (vault / "four.md").unlink()
    with pytest.raises(journal.Declined) as gone:
        journal.to_undo(root)
    assert gone.value.hint == other
    assert journal.undo(root, 2).what == "two"


FAILING = [
    ("a note was saved", Change("Grace.md", b"something else", b"x"), writing.Changed),
    ("a note is there", Change("New.md", None, b"x", ""), writing.Changed),
    ("a place is taken", Change("Old.md", b"old", b"old", "New.md"), FileExistsError),
    ("out of the vault", Change("../x.md", None, b"x"), writing.Outside),
]


@pytest.mark.parametrize(("title", "change", "error"), FAILING, ids=[case[0] for case in FAILING])
def test_what_fails_in_the_middle_is_taken_back(
    title: str, change: Change, error: type[Exception], root: str
) -> None:
    put(Path(root), {"New.md": "mine"})
    before = tree(Path(root))
    first = [one for one in EVERYTHING if one.path != change.path]
    with pytest.raises(error):
        journal.carry_out(root, done(*first, change))
    assert tree(Path(root)) == before
    assert folders(root) == {"People"}
    assert journal.history(root) == ()
    assert pending(root) == []


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours is run after it."""


def calls(root: str, run: Callable[[], Any], monkeypatch: pytest.MonkeyPatch, last: int) -> int:
    """Run something and end at its ``last``-th call that changes the vault or the journal; count them."""
    made = 0

    def counting(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            nonlocal made
            made += 1
            if made > last:
                raise Killed  # the cleaning up that follows is cut off as well
            return call(*given, **named)

        return counted

    with monkeypatch.context() as patch:
        for name in ("rename", "replace", "link", "unlink", "write", "rmdir", "makedirs"):
            patch.setattr(os, name, counting(getattr(os, name)))
        for name in ("swap", "move"):
            patch.setattr(exchange, name, counting(getattr(exchange, name)))
        with suppress(Killed):
            run()
    return made


WAYS: list[tuple[str, Callable[[str], Any]]] = [
    ("done", lambda root: journal.carry_out(root, done(*EVERYTHING))),
    ("taken back", lambda root: journal.undo(root)),
    ("done again", lambda root: journal.redo(root)),
]


@pytest.mark.parametrize("way", [0, 1, 2], ids=[case[0] for case in WAYS])
def test_what_was_cut_off_is_finished_by_the_next_run(
    way: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last, cut_off = 0, True
    while cut_off:
        root = str(tmp_path / f"vault {last}")
        put(Path(root), NOTES)
        before = tree(Path(root))
        with journal.writing_alone(root):
            for _, run in WAYS[:way]:
                run(root)
        with journal.writing_alone(root):
            cut_off = calls(root, lambda root=root: WAYS[way][1](root), monkeypatch, last) > last
        was_begun = bool([name for name in pending(root) if name.endswith(".json")])
        with journal.writing_alone(root) as told:
            assert bool(told) == was_begun
        assert tree(Path(root)) in (before, AFTER), f"after {last} calls"
        assert pending(root) == []
        entries = journal.history(root)
        assert [one.undone for one in entries] in ([], [tree(Path(root)) == before])
        last += 1
    assert last > 15


EDITED = [
    ("a note that was to be edited", "Grace.md"),
    ("one that was to go", "Old.md"),
    ("one that was to be made", "Log/2026-11/x.md"),
    ("one that was to move", "People/Anna.md"),
    ("one that was to be edited and to move", "Ada.md"),
    ("where one was to move", "People/Ada King.md"),
]


@pytest.mark.parametrize(("title", "path"), EDITED, ids=[case[0] for case in EDITED])
@pytest.mark.parametrize("way", [0, 1, 2], ids=[case[0] for case in WAYS])
def test_what_cannot_be_finished_any_more_is_taken_back(
    title: str, path: str, way: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saved one of its notes meanwhile: theirs stays, and of the rest all is as before, or all is done."""
    last, cut_off = 0, True
    while cut_off:
        root = str(tmp_path / f"vault {last}")
        put(Path(root), NOTES)
        with journal.writing_alone(root):
            for _, run in WAYS[:way]:
                run(root)
        before = tree(Path(root))
        with journal.writing_alone(root):
            cut_off = calls(root, lambda root=root: WAYS[way][1](root), monkeypatch, last) > last
        after = (AFTER, {name: text.encode() for name, text in NOTES.items()})[way == 1]
        put(Path(root), {path: "mine"})
        with journal.writing_alone(root):
            pass
        there = tree(Path(root))
        assert there[path] == b"mine", f"after {last} calls"
        theirs = next({one.path, one.now} for one in EVERYTHING if path in (one.path, one.now))
        found, *whole = ({n: d for n, d in one.items() if n not in theirs} for one in (there, before, after))
        assert found in whole, f"after {last} calls"
        assert pending(root) == []
        last += 1


MERGED = (
    Change("Ada.md", b"Ada.\n", b"Ada.\nOf the navy.\n"),
    Change("Grace.md", b"Of the navy.\n", None),
)
"""What one note said goes into the other, then that one goes."""


@pytest.mark.parametrize("way", ["done", "taken back"])
def test_what_is_in_one_of_two_notes_stays_in_one_of_them(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off anywhere, and the one note is saved meanwhile with one more line."""
    last, cut_off = 0, True
    while cut_off:
        root = str(tmp_path / f"vault {last}")
        put(Path(root), {"Ada.md": "Ada.\n", "Grace.md": "Of the navy.\n"})

        def run(root: str = root) -> object:
            return journal.carry_out(root, Operation("merge", "merge", MERGED))

        with journal.writing_alone(root):
            if way == "taken back":
                run()
        with journal.writing_alone(root):
            cutting = run if way == "done" else lambda root=root: journal.undo(root)
            cut_off = calls(root, cutting, monkeypatch, last) > last
        saved = Path(root, "Ada.md").read_bytes() + b"Typed.\n"
        Path(root, "Ada.md").write_bytes(saved)
        with journal.writing_alone(root):
            pass
        assert Path(root, "Ada.md").read_bytes() == saved, f"after {last} calls"
        assert b"Of the navy." in b"".join(tree(Path(root)).values()), f"after {last} calls"
        last += 1
    assert last > 5


def test_what_is_kept_for_want_of_a_lease_is_gone_after_the_next_run(
    root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "_lease", lambda *_: False)
    with Path(root, "Grace.md").open("r+b") as editor:
        journal.carry_out(root, done(Change("Grace.md", b"Grace", b"new"), Change("Ada.md", b"Ada", b"new")))
        assert pending(root) == ["00000001.kept.json"]
        editor.write(b"MY WORDS")
    with journal.writing_alone(root) as finished:
        assert finished == ()
    assert tree(Path(root)) == {
        "Grace.md": b"MY WORDS", "Ada.md": b"new", "Old.md": b"old", "People/Anna.md": b"Anna"
    }  # fmt: skip
    assert pending(root) == []


def test_dashboards_are_no_history(root: str) -> None:
    change = Change("Network/Network Today.md", None, b"page")
    assert journal.carry_out(root, done(change), keep=False)
    assert journal.history(root) == ()
    assert pending(root) == []


@pytest.mark.parametrize("junk", [b"", b"{", b'{"version": 99}', b"\x00\xff"])
def test_a_plan_that_cannot_be_read_is_put_aside(junk: bytes, root: str) -> None:
    place = Path(record.state_folder(root))
    (place / "pending" / "00000001.do.json").write_bytes(junk)
    (place / "pending" / "00000002.do.json.new").write_bytes(junk)
    with journal.writing_alone(root) as finished:
        assert finished == ()
    assert pending(root) == []
    assert (place / "00000001.do.json.unreadable").read_bytes() == junk
    assert not record.unfinished(root)


@pytest.mark.parametrize("keep", [True, False])
def test_a_disk_that_will_not_remove_leaves_nothing_behind(
    root: str, monkeypatch: pytest.MonkeyPatch, keep: bool
) -> None:
    """Once: what lies beside for a moment is cleared away all the same, for no later run would know of it."""
    before, unlink, refused = tree(Path(root)), os.unlink, []

    def once(path: str) -> None:
        if not refused:
            refused.append(path)
            raise OSError(28, "No space left on device")
        unlink(path)

    monkeypatch.setattr(os, "unlink", once)
    change = Change("Grace.md", b"Grace", b"new")
    with pytest.raises(OSError, match="No space"):
        journal.carry_out(root, done(change), keep=keep)
    assert len(refused) == 1
    assert tree(Path(root)) == (before if keep else before | {"Grace.md": b"new"})


def test_only_so_many_are_kept(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "KEPT", 3)
    for number in range(5):
        journal.carry_out(root, Operation("new", f"{number}", (Change(f"{number}.md", None, b""),)))
    assert [entry.what for entry in journal.history(root)] == ["4", "3", "2"]


def test_one_process_writes_at_a_time(root: str) -> None:
    """The lock belongs to the process that holds it; another one waits, and gives up in the end."""
    with journal.writing_alone(root), pytest.raises(journal.Waiting), journal.writing_alone(root, patience=0):
        pass


def test_a_symbolic_link_in_a_vault_is_followed_there_and_back(root: str) -> None:
    os.symlink("Grace.md", Path(root, "Me.md"))
    journal.carry_out(root, done(Change("Me.md", b"Grace", b"new")))
    assert Path(root, "Grace.md").read_bytes() == b"new"
    journal.undo(root)
    assert Path(root, "Grace.md").read_bytes() == b"Grace"
    assert Path(root, "Me.md").is_symlink()


def test_a_folder_that_is_left_empty_goes_unless_it_lies_at_the_top(root: str) -> None:
    put(Path(root), {"Log/2025-06/a.md": "a", "Log/2025-07/b.md": "b", "Log/2025-07/c.md": "c"})
    before = tree(Path(root))
    removed = [Change(path, data, None) for path, data in before.items() if path.endswith(("a.md", "b.md"))]
    journal.carry_out(root, done(*removed, Change("People/Anna.md", b"Anna", None)))
    assert folders(root) == {"People", "Log", "2025-07"}
    journal.undo(root)
    assert tree(Path(root)) == before


def test_what_lies_beside_for_a_moment_is_never_taken_for_another_operations(root: str) -> None:
    """As after a plan that was torn, a lost state folder, or on another device that syncs hidden files."""
    strays = {
        ".vaultnet-1-0.tmp": b"of another time",
        "People/.vaultnet-0123456789ab-0.tmp": b"of another note",
    }
    put(Path(root), strays)
    journal.carry_out(root, done(*EVERYTHING))
    journal.undo(root)
    with pytest.raises(writing.Changed):
        journal.carry_out(root, done(Change("Ada.md", b"Ada", b"x"), Change("Grace.md", b"other", b"x")))
    assert tree(Path(root)) == {name: text.encode() for name, text in NOTES.items()} | strays


def test_whoever_interrupts_means_the_whole_operation(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, replaced = tree(Path(root)), []
    replacing = writing.replace

    def interrupted(*given: Any, **named: Any) -> bool:
        replaced.append(given)
        if len(replaced) == 2:
            raise KeyboardInterrupt
        return replacing(*given, **named)

    monkeypatch.setattr(writing, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        journal.carry_out(root, done(*EVERYTHING))
    assert tree(Path(root)) == before
    assert (journal.history(root), pending(root)) == ((), [])


STUCK: list[tuple[str, Callable[[Path], Any]]] = [
    ("a folder in a note's place", lambda vault: (vault / "Log" / "2026-11" / "x.md").mkdir(parents=True)),
    ("a file in a folder's place", lambda vault: (vault / "Log").write_text("mine")),
    ("a folder that leads out of the vault", lambda vault: (vault / "Log").symlink_to(vault.parent)),
]


@pytest.mark.parametrize(("title", "edit"), STUCK, ids=[case[0] for case in STUCK])
def test_what_can_be_neither_finished_nor_taken_back_is_in_nobodys_way(
    title: str, edit: Callable[[Path], Any], root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(Path(root))
    calls(root, lambda: journal.carry_out(root, done(*EVERYTHING)), monkeypatch, 4)
    edit(Path(root))
    with journal.writing_alone(root) as told:
        assert [one.what for one in told] == ["log something"]
        assert told[0].said.startswith(("What was interrupted could not be finished", "Took back what was"))
    assert pending(root) == []
    assert {n: d for n, d in tree(Path(root)).items() if not n.startswith("Log")} == before


def test_what_is_not_told_is_finished_but_no_history(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    operation = done(Change("Inbox/x.md", None, b"typed"))
    journal.carry_out(root, operation, told=False)
    assert journal.history(root) == ()
    assert (Path(root) / "Inbox" / "x.md").read_bytes() == b"typed"
    other = done(Change("Inbox/y.md", None, b"typed"))
    calls(root, lambda: journal.carry_out(root, other, told=False), monkeypatch, 3)
    with journal.writing_alone(root):
        pass
    assert (Path(root) / "Inbox" / "y.md").exists()
    assert journal.history(root) == ()


def test_who_only_looks_finishes_nothing(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls(root, lambda: journal.carry_out(root, done(*EVERYTHING)), monkeypatch, 3)
    before = tree(Path(root))
    with journal.writing_alone(root, finish=False) as told:
        assert told == ()
    assert tree(Path(root)) == before
    assert pending(root)


def test_others_write_while_a_person_thinks(root: str) -> None:
    with journal.writing_alone(root):
        with journal.letting_others(root), journal.writing_alone(root, patience=0):
            journal.carry_out(root, done(Change("x.md", None, b"x")))
        with pytest.raises(journal.Waiting), journal.writing_alone(root, patience=0):
            pass


def test_what_was_displaced_by_taking_back_is_looked_at_again_too(
    root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "_lease", lambda *_: False)
    journal.carry_out(root, done(*EVERYTHING))
    with journal.writing_alone(root):
        pass
    with Path(root, "Grace.md").open("r+b") as editor, Path(root, "Log/2026-11/x.md").open("r+b") as other:
        journal.undo(root)
        editor.write(b"MY WORDS")
        other.write(b"MINE")
    with journal.writing_alone(root):
        pass
    there = tree(Path(root))
    assert there.pop("Grace.md") == b"MY WORDSpper"
    assert there.pop("Log/2026-11/x.md") == b"MINE UTF-8"[:4] + b"\xff not UTF-8"[4:]
    assert there == {"Ada.md": b"Ada", "Old.md": b"old", "People/Anna.md": b"Anna"}
