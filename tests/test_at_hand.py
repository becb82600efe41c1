"""Whether a vault is there: what becomes of its folder, step by step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultnet.at_hand import GRACE, Presence, State

Step = tuple[float, Callable[[Path], object], State]


def nothing(vault: Path) -> None:
    """Leave it as it is."""


def marked(vault: Path) -> None:
    (vault / "vaultnet.toml").write_text("")


def unmarked(vault: Path) -> None:
    (vault / "vaultnet.toml").unlink()


def deleted(vault: Path) -> None:
    shutil.rmtree(vault)


def taken_out(vault: Path) -> None:
    """Its drive is taken out: the empty folder stays, on which it lay."""
    vault.rename(vault.with_name("drive"))
    vault.mkdir()


def put_back(vault: Path) -> None:
    vault.rmdir()
    vault.with_name("drive").rename(vault)


def made_anew(vault: Path) -> None:
    vault.mkdir()
    marked(vault)


def a_file(vault: Path) -> None:
    vault.write_text("")


CASES: list[tuple[str, bool, list[Step]]] = [
    ("it stays", True, [(0, nothing, State.HERE), (9, nothing, State.HERE)]),
    ("it is deleted, and comes back", True,
     [(0, deleted, State.MISSING), (1, nothing, State.MISSING), (2, made_anew, State.NEW), (3, nothing, State.HERE)]),
    ("its drive is taken out and put back", True, [(0, taken_out, State.MISSING), (99, put_back, State.NEW), (100, nothing, State.HERE)]),
    ("something else takes its place", True, [(0, deleted, State.MISSING), (1, a_file, State.MISSING)]),
    ("its settings are saved by an editor that deletes them first", True,
     [(0, unmarked, State.UNSURE), (0.1, marked, State.HERE)]),
    ("its settings are deleted", True,
     [(0, unmarked, State.UNSURE), (GRACE - 1, nothing, State.UNSURE), (GRACE, nothing, State.HERE)]),
    ("they come back, and go again", True,
     [(0, unmarked, State.UNSURE), (1, marked, State.HERE), (GRACE + 1, unmarked, State.UNSURE)]),
    ("it never had settings", False, [(0, nothing, State.HERE), (1, taken_out, State.MISSING), (2, put_back, State.NEW)]),
    ("it gets settings", False, [(0, marked, State.HERE), (1, unmarked, State.UNSURE)]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "has_settings", "steps"), CASES, ids=[case[0] for case in CASES])
def test_step_by_step(title: str, has_settings: bool, steps: list[Step], tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "Ada.md").write_text("")
    if has_settings:
        marked(vault)
    presence = Presence(str(vault))
    for number, (now, step, expected) in enumerate(steps):
        step(vault)
        assert (number, presence.look(now)) == (number, expected)


def test_obsidians_settings_mark_a_vault_too(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    presence = Presence(str(tmp_path))
    (tmp_path / ".obsidian").rmdir()
    assert presence.look(0) is State.UNSURE


def test_one_that_goes_while_it_is_looked_at_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    presence = Presence(str(vault))
    taken_out(vault)
    lists = os.listdir

    def gone(path: str) -> list[str]:
        vault.rmdir()
        return lists(path)

    monkeypatch.setattr(os, "listdir", gone)
    assert presence.look(0) is State.MISSING
