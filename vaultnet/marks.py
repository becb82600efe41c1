"""How a dashboard is told from a note, and the user's words on it from ours. Pure text.

A generated note says ``vaultnet: NAME`` in its front matter, and its last line is a comment with a short
hash of each line that was generated. A line whose hash is not in that comment was typed by the user. A
``.base`` is YAML without front matter: there the comment alone is the mark, and a base that was changed in
any way is the user's from then on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from vaultnet import portable

_DIGITS = 6
"""Hex digits of a hash. With four, one typed line in 300 would look generated on a full page of 200 lines."""

_HASH = re.compile(rf"[0-9a-f]{{{_DIGITS}}}")
_MARK = re.compile(rf"<!-- vaultnet 1\b(.*?)(?:-->|$)|^# vaultnet 1((?: {_HASH.pattern})+)$")
_KEYS = re.compile(r"vaultnet:.*|for: *\d{4}-\d\d-\d\d|---")
"""Front matter of ours, which a merge may have doubled."""
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|>{7})(?: .*)?|={7}")
"""What some git client left of a conflict."""
_SILENT = re.compile(r"[\s>|]*(?:[-*+]|\d{1,9}[.)])?\s*(?:\[ \])?[\s|]*")
"""White space, or only the beginning of a list line, as an editor leaves it behind after Enter."""
_RULE = re.compile(r"[|:\-\s]*\|[|:\-\s]*")
_BOX = re.compile(r"^(\s*[-*+] )\[.\] ")
_PERSON = r"(?:\[\[[^\[\]]+\]\]|\[[^\[\]]*\]\([^()\s]*\))"
_OUR_BOX = re.compile(rf"(\s*[-*+] )\[(.)\] (?={_PERSON} · \*\*)")
"""What begins a suggestion to reach out to someone, as the template writes it; ticked or not."""
_SUGGESTED = re.compile(rf"\s*[-*+] (?:\[.\] )?({_PERSON}) · \*\*[^*]+\*\*:?")
_EVIDENCE = re.compile(r"\s+- (?:last: |promised: |also \*\*)")
"""What is generated under a suggestion."""
_DATE = r"\d{4}-\d\d-\d\d"
_DONE = re.compile(rf"\s*(?:[✅❌]\ufe0f? *({_DATE})|\[(?:completion|cancelled):: *({_DATE})\])\s*$")
_SIGN = re.compile(rf"[📅📆🗓⏳🛫➕✅❌]\ufe0f? *(?={_DATE})")
_TICKED = re.compile(rf"\((?:ticked|cancelled)(?: {_DATE})?\)$")
_DAY = re.compile(r"(?<!\d)\d{4}-?\d\d-?\d\d(?!\d)")
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
    ending: a ``.base`` gets the closing comment only, so that its bytes do not change from day to day.
    Trailing white space goes, line ends are LF, and there is one newline at the end.
    """
    lines = [line.rstrip() for line in body.split("\n")]
    text = "\n".join(lines).strip("\n")
    hashes = " ".join(_hash(line) for line in lines if not _SILENT.fullmatch(line))
    if file.endswith(".base"):
        return f"{text}\n{' '.join(('# vaultnet 1', hashes)).rstrip()}\n"
    mark = " ".join(part for part in ("<!-- vaultnet 1", hashes, "-->") if part)
    head = f"---\nvaultnet: {_yaml_text(name)}\nfor: {day.isoformat()}\n---\n"
    return f"{head}{text}\n\n{mark}\n" if text else f"{head}\n{mark}\n"


def is_generated(text: str, path: str = "note.md") -> bool:
    """Whether a file is ours to replace.

    A note is, when its front matter has the key ``vaultnet`` together with ``for`` or with our closing
    comment; a ``.base`` when it ends with our comment and nothing in it was changed since (Obsidian writes a
    base anew, without comments, when its views are edited).
    """
    lines = _lines(text)
    marked = any(_MARK.search(line) for line in lines)
    if path.endswith(".base"):
        return marked and not typed(text)
    keys = {line.partition(":")[0] for line in lines[1 : _front_end(lines)]}
    return "vaultnet" in keys and (marked or "for" in keys)


