"""The parts that contexts are made of: values with the lines that bear them out (law 6).

A leaf is a `Sourced`, or None where there is nothing to say; around leaves there are mappings and tuples. A
setting is borne out by the settings file as a whole (line 0), be it there or a default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias, TypeVar

from vaultnet import config, dates, discreet, kinds
from vaultnet.kinds import MENTION
from vaultnet.model import Source, Sourced, note_name
from vaultnet.network import Promise, Snapshot, Summary, Trace
from vaultnet.signals import intros

T = TypeVar("T")

Part: TypeAlias = Mapping[str, Any]

PLANNED = "planned"
"""What a plan is whose line does not say what is to be."""

LONGEST = 200
"""Lines of a list at most; then a count of the rest."""

SHOWN_SOURCES = 200
"""Sources that a count keeps at most: as many as lines are shown."""


def note(path: str) -> Part:
    """Give a note to link to: its ``path`` and ``name``."""
    there = (Source(path, 1, note_name(path)),)
    return {"path": Sourced(path, there), "name": Sourced(note_name(path), there)}


def setting(value: T) -> Sourced[T]:
    """Give a value of the settings."""
    return Sourced(value, (Source(config.FILE, 0),))


def field(contact: Summary, name: str) -> Sourced[Any] | None:
    """Give the first value of a contact's field; a link by the name of its note."""
    value = contact.first(name)
    if value is None:
        return None
    said = note_name(str(value.value)) if value.link else value.value
    return Sourced(said, (contact.source(name),))


def count(items: Sequence[Any], sources: Iterable[Source]) -> Sourced[int] | None:
    """Count things by the lines they stand on; None for none."""
    if not items:
        return None
    shown: dict[Source, None] = {}
    for source in sources:
        shown[source] = None
        if len(shown) == SHOWN_SOURCES:
            break
    return Sourced(len(items), tuple(shown))


def listed(items: Sequence[T], row: Callable[[T], Part], source: Callable[[T], Source], most: int) -> Part:
    """Give the first ``rows`` of a list, and how many ``more`` there are: each item has its row and its source."""
    rest = items[most:]
    return {"rows": tuple(map(row, items[:most])), "more": count(rest, map(source, rest))}


def is_kept(text: str, contact: Summary | None, snapshot: Snapshot) -> bool:
    """Tell whether words about a contact are kept to oneself: the contact is private, or they name one who is."""
    private = contact is not None and discreet.is_private(contact)
    return private or discreet.names_any(text, discreet.hidden(snapshot.contacts))


def touch(trace: Trace, *, private: bool = False) -> Part:
    """Give a time in touch: its ``day``, ``kind``, the ``path`` to read it at, and ``words`` from there."""
    words = Sourced(trace.text, (trace.source,)) if trace.text and not private else None
    return {**touched(trace), "words": words}


def touched(trace: Trace) -> Part:
    """Give of a time in touch its ``day``, its ``kind``, and the ``path`` to read it at."""
    there = (trace.source,)
    return {
        "day": Sourced(date.fromisoformat(trace.day), there),
        "kind": Sourced(kind(trace), there),
        "path": Sourced(trace.path, there),
    }


def kind(trace: Trace) -> str:
    """Say what sort of interaction it was, or is to be."""
    if trace.kind == MENTION and trace.plan:
        return PLANNED
    return kinds.say(trace.kind)


def promise(one: Promise, contact: Summary | None, snapshot: Snapshot) -> Part:
    """Give a promise: ``who`` it is with, its ``text``, the ``due`` day and its place.

    ``text`` is None for words that are kept to oneself; of an introduction it says who is to be introduced to whom.
    ``said`` is the day in the note's name, if there is one; ``late`` is the due day once it has passed.
    """
    at = promised_at(one, contact, snapshot)
    introduction = "" if one.theirs else intros.in_words(snapshot.tagged).get((one.path, one.line), "")
    text = introduction or at.quote
    due = dates.parse_day(one.due)
    day = Sourced(due, (one.day,)) if due else None
    return {
        "who": note(one.contact),
        "text": Sourced(text, (at,)) if text else None,
        "due": day,
        "late": day if due and due < snapshot.today else None,
        **place(at),
        "line": Sourced(one.line, (at,)),
    }


def promised_at(one: Promise, contact: Summary | None, snapshot: Snapshot) -> Source:
    """Give where a promise stands, with its words unless they are kept to oneself."""
    return Source(one.path, one.line, "" if is_kept(one.text, contact, snapshot) else one.text)


def place(source: Source) -> Part:
    """Give where something stands: the note's ``path``, and ``said``, the day in its name, if there is one."""
    said = dates.day_in_name(source.path)
    return {
        "path": Sourced(source.path, (source,)),
        "said": Sourced(said[0], (Source(source.path, 1, said[1]),)) if said else None,
    }
