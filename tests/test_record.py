"""The record of the last build: trusted only while everything it knows is as it was."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import platformdirs
import pytest

from vaultnet import files, record
from vaultnet.files import Odd
from vaultnet.record import Record, Summary

TODAY = "2026-11-20"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("VAULTNET_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("VAULTNET_TODAY", raising=False)
    root = tmp_path / "vault"
    (root / "Network").mkdir(parents=True)
    (root / "Ada.md").write_text("Ada\n")
    (root / "Network" / "Today.md").write_text("Today\n")
    (root / "settings").write_text("x = 1\n")
    os.makedirs(record.cache_folder(str(root)))
    return str(root)


def keep(vault: str, **changes: object) -> Record:
    """Save a record of the vault as it is, and give what is read back."""
    found = files.walk(vault)
    known = Record(
        today=TODAY,
        pinned="",
        folders=found.folders,
        odd=found.odd,
        watched={f"{vault}/settings": files.stamp_of(f"{vault}/settings"), f"{vault}/none": None},
        outputs={"Network/Today.md": files.stamp_of(f"{vault}/Network/Today.md")},
        doubtful={"Ada.md": record.digest(b"Ada\n")},
        summary=Summary(1, 1, 0, 2),
    )
    record.save(vault, known._replace(**changes))
    back = record.load(vault)
    assert back is not None
    return back


def test_a_record_is_read_back_as_it_was_kept(vault: str) -> None:
    os.symlink("nowhere", f"{vault}/dead.md")
    back = keep(vault)
    assert back.odd == (Odd("dead.md", "dead"),)
    assert back.summary == Summary(1, 1, 0, 2)
    assert record.unchanged(vault, TODAY) == back.summary


CHANGES = {
    "a new note": lambda root: (root / "Grace.md").write_text("x"),
    "an edit": lambda root: (root / "Ada.md").write_text("Ada!\n"),
    "a note gone": lambda root: (root / "Ada.md").unlink(),
    "a note renamed": lambda root: (root / "Ada.md").rename(root / "Adah.md"),
    "a setting": lambda root: (root / "settings").write_text("x = 2\n"),
    "a file that was not there": lambda root: (root / "none").write_text(""),
    "an output gone": lambda root: (root / "Network" / "Today.md").unlink(),
    "an output edited": lambda root: (root / "Network" / "Today.md").write_text("Tomorrow\n"),
    "a dead link": lambda root: os.symlink("nowhere", root / "dead.md"),
    "a vault gone": lambda root: root.rename(root.parent / "elsewhere"),
}


@pytest.mark.parametrize("title", CHANGES)
def test_any_change_is_seen(vault: str, title: str) -> None:
    keep(vault)
    CHANGES[title](Path(vault))
    assert record.unchanged(vault, TODAY) is None


def test_another_day_is_a_change(vault: str) -> None:
    keep(vault)
    assert record.unchanged(vault, "2026-11-21") is None


def test_a_young_note_with_the_same_stamp_is_compared_by_its_bytes(vault: str) -> None:
    keep(vault, doubtful={"Ada.md": record.digest(b"Ida\n")})
    assert record.unchanged(vault, TODAY) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"vaultnet record 0\n", None, "flip", "cut", "other"])
def test_a_damaged_record_is_none(vault: str, damage: bytes | str | None) -> None:
    keep(vault)
    path = Path(record.cache_folder(vault)) / "record"
    data = path.read_bytes()
    if damage is None:
        record.forget(vault)
        record.forget(vault)
    elif damage == "flip":
        path.write_bytes(data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
    elif damage == "cut":
        path.write_bytes(data[:-9])
    elif damage == "other":
        path.write_bytes(data.replace(b"record 1", b"record 7", 1))
    else:
        path.write_bytes(damage)  # type: ignore[arg-type]
    assert record.load(vault) is None
    assert record.unchanged(vault, TODAY) is None


def test_a_record_that_cannot_be_written_is_not_there(vault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(vault)
    monkeypatch.setenv("VAULTNET_CACHE", f"{vault}/Ada.md/no folder")
    with pytest.raises(AssertionError):
        keep(vault)


@pytest.mark.parametrize(
    ("title", "given", "environment", "pinned", "expected"),
    [
        ("as given", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-01"),
        ("then the environment's", None, "2026-01-02", "2026-01-03", "2026-01-02"),
        ("then the configuration's", None, "", "2026-01-03", "2026-01-03"),
        ("then the clock's", None, "", "", time.strftime("%Y-%m-%d")),
    ],
)
def test_the_day(
    title: str,
    given: str | None,
    environment: str,
    pinned: str,
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VAULTNET_TODAY", environment)
    assert record.day(given, pinned) == expected


def test_the_cache_is_where_the_platform_keeps_caches(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("VAULTNET_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    expected = platformdirs.user_cache_dir("vaultnet", appauthor=False)
    assert record.cache_root() == expected
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert record.cache_root() == platformdirs.user_cache_dir("vaultnet", appauthor=False)
    monkeypatch.setattr(sys, "platform", "another")
    assert record.cache_root() == platformdirs.user_cache_dir("vaultnet", appauthor=False)


def test_a_vault_is_known_by_its_real_path(vault: str, tmp_path: Path) -> None:
    os.symlink(vault, tmp_path / "link")
    assert record.cache_folder(str(tmp_path / "link")) == record.cache_folder(vault)
    assert record.cache_folder(str(tmp_path)) != record.cache_folder(vault)


def test_young_files_are_compared_unless_they_are_many() -> None:
    young, old = (1_000_000_001, 1_000_000_001, 1, 1), (1, 1, 1, 1)
    folders = {"": {"a": young, "b": old}, "x": {"c": young}}
    digests = {"a": b"1", "b": b"2", "x/c": b"3"}
    assert record.doubtful(folders, digests.get, 1_000_000_002, {}) == {"a": b"1", "x/c": b"3"}
    many = {"": {str(number): young for number in range(100)}}
    assert record.doubtful(many, dict.fromkeys(many[""], b"1").get, 1_000_000_002, {}) is None
    assert record.doubtful(many, lambda path: None, 1_000_000_002, {}) == {}, (
        "what is not read is not compared"
    )


def test_a_folder_in_which_all_is_old_is_not_looked_at_again() -> None:
    old = (1, 1, 1, 1)
    folders = {"": {"a": old}}
    settled: dict[str, Mapping[str, files.Stamp]] = {}
    assert record.doubtful(folders, {"a": b"1"}.get, 3_000_000_000, settled) == {}
    assert settled == folders
    young = {"": {"a": (3_000_000_000, 3_000_000_000, 1, 1)}}
    assert record.doubtful(young, {"a": b"1"}.get, 3_000_000_001, settled) == {"a": b"1"}


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (Summary(1, 1, 0, 0), "Up to date: 1 dashboard from 1 note."),
        (
            Summary(1234, 4, 0, 1),
            "Up to date: 4 dashboards from 1,234 notes. 1 problem: vaultnet check",
        ),
        (
            Summary(0, 2, 1, 3),
            "Up to date: 2 dashboards from 0 notes. 3 problems: vaultnet check",
        ),
    ],
)
def test_what_is_said(summary: Summary, expected: str) -> None:
    assert record.say(summary) == expected
