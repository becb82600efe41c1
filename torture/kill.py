"""Every writing command is killed at each of its system calls that change something; what is left has to be whole.

Once before each call, once in the middle of each write, and once after the last call. Right afterwards every note
holds what it held before or what it was to hold; and after the next run everything is as if the command had been
run to its end, or not at all, and no other file is left. What may happen in between is `meanwhile`'s.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from torture import meanwhile, ptrace
from torture.figures import Figure
from torture.meanwhile import Meanwhile
from torture.ptrace import GO, KILL, KILL_AFTER, KILL_HALFWAY, Call
from torture.stage import ACTS, Act, Stage, stage
from vaultnet import journal

FULL = 1
"""From this size on everything is tried; below it, a few calls of a few commands."""
SHORT = ("rename", "build with a tick")
_FEW = 2
_EDITS_AT = 10
"""Kill points of a command at which each of its notes is edited."""
_ALL = 100
_FEW_CALLS = 40
"""About as many as a run makes that finishes something and builds."""


class Kill(NamedTuple):
    """Where and how a command is killed."""

    number: int
    how: int
    what: str

    def decide(self, call: Call) -> int:
        """What becomes of a call."""
        return self.how if call.number == self.number else GO


class End(NamedTuple):
    """What the next run left, so that two can be compared."""

    files: dict[str, bytes]
    history: tuple[tuple[int, str, bool], ...]
    failed: str = ""


def run(size: int, seed: int) -> list[Figure]:
    """Kill every command at every call; with ``size`` 0 a few commands at a few calls, which ``seed`` chooses."""
    if why := ptrace.possible():
        return [Figure("kill", 0, 0, why)]
    chance = random.Random(seed)
    with stage() as made:
        acts = [act for act in ACTS if size >= FULL or act.name in SHORT]
        found = [_killed(made, act, size, chance) for act in acts]
        figures = [one for shown, _ in found for one in shown]
        between = meanwhile.figures([one for _, one in found])
        return [*figures, *between, _cache(made, size, chance), _plain(made)]


def _killed(made: Stage, act: Act, size: int, chance: random.Random) -> tuple[list[Figure], Meanwhile]:
    """Kill one command everywhere; and then the next run, too, at a call by chance; and what happens in between."""
    made.begin(act)
    before = made.files()
    never = next_run(made)
    made.back()
    whole = made.run(act.words, lambda _: GO)
    assert whole.code == 0, f"{act.name}: {whole.said}"
    after = made.files()
    aims = (never, next_run(made))
    kills = list(_kills(whole.calls))
    chosen = kills if size >= FULL else [kills[len(kills) // 2]]
    wrong, twice = [], []
    between = Meanwhile(made, act, before, after, chance)
    edited = chance.sample(chosen, min(_EDITS_AT, len(chosen)))
    for kill in chosen:
        made.back()
        died = made.run(act.words, kill.decide)
        broken = torn(made.files(), before, after) if died.code is None else f"it ended with {died.code}"
        made.save("killed")
        wrong.append(broken or odd(next_run(made), aims))
        made.back("killed")
        again = Kill(chance.randrange(_FEW_CALLS), KILL, "")
        made.run(("build",), again.decide)
        twice.append(
            torn(made.files(), before, after, *(one.files for one in aims)) or odd(next_run(made), aims)
        )
        if size >= FULL:
            between.happen(kill.what, edits=_ALL if kill in edited else 0)
        elif act.name == SHORT[0]:
            between.happen(kill.what, edits=1)
    note = f"{len(whole.calls)} calls" + ("" if size >= FULL else ", a few of them tried")
    shown = [
        figure(act.name, chosen, wrong, note),
        figure(f"{act.name}, and the next run", chosen, twice, "killed, too"),
    ]
    return shown, between


def figure(what: str, kills: Sequence[Kill], wrong: Sequence[str], note: str) -> Figure:
    """The line of a report, with some of what went wrong."""
    said = [f"{kill.what}: {text}" for kill, text in zip(kills, wrong, strict=True) if text]
    return Figure(what, len(kills), len(said), "; ".join([note, *said[:3]]))


def _kills(calls: tuple[Call, ...]) -> Iterator[Kill]:
    """Where to kill a command that makes these calls."""
    for call in calls:
        what = f"{call.name} {call.paths[-1].rpartition('/')[2]}"
        yield Kill(call.number, KILL, f"before {call.number}, {what}")
        if call.length > 1:
            yield Kill(call.number, KILL_HALFWAY, f"in the middle of {call.number}, {what}")
    yield Kill(len(calls) - 1, KILL_AFTER, "after the last call")


def next_run(made: Stage) -> End:
    """What the next run leaves."""
    ended = made.run(("build",))
    if ended.code:
        return End({}, (), f"the next run ended with {ended.code}: {ended.said.strip()[-300:]}")
    history = tuple((entry.number, entry.what, entry.undone) for entry in journal.history(str(made.vault)))
    return End(made.files(), history)


def torn(found: Mapping[str, bytes], before: Mapping[str, bytes], *after: Mapping[str, bytes]) -> str:
    """Which file is neither what it was nor what it was to be; ``""`` if none is.

    That is not asked path by path: a note that moves has its new text first. What lies there for a moment, and a
    folder that nothing is in yet, are the next run's to clear away.
    """
    whole = {*before.values(), *(data for one in after for data in one.values())}
    for path, data in found.items():
        passing = path.endswith("/") or path.rpartition("/")[2].startswith(".vaultnet-")
        if not passing and data not in whole:
            return f"{path} is torn"
    stay = before.keys() & after[0].keys()
    return next((f"{path} is gone" for path in sorted(stay - found.keys()) if not path.endswith("/")), "")


def odd(end: End, aims: tuple[End, ...]) -> str:
    """How what the next run left differs from all it should be; ``""`` if it doesn't."""
    if end in aims:
        return ""
    if end.failed:
        return end.failed
    aim = aims[-1]
    paths = sorted(
        path for path in end.files.keys() | aim.files.keys() if end.files.get(path) != aim.files.get(path)
    )
    if not paths or any(end.files == one.files for one in aims):
        return f"the history says {end.history}"
    return f"the next run left neither all nor nothing: {', '.join(paths[:4])}"


def _cache(made: Stage, size: int, chance: random.Random) -> Figure:
    """Kill a build at the calls that change its cache; the next one has to give what a clean one gives."""
    act = Act("build", ("build",))
    made.begin(act)
    whole = made.run(act.words, lambda _: GO, cache=True)
    right = next_run(made)
    kills = list(_kills(whole.calls))
    chosen = kills if size >= FULL else chance.sample(kills, min(_FEW, len(kills)))
    wrong = []
    for kill in chosen:
        made.back()
        made.run(act.words, kill.decide, cache=True)
        wrong.append(odd(next_run(made), (right,)))
    return figure(
        "build, at the calls on its cache", chosen, wrong, "the next build gives what a clean one gives"
    )


def _plain(made: Stage) -> Figure:
    """Kill what writes a note the plain way, to see what that leaves."""
    note = made.vault / "People" / "Ada Lovelace.md"
    made.back()
    new = b"New.\n" + note.read_bytes()

    def write() -> int:
        note.write_bytes(new)
        return 0

    before = made.files()
    calls = ptrace.run(write, [str(made.vault)], lambda _: GO).calls
    after, kills, wrong = made.files(), list(_kills(calls)), []
    for kill in kills:
        made.back()
        ptrace.run(write, [str(made.vault)], kill.decide)
        wrong.append(torn(made.files(), before, after))
    return figure("a plain write, beside", kills, wrong, f"{len(calls)} calls")._replace(ours=False)
