"""Who opened which door, and what became of it: asked, introduced, ended, told, thanked. Pure; docs/referrals.md.

An opportunity of the kind ``referral`` or ``application`` is a door, and whoever stands in its ``via`` opens it;
of a referral without ``via`` it is its ``people``. A referral and an application at the same organisation are one
door: the referral is over when it was made, and how the door ended is known when the application has. Nothing is
said of contacts and notes that are private.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from vaultnet import cadence, discreet, fields, kinds, links, memo, needs, outcomes, thanking
from vaultnet.dates import earlier, later
from vaultnet.model import Source, Sourced
from vaultnet.network import LedgerLine, Occasion, Snapshot, Summary, Trace
from vaultnet.outcomes import Outcome
from vaultnet.stages import APPLICATION, OPPORTUNITY, REFERRAL, Stage, has_come_about, stage_of, text

TOGETHER = 365
"""Days between a referral and an application within which the one was for the other: a rule of thumb."""

Way: TypeAlias = Literal["introduced", "referred", "applied"]
WAYS: Mapping[Way, str] = {
    "introduced": "introduced you",
    "referred": "referred you",
    "applied": "opened the door",
}
"""What they did, in words."""

_MADE: frozenset[Stage] = frozenset({"introduced", "applied", "interview", "offer"})
"""Stages of a referral at which it was made."""
_REFERRING = re.compile(
    r"\b(?:refer(?:s|red|ring|rals?)?|intro(?:s|duc\w+)?|recommended me|good word)\b", re.IGNORECASE
)


class Door(NamedTuple):
    """An application with the referrals that were for it, or a referral that was for none that is known."""

    notes: tuple[Occasion, ...]
    """The application first: what came of it stands there."""

    @property
    def application(self) -> Occasion | None:
        """The application, if there is one."""
        return next((one for one in self.notes[:1] if text(one, "kind") == APPLICATION), None)

    def referral(self, path: str) -> Occasion | None:
        """Give the referral that names a contact, if there is one."""
        for one in self.notes:
            if text(one, "kind") == REFERRAL and path in (*_linked(one, "via"), *_linked(one, "people")):
                return one
        return None


class Made(NamedTuple):
    """How somebody opened a door."""

    way: Way
    day: Sourced[date] | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Referral:
    """What somebody did for a door, and what they know of it."""

    contact: Summary
    path: str
    """The note of the door: of an application if there is one."""
    named: Source
    """Where they are named as who opens it."""
    where: Sourced[str] | None
    """The organisation."""
    stage: Sourced[Stage]
    asked: Sourced[date] | None
    """The day the owner asked them."""
    made: Made | None
    applied: Sourced[date] | None
    """The day of the application."""
    outcome: Sourced[Outcome] | None
    ended: Sourced[date] | None
    """The day of the outcome, if the note says it."""
    told: Sourced[date] | None
    """The first day in touch since it ended, or where nobody knows when that was, since it began."""
    thanked: Sourced[date] | None
    """The first day since then, or since it ended, on which they were thanked or given something."""
    is_owed: bool
    """Whether they have not heard how it ended; not of whom the owner no longer keeps in touch with."""


# --- doors -----------------------------------------------------------------------------------------


@memo.of_last
def doors(occasions: Sequence[Occasion]) -> tuple[Door, ...]:
    """Give the doors, by the paths of their notes; a referral is for the first application that it can be for."""
    noted = [one for one in occasions if one.type == OPPORTUNITY]
    applications = [one for one in noted if text(one, "kind") == APPLICATION]
    applications.sort(key=lambda one: (_closed(one) or "~", one.path))
    found: dict[str, list[Occasion]] = {one.path: [one] for one in applications}
    for one in noted:
        if text(one, "kind") == REFERRAL:
            meant = next((other for other in applications if _is_for(one, other)), one)
            found.setdefault(meant.path, []).append(one)
    return tuple(Door(tuple(found[path])) for path in sorted(found))


def _is_for(referral: Occasion, application: Occasion) -> bool:
    """Tell whether a referral can have been for an application: at the same place, before that ended."""
    here, there = _places(referral), _places(application)
    if not any(_is_same(one, other) for one in here for other in there):
        return False
    began, ended, applied = _began(referral), _closed(application), _began(application)
    if not began:
        return True
    last = later(date.fromisoformat(began), TOGETHER).isoformat()
    return (not ended or began <= ended) and (not applied or applied <= last)


def _places(one: Occasion) -> list[tuple[str, str]]:
    """Give the note and the name of each organisation."""
    return [
        (value.leads(one.links), links.key(str(value.value))) for value in one.fields.get("organisation", ())
    ]


def _is_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] == other[0] if one[0] and other[0] else one[1] == other[1]


def _began(one: Occasion) -> str:
    return text(one, "asked") or text(one, "noticed")


def _closed(one: Occasion) -> str:
    day = fields.day_of(one.fields, "closed")
    return day.isoformat() if day else ""


def openers_of(door: Door) -> Iterator[tuple[str, Source]]:
    """Yield who opens a door: the path of each, and where a note names them; nobody twice."""
    seen: set[str] = set()
    for one in door.notes:
        named = one.fields.get("via") or (one.fields.get("people", ()) if one is not door.application else ())
        for value in named:
            path = value.leads(one.links)
            if path and path not in seen:
                seen.add(path)
                yield path, value.source(one.path)


def ending(door: Door) -> Occasion | None:
    """Give the note that says how it ended; one that is only a part of it says so in the known words alone."""
    for one in door.notes:
        if "outcome" in one.fields and (one is door.notes[0] or outcomes.read(text(one, "outcome")).word):
            return one
    return None


def since(one: Occasion) -> str:
    """Give the day (ISO) from which on somebody can have heard how it ended: when it did, else once it had begun.

    `""` where it has neither, or no more than that it is closed.
    """
    began = "" if "closed" in one.fields else _began(one)
    return _closed(one) or (later(date.fromisoformat(began), 1).isoformat() if began else "")


# --- what everybody did ----------------------------------------------------------------------------


def of(snapshot: Snapshot) -> tuple[Referral, ...]:
    """Give who opened which door: what is owed first, then what is open, then what has ended, the newest first."""
    found = doors(snapshot.occasions)
    if not found:
        return ()
    places = needs.places(snapshot.contacts)
    people = tuple(snapshot.contacts[places[path]] for path in _people(found) if path in places)
    return _of(
        found,
        people,
        _lines(snapshot.ledger, found),
        discreet.hidden(snapshot.contacts),
        snapshot.private,
        snapshot.today,
    )


@memo.of_last
def _people(found: Sequence[Door]) -> tuple[str, ...]:
    """Give the paths of everybody who is named by a door."""
    return tuple(
        dict.fromkeys(
            path
            for door in found
            for one in door.notes
            for name in ("via", "people")
            for path in _linked(one, name)
        )
    )


def _linked(one: Occasion, name: str) -> Iterator[str]:
    for value in one.fields.get(name, ()):
        path = value.leads(one.links)
        if path:
            yield path


@memo.of_last
def _lines(ledger: Sequence[LedgerLine], found: Sequence[Door]) -> tuple[LedgerLine, ...]:
    """Give what was asked of those who open doors, received from them and given to them, in order of its day."""
    who = {path for door in found for path, _ in openers_of(door)}
    told = (
        one for one in ledger if one.contact in who and one.day and one.kind in ("asked", "received", "gave")
    )
    return tuple(sorted(told, key=lambda one: (one.day, one.path, one.line)))


@memo.of_equal
def _of(
    found: Sequence[Door],
    people: Sequence[Summary],
    lines: Sequence[LedgerLine],
    hidden: frozenset[str],
    private: frozenset[str],
    today: date,
) -> tuple[Referral, ...]:
    at = {contact.path: contact for contact in people if not discreet.is_private(contact)}
    kept = discreet.Kept(hidden, private)
    every = [
        _referral(door, at[path], named, [one for one in lines if one.contact == path], at, kept, today)
        for door in found
        if not any(one.path in private or discreet.names_any(one.name, hidden) for one in door.notes)
        for path, named in openers_of(door)
        if path in at
    ]
    return tuple(sorted(every, key=_in_order))


def _in_order(one: Referral) -> tuple[bool, bool, int, str, str]:
    days = (one.ended, one.made.day if one.made else None, one.asked)
    newest = max((day.value.toordinal() for day in days if day), default=0)
    return not one.is_owed, one.outcome is not None, -newest, one.path, one.contact.path


def _referral(
    door: Door,
    contact: Summary,
    named: Source,
    lines: Sequence[LedgerLine],
    at: Mapping[str, Summary],
    kept: discreet.Kept,
    today: date,
) -> Referral:
    first, over = door.notes[0], ending(door)
    asked = _asked(door, contact, lines, today)
    made = _made(door, contact, lines, at, asked, today)
    heard = since(over) if over else ""
    told = _first((one for one in _touches(contact) if one.day >= heard), today) if heard else None
    ended = _day(over, "closed", today) if over else None
    opened = made.day if made and made.day else ended
    return Referral(
        contact,
        first.path,
        named,
        _where(door, kept),
        stage_of(first, today),
        asked,
        made,
        _day(door.application, "asked", today) if door.application else None,
        Sourced(outcomes.read(text(over, "outcome")), (over.source("outcome"),)) if over else None,
        ended,
        told,
        _thanked(contact, lines, (opened.value if opened else None), today),
        bool(over and heard and told is None and not cadence.has_ended(contact, today)),
    )


def _where(door: Door, kept: discreet.Kept | None = None) -> Sourced[str] | None:
    """Give the organisation, unless it is ``kept`` back."""
    for one in door.notes:
        value = fields.first(one.fields, "organisation")
        if value and (kept is None or kept.may_name(value, one.links)):
            said = value.name
            return Sourced(said, (one.source("organisation"),))
    return None


def _day(one: Occasion, name: str, today: date) -> Sourced[date] | None:
    day = fields.day_of(one.fields, name)
    return Sourced(day, (one.source(name),)) if day and day <= today else None


def _touches(contact: Summary) -> list[Trace]:
    """Give when something could be said to somebody, the earliest first."""
    return sorted(thanking.words(contact), key=lambda one: (one.day, one.path, one.line))


def _first(found: Iterable[Trace | LedgerLine], today: date) -> Sourced[date] | None:
    one = next((one for one in found if one.day <= today.isoformat()), None)
    return Sourced(date.fromisoformat(one.day), (one.source,)) if one else None


def _asked(door: Door, contact: Summary, lines: Sequence[LedgerLine], today: date) -> Sourced[date] | None:
    """Give the day they were asked: as the referral says, else a line of the ledger that speaks of it."""
    if referral := door.referral(contact.path):
        return _day(referral, "asked", today)
    applied, where = text(door.notes[0], "asked"), _where(door)
    last = _closed(door.notes[0]) or today.isoformat()
    first = earlier(date.fromisoformat(applied), TOGETHER).isoformat() if applied else ""
    place = discreet.spoken(where.value) if where else ""
    speaking = (
        one
        for one in lines
        if one.kind == "asked"
        and first <= one.day <= last
        and (_REFERRING.search(one.text) or (place and place in discreet.spoken(one.text)))
    )
    return _first(speaking, today)


def _made(
    door: Door,
    contact: Summary,
    lines: Sequence[LedgerLine],
    at: Mapping[str, Summary],
    asked: Sourced[date] | None,
    today: date,
) -> Made | None:
    """Find how they opened it: by an introduction, as the ledger says, or as far as the door has come."""
    begin = asked.value.isoformat() if asked else ""
    last = _closed(door.notes[0]) or today.isoformat()
    dated = [one for one in _ways(door, contact, lines, at) if begin <= one[1].day <= last]
    if dated:
        way, one = min(dated, key=lambda found: (found[1].day, found[1].path, found[1].line))
        return Made(way, Sourced(date.fromisoformat(one.day), (one.source,)), (one.source,))
    referral = door.referral(contact.path)
    stage = stage_of(referral, today) if referral else None
    if stage and referral and (stage.value in _MADE or _is_over(referral, today)):
        way = "introduced" if stage.value == "introduced" else "referred"
        made_on = None if "outcome" in referral.fields else _day(referral, "closed", today)
        return Made(way, made_on, stage.sources)
    job = door.application
    applied = _day(job, "asked", today) if job and contact.path in _linked(job, "via") else None
    return Made("applied", applied, applied.sources) if applied else None


def _is_over(referral: Occasion, today: date) -> bool:
    """Tell whether a referral that has ended was made: one that says no more, or how they decided."""
    said = outcomes.read(text(referral, "outcome")).word
    is_told = "outcome" not in referral.fields or said in ("hired", "rejected")
    return is_told and has_come_about(referral, today)


def _ways(
    door: Door, contact: Summary, lines: Sequence[LedgerLine], at: Mapping[str, Summary]
) -> Iterator[tuple[Way, Trace | LedgerLine]]:
    """Yield what the notes tell of a day on which they may have opened it."""
    for trace in (*contact.recent, *contact.earlier):
        if kinds.canonical(trace.kind) == "introduction":
            yield "introduced", trace
    for line in lines:
        if line.kind == "received" and (match := _REFERRING.search(line.text)):
            yield ("introduced" if match[0].lower().startswith("intro") else "referred"), line
    for path in dict.fromkeys(path for one in door.notes for path in _linked(one, "people")):
        who = at.get(path)
        if who and any(
            fields.means(value, contact.path, who.links) for value in who.fields.get("introduced_by", ())
        ):
            days = (*who.recent, *who.earlier)
            if days and len(days) == who.interactions:
                yield "introduced", days[-1]


def _thanked(
    contact: Summary, lines: Sequence[LedgerLine], opened: date | None, today: date
) -> Sourced[date] | None:
    """Find when they were thanked since they opened it: words that speak of thanks, or something that was given."""
    if opened is None:
        return None
    since_then = opened.isoformat()
    found = sorted(thanking.thanks(contact, lines), key=lambda one: (one.day, one.path, one.line))
    return _first((one for one in found if one.day >= since_then), today)
