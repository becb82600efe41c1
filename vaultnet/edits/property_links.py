"""Where the links in a note's properties stand in its text, whichever way YAML writes them. Pure.

Values tell which links there are; the text between a value's beginning and the next one's tells where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from vaultnet import markdown
from vaultnet.inline import Found, find_links, without_code
from vaultnet.model import Link, Located
from vaultnet.yaml_lenient import read_yaml
from vaultnet.yaml_tree import Fault

_BEFORE_VALUE = re.compile(r"(?:[&!]\S*\s+)*")
"""An anchor or a tag before the value itself."""


class Missing(NamedTuple):
    """A link that a value holds and that was not found in the text."""

    link: Link


class Standing(NamedTuple):
    """A link where it stands: ``text`` begins at ``start`` in the YAML source, the link at ``offset`` in it.

    ``alias`` is its alias as written there; ``quote`` the quotation mark around its value, or ``""``.
    """

    link: Link
    text: str
    start: int
    offset: int
    alias: str
    quote: str

    def quoted(self, words: str) -> str:
        """Write words so that they can stand in the value."""
        if self.quote == "'":
            return words.replace("'", "''")
        return words.replace("\\", "\\\\").replace('"', '\\"') if self.quote == '"' else words


def spans_in(
    source: str, values: Mapping[str, Located], wanted: Callable[[Link], bool]
) -> Iterator[Standing | Missing]:
    """Find the links of properties that are wanted, in the order of the text.

    Args:
        source: what stands between the two ``---`` lines, which begins on line 2 of the note.
        values: what was read from it.
        wanted: tells which links to find.

    """
    starts = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
    texts: dict[int, Located] = {}
    for located in values.values():
        for leaf in _leaves(located):
            if leaf.line - 2 < len(starts):
                texts.setdefault(min(starts[leaf.line - 2] + leaf.column - 1, len(source)), leaf)
    for start, end in pairwise([*sorted(texts), len(source)]):
        value = texts[start].value
        if not isinstance(value, str) or "[" not in value:
            continue
        found = [link._replace(line=texts[start].line) for link in markdown.links_in(value)]
        if any(wanted(link) for link in found):
            yield from _within(source[start:end], start, found, wanted)


def _leaves(located: Located) -> Iterator[Located]:
    """Yield every value that holds no others."""
    value = located.value
    if isinstance(value, tuple):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _leaves(item)
    else:
        yield located


_Links: TypeAlias = "list[Link]"


def _within(
    text: str, start: int, links: _Links, wanted: Callable[[Link], bool]
) -> Iterator[Standing | Missing]:
    """Find the links of one value in the text that begins with it; what follows may be a comment."""
    flat = text.replace("\r", " ").replace("\n", " ")
    prefix = _BEFORE_VALUE.match(flat)
    first = prefix.end() if prefix else 0
    quote = flat[first : first + 1] if flat[first : first + 1] in ("'", '"') else ""
    there: list[Found] = find_links(without_code(flat), flat)
    at = 0
    for link in links:
        while at < len(there) and _read(there[at][1], quote) != link.target:
            at += 1
        if at < len(there):
            offset, _, _, alias, _ = there[at]
            line = link.line + text.count("\n", 0, offset)
            at += 1
            if wanted(link):
                yield Standing(link._replace(line=line), flat, start, offset, alias, quote)
        elif wanted(link):
            yield Missing(link)


def _read(written: str, quote: str) -> str:
    """Read a stretch of a value as YAML does."""
    if quote == "'":
        written = written.replace("''", "'")
    elif quote == '"' and "\\" in written:
        try:
            found = read_yaml(f'x: "{written}"')
        except Fault:
            return written
        value = found.value["x"].value if found and isinstance(found.value, Mapping) else None
        written = value if isinstance(value, str) else written
    return " ".join(written.split()) if "  " in written else written
