"""Network Giving: what others asked for, before you ask, who is to be let rest, and what goes to and fro."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from vaultnet import asks, cadence, discreet, gifts, giving, needs, offers
from vaultnet.asks import Ask, Asked
from vaultnet.config import Config
from vaultnet.dashboards.leaves import LONGEST, Part, listed, note, place, promise, promised_at
from vaultnet.dates import parse_day, say_day
from vaultnet.fields import day_of
from vaultnet.filters import words
from vaultnet.giving import Between, Months, Told
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced
from vaultnet.network import Promise, Snapshot, Summary, TaggedTask
from vaultnet.openers import given, promises_by_contact, under_name
from vaultnet.pledges import is_ask

PEOPLE = 20
"""People in the table of what went to and fro; then a count."""
ITEMS = 8
"""Things of one kind that are named; then a count."""
BEFORE = 8
"""People to be asked that are shown; then a count."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Giving; None where there is nothing to show. docs/giving.md describes it."""
    found = page(inputs.snapshot, inputs.config)
    shown = any(found[name]["rows"] for name in ("requests", "before", "rest", "kinds", "people"))
    return dict(found) if shown or found["often"] else None


def page(snapshot: Snapshot, config: Config) -> Part:
    """Give all that there is to say of giving."""
    contacts = _Contacts(snapshot)
    return {
        "requests": requests(snapshot),
        "before": listed(
            asks.coming(snapshot, config),
            lambda one: _ask(one, snapshot, config),
            lambda one: one.what.source,
            BEFORE,
        ),
        "rest": listed(
            asks.often(snapshot), lambda one: _asked(one, snapshot), lambda one: one.days[0].source, LONGEST
        ),
        "often": _often(giving.months(snapshot), contacts),
        "kinds": {
            "rows": tuple(_kind(kind, some, contacts) for kind, some in giving.by_kind(snapshot)),
            "more": None,
        },
        "people": listed(
            giving.lately(snapshot), lambda one: _row(*one, contacts), lambda one: _first(one[1]), PEOPLE
        ),
    }


