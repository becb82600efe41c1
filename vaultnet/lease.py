"""A hold on a file that tells whether anybody opened it for writing since (Linux: fcntl(2), F_SETLEASE).

While a read lease is held, a program that opens the file for writing waits in its open(2) until the lease is
given back, and the holder is told. So between reading a file and replacing it nobody can slip a save in that
nobody sees. A lease is refused while the file is open for writing: an editor is at work on it, so we wait.
Where there are no leases (other systems, other people's files, most network drives) the hold is only an open
file: `Held.broken` knows nothing then, and the bytes are compared instead.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment,unused-ignore]

PATIENCE = 5.0
"""Seconds to wait for an editor that has the file open for writing."""

_STEP = 0.005
"""Seconds between two looks meanwhile."""
_NONE = {errno.EINVAL, errno.EACCES, errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.ENOLCK}
"""What a system says that gives no lease on this file: not ours, or its file system knows none."""


class Busy(Exception):
    """A file is held open for writing by another program, and was so for as long as we had patience."""


class Held:
    """A file that is held: open, and with a lease on it if the system gave one."""

    def __init__(self, full: str, handle: int | None, leased: bool) -> None:
        self.full = full
        self.handle = handle
        self.leased = leased
        self.identity: tuple[int, int] | None = None
        """What tells this file from another one that may have its name by now; None on Windows."""
        if handle is not None:
            status = os.fstat(handle)
            self.identity = status.st_dev, status.st_ino

    def broken(self) -> bool:
        """Whether somebody has begun to open the file for writing since."""
        if not self.leased or self.handle is None:
            return False
        return bool(fcntl.fcntl(self.handle, fcntl.F_GETLEASE) != fcntl.F_RDLCK)

    def read(self) -> bytes:
        """Everything in the file, wherever it lies by now."""
        if self.handle is None:
            with open(self.full, "rb") as file:
                return file.read()
        parts, at = [], 0
        while part := os.pread(self.handle, 1 << 20, at):
            parts.append(part)
            at += len(part)
        return b"".join(parts)


@contextmanager
def held(full: str, patience: float | None = None) -> Iterator[Held]:
    """Hold a file, waiting ``patience`` seconds (by default `PATIENCE`) for who is writing into it.

    Raises `Busy`, or OSError (FileNotFoundError; ELOOP for a symbolic link).
    """
    if sys.platform == "win32":  # where an open file can't be replaced
        yield Held(full, None, False)
        return
    handle = os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield Held(full, handle, _lease(handle, full, PATIENCE if patience is None else patience))
    finally:
        os.close(handle)  # which gives the lease back: whoever waits in open(2) goes on


def _lease(handle: int, full: str, patience: float) -> bool:
    """Take a read lease; False where there are none."""
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    # The signal by which a broken lease is told would end the process; this one is ignored unless asked for.
    fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            return True
        except OSError as error:
            if error.errno in _NONE:
                return False
            if error.errno not in (errno.EAGAIN, errno.EBUSY):
                raise
            if time.monotonic() >= until:
                raise Busy(full) from None
            time.sleep(_STEP)
