"""Torture vaultnet, and print what it lost: all of it, or the parts that are named.

``python -m torture`` runs everything at its full size and writes the figures to docs/reliability.md, and
``python -m torture kill faults --write`` those of two parts. ``python -m torture races kill --size 100 --seed 7``
only prints them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

from torture import report
from torture.figures import Figure, failed, table


def main() -> int:
    """Run what was asked for; the exit code says whether anything of vaultnet's went wrong."""
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(report.PARTS))
    parser.add_argument(
        "--size", type=int, help="rounds, cases or operations of each part, instead of its own"
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other cases (default: 1)")
    parser.add_argument(
        "--write", action="store_true", help="write the figures of named parts to docs/reliability.md, too"
    )
    parser.add_argument("--jobs", type=int, default=1, help="parts to run side by side (default: 1)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    if unknown := [part for part in options.parts if part not in report.PARTS]:
        parser.error(f"there is no part {unknown[0]}: {', '.join(report.PARTS)}")
    if options.write and options.size is not None:
        parser.error("what is written is of the full size: --write goes without --size")
    began = report.circumstances(options.seed)
    figures: dict[str, list[Figure]] = {}
    seconds: dict[str, float] = {}

    def run(name: str) -> None:
        part = report.PARTS[name]
        started = time.perf_counter()
        size = part.size if options.size is None else options.size
        figures[name] = (_beside if options.jobs > 1 else _here)(name, size, options.seed)
        seconds[name] = time.perf_counter() - started
        if not options.json:
            print(f"## {part.title} ({seconds[name]:.0f} s)\n\n{table(figures[name])}", flush=True)

    names = options.parts or list(report.PARTS)
    if options.jobs > 1:
        with ThreadPoolExecutor(options.jobs) as pool:
            list(pool.map(run, names))
    else:  # in the one thread there is: a process with several is better not forked
        for name in names:
            run(name)
    if options.json:
        print(json.dumps({name: [one._asdict() for one in found] for name, found in figures.items()}))
    if options.write or (not options.parts and options.size is None):
        report.write(figures, seconds, began)
    return 1 if any(failed(found) for found in figures.values()) else 0


def _here(name: str, size: int, seed: int) -> list[Figure]:
    found: list[Figure] = import_module(f"torture.{name}").run(size, seed)
    return found


def _beside(name: str, size: int, seed: int) -> list[Figure]:
    """Run a part in a process of its own."""
    command = [sys.executable, "-m", "torture", name, "--json", "--size", str(size), "--seed", str(seed)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if not ended.stdout:
        sys.exit(f"{name} came to no end: exit code {ended.returncode}")
    return [Figure(**one) for one in json.loads(ended.stdout)[name]]


if __name__ == "__main__":
    sys.exit(main())