def typed(text: str, fresh: str | None = None) -> tuple[str, ...]:
    """Find what the user wrote on a generated file, in order: one text for each part between our headings.

    ``fresh`` is a rendering to compare with as well: where the closing comment is missing, every line that
    ``fresh`` does not have counts as typed. Lines nested under generated list lines follow them, without
    their check box, so that they still say whom they are about. A line of the form of our check boxes stays
    the list line that it is and loses the box: what was suggested is no task, and a tick no interaction.
    White space at the end of lines, their indent and the padding of tables make no difference.
    """
    known = set(_known(text))
    if fresh is not None:
        known.update(_known(fresh), map(_hash, _lines(fresh)))
    return tuple(_parts(_judged(text, known)))


def rescue_name(block: str) -> str:
    """Name a rescued text: the stem of a file name, out of its first words.

    It is at most 60 characters, valid on every file system, safe within a wikilink, and never empty. What
    was typed about a suggestion is named after the person and the typed words, without any day: a day in
    its name would make it a note of that day.
    """
    first, *rest = [line for line in block.split("\n") if re.search(r"\w", line)] or [""]
    suggested = _SUGGESTED.match(first)
    if suggested:
        under = next((line for line in rest if line[:1].isspace() and not _EVIDENCE.match(line)), "")
        told = (under or _TICKED.sub("", first[suggested.end() :])).strip(" \t-*+>#")
        words = _DAY.sub("", f"{suggested[1]}, {told}") if told else f"About {suggested[1]}"
    else:
        words = _BOX.sub("", first).lstrip(" \t-*+>#")
        words = f"About {words}" if _ONLY_LINK.fullmatch(words) else words  # two notes of one name are a trap
    words = _LINK.sub(lambda link: link[1] or link[2], words)
    return portable.name(words)


class _Line(NamedTuple):
    text: str
    ours: bool
    indent: int
    """In columns."""


def _judged(text: str, known: set[str]) -> Iterator[_Line]:
    """Yield each line with whether it is ours; what only separates has no text."""
    lines = _lines(text)
    front = _front_end(lines)
    for number, line in enumerate(lines):
        line = _MARK.sub(_without_hashes, line).rstrip()
        columns = line.expandtabs(4)
        indent = len(columns) - len(columns.lstrip())
        if _SILENT.fullmatch(line):
            yield _Line("", False, 0)
        else:
            key = number <= front and _KEYS.fullmatch(line)
            yield _Line(line, bool(key or _CONFLICT.fullmatch(line) or _hash(line) in known), indent)


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
        self.lines.append(_dedent(_no_task(line.text), self._outer))
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


def _no_task(text: str) -> str:
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


def _lines(text: str) -> list[str]:
    """Split into lines without their ends and without a byte order mark."""
    return [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]


def _front_end(lines: list[str]) -> int:
    """Return the index of the line that closes the front matter; 0 if there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)


def _known(text: str) -> Iterator[str]:
    """Yield every hash in the closing comments; there are several after a merge."""
    for line in _lines(text):
        for mark in _MARK.finditer(line):
            yield from _HASH.findall(mark[1] or mark[2] or "")


def _without_hashes(mark: re.Match[str]) -> str:
    """Return what was typed into a closing comment."""
    return " ".join(word for word in (mark[1] or "").split() if not _HASH.fullmatch(word))


def _hash(line: str) -> str:
    """Hash a line by its words: a table editor that pads cells and widens rules has typed nothing."""
    words = re.sub("-+", "-", line).split() if _RULE.fullmatch(line) else line.split()
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=_DIGITS // 2).hexdigest()


def _yaml_text(name: str) -> str:
    """Write a dashboard's name as YAML; quoted where the plain form would be read as something else."""
    if _PLAIN_NAME.fullmatch(name) and name == name.strip() and name.lower() not in _WORDS_OF_YAML:
        return name
    return json.dumps(name, ensure_ascii=False)
