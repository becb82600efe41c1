"""What a run counts: how often something was tried, and how often it went wrong."""

from __future__ import annotations

from typing import NamedTuple


class Figure(NamedTuple):
    """One line of the report. ``lost`` is how many of ``tried`` went wrong: 0 is the aim."""

    what: str
    tried: int
    lost: int
    note: str = ""
    """What the number alone doesn't say: what else was counted, or an example of what went wrong."""
    ours: bool = True
    """False for something else that is measured beside vaultnet, and may lose."""


def failed(figures: list[Figure]) -> list[Figure]:
    """The lines of vaultnet's own that didn't reach 0, or that tried nothing at all."""
    return [one for one in figures if one.ours and (one.lost or not one.tried)]


def table(figures: list[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| | tried | lost | |", "| --- | ---: | ---: | --- |"]
    for one in figures:
        note = " ".join(one.note.split()).replace("|", "\\|")
        lines.append(f"| {one.what} | {one.tried:,} | {one.lost:,} | {note} |")
    return "\n".join(lines) + "\n"
