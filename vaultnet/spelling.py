"""How names are compared that people write in more than one way. Pure, and cheap to import."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize


@lru_cache(maxsize=8192)
def normal(name: str) -> str:
    """Reduce a key or a word to what it is compared by: no case, spaces, ``-`` or ``_``; ``NFC``."""
    return normalize("NFC", name).casefold().replace(" ", "").replace("-", "").replace("_", "")
