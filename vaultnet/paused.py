"""The guard in the writing door: while git is in the middle of something, the files of a vault are git's to change.

What is written then would be committed with a merge of which nobody knows yet how it ends, or thrown away with it.
So nothing is, but for what `vaultnet sync` heals: generated files that are in conflict. No caller has to
think of it: `journal` asks here before it finishes, makes or takes back anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from vaultnet import config, git_state, marks
from vaultnet.operation import Change

IN_SYNC: Final = "VAULTNET_IN_SYNC"
"""Set for git, and so for its hooks, while `sync` is at work: no command that is run there waits for its end."""

_COMMANDS: Final = {
    "a merge": "merge",
    "a rebase": "rebase",
    "applying patches": "am",
    "a cherry-pick": "cherry-pick",
    "a revert": "revert",
}
"""The command of git that goes on with what it is in the middle of."""
_SYNCED: Final = ("a merge", "a rebase")
"""What `vaultnet sync` goes on with."""


class Paused(Exception):
    """Git is in the middle of ``what``, so nothing is written into the vault."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    @property
    def message(self) -> str:
        """What is so, as a sentence."""
        return f"git is in the middle of {self.what}, so nothing was written."

    @property
    def hint(self) -> str:
        """What to do about it."""
        if self.what not in _COMMANDS:
            return "End it first (`git bisect reset`), then say this again."
        by_hand = f"`git {_COMMANDS[self.what]} --continue`"
        way = f"`vaultnet sync` goes on with it, or {by_hand}" if self.what in _SYNCED else by_hand
        return f"Finish it first ({way}), then say this again."


def is_free(root: str, let_in: bool = False) -> bool:
    """Whether git is in the middle of nothing. Raises `Paused` if it is, unless one is ``let_in`` all the same."""
    what = git_state.under_way(root)
    if what and not let_in:
        raise Paused(what)
    return not what


def require_generated(root: str, changes: Iterable[Change]) -> None:
    """Look whether some changes are to files of ours alone: what is there, and what is to be.

    Raises AssertionError for any other: nobody may have planned it.
    """
    settings, _ = config.load(Path(root))
    for change in changes:
        texts = (change.before, change.after)
        is_ours = all(text is None or _is_ours(change.path, text) for text in texts)
        if change.to or not is_ours or not change.path.startswith(f"{settings.folder}/"):
            raise AssertionError(f"{change.path} is no generated file, and git is in the middle of something")


def _is_ours(path: str, data: bytes) -> bool:
    return marks.is_generated(data.decode(errors="surrogateescape"), path)
