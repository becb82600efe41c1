"""The ticks on a dashboard: what the owner marked, about whom, and what was written beside it. Pure.

A tick is known by the day of its dashboard and the first link of its line, so no ids stand in lines. Which
words of a line are the owner's is told by the hashes of the generated lines (`vaultnet.marks`), whatever
became of the line's place, its indent or its marker. docs/ticks.md is the rules as a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from textwrap import dedent
from typing import NamedTuple

from vaultnet import marks, page_sides, page_turns, tick_words
from vaultnet.dates import parse_span
from vaultnet.kinds import strength
from vaultnet.tick_lines import Line, Page
from vaultnet.tick_words import Said


class Tick(NamedTuple):
    """What the owner said about one contact on one day's dashboard."""

    day: date
    """The day of the dashboard."""
    contact: str
    """The contact's path."""
    done: bool = False
    """They were in touch, ``on`` a day."""
    on: date = date.min
    kind: str = ""
    words: str = ""
    lines: tuple[str, ...] = ()
    """Whole lines: those nested under it, and those that hold generated words as well, as quotations."""
    until: date | None = None
    """Put off: not before this day."""
    skip: bool = False
    every: str = ""
    """A cadence (``6w``) or the name of a tier: keep in touch from now on."""
    taken: tuple[int, ...] = ()
    """The numbers of the dashboard's lines that it uses up, from 1."""
    block: str = ""
    """The lines as a note can hold them, should it not be possible to take the tick in."""
    dated: bool = False
    """``on`` was said by the owner or a plugin, and is not only the dashboard's day."""


def parse(
    text: str,
    path: str,
    who: Callable[[str], str],
    fresh: str = "",
    tiers: Collection[str] = (),
    apart: Callable[[str], bool] = lambda _path: False,
) -> tuple[Tick, ...]:
    """Find the ticks on a dashboard, in the order of its lines; one for each contact and day at most.

    Args:
        text: the dashboard, new or old, as its owner left it.
        path: where it lies.
        who: gives the path of the contact to whom a link's target leads, and ``""`` where it leads nowhere,
            to something else, or to several contacts.
        fresh: a rendering of today, to compare with as well.
        tiers: the names of tiers.
        apart: tells by what ``who`` gives whether each line is ticked for itself: what stands on it is what was
            agreed to. Lines about a contact go together, as a merge may have doubled them.

    """
    if path.endswith(marks.WHOLE):
        return ()
    groups: dict[tuple[date, str, bool, str], _Group] = {}
    for line, nested, day in _found(text, fresh, who):
        contact = who(line.target)
        key = day, contact, line.track, line.text if apart(contact) else ""
        groups.setdefault(key, _Group(*key[:3])).add(line, nested)
    found = (group.track(tiers) if group.tracks else group.tick() for group in groups.values())
    return merged(tick for tick in found if tick)


def _found(text: str, fresh: str, who: Callable[[str], str]) -> Iterator[tuple[Line, list[_Nested], date]]:
    """Yield the lines about contacts in order, what is nested under each, and the day of its dashboard.

    Where git left a conflict, a line outside of it stands on both sides, and is still one line.
    """
    found: dict[int, list[tuple[Line, list[_Nested], date]]] = {}
    more = frozenset[str]().union(*marks.hashes(text))
    for lines, numbers, others in _apart(text):
        page = Page("\n".join(lines), fresh, numbers, more)
        heads = list(_heads(page, who)) if page.day else []
        for (line, nested), day in zip(heads, page.days([line for line, _ in heads]), strict=True):
            if line.number not in others:
                found.setdefault(line.number, []).append((line, nested, day))
    for number in sorted(found):
        known = [one for one in found[number] if one[0].told] or found[number]
        below = {one.number: one for _, nested, _ in found[number] for one in nested}
        yield known[0][0], [below[at] for at in sorted(below)], min(day for _, _, day in known)


def _apart(text: str) -> Iterator[tuple[Sequence[str], Sequence[int], Collection[int]]]:
    """Yield the lines of each page that a file holds, their numbers, and those of lines that belong to others.

    What was before a conflict is the page of its day only where it differs from both sides.
    """
    sides = page_sides.of(marks.lines(text))
    for at, side in enumerate(sides):
        others = {number for one in sides[:at] for number in one.numbers} if at > 1 else frozenset()
        for part in page_turns.apart(side.lines):
            span = slice(part.start, part.stop)
            yield side.lines[span], side.numbers[span], others


def rest(text: str, fresh: str, ticks: Iterable[Tick]) -> tuple[str, ...]:
    """Give what else was typed on a dashboard (see `marks.typed`)."""
    return marks.typed(text, fresh, {number for tick in ticks for number in tick.taken})


