"""What is known of a network as of a day: what signals, checks and dashboards are pure functions of.

Immutable values, without behaviour beyond reading themselves; made of notes (`vaultnet.model`) by way of the index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from vaultnet.model import Fields, Misdated, Source, Task, Value, note_name

# --- what notes tell of people -----------------------------------------------------------------------


class Trace(NamedTuple):
    """One sign that the owner and a contact were, or will be, in touch.

    Several traces of a contact on a day are one interaction; the strongest kind counts. ``plan`` marks a
    line whose own day lies after its note's day; whether a trace that is no plan lies ahead is decided
    against ``today`` when it is read.
    """

    contact: str
    """The contact's path."""
    day: str
    kind: str
    path: str
    line: int
    rule: str
    """Which rule made it (see docs/interactions.md): ``meeting``, ``mention``, ``log``, ``last-contact`` …"""
    text: str = ""
    """The words to quote, at most 200 characters; empty for none (or a private contact or note)."""
    plan: bool = False
    quote: str = ""
    """What must stand at ``path:line`` to bear the trace out; by default the day."""
    tick: str = ""
    """The day of the dashboard that it was taken in from. Traces of one contact and tick count once."""

    @property
    def source(self) -> Source:
        """Where the trace stands."""
        return Source(self.path, self.line, self.quote or self.day)


class Promise(NamedTuple):
    """An open task that concerns a contact: mine to keep, or theirs (``#waiting``); or what was ``promised::``."""

    contact: str
    text: str
    path: str
    line: int
    due: str = ""
    theirs: bool = False
    since: str = ""
    """The day it was made, ISO, where the line says so. Only in what follows from one note."""
    closed: str = ""
    """The day it was kept or given up, likewise, and in `Snapshot.kept`: what is closed is shown nowhere."""
    written: str = ""
    """Its day as the line of what was ``promised::`` has it, ``friday``; ``""`` for a task, which has ``due``."""

    @property
    def day(self) -> Source:
        """Where its day stands."""
        return Source(self.path, self.line, self.written or self.due)


class LedgerLine(NamedTuple):
    """An inline ledger field with the contacts it is about.

    ``kind`` is ``gave``, ``received``, ``asked``, ``promised``, ``news``, ``share``, ``about``, or ``clip`` for a
    clipping, whose ``text`` is its name and its tags. ``contact`` is ``""`` where the line is about nobody: news
    of the owner's own, something to share with whom it may interest.
    """

    kind: str
    contact: str
    text: str
    """Its words, at most 200 characters; empty for a private contact or note."""
    day: str
    """ISO, or ``""`` where neither the line nor its note has a day."""
    path: str
    line: int
    mark: str = "::"
    """What stands on the line, whatever its words are."""

    @property
    def source(self) -> Source:
        """Where the line stands: with its words, or of a clipping its name."""
        said = note_name(self.path) if self.kind == "clip" else self.text
        return Source(self.path, self.line, said or self.mark)


class TaggedTask(NamedTuple):
    """A task with a tag that says what it is about (see `vaultnet.ledger.TAGS`), whatever its status."""

    tag: str
    contacts: tuple[str, ...]
    """The paths of the contacts on the line, in order; first the one in whose own note it stands."""
    status: str
    text: str
    """Its words; empty where a private contact is on the line, or the note is private."""
    done: str
    """The day it was done, ISO, or ``""``."""
    due: str
    day: str
    """The day of the note it stands in, ISO, or ``""``."""
    path: str
    line: int

    @property
    def source(self) -> Source:
        """Where the task stands: with its day, or with its words, or with the box that it begins with."""
        return Source(self.path, self.line, self.done or self.text or f"[{self.status}]")


class GoalLine(NamedTuple):
    """A line of a goal's text that says how it is to be reached, or what became of it.

    ``plan`` is an if-then plan (``when:: … then:: …``): ``text`` and ``then`` are its two halves, as they were
    written. ``log`` is a dated line, with its ``day`` (ISO): what was changed, and why.
    """

    kind: str
    text: str
    line: int
    then: str = ""
    day: str = ""

    def source(self, path: str) -> Source:
        """Where it stands, in the note at a path."""
        return Source(path, self.line, self.day or self.text)


class Gathering(NamedTuple):
    """A meeting that took place, or an event whose note names who was met there, with more than one contact."""

    path: str
    day: str
    kind: str
    people: tuple[str, ...]
    """The paths of the contacts who were there, sorted; the private ones as well."""
    sources: tuple[Source, ...]
    """Where each of them is said to have been there, in the same order."""


class MetLine(NamedTuple):
    """A line of an event's debrief (``## Met``): in the owner's own words whom they met there."""

    path: str
    """The event's note."""
    line: int
    text: str
    """Its words without the mark of a list; empty in a private note, and where a private contact is linked."""
    contact: str = ""
    """The path of the contact whose link it begins with."""

    @property
    def source(self) -> Source:
        """Where it stands."""
        return Source(self.path, self.line, self.text)


def _where(path: str, fields: Fields, key: str) -> Source:
    values = fields.get(key)
    return Source(path, values[0].line, values[0].quote) if values else Source(path, 1)


