"""What a note's text holds: links, tags, headings, tasks, fields and dated lines, each with its line.

`scan` reads the nesting of the lines first (`vaultnet.blocks`), masks what is code, and then looks for each
inline thing in the whole text, if the text holds its literal at all.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from vaultnet.blocks import TEXT, Blocks
from vaultnet.inline import (
    HIDDEN,
    Found,
    code_spans,
    find_links,
    find_tags,
    has_placeholder,
    hide,
    without_code,
)
from vaultnet.inline_fields import find_fields
from vaultnet.model import Body, InlineField, Link, Tag

_NOTHING = Body()


def scan(body: str, first_line: int = 1) -> Body:
    r"""Read a note's text, front matter cut off; ``first_line`` is the number of its first line in the file.

    Lines end in ``\n`` or ``\r\n``; a lone ``\r`` is white space. Any text is read, none raises.
    """
    text = body.replace("\r", " ")  # as long as before: every offset stays true
    if not text or text.isspace():
        return _NOTHING
    blocks = Blocks(text, first_line)
    places = _Places(blocks)
    masked = _masked(text, blocks, places)
    # One character is looked for far more quickly than two.
    found = find_links(masked, text) if "[" in masked else []
    links = _links(found, places, first_line) if found else ()
    fields = _fields(masked, text, places, first_line) if ":" in masked and "::" in masked else ()
    return Body(
        links,
        _tags(masked, places, first_line) if "#" in masked else (),
        tuple(blocks.headings),
        tuple(blocks.tasks),
        fields,
        tuple(blocks.log.lines),
        has_placeholder(masked),
        blocks.empty,
        blocks.log.first,
        _lines(links, fields, blocks.lines, first_line) if links or fields else (),
        tuple(blocks.log.odd),
    )


def _lines(
    links: tuple[Link, ...], fields: tuple[InlineField, ...], lines: list[str], first_line: int
) -> tuple[tuple[int, str], ...]:
    """Return number and text of each line that holds a link or a field, indented as it is."""
    numbers = dict.fromkeys([link.line for link in links])
    numbers.update(dict.fromkeys([field.line for field in fields]))
    return tuple((number, lines[number - first_line].rstrip()) for number in numbers)


def links_in(text: str, line: int = 1) -> tuple[Link, ...]:
    """Read the links in one value, a property's or an inline field's; columns count within the value."""
    if "[[" not in text and "](" not in text:
        return ()
    return tuple(
        Link(target, line, offset + 1, "embed" if embed else TEXT, subpath, alias)
        for offset, target, subpath, alias, embed in _in_value(text)
    )


def property_links(text: str, line: int, column: int, key: str) -> list[Link]:
    """Read the links in a property's text, all of which are said to stand where the text begins."""
    return [
        Link(target, line, column, "property", subpath, alias, key)
        for _, target, subpath, alias, _ in _in_value(text)
    ]


@lru_cache(maxsize=8192)
def _in_value(text: str) -> list[Found]:
    """Remembered, because the same few people and goals are named again and again. Not to be changed."""
    return find_links(without_code(text), text)


class _Places:
    """Where an offset lies: its line, its column and what surrounds it."""

    __slots__ = ("_blocks", "_comments", "_starts", "_where")

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._where = blocks.where
        self._starts: list[int] = []
        self._comments: list[tuple[int, int, bool]] | None = None

    @property
    def starts(self) -> list[int]:
        """The offset of each line, and of the line that would come next."""
        if not self._starts:
            self._starts = list(accumulate([len(line) + 1 for line in self._blocks.lines], initial=0))
        return self._starts

    def index(self, offset: int) -> int:
        """Return the index of the line that an offset lies on."""
        return bisect_right(self.starts, offset) - 1

    def around(self, offset: int, index: int, embed: bool = False) -> str:
        """Return what surrounds an offset on a line. A comment outweighs an embed, and that what the line is."""
        if self._blocks.comments.found and self.comment(offset):
            return "comment"
        return "embed" if embed else self._where.get(index, TEXT)

    def comment(self, offset: int) -> str:
        """Return ``html``, ``%%`` or ``""`` for the comment that an offset lies in."""
        if self._comments is None:
            starts = self.starts
            self._comments = [
                (starts[line] + column, starts[end_line] + end_column, html)
                for line, column, end_line, end_column, html in self._blocks.comments.found
            ]
        at = bisect_right(self._comments, (offset, len(self._blocks.lines) + offset, True)) - 1
        if at < 0 or self._comments[at][1] <= offset:
            return ""
        return "html" if self._comments[at][2] else "%%"


def _masked(text: str, blocks: Blocks, places: _Places) -> str:
    """Return the text without what is code, every offset as before."""
    if blocks.code:
        lines = blocks.lines.copy()
        for index in blocks.code:
            lines[index] = HIDDEN * len(lines[index])
        text = "\n".join(lines)
    if "`" not in text or not blocks.starts:
        return text
    spans: list[tuple[int, int]] = []
    begins = [places.starts[index] for index in blocks.starts]
    for begin, end in zip(begins, [*begins[1:], len(text)], strict=True):
        if text.find("`", begin, end) >= 0:
            spans.extend(code_spans(text, begin, end))
    return hide(text, spans) if spans else text


def _links(found: list[Found], places: _Places, first_line: int) -> tuple[Link, ...]:
    links = []
    starts = places.starts
    for offset, target, subpath, alias, embed in found:
        index = bisect_right(starts, offset) - 1
        where = places.around(offset, index, embed)
        links.append(Link(target, first_line + index, offset - starts[index] + 1, where, subpath, alias))
    return tuple(links)


def _tags(masked: str, places: _Places, first_line: int) -> tuple[Tag, ...]:
    # Obsidian reads tags in its own comments, but not in those of HTML.
    return tuple(
        Tag(name, first_line + places.index(offset))
        for offset, name in find_tags(masked)
        if places.comment(offset) != "html"
    )


def _fields(masked: str, text: str, places: _Places, first_line: int) -> tuple[InlineField, ...]:
    fields: list[InlineField] = []
    at = masked.find("::")
    while at >= 0:
        index = places.index(at)
        start, end = places.starts[index], places.starts[index + 1] - 1
        for offset, key, value in find_fields(masked[start:end], text[start:end]):
            around = places.around(start + offset, index)
            fields.append(InlineField(key, value, first_line + index, offset + 1, around))
        at = masked.find("::", end)
    return tuple(fields)
