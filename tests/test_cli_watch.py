"""`vaultnet watch` as a process: what it prints, what ends it, and what it does when it is told."""

from __future__ import annotations

import json
import os
import queue
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.vaults import ADA, AS_AT_A_TERMINAL, SMALL, outputs, put
from vaultnet.cli import main
from vaultnet.live import Live
from vaultnet.watch import Ask, Watch, alone

ROOT = Path(__file__).parent.parent
LONG = 60.0
"""Seconds that a line may take on a machine with much to do."""


class Process:
    """A watch, and the lines that it has printed."""

    def __init__(self, vault: Path, *arguments: str) -> None:
        words = [sys.executable, "-m", "vaultnet", "watch", "--vault", str(vault), "--today", "2026-11-20"]
        self.process = subprocess.Popen(
            [*AS_AT_A_TERMINAL, *words, *arguments],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""},
        )
        self.lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, part: str) -> str:
        """The next line that holds ``part``."""
        seen = []
        while True:
            try:
                seen.append(self.lines.get(timeout=LONG))
            except queue.Empty:
                raise AssertionError(f"It said {seen}, not {part}.") from None
            if part in seen[-1]:
                return seen[-1]

    def end(self, number: signal.Signals) -> int:
        """Send a signal and give the exit code."""
        self.process.send_signal(number)
        return self.process.wait(LONG)


@contextmanager
def watching(vault: Path, *arguments: str) -> Iterator[Process]:
    one = Process(vault, *arguments)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.wait()
        one.reader.join(LONG)
        assert one.process.stdout is not None
        one.process.stdout.close()


@pytest.fixture
def small(vault: Path) -> Path:
    put(vault, SMALL)
    return vault


