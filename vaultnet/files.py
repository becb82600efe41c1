"""The disk: which notes there are, and reading them.

Only this module, `writing`, `config`, `store` and `record` touch files. It imports nothing that a stat walk does
not need, because a build with nothing to do is made of little else. Paths are ``str``; vault-relative ones use
``/`` between folders.
"""

from __future__ import annotations

import os
from collections import namedtuple
from collections.abc import Collection, Iterator

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing alone would cost half of what a build with nothing to do takes
    from typing import TypeAlias

Stamp: TypeAlias = "tuple[int, int, int, int]"
"""What tells that a file may have changed: mtime and ctime in nanoseconds, inode, size in bytes."""

Folders: TypeAlias = "dict[str, dict[str, Stamp]]"
"""Notes by folder: vault-relative folder (``""`` for the root) to file name to stamp."""

LARGEST = 8 * 1024 * 1024
"""Bytes of the largest note that is read; a book fits, a database dump with the wrong name does not."""


class Odd(namedtuple("Odd", "path what")):  # noqa: PYI024 - see above
    """Something in the vault that looks like a note or a folder and can't be used as one.

    ``what`` is ``folder`` (a folder named like a note), ``outside`` (a link out of the vault), ``loop``, ``dead``
    (a link to nothing), ``unreadable``, ``special`` (a socket, pipe or device) or ``name`` (one that is no text).
    """

    __slots__ = ()
    path: str
    what: str


class Walk(namedtuple("Walk", "folders odd")):  # noqa: PYI024 - see above
    """What lies in a vault: the notes, and a tuple of what is `Odd`, sorted."""

    __slots__ = ()
    folders: Folders
    odd: tuple[Odd, ...]

    def stamps(self) -> Iterator[tuple[str, Stamp]]:
        """Every note's path and stamp, sorted by path within each folder."""
        for folder, names in self.folders.items():
            prefix = folder + "/" if folder else ""
            for name, stamp in names.items():
                yield prefix + name, stamp


def find_vault(start: str) -> str | None:
    """The nearest folder from ``start`` upward that holds ``vaultnet.toml`` or ``.obsidian/``, or None."""
    here = os.path.abspath(start)
    while True:
        if os.path.isfile(f"{here}/vaultnet.toml") or os.path.isdir(f"{here}/.obsidian"):
            return here
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above


def shipped(what: str) -> str:
    """The folder of the shipped ``templates`` or ``example``: inside an installed package, or the checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "_shipped", what)
    checkout = {"templates": "templates", "example": os.path.join("examples", "vault")}[what]
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), checkout)


def stamp_of(path: str) -> Stamp | None:
    """A file's or folder's stamp, or None if there is nothing. Symbolic links are not followed."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size


def racy(stamp: Stamp, now: int) -> bool:
    """Whether a file could have been written again at ``now`` (ns) without its stamp telling.

    A kernel's clock ticks at least every 10 ms; file systems without fractions of a second tick every two.
    """
    window = 50_000_000 if stamp[0] % 1_000_000_000 else 2_000_000_000
    return max(stamp[0], stamp[1]) > now - window


def walk(root: str) -> Walk:
    """List the notes of a vault with their stamps. Hidden folders are left out.

    Symbolic links are never followed: what they point to inside the vault is read in its own place.
    Raises OSError if the vault itself can't be listed.
    """
    folders: Folders = {}
    odd: list[Odd] = []
    with os.scandir(root):  # the root itself must be there; anything below it may fail
        pass
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        notes, below, strange = _list(root, folder)
        odd += strange
        if notes is not None:
            folders[folder] = notes
            waiting += below
    return Walk(folders, tuple(sorted(odd)))


def walk_again(root: str, last: Walk, places: Collection[str]) -> Walk | None:
    """List some folders of a vault again; None where more than their notes has changed: then all must be listed."""
    folders = dict(last.folders)
    for folder in places:
        if folder not in folders:
            return None
        notes, below, strange = _list(root, folder)
        if notes is None or set(below) != _below(folder, last.folders):
            return None
        if sorted(strange) != [odd for odd in last.odd if odd.path.rpartition("/")[0] == folder]:
            return None
        folders[folder] = notes
    return Walk(folders, last.odd)


