"""Everything that writes into a vault does so through one door; `tests.door` listens through the whole suite."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from tests import door, vaults
from vaultnet import journal, writing
from vaultnet.operation import Change, Operation


def as_ours(code: str, path: Path) -> None:
    """Run code as if it stood in a module of the package other than the door."""
    exec(
        compile(code, f"{door.PACKAGE}commands/careless.py", "exec"),
        {"path": path, "os": os, "shutil": shutil},
    )


BEHIND = [
    ("opening to write", "open(path, 'w').close()"),
    ("opening by number", "os.close(os.open(path, os.O_WRONLY))"),
    ("removing", "os.remove(path)"),
    ("renaming away", "os.rename(path, os.devnull + '-not')"),
    ("making a folder", "os.mkdir(str(path) + '-folder')"),
    ("a change of mode", "os.chmod(path, 0o600)"),
    ("through a library", "shutil.copyfile(os.devnull, path)"),
    ("through pathlib", "path.write_text('x')"),
]


@pytest.mark.parametrize(("title", "code"), BEHIND, ids=[case[0] for case in BEHIND])
def test_who_writes_past_the_door_is_caught(title: str, code: str, vault: Path) -> None:
    vaults.put(vault, {"Ada.md": "Ada"})
    before = len(door.caught)
    with suppress(OSError):
        as_ours(code, vault / "Ada.md")
    assert len(door.caught) > before
    assert "careless.py:1" in door.caught[-1]
    del door.caught[before:]


def test_who_reads_or_writes_elsewhere_is_not(vault: Path, tmp_path: Path) -> None:
    vaults.put(vault, {"Ada.md": "Ada"})
    as_ours("open(path).close()", vault / "Ada.md")
    as_ours("open(path, 'w').close()", tmp_path / "elsewhere.md")
    assert door.caught == []


def test_the_door_itself_is_open(vault: Path) -> None:
    vaults.put(vault, vaults.SMALL)
    vaults.build(vault)
    writing.create(str(vault), "New/x.md", b"x")
    with journal.writing_alone(str(vault)):
        journal.carry_out(str(vault), Operation("new", "new", (Change("New/x.md", b"x", b"y", "y.md"),)))
        journal.undo(str(vault))
    assert door.caught == []