def merged(ticks: Iterable[Tick]) -> tuple[Tick, ...]:
    """Make one of the ticks of one contact and day: what any of them says holds, and all words are kept."""
    found: dict[tuple[date, str], Tick] = {}
    for tick in ticks:
        key = tick.day, tick.contact
        found[key] = _both(found[key], tick) if key in found else tick
    return tuple(found.values())


def _both(one: Tick, other: Tick) -> Tick:
    kind, more = _kinds((one.kind, other.kind))
    done = [tick for tick in (one, other) if tick.done]
    dated = [tick.on for tick in done if tick.dated]
    return Tick(
        one.day,
        one.contact,
        one.done or other.done,
        min(dated or [tick.on for tick in done], default=date.min),
        kind,
        _joined((*more, one.words, other.words)),
        tuple(_united((one.lines, other.lines))),
        _latest((one.until, other.until)),
        one.skip or other.skip,
        one.every or other.every,
        (*one.taken, *other.taken),
        "\n".join(_united((one.block.split("\n"), other.block.split("\n")))),
        bool(dated),
    )


def _kinds(given: Iterable[str]) -> tuple[str, list[str]]:
    """Return the strongest of some kinds, and the others."""
    kinds = sorted({kind for kind in given if kind}, key=lambda kind: (-strength(kind), kind))
    return (kinds[0], kinds[1:]) if kinds else ("", [])


def _joined(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(word for word in words if word))


def _united(texts: Iterable[Sequence[str]]) -> list[str]:
    """Make one of what a merge may have doubled: lines that two texts share stand once, each text stays whole."""
    every: list[str] = []
    for lines in texts:
        found = SequenceMatcher(None, every, lines, autojunk=False).get_opcodes()
        shared = [(every[a:b], lines[c:d] if what != "equal" else ()) for what, a, b, c, d in found]
        every = [line for mine, theirs in shared for line in (*mine, *theirs)]
    return every


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


# --- the lines of a tick ---------------------------------------------------------------------------


class _Nested(NamedTuple):
    """A line that the owner typed below one with a box."""

    number: int
    text: str
    quoted: bool
    """It holds generated words as well."""
    ours: bool
    """It is generated, but for a link whose note has another name now."""


def _heads(page: Page, who: Callable[[str], str]) -> Iterator[tuple[Line, list[_Nested]]]:
    """Yield the lines with a box about a contact, and what the owner nested under each."""
    open_: list[tuple[int, list[_Nested]]] = []
    found: list[tuple[Line, list[_Nested]]] = []
    for number, text in page.body():
        indent = _indent(text)
        while open_ and open_[-1][0] >= indent:
            open_.pop()
        line = page.line(number, text)
        below = bool(open_) and line is not None and not (line.sure or line.quoted)
        if line and who(line.target) and not below:
            found.append((line, []))
            open_.append((indent, found[-1][1]))
        elif open_ and not page.knows(text):
            open_[-1][1].append(_Nested(number, text, page.begins_generated(text), page.knew(text)))
    yield from found


def _indent(text: str) -> int:
    spread = text.expandtabs(4)
    return len(spread) - len(spread.lstrip())


