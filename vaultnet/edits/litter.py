"""What is left of a text beside another one: headings and comments that both have stand once. Pure."""

from __future__ import annotations

import re

from vaultnet import markdown

_COMMENT = re.compile(r"<!--(?:(?!-->).)*-->\s*")
_FENCE = re.compile(r"^[ \t>]*(?:```|~~~|%%|\$\$)", re.MULTILINE)
"""What may hold a line that only looks like a comment."""


def without(kept: str, other: str) -> str:
    """Take out of a text the headings with nothing below them, and the one-line comments, that another has, too."""
    lines = re.split(r"(?<=\n)", other)
    gone: set[int] = set()
    if not _FENCE.search(other):
        there = {line.rstrip() for line in kept.split("\n")}
        gone = {at for at, line in enumerate(lines) if _COMMENT.fullmatch(line) and line.rstrip() in there}
    gone |= _empty(kept, other, lines, gone)
    return "".join(line for at, line in enumerate(lines) if at not in gone)


def _empty(kept: str, other: str, lines: list[str], gone: set[int]) -> set[int]:
    """Return the indexes of the headings that have nothing below them but what is ``gone``."""
    known = {heading.text.casefold() for heading in markdown.scan(kept).headings}
    headings = [
        one for one in markdown.scan(other).headings if lines[one.line - 1].lstrip(" ").startswith("#")
    ]
    gone = set(gone)
    for place, heading in reversed(list(enumerate(headings))):
        ends = (later.line - 1 for later in headings[place + 1 :] if later.level <= heading.level)
        below = range(heading.line, next(ends, len(lines)))
        if heading.text.casefold() in known and all(at in gone or not lines[at].strip() for at in below):
            gone.add(heading.line - 1)
    return gone
