"""How a dashboard is told from a note, and the user's words on it from ours. Pure text.

A generated note says ``vaultnet: NAME`` in its front matter, and its last line is a comment with a short
hash of each line that was generated. A line whose hash is not in that comment was typed by the user. A
``.base`` is YAML and a ``.svg`` is XML, without front matter: there the comment alone is the mark, and one that
was changed in any way is the user's from then on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from vaultnet import page_sides, portable
from vaultnet.dates import MONTHS, parse_day
from vaultnet.page_sides import MARKER

_DIGITS = 6
"""Hex digits of a hash. With four, one typed line in 300 would look generated on a full page of 200 lines."""

WHOLE = (".base", ".svg")
"""Endings of generated files that are no notes: each is ours as a whole, or the user's."""

NOT_TAKEN = "This tick was not taken in."
"""What stands below a tick in the inbox, before the reason."""
_AROUND = " \t-*+>#"
_LONGEST = 1000  # characters of a line in which generated words are looked for

_HASH = re.compile(rf"[0-9a-f]{{{_DIGITS}}}")
_SIGNED = "vaultnet 1"
"""What stands in every mark of ours, and hardly in any other line: it is faster to look for."""
_MARK = re.compile(rf"<!-- vaultnet 1\b(.*?)(?:-->|$)|^# vaultnet 1((?: {_HASH.pattern})+)$")
_KEYS = re.compile(r"vaultnet:.*|for: *\d{4}-\d\d-\d\d|---")
"""Front matter of ours, which a merge may have doubled."""
_FOR = re.compile(r"for: *[\"']?(\d{4}-\d\d-\d\d)[\"']?")
_SILENT = re.compile(r"[\s>|]*(?:[-*+]|\d{1,9}[.)])?\s*(?:\[ \])?[\s|]*")
"""White space, or only the beginning of a list line, as an editor leaves it behind after Enter."""
_RULE = re.compile(r"[|:\-\s]*\|[|:\-\s]*")
_BOX = re.compile(r"^(\s*[-*+] )\[.\] ")
_BOX_TICKED = re.compile(r"^(\s*[-*+] )\[[xX]\] ")
_PROMISE_TICKED = re.compile(
    r"(?m)^\s*[-*+] (?:(?:to|from) .+: |promised: ).*\(ticked(?: \d{4}-\d\d-\d\d)?\)$"
)
_PERSON = r"(?:\[\[[^\[\]]+\]\]|\[[^\[\]]*\]\([^()\s]*\))"
_OUR_BOX = re.compile(rf"(\s*[-*+] )\[(.)\] (?={_PERSON} · \*\*|track {_PERSON} )")
"""What begins a suggestion to reach out to someone or to track them, as the template writes it; ticked or not."""
_SUGGESTED = re.compile(rf"\s*[-*+] (?:\[.\] )?({_PERSON}) · \*\*[^*]+\*\*:?")
_EVIDENCE = re.compile(r"\s+- (?:last: |promised: |also \*\*)")
"""What is generated under a suggestion."""
_DATE = r"\d{4}-\d\d-\d\d"
_DONE = re.compile(rf"\s*(?:[✅❌]\ufe0f? *({_DATE})|\[(?:completion|cancelled):: *({_DATE})\])\s*$")
_SIGN = re.compile(rf"[📅📆🗓⏳🛫➕✅❌]\ufe0f? *(?={_DATE})")
_TICKED = re.compile(rf"\((?:ticked|cancelled)(?: {_DATE})?\)$")
_DAY = re.compile(r"(?<!\d)\d{4}-?\d\d-?\d\d(?!\d)")
_OTHER_MARKER = re.compile(r"^(\s*)[*+](?=\s)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_ENDS = re.compile(r"#{1,6} |---$")
"""Lines of ours between which typed lines belong together: headings, and the end of the front matter."""
_LINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]|!?\[([^\[\]]*)\]\([^()]*\)")
_ONLY_LINK = re.compile(r"\[\[[^\[\]]*\]\]")
_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*")
_WORDS_OF_YAML = frozenset({"true", "false", "null"})


