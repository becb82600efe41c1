"""Dated lines of a log: ``2026-06-02 letter: sent her the note``."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultnet.dates import exists

_DAY = "([0-9]{4}-[0-9]{2}-[0-9]{2})"
_DATED = re.compile(
    r"[*_]{0,3}"
    rf"(?:\[\[(?:[^\[\]|#\n]*/)?{_DAY}(?:\.md)?(?:[|#][^\[\]\n]*)?\]\]|[\[(]{_DAY}[\])]|{_DAY})"
    r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
    r"(?![\w/]|-[\w])"
    r"([*_\s:–—-]*)"
    r"(?:([^\W\d_][\w-]*(?: interview)?):(?:\s+|$))?"
)


class Dated(NamedTuple):
    """A dated line: its day, its kind if it is named, the rest, and whether something sets the date apart."""

    day: str
    kind: str
    text: str
    marked: bool


def read_dated(text: str) -> Dated | None:
    """Read a line that begins with a whole day, bare, bold, in brackets or as a link; a time may follow.

    ``text`` has no list marker. The kind is the word before a colon, in lower case:
    ``2026-06-02 letter: …``. ``marked`` tells that the date is more than the first word of a sentence.
    """
    match = _DATED.match(text)
    if not match:
        return None
    linked, bracketed, bare, mark, kind = match.groups()
    day = linked or bracketed or bare
    if not exists(day):
        return None
    marked = bool(kind or mark.strip()) or not text[0].isdigit()
    return Dated(day, kind.lower() if kind else "", text[match.end() :].rstrip(), marked)
