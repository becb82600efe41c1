"""A watch under an edit each 50 ms, killed and started again each minute; then one that is left alone half as long.

What it holds in memory and open is written down every few seconds. In the end the dashboards are those of a clean
build.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from statistics import linear_regression, median
from typing import NamedTuple
from unittest import mock

from torture import owner
from torture.figures import Figure
from torture.mirror import Mirror
from torture.owner import Owner
from torture.stage import TODAY, compiled_once, scratch
from torture.watched import Watched

LIFE = 60
"""Seconds after which the watch is killed."""
EACH = 0.05
"""Seconds from edit to edit."""
SAMPLES = 60
"""How often a life is looked at."""
WARM_UP = 120
"""Seconds in which what is kept for the next build, and the system's own store of memory, fill."""
GROWTH = 2 << 20
"""Bytes by which the end of a life may be above its beginning after that; more is no noise."""
FILES = 6
"""Files by which it may differ how many are open: some are open for a moment."""
PATIENCE = 45.0
"""Seconds in which the dashboards have to become right."""


class Sample(NamedTuple):
    """What a watch holds, so many seconds after its beginning."""

    at: float
    memory: int
    """Bytes."""
    descriptors: int


def run(size: int, seed: int) -> list[Figure]:
    """Go on for so many seconds, and half as many with the one that is not killed."""
    with scratch() as folder, compiled_once():
        place = Path(os.path.realpath(folder))
        places = {"VAULTNET_STATE": str(place / "state"), "VAULTNET_CACHE": str(place / "cache")}
        with mock.patch.dict(os.environ, {**places, "VAULTNET_TODAY": TODAY}):
            return list(_Soak(place, size, random.Random(seed)).figures())


class Life(NamedTuple):
    """One watch, from its beginning to its end."""

    samples: tuple[Sample, ...]

    def grew(self) -> int:
        """By how many bytes the second half is above the first, once it has warmed up; 0 if it never has."""
        late = [sample.memory for sample in self._late()]
        half = len(late) // 2
        return int(median(late[half:]) - median(late[:half])) if half else 0

    def _late(self) -> list[Sample]:
        return [sample for sample in self.samples if sample.at >= WARM_UP]

    def of_memory(self) -> str:
        """Say what it held in memory."""
        memory = [sample.memory for sample in self.samples]
        said = f"first {_mib(memory[0])}, last {_mib(memory[-1])}, at most {_mib(max(memory))} MiB"
        late = self._late()
        if len(late) < 2:
            return said
        slope = linear_regression([one.at for one in late], [one.memory for one in late]).slope * 60
        return f"{said}; after the first {WARM_UP} seconds {slope / 2**20:+.2f} MiB a minute"

    def of_files(self) -> str:
        """Say how many files it had open."""
        count = [sample.descriptors for sample in self.samples]
        return f"first {count[0]}, last {count[-1]}, at most {max(count)}"


