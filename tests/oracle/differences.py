"""Where vaultnet knowingly reads front matter unlike the npm package ``yaml``, each with its reason.

docs/front-matter.md lists the same table; a test keeps them equal. What is read alike needs no entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from .compare import NONE, agree

MORE, LESS, OTHER = "reads more", "refuses", "reads otherwise"


@dataclass(frozen=True)
class Difference:
    """One known difference: what vaultnet does instead, why, and which snippets it explains."""

    name: str
    does: str
    reason: str
    explains: Callable[[str, Any, Any], bool]


def explanation(snippet: str, mine: Any, other: Any) -> str:
    """The name of the difference that explains why the two values differ, or ``""``."""
    does = LESS if mine == NONE else MORE if other == NONE else OTHER
    for difference in TABLE:
        if does in difference.does and difference.explains(snippet, mine, other):
            return difference.name
    return ""


def _matches(pattern: str) -> Callable[[str, Any, Any], bool]:
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda snippet, mine, other: compiled.search(snippet) is not None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _holds(start: str) -> Callable[[str, Any, Any], bool]:
    return lambda snippet, mine, other: any(text.startswith(start) for text in _texts(mine))


def _bare_keys(value: Any) -> Any:
    """The value with keys stripped of all that writing a list or map one way or another changes."""
    if isinstance(value, dict):
        return {
            re.sub(r"[\s\[\]{}?,'\"\\-]|null|undefined|[&!]+\w+", "", key): _bare_keys(item)
            for key, item in value.items()
        }
    return [_bare_keys(item) for item in value] if isinstance(value, list) else value


def _key_form(snippet: str, mine: Any, other: Any) -> bool:
    if NONE in (mine, other):
        return _EXPLICIT.search(snippet) is not None
    if any(re.match(r"[\[{][ \n]", key) for key in other):
        return len(mine) == len(other)
    return agree(_bare_keys(mine), _bare_keys(other))


def _loose(snippet: str, mine: Any, other: Any) -> bool:
    """Whether a quoted value or one in brackets goes on in a line that is not indented, or by a tab."""
    lines = re.split("\r?\n", snippet)
    for first, last, indent in _spread(snippet):
        for line in lines[first + 1 : last + 1]:
            space = line[: len(line) - len(line.lstrip(" \t"))]
            if line.strip(" \t") and ("\t" in space or len(space) <= indent):
                return True
    return _TABBED.search(snippet) is not None


def _spread(snippet: str) -> Iterator[tuple[int, int, int]]:
    """First and last line, and the indentation around them, of quoted values and values in brackets."""
    around: list[tuple[int, int]] = []
    try:
        for event in yaml.parse(re.sub(r"\\u[dD][89a-fA-F]..", "\\\\____", snippet), Loader=yaml.CSafeLoader):
            begin = event.start_mark
            block = [indent for indent, _ in around if indent >= 0]
            if isinstance(event, yaml.CollectionStartEvent):
                around.append((-1 if event.flow_style else begin.column, begin.line))
            elif isinstance(event, yaml.CollectionEndEvent):
                indent, line = around.pop()
                if indent < 0:
                    yield line, event.end_mark.line, block[-1] if block else -1
            elif isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">"):
                yield begin.line - 1, begin.line, block[-1] if block else -1
            elif isinstance(event, yaml.ScalarEvent) and event.style:
                yield begin.line, event.end_mark.line, block[-1] if block else -1
    except yaml.YAMLError:
        return


_TABBED = re.compile(r"^[ ]*\t", re.MULTILINE)
_EXPLICIT = re.compile(r"^\s*(?:- +)*\? ", re.MULTILINE)
_ALONE = re.compile(r"(?:\s|#.*\n)*\{\{[^{}\n]*\}\}")
"""A placeholder in place of all properties."""

TABLE = (
    Difference(
        "bare link",
        f"{MORE}, {OTHER}",
        "`key: [[Ann]]` is a list in a list to YAML; people mean the link, so it is the text `[[Ann]]`.",
        _holds("[["),
    ),
    Difference(
        "placeholder",
        f"{MORE}, {OTHER}, {LESS}",
        "`{{date}}` is a map in a map to YAML; people mean the placeholder, so it is the text `{{date}}`.",
        lambda snippet, mine, other: _holds("{{")(snippet, mine, other) or _ALONE.match(snippet) is not None,
    ),
    Difference(
        "list or map as a key",
        f"{OTHER}, {MORE}, {LESS}",
        "Its name is its text as written; JavaScript has its own way of writing it. Nobody has such a property.",
        _key_form,
    ),
    Difference(
        "tags of YAML 1.1",
        f"{OTHER}, {MORE}",
        "`!!timestamp`, `!!binary`, `!!set`, `!!omap`, `!!pairs` and `!!merge` are ignored: no JavaScript objects.",
        _matches(r"!!(?:timestamp|binary|set|omap|pairs|merge)\b"),
    ),
    Difference(
        "loose continuation",
        MORE,
        "Lines in quotes or brackets, `|` and `>` may stand at the margin or after a tab, and blank lines hold tabs.",
        _loose,
    ),
    Difference(
        "comment without a space",
        MORE,
        "A `#` right after a quote, a bracket, a comma or `|` begins a comment; libyaml reads it so.",
        _matches(r"[\"'\]},\[{|>+-]#"),
    ),
    Difference(
        "dash in brackets",
        MORE,
        "A lone `-` in a list in brackets is the text `-`.",
        _matches(r"[\[,{:]\s*(?:!\S*\s+)?-(?=[\s,\]}])"),
    ),
    Difference(
        "many aliases",
        MORE,
        "Aliases may add 10,000 values; the package stops when one anchor is used a hundred times.",
        lambda snippet, mine, other: snippet.count("*") > 99,
    ),
    Difference(
        "question mark in brackets",
        f"{OTHER}, {LESS}",
        "`[?a]` begins a key to libyaml even without a space; put it in quotes.",
        _matches(r"[\[,{:]\s*\?"),
    ),
    Difference(
        "colon in brackets",
        LESS,
        "libyaml wants a space between a colon and the bracket or comma beside it, or `{a:}` is refused.",
        _matches(r":[\]},\[{]|[\[{,?:]\s*:"),
    ),
    Difference(
        "key over two lines",
        LESS,
        "A key in brackets must be on one line with its colon.",
        _matches(r"[\[{][^\]}]*\n[^\]}]*:"),
    ),
    Difference(
        "lone carriage return",
        f"{LESS}, {MORE}, {OTHER}",
        "Part of a text, without a line break after it; Obsidian takes some for white space.",
        _matches(r"\r(?!\n)"),
    ),
    Difference(
        "no key",
        f"{LESS}, {MORE}",
        "A colon without a key before it (`: value`) is refused; Obsidian has a property without a name.",
        _matches(r"(?:^|[-?:\]}\"']|!\w*)\s*:(?:\s|$)"),
    ),
    Difference(
        "names of anchors and tags",
        f"{LESS}, {MORE}, {OTHER}",
        "libyaml allows fewer characters in the names of anchors (`&name`) and others in those of tags (`!name`).",
        _matches(
            r"[&*][\w-]*[^\w\s-]|[&*][\w-]*[^\x00-\x7f]|!\S*[^\w\s!]|!\w+!|!!!|&\w+\s*[,\]}]|^\s*\*\w+ *:"
        ),
    ),
    Difference(
        "tab before a text block or a map",
        LESS,
        "No tab in the first line after `|` or `>`, nor before a map in braces on a line of its own.",
        _matches(r"[|>][^\n]*\n\s*\t|^[ -]*\t+\{"),
    ),
    Difference(
        "three dots",
        LESS,
        "`...` ends a document; with nothing before it, or with text after it on its line, it is refused.",
        _matches(r"\A(?:\s|#.*$)*\.\.\.|\.\.\.[^\n]"),
    ),
    Difference(
        "blank lines in text",
        f"{OTHER}, {MORE}",
        "Spaces in the blank lines at the end of a block (`|`, `>`) stay, and so does a blank line after a `\\`.",
        _matches(r"[|>][-+\d]*[^\n]*\n(?:.*\n)*? +\r?$|\\\r?\n\s*\n"),
    ),
    Difference(
        "characters that are none",
        LESS,
        "Control characters and halves of characters (`\\ud83c` alone) come from damage; Obsidian keeps them.",
        _matches("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|\\\\u[dD][89a-fA-F]"),
    ),
    Difference(
        "limits",
        LESS,
        "More than 64 levels, or 256 KB: a note's properties never are.",
        _matches(r"\A.{262000}|(?:[\[{][^\]}\[{]*){64}"),
    ),
)
