"""Who of the contacts knows whom, how surely, and by which lines: ties, looked at where a search comes by. Pure.

A tie goes both ways. Its strength, above 0 and at most 1, says how likely one of the two would speak for the other:

- *introduced* and *knows*: the note of one names the other as ``introduced_by`` or ``knows``;
- *together*: both were at a meeting or an event. At a table everybody speaks with everybody, in a hall with a few;
  so it falls with the number of people, and it halves with time;
- *colleagues*: both have the same ``company``. It falls with the number of those who have;
- *inside*: the note of one names as ``knows`` the place that is the ``company`` of the other.

Of several ties between two people the strongest counts. Of a meeting or a company of many no pairs are made: it is
a `Circle`, over which a search goes in one step. Who is private or has ended has no ties, and what stands in a
private note makes none. docs/paths.md shows it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from vaultnet import discreet, kinds, links, memo
from vaultnet.cadence import has_ended
from vaultnet.dates import say_day
from vaultnet.model import Source, Sourced, Value, note_name
from vaultnet.network import Gathering, Snapshot, Summary

Kind: TypeAlias = Literal["introduced", "knows", "together", "colleagues", "inside"]

INTRODUCED = 0.9
"""Who brought the owner together with somebody has spoken for one of them already. A rule of thumb, as all here."""
KNOWS = 0.8
"""They know each other, as a note says."""
TOGETHER = 0.7
"""They were at a table today."""
TALKED = 4
"""With so many others somebody speaks who meets many: where more were there, a tie is as much weaker."""
HALF_LIFE = 365
"""Days in which having met is worth half."""
COLLEAGUES = 0.6
"""They are at the same place."""
INSIDE = 0.5
"""One knows the place, and the other is there."""
ACQUAINTED = 10
"""So many others somebody knows at a place: where more are there, a tie is as much weaker."""

ON_THEIR_OWN = frozenset(
    "- ? consultant contractor freelance freelancer independent n/a none retired self self-employed student"
    " unemployed various".split()
) | {"self employed", "sole trader", "between jobs"}
"""What stands for a company where there is none: it makes no colleagues of anybody."""


class Tie(NamedTuple):
    """Why one contact could lead to another."""

    kind: Kind
    strength: float
    why: Sourced[str]
    """Said of the second after the first: ``Ada knows them``, ``both at Globex``."""


class Circle(NamedTuple):
    """Everybody of some people is tied to everybody of others, or of the same: a gathering, a company."""

    kind: Kind
    strength: float
    members: tuple[int, ...]
    """To whom it leads."""
    company: frozenset[_Named] = frozenset()
    """How notes name it."""
    gathering: Gathering | None = None


class _Named(NamedTuple):
    """What a field names: a note, by its path; or by its name what no link leads to."""

    path: str
    key: str


class _Own(NamedTuple):
    """What the ties of a contact are made of."""

    path: str
    company: tuple[_Named, ...]
    knows: tuple[_Named, ...]
    introduced_by: tuple[_Named, ...]
    is_out: bool
    """Whether they are private, or the owner no longer keeps in touch with them."""


class Ties:
    """The ties between contacts, who are numbered by their places among them."""

    def __init__(self, own: Sequence[_Own], gatherings: Iterable[Gathering], today: date) -> None:
        """Note whom the contacts' notes name, and who was where; no pairs are made of it."""
        self._places = {one.path: place for place, one in enumerate(own)}
        self._own, self._today = own, today
        self._by_name: dict[str, list[int]] | None = None
        self.direct: dict[int, list[tuple[int, float]]] = {}
        """With whom somebody is tied because a note names one of the two, and how strongly."""
        self.circles: list[Circle] = []
        self.circles_of: dict[int, list[int]] = {}
        """Which of the circles lead on from somebody."""
        self.kept: dict[Hashable, tuple[dict[int, tuple[float, int]], ...]] = {}
        """What was worked out by these ties, for whoever asks again."""
        self._read()
        for one in gatherings:
            self._gather(one)

    def place(self, path: str) -> int | None:
        """Give the place of a contact; None for nobody, and for who has no ties."""
        found = self._places.get(path)
        return None if found is None or self._own[found].is_out else found

    def _read(self) -> None:
        at: dict[_Named, list[int]] = {}
        knowing: dict[_Named, list[int]] = {}
        for place, one in enumerate(self._own):
            if one.is_out:
                continue
            for named in one.company:
                at.setdefault(named, []).append(place)
            for named in one.introduced_by:
                self._tie(place, self.meant(named), INTRODUCED)
            for named in one.knows:
                other = self.meant(named)
                self._tie(place, other, KNOWS)
                if other is None:
                    knowing.setdefault(named, []).append(place)
        for names in _companies(at, knowing):
            self._employ(names, at, knowing)

    def meant(self, named: _Named) -> int | None:
        """Give the contact that is named: where a link leads, or else the only one of that name."""
        if named.path:
            return self._places.get(named.path)
        if self._by_name is None:
            self._by_name = {}
            for place, one in enumerate(self._own):
                self._by_name.setdefault(links.key(one.path), []).append(place)
        found = self._by_name.get(named.key, ())
        return found[0] if len(found) == 1 else None

    def _tie(self, place: int, other: int | None, strength: float) -> None:
        if other is not None and other != place and not self._own[other].is_out:
            self.direct.setdefault(place, []).append((other, strength))
            self.direct.setdefault(other, []).append((place, strength))

    def _employ(
        self, names: frozenset[_Named], at: Mapping[_Named, list[int]], knowing: Mapping[_Named, list[int]]
    ) -> None:
        """Tie those who are at a company to each other, and to those who know it."""
        inside = tuple(dict.fromkeys(place for named in sorted(names) for place in at.get(named, ())))
        outside = {place for named in names for place in knowing.get(named, ())}.difference(inside)
        share = _share(ACQUAINTED, len(inside))
        if len(inside) > 1:
            self._join(inside, Circle("colleagues", COLLEAGUES * share, inside, names))
        if outside:
            self._join(inside, Circle("inside", INSIDE * share, tuple(sorted(outside)), names))
            self._join(outside, Circle("inside", INSIDE * share, inside, names))

    def _gather(self, one: Gathering) -> None:
        there = tuple(place for path in one.people if (place := self.place(path)) is not None)
        if len(there) > 1:
            half = 0.5 ** ((self._today - date.fromisoformat(one.day)).days / HALF_LIFE)
            strength = TOGETHER * _share(TALKED, len(one.people)) * half
            self._join(there, Circle("together", strength, there, gathering=one))

    def _join(self, people: Iterable[int], circle: Circle) -> None:
        """Add a circle that leads on from some people."""
        for place in people:
            self.circles_of.setdefault(place, []).append(len(self.circles))
        self.circles.append(circle)


