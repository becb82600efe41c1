"""Path patterns as they stand in the settings: ``Newsletters/**``, ``*.excalidraw.md``. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache


@lru_cache(maxsize=64)
def matcher(patterns: Sequence[str]) -> Callable[[str], bool]:
    """A function that tells whether a vault path matches any of some patterns.

    ``*`` and ``?`` stay within a folder, ``**`` crosses folders, and a pattern that names a folder matches all
    that lies in it. A pattern without ``/`` matches a name in any folder. Case counts, as in git.
    """
    if not patterns:
        return lambda _path: False
    found = re.compile("|".join(f"(?:{_translate(pattern)})" for pattern in patterns)).match
    return lambda path: found(path) is not None


def _translate(pattern: str) -> str:
    anchored = pattern.strip("/")
    start = "" if "/" in pattern.rstrip("/") else "(?:.*/)?"
    special = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", anchored)
    return start + "".join(special.get(part, re.escape(part)) for part in parts) + r"(?:/.*)?\Z"
