"""What operating systems offer for putting one file in another's place: each behind one small function.

| system | exchange | move without replacing |
| --- | --- | --- |
| Linux | renameat2(2) with RENAME_EXCHANGE | RENAME_NOREPLACE |
| macOS | renamex_np(2) with RENAME_SWAP | RENAME_EXCL |
| Windows | ReplaceFileW with a backup | os.rename, which never replaces there |

A file system that knows none of them (FAT on Linux, some network drives) is told by the answer: None or False.
Who calls then replaces with a plain rename after a last look, and does without the check afterwards.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import Any

_HERE = -100
"""``AT_FDCWD`` of Linux: paths are seen from the current folder."""
_NOREPLACE, _EXCHANGE = 1, 2
"""Flags of renameat2(2)."""
_SWAP, _EXCL = 2, 4
"""Flags of renamex_np(2)."""
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EPERM}
"""What a kernel or file system says that can't do this."""


def swap(new: str, full: str) -> str | None:
    """Put the file ``new`` in the place of ``full`` in one step, and keep what was there.

    Returns the path at which what was displaced lies now, or None where the system can't: then nothing was
    done. Raises OSError.
    """
    if sys.platform == "win32":
        return _replace_file(new, full)
    done = _called(_names(new, full, _EXCHANGE, _SWAP), full)
    return new if done else None


def move(old: str, new: str) -> None:
    """Rename a file, but never over another one. Raises FileExistsError, or OSError."""
    if sys.platform == "win32":
        os.rename(old, new)
        return
    if _called(_names(old, new, _NOREPLACE, _EXCL), new):
        return
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new) from None
        os.rename(old, new)
    else:
        os.unlink(old)


def _names(one: str, other: str, linux: int, mac: int) -> Callable[[], int] | None:
    """The system's call for two paths with a flag; None if its C library has none."""
    import ctypes

    library: Any = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return lambda: int(library.renameat2(_HERE, first, _HERE, second, linux))
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return lambda: int(library.renamex_np(first, second, mac))
    return None


def _called(call: Callable[[], int] | None, path: str) -> bool:
    """Make a call; False if the system can't do what it asks for. Raises OSError for anything else."""
    import ctypes

    if call is None:
        return False
    if call() == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), path)


def _replace_file(new: str, full: str) -> str | None:
    """Windows: ``ReplaceFileW`` keeps the attributes of what it replaces, and its bytes in a backup."""
    import ctypes

    backup = f"{new}.bak"
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    if kernel.ReplaceFileW(full, new, backup, 0, None, None):
        return backup
    code = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
    if code in (1, 50, 120):  # ERROR_INVALID_FUNCTION, _NOT_SUPPORTED, _CALL_NOT_IMPLEMENTED
        return None
    raise ctypes.WinError(code)  # type: ignore[attr-defined,unused-ignore]
