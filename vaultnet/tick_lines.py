"""Which words of a dashboard's line were generated, and which are the owner's. Pure text.

The closing comment knows each generated line by a hash (`vaultnet.marks`). A line that was ticked and written
on begins with one of them, once its box is empty again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

from vaultnet import marks

_BOXED = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+\[([xX >-])\]\s+(.*)")
_ITEM = re.compile(r"\s*(?:[*+]|\d{1,9}[.)])(?=\s)")
_LINK = re.compile(r"\[\[([^\[\]|#^]*)[^\[\]]*\]\]|\[[^\[\]]*\]\(([^()\s]*)\)")
_TRACK = re.compile(r"track\s+$")
_EVERY = re.compile(r"\s*(?:every\s+)?(\S.*?)\s*(?:·|$)")
_EVIDENCE = re.compile(r"\s*[-*+]\s+(?:last: |promised: |also \*\*)")
_EMPHASIS = re.compile(r"(?:\*{1,3}|_{1,3}|==|~~)$")
_WORD = re.compile(r"\S+")
_NAME = re.compile(r"[\w'’.-]*\w")
_LONGEST, _LINKS, _NAMED = 2000, 20, 4
"""Characters of a line among which generated words are looked for, links they could begin with, a name's words."""


PROPOSED = ("2w", "4w", "6w", "8w", "3m", "6m", "1y")
"""The cadences that a dashboard proposes."""

_Found: TypeAlias = "tuple[int, str, str]"
"""Where the generated words of a line end, their hash, and what the owner put among them."""


class Line(NamedTuple):
    """A line with a box that begins with a link, or whose generated words do."""

    number: int
    text: str
    box: str
    """``x``, ``-``, ``>`` or a space."""
    target: str
    """Where its first link leads."""
    track: bool
    told: str
    """The hash of its generated words; ``""`` where they can't be told."""
    said: str
    """The owner's words."""
    quoted: str = ""
    """Words of which nobody knows who wrote them."""
    sure: bool = True
    """It is known where the generated words end."""
    every: str = ""
    """The cadence that a line about tracking proposes, perhaps edited."""


