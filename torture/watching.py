"""A watch beside an owner, editors, sync tools and git: after each burst the dashboards are those of a clean build.

Hypothesis chooses who does something. A sequence is one vault with one watch after another; in it come bursts, and
after each of them nothing is done until the dashboards are right, or have not become right in time. What exactly is
done is left to chance, which is another in each sequence: Hypothesis likes to try again what it tried before.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import signal
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyStrategyDefinition
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from torture import owner
from torture.figures import Figure
from torture.mirror import FOLDERS, Mirror, tree
from torture.owner import Owner
from torture.stage import TODAY, compiled_once, scratch
from torture.watched import Watched
from vaultnet import record
from vaultnet.__main__ import main as vaultnet

PATIENCE = 45.0
"""Seconds after a burst in which the dashboards have to become right: less than the watch's own slow timer."""
STEPS = 40
"""Things that happen in a sequence at most."""

Choices = Mapping[str, Sequence[Sequence[Any]]]
"""What an owner may do: the names of methods, and what each of their arguments is chosen from."""

_SOME = range(10_000)
"""Which one of those there are, however many there are."""
_PATHS = [f"{place}{name}.md" for place in owner.PLACES for name in owner.NAMES]
_EITHER = (False, True)

NOTES: Choices = {
    "write": (_PATHS, owner.TEXTS, owner.WAYS),
    "hold": (_PATHS, owner.TEXTS),
    "let_go": (),
    "rename": (_SOME, _PATHS),
    "rename_case": (_SOME,),
    "delete": (_SOME,),
    "disguise": (_SOME,),
    "pass_by": (_SOME, owner.PASSING, _EITHER),
    "conflict": (_SOME, owner.COPIES, owner.TEXTS),
}
TREES: Choices = {
    "grow": (owner.NAMES, owner.TEXTS, range(5)),
    "carry_out": (_SOME,),
    "carry_in": (_SOME, owner.NAMES, owner.TEXTS),
    "rename_folder": (_SOME, ("Old", "People", "New", "old")),
    "remove_folder": (_SOME,),
}
DASHBOARDS: Choices = {
    "tick": (_SOME, "xX->?", owner.SAID, owner.WAYS),
    "scribble": (_SOME, ("", "    - ", "\t"), owner.WAYS),
    "lose_page": (_SOME,),
    "keep_page": (_SOME,),
    "old_page": (_SOME, owner.WAYS),
}
SETTINGS: Choices = {
    "configure": (owner.SETTINGS, owner.WAYS),
    "template": (owner.TEMPLATES,),
    "daily": (("Daily", "Old", ""),),
}
GIT: Choices = {"switch": (), "merge": (), "end_merge": (_EITHER,)}
COMMANDS = (
    ("build",),
    ("due",),
    ("log", "Ada Lovelace", "--kind", "coffee", "Talked of looms."),
    ("snooze", "Grace Hopper", "2w"),
    ("skip", "Robin"),
    ("undo",),
)
TO_THE_WATCH = ("hear", "hear", "reload", "stop", "go on", "kill", "away", "swap", "cache")


