"""How sync tools call the other side of a conflict, which they keep in a file of its own. Pure text.

Some names no person gives. Others a person might, and they are a copy's only where the file of which they are
one lies beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Final

_KEPT_IN_BRACKETS: Final = (
    "conflict(?:ed|ing) copy",  # Dropbox, Nextcloud, Obsidian Sync, Tresorit
    "conflictkopie",  # and Dropbox in other languages
    "in konflikt stehende kopie",
    "copie en conflit",
    "copia en conflicto",
    "copia in conflitto",
    "c(?:ó|o\u0301)pia em conflito",
)
_COPY: Final = (
    r"\.sync-conflict-\d{8}-\d{6}(?:-[0-9a-z]+)?"  # Syncthing
    r"|_conflict-\d{8}-\d{6}"  # ownCloud
    rf"|\([^()]*(?:{'|'.join(_KEPT_IN_BRACKETS)})[^()]*\)"
    r"|\(conflict(?:ed)? [^()]*\)|[(\[]conflicted[)\]]"  # Unison, pCloud
    r"|\(sfconflict [^()]*\)"  # Seafile
    r"|_[^_]+_[a-z]{3}-\d{2}-\d{6}-\d{4}_conflict"  # Synology Drive
    r"|\((?:case|unicode encoding|selective sync) conflict(?: \d+)?\)"  # Dropbox
)
_SAID: Final = ("conflict", "konflikt", "conflit", "conflito")
"""What stands in each of these names: the quick way to see that most files have others."""
_BESIDE: Final = (
    r"(?:-(?:DESKTOP|LAPTOP|WIN)-[0-9A-Z]{5,11}"  # OneDrive: the machine's name, as Windows makes it up
    r"|-(?:[^-/]+-)?[^-/]*(?:Mac[ -]?Book|iMac|Mac[ -]?(?:mini|Studio|Pro))(?:[ -](?:Pro|Air))?)(?:-\d+)?$"
    r"|\.[Cc]onflict$"  # Resilio Sync
)
_MACHINES: Final = ("-desktop-", "-laptop-", "-win-", "mac")
"""What stands in the names of machines."""
_NUMBERED: Final = re.compile(r" (?:[2-9]|\([1-9]\))$")
"""iCloud Drive, Google Drive and OneDrive count; so do people."""


@cache  # compiled where a name may be a copy's: most vaults have none
def _copy() -> re.Pattern[str]:
    return re.compile(_COPY, re.IGNORECASE)


def is_certain(path: str) -> bool:
    """Whether a file's name alone says that a sync tool left it as the other side of a conflict."""
    name = path.rpartition("/")[2].lower()
    return any(word in name for word in _SAID) and _copy().search(name) is not None


def among(names: Collection[str]) -> frozenset[str]:
    """Find the copies among the names of a folder."""
    if not _may_be("\n".join(names)):
        return frozenset()
    some = [name for name in names if _may_be(name)]
    return frozenset(
        name for name in some if is_certain(name) or (original(name) != name and original(name) in names)
    )


def _may_be(text: str) -> bool:
    """Whether there may be copies: the quick way to see that in most folders there are none."""
    lower = text.lower()
    return any(word in lower for word in (*_SAID, *_MACHINES))


def original(path: str) -> str:
    """Give the path of the file of which this one is a copy by its name; else the path itself."""
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = (_copy().sub("", name) if is_certain(name) else name).rpartition(".")
    if _may_be(stem) and not is_certain(name):
        stem = re.sub(_BESIDE, "", stem)
    return f"{folder}{slash}{stem.strip()}{dot}{suffix}"


def counted(path: str) -> str:
    """Give the path of the file of which this is a copy if its number is a sync tool's; ``""`` without a number."""
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    bare = _NUMBERED.sub("", stem)
    return f"{folder}{slash}{bare}{dot}{suffix}" if bare != stem else ""
