"""What the parts of the torture are called, and docs/reliability.md, into which a whole run puts its figures."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import vaultnet
from torture.figures import Figure, table

PAGE = Path(__file__).parents[1] / "docs" / "reliability.md"
_BEGIN = "<!-- figures: begin. Written by `python -m torture`; not by hand. -->"
_END = "<!-- figures: end -->"


class Part(NamedTuple):
    """A part of the run: the module of its name, and how it is told."""

    title: str
    size: int
    """Of a whole run."""


PARTS: Mapping[str, Part] = {
    "races": Part("Races with an editor", 20_000),
    "kill": Part("Killed at every system call", 1),
    "faults": Part("A disk that refuses", 1),
    "one_key": Part("One key of a note's front matter", 10_000),
    "ticks": Part("Ticks", 2_000),
    "undo": Part("Undo", 1_000),
    "locks": Part("Eight processes at once", 1_000),
}
"""In the order of the report. What ``size`` counts is the part's own."""


def write(figures: Mapping[str, list[Figure]], seconds: Mapping[str, float], seed: int) -> None:
    """Put the figures of a whole run into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    shown = [_circumstances(seed)]
    for name, part in PARTS.items():
        shown.append(f"### {part.title}\n\n{table(figures[name])}\n{_took(seconds[name])}\n")
    text = f"{before}{_BEGIN}\n\n" + "\n".join(shown) + f"\n{_END}{after}"
    PAGE.write_text(text, encoding="utf-8", newline="\n")


def _circumstances(seed: int) -> str:
    """When, with what and where the run was."""
    day = time.strftime("%Y-%m-%d", time.gmtime())
    system = f"{platform.system()} {platform.release().partition('-')[0]}"
    return (
        f"Run of {day}, seed {seed}: vaultnet {vaultnet.__version__}, Python {platform.python_version()}, "
        f"{system}, {platform.machine()}, {os.cpu_count()} cores.\n"
    )


def _took(seconds: float) -> str:
    return f"({seconds / 60:.0f} minutes)" if seconds >= 120 else f"({seconds:.0f} seconds)"
