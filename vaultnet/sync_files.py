"""What lies at a path of the work tree, where git and people put more than files."""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

from vaultnet import files, marks


class Lying(NamedTuple):
    """What lies at a path."""

    data: bytes | None
    """What a file holds. None where nothing lies; ``b""`` for what is no file, or can't be read."""
    is_file: bool = True
    """False for a link, or a folder, as a repository within the vault is."""


def look(root: str, path: str) -> Lying:
    """Look what lies at a path."""
    try:
        return Lying(files.read_if_there(root, path))
    except OSError:  # a link is not followed; the build says what is in the way of anything else
        return Lying(b"", _is_file(f"{root}/{path}"))


def held(root: str, path: str) -> bytes:
    """Give what a file holds; nothing of what is no file, or is not there."""
    return look(root, path).data or b""


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def is_generated(path: str, data: bytes) -> bool:
    """Tell whether a file is ours to replace; see `vaultnet.marks.is_generated`."""
    return marks.is_generated(data.decode(errors="surrogateescape"), path)
