"""The one door through which anything is written into a vault.

A file is never replaced unless it still holds what was read from it, not even in the moment between the last
look and the replacement; and nothing is written through a symbolic link out of the vault. Paths are
vault-relative; every function raises `Outside` for one that leads elsewhere, and OSError where the disk refuses.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from vaultnet.files import read_if_there

_EXCHANGE = 2
"""``RENAME_EXCHANGE`` of renameat2(2)."""
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}
"""What a kernel or file system says that can't do this."""


class Changed(Exception):
    """A file was saved by someone else while it was about to be replaced; their file stands."""


class Outside(OSError):
    """A path leads out of the vault; nothing was written."""


def create(root: str, path: str, data: bytes) -> None:
    """Write a new file. Raises FileExistsError rather than touch one that is there."""
    full = _place(root, path)
    with _beside(full, data) as temporary:
        try:
            os.link(temporary, full)  # unlike a rename, this never takes the place of another file
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
            handle = os.open(full, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
            with open(handle, "wb") as file:
                file.write(data)


def replace(root: str, path: str, data: bytes, expected: bytes | None) -> None:
    """Replace a file that still holds ``expected``, whole or not at all; None: that there is none.

    Raises `Changed` if someone else has written to it.
    """
    if expected is None:
        try:
            return create(root, path, data)
        except FileExistsError:
            raise Changed(path) from None
    full = _place(root, path)
    if read_if_there(root, path) != expected:
        raise Changed(path)
    with _beside(full, data) as temporary:
        os.chmod(temporary, stat.S_IMODE(os.lstat(full).st_mode))
        if not _exchange(temporary, full):
            os.replace(temporary, full)
            return None
        if _bytes(temporary) != expected:  # what was displaced is not what was read: back with it
            _exchange(temporary, full)
            raise Changed(path)
    return None


def remove(root: str, path: str, expected: bytes) -> None:
    """Remove a file that still holds ``expected``. Raises `Changed` if someone else has written to it."""
    full = _place(root, path)
    aside = _name_beside(full)
    try:
        os.rename(full, aside)
    except FileNotFoundError:
        raise Changed(path) from None
    if _bytes(aside) != expected:
        with suppress(FileExistsError):  # a newer file has taken its place already, and stands
            os.link(aside, full)
        if os.path.exists(full) and os.path.samefile(aside, full):
            os.unlink(aside)
        raise Changed(path)
    os.unlink(aside)


def _place(root: str, path: str) -> str:
    """The absolute path of a place to write to; its folder is there afterwards."""
    full = os.path.join(root, path)
    real, folder = os.path.realpath(root), os.path.realpath(os.path.dirname(full))
    if (folder != real and not folder.startswith(real.rstrip("/") + "/")) or os.path.islink(full):
        raise Outside(errno.EXDEV, "it leads out of the vault, so nothing was written there", path)
    os.makedirs(folder, exist_ok=True)
    return full


def _name_beside(full: str) -> str:
    """A name for a moment, in the same folder, that nothing else has and no walk sees."""
    return os.path.join(os.path.dirname(full), f".vaultnet-{secrets.token_hex(8)}.tmp")


@contextmanager
def _beside(full: str, data: bytes) -> Iterator[str]:
    """A file with ``data`` beside another, gone afterwards unless it was renamed."""
    temporary = _name_beside(full)
    handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o666)
    try:
        with open(handle, "wb") as file:
            file.write(data)
        yield temporary
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)


def _bytes(full: str) -> bytes:
    with open(full, "rb") as file:
        return file.read()


def _exchange(one: str, other: str) -> bool:
    """Exchange two files in one step; False where the system can't."""
    if sys.platform != "linux":
        return False
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    here = -100  # AT_FDCWD
    if library.renameat2(here, os.fsencode(one), here, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), other)
