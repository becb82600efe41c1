"""The one door through which anything is written into a vault.

A file is never replaced unless it still holds what was read from it, not even in the moment between the last
look and the replacement; and nothing is written through a symbolic link out of the vault. Paths are
vault-relative; every function raises `Outside` for one that leads elsewhere, `Changed` where somebody else has
saved the file meanwhile, and OSError where the disk refuses. docs/reliability.md says what that is worth.

How a file is replaced: it is held by a lease (`lease`) while it is read and compared; the new text is written to
a file beside it and brought to the disk; the two are exchanged in one step (`exchange`); and if the lease was
broken, or what was displaced is not what was read, they are exchanged back. So a save that comes in between ends
up in its place, whichever way the editor saves. What lies beside for a moment has a name that the caller may
give, so that `journal` finds it should the process be killed right then. Where no lease was to be had, what was
displaced stays beside under that name, and is looked at once more by the next run.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NoReturn

from vaultnet import exchange, lease
from vaultnet.lease import Held

MOMENT = ".vaultnet-"
"""What the names of files begin with that are there for a moment only; no walk sees them."""

_NO_LINKS = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EPERM, errno.EMLINK}
"""What a file system says that has no hard links."""


class Changed(Exception):
    """A file was saved by someone else while it was about to be replaced; their file stands."""


class Busy(Changed):
    """A file is held open for writing by another program, and stayed so."""


class Protected(PermissionError):
    """A file is write-protected, which editors and git take for “hands off”; it was left as it was."""


class Outside(OSError):
    """A path leads out of the vault; nothing was written."""


def create(root: str, path: str, data: bytes, *, moment: str = "", durable: bool = True) -> None:
    """Write a new file. Raises FileExistsError rather than touch one that is there.

    ``moment`` is the name of the file that lies beside it for a moment. Not ``durable``: the next run makes it
    again if the machine stops, so the disk is not waited for.
    """
    full = _place(root, path, new=True)
    with _called(path), _beside(full, data, moment, durable) as temporary:
        try:
            os.link(temporary, full)  # unlike a rename, this never takes the place of another file
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            exchange.move(temporary, full)
    if durable:
        settle(full)


def replace(
    root: str, path: str, data: bytes, expected: bytes | None, *, moment: str = "", durable: bool = True
) -> bool:
    """Replace a file that still holds ``expected``, whole or not at all; None: that there is none.

    Mode, owner, extended attributes and a symbolic link within the vault are kept. Returns whether what was
    displaced still lies beside it as ``moment``, to be looked at later with `clear`.
    """
    if expected is None:
        try:
            create(root, path, data, moment=moment, durable=durable)
        except FileExistsError:
            raise Changed(path) from None
        return False
    full = _place(root, path)
    _require_unprotected(full, path)
    with (
        _called(path),
        _held(full, path, expected) as held,
        _beside(full, data, moment, durable, held) as temporary,
        lease.held(temporary) as own,
    ):
        displaced = _put(temporary, full, held, own, path, expected, data)
        if durable:
            settle(full)
        if displaced and held.broken():  # somebody had found the old file before, and opens it only now
            _put_back(temporary, full, own, data, path)
        if displaced and moment and not held.leased:
            os.rename(temporary, _kept(full, moment))
            return True
    return False


def remove(root: str, path: str, expected: bytes, *, moment: str = "", durable: bool = True) -> bool:
    """Remove a file that still holds ``expected``. Returns what `replace` does."""
    full = _place(root, path)
    _require_unprotected(full, path)
    with _called(path), _held(full, path, expected) as held:
        aside = _name_beside(full, moment)
        try:
            os.rename(full, aside)
        except FileNotFoundError:
            raise Changed(path) from None
        if durable:
            settle(full)
        if not _is(aside, held) or held.broken() or _bytes(aside) != expected:
            with suppress(FileExistsError):  # a newer file has taken its place already, and stands
                exchange.move(aside, full)
            with suppress(FileNotFoundError):
                os.unlink(aside)
            raise Changed(path)
        if moment and not held.leased:
            os.rename(aside, _kept(full, moment))
            return True
        os.unlink(aside)
    return False


def move(root: str, path: str, to: str, expected: bytes) -> None:
    """Move a file that still holds ``expected``. Raises FileExistsError if something is there."""
    full, goal = _place(root, path), _place(root, to, new=True)
    with _held(full, path, expected):
        if os.path.lexists(goal) and os.path.samefile(full, goal):  # the same name in another case
            os.rename(full, goal)
        else:
            exchange.move(full, goal)
    settle(goal)
    if os.path.dirname(goal) != os.path.dirname(full):
        settle(full)


def prune(root: str, folders: Sequence[str]) -> None:
    """Remove folders that were made for files that are gone again, if they are empty; innermost first."""
    for folder in sorted(folders, key=len, reverse=True):
        with suppress(OSError):
            os.rmdir(os.path.join(root, folder))


def clear(root: str, path: str, moment: str, before: bytes | None, after: bytes | None) -> None:
    """Clear away what may lie beside ``path`` since a process was killed, or since there was no lease.

    ``before`` and ``after`` are what the file was to hold. What is neither was saved by somebody into the file
    that was displaced: it goes back to its place, or where a newer save stands there, is kept beside it.
    """
    full = _place(root, path)
    for beside, whole in ((_name_beside(full, moment), False), (_kept(full, moment), True)):
        with (
            suppress(FileNotFoundError, lease.Busy),
            lease.held(beside) as left,
        ):  # who writes into it is waited for
            _clear(full, path, left, before, after, whole)


def _clear(full: str, path: str, own: Held, before: bytes | None, after: bytes | None, whole: bool) -> None:
    """Clear away one file that lies beside another: ``own``, held. ``whole``: it was written to its end."""
    beside, left, there = own.full, own.read(), _bytes(full)
    begun = not whole and after is not None and after.startswith(left) and there != after
    if begun or left in (before, after, there):
        os.unlink(beside)
        return
    try:
        if there is None:
            exchange.move(beside, full)
        elif there in (before, after):
            with _held(full, path, there) as held:
                if _put(beside, full, held, own, path, there, left):
                    os.unlink(beside)
        else:
            raise Changed(path)
    except (Changed, FileExistsError):  # a newer save stands there: this one is kept beside it
        stem, dot, suffix = full.rpartition(".")
        exchange.move(beside, f"{stem} (saved {secrets.token_hex(2)}){dot}{suffix}")


def _require_unprotected(full: str, path: str) -> None:
    """Look whether a file may be changed; a folder's permissions alone would allow it to be exchanged."""
    with suppress(FileNotFoundError):
        if not os.stat(full).st_mode & stat.S_IWUSR:
            raise Protected(errno.EACCES, "it is write-protected, so nothing was written there", path)


