"""What the parts of the torture are called, and docs/reliability.md, into which a run puts its figures."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import vaultnet
from torture.figures import Figure, table

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reliability.md"
_BEGIN = "<!-- figures: begin. Written by `python -m torture`; not by hand. -->"
_END = "<!-- figures: end -->"
_NEVER = "There was no run of this part yet.\n"


class Part(NamedTuple):
    """A part of the run: the module of its name, and how it is told."""

    title: str
    size: int
    """Of a run at full size."""


PARTS: Mapping[str, Part] = {
    "races": Part("Races with an editor", 20_000),
    "kill": Part("Killed at every system call", 1),
    "faults": Part("A disk that refuses", 1),
    "one_key": Part("One key of a note's front matter", 10_000),
    "merges": Part("A note that two devices changed", 3_000),
    "ticks": Part("Ticks", 2_000),
    "undo": Part("Undo", 1_000),
    "locks": Part("Eight processes at once", 1_000),
    "paused": Part("While git is in the middle of something", 100),
    "replicas": Part("Two laptops and a phone that share the dashboards by git", 1_000),
    "replicas_apart": Part("Two laptops with dashboards of their own, and a phone", 1_000),
    "sync_kills": Part("A sync that is killed at its calls of git", 1_000),
    "watching": Part("A watch beside an owner and git", 300),
    "burst": Part("Thousands of notes at once, and a watch", 30_000),
    "soak": Part("A watch for ten minutes, killed each minute", 600),
}
"""In the order of the report. What ``size`` counts is the part's own."""


def write(
    figures: Mapping[str, list[Figure]], seconds: Mapping[str, float], run: str, page: Path = PAGE
) -> None:
    """Put the figures of some parts into the page; those of the others stay, each with the line of its own run.

    ``run`` is the line about this one: `circumstances`, as they were when it began.
    """
    before, _, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    there, _, after = rest.partition(_END)
    shown = []
    for name, part in PARTS.items():
        if name in figures:
            text = f"{run} {_took(seconds[name])}\n\n{table(figures[name])}"
        else:
            text = _standing(there, name)
        shown.append(f"### {part.title}\n\n{_mark(name, 'begin')}\n\n{text}\n{_mark(name, 'end')}\n")
    whole = f"{before}{_BEGIN}\n\n" + "\n".join(shown) + f"\n{_END}{after}"
    page.write_text(whole, encoding="utf-8", newline="\n")


def _standing(there: str, name: str) -> str:
    """What the page says of a part that was not run now."""
    between = f"{re.escape(_mark(name, 'begin'))}\n\n(.*?)\n{re.escape(_mark(name, 'end'))}"
    found = re.search(between, there, re.DOTALL)
    return found[1] if found else _NEVER


def _mark(name: str, edge: str) -> str:
    return f"<!-- {name}: {edge} -->"


def circumstances(seed: int) -> str:
    """When, with what and where a run is: a line."""
    day = time.strftime("%Y-%m-%d", time.gmtime())
    system = f"{platform.system()} {platform.release().partition('-')[0]}"
    return (
        f"Run of {day}, seed {seed}: vaultnet {vaultnet.__version__}{_commit()}, "
        f"Python {platform.python_version()}, {system}, {platform.machine()}, {os.cpu_count()} cores."
    )


def _commit() -> str:
    """Which commit is run, and whether something in it was changed since; ``""`` where there is no git checkout."""
    try:
        head = _git("rev-parse", "--short", "HEAD")
        changed = _git("status", "--porcelain", "--", "vaultnet", "torture")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f" (commit {head}{', with changes' if changed else ''})"


def _git(*words: str) -> str:
    ended = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return ended.stdout.strip()


def _took(seconds: float) -> str:
    return f"It took {seconds / 60:.0f} minutes." if seconds >= 120 else f"It took {seconds:.0f} seconds."