def finish(body: str, name: str, day: date, file: str = "note.md") -> str:
    """Make a generated file of a rendered ``body``: front matter at the top, line hashes at the end.

    ``name`` is the dashboard's name and ``day`` what it was made for. ``file`` decides the form by its
    ending: a ``.base`` and a ``.svg`` get the closing comment only, so that their bytes do not change from
    day to day.
    Trailing white space goes, line ends are LF, and there is one newline at the end.
    """
    every = [line.rstrip() for line in body.split("\n")]
    text = "\n".join(every).strip("\n")
    known = " ".join(line_hash(line) for line in every if not _SILENT.fullmatch(line))
    if file.endswith(".base"):
        return f"{text}\n{' '.join(('# vaultnet 1', known)).rstrip()}\n"
    mark = " ".join(part for part in ("<!-- vaultnet 1", known, "-->") if part)
    if file.endswith(WHOLE):
        return f"{text}\n{mark}\n"
    head = f"---\nvaultnet: {_yaml_text(name)}\nfor: {day.isoformat()}\n---\n"
    return f"{head}{text}\n\n{mark}\n" if text else f"{head}\n{mark}\n"


def is_generated(text: str, path: str = "note.md") -> bool:
    """Whether a file is ours to replace.

    A note is, when its front matter has the key ``vaultnet`` together with ``for`` or with our closing
    comment; a ``.base`` or ``.svg`` when it has our comment and nothing in it was changed since (Obsidian writes
    a base anew, without comments, when its views are edited). Where git left a conflict, both sides have to be.
    """
    every = lines(text)
    if path.endswith(WHOLE):
        return _is_marked(every) and not typed(text)
    return all(_is_page(side.lines) for side in page_sides.of(every)[:2])


def _is_page(every: Sequence[str]) -> bool:
    keys = {line.partition(":")[0] for line in every[1 : front_end(every)]}
    return "vaultnet" in keys and ("for" in keys or _is_marked(every))


def typed(text: str, fresh: str | None = None, taken: Collection[int] = ()) -> tuple[str, ...]:
    """Find what the user wrote on a generated file, in order: one text for each part between our headings.

    ``fresh`` is a rendering to compare with as well: where the closing comment is missing, every line that
    ``fresh`` does not have counts as typed. Lines nested under generated list lines follow them, without
    their check box, so that they still say whom they are about. A line of the form of our check boxes stays
    the list line that it is and loses the box: what was suggested is no task, and a tick no interaction.
    White space at the end of lines, their indent and the padding of tables make no difference. ``taken`` are
    the numbers of lines, from 1, that are taken care of (see `vaultnet.ticks`): they count as ours.
    """
    known = set(_known(text))
    if fresh is not None:
        known.update(_known(fresh), map(line_hash, lines(fresh)))
    return tuple(_parts(_judged(text, known, taken)))


def hashes(text: str) -> tuple[frozenset[str], ...]:
    """List the hashes of each closing comment; there are several after a merge."""
    found = (mark for line in lines(text) if _SIGNED in line for mark in _MARK.finditer(line))
    return tuple(frozenset(_HASH.findall(mark[1] or mark[2] or "")) for mark in found)


def days(text: str) -> tuple[date, ...]:
    """List the days that a generated note says it was made for, in order; there are several after a merge."""
    every = lines(text)
    front = (every[number - 1] for number in sorted(front_lines(every)))
    found = (parse_day(match[1]) for line in front if (match := _FOR.fullmatch(line.rstrip())))
    return tuple(day for day in found if day)


def front_lines(every: Sequence[str]) -> frozenset[int]:
    """Find the lines of a generated note's front matter, from 1, also what a merge left of another one below it."""
    found: set[int] = set()
    for side in page_sides.of(every):
        end = front_end(side.lines)
        found |= {
            side.numbers[at] for at in (*range(end + 1 if end else 0), *_more_front(side.lines, end + 1))
        }
    return frozenset(found)


def _more_front(every: Sequence[str], start: int) -> Iterator[int]:
    """Yield where keys of ours stand in front of a rule."""
    keys: list[int] = []
    for at in range(start, len(every)):
        line = every[at].rstrip()
        if line == "---" and any(every[key].rstrip() != "---" for key in keys):
            yield from (*keys, at)
            keys = []
        else:
            keys = [*keys, at] if _KEYS.fullmatch(line) else []


def is_silent(line: str) -> bool:
    """Whether a line says nothing: it is empty, or only the beginning of a list line."""
    return bool(_SILENT.fullmatch(line))


def is_mark(line: str) -> bool:
    """Whether a line is our closing comment, or a mark that a merge left."""
    return bool(_MARK.search(line) or MARKER.fullmatch(line.rstrip()))


