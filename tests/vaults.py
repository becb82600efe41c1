"""Small vaults for tests: written from a mapping, built, and read back."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from unittest import mock

from vaultnet import build as building
from vaultnet import record
from vaultnet.build import Report

TODAY = date(2026, 11, 20)

ADA = """---
type: contact
tier: close
first_met: 2025-03-14
---
Met at the evening on looms.

## Log
- 2026-09-02 letter: sent the note on looms
"""
MEETING = """---
type: meeting
date: 2026-10-01
kind: coffee
people: ["[[Ada Lovelace]]"]
helps: ["[[Lead a team]]"]
---
How she moved from building to leading.

- [ ] Send [[Ada Lovelace]] the draft 📅 2026-11-19
"""
GOAL = """---
type: goal
due: 2027-06-30
target: 10
start: 2026-06-01
---
- [x] Say it out loud ✅ 2026-09-02
- [ ] Hire one person
"""
SMALL: Mapping[str, str] = {
    "vaultnet.toml": "",
    "People/Ada Lovelace.md": ADA,
    "People/Grace Hopper.md": "---\ntype: contact\ncadence: 6w\nbirthday: 1906-11-22\n---\n",
    "Meetings/2026/2026-10-01 Ada.md": MEETING,
    "Goals/Lead a team.md": GOAL,
    "Daily/2026-11-01.md": "Lunch with [[Grace Hopper]] about compilers.\n",
}
"""Two contacts, a meeting, a goal and a daily note, with something on every dashboard."""

AS_AT_A_TERMINAL = [
    sys.executable,
    "-c",
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
    "signal.signal(signal.SIGHUP, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])",
]
"""Before a command: it hears of a hangup and of Ctrl-C, also where the tests were started in the background."""


def put(root: Path, files: Mapping[str, str | bytes | PurePosixPath]) -> None:
    """Write files; a path is what a symbolic link leads to."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, PurePosixPath):
            os.symlink(content, path)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes; a symbolic link counts as what it says."""
    found = {}
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            found[str(path.relative_to(root))] = os.fsencode(os.readlink(path))
        elif path.is_file():
            found[str(path.relative_to(root))] = path.read_bytes()
    return found


def unmeasured() -> dict[str, str]:
    """The environment for a process that shows what it imports: what measures coverage would import more."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}


def outputs(root: Path) -> dict[str, bytes]:
    """The dashboards."""
    return {path: data for path, data in tree(root).items() if path.startswith(("Network/", "Pages/"))}


def build(root: Path, today: date | None = TODAY, **options: bool) -> Report:
    """Build a vault."""
    return building.build(root, today=today, **options)


def forget(root: Path) -> None:
    """Delete a vault's cache."""
    shutil.rmtree(record.cache_folder(str(root)), ignore_errors=True)


def clean(root: Path, today: date | None = TODAY) -> dict[str, bytes]:
    """The dashboards that a clean build of a copy gives.

    Dashboards left behind in another folder, of whose writing nothing is known any more, are files of the vault.
    """
    copy = root.parent / "copy"
    shutil.copytree(root, copy, symlinks=True)
    settings = (copy / "vaultnet.toml").read_text()
    folder = "Pages/" if 'folder = "Pages"' in settings else "Network/"
    for path in outputs(copy):
        if path.startswith(folder):
            (copy / path).unlink()
    try:
        build(copy, today)
        return outputs(copy)
    finally:
        forget(copy)
        shutil.rmtree(copy)


@contextmanager
def unreadable(root: Path, name: str, error: int = errno.EIO) -> Iterator[None]:
    """Let a disk or a network fail whenever files of a vault are read whose paths end so."""
    opening = os.open

    def fail(path: Any, *given: Any, **named: Any) -> int:
        full = os.fsdecode(path)
        if full.startswith(f"{root}/") and full.endswith(name):
            raise OSError(error, os.strerror(error), full)
        return opening(path, *given, **named)

    with mock.patch.object(os, "open", fail):
        yield