class _Soak:
    """The vault, who edits it, and the lives of its watches."""

    def __init__(self, place: Path, size: int, chance: random.Random) -> None:
        self.root, self.size, self.chance = place / "vault", size, chance
        self.lives = max(1, size // LIFE)
        owner.found_a_vault(self.root)
        (place / "outside").mkdir()
        self.owner = Owner(self.root, place / "outside")
        self.mirror = Mirror(self.root, place / "copy", date.fromisoformat(TODAY))
        self.edits = self.builds = 0
        self.odd: list[str] = []

    def figures(self) -> Iterator[Figure]:
        """Live all the lives."""
        killed = [self._killed(self.size / self.lives) for _ in range(self.lives)]
        edits, builds = self.edits, self.builds
        watch = self._start()
        found = self._settled(watch)
        note = f"{edits:,} edits, {self.lives} kills, {builds:,} builds that were told of"
        yield Figure("dashboards after an edit each 50 ms and the kills", 1, bool(found), found or note)
        life = self._live(watch, self.size / 2)
        found = self._settled(watch)
        self._end(watch, watch.stop())
        note = f"{self.edits - edits:,} edits, {self.builds - builds:,} builds"
        yield Figure("dashboards after more of them and no kill", 1, bool(found), found or note)
        samples = len(life.samples)
        yield Figure(
            "memory of the watch that was not killed", samples, life.grew() > GROWTH, life.of_memory()
        )
        leaks = life.samples[-1].descriptors > life.samples[0].descriptors + FILES
        yield Figure("files that it had open", samples, leaks, life.of_files())
        yield from self._of_the_killed(killed)
        yield Figure(
            "watches that said what they should not", self.lives + 1, len(self.odd), "; ".join(self.odd[:3])
        )

    def _of_the_killed(self, lives: list[Life]) -> Iterator[Figure]:
        last = [life.samples[-1] for life in lives]
        memory = " ".join(_mib(sample.memory) for sample in last)
        files = " ".join(str(sample.descriptors) for sample in last)
        more = last[-1].memory - last[0].memory > 5 * GROWTH
        yield Figure(
            "memory of those that were killed", self.lives, more, f"at the end of each: {memory} MiB"
        )
        leaks = (
            max(sample.descriptors for sample in last) > min(sample.descriptors for sample in last) + FILES
        )
        yield Figure("files that they had open", self.lives, leaks, f"at the end of each: {files}")

    # --- lives ---------------------------------------------------------------------------------------------

    def _killed(self, seconds: float) -> Life:
        watch = self._start()
        life = self._live(watch, seconds)
        watch.kill()
        self._end(watch, 0)
        return life

    def _start(self) -> Watched:
        watch = Watched(self.root)
        if not watch.started():
            self.odd.append("one did not start")
        return watch

    def _live(self, watch: Watched, seconds: float) -> Life:
        """Edit for so many seconds."""
        began = time.monotonic()
        samples: list[Sample] = []
        number = 0
        while (at := time.monotonic() - began) < seconds and watch.is_alive():
            if at >= len(samples) * seconds / SAMPLES:
                samples.append(Sample(at, watch.memory(), watch.descriptors()))
            self._edit()
            number += 1
            watch.quiet(began + number * EACH - time.monotonic())
        self.edits += number
        if not watch.is_alive():
            self.odd.append("one ended by itself")
        samples.append(Sample(time.monotonic() - began, watch.memory(), watch.descriptors()))
        return Life(tuple(samples))

    def _settled(self, watch: Watched) -> str:
        self.owner.let_go()
        return self.mirror.settled(watch.hear, PATIENCE)[0]

    def _end(self, watch: Watched, code: int) -> None:
        self.builds += len(watch.builds)
        if code:
            self.odd.append(f"one ended with {code}")
        self.odd += [line for line in watch.unexpected() if "Error: " not in line and line[:1] != " "]

    # --- edits ---------------------------------------------------------------------------------------------

    def _edit(self) -> None:
        """Do one thing to the vault."""
        chance, hand = self.chance, self.owner
        path = f"{chance.choice(owner.PLACES)}{chance.choice(owner.NAMES)}.md"
        text, way, which = chance.choice(owner.TEXTS), chance.choice(owner.WAYS), chance.randrange(10_000)
        acts: dict[Callable[[], None], int] = {
            lambda: hand.write(path, text, way): 50,
            lambda: hand.hold(path, text): 6,
            hand.let_go: 4,
            lambda: hand.rename(which, path): 8,
            lambda: hand.rename_case(which): 2,
            lambda: hand.delete(which): 12,
            lambda: hand.disguise(which): 2,
            lambda: hand.tick(which, "x", chance.choice(owner.SAID), way): 6,
            lambda: hand.scribble(which, "", way): 2,
            lambda: hand.lose_page(which): 1,
            lambda: hand.grow(chance.choice(owner.NAMES), text, which % 4): 2,
            lambda: hand.rename_folder(which, chance.choice(("Old", "New"))): 2,
            lambda: hand.remove_folder(which): 1,
            lambda: hand.configure(chance.choice(owner.SETTINGS[:-1]), way): 1,
            lambda: hand.template(chance.choice(owner.TEMPLATES)): 1,
        }
        with suppress(OSError):  # a folder that is there no more
            chance.choices(list(acts), list(acts.values()))[0]()


def _mib(size: int) -> str:
    return f"{size / 2**20:.1f}"
