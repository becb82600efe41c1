"""libyaml's complaints in plain words: what is wrong, where, and what to do about it."""

from __future__ import annotations

import re
from typing import Any, Final

from yaml import YAMLError
from yaml.error import MarkedYAMLError

from vaultnet.yaml_tree import Fault

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SIMPLE: Final = re.compile(r"(?P<before>[ ]*(?:-[ ]+)*(?:[\w][^:\n]*:[ \t]+)?)(?P<value>\S.*?)\s*")
_FLOW_LIST: Final = re.compile(r"\[[^\[\]{}]+\]")
_RESERVED: Final = frozenset("@`%")
_LONGEST_QUOTE: Final = 60

_Said = tuple[str, str]

_BY_PROBLEM: Final[tuple[tuple[str, _Said], ...]] = (
    (
        "found unknown escape character",
        (
            "A backslash in double quotes begins an escape, and this is none.",
            "Use single quotes, or write \\\\.",
        ),
    ),
    (
        "mapping keys are not allowed",
        ("A `?` and a space begin a value that YAML doesn't expect here.", "Put the value in quotes."),
    ),
    (
        "block sequence entries are not allowed",
        ("A list begins in the middle of a line.", "Begin it on the next line, or write `[one, two]`."),
    ),
    (
        "could not find expected ':'",
        (
            "This line is neither a property (`key: value`) nor an item of a list (`- item`).",
            "Add the colon and a space after it; indent the line if it continues the one above.",
        ),
    ),
    (
        "did not find expected '-' indicator",
        (
            "This line doesn't belong to the list above it.",
            "Begin it with `- `, or indent it as the list is.",
        ),
    ),
    (
        "did not find expected comment or line break",
        ("There is text right after `|` or `>`, which begin a block of lines.", "Put the value in quotes."),
    ),
    (
        "invalid Unicode character escape code",
        ("This escape stands for no character.", "Write the character itself."),
    ),
    (
        "did not find expected hexdecimal number",
        ("A \\x, \\u or \\U escape needs 2, 4 or 8 hexadecimal digits.", "Use single quotes, or write \\\\."),
    ),
    (
        "mapping values are not allowed",
        (
            "There is a colon where no property can begin: in a value, or on a line indented wrongly.",
            "Put a value that holds a colon in quotes; give properties of one level the same indentation.",
        ),
    ),
    (
        "found unexpected document indicator",
        ("A `---` or `...` stands inside a quoted text.", "Close the quotes before this line."),
    ),
)
_BY_CONTEXT: Final[tuple[tuple[str, _Said], ...]] = (
    (
        "scanning an anchor",
        ("`&` begins an anchor in YAML, and this is none.", "Put the value in quotes."),
    ),
    (
        "scanning an alias",
        ("`*` begins a reference in YAML, and this is none.", "Put the value in quotes."),
    ),
    ("scanning a tag", ("`!` begins a tag in YAML, and this is none.", "Put the value in quotes.")),
    ("parsing a tag", ("`!` begins a tag in YAML, and this is none.", "Put the value in quotes.")),
    (
        "scanning a directive",
        ("A `%` at the start of a line is reserved in YAML.", "Put the text in quotes."),
    ),
    (
        "scanning a block scalar",
        ("The lines after `|` or `>` are not indented as a block of lines must be.", "Indent them alike."),
    ),
    (
        "parsing a block",
        (
            "This doesn't fit what stands before it: another indentation, or text after a complete value.",
            "Give properties of one level the same indentation; put the whole value in quotes.",
        ),
    ),
)
_OTHERWISE: Final = ("This can't be read as YAML.", "Put the value in quotes.")


def place(source: str, index: int) -> tuple[int, int]:
    """Line and column of a character, from 0."""
    return source.count("\n", 0, index), index - source.rfind("\n", 0, index) - 1


def unprintable(source: str) -> Fault:
    """The fault of a text with a character that YAML does not allow."""
    match = _UNPRINTABLE.search(source)
    index, char = (match.start(), match[0]) if match else (0, "")
    name = f"U+{ord(char):04X}" if char else "that is not printable"
    message = f"There is an invisible character ({name}) here that YAML does not allow."
    return Fault(*place(source, index), "unprintable-character", message, "Delete it.")


