"""Recommendations: who wrote one for the owner, for whom the owner wrote one, and for whom they could. Pure.

Received is what an opportunity of the kind ``recommendation`` says has ended, or a line of the ledger that speaks
of one; given is such a line. One could be written for somebody with whom the owner has worked, who is not far away,
and who has none yet: first for those who wrote one themselves, or gave more than they got. What to write about is
taken from the notes. Nothing is said of contacts and notes that are private. docs/referrals.md shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from vaultnet import balance, cadence, discreet, fields, links, memo, merits, needs, projects, ties, warmth
from vaultnet.config import Config
from vaultnet.dates import say_day
from vaultnet.filters import words
from vaultnet.model import Source, Sourced
from vaultnet.needs import Trait
from vaultnet.network import LedgerLine, Occasion, Snapshot, Summary
from vaultnet.openers import under_name
from vaultnet.projects import Project
from vaultnet.stages import OVER, RECOMMENDATION, stage_of, text

SAME = 30
"""Days between what the ledger says and what an opportunity does within which it is one: a rule of thumb."""
ABOUT = 3
"""Things to write about at most."""

RELATIONS: Sequence[str] = ("collaborator", "mentee", "peer")
"""Relations that say that two have worked together, the most telling first; a peer has to have given something."""

_Place: TypeAlias = tuple[str, str, Source]
"""Where the owner works: the note, the name, and the line that says so."""


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


class Candidate(NamedTuple):
    """Somebody for whom the owner could write one."""

    contact: Summary
    reasons: tuple[Sourced[str], ...]
    about: tuple[Sourced[str], ...]
    """What to write about, out of the notes."""


class Recommendations(NamedTuple):
    """All of them."""

    received: tuple[Written, ...]
    """The newest first, those without a day last; so are the given ones."""
    asked: tuple[Asked, ...]
    """Those that are due first, first."""
    given: tuple[Written, ...]
    could: tuple[Candidate, ...]
    """Those first for whom most speaks."""
    others: tuple[Source, ...]
    """The first line that speaks for each of those that are left out."""


def of(snapshot: Snapshot, config: Config, most: int) -> Recommendations:
    """Give the recommendations, and at most so many people for whom the owner could write one."""
    shared, found, lines = projects.of(snapshot, config), _found(snapshot), _sayable(snapshot)
    wrote = received(snapshot)
    given = _written((one for one in lines if one.kind == "gave"), found)
    ranked = _ranked(snapshot, config, shared, wrote, {one.contact.path for one in given})
    return Recommendations(
        wrote,
        _asked(_noted(snapshot), found),
        given,
        tuple(
            Candidate(contact, reasons, merits.of(contact, shared, snapshot, ABOUT))
            for contact, reasons in ranked[:most]
        ),
        tuple(reasons[0].source for _, reasons in ranked[most:]),
    )


def received(snapshot: Snapshot) -> tuple[Written, ...]:
    """Give those that the owner got, the newest first, those without a day last."""
    return _received(_noted(snapshot), _sayable(snapshot), _found(snapshot))


def _found(snapshot: Snapshot) -> _Found:
    contacts = snapshot.contacts
    return _Found(contacts, needs.places(contacts), discreet.hidden(contacts), snapshot.today)


def _noted(snapshot: Snapshot) -> list[Occasion]:
    return [one for one in _opportunities(snapshot.occasions) if one.path not in snapshot.private]


def _sayable(snapshot: Snapshot) -> Sequence[LedgerLine]:
    return _lines(snapshot.ledger, snapshot.private)


@memo.of_last
def _opportunities(occasions: Sequence[Occasion]) -> tuple[Occasion, ...]:
    return tuple(
        one for one in occasions if one.type == "opportunity" and text(one, "kind") == RECOMMENDATION
    )


@memo.of_last
def _lines(ledger: Sequence[LedgerLine], private: Collection[str]) -> tuple[LedgerLine, ...]:
    """Give the lines of the ledger that speak of a recommendation, those of private notes left out."""
    return tuple(
        one
        for one in ledger
        if one.kind in ("gave", "received")
        and one.contact
        and one.path not in private
        and merits.is_recommendation(one.text)
    )


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
                yield contact, Source(one.path, value.line, value.quote)

    def day(self, one: Occasion, name: str) -> Sourced[date] | None:
        """Give the day of a field."""
        day = fields.day_of(one.fields, name)
        return Sourced(day, (one.source(name),)) if day else None


# --- received, asked, given ------------------------------------------------------------------------


def _received(noted: Sequence[Occasion], lines: Sequence[LedgerLine], found: _Found) -> tuple[Written, ...]:
    """Give those that are there; what a note of its own says and a line of the ledger as well is one."""
    own: list[Written] = []
    for one in noted:
        if stage_of(one, found.today).value == "ended":
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
    asked = []
    for one in noted:
        stage, due = stage_of(one, found.today).value, found.day(one, "due")
        if stage in OVER or stage == "noticed":
            continue
        for contact, there in found.people(one):
            if not cadence.has_ended(contact, found.today):
                late = due is not None and due.value < found.today
                asked.append(Asked(contact, one.path, there, found.day(one, "asked"), due, late))
    return tuple(
        sorted(asked, key=lambda one: (one.due.value if one.due else date.max, one.path, one.source))
    )


# --- for whom one could be written -----------------------------------------------------------------


class _Known(NamedTuple):
    """What a contact's own note says of having worked together, and how warm it is."""

    relation: tuple[int, Sourced[str]] | None
    colleague: Sourced[str] | None
    warmth: int


