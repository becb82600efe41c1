"""How a dashboard is told from a note, and the user's words on it from ours. Pure text.

A generated note says ``vaultnet: NAME`` in its front matter, and its last line is a comment with a short
hash of each line that was generated. A line whose hash is not in that comment was typed by the user. A
``.base`` is YAML without front matter: there the comment alone is the mark, and a base that was changed in
any way is the user's from then on.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

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
_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*")
_WORDS_OF_YAML = frozenset({"true", "false", "null"})
_UNPORTABLE = re.compile(
    r'[<>:"/\\|?*#^\[\]%`~=$\x00-\x1f\x7f]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_NAME_LENGTH = 60


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
    """Find what the user wrote on a generated file, block by block, in order.

    ``fresh`` is a rendering to compare with as well: where the closing comment is missing, every line that
    ``fresh`` does not have counts as typed. Lines nested under a typed line are in its block; a block nested
    under a generated line begins with that line (without its check box), so that it still says whom it is
    about. White space at the end of lines, their indent and the padding of tables make no difference.
    """
    known = set(_known(text))
    if fresh is not None:
        known.update(_known(fresh), map(_hash, _lines(fresh)))
    return tuple(_blocks(_judged(text, known)))


def rescue_name(block: str) -> str:
    """Name a rescued block: the stem of a file name, out of its first words.

    It is at most 60 characters, valid on every file system, safe within a wikilink, and never empty.
    """
    line = next((line for line in block.split("\n") if re.search(r"\w", line)), "")
    words = _BOX.sub("", line).lstrip(" \t-*+>#")
    words = re.sub(r"!?\[\[[^\[\]|]*\|([^\[\]]*)\]\]", r"\1", words)
    name = " ".join(_UNPORTABLE.sub(" ", unicodedata.normalize("NFC", words)).split())
    name = "".join(character for character in name if character.isprintable())
    if len(name) > _NAME_LENGTH:
        name = name[: _NAME_LENGTH + 1].rpartition(" ")[0] or name[:_NAME_LENGTH]
    name = name.strip(" .,;-_*·")
    return "Note" if not name or _RESERVED.match(name) else name


class _Line(NamedTuple):
    text: str
    ours: bool
    indent: int


def _judged(text: str, known: set[str]) -> Iterator[_Line]:
    """Yield each line with whether it is ours; what only separates has no text."""
    lines = _lines(text)
    front = _front_end(lines)
    for number, line in enumerate(lines):
        line = _MARK.sub(_without_hashes, line).rstrip()
        indent = len(line) - len(line.lstrip())
        if _SILENT.fullmatch(line):
            yield _Line("", False, 0)
        else:
            key = number <= front and _KEYS.fullmatch(line)
            yield _Line(line, bool(key or _CONFLICT.fullmatch(line) or _hash(line) in known), indent)


def _blocks(lines: Iterable[_Line]) -> Iterator[str]:
    """Gather typed lines; our own lines end a block unless they are nested under its first line."""
    block: list[str] = []
    depth = gap = 0
    above: list[_Line] = []
    for line in lines:
        if not line.text:
            gap += 1
        elif line.ours:
            above = [one for one in above if one.indent < line.indent] + [line]
            if block and line.indent <= depth:
                yield "\n".join(block)
                block = []
        else:
            if block:
                block += [""] * gap
            else:
                under = next((one for one in reversed(above) if one.indent < line.indent), None)
                block = [_BOX.sub(r"\1", under.text)] if under and not gap else []
                depth = under.indent if block and under else line.indent
            block.append(line.text)
        gap = gap if not line.text else 0
    if block:
        yield "\n".join(block)


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
