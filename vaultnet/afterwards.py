"""What a build keeps, so that the next one can see that there is nothing to do (see `record`)."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping

from vaultnet import config as configs
from vaultnet import files, pages, plan, record
from vaultnet.index import Fresh
from vaultnet.plugins import Plugins


def as_left(
    fresh: Fresh,
    found: Mapping[str, bytes | OSError | None],
    actions: Iterable[plan.Action],
    outputs: Mapping[str, files.Stamp | None],
    settled: dict[str, Mapping[str, files.Stamp]],
) -> tuple[files.Folders, dict[str, bytes] | None]:
    """The notes as the build leaves them, and the digests of those whose stamps prove nothing (see `record`).

    ``settled`` is what `record.doubtful` keeps from one build to the next.

    What could not be read, a note or what was ``found`` at a dashboard's place, is among those: when it can be,
    nothing else tells.
    """
    folders = dict(fresh.walk.folders)
    written: dict[str, bytes] = {}
    for action in actions:
        if not action.path.endswith(".md"):
            continue
        folder, _, name = action.path.rpartition("/")
        names = {key: stamp for key, stamp in folders.get(folder, {}).items() if key != name}
        if stamp := outputs[action.path]:
            names[name] = stamp
            written[action.path] = record.digest(action.new or action.old or b"")
        folders[folder] = names

    def digest_of(path: str) -> bytes | None:
        return written.get(path) or (fresh.entries[path][1] if path in fresh.entries else None)

    unread = {path: digest_of(path) or b"" for path in fresh.unread}
    unread |= {path: record.unread(error) for path, error in found.items() if isinstance(error, OSError)}
    young = record.doubtful(folders, digest_of, fresh.now, settled)
    return folders, None if young is None else {**unread, **young}


def resting(
    root: str,
    found: Mapping[str, bytes | OSError | None],
    known: Callable[[], Iterable[Mapping[str, files.Stamp | None]]],
    rest: float,
) -> dict[str, float]:
    """The dashboards that somebody else saved less than ``rest`` seconds ago, with the seconds that are left.

    Whoever saved one may be about to write more. A time of saving that lies ahead is a clock's mistake. What is
    ``known`` are the dashboards as builds left them, of this process or another.
    """
    young: dict[str, float] = {}
    if not rest:
        return young
    now = time.time_ns()
    for path, data in found.items():
        stamp = files.stamp_of(f"{root}/{path}") if isinstance(data, bytes) else None
        left = rest - (now - stamp[0]) / 1e9 if stamp else 0.0
        if 0 < left <= rest and not any(one.get(path) == stamp for one in known()):
            young[path] = left
    return young


def watched(root: str, loaded: Plugins) -> dict[str, files.Stamp | None]:
    """Everything outside the notes that decides the output, with its stamp."""
    package = os.path.dirname(os.path.abspath(__file__))
    found: dict[str, files.Stamp | None] = {}
    for name in (configs.FILE, *configs.OBSIDIAN):
        for path in {f"{root}/{name}", os.path.realpath(f"{root}/{name}")}:  # settings may be linked in
            found[path] = files.stamp_of(path)
    for path in (*loaded.files, *filter(os.path.isabs, sys.path)):
        found[path] = files.stamp_of(path)
    for folder in (
        f"{root}/{pages.OWN_TEMPLATES}",
        *map(str, loaded.templates),
        files.shipped("templates"),
        package,
    ):
        found |= files.tree(folder)
    return found
