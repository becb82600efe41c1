"""One vault with everything that a build of it needs: its settings, its index, and what is known already.

`build` makes one, uses it and closes it; `live` keeps one from build to build.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from vaultnet import __version__, files, leftovers, memo, plugins, publish, record, schema, store
from vaultnet import config as configs
from vaultnet.afterwards import as_left, resting, watched
from vaultnet.facts import Facts
from vaultnet.finding import Checker, Finder
from vaultnet.index import Fresh, refresh
from vaultnet.links import owner
from vaultnet.network import FollowUp, Snapshot
from vaultnet.operation import Refusal
from vaultnet.pages import Pages
from vaultnet.parse import Parser
from vaultnet.past import Past, names_then
from vaultnet.problems import Problem
from vaultnet.publish import Refused
from vaultnet.seen import Report, Seen
from vaultnet.signals.morning import as_it_was
from vaultnet.signals.ranking import dealt_with
from vaultnet.snapshot import Camera

Progress = Callable[[int, int], None]
"""Called with the notes done and to do."""


class Outdated(Exception):
    """The program, or a plugin, was replaced while it ran: only a process that begins anew can go on."""


class Installing(Exception):
    """The program, or a plugin, is being replaced just now: nothing is built until that is over."""


class Run:
    """A vault as one process builds it, once or again and again. Whoever uses it holds the vault's lock."""

    def __init__(self, root: str, today: date | None = None, as_of: date | None = None) -> None:
        """Take a vault's real path, and the day to build for; by default `record.day` decides.

        With ``as_of`` the facts are looked at as they were on that day, and nothing of it is kept.
        """
        self.root, self.folder, self.given = root, record.cache_folder(root), today
        self.as_of = as_of
        self.plugins = plugins.load()
        self.watched = watched(root, self.plugins)
        self.config, self.config_problems = configs.load(Path(root), self.plugins.note_types)
        self.settings = [configs.raw(Path(root, name)) for name in (configs.FILE, *configs.OBSIDIAN)]
        self.parser = Parser(self.config, self.plugins.note_types)
        signals = self.plugins.signals
        self.finder, self.morning = Finder(signals, self.config), Finder(signals, self.config)
        self.checker = Checker(self.plugins.checks, self.config)
        self.index: store.Index | None = None
        self.camera, self.pages = Camera(), Pages(root, self.folder, self.plugins)
        self.today = date.min
        self.last: Fresh | None = None
        """What is known of the notes; None if the index has to be asked."""
        self.outputs: Mapping[str, files.Stamp | None] | None = None
        """The dashboards as the last build left them; None if the record has to be asked."""
        self.ours: Mapping[str, files.Stamp | None] = {}
        """The dashboards as this process left them, before it forgot all else."""
        self.left: Left | None = None
        """The vault as the last build left it."""
        self.made: Mapping[str, bytes] = {}
        """The dashboards that the last build made: one that is still the same has neither ticks nor typed words."""
        self.settled: dict[str, Mapping[str, files.Stamp]] = {}
        """The folders in which every stamp proves what it stands for, as they were listed."""
        self.begin()

    def begin(self, rest: float = 0.0) -> None:
        """Begin a build: which day it is, and how long a dashboard that somebody saved must have rested."""
        pinned = self.config.today.isoformat() if self.config.today else ""
        given = self.given.isoformat() if self.given else None
        day = record.day(given, pinned)
        if (
            self.today.isoformat() != day
        ):  # the same day is the same object, by which what is known of it is found
            self.today = date.fromisoformat(day)
        self.pinned = pinned
        self.rest = rest
        self.refusing: dict[str, Refusal] = {}
        """The contacts whose ticks can't be taken in, and why."""
        self.resting: dict[str, float] = {}
        """Dashboards that have not rested yet, with the seconds that are left."""
        self.saved: set[str] = set()
        """Dashboards that somebody else has saved."""
        self.gone: set[str] = set()
        """Dashboards that somebody else has deleted."""
        self.first: dict[str, str] = {}
        """The dashboards as they would be had no tick been taken in: their lines were generated, too."""

    def close(self) -> None:
        """Let go of the index."""
        if self.index is not None:
            self.index.close()
            self.index = None

    def forget(self) -> None:
        """Forget what is known: everything is asked anew. For when a build did not come to its end."""
        self.close()
        self.last = self.outputs = self.left = None

    # --- facts ---

    def facts(self, progress: Progress | None = None, *, looks: bool = True) -> Facts:
        """Bring the facts up to date, and let the signals and checks look at them, unless nothing ``looks``.

        Of a day that is past, that is: what they find today is kept for questions.
        """
        found = self._look(self._refresh(progress), looks=looks or self.as_of is None)
        assert self.index is not None
        kept = self.as_of is not None or self.index.meta("built") is not None
        if not kept:  # no build has kept follow-ups for questions
            self._keep(found)
        return found

    def _refresh(self, progress: Progress | None, places: Collection[str] | None = None) -> Fresh:
        """The facts, up to date. What is no sound index is dropped and made again."""
        for attempt in (1, 2):
            try:
                index, last = self._opened()
                fresh = refresh(self.root, index, self.parser, _prepare, progress, last=last, places=places)
                index.begin()
                index.set_meta("today", self.today.isoformat())
                index.set_meta("me", owner(self.config.me, fresh.names))
                index.set_problems("settings", self._settings(fresh))
                index.commit()
                self.last = fresh
                return fresh
            except store.Damaged:
                self.forget()
                if attempt == 2:
                    raise
                store.discard(self.folder)
            except BaseException:
                self.forget()
                raise
        raise AssertionError("the loop returns or raises")

    def _opened(self) -> tuple[store.Index, Fresh | None]:
        """The index, and what is known of it: nothing if it was just opened, or others wrote into it."""
        if self.index is not None and self.last is not None and self.index.is_ours():
            return self.index, self.last
        self.close()
        self.index = store.open_index(self.folder, self._fingerprint())
        return self.index, None

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

    def _look(self, fresh: Fresh, *, but: str = "", looks: bool = True) -> Facts:
        """Let the signals and checks look at the facts. Problems of the stage ``but`` are left out."""
        assert self.index is not None
        me = owner(self.config.me, fresh.names)
        past = Past(self.as_of, self.today) if self.as_of else None
        if past:
            names = names_then(fresh.names, past.day)
            with closing(store.look_back(self.folder, past)) as index:
                shot, known = self.camera.take(index, names, past.day, me), index.problems(but)
        else:
            names = fresh.names
            shot, known = self.camera.take(self.index, names, self.today, me), self.index.problems(but)
        follow_ups, dealt, wrong = self._found(shot) if looks else ((), (), [])
        every = tuple(sorted({*known, *wrong}))
        return Facts(
            Path(self.root),
            shot.today,
            self.config,
            self.plugins,
            shot,
            follow_ups,
            every,
            names,
            me,
            past,
            dealt,
        )

    def _found(self, shot: Snapshot) -> tuple[tuple[FollowUp, ...], tuple[FollowUp, ...], list[Problem]]:
        """What is due, what was due this morning with whom was dealt with today, and what is wrong."""
        follow_ups, problems = self.finder.find(shot)
        dealt, more = self._dealt(shot)
        return follow_ups, dealt, [*problems, *more, *self.checker.find(shot)]

    def _dealt(self, shot: Snapshot) -> tuple[tuple[FollowUp, ...], list[Problem]]:
        """What those who were dealt with today were due for this morning, and what is wrong with the signals."""
        gone = dealt_with(shot)
        if not gone:
            return (), []
        found, problems = self.morning.find(as_it_was(shot, gone))
        return tuple(one for one in found if one.contact in gone), problems

    # --- dashboards ---

    def see(self, progress: Progress | None = None, places: Collection[str] | None = None) -> Seen:
        """See what is to be done; nothing is written into the vault yet.

        ``places`` are the folders in which something may have changed, if that is known.
        """
        from vaultnet import starting  # who only reads has no use for these
        from vaultnet.planners import intake
        from vaultnet.writing import Changed

        if self.config_problems:
            raise Refused("The settings are wrong, so nothing was built.", self.config_problems)
        fresh = self._refresh(progress, places)
        facts = self._look(fresh, but="build")  # those are found anew
        wanted = publish.dashboards(self.root, facts)
        last = self._last_outputs()
        found = publish.standing(self.root, facts, wanted, last or ())
        facts = replace(facts, problems=tuple(publish.but_copies(facts.problems, found)))
        strays = publish.strays(fresh.dashboards - found.keys(), facts)
        facts = replace(facts, problems=tuple(sorted({*facts.problems, *strays}))) if strays else facts
        rendered = publish.render(facts, wanted, found, self.pages)
        self.resting |= resting(self.root, found, self._as_built, self.rest)
        rendered = rendered.but(self.resting)
        if last:
            there = {path for path, data in found.items() if isinstance(data, bytes) and path in last}
            self.saved |= {path for path in there if files.stamp_of(f"{self.root}/{path}") != last[path]}
            self.gone |= {path for path in rendered.texts if last.get(path) and found.get(path) is None}
        if facts.past:  # what was ticked or typed since then is not that day's
            nothing = intake.Intake({}, (), (), dict.fromkeys(found, ()), frozenset())
            return Seen(self.root, fresh, facts, rendered, found, nothing)
        self.first = self.first or rendered.texts
        untouched = {path for path, data in self.made.items() if found.get(path) == data}
        pages = [
            page._replace(fresh=f"{page.fresh}\n{self.first.get(page.path, '')}")
            for page in publish.pages(found, rendered.texts)
            if page.path not in self.resting and page.path not in untouched
        ]
        try:
            start = starting.contacts(facts)
            taken = intake.take_in(facts, partial(files.read, self.root), pages, start, self.refusing)
        except FileNotFoundError as error:  # a note that was there when the vault was listed
            raise Changed(os.path.relpath(error.filename, self.root)) from None
        taken = replace(taken, typed={**dict.fromkeys(untouched, ()), **taken.typed})
        memo.let_go()
        return Seen(self.root, fresh, facts, rendered, found, taken)

    def _last_outputs(self) -> Mapping[str, files.Stamp | None] | None:
        """The dashboards as the last build left them, if that is known."""
        if self.outputs is None:
            last = record.load(self.root)
            known = {**(last.outputs if last else {}), **self.ours}
            self.outputs = known if last or self.ours else None
        return self.outputs

    def _as_built(self) -> Iterator[Mapping[str, files.Stamp | None]]:
        """The dashboards as builds left them, as far as is known: the last, ours, and another process's."""
        yield self.outputs or {}
        yield self.ours
        if last := record.load(self.root):
            yield last.outputs

    def write(self, seen: Seen) -> Report:
        """Write the dashboards. What the next build needs to know of it is kept by `remember`."""
        waiting = seen.intake.ticked if seen.intake.operations else frozenset()
        actions = tuple(action for action in seen.actions() if action.path not in waiting)
        inbox = seen.inbox if any(action.rescued for action in actions) else publish.INBOX
        rescued = publish.carry_out(self.root, actions, inbox)
        paths = {*seen.rendered.kept, *waiting, *(action.path for action in actions)}
        self.outputs = {
            path: None if path in self.resting else files.stamp_of(f"{self.root}/{path}") for path in paths
        }
        self.left = Left(
            seen,
            *as_left(seen.fresh, seen.found, actions, self.outputs, self.settled),
            dashboards=len(paths) - sum(action.kind == "remove" for action in actions),
            done=not waiting and not self.resting,
        )
        self.made = {path: text.encode() for path, text in seen.rendered.texts.items() if path not in waiting}
        wait = max(self.resting.values(), default=0.0)
        saved = tuple(sorted(self.saved - self.resting.keys()))
        return replace(
            seen.report(actions),
            rescued=tuple(rescued),
            resting=wait,
            saved=saved,
            gone=tuple(sorted(self.gone)),
        )

    # --- what is kept for the next build ---

    def remember(self) -> None:
        """Keep what the next build, in whatever process, needs to see that there is nothing to do."""
        left, index = self.left, self.index
        assert left is not None
        assert index is not None
        problems = left.seen.rendered.problems
        known = set(index.problems("build"))
        index.begin()
        index.set_problems("build", [problem for problem in problems if problem not in known])
        self._keep(left.seen.facts)
        fresh = left.seen.fresh
        young = any(stamp and files.racy(stamp, fresh.now) for stamp in self.watched.values())
        errors = sum(problem.severity == "error" for problem in problems)
        counts = record.Summary(left.seen.facts.snapshot.notes, left.dashboards, errors, len(problems))
        failed = left.seen.has_failed  # so that the next build tries again, and says it again
        sure = left.done and left.unsure is not None and not young and not failed
        today = self.today.isoformat() if sure else ""  # no day is "", so it is looked at closer
        odd, unsure = fresh.walk.odd, left.unsure or {}
        outputs = dict(self.outputs or {})
        record.save(
            self.root,
            record.Record(today, self.pinned, left.folders, odd, self.watched, outputs, unsure, counts),
        )

    def remember_if_ours(self) -> bool:
        """Keep it some time after the build; False if somebody has changed or damaged the index meanwhile."""
        try:
            if self.index is None or not self.index.is_ours():
                return False
            self.remember()
        except store.Damaged:
            return False
        return True

    def _keep(self, found: Facts) -> None:
        """Keep the follow-ups, for questions."""
        assert self.index is not None
        self.index.begin()
        self.index.set_follow_ups(found.follow_ups)
        self.index.set_meta("built", found.today.isoformat())
        self.index.commit()


class Left(NamedTuple):
    """A vault as a build left it."""

    seen: Seen
    folders: files.Folders
    """All notes with their stamps, the dashboards as they were written."""
    unsure: dict[str, bytes] | None
    """The digests of the notes whose stamps prove nothing; None for too many."""
    dashboards: int
    done: bool
    """Nothing waits for another build."""


def _prepare() -> None:
    """Import what rendering needs while other processes read."""
    import vaultnet.dashboards
    import vaultnet.render  # noqa: F401