class Page:
    """A dashboard's lines, and what is known of its generated ones."""

    def __init__(
        self, text: str, fresh: str = "", numbers: Sequence[int] = (), more: Collection[str] = ()
    ) -> None:
        """Take its text; ``fresh`` is one to compare with, and ``numbers`` are what its lines are to be called.

        ``more`` are hashes of generated lines of pages beside it, one of which a merge may have put here.
        """
        self.lines = marks.lines(text)
        self._numbers = numbers or range(1, len(self.lines) + 1)
        self._days = marks.days(text)
        self._comments = marks.hashes(text)
        self._all = frozenset(more).union(*self._comments)
        self._fresh = frozenset[str]().union(*marks.hashes(fresh), map(marks.line_hash, marks.lines(fresh)))
        whole: dict[str, str] = {}
        for line in self.lines:
            emptied = _emptied(line)
            if (told := marks.line_hash(emptied)) in self._all:
                whole[told] = emptied
        self._open = self._all - whole.keys()
        """Hashes of lines that stand nowhere on the page as they were."""
        known = dict.fromkeys((*whole.values(), *marks.lines(fresh)))
        self._boxed = [" ".join(line.split()) for line in known if _BOXED.match(line)]

    @property
    def day(self) -> date | None:
        """The day it was made for; the earliest where a merge left several."""
        return min(self._days, default=None)

    def days(self, lines: Sequence[Line]) -> Iterator[date]:
        """Yield the day of the dashboard that each of its lines stood on, as far as a merge of several tells.

        One that stood on several of them, and still stands there as often, belongs to them in their order.
        """
        for line in lines:
            days = self._made_for(line.told)
            same = [one.number for one in lines if one.told == line.told]
            yield days[same.index(line.number)] if len(same) == len(days) else min(days or self._days)

    def _made_for(self, told: str) -> list[date]:
        if len(self._days) != len(self._comments):
            return []
        return [day for day, known in zip(self._days, self._comments, strict=True) if told in known]

    def body(self) -> Iterator[tuple[int, str]]:
        """Yield the lines that say something, with their numbers, but for front matter and marks of merges."""
        front = marks.front_lines(self.lines)
        for at, line in enumerate(self.lines, 1):
            if at not in front and not marks.is_silent(line) and not marks.is_mark(line):
                yield self._numbers[at - 1], line

    def knows(self, line: str) -> bool:
        """Tell whether a line was generated as it stands."""
        return marks.line_hash(line) in self._all or marks.line_hash(line) in self._fresh

    def knew(self, line: str) -> bool:
        """Tell whether evidence was generated, but for a link that follows a note renamed since.

        The old name is looked for among the words of the line, and the hash tells whether it is the one.
        """
        if not _EVIDENCE.match(line) or len(line) > _LONGEST:
            return False
        words = _NAME.findall(_LINK.sub(" ", line))
        names = {
            " ".join(words[at : at + count]) for at in range(len(words)) for count in range(1, _NAMED + 1)
        }
        spans = [link.span(1) for link in islice(_LINK.finditer(line), _LINKS) if link[1]]
        return any(
            marks.line_hash(f"{line[:start]}{name}{line[end:]}") in self._open
            for start, end in spans
            for name in names
        )

    def begins_generated(self, line: str) -> bool:
        """Tell whether a line begins with generated words."""
        return bool(_EVIDENCE.match(line)) or any(told in self._open for _, told in _beginnings(line, 2))

    def line(self, number: int, text: str) -> Line | None:
        """Read a line with a box; None for any other line, and for one that is wholly the owner's."""
        boxed = _BOXED.fullmatch(text.rstrip())
        if not boxed:
            return None
        box, given = boxed[1].lower(), boxed[2]
        rests = list(_as_generated(given))
        for rest in rests:
            if found := self._sure(number, text, box, rest):
                # words among the generated ones: nobody knows which of them are commands
                quoted = found._replace(said="", quoted=given, sure=False)
                return found if found.sure else None if box == " " else quoted
        return None if box == " " else self._unsure(number, text, box, rests[min(1, len(rests) - 1)], given)

    def _sure(self, number: int, text: str, box: str, rest: str) -> Line | None:
        """Read a line whose generated words are known; it is not ``sure`` where others stand among them."""
        found_links = islice(_LINK.finditer(rest), _LINKS)
        links = [(link, _TRACK.search(rest, 0, link.start())) for link in found_links]
        for link, track in links:
            start = track.start() if track else link.start()
            candidate = f"- [ ] {rest[start:]}"
            found = self._generated(candidate, link.end() - start + len("- [ ] "))
            if not found and track:
                candidate, found = self._edited_cadence(link, rest)
            if found:
                end, told, inside = found
                said = ", ".join(
                    part for part in (rest[:start].strip(), inside, candidate[end:]) if part.strip()
                )
                every = _every(rest[link.end() :]) if track else ""
                target = _target(link)
                return Line(number, text, box, target, bool(track), told, said, "", not inside, every)
        return None

    def _unsure(self, number: int, text: str, box: str, rest: str, given: str) -> Line | None:
        """Read a line of which nobody knows where the generated words end, if it begins with a link."""
        link = _LINK.search(rest)
        if not link:
            return None
        track = _TRACK.search(rest, 0, link.start())
        if rest[: track.start() if track else link.start()]:
            return None
        after = rest[link.end() :]
        target = _target(link)
        if track:
            every, _, words = after.partition("·")
            return Line(number, text, box, target, True, "", "", words.strip(), False, _every(every))
        if "·" in after or "**" in after:
            return Line(number, text, box, target, False, "", "", given, False)
        return Line(number, text, box, target, False, "", after, "", False)

    def _edited_cadence(self, link: re.Match[str], rest: str) -> tuple[str, _Found | None]:
        """Look for a line about tracking whose cadence the owner wrote anew: the rest of it is known."""
        _, sign, words = rest[link.end() :].partition("·")
        for every in PROPOSED if sign else ():
            line = f"- [ ] track {link[0]} every {every} · {words}"
            if found := self._generated(line, line.index("·")):
                return line, found
        return "", None

    # --- where the generated words end ---

    def _generated(self, line: str, least: int) -> _Found | None:
        """Find the end of a line's generated words; None where they can't be told."""
        whole = marks.line_hash(line)
        if whole in self._all:
            return len(line), whole, ""
        by_hash = next(((end, told) for end, told in _beginnings(line, least) if told in self._open), None)
        by_text = self._by_text(line, least)
        if by_hash and (not by_text or by_text[0] <= by_hash[0]):
            return by_hash[0], by_hash[1], ""
        if by_text:
            return by_text[0], by_text[1], ""
        for end in range(min(len(line) - 1, _LONGEST), least - 1, -1):
            told = marks.line_hash(line[:end]) if not line[end - 1].isspace() else ""
            if told in self._open:
                return end, told, ""
        return self._edited(line)

    def _by_text(self, line: str, least: int) -> tuple[int, str] | None:
        """Find the longest line that is known by its text and that this one begins with."""
        found = [(end, known) for known in self._boxed if (end := _end_of(known, line)) >= least]
        return max(((end, marks.line_hash(known)) for end, known in found), default=None)

    def _edited(self, line: str) -> _Found | None:
        """Compare with lines known by their text: words may have been added among theirs, or taken out."""
        words = list(_WORD.finditer(line))
        link = _LINK.search(line)
        for known in self._boxed:
            same = _LINK.search(known)
            if not (link and same and link[0] == same[0]):
                continue
            texts, theirs = [word[0] for word in words], known.split()
            among = _among(texts, theirs)
            if among is not None:
                added, count = among
                return words[count - 1].end(), marks.line_hash(known), " ".join(added)
            if _among(theirs, texts):
                return len(line), marks.line_hash(known), ""
        return None


