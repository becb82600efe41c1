"""What happened to the owner: what a friend would want to hear of. Pure.

It is told in four ways: a ``news::`` line about nobody else, a step of a goal that was ticked on a day, a goal that
was reached, and a new role in the owner's own note. What names a private contact, or stands in a private note, is
never among it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, takewhile
from typing import NamedTuple

from vaultnet import dates, discreet, fields, goals, links, memo
from vaultnet.filters import clip, words
from vaultnet.goals import DONE, MILESTONES, GoalStanding
from vaultnet.model import Source, Sourced
from vaultnet.network import Goal, LedgerLine, Snapshot, Summary
from vaultnet.values import links as targets

NEWS, STEP, GOAL, ROLE = "news", "step", "goal", "role"

FIRST_YEAR = 365
"""Days of news for somebody the owner was never in touch with."""

_LENGTH = 140
_ORDER = (ROLE, GOAL, STEP, NEWS)


class News(NamedTuple):
    """One thing that happened to the owner."""

    day: str
    """ISO, never after today."""
    text: str
    """Plain words on one line; of a goal that was reached, its name, of a new role, the role."""
    source: Source
    goal: str = ""
    """The path of the goal that it belongs to, or ``""``."""
    kind: str = NEWS
    """``news``, or a ``step`` of a goal that was done, or a ``goal`` that was reached, or a new ``role``."""
    more: tuple[Source, ...] = ()
    """Further lines that it stands on."""


def of(snapshot: Snapshot) -> tuple[News, ...]:
    """Give all that happened to the owner, newest first; on one day goals come before their steps."""
    told = _told(snapshot.ledger, snapshot.goals, snapshot.me, snapshot.private, snapshot.today)
    return _sayable(told, discreet.hidden(snapshot.contacts))


@memo.of_equal
def _sayable(told: Sequence[News], hidden: frozenset[str]) -> tuple[News, ...]:
    named = _names_any(told, hidden)
    return tuple(one for one, is_named in zip(told, named, strict=True) if not is_named)


@memo.of_all
def _names_any(news: News, hidden: frozenset[str]) -> bool:
    return discreet.names_any(f"{news.text} {news.source.quote}", hidden)


def since(snapshot: Snapshot, contact: Summary, most: int | None = None) -> tuple[News, ...]:
    """Give what happened since the owner was last in touch with a contact, newest first.

    The day itself counts as told. For somebody never in touch with it is what happened within a year.
    """
    first = dates.earlier(snapshot.today, FIRST_YEAR)
    last = contact.last.day if contact.last else first.isoformat()
    return tuple(islice(takewhile(lambda one: one.day > last, of(snapshot)), most))


def say(news: News) -> str:
    """Say news in a few words: quoted as its owner put it, a step and a goal with what became of them."""
    said = f"“{news.text.rstrip(' .!;,')}”"
    verb = {STEP: "finished", GOAL: "reached", ROLE: "became"}.get(news.kind)
    return f"you {verb} {said}" if verb else said


@memo.of_last
def _told(
    ledger: Sequence[LedgerLine],
    of_goals: Sequence[Goal],
    me: Summary | None,
    private: frozenset[str],
    today: date,
) -> tuple[News, ...]:
    standings = goals.standings(of_goals, today)
    found = [*_lines(ledger, [goal for goal in of_goals if goal.path not in private])]
    found += _role(me) if me and me.path not in private else ()
    for standing in standings:
        found += () if standing.goal.path in private else _of_goal(standing)
    last = today.isoformat()
    return tuple(sorted((one for one in found if one.text and one.day <= last), key=_newest_first))


def _newest_first(news: News) -> tuple[object, ...]:
    return -date.fromisoformat(news.day).toordinal(), _ORDER.index(news.kind), news.source


def _role(me: Summary) -> Iterator[News]:
    """Yield the owner's role, if their own note says since when they have it."""
    role, since = me.first("role"), fields.day_of(me.fields, "role_since")
    if role and since:
        text = clip(words(str(role.value)), _LENGTH)
        yield News(since.isoformat(), text, me.source("role_since"), kind=ROLE, more=(me.source("role"),))


# --- news:: ----------------------------------------------------------------------------------------


def _lines(ledger: Iterable[LedgerLine], of_goals: Iterable[Goal]) -> Sequence[News]:
    by_name = {links.key(goal.path): goal.path for goal in of_goals}
    notes = {trace.path: goal.path for goal in of_goals for trace in goal.helped}
    notes |= {goal.path: goal.path for goal in of_goals}
    own = [line for line in ledger if line.kind == NEWS and not line.contact and line.day]
    return _line(own, by_name, notes)


@memo.of_all
def _line(line: LedgerLine, by_name: Mapping[str, str], notes: Mapping[str, str]) -> News:
    about = map(links.key, targets(line.text))
    named = next((by_name[name] for name in about if name in by_name), "")
    return News(line.day, clip(words(line.text), _LENGTH), line.source, named or notes.get(line.path, ""))


# --- goals -----------------------------------------------------------------------------------------


def _of_goal(standing: GoalStanding) -> Iterator[News]:
    """Give the steps that were ticked on a day, and that the goal was reached; the last step is told as that."""
    goal = standing.goal
    if standing.status == "dropped":
        return
    reached = _reached(standing)
    if reached:
        yield News(reached.value.isoformat(), goal.name, reached.sources[0], goal.path, GOAL)
    for task in goal.milestones:
        day = dates.parse_day(task.done) if task.status in DONE else None
        if day and not (reached and reached.value == day):
            source = Source(goal.path, task.line, task.text)
            yield News(day.isoformat(), clip(words(task.text), _LENGTH), source, goal.path, STEP)


def _reached(standing: GoalStanding) -> Sourced[date] | None:
    """Tell on which day a goal was reached, if it was: what filled its target, else the last that helped it."""
    if standing.status not in ("done", "active"):
        return None
    filled = _filled(standing)
    if filled or standing.status == "active":
        return filled
    told = fields.first(standing.goal.fields, "status")
    moved = standing.moved
    if told is None or moved is None:
        return None
    return Sourced(moved.value, (Source(standing.goal.path, told.line, told.quote), *moved.sources))


def _filled(standing: GoalStanding) -> Sourced[date] | None:
    """Give the day on which there were as many as the target asks, and the line of the last of them."""
    target = standing.target
    if target is None or standing.count.value < target.value:
        return None
    days = _counted(standing)
    number = -int(-target.value // 1)
    return days[number - 1] if 0 < number <= len(days) else None


def _counted(standing: GoalStanding) -> list[Sourced[date]]:
    """Give the days of what a goal counts, earliest first; none if one of its steps has no day."""
    goal = standing.goal
    if standing.measure == MILESTONES:
        done = [task for task in goal.milestones if task.status in DONE]
        days = [(dates.parse_day(task.done), Source(goal.path, task.line, task.text)) for task in done]
        dated = [Sourced(day, (source,)) for day, source in days if day]
        return sorted(dated, key=lambda one: one.value) if len(dated) == len(done) else []
    counted: dict[tuple[str, str], Sourced[date]] = {}
    for trace in goal.helped:
        if goals.counts(trace, standing.measure):
            counted.setdefault(
                (trace.path, trace.day), Sourced(date.fromisoformat(trace.day), (trace.source,))
            )
    return list(counted.values())
