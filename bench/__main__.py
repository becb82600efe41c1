"""Time vaultnet's builds beside the bare limits, in turn, and print medians, ratios and peak memory.

``python -m bench`` measures 10,000 notes; ``--notes 1000,10000,100000`` others. Every figure is of a whole
process. The contestants take turns, so that a machine whose speed drifts is unfair to none of them.
``python -m bench latency`` measures how long after a save a watch has the dashboards on disk (see `latency`), and
``python -m bench coverage`` what the map of a goal's needs costs (see `coverage`).
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench import coverage, latency, report
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


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="?", default="builds", choices=["builds", "latency", "coverage"])
    parser.add_argument("--notes", help="sizes of the vault, with commas between them")
    parser.add_argument("--rounds", type=int, default=7, help="counted runs of each contestant")
    parser.add_argument(
        "--saves", type=int, help="latency: saves of each of four kinds; 100, in large vaults 50"
    )
    parser.add_argument("--idle", type=float, default=60, help="latency: seconds without a save after them")
    parser.add_argument("--write", action="store_true", help="write it to docs/performance.md, too")
    options = parser.parse_args()
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}"
    print(f"{machine}\n")
    tables = []
    for one in _tables(options):
        print(one, flush=True)
        tables.append(one)
    if options.write:
        part = "figures" if options.what == "builds" else options.what
        report.write(part, f"{machine}, {time.strftime('%Y-%m-%d', time.gmtime())}", tables)


def _tables(options: argparse.Namespace) -> Iterator[str]:
    """Measure what was asked for, size by size."""
    sizes = options.notes or {"latency": "1000,10000,100000", "builds": "10000"}.get(options.what, "")
    for notes in map(int, sizes.split(",") if sizes else [coverage.NOTES]):
        if options.what == "latency":
            saves = options.saves or (100 if notes < 100_000 else 50)
            with tempfile.TemporaryDirectory() as folder:
                yield latency.table(latency.measure(notes, saves, options.idle, folder))
        elif options.what == "coverage":
            yield coverage.table(coverage.measure(options.rounds, notes))
        else:
            yield measure(notes, options.rounds)


if __name__ == "__main__":
    main()
