"""What goes to and fro between the owner and others: gave, received, asked, promised; and how often. Pure.

It is the ledger of the owner's notes, with what somebody asked for and got (see `vaultnet.gifts`). No account is
kept of who owes whom: it is told what was, when last, and in which months the owner gave something at all.

Of contacts who are private nothing is said, nor of private notes; of a line that names somebody private only its
day. docs/giving.md describes it, Network Giving shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from vaultnet import cadence, discreet, gifts, memo
from vaultnet.dates import MONTHS, earlier, say_day
from vaultnet.filters import clip, words
from vaultnet.ledger import COMMUNITY, WITH_SOMEONE
from vaultnet.links import LINK
from vaultnet.model import Source, Sourced, note_name
from vaultnet.network import LedgerLine, Snapshot, Summary
from vaultnet.openers import given

YEAR = 12
"""Months, this one among them, by which it is told how often the owner gives something: a rule of thumb."""
OFTEN = (
    (12, "every month"),
    (8, "in most months"),
    (5, "in about every second month"),
    (3, "every few months"),
    (2, "now and then"),
    (1, "in one month"),
)
"""How it is said by the number of months with something given, the most first: rules of thumb."""
LATELY = 365
"""Days for which somebody is told of after something went to or fro: a rule of thumb."""
LAPSE = 90
"""Days from which on it is said that nothing was given since: a rule of thumb."""
_LENGTH = 120
NEVER = "not at all"
"""How it is said where there is no such month."""


class Told(NamedTuple):
    """A line of the ledger that is about somebody of whom something may be said."""

    contact: str
    """The contact's path; that of a community where it went to all who meet there."""
    way: str
    """``gave``, ``received``, ``asked`` or ``promised``."""
    kind: str
    """Of which kind it is (see `vaultnet.gifts`)."""
    text: str
    """As the note has it; ``""`` where that names somebody private."""
    day: Sourced[date] | None
    source: Source


class Between(NamedTuple):
    """By its way all that the ledger tells of one contact, each the newest first, and what has no day last."""

    gave: tuple[Told, ...] = ()
    received: tuple[Told, ...] = ()
    asked: tuple[Told, ...] = ()
    promised: tuple[Told, ...] = ()


class Months(NamedTuple):
    """In which months of the last year the owner gave something."""

    often: Sourced[str]
    months: tuple[Sourced[str], ...]
    """Their names, the earliest first, each with the first line of it."""
    last: Told


def lines(snapshot: Snapshot) -> tuple[Told, ...]:
    """Give all lines of which something may be said, in the order of the ledger.

    What went to somebody with whom it has ended is theirs alone, whoever else it names: that was no gift to these.
    What went to others and names such a one has no words.
    """
    found = _sayable(gifts.given_too(snapshot), snapshot.private, snapshot.contacts)
    ended = _ended(snapshot.contacts, snapshot.today)
    return _apart(found, ended, snapshot.contacts) if ended else found


@memo.of_last
def _sayable(
    every: Sequence[LedgerLine], private: Collection[str], contacts: Sequence[Summary]
) -> tuple[Told, ...]:
    return _of_open(_lines(every, private, discreet.hidden(contacts)), _unsayable(contacts))


@memo.of_equal
def _lines(every: Sequence[LedgerLine], private: Collection[str], hidden: frozenset[str]) -> tuple[Told, ...]:
    about = [one for one in every if one.contact and one.kind in WITH_SOMEONE and one.path not in private]
    return tuple(_told(about, hidden))


def _one(line: LedgerLine, hidden: frozenset[str]) -> Told:
    said = line if not discreet.names_any(line.text, hidden) else line._replace(text="")
    there = said.source
    day = Sourced(date.fromisoformat(line.day), (there,)) if line.day else None
    return Told(line.contact, line.kind, gifts.kind(line.text), said.text, day, there)


_told = memo.of_all(_one)


@memo.of_equal
def _of_open(found: tuple[Told, ...], unsayable: frozenset[str]) -> tuple[Told, ...]:
    return tuple(one for one in found if one.contact not in unsayable) if unsayable else found


@memo.of_last
def _unsayable(contacts: Sequence[Summary]) -> frozenset[str]:
    return frozenset(filter(None, _if_private(contacts)))


