"""Devices that share a vault through a bare repository, for tests: real git, no settings from the machine."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import pytest

from tests import vaults
from tests.test_transcripts import run

ADA = "---\ntype: contact\ntier: close\n---\nMet at the evening on looms.\n"
GRACE = "---\ntype: contact\ncadence: 6w\n---\n"
HIDDEN = "[dashboards]\nhide = [{}]\n"
NOTES: Mapping[str, str] = {
    "vaultnet.toml": "",
    ".gitignore": "/Network/\n",
    "People/Ada Lovelace.md": ADA,
    "People/Grace Hopper.md": GRACE,
}
SETTINGS = """[user]
name = Robin Ferrer
email = robin@example.org
[init]
defaultBranch = main
templateDir =
[gc]
auto = 0
[core]
fsync = none
"""


class Said(NamedTuple):
    """How a command ended."""

    code: int
    text: str


class Device:
    """A folder that is a clone, and the vault in it."""

    def __init__(self, place: Path, under: str = "") -> None:
        self.place, self.vault = place, place / under

    def git(self, *words: str, ok: bool = True) -> str:
        ran = subprocess.run(["git", *words], cwd=self.place, capture_output=True, text=True, check=False)
        assert ran.returncode == 0 or not ok, ran.stdout + ran.stderr
        return ran.stdout.strip()

    def put(self, files: Mapping[str, str | bytes]) -> None:
        vaults.put(self.vault, files)

    def read(self, path: str) -> str:
        return (self.vault / path).read_text("utf-8")

    def commit(self, files: Mapping[str, str | bytes], message: str = "by hand") -> None:
        """What the owner commits themselves."""
        self.put(files)
        self.git("add", "-A")
        self.git("commit", "-qm", message)

    def push(self, files: Mapping[str, str | bytes]) -> None:
        """What the owner commits and pushes themselves."""
        self.commit(files)
        self.git("push", "-q")

    def vaultnet(self, *words: str) -> Said:
        return Said(*run(["--vault", str(self.vault), "--today", vaults.TODAY.isoformat(), *words]))

    def sync(self, *words: str, code: int = 0) -> str:
        said = self.vaultnet("sync", *words)
        assert said.code == code, said.text
        return said.text.replace(str(self.place), "PLACE")

    def log(self) -> list[str]:
        """The commits, newest first."""
        return self.git("log", "--format=%s").splitlines()

    def status(self) -> str:
        return self.git("status", "--porcelain", "--untracked-files=all")


class World:
    """A bare repository, and devices that clone it."""

    def __init__(self, place: Path) -> None:
        self.place, self.hub = place, place / "hub.git"

    def begin(self, notes: Mapping[str, str | bytes] = NOTES) -> Device:
        """The first device, which has pushed its notes."""
        self.two(notes)
        shutil.rmtree(self.place / "two")
        return Device(self.place / "one")

    def clone(self, name: str, under: str = "") -> Device:
        Device(self.place).git("clone", "-q", "hub.git", name)
        Device(self.place / name).git("remote", "set-url", "origin", "../hub.git")
        return Device(self.place / name, under)

    def two(self, notes: Mapping[str, str | bytes] = NOTES) -> tuple[Device, Device]:
        """Two devices that hold the same. They are made once, and copied after that."""
        made = _MADE.get(tuple(notes.items()))
        if made is None:
            made = Path(mkdtemp(prefix="vaultnet-world-"))
            atexit.register(shutil.rmtree, made, ignore_errors=True)
            _MADE[tuple(notes.items())] = made
            world = World(made)
            Device(made).git("init", "-q", "--bare", "hub.git")
            first = world.clone("one")
            first.commit(notes, "the notes")
            first.git("push", "-q", "-u", "origin", "main")
            world.clone("two")
        for name in ("hub.git", "one", "two"):
            shutil.copytree(made / name, self.place / name, symlinks=True)
        return Device(self.place / "one"), Device(self.place / "two")


_MADE: dict[tuple[tuple[str, str | bytes], ...], Path] = {}
"""Worlds that were made in this process, by their notes."""


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    settings = tmp_path / "gitconfig"
    settings.write_text(SETTINGS)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    return World(tmp_path)


@pytest.fixture
def still(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world in which a sync builds nothing: most of what it does has nothing to do with that, and it takes time."""
    monkeypatch.setattr("vaultnet.commands.sync._Voice.build", lambda self: None)
    return world
