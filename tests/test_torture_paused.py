"""Nothing is written while git is in the middle of something; in full: ``python -m torture paused``."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

from tests.tortures import figures
from torture import paused
from vaultnet.commands import COMMANDS
from vaultnet.commands.subcommands import Subcommands

LET_IN = {"watch", "sync", "git merge-note"}
"""What has cases of its own: a watch waits, and the others are for what git left."""


def test_what_writes_refuses_and_what_reads_answers() -> None:
    assert figures("paused", 3)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """A vault, and the place where its copies may be made."""
    with paused.workshop(tmp_path_factory.mktemp("paused").resolve()) as place:
        yield paused.begin(place), place


@pytest.mark.parametrize("way", paused.WAYS)
def test_git_stops_in_each_of_its_ways(way: str, begun: tuple[Path, Path]) -> None:
    where = paused.PLACES[list(paused.WAYS).index(way) % len(paused.PLACES)]
    with paused.paused(*begun, way, where, Random(way)) as vault:
        before = paused.everything(vault)
        for name in ("skip", "build", "undo"):
            code, said = paused.command(name, vault)
            assert code == 1
            assert "git is in the middle of" in said
        assert paused.everything(vault) == before


def test_every_command_is_known_to_write_or_to_read() -> None:
    known = {*paused.WRITING, *paused.READING, *LET_IN}
    parts = [
        f"{name} {part}"
        for name, _ in COMMANDS
        if isinstance(
            command := import_module(f"vaultnet.commands.{name.replace('-', '_')}").command, Subcommands
        )
        for part, _ in command.TABLE
    ]
    groups = {part.partition(" ")[0] for part in parts} | {"git"}
    assert [
        name for name in (*(name for name, _ in COMMANDS if name not in groups), *parts) if name not in known
    ] == []