def _below(folder: str, folders: Folders) -> set[str]:
    """The folders that lie in a folder itself."""
    prefix = folder + "/" if folder else ""
    return {
        other for other in folders if other and other.startswith(prefix) and "/" not in other[len(prefix) :]
    }


def _list(root: str, folder: str) -> tuple[dict[str, Stamp] | None, list[str], list[Odd]]:
    """The notes of one folder (None if it can't be read), the folders in it, and what is odd."""
    prefix = folder + "/" if folder else ""
    try:
        entries = list(os.scandir(f"{root}/{folder}" if folder else root))
    except OSError:
        return None, [], [Odd(folder, "unreadable")]
    notes: dict[str, Stamp] = {}
    below: list[str] = []
    odd: list[Odd] = []
    for entry in entries:
        name = entry.name
        if name[0] == ".":
            continue
        is_note = name[-3:] in (".md", ".MD", ".Md")
        if is_note and entry.is_file(follow_symlinks=False) and (name.isascii() or _encodes(name)):
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:  # deleted since the folder was listed
                continue
            notes[name] = (status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size)
        elif entry.is_dir(follow_symlinks=False):
            below.append(prefix + name)
            if is_note:
                odd.append(Odd(prefix + name, "folder"))
        elif entry.is_symlink():
            odd += _link(root, prefix + name, is_note)
        elif is_note:
            odd.append(Odd(prefix + name, "special" if _encodes(name) else "name"))
    return notes, below, odd


def _encodes(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _link(root: str, path: str, is_note: bool) -> list[Odd]:
    """What is wrong with a symbolic link, if anything: one that stays inside the vault is simply not followed."""
    full = f"{root}/{path}"
    try:
        target = os.path.realpath(full, strict=True)
    except OSError as error:
        looped = "loop" if getattr(error, "errno", 0) == 40 else "dead"
        return [Odd(path, looped)]
    real = os.path.realpath(root)
    if os.path.isdir(full) and (
        real == target
        or real.startswith(target.rstrip("/") + "/")
        or f"{real}/{path}".startswith(target + "/")
    ):
        return [Odd(path, "loop")]
    inside = target.startswith(real.rstrip("/") + "/")
    return [Odd(path, "outside")] if not inside and (is_note or os.path.isdir(full)) else []


def read(root: str, path: str) -> bytes:
    """A note's bytes. Raises OSError."""
    handle = os.open(f"{root}/{path}", os.O_RDONLY | os.O_NOFOLLOW | getattr(os, "O_NONBLOCK", 0))
    try:
        parts = []
        while part := os.read(handle, 1 << 20):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(handle)


def read_if_there(root: str, path: str) -> bytes | None:
    """A file's bytes, or None if there is none. Raises OSError for anything else that stands in the way."""
    try:
        return read(root, path)
    except FileNotFoundError:
        return None


def listing(root: str, folder: str, suffix: str) -> tuple[str, ...]:
    """The files of a folder that end in ``suffix``, sorted, as vault-relative paths; () if there is no folder."""
    try:
        names = sorted(os.listdir(f"{root}/{folder}"))
    except OSError:
        return ()
    return tuple(f"{folder}/{name}" for name in names if name.endswith(suffix) and not name.startswith("."))


def tree(folder: str) -> dict[str, Stamp | None]:
    """The stamps of a folder, of all files below it and of its folders, by path; None where there is nothing.

    What symbolic links lead to is there too, under its own path. Compiled Python is left out: it comes and goes
    by itself, and so a folder that may hold it counts only by its files.
    """
    found: dict[str, Stamp | None] = {}
    waiting, seen = [folder], set()
    while waiting:
        top = waiting.pop()
        if top in seen:
            continue
        seen.add(top)
        found[top] = stamp_of(top)
        if os.path.islink(top):
            waiting.append(os.path.realpath(top))
            continue
        for base, folders, names in os.walk(top):
            if "__pycache__" in folders or any(name.endswith(".py") for name in names):
                found.pop(base, None)
                folders[:] = [name for name in folders if name != "__pycache__"]
            for name in (*folders, *names):
                path = f"{base}/{name}"
                found[path] = stamp_of(path)
                if os.path.islink(path):
                    waiting.append(path)
    return found
