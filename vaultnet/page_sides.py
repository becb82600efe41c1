"""The pages that a page with git's conflict markers was made of, whatever client left them there. Pure text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

MARKER: Final = re.compile(r"(<{7}|\|{7}|>{7})(?: .*)?|(={7})")
"""A whole line that git writes around the sides of a conflict."""
_OURS, _BASE, _BETWEEN, _THEIRS = "<|=>"
_NEXT: Final = {"": (_OURS,), _OURS: (_BASE, _BETWEEN), _BASE: (_BETWEEN,), _BETWEEN: (_THEIRS,)}
"""Which marker may come in each part of a page."""


class Side(NamedTuple):
    """One of the pages."""

    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    """Those of its lines on the whole page, from 1."""


def of(lines: Sequence[str]) -> tuple[Side, ...]:
    """Take a page apart: ours, theirs, and where markers tell, what was before; itself without a conflict.

    The lines are without their ends.
    Where markers are missing because somebody has begun to mend the page, or some lie in others because it was
    merged once more, nobody can tell which belong together: it is one page then, with the lines of all.
    """
    every = list(enumerate(lines, 1))
    marks = [(number, line[0]) for number, line in every if _is_marker(line)]
    if not any(sign != _BETWEEN for _, sign in marks):  # a line of signs may stand under a heading
        return (_side(every),)
    parts = list(_parts(marks, len(every)))
    if not parts:
        return (_side(_united(every)),)
    kept = (_OURS, _BETWEEN, _BASE) if _BASE in parts else (_OURS, _BETWEEN)
    return tuple(_side([one for one in every if parts[one[0] - 1] in ("", sign)]) for sign in kept)


def _side(lines: Iterable[tuple[int, str]]) -> Side:
    kept = tuple(lines)
    return Side(tuple(line for _, line in kept), tuple(number for number, _ in kept))


def _is_marker(line: str) -> bool:
    return line[:1] in ("<", "|", "=", ">") and bool(MARKER.fullmatch(line.rstrip()))


def _parts(marks: Sequence[tuple[int, str]], length: int) -> Iterator[str]:
    """Give for each line by which marker its part begins, ``""`` outside of conflicts; nothing if it can't be told.

    Markers themselves belong to no part.
    """
    parts, state, begun = [], "", 0
    for number, sign in marks:
        if sign not in _NEXT[state]:
            if state or sign != _BETWEEN:
                return
            continue
        parts += [state] * (number - 1 - begun) + ["marker"]
        state, begun = sign if sign != _THEIRS else "", number
    yield from () if state else [*parts, *[""] * (length - begun)]


def _united(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the lines of all sides, what was before among them, without the markers.

    The day of what was before is left out: nothing is ticked for it any more.
    """
    sign = ""
    for number, line in lines:
        if _is_marker(line):
            sign = line[0]
        elif sign != _BASE or not line.startswith("for:"):
            yield number, line