def explain(error: YAMLError, source: str) -> Fault:
    """Say in plain words what libyaml found wrong, with a hint made from the line where there can be one."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return unprintable(source)
    problem, context = error.problem or "", error.context or ""
    at, begin = error.problem_mark, error.context_mark
    lines = source.split("\n")
    if "unexpected end of stream" in problem and begin:
        return _unclosed_quote(begin, lines)
    if "cannot start any token" in problem:
        return _reserved(at, lines)
    if "tab character" in problem:
        return _tab(at)
    if "a flow" in context and begin:
        return _unclosed_list(at, begin, context, lines)
    message, hint = _said(problem, context)
    if problem.startswith("mapping values") or "parsing a block" in context:
        hint = _quoting_hint(_line(lines, at.line), at.column) or hint
    return _broken(begin if "find expected ':'" in problem and begin else at, message, hint)


def _said(problem: str, context: str) -> _Said:
    for words, said in _BY_PROBLEM:
        if words in problem:
            return said
    for words, said in _BY_CONTEXT:
        if words in context:
            return said
    return _OTHERWISE


def _broken(mark: Any, message: str, hint: str) -> Fault:
    return Fault(mark.line, mark.column, "broken-yaml", message, hint)


def _unclosed_quote(begin: Any, lines: list[str]) -> Fault:
    quote = _line(lines, begin.line)[begin.column : begin.column + 1]
    message = f"A quotation is opened here with {quote} and never closed."
    return _broken(begin, message, f"Add the closing {quote}, or write an apostrophe in double quotes.")


def _reserved(mark: Any, lines: list[str]) -> Fault:
    line = _line(lines, mark.line)
    char = line[mark.column : mark.column + 1]
    if char == "\t":
        return _tab(mark)
    hint = _quoting_hint(line, mark.column) or "Put the value in quotes."
    message = f"A value can't begin with {char} unless it is in quotes."
    return Fault(mark.line, mark.column, "reserved-character", message, hint)


def _tab(mark: Any) -> Fault:
    return _broken(
        mark,
        "A line is indented with a tab, and YAML indents with spaces only.",
        "Replace the tab by spaces.",
    )


def _unclosed_list(at: Any, begin: Any, context: str, lines: list[str]) -> Fault:
    what, opened, closed = ("map", "{", "}") if "mapping" in context else ("list", "[", "]")
    line = _line(lines, begin.line)
    if line[max(begin.column - 1, 0) :].startswith("[["):
        message = "A link is not closed, or YAML can't read it because it is not in quotes."
        return _broken(
            begin, message, _quoting_hint(line, begin.column) or 'Put the link in quotes: "[[…]]".'
        )
    if at.line == begin.line:
        message = f"The {what} that is opened with {opened} on this line can't be read from here on."
        return _broken(at, message, "Put a comma between items, and items with special characters in quotes.")
    message = f"A {what} is opened here with {opened} and not closed with {closed}."
    return _broken(begin, message, f"Add the closing {closed}, or put the value in quotes.")


def _line(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _quoting_hint(line: str, column: int) -> str:
    """The line with its value in quotes, where that is sure to help against a fault at this column."""
    match = _SIMPLE.fullmatch(line)
    if (
        match is None
        or not match["before"].strip()
        or len(line) > _LONGEST_QUOTE
        or column < match.start("value")
    ):
        return ""
    value = match["value"]
    if "'" in value or '"' in value or " #" in value or "\\" in value:
        return ""
    if value.startswith(("[", "{")) and not value.startswith("[["):
        return _item_hint(match["before"].strip(), value)
    return f'Put the value in quotes: {match["before"].strip()} "{value}"'


def _item_hint(before: str, value: str) -> str:
    """A list in brackets with those of its items in quotes that can't stand without; the list stays one."""
    if not _FLOW_LIST.fullmatch(value):
        return ""
    items = [item.strip() for item in value[1:-1].split(",")]
    quoted = [f'"{item}"' if item[:1] in _RESERVED or ": " in item else item for item in items if item]
    return f"Put the item in quotes: {before} [{', '.join(quoted)}]"