@memo.of_all
def _if_private(contact: Summary) -> str:
    return contact.path if discreet.is_private(contact) else ""


@memo.of_last
def _apart(found: tuple[Told, ...], ended: frozenset[str], contacts: Sequence[Summary]) -> tuple[Told, ...]:
    known = {one.path: one for one in contacts}
    names = _names_of(ended, known)
    return tuple(
        said
        for one in found
        if (said := one if one.contact in ended else _of_others(one, known.get(one.contact), names))
    )


def _names_of(ended: frozenset[str], known: Mapping[str, Summary]) -> frozenset[str]:
    return frozenset().union(*(discreet.names_of(known[path]) for path in ended))


def _muted(one: Told, names: frozenset[str]) -> Told:
    return one._replace(text="") if discreet.names_any(one.text, names) else one


def _of_others(one: Told, contact: Summary | None, names: frozenset[str]) -> Told | None:
    """Give a line without words that name one of these; None where it went to them."""
    if contact is None or not discreet.names_any(one.text, names):
        return one
    said = given(one.text, contact)
    to = LINK.match(said.lstrip())
    if to and discreet.names_any(to[0], names):
        return None
    return one._replace(text="") if discreet.names_any(said, names) else one


# --- by person -------------------------------------------------------------------------------------


def of(snapshot: Snapshot) -> Mapping[str, Between]:
    """Give what the ledger tells of each contact, by their paths; of those with whom it has ended, too."""
    return _by_contact(lines(snapshot))


def _between(found: Sequence[Told]) -> Between:
    return Between(*(newest_first(one for one in found if one.way == way) for way in Between._fields))


_by_contact = memo.grouped(attrgetter("contact"), _between)


def newest_first(found: Iterable[Told]) -> tuple[Told, ...]:
    """Put lines in order; those without a day come last."""
    by_place = sorted(found, key=lambda one: (one.source, one.text))
    return tuple(sorted(by_place, key=_day, reverse=True))


def _day(one: Told) -> date:
    return one.day.value if one.day else date.min


def since(contact: Summary, snapshot: Snapshot) -> Sourced[str] | None:
    """Say since when nothing was given to a contact, or what was given last, if that is not long ago.

    None where a private note knows of something later.
    """
    last = None if _is_unsaid(contact, snapshot) else _last_gift(contact, snapshot)
    if last and last.day and last.day.value > earlier(snapshot.today, LAPSE):
        on = "today" if last.day.value == snapshot.today else f"on {say_day(last.day.value, snapshot.today)}"
        said = clip(words(given(last.text, contact)), _LENGTH)
        return Sourced(f"given last, {on}{f': “{said}”' if said else ''}", last.day.sources)
    return lapse(contact, snapshot)


def lapse(contact: Summary, snapshot: Snapshot) -> Sourced[str] | None:
    """Say since when nothing was given to a contact, if that is long ago; None likewise."""
    last = _last_gift(contact, snapshot)
    if _is_unsaid(contact, snapshot):
        return None
    if last is None:
        return Sourced(
            "nothing given yet, as far as the notes tell", (Source(contact.path, 1, contact.name),)
        )
    if last.day is None or last.day.value > earlier(snapshot.today, LAPSE):
        return None
    return Sourced(f"nothing given since {say_day(last.day.value, snapshot.today)}", last.day.sources)


def _last_gift(contact: Summary, snapshot: Snapshot) -> Told | None:
    return next(iter(of(snapshot).get(contact.path, Between()).gave), None)


def _is_unsaid(contact: Summary, snapshot: Snapshot) -> bool:
    """Tell whether a contact is private, or a private note knows of a later gift than all others."""
    last = _last_gift(contact, snapshot)
    known = last.day.value.isoformat() if last and last.day else ""
    later = _kept(gifts.given_too(snapshot), snapshot.private).get(contact.path, ())
    return discreet.is_private(contact) or any(day > known for day in later)


