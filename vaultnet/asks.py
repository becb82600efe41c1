"""What the owner asks of others: of whom next, and who was asked more often than is good. Pure.

Next asked is whoever an opportunity that was only noticed leads over, or whom a task says to ask. Asked was who an
``asked::`` line names, and whom an opportunity names that was asked for: who is to open the door (``via``), or
its people where it is they who are asked. Several of these on one day are one, and an application is nothing that
was asked of who opened the door.

Nothing is said of contacts and notes that are private, nor of contacts with whom the owner no longer keeps in
touch. docs/giving.md describes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import cadence, discreet, memo, needs, opportunities, pledges
from vaultnet.config import Config
from vaultnet.dates import earlier, parse_day
from vaultnet.filters import words
from vaultnet.model import Source, Sourced
from vaultnet.network import LedgerLine, Occasion, Promise, Snapshot, Summary
from vaultnet.openers import under_name
from vaultnet.opportunities import Opportunity
from vaultnet.paths import Chain
from vaultnet.stages import APPLICATION, INTERVIEW, KIND, OPPORTUNITY, RECOMMENDATION, text

WITHIN = 90
"""Days for which having been asked counts: a rule of thumb."""
TIMES = 2
"""Times within these days that are often: a rule of thumb."""
PERSONAL = frozenset({INTERVIEW, KIND, RECOMMENDATION})
"""Kinds of opportunities that are asked of their people themselves, where nobody is to open the door."""


class Ask(NamedTuple):
    """Something that the owner is about to ask of a contact."""

    contact: Summary
    path: str
    """The opportunity's note, or the one with the task."""
    what: Sourced[str]
    """The opportunity's name, or the words of the task."""
    is_task: bool


class Asked(NamedTuple):
    """A contact who was asked often."""

    contact: Summary
    days: tuple[Sourced[date], ...]
    """When, the newest first."""


def coming(snapshot: Snapshot, config: Config) -> tuple[Ask, ...]:
    """Give what is to be asked next, by the names of the people; of one what comes first."""
    every = opportunities.of(snapshot)
    found = [*_noticed(every, opportunities.ways(every, snapshot, config)), *_tasks(snapshot)]
    first: dict[str, Ask] = {}
    for one in found:
        is_open = not discreet.is_private(one.contact) and not cadence.has_ended(one.contact, snapshot.today)
        if is_open:
            first.setdefault(one.contact.path, one)
    return tuple(sorted(first.values(), key=lambda one: (one.contact.name.casefold(), one.contact.path)))


def _noticed(every: Iterable[Opportunity], ways: Mapping[str, Chain]) -> Iterator[Ask]:
    for one in (noticed for noticed in every if noticed.stage == "noticed"):
        way = ways.get(one.note.path)
        via = [who.contact for who in one.via if who.contact]
        people = [who.contact for who in one.people if who.contact]
        whom = via or ([way.bridge] if way else people)
        for contact in whom:
            what = Sourced(one.note.name, (Source(one.note.path, 1, one.note.name),))
            yield Ask(contact, one.note.path, what, is_task=False)


def _tasks(snapshot: Snapshot) -> Iterator[Ask]:
    """Yield the tasks that say to ask somebody."""
    asking = _asking(snapshot.promises)
    places = needs.places(snapshot.contacts) if asking else {}
    hidden = discreet.hidden(snapshot.contacts)
    for one in asking:
        place = places.get(one.contact)
        is_said = one.path not in snapshot.private and not discreet.names_any(one.text, hidden)
        if place is not None and is_said:
            contact = snapshot.contacts[place]
            said = under_name(pledges.ASK.sub("", one.text, count=1), contact)
            yield Ask(
                contact, one.path, Sourced(words(said), (Source(one.path, one.line, one.text),)), is_task=True
            )


@memo.of_last
def _asking(promises: Sequence[Promise]) -> tuple[Promise, ...]:
    return tuple(one for one in promises if pledges.is_ask(one))


# --- who was asked ---------------------------------------------------------------------------------


def often(snapshot: Snapshot) -> tuple[Asked, ...]:
    """Give who was asked too often lately, by their names."""
    found = []
    places = needs.places(snapshot.contacts)
    for path, days in lately(snapshot).items():
        contact = snapshot.contacts[places[path]] if path in places else None
        is_often = contact is not None and len(days) >= TIMES and not discreet.is_private(contact)
        if contact and is_often and not cadence.has_ended(contact, snapshot.today):
            found.append(Asked(contact, days))
    return tuple(sorted(found, key=lambda one: (one.contact.name.casefold(), one.contact.path)))


def lately(snapshot: Snapshot) -> Mapping[str, tuple[Sourced[date], ...]]:
    """Give on which days of the last 90 each contact was asked for something, the newest first."""
    return _lately(snapshot.ledger, snapshot.occasions, snapshot.private, snapshot.today)


@memo.of_last
def _lately(
    ledger: Sequence[LedgerLine], occasions: Sequence[Occasion], private: Collection[str], today: date
) -> Mapping[str, tuple[Sourced[date], ...]]:
    first = earlier(today, WITHIN)
    found: dict[str, dict[date, Sourced[date]]] = {}
    for path, day in (*_told(ledger, private), *_opportunities(occasions, private)):
        if path and first <= day.value <= today:
            found.setdefault(path, {}).setdefault(day.value, day)
    return {path: tuple(days[day] for day in sorted(days, reverse=True)) for path, days in found.items()}


def _told(ledger: Iterable[LedgerLine], private: Collection[str]) -> Iterator[tuple[str, Sourced[date]]]:
    for line in ledger:
        day = parse_day(line.day) if line.kind == "asked" and line.contact else None
        if day and line.path not in private:
            yield line.contact, Sourced(day, (line._replace(text="").source,))


def _opportunities(
    occasions: Iterable[Occasion], private: Collection[str]
) -> Iterator[tuple[str, Sourced[date]]]:
    for one in occasions:
        day = parse_day(text(one, "asked")) if one.type == OPPORTUNITY else None
        if day and one.path not in private and text(one, "kind") != APPLICATION:
            via = one.fields.get("via", ())
            people = one.fields.get("people", ()) if text(one, "kind") in PERSONAL else ()
            for value in via or people:
                path = value.leads(one.links)
                yield path, Sourced(day, (one.source("asked"), value.source(one.path)))
