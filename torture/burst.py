"""Thousands of notes written at once under a watch, and then a branch with many of them changed: none may be stale.

A note is stale if the index, from which all else is made, does not hold it as it is.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from torture import owner
from torture.figures import Figure
from torture.mirror import Mirror, tree
from torture.owner import git
from torture.stage import TODAY, scratch
from torture.watched import Watched
from vaultnet import record, store

PATIENCE = 50.0
"""Seconds in which a burst has to be taken in: less than the watch's own slow timer."""
_CALM = 2.0
"""Seconds in which the last build of a burst is told of, and the look that verifies it is over."""
_FOLDERS = 60
_WRITERS = 4
_PART = 15
"""One note in so many is changed by the branch: 2,000 of 30,000."""


def run(size: int, seed: int) -> list[Figure]:
    """Write so many notes at once, and check out a branch that changes one in fifteen."""
    del seed  # there is nothing to choose
    with scratch() as folder:
        place = Path(os.path.realpath(folder))
        places = {"VAULTNET_STATE": str(place / "state"), "VAULTNET_CACHE": str(place / "cache")}
        with mock.patch.dict(os.environ, {**places, "VAULTNET_TODAY": TODAY}):
            return list(_Burst(place, size).figures())


class _Burst:
    """A vault, its watch and the bursts."""

    def __init__(self, place: Path, size: int) -> None:
        self.root, self.size = place / "vault", size
        owner.found_a_vault(self.root)
        self.mirror = Mirror(self.root, place / "copy", date.fromisoformat(TODAY))
        self.watch = Watched(self.root)

    def figures(self) -> Iterator[Figure]:
        """Let the bursts come one after another."""
        assert self.watch.started()
        self.mirror.settled(self.watch.hear, PATIENCE)
        yield self._figure(f"notes after {self.size:,} were written at once", self.size, self._write)
        changed = max(1, self.size // _PART)
        git(self.root, "add", "-A")
        git(self.root, "commit", "-qm", "all of them")
        self._branch(changed)
        yield self._figure(f"notes after `git checkout` of {changed:,}", changed, self._checkout)
        yield self._figure(f"notes after {self.size:,} were deleted at once", self.size, self._delete)
        code = self.watch.stop()
        wrong = self.watch.unexpected() + ([f"it ended with {code}"] if code else [])
        yield Figure("watches that said or did what they should not", 1, bool(wrong), "; ".join(wrong[:3]))

    def _figure(self, what: str, tried: int, burst: Any) -> Figure:
        """Count what is stale after a burst."""
        before = len(self.watch.builds)
        began = time.monotonic()
        burst()
        took = time.monotonic() - began
        found, seconds = self._settled()
        self.watch.quiet(_CALM)
        stale = self._stale()
        builds = self.watch.builds[before:]
        note = f"written in {took:.1f} s, taken in {seconds:.1f} s later by {len(builds)} builds"
        read = sum(build["data"]["changed"] for build in builds)
        note += f", which read {read:,} notes"
        examples = [found, *stale[:3]] if found or stale else [note]
        return Figure(what, tried, max(len(stale), bool(found)), "; ".join(filter(None, examples)))

    def _settled(self) -> tuple[str, float]:
        """Wait until the watch is through; a clean build is made only then, because it is a big one."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE and self._stale():
            self.watch.hear(0.5)
        seconds = time.monotonic() - began
        return self.mirror.settled(self.watch.hear, PATIENCE)[0], seconds

    def _stale(self) -> list[str]:
        """The notes that the index holds otherwise than they are, or not at all, or still."""
        there = {}
        found = tree(self.root)
        for path, data in (found.files if found else {}).items():
            if path.endswith(".md") and not path.startswith("Network/"):
                there[path] = record.digest(data)
        try:
            connection = store.read_only(record.cache_folder(str(self.root)))
            try:
                known = dict(connection.execute("select path, digest from note"))
            finally:
                connection.close()
        except Exception as error:  # it is being written
            return [str(error)]
        known = {path: digest for path, digest in known.items() if not path.startswith("Network/")}
        return sorted(path for path in {*there, *known} if there.get(path) != known.get(path))

    # --- the bursts ----------------------------------------------------------------------------------------

    def _write(self) -> None:
        """Write all notes, from several threads, with each folder made right before its notes."""
        writers = [threading.Thread(target=self._write_some, args=(number,)) for number in range(_WRITERS)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

    def _write_some(self, first: int) -> None:
        for number in range(first, self.size, _WRITERS):
            path = self._path(number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(owner.TEXTS[number % len(owner.TEXTS)], encoding="utf-8")

    def _path(self, number: int) -> Path:
        return self.root / f"Many/{number % _FOLDERS}/{number % 7}/Note {number}.md"

    def _branch(self, changed: int) -> None:
        """Make a branch in which some notes are changed, and others are gone or new; beside the vault."""
        beside = self.root.parent / "beside"
        git(self.root, "worktree", "add", "-q", "-b", "changed", str(beside))
        for number in range(0, changed * _PART, _PART):
            path = beside / self._path(number).relative_to(self.root)
            if number % 4 == 3:
                path.unlink()
            else:
                path.write_text(owner.TEXTS[(number + 1) % len(owner.TEXTS)], encoding="utf-8")
        git(beside, "add", "-A")
        git(beside, "commit", "-qm", "changed")
        git(self.root, "worktree", "remove", "--force", str(beside))

    def _checkout(self) -> None:
        code = git(self.root, "checkout", "-q", "changed")
        assert not code

    def _delete(self) -> None:
        shutil.rmtree(self.root / "Many")
