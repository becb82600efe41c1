"""Time vaultnet's builds beside the bare limits, in turn, and print medians, ratios and peak memory.

``python -m bench`` measures 10,000 notes; ``--notes 1000,10000,100000`` others. Every figure is of a whole
process. The contestants take turns, so that a machine whose speed drifts is unfair to none of them.
``python -m bench latency`` measures how long after a save a watch has the dashboards on disk (see `latency`),
``python -m bench coverage`` what the map of a goal's needs costs (see `coverage`), ``python -m bench paths`` how
long the best ways to somebody are looked for (see `paths`).
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Iterator

from bench import builds, coverage, latency, paths, report


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what", nargs="?", default="builds", choices=["builds", "latency", "coverage", "paths"]
    )
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
    default = paths.CONTACTS if options.what == "paths" else coverage.NOTES
    for notes in map(int, sizes.split(",") if sizes else [default]):
        if options.what == "latency":
            saves = options.saves or (100 if notes < 100_000 else 50)
            with tempfile.TemporaryDirectory() as folder:
                yield latency.table(latency.measure(notes, saves, options.idle, folder))
        elif options.what == "coverage":
            yield coverage.table(coverage.measure(options.rounds, notes))
        elif options.what == "paths":
            yield paths.table(paths.measure(options.rounds, notes))
        else:
            yield builds.measure(notes, options.rounds)


if __name__ == "__main__":
    main()
