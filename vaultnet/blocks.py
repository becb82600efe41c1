"""How the lines of a note nest: paragraphs, headings, lists, tasks, quotations, code and comments.

One pass over the lines, as CommonMark nests them, with Obsidian's ``%%`` comments. Two liberties: within a
list nothing is indented code, and an item may be indented deeper than CommonMark would have it.
"""

from __future__ import annotations

import re
from typing import Final

from vaultnet.comments import Comments
from vaultnet.log_lines import BEGINNINGS, Log
from vaultnet.model import Heading, Task
from vaultnet.tasks import parse_task

QUOTE: Final = 0  # stands for a quotation among the open containers; a list item is its content's column
_DEEPEST = 64  # containers in one another; whatever nests deeper is text

NONE, TEXT, QUOTED, HEADED = "", "text", "quote", "heading"
_BOXES = {"x": "done", "X": "done", "-": "dropped"}
_TASKS = frozenset({"task", "done", "dropped"})

_MARKS = frozenset(" \t#>-*+=_`~0123456789")  # what begins a line that may be more than a paragraph's
_INLINE = re.compile(r"\*{1,3}[^\s*]|_{1,3}[^\s_]|`{1,2}[^`]")  # and yet is not
_PREFIX = re.compile(r"[ \t>*+\-0-9.)]*")
_SPACES = re.compile(" *")
_ITEM = re.compile(r"([-*+]|[0-9]{1,9}[.)])( +|$)")
# The item that most are, told at one glance: a mark, a space, perhaps a box, and then nothing but text.
_PLAIN_ITEM = re.compile(
    r"([ \t]*)([-*+]|[0-9]{1,9}[.)]) (?=[^ \t#>*+=`~_|-])(?![0-9]{1,9}[.)])(?:\[(.)\] |(?!\[.\]))"
)
_BOX = re.compile(r"\[(.)\](?:[ \t]+|$)")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*+$")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_DELIMITERS = re.compile(r"[ \t|:-]*-[ \t|:-]*")  # the second line of a table
_FENCE_LINE = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(?:```|~~~)")


class Blocks:
    """The lines of a text and what they are. Indexes of lines count from 0, line numbers in values do not."""

    __slots__ = (
        "_around", "_bare_item", "_fence", "_first_line", "_stack", "_start", "_table", "_ticks", "_was_empty",
        "code", "comments", "empty", "headings", "lines", "log", "starts", "tasks", "where",
    )  # fmt: skip

    def __init__(self, text: str, first_line: int = 1) -> None:
        self.lines = text.split("\n")
        self.where: dict[int, str] = {}
        """What surrounds a line, by its index; lines that are not here are ordinary text."""
        self.code: list[int] = []
        """The lines of fenced and indented code."""
        self.starts: list[int] = []
        """Where paragraphs and headings begin, if there are backticks: no code span leaves its paragraph."""
        self.comments = Comments(text)
        self.headings: list[Heading] = []
        self.tasks: list[Task] = []
        self.log = Log()
        self.empty = True

        self._first_line = first_line
        self._ticks = "`" in text
        self._stack: list[int] = []
        self._bare_item = -1
        self._table = False
        self._fence = ""
        self._start = 0
        self._around = NONE
        self._was_empty = True
        self._read()

    def _read(self) -> None:
        comments, log, stack = self.comments, self.log, self._stack
        for index, line in enumerate(self.lines):
            if self._fence:
                self._fenced(index, line)
            elif not line:
                self._around = NONE
                if stack:
                    self._blank(index)
            elif comments.any and (comments.open or "%%" in line or "<!--" in line):
                self._commented(index, line)
            elif line[0] not in _MARKS or (line[0] in "*_`" and _INLINE.match(line)):
                if not self._around:
                    stack.clear()
                    self._plain(index, line, 0)
                elif log.busy or self._ticks or line[0] in BEGINNINGS or self._around in _TASKS:
                    self._text(index, line, TEXT)
                elif self._around is not TEXT:
                    self.where[index] = self._around
            elif line[0] == "#" and self._heading(index, line, 0):
                pass
            elif not self._plain_item(index, line):
                self._line(index, line)
        comments.finish(len(self.lines))

    # --- lines ---

    def _blank(self, index: int) -> None:
        """End what an empty line ends."""
        if QUOTE in self._stack:
            del self._stack[self._stack.index(QUOTE) :]
        elif self._stack and self._bare_item == index - 1:
            self._stack.pop()  # an item may begin with one empty line, not with two

    def _plain_item(self, index: int, line: str) -> bool:
        """Read a plain list item; False if it takes a closer look."""
        item = _PLAIN_ITEM.match(line)
        stack = self._stack
        if not item or QUOTE in stack:
            return False
        margin, mark, box = item.groups()
        column = depth = at = 0
        if margin:
            column = len(margin.expandtabs(4) if "\t" in margin else margin)
            for width in stack:
                if at + width > column:
                    break
                at += width
                depth += 1
            if (column - at > 3 and not depth) or depth >= _DEEPEST:
                return False
        if len(mark) > 1 and self._around and depth == len(stack):
            return False  # not every number may end a paragraph
        stack[depth:] = (column - at + len(mark) + 1,)
        if self.log.busy:
            self.log.nest(depth)
        if box is None:
            self._plain(index, line, item.end())
        else:
            self._task(index, box, line[item.end() :], column)
        return True

    def _line(self, index: int, line: str) -> None:
        """Read a line that may begin, go on with or end anything."""
        if line.isspace():
            self._around = NONE
            self._blank(index)
            return
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
                within = 0 < len(item[2]) < 5 and item.end() < len(text)
                width = len(item[1]) + (len(item[2]) if within else 1)
                self._open(depth, begin - at + width)
                at = begin + width
                box = _BOX.match(text, at)
                if box:
                    self._task(index, box[1], text[box.end() :], begin - margin)
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
        if self._around and not opened and depth == len(self._stack):
            first = item[1] in "-*+" or item[1][:-1] == "1"
            if not first or item.end() == len(text) or (text[begin] == "-" and _SETEXT.match(text, begin)):
                return None
        return None if text[begin] in "-*" and _RULE.match(text, begin) else item

    def _open(self, depth: int, container: int) -> None:
        del self._stack[depth:]
        self._stack.append(container)
        self._around = NONE
        self.log.nest(depth)

    def _task(self, index: int, status: str, rest: str, indent: int) -> None:
        around = QUOTED if QUOTE in self._stack else _BOXES.get(status, "task")
        self.tasks.append(parse_task(status, rest, self._first_line + index, indent, around == QUOTED))
        self._begin(index, around)
        self.where[index] = around
        if rest.strip():
            self.empty = False

    def _leaf(self, index: int, text: str, depth: int, opened: bool) -> None:
        """Read what is left of a line after the marks of its containers."""
        content = text.lstrip(" ")
        if not content:
            self._around = NONE
            del self._stack[depth:]
            return
        going_on = bool(self._around) and not opened
        deep = len(text) - len(content) > 3
        if deep and not going_on and not any(self._stack[:depth]):
            del self._stack[depth:]
            self._code(index)
            return
        if not (deep and going_on) and self._marked(index, content, depth, going_on):
            return
        if not going_on:
            del self._stack[depth:]
        self._text(index, content, QUOTED if QUOTE in self._stack else TEXT)

    def _marked(self, index: int, content: str, depth: int, going_on: bool) -> bool:
        """Read a heading, a fence, an underline or a rule; False if the line is none of them."""
        mark = content[0]
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
        if _RULE.match(content):
            del self._stack[depth:]
            self._around = NONE
            return True
        return False

    # --- code ---

    def _fenced(self, index: int, line: str) -> None:
        if not self._stack and self._fence not in line:
            self.code.append(index)
            return
        text = _expanded(line) if "\t" in line else line
        depth, at, _ = self._descend(text)
        rest = text[at:].strip()
        deep = _after_spaces(text, at) - at > 3 and not any(self._stack)
        if depth < len(self._stack) and (rest or QUOTE in self._stack[depth:]):
            self._fence = ""
            self._line(index, line or " ")
            return
        self.code.append(index)
        if rest.startswith(self._fence) and not deep and not rest.strip(self._fence[0]):
            self._fence = ""

    def _code(self, index: int) -> None:
        self.code.append(index)
        self._around = NONE
        self.empty = False

    # --- comments ---

    def _commented(self, index: int, line: str) -> None:
        """Read a line that begins within a comment or has the beginning of one."""
        within = bool(self.comments.open)
        indented = line[0] in " \t" and not self._around and not any(self._stack)
        if not within and (_FENCE_LINE.match(line) or (indented and _expanded(line).startswith("    "))):
            self._line(index, line)
            return
        shown = self.comments.strip(index, line)
        if self._ticks:
            self.starts.append(index)
        if not shown.strip():
            self._around = NONE
        elif within:
            self._around = NONE
            self._text(index, shown, TEXT)
        else:
            self._line(index, shown)

    # --- text ---

    def _begin(self, index: int, around: str) -> None:
        """Begin a paragraph."""
        self._start = index
        self._around = around
        self._was_empty = self.empty
        if self._ticks:
            self.starts.append(index)
            self._table = False
        self.log.begin(len(self._stack))

    def _plain(self, index: int, line: str, at: int) -> None:
        """Begin a paragraph of ordinary text in as few steps as its first line allows."""
        if self.log.busy or line[at] in BEGINNINGS:
            self._around = NONE
            self._text(index, line[at:], TEXT)
            return
        self._start = index
        self._around = TEXT
        self._was_empty = False  # a log is at rest only after a line to quote
        if self._ticks:
            self.starts.append(index)
            self._table = False

    def _text(self, index: int, content: str, around: str) -> None:
        """Read a line of a paragraph; ``around`` is what surrounds it if it is the first."""
        if not self._around:
            self._begin(index, around)
        elif (
            self._around in _TASKS and _after_spaces(_expanded(self.lines[index]), 0) <= self.tasks[-1].indent
        ):
            # CommonMark lets it go on with the task; who adds a line to a daily note means something new.
            self._around, self._start = TEXT, index
            self.log.begin(len(self._stack))
        elif self._ticks:
            self._row(index, content)
        if self._around is not TEXT:
            self.where[index] = self._around
        elif self.log.busy or content[0] in BEGINNINGS:
            self.log.take(content, self._first_line + index, len(self._stack), index == self._start)
        if self.empty:
            # A field that nothing was put in yet is nothing.
            self.empty = content.isspace() or content.rstrip().endswith("::")

    def _row(self, index: int, content: str) -> None:
        """Keep code spans from going on from one row of a table to the next."""
        if index == self._start + 1 and "|" in content and _DELIMITERS.fullmatch(content):
            self._table = True
        if self._table:
            self.starts.append(index)

    # --- headings ---

    def _heading(self, index: int, content: str, depth: int) -> bool:
        rest = content.lstrip("#")
        level = len(content) - len(rest)
        if level > 6 or (rest and rest[0] not in " \t"):
            return False
        del self._stack[depth:]
        self._around = NONE
        if self._ticks:
            self.starts.append(index)
        text = rest.strip()
        if text[-1:] == "#":
            open_end = text.rstrip("#")
            if not open_end or open_end[-1] in " \t":
                text = open_end.rstrip()
        self.where[index] = QUOTED if QUOTE in self._stack else HEADED
        self._headed(index, text, level)
        return True

    def _underline(self, index: int, level: int) -> None:
        """Turn the open paragraph into a heading."""
        self._around = NONE
        self.log.retract(self._first_line + self._start)
        self.empty = self._was_empty
        for above in range(self._start, index):
            self.where[above] = QUOTED if QUOTE in self._stack else HEADED
        text = " ".join(line.strip() for line in self.lines[self._start : index])
        self._headed(self._start, text, level)

    def _headed(self, start: int, text: str, level: int) -> None:
        if self._stack:
            return  # in a list or a quotation a heading divides nothing
        line = self._first_line + start
        self.headings.append(Heading(text, level, line))
        self.log.heading(text, level, line)


def _after_spaces(text: str, at: int) -> int:
    if not text.startswith(" ", at):
        return at
    spaces = _SPACES.match(text, at)
    return spaces.end() if spaces else at


def _expanded(line: str) -> str:
    """Turn the tabs among a line's leading marks into spaces, to stops of four columns."""
    prefix = _PREFIX.match(line)
    end = prefix.end() if prefix else 0
    return line[:end].expandtabs(4) + line[end:]
