"""Changing course: what was changed of goals and why, how they stood before, and who matters for them since. Pure.

What was changed is kept in dated lines of a goal's own note (see `vaultnet.course_lines`), so a goal as it was is
the goal with these taken back. Somebody matters for a goal who has what it needs, helps with it or helped it, or is
part of an opportunity for it; docs/changing-course.md shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import NamedTuple, TypeAlias

from vaultnet import candidates, course_lines, discreet, fields, memo, needs, values
from vaultnet.cadence import has_ended
from vaultnet.candidates import Known
from vaultnet.config import Config
from vaultnet.course_lines import Changed
from vaultnet.dates import earlier, say_day
from vaultnet.filters import words
from vaultnet.goal_lines import LOG
from vaultnet.model import Located, Source, Sourced, Value
from vaultnet.needs import Need, Trait
from vaultnet.network import Goal, Occasion, Snapshot, Summary, Trace
from vaultnet.note_types.goal import GOAL
from vaultnet.stages import OPPORTUNITY

SINCE = 90
"""Days that are looked back by default to how goals stood before."""
FRESH = 30
"""Days for which a change of course is shown on Network Goals: a rule of thumb."""

REST = frozenset({"dropped", "paused"})
"""How a goal stands for which ``because`` says why."""

ACTIVE = "active"

_FIELDS = {field.name: field for field in GOAL.fields}
_NAMES = {values.normal(name): field for field in GOAL.fields for name in (*field.synonyms, field.name)}


class Change(NamedTuple):
    """What was changed of a goal on one day, and why."""

    day: date
    changes: tuple[Changed, ...]
    because: str
    """``""`` where nothing is said of it."""
    source: Source


def changes(goal: Goal) -> tuple[Change, ...]:
    """Read the history of a goal, newest first. What can't be read as a change is none."""
    found = []
    for line in goal.lines:
        kept = course_lines.read(line.text) if line.kind == LOG else None
        if kept and line.day:
            source = line.source(goal.path)
            found.append(Change(date.fromisoformat(line.day), kept.changes, kept.because, source))
    return tuple(sorted(found, key=lambda one: (one.day, one.source.line), reverse=True))


def before(goal: Goal, since: date, config: Config) -> Goal:
    """Give a goal as it stood before the changes since a day: its properties, with the lines that say so."""
    undone = dict(goal.fields)
    for name, (was, source) in _undone(goal, since).items():
        found = tuple(_read(name, was, source, config))
        undone.pop(name, None)
        if found:
            undone[name] = found
    return replace(goal, fields=undone)


def _undone(goal: Goal, since: date) -> Mapping[str, tuple[tuple[str, ...], Source]]:
    """Give the values of each changed property before its first change since a day, and the line of that."""
    by_day: dict[str, dict[date, list[tuple[Changed, Source]]]] = {}
    for change in reversed(changes(goal)):
        if change.day < since:
            continue
        for one in _with_reason(change):
            field = _NAMES.get(values.normal(one.field))
            if field:
                by_day.setdefault(field.name, {}).setdefault(change.day, []).append((one, change.source))
    return {name: _first(days[min(days)]) for name, days in by_day.items()}


def _with_reason(change: Change) -> Iterator[Changed]:
    """Yield what a line changed; with a goal's status goes why it rests, which is said only where it is lost."""
    yield from change.changes
    named = {values.normal(one.field): one for one in change.changes}
    if "status" in named and "because" not in named:
        rests = any(item in REST for item in named["status"].after)
        yield Changed("because", (), (change.because,) if rests and change.because else ())


def _first(of_day: Sequence[tuple[Changed, Source]]) -> tuple[tuple[str, ...], Source]:
    """Give what was there before a day's changes of one property, in whichever order their lines stand."""
    afters = [one.after for one, _ in of_day]
    for one, source in of_day:
        if one.before not in afters:
            return one.before, source
    return of_day[0][0].before, of_day[0][1]


def _read(name: str, items: Iterable[str], source: Source, config: Config) -> Iterator[Value]:
    """Read the values that a line of the history keeps; one with quotation marks in it stands there with more."""
    for item in items:
        value = values.read(Located(item, source.line), _FIELDS[name], name, config).value
        if value:
            yield value._replace(quote=source.quote) if '"' in item else value


# --- what is said of a change ------------------------------------------------------------------------

_STATUS = {"active": "taken up again", "paused": "paused", "done": "done", "dropped": "let go"}


