"""What a build costs, beside what nothing could beat: the interpreter, a walk of the vault, a bare loop."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench import vault as vaults

WALK = """
import os
def walk(folder):
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            walk(entry.path)
        elif entry.name.endswith('.md'):
            entry.stat(follow_symlinks=False)
walk({vault!r})
"""
LOOP = """
import frontmatter, glob
for path in glob.glob({vault!r} + '/**/*.md', recursive=True):
    frontmatter.load(path)
"""


@dataclass
class Contestant:
    """A command to time, what is done before each of its runs, and its figures."""

    name: str
    command: list[str]
    prepare: Callable[[], None] = lambda: None
    seconds: list[float] = field(default_factory=list)
    peak: int = 0
    """Bytes of the largest process, over all runs."""

    def run(self, environment: dict[str, str]) -> None:
        """Run once, and keep the figures."""
        self.prepare()
        started = time.perf_counter()
        process = subprocess.Popen(self.command, env=environment, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds.append(time.perf_counter() - started)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{self.name}: {' '.join(self.command)} ended with {process.returncode}")
        self.peak = max(self.peak, usage.ru_maxrss * 1024)

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)


def contestants(folder: str, cache: str) -> list[Contestant]:
    """Who takes part. The limits come first."""
    vault = os.path.join(folder, "vault")
    python = [sys.executable]
    build = [*python, "-m", "vaultnet", "--vault", vault, "--today", vaults.TODAY.isoformat(), "build", "-q"]
    meetings = os.path.join(vault, "Meetings", str(vaults.TODAY.year))
    edited = os.path.join(meetings, min(os.listdir(meetings)))
    days = iter(range(1, 10_000))

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    def edit() -> None:
        with open(edited, "a", encoding="utf-8") as handle:
            handle.write("One more line.\n")

    def same_day() -> None:
        subprocess.run(build, env=environment(cache), check=True, stdout=subprocess.DEVNULL)

    def tomorrow() -> list[str]:
        return [
            word if word != vaults.TODAY.isoformat() else f"2026-12-{next(days) % 28 + 1:02d}"
            for word in build
        ]

    new_day = Contestant("new day", build)
    new_day.prepare = lambda: setattr(new_day, "command", tomorrow())
    return [
        Contestant("interpreter", [*python, "-c", "pass"]),
        Contestant("interpreter + walk", [*python, "-c", WALK.format(vault=vault)]),
        Contestant("frontmatter.load loop", [*python, "-c", LOOP.format(vault=vault)]),
        Contestant("clean build", build, forget),
        Contestant("no-op build", build, same_day),
        Contestant("one edit", build, edit),
        new_day,
    ]


def environment(cache: str) -> dict[str, str]:
    """A user's environment: with compiled modules, which the warm-up writes."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**given, "VAULTNET_CACHE": cache, "PYTHONHASHSEED": "0"}


@contextmanager
def _field(notes: int) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "vault"))
        vaults.write(os.path.join(folder, "vault"), notes)
        yield folder, os.path.join(folder, "cache")


def measure(notes: int, rounds: int) -> str:
    """Run all contestants in turn, ``rounds`` times after one warm-up, and give the table."""
    with _field(notes) as (folder, cache):
        field_of = contestants(folder, cache)
        for round_number in range(rounds + 1):
            for contestant in field_of:
                contestant.run(environment(cache))
            if round_number == 0:
                for contestant in field_of:
                    contestant.seconds.clear()
        return _table(notes, rounds, field_of)


def _table(notes: int, rounds: int, field_of: list[Contestant]) -> str:
    by_name = {contestant.name: contestant for contestant in field_of}
    walk, loop = by_name["interpreter + walk"].median, by_name["frontmatter.load loop"].median
    lines = [
        f"### {notes:,} notes, median of {rounds} runs",
        "",
        "| | ms | × interpreter + walk | × frontmatter.load loop | peak MiB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for one in field_of:
        figures = (f"{one.median * 1000:,.0f}", f"{one.median / walk:.2f}", f"{one.median / loop:.2f}")
        lines.append(f"| {one.name} | {' | '.join(figures)} | {one.peak / 2**20:,.0f} |")
    return "\n".join(lines) + "\n"
