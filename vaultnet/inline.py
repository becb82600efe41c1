"""What stands within running text: code spans, links and tags.

Every search is linear in the length of the text, whatever the text is: patterns begin with a literal, and no
two attempts look at the same stretch.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

HIDDEN = "\0"
"""Stands for each character of code in a masked text, so that offsets stay what they are."""

# --- code spans ------------------------------------------------------------------------------------

_TICKS = re.compile("`+")


def code_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where code spans begin and end in one paragraph, ``text[start:end]``.

    A run of backticks opens a span that the next run of the same length closes; a backslash takes the
    first backtick of a run that would open one.
    """
    runs = [match.span() for match in _TICKS.finditer(text, start, end)]
    by_length: dict[int, list[int]] = {}
    for begin, stop in runs:
        by_length.setdefault(stop - begin, []).append(begin)
    past = start
    for begin, stop in runs:
        if begin < past:
            continue
        opening = begin + escaped(text, begin)
        closers = by_length.get(stop - opening, ())
        after = bisect_right(closers, begin)
        if opening < stop and after < len(closers):
            past = closers[after] + stop - opening
            yield opening, past


def escaped(text: str, offset: int) -> bool:
    """Tell whether an odd number of backslashes stands before the character at ``offset``."""
    first = offset
    while first and text[first - 1] == "\\":
        first -= 1
    return (offset - first) % 2 == 1


def hide(text: str, spans: list[tuple[int, int]]) -> str:
    """Mask the spans, which are in order and apart; line ends stay."""
    parts: list[str] = []
    past = 0
    for begin, end in spans:
        parts.append(text[past:begin])
        parts.append("\n".join(HIDDEN * len(line) for line in text[begin:end].split("\n")))
        past = end
    parts.append(text[past:])
    return "".join(parts)


def without_code(text: str) -> str:
    """Mask the code spans of one paragraph."""
    return hide(text, list(code_spans(text, 0, len(text)))) if "`" in text else text


# --- tags ------------------------------------------------------------------------------------------

# Links and HTML tags come first so that what looks like a tag within them is passed over.
_TAG = re.compile(
    r"\[\[[^\[\]\n]*\]\]"
    r"|\]\([^()\[\]\n]*\)"
    r"|<[A-Za-z/][^<>\n]*>"
    r"|#([^\u2000-\u206F\u2E00-\u2E7F'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\\s\0]+)"
)


_TAG_LIKE = re.compile(r"#[^\s#]")


