"""The properties of a front matter, each with the lines that it stands in: a merge takes them whole. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from vaultnet.edits.yaml_places import places
from vaultnet.frontmatter import plain
from vaultnet.yaml_lenient import read_yaml
from vaultnet.yaml_tree import Fault

_NO_TEXT: Final = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as Python holds them."""


def stand_ins(*texts: str) -> dict[int, str]:
    """Give a character that occurs nowhere for each byte that is no UTF-8, since YAML can't have those."""
    odd = sorted({char for text in texts if not text.isascii() for char in _NO_TEXT.findall(text)})
    if not odd:
        return {}
    used = set().union(*texts)
    free = (char for code in range(0x100000, 0x10FFFE) if (char := chr(code)) not in used)
    return {ord(char): one for char, one in zip(odd, free, strict=False)}


def back(stand_ins: Mapping[int, str]) -> dict[int, int]:
    """Give what leads from the stand-ins to what they stand for."""
    return {ord(one): char for char, one in stand_ins.items()}


class Property(NamedTuple):
    """A property as it stands in a note."""

    key: str
    """As written."""
    lead: str
    """The comments and empty lines above it, with their line ends."""
    text: str
    """Its own lines, with their line ends."""
    value: Any
    """What it says, as plain values: see `vaultnet.frontmatter.plain`."""


class Properties(NamedTuple):
    """A front matter, in parts: all of its text, in order."""

    each: tuple[Property, ...]
    tail: str
    """What stands below the last property."""

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(one.lead + one.text for one in self.each) + self.tail


def read(source: str) -> Properties | None:
    """Part the text between the two ``---`` lines into properties, each on lines of its own.

    None where that can't be done: it can't be read, a key stands there twice, or properties share a line.
    """
    try:
        root = read_yaml(source, 1)
        at = places(source)
    except Fault:
        return None
    values = None if root is None else root.value
    if values is None:
        return Properties((), source)
    if not isinstance(values, dict) or len(values) != len(at.pairs):
        return None
    found: list[Property] = []
    end = 0
    for pair, (key, located) in zip(at.pairs, values.items(), strict=True):
        begin = at.line_start(pair.key.start)
        if pair.colon < 0 or begin < end or source[begin : pair.key.start].strip(" "):
            return None
        stop = at.line_end(max(pair.value.end, pair.colon))
        found.append(Property(key, source[end:begin], source[begin:stop], plain(located)))
        end = stop
    if at.root is not None and at.root.flow:  # they stand in braces
        return None
    return Properties(tuple(found), source[end:])


def alone(text: str) -> Property | None:
    """Read the lines of one property; None if they are not exactly that."""
    found = read(text)
    return found.each[0] if found and len(found.each) == 1 and not found.tail else None


def comments(text: str) -> list[str]:
    """Give the comments in a property's lines, without what is around them."""
    try:
        at = places(text)
    except Fault:
        return []
    return at.comments(0, len(text), at.root) if at.root else []
