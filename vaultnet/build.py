"""From notes to dashboards, from top to bottom.

`build` brings the facts up to date, lets the signals and checks look at them, renders the dashboards and
writes those that differ. `facts` does the first half, for the commands that only read.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vaultnet import (
    __version__,
    files,
    leftovers,
    plan,
    plugins,
    publish,
    record,
    schema,
    snapshot,
    store,
)
from vaultnet import config as configs
from vaultnet.afterwards import as_left, resting, watched
from vaultnet.facts import Facts
from vaultnet.index import Fresh, refresh
from vaultnet.links import owner
from vaultnet.model import FollowUp
from vaultnet.operation import Refusal
from vaultnet.parse import Parser
from vaultnet.plugins import Plugins
from vaultnet.problems import Problem
from vaultnet.publish import Refused
from vaultnet.seen import Report, Seen

if TYPE_CHECKING:
    from vaultnet.planners.intake import Taken

__all__ = ["Facts", "Progress", "Refused", "Report", "build", "facts"]

Progress = Callable[[int, int], None]
T = TypeVar("T")
ROUNDS = 3
"""How often a build takes in ticks; one that is made meanwhile waits for the next build after that."""


@contextmanager
def facts(vault: Path, *, today: date | None = None, progress: Progress | None = None) -> Iterator[Facts]:
    """Bring a vault's facts up to date and give them. Writes nothing into the vault. Raises OSError."""
    with _no_collection(), _opened(vault, today) as run:
        found = run.facts(progress)
        run.keep_follow_ups(found)
    yield found


def build(
    vault: Path,
    *,
    today: date | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    rest: float = 0.0,
) -> Report:
    """Build a vault's dashboards.

    Args:
        vault: its root.
        today: the day to build for; by default `record.day` decides.
        dry_run: write nothing into the vault, and report the difference instead.
        progress: called with the notes done and to do.
        rest: seconds for which a dashboard that somebody saved must have rested before it is taken in and written.

    Raises:
        Refused: the settings are wrong, so that every dashboard could be.
        writing.Changed: somebody saved a file that was about to be written.
        journal.Waiting: another process has been writing into the vault for too long.
        OSError: the vault can't be read or written.

    """
    started = time.perf_counter()
    with _no_collection(), _alone(vault, dry_run) as finished, _opened(vault, today) as run:
        run.rest = rest
        seen = run.see(progress)
        report = seen.would_do() if dry_run else _done(run, seen)
    return replace(report, finished=finished, seconds=time.perf_counter() - started)


def _done(run: _Run, seen: Seen) -> Report:
    """Take in ticks, then write the dashboards."""
    changed, differing = len(seen.fresh.changed), seen.differing
    taken: tuple[Taken, ...] = ()
    waiting: dict[str, Refusal] = {}
    for _ in range(ROUNDS):
        todo = {who: one for who, one in seen.intake.operations.items() if who not in waiting}
        if not todo:
            break
        for contact, ticks in todo.items():
            if refusal := publish.take_in(run.root, ticks):
                waiting[contact] = _about(contact, refusal)
        taken += tuple(one for one in seen.intake.taken if one.contact not in waiting)
        seen = run.see(None)
    report = run.write(seen)
    if report.rescued:
        again = run.write(run.see(None))  # the rescued notes are notes of the vault now
        report = replace(again, written=report.written, removed=report.removed, rescued=report.rescued)
    waits = tuple(waiting[contact] for contact in sorted(waiting))
    report = replace(report, changed=changed, differing=differing)
    return replace(report, taken=taken, refused=seen.intake.refused, waiting=waits)


def _about(contact: str, refusal: Refusal) -> Refusal:
    """Say whose tick waits."""
    name = contact.rpartition("/")[2].removesuffix(".md")
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
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from looking through millions of values that hold no circles, again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


# --- one run ---------------------------------------------------------------------------------------


@contextmanager
def _opened(vault: Path, today: date | None) -> Iterator[_Run]:
    """Everything that a run needs, under the vault's lock. A damaged index is replaced in silence."""
    root = os.path.realpath(vault)  # one vault has one record, whichever way it is reached
    with os.scandir(root):  # a vault that is not there is said at once
        pass
    folder = record.cache_folder(root)
    os.makedirs(folder, exist_ok=True)
    from filelock import FileLock

    with FileLock(os.path.join(folder, "lock")):
        run = _Run(root, folder, today)
        try:
            yield run
        finally:
            run.close()


