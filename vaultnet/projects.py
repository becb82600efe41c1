"""Work that the owner shares with others: with whom, what is to be done and by whom, and what came of it. Pure.

A project is one of these if its ``people`` link a contact; one without is the owner's own business, and nothing is
said of it. What is to be done are the tasks in its note. Any time in touch with somebody is one at which it may
have come up; that it did is known of those whose words or note name it, or that helped a goal which it serves.
Nothing is said of projects or contacts that are private. docs/projects.md shows all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from vaultnet import cadence, deliverables, discreet, fields, links, memo, needs, warmth
from vaultnet.config import Config
from vaultnet.deliverables import Deliverable
from vaultnet.model import Source, Sourced, note_name
from vaultnet.network import Goal, Occasion, Snapshot, Summary, Trace
from vaultnet.warmth import Warmth

CHECK_IN = 42
"""Days after which partners of an active project are to talk where it does not say how often: a rule of thumb."""
ACTIVE, FINISHED, DROPPED = "active", "done", "dropped"
NOT_BEGUN = "not begun yet"
"""How one stands that would be active, and starts on a day to come."""


class Partner(NamedTuple):
    """Somebody who shares in a project."""

    contact: Summary
    source: Source
    """Where the project names them."""
    warmth: Warmth | None
    about: Trace | None
    """The last time in touch that was about the project, as far as the notes tell."""
    check_in: date | None
    """When the two of them are to talk, or were to; None where the project is not active, they were never in touch
    and it does not say when it began, or they no longer keep in touch."""

    @property
    def last(self) -> Trace | None:
        """The last time in touch, about whatever."""
        return self.contact.last


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Project:
    """A project as of ``today``."""

    path: str
    name: str
    today: date
    standing: Sourced[str]
    """``active``, ``paused``, ``done``, ``dropped`` or `NOT_BEGUN`."""
    partners: tuple[Partner, ...]
    """In the order of the note."""
    deliverables: tuple[Deliverable, ...]
    """In the order of the note, without those that were given up."""
    started: Sourced[date] | None
    due: Sourced[date] | None
    ended: Sourced[date] | None
    """The day it ended: as it says, else the day of the last deliverable that was done, else the one it was due."""
    every: Sourced[int] | None
    """Days between two check-ins, where it says so."""
    outcome: Sourced[str] | None
    goals: tuple[Sourced[str], ...]
    """The paths of the goals that it serves."""
    url: Sourced[str] | None

    @property
    def done(self) -> list[Deliverable]:
        """What is done, the latest last; what has no day comes first."""
        found = [one for one in self.deliverables if not one.is_open]
        return sorted(found, key=lambda one: one.done.value if one.done else date.min)

    @property
    def is_over(self) -> bool:
        """Tell whether it is done, or was given up."""
        return self.standing.value in (FINISHED, DROPPED)

    @property
    def left(self) -> list[Deliverable]:
        """What was left open when it ended, in the order of the note."""
        return [one for one in self.deliverables if one.is_open] if self.is_over else []

    @property
    def late(self) -> list[Deliverable]:
        """What is to be done and whose day has passed, the longest late first; nothing once it is over."""
        if self.is_over:
            return []
        found = [one for one in self.deliverables if one.is_open and one.due and one.due.value < self.today]
        return sorted(found, key=_by_due)

    @property
    def next(self) -> Deliverable | None:
        """The first that is open and not late."""
        return next(iter(self.coming), None)

    @property
    def coming(self) -> list[Deliverable]:
        """What is to be done and not late, in the order of the note; nothing once it is over."""
        late = self.late
        if self.is_over:
            return []
        return [one for one in self.deliverables if one.is_open and one not in late]

    @property
    def has_more(self) -> bool:
        """Tell whether there is something to talk about: it says how often, or something is still to be done."""
        return self.every is not None or any(one.is_open for one in self.deliverables)

    @property
    def unheard(self) -> list[Partner]:
        """Partners with whom the owner was not in touch since the day it ended, and still wants to be."""
        if self.ended is None or self.standing.value != FINISHED:
            return []
        day = self.ended.value.isoformat()
        kept = (one for one in self.partners if not cadence.has_ended(one.contact, self.today))
        return [one for one in kept if not _has_heard(one.contact, day)]


def _by_due(one: Deliverable) -> date:
    return one.due.value if one.due else date.max


def _has_heard(contact: Summary, day: str) -> bool:
    return any(trace.day > day for trace in (*contact.recent[:1], *contact.sent[:1]))


def of(snapshot: Snapshot, config: Config) -> tuple[Project, ...]:
    """Give the projects that are shared: those that are due first, without a day last, then by name."""
    shared = noted(snapshot.occasions)
    if not shared:
        return ()
    served = {path for one in shared for path in _linked(one, "goals")}
    return _of(
        shared,
        _partners(shared, snapshot.contacts),
        tuple(goal for goal in snapshot.goals if goal.path in served),
        discreet.hidden(snapshot.contacts),
        snapshot.private,
        snapshot.today,
        config,
    )


@memo.of_last
def noted(occasions: Sequence[Occasion]) -> tuple[Occasion, ...]:
    """Give the projects that link somebody as their people."""
    return tuple(one for one in occasions if one.type == "project" and any(_linked(one, "people")))


@memo.of_last
def _partners(shared: Sequence[Occasion], contacts: Sequence[Summary]) -> tuple[Summary, ...]:
    """Give the contacts who share in something, in their order."""
    places = needs.places(contacts)
    wanted = {places[path] for one in shared for path in _linked(one, "people") if path in places}
    return tuple(contacts[place] for place in sorted(wanted))


def _linked(one: Occasion, name: str) -> Iterator[str]:
    """Yield the paths of the notes that a field links."""
    for value in one.fields.get(name, ()):
        path = value.leads(one.links)
        if path:
            yield path


@memo.of_equal
def _of(
    shared: Sequence[Occasion],
    contacts: Sequence[Summary],
    goals: Sequence[Goal],
    hidden: frozenset[str],
    private: frozenset[str],
    today: date,
    config: Config,
) -> tuple[Project, ...]:
    at = {contact.path: contact for contact in contacts if not discreet.is_private(contact)}
    helped = {goal.path: frozenset(trace.path for trace in goal.helped) for goal in goals}
    found: list[Project] = []
    _MADE.turn()
    for one in shared:
        people = tuple(at[path] for path in dict.fromkeys(_linked(one, "people")) if path in at)
        if people and one.path not in private and not discreet.names_any(one.name, hidden):
            notes = frozenset().union(*(helped.get(goal, ()) for goal in _linked(one, "goals")))
            parts = one, people, notes, discreet.Kept(hidden, private), today, config
            found.append(_MADE.again(one.path, parts, partial(_project, *parts)))
    return tuple(sorted(found, key=_order))


_MADE = memo.Kept()
"""Each project as it was made the last time: mostly it is one of them that differs."""


def _order(one: Project) -> tuple[date, str, str]:
    return one.due.value if one.due else date.max, one.name.casefold(), one.path


# --- one project -----------------------------------------------------------------------------------


def _project(
    one: Occasion,
    people: Sequence[Summary],
    notes: frozenset[str],
    kept: discreet.Kept,
    today: date,
    config: Config,
) -> Project:
    """Make a project; ``notes`` are those that helped a goal of it, and so were about it."""
    found = tuple(deliverables.of(one, people, kept, today))
    ended = _ended(one, found, today)
    standing = _standing(one, today)
    every = fields.first(one.fields, "check_in")
    rhythm = _Rhythm(
        int(every.value) if every else CHECK_IN,
        fields.day_of(one.fields, "started"),
        standing.value == ACTIVE,
    )
    return Project(
        path=one.path,
        name=one.name,
        today=today,
        standing=standing,
        partners=tuple(_partner(one, contact, notes, rhythm, today, config) for contact in people),
        deliverables=found,
        started=_day(one, "started"),
        due=_day(one, "due"),
        ended=ended if standing.value in (FINISHED, DROPPED) else None,
        every=Sourced(int(every.value), (one.source("check_in"),)) if every else None,
        outcome=next(_texts(one, "outcome", kept), None),
        goals=tuple(_goals(one, kept)),
        url=next(_texts(one, "url", kept), None),
    )


def _standing(one: Occasion, today: date) -> Sourced[str]:
    """Tell how a project stands: what is closed is done, whatever its status says, unless it was dropped."""
    value = fields.first(one.fields, "status")
    word = str(value.value) if value else ACTIVE
    closed = fields.day_of(one.fields, "closed")
    if word != DROPPED and (fields.is_set(one.fields, "closed") or (closed and closed <= today)):
        return Sourced(FINISHED, (one.source("closed"),))
    started = fields.day_of(one.fields, "started")
    if word == ACTIVE and started and started > today:
        return Sourced(NOT_BEGUN, (one.source("started"),))
    return Sourced(word, (one.source("status"),))


def _ended(one: Occasion, every: Iterable[Deliverable], today: date) -> Sourced[date] | None:
    """Give the day it ended, as far as that can be: one before its beginning says nothing."""
    first = fields.day_of(one.fields, "started") or date.min
    days = _day(one, "closed"), _day(one, "due")
    closed, due = (day if day and first <= day.value <= today else None for day in days)
    done = [found.done for found in every if found.done and first <= found.done.value <= today]
    return closed or max(done, key=lambda day: day.value, default=due)


def _day(one: Occasion, name: str) -> Sourced[date] | None:
    day = fields.day_of(one.fields, name)
    return Sourced(day, (one.source(name),)) if day else None


def _texts(one: Occasion, name: str, kept: discreet.Kept) -> Iterator[Sourced[str]]:
    for value in one.fields.get(name, ()):
        if kept.may_quote(str(value.value)):
            yield Sourced(str(value.value), (value.source(one.path),))


def _goals(one: Occasion, kept: discreet.Kept) -> Iterator[Sourced[str]]:
    for value in one.fields.get("goals", ()):
        path = value.leads(one.links)
        if path and path not in kept.private and not discreet.names_any(note_name(path), kept.hidden):
            yield Sourced(path, (value.source(one.path),))


# --- who shares in it ------------------------------------------------------------------------------


class _Rhythm(NamedTuple):
    """How often partners are to talk."""

    days: int
    started: date | None
    is_active: bool


def _partner(
    one: Occasion,
    contact: Summary,
    notes: Collection[str],
    rhythm: _Rhythm,
    today: date,
    config: Config,
) -> Partner:
    named = next(
        value
        for value in one.fields["people"]
        if value.link and one.links.get(str(value.value)) == contact.path
    )
    begun = rhythm.started.isoformat() if rhythm.started else ""
    about = next(
        (
            trace
            for trace in (*contact.recent, *contact.earlier)
            if trace.day >= begun and _is_about(trace, one, notes)
        ),
        None,
    )
    since = date.fromisoformat(contact.last.day) if contact.last else rhythm.started
    talks = rhythm.is_active and since is not None and not cadence.has_ended(contact, today)
    return Partner(
        contact,
        named.source(one.path),
        warmth.of(contact, today, config),
        about,
        cadence.after(since, rhythm.days, config.away) if talks and since else None,
    )


def _is_about(trace: Trace, one: Occasion, notes: Collection[str]) -> bool:
    """Tell whether a time in touch was about a project: its note or its words name it, or it helped its goal."""
    if trace.path == one.path or trace.path in notes:
        return True
    name = discreet.spoken(one.name)
    if len(name.split()) < _TELLING:  # a word alone may mean anything: it has to be a link
        return any(links.key(target) == links.key(one.path) for target in links.LINK.findall(trace.text))
    return name in discreet.spoken(trace.text) or name in discreet.spoken(trace.path)


_TELLING = 2
"""Words of a project's name from which on it is known by them, and no link is needed."""
