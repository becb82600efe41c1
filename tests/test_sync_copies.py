"""The names that sync tools give to the other side of a conflict, and those that people give."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import ADA, TODAY, build, forget, outputs, put
from vaultnet import build as building
from vaultnet import sync_copies

# tool, the copy, the file of which it is one
CERTAIN = [
    ("Syncthing", "People/Ada.sync-conflict-20261120-101112-ABCDEFG.md", "People/Ada.md"),
    ("Syncthing without a device", "Ada.sync-conflict-20261120-101112.md", "Ada.md"),
    ("Dropbox", "People/Ada (Robin's conflicted copy 2026-11-20).md", "People/Ada.md"),
    ("Dropbox, another one", "Ada (Robin's conflicted copy 2026-11-20 1).md", "Ada.md"),
    ("Dropbox in German", "Ada (In Konflikt stehende Kopie von Robin 2026-11-20).md", "Ada.md"),
    ("Dropbox in French", "Ada (Copie en conflit de Robin 2026-11-20).md", "Ada.md"),
    ("Dropbox in Spanish", "Ada (Copia en conflicto de Robin 2026-11-20).md", "Ada.md"),
    ("Dropbox in Portuguese", "Ada (Co\u0301pia em conflito de Robin 2026-11-20).md", "Ada.md"),
    ("Dropbox, for case", "Ada (Case Conflict).md", "Ada.md"),
    ("Dropbox, for accents", "Ada (Unicode Encoding Conflict 1).md", "Ada.md"),
    ("Nextcloud", "Ada (conflicted copy 2026-11-20 101112).md", "Ada.md"),
    ("Nextcloud with a name", "Ada (conflicted copy robin 2026-11-20 101112).md", "Ada.md"),
    ("ownCloud", "Ada_conflict-20261120-101112.md", "Ada.md"),
    ("Obsidian Sync", "Ada (Conflicted copy Phone 202611270815).md", "Ada.md"),
    ("Tresorit", "Ada (Robin's conflicting copy 2026-11-20 10-11-12).md", "Ada.md"),
    ("Unison", "Ada (conflict on 2026-11-20).md", "Ada.md"),
    ("Seafile", "Ada (SFConflict robin@example.org 2026-11-20-10-11-12).md", "Ada.md"),
    ("Synology", "Ada_Robins-Laptop_Nov-20-101112-2026_Conflict.md", "Ada.md"),
    ("pCloud", "Ada [conflicted].md", "Ada.md"),
    ("a dashboard", "Network/Network Today (conflicted copy 2026-11-20 101112).md", "Network/Network Today.md"),
]  # fmt: skip
BESIDE = [
    ("OneDrive", "Ada-DESKTOP-AB12CD3.md"),
    ("OneDrive, a laptop", "Ada-LAPTOP-9F8E7D6C.md"),
    ("OneDrive, once more", "Ada-DESKTOP-AB12CD3-2.md"),
    ("OneDrive on a Mac", "Ada-Robins-MacBook-Pro.md"),
    ("OneDrive on a Mac, with spaces", "Ada-Robin’s MacBook Air.md"),
    ("Resilio", "Ada.Conflict.md"),
]
PEOPLES = [
    "On conflict.md", "Conflict (Lucia).md", "conflicts/Ada.md", "Conflicted.md", "Ada-Maria.md", "Ada 2.md",
    "Ada (1).md", "Conflict resolution (workshop).md", "A conflict in the team.md", "Ada-Desktop-work.md",
    "Why a conflict-free life.md",
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "original"), [case[1:] for case in CERTAIN], ids=[case[0] for case in CERTAIN]
)
def test_names_that_only_tools_give(path: str, original: str) -> None:
    assert sync_copies.is_certain(path)
    assert sync_copies.original(path) == original
    assert sync_copies.among([path.rpartition("/")[2]])


@pytest.mark.parametrize("name", [case[1] for case in BESIDE], ids=[case[0] for case in BESIDE])
def test_names_that_are_copies_beside_the_note_itself(name: str) -> None:
    assert not sync_copies.is_certain(name)
    assert sync_copies.original(name) == "Ada.md"
    assert sync_copies.among([name]) == frozenset()
    assert sync_copies.among([name, "Ada.md"]) == {name}


@pytest.mark.parametrize("path", PEOPLES)
def test_names_that_people_give(path: str) -> None:
    name = path.rpartition("/")[2]
    assert not sync_copies.is_certain(path)
    assert sync_copies.original(path) == path
    assert sync_copies.among([name, "Ada.md", "On.md"]) == frozenset()


@pytest.mark.parametrize(
    ("path", "expected"),
    [("P/Ada 2.md", "P/Ada.md"), ("Ada (1).md", "Ada.md"), ("Ada 12.md", ""), ("Ada.md", ""), ("2.md", "")],
)
def test_names_with_a_number(path: str, expected: str) -> None:
    assert sync_copies.counted(path) == expected


def test_a_copy_beside_the_note_is_left_out_and_a_note_alone_is_not(vault: Path) -> None:
    put(
        vault,
        {"People/Ada.md": ADA, "People/Ada-DESKTOP-AB12CD3.md": ADA, "People/Robin-DESKTOP-AB12CD3.md": ADA},
    )

    def seen() -> tuple[list[str], list[str]]:
        with building.facts(vault, today=TODAY) as facts:
            copies = [one.path for one in facts.problems if one.code == "conflict-copy"]
            return copies, [one.path for one in facts.snapshot.contacts]

    assert seen() == (
        ["People/Ada-DESKTOP-AB12CD3.md"],
        ["People/Ada.md", "People/Robin-DESKTOP-AB12CD3.md"],
    )
    build(vault)
    (vault / "People/Ada.md").unlink()
    build(vault)
    assert seen() == ([], ["People/Ada-DESKTOP-AB12CD3.md", "People/Robin-DESKTOP-AB12CD3.md"])
    once = outputs(vault)
    forget(vault)
    build(vault)
    assert outputs(vault) == once