def _share(known: int, there: int) -> float:
    """Give what part of all others somebody knows, who knows so many of them."""
    return min(1.0, known / max(there - 1, 1))


def _companies(*named: Mapping[_Named, object]) -> Iterator[frozenset[_Named]]:
    """Give the names of each company: one in plain text is the only one that is called so and has a note."""
    called: dict[str, list[_Named]] = {}
    for one in dict.fromkeys(name for names in named for name in names):
        called.setdefault(one.key, []).append(one)
    for key, names in called.items():
        if key in ON_THEIR_OWN:
            continue
        if len(names) == 2 and not all(one.path for one in names):
            yield frozenset(names)
        else:
            yield from (frozenset((one,)) for one in names)


# --- what stands in notes --------------------------------------------------------------------------


def of(snapshot: Snapshot) -> Ties:
    """Give the ties between the contacts."""
    return _of(snapshot.contacts, snapshot.gatherings, snapshot.private, snapshot.today)


@memo.of_last
def _of(
    contacts: Sequence[Summary], gatherings: Sequence[Gathering], private: frozenset[str], today: date
) -> Ties:
    told = tuple(one for one in gatherings if one.path not in private and _have_met(one.kind))
    return _ties(_owned(contacts, today), told, today)


def _have_met(kind: str) -> bool:
    """Tell whether people met by an interaction of a kind: who got the same letter has not."""
    return kinds.is_conversation(kind) or kinds.canonical(kind) in (kinds.EVENT, "introduction")


@memo.of_equal
def _ties(own: Sequence[_Own], gatherings: Sequence[Gathering], today: date) -> Ties:
    return Ties(own, gatherings, today)


@memo.of_all
def _owned(contact: Summary, today: date) -> _Own:
    is_out = discreet.is_private(contact) or has_ended(contact, today)
    company, knows, introduced_by = (
        tuple(_named(one, contact.links) for one in contact.fields.get(key, ()))
        for key in ("company", "knows", "introduced_by")
    )
    return _Own(contact.path, company, knows, introduced_by, is_out)


def _named(value: Value, leads: Mapping[str, str]) -> _Named:
    written = str(value.value)
    path = leads.get(written, "") if value.link else ""
    return _Named(path, links.key(path or written))


# --- one pair --------------------------------------------------------------------------------------


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
    for by, named, kind, said in (
        (other, here, "introduced_by", f"{one.name} brought you together"),
        (one, there, "introduced_by", f"they brought {one.name} and you together"),
        (one, there, "knows", f"{one.name} knows them"),
        (other, here, "knows", f"they know {one.name}"),
    ):
        for value in by.fields.get(kind, ()):
            if ties.meant(_named(value, by.links)) == named:
                introduced = kind == "introduced_by"
                why = Sourced(said, (_source(by, value),))
                yield Tie("introduced", INTRODUCED, why) if introduced else Tie("knows", KNOWS, why)
                break


def _sharing(pair: _Pair, ties: Ties, snapshot: Snapshot) -> Iterator[Tie]:
    """Yield the ties of two who were somewhere together, or are, or of whom one knows where the other is."""
    here, there = pair.places
    for circle in (ties.circles[number] for number in ties.circles_of.get(here, ())):
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
        return Sourced(f"both at {_said(at, snapshot)}", (_source(one, at), _source(other, also)))
    if at:
        knows = _naming_place(other, "knows", circle) or at
        said = f"they know {_said(at, snapshot)}, where {one.name} is"
        return Sourced(said, (_source(other, knows), _source(one, at)))
    assert also  # one of them is there, or there would be no such circle
    knows = _naming_place(one, "knows", circle) or also
    said = f"{one.name} knows {_said(also, snapshot)}, where they are"
    return Sourced(said, (_source(one, knows), _source(other, also)))


def _naming_place(contact: Summary, key: str, circle: Circle) -> Value | None:
    """Give the value by which a field names the place of a circle."""
    values = contact.fields.get(key, ())
    return next((value for value in values if _named(value, contact.links) in circle.company), None)


def _said(value: Value, snapshot: Snapshot) -> str:
    name = note_name(str(value.value)) if value.link else str(value.value)
    return name if _is_said(name, snapshot) else "a place"


def _is_said(name: str, snapshot: Snapshot) -> bool:
    """Tell whether something may be called by its name: not if it bears that of somebody private."""
    return not discreet.names_any(name, discreet.hidden(snapshot.contacts))


def _source(contact: Summary, value: Value) -> Source:
    return Source(contact.path, value.line, value.quote)