def told(change: Change, today: date, hidden: Collection[str]) -> str:
    """Say what was changed, and why: ``let go, because nobody asked``; nothing that names one of ``hidden``."""
    found = [said for one in change.changes if (said := say(one, today)) and not _is_kept(said, hidden)]
    because = words(change.because).rstrip(" .")
    what = "; ".join(found) or "changed"
    if not because:
        return what
    return f"{what}, {discreet.UNSAID if _is_kept(because, hidden) else f'because {because}'}"


def _is_kept(text: str, hidden: Collection[str]) -> bool:
    return discreet.names_any(text, hidden)


def say(one: Changed, today: date) -> str:
    """Say what became of a property: ``let go``, ``needs no longer hiring``, ``target 12 instead of 10``."""
    name = values.normal(one.field)
    now, was = _said(one.after, name, today), _said(one.before, name, today)
    if name == "status":
        return _STATUS.get(now, f"status {now}" if now else "status no longer said")
    if name == "because" or one.before == one.after:
        return ""
    if name == "needs":
        more = [item for item in one.after if item not in one.before]
        less = [item for item in one.before if item not in one.after]
        parts = (("needs", more), ("needs no longer", less))
        said = [f"{verb} {', '.join(map(words, items))}" for verb, items in parts if items]
        return ", ".join(said) or "needs put in another order"
    if not now:
        return f"{one.field} no longer said (it was {was})"
    return f"{one.field} {now} instead of {was}" if was else f"{one.field} {now}"


def _said(items: Sequence[str], name: str, today: date) -> str:
    if name in ("due", "start") and items:
        day = values.read(Located(items[0], 1), _FIELDS[name], name, Config()).value
        return say_day(date.fromisoformat(str(day.value)), today) if day else items[0]
    return ", ".join(map(words, items))


# --- who matters -------------------------------------------------------------------------------------


class Matter(NamedTuple):
    """What somebody matters for."""

    goal: Goal
    why: Sourced[str]


_Why: TypeAlias = Callable[[], Sourced[str]]
"""Says why somebody matters for a goal: of many who do, it is said of few."""


class Person(NamedTuple):
    """Somebody who matters for a goal now and did not before, or no longer does for any, and what for."""

    contact: Summary
    matters: tuple[Matter, ...]


class Turned(NamedTuple):
    """A goal that was changed, or that began."""

    goal: Goal
    changes: tuple[Change, ...]
    """Newest first; none for a goal that began."""
    began: Sourced[date] | None


@dataclass(frozen=True, slots=True)
class Turn:
    """What has changed since a day."""

    since: date
    goals: tuple[Turned, ...]
    """By path."""
    now: tuple[Person, ...]
    """Who matters for a goal for which they did not before, the warmest first."""
    gone: tuple[Person, ...]
    """Who mattered before and does for no goal now, the same; what for is what it was."""


def turn(snapshot: Snapshot, since: date, config: Config, *, begun: bool = True) -> Turn:
    """Compare who matters for the goals as they are with who did as they stood before a day.

    Without ``begun`` a goal that began since is no change by itself, and counts as it was when it began.
    """
    goals = tuple(one for one in snapshot.goals if one.path not in snapshot.private)
    turned = tuple(one for goal in goals if (one := _turned(goal, since, snapshot.today, config, begun)))
    if not turned:
        return Turn(since, (), (), ())
    known = Known(snapshot.contacts, snapshot.today, config)
    doors = tuple(
        one for one in snapshot.occasions if one.type == OPPORTUNITY and one.path not in snapshot.private
    )
    return _turn(since, turned, goals, known, doors)


def fresh(snapshot: Snapshot, config: Config) -> Turn:
    """Give what has changed so lately that it is shown on Network Goals; to begin is no change of course."""
    return turn(snapshot, earlier(snapshot.today, FRESH), config, begun=False)


def _turned(
    goal: Goal,
    since: date,
    today: date,
    config: Config,
    begun: bool,
) -> Turned | None:
    lately = tuple(one for one in changes(goal) if one.day >= since)
    if not begun:
        return Turned(goal, lately, None) if lately else None
    was = before(goal, since, config) if lately else goal
    start = fields.day_of(was.fields, "start")
    began = None
    if start and since <= start <= today:
        value = was.fields["start"][0]
        began = Sourced(start, (value.source(goal.path),))
    return Turned(goal, lately, began) if lately or began else None


