"""A watch on the door: whoever of our modules writes into a vault other than through `writing` is caught.

Python tells an audit hook of every file that is opened for writing, made, renamed, removed or changed (PEP 578).
The hook looks at those that lie in a vault (below a folder with ``vaultnet.toml`` or ``.obsidian/``), and at who
asked for it: the innermost frame that belongs to the package must be one of `DOOR`. What tests themselves
write into a vault, as its owner would, is none of ours.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import vaultnet

PACKAGE = os.path.dirname(os.path.abspath(vaultnet.__file__)) + os.sep
DOOR = frozenset({"writing.py", "exchange.py"})
"""The door, and the calls that it stands on."""

_TESTS = os.path.dirname(os.path.abspath(__file__)) + os.sep
_PATHS = {
    "open": 1, "os.rename": 2, "os.remove": 1, "os.unlink": 1, "os.mkdir": 1, "os.rmdir": 1, "os.link": 2,
    "os.symlink": 2, "os.truncate": 1, "os.chmod": 1, "os.chown": 1, "os.setxattr": 1, "os.removexattr": 1,
    "os.utime": 1, "shutil.copyfile": 2, "shutil.move": 2, "shutil.rmtree": 1, "shutil.copytree": 2,
}  # fmt: skip
"""Events that tell of a change, and how many of their first arguments are paths."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

caught: list[str] = []
"""Writes that did not come through the door: what, where, and from which line."""


def watch() -> None:
    """Watch this process from now on; a hook can't be taken away again."""
    sys.addaudithook(_hear)


def _hear(event: str, given: tuple[Any, ...]) -> None:
    count = _PATHS.get(event)
    if count is None or (event == "open" and not _is_writing(given)):
        return
    ours = _asked_by(sys._getframe(1))
    if ours is None or os.path.basename(ours.f_code.co_filename) in DOOR:
        return
    paths = [os.fsdecode(one) for one in given[:count] if isinstance(one, str | bytes | os.PathLike)]
    at = f"{ours.f_code.co_filename}:{ours.f_lineno}"
    caught.extend(f"{event} {path} from {at}" for path in paths if _in_vault(path))


def _is_writing(given: tuple[Any, ...]) -> bool:
    _, mode, flags = given
    return bool(flags & _WRITING if isinstance(flags, int) else set("wax+") & set(mode or ""))


def _asked_by(frame: FrameType | None) -> FrameType | None:
    """The innermost frame of the package; None if nobody of ours asked, or a test that acts as the owner."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(PACKAGE):
            return frame
        if frame.f_code.co_filename.startswith(_TESTS):
            return None
        frame = frame.f_back
    return None


def _in_vault(path: str) -> bool:
    here = Path(os.path.abspath(path)).parent
    places = (os.environ.get(name) for name in ("VAULTNET_CACHE", "VAULTNET_STATE"))
    if any(place and here.is_relative_to(os.path.abspath(place)) for place in places):
        return False  # even where somebody keeps them in a vault
    return any((at / "vaultnet.toml").exists() or (at / ".obsidian").is_dir() for at in (here, *here.parents))