@dataclass
class _Run:
    root: str
    folder: str
    given: date | None
    index: store.Index | None = None
    plugins: Plugins = field(default_factory=plugins.load)
    first: dict[str, str] = field(default_factory=dict)
    """The dashboards as they would have been written before any tick was taken in: their lines were generated."""
    rest: float = 0.0
    """Seconds for which a dashboard that somebody saved must have rested."""
    resting: dict[str, float] = field(default_factory=dict)
    """The dashboards that have not, with the seconds that are left."""

    def __post_init__(self) -> None:
        self.watched = watched(self.root, self.plugins)
        self.config, self.config_problems = configs.load(Path(self.root), self.plugins.note_types)
        pinned = self.config.today.isoformat() if self.config.today else ""
        given = self.given.isoformat() if self.given else None
        self.pinned, self.today = pinned, date.fromisoformat(record.day(given, pinned))
        self.settings = [configs.raw(Path(self.root, name)) for name in (configs.FILE, *configs.OBSIDIAN)]
        self.parser = Parser(self.config, self.plugins.note_types)

    def close(self) -> None:
        if self.index is not None:
            self.index.close()

    # --- facts ---

    def facts(self, progress: Progress | None = None) -> Facts:
        return self._look(self._refresh(progress))

    def keep_follow_ups(self, found: Facts) -> None:
        """Keep the follow-ups for questions where no build has done so, as after a change of settings."""
        assert self.index is not None
        if self.index.meta("built") is None:
            self._keep(found)

    def _keep(self, found: Facts) -> None:
        assert self.index is not None
        self.index.begin()
        self.index.set_follow_ups(found.follow_ups)
        self.index.set_meta("built", found.today.isoformat())
        self.index.commit()

    def _refresh(self, progress: Progress | None) -> Fresh:
        """The facts, up to date. What is no sound index is dropped and made again."""
        fingerprint = self._fingerprint()
        for attempt in (1, 2):
            try:
                self.close()
                self.index = store.open_index(self.folder, fingerprint)
                fresh = refresh(self.root, self.index, self.parser, _prepare, progress)
                self.index.set_meta("today", self.today.isoformat())
                self.index.set_meta("me", owner(self.config.me, fresh.names))
                self.index.set_problems("settings", self._settings(fresh))
                self.index.commit()
                return fresh
            except store.Damaged:
                self.close()
                self.index = None
                if attempt == 2:
                    raise
                store.discard(self.folder)
        raise AssertionError("the loop returns or raises")

    def _settings(self, fresh: Fresh) -> list[Problem]:
        """What is wrong with the settings and the plugins."""
        text = self.settings[0].decode(errors="replace")
        me = owner(self.config.me, fresh.names)
        in_vain = leftovers.find(text, self.config, self.plugins, me, fresh.walk.folders)
        return [*self.config_problems, *self.plugins.problems, *in_vain]

    def _fingerprint(self) -> str:
        """What an index depends on besides the notes."""
        code = sorted((path, stamp) for path, stamp in self.watched.items() if path.endswith(".py"))
        adds = [(plugin.name, plugin.version, plugin.adds) for plugin in self.plugins.listing]
        what = (schema.VERSION, __version__, sys.version_info[:2], self.settings, code, adds)
        return record.digest(repr(what).encode()).hex()

    def _look(self, fresh: Fresh, *, but: str = "") -> Facts:
        """Let the signals and checks look at the facts. Problems of the stage ``but`` are left out."""
        assert self.index is not None
        me = owner(self.config.me, fresh.names)
        shot = snapshot.take(self.index, fresh.names, self.today, me)
        problems: list[Problem] = []
        follow_ups: list[FollowUp] = []
        for signal in self.plugins.signals:
            weight = self.config.weights.get(signal.name, 1.0)
            try:
                found = _all(FollowUp, signal.find(shot, self.config)) if weight else []
            except Exception as error:
                problems.append(plugins.failed(signal.name, "to find follow-ups", error))
                continue
            follow_ups += [replace(f, weight=f.weight * weight, signal=signal.name) for f in found]
        for check in self.plugins.checks:
            try:
                problems += _all(Problem, check.find(shot, self.config))
            except Exception as error:
                problems.append(plugins.failed(check.name, "to check the vault", error))
        follow_ups.sort(key=lambda f: (-f.weight, f.since, f.name, f.contact, f.reason))
        every = tuple(sorted({*self.index.problems(but), *problems}))
        return Facts(
            Path(self.root),
            self.today,
            self.config,
            self.plugins,
            shot,
            tuple(follow_ups),
            every,
            fresh.names,
            me,
        )

    # --- dashboards ---

    def see(self, progress: Progress | None) -> Seen:
        """See what is to be done; nothing is written into the vault yet."""
        from vaultnet.planners import intake  # who only reads has no use for it

        if self.config_problems:
            raise Refused("The settings are wrong, so nothing was built.", self.config_problems)
        fresh = self._refresh(progress)
        facts = self._look(fresh, but="build")  # those are found anew
        wanted = publish.dashboards(self.root, facts)
        last = record.load(self.root)
        found = publish.standing(self.root, facts, wanted, last.outputs if last else ())
        strays = publish.strays(fresh.dashboards - found.keys(), facts)
        facts = replace(facts, problems=tuple(sorted({*facts.problems, *strays})))
        rendered = publish.render(self.root, self.folder, facts, wanted, found)
        self.resting |= resting(self.root, found, last, self.rest)
        rendered = rendered.but(self.resting)
        self.first = self.first or rendered.texts
        pages = [
            page._replace(fresh=f"{page.fresh}\n{self.first.get(page.path, '')}")
            for page in publish.pages(found, rendered.texts)
            if page.path not in self.resting
        ]
        taken = intake.take_in(facts, partial(files.read, self.root), pages)
        return Seen(self.root, fresh, facts, rendered, found, taken)

    def write(self, seen: Seen) -> Report:
        """Write the dashboards, and keep what the next build needs."""
        waiting = seen.intake.ticked if seen.intake.operations else frozenset()
        actions = tuple(action for action in seen.actions() if action.path not in waiting)
        rescued = publish.carry_out(self.root, actions, seen.inbox)
        kept = {*seen.rendered.kept, *waiting}
        done = not waiting and not self.resting
        self._remember(seen.fresh, seen.facts, seen.rendered.problems, actions, kept, done=done)
        wait = max(self.resting.values(), default=0.0)
        return replace(seen.report(actions), rescued=tuple(rescued), resting=wait)

    def _remember(
        self,
        fresh: Fresh,
        facts: Facts,
        problems: tuple[Problem, ...],
        actions: Collection[plan.Action],
        kept: Collection[str],
        *,
        done: bool,
    ) -> None:
        """Keep what the next build needs to see that there is nothing to do."""
        assert self.index is not None
        self.index.begin()
        known = set(self.index.problems("build"))
        self.index.set_problems("build", [problem for problem in problems if problem not in known])
        self.index.commit()
        self._keep(facts)
        outputs = {
            path: None if path in self.resting else files.stamp_of(f"{self.root}/{path}")
            for path in (*kept, *(action.path for action in actions))
        }
        folders, unsure = as_left(fresh, actions, outputs)
        young = any(stamp and files.racy(stamp, fresh.now) for stamp in self.watched.values())
        counts = record.Summary(
            facts.snapshot.notes,
            len(outputs) - sum(action.kind == "remove" for action in actions),
            sum(problem.severity == "error" for problem in problems),
            len(problems),
        )
        sure = done and unsure is not None and not young
        today = self.today.isoformat() if sure else ""  # no day is "", so it is looked at closer
        odd, watched = fresh.walk.odd, self.watched
        record.save(
            self.root,
            record.Record(today, self.pinned, folders, odd, watched, outputs, unsure or {}, counts),
        )


def _all(wanted: type[T], found: Iterable[object]) -> list[T]:
    """Everything a plugin found, or TypeError if it is not what was asked for."""
    values = []
    for value in found:
        if not isinstance(value, wanted):
            raise TypeError(f"{wanted.__name__} values are wanted, not {value!r}")
        values.append(value)
    return values


def _prepare() -> None:
    """Import what rendering needs while other processes read."""
    import vaultnet.dashboards
    import vaultnet.render  # noqa: F401