def test_from_its_beginning_to_its_end(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with watching(small, "--exec", "echo ran for $VAULTNET_WRITTEN") as one:
        assert one.until("Wrote ")[8:38] == "  Wrote Network Today.md and 5"
        assert one.until("Watching") == f"Watching {small} (5 notes). Ctrl-C ends it."
        put(small, {"People/Ada Lovelace.md": ADA.replace("2026-09-02", "2026-11-02")})
        one.until("Ada Lovelace changed: wrote ")
        one.until("ran for Network/")
        assert main(["watch", "--vault", str(small)]) == 1
        assert capsys.readouterr().err == (
            f"Error: A watch of this vault is running already (process {one.process.pid}).\n"
            f"To end it: kill {one.process.pid}\n"
        )
        before = outputs(small)
        assert main(["build", "--vault", str(small), "--today", "2026-11-20"]) == 0
        assert outputs(small) == before
        put(small, {"vaultnet.toml": "teirs = 1\n"})
        one.until("Error: The settings are wrong, so nothing was built.")
        put(small, {"vaultnet.toml": ""})
        assert one.end(signal.SIGTERM) == 0
        assert one.until("Stopped.")[8:] == "  Stopped."


def test_a_vault_that_has_just_gone_does_not_spoil_its_end(small: Path) -> None:
    with watching(small) as one:
        one.until("Watching")
        put(small, {"People/Grace Hopper.md": "---\ntype: contact\ncadence: 5w\n---\n"})
        one.until("Grace Hopper changed")
        small.rename(small.with_name("away"))
        one.until("is not there")
        assert one.end(signal.SIGTERM) == 0
    assert not small.exists()


FULL = sqlite3.OperationalError("database or disk is full")
FULL.sqlite_errorname = "SQLITE_FULL"


def test_when_the_program_was_replaced_it_begins_anew(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Replaced(Exception):
        """In place of a process that goes on as another program."""

    called: list[list[str]] = []

    def execute(program: str, arguments: list[str]) -> None:
        with alone(os.path.realpath(small)):  # the place of the old one is free
            called.append([program, *arguments])
        raise Replaced

    monkeypatch.setattr(Watch, "run", lambda watching: Ask.AGAIN)
    monkeypatch.setattr(os, "execv", execute)
    monkeypatch.setattr(sys, "orig_argv", ["python3", "-m", "vaultnet", "watch"])
    main(["watch", "--vault", str(small)])
    assert called == [[sys.executable, sys.executable, "-m", "vaultnet", "watch"]]
    assert "was updated: the watch starts again" in capsys.readouterr().err


@pytest.mark.parametrize("error", [FileNotFoundError(2, "No such file or directory"), FULL])
def test_what_can_not_be_put_down_at_its_end_is_no_error(
    error: Exception, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(builder: Live) -> None:
        raise error

    monkeypatch.setattr(Watch, "run", lambda watching: Ask.STOP)
    monkeypatch.setattr(Live, "close", fails)
    assert main(["watch", "--vault", str(small)]) == 0
    assert capsys.readouterr().err == ""


def test_a_template_with_a_mistake_is_shown_and_the_watch_goes_on(small: Path) -> None:
    template = "_vaultnet/templates/dashboards/Goals.md.jinja"
    with watching(small, "--poll", "0.1") as one:
        one.until("Watching")
        before = outputs(small)["Network/Network Goals.md"]
        put(small, {template: "One\n{{ 1 / 0 }}\n"})
        assert one.until(template) == (
            f"          {template}:2:1: template-failed Network Goals.md was not written: division by zero."
        )
        one.until("Mend the template")
        assert outputs(small)["Network/Network Goals.md"] == before
        put(small, {template: "Mine\n"})
        one.until(f"No error any more in {template}.")
        assert b"Mine" in outputs(small)["Network/Network Goals.md"]
        assert one.end(signal.SIGTERM) == 0


def test_programs_are_told_in_lines(small: Path) -> None:
    with watching(small, "--json", "--poll", "0.1") as one:
        assert json.loads(one.until('"written"'))["data"]["notes"] == 5
        one.until("looking every 0.1 seconds")
        (small / "People" / "Ada Lovelace.md").unlink()
        assert "Network/Network Today.md" in json.loads(one.until('"written"'))["data"]["written"]
        assert one.end(signal.SIGINT) == 130
        one.until("Stopped.")


def test_a_hangup_has_everything_read_anew(small: Path) -> None:
    with watching(small) as one:
        one.until("Watching")
        assert one.process.poll() is None
        one.process.send_signal(signal.SIGHUP)
        one.until("Reading settings, templates, plugins and all notes anew.")
        put(small, {"People/Grace Hopper.md": "---\ntype: contact\n---\n"})
        one.until("Grace Hopper changed")
        assert one.end(signal.SIGTERM) == 0


def test_a_watch_whose_terminal_is_closed_ends(small: Path) -> None:
    ours, theirs = os.openpty()
    on_terminal = 'exec <"$0" >"$0" 2>&1; exec "$@"'  # whoever leads a session and opens one has it
    words = ["sh", "-c", on_terminal, os.ttyname(theirs), sys.executable, "-m", "vaultnet", "watch"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*AS_AT_A_TERMINAL, *words, "--vault", str(small)], env=environment, start_new_session=True
    ) as process:
        said = b""
        while b"Ctrl-C" not in said:
            said += os.read(ours, 4096)
        os.close(theirs)
        os.close(ours)
        assert process.wait(LONG) == 0


@pytest.mark.parametrize("system", ["systemd", "launchd"])
def test_a_file_for_the_system(system: str, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "--vault", str(small), "--print-unit", system]) == 0
    out = capsys.readouterr().out
    assert str(small) in out
    assert ("[Service]" in out) is (system == "systemd")
    assert not (small / "Network").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--poll", "0"], "“0” is no number of seconds"),
        (["--poll", "soon"], "“soon” is no number of seconds"),
        (["--print-unit", "cron"], "cron"),
    ],
)
def test_wrong_usage(
    arguments: list[str], said: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", "--vault", str(small), *arguments]) == 2
    assert said in capsys.readouterr().err


def test_where_there_is_no_vault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "--vault", str(tmp_path / "gone")]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert not (tmp_path / "gone").exists()
