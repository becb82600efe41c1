"""What has changed, and what is to be written: pure comparisons of two states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from vaultnet import marks
from vaultnet.files import Folders, Stamp


class Changes(NamedTuple):
    """The difference between the notes as they were read and as they lie there now."""

    read: tuple[str, ...]
    """Paths that are new or whose stamp differs, sorted."""
    removed: tuple[str, ...]
    folders: Folders
    """The folders in which something differs, as they are now."""
    gone: tuple[str, ...]
    """Folders that are no more."""


def keep(found: Folders, wanted: Callable[[str], bool]) -> Folders:
    """The notes that are wanted, by their paths."""
    kept: Folders = {}
    for folder, names in found.items():
        prefix = folder + "/" if folder else ""
        kept[folder] = {name: stamp for name, stamp in names.items() if wanted(prefix + name)}
    return kept


def changes(known: Mapping[str, Mapping[str, Stamp]], found: Folders) -> Changes:
    """Compare the stamps of two walks."""
    read: list[str] = []
    removed: list[str] = []
    folders: Folders = {}
    for folder, names in found.items():
        before = known.get(folder, {})
        if before == names and folder in known:
            continue
        prefix = folder + "/" if folder else ""
        folders[folder] = names
        read += [prefix + name for name, stamp in names.items() if before.get(name) != stamp]
        removed += [prefix + name for name in before if name not in names]
    gone = [folder for folder in known if folder not in found]
    for folder in gone:
        prefix = folder + "/" if folder else ""
        removed += [prefix + name for name in known[folder]]
    return Changes(tuple(sorted(read)), tuple(sorted(removed)), folders, tuple(gone))


class Action(NamedTuple):
    """One thing to do to a generated file."""

    kind: str
    """``write``, ``remove``, ``blocked`` (a file of the user's is in the way) or ``keep``."""
    path: str
    old: bytes | None
    new: bytes | None
    rescued: tuple[str, ...] = ()
    """Blocks of text that the user typed into the old one."""


def outputs(
    old: Mapping[str, bytes | None],
    new: Mapping[str, str],
    typed: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Action, ...]:
    """Decide what becomes of each generated file.

    Args:
        old: the bytes at every output's path and of every other generated file in the folder; None for none.
        new: the text of every output; a path that is only in ``old`` is no longer produced.
        typed: what was typed into generated files, where that is known already.

    """
    actions = []
    for path in sorted({*old, *new}):
        before = old.get(path)
        text = new.get(path)
        after = None if text is None else text.encode()
        if before == after:
            if before is None:
                continue
            actions.append(Action("keep", path, before, after))
            continue
        written = None if before is None else before.decode(errors="surrogateescape")
        if written is not None and not marks.is_generated(written, path):
            if text is not None:
                actions.append(Action("blocked", path, before, after))
            continue
        words = (typed or {}).get(path)
        if words is None:
            words = () if written is None else marks.typed(written, text or "")
        actions.append(Action("write" if text is not None else "remove", path, before, after, words))
    return tuple(actions)
