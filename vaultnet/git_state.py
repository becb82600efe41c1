"""Whether git is in the middle of something in the repository that holds a vault."""

from __future__ import annotations

import os
from typing import Final

STALE: Final = 10.0
"""Seconds after which a lock on git's index is one that was left behind."""

_UNDER_WAY: Final = (
    ("rebase-merge", "a rebase"),
    ("rebase-apply/applying", "applying patches"),  # `git am`
    ("rebase-apply", "a rebase"),
    ("MERGE_HEAD", "a merge"),
    ("CHERRY_PICK_HEAD", "a cherry-pick"),
    ("REVERT_HEAD", "a revert"),
    ("sequencer", "a cherry-pick"),  # of several commits, between two of them
    ("BISECT_START", "a bisect"),
)
"""What lies in git's folder meanwhile, and what it is; of two the first is what it is about."""


def folder(vault: str) -> str | None:
    """Git's own folder of the work tree that a vault lies in, or None if it lies in none."""
    here = os.path.abspath(vault)
    while True:
        found = f"{here}/.git"
        if os.path.isdir(found):
            return found
        if os.path.isfile(found):
            return _pointed_to(here, found)
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above


def _pointed_to(here: str, file: str) -> str | None:
    """Where the file leads that stands for git's folder in a worktree or a submodule."""
    try:
        with open(file, "rb") as handle:
            said = os.fsdecode(handle.read(4096)).strip()
    except OSError:
        return None
    place = os.path.join(here, said.removeprefix("gitdir:").strip())
    return place if said.startswith("gitdir:") and os.path.isdir(place) else None


def under_way(vault: str) -> str:
    """What git is in the middle of, while which files come and go: ``a merge``; ``""`` for nothing."""
    place = folder(vault)
    if place is None:
        return ""
    name, what = next((one for one in _UNDER_WAY if os.path.lexists(f"{place}/{one[0]}")), ("", ""))
    return "a revert" if name == "sequencer" and _reverts(place) else what


def _reverts(place: str) -> bool:
    """Whether the commits that are still to come are to be reverted, and not picked."""
    try:
        with open(f"{place}/sequencer/todo", "rb") as handle:
            return handle.read(6) == b"revert"
    except OSError:
        return False


def is_locked(vault: str, now: float) -> bool:
    """Whether a git command is changing files at ``now`` (seconds since the epoch), as it does for a moment."""
    place = folder(vault)
    if place is None:
        return False
    try:
        made = os.lstat(f"{place}/index.lock").st_mtime
    except OSError:
        return False
    return abs(now - made) < STALE