@memo.of_all
def _known(contact: Summary, mine: tuple[_Place, ...], today: date, config: Config) -> _Known | None:
    """Look at one contact; None for whoever comes into question in no case."""
    standing = warmth.of(contact, today, config)
    if standing is None or standing.word == "quiet" or discreet.is_private(contact):
        return None
    own = needs.traits_of(contact)
    related = [one for one in own if one.kind == "relation" and one.name.casefold() in RELATIONS]
    relation = min(((RELATIONS.index(one.name.casefold()), one) for one in related), default=None)
    return _Known(
        (relation[0], Sourced(f"your {relation[1].name}", (relation[1].source,))) if relation else None,
        next((_colleague(one, place) for one in own for place in mine if _is_at(one, place)), None),
        warmth.ORDER[standing.word],
    )


def _is_at(one: Trait, place: _Place) -> bool:
    return one.kind == "at" and needs.means(one, place[0], place[1])


def _colleague(one: Trait, place: _Place) -> Sourced[str]:
    return Sourced(f"you both work at {one.name}", (one.source, place[2]))


def _mine(me: Summary | None, private: Collection[str]) -> tuple[_Place, ...]:
    """Give where the owner works, as their own note says."""
    if me is None or me.path in private:
        return ()
    return tuple(
        (one.path, one.name, one.source)
        for one in needs.traits_of(me)
        if one.kind == "at" and links.fold(one.name) not in ties.ON_THEIR_OWN
    )


def _ranked(
    snapshot: Snapshot,
    config: Config,
    shared: Sequence[Project],
    received: Sequence[Written],
    done: Collection[str],
) -> list[tuple[Summary, tuple[Sourced[str], ...]]]:
    """Give who comes into question with the reasons, the first first."""
    today = snapshot.today
    wrote = {one.contact.path: one for one in reversed(received)}
    gave = {one.contact.path: one for one in balance.of(snapshot) if not one.mine}
    together: dict[str, list[Sourced[str]]] = {}
    for project in shared:
        for partner in project.partners:
            together.setdefault(partner.contact.path, []).append(_together(project, partner.source))
    helped = merits.given_by(snapshot.ledger)
    known = _known(snapshot.contacts, _mine(snapshot.me, snapshot.private), today, config)
    found = []
    for contact, one in zip(snapshot.contacts, known, strict=True):
        if one is None or contact.path in done:
            continue
        worked, related = together.get(contact.path, []), one.relation
        is_helpful = related is not None and (related[0] < len(RELATIONS) - 1 or contact.path in helped)
        if not (worked or one.colleague or is_helpful):
            continue
        reasons: list[Sourced[str] | None] = [
            _wrote(wrote[contact.path], today) if contact.path in wrote else None,
            _gave(gave[contact.path], today) if contact.path in gave else None,
            *worked,
            one.colleague,
            related[1] if related else None,
        ]
        order = (
            *(contact.path not in wrote, contact.path not in gave, -len(worked), one.colleague is None),
            *(related[0] if related else len(RELATIONS), one.warmth),
            *(contact.name.casefold(), contact.path),
        )
        found.append((order, contact, tuple(reason for reason in reasons if reason)))
    found.sort(key=lambda one: one[0])
    return [(contact, reasons) for _, contact, reasons in found]


def _wrote(one: Written, today: date) -> Sourced[str]:
    when = f" on {say_day(one.day.value, today)}" if one.day else ""
    return Sourced(f"they wrote you one{when}", (one.source, *(one.day.sources if one.day else ())))


def _gave(one: balance.OneSided, today: date) -> Sourced[str]:
    times = "twice" if len(one.lines) == 2 else f"{len(one.lines)} times"
    said = f"they gave you something {times} since {say_day(one.since, today)}, and nothing went back"
    return Sourced(said, tuple(line.source for line in one.lines))


def _together(project: Project, named: Source) -> Sourced[str]:
    verb = "work" if project.standing.value == projects.ACTIVE else "worked"
    return Sourced(f"you {verb} together on {project.name}", (named,))