def _as_generated(rest: str) -> Iterator[str]:
    """Yield a line as it stands, and then without the emphasis and the other words of its first link."""
    yield rest
    link = _LINK.search(rest)
    if not link:
        return
    before, shown, after = rest[: link.start()], link[0], rest[link.end() :]
    sign = _EMPHASIS.search(before)
    if sign and after.startswith(sign[0]):
        before, after = before[: sign.start()], after[len(sign[0]) :]
        yield f"{before}{shown}{after}"
    if link[1] is not None and "|" in shown:
        yield f"{before}[[{link[1].strip()}]]{after}"


def _emptied(line: str) -> str:
    """Return a line with a box as it was generated: empty, behind a dash."""
    boxed = _BOXED.fullmatch(line.rstrip())
    return f"- [ ] {boxed[2]}" if boxed else line


def _beginnings(line: str, least: int) -> Iterator[tuple[int, str]]:
    """Yield the ends of a line's beginnings, word by word and the longest first, and their hashes."""
    line = _ITEM.sub("-", line)
    for end in reversed([match.end() for match in _WORD.finditer(line, 0, _LONGEST)]):
        if end >= least:
            yield end, marks.line_hash(line[:end])


def _end_of(known: str, line: str) -> int:
    """Return where the words of a known line end in one that begins with them; 0 if it doesn't."""
    end = 0
    words = known.split(" ")
    for place, (word, match) in enumerate(zip(words, _WORD.finditer(line), strict=False), 1):
        if match[0] != word and not (place == len(words) and match[0].startswith(word)):
            return 0
        end = match.start() + len(word)
    return end if len(line.split()) >= len(words) else 0


def _among(words: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], int] | None:
    """Return the words that stand among ``theirs``, and how many words it takes until all of those have come."""
    left = list(reversed(theirs))
    added = []
    for count, word in enumerate(words, 1):
        if word != left[-1]:
            added.append(word)
            continue
        left.pop()
        if not left:
            return added, count
    return None


def _target(link: re.Match[str]) -> str:
    return link[1].strip() if link[1] is not None else unquote(link[2]).removeprefix("<").removesuffix(">")


def _every(text: str) -> str:
    found = _EVERY.match(text)
    return found[1] if found else ""
