"""What a vault's dashboards have to be: those that a clean build of a copy of it gives."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from vaultnet import build, publish, record, sync_copies

FOLDERS = ("Network/", "Pages/")
"""Where dashboards may lie; the second is that of settings which say so."""
_PAGES = b'folder = "Pages"'


class Tree(NamedTuple):
    """A vault at one moment; git's folder is left out."""

    files: Mapping[str, bytes]
    folders: frozenset[str]


def tree(root: Path) -> Tree | None:
    """Read a vault, or give None if it changes meanwhile."""
    files, folders = {}, set()
    try:
        for folder, inside, names in os.walk(root, onerror=_raise):
            if ".git" in inside:
                inside.remove(".git")
            here = "" if folder == str(root) else folder[len(str(root)) + 1 :] + "/"
            folders.add(here)
            for name in names:
                path = os.path.join(folder, name)
                files[here + name] = b"" if os.path.islink(path) else Path(path).read_bytes()
    except OSError:
        return None
    return Tree(files, frozenset(folders))


def _raise(error: OSError) -> None:
    raise error


class Mirror:
    """A vault, and a place for copies of it."""

    def __init__(self, root: Path, copy: Path, today: date) -> None:
        self.root, self._copy, self._today = root, copy, today
        self._known: Tree | None = None
        self._wanted: Mapping[str, bytes] | None = None
        self._exempt: frozenset[str] = frozenset()
        self.built = 0
        """How many clean builds there were."""

    def difference(self) -> str:
        """How the dashboards differ from those of a clean build, now; ``""`` if they don't."""
        now = tree(self.root)
        if now is None:
            return "it is changing"
        folder = FOLDERS[_PAGES in now.files.get("vaultnet.toml", b"")]
        kept = {
            path: data
            for path, data in now.files.items()
            if not path.startswith(folder) or sync_copies.is_certain(path)
        }
        given = Tree(kept, frozenset(one for one in now.folders if not one.startswith(folder)))
        if given != self._known:
            self._wanted, self._exempt = self._clean(given)
            self._known = given
        if self._wanted is None:
            return ""  # with wrong settings nothing is built
        there = {path: data for path, data in now.files.items() if path.startswith(FOLDERS)}
        paths = sorted(
            path
            for path in {*there, *self._wanted} - self._exempt
            if there.get(path) != self._wanted.get(path)
        )
        return "; ".join(self._say(path, there.get(path), self._wanted.get(path)) for path in paths[:3])

    def settled(self, wait: Callable[[float], object], seconds: float) -> tuple[str, float]:
        """Wait until nothing differs, for so many seconds at most; ``wait`` waits for something to happen.

        Gives what differs in the end, and after how many seconds nothing did.
        """
        began = looked = time.monotonic()
        while found := self.difference():
            if looked - began > seconds:
                return found, looked - began
            wait(0.1)
            looked = time.monotonic()  # what a look takes, with a clean build in it, is not the watch's time
        return "", time.monotonic() - began

    def _clean(self, given: Tree) -> tuple[Mapping[str, bytes] | None, frozenset[str]]:
        """The dashboards of a clean build (None where it is refused), and those that it could not make."""
        try:
            for folder in given.folders:
                (self._copy / folder).mkdir(parents=True, exist_ok=True)
            for path, data in given.files.items():
                (self._copy / path).parent.mkdir(parents=True, exist_ok=True)
                (self._copy / path).write_bytes(data)
            self.built += 1
            report = build.build(self._copy, today=self._today)
            made = tree(self._copy)
            assert made is not None
            wanted = {path: data for path, data in made.files.items() if path.startswith(FOLDERS)}
        except publish.Refused:
            return None, frozenset()
        finally:
            shutil.rmtree(record.cache_folder(str(self._copy)), ignore_errors=True)
            shutil.rmtree(record.state_folder(str(self._copy)), ignore_errors=True)
            shutil.rmtree(self._copy)
        failed = [problem.path for problem in report.problems if problem.code.startswith("template")]
        names = {path.rpartition("/")[2].removesuffix(".jinja") for path in failed}
        return wanted, frozenset(f"{folder}Network {name}" for folder in FOLDERS for name in names)

    def _say(self, path: str, there: bytes | None, wanted: bytes | None) -> str:
        if there is None or wanted is None:
            return f"{path} is {'there' if wanted is None else 'missing'}"
        lines = zip(there.splitlines(), wanted.splitlines(), strict=False)
        first = next(((one, two) for one, two in lines if one != two), (there[-60:], wanted[-60:]))
        return f"{path} says {first[0][:120]!r} instead of {first[1][:120]!r}"
