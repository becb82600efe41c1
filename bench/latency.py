"""How long after a save the dashboards are on disk, under a `vaultnet watch` that runs beside.

The clock starts when the save is done: the file is closed, or moved into its place. It stops when a process that is
told by the system has read the new content in its place; where a save changes nothing that is shown, when the watch
has said that it was taken in. Nothing here looks in a loop, which would take time from the watch.
"""

from __future__ import annotations

import ctypes
import os
import random
import select
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from bench import vault as vaults
from torture.watched import Watched

PATIENCE = 120.0
"""Seconds after which a save counts as never taken in."""
PAUSES = (0.3, 2.5)
"""Seconds between two saves: some meet the look at everything that follows each save, most do not."""
WARM_UP = 3
"""Saves of each kind that are not counted."""
_PERSON = "Probe Person"
_CHANGES = 0x8 | 0x80 | 0x100
"""A file was closed after writing, moved into the folder, or made."""


class Kind(NamedTuple):
    """A kind of save."""

    way: str
    shown: bool
    """Whether it changes a dashboard."""


KINDS = tuple(Kind(way, shown) for way in ("in place", "rename over") for shown in (True, False))


class Figures(NamedTuple):
    """What was measured in a vault."""

    notes: int
    seconds: dict[Kind, list[float]]
    memory: tuple[int, int]
    """Bytes after the first build, and after all saves."""
    idle: tuple[float, float]
    """Seconds of the processor in so many seconds without a save."""


def measure(notes: int, saves: int, idle: float, folder: str) -> Figures:
    """Save so many times in each way, in a vault of so many notes that is made in an empty folder."""
    root = Path(os.path.realpath(folder), "vault")
    root.mkdir()
    vaults.write(str(root), notes)
    _put(root / f"People/{_PERSON}.md", "---\ntype: contact\ntier: close\n---\n")
    places = {name: str(root.parent / name.lower()) for name in ("VAULTNET_CACHE", "VAULTNET_STATE")}
    with mock.patch.dict(os.environ, {**places, "VAULTNET_TODAY": vaults.TODAY.isoformat()}):
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        watch = Watched(root)
        try:
            if not watch.started(10 * PATIENCE):
                raise SystemExit(f"The watch did not start: {watch.said}")
            watch.quiet(5)
            before = watch.memory()
            seconds = _saves(root, watch, saves)
            watch.quiet(10)
            used = watch.processor()
            watch.quiet(idle)
            return Figures(notes, seconds, (before, watch.memory()), (watch.processor() - used, idle))
        finally:
            watch.stop()


def _saves(root: Path, watch: Watched, saves: int) -> dict[Kind, list[float]]:
    chance = random.Random(1)
    seconds: dict[Kind, list[float]] = {kind: [] for kind in KINDS}
    with _told(root / "Network") as handle:
        for number in range(saves + WARM_UP):
            for kind in chance.sample(KINDS, len(KINDS)):
                watch.quiet(chance.uniform(*PAUSES))
                took = _save(root, watch, handle, kind, f"{number} {kind.way}")
                if number >= WARM_UP:
                    seconds[kind].append(took)
    return seconds


def _save(root: Path, watch: Watched, handle: int, kind: Kind, words: str) -> float:
    """Save once, and give the seconds until it was taken in."""
    path, text = _text(kind.shown, words)
    page, said = root / "Network/Network Today.md", len(watch.builds)
    full = root / path
    _drain(handle)
    _put(full if kind.way == "in place" else full.with_name("saved.tmp"), text)
    if kind.way != "in place":
        full.with_name("saved.tmp").replace(full)
    began = time.perf_counter()
    until = began + PATIENCE
    while kind.shown and words.encode() not in page.read_bytes():
        _wait(handle, until)
    took = time.perf_counter() - began
    while len(watch.builds) == said:
        if time.perf_counter() > until:
            raise SystemExit(f"A save was not taken in within {PATIENCE:.0f} seconds: {path}")
        watch.hear(1)
    return took if kind.shown else time.perf_counter() - began


def _text(shown: bool, words: str) -> tuple[str, str]:
    """A note and its text: a promise that stands on Network Today, or an ordinary note."""
    body = "Prose that says nothing about anybody.\n\n" * 40
    if shown:
        return "Notes/Promise.md", f"{body}- [ ] Send [[{_PERSON}]] draft {words} 📅 2026-09-01\n"
    return "Notes/Thoughts.md", f"{body}Draft {words}.\n"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# --- being told ------------------------------------------------------------------------------------------


@contextmanager
def _told(folder: Path) -> Iterator[int]:
    """A file from which can be read that something in a folder was replaced; on Linux."""
    libc: Any = ctypes.CDLL(None, use_errno=True)
    handle = libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
    if handle < 0 or libc.inotify_add_watch(handle, os.fsencode(folder), _CHANGES) < 0:
        raise OSError(ctypes.get_errno(), "the system does not tell of changes")
    try:
        yield handle
    finally:
        os.close(handle)


def _wait(handle: int, until: float) -> None:
    """Wait until something happens."""
    if not select.select([handle], [], [], max(0.0, until - time.perf_counter()))[0]:
        raise SystemExit(f"A save did not reach the dashboard within {PATIENCE:.0f} seconds.")
    _drain(handle)


def _drain(handle: int) -> None:
    while select.select([handle], [], [], 0)[0]:
        os.read(handle, 1 << 16)


# --- the table -------------------------------------------------------------------------------------------


def table(found: Figures) -> str:
    """The figures as Markdown."""
    lines = [
        f"### {found.notes:,} notes, from a save to the dashboard",
        "",
        "| save | what it changes | saves | median, ms | 99th percentile, ms | slowest, ms |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for kind, seconds in found.seconds.items():
        what = "Network Today" if kind.shown else "nothing that is shown"
        figures = (statistics.median(seconds), percentile(seconds, 99), max(seconds))
        shown = " | ".join(f"{one * 1000:,.0f}" for one in figures)
        lines.append(f"| {kind.way} | {what} | {len(seconds)} | {shown} |")
    first, last = (size / 2**20 for size in found.memory)
    used, idle = found.idle
    lines += [
        "",
        f"The watch held {first:,.0f} MiB after its first build and {last:,.0f} MiB after all saves. In {idle:.0f} "
        f"seconds without a save it used {used * 1000:,.0f} ms of a processor ({used / idle:.2%}).",
    ]
    return "\n".join(lines) + "\n"


def percentile(values: list[float], rank: int) -> float:
    """The smallest value that so many of a hundred do not exceed."""
    return sorted(values)[max(0, -(-len(values) * rank // 100) - 1)]