@memo.of_equal
def _turn(
    since: date,
    turned: tuple[Turned, ...],
    goals: tuple[Goal, ...],
    known: Known,
    doors: tuple[Occasion, ...],
) -> Turn:
    paths = {one.goal.path for one in turned}
    who = _Mattering(known, doors)
    now = {one.goal.path: who.places(one.goal) for one in turned}
    were = [before(one.goal, since, known.config) for one in turned if not one.began]
    then = {goal.path: who.places(goal) for goal in were}
    still = set().union(*now.values(), *(who.places(goal) for goal in goals if goal.path not in paths))
    new = [(one.goal, now[one.goal.path] - then.get(one.goal.path, set())) for one in turned]
    lost = [(goal, then[goal.path] - still) for goal in were]
    return Turn(since, turned, _said_of(new, who, known), _said_of(lost, who, known))


def _said_of(found: Iterable[tuple[Goal, set[int]]], who: _Mattering, known: Known) -> tuple[Person, ...]:
    """Say what some people matter for, the warmest first: nobody private, and nobody who has ended."""
    hidden = discreet.hidden(known.contacts)
    people: dict[int, list[Matter]] = {}
    for goal, places in found:
        for place, why in who.of(goal) if places else ():
            if place in places:
                people.setdefault(place, []).append(Matter(goal, _unsaid(why(), hidden)))
    shown = []
    for place, matters in people.items():
        contact = known.contacts[place]
        if not (discreet.is_private(contact) or has_ended(contact, known.today)):
            warm = known.warmth(contact)
            shown.append((-warm.number if warm else 0.0, contact.path, Person(contact, tuple(matters))))
    return tuple(person for _, _, person in sorted(shown, key=lambda one: one[:2]))


def _unsaid(why: Sourced[str], hidden: Collection[str]) -> Sourced[str]:
    return Sourced(discreet.UNSAID, why.sources) if _is_kept(why.value, hidden) else why


class _Mattering:
    """Tells who matters for goals."""

    def __init__(self, known: Known, doors: Sequence[Occasion]) -> None:
        self._known = known
        self._doors = doors
        self._having: dict[Need, list[tuple[int, Trait]]] = {}

    def places(self, goal: Goal) -> set[int]:
        """Give those who matter for a goal, by their places; nobody for one that is not active."""
        status = fields.first(goal.fields, "status")
        is_active = status is None or status.value == ACTIVE
        return {place for place, _ in self.of(goal)} if is_active else set()

    def of(self, goal: Goal) -> Iterator[tuple[int, _Why]]:
        """Yield who matters for a goal while it is active, by their places, and why."""
        known = self._known
        for need in needs.of(goal):
            for place, trait in self._who(need):
                yield place, partial(_has, need, trait)
        for place, trait in needs.saying("helps", goal.path, goal.name, known.contacts):
            yield place, partial(Sourced, "they help with it", (trait.source,))
        for trace in {trace.contact: trace for trace in goal.helped}.values():
            at = known.place(trace.contact)
            if at is not None:
                yield at, partial(_helped, trace, known.today)
        for one in self._doors:
            if any(fields.means(value, goal.path, one.links) for value in one.fields.get("goals", ())):
                yield from _by_door(one, known)

    def _who(self, need: Need) -> list[tuple[int, Trait]]:
        """Give those who have what is needed; what stands on another line now is needed by the same people."""
        asked = need._replace(text="", source=Source("", 0))
        if asked not in self._having:
            self._having[asked] = list(needs.who(need, self._known.contacts))
        return self._having[asked]


def _has(need: Need, trait: Trait) -> Sourced[str]:
    has = candidates.say(trait)
    more = "" if has.casefold() == need.text.casefold() else f" ({has})"
    return Sourced(f"it needs “{need.text}”{more}", (need.source, trait.source))


def _helped(trace: Trace, today: date) -> Sourced[str]:
    return Sourced(f"they helped on {say_day(date.fromisoformat(trace.day), today)}", (trace.source,))


def _by_door(one: Occasion, known: Known) -> Iterator[tuple[int, _Why]]:
    """Yield who is part of an opportunity, or could open the door to it."""
    for name in ("people", "via"):
        for value in one.fields.get(name, ()):
            at = known.place(one.links.get(str(value.value), ""))
            if at is not None:
                there = (value.source(one.path),)
                yield at, partial(Sourced, f"they are part of “{one.name}”", there)
