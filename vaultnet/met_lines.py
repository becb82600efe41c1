"""The debrief of an event: the lines under ``## Met`` in its note, one for each person who was met there. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from vaultnet.model import Heading

HEADINGS = frozenset(
    {"met", "people met", "who i met", "whom i met", "people i met", "met people", "met there", "debrief"}
)
"""Headings under which the debrief stands, in whatever case."""
_NEAR = re.compile(
    r"\b(?:met|debrief\w*|people|encounters?|contacts?|connections?|talked to|spoke)\b", re.IGNORECASE
)
"""What a heading says under which somebody may have written it otherwise."""

TO_MEET = frozenset(
    {"whom to look for", "who to look for", "whom to meet", "who to meet", "people to meet", "to meet"}
)
"""Headings under which it stands whom to meet at an event: nobody there has been met."""

LONGEST = 500
"""Characters of a line that are kept."""
_ITEM = re.compile(r"(?:[-*+]|[0-9]+[.)])(?:[ \t]+|$)(?:\[.\](?:[ \t]+|$))?")
_TO_DO = re.compile(r"(?:[-*+]|[0-9]+[.)])[ \t]+\[[^xX]\](?:[ \t]|$)")
"""A task that is not done: nobody was met yet."""
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|%%.*?(?:%%|\Z)", re.DOTALL)
_LINE = re.compile(r"[^\n]+")


def find(text: str, first_line: int, headings: Sequence[Heading]) -> tuple[tuple[int, str], ...]:
    """Find the lines of a debrief: the number of each, and its words without the mark of a list.

    Args:
        text: a note's text without its front matter.
        first_line: the number of its first line.
        headings: those of the text, in their order.

    """
    if not stands(headings):
        return ()
    # A comment is made blank, and keeps its lines.
    plain = (
        _COMMENT.sub(lambda found: _LINE.sub("", found[0]), text) if "<!--" in text or "%%" in text else text
    )
    rows = plain.replace("\r", "").split("\n")
    found: list[tuple[int, str]] = []
    for start, end in _sections(headings, HEADINGS, first_line + len(rows)):
        found += _lines(rows[start + 1 - first_line : end - first_line], start + 1)
    return tuple(found)


def begin(row: str) -> int:
    """Return where the words of a line begin, after the mark of a list and a box."""
    mark = _ITEM.match(row)
    at = mark.end() if mark else 0
    return at + len(row[at:]) - len(row[at:].lstrip())


def stands(headings: Sequence[Heading]) -> bool:
    """Tell whether a note has a heading of a debrief."""
    return any(_is_one(heading, HEADINGS) for heading in headings)


def near(headings: Sequence[Heading]) -> Heading | None:
    """Find the heading that was perhaps meant to be that of a debrief."""
    return next((one for one in headings if _NEAR.search(one.text) and not _is_one(one, TO_MEET)), None)


def is_to_meet(line: int, headings: Sequence[Heading]) -> bool:
    """Tell whether what stands on a line is whom to meet at an event."""
    return any(start < line < end for start, end in _sections(headings, TO_MEET, line + 1))


def _is_one(heading: Heading, names: Collection[str]) -> bool:
    return heading.text.strip(" :").casefold() in names


def _sections(headings: Sequence[Heading], names: Collection[str], after: int) -> Iterator[tuple[int, int]]:
    """Yield the line of each heading that is called so, and the line of the next heading that ends it."""
    for number, heading in enumerate(headings):
        if _is_one(heading, names):
            rest = (one.line for one in headings[number + 1 :] if one.level <= heading.level)
            yield heading.line, next(rest, after)


def _lines(rows: Iterable[str], first: int) -> Iterator[tuple[int, str]]:
    is_code = False
    for number, row in enumerate(rows, first):
        if _FENCE.match(row):
            is_code = not is_code
            continue
        # What is nested says more about the person above it.
        if is_code or not row.strip() or row[0] in " \t#|>" or _TO_DO.match(row):
            continue
        words = row[begin(row) :].strip()
        if words:
            yield number, words[:LONGEST]
