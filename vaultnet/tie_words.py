"""Why two contacts are tied: the strongest of their ties, in a few words with the lines that say so. Pure.

Made for the few pairs that are shown; a search (`vaultnet.paths`) needs no more than strengths.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from vaultnet import discreet, kinds
from vaultnet.dates import say_day
from vaultnet.model import Sourced, Value, note_name
from vaultnet.network import Gathering, Snapshot, Summary
from vaultnet.ties import INTRODUCED, KNOWS, Circle, Kind, Ties, named, of


class Tie(NamedTuple):
    """Why one contact could lead to another."""

    kind: Kind
    strength: float
    why: Sourced[str]
    """Said of the second after the first: ``Ada knows them``, ``both at Globex``."""


class _Pair(NamedTuple):
    """Two contacts who may be tied."""

    one: Summary
    other: Summary
    places: tuple[int, int]


def between(one: Summary, other: Summary, snapshot: Snapshot) -> Tie | None:
    """Give the strongest tie of two contacts, as it is said of the second; None for none."""
    ties = of(snapshot)
    here, there = ties.place(one.path), ties.place(other.path)
    if here is None or there is None or here == there:
        return None
    pair = _Pair(one, other, (here, there))
    found = [*_naming(pair, ties), *_sharing(pair, ties, snapshot)]
    return max(found, key=lambda tie: tie.strength, default=None)


def _naming(pair: _Pair, ties: Ties) -> Iterator[Tie]:
    """Yield the ties by which the note of one of two names the other."""
    one, other = pair.one, pair.other
    here, there = pair.places
    for by, whom, kind, said in (
        (other, here, "introduced_by", f"{one.name} brought you together"),
        (one, there, "introduced_by", f"they brought {one.name} and you together"),
        (one, there, "knows", f"{one.name} knows them"),
        (other, here, "knows", f"they know {one.name}"),
    ):
        for value in by.fields.get(kind, ()):
            if ties.meant(named(value, by.links)) == whom:
                introduced = kind == "introduced_by"
                why = Sourced(said, (value.source(by.path),))
                yield Tie("introduced", INTRODUCED, why) if introduced else Tie("knows", KNOWS, why)
                break


def _sharing(pair: _Pair, ties: Ties, snapshot: Snapshot) -> Iterator[Tie]:
    """Yield the ties of two who were somewhere together, or are, or of whom one knows where the other is."""
    here, there = pair.places
    for circle in ties.circles_of(here):
        if there in circle.members:
            one = circle.gathering
            why = _met(one, pair, snapshot) if one else _placed(circle, pair, snapshot)
            yield Tie(circle.kind, circle.strength, why)


def _met(one: Gathering, pair: _Pair, snapshot: Snapshot) -> Sourced[str]:
    """Say where two met: an event by its name, a meeting by what it was."""
    is_event = any(other.path == one.path and other.type == kinds.EVENT for other in snapshot.occasions)
    what = f"the {kinds.EVENT if is_event else kinds.say(one.kind)}"
    if is_event and _is_said(note_name(one.path), snapshot):
        what = note_name(one.path)
    many = f" ({len(one.people)} people)" if len(one.people) > 2 else ""
    sources = [one.sources[one.people.index(who.path)] for who in (pair.one, pair.other)]
    day = say_day(date.fromisoformat(one.day), snapshot.today)
    return Sourced(f"both at {what} on {day}{many}", tuple(dict.fromkeys(sources)))


def _placed(circle: Circle, pair: _Pair, snapshot: Snapshot) -> Sourced[str]:
    """Say that two are at a place, or that one of them is and the other knows it."""
    one, other = pair.one, pair.other
    at, also = _naming_place(one, "company", circle), _naming_place(other, "company", circle)
    if at and also:
        return Sourced(f"both at {_said(at, snapshot)}", (at.source(one.path), also.source(other.path)))
    if at:
        knows = _naming_place(other, "knows", circle) or at
        said = f"they know {_said(at, snapshot)}, where {one.name} is"
        return Sourced(said, (knows.source(other.path), at.source(one.path)))
    assert also  # one of them is there, or there would be no such circle
    knows = _naming_place(one, "knows", circle) or also
    said = f"{one.name} knows {_said(also, snapshot)}, where they are"
    return Sourced(said, (knows.source(one.path), also.source(other.path)))


def _naming_place(contact: Summary, key: str, circle: Circle) -> Value | None:
    """Give the value by which a field names the place of a circle."""
    values = contact.fields.get(key, ())
    return next((value for value in values if named(value, contact.links) in circle.company), None)


def _said(value: Value, snapshot: Snapshot) -> str:
    name = value.name
    return name if _is_said(name, snapshot) else "a place"


def _is_said(name: str, snapshot: Snapshot) -> bool:
    """Tell whether something may be called by its name: not if it bears a private one."""
    return not discreet.names_any(
        name, discreet.unnamed(snapshot.contacts, snapshot.occasions, snapshot.private)
    )
