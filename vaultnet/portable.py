"""File names that every device and Obsidian can hold, and links can lead to. Pure.

A name may end up on Windows, on a telephone's card or in a git host's pages, whatever it was typed on. So the
narrowest of them decides: `reason_against` judges a name that somebody chose, and `name` makes one of words.
"""

from __future__ import annotations

import re
from unicodedata import normalize

LONGEST = 200
"""Bytes of the longest file name: file systems end at 255, sync tools add to names."""

_SIGNS = r'<>:"/\\|?*\[\]#^\x00-\x1f\x7f'
"""What some file system or a link to the file can't hold."""
_TURNING = r"\u202a-\u202e\u2066-\u2069"
"""What changes the direction of writing, and so how a name looks."""
_FORBIDDEN = re.compile(rf"[{_SIGNS}{_TURNING}\u2028\u2029\ufeff]|%%")
_UNPORTABLE = re.compile(rf"[{_SIGNS}{_TURNING}\u200b-\u200f\ufeff%`~=$]|\{{\{{|\}}\}}")
"""What is left out of a name that is made here: also what Markdown could take for markup, or nobody sees."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]) *(?:\.|$)", re.IGNORECASE)
_ENDS = " .,;-_*·"
"""What a name that is made here neither begins nor ends with."""
_LOOSE_END = re.compile(
    r"(?: (?:an?|the|to|of|for|in|on|at|with|and|or|by|from|about|that|which|I|is|my|his|her|their))+$"
)


def reason_against(name: str) -> str:
    """Say why a name can't be a note's on every device; ``""`` if it can."""
    found = _FORBIDDEN.search(name)
    if not name.strip():
        return "it is empty"
    if found:
        shown = found[0] if found[0].isprintable() else "a control character"
        return f"{shown} can't stand in a file name or a link everywhere"
    if not is_utf8(name):
        return "it is not written in UTF-8, so nothing could link to it"
    if name != name.strip() or name.startswith(".") or name.endswith("."):
        return "it may not begin with a dot or end with one, nor begin or end with a space"
    if _RESERVED.match(name):
        return "Windows keeps that name for a device"
    if len(name.encode()) > LONGEST:
        return f"it is longer than {LONGEST} bytes"
    return ""


def is_utf8(text: str) -> bool:
    """Tell whether a text of the command line was UTF-8; a byte that is none comes as half a character."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def name(words: str, longest: int = 60, most: int = LONGEST, otherwise: str = "Note") -> str:
    """Make a name of words: the stem of a file's name.

    It has at most ``longest`` characters and ``most`` bytes, is composed (NFC), and is valid on every file
    system and within a wikilink. Where nothing is left, or only what Windows keeps for a device, it is
    ``otherwise``.
    """
    bare = _UNPORTABLE.sub(" ", normalize("NFC", words))
    seen = "".join(char for char in bare if char.isprintable() or char.isspace())
    made = _shortened(" ".join(normalize("NFC", seen).split()), longest, most).strip(_ENDS)
    return otherwise if not made or _RESERVED.match(made) else made


def _shortened(name: str, longest: int, most: int) -> str:
    """Cut a long name where a phrase ends, or else a word."""
    room = min(longest, len(name.encode()[:most].decode(errors="ignore")))
    if len(name) <= room:
        return name
    name = name[: room + 1].rpartition(" ")[0] or name[:room]
    phrase = max(name.rfind(sign) for sign in (", ", "; ", ". ", " (", " – ", " — "))
    return name[:phrase] if phrase >= room // 2 else _LOOSE_END.sub("", name)
