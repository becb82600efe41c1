"""The values that flow through the program: immutable, without behaviour beyond reading themselves.

Paths are vault-relative, with ``/`` between folders, in the form the file system gave. Lines and columns
count from 1. Days are ``datetime.date``. Nothing here touches a disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")

Scalar: TypeAlias = "bool | int | float | str | None"


def note_name(path: str) -> str:
    """Return what a note is called: its file's name, without folder and ``.md``. Also for a link's target."""
    name = path.rpartition("/")[2]
    return name[:-3] if name[-3:].lower() == ".md" else name


# --- where things stand ----------------------------------------------------------------------------


class Source(NamedTuple):
    """A place in a note that a value was read from.

    ``quote`` is the text that must be found there: on the line, or in the path for what a file name says.
    """

    path: str
    line: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value for a dashboard together with the lines it was derived from (law 6)."""

    value: T
    sources: tuple[Source, ...]


# --- front matter as it was read -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Located:
    """A front matter value and where it begins. Nested values are ``Located`` as well."""

    value: Scalar | tuple[Located, ...] | Mapping[str, Located]
    line: int
    column: int = 1


# --- what a note's text holds ----------------------------------------------------------------------


class Link(NamedTuple):
    """A link to another note, as written.

    ``target`` is the file part (no ``#heading``, ``^block`` or alias), percent-decoded for Markdown links.
    ``where`` says what surrounds it: ``text``, ``heading``, ``task`` (open), ``done`` (a ticked task),
    ``dropped`` (a cancelled one), ``quote``, ``embed``, ``comment`` or ``property`` (front matter; then
    ``key`` is the property's name as written). Links in code are not links and never appear.
    """

    target: str
    line: int
    column: int
    where: str = "text"
    subpath: str = ""
    alias: str = ""
    key: str = ""


class Tag(NamedTuple):
    """A tag without its ``#``."""

    name: str
    line: int


class Heading(NamedTuple):
    """A heading's text and level (1 to 6)."""

    text: str
    level: int
    line: int


class InlineField(NamedTuple):
    """An inline field: ``key:: value``, ``[key:: value]`` or ``(key:: value)``; ``key`` as written."""

    key: str
    value: str
    line: int
    column: int
    where: str = "text"


class Task(NamedTuple):
    """A task line; dates as ISO text or ``""``; ``text`` without the check box and the trailing fields."""

    status: str
    text: str
    line: int
    indent: int = 0
    due: str = ""
    scheduled: str = ""
    start: str = ""
    created: str = ""
    done: str = ""
    cancelled: str = ""
    recurrence: str = ""
    priority: str = ""
    tags: tuple[str, ...] = ()


class LogLine(NamedTuple):
    """A dated line (``- 2026-06-02 letter: sent her the note``): its day, the rest, and its kind if named."""

    day: str
    text: str
    line: int
    kind: str = ""


class Body(NamedTuple):
    """Everything the scanner finds in a note's text, in the order of its lines."""

    links: tuple[Link, ...] = ()
    tags: tuple[Tag, ...] = ()
    headings: tuple[Heading, ...] = ()
    tasks: tuple[Task, ...] = ()
    fields: tuple[InlineField, ...] = ()
    logs: tuple[LogLine, ...] = ()
    placeholder: bool = False
    """True where the text holds an unrendered template expression: ``{{…}}`` or ``<% … %>``."""
    empty: bool = True
    """True where there is nothing but white space, headings and comments."""
    first: tuple[str, int] = ("", 0)
    """The first ordinary line of prose and its line number, for quoting; ``("", 0)`` if there is none."""
    lines: tuple[tuple[int, str], ...] = ()
    """Number and text of each line that holds a link or an inline field, to tell from what was done."""
    odd: tuple[tuple[int, str], ...] = ()
    """Number of each line that begins with a day which the calendar does not have, and that day."""


# --- declared types --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """A declared front matter field of a note type.

    ``kind`` is one of ``text texts link links names date birthday number flag flag-or-date cadence tier
    choice choices url``; ``names`` is a list of links or plain text. ``choices`` are the known words of a
    ``choice`` or ``choices``; with ``open`` other words are the user's own and fine. ``words`` are pairs of
    another word for a choice and the choice it stands for. A ``positive`` number lies above zero.
    """

    name: str
    kind: str
    help: str
    synonyms: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    open: bool = False
    words: tuple[tuple[str, str], ...] = ()
    positive: bool = False


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type, declared once as data. ``template`` names a template for new notes."""

    name: str
    folder: str
    help: str
    fields: tuple[Field, ...]
    template: str = ""
    tags: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()


