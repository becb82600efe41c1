"""Changing course: what was changed of goals and why, how they stood before, and who matters for them since. Pure.

What was changed is kept in dated lines of a goal's own note (see `vaultnet.course_lines`), so a goal as it was is
the goal with these taken back. Somebody matters for a goal who has what it needs, helps with it or helped it, or is
part of an opportunity for it; docs/changing-course.md shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
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
from vaultnet.network import Goal, Occasion, Snapshot, Summary
from vaultnet.note_types.goal import GOAL

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
        found = tuple(_read(name, was, source.line, config))
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


def _read(name: str, items: Iterable[str], line: int, config: Config) -> Iterator[Value]:
    for item in items:
        value = values.read(Located(item, line), _FIELDS[name], name, config).value
        if value:
            yield value


# --- what is said of a change ------------------------------------------------------------------------

_STATUS = {"active": "taken up again", "paused": "paused", "done": "reached", "dropped": "let go"}


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
    if name == "because":
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


_Matters: TypeAlias = Mapping[str, Sequence[Matter]]
"""What people matter for, by their paths."""


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


def turn(snapshot: Snapshot, since: date, config: Config) -> Turn:
    """Compare who matters for the goals as they are with who did as they stood before a day."""
    goals = tuple(one for one in snapshot.goals if one.path not in snapshot.private)
    turned = tuple(one for goal in goals if (one := _turned(goal, since, snapshot.today, config)))
    if not turned:
        return Turn(since, (), (), ())
    known = Known(snapshot.contacts, snapshot.today, config)
    doors = tuple(
        one for one in snapshot.occasions if one.type == "opportunity" and one.path not in snapshot.private
    )
    return _turn(since, turned, goals, known, doors)


def fresh(snapshot: Snapshot, config: Config) -> Turn:
    """Give what has changed so lately that it is shown on Network Goals."""
    return turn(snapshot, earlier(snapshot.today, FRESH), config)


def _turned(goal: Goal, since: date, today: date, config: Config) -> Turned | None:
    lately = tuple(one for one in changes(goal) if one.day >= since)
    was = before(goal, since, config) if lately else goal
    start = fields.day_of(was.fields, "start")
    began = None
    if start and since <= start <= today:
        value = was.fields["start"][0]
        began = Sourced(start, (Source(goal.path, value.line, value.quote),))
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
    same = [goal for goal in goals if goal.path not in paths]
    were = [before(one.goal, since, known.config) for one in turned if not one.began]
    always, now, then = (_people(of, known, doors) for of in (same, [one.goal for one in turned], were))
    return Turn(since, turned, _sorted(_new(now, then), known), _sorted(_lost(then, {*always, *now}), known))


def _new(now: _Matters, then: _Matters) -> _Matters:
    """Give what people matter for now, without the goals for which they did before."""
    found = {}
    for path, matters in now.items():
        old = {matter.goal.path for matter in then.get(path, ())}
        found[path] = [matter for matter in matters if matter.goal.path not in old]
    return found


def _lost(then: _Matters, now: Collection[str]) -> _Matters:
    """Give what people mattered for who matter for nothing now."""
    return {path: matters for path, matters in then.items() if path not in now}


def _sorted(people: _Matters, known: Known) -> tuple[Person, ...]:
    """Sort those who matter for anything, the warmest first."""
    found = []
    for path, matters in people.items():
        place = known.place(path)
        if matters and place is not None:
            contact = known.contacts[place]
            warm = known.warmth(contact)
            found.append((-warm.number if warm else 0.0, path, Person(contact, tuple(matters))))
    return tuple(person for _, _, person in sorted(found, key=lambda one: one[:2]))


def _people(goals: Iterable[Goal], known: Known, doors: Sequence[Occasion]) -> _Matters:
    """Give all who matter for some goals, by their paths: nobody private, and nobody who has ended."""
    found: dict[str, list[Matter]] = {}
    hidden = discreet.hidden(known.contacts)
    for goal in goals:
        status = fields.first(goal.fields, "status")
        if status is None or status.value == ACTIVE:
            for place, why in _whys(goal, known, doors):
                contact = known.contacts[place]
                if not (discreet.is_private(contact) or has_ended(contact, known.today)):
                    said = Sourced(discreet.UNSAID, why.sources) if _is_kept(why.value, hidden) else why
                    found.setdefault(contact.path, []).append(Matter(goal, said))
    return found


def _whys(goal: Goal, known: Known, doors: Sequence[Occasion]) -> Iterator[tuple[int, Sourced[str]]]:
    """Yield who matters for a goal, by their places among the contacts, and why."""
    contacts = known.contacts
    for need in needs.of(goal):
        for place, trait in needs.who(need, contacts):
            has = candidates.say(trait)
            more = "" if has.casefold() == need.text.casefold() else f" ({has})"
            yield place, Sourced(f"it needs “{need.text}”{more}", (need.source, trait.source))
    for place, trait in needs.saying("helps", goal.path, goal.name, contacts):
        yield place, Sourced("they help with it", (trait.source,))
    for trace in {trace.contact: trace for trace in goal.helped}.values():
        at = known.place(trace.contact)
        if at is not None:
            day = say_day(date.fromisoformat(trace.day), known.today)
            yield at, Sourced(f"they helped on {day}", (trace.source,))
    for one in doors:
        yield from _by_door(goal, one, known)


def _by_door(goal: Goal, one: Occasion, known: Known) -> Iterator[tuple[int, Sourced[str]]]:
    """Yield who is part of an opportunity for a goal, or could open the door to it."""
    if not any(fields.means(value, goal.path, one.links) for value in one.fields.get("goals", ())):
        return
    for name in ("people", "via"):
        for value in one.fields.get(name, ()):
            at = known.place(one.links.get(str(value.value), ""))
            if at is not None:
                yield (
                    at,
                    Sourced(f"they are part of “{one.name}”", (Source(one.path, value.line, value.quote),)),
                )
