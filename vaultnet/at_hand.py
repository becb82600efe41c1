"""Whether a vault is there: a drive may be taken out, and a folder deleted, under a process that goes on for weeks.

Where a drive was taken out an empty folder may stay, and nothing may be written there: a vault that had
``vaultnet.toml`` or ``.obsidian/`` is only there where one of them is.
"""

from __future__ import annotations

import os
from enum import Enum
from typing import Final

from vaultnet import config

GRACE: Final = 5.0
"""Seconds after which a vault without its marks is one whose owner removed them, not one that is being deleted."""


class State(Enum):
    """How a vault is."""

    HERE = "here"
    NEW = "new"
    """There, but not the folder that was there a look before."""
    UNSURE = "unsure"
    """Its marks are gone, just now."""
    MISSING = "missing"


class Presence:
    """A vault from one look to the next."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._known = _identity(root)
        self._marked = self._has_marks()
        self._since: float | None = None
        self._was_missing = False

    def look(self, now: float) -> State:
        """Look whether it is there at ``now`` (seconds of a clock that only goes forward)."""
        state = self._look(now)
        if state is State.HERE and self._was_missing:
            state = State.NEW
        self._was_missing = state is State.MISSING
        return state

    def _look(self, now: float) -> State:
        found = _identity(self._root)
        if found is None:
            return State.MISSING
        if self._has_marks():
            self._marked, self._since = True, None
        elif self._marked and found == self._known:
            since = self._since = now if self._since is None else self._since
            if now - since < GRACE:
                return State.UNSURE
            self._marked = False
        elif self._marked or (found != self._known and _is_empty(self._root)):
            return State.MISSING
        if found == self._known:
            return State.HERE
        self._known = found
        return State.NEW

    def _has_marks(self) -> bool:
        return any(os.path.lexists(f"{self._root}/{name}") for name in (config.FILE, ".obsidian"))


def _is_empty(root: str) -> bool:
    """Whether nothing is in a folder, or it is gone by now."""
    try:
        return not os.listdir(root)
    except OSError:
        return True


def _identity(root: str) -> tuple[int, int] | None:
    """What tells one folder from another in its place; None if there is none."""
    try:
        with os.scandir(root):
            found = os.stat(root)
    except OSError:
        return None
    return found.st_dev, found.st_ino
