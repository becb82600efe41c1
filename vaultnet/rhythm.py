"""How often the owner and a contact are in touch by themselves, told from the days in touch. Pure.

A cadence is what the owner means to do; a rhythm is what they do. It is the median of the gaps, so that one long
summer without a word changes nothing.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from vaultnet.network import Summary

FEWEST = 3
"""Gaps from which on there is a rhythm: two could be anything."""

SPAN = 21
"""Days that the gaps have to span altogether: four messages about one thing in a week are no rhythm."""


def gaps(summary: Summary) -> tuple[int, ...]:
    """Give the days between one day in touch and the next, of the last ones (`Summary.recent`), newest first."""
    days = [date.fromisoformat(trace.day) for trace in summary.recent]
    return tuple((later - earlier).days for later, earlier in pairwise(days))


def rhythm(summary: Summary) -> float | None:
    """Give the median of the gaps in days, at least 1; None where they are too few or span too short a time."""
    found = sorted(gaps(summary))
    if len(found) < FEWEST or sum(found) < SPAN:
        return None
    middle = len(found) // 2
    return float(found[middle]) if len(found) % 2 else (found[middle - 1] + found[middle]) / 2
