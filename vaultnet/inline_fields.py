"""Inline fields: ``[key:: value]``, ``(key:: value)`` and ``key:: value``.

In brackets any key is a field, wherever it stands. Without brackets a field has the line to itself (after
marks of lists, tasks and quotations), unless its key is one of the ledger's: these may come after other
words, several on a line, and their values end at a ``;``, at the next such key or with the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vaultnet.inline import HIDDEN, hide
from vaultnet.model import InlineField

LEDGER_KEYS = ("gave", "received", "asked", "promised", "news", "share", "about", "when", "then")
"""Keys that need neither brackets nor a line to themselves."""

# A class by what it leaves out: one that lists all that is not ASCII takes ten times as long to compile.
_KEY = r"[^\0-/:-@\[-^`{-\x7f][^\0-\x08\n-\x1f!-,.:-@\[-^`{-\x7f]{0,79}"
"""Letters, digits, ``_`` and all that is not ASCII; after the first of them also ``/``, ``-`` and white space."""
_VERBS = ("gave", "received", "asked", "promised", "met")
"""Keys that are the verb of what they say."""
_SAID = re.compile(
    rf"(?:^[*_~]{{0,3}}({_KEY}?)|(?<![\w/-])({'|'.join(_VERBS)}))[*_~]{{0,3}}::(?=[\s\[*_~]|$)[*_~]{{0,3}}[ \t]*",
    re.IGNORECASE,
)
_FROM = re.compile(r"[*_~]{0,3}\[\[[^\[\]]*\]\](?!['’])")
_BRACKETED = re.compile(rf"[\[(][ \t]*({_KEY})::(?!:)")
_WHOLE_LINE = re.compile(
    r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(?:\[.\][ \t]+)?(?:(?:%%|<!--)[ \t]*)?"
    rf"([*_~]{{0,3}})({_KEY})[*_~]{{0,3}}::(?!:)"
)
_LEDGER = re.compile(rf"(?<![\w/-])(?:{'|'.join(LEDGER_KEYS)})[*_~]{{0,3}}::(?!:)", re.IGNORECASE)
_LEDGER_END = re.compile(";|%%|<!--|-->")
_LINE_END = re.compile("%%|<!--|-->")
_WIKILINK = re.compile(r"\[\[[^\[\]\n]*\]\]")
_BRACKET = re.compile(r"[\[\]()]")
_MARKS = "*_~"


class Field(NamedTuple):
    """A field within a line: the offset of its key (or bracket), its key and its value."""

    offset: int
    key: str
    value: str


def find_fields(masked: str, line: str) -> list[Field]:
    """Find the inline fields of one line, in order; ``masked`` is the line without its code.

    A field without a value is none.
    """
    bare = _WIKILINK.sub(_hidden, masked) if "[[" in masked else masked
    found: list[Field] = []
    gaps: list[tuple[int, int]] = []
    if "[" in bare or "(" in bare:
        for start, end, field in _bracketed(bare, line):
            found.append(field)
            gaps.append((start, end))
    found.extend(_unbracketed(hide(bare, gaps) if gaps else bare, line))
    return sorted(field for field in found if field.value)


def _hidden(match: re.Match[str]) -> str:
    return HIDDEN * len(match[0])


def _bracketed(bare: str, line: str) -> Iterator[tuple[int, int, Field]]:
    """Yield each outermost bracketed field with its beginning and end."""
    closes: dict[int, int] | None = None
    past = 0
    for match in _BRACKETED.finditer(bare):
        start = match.start()
        closes = _closing_brackets(bare) if closes is None else closes
        end = closes.get(start)
        if start < past or end is None:
            continue
        past = end + 1
        yield start, past, Field(start, match[1].strip(), line[match.end() : end].strip())


def _closing_brackets(text: str) -> dict[int, int]:
    """Pair each opening bracket with the one of its kind that closes it."""
    pairs: dict[int, int] = {}
    open_: dict[str, list[int]] = {"]": [], ")": []}
    for match in _BRACKET.finditer(text):
        bracket = match[0]
        if bracket in "[(":
            open_["]" if bracket == "[" else ")"].append(match.start())
        elif open_[bracket]:
            pairs[open_[bracket].pop()] = match.start()
    return pairs


def _unbracketed(bare: str, line: str) -> Iterator[Field]:
    """Yield the fields that stand without brackets."""
    ledger = list(_LEDGER.finditer(bare))
    starts = [match.start() for match in ledger] + [len(bare)]
    whole = _WHOLE_LINE.match(bare)
    if whole and whole.end() not in {match.end() for match in ledger}:
        end = _LINE_END.search(bare, whole.end(), starts[0])
        key = whole[2].strip(" \t_")
        if key:
            start = bare.index(key, whole.start(2))
            yield Field(start, key, _value(line[whole.end() : end.start() if end else starts[0]]))
    for match, following in zip(ledger, starts[1:], strict=True):
        end = _LEDGER_END.search(bare, match.end(), following)
        key = match[0].rstrip(":" + _MARKS)
        yield Field(match.start(), key, _value(line[match.end() : end.start() if end else following]))


def _value(text: str) -> str:
    """Trim a value, and the emphasis that opened before its key and closes after the colons."""
    text = text.strip().rstrip(";").rstrip()
    for mark in ("**", "__", "*", "_"):
        if text.startswith(mark) and text.count(mark) % 2:
            return text[len(mark) :].lstrip()
    return text


def as_words(text: str) -> str:
    """Say the field that a line begins with, and gifts anywhere on it, in words: ``gave Ada tea``."""
    return _SAID.sub(_say, text) if "::" in text else text


def _say(match: re.Match[str]) -> str:
    key = match[1] or match[2]
    if key.lower() == "received" and _FROM.match(match.string, match.end()):
        return f"{key} from "
    return f"{key} " if key.lower() in _VERBS else f"{key}: "


def by_line(fields: Iterable[InlineField]) -> Mapping[int, Sequence[InlineField]]:
    """Group the fields of a note by their lines."""
    found: dict[int, list[InlineField]] = {}
    for field in fields:
        found.setdefault(field.line, []).append(field)
    return found
