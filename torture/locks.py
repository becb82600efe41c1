"""Eight processes write into one vault, others build it and read it beside them, and some are killed in between.

Each operation changes two notes, or makes one and changes another, under the lock and through the journal, as the
commands do. A process that is killed holds the lock, at a call by chance; another one takes its place. In the end
everything that was said to be done is there exactly once, and what was cut off is there whole or not at all.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from torture.figures import Figure
from torture.races import is_call
from torture.stage import Act, Stage, stage
from vaultnet import journal, writing
from vaultnet.operation import Change, Operation

PROCESSES = 8
SHARED = 24
"""Notes to which all processes add lines."""
_STUCK = 180.0
"""Seconds without a single operation after which everything counts as stuck."""
_CALLS = range(50, 310)
"""About the calls that an operation makes while it holds the lock: one of them may be a process's last."""


def run(size: int, seed: int) -> list[Figure]:
    """Let each process make ``size`` operations; then damage the cache as often, up to 300 times."""
    if why := possible():
        return [Figure("locks", 0, 0, why)]
    with stage() as made:
        made.begin(Act("build", ()))
        return [*_Crowd(made, size, seed).run(), _damaged(made, min(size, 300), random.Random(seed))]


def possible() -> str:
    """Why this can't be run here; ``""`` if it can."""
    return "" if hasattr(os, "fork") else "this system can't fork"


# --- one process -------------------------------------------------------------------------------------


class Task(NamedTuple):
    """One operation of one process."""

    process: int
    number: int

    @property
    def line(self) -> bytes:
        """What it adds to notes."""
        return b"- %d.%d\n" % self

    @property
    def note(self) -> str:
        """The note that it makes."""
        return f"Log/2026-11/{self.process}-{self.number}.md"

    @property
    def paths(self) -> tuple[str, ...]:
        """The notes that it changes."""
        first = (self.process * 7 + self.number) % SHARED
        if self.number % 4 == 0:
            return (self.note, _shared(first))
        return (_shared(first), _shared((first + 1 + self.number % 5) % SHARED))


def _shared(number: int) -> str:
    return f"People/Shared {number}.md"


def _work(root: str, process: int, numbers: range, told: int, fatal: dict[int, int]) -> None:
    """Be a process: make operations and tell of each; never returns. ``fatal`` says at which call one ends."""
    code = 70
    try:
        for number in numbers:
            task = Task(process, number)
            if number in fatal:
                os.write(told, _message(b"x", task))
                sys.setprofile(_Fuse(fatal[number]))
            mark = b"."
            try:
                with journal.writing_alone(root):
                    journal.carry_out(root, _plan(root, task))
            except journal.Waiting:
                mark = b"w"
            except (writing.Changed, OSError):
                mark = b"e"
            sys.setprofile(None)
            os.write(told, _message(mark, task))
        code = 0
    finally:
        os._exit(code)


def _plan(root: str, task: Task) -> Operation:
    changes = []
    for path in task.paths:
        before = None if path == task.note else Path(root, path).read_bytes()
        changes.append(Change(path, before, (before or b"") + task.line))
    return Operation("log", f"add {task.process}.{task.number}", tuple(changes))


class _Fuse:
    """Ends its process at a certain call."""

    def __init__(self, call: int) -> None:
        self.left = call

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        self.left -= event == "c_call" and is_call(frame, event, argument)
        if self.left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


_LENGTH = 6


def _message(mark: bytes, task: Task) -> bytes:
    return mark + bytes([task.process]) + task.number.to_bytes(4, "big")


# --- all of them -------------------------------------------------------------------------------------


