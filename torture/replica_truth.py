"""What has to come of everything that was done on the devices, and whether it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

_WORD = re.compile(r"\bw\d+x\b")
_ID = re.compile(r"(?m)^id: (\w+)\r?$")
_DAY = r"(?m)^{}: (\d{{4}}-\d\d-\d\d)\r?$"
_DONE = re.compile(r"(?m)^[-*+] \[x\] .*$")


Causes: TypeAlias = dict[str, dict[str, set[date]]]
"""For each cause (the day of a page, by which ticks are told apart) and each source of it: the days it may bear."""
MET, SNOOZE, SKIPPED = "met", "snooze", "skipped"
_KEYS = (SNOOZE, SKIPPED)


@dataclass
class Truth:
    """What was done, and to whom. A contact is known by its ``id``, whatever it is called by now."""

    words: set[str] = field(default_factory=set)
    """What was typed and has to be somewhere in the notes."""
    marks: dict[str, dict[str, Causes]] = field(default_factory=lambda: {kind: {} for kind in (MET, *_KEYS)})
    """For each kind of mark and each contact."""
    tracked: set[str] = field(default_factory=set)
    tasks: set[str] = field(default_factory=set)
    """Words of tasks that were ticked."""
    names: dict[str, str] = field(default_factory=dict)
    """Who was ever called so."""
    ticks: Counter[str] = field(default_factory=Counter)
    """How many of each kind were made since the last look."""
    said: int = 0

    def word(self) -> str:
        """A word that stands nowhere else, and that is kept from now on."""
        self.said += 1
        self.words.add(word := f"w{self.said}x")
        return word

    def drop(self, text: str) -> None:
        """Let go of the words of a text that its owner replaced."""
        self.words -= set(_WORD.findall(text))

    def mark(self, kind: str, who: str, cause: str, source: str, *days: date) -> None:
        """Have somebody met, put off until a day, or skipped; on one of these days."""
        self.marks[kind].setdefault(who, {}).setdefault(cause, {}).setdefault(source, set()).update(days)

    def unmark(self, kind: str, who: str, cause: str, source: str) -> None:
        """Have it come from nowhere."""
        del self.marks[kind][who][cause][source]

    def last(self, kind: str, who: str) -> date:
        """The last day that any of these marks may bear."""
        return max((day for days in _days(self.marks[kind].get(who, {})) for day in days), default=date.min)


def _days(causes: Causes) -> list[set[date]]:
    """The days that each cause may bear."""
    return [set().union(*sources.values()) for sources in causes.values() if sources]


class Found(dict[str, list[str]]):
    """What went wrong, by its kind."""

    def tell(self, kind: str, what: str) -> None:
        """Count one thing."""
        self.setdefault(kind, []).append(what)


LOST_TICKS, LOST_WORDS, DOUBLE = "ticks", "words", "double"


def judge(truth: Truth, notes: Mapping[str, str], met: Mapping[str, set[date]]) -> Found:
    """Compare what was done with the notes, and with the days that the index has of each contact's path.

    What is lost is told once: from then on nobody misses it.
    """
    found = Found()
    there = set(_WORD.findall("\n".join(notes.values())))
    for word in sorted(truth.words - there):
        found.tell(LOST_WORDS, word)
    truth.words &= there
    for who, texts in sorted(_contacts(notes).items()):
        paths = [path for path, _ in texts]
        days = {day for path in paths for day in met.get(path, ())}
        for kind, what in _of_one(truth, who, "\n".join(text for _, text in texts), days):
            found.tell(kind, f"{who} ({', '.join(paths)}): {what}")
    ticked = set(_WORD.findall("\n".join(_DONE.findall("\n".join(notes.values())))))
    for word in sorted(truth.tasks - ticked):
        found.tell(LOST_TICKS, f"the task {word}")
    truth.tasks &= ticked
    return found


def _contacts(notes: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for path, text in notes.items():
        if who := _ID.search(text.partition("\n---")[0]):
            found.setdefault(who[1], []).append((path, text))
    return found


def _of_one(truth: Truth, who: str, text: str, days: set[date]) -> Iterator[tuple[str, str]]:
    yield from _met(_days(truth.marks[MET].get(who, {})), days)
    truth.marks[MET][who] = {f"known: {day}": {"": {day}} for day in days}
    for key in _KEYS:
        could = _days(truth.marks[key].pop(who, {}))
        found = [date.fromisoformat(one) for one in re.findall(_DAY.format(key), text)]
        right = any(max(map(min, could)) <= day <= max(map(max, could)) for day in found) if could else True
        if not right or len(found) > 1:
            wanted = " or ".join(map(str, sorted(set().union(*could))))
            yield LOST_TICKS, f"{key} is {', '.join(map(str, found)) or 'not there'} rather than {wanted}"
    if who in truth.tracked and not re.search(r"(?m)^(cadence|tier):", text):
        yield LOST_TICKS, "not tracked"
    truth.tracked.discard(who)


def _met(causes: list[set[date]], days: set[date]) -> Iterator[tuple[str, str]]:
    """Compare the days on which one may have been in touch with those of the index."""
    fixed = {day for could in causes if len(could) == 1 for day in could}
    for day in sorted(fixed - days):
        yield LOST_TICKS, f"not in touch on {day}"
    free = days - fixed
    for could in causes:
        if len(could) > 1:
            meant = sorted(could & free)
            free -= could
            if not meant and not could & fixed:
                yield LOST_TICKS, f"not in touch on any of {', '.join(map(str, sorted(could)))}"
            if len(meant) > 1:
                yield DOUBLE, f"in touch on {', '.join(map(str, meant))} out of one tick"
    for day in sorted(free):
        yield DOUBLE, f"in touch on {day}, which nobody said"
