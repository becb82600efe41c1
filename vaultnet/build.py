"""From notes to dashboards, from top to bottom.

`build` brings the facts up to date, lets the signals and checks look at them, renders the dashboards and
writes those that differ. `facts` does the first half, for the commands that only read.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vaultnet import publish, record
from vaultnet.facts import Facts
from vaultnet.model import note_name
from vaultnet.network import Promise
from vaultnet.operation import Refusal
from vaultnet.publish import Refused
from vaultnet.run import Progress, Run
from vaultnet.seen import Report, Seen

if TYPE_CHECKING:
    from vaultnet.planners.intake import Taken

__all__ = ["Facts", "Progress", "Refused", "Report", "build", "facts"]

ROUNDS = 3
"""How often a build takes in ticks; one that is made meanwhile waits for the next build after that."""


@contextmanager
def facts(
    vault: Path,
    *,
    today: date | None = None,
    as_of: date | None = None,
    looks: bool = True,
    progress: Progress | None = None,
) -> Iterator[Facts]:
    """Bring a vault's facts up to date and give them. Writes nothing into the vault. Raises OSError.

    With ``as_of`` they are given as they were on that day (see `vaultnet.past`); if nothing ``looks`` at that,
    without what signals and checks find.
    """
    with no_collection(), _opened(vault, today, as_of) as run:
        found = run.facts(progress, looks=looks)
    yield found


def build(
    vault: Path,
    *,
    today: date | None = None,
    as_of: date | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    rest: float = 0.0,
) -> Report:
    """Build a vault's dashboards.

    Args:
        vault: its root.
        today: the day to build for; by default `record.day` decides.
        as_of: the day to look back to; only a dry run can.
        dry_run: write nothing into the vault, and report the difference instead.
        progress: called with the notes done and to do.
        rest: seconds for which a dashboard that somebody saved must have rested before it is taken in and written.

    Raises:
        ValueError: what was to be written would tell of a day that is past.
        Refused: the settings are wrong, so that every dashboard could be.
        writing.Changed: somebody saved a file that was about to be written.
        journal.Paused: git is in the middle of something in the vault.
        journal.Waiting: another process has been writing into the vault for too long.
        OSError: the vault can't be read or written.

    """
    if as_of and not dry_run:
        raise ValueError("only a dry run looks back")
    started = time.perf_counter()
    with no_collection(), _alone(vault, dry_run) as finished, _opened(vault, today, as_of) as run:
        run.begin(rest)
        seen = run.see(progress)
        if dry_run:
            report = seen.would_do()
        else:
            report = done(run, seen)
            run.remember()
    return replace(report, finished=finished, seconds=time.perf_counter() - started)


def done(run: Run, seen: Seen) -> Report:
    """Take in ticks, then write the dashboards."""
    first = seen
    taken: tuple[Taken, ...] = ()
    waiting: dict[str, Refusal] = {}
    for _ in range(ROUNDS):
        todo = {who: one for who, one in seen.intake.operations.items() if who not in waiting}
        if not todo:
            break
        for contact, ticks in todo.items():
            try:
                refusal = publish.take_in(run.root, ticks)
            except publish.Refused as error:
                run.refusing[contact] = Refusal("", 0, str(error), "Note it by hand.")
            else:
                waiting |= {contact: _about(contact, refusal)} if refusal else {}
        left = waiting.keys() | run.refusing
        taken += tuple(one for one in seen.intake.taken if one.contact not in left)
        seen = run.see()
    report = run.write(seen)
    if report.rescued:
        again = run.write(run.see())  # the rescued notes are notes of the vault now
        report = replace(again, written=report.written, removed=report.removed, rescued=report.rescued)
    waits = tuple(waiting[contact] for contact in sorted(waiting))
    report = replace(
        report,
        changed=len(first.fresh.changed),
        differing=first.differing,
        lost=first.fresh.lost,
        still_open=tuple(_still_open(first.facts, seen.facts, taken)) if taken else (),
    )
    return replace(report, taken=taken, refused=seen.intake.refused, waiting=waits)


def _still_open(before: Facts, after: Facts, taken: tuple[Taken, ...]) -> Iterator[Promise]:
    """Give the promises that were a reason to reach out to those who were ticked, where they stand now."""
    ticked = {one.contact for one in taken if one.on}
    reasons = [one for one in before.follow_ups if one.signal == "promises" and one.contact in ticked]
    places = {(source.path, source.line) for one in reasons for source in one.sources}
    promises = {one._replace(line=0) for one in before.snapshot.promises if (one.path, one.line) in places}
    seen: set[tuple[str, int]] = set()
    for one in after.snapshot.promises:
        if one._replace(line=0) in promises and (one.path, one.line) not in seen:
            seen.add((one.path, one.line))
            yield one


def _about(contact: str, refusal: Refusal) -> Refusal:
    """Say whose tick waits."""
    name = note_name(contact)
    what = f"{refusal.message[:-1]}, so what was ticked about {name} waits for the next build."
    return refusal._replace(message=what)


@contextmanager
def _alone(vault: Path, dry_run: bool) -> Iterator[tuple[str, ...]]:
    """Be the only one that writes, and give what was finished of an interrupted run; a dry run only looks."""
    if dry_run:
        yield ()
        return
    from vaultnet import journal

    with journal.writing_alone(os.path.realpath(vault)) as finished:
        yield tuple(one.said for one in finished)


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector from looking through millions of values that hold no circles, again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def locked(root: str) -> Iterator[None]:
    """Be the only process that reads a vault into its index, or out of it. ``root`` is its real path."""
    with os.scandir(root):  # a vault that is not there is said at once
        pass
    folder = record.cache_folder(root)
    os.makedirs(folder, exist_ok=True)
    from filelock import FileLock

    with FileLock(os.path.join(folder, "lock")):
        yield


@contextmanager
def _opened(vault: Path, today: date | None, as_of: date | None) -> Iterator[Run]:
    """Everything that a run needs, under the vault's lock."""
    root = os.path.realpath(vault)  # one vault has one record, whichever way it is reached
    with locked(root):
        run = Run(root, today, as_of)
        try:
            yield run
        finally:
            run.close()