# --- the steps ------------------------------------------------------------------------------------------


@contextmanager
def _called(path: str) -> Iterator[None]:
    """Let what the disk refuses be said of the file itself: nobody knows what lies beside it for a moment."""
    try:
        yield
    except OSError as error:
        if any(os.path.basename(str(name)).startswith(MOMENT) for name in (error.filename, error.filename2)):
            error.filename, error.filename2 = path, None
        raise


@contextmanager
def _held(full: str, path: str, expected: bytes) -> Iterator[Held]:
    """Hold a file that holds ``expected``."""
    try:
        with lease.held(full) as held:
            if held.read() != expected:
                raise Changed(path)
            yield held
    except FileNotFoundError as error:
        if error.filename == full:
            raise Changed(path) from None
        raise
    except lease.Busy:
        raise Busy(path) from None


def _put(temporary: str, full: str, held: Held, own: Held, path: str, expected: bytes, data: bytes) -> bool:
    """Put the new file in the old one's place; the old one lies at ``temporary`` then, if it is kept at all."""
    if not _is(full, held) or held.broken():
        raise Changed(path)
    if not _exchange(temporary, full):  # the system can't: a last look, and a rename
        if held.read() != expected or not _is(full, held) or held.broken():
            raise Changed(path)
        os.replace(temporary, full)
        return False
    if not _is(temporary, held) or held.broken() or _bytes(temporary) != expected:
        _put_back(temporary, full, own, data, path)
    if not _is(full, own):  # a save by rename came after the exchange: it stands, and ours is gone
        raise Changed(path)
    return True


def _put_back(displaced: str, full: str, own: Held, data: bytes, path: str) -> NoReturn:
    """Give what was displaced its place again, and raise `Changed`.

    If another save came meanwhile, that is the newer one: by rename into that place, or into our file while it
    lay there. It keeps the place, or gets it back.
    """
    ours = own.identity
    while _identity(full) == ours and not own.broken():
        put = _identity(displaced)
        if not _exchange(displaced, full):
            os.replace(displaced, full)
            break
        if _is(displaced, own):
            if own.broken() or own.read() != data:
                _exchange(displaced, full)
            break
        if _identity(displaced) == ours:
            break
        ours = put  # a save came right between the look and the exchange: that one belongs there
    raise Changed(path)


