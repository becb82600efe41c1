"""What is shown of a person before the owner says what to do about them: ``vaultnet next`` and ``triage``. Pure.

Nothing is said of a private note's text, as everywhere: who it is, when you were in touch, and no words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from vaultnet import discreet
from vaultnet.dashboards import leaves, suggestions
from vaultnet.dates import say_day
from vaultnet.filters import clip, words
from vaultnet.model import Note, Source, Sourced
from vaultnet.network import FollowUp, Snapshot, Summary, Trace
from vaultnet.openers import find as find_openers
from vaultnet.signals.ranking import Reach

LATEST = 3
"""Times in touch, and lines of the note, that are shown."""

_ABOUT = ("role", "company", "location")
_WIDTH, _LONG = 100, 160
"""Characters of the words of a time in touch, and of a line of the note."""
_NO_PROSE = ("#", "```", "~~~", "<!--", "%%", "- [")
"""What a line begins with that is none of a note's own first lines."""


@dataclass(frozen=True, slots=True)
class Card:
    """A person, with all that is shown of them."""

    contact: str
    """The contact's path."""
    name: str
    about: tuple[tuple[str, Sourced[str]], ...]
    """What they do, where, and where they live: each field's name and value."""
    times: int
    """Days in touch."""
    recent: tuple[Trace, ...]
    """The latest of them, newest first."""
    note: tuple[Sourced[str], ...]
    """The note's own first lines, as plain text."""
    reasons: tuple[FollowUp, ...] = ()
    """Why they are shown today, most pressing first."""
    weight: float = 0.0
    openers: tuple[Sourced[str], ...] = ()
    """What to say to them."""
    every: str = ""
    """The cadence that is proposed from their rhythm, ``6w``."""
    compared: str = ""
    """How that compares with the last days in touch, in words."""


class Row(NamedTuple):
    """A line of a card."""

    label: str
    text: str
    sources: tuple[Source, ...]
    """Where it stands; of several lines of the note, only the first."""


def due(one: Reach, contact: Summary, snapshot: Snapshot, text: str, note: Note) -> Card:
    """Make the card of somebody who deserves attention today; ``text`` is that of their ``note``."""
    hidden = discreet.hidden(snapshot.contacts)
    lines = _lines(contact, text, note, hidden)
    openers = find_openers(contact, one.reasons, snapshot, said=_places(lines))
    return _card(contact, lines, hidden, reasons=one.reasons, weight=one.weight, openers=openers)


def untracked(contact: Summary, snapshot: Snapshot, text: str, note: Note) -> Card:
    """Make the card of somebody of whom nobody has said how often to be in touch."""
    hidden = discreet.hidden(snapshot.contacts)
    return _card(
        contact,
        _lines(contact, text, note, hidden),
        hidden,
        every=suggestions.rhythm(contact),
        compared=suggestions.compared(contact),
    )


def _card(
    contact: Summary,
    lines: tuple[Sourced[str], ...],
    hidden: frozenset[str],
    *,
    reasons: tuple[FollowUp, ...] = (),
    weight: float = 0.0,
    openers: tuple[Sourced[str], ...] = (),
    every: str = "",
    compared: str = "",
) -> Card:
    told = ((name, leaves.field(contact, name)) for name in _ABOUT)
    about = tuple((name, Sourced(str(value.value), value.sources)) for name, value in told if value)
    recent = discreet.muted(contact.recent[:LATEST], hidden)
    return Card(
        contact.path,
        contact.name,
        about,
        contact.interactions,
        recent,
        lines,
        reasons,
        weight,
        openers,
        every,
        compared,
    )


def _lines(contact: Summary, text: str, note: Note, hidden: frozenset[str]) -> tuple[Sourced[str], ...]:
    """Give the note's own first lines: from its first prose on, up to a heading, a task or a dated line."""
    first = note.body.first[1]
    if not first or discreet.is_private(contact):
        return ()
    logs = {log.line for log in note.body.logs}
    found: list[Sourced[str]] = []
    for number, line in enumerate(text.split("\n")[first - 1 :], first):
        bare = line.strip()
        if len(found) == LATEST or number in logs or bare.startswith(_NO_PROSE):
            break
        if bare and not discreet.names_any(bare, hidden):
            found.append(Sourced(words(bare), (Source(contact.path, number, bare),)))
    return tuple(found)


# --- as lines --------------------------------------------------------------------------------------


def heading(card: Card) -> str:
    """Say who somebody is, after their name: ``Principal Engineer, Analytical Engines``."""
    return ", ".join(value.value for _, value in card.about)


def rows(card: Card, today: date) -> Iterator[Row]:
    """Yield a card's lines, in the order in which they are shown."""
    for reason in card.reasons:
        yield Row(reason.reason, f"{since(reason, today)}{reason.text}", reason.sources)
    said = _places(card.openers)
    for trace in card.recent:
        told = leaves.kind(trace)
        if trace.text and (trace.path, trace.line) not in said:
            told += f": “{clip(words(trace.text), _WIDTH)}”"
        yield Row(say_day(date.fromisoformat(trace.day), today), told, (trace.source,))
    if not card.recent:
        yield Row("in touch", "not yet, as far as the notes tell", ())
    for number, line in enumerate(card.note, 1):
        at = card.note[0].sources if number == len(card.note) else ()
        yield Row("note" if number == 1 else "", clip(line.value, _LONG), at)
    for number, line in enumerate(card.openers, 1):
        yield Row("say" if number == 1 else "", clip(line.value, _LONG), line.sources)
    if card.every:
        yield Row("how often", _proposed(card), ())


def since(reason: FollowUp, today: date) -> str:
    """Say when a reason arose, unless its text does so."""
    day = say_day(reason.since, today)
    return "" if day in reason.text else f"{'on' if reason.since > today else 'since'} {day}: "


def _proposed(card: Card) -> str:
    """Say the cadence that is proposed, and how often you were in touch."""
    if not card.compared:
        return f"{card.every} would be a start"
    return f"{card.every} would be {card.compared}; in touch on {card.times} days so far"


def _places(lines: Sequence[Sourced[str]]) -> set[tuple[str, int]]:
    """List where lines stand."""
    return {(line.sources[0].path, line.sources[0].line) for line in lines}
