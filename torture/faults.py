"""The disk refuses, at each system call of every writing command that changes something, in four ways.

Each of them for a single call; and one of them, in turn, for everything from a call on, as a full disk does. The
notes have to be whole, the command says in a sentence what is wrong and ends with 1, and after the next run, on a
disk that works again, everything is as if the command had been run to its end, or not at all.
"""

from __future__ import annotations

import errno
import random
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from torture import ptrace
from torture.figures import Figure
from torture.kill import FULL, SHORT, End, next_run, odd, torn
from torture.ptrace import GO, Call
from torture.stage import ACTS, Act, Result, Stage, stage

CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)
_FEW = 4
_MAY_PASS = {"unlink", "fchmod", "fchown", "fsetxattr", "mkdir", "rmdir"}
"""Calls without which a command may go on if all is well in the end.

What they do can be done later, or is not everywhere to be had, or was done before (there is such a folder), or is
in nobody's way: an empty folder that stays.
"""


class Fault(NamedTuple):
    """What the disk refuses."""

    call: Call
    code: int
    on: bool
    """Whether it goes on refusing."""

    @property
    def may_pass(self) -> bool:
        """Whether a command may do without this call.

        A folder is opened to find out what the system can do, and some network drives don't let its names be
        brought to the disk.
        """
        if self.on:
            return False
        looks = self.call.name.startswith("open") or self.code == errno.EACCES
        return self.call.name in _MAY_PASS or (self.call.folder and looks)

    def decide(self, call: Call) -> int:
        """What becomes of a call."""
        refused = call.number >= self.call.number if self.on else call.number == self.call.number
        return self.code if refused else GO

    def __str__(self) -> str:
        where = f"{self.call.name} {self.call.paths[-1].rpartition('/')[2]}"
        return f"{errno.errorcode[self.code]} {'from' if self.on else 'at'} call {self.call.number}, {where}"


def run(size: int, seed: int) -> list[Figure]:
    """Refuse every call of every command; with ``size`` 0 a few calls of a few, which ``seed`` chooses."""
    if why := ptrace.possible():
        return [Figure("faults", 0, 0, why)]
    chance = random.Random(seed)
    with stage() as made:
        acts = [act for act in ACTS if size >= FULL or act.name in SHORT]
        return [*(_refused(made, act, size, chance) for act in acts), _cache(made, size, chance)]


def _refused(made: Stage, act: Act, size: int, chance: random.Random) -> Figure:
    """Refuse the calls of one command."""
    made.begin(act)
    before = made.files()
    never = next_run(made)
    made.back()
    whole = made.run(act.words, lambda _: GO)
    after = made.files()
    aims = (never, next_run(made))
    wrong, passed = [], Counter[str]()
    faults = _faults(whole, size, chance)
    for fault in faults:
        made.back()
        result = made.run(act.words, fault.decide)
        found = made.files()
        text = torn(found, before, after)
        if result.code == 0 and _notes(found) == _notes(after) and fault.may_pass:
            passed[fault.call.name] += 1
        else:
            text = text or said(result)
        if fault.call.name == "rmdir":
            _let_go(made)
        wrong.append(text or odd(next_run(made), aims))
    note = ", ".join(f"{name} {count} times" for name, count in sorted(passed.items()))
    return _figure(act.name, faults, wrong, f"done without: {note}" if note else "")


def _notes(files: dict[str, bytes]) -> dict[str, bytes]:
    """Files without the empty folders."""
    return {path: data for path, data in files.items() if not path.endswith("/")}


def _let_go(made: Stage) -> None:
    """Remove the empty folders that the disk refused to remove: they are in nobody's way."""
    for path in made.files():
        if path.endswith("/"):
            (made.vault / path).rmdir()


def _faults(whole: Result, size: int, chance: random.Random) -> list[Fault]:
    assert whole.code == 0, whole.said
    once = [Fault(call, code, False) for call in whole.calls for code in CODES]
    on = [Fault(call, CODES[call.number % len(CODES)], True) for call in whole.calls]
    every = once + on
    return every if size >= FULL else chance.sample(every, min(_FEW, len(every)))


def said(result: Result) -> str:
    """What is wrong with how a command told of its failure; ``""`` for nothing."""
    if result.code != 1:
        return f"it ended with {result.code}: {result.said.strip()[-200:]}"
    errors = [line for line in result.said.splitlines() if line.startswith("Error: ")]
    if len(errors) != 1 or not errors[0].endswith((".", ":")) or "Traceback" in result.said:
        return f"it says: {result.said.strip()[-200:]}"
    return ""


def _figure(what: str, faults: Sequence[Fault], wrong: Sequence[str], note: str = "") -> Figure:
    told = [f"{fault}: {text}" for fault, text in zip(faults, wrong, strict=True) if text]
    return Figure(what, len(faults), len(told), "; ".join([*([note] if note else []), *told[:3]]))


def _cache(made: Stage, size: int, chance: random.Random) -> Figure:
    """Refuse the calls of a build on its cache: it is done all the same, or says why not; the next one is right."""
    act = Act("build", ("build",))
    made.begin(act)
    whole = made.run(act.words, lambda _: GO, cache=True)
    right: End = next_run(made)
    faults = _faults(whole, size, chance)
    wrong = []
    for fault in faults:
        made.back()
        result = made.run(act.words, fault.decide, cache=True)
        text = "" if result.code == 0 else said(result)
        wrong.append(text or odd(next_run(made), (right,)))
    return _figure("build, at the calls on its cache", faults, wrong)
