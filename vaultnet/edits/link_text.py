"""How a link's target is written: the texts that could lead to a note, and paths in Markdown links. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultnet.links import Names, fold

_FAR = re.compile("%[89A-Fa-f][0-9A-Fa-f]")
"""A letter beyond ASCII as a browser writes it."""


def ways(target: str, was: str, goal: str, source: str, names: Names) -> Iterator[str]:
    """Yield the texts that could lead to ``goal``, the one most like what is written first."""
    ending = target[-3:] if target[-3:].lower() == ".md" and goal[-3:].lower() == ".md" else ""
    whole = bare(goal) + ending if bare(goal) != goal else goal
    if target.startswith("/"):
        yield f"/{whole}"
    elif target.startswith(("./", "../")):
        yield _relative(whole, source, target.startswith("./"))
    elif "/" in target:
        if fold(bare(target)) != fold(bare(was)):
            yield "/".join(whole.split("/")[-target.count("/") - 1 :])
    else:
        shortest = names.shortest(goal)
        yield shortest + ending if bare(goal) != goal else shortest
    yield whole
    yield f"/{whole}"


def bare(path: str) -> str:
    """Return a path without ``.md``, unless what is left would be read as another name."""
    return path[:-3] if path[-3:].lower() == ".md" and path[-6:-3].lower() != ".md" else path


def same_spelling(target: str, path: str) -> bool:
    """Tell whether a target writes the name of the note at ``path`` letter by letter."""
    return bare(target).rpartition("/")[2] == bare(path).rpartition("/")[2]


def _relative(path: str, source: str, dotted: bool) -> str:
    here, there = source.split("/")[:-1], path.split("/")
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    up = len(here) - common
    return "../" * up + "/".join(there[common:]) if up or not dotted else "./" + "/".join(there[common:])


def in_destination(target: str, angled: bool, was: str) -> str:
    """Write a path as the destination of a Markdown link, in the way it was written before."""
    odd = "<>%#\\" if angled else " ()<>[]%#\\\"'`^|"
    far = bool(_FAR.search(was))
    return "".join(
        "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogateescape"))
        if char in odd or ord(char) < 32 or (not angled and char.isspace()) or (far and char > "\x7f")
        else char
        for char in target
    )
