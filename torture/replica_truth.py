"""What has to come of everything that was done on the devices, and whether it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

_WORD = re.compile(r"\bw\d+x\b")
_ID = re.compile(r"(?m)^id: (\w+)\r?$")
_DAY = r"(?m)^{}: (\d{{4}}-\d\d-\d\d)\r?$"
_DONE = re.compile(r"(?m)^[-*+] \[x\] .*$")


MET, SNOOZE, SKIPPED = "met", "snooze", "skipped"
_KEYS = (SNOOZE, SKIPPED)


class Mark(NamedTuple):
    """A tick, or what counts as one. On one page's day all of one contact are one, on whichever device."""

    kind: str
    pages: tuple[date, ...]
    """The day of its page; one of those between if git alone has merged it into the page of another day."""
    after: timedelta = timedelta()
    """How long after the page's day the day is that is noted down."""
    on: date | None = None
    """That day, where it was written."""

    def day(self, page: date) -> date:
        """The day that is noted down, if it is of a page."""
        return self.on or page + self.after

    @property
    def days(self) -> set[date]:
        """Those that may be noted down."""
        return set(map(self.day, self.pages))


@dataclass
class Truth:
    """What was done, and to whom. A contact is known by its ``id``, whatever it is called by now."""

    words: set[str] = field(default_factory=set)
    """What was typed and has to be somewhere in the notes."""
    marks: dict[str, list[Mark]] = field(default_factory=dict)
    """For each contact."""
    known: dict[str, set[date]] = field(default_factory=dict)
    """For each contact: days on which one was in touch with them, whatever is ticked."""
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

    def mark(self, who: str, mark: Mark) -> None:
        """Have something come of a tick."""
        self.marks.setdefault(who, []).append(mark)

    def meet(self, who: str, day: date) -> None:
        """Have them be in touch without a tick."""
        self.known.setdefault(who, set()).add(day)

    def last(self, kind: str, who: str) -> date:
        """The last day that any of these marks may bear."""
        return max((max(one.days) for one in self.marks.get(who, ()) if one.kind == kind), default=date.min)


class Found(dict[str, list[str]]):
    """What went wrong, by its kind."""

    def tell(self, kind: str, what: str) -> None:
        """Count one thing."""
        self.setdefault(kind, []).append(what)


LOST_TICKS, LOST_WORDS, DOUBLE = "ticks", "words", "double"


def judge(truth: Truth, notes: Mapping[str, str], met: Mapping[str, set[date]], today: date) -> Found:
    """Compare what was done with the notes, and with the days that the index has of each contact's path.

    What is lost is told once: from then on nobody misses it. ``today`` is the day of all pages by now.
    """
    found = Found()
    there = set(_WORD.findall("\n".join(notes.values())))
    for word in sorted(truth.words - there):
        found.tell(LOST_WORDS, word)
    truth.words &= there
    for who, texts in sorted(_contacts(notes).items()):
        paths = [path for path, _ in texts]
        days = {day for path in paths for day in met.get(path, ())}
        for kind, what in _of_one(truth, who, "\n".join(text for _, text in texts), days, today):
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


def _of_one(truth: Truth, who: str, text: str, days: set[date], today: date) -> Iterator[tuple[str, str]]:
    marks = truth.marks.get(who, [])
    yield from _met([one for one in marks if one.kind == MET], truth.known.get(who, set()), days)
    for key in _KEYS:
        could = [one for one in marks if one.kind == key]
        found = [date.fromisoformat(one) for one in re.findall(_DAY.format(key), text)]
        if (could and not (len(found) == 1 and _is_last(found[0], could))) or len(found) > 1:
            wanted = " or ".join(sorted({str(day) for one in could for day in one.days}))
            yield LOST_TICKS, f"{key} is {', '.join(map(str, found)) or 'not there'} rather than {wanted}"
    if who in truth.tracked and not re.search(r"(?m)^(cadence|tier):", text):
        yield LOST_TICKS, "not tracked"
    truth.tracked.discard(who)
    truth.known[who] = days
    truth.marks[who] = [one for one in marks if one.kind == MET and one.pages == (today,)]


def _is_last(day: date, could: list[Mark]) -> bool:
    """Tell whether a day is one of these, and none of the others has to be a later one decided as late or later."""
    return any(
        one.day(page) == day and all(_gives_way(other, day, page) for other in could)
        for one in could
        for page in one.pages
    )


def _gives_way(mark: Mark, day: date, page: date) -> bool:
    """Tell whether a mark may have been for no later day, or on an earlier page."""
    return any(one < page or mark.day(one) <= day for one in mark.pages)


def _met(marks: list[Mark], known: set[date], days: set[date]) -> Iterator[tuple[str, str]]:
    """Compare the days on which one may have been in touch with those of the index."""
    for day in sorted(known - days):
        yield LOST_TICKS, f"not in touch on {day}"
    of_page: dict[date, set[date]] = {}
    for one in marks:
        for page in one.pages:
            of_page.setdefault(page, set()).add(one.day(page))
    lost = [one for one in marks if not any(of_page[page] & days for page in one.pages)]
    for one in lost:
        yield LOST_TICKS, f"not in touch on {' or '.join(map(str, sorted(one.days)))}"
    left = days - known
    unsaid = left - {day for one in marks for day in one.days}
    for day in sorted(unsaid):
        yield DOUBLE, f"in touch on {day}, which nobody said"
    ticks = [one for one in marks if one not in lost]
    if not any(_fits(ticks, pages, left - unsaid) for pages in product(*(one.pages for one in ticks))):
        yield DOUBLE, f"in touch on {', '.join(map(str, sorted(left)))} out of fewer ticks"


def _fits(marks: list[Mark], pages: tuple[date, ...], days: set[date]) -> bool:
    """Tell whether these days can have come of ticks on these pages, each page giving one."""
    could: dict[date, set[date]] = {}
    for mark, page in zip(marks, pages, strict=True):
        could.setdefault(page, set()).add(mark.day(page))
    return _matched(sorted(days), list(could.values()))


def _matched(days: list[date], could: list[set[date]]) -> bool:
    if not days:
        return True
    rest = [(at, one) for at, one in enumerate(could) if days[0] in one]
    return any(_matched(days[1:], could[:at] + could[at + 1 :]) for at, _ in rest)
