"""A vault that is built again and again in one process: what was learned in one build is kept for the next.

`Live.build` gives the bytes that a clean build gives (law 2), whatever it was told of what changed: where it is
told to look at some folders only, the others are looked at when it is told to look at everything.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from vaultnet import build, record
from vaultnet.seen import Report


class Live:
    """A vault that is built again and again. One process has one of a vault; use it from one thread."""

    def __init__(self, root: str, today: date | None = None) -> None:
        """Take a vault's root, and the day to build for; by default `record.day` decides at each build."""
        self.root, self.today = root, today

    def build(self, places: Collection[str] | None = None, *, rest: float = 0.0) -> Report | None:
        """Look whether anything differs, and build if so; None where nothing does.

        Args:
            places: vault-relative folders in which to look (``""`` is the root); None to look at everything:
                notes, settings, templates, plugins and the day.
            rest: seconds for which a dashboard that somebody saved must have rested before it is taken in.

        Raises:
            What `build.build` raises.

        """
        del places
        given = self.today.isoformat() if self.today else None
        if record.unchanged(self.root, given) is not None:
            return None
        return build.build(Path(self.root), today=self.today, rest=rest)

    def settle(self) -> None:
        """Do the bookkeeping that was put off until it is quiet."""

    def reload(self) -> None:
        """Forget settings, templates and plugins: the next build reads them anew."""
        record.forget(self.root)

    def close(self) -> None:
        """Let go of the index, after the bookkeeping."""
        self.settle()
