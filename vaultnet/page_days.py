"""For which day a tick counts after git has merged the pages of two days. Pure text.

A phone ticks on yesterday's page, and somewhere else today's has been made. Git merges them line by line: the tick
stays, and the page says that it is for today. So each line that was marked is followed back through the versions
of the page to those that had it first: it counts for their day. It is put below the page, in one for that day
(`vaultnet.page_turns`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vaultnet import marks, page_turns
from vaultnet.page_history import History, Part, Source, Typed, Version, find_typed


def dated(text: str, versions: Mapping[str, Version]) -> str:
    """Put each line that the owner marked on an earlier page, or a later one, under the day of that page.

    Args:
        text: the page after a merge.
        versions: it and what it was made of, by the names of their commits.

    Returns:
        the page; the same where all is under its own day. A line that was marked on the pages of several days
        stands under each of them.

    """
    history = History(versions)
    every = marks.lines(text)
    parts = [Part(every[part.start : part.stop], part.start) for part in page_turns.apart(every)]
    known = frozenset[str]().union(*(part.known for part in parts))
    found = [
        (part, one, _sources(one, history, parts)) for part in parts for one in find_typed(part, history)
    ]
    gone = {part.above + number for part in parts for number in _left_over(part, history, known)}
    added: dict[date, _Added] = {}
    if any(not _is_under(part, one, days, parts) for part, one, days in found):
        for part, one, days in found:
            gone |= {part.above + one.number} if days else set()
            for day, source in days.items():
                added.setdefault(day, _Added()).add(one, source)
    return _written(text, gone, added) if gone or added else text


def _is_under(part: Part, one: Typed, days: Mapping[date, Source], parts: Sequence[Part]) -> bool:
    """Tell whether a line stands under its own days, as far as they are known, and can be read there."""
    line = one.line.rstrip()
    lies = [other for other in parts if line in other.whole]
    if any(source.is_read for source in days.values()) and not any(other.reads(line) for other in lies):
        return False
    there = {day for other in lies for day in other.made_for}
    return not days or (part.made_for <= days.keys() <= there)


def _sources(one: Typed, history: History, parts: Sequence[Part]) -> dict[date, Source]:
    """Tell to which days a line belongs. What stands below another goes with that, if nothing else is known."""
    whole = frozenset[str]().union(*(part.whole for part in parts))
    every = history.sources(one.line, one.head)
    found = {day: source for day, source in every.items() if whole.intersection(source.heads)}
    above = history.sources(one.head, one.head) if one.is_below else {}
    if found and any(one.head.rstrip() in source.heads for source in found.values()):
        return {day: source for day, source in found.items() if not above or day in above} or above
    return found or above


def _written(text: str, gone: Collection[int], added: Mapping[date, _Added]) -> str:
    ends = text.split("\n")
    lines = [line for number, line in enumerate(ends, 1) if number not in gone]
    end = "\r" if lines[0].endswith("\r") else ""
    lines = [line.removesuffix("\r") if end else line for line in lines]
    for day in sorted(added):
        lines = page_turns.add(lines, day, added[day].lines(), added[day].known)
    return f"{end}\n".join(lines)


@dataclass(slots=True)
class _Added:
    """What is to stand on the page of another day."""

    heads: dict[str, list[str]] = field(default_factory=dict)
    """The lines with a box, and what stands below each."""
    known: frozenset[str] = frozenset()

    def add(self, one: Typed, source: Source) -> None:
        """Add a line."""
        self.known |= source.known
        free = (head for head in source.heads if self._has_room(head, one.line, source))
        below = self.heads.setdefault(next(free, source.heads[0]), [])
        below += [one.line] if one.is_below or one.line.rstrip() not in self.heads else []

    def _has_room(self, head: str, line: str, source: Source) -> bool:
        """Tell whether a line of these words is still missing below a head."""
        return self.heads.get(head, []).count(line) < source.heads.count(head)

    def lines(self) -> list[str]:
        return [line for head, below in self.heads.items() for line in (head, *below)]


def _left_over(page: Part, history: History, known: Collection[str]) -> Iterator[int]:
    """Yield the numbers of lines that a merge has left of other pages, as they were generated there."""
    for number, text in page.body():
        told = marks.line_hash(text)
        is_other = told in history.known and told not in known
        if is_other and any(told in first.known for first in history.first(text)):
            yield number
