"""Whom to meet at an event, why, and what to begin with: out of the owner's own notes. Pure.

Each reason is a fact with its line, and weighs as `vaultnet.reasons` says; whoever has more of them comes first. A
few who are not expected may be there (see `vaultnet.whereabouts`), and are named only where there is a reason to
meet them. Left out is who is private, paused, or no longer in touch with the owner. docs/events.md shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vaultnet import events, memo, mentors, needs, openers, reasons, whereabouts
from vaultnet.config import Config
from vaultnet.events import Event
from vaultnet.model import Sourced, note_name
from vaultnet.network import Snapshot, Summary
from vaultnet.reasons import Known, Reason

MAYBE = 3
"""People who may be there and are named at most."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to meet at an event."""

    contact: Summary
    there: Sourced[str]
    """Why they should be there: ``expected``, or in what they may be."""
    reasons: tuple[Reason, ...]
    """The most telling first."""
    via: tuple[Sourced[str], ...]
    """Who will be there and could introduce them, by path, if the owner was never in touch with them."""

    @property
    def weight(self) -> int:
        """How much speaks for meeting them."""
        best: dict[str, int] = {}
        for one in self.reasons:
            best[one.sort] = max(best.get(one.sort, 0), one.weight)
        return sum(best.values())


@dataclass(frozen=True, slots=True)
class Prep:
    """Whom to meet at an event."""

    event: Event
    people: tuple[Person, ...]
    """Those who are expected, in the order in which to meet them."""
    maybe: tuple[Person, ...]
    """Those who may be there, likewise."""


def of(event: Event, snapshot: Snapshot, config: Config) -> Prep:
    """Tell whom to meet at an event; nobody where nothing may be said of it."""
    known = _known(snapshot, config).at(event)
    if not events.is_sayable(event, snapshot.private, known.hidden):
        return Prep(event, (), ())
    expected = {one.value: one.sources for one in event.people}
    there = {path: Sourced("expected", sources) for path, sources in expected.items()}
    people = _people(there, event, known)
    maybe = [one for one in _people(whereabouts.find(event, snapshot), event, known) if one.reasons]
    return Prep(event, tuple(people), tuple(maybe[:MAYBE]))


_known = memo.of_last(Known)


def _people(there: Mapping[str, Sourced[str]], event: Event, known: Known) -> list[Person]:
    """Give those of some contacts, by path, whom to meet may be proposed, in the order in which to meet them."""
    contacts, places = known.snapshot.contacts, needs.places(known.snapshot.contacts)
    found = ((contacts[places[path]], why) for path, why in there.items() if path in places)
    people = [_person(contact, why, event, known) for contact, why in found if known.is_named(contact)]
    return sorted(people, key=_order)


def _order(one: Person) -> tuple[int, str, str]:
    return -one.weight, one.contact.name.casefold(), one.contact.path


def opener(one: Person, event: Event, snapshot: Snapshot) -> Sourced[str] | None:
    """Give what to begin with: a question about what is needed, else a line of the notes that no reason says."""
    for reason in one.reasons:
        if reason.need and reason.need[0].kind in ("skill", "role"):
            return mentors.question_about(*reason.need)
    said = {(at.path, at.line) for reason in one.reasons for at in reason.said.sources}
    said |= {(at.path, at.line) for at in one.there.sources if at.path == event.path}
    return next(iter(openers.find(one.contact, (), snapshot, 1, said)), None)


def _person(contact: Summary, there: Sourced[str], event: Event, known: Known) -> Person:
    via = () if contact.recent else tuple(_introducing(contact, event, known))
    return Person(contact, there, reasons.of(contact, known, event), via)


def _introducing(contact: Summary, event: Event, known: Known) -> Iterator[Sourced[str]]:
    """Yield who will be there, knows somebody with whom the owner was never in touch, and could introduce them."""
    contacts, places = known.snapshot.contacts, needs.places(known.snapshot.contacts)
    saying = needs.saying("knows", contact.path, note_name(contact.path), contacts)
    found = {contacts[place].path: trait.source for place, trait in saying}
    for trait in needs.traits_of(contact):
        if trait.kind in ("by", "knows") and trait.path:
            found.setdefault(trait.path, trait.source)
    for one in event.people:
        via = contacts[places[one.value]] if one.value in places and one.value in found else None
        if via and via.recent and via is not contact and known.is_named(via):
            yield Sourced(via.path, (found[via.path], *one.sources))