def _exchange(one: str, other: str) -> bool:
    """Exchange two files, wherever the system leaves the second; False where it can't."""
    displaced = exchange.swap(one, other)
    if displaced not in (None, one):
        os.replace(str(displaced), one)
    return displaced is not None


def _is(full: str, held: Held) -> bool:
    return held.identity is None or _identity(full) == held.identity


def _identity(full: str) -> tuple[int, int] | None:
    """What tells a file from another one of its name; None for no file, and on Windows, where it moves along."""
    if sys.platform == "win32":
        return None
    try:
        status = os.lstat(full)
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _bytes(full: str) -> bytes | None:
    try:
        with open(full, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


# --- places -----------------------------------------------------------------------------------------------


def _place(root: str, path: str, *, new: bool = False) -> str:
    """The absolute path of a place to write to; with ``new``, its folder is there afterwards.

    A symbolic link to a file of the vault stands for that file.
    """
    full = os.path.join(root, path)
    real = os.path.realpath(root).rstrip(os.sep) + os.sep
    if os.path.islink(full):
        full = os.path.realpath(full)
        if new or not os.path.isfile(full):
            raise _outside(path)
    folder = os.path.realpath(os.path.dirname(full)) + os.sep
    if not folder.startswith(real):
        raise _outside(path)
    if new and not os.path.isdir(folder):
        _make_folder(folder.rstrip(os.sep), real.rstrip(os.sep))
    return full


def _make_folder(folder: str, root: str) -> None:
    """Make a folder with those above it, and bring their names to the disk; never the vault itself."""
    if folder == root:
        raise FileNotFoundError(errno.ENOENT, "The vault is not there any more", root)
    above = os.path.dirname(folder)
    if not os.path.isdir(above):
        _make_folder(above, root)
    with suppress(FileExistsError):
        os.mkdir(folder)
    if not os.path.isdir(folder):
        raise NotADirectoryError(errno.ENOTDIR, "it is a file where a folder is needed; rename it", folder)
    settle(folder)


def _outside(path: str) -> Outside:
    return Outside(errno.EXDEV, "it leads out of the vault, so nothing was written there", path)


def _name_beside(full: str, moment: str = "") -> str:
    """A name for a moment, in the same folder, that nothing else has and no walk sees."""
    return os.path.join(os.path.dirname(full), moment or f"{MOMENT}{secrets.token_hex(8)}.tmp")


def _kept(full: str, moment: str) -> str:
    """What is kept of a displaced file until the next run; also no name that a walk sees."""
    return _name_beside(full, f"{moment}.kept")


@contextmanager
def _beside(full: str, data: bytes, moment: str, durable: bool, like: Held | None = None) -> Iterator[str]:
    """A file with ``data`` beside another, gone afterwards unless it was renamed."""
    temporary = _name_beside(full, moment)
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o666)
    try:
        try:
            _write(handle, data)
            if like and like.handle is not None:
                _dress(handle, like.handle)
            if durable:
                os.fsync(handle)
        finally:
            os.close(handle)
        yield temporary
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)


def _write(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _dress(handle: int, like: int) -> None:
    """Give a file the owner, mode and extended attributes (access lists among them) of another one."""
    status, own = os.fstat(like), os.fstat(handle)
    if (status.st_uid, status.st_gid) != (own.st_uid, own.st_gid):
        with suppress(PermissionError):  # only its owner, or root, can give a file away
            os.fchown(handle, status.st_uid, status.st_gid)
    if stat.S_IMODE(status.st_mode) != stat.S_IMODE(own.st_mode):
        os.fchmod(handle, stat.S_IMODE(status.st_mode))
    if hasattr(os, "listxattr"):
        try:
            for name in os.listxattr(like):
                with suppress(PermissionError):  # some belong to the system
                    os.setxattr(handle, name, os.getxattr(like, name))
        except OSError as error:
            if error.errno not in (errno.ENOTSUP, errno.ENOSYS):  # none there, so none to keep
                raise


def settle(full: str) -> None:
    """Bring the names in a file's folder to the disk."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows has no such thing
        return
    handle = os.open(os.path.dirname(full), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EACCES):  # some network drives can't
            raise
    finally:
        os.close(handle)
