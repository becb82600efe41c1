"""The days ahead: plans, birthdays, events, what falls due, and whose turn comes."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import cadence, discreet, fields, goal_words, memo, projects, stages
from vaultnet.config import Config
from vaultnet.dashboards.leaves import Part, count, kind, listed, note
from vaultnet.dates import later, next_anniversary, parse_day
from vaultnet.filters import words
from vaultnet.goals import STEP, standings
from vaultnet.model import Source, Sourced
from vaultnet.network import Occasion, Snapshot, Summary, Trace
from vaultnet.signals.birthdays import turning

DAYS, ROWS, PEOPLE = 7, 20, 3
"""Days looked ahead, rows shown, and people named in a row; then a count."""


_HELD: Mapping[str, str] = {
    "later": "",
    "snoozed": ", put off until then",
    "resting": ", at rest until then",
    "waiting": ", no answer to your message",
}
"""By why someone is not due yet: what to say of it. Who is paused, or planned, or has ended comes otherwise."""


class Entry(NamedTuple):
    """One thing in the days ahead, borne out by a line."""

    day: date
    what: str
    source: Source
    people: tuple[str, ...] = ()
    """Paths of contacts."""
    path: str = ""
    """The note to read, if it is another one than the person's."""
    until: Sourced[date] | None = None
    due: bool = False
    """It has to be finished by then."""


def week(snapshot: Snapshot, config: Config) -> Part:
    """Give what the next seven days bring, today included, day by day."""
    last = _last(snapshot.today)
    entries = [
        *_plans(snapshot.contacts, last),
        *_birthdays(snapshot, last),
        *_occasions(snapshot, last),
        *_goals(snapshot, last),
        *_deliverables(snapshot, config, last),
        *_turns(snapshot, config, last),
    ]
    entries.sort(key=lambda one: (one.day, one.what, one.source))
    return listed(entries, _row, lambda one: one.source, ROWS)


def meetings(snapshot: Snapshot) -> list[Entry]:
    """Give whom the owner is to meet in the next seven days: plans, and events with people, day by day."""
    last = _last(snapshot.today)
    events = (one for one in _occasions(snapshot, last) if one.people and not one.due)
    return sorted(
        (*_plans(snapshot.contacts, last), *events), key=lambda one: (one.day, one.what, one.source)
    )


def _last(today: date) -> date:
    return later(today, DAYS)


def _row(entry: Entry) -> Part:
    there = (entry.source,)
    return {
        "day": Sourced(entry.day, there),
        "what": Sourced(entry.what, there),
        "path": Sourced(entry.path, there) if entry.path else None,
        "until": entry.until,
        "due": Sourced(True, there) if entry.due else None,
        "people": tuple(note(path) for path in entry.people[:PEOPLE]),
        "more": count(entry.people[PEOPLE:], there),
    }


def _plans(contacts: Sequence[Summary], last: date) -> Iterator[Entry]:
    """Yield plans; those of several people in one place are one."""
    together: dict[tuple[str, str, str], list[Trace]] = {}
    for contact in contacts:
        for plan in contact.plans:
            if plan.day <= last.isoformat():
                together.setdefault((plan.day, plan.path, kind(plan)), []).append(plan)
    for (day, path, what), plans in together.items():
        yield Entry(
            date.fromisoformat(day), what, plans[0].source, tuple(plan.contact for plan in plans), path
        )


def _birthdays(snapshot: Snapshot, last: date) -> Iterator[Entry]:
    return (entry for entry in _birthday(snapshot.contacts, snapshot.today, last) if entry)


@memo.of_all
def _birthday(contact: Summary, today: date, last: date) -> Entry | None:
    birthday = contact.first("birthday")
    if birthday is None or cadence.has_ended(contact, today):
        return None
    day = next_anniversary(str(birthday.value), today)
    if not today <= day <= last:
        return None
    return Entry(day, turning(str(birthday.value), day.year), contact.source("birthday"), (contact.path,))


def _occasions(snapshot: Snapshot, last: date) -> Iterator[Entry]:
    """Yield events that begin or go on, and open matters whose day comes."""
    contacts = {contact.path for contact in snapshot.contacts}
    for one, (starts, ends, due) in zip(snapshot.occasions, _days(snapshot.occasions), strict=True):
        if starts and starts.value <= last and (ends or starts).value >= snapshot.today:
            day = max(starts.value, snapshot.today)
            until = ends if ends and ends.value > day else None
            yield Entry(day, one.name, starts.sources[0], _people(one, contacts), one.path, until)
        if due and snapshot.today <= due.value <= last and not _is_settled(one, snapshot.today):
            yield Entry(due.value, one.name, due.sources[0], _people(one, contacts), one.path, due=True)


