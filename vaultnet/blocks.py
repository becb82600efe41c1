"""How the lines of a note nest: paragraphs, headings, lists, tasks, quotations, code and comments.

One pass over the lines, as CommonMark nests them, with Obsidian's ``%%`` comments. Two liberties: within a
list nothing is indented code, and an item may be indented deeper than CommonMark would have it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from vaultnet.inline import without_code
from vaultnet.log_lines import Dated, read_dated
from vaultnet.model import Heading, LogLine, Task
from vaultnet.tasks import parse_task

QUOTE: Final = 0  # stands for a quotation among the open containers; a list item is its content's column
_DEEPEST = 64  # containers in one another; whatever nests deeper is text

TEXT, QUOTED, HEADED = "text", "quote", "heading"
_BOXES = {"x": "done", "X": "done", "-": "dropped"}

_ORDINARY = re.compile(r"[^ \t#>\-*+=_`~0-9]")
_PREFIX = re.compile(r"[ \t>*+\-0-9.)]*")
_SPACES = re.compile(" *")
_ITEM = re.compile(r"([-*+]|[0-9]{1,9}[.)])( +|$)")
_BOX = re.compile(r"\[(.)\](?:[ \t]+|$)")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}+[ \t]*+$")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_FENCE_LINE = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(?:```|~~~)")
_COMMENT = re.compile("%%|<!--")
_CLOSERS = {"%%": "%%", "<!--": "-->"}
_LONGEST_QUOTE = 500


class Comment(NamedTuple):
    """A comment from its opening to just after its end: indexes of lines and offsets in them."""

    line: int
    column: int
    end_line: int
    end_column: int
    html: bool


class Blocks:
    """The lines of a text and what they are. Indexes of lines count from 0, line numbers in values do not."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self.lines = text.split("\n")
        self.where: dict[int, str] = {}
        """What surrounds a line, by its index; lines that are not here are ordinary text."""
        self.code: list[int] = []
        """The lines of fenced and indented code."""
        self.starts: list[int] = []
        """Where paragraphs and headings begin, if there are backticks: no code span leaves its paragraph."""
        self.comments: list[Comment] = []
        self.headings: list[Heading] = []
        self.tasks: list[Task] = []
        self.logs: list[LogLine] = []
        self.first = ("", 0)
        self.empty = True

        self._first_line = first_line
        self._ticks = "`" in text
        self._stack: list[int] = []
        self._bare_item = -1
        self._fence = ""
        self._paragraph = False
        self._start = 0
        self._around = TEXT
        self._comment = ""
        self._comment_from = (0, 0)
        self._last_html_end = text.count("\n", 0, text.rfind("-->")) if "-->" in text else -1
        self._section: Dated | None = None
        self._section_level = 0
        self._entry: Dated | None = None
        self._entry_depth = 0
        self._read("%%" in text or "<!--" in text)

    def _read(self, comments: bool) -> None:
        ordinary = _ORDINARY.match
        for index, line in enumerate(self.lines):
            if self._fence:
                self._fenced(index, line)
            elif comments and (self._comment or "%%" in line or "<!--" in line):
                self._commented(index, line)
            elif ordinary(line):
                if not self._paragraph:
                    self._stack.clear()
                self._text(index, line, TEXT)
            elif not line or line.isspace():
                self._blank(index)
            else:
                self._line(index, line)
        if self._comment:
            self._end_comment(len(self.lines), 0)

    # --- lines ---

    def _blank(self, index: int) -> None:
        self._paragraph = False
        if self._stack:
            if QUOTE in self._stack:
                del self._stack[self._stack.index(QUOTE) :]
            elif self._bare_item == index - 1:
                self._stack.pop()  # an item may begin with one empty line, not with two

    def _line(self, index: int, line: str) -> None:
        """Read a line that may begin, go on with or end anything."""
        text = _expanded(line) if "\t" in line else line
        depth, at, margin = self._descend(text)
        opened = False
        while depth < _DEEPEST:
            begin = _after_spaces(text, at)
            deep = begin - at > 3 and not any(self._stack[:depth])
            mark = text[begin : begin + 1]
            if deep or not mark:
                break
            if mark == ">":
                at = begin + 1 + text.startswith(" ", begin + 1)
                margin = at
                self._open(depth, QUOTE)
            else:
                item = self._item(text, begin, depth, opened)
                if not item:
                    break
                width = len(item[1]) + (len(item[2]) if 0 < len(item[2]) < 5 else 1)
                self._open(depth, begin - at + width)
                at = begin + width
                if self._box(index, text, at, begin - margin):
                    return
                if at >= len(text):
                    self._bare_item = index
            depth += 1
            opened = True
        self._leaf(index, text[at:], depth, opened)

    def _descend(self, text: str) -> tuple[int, int, int]:
        """Follow a line into the open containers: how many of them it goes on with, and to which offset.

        The last number is the offset after the last quotation mark, from which lists are indented.
        """
        at = margin = depth = 0
        for depth, width in enumerate(self._stack):
            if width == QUOTE:
                begin = _after_spaces(text, at)
                if begin - at > 3 or not text.startswith(">", begin):
                    return depth, at, margin
                at = margin = begin + 1 + text.startswith(" ", begin + 1)
            elif at + width <= len(text) and text.startswith(" " * width, at):
                at += width
            elif margin == 0 or text[at:].strip():
                return depth, at, margin
        return len(self._stack), at, margin

    def _item(self, text: str, begin: int, depth: int, opened: bool) -> re.Match[str] | None:
        """Match a list item's marker, unless it rules, underlines or may not end a paragraph."""
        item = _ITEM.match(text, begin)
        if not item:
            return None
        if self._paragraph and not opened and depth == len(self._stack):
            first = item[1] in "-*+" or item[1][:-1] == "1"
            if not first or item.end() == len(text) or (text[begin] == "-" and _SETEXT.match(text, begin)):
                return None
        return None if text[begin] in "-*" and _RULE.match(text, begin) else item

    def _open(self, depth: int, container: int) -> None:
        del self._stack[depth:]
        self._stack.append(container)
        self._paragraph = False
        if depth < self._entry_depth:
            self._entry = None

    def _box(self, index: int, text: str, at: int, indent: int) -> bool:
        """Read a task, if the item's text begins with a check box."""
        box = _BOX.match(text, at)
        if not box:
            return False
        rest = text[box.end() :]
        task = parse_task(box[1], rest, self._first_line + index, indent)
        self.tasks.append(task)
        around = QUOTED if QUOTE in self._stack else _BOXES.get(box[1], "task")
        self._begin(index, around)
        self.where[index] = around
        if rest.strip():
            self.empty = False
        return True

    def _leaf(self, index: int, text: str, depth: int, opened: bool) -> None:
        """Read what is left of a line after the marks of its containers."""
        content = text.lstrip(" ")
        if not content:
            self._paragraph = False
            del self._stack[depth:]
            return
        going_on = self._paragraph and not opened
        deep = len(text) - len(content) > 3 and not any(self._stack[:depth])
        mark = content[0]
        if deep:
            if not going_on:
                del self._stack[depth:]
                self._code(index)
                return
        elif mark in "#`~-*_=" and self._marked(index, content, mark, depth, going_on):
            return
        if not going_on:
            del self._stack[depth:]
        self._text(index, content, QUOTED if QUOTE in self._stack else TEXT)

    def _marked(self, index: int, content: str, mark: str, depth: int, going_on: bool) -> bool:
        """Read a heading, a fence, an underline or a rule; False if the line is none of them."""
        if mark == "#":
            return self._heading(index, content, depth)
        if mark in "`~":
            fence = _FENCE.match(content)
            if fence:
                del self._stack[depth:]
                self._code(index)
                self._fence = fence[1] or fence[2]
            return fence is not None
        if mark in "=-" and going_on and depth == len(self._stack) and _SETEXT.match(content):
            self._underline(index, 1 if mark == "=" else 2)
            return True
        if mark != "=" and _RULE.match(content):
            del self._stack[depth:]
            self._paragraph = False
            return True
        return False

    # --- code ---

    def _fenced(self, index: int, line: str) -> None:
        text = _expanded(line) if "\t" in line else line
        depth, at, _ = self._descend(text)
        rest = text[at:].strip()
        deep = _after_spaces(text, at) - at > 3 and not any(self._stack)
        if depth < len(self._stack) and (rest or QUOTE in self._stack[depth:]):
            self._fence = ""
            if rest:
                self._line(index, line)
            else:
                self._blank(index)
            return
        self.code.append(index)
        if rest.startswith(self._fence) and not deep and not rest.strip(self._fence[0]):
            self._fence = ""

    def _code(self, index: int) -> None:
        self.code.append(index)
        self._paragraph = False
        self.empty = False

    # --- comments ---

    def _commented(self, index: int, line: str) -> None:
        """Read a line that begins within a comment or has the beginning of one."""
        within = bool(self._comment)
        indented = line[0] in " \t" and not self._paragraph and not any(self._stack)
        if not within and (_FENCE_LINE.match(line) or (indented and _expanded(line).startswith("    "))):
            self._line(index, line)
            return
        shown = self._shown(index, line)
        if self._ticks:
            self.starts.append(index)
        if not shown.strip():
            self._paragraph = False
        elif within:
            self._paragraph = False
            self._text(index, shown, TEXT)
        else:
            self._line(index, shown)

    def _shown(self, index: int, line: str) -> str:
        """Return the parts of a line that are in no comment, and take down the comments."""
        parts: list[str] = []
        at = 0
        if self._comment:
            end = line.find(self._comment)
            if end < 0:
                return ""
            at = end + len(self._comment)
            self._end_comment(index, at)
        masked = without_code(line)
        margin, last = len(line) - len(line.lstrip()), line.rfind("-->")
        closes_later = self._last_html_end > index
        for match in _COMMENT.finditer(masked):
            begin, opening = match.start(), match[0]
            if begin < at:
                continue
            # What is never closed is a comment only where it begins its line; then it runs to the end.
            if opening == "<!--" and begin != margin and last < begin and not closes_later:
                continue
            parts.append(line[at:begin])
            self._comment, self._comment_from = _CLOSERS[opening], (index, begin)
            end = line.find(self._comment, begin + 2)
            if end < 0:
                return "".join(parts)
            at = end + len(self._comment)
            self._end_comment(index, at)
        parts.append(line[at:])
        return "".join(parts)

    def _end_comment(self, line: int, column: int) -> None:
        self.comments.append(Comment(*self._comment_from, line, column, self._comment == "-->"))
        self._comment = ""

    # --- text ---

    def _begin(self, index: int, around: str) -> None:
        """Begin a paragraph."""
        self._paragraph = True
        self._start = index
        self._around = around
        if self._ticks:
            self.starts.append(index)
        if not self._entry_depth or len(self._stack) < self._entry_depth:
            self._entry = None

    def _text(self, index: int, content: str, around: str) -> None:
        """Read a line of a paragraph; ``around`` is what surrounds it if it is the first."""
        if not self._paragraph:
            self._begin(index, around)
        elif self._ticks and content[0] == "|":
            self.starts.append(index)  # no code span goes on from one row of a table to the next
        if self.empty:
            self.empty = content.rstrip().endswith("::")  # a field that nothing was put in
        if self._around != TEXT:
            self.where[index] = self._around
        else:
            self._prose(index, content)

    def _prose(self, index: int, content: str) -> None:
        """Take down a dated line, and the first line that can be quoted."""
        line = self._first_line + index
        dated = read_dated(content) if content[0] in "0123456789[(*_" else None
        if dated and (dated.marked or index == self._start or self._entry):
            self._entry = dated
            self._entry_depth = len(self._stack)
            self.logs.append(LogLine(dated.day, dated.text, line, dated.kind))
            return
        day = self._entry or self._section
        if day and content[0] != "|":
            self.logs.append(LogLine(day.day, content.rstrip(), line, day.kind))
        if not self.first[1] and _is_prose(content):
            self.first = (content.rstrip()[:_LONGEST_QUOTE], line)

    # --- headings ---

    def _heading(self, index: int, content: str, depth: int) -> bool:
        rest = content.lstrip("#")
        level = len(content) - len(rest)
        if level > 6 or (rest and rest[0] not in " \t"):
            return False
        del self._stack[depth:]
        self._paragraph = False
        if self._ticks:
            self.starts.append(index)
        text = rest.strip()
        open_end = text.rstrip("#")
        if not open_end or open_end[-1] in " \t":
            text = open_end.rstrip()
        self._headed(index, index + 1, text, level)
        return True

    def _underline(self, index: int, level: int) -> None:
        """Turn the open paragraph into a heading."""
        self._paragraph = False
        first = self._first_line + self._start
        while self.logs and self.logs[-1].line >= first:
            self.logs.pop()
        if self.first[1] >= first:
            self.first = ("", 0)
        text = " ".join(line.strip() for line in self.lines[self._start : index])
        self._headed(self._start, index, text, level)

    def _headed(self, start: int, end: int, text: str, level: int) -> None:
        quoted = QUOTE in self._stack
        for index in range(start, end):
            self.where[index] = QUOTED if quoted else HEADED
        if self._stack:
            return  # in a list or a quotation a heading divides nothing
        line = self._first_line + start
        self.headings.append(Heading(text, level, line))
        self._entry = None
        dated = read_dated(text) if text else None
        if dated:
            self._section, self._section_level = dated, level
            if dated.text:
                self.logs.append(LogLine(dated.day, dated.text, line, dated.kind))
        elif level <= self._section_level:
            self._section = None


def _after_spaces(text: str, at: int) -> int:
    spaces = _SPACES.match(text, at)
    return spaces.end() if spaces else at


def _is_prose(content: str) -> bool:
    """Tell whether a line is worth quoting: no table, embed, field or placeholder, and not tags alone."""
    if content.startswith(("|", "![", "{{", "<%")) or "::" in content:
        return False
    return content[0] != "#" or any(word[0] != "#" for word in content.split())


def _expanded(line: str) -> str:
    """Turn the tabs among a line's leading marks into spaces, to stops of four columns."""
    prefix = _PREFIX.match(line)
    end = prefix.end() if prefix else 0
    return line[:end].expandtabs(4) + line[end:]
