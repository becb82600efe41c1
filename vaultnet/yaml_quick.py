"""The front matter that most notes have, read without libyaml in a fraction of its time.

One property a line; its value a plain or quoted text, or a list of such texts: what Obsidian's own property
pane writes. Only forms that can mean one thing are known here. Where anything else stands there is no answer,
and libyaml reads the whole text instead; a test holds the two together.
"""

from __future__ import annotations

import re
from typing import Final

from vaultnet.model import Located
from vaultnet.yaml_core import FIRST, resolve
from vaultnet.yaml_tree import located

_LONGEST: Final = 16 * 1024
"""Characters of front matter that are looked at: limits are for others to check."""

# Letters of any script, and signs of ASCII: nothing that libyaml refuses or takes for a break or a blank. Classes
# with all other signs would take longer to compile, at every start, than they save. No class gives back what it
# has taken; groups are not possessive, because Python before 3.11.5 matches those wrongly (its issue 106052).
_DOUBLE: Final = r"[\w !#-\[\]-~]*+"
_SINGLE: Final = r"[\w !-&(-~]*+"
_WORDS: Final = r"[\w .@/()+&'!%*=;^~-]*+"
_PLAIN: Final = r"\w[\w .,?@/()+&'!%*=;^~-]*+(?::(?=[\w/])[\w .,?@/()+&'!%*=;^~-]*+)*"
_ITEM: Final = rf"""(?:"{_DOUBLE}" *+|'{_SINGLE}' *+|\w{_WORDS})"""
_END: Final = r" *+\r?(?:\n|\Z)"

_PROPERTY: Final = re.compile(
    r"([A-Za-z_][A-Za-z0-9_-]{0,63}+):"
    rf"""(?: ++(?:({_PLAIN})|"({_DOUBLE})"|'({_SINGLE})'|\[ *+((?:{_ITEM}(?:, *+{_ITEM})*)?)\]))?{_END}"""
)
_IN_LIST: Final = re.compile(rf"""(\w{_WORDS})|"({_DOUBLE})"|'({_SINGLE})'""")
_LINE_OF_LIST: Final = re.compile(rf"""( *+)- ++(?:({_PLAIN})|"({_DOUBLE})"|'({_SINGLE})'){_END}""")
_PROPERTY_PLAIN, _PROPERTY_LIST = 2, 5  # groups of `_PROPERTY`


def read_quick(source: str, first_line: int) -> Located | None:
    """Return a YAML text's value as `yaml_tree.build` does, or None where only libyaml can tell. Never raises."""
    if len(source) > _LONGEST:
        return None
    values: dict[str, Located] = {}
    at, line = 0, first_line
    while at < len(source):
        match = _PROPERTY.match(source, at)
        if match is None:
            return None
        key, kind = match[1], match.lastindex or 0
        if key in values or (key[0] in FIRST and resolve(key) is not key):
            return None
        value_line = line
        line += 1
        start, at = at, match.end()
        if kind == _PROPERTY_PLAIN:
            values[key] = located(_meaning(match[2]), value_line, match.start(2) - start + 1)
        elif kind == _PROPERTY_LIST:
            items = _items(source, match.start(5), match.end(5), value_line, start)
            values[key] = located(items, value_line, source.index("[", start) - start + 1)
        elif kind > _PROPERTY_PLAIN:
            values[key] = located(match[kind], value_line, match.start(kind) - start)
        elif source.startswith((" ", "-"), at):
            found = _lines(source, at, line)
            if found is None:
                return None
            values[key], at, line = found
        else:
            values[key] = located(None, value_line, len(key) + 2)
    return located(values, first_line, 1) if values else None


def _meaning(text: str) -> object:
    """Return what a plain text means."""
    text = text.rstrip(" ")
    return resolve(text) if text[0] in FIRST else text


def _items(source: str, begin: int, end: int, line: int, start: int) -> tuple[Located, ...]:
    """Read the items of a list between brackets; ``start`` is where its line begins."""
    return tuple(
        located(_meaning(match[1]), line, match.start() - start + 1)
        if match.lastindex == 1
        else located(match[match.lastindex or 0], line, match.start() - start + 1)
        for match in _IN_LIST.finditer(source, begin, end)
    )


def _lines(source: str, at: int, line: int) -> tuple[Located, int, int] | None:
    """Read a list with an item a line: the list, where it ends, and the number of the line after it."""
    items: list[Located] = []
    first_line, indent = line, ""
    while source.startswith((" ", "-"), at):
        match = _LINE_OF_LIST.match(source, at)
        if match is None or (items and match[1] != indent):
            return None
        indent, kind = match[1], match.lastindex or 0
        value = _meaning(match[2]) if kind == 2 else match[kind]
        items.append(located(value, line, match.start(kind) - at + (kind == 2)))
        at, line = match.end(), line + 1
    return located(tuple(items), first_line, len(indent) + 1), at, line
