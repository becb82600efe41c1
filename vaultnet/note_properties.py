"""The properties of a front matter, each with the lines that it stands in: a merge takes them whole. Pure."""

from __future__ import annotations

from typing import Any, NamedTuple

from vaultnet.edits.yaml_places import places
from vaultnet.frontmatter import plain
from vaultnet.yaml_lenient import read_yaml
from vaultnet.yaml_tree import Fault


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
