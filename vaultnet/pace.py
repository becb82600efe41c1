"""When to look: what was heard of the vault goes in with its time, and out comes when and where to look next.

Times are seconds of one clock that only goes forward. Nothing that was heard is believed to be complete: what was
looked at in haste is verified by a look at everything soon after, and a slow timer looks at everything anyway.

A note that was saved, so that its file is closed or has been moved into place, is looked at almost at once; one
that is still being written, or is gone and may come back, after a longer rest. The more notes are saved one
after another, the longer is waited for the last of them, so that a burst is one look; but never for ever.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

QUIET: Final = 0.003
"""Seconds after a save, for each of the notes that were saved of late."""
LATE: Final = 1.0
"""Seconds that count as of late."""
OPEN: Final = 0.05
"""Seconds after something that is not a finished save."""
BURST: Final = 64
"""From so many files on it is a burst: they are not told apart any more."""
LONGEST: Final = 0.3
"""Seconds of quiet after which a burst is over."""
BOUND: Final = 2.0
"""Seconds after which something is looked at, however much goes on."""
BOUND_OF_BURST: Final = 10.0
VERIFY: Final = 1.0
"""Seconds after a quick look until everything is looked at; a further quick look puts that off,"""
LATEST: Final = 5.0
"""but to so many seconds after the first at most."""
SLOW: Final = 60.0
"""Seconds after a look at everything until the next one in any case."""
RETRY: Final = 1.0
"""Seconds until what failed is tried again; each time twice as long."""
SHARE: Final = 10
"""Looking at everything may take up one part in so many of the time, however short the slow timer is."""


class Heard(NamedTuple):
    """Something that happened in the vault."""

    at: float
    path: str
    """What it happened to, vault-relative."""
    finished: bool = False
    """Whether it is a save that is complete."""
    everything: bool = False
    """Whether it may concern more than the folder of ``path``."""


class Look(NamedTuple):
    """A look that is due."""

    places: frozenset[str] | None
    """The folders, vault-relative; None for everything."""


class _Waiting(NamedTuple):
    """A file of which something was heard, and that was not looked at since."""

    first: float
    last: float
    finished: bool
    everything: bool


class Pace:
    """When to look next. Not for several threads."""

    def __init__(self, now: float, slow: float = SLOW) -> None:
        """Begin with everything looked at just ``now``; ``slow`` are the seconds of the slow timer."""
        self.slow = slow
        self._waiting: dict[str, _Waiting] = {}
        self._saved: dict[str, float] = {}
        """The notes that were saved of late, in their order."""
        self._burst: _Waiting | None = None
        self._slow = now + slow
        self._asked = self._verify = self._rested = self._retry = math.inf
        self._hasty = math.inf
        """When the first of the looks was taken that are to be verified."""
        self._spaced = now
        """When looking at everything takes up no more than its share again."""
        self._failures = 0

    # --- what happens --------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """Take in what was heard; later events come later."""
        if heard.finished:
            self._saved.pop(heard.path, None)
            self._saved[heard.path] = heard.at
            while next(iter(self._saved.values())) < heard.at - LATE:
                del self._saved[next(iter(self._saved))]
        if self._burst is not None:
            self._burst = self._burst._replace(last=heard.at)
            return
        before = self._waiting.get(heard.path)
        first = before.first if before else heard.at
        everything = heard.everything or (before is not None and before.everything)
        self._waiting[heard.path] = _Waiting(first, heard.at, heard.finished, everything)
        if len(self._waiting) >= BURST:
            first = min(one.first for one in self._waiting.values())
            self._burst = _Waiting(first, heard.at, finished=False, everything=True)
            self._waiting.clear()

    def unsure(self, now: float) -> None:
        """Something may have been missed: everything is to be looked at, now."""
        self._asked = min(self._asked, now)

    def done(self, now: float, look: Look, took: float) -> None:
        """A look ended without an error; where nothing was written, it took ``took`` seconds."""
        if look.places is None:
            self._spaced = now + took * SHARE
            self._slow = max(now + self.slow, self._spaced)
            self._failures, self._retry = 0, math.inf

    def resting(self, now: float, seconds: float) -> None:
        """A dashboard was left alone that wants to be looked at again after ``seconds``; 0 if there is none."""
        self._rested = now + seconds if seconds else math.inf

    def failed(self, now: float, *, passing: bool = False) -> None:
        """A look ended with an error: it is tried again, ever more rarely unless it was one of a moment.

        A vault that changes under a look is that: after many such looks the last must not wait for a minute.
        """
        self._retry = now + (RETRY if passing else min(RETRY * 2.0 ** min(self._failures, 10), SLOW))
        self._failures += not passing

    # --- what is to be done --------------------------------------------------------------------------

    def next(self) -> float:
        """When the next look is due."""
        return min(*self._due().values(), self._due_of_burst(), *self._timers(), math.inf)

    def take(self, now: float) -> Look | None:
        """The look that is due; the caller looks at once. None if none is."""
        due = {path: self._waiting[path] for path, at in self._due().items() if at <= now}
        burst = self._due_of_burst() <= now
        everything = burst or min(self._timers()) <= now or any(one.everything for one in due.values())
        if not due and not everything:
            return None
        for path in due:
            del self._waiting[path]
        if burst:
            self._burst = None
        if everything:
            self._hasty = math.inf
        if due or burst:
            self._hasty = min(self._hasty, now)
            self._verify = min(now + VERIFY, max(self._hasty + LATEST, self._spaced))
        if not everything:
            return Look(frozenset(path.rpartition("/")[0] for path in due))
        self._slow = now + self.slow
        self._asked = math.inf
        self._verify, self._rested, self._retry = (
            math.inf if at <= now else at for at in (self._verify, self._rested, self._retry)
        )
        return Look(None)

    def _timers(self) -> tuple[float, ...]:
        """When everything is to be looked at. A burst is not looked into before its end: that is such a look."""
        if self._burst:
            return (self._asked,)
        return self._slow, self._asked, self._verify, self._rested, self._retry

    def _due(self) -> dict[str, float]:
        """When each file is due."""
        saved = max(self._saved.values(), default=0.0) + min(QUIET * len(self._saved), LONGEST)
        return {
            path: min(saved if one.finished else one.last + OPEN, one.first + BOUND)
            for path, one in self._waiting.items()
        }

    def _due_of_burst(self) -> float:
        if self._burst is None:
            return math.inf
        return min(self._burst.last + LONGEST, self._burst.first + BOUND_OF_BURST)