def _goals(snapshot: Snapshot, last: date) -> Iterator[Entry]:
    """Yield the days of goals and of their milestones, and when a goal is to be looked at."""
    yield from _reviews(snapshot, last)
    hidden = discreet.hidden(snapshot.contacts)
    for goal in snapshot.goals:
        status = fields.first(goal.fields, "status")
        if status is not None and status.value != "active":
            continue
        due = fields.first(goal.fields, "due")
        day = fields.day_of(goal.fields, "due")
        if due and day and snapshot.today <= day <= last:
            yield Entry(day, goal.name, due.source(goal.path), (), goal.path, due=True)
        for task in goal.milestones:
            day = parse_day(task.due)
            if task.status == " " and day and snapshot.today <= day <= last:
                what = words(goal_words.step(task, hidden)) or STEP
                there = Source(goal.path, task.line, task.due)
                yield Entry(day, what, there, (), goal.path)


def _deliverables(snapshot: Snapshot, config: Config, last: date) -> Iterator[Entry]:
    """Yield what falls due in the projects that are shared and go on; promises are told elsewhere."""
    near = [
        (one.path, found, found.due)
        for one in projects.of(snapshot, config)
        for found in (one.deliverables if one.standing.value == projects.ACTIVE else ())
        if found.is_open and found.due and snapshot.today <= found.due.value <= last
    ]
    told = {(promise.path, promise.line) for promise in snapshot.promises} if near else set()
    for path, found, due in near:
        if (path, found.source.line) not in told:
            yield Entry(due.value, words(found.text), due.sources[0], found.whose, path)


def _reviews(snapshot: Snapshot, last: date) -> Iterator[Entry]:
    """Yield the reviews of goals; one whose day has passed can be made up for today."""
    for one in standings(snapshot.goals, snapshot.today):
        if one.review:
            day = max(one.review.due.value, snapshot.today) if one.review.due else snapshot.today
            if day <= last:
                yield Entry(day, f"review {one.goal.name}", one.review.every.sources[0], (), one.goal.path)


def _turns(snapshot: Snapshot, config: Config, last: date) -> Iterator[Entry]:
    """Yield whose turn comes, by the cadence or after what put it off; who is due already stands further up."""
    return (entry for entry in _turn(snapshot.contacts, snapshot.today, config, last) if entry)


@memo.of_all
def _turn(contact: Summary, today: date, config: Config, last: date) -> Entry | None:
    standing = cadence.status(contact, today, config)
    held = _HELD.get(standing.reason)
    if held is None or not standing.days or not standing.due or not today < standing.due <= last:
        return None
    what = f"check in, {cadence.say_every(standing.days)}{held}"
    return Entry(standing.due, what, standing.sources[-1 if held else 0], (contact.path,))


def _people(one: Occasion, contacts: Container[str]) -> tuple[str, ...]:
    """Give the contacts among those whom a note links as its people."""
    paths = (one.links.get(str(value.value), "") for value in one.fields.get("people", ()) if value.link)
    return tuple(dict.fromkeys(path for path in paths if path in contacts))


@memo.of_all
def _days(one: Occasion) -> tuple[Sourced[date] | None, Sourced[date] | None, Sourced[date] | None]:
    """Give when an occasion begins, ends, and falls due."""
    return _day(one, "date"), _day(one, "ends"), _day(one, "due")


def _day(one: Occasion, name: str) -> Sourced[date] | None:
    value, day = fields.first(one.fields, name), fields.day_of(one.fields, name)
    return Sourced(day, (value.source(one.path),)) if value and day else None


def _is_settled(one: Occasion, today: date) -> bool:
    """Whether a matter is closed, or its status says that it is done with, or that it came to nothing."""
    words = [fields.first(one.fields, name) for name in ("stage", "status")]
    is_over = one.type == stages.OPPORTUNITY and stages.stage_of(one, today).value in stages.OVER
    return (
        is_over
        or "closed" in one.fields
        or any(word and word.value in ("done", "ended", "declined", "dropped") for word in words)
    )
