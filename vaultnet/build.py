"""From notes to dashboards, from top to bottom.

`build` brings the facts up to date, lets the signals and checks look at them, renders the dashboards and
writes those that differ. `facts` does the first half, for the commands that only read.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any

from vaultnet import __version__, files, marks, plan, plugins, record, schema, snapshot, store
from vaultnet import config as configs
from vaultnet.config import Config
from vaultnet.hookspecs import Dashboard, Inputs
from vaultnet.index import Fresh, refresh
from vaultnet.links import Names, owner
from vaultnet.model import FollowUp, NoteType, Snapshot
from vaultnet.parse import Parser
from vaultnet.plugins import Plugins
from vaultnet.problems import Problem

INBOX = "Inbox"
"""The folder for what was typed into a dashboard."""
OWN_TEMPLATES = "_vaultnet/templates"
"""The vault's own templates, which come before all others."""

Progress = Callable[[int, int], None]


class Refused(Exception):
    """A build that was not done, so that no dashboard is made wrong: why, and the problems behind it."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. Paths are vault-relative."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    rescued: tuple[str, ...]
    """Notes made of what was typed into dashboards."""
    unchanged: int
    """Dashboards that were right already."""
    notes: int
    problems: tuple[Problem, ...]
    changed: int
    """Notes that were read."""
    diff: str
    """What a dry run would have changed, as a unified diff."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Facts:
    """A vault's facts as of a day, for reading."""

    vault: Path
    today: date
    config: Config
    plugins: Plugins
    snapshot: Snapshot
    follow_ups: tuple[FollowUp, ...]
    """Most pressing first."""
    problems: tuple[Problem, ...]
    """Sorted by place."""
    names: Names
    me: str
    """Path of the owner's own note, or ``""``."""

    @property
    def note_types(self) -> tuple[NoteType, ...]:
        """The declared types."""
        return self.plugins.note_types

    def query(self, sql: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Ask the index's views a question: column names and rows. Raises sqlite3.Error for a wrong question."""
        connection = store.read_only(record.cache_folder(str(self.vault)))
        try:
            cursor = connection.execute(sql)
            return tuple(column[0] for column in cursor.description or ()), cursor.fetchall()
        finally:
            connection.close()

    def text(self, path: str) -> str:
        """A note's text. Raises OSError."""
        return files.read(str(self.vault), path).decode(errors="replace")


@contextmanager
def facts(vault: Path, *, today: date | None = None, progress: Progress | None = None) -> Iterator[Facts]:
    """Bring a vault's facts up to date and give them. Writes nothing into the vault. Raises OSError."""
    with _opened(vault, today) as run:
        yield run.facts(progress)


def build(
    vault: Path, *, today: date | None = None, dry_run: bool = False, progress: Progress | None = None
) -> Report:
    """Build a vault's dashboards.

    Args:
        vault: its root.
        today: the day to build for; by default `record.day` decides.
        dry_run: write nothing into the vault, and report the difference instead.
        progress: called with the notes done and to do.

    Raises:
        Refused: the settings are wrong, so that every dashboard could be.
        OSError: the vault can't be read or written.

    """
    started = time.perf_counter()
    with _opened(vault, today) as run:
        report = run.build(dry_run, progress)
        if report.rescued and not dry_run:
            again = run.build(dry_run, None)  # the rescued notes are notes of the vault now
            report = replace(again, written=report.written, removed=report.removed, rescued=report.rescued)
    return replace(report, seconds=time.perf_counter() - started)


# --- one run ---------------------------------------------------------------------------------------


@contextmanager
def _opened(vault: Path, today: date | None) -> Iterator[_Run]:
    """Everything that a run needs, under the vault's lock. A damaged index is replaced in silence."""
    root = os.path.abspath(vault)
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

    def __post_init__(self) -> None:
        self.watched = _watched(self.root, self.plugins)
        self.config, self.config_problems = configs.load(Path(self.root), self.plugins.note_types)
        pinned = self.config.today.isoformat() if self.config.today else ""
        given = self.given.isoformat() if self.given else None
        self.pinned, self.today = pinned, date.fromisoformat(record.day(given, pinned))
        self.parser = Parser(self.config, self.plugins.note_types)

    def close(self) -> None:
        if self.index is not None:
            self.index.close()

    # --- facts ---

    def facts(self, progress: Progress | None = None) -> Facts:
        return self._look(self._refresh(progress))

    def _refresh(self, progress: Progress | None) -> Fresh:
        """The facts, up to date. What is no sound index is dropped and made again."""
        fingerprint = self._fingerprint()
        for attempt in (1, 2):
            try:
                self.close()
                self.index = store.open_index(self.folder, fingerprint)
                fresh = refresh(self.root, self.index, self.parser, _prepare, progress)
                self.index.set_meta("today", self.today.isoformat())
                own = (*self.config_problems, *self.plugins.problems)
                self.index.set_problems("settings", own)
                self.index.commit()
                return fresh
            except store.Damaged:
                self.close()
                self.index = None
                if attempt == 2:
                    raise
                store.discard(self.folder)
        raise AssertionError("the loop returns or raises")

    def _fingerprint(self) -> str:
        """What an index depends on besides the notes."""
        settings = [files.read_if_there(self.root, name) for name in (configs.FILE, *configs.OBSIDIAN)]
        code = sorted((path, stamp) for path, stamp in self.watched.items() if path.endswith(".py"))
        adds = [(plugin.name, plugin.version, plugin.adds) for plugin in self.plugins.listing]
        what = (schema.VERSION, __version__, sys.version_info[:2], settings, code, adds)
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
                found = list(signal.find(shot, self.config)) if weight else []
            except Exception as error:
                problems.append(plugins.failed(signal.name, "to find follow-ups", error))
                continue
            follow_ups += [replace(f, weight=f.weight * weight, signal=signal.name) for f in found]
        for check in self.plugins.checks:
            try:
                problems += check.find(shot, self.config)
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

    def build(self, dry_run: bool, progress: Progress | None) -> Report:
        if self.config_problems:
            raise Refused("The settings are wrong, so nothing was built.", self.config_problems)
        fresh = self._refresh(progress)
        facts = self._look(fresh, but="build")  # those are found anew
        old = self._old_outputs(fresh)
        texts, problems = self._render(facts, old)
        actions = plan.outputs(old, texts)
        written = [action for action in actions if action.kind == "write"]
        removed = [action for action in actions if action.kind == "remove"]
        rescued: list[str] = []
        if not dry_run:
            rescued = self._write(actions)
            self._remember(fresh, facts, problems, actions)
        return Report(
            written=tuple(action.path for action in written),
            removed=tuple(action.path for action in removed),
            rescued=tuple(rescued),
            unchanged=sum(action.kind == "keep" for action in actions),
            notes=facts.snapshot.notes,
            problems=problems,
            changed=fresh.changed,
            diff="".join(_diff(action) for action in (*written, *removed)) if dry_run else "",
            seconds=0.0,
        )

    def _dashboards(self) -> tuple[Dashboard, ...]:
        """Those of the plugins, then a template of the vault's own for each further one; less those hidden."""
        from vaultnet.dashboards import general_context

        own = files.listing(self.root, f"{OWN_TEMPLATES}/dashboards", ".md.jinja")
        known = {dashboard.template for dashboard in self.plugins.dashboards}
        more = []
        for path in own:
            template = path.removeprefix(OWN_TEMPLATES + "/")
            name = template.rpartition("/")[2].removesuffix(".md.jinja")
            if template not in known:
                more.append(
                    Dashboard(name, f"{name}.md", template, f"The vault's own {name}.", general_context)
                )
        every = (*self.plugins.dashboards, *more)
        return tuple(dashboard for dashboard in every if dashboard.name not in self.config.hide)

    def _old_outputs(self, fresh: Fresh) -> dict[str, bytes | None]:
        """What lies at the outputs' paths, and every other generated file of their folder."""
        folder = self.config.folder
        old: dict[str, bytes | None] = {}
        for dashboard in self._dashboards():
            path = f"{folder}/{dashboard.file}"
            old[path] = files.read_if_there(self.root, path)
        for suffix in (".md", ".base"):
            for path in files.listing(self.root, folder, suffix):
                if path not in old and (data := files.read_if_there(self.root, path)) is not None:
                    if marks.is_generated(data.decode(errors="replace"), path):
                        old[path] = data
        return old

    def _render(
        self, facts: Facts, old: Mapping[str, bytes | None]
    ) -> tuple[dict[str, str], tuple[Problem, ...]]:
        """The text of every dashboard; one that fails keeps what it has."""
        from vaultnet.render import environment, render

        templates = [
            Path(self.root, OWN_TEMPLATES),
            *self.plugins.templates,
            Path(files.shipped("templates")),
        ]
        cache = Path(self.folder, "templates")
        cache.mkdir(exist_ok=True)
        env = environment(templates, cache, Path(self.root))
        texts: dict[str, str] = {}
        problems = list(facts.problems)
        for dashboard in sorted(self._dashboards(), key=lambda dashboard: dashboard.last):
            path = f"{self.config.folder}/{dashboard.file}"
            before = old[path]
            if before is not None and not marks.is_generated(before.decode(errors="replace"), path):
                problems.append(_in_the_way(path, dashboard.name))
                continue
            inputs = Inputs(
                facts.snapshot,
                facts.follow_ups,
                tuple(sorted(problems)),
                self.config,
                self.plugins.note_types,
            )
            try:
                context = dashboard.context(inputs)
            except Exception as error:
                problems.append(plugins.failed(dashboard.name, "to make its dashboard", error))
                texts |= _as_it_was(path, before)
                continue
            if context is None:
                continue
            text = render(dashboard, context, self.today, env, facts.snapshot.names)
            if isinstance(text, Problem):
                problems.append(text)
                texts |= _as_it_was(path, before)
            else:
                texts[path] = text
        return texts, tuple(sorted(set(problems)))

    def _write(self, actions: tuple[plan.Action, ...]) -> list[str]:
        """Carry out what was planned: first what must not be lost, then the dashboards."""
        rescued: list[str] = []
        for action in actions:
            if action.kind in ("write", "remove") and not files.inside(self.root, action.path):
                raise Refused(f"{action.path} leads out of the vault, so nothing was written there.")
            for block in action.rescued:
                rescued += self._rescue(block, action)
            if action.kind == "write" and action.new is not None:
                files.replace_output(self.root, action.path, action.new, action.old)
            elif action.kind == "remove" and action.old is not None:
                files.remove_output(self.root, action.path, action.old)
        return rescued

    def _rescue(self, block: str, action: plan.Action) -> list[str]:
        """Move what was typed into a note of its own. One that is there already, word for word, is enough."""
        dashboard = action.path.rpartition("/")[2].removesuffix(".md")
        data = f"{block}\n\nTyped into [[{dashboard}]].\n".encode()
        stem = marks.rescue_name(block)
        for number in range(1, 1000):
            path = f"{INBOX}/{stem}{f' {number}' if number > 1 else ''}.md"
            if files.read_if_there(self.root, path) == data:
                return []
            try:
                files.create(self.root, path, data)
            except FileExistsError:
                continue
            return [path]
        raise Refused(f"{INBOX}/ holds a thousand notes named {stem}, so {action.path} was left as it is.")

    def _remember(
        self, fresh: Fresh, facts: Facts, problems: tuple[Problem, ...], actions: tuple[plan.Action, ...]
    ) -> None:
        """Keep what the next build needs to see that there is nothing to do."""
        assert self.index is not None
        self.index.begin()
        known = set(self.index.problems("build"))
        self.index.set_problems("build", [problem for problem in problems if problem not in known])
        self.index.set_follow_ups(facts.follow_ups)
        self.index.commit()
        folders = {folder: dict(names) for folder, names in fresh.walk.folders.items()}
        digests = {path: digest for path, (_, digest) in fresh.entries.items()}
        outputs: dict[str, files.Stamp | None] = {}
        for action in actions:
            stamp = files.stamp_of(f"{self.root}/{action.path}")
            outputs[action.path] = stamp
            if action.path.endswith(".md"):
                folder, _, name = action.path.rpartition("/")
                names = folders.setdefault(folder, {})
                if stamp:
                    names[name], digests[action.path] = stamp, record.digest(action.new or action.old or b"")
                else:
                    names.pop(name, None)
        kept = {
            folder: {n: s for n, s in names.items() if _path(folder, n) in digests}
            for folder, names in folders.items()
        }
        unsure = record.doubtful(files.Walk(kept, ()).stamps(), digests, fresh.now)
        if unsure is None or any(stamp and files.racy(stamp, fresh.now) for stamp in self.watched.values()):
            return record.forget(self.root)
        counts = record.Summary(
            facts.snapshot.notes,
            sum(action.kind in ("keep", "write") for action in actions),
            sum(problem.severity == "error" for problem in problems),
            len(problems),
        )
        record.save(
            self.root,
            record.Record(
                self.today.isoformat(),
                self.pinned,
                folders,
                fresh.walk.odd,
                self.watched,
                outputs,
                unsure,
                counts,
            ),
        )
        return None


def _path(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _as_it_was(path: str, before: bytes | None) -> dict[str, str]:
    return {} if before is None else {path: before.decode(errors="replace")}


def _in_the_way(path: str, name: str) -> Problem:
    message = (
        f"This note is yours, and stands where the dashboard {name} would be written; it was left alone."
    )
    hint = "Rename your note, or choose another folder in [dashboards] folder."
    return Problem(path, 1, 1, "output-in-the-way", message, hint)


def _diff(action: plan.Action) -> str:
    def lines(data: bytes | None) -> list[str]:
        return (data or b"").decode(errors="replace").splitlines(keepends=True)

    before = "/dev/null" if action.old is None else f"a/{action.path}"
    after = "/dev/null" if action.new is None else f"b/{action.path}"
    return "".join(unified_diff(lines(action.old), lines(action.new), before, after))


def _prepare() -> None:
    """Import what rendering needs while other processes read."""
    import vaultnet.dashboards
    import vaultnet.render  # noqa: F401


def _watched(root: str, loaded: Plugins) -> dict[str, files.Stamp | None]:
    """Everything outside the notes that decides the output, with its stamp."""
    package = os.path.dirname(os.path.abspath(__file__))
    found: dict[str, files.Stamp | None] = {}
    for name in (configs.FILE, *configs.OBSIDIAN):
        found[f"{root}/{name}"] = files.stamp_of(f"{root}/{name}")
    for path in (*loaded.files, *filter(os.path.isabs, sys.path)):
        found[path] = files.stamp_of(path)
    for folder in (
        f"{root}/{OWN_TEMPLATES}",
        *map(str, loaded.templates),
        files.shipped("templates"),
        package,
    ):
        found |= files.tree(folder)
    return found