# --- what signals and dashboards see ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Summary:
    """Everything the signals need to know about one contact, as of ``today``."""

    path: str
    name: str
    fields: Fields = field(default_factory=dict)
    interactions: int = 0
    """Distinct days in touch, up to and including today."""
    recent: tuple[Trace, ...] = ()
    """The strongest trace of each of the last twelve days in touch, newest first, none after today."""
    plans: tuple[Trace, ...] = ()
    """Plans from today on, earliest first."""
    sent: tuple[Trace, ...] = ()
    """Messages since then that wait for an answer, newest first; they are no interactions."""
    answered: tuple[Trace, ...] = ()
    """Messages that waited for an answer this morning and no longer do; newest first."""
    passed: tuple[Trace, ...] = ()
    """Meetings of the last two weeks, today not among them, whose notes are still empty; newest first."""
    earlier: tuple[Trace, ...] = ()
    """The days in touch before the ``recent`` ones as far as a year goes (see `vaultnet.weeks`), newest first."""
    odd: tuple[Misdated, ...] = ()
    """Fields that can't be meant; the ``fields`` are without them."""
    far: tuple[Trace, ...] = ()
    """What lies so far ahead that it is taken for a slip of the pen; no plans."""
    aliases: tuple[str, ...] = ()
    """Other names, as the note gives them."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Where the links of its fields lead, as with `Goal.links`."""
    is_misread: bool = False
    """Whether they have a tier or a cadence that can't be read, as far as can be told."""
    besides: tuple[Trace, ...] = ()
    """What was written to them on a day that stands in ``recent`` or ``earlier`` as an informational interview:
    thanks of the same evening, it may be."""

    @property
    def last(self) -> Trace | None:
        """The latest interaction, if there was one."""
        return self.recent[0] if self.recent else None

    def first(self, key: str) -> Value | None:
        """The first value of a field, or None."""
        values = self.fields.get(key)
        return values[0] if values else None

    def source(self, key: str) -> Source:
        """Where a field's first value stands; the note's first line if the field is not set."""
        return _where(self.path, self.fields, key)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal note with what moved it."""

    path: str
    name: str
    fields: Fields
    milestones: tuple[Task, ...]
    """The tasks in its body, in order."""
    helped: tuple[Trace, ...]
    """Interactions from notes that name the goal in ``helps``, up to today, oldest first, one a contact and day."""
    planned: tuple[Trace, ...] = ()
    """The same, ahead of today."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Where the links of its fields lead: target as written, to the note's path; none that lead nowhere."""
    odd: tuple[Misdated, ...] = ()
    """As with `Summary.odd`."""
    lines: tuple[GoalLine, ...] = ()
    """Its if-then plans and dated lines, in order; none of a private note."""

    def source(self, key: str) -> Source:
        """Where a field's first value stands, as with `Summary.source`."""
        return _where(self.path, self.fields, key)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A note of another type with its own date, for the days ahead (events, opportunities …)."""

    path: str
    name: str
    type: str
    fields: Fields
    links: Mapping[str, str] = field(default_factory=dict)
    """Where the links of its fields lead, as with `Goal.links`."""
    odd: tuple[Misdated, ...] = ()
    """As with `Summary.odd`."""
    tasks: tuple[Task, ...] = ()
    """The tasks in its body, in order; their texts are empty in a private note."""

    def source(self, key: str) -> Source:
        """Where a field's first value stands, as with `Summary.source`."""
        return _where(self.path, self.fields, key)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class FollowUp:
    """Something due with a contact: why, since when, and where that can be read."""

    contact: str
    """The contact's path."""
    name: str
    reason: str
    """One of the reasons in docs/follow-ups.md: ``check in``, ``promise``, ``congratulate`` …"""
    since: date
    """The day it became due."""
    text: str
    """A sentence fragment in plain text that explains it: ``every 6 weeks, last on 18 September``."""
    sources: tuple[Source, ...]
    weight: float = 1.0
    """Orders follow-ups; larger is more pressing. A rule of thumb, shown only by ``why``."""
    signal: str = ""
    opener: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The facts as of ``today``: what every signal, check and dashboard is a pure function of."""

    today: date
    contacts: tuple[Summary, ...] = ()
    """Sorted by path; the owner's own note (``me``) is not among them."""
    me: Summary | None = None
    """The owner's own note, with its fields and nothing else; None where ``me`` names none."""
    goals: tuple[Goal, ...] = ()
    promises: tuple[Promise, ...] = ()
    kept: tuple[Promise, ...] = ()
    """Those that were kept or given up today; the ``promises`` are the open ones."""
    ledger: tuple[LedgerLine, ...] = ()
    """Up to today, and those without a day; by path and line."""
    tagged: tuple[TaggedTask, ...] = ()
    """By path and line."""
    occasions: tuple[Occasion, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    """Up to today; by path and day."""
    met: tuple[MetLine, ...] = ()
    """The debriefs of events, by path and line."""
    private: frozenset[str] = frozenset()
    """Paths of the notes that are quoted nowhere, of whatever type: nor is what such an occasion is called."""
    notes: int = 0
    """How many notes the vault holds, dashboards not counted."""
    ticked: tuple[Trace, ...] = ()
    """What was taken in from today's dashboards or logged today, one for each contact."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Path of every note that a dashboard may link to, with the shortest link text that resolves to it."""
