"""Generated pages that stand one after another in one file, each for its own day. Pure text.

A merge of git's may leave a file so, and where ticks of an earlier day have come into a later page by one, they
are put below it in a page of their own: the next build takes each in for its day and writes one page anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

_FENCE: Final = "---"
_CLOSING: Final = re.compile(r"<!-- vaultnet 1\b.*")
_KEY: Final = re.compile(r"(vaultnet|for):.*")


def apart(lines: Sequence[str]) -> tuple[range, ...]:
    """Tell which lines make up each page, from 0; one page without another is all of them.

    A page begins with front matter of ours that stands below the closing comment of the one before.
    """
    begins = [0]
    above = ""
    for at, line in enumerate(lines):
        if line.rstrip() == _FENCE and _CLOSING.match(above) and _is_front(lines[at + 1 : at + 4]):
            begins.append(at)
        above = line if line.strip() else above
    return tuple(range(*span) for span in zip(begins, (*begins[1:], len(lines)), strict=True))


def _is_front(below: Sequence[str]) -> bool:
    keys = sorted(match[1] for line in below[:2] if (match := _KEY.fullmatch(line.rstrip())))
    return keys == ["for", "vaultnet"] and [line.rstrip() for line in below[2:3]] == [_FENCE]


def add(lines: Sequence[str], day: date, more: Iterable[str], known: Iterable[str]) -> list[str]:
    """Put a page for ``day`` below others, with the lines ``more``. ``known`` are hashes of generated lines."""
    name = next((line for line in lines if line.startswith("vaultnet:")), "vaultnet: Today")
    above = list(lines)
    while above and not above[-1].strip():
        above.pop()
    if not above or not _CLOSING.match(above[-1]):
        above += [
            "",
            "<!-- vaultnet 1 -->",
        ]  # what was typed below the last page's comment belongs to that page
    front = [_FENCE, name.rstrip(), f"for: {day.isoformat()}", _FENCE]
    return [*above, "", *front, *more, "", f"<!-- vaultnet 1 {' '.join(sorted(known))} -->", ""]