def is_promise_ticked(block: str) -> bool:
    """Whether a rescued text holds a promise that was ticked on its dashboard."""
    return bool(_PROMISE_TICKED.search(block))


def rescue_name(block: str, page: str = "") -> str:
    """Name a rescued text: the stem of a file name, out of its first words.

    It is at most 60 characters, valid on every file system, safe within a wikilink, and never empty. What
    was typed about a line of the generated ``page`` is named after the person and the typed words, without any day
    of theirs: a day in its name would make it a note of that day.
    """
    first, *rest = [line for line in block.split("\n") if re.search(r"\w", line)] or [""]
    suggested = _SUGGESTED.match(first)
    if about := _name_of_line([first, *rest], page):
        words = about
    elif suggested:
        under = next((line for line in rest if line[:1].isspace() and not _EVIDENCE.match(line)), "")
        told = (under or _TICKED.sub("", first[suggested.end() :])).strip(_AROUND)
        words = _DAY.sub("", f"{suggested[1]}, {told}") if told else f"About {suggested[1]}"
    else:
        words = _BOX.sub("", first).lstrip(_AROUND)
        words = f"About {words}" if _ONLY_LINK.fullmatch(words) else words  # two notes of one name are a trap
    words = _LINK.sub(lambda link: link[1] or link[2], words)
    return portable.name(words)


def _name_of_line(block: list[str], page: str) -> str:
    """Name what was typed behind or under a line of a page by the typed words; ``""`` if it is no such line."""
    known = set(_known(page))
    if not _generated_end(_BOX.sub(r"\1", block[0]), known):
        return ""
    linked = re.search(_PERSON, block[0])
    for line in block:
        line = _TICKED.sub("", _BOX.sub(r"\1", line))
        words = _DAY.sub("", line[_generated_end(line, known) :]).strip(f"{_AROUND}|,;:.·")
        if line.startswith(NOT_TAKEN):
            break
        if re.search(r"\w", words):
            return f"{linked[0]}, {words}" if linked else words
    day = min(days(page), default=None)
    about = linked[0] if linked else block[0].strip(_AROUND)
    return f"About {about}, {day.day} {MONTHS[day.month - 1]}" if day else f"About {about}"


def _generated_end(line: str, known: Collection[str]) -> int:
    """Return where the generated words end that a rescued line begins with; 0 for none. It has lost its box."""
    for word in reversed(list(re.finditer(r"\S+", line[:_LONGEST])) if known else ()):
        said = line[: word.end()]
        if line_hash(said) in known or line_hash(_ITEM.sub("- [ ] ", said, count=1)) in known:
            return word.end()
    return 0


class _Line(NamedTuple):
    text: str
    ours: bool
    indent: int
    """In columns."""


def _judged(text: str, known: set[str], taken: Collection[int]) -> Iterator[_Line]:
    """Yield each line with whether it is ours; what only separates has no text."""
    every = lines(text)
    standing = {number for side in page_sides.of(every) for number in side.numbers}
    front = {1, *front_lines(every)}.union(set(range(1, len(every) + 1)) - standing)
    for number, line in enumerate(every, 1):
        line = (_MARK.sub(_without_hashes, line) if _SIGNED in line else line).rstrip()
        columns = line.expandtabs(4)
        indent = len(columns) - len(columns.lstrip())
        if _SILENT.fullmatch(line):
            yield _Line("", False, 0)
        else:
            ours = number in taken or (number in front and _KEYS.fullmatch(line))
            line = line if ours else _without_box(line, known)
            yield _Line(line, bool(ours or MARKER.fullmatch(line) or line_hash(line) in known), indent)


def _without_box(line: str, known: Collection[str]) -> str:
    """Say in words that a generated line without a box, a promise, was given one and ticked."""
    box = _BOX_TICKED.match(line)
    done = _DONE.search(line)
    bare = f"{box[1]}{line[box.end() : done.start() if done else None].rstrip()}" if box else ""
    day = f" {done[1] or done[2]}" if done else ""
    return f"{bare} (ticked{day})" if box and line_hash(bare) in known else line


def _parts(lines: Iterable[_Line]) -> Iterator[str]:
    """Gather typed lines between two headings of ours."""
    part = _Part()
    for line in lines:
        if not line.text:
            part.gap += 1
        elif line.ours:
            if part.lines and _ENDS.match(line.text):
                yield "\n".join(part.lines)
                part = _Part()
            part.pass_by(line)
        else:
            part.take(line)
    if part.lines:
        yield "\n".join(part.lines)