@dataclass
class Tally:
    """What was tried in all sequences, and what went wrong."""

    place: Path
    sequences: int = 0
    bursts: int = 0
    words: int = 0
    watches: int = 0
    builds: int = 0
    slowest: float = 0.0
    differences: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Watches that ended by themselves, or said what nobody would expect."""

    def figures(self) -> list[Figure]:
        """Give the lines of the report."""
        slow = f"{self.builds:,} builds; the slowest burst was taken in after {self.slowest:.1f} s"
        all_well = f"{self.sequences:,} sequences, {slow}"
        rows = (
            ("bursts, after which the dashboards are those of a clean build", self.bursts, self.differences),
            ("bursts, after which a word typed on a dashboard is nowhere", self.bursts, self.lost),
            ("watches that said or did what they should not", self.watches, self.wrong),
        )
        notes = (all_well, f"{self.words:,} words typed", "")
        return [
            Figure(what, tried, len(wrong), " / ".join(wrong[:3]) or note)
            for (what, tried, wrong), note in zip(rows, notes, strict=True)
        ]


def run(size: int, seed_of_all: int) -> list[Figure]:
    """Run so many sequences."""
    with scratch() as folder, compiled_once():
        place = Path(os.path.realpath(folder))
        places = {"VAULTNET_STATE": str(place / "state"), "VAULTNET_CACHE": str(place / "cache")}
        with mock.patch.dict(os.environ, {**places, "VAULTNET_TODAY": TODAY}):
            owner.found_a_vault(place / "pattern")
            tally = Tally(place)

            class Sequence(Hands):
                told = tally

            for number in count(seed_of_all):
                # A watch takes its own time: what is drawn again may go another way, and then it is begun anew.
                with suppress(FlakyStrategyDefinition):
                    run_state_machine_as_test(
                        seed(number)(Sequence), settings=_settings(size - tally.sequences)
                    )
                if tally.sequences >= size:
                    break
    return tally.figures()


def _settings(size: int) -> settings:
    return settings(
        max_examples=size,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # what differs is counted, and the run goes on
        suppress_health_check=list(HealthCheck),
    )


class Hands(RuleBasedStateMachine):
    """Those who have their hands on a vault, beside its watch."""

    told: ClassVar[Tally]

    def __init__(self) -> None:
        super().__init__()
        self.told.sequences += 1
        self.base = self.told.place / f"sequence {self.told.sequences}"
        self.root, self.away = self.base / "vault", self.base / "away"
        (self.base / "outside").mkdir(parents=True)
        shutil.copytree(self.told.place / "pattern", self.root)
        self.owner = Owner(self.root, self.base / "outside")
        self.mirror = Mirror(self.root, self.base / "copy", date.fromisoformat(TODAY))
        self.chance = random.Random(0)
        self.options: tuple[str, ...] = ()
        self.watch: Watched | None = None
        self.spoiled = False
        self.log: list[str] = []
        """What was done since the last burst was over."""

    @initialize(number=st.integers(0, 2**32))
    def start(self, number: int) -> None:
        """Begin to watch."""
        self.chance = random.Random(f"{number} {self.told.sequences}")
        self.options = self.chance.choice(((), (), (), ("--poll", "0.2")))
        self._start()

    def _start(self) -> None:
        self.watch = Watched(self.root, *self.options)
        self.told.watches += 1
        if not self.watch.started():
            self._wrong("it did not start")

    @property
    def it(self) -> Watched:
        """The watch."""
        assert self.watch is not None
        return self.watch

    def teardown(self) -> None:
        """Look a last time, and once more after the watch was ended and a build has gone on from what it left."""
        if self.watch is None:
            return
        if not self.spoiled:
            self.quiet()
        code = self.it.stop()
        self._end_of_a_watch()
        if code:
            self._wrong(f"it ended with {code}")
        self._run("build")
        if not self.spoiled and (found := self.mirror.difference()):
            self._differs(f"after its end and a build: {found}")
        for folder in (record.cache_folder, record.state_folder):
            shutil.rmtree(folder(str(self.root)), ignore_errors=True)
        shutil.rmtree(self.base)

    # --- looking -----------------------------------------------------------------------------------------

    @invariant()
    def now_and_then(self) -> None:
        """End the burst, at times."""
        if self.watch and not self.spoiled and self.chance.random() < 0.25:
            self.quiet()

    def quiet(self) -> None:
        """Do nothing more until the dashboards are right."""
        self.owner.let_go()
        self.owner.end_merge(self.chance.random() < 0.5)
        self.it.signal(signal.SIGCONT)
        words = len(self.owner.words)
        self.told.bursts += 1
        found, seconds = self.mirror.settled(self.it.hear, PATIENCE)
        if found:
            self._differs(found)
        else:
            self.told.slowest = max(self.told.slowest, seconds)
            self.told.words += words
            self.told.lost += [f"{word} of {self._done()}" for word in self.owner.missing()]
        if not self.it.is_alive():
            self._wrong("it ended by itself")
            self._start()
        self.log.clear()

    def _differs(self, found: str) -> None:
        self.spoiled = True
        self.told.differences.append(f"sequence {self.told.sequences}: {self._done()}: {found}")

    def _wrong(self, what: str) -> None:
        said = " ".join(self.it.unexpected()[-3:])[:500]
        self.told.wrong.append(f"sequence {self.told.sequences}: {self._done()}: {what}: {said}")

    def _done(self) -> str:
        return ", ".join([*self.options, *self.log])

    def _end_of_a_watch(self) -> None:
        self.told.builds += len(self.it.builds)
        gone = (f"Error: {self.told.place}/cache/", f"Error: {self.root}: No such file")
        expected = ("Error: The settings are wrong", " " * 10, *gone)
        if odd := [line for line in self.it.unexpected() if not any(one in line for one in expected)]:
            self._wrong(f"it said {odd[0]}")

    # --- what happens --------------------------------------------------------------------------------------

    @rule()
    def on_notes(self) -> None:
        """Edit, rename and delete notes."""
        self._do(NOTES)

    @rule()
    def on_folders(self) -> None:
        """Make, move and delete folders."""
        self._do(TREES)

    @rule()
    def on_dashboards(self) -> None:
        """Tick dashboards, type into them, lose them and bring old ones."""
        self._do(DASHBOARDS)

    @rule()
    def on_settings(self) -> None:
        """Change settings and templates."""
        self._do(SETTINGS)

    @rule()
    def with_git(self) -> None:
        """Switch branches and merge them."""
        self._do(GIT)
        if self.owner.is_merging() and self.chance.random() < 0.5:
            self._pause()

    def _do(self, choices: Choices) -> None:
        if self.spoiled:
            return
        name = self.chance.choice(list(choices))
        given = [self.chance.choice(values) for values in choices[name]]
        self.log.append(" ".join(map(_short, (name, *given))))
        getattr(self.owner, name)(*given)

    def _pause(self) -> None:
        """Wait until the watch waits for git; then nothing is built until that is over."""
        self.it.signal(signal.SIGCONT)
        if not self.it.hear_of("in the middle of a merge"):
            self._wrong("it does not wait for a merge")
        before = _dashboards(self.root)
        self.owner.write("People/Robin.md", owner.TEXTS[1], "in place")
        self.it.hear(0.2)
        after = _dashboards(self.root)
        changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        if changed:
            self._wrong(f"it built in the middle of a merge: {', '.join(changed)}")

    @rule()
    def command(self) -> None:
        """Have another command write into the vault."""
        if self.owner.is_merging() or self.spoiled:
            return
        self.it.signal(signal.SIGCONT)  # it may hold the lock
        words = self.chance.choice(COMMANDS)
        self.log.append(" ".join(words))
        self._run(*words)

    def _run(self, *words: str) -> None:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as said:
            code = vaultnet(["--vault", str(self.root), *words])
        if code not in (0, 1):
            self._wrong(f"{words[0]} ended with {code}: {said.getvalue()[-300:]}")

    @rule()
    def to_the_watch(self) -> None:
        """Let the watch say something, or do something to it, or to all of the vault or the cache."""
        if self.spoiled:
            return
        what = self.chance.choice(TO_THE_WATCH)
        self.log.append(f"({what})")
        if what == "hear":
            self.it.hear(self.chance.random() * 0.1)
        elif what == "reload":
            self.it.signal(signal.SIGHUP)
        elif what == "stop":  # as a machine that sleeps
            self.it.signal(signal.SIGSTOP)
        elif what == "go on":
            self.it.signal(signal.SIGCONT)
        elif what == "kill":
            self.it.kill()
            self._end_of_a_watch()
            self._start()
        elif what == "away":
            self._away()
        elif what == "swap":  # as a backup that is put back
            self.owner.let_go()
            self.owner.words.clear()  # the watch may move them from a file that is yet to be copied
            shutil.copytree(self.root, self.away, symlinks=True)
            self.root.rename(self.base / "before")
            self.away.rename(self.root)
            shutil.rmtree(self.base / "before", ignore_errors=True)
            self.owner.rest()
        else:
            shutil.rmtree(record.cache_folder(str(self.root)), ignore_errors=True)

    def _away(self) -> None:
        """Take the vault away for a while, as a drive that is taken out."""
        self.owner.let_go()
        self.root.rename(self.away)
        if self.chance.random() < 0.5:
            self.it.signal(signal.SIGCONT)
            if not self.it.hear_of("is not there"):
                self._wrong("it does not see that the vault is gone")
        (self.away / "People").mkdir(exist_ok=True)
        (self.away / "People/Away.md").write_text(owner.TEXTS[3])
        if self.root.exists():
            self._wrong("it made a vault where there was none")
            shutil.rmtree(self.root)
        self.away.rename(self.root)


def _dashboards(root: Path) -> dict[str, bytes]:
    """The dashboards, when nothing else comes or goes meanwhile."""
    while (found := tree(root)) is None:
        pass
    return {path: data for path, data in found.files.items() if path.startswith(FOLDERS)}


def _short(given: object) -> str:
    if given in owner.TEXTS[:-1]:
        return str(owner.TEXTS.index(given))
    return str(given).strip()