def find_tags(masked: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and name of each tag in a text without code, by Obsidian's rules.

    A tag follows white space or begins a line, and holds at least one character that is no digit.
    """
    like = _TAG_LIKE.search(masked)
    while like:
        begin = masked.rfind("\n", 0, like.start()) + 1
        end = masked.find("\n", begin)
        end = len(masked) if end < 0 else end
        for match in _TAG.finditer(masked, begin, end):
            start = match.start()
            name = match[1]
            if name and (start == begin or masked[start - 1].isspace()):
                name = name.rstrip("/")
                if name and not name.isdecimal():
                    yield start, name
        like = _TAG_LIKE.search(masked, end)


# --- placeholders ----------------------------------------------------------------------------------

# Not after a letter, ^, _ or }: that is mathematics.
_BRACES = re.compile(r"\{\{(?<![\w^_}\\]..)[ \t]*[A-Za-z][^{}\n]*\}\}")


def has_placeholder(masked: str) -> bool:
    """Tell whether a text holds a template's expression that is yet to be filled: ``{{…}}``, ``<% … %>``."""
    if "{" in masked and "{{" in masked and _BRACES.search(masked):
        return True
    start = masked.find("<%") if "%" in masked else -1
    return start >= 0 and masked.find("%>", start + 2) >= 0


# --- links -----------------------------------------------------------------------------------------


Found: TypeAlias = tuple[int, str, str, str, bool]
"""A link within a text: the offset of its first bracket, its target, subpath and alias, and whether it embeds."""

_WIKILINK = re.compile(r"\[\[([^\[\]\n\0]+)\]\]")
_MARKDOWN_LINK = re.compile(
    r"\\."  # an escaped character
    r"|\[\[[^\[\]\n\0]+\]\]"  # a wikilink
    r"|\["
    r"|\](?:\([ \t]*+(?:"
    r"<([^<>\n\0]*)>"
    r"|((?:[^\s()<>\[\]\\\0]|\\[^\s\[\]]|\((?:[^\s()<>\[\]\\\0]|\\[^\s\[\]])*\))+)"
    r")(?:[ \t]++(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*+\))?"
    r"|\n[ \t>]*(?=\n)"  # the end of a paragraph
)
# A Markdown link whose destination is not plainly somewhere on the web.
_MAY_BE_LOCAL = re.compile(r"\]\([ \t]*+<?+(?![A-Za-z][A-Za-z0-9+.-]*:|//)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_NESTED = 32  # brackets remembered at once; links nested deeper than that are nobody's


def find_links(masked: str, text: str) -> list[Found]:
    """Find links to other notes, in order; ``masked`` is ``text`` without its code.

    Not among them: links within the note itself (``[[#Heading]]``), to the web, to attachments (Markdown
    links only; what a wikilink names is a matter of resolving it), and those that a template has yet to fill.
    """
    links = _wikilinks(masked) if "[[" in masked else []
    if "](" in masked and _MAY_BE_LOCAL.search(masked):
        links.extend(_markdown_links(masked, text))
        links.sort()
    return links


def _wikilinks(masked: str) -> list[Found]:
    links: list[Found] = []
    for match in _WIKILINK.finditer(masked):
        start = match.start()
        before = masked[start - 1] if start else ""
        if before == "\\" and escaped(masked, start):
            continue
        target, subpath, alias = _parts(match[1])
        if target:
            embed = before == "!" and not escaped(masked, start - 1)
            links.append((start, target, subpath, alias, embed))
    return links


@lru_cache(maxsize=8192)
def _parts(inner: str) -> tuple[str, str, str]:
    """Return target, subpath and alias of a wikilink; no target if it leads to no other note."""
    target, _, alias = inner.partition("|")
    # In a table the bar is written \| so that it does not end the cell.
    target, _, subpath = target.removesuffix("\\").partition("#")
    target = target.strip()
    return ("", "", "") if "{" in target or "<" in target else (target, subpath.strip(), alias.strip())


def _markdown_links(masked: str, text: str) -> Iterator[Found]:
    openers: deque[int] = deque(maxlen=_NESTED)
    for match in _MARKDOWN_LINK.finditer(masked):
        bracket = masked[match.start()]
        if bracket == "[" and match.end() == match.start() + 1:
            openers.append(match.start())
        elif bracket == "\n":
            openers.clear()
        elif bracket == "]" and openers:
            start = openers.pop()
            destination = match[1] if match[1] is not None else match[2]
            if destination is None or "<%" in match[0]:
                continue
            embed = masked[start - 1 : start] == "!" and not escaped(masked, start - 1)
            if not embed:
                openers.clear()  # a link holds no link
            target, subpath = _local(destination)
            if target:
                yield start, target, subpath, text[start + 1 : match.start()].strip(), embed


def destination(text: str, closing: int) -> tuple[int, int] | None:
    """Return where the destination of a Markdown link begins and ends, given where its ``](`` is."""
    match = _MARKDOWN_LINK.match(text, closing)
    group = 0 if match is None else match.lastindex or 0
    return match.span(group) if match and group else None


def _local(destination: str) -> tuple[str, str]:
    """Return the note's path and the part in it that a Markdown link leads to; ``""`` for no note."""
    if _SCHEME.match(destination) or "{{" in destination:
        return "", ""
    path, _, subpath = _ESCAPE.sub(r"\1", destination).partition("#")
    path = _decoded(path).strip()
    return ("", "") if _is_attachment(path) else (path, _decoded(subpath))


def _decoded(text: str) -> str:
    return _PERCENT.sub(_bytes_decoded, text) if "%" in text else text


def _bytes_decoded(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return match[0]


def _is_attachment(path: str) -> bool:
    """Tell whether a name ends like a file that is no note: ``.pdf``, but not ``Dr. Smith`` or ``v1.2``."""
    stem, dot, extension = path.rpartition("/")[2].rpartition(".")
    return bool(
        dot
        and stem
        and extension.casefold() != "md"
        and extension.isascii()
        and extension.isalnum()
        and not extension.isdigit()
        and len(extension) <= 8
    )