@dataclass(slots=True)
class _Group:
    """Every line about one contact on one day; a merge may have doubled it."""

    day: date
    contact: str
    tracks: bool
    box: str = " "
    heads: list[tuple[Line, Said]] = field(default_factory=list)
    nested: list[list[_Nested]] = field(default_factory=list)
    """What is nested under each, but for commands."""
    ours: list[int] = field(default_factory=list)
    """Lines nested under it that were generated."""
    told: list[tuple[_Nested, Said]] = field(default_factory=list)
    """Nested lines that are nothing but commands."""
    boxes: set[str] = field(default_factory=set)
    """The boxes of the lines that do not say by themselves until when: they hold whatever another line says."""

    def add(self, line: Line, nested: Iterable[_Nested]) -> None:
        """Add a line and what is nested under it."""
        self.box = min(self.box, line.box, key=_rank)
        ahead = line.box != "x"
        self.heads.append((line, tick_words.read(line.said, self.day, ends=line.sure, ahead=ahead)))
        kept, told = [], [self.heads[-1][1]]
        for one in nested:
            if one.ours:
                self.ours.append(one.number)
                continue
            said = None if one.quoted else tick_words.command(_bare(one.text), self.day, ahead=ahead)
            (self.told.append((one, said)) if said else kept.append(one))
            told += [said] if said else []
        self.nested.append(kept)
        if not any(one.until or (one.skip and line.box == "x") for one in told):
            self.boxes.add(line.box)

    def tick(self) -> Tick | None:
        """Say what is to be done; None for nothing."""
        said = [said for _, said in self.heads] + [said for _, said in self.told]
        tick = self._merged(said)
        content = any(one.tells for one in said) or bool(any(self.nested) or tick.lines)
        decided = any(one.kind or one.on for one in said)
        done = "x" in self.boxes or decided or (content and not tick.skip)
        if "-" in self.boxes:
            tick = tick._replace(skip=True)
        if ">" in self.boxes and not tick.until:
            tick = tick._replace(until=tick_words.after(self.day, "1w"))
        if self.box == "x" and done:
            return self._taking(tick, all_=True)
        tick = tick._replace(done=False)
        return self._taking(tick) if tick.until or tick.skip else None

    def track(self, tiers: Collection[str]) -> Tick | None:
        """Say how often to be in touch from now on; None where nothing is marked."""
        if self.box not in "x-":
            return None
        tick = Tick(self.day, self.contact, skip=self.box == "-")
        named = [self._every(line, said, tiers) for line, said in self.heads]
        if self.box == "x":
            below = [said.span for _, said in self.told if said.span]
            tick = tick._replace(every=next(filter(None, [*below, *(every for every, _ in named)]), ""))
        skip = any(said.skip for _, said in [*self.heads, *self.told])
        tick = tick._replace(skip=True, every="") if skip else tick
        if not (tick.every or tick.skip):
            return None
        used = [line.number for (line, _), (_, whole) in zip(self.heads, named, strict=True) if whole]
        used += [one.number for one, said in self.told if said.span or said.skip]
        return tick._replace(taken=tuple(used), block=self._block())

    def _every(self, line: Line, said: Said, tiers: Collection[str]) -> tuple[str, bool]:
        """Return the cadence or tier that a line says, and whether it says nothing else."""
        tier = next((tier for tier in tiers if tier.casefold() == said.words.casefold()), "")
        whole = not (said.kind or said.on or line.quoted or (said.words and not tier))
        every = said.span or (line.every if parse_span(line.every) else "")
        return tier or every, whole and not (said.until and not said.span)

    def _merged(self, said: Sequence[Said]) -> Tick:
        """Put together what all lines say, as if it took place."""
        days = [one.on for one in said if one.on] or [one.completed for one in said if one.completed]
        kind, more = _kinds(one.kind for one in said)
        words = _joined((*more, *(one.words for one in said)))
        return Tick(
            self.day,
            self.contact,
            True,
            min(days, default=self.day),
            kind or tick_words.kind_in(words),
            words,
            tuple(dict.fromkeys(f"> {line.quoted}" for line, _ in self.heads if line.quoted)),
            _latest(one.until for one in said),
            any(one.skip for one in said),
            dated=bool(days),
        )

    def _taking(self, tick: Tick, *, all_: bool = False) -> Tick:
        """Say which lines are used up; words about what did not take place stay typed."""
        used = [line.number for line, said in self.heads if all_ or not (said.tells or line.quoted)]
        used += [*self.ours, *(one.number for one, said in self.told if all_ or not said.tells)]
        if not all_:
            block, used = self._block(), sorted(used)
            return tick._replace(kind="", words="", lines=(), taken=tuple(used), block=block)
        used += [one.number for nested in self.nested for one in nested]
        lines = (*tick.lines, *_united(map(_as_lines, self.nested)))
        return tick._replace(lines=lines, taken=tuple(sorted(used)), block=self._block())

    def _block(self) -> str:
        heads = [marks.no_task(line.text.lstrip()) for line, _ in self.heads]
        told = dict.fromkeys(_as_lines([one for one, _ in self.told]))
        below = [f"    {line}" for line in (*told, *_united(map(_as_lines, self.nested)))]
        return "\n".join([*dict.fromkeys(heads), *below])


def _rank(box: str) -> int:
    """Order boxes by how much they say: what is ticked wins."""
    return "x-> ".index(box)


def _as_lines(nested: Iterable[_Nested]) -> list[str]:
    """Return nested lines without the indent that they share."""
    lines = []
    for one in nested:
        text = one.text.rstrip().expandtabs(4)
        lines.append(" " * _indent(text) + (f"> {_bare(text)}" if one.quoted else text.lstrip()))
    return dedent("\n".join(lines)).split("\n") if lines else []


_BARE = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])?\s*(?:\[.\]\s+)?")


def _bare(text: str) -> str:
    """Return a line's words without its marker and box."""
    found = _BARE.match(text)
    return text[found.end() :].rstrip() if found else text.strip()