class Value(NamedTuple):
    """One typed value of a field and its line.

    ``value`` by the field's kind: text for ``text texts choice choices url tier``; the link's target for
    ``link links`` and linked ``names`` (``link`` is then true); ISO text for ``date``; ``YYYY-MM-DD`` or
    ``--MM-DD`` for ``birthday``; a number; true or false for ``flag``; one of these or ISO text for
    ``flag-or-date``; days for ``cadence``.
    ``quote`` is the text as it stands on the line.
    """

    value: str | int | float | bool
    line: int
    quote: str = ""
    link: bool = False


Fields: TypeAlias = Mapping[str, tuple[Value, ...]]


class Misdated(NamedTuple):
    """A field whose day can't be meant, and what is to be said of it; see `vaultnet.plausible`."""

    name: str
    value: Value
    code: str
    message: str
    hint: str


class Clip(NamedTuple):
    """What a note that was saved from somewhere else is about."""

    tags: tuple[str, ...]
    """Without ``#``, and without the one that every clipping has."""
    line: int
    """Where the first of them stands."""
    day: str = ""
    """When it was saved (``created``), ISO, or ``""``."""


# --- a parsed note ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Note:
    """A note after parsing: everything that depends on its own path and bytes (and the config) only."""

    path: str
    type: str = ""
    """The declared type's name, or ``""`` for an ordinary note."""
    day: str = ""
    """The day the note stands for (ISO), from ``date:``, its file name or daily-note settings, or ``""``."""
    day_source: Source = Source("", 0)
    aliases: tuple[str, ...] = ()
    fields: Fields = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    """Links of the front matter, then of the body."""
    body: Body = Body()
    generated: bool = False
    """True for a dashboard of ours: a link target, never a fact."""
    template: bool = False
    """True for a template note: it lies in a template folder or holds unrendered placeholders."""
    clip: Clip | None = None
    """What a clipping is about: an ordinary note with tags, and an address as its ``source`` or ``url``."""

    @property
    def name(self) -> str:
        """The file name without folder and ``.md``."""
        return note_name(self.path)


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
    """The words to quote, at most 200 characters; empty for none (or a private contact)."""
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
    """An open task that concerns a contact: mine to keep, or theirs (``#waiting``)."""

    contact: str
    text: str
    path: str
    line: int
    due: str = ""
    theirs: bool = False
    since: str = ""
    """The day it was made, ISO, where the line says so. Only in what follows from one note."""
    closed: str = ""
    """The day it was kept or given up, likewise: what is closed is kept for looking back, and is shown nowhere."""


class LedgerLine(NamedTuple):
    """An inline ledger field with the contacts it is about.

    ``kind`` is ``gave``, ``received``, ``asked``, ``promised``, ``news``, ``share``, ``about``, or ``clip`` for a
    clipping, whose ``text`` is its name and its tags. ``contact`` is ``""`` where the line is about nobody: news
    of the owner's own, something to share with whom it may interest.
    """

    kind: str
    contact: str
    text: str
    """Its words, at most 200 characters; empty for a private contact."""
    day: str
    """ISO, or ``""`` where neither the line nor its note has a day."""
    path: str
    line: int

    @property
    def source(self) -> Source:
        """Where the line stands: with its words, or of a clipping its name."""
        said = note_name(self.path) if self.kind == "clip" else self.text
        return Source(self.path, self.line, said or "::")


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
    passed: tuple[Trace, ...] = ()
    """Meetings of the last two weeks, today not among them, whose notes are still empty; newest first."""
    earlier: tuple[Trace, ...] = ()
    """The days in touch before the ``recent`` ones as far as a year goes (see `vaultnet.weeks`), newest first."""
    odd: tuple[Misdated, ...] = ()
    """Fields that can't be meant; the ``fields`` are without them."""
    far: tuple[Trace, ...] = ()
    """What lies so far ahead that it is taken for a slip of the pen; no plans."""

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
        value = self.first(key)
        return Source(self.path, value.line, value.quote) if value else Source(self.path, 1)


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
    goals: tuple[Goal, ...] = ()
    promises: tuple[Promise, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    """Up to today, and those without a day; by path and line."""
    tagged: tuple[TaggedTask, ...] = ()
    """By path and line."""
    occasions: tuple[Occasion, ...] = ()
    notes: int = 0
    """How many notes the vault holds, dashboards not counted."""
    ticked: tuple[Trace, ...] = ()
    """What was taken in from today's dashboards or logged today, one for each contact."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Path of every note that a dashboard may link to, with the shortest link text that resolves to it."""