class _Part:
    """Typed lines that belong together, each below the list lines of ours that it is nested under."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.gap = 0
        """Empty lines since the last other one."""
        self._above: list[_Line] = []
        """The list lines that hold the one at hand, outermost first."""
        self._told: set[int] = set()
        """Those of them that are in the part, by their indent."""
        self._outer: int | None = None
        """The indent that falls away; None where something new begins."""
        self._led = False
        """Whether it began with a line of ours."""

    def pass_by(self, line: _Line) -> None:
        """Go past a line of ours; what is typed under it is about it."""
        self._climb(line)
        if not self._told:
            self._outer = None
        self.gap = 0

    def take(self, line: _Line) -> None:
        """Add a typed line, after those above it that are not told yet."""
        self._climb(line)
        above = self._above[:-1]
        gap = self.gap
        if self._outer is None or (self._led and not above):
            self._outer = (above or [line])[0].indent
            self._led = bool(above)
            gap = max(gap, 1)  # it is about something else than what stands before
        missing = [one for one in above if one.indent not in self._told]
        self.lines += [""] * (gap if self.lines and not (missing and self._told) else 0)
        self.lines += [_dedent(_BOX.sub(r"\1", one.text), self._outer) for one in missing]
        if missing and self.gap and not _ITEM.match(line.text):
            self.lines.append("")
        self.lines.append(_dedent(no_task(line.text), self._outer))
        self._told.update(one.indent for one in self._above)
        self.gap = 0

    def _climb(self, line: _Line) -> None:
        self._above = [one for one in self._above if one.indent < line.indent and _ITEM.match(one.text)]
        self._told &= {one.indent for one in self._above}
        self._above.append(line)


def _dedent(text: str, columns: int) -> str:
    if not columns:
        return text
    spread = text.expandtabs(4)
    indent = len(spread) - len(spread.lstrip())
    return " " * max(0, indent - columns) + text.lstrip()


def no_task(text: str) -> str:
    """Take the box and the dates of a task off a line of the form of our check boxes; a tick is said in words."""
    box = _OUR_BOX.match(text)
    if not box:
        return text
    done = _DONE.search(text)
    words = _SIGN.sub("", text[box.end() : done.start() if done else None].rstrip())
    if box[2] == " " and not done:
        return box[1] + words
    said = "cancelled" if box[2] == "-" else "ticked"
    day = f" {done[1] or done[2]}" if done else ""
    return f"{box[1]}{words} ({said}{day})"


def lines(text: str) -> list[str]:
    """Split into lines without their ends and without a byte order mark."""
    return [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]


def front_end(every: Sequence[str]) -> int:
    """Return the index of the line that closes the front matter; 0 if there is none."""
    if not every or every[0].rstrip() != "---":
        return 0
    return next((number for number, line in enumerate(every[1:], 1) if line.rstrip() == "---"), 0)


def _is_marked(every: Sequence[str]) -> bool:
    return any(_SIGNED in line and _MARK.search(line) for line in every)


def _known(text: str) -> Iterator[str]:
    """Yield every hash in the closing comments; there are several after a merge."""
    for found in hashes(text):
        yield from found


def _without_hashes(mark: re.Match[str]) -> str:
    """Return what was typed into a closing comment."""
    return " ".join(word for word in (mark[1] or "").split() if not _HASH.fullmatch(word))


@lru_cache(maxsize=4096)
def line_hash(line: str) -> str:
    """Hash a line by its words. Remembered: from one build to the next most lines stay.

    A table editor that pads cells and widens rules has typed nothing, nor has a formatter that writes lists
    with another marker and emphasis with underscores.
    """
    if line.lstrip()[:1] in ("*", "+"):
        line = _OTHER_MARKER.sub(r"\1-", line)
    line = line.replace('_"', '*"').replace('"_', '"*')
    words = re.sub("-+", "-", line).split() if "|" in line and _RULE.fullmatch(line) else line.split()
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=_DIGITS // 2).hexdigest()


def _yaml_text(name: str) -> str:
    """Write a dashboard's name as YAML; quoted where the plain form would be read as something else."""
    if _PLAIN_NAME.fullmatch(name) and name == name.strip() and name.lower() not in _WORDS_OF_YAML:
        return name
    return json.dumps(name, ensure_ascii=False)
