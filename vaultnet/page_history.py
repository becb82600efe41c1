"""The versions of a page, and those that had one of its lines first. Pure text.

A line that its owner marked is followed back through what a version was made of. Where a rebase has left no version
in which it was marked, the page on which it stood before tells what it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from vaultnet import marks, page_turns
from vaultnet.tick_lines import Line, Page

_TICKED: Final = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+\[[xX]\]")


class Version(NamedTuple):
    """A page in one commit."""

    text: str
    """``""`` where it was not there."""
    parents: tuple[str, ...] = ()
    """The names of those it was made of, as far as they are known."""
    made: date | None = None
    """The day on which its author committed it, by their own clock; None for not known."""


class Part(Page):
    """One page of a file."""

    def __init__(self, lines: Sequence[str], above: int = 0) -> None:
        """Take its lines, and how many stand above it."""
        text = "\n".join(lines)
        super().__init__(text)
        self.above = above
        self.made_for = frozenset(marks.days(text))
        self.whole = frozenset(line.rstrip() for line in lines)
        self.known = frozenset[str]().union(*marks.hashes(text))

    def reads(self, text: str) -> bool:
        """Tell whether it is known which words of a line were generated."""
        line = self.line(0, text)
        return self.knows(text) or (line is not None and line.sure)

    @cached_property
    def stands(self) -> frozenset[str]:
        """The hashes of all that stands there."""
        return frozenset(map(marks.line_hash, self.whole))

    @cached_property
    def typed(self) -> dict[str, list[str]]:
        """What the owner marked and wrote: each line, with the lines with a box that such lines stand below."""
        found: dict[str, list[str]] = {}
        for one in find_typed(self):
            found.setdefault(one.line.rstrip(), []).extend([one.head.rstrip()] if one.head else [])
        return found


class Typed(NamedTuple):
    """A line that is not as it was generated."""

    number: int
    """On its page, from 1."""
    line: str
    head: str
    """The line with a box that it is, or stands below; ``""`` for none."""

    @property
    def is_below(self) -> bool:
        """Whether it stands below one."""
        return bool(self.head) and self.head != self.line


def find_typed(page: Part, history: History | None = None) -> Iterator[Typed]:
    """Find what the owner marked and wrote on a page (compare `ticks.parse`)."""
    open_: list[tuple[int, str]] = []
    for number, text in page.body():
        spread = text.expandtabs(4)
        indent = len(spread) - len(spread.lstrip())
        while open_ and open_[-1][0] >= indent:
            open_.pop()
        is_known = page.knows(text) or bool(history and marks.line_hash(text) in history.known)
        line = page.line(number, text) or (history.line(text) if history and not is_known else None)
        is_head = line and (line.sure or line.quoted or not open_)
        if is_head:
            open_.append((indent, text))
        if not is_known:
            yield Typed(number, text, open_[-1][1] if open_ else "")


class Source(NamedTuple):
    """Where a line comes from."""

    heads: tuple[str, ...]
    """The lines with a box that such lines stand below there, the one that it is likely to be about first."""
    known: frozenset[str]
    """The hashes that its page knows."""
    is_read: bool
    """They tell which words of the line are generated."""


class First(NamedTuple):
    """A page that had a line first."""

    day: date
    """The day of the page on which its author had it before them."""
    part: Part
    read: Part
    """That page, as far as it is still known; after a rebase it is another one."""

    @property
    def known(self) -> frozenset[str]:
        """The hashes that were known."""
        return self.read.known

    def heads(self, line: str, head: str) -> list[str]:
        """The lines with a box that such lines stand below, ``head`` first."""
        found = sorted(self.part.typed.get(line, ()), key=lambda above: above != head)
        return found or ([line] if self.read is not self.part and self.read.reads(line) else [])


class History:
    """The versions of a page."""

    def __init__(self, versions: Mapping[str, Version]) -> None:
        self._versions = versions
        self._parts: dict[str, tuple[Part, ...]] = {}
        self._firsts: dict[str, tuple[First, ...]] = {}
        older = {parent for version in versions.values() for parent in version.parents}
        self._newest = [name for name in versions if name not in older]
        texts = {version.text for version in versions.values()}
        self.known = frozenset[str]().union(*(known for text in texts for known in marks.hashes(text)))

    def line(self, text: str) -> Line | None:
        """Read a line as the version does that had it first."""
        found = (first.part.line(0, text) or first.read.line(0, text) for first in self.first(text))
        return next((line for line in found if line), None)

    def sources(self, line: str, head: str) -> dict[date, Source]:
        """Give the days of the pages on which a line was typed or marked first; below the same ``head``, if any."""
        line, head = line.rstrip(), head.rstrip()
        found: dict[date, Source] = {}
        for first in self.first(line):
            heads = first.heads(line, head)
            if heads and (first.day not in found or found[first.day].heads[0] != head):
                found[first.day] = Source(tuple(heads), first.known, first.read.reads(line))
        same = {day: source for day, source in found.items() if source.heads[0] == head}
        return same or found

    def first(self, line: str) -> tuple[First, ...]:
        """Give the pages that had a line first."""
        line = line.rstrip()
        if line not in self._firsts:
            self._firsts[line] = tuple(self._first(line))
        return self._firsts[line]

    def _first(self, line: str) -> Iterator[First]:
        for name in self._origins(line):
            for part in self._pages(self._versions[name].text):
                if part.day and line in part.whole:
                    day, read = self._seen(line, part, part.day, name)
                    yield First(day, part, read)

    def _seen(self, line: str, part: Part, day: date, name: str) -> tuple[date, Part]:
        """Give the day for which a line counts, and the page that tells which of its words were generated.

        It counts for the page that its author had before them. What was committed before the day of its page had
        come was written on an older one, and then rebased; and so was what only an older one can read, or the one
        that it was written on did not have. A merge may have left the line on later pages: there it stood, too.
        """
        made = self._versions[name].made
        early = made and made < day
        if not early and part.reads(line) and self._could_be_marked(line, name):
            return day, part
        latest = made if made and early else day
        older = [
            (one.day, one)
            for before in self._before(name)
            for one in self._pages(self._versions[before].text)
            if len(one.made_for) == 1 and one.day and one.day <= latest
        ]
        older.sort(key=lambda page: page[0], reverse=True)  # to read a page takes time
        seen, last = next((page for page in older if page[1].reads(line)), (day, None))
        if last is None:
            return day, part
        found = last.line(0, line)
        stood = next((made_for for made_for, one in older if found and found.told in one.stands), seen)
        return max(seen, stood), last

    def _could_be_marked(self, line: str, name: str) -> bool:
        """Tell whether what a version was made of had the line, to be marked."""
        before = self._parents(name)
        return not before or any(self._is_open(line, one) for one in before)

    def _is_open(self, line: str, name: str) -> bool:
        return any(page.reads(line) for page in self._pages(self._versions[name].text))

    def _origins(self, line: str) -> Iterator[str]:
        """Yield the versions that have a line, where none they were made of has it.

        A rebase puts what was marked, and has been taken in by now, on a page without it once more: such a line
        comes from further back.
        """
        left = [name for name in self._newest if self._has(name, line)]
        seen = set(left)
        while left:
            name = left.pop()
            before = [one for one in self._parents(name) if self._has(one, line)]
            if not before and not self._could_be_marked(line, name):
                before = list(self._earlier(name, line))
            if not before:
                yield name
            left += [one for one in before if one not in seen]
            seen.update(before)

    def _earlier(self, name: str, line: str) -> Iterator[str]:
        """Yield the versions before one that had a line.

        One that is not ticked may have been open since, and have been marked anew.
        """
        is_ticked = _TICKED.match(line)

        def goes_on(one: str) -> bool:
            return not self._has(one, line) and bool(is_ticked or not self._is_open(line, one))

        return (one for one in self._before(name, goes_on) if self._has(one, line))

    def _before(self, name: str, goes_on: Callable[[str], bool] = lambda _: True) -> Iterator[str]:
        """Yield the versions that came before one, those before each only where it ``goes_on``."""
        left = self._parents(name)
        seen = set(left)
        while left:
            one = left.pop()
            yield one
            more = [older for older in self._parents(one) if older not in seen] if goes_on(one) else []
            left += more
            seen.update(more)

    def _parents(self, name: str) -> list[str]:
        return [one for one in self._versions[name].parents if one in self._versions]

    def _has(self, name: str, line: str) -> bool:
        version = self._versions.get(name)
        return version is not None and any(line in part.whole for part in self._pages(version.text))

    def _pages(self, text: str) -> tuple[Part, ...]:
        """Give the pages that a version holds; none where it is no generated one."""
        if text not in self._parts:
            every = marks.lines(text)
            spans = page_turns.apart(every) if marks.is_generated(text) else ()
            self._parts[text] = tuple(Part(every[span.start : span.stop]) for span in spans)
        return self._parts[text]
