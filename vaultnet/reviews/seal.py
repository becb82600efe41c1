"""How a review that nobody has edited is known: by a short hash of it, in its last line. Pure."""

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


def _hash(text: str) -> str:
    return blake2b(text.rstrip().encode("utf-8", "surrogatepass"), digest_size=_DIGITS // 2).hexdigest()
