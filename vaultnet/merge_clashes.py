"""What a merge could not decide, as it stands in a note: between git's markers, right below the properties. Pure.

So the note still reads as a note, git and `check` see that something is left to do, and who decides finds both
values. A block names its key: ``<<<<<<< ours: company``.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

OURS: Final = "<" * 7
BASE: Final = "|" * 7
BETWEEN: Final = "=" * 7
THEIRS: Final = ">" * 7

ALL: Final = "all properties"
"""What a block is called in which the two front matters stand whole."""

_BLOCK: Final = re.compile(
    rf"{OURS} ours: (?P<key>[^\n]+)\n(?P<ours>(?:[^\n]*\n)*?){BETWEEN}\n"
    rf"(?P<theirs>(?:[^\n]*\n)*?){THEIRS} theirs: (?P=key)(?:\n|\Z)"
)
_BEGINS: Final = re.compile(rf"{OURS} ours: ([^\n]+)")
DECIDE: Final = f"Set it among the properties, and delete the block down to {THEIRS}."
"""What to do about a block."""
_MARK: Final = re.compile(r"(<{7}|\|{7}|>{7})(?: (.*))?|(={7})")


class Clash(NamedTuple):
    """A property that both sides changed, with its lines on either; ``""`` where one took it away."""

    key: str
    ours: str
    theirs: str

    @property
    def text(self) -> str:
        """The block, with line ends."""
        key = " ".join(self.key.split())
        return (
            f"{OURS} ours: {key}\n{_ended(self.ours)}{BETWEEN}\n{_ended(self.theirs)}{THEIRS} theirs: {key}\n"
        )


class Blocks(NamedTuple):
    """The text below a front matter: the blocks at its start, and the rest."""

    clashes: tuple[Clash, ...]
    rest: str


def blocks(body: str) -> Blocks:
    """Find what merges before this one left below the properties; the text's lines end with LF."""
    found: list[Clash] = []
    at = 0
    while match := _BLOCK.match(body, at):
        found.append(Clash(match["key"], match["ours"], match["theirs"]))
        at = match.end()
    return Blocks(tuple(found), body[at:])


def key_at(text: str, line: int) -> str:
    """Name what a block is about that begins at a line, from 1; ``""`` where none does."""
    found = _BEGINS.fullmatch(text.split("\n")[line - 1].rstrip())
    return "" if not found else f"`{found[1]}`" if found[1] != ALL else "its properties"


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


# --- the markers that git leaves -------------------------------------------------------------------


class Sides(NamedTuple):
    """The texts that a text with markers was made of. ``base`` is None unless all markers say what was before."""

    base: str | None
    ours: str
    theirs: str
    names: tuple[str, str]
    """What the first markers call the two sides."""


class Unpaired(NamedTuple):
    """The line of a marker whose other half is missing."""

    line: int


def sides(text: str) -> Sides | Unpaired | None:
    """Take apart a text with git's markers; None if there are none. Lines may end with CRLF."""
    parts: dict[str, list[str]] = {OURS: [], BASE: [], BETWEEN: []}
    state, begun, names, known, told = "", 0, ["", ""], True, False
    for number, line in enumerate(_LINE.findall(text), 1):
        match = _MARK.fullmatch(line.rstrip("\r\n"))
        mark = (match[1] or match[3]) if match else ""
        if mark and mark in _NEXT.get(state, ()):
            begun = number if mark == OURS else begun
            names[mark == THEIRS] = names[mark == THEIRS] or (match and match[2]) or ""
            told = mark == BASE or (told and mark != OURS)
            known &= told or mark != THEIRS
            state = "" if mark == THEIRS else mark
        elif mark and state:
            return Unpaired(number)
        else:
            for name in (state,) if state else parts:
                parts[name].append(line)
    if state:
        return Unpaired(begun)
    if not begun:
        return None
    base, ours, theirs = ("".join(parts[name]) for name in (BASE, OURS, BETWEEN))
    return Sides(base if known else None, ours, theirs, (names[0], names[1]))


_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+\Z")
_NEXT: Final = {"": (OURS,), OURS: (BASE, BETWEEN), BASE: (BETWEEN,), BETWEEN: (THEIRS,)}
"""Which markers may follow in each part of a conflict; outside of one others are text, as under a heading."""
