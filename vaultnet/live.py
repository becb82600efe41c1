"""A vault that is built again and again in one process: what was learned in one build is kept for the next.

`Live.build` gives the bytes that a clean build gives (law 2), whatever it was told of what changed: where it is
told to look at some folders only, the others are looked at when it is told to look at everything.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from vaultnet import build, files, heap, plugins, record
from vaultnet.run import Installing, Outdated, Run
from vaultnet.seen import Report

_INSTALLED = 3_000_000_000
"""Nanoseconds for which no file of the code must have changed before it counts as installed."""


class Live:
    """A vault that is built again and again. Use it from one thread."""

    def __init__(self, root: str, today: date | None = None) -> None:
        """Take a vault's root, and the day to build for; by default `record.day` decides at each build."""
        self.root, self.today = os.path.realpath(root), today
        self._run: Run | None = None
        self._unsure: dict[str, bytes] | None = None
        """The digests of the notes whose stamps prove nothing; None for too many."""
        self._owed = False
        """Whether bookkeeping was put off."""
        self._collects = False
        """Whether the garbage collector was on before a build, and is to be when it is quiet."""
        self._dropped = False
        """Whether a run was let go of since the collector last looked at everything: its parts hold each other."""
        self._outputs: Mapping[str, files.Stamp | None] = {}
        """The dashboards as the last run left them, which nobody else may have put down yet."""
        self._reread: set[str] = set()
        """The settings, templates and so on that have changed since the last build."""

    def build(self, places: Collection[str] | None = None, *, rest: float = 0.0) -> Report | None:
        """Look whether anything differs, and build if so; None where nothing does.

        Args:
            places: vault-relative folders in which to look (``""`` is the root); None to look at everything:
                notes, settings, templates, plugins and the day.
            rest: seconds for which a dashboard that somebody saved must have rested before it is taken in.

        Raises:
            Outdated: the code that runs is no longer the one that is installed.
            Installing: that code is being installed just now.
            What `build.build` raises. The next build then looks at everything.

        """
        started = time.perf_counter()
        os.stat(self.root)  # a vault that is not there is said at once, and nothing is made in its place
        if places is not None and self._has_other_day():
            places = None
        if not self._differs(places):
            return None
        from vaultnet import journal

        self._hold_collection()
        try:
            with journal.writing_alone(self.root) as finished, build.locked(self.root):
                report = self._built(places, rest)
        except BaseException:
            self._forget()
            raise
        said = tuple(one.said for one in finished)
        reread, self._reread = tuple(sorted(self._reread)), set()
        return replace(report, finished=said, reread=reread, seconds=time.perf_counter() - started)

    def _built(self, places: Collection[str] | None, rest: float) -> Report:
        run = self._run = self._run or Run(self.root, self.today)
        run.given, run.ours = self.today, self._outputs
        run.begin(rest)
        outputs = {path.rpartition("/")[0] for path in run.outputs or ()}  # a build has written there since
        seen = run.see(None, None if places is None else outputs.union(places))
        before = set(run.outputs or ())
        report = build.done(run, seen)
        assert run.left is not None
        self._unsure, self._owed = run.left.unsure, True
        if before != set(run.outputs or ()):  # who comes after a kill has to know where dashboards lie
            self._owed = not run.remember_if_ours()
        return report

    def settle(self) -> None:
        """Do the bookkeeping that was put off until it is quiet: what other processes see of this one's builds."""
        self._collect()
        if self._run is None or not self._owed:
            return
        try:
            with build.no_collection(), build.locked(self.root):
                if not self._run.remember_if_ours():
                    self._forget()  # the next build looks at everything, and keeps what there is to keep
            heap.trim()
        except BaseException:
            self._forget()
            raise
        self._owed = False

    def reload(self) -> None:
        """Forget settings, templates and plugins: the next build reads them anew."""
        self._forget()
        plugins.forget()

    def close(self) -> None:
        """Do what was put off, and let go of the index. What can't be put down is a cache's, and no error."""
        with suppress(OSError):
            self.settle()
        self._forget()

    def _forget(self) -> None:
        if self._run is not None:
            self._outputs = self._run.outputs or self._outputs
            self._run.close()
            self._dropped = True
        self._run, self._unsure, self._owed = None, None, False
        self._let_collect()

    def _hold_collection(self) -> None:
        """Put off the collector's work, too, until it is quiet: it would look through all that is known."""
        self._collects = self._collects or gc.isenabled()
        gc.disable()

    def _collect(self) -> None:
        """Collect what came up since the last time; by itself the collector hardly comes to it between builds."""
        if self._collects:
            gc.collect() if self._dropped else gc.collect(1)
            self._dropped = False
        self._let_collect()

    def _let_collect(self) -> None:
        if self._collects:
            gc.enable()
            self._collects = False

    # --- whether anything differs ---

    def _has_other_day(self) -> bool:
        if self._run is None:
            return True
        given = self.today.isoformat() if self.today else None
        return self._run.today.isoformat() != record.day(given, self._run.pinned)

    def _differs(self, places: Collection[str] | None) -> bool:
        """Whether the vault, or these folders of it, are not as the last build left them."""
        run = self._run
        if run is None or run.left is None:
            return True
        if places is None:  # also where there is a build in any case: it has to know of these
            changed = {path for path, stamp in run.watched.items() if files.stamp_of(path) != stamp}
            if any(path.endswith(".py") for path in changed):
                raise self._code(changed)
            if changed:
                self._reread |= {path.removeprefix(f"{self.root}/") for path in changed}
                self.reload()
                return True
            if self._has_other_day() or record.unfinished(self.root):
                return True
        if not run.left.done or self._unsure is None:
            return True
        known = files.Walk(run.left.folders, run.left.seen.fresh.walk.odd)
        found = files.walk(self.root) if places is None else files.walk_again(self.root, known, places)
        if found is None or found != known or self._differ(run.outputs or {}, places):
            return True
        return self._is_otherwise(self._unsure, places)

    def _code(self, changed: Collection[str]) -> Exception:
        """What is wrong where these files of the code have changed."""
        stamps = filter(None, map(files.stamp_of, changed))
        if max((stamp[1] for stamp in stamps), default=0) >= time.time_ns() - _INSTALLED:
            return Installing()
        self._forget()
        return Outdated()

    def _differ(self, outputs: Mapping[str, files.Stamp | None], places: Collection[str] | None) -> bool:
        return any(
            files.stamp_of(f"{self.root}/{path}") != stamp
            for path, stamp in outputs.items()
            if _lies_in(path, places)
        )

    def _is_otherwise(self, unsure: dict[str, bytes], places: Collection[str] | None) -> bool:
        """Whether a note whose stamp proves nothing holds other bytes; one that is old enough now is sure."""
        now = time.time_ns()
        for path in [path for path in unsure if _lies_in(path, places)]:
            try:
                if record.state(self.root, path) != unsure[path]:
                    return True
            except FileNotFoundError:
                return True
            stamp = files.stamp_of(f"{self.root}/{path}")
            if stamp and not record.is_unread(unsure[path]) and not files.racy(stamp, now):
                del unsure[path]
        return False


def _lies_in(path: str, places: Collection[str] | None) -> bool:
    return places is None or path.rpartition("/")[0] in places
