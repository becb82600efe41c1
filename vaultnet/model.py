"""The values that flow through the program: immutable, without behaviour beyond reading themselves.

Paths are vault-relative, with ``/`` between folders, in the form the file system gave. Lines and columns
count from 1. Days are ``datetime.date``. Nothing here touches a disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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

    @property
    def source(self) -> Source:
        """The first of its lines."""
        return self.sources[0]


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
    quoted: bool = False
    """True where it stands in a quotation or a callout."""


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

    @property
    def name(self) -> str:
        """What it is called: the note that it links to, or its text."""
        return note_name(str(self.value)) if self.link else str(self.value)

    def leads(self, where: Mapping[str, str]) -> str:
        """Give the path of the note that it links to, ``""`` for none; ``where`` says where links lead."""
        return where.get(str(self.value), "") if self.link else ""

    def source(self, path: str) -> Source:
        """Where it stands, in the note at a path."""
        return Source(path, self.line, self.quote)


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
    private: bool = False
    """True where its front matter says ``private: true``, whatever its type: its words are quoted nowhere."""
    met: tuple[tuple[int, str], ...] = ()
    """Number and words of each line of an event's debrief; see `vaultnet.met_lines`."""

    @property
    def name(self) -> str:
        """The file name without folder and ``.md``."""
        return note_name(self.path)