@memo.of_last
def _kept(ledger: Sequence[LedgerLine], private: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Give by contact the days on which a private note says that something was given."""
    found: dict[str, list[str]] = {}
    for one in ledger:
        if one.kind == "gave" and one.path in private:
            found.setdefault(one.contact, []).append(one.day)
    return found


def lately(snapshot: Snapshot) -> tuple[tuple[str, Between], ...]:
    """Give of whom the ledger tells something within a year, by their paths, the latest first.

    Left out are those with whom the owner no longer keeps in touch.
    """
    return _lately(of(snapshot), _ended(snapshot.contacts, snapshot.today), earlier(snapshot.today, LATELY))


@memo.of_last
def _ended(contacts: Sequence[Summary], today: date) -> frozenset[str]:
    return frozenset(filter(None, _if_ended(contacts, today)))


@memo.of_all
def _if_ended(contact: Summary, today: date) -> str:
    return contact.path if cadence.has_ended(contact, today) else ""


@memo.of_equal
def _lately(
    between: Mapping[str, Between], ended: frozenset[str], first: date
) -> tuple[tuple[str, Between], ...]:
    days = {path: _last(found) for path, found in between.items() if path not in ended}
    latest = sorted(
        (path for path in days if days[path] >= first), key=lambda path: (-days[path].toordinal(), path)
    )
    return tuple((path, between[path]) for path in latest)


def _last(found: Between) -> date:
    """Give the last day on which something went to or fro."""
    return max(_day(some[0]) for some in found if some)


# --- by month and by kind --------------------------------------------------------------------------


def _gave(snapshot: Snapshot) -> tuple[Told, ...]:
    """Give what was given on a day to those with whom it has not ended and in communities, the newest first."""
    ended = _ended(snapshot.contacts, snapshot.today)
    found, to_all = lines(snapshot), _to_all(snapshot)
    if to_all and ended:
        names = _names_of(ended, {one.path: one for one in snapshot.contacts})
        to_all = tuple(_muted(one, names) for one in to_all)
    return _given((*found, *to_all) if to_all else found, ended)


def _to_all(snapshot: Snapshot) -> tuple[Told, ...]:
    """Give what was given in communities to all who meet there: their notes say so without a contact's link."""
    hidden = discreet.hidden(snapshot.contacts)
    places = frozenset(one.path for one in snapshot.occasions if one.type == COMMUNITY)
    return _of_places(snapshot.ledger, places - snapshot.private, hidden)


@memo.of_equal
def _of_places(
    ledger: tuple[LedgerLine, ...], places: frozenset[str], hidden: frozenset[str]
) -> tuple[Told, ...]:
    sayable = {path for path in places if not discreet.names_any(note_name(path), hidden)}
    found = [one for one in ledger if one.kind == "gave" and not one.contact and one.path in sayable]
    return tuple(_one(one, hidden)._replace(contact=one.path) for one in found)


@memo.of_equal
def _given(found: tuple[Told, ...], ended: frozenset[str]) -> tuple[Told, ...]:
    return newest_first(one for one in found if one.way == "gave" and one.day and one.contact not in ended)


def months(snapshot: Snapshot) -> Months | None:
    """Tell in which of the last twelve months something was given; None where nothing ever was."""
    return _months(_gave(snapshot), snapshot.today)


@memo.of_last
def _months(gave: Sequence[Told], today: date) -> Months | None:
    if not gave:
        return None
    first = _month(today) - YEAR + 1
    by_month = {_month(one.day.value): one for one in gave if one.day and _month(one.day.value) >= first}
    often = next((said for most, said in OFTEN if len(by_month) >= most), NEVER)
    there = [by_month[month] for month in sorted(by_month)]
    return Months(
        Sourced(often, tuple(one.source for one in there or gave[:1])),
        tuple(Sourced(MONTHS[one.day.value.month - 1], (one.source,)) for one in there if one.day),
        gave[0],
    )


def _month(day: date) -> int:
    return day.year * 12 + day.month


def by_kind(snapshot: Snapshot) -> tuple[tuple[str, tuple[Told, ...]], ...]:
    """Give what the owner gave in the last twelve months by its kind, each the newest first."""
    return _by_kind(_gave(snapshot), snapshot.today)


@memo.of_last
def _by_kind(gave: Sequence[Told], today: date) -> tuple[tuple[str, tuple[Told, ...]], ...]:
    first = _month(today) - YEAR + 1
    kinds: dict[str, list[Told]] = {kind: [] for kind in (*gifts.KINDS, gifts.OTHER)}
    for one in gave:
        if one.day and _month(one.day.value) >= first:
            kinds[one.kind].append(one)
    return tuple((kind, tuple(some)) for kind, some in kinds.items() if some)
