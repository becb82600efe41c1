"""How a review that nobody has edited is known: by a short hash of it, in its last line. Pure.

A rename, or a merge, changes its links and is no edit of the owner's: the hash follows.
"""

from __future__ import annotations

import re
from hashlib import blake2b

_DIGITS = 12
_SEAL = re.compile(rf"<!-- review ([0-9a-f]{{{_DIGITS}}}) -->\s*\Z")


def seal(text: str) -> str:
    """Add the line by which the text is known again."""
    return f"{text.rstrip()}\n\n<!-- review {_hash(text)} -->\n"


def is_untouched(data: bytes) -> bool:
    """Tell whether a note is as `seal` left it, but for its line ends and a byte order mark."""
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    found = _SEAL.search(text)
    return found is not None and found[1] == _hash(text[: found.start()])


def follow(before: bytes, after: bytes) -> bytes:
    """Bring the line along where a command has changed a note that nobody had edited: a rename its links."""
    if not is_untouched(before) or is_untouched(after):
        return after
    text = after.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    found = _SEAL.search(text)
    if found is None:
        return after
    head, _, tail = after.rpartition(found[1].encode())
    return head + _hash(text[: found.start()]).encode() + tail


def _hash(text: str) -> str:
    return blake2b(text.rstrip().encode("utf-8", "surrogatepass"), digest_size=_DIGITS // 2).hexdigest()