class _Contacts:
    """The contacts by their paths."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._places = needs.places(snapshot.contacts)

    def any(self, path: str) -> Summary | None:
        """Give a contact."""
        return self._snapshot.contacts[self._places[path]] if path in self._places else None

    def known(self, path: str) -> Summary | None:
        """Give a contact, unless the owner no longer keeps in touch with them."""
        one = self.any(path)
        return one if one and not cadence.has_ended(one, self._snapshot.today) else None


# --- what others ask for ---------------------------------------------------------------------------


def requests(snapshot: Snapshot, only: str = "") -> Part:
    """Give what others ask of the owner, those with the earliest day first; of one contact, by their path."""
    contacts = _Contacts(snapshot)
    found = []
    for one in gifts.requests(snapshot.tagged):
        contact = contacts.known(one.contacts[0]) if only in ("", one.contacts[0]) else None
        if contact and not discreet.is_private(contact) and one.path not in snapshot.private:
            found.append((contact, one))
    found.sort(key=lambda one: (one[1].due == "", one[1].due, one[1].path, one[1].line))
    return listed(found, lambda one: _request(*one, snapshot), lambda one: one[1].source, LONGEST)


def _request(contact: Summary, one: TaggedTask, snapshot: Snapshot) -> Part:
    is_said = one.text and not discreet.names_any(one.text, discreet.hidden(snapshot.contacts))
    said = under_name(gifts.unmarked(one.text), contact)
    there = one.source if is_said else one._replace(text="").source
    due = parse_day(one.due)
    day = Sourced(due, (Source(one.path, one.line, one.due),)) if due else None
    return {
        "who": note(contact.path),
        "text": Sourced(said, (there,)) if is_said else None,
        "due": day,
        "late": day if due and due < snapshot.today else None,
        **place(there),
        "line": Sourced(one.line, (there,)),
    }


# --- before an ask, and after several --------------------------------------------------------------


def before(contact: Summary, snapshot: Snapshot, config: Config, *, beside: bool = False) -> Part:
    """Give what to know of a contact before asking them: the last thing given, and what would help.

    Left out is what is told ``beside`` it: what was given lately, and what is owed to them.
    """
    asked = asks.lately(snapshot).get(contact.path)
    return {
        "since": giving.lapse(contact, snapshot) if beside else giving.since(contact, snapshot),
        "offers": offers.of(contact, snapshot, config, owed=not beside),
        "asked": asked[0] if asked else None,
    }


def _ask(one: Ask, snapshot: Snapshot, config: Config) -> Part:
    return {
        "who": note(one.contact.path),
        "path": Sourced(one.path, one.what.sources),
        "what": one.what if one.is_task else None,
        **before(one.contact, snapshot, config),
        "rest": _rest(asks.lately(snapshot).get(one.contact.path, ())),
    }


def _rest(days: Sequence[Sourced[date]]) -> Sourced[str] | None:
    """Say of somebody to be asked that they were asked often enough lately; None where they were not."""
    if len(days) < asks.TIMES:
        return None
    said = f"asked on {len(days)} days within {asks.WITHIN}: let them rest first"
    return Sourced(said, tuple(source for day in days for source in day.sources))


def _asked(one: Asked, snapshot: Snapshot) -> Part:
    return {
        "who": note(one.contact.path),
        "days": tuple({"day": day, "path": Sourced(day.source.path, day.sources)} for day in one.days),
        "since": giving.since(one.contact, snapshot),
    }


# --- how often, and of which kind ------------------------------------------------------------------


def _often(found: Months | None, contacts: _Contacts) -> Part | None:
    if found is None:
        return None
    contact = contacts.any(found.last.contact)
    return {
        "word": found.often,
        "months": found.months,
        "last": _thing(found.last, contact) if contact or _is_to_all(found.last) else None,
    }


def _kind(kind: str, some: Sequence[Told], contacts: _Contacts) -> Part:
    known = [(one, contacts.any(one.contact)) for one in some]
    known = [(one, contact) for one, contact in known if contact or _is_to_all(one)]
    return {
        "kind": Sourced(kind, tuple(one.source for one in some)),
        "things": listed(known, lambda one: _thing(*one), lambda one: one[0].source, ITEMS),
    }


def _is_to_all(one: Told) -> bool:
    """Tell whether something went to all who meet in a community: it stands in its note."""
    return one.contact == one.source.path


def _thing(one: Told, contact: Summary | None) -> Part:
    """Give something that went to or fro: with ``who``, ``text``, ``day`` and ``kind``, and where that stands."""
    said = words(given(one.text, contact) if contact else one.text)
    return {
        "who": note(one.contact),
        "text": Sourced(said, (one.source,)) if said else None,
        "day": one.day,
        "kind": Sourced(one.kind, (one.source,)),
        "path": Sourced(one.source.path, (one.source,)),
    }


# --- by person -------------------------------------------------------------------------------------


def of_one(contact: Summary, kept: Mapping[Promise, Source], snapshot: Snapshot, config: Config) -> Part:
    """Give all that went to and fro with a contact, and what to know before asking them.

    ``kept`` are the promises that were closed lately, with whomever, and by being kept: each with what says so.
    """
    found = giving.of(snapshot).get(contact.path, Between())
    return {
        **note(contact.path),
        "ended": _ended(contact, snapshot.today),
        "requests": requests(snapshot, contact.path),
        "before": before(contact, snapshot, config, beside=True),
        **{
            way: listed(some, lambda one: _thing(one, contact), lambda one: one.source, LONGEST)
            for way, some in found._asdict().items()
        },
        "owed": _promises(
            dict.fromkeys(promises_by_contact(snapshot.promises).get(contact.path, ())), contact, snapshot
        ),
        "kept": _promises(
            {one: kept[one] for one in sorted(kept, key=_latest) if one.contact == contact.path},
            contact,
            snapshot,
        ),
    }


def _ended(contact: Summary, today: date) -> Sourced[str] | None:
    """Say that the owner no longer keeps in touch with a contact, and since when."""
    if not cadence.has_ended(contact, today):
        return None
    day = day_of(contact.fields, "ended")
    since = f", since {say_day(day, today)}" if day else ""
    return Sourced(f"you no longer keep in touch{since}", (contact.source("ended"),))


def _promises(found: Mapping[Promise, Source | None], contact: Summary, snapshot: Snapshot) -> Part:
    """Give those of some promises that the owner made, each with the day on which it was ``kept``; no asks."""
    mine = [one for one in found if not one.theirs and one.path not in snapshot.private and not is_ask(one)]

    def row(one: Promise) -> Part:
        closed, at = parse_day(one.closed), found[one]
        kept = Sourced(closed, (at,)) if closed and at else None
        return {**promise(one, contact, snapshot), "kept": kept}

    return listed(mine, row, lambda one: promised_at(one, contact, snapshot), LONGEST)


def _latest(one: Promise) -> tuple[int, str, int]:
    return -date.fromisoformat(one.closed).toordinal(), one.path, one.line


def _row(path: str, found: Between, contacts: _Contacts) -> Part:
    """Give the last of each that went to or fro."""
    contact = contacts.any(path)
    return {
        "who": note(path),
        **{
            way: _thing(some[0], contact) if some and contact else None
            for way, some in found._asdict().items()
        },
    }


def _first(found: Between) -> Source:
    return next(some[0].source for some in found if some)
