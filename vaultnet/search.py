"""Finding words in the notes: a scan, ranked.

Pure. Words are compared without regard to case and accents. A note is found if it holds every word; a word
that stands in few notes counts more, one in the note's name or a heading more than one in the text, and one
that begins where a word begins more than one inside it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vaultnet.model import note_name

IN_NAME = 8.0
IN_HEADING = 3.0
INSIDE = 0.3
"""What a word counts in a note's name, in a heading, and within a longer word, against 1 in the text."""

LINES = 3
"""Lines that are shown of a note."""

_MARKS = re.compile("[\u0300-\u036f]+")
_WIDTH = 160


class Document(NamedTuple):
    """A note's path and whole text."""

    path: str
    text: str

    @property
    def name(self) -> str:
        """The file name without folder and ``.md``."""
        return note_name(self.path)


class Line(NamedTuple):
    """A line that holds a word: its number, and its text, cut around the word if it is long."""

    line: int
    text: str


class Hit(NamedTuple):
    """A note that holds every word, with the lines that tell most, in their order."""

    path: str
    score: float
    lines: tuple[Line, ...]
    matches: int
    """How many lines hold a word."""


class Found(NamedTuple):
    """What a search gives: the hits, best first, and the words that stand nowhere at all."""

    hits: tuple[Hit, ...]
    missing: tuple[str, ...]


def search(words: Sequence[str], documents: Iterable[Document]) -> Found:
    """Find the notes that hold every one of ``words``; a word with spaces in it is a phrase."""
    asked = {fold(word.strip()): word.strip() for word in words if word.strip()}
    spread = dict.fromkeys(asked, 0)
    kept: list[tuple[Document, str, str]] = []
    total = 0
    for document in documents:
        total += 1
        name, text = fold(document.name), fold(document.text)
        there = [word for word in asked if word in text or word in name]
        for word in there:
            spread[word] += 1
        if len(there) == len(asked):
            kept.append((document, name, text))
    rarity = {word: math.log(1 + total / notes) for word, notes in spread.items() if notes}
    hits = [_hit(document, name, text, rarity) for document, name, text in kept] if asked else []
    hits.sort(key=lambda hit: (-hit.score, hit.path))
    return Found(tuple(hits), tuple(asked[word] for word, notes in spread.items() if not notes))


def fold(text: str) -> str:
    """Text as it is compared: lower case, without accents. Its lines stay lines."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFD", text.casefold()))


def _hit(document: Document, name: str, text: str, rarity: dict[str, float]) -> Hit:
    patterns = {word: re.compile(r"(?<!\w)" + re.escape(word)) for word in rarity}
    lines = text.split("\n")
    found: list[tuple[float, int]] = []
    sums = {word: _in_name(word, pattern, name) for word, pattern in patterns.items()}
    for number, line in enumerate(lines):
        worth = 0.0
        for word, pattern in patterns.items():
            if word in line:
                weight = (IN_HEADING if line.startswith("#") else 1.0) * (
                    1.0 if pattern.search(line) else INSIDE
                )
                sums[word] += weight
                worth += weight * rarity[word]
        if worth:
            found.append((worth, number))
    best = sorted(sorted(found, key=lambda item: (-item[0], item[1]))[:LINES], key=lambda item: item[1])
    original = document.text.split("\n")
    shown = tuple(Line(number + 1, _cut(original[number], lines[number], rarity)) for _, number in best)
    score = sum(rarity[word] * (worth / (worth + 2)) for word, worth in sums.items())
    return Hit(document.path, round(score, 6), shown, len(found))


def _in_name(word: str, pattern: re.Pattern[str], name: str) -> float:
    if name == word:
        return IN_NAME * 4
    return IN_NAME if pattern.search(name) else IN_NAME * INSIDE if word in name else 0.0


def _cut(line: str, folded: str, words: Iterable[str]) -> str:
    """A line, or of a long one the stretch around its first word."""
    if len(line) <= _WIDTH:
        return line.strip()
    at = min(position for position in map(folded.find, words) if position >= 0)
    start = max(0, min(at, len(line)) - _WIDTH // 3)
    end = start + _WIDTH
    return ("… " if start else "") + line[start:end].strip() + (" …" if end < len(line) else "")
