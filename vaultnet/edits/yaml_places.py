"""Where the values of a front matter stand, to the character: what is to be edited must be found first.

libyaml's events give the marks. They are made exact here: a list ends with its last item, not where the
next token begins, and comments belong to none of the values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from vaultnet.yaml_lenient import events
from vaultnet.yaml_tree import BARE

_COMMENT: Final = re.compile(r"(?:(?<=[\s\[\]{},\"'])|\A)#[^\n]*")
_HEADER: Final = re.compile(r"(?:[&!]\S*\s+)*[|>][-+0-9]*(?:[ \t]*(#[^\n]*))?")
_OWN: Final = re.compile(r"(?:[&!]\S*(?:\s+(?:#[^\n]*\n\s*)*|\Z))*")
_GAP: Final = re.compile(r"(?:\s|(?<=\s)#[^\n]*)*")


@dataclass(slots=True)
class Node:
    """A value and where it stands, with its anchor and tag; ``end`` is the index after its last character.

    ``form`` is ``plain``, ``'``, ``"``, ``|``, ``>``, ``alias``, ``list`` or ``map``. What is not there at all is
    plain and of no length. ``flow`` says of a list or a map that it stands in brackets or braces.
    """

    form: str
    start: int
    end: int
    flow: bool = False
    anchor: str = ""
    """Its own anchor."""
    items: list[Node] = field(default_factory=list)
    """A list's items; a map's keys and values in turn."""

    def anchors(self) -> set[str]:
        """Give the anchors that are set in it, at any depth."""
        own = {self.anchor} if self.anchor else set()
        return own.union(*(item.anchors() for item in self.items))

    def leaves(self) -> Iterator[Node]:
        """Give the scalars and aliases in it, in order."""
        if self.form in ("list", "map"):
            for item in self.items:
                yield from item.leaves()
        else:
            yield self


@dataclass(slots=True)
class Pair:
    """A property: its key, where its colon stands (-1 if that isn't after the key), and its value."""

    key: Node
    colon: int
    value: Node


@dataclass(slots=True)
class Places:
    """A front matter's properties in order, and the map that they stand in; None where nothing stands."""

    source: str
    root: Node | None
    pairs: list[Pair]
    aliases: frozenset[str]
    """The names that are referred to with ``*``."""

    def line_start(self, at: int) -> int:
        """Give the index at which the line of a character begins."""
        return self.source.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Give the index after the line of a character, line end included."""
        return self.source.find("\n", at) + 1 or len(self.source)

    def eol(self, at: int) -> str:
        """Give the line end of the line of a character; that of the line before where it has none."""
        end = self.line_end(at)
        if not self.source[:end].endswith("\n"):
            end = self.line_start(at)
        return "\r\n" if self.source[:end].endswith("\r\n") else "\n"

    def gap(self, at: int) -> int:
        """Give the index of the first character from ``at`` on that is neither white space nor in a comment."""
        match = _GAP.match(self.source, at)
        return match.end() if match else at

    def dash(self, node: Node, number: int) -> int:
        """Give the index of the dash before an item of a list that is not in brackets."""
        if number:
            return self.gap(node.items[number - 1].end)
        return self.gap(self.value_start(node))

    def value_start(self, node: Node) -> int:
        """Give the index after a node's own anchor and tag."""
        match = _OWN.match(self.source, node.start, node.end)
        return match.end() if match else node.start

    def comments(self, start: int, end: int, within: Node) -> list[str]:
        """Give the comments between two places, the scalars of ``within`` apart; without their line ends."""
        found: list[str] = []
        at = start
        for leaf in within.leaves():
            found += self._in_gap(at, leaf.start)
            if leaf.form in ("|", ">"):
                header = _HEADER.match(self.source, leaf.start)
                found += [header[1].rstrip()] if header and header[1] else []
            at = max(at, leaf.end)
        return found + self._in_gap(at, end)

    def _in_gap(self, start: int, end: int) -> list[str]:
        # A comment may begin right after what stands before the gap only if libyaml took it for one.
        return [match[0].rstrip() for match in _COMMENT.finditer(self.source, start, max(start, end))]


def places(source: str) -> Places:
    """Find the places of the properties in a front matter that can be read. Raises `Fault`."""
    return _Finder(source).places()


class _Finder:
    """Goes through the events of one text; every method that finds a node has seen its first event."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.events = iter(events(source))
        self.aliases: set[str] = set()

    def places(self) -> Places:
        next(self.events)  # the stream's start
        if next(self.events).__class__ is not DocumentStartEvent:
            return Places(self.source, None, [], frozenset())
        root = self.node(next(self.events))
        keys = root.items if root.form == "map" else []
        pairs = [Pair(key, self.colon(key), value) for key, value in zip(keys[::2], keys[1::2], strict=True)]
        return Places(self.source, root, pairs, frozenset(self.aliases))

    def colon(self, key: Node) -> int:
        at = key.end
        while self.source[at : at + 1] in (" ", "\t"):
            at += 1
        return at if self.source[at : at + 1] == ":" else -1

    def node(self, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        anchor = event.anchor or ""
        if event.__class__ is AliasEvent:
            self.aliases.add(anchor)
            return Node("alias", start, end)
        if event.__class__ is ScalarEvent:
            form = event.style or "plain"
            return Node(form, start, self.block_end(start, end) if form in ("|", ">") else end, False, anchor)
        flow = bool(event.flow_style)
        bare = flow and BARE.match(self.source, start)
        form = "list" if event.__class__ is SequenceStartEvent else "map"
        items, last = self.items()
        if bare:
            return Node("plain", start, last.end_mark.index)
        end = last.end_mark.index if flow else items[-1].end
        return Node(form, start, end, flow, anchor, items)

    def items(self) -> tuple[list[Node], Any]:
        """Find the nodes up to the end of a list or a map, and the event of that end."""
        found: list[Node] = []
        while True:
            event = next(self.events)
            if event.__class__ is SequenceEndEvent or event.__class__ is MappingEndEvent:
                return found, event
            found.append(self.node(event))

    def block_end(self, start: int, end: int) -> int:
        """Give the end of a block of lines: of its last line that isn't blank, unless the blank ones count."""
        header = _HEADER.match(self.source, start)
        if header and "+" in header[0].split("#")[0]:
            return start + len(self.source[start:end].removesuffix("\n").removesuffix("\r"))
        last = start + len(self.source[start:end].rstrip())
        stop = self.source.find("\n", last, end)
        return len(self.source[:stop].removesuffix("\r")) if stop >= 0 else end
