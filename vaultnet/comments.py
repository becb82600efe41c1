"""Comments in a note: ``%% … %%`` as in Obsidian, ``<!-- … -->`` as in HTML, over one line or many."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultnet.inline import without_code

_OPENING = re.compile("%%|<!--")
_CLOSINGS = {"%%": "%%", "<!--": "-->"}


class Comment(NamedTuple):
    """A comment from its opening to just after its end: indexes of lines and offsets in them."""

    line: int
    column: int
    end_line: int
    end_column: int
    html: bool


class Comments:
    """Takes the comments out of a text, line by line.

    ``%%`` without an end comments out the rest of the text; so does ``<!--``, where it begins its line.
    """

    __slots__ = ("_begun", "_last_html_end", "any", "found", "open")

    def __init__(self, text: str) -> None:
        # One character is looked for far more quickly than two.
        self.any = ("%" in text and "%%" in text) or ("<" in text and "<!--" in text)
        """Whether there is anything to look for."""
        self.open = ""
        """What would end the comment that the next line begins in; empty if it begins in none."""
        self.found: list[Comment] = []
        self._begun = (0, 0)
        self._last_html_end = text.count("\n", 0, text.rfind("-->")) if self.any and "-->" in text else -1

    def strip(self, index: int, line: str) -> str:
        """Return what of a line is in no comment, and take down the comments."""
        at = 0
        if self.open:
            end = line.find(self.open)
            if end < 0:
                return ""
            at = end + len(self.open)
            self._end(index, at)
        parts: list[str] = []
        margin, last_end = len(line) - len(line.lstrip()), line.rfind("-->")
        for match in _OPENING.finditer(without_code(line), at):
            begin = match.start()
            never_ends = last_end < begin and self._last_html_end <= index
            if begin < at or (match[0] == "<!--" and never_ends and begin != margin):
                continue
            parts.append(line[at:begin])
            self.open, self._begun = _CLOSINGS[match[0]], (index, begin)
            end = line.find(self.open, begin + 2)
            if end < 0:
                return "".join(parts)
            at = end + len(self.open)
            self._end(index, at)
        parts.append(line[at:])
        return "".join(parts)

    def finish(self, lines: int) -> None:
        """End what was never ended."""
        if self.open:
            self._end(lines, 0)

    def _end(self, line: int, column: int) -> None:
        self.found.append(Comment(*self._begun, line, column, self.open == "-->"))
        self.open = ""
