"""Recommendations that there are: those that the owner got, wrote, and has asked for. Pure.

Received is what an opportunity of the kind ``recommendation`` says has ended, or a line of the ledger that speaks
of one; given is such a line. Nothing is said of contacts and notes that are private.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import cadence, discreet, fields, memo, merits, needs
from vaultnet.filters import words
from vaultnet.model import Source, Sourced
from vaultnet.network import LedgerLine, Occasion, Snapshot, Summary
from vaultnet.openers import under_name
from vaultnet.stages import OPPORTUNITY, OVER, RECOMMENDATION, has_come_about, stage_of, text

SAME = 30
"""Days between what the ledger says and what an opportunity does within which it is one: a rule of thumb."""


class Written(NamedTuple):
    """A recommendation that was written."""

    contact: Summary
    text: str
    """What the note says of it, in plain text, or ``""``."""
    day: Sourced[date] | None
    source: Source


class Asked(NamedTuple):
    """One that the owner has asked for."""

    contact: Summary
    path: str
    """The opportunity's note."""
    source: Source
    asked: Sourced[date] | None
    due: Sourced[date] | None
    late: bool


def received(snapshot: Snapshot) -> tuple[Written, ...]:
    """Give those that the owner got, the newest first, those without a day last."""
    return _received(_noted(snapshot), _sayable(snapshot), _found(snapshot))


def given(snapshot: Snapshot) -> tuple[Written, ...]:
    """Give those that the owner wrote, in the same order."""
    return _written((one for one in _sayable(snapshot) if one.kind == "gave"), _found(snapshot))


def asked(snapshot: Snapshot) -> tuple[Asked, ...]:
    """Give those that were asked for and are not there yet; those that are due first, first."""
    return _asked(_noted(snapshot), _found(snapshot))


def by_ledger(snapshot: Snapshot) -> tuple[Written, ...]:
    """Give those that the owner got and that no note of their own tells of, the newest first."""
    noted = {one.path for one in _noted(snapshot)}
    return tuple(one for one in received(snapshot) if one.source.path not in noted)


def _found(snapshot: Snapshot) -> _Found:
    contacts = snapshot.contacts
    return _Found(contacts, needs.places(contacts), discreet.hidden(contacts), snapshot.today)


def _noted(snapshot: Snapshot) -> list[Occasion]:
    return [one for one in _opportunities(snapshot.occasions) if one.path not in snapshot.private]


def _sayable(snapshot: Snapshot) -> Sequence[LedgerLine]:
    return _lines(snapshot.ledger, snapshot.private)


@memo.of_last
def _opportunities(occasions: Sequence[Occasion]) -> tuple[Occasion, ...]:
    return tuple(one for one in occasions if one.type == OPPORTUNITY and text(one, "kind") == RECOMMENDATION)


@memo.of_last
def _lines(ledger: Sequence[LedgerLine], private: Collection[str]) -> tuple[LedgerLine, ...]:
    """Give the lines of the ledger that speak of a recommendation, those of private notes left out."""
    found = zip(ledger, _speaks(ledger), strict=True)
    return tuple(one for one, speaks in found if speaks and one.path not in private)


@memo.of_all
def _speaks(one: LedgerLine) -> bool:
    return one.kind in ("gave", "received") and bool(one.contact) and merits.is_recommendation(one.text)


class _Found(NamedTuple):
    """What is needed to say of whom something is."""

    contacts: Sequence[Summary]
    places: Mapping[str, int]
    hidden: frozenset[str]
    today: date

    def contact(self, path: str) -> Summary | None:
        """Give a contact of whom something may be said."""
        one = self.contacts[self.places[path]] if path in self.places else None
        return None if one is None or discreet.is_private(one) else one

    def people(self, one: Occasion) -> Iterator[tuple[Summary, Source]]:
        """Yield the people of an opportunity, each with where it names them."""
        for value in one.fields.get("people", ()):
            contact = self.contact(one.links.get(str(value.value), "")) if value.link else None
            if contact:
                yield contact, value.source(one.path)

    def day(self, one: Occasion, name: str) -> Sourced[date] | None:
        """Give the day of a field."""
        day = fields.day_of(one.fields, name)
        return Sourced(day, (one.source(name),)) if day else None


# --- received, asked, given ------------------------------------------------------------------------


def _received(noted: Sequence[Occasion], lines: Sequence[LedgerLine], found: _Found) -> tuple[Written, ...]:
    """Give those that are there; what a note of its own says and a line of the ledger as well is one."""
    own: list[Written] = []
    for one in noted:
        if has_come_about(one, found.today):
            outcome = words(text(one, "outcome"))
            said = "" if discreet.names_any(outcome, found.hidden) else outcome
            own += [Written(who, said, found.day(one, "closed"), there) for who, there in found.people(one)]
    told = (one for one in lines if one.kind == "received" and not any(_is_same(one, other) for other in own))
    return _newest((*own, *_written(told, found)))


def _is_same(line: LedgerLine, one: Written) -> bool:
    if line.contact != one.contact.path:
        return False
    return not line.day or one.day is None or abs((date.fromisoformat(line.day) - one.day.value).days) <= SAME


def _written(lines: Iterable[LedgerLine], found: _Found) -> tuple[Written, ...]:
    written = []
    for one in lines:
        contact = found.contact(one.contact)
        if contact and not discreet.names_any(one.text, found.hidden):
            day = Sourced(date.fromisoformat(one.day), (one.source,)) if one.day else None
            written.append(Written(contact, words(under_name(one.text, contact)), day, one.source))
    return _newest(written)


def _newest(written: Iterable[Written]) -> tuple[Written, ...]:
    found = sorted(written, key=lambda one: one.source)
    return tuple(sorted(found, key=lambda one: one.day.value if one.day else date.min, reverse=True))


def _asked(noted: Sequence[Occasion], found: _Found) -> tuple[Asked, ...]:
    """Give those that were asked for, and are not there yet."""
    waiting = []
    for one in noted:
        stage, due = stage_of(one, found.today).value, found.day(one, "due")
        if stage in OVER or stage == "noticed":
            continue
        for contact, there in found.people(one):
            if not cadence.has_ended(contact, found.today):
                late = due is not None and due.value < found.today
                waiting.append(Asked(contact, one.path, there, found.day(one, "asked"), due, late))
    return tuple(
        sorted(waiting, key=lambda one: (one.due.value if one.due else date.max, one.path, one.source))
    )
