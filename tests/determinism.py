"""Law 7 as a command: the same vault gives the same bytes, whoever builds it, wherever.

``python -m tests.determinism --pythons .venv/bin/python …`` builds copies of the example vault under every given
interpreter (each has vaultnet installed), ten hash seeds, three time zones and two locales. It prints a digest of
the dashboards and of what `vaultnet due --json` says for each run, and ends with 1 if they are not all the same.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "vault"
TODAY = "2026-11-20"
SEEDS = range(10)
ZONES = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")
LOCALES = ("C", "C.UTF-8")

BOTH = """
import sys
from vaultnet.cli import main
where = sys.argv[1:]
sys.exit(main([*where, "build", "--quiet"]) or main([*where, "due", "--json"]))
"""


class Run(NamedTuple):
    """The circumstances of one build."""

    python: str
    seed: int
    zone: str
    locale: str


def every(pythons: Iterable[str]) -> Iterator[Run]:
    """All circumstances under some interpreters."""
    return (Run(*each) for each in product(pythons, SEEDS, ZONES, LOCALES))


def notes_of(vault: Path) -> dict[str, bytes]:
    """A vault's files, its dashboards aside."""
    found = (path for path in sorted(vault.rglob("*")) if path.is_file())
    return {
        name: path.read_bytes()
        for path in found
        if not (name := path.relative_to(vault).as_posix()).startswith("Network/")
    }


def digest(run: Run, notes: Mapping[str, bytes], today: str = TODAY) -> str:
    """Build a vault of these notes under some circumstances, and digest what comes of it. Raises RuntimeError."""
    scratch = Path(tempfile.mkdtemp(prefix="vaultnet-determinism-"))
    try:
        vault = scratch / "vault"
        order = sorted(notes)
        random.Random(run.seed).shuffle(order)  # some file systems list names in the order they were made
        for name in order:
            (vault / name).parent.mkdir(parents=True, exist_ok=True)
            (vault / name).write_bytes(notes[name])
        said = _build(run, vault, scratch / "cache", today)
        summed = blake2b(said.replace(os.fsencode(vault), b"VAULT"), digest_size=8)
        for path in sorted((vault / "Network").iterdir()):
            summed.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return summed.hexdigest()
    finally:
        shutil.rmtree(scratch)


def _build(run: Run, vault: Path, cache: Path, today: str) -> bytes:
    environment = {
        "HOME": str(cache),
        "LC_ALL": run.locale,
        "PATH": os.environ["PATH"],
        "PYTHONHASHSEED": str(run.seed),
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "TZ": run.zone,
        "VAULTNET_CACHE": str(cache),
    }
    command = [run.python, "-c", BOTH, "--vault", str(vault), "--today", today]
    done = subprocess.run(command, env=environment, capture_output=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"{run}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def compare(runs: Sequence[Run], notes: Mapping[str, bytes]) -> Iterator[tuple[Run, str]]:
    """The digest of every run, as many at once as there are cores."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(runs, pool.map(lambda run: digest(run, notes), runs), strict=True)


def say(line: str) -> None:
    """Print a line at once, so that a long run can be watched."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare all runs, print their digests, and give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.determinism", description=__doc__)
    parser.add_argument("--pythons", nargs="+", default=[sys.executable], help="interpreters with vaultnet")
    parser.add_argument("--vault", type=Path, default=EXAMPLE, help="the vault to build copies of")
    given = parser.parse_args(arguments)
    kinds: Counter[str] = Counter()
    for run, found in compare(list(every(given.pythons)), notes_of(given.vault)):
        kinds[found] += 1
        say(f"{found}  seed {run.seed}  {run.zone:<19}  {run.locale:<7}  {run.python}")
    say(f"{kinds.total()} builds, " + ("all alike" if len(kinds) == 1 else f"{len(kinds)} different ones"))
    return int(len(kinds) != 1)


if __name__ == "__main__":
    sys.exit(main())
