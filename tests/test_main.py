"""The entry point: where it answers by itself it says what the command line would have said."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

import vaultnet
from tests.vaults import SMALL, build, put
from vaultnet import __main__ as entry
from vaultnet import cli

SAID = "Up to date: 6 dashboards from 5 notes."


@pytest.fixture
def built(vault: Path, long_ago: None) -> Path:
    """A vault in which nothing has changed since its last build."""
    put(vault, SMALL)
    build(vault)
    build(vault)
    return vault


ANSWERED = [
    ("after it", ["build", "--vault", "V", "--today", "D"], SAID),
    ("before it", ["--vault", "V", "--today", "D", "build"], SAID),
    ("on both sides", ["--today", "D", "build", "--vault", "V"], SAID),
    ("with equals signs", ["--vault=V", "build", "--today=D"], SAID),
    ("quietly", ["--vault", "V", "--today", "D", "build", "--quiet"], ""),
    ("quietly and shortly", ["--vault", "V", "build", "-q", "--today", "D"], ""),
]
LEFT = [
    ("nothing", []),
    ("no command", ["--vault", "V", "--today", "D"]),
    ("another command", ["--vault", "V", "due"]),
    ("two", ["--vault", "V", "--today", "D", "build", "build"]),
    ("quiet too early", ["-q", "--vault", "V", "--today", "D", "build"]),
    ("a dry run", ["--vault", "V", "--today", "D", "build", "--dry-run"]),
    ("strictly", ["--vault", "V", "--today", "D", "build", "--strict"]),
    ("help", ["build", "--help"]),
    ("no value", ["--today", "D", "build", "--vault"]),
    ("an empty value", ["--vault=", "build"]),
    ("another day", ["--vault", "V", "--today", "2026-11-21", "build"]),
    ("no day", ["--vault", "V", "--today", "tomorrow", "build"]),
    ("another vault", ["--vault", "V/People", "--today", "D", "build"]),
    ("no vault", ["--vault", "nowhere", "--today", "D", "build"]),
]


def words(line: list[str], vault: Path) -> list[str]:
    given = {"V": str(vault), "V/People": f"{vault}/People", "D": "2026-11-20"}
    return [given.get(word) or word.replace("=V", f"={vault}").replace("=D", "=2026-11-20") for word in line]


@pytest.mark.parametrize(("title", "line", "said"), ANSWERED, ids=[case[0] for case in ANSWERED])
def test_a_plain_build_with_nothing_to_do_is_answered(
    title: str, line: list[str], said: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entry.nothing_to_do(words(line, built)) == said
    assert entry.main(words(line, built)) == 0
    assert capsys.readouterr() == (f"{said}\n" if said else "", "")


@pytest.mark.parametrize(("title", "line"), LEFT, ids=[case[0] for case in LEFT])
def test_everything_else_is_left_to_the_command_line(
    title: str, line: list[str], built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert entry.nothing_to_do(words(line, built)) is None
    asked: list[object] = []
    monkeypatch.setattr(cli, "main", lambda argv: asked.append(argv) or 7)
    assert entry.main(words(line, built)) == 7
    assert asked == [words(line, built)]


def test_it_never_says_what_the_command_line_would_not(
    built: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAULTNET_TODAY", "2026-11-20")
    monkeypatch.chdir(built)
    vocabulary = ["build", "-q", "--quiet", "--vault", f"--vault={built}", ".", "--today=2026-11-20", "-x"]
    lines = [list(line) for length in range(4) for line in product(vocabulary, repeat=length)]
    answered = {tuple(line): said for line in lines if (said := entry.nothing_to_do(line)) is not None}
    assert len(answered) > 30
    for line, said in answered.items():
        assert cli.main(line) == 0, line
        assert capsys.readouterr() == (f"{said}\n" if said else "", ""), line


def test_the_vault_is_found_from_inside_and_from_the_environment(
    built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VAULTNET_TODAY", "2026-11-20")
    monkeypatch.chdir(built / "People")
    assert entry.nothing_to_do(["build"]) == SAID
    monkeypatch.chdir(tmp_path)
    assert entry.nothing_to_do(["build"]) is None
    monkeypatch.setenv("VAULTNET_VAULT", str(built))
    assert entry.nothing_to_do(["build"]) == SAID
    assert entry.nothing_to_do(["build", "--vault", str(tmp_path)]) is None, "what is said comes first"
    monkeypatch.setenv("HOME", str(built.parent))
    assert entry.nothing_to_do(["build", "--vault", f"~/{built.name}"]) == SAID


@pytest.mark.parametrize(
    ("line", "closed"),
    [("init", "<&-"), ("due", ">&-"), ("build", ">&-"), ("due", "2>&-"), ("init", "<&- >&- 2>&-")],
)
def test_a_closed_standard_stream_is_nobodys_mistake(line: str, closed: str, built: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(vaultnet.__file__).parents[1])}
    given = [sys.executable, "-m", "vaultnet", "--vault", str(built), "--today", "2026-11-20", line]
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *given],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert bool(done.stdout) == (">&-" not in closed.replace("2>&-", ""))


def test_the_process_ends_with_what_main_says(built: Path) -> None:
    def run(*arguments: str, out: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(Path(vaultnet.__file__).parents[1])}
        command = [
            sys.executable,
            "-m",
            "vaultnet",
            "--vault",
            str(built),
            "--today",
            "2026-11-20",
            *arguments,
        ]
        return subprocess.run(command, env=environment, stdout=out, stderr=subprocess.PIPE, text=True)

    done = run("build")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Up to date: 6 dashboards from 5 notes.")
    done = run("nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    full = os.open("/dev/full", os.O_WRONLY)
    done = run("build", out=full)
    os.close(full)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
