"""The system calls that change a file system: their numbers, and which files they are about.

``where`` lists a call's arguments: ``fd0`` is a file descriptor in argument 0, ``path0`` a path there, ``at0``
a folder's descriptor in argument 0 with a path in argument 1.
"""

from __future__ import annotations

import os
import platform
from typing import NamedTuple


class Kind(NamedTuple):
    """A system call."""

    name: str
    x86_64: int | None
    aarch64: int | None
    where: tuple[str, ...]
    length: int | None = None
    """The argument that says how many bytes to write, if there is one: such a call can be cut short."""


KINDS = (
    Kind("open", 2, None, ("path0",)),
    Kind("openat", 257, 56, ("at0",)),
    Kind("openat2", 437, 437, ("at0",)),
    Kind("creat", 85, None, ("path0",)),
    Kind("write", 1, 64, ("fd0",), 2),
    Kind("writev", 20, 66, ("fd0",)),
    Kind("pwrite64", 18, 68, ("fd0",), 2),
    Kind("pwritev", 296, 70, ("fd0",)),
    Kind("pwritev2", 328, 287, ("fd0",)),
    Kind("sendfile", 40, 71, ("fd0",), 3),
    Kind("copy_file_range", 326, 285, ("fd2",), 4),
    Kind("truncate", 76, 45, ("path0",)),
    Kind("ftruncate", 77, 46, ("fd0",)),
    Kind("fallocate", 285, 47, ("fd0",)),
    Kind("fsync", 74, 82, ("fd0",)),
    Kind("fdatasync", 75, 83, ("fd0",)),
    Kind("rename", 82, None, ("path0", "path1")),
    Kind("renameat", 264, 38, ("at0", "at2")),
    Kind("renameat2", 316, 276, ("at0", "at2")),
    Kind("link", 86, None, ("path0", "path1")),
    Kind("linkat", 265, 37, ("at0", "at2")),
    Kind("symlink", 88, None, ("path1",)),
    Kind("symlinkat", 266, 36, ("at1",)),
    Kind("unlink", 87, None, ("path0",)),
    Kind("unlinkat", 263, 35, ("at0",)),
    Kind("mkdir", 83, None, ("path0",)),
    Kind("mkdirat", 258, 34, ("at0",)),
    Kind("rmdir", 84, None, ("path0",)),
    Kind("chmod", 90, None, ("path0",)),
    Kind("fchmod", 91, 52, ("fd0",)),
    Kind("fchmodat", 268, 53, ("at0",)),
    Kind("fchmodat2", 452, 452, ("at0",)),
    Kind("chown", 92, None, ("path0",)),
    Kind("lchown", 94, None, ("path0",)),
    Kind("fchown", 93, 55, ("fd0",)),
    Kind("fchownat", 260, 54, ("at0",)),
    Kind("utimensat", 280, 88, ("at0",)),
    Kind("setxattr", 188, 5, ("path0",)),
    Kind("lsetxattr", 189, 6, ("path0",)),
    Kind("fsetxattr", 190, 7, ("fd0",)),
    Kind("removexattr", 197, 14, ("path0",)),
    Kind("lremovexattr", 198, 15, ("path0",)),
    Kind("fremovexattr", 199, 16, ("fd0",)),
)

_OPENING = {"open": 1, "openat": 2}
"""The argument with the flags: a file that is only read isn't changed."""
_CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def table() -> dict[int, Kind]:
    """The calls of this machine by number; empty where the numbers aren't known."""
    machine = platform.machine()
    if machine not in ("x86_64", "aarch64"):
        return {}
    return {getattr(kind, machine): kind for kind in KINDS if getattr(kind, machine) is not None}


def changes(kind: Kind, arguments: tuple[int, ...]) -> bool:
    """Whether a call could change anything at all."""
    at = _OPENING.get(kind.name)
    return at is None or bool(arguments[at] & _CHANGING)
