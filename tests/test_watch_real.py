"""The watch on a real machine, told by real files; and that there is one at a time."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests import vaults
from tests.vaults import ADA, SMALL, TODAY, outputs, put, tree
from vaultnet import listening, record, watch
from vaultnet.listening import Deaf
from vaultnet.live import Live
from vaultnet.seen import Report
from vaultnet.watch import Ask, Computer, Running, Watch

LONG = 60.0
"""Seconds that something real may take on a machine with much to do."""


# --- one at a time ---------------------------------------------------------------------------------------


def test_a_second_watch_is_told_of_the_first(vault: Path) -> None:
    with watch.alone(str(vault)):
        with pytest.raises(Running) as raised, watch.alone(str(vault)):
            pass
        assert raised.value.pid == str(os.getpid())
        (Path(record.state_folder(str(vault))) / "watch.pid").unlink()
        with pytest.raises(Running) as raised, watch.alone(str(vault)):
            pass
        assert raised.value.pid == ""
    with watch.alone(str(vault)):
        pass


def test_the_place_is_free_when_its_holder_is_killed(vault: Path) -> None:
    code = (
        "import sys, time\nfrom vaultnet import watch\n"
        "with watch.alone(sys.argv[1]):\n    print('here', flush=True)\n    sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(vault)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"here\n"
        with pytest.raises(Running, match=str(holder.pid)), watch.alone(str(vault)):
            pass
        holder.send_signal(signal.SIGKILL)
    with watch.alone(str(vault)):
        pass


# --- a real machine --------------------------------------------------------------------------------------


class Heralds:
    """Lets another thread wait for what is said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.gone = threading.Event()
        self.started_once = threading.Event()
        self.reports: queue.SimpleQueue[Report] = queue.SimpleQueue()

    def started(self, notes: int | None, poll: float | None) -> None:
        self.started_once.set()

    def built(self, report: Report) -> None:
        self.reports.put(report)

    def trouble(self, error: Exception) -> None:
        self.said.append(f"trouble {error}")

    def mended(self) -> None:
        self.said.append("mended")

    def paused(self, why: str) -> None:
        self.gone.set()

    def resumed(self) -> None:
        """It says so when it goes on; whoever tests waits for a build."""

    def polling(self, why: Deaf) -> None:
        self.said.append("polling")


@pytest.fixture(params=["listening", "polling"])
def watched(request: pytest.FixtureRequest, vault: Path) -> Iterator[tuple[Path, Heralds]]:
    """A small vault with a real watch of it, and what it says."""
    put(vault, SMALL)
    machine, voice = Computer(), Heralds()
    listen = (lambda: listening.listen(str(vault), machine.put)) if request.param == "listening" else None

    def run() -> None:
        live = Live(str(vault), TODAY)
        Watch(str(vault), live, voice, machine, listen, 0.05).run()
        live.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert voice.started_once.wait(LONG)
    yield vault, voice
    machine.put(Ask.STOP)
    thread.join(LONG)
    assert not thread.is_alive()


def clean(vault: Path, to: Path) -> dict[str, bytes]:
    """What a clean build of the same notes gives."""
    shutil.copytree(vault, to, ignore=shutil.ignore_patterns("Network"))
    vaults.build(to)
    found = outputs(to)
    shutil.rmtree(to)
    return found


def pages(vault: Path) -> dict[str, bytes]:
    """The dashboards as they are, while they may be written."""
    found = {}
    for path in sorted((vault / "Network").glob("[!.]*")):
        with suppress(FileNotFoundError):
            found[f"Network/{path.name}"] = path.read_bytes()
    return found


def in_place(vault: Path) -> None:
    (vault / "People/Ada Lovelace.md").write_text(ADA.replace("close", "inner"))


def renamed_over(vault: Path) -> None:
    (vault / "People/.Ada.tmp").write_text(ADA.replace("2026-09-02", "2026-11-02"))
    (vault / "People/.Ada.tmp").rename(vault / "People/Ada Lovelace.md")


def backup_and_rename(vault: Path) -> None:
    (vault / "People/Ada Lovelace.md").rename(vault / "People/Ada Lovelace.md~")
    (vault / "People/Ada Lovelace.md").write_text(ADA)
    (vault / "People/Ada Lovelace.md~").unlink()


def deleted_and_made_again(vault: Path) -> None:
    (vault / "Goals/Lead a team.md").unlink()
    (vault / "Goals/Lead a team.md").write_text(SMALL["Goals/Lead a team.md"].replace("Hire one", "Hire two"))


def another_case(vault: Path) -> None:
    (vault / "Goals/Lead a team.md").rename(vault / "Goals/lead a Team.md")


def a_folder_with_all_in_it(vault: Path) -> None:
    (vault.parent / "outside").mkdir()
    (vault.parent / "outside" / "Alan Turing.md").write_text("---\ntype: contact\ncadence: 1w\n---\n")
    (vault.parent / "outside").rename(vault / "People" / "More")


def a_folder_moved(vault: Path) -> None:
    (vault / "People" / "More").rename(vault / "More")


def a_folder_deleted(vault: Path) -> None:
    shutil.rmtree(vault / "More")


def settings(vault: Path) -> None:
    (vault / "vaultnet.toml").write_text("[dashboards]\nreach_out = 1\n")


WAYS = [
    in_place,
    renamed_over,
    backup_and_rename,
    deleted_and_made_again,
    another_case,
    a_folder_with_all_in_it,
    a_folder_moved,
    a_folder_deleted,
    settings,
]


def test_however_a_note_is_saved_the_dashboards_follow(watched: tuple[Path, Heralds], tmp_path: Path) -> None:
    vault, voice = watched
    for way in WAYS:
        way(vault)
        expected = clean(vault, tmp_path / "clean")
        while pages(vault) != expected:
            voice.reports.get(timeout=LONG)
    assert voice.said == []


def test_a_vault_that_is_deleted_stays_so(watched: tuple[Path, Heralds], tmp_path: Path) -> None:
    vault, voice = watched
    before, expected = tree(vault), pages(vault)
    while vault.exists():  # a build may write into it meanwhile; its owner deletes it once more
        shutil.rmtree(vault, ignore_errors=True)
    assert voice.gone.wait(LONG)
    assert not vault.exists()
    put(vault, {name: data for name, data in before.items() if not name.startswith("Network/")})
    while pages(vault) != expected:
        voice.reports.get(timeout=LONG)