class _Crowd:
    """The processes, and what they told."""

    def __init__(self, made: Stage, size: int, seed: int) -> None:
        self.made, self.size, self.root = made, size, str(made.vault)
        self.chance = random.Random(seed)
        self.told: dict[bytes, set[Task]] = {mark: set() for mark in (b".", b"x", b"w", b"e")}
        self.beside: Counter[str] = Counter()
        self.heard = 0
        self.stuck = 0
        self.killed = 0
        self.busy: dict[int, tuple[str, int]] = {}
        """What runs beside, and the processes themselves: what it is, and which one."""

    def run(self) -> list[Figure]:
        """Run them, and look what is there in the end."""
        for number in range(SHARED):
            path = self.made.vault / _shared(number)
            path.write_text(f"---\ntype: contact\n---\nNumber {number}.\n", encoding="utf-8")
        self.inbox, self.out = os.pipe()
        fatal = {process: self._fatal() for process in range(PROCESSES)}
        for process in range(PROCESSES):
            self._start(process, 0, fatal[process])
        self._follow(fatal)
        os.close(self.out)
        os.close(self.inbox)
        last = self.made.run(("build",))
        self._count("build", last.code)
        return list(self._figures())

    def _fatal(self) -> dict[int, int]:
        """At which operations a process ends, and at which call of it: at one in 50, and at one at least."""
        how_many = max(1, self.size // 50)
        numbers = self.chance.sample(range(self.size), how_many)
        return {number: self.chance.choice(_CALLS) for number in numbers}

    def _start(self, process: int, begin: int, fatal: dict[int, int]) -> None:
        child = os.fork()
        if not child:
            os.close(self.inbox)
            _work(self.root, process, range(begin, self.size), self.out, fatal)
        self.busy[child] = ("work", process)

    def _follow(self, fatal: dict[int, dict[int, int]]) -> None:
        """Hear what they tell until all are through; build and read beside them meanwhile."""
        at = dict.fromkeys(range(PROCESSES), 0)
        every = max(10, PROCESSES * self.size // 40)
        until = time.monotonic() + _STUCK
        while self.busy:
            if self._hear(at, every, 0.05):
                until = time.monotonic() + _STUCK
                continue
            if time.monotonic() > until:
                self._give_up()
            ended = list(_ended())
            while self._hear(at, every, 0):  # what they told before their end, after we had looked
                pass
            for child, status in ended:
                what, process = self.busy.pop(child)
                if what != "work":
                    self._count(what, os.waitstatus_to_exitcode(status))
                elif os.WIFSIGNALED(status) and not self.stuck:
                    self.killed += 1
                    self._start(process, at[process], fatal[process])

    def _hear(self, at: dict[int, int], every: int, seconds: float) -> bool:
        """Hear what is told within some seconds; ``at`` is where each process is. Tells whether it was anything."""
        ready, _, _ = select.select([self.inbox], [], [], seconds)
        for mark, task in _messages(os.read(self.inbox, _LENGTH * 100)) if ready else ():
            self.told[mark].add(task)
            at[task.process] = task.number + 1
            self.heard += mark == b"."
            if mark == b"." and self.heard % every == 0:
                self._beside(("build",) if self.heard % (2 * every) else ("due", "--json"))
        return bool(ready)

    def _beside(self, words: tuple[str, ...]) -> None:
        """Run a command beside the others; one of each at a time."""
        if any(what == words[0] for what, _ in self.busy.values()):
            return
        sys.stdout.flush()
        child = os.fork()
        if not child:
            self.made.become(words)
        self.busy[child] = (words[0], 0)

    def _count(self, what: str, code: int | None) -> None:
        self.beside[what] += 1
        self.beside[f"{what} failed"] += code != 0

    def _give_up(self) -> None:
        self.stuck = sum(what == "work" for what, _ in self.busy.values())
        for child in self.busy:
            os.kill(child, signal.SIGKILL)

    def _figures(self) -> Iterator[Figure]:
        done, cut = self.told[b"."], self.told[b"x"] - self.told[b"."]
        lines = Counter[bytes]()
        for path in self.made.vault.rglob("*.md"):
            if "Network" not in path.parts:
                name = path.relative_to(self.made.vault).as_posix().encode()
                lines.update(name + b" " + line for line in path.read_bytes().splitlines(keepends=True))
        lost = {task for task in done if any(count != 1 for count in _counts(task, lines))}
        half = {task for task in cut if _counts(task, lines) not in ([0, 0], [1, 1])}
        tried = PROCESSES * self.size
        failed = self.told[b"e"]
        finished = sum(_counts(task, lines) == [1, 1] for task in cut)
        yield Figure("operations of 8 processes at once", tried, tried - len(done) - len(cut) + len(lost))
        note = f"{finished} operations were finished by another process, the others never began"
        yield Figure("processes killed in an operation", self.killed, len(half), note)
        yield Figure(
            "operations that waited in vain, or found a note changed",
            tried,
            len(self.told[b"w"]) + len(failed),
        )
        yield Figure("processes stuck", PROCESSES, self.stuck)
        for what in ("build", "due"):
            yield Figure(f"`{what}` beside them", self.beside[what], self.beside[f"{what} failed"])
        left = list(self.made.vault.rglob(".vaultnet-*"))
        left += list(self.made.state.rglob("pending/*"))
        yield Figure("files left by any of them", tried, len(left), ", ".join(path.name for path in left[:3]))


def _counts(task: Task, lines: Counter[bytes]) -> list[int]:
    return [lines[path.encode() + b" " + task.line] for path in task.paths]


def _messages(data: bytes) -> Iterator[tuple[bytes, Task]]:
    for at in range(0, len(data), _LENGTH):
        one = data[at : at + _LENGTH]
        yield one[:1], Task(one[1], int.from_bytes(one[2:], "big"))


def _ended() -> Iterator[tuple[int, int]]:
    """The children that have ended, and how."""
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            yield found


# --- the cache ---------------------------------------------------------------------------------------


def _damaged(made: Stage, times: int, chance: random.Random) -> Figure:
    """Damage the cache, change a note, and build: in silence, and with the result of a clean build."""
    made.begin(Act("build", ()))
    assert made.run(("build",)).code == 0
    page = made.vault / "People" / "Ada Lovelace.md"
    page.write_bytes(page.read_bytes() + b"\n## Log\n- 2026-11-18 call: of looms\n")
    made.save()
    for file in _cache_files(made):
        file.unlink()
    clean = made.run(("build",))
    right, wrong = made.files(), []
    for _ in range(times):
        made.back()
        what = _damage(chance.choice(_cache_files(made)), chance)
        result = made.run(("build",))
        if (
            result.code
            or made.files() != right
            or len(result.said.splitlines()) != len(clean.said.splitlines())
        ):
            wrong.append(f"{what}: {result.said.strip()[-200:]}")
    return Figure("builds with a damaged cache", times, len(wrong), "; ".join(wrong[:3]))


def _cache_files(made: Stage) -> list[Path]:
    return sorted(path for path in (made.root / "cache").rglob("*") if path.is_file())


def _damage(file: Path, chance: random.Random) -> str:
    """Damage one file of a cache; give what was done."""
    data = file.read_bytes()
    half = chance.randrange(len(data) + 1)
    at = chance.randrange(max(1, len(data)))
    length = chance.choice((1, 16, 4096))
    noise = chance.randbytes(min(length, len(data) - at))
    ways = {
        "cut off": data[:half],
        "empty": b"",
        "noise within": data[:at] + noise + data[at + len(noise) :],
        "noise at the end": data + chance.randbytes(100),
        "something else": b"This is no cache.\n" * 300,
        "zeros": bytes(len(data)),
    }
    way = chance.choice(sorted(ways))
    file.write_bytes(ways[way])
    return f"{file.name} {way}"
