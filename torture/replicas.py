"""Two laptops and a phone share a vault for thousands of rounds, by a real git, and nothing is lost or done twice.

In each round something is done on some devices, and some of them are brought together: by merging or rebasing, with
the dashboards shared or ignored. Every few rounds all of them sync until nothing moves any more, and what they hold
is compared with what was done. A vault lives for so many rounds, then another one is begun. Beside it stands what
becomes of dashboards that are committed like any other file.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from torture import replica_acts, replica_truth
from torture.figures import Figure
from torture.replica_devices import PAGES, Broken, Device, Laptop, Looked, Phone, Way, workshop
from torture.replica_truth import Truth
from torture.stage import scratch

WAYS = (Way(False, True), Way(True, True))
CONTROL = Way(False, True, plain=True)
LIFE = 50
"""Rounds that one vault lives."""
LOOK = 10
"""Rounds between two looks at everything."""
_SIDE_BY_SIDE = 3
"""Vaults at a time."""
_QUIET = 6
"""How often all devices may sync in turn until nothing moves."""
_LAWS = (
    ("person", "rounds, and those in which a generated note needed a person"),
    (replica_truth.LOST_TICKS, "ticks, and those that were lost"),
    (replica_truth.LOST_WORDS, "words typed, and those that were lost"),
    (replica_truth.DOUBLE, "ticks, and those that became two interactions"),
    ("equal", "looks at all devices, and differences between them or from a clean build"),
    ("broken", "syncs and commands, and those that came to no good end"),
)

_NOTES = {
    "here": "with a clash in a note on a laptop",
    "away": "with a conflict in a note on the phone",
    "doubled": "in which git alone doubled a property",
}
"""Rounds in which a person had something to do with a note."""


@dataclass
class Tally:
    """What was counted."""

    tried: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    ticks: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    """Rounds in which a note needed a person."""
    examples: dict[str, list[str]] = field(default_factory=dict)

    def lose(self, what: str, example: str) -> None:
        """Count something that went wrong."""
        self.lost[what] += 1
        self.examples.setdefault(what, []).append(example)

    def add(self, other: Tally) -> None:
        """Add what was counted elsewhere."""
        for name in ("tried", "lost", "acts", "ticks", "notes"):
            getattr(self, name).update(getattr(other, name))
        for what, found in other.examples.items():
            self.examples.setdefault(what, []).extend(found)


def run(size: int, seed: int) -> list[Figure]:
    """Live ``size`` rounds by merging and by rebasing, and a tenth of that without what vaultnet has for git."""
    return lived({**dict.fromkeys(WAYS, size), CONTROL: -(-size // 10)}, seed)


def lived(rounds: Mapping[Way, int], seed: int) -> list[Figure]:
    """Live so many rounds in each way, and tell on standard error what each vault has come to."""
    lives = [
        (way, number, min(LIFE, count - number * LIFE))
        for number in range(-(-max(rounds.values()) // LIFE))
        for way, count in rounds.items()
        if number * LIFE < count
    ]
    tallies = {way: Tally() for way in rounds}
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(_SIDE_BY_SIDE, forked) as pool:
        given = [pool.submit(live, *one, seed) for one in lives]
        for (way, number, _), one in zip(lives, given, strict=True):
            tally = one.result()
            tallies[way].add(tally)
            print(_line(way, number, tally), file=sys.stderr, flush=True)
    return [figure for way, tally in tallies.items() for figure in _figures(way, tally)]


def _line(way: Way, number: int, tally: Tally) -> str:
    """Say what one vault has come to, for whoever waits."""
    said: dict[str, Any] = {"way": str(way), "life": number}
    said |= {name: dict(getattr(tally, name)) for name in ("tried", "lost", "acts", "ticks", "notes")}
    return json.dumps(said | {"examples": tally.examples})


def _figures(way: Way, tally: Tally) -> Iterator[Figure]:
    for what, said in _LAWS:
        notes = {"person": _counted(tally.notes), replica_truth.LOST_TICKS: _counted(tally.ticks)}.get(
            what, ""
        )
        notes = _counted(tally.acts) if what == "broken" else notes
        examples = [f"for example {one}" for one in tally.examples.get(what, [])[:2]]
        tried = tally.tried[{replica_truth.DOUBLE: replica_truth.LOST_TICKS}.get(what, what)]
        note = "; ".join(filter(None, (notes, *examples)))
        yield Figure(f"{way}: {said}", tried, tally.lost[what], note, ours=not way.plain)


def _counted(found: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in sorted(found.items()))


# --- one vault -------------------------------------------------------------------------------------


def live(way: Way, number: int, rounds: int, seed: int) -> Tally:
    """Live some rounds with a new vault."""
    with scratch() as folder, workshop(Path(folder), way):
        life = Life(Path(os.path.realpath(folder)), way, Random(f"{seed} {way} {number}"))
        for at in range(rounds):
            life.where = f"{way}, vault {number}, round {at}"
            life.round()
            if at % LOOK == LOOK - 1 or at == rounds - 1:
                life.look()
        life.end()
        return life.tally


class Life:
    """A vault on three devices."""

    def __init__(self, place: Path, way: Way, chance: Random) -> None:
        self.place, self.way, self.chance = place, way, chance
        self.tally, self.truth, self.looked = Tally(), Truth(), Looked()
        self.where = ""
        self.day = replica_acts.START + timedelta(chance.randrange(200))
        self.owner = replica_acts.Owner(chance, self.truth)
        self.one, self.two = (Laptop(place, name, way, self.looked) for name in ("one", "two"))
        self.phone = Phone(place, "phone", way, self.looked)
        self.devices: tuple[Laptop | Phone, ...] = (self.one, self.two, self.phone)
        self._words = 0
        self._begin()

    def _begin(self) -> None:
        Device.clock = 0
        hub = Device(self.place, "hub.git", self.way, self.looked)
        hub.root.mkdir()
        hub.git("init", "-q", "--bare", "-b", "main")
        self._today(self.day)
        self._clone(self.one)
        replica_acts.begin(self.one, self.truth, self.chance)
        self.one.write(
            "vaultnet.toml", f"[dashboards]\nreach_out = 6\nshare = {str(self.way.share).lower()}\n"
        )
        if not self.way.plain:
            self.one.do("git", "setup")
        self.one.do("build")
        self.one.commit("the beginning")
        self.one.git("push", "-q", "-u", "origin", "main")
        for device in (self.two, self.phone):
            self._clone(device)

    def _clone(self, device: Device) -> None:
        hub = Device(self.place, "", self.way, self.looked)
        hub.git("clone", "-q", "hub.git", device.name)
        if self.chance.random() < 0.3:
            device.git("config", "merge.conflictStyle", "diff3")

    def _today(self, day: date) -> None:
        self.day = day
        for device in self.devices:
            device.today = day

    def round(self) -> None:
        """Let something happen on some devices, and bring some of them together."""
        if self.chance.random() < 0.5:
            self._today(self.day + timedelta(self.chance.choice((1, 1, 1, 2, 4))))
        before = self._seen()
        for device in self.chance.sample(self.devices, 3):
            for _ in range(self.chance.choice((0, 1, 1, 2))):
                self._try(lambda device=device: self.tally.acts.update([self.owner.act(device)]))
            self._bring(device)
        self.tally.tried["person"] += 1
        self._count(before)

    def _bring(self, device: Laptop | Phone) -> None:
        """Bring a device together with the others, or not yet."""
        way = self.chance.random()
        if isinstance(device, Phone):
            if way < 0.5:
                self._try(device.sync)
                self.owner.pulled(device)
            elif way < 0.7:
                device.commit("phone, offline")
        elif way < 0.35:
            self._try(device.sync)
            self.owner.pulled(device)
        elif isinstance(device, Laptop) and not self.way.plain:
            if way < 0.4:
                self._try(device.offline)
                self.owner.pulled(device)
            elif way < 0.46:
                self._try(lambda: self._by_hand(device))

    def _by_hand(self, laptop: Laptop) -> None:
        """Pull with nothing but git; sync before anybody else sees what came of it, or only the next time."""
        laptop.pull_by_hand()
        self.owner.pulled(laptop)
        if not laptop.is_paused() and self.chance.random() < 0.5:
            laptop.offline()
            self.owner.pulled(laptop)

    def _try(self, do: Any) -> None:
        self.tally.tried["broken"] += 1
        try:
            do()
        except Broken as error:
            self.tally.lose("broken", f"{error} ({self.where})")
            for device in self.devices:
                if device.is_paused():
                    device.git("merge", "--abort", ok=False)
                    device.git("rebase", "--abort", ok=False)

    def _seen(self) -> dict[str, int]:
        """How much a person had to look at so far."""
        return {what: len(getattr(self.looked, what)) for what in ("generated", *_NOTES)}

    def _count(self, before: dict[str, int]) -> bool:
        """Count what a person had to look at since; tell whether a generated note was among it."""
        generated = self.looked.generated[before["generated"] :]
        if generated:
            self.tally.lose("person", f"{', '.join(generated)} ({self.where})")
        for what, said in _NOTES.items():
            self.tally.notes[said] += len(getattr(self.looked, what)) > before[what]
        return bool(generated)

    # --- looking -----------------------------------------------------------------------------------------

    def look(self) -> None:
        """Sync all until nothing moves, and compare what they hold with what was done."""
        before = self._seen()
        self.tally.tried["equal"] += 1
        for _ in range(_QUIET):
            for device in self.devices:
                self._try(device.sync)
                self.owner.pulled(device)
            heads = {device.head() for device in self.devices}
            if len(heads) == 1:
                break
        else:
            self.tally.lose("equal", f"they never come to rest ({self.where})")
        if not self._count(before) or not self.way.plain:
            self._same()
        self._law()
        self.owner.pending.clear()

    def _same(self) -> None:
        """Compare the devices with each other, and with a clean build."""
        for device in self.devices:
            if said := device.git("status", "--porcelain", "-uall")[1]:
                self.tally.lose("equal", f"{device.name} differs from its commit: {said} ({self.where})")
            litter = [path.name for path in device.root.rglob(".vaultnet-*")]
            if litter:
                self.tally.lose("equal", f"{device.name} has {litter} ({self.where})")
        clean = Laptop(self.place, "clean", self.way, self.looked)
        clean.today = self.day
        notes = self.chance.choice((self.one, self.two))
        for name in ("clean", "state/clean", "cache/clean"):
            shutil.rmtree(self.place / name, ignore_errors=True)
        shutil.copytree(notes.root, clean.root, ignore=shutil.ignore_patterns(".git", PAGES.rstrip("/")))
        clean.do("build")
        wanted = clean.pages()
        for device in self.devices if self.way.share else (self.one, self.two):
            found = device.pages()
            differ = sorted(path for path in {*found, *wanted} if found.get(path) != wanted.get(path))
            if differ:
                self.tally.lose("equal", f"{device.name}: {', '.join(differ)} ({self.where})")

    def _law(self) -> None:
        """Judge by the notes of one device and by its index; the others hold the same."""
        self.tally.tried[replica_truth.LOST_TICKS] += self.truth.ticks.total()
        self.tally.ticks += self.truth.ticks
        self.truth.ticks.clear()
        self.tally.tried[replica_truth.LOST_WORDS] += self.truth.said - self._words
        self._words = self.truth.said
        met: dict[str, set[date]] = {}
        code, said = self.one.vaultnet("query", "--json", "select contact, day from interactions")
        rows = json.loads(said)["data"]["rows"] if not code else []
        for row in rows:
            met.setdefault(row["contact"], set()).add(date.fromisoformat(row["day"]))
        for kind, examples in replica_truth.judge(self.truth, self.one.notes(), met, self.day).items():
            for example in examples:
                self.tally.lose(kind, f"{example} ({self.where})")

    def end(self) -> None:
        """Have git look at every repository."""
        for name in ("hub.git", *(device.name for device in self.devices)):
            code, said = Device(self.place, name, self.way, self.looked).git(
                "fsck", "--no-dangling", ok=False
            )
            if code or re.search(r"(?m)^(error|missing|broken)", said):
                self.tally.lose("equal", f"git fsck in {name}: {said} ({self.where})")
