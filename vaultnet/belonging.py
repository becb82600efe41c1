"""How the owner takes part in a community, and what came of it. Pure.

What they did there are the dated lines of its note, what they gave in it, its tasks that were ticked (but for
upkeep), reactions that name it, and meetings that are called after it. docs/presence.md shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from vaultnet import cadence, channels, communities, dates, discreet, memo, periods, upkeep
from vaultnet.channels import Seen, Talk
from vaultnet.config import Config
from vaultnet.filters import in_words
from vaultnet.goals import DONE
from vaultnet.ledger import DID
from vaultnet.model import Source, Sourced
from vaultnet.network import LedgerLine, Occasion, Snapshot, Summary, Trace

YEAR = 365
"""Days that are looked back on to tell what came of it: a rule of thumb, and as far as is known of talks."""
ENOUGH = 5
"""Days on which something was done there from which on it can be told that nothing came of it: a rule of thumb."""


class Deed(NamedTuple):
    """Something that the owner did in a community."""

    day: str
    text: str
    """In their own words; empty where there are none that may be said."""
    source: Source


class Quarter(NamedTuple):
    """What a community gave in a quarter."""

    engaged: tuple[tuple[Summary, Trace], ...]
    """The last reaction to each."""
    talks: tuple[tuple[Summary, Talk], ...]
    met: tuple[tuple[Summary, Seen], ...]

    def __bool__(self) -> bool:
        """Tell whether it gave anything."""
        return any(map(bool, self[:]))


@dataclass(frozen=True, slots=True)
class Place:
    """A community as of ``today``."""

    path: str
    name: str
    today: date
    every: Sourced[int] | None
    """Days between two times that the owner means to take part."""
    since: date | None
    """The day on which it was time to take part again, if that has passed."""
    deeds: tuple[Deed, ...]
    """Newest first."""
    seen: tuple[tuple[Summary, Seen], ...]

    @property
    def met_before(self) -> list[tuple[Summary, Seen]]:
        """Give those who were met before the last quarter, or on a day that nobody knows, the latest first."""
        since = quarter(self.today, 1)[0].isoformat()
        found = [(contact, seen) for contact, seen in self.seen if seen.met and _day(seen) < since]
        return sorted(found, key=lambda one: _day(one[1]), reverse=True)

    def quarter(self, back: int) -> Quarter:
        """Give what came of it in a quarter: the running one, or so many before it."""
        first, last = quarter(self.today, back)
        begin, end = first.isoformat(), last.isoformat()
        engaged = [
            (contact, next(trace for trace in seen.engaged if begin <= trace.day <= end))
            for contact, seen in self.seen
            if any(begin <= trace.day <= end for trace in seen.engaged)
        ]
        talks = [(contact, talk) for contact, talk in self._talks() if begin <= talk.trace.day <= end]
        met = [(contact, seen) for contact, seen in self.seen if seen.met and begin <= _day(seen) <= end]
        return Quarter(
            tuple(sorted(engaged, key=lambda one: one[1].day, reverse=True)),
            tuple(sorted(talks, key=lambda one: one[1].trace.day, reverse=True)),
            tuple(sorted(met, key=lambda one: _day(one[1]), reverse=True)),
        )

    def worth(self) -> Sourced[str] | None:
        """Say how many talks came of how much within a year; None where nothing was done there."""
        since = dates.earlier(self.today, YEAR).isoformat()
        lately = {deed.day: deed.source for deed in reversed(self.deeds) if deed.day > since}
        talks = {
            (talk.trace.day, talk.trace.path): talk for _, talk in self._talks() if talk.trace.day > since
        }
        if not lately:
            return None
        sources = (*lately.values(), *(source for talk in talks.values() for source in talk.sources))
        return Sourced(_worth(len(lately), len(talks)), tuple(dict.fromkeys(sources)))

    def _talks(self) -> Iterator[tuple[Summary, Talk]]:
        for contact, seen in self.seen:
            yield from ((contact, talk) for talk in seen.talks)


def _day(seen: Seen) -> str:
    return seen.met_on.value.isoformat() if seen.met_on else ""


def _worth(days: int, talks: int) -> str:
    there = f"on {in_words(days)} day{'s' * (days > 1)} within a year"
    if not talks:
        return f"{there}, and had no talk there or after it{' yet' if days < ENOUGH else ''}"
    many = f"{in_words(talks)} talk{'s' * (talks > 1)}"
    return f"{there}, and had {many} there or after it{_share(days, talks)}"


def _share(days: int, talks: int) -> str:
    """Say how many days there were for a talk, where a whole number says it."""
    if days == 1:
        return ""
    if talks >= days:
        return ", at least one for each of them"
    return "" if days % talks else f", one for every {in_words(days // talks)} days"


def quarter(today: date, back: int = 0) -> tuple[date, date]:
    """Give the first and the last day of a quarter: the one of a day, or so many before it.

    Before the calendar's first quarter there is none; it stands for those.
    """
    found = periods.holding("quarter", today)
    for _ in range(back):
        found = periods.before(found) or found
    return found.first, found.last


def of(snapshot: Snapshot, config: Config, meant: Collection[str] = ()) -> tuple[Place, ...]:
    """Give the communities that say how often the owner means to take part, or in which something came to pass.

    ``meant`` are the paths of those that say so in a way that can't be read.
    """
    every = communities.of(snapshot)
    if not every:
        return ()
    seen = channels.of(every, snapshot.contacts)
    told = _of_note(snapshot.ledger)
    hidden = discreet.hidden(snapshot.contacts)
    found = (
        _place(one, told.get(one.path, ()), tuple(seen.get(one.path, ())), hidden, snapshot.today, config)
        for one in every
    )
    return tuple(one for one in found if one.every or one.deeds or one.seen or one.path in meant)


_of_note = memo.grouped(attrgetter("path"), tuple[LedgerLine, ...])


def _place(
    one: Occasion,
    told: Iterable[LedgerLine],
    seen: tuple[tuple[Summary, Seen], ...],
    hidden: Collection[str],
    today: date,
    config: Config,
) -> Place:
    said = (
        _unsaid(deed) if discreet.names_any(f"{deed.text}\n{deed.source.quote}", hidden) else deed
        for deed in (*_shown(seen), *_written(one, told), *_done(one))
        if deed.day <= today.isoformat()
    )
    once = {(deed.source.path, deed.source.line): deed for deed in said}
    deeds = sorted(once.values(), key=lambda deed: (deed.day, deed.source), reverse=True)
    every = next(iter(one.fields.get("rhythm", ())), None)
    rhythm = Sourced(int(every.value), (one.source("rhythm"),)) if every else None
    return Place(one.path, one.name, today, rhythm, _since(deeds, rhythm, today, config), tuple(deeds), seen)


def _unsaid(deed: Deed) -> Deed:
    """Take the words from what was done, and from where it stands."""
    return Deed(deed.day, "", deed.source._replace(quote=""))


def _since(deeds: Sequence[Deed], every: Sourced[int] | None, today: date, config: Config) -> date | None:
    if not every or not deeds:
        return None
    due = cadence.after(date.fromisoformat(deeds[0].day), every.value, config.away)
    return due if due < today else None


def _written(one: Occasion, told: Iterable[LedgerLine]) -> Iterator[Deed]:
    """Yield what its note says that was done or given there."""
    for line in told:
        if line.kind in (DID, "gave") and line.day:
            yield Deed(line.day, line.text, Source(one.path, line.line, line.text or line.day))


def _done(one: Occasion) -> Iterator[Deed]:
    """Yield the tasks that were ticked, but for upkeep."""
    for task in one.tasks:
        if task.status in DONE and task.done and not upkeep.is_upkeep(task):
            yield Deed(task.done, task.text, Source(one.path, task.line, task.done))


def _shown(seen: Iterable[tuple[Summary, Seen]]) -> Iterator[Deed]:
    """Yield the reactions that name it, and what was at it."""
    for _, one in seen:
        yield from (Deed(trace.day, trace.text, trace.source) for trace in (*one.engaged, *one.there))
