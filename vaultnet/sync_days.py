"""After a merge: git is asked for the versions of the pages with ticks, so that each counts for its own day.

What they tell is decided in `vaultnet.page_days`. Nothing is asked where no page has anything typed on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from vaultnet import config, files, marks, page_days, sync_files
from vaultnet.git_run import Git
from vaultnet.operation import Change
from vaultnet.page_history import Version

_NEWEST: Final = 50
"""How many versions are looked at besides those that the last merge or rebase has brought."""
_MOST: Final = 1000

_Graph = dict[str, tuple[tuple[str, ...], date | None]]
"""The commits that changed some pages, newest first: what each was made of, and the day of its author."""


def changes(git: Git, ours: str = "", theirs: str = "") -> tuple[Change, ...]:
    """Give what is to be written so that each tick on the vault's pages stands under its own day.

    ``theirs`` is the commit that was taken into ``ours``, if that is known. A page on which nothing was typed in
    ours is theirs then: a rebase puts what was ticked here, and is taken in by now, on their page once more.
    """
    settings, _ = config.load(Path(git.root))
    listed = files.listing(git.root, settings.folder, ".md")
    pages = {path: sync_files.held(git.root, path) for path in listed}
    there = {path: data for path, data in pages.items() if _is_typed(data)}
    committed = git.read([f"HEAD:{git.under}{path}" for path in there], gone=b"")
    there = {
        path: data for (path, data), last in zip(there.items(), committed, strict=True) if _is_typed(last)
    }
    merged, given = dict(there), dict[str, bytes]()
    if ours and theirs:
        here = git.read([f"{ours}:{git.under}{path}" for path in there], gone=b"")
        other = git.read([f"{theirs}:{git.under}{path}" for path in there], gone=b"")
        for path, mine, yours in zip(list(there), here, other, strict=True):
            if _is_ours(mine) and _is_ours(yours) and not _is_typed(mine):
                del merged[path]
                given[path] = yours
    dates: dict[str, bytes] = {}
    for tip, some in (("HEAD", merged), (theirs, given)):
        found = _versions(git, list(some), tip, ours) if some else {}
        dates |= {path: _dated(data, found[path]) for path, data in some.items()}
    return tuple(Change(path, data, dates[path]) for path, data in there.items() if dates[path] != data)


def _is_ours(data: bytes) -> bool:
    return marks.is_generated(_text(data))


def _is_typed(data: bytes) -> bool:
    """Tell whether something was typed or ticked on a page of ours."""
    text = _text(data)
    return marks.is_generated(text) and bool(marks.typed(text))


def _dated(data: bytes, versions: Mapping[str, Version]) -> bytes:
    return page_days.dated(_text(data), versions).encode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _versions(git: Git, paths: Sequence[str], tip: str, ours: str) -> dict[str, dict[str, Version]]:
    """Give the versions of each page by the names of their commits, newest first."""
    graph = _graph(git, paths, tip, ours or "ORIG_HEAD")
    names = dict.fromkeys(graph)
    names.update(dict.fromkeys(parent for parents, _ in graph.values() for parent in parents))
    texts = iter(git.read([f"{name}:{git.under}{path}" for name in names for path in paths], gone=b""))
    found: dict[str, dict[str, Version]] = {path: {} for path in paths}
    for name in names:
        parents, made = graph.get(name, ((), None))
        for path in paths:
            found[path][name] = Version(_text(next(texts)), parents, made)
    return found


def _graph(git: Git, paths: Sequence[str], tip: str, ours: str) -> _Graph:
    """Ask which commits made the pages what they are at ``tip``: all that came into ours, and the newest."""
    which = [f":(top,literal){git.under}{path}" for path in paths]
    form = ("rev-list", "--parents", "--pretty=format:%as")
    found: _Graph = {}
    for words in ((f"--max-count={_NEWEST}", tip), (f"--max-count={_MOST}", f"{ours}..{tip}")):
        said = git.run(*form, *words, "--", *which)
        lines = said.out.splitlines() if not said.code else []
        for commit, day in zip(lines[::2], lines[1::2], strict=True):
            _, name, *parents = commit.split()
            found.setdefault(name, (tuple(parents), date.fromisoformat(day)))
    return found
