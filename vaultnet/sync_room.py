"""Before what others have is taken in: what lies here under a name that is to come, and is in no commit.

Git overwrites a file that it ignores without a word, and refuses for one that it does not know. Neither is what its
owner wants: notes stay, and generated files give way, as the next build makes them again.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from vaultnet import config, files, journal, marks, sync_words
from vaultnet.git_run import Git
from vaultnet.operation import Change, Operation

_LINK, _REPOSITORY = "120000", "160000"


class _Coming(NamedTuple):
    """A file that is to be written into the work tree."""

    path: str
    mode: str
    blob: str


def make(git: Git, theirs: str, name: str, how: str) -> None:
    """Make room for what a merge or a rebase brings. The caller is `journal.writing_alone`.

    Args:
        git: git in the vault.
        theirs: the commit that is to be taken in.
        name: what it is called, for people.
        how: by which command: ``merge`` or ``rebase``.

    Raises:
        sync_words.Stop: something of the owner's would be overwritten.
        Failed: git does not know that commit.

    """
    known = frozenset(git.at_top.ask("ls-files", "-z").split("\0"))
    found = ((one, _in_the_way(git.top, one.path, known)) for one in _coming(git, theirs, how, known))
    lying = [(one, path) for one, path in found if path]
    pages = {path: change for one, path in lying if one.path == path and (change := _page(git, path))}
    left = [(one, path) for one, path in lying if path not in pages]
    comes = git.read((one.blob for one, _ in left))
    kept = {path for (one, path), data in zip(left, comes, strict=True) if not _is_same(git, one, data)}
    if kept:
        shown = (os.path.relpath(os.path.join(git.top, path), git.root) for path in sorted(kept))
        raise sync_words.overwritten([*shown], name)
    changes = tuple(pages.values())
    journal.carry_out(git.root, Operation("sync", "make room for dashboards", changes), keep=False)


def _coming(git: Git, theirs: str, how: str, known: Collection[str]) -> Iterator[_Coming]:
    """Yield what is to be written and is not known here; a rebase goes by way of all that they have.

    It then replays what is only here: also a file that was in a commit, and is left out of git since.
    """
    since = "HEAD"
    if git.run("rev-parse", "--verify", "-q", "HEAD").code:
        since = git.ask("hash-object", "-t", "tree", "--stdin").strip()
    elif how == "merge":
        since = git.ask("merge-base", "HEAD", theirs).split()[0]
    words = ("diff-tree", "-r", "-z", "--no-renames", "--diff-filter=AMT")
    said = git.at_top.ask(*words, since, theirs)
    if how == "rebase" and since == "HEAD":
        replayed = git.ask("rev-list", "--no-merges", f"{theirs}..HEAD")
        said += git.at_top.ask(*words, "--stdin", "--no-commit-id", given=replayed)
    every = iter(said.split("\0")[:-1])
    for facts, path in zip(every, every, strict=True):
        _, mode, _, blob, _ = facts.split()
        if path not in known and mode != _REPOSITORY:
            yield _Coming(path, mode, blob)


def _in_the_way(top: str, path: str, known: Collection[str]) -> str:
    """Name what git does not know and lies where a file is to come: there, above or below; ``""`` for nothing."""
    at = path.find("/")
    while at >= 0:
        above = f"{top}/{path[:at]}"
        if os.path.lexists(above) and (os.path.islink(above) or not os.path.isdir(above)):
            return "" if path[:at] in known else path[:at]
        at = path.find("/", at + 1)
    full = f"{top}/{path}"
    if not os.path.isdir(full) or os.path.islink(full):
        return path if os.path.lexists(full) else ""
    within = (os.path.join(folder, name) for folder, _, names in os.walk(full) for name in names)
    found = (os.path.relpath(one, top).replace(os.sep, "/") for one in within)
    return next((one for one in found if one not in known), "")


def _is_same(git: Git, one: _Coming, data: bytes) -> bool:
    """Tell whether what lies there is what comes, however its lines end."""
    full = os.path.join(git.top, one.path)
    if os.path.islink(full) or one.mode == _LINK:
        return os.path.islink(full) and one.mode == _LINK and os.fsencode(os.readlink(full)) == data
    return _lines(_there(git.top, one.path)) == _lines(data)


def _lines(data: bytes | None) -> bytes | None:
    return None if data is None else data.replace(b"\r\n", b"\n")


def _page(git: Git, path: str) -> Change | None:
    """Give the change by which a dashboard gives way, if that is one, and nobody has typed into it since."""
    settings, _ = config.load(Path(git.root))
    data = _there(git.top, path)
    if data is None or not path.startswith(f"{git.under}{settings.folder}/"):
        return None
    text = data.decode(errors="replace")
    if not marks.is_generated(text, path) or (not path.endswith(marks.WHOLE) and marks.typed(text)):
        return None
    return Change(path.removeprefix(git.under), data, None)


def _there(top: str, path: str) -> bytes | None:
    """What a file holds; None for what is no file, or can't be read."""
    try:
        return files.read(top, path)
    except OSError:
        return None
