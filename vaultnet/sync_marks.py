"""The marks that git leaves in a text that two sides have changed, told from what people write about git. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from itertools import pairwise
from typing import Final

MARK: Final = 7
"""How many signs make one of git's marks, if its owner has not said otherwise."""


def marker(there: bytes, sides: Collection[bytes] = (), size: int = MARK) -> int:
    """Give the number of the first line with a mark that git left in a file; 0 for none.

    Somebody may have written such lines, in a note about git for example: of those that a side has, only so many
    more are git's. Without sides a line of ``=`` is a heading's. ``size`` is how many signs make a mark, where the
    owner has told git.
    """
    lines = [line.removesuffix(b"\r") for line in there.split(b"\n")]
    least = min(size, MARK)
    middle = rb"|\|{%d,}(?: .*)?|={%d}" % (least, size) if sides else b""
    mark = re.compile(rb"(?:<{%d,}|>{%d,})(?: .*)?" % (least, least) + middle)
    known = [[line.removesuffix(b"\r") for line in side.split(b"\n")] for side in sides]
    written: Counter[bytes] = Counter()
    for side in known:
        written |= Counter(line for line in side if mark.fullmatch(line))
    marks = Counter(line for line in lines if mark.fullmatch(line))
    left = [number for number, line in enumerate(lines) if marks[line] > written[line]]
    pairs = {pair for side in known for pair in pairwise((*side, b""))}
    new = (number for number in left if (lines[number], *lines[number + 1 : number + 2]) not in pairs)
    return next(new, left[0] if left else -1) + 1


def both_sides(text: bytes, size: int = MARK) -> bytes:
    """Take git's marks out of a text, so that it holds the lines of both sides; what was before them goes."""
    mark_of = re.compile(rb"([<|=>])\1{%d,}(?: .*)?\r?" % (min(size, MARK) - 1))
    kept, in_base = [], False
    for line in text.split(b"\n"):
        if mark := mark_of.fullmatch(line):
            in_base = mark[1] == b"|" or (in_base and mark[1] not in b"=>")
        elif not in_base:
            kept.append(line)
    return b"\n".join(kept)
