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

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from vaultnet import discreet, kinds, links, memo
from vaultnet.cadence import has_ended
from vaultnet.model import Value
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


@dataclass(frozen=True, slots=True, eq=False)
class Circle:
    """Everybody of some people is tied to everybody of others, or of the same: a gathering, a company."""

    kind: Kind
    strength: float
    members: tuple[int, ...]
    """To whom it leads."""
    company: frozenset[str] = frozenset()
    """How notes name it."""
    gathering: Gathering | None = None


_UNLINKED = "\0"
"""What a name is kept behind to which no link leads. What a link leads to is kept as the path of the note."""


class _Own(NamedTuple):
    """What the note of a contact names, each as a path or a name."""

    company: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    introduced_by: tuple[str, ...] = ()
    is_out: bool = False
    """Whether they are private, or the owner no longer keeps in touch with them."""


_NAMELESS, _OUT = _Own(), _Own(is_out=True)


class Ties:
    """The ties between contacts, who are numbered by their places among them.

    Who names what is turned round once. With whom somebody is tied is worked out when a search comes by.
    """

    def __init__(
        self, paths: Sequence[str], own: Sequence[_Own], gatherings: Sequence[Gathering], today: date
    ) -> None:
        """Note who names what, and who was where."""
        self._paths, self._own, self._gatherings, self._today = paths, own, gatherings, today
        self._places = dict(zip(paths, range(len(paths)), strict=True))
        self._at, self._knowing, self._introduced = _turned(own)
        self._gathered: dict[str, list[int]] = {}
        for number, one in enumerate(gatherings):
            for path in one.people:
                self._gathered.setdefault(path, []).append(number)
        self._direct: dict[int, tuple[tuple[int, float], ...]] = {}
        self._circles: dict[tuple[str, frozenset[str] | int], Circle] = {}
        self._circles_of: dict[int, tuple[Circle, ...]] = {}

    def place(self, path: str) -> int | None:
        """Give the place of a contact; None for nobody, and for who has no ties."""
        found = self._places.get(path)
        return None if found is None or self._own[found].is_out else found

    def direct(self, place: int) -> tuple[tuple[int, float], ...]:
        """Give with whom somebody is tied because the note of one names the other, and how strongly."""
        found = self._direct.get(place)
        if found is None:
            found = self._direct[place] = tuple(self._naming(place))
        return found

    def circles_of(self, place: int) -> tuple[Circle, ...]:
        """Give the circles that lead on from somebody."""
        found = self._circles_of.get(place)
        if found is None:
            found = self._circles_of[place] = tuple(one for one in self._round(place) if one.members)
        return found

    def names_of(self, path: str, name: str) -> frozenset[str]:
        """Give how notes name a place, by the path of its note, ``""`` if it has none, and its name."""
        return self._called(path or _UNLINKED + links.key(name))

    def inside(self, names: frozenset[str]) -> tuple[int, ...]:
        """Give who is at a place that is named so."""
        return self._united(self._at, names)

    def outside(self, names: frozenset[str]) -> tuple[int, ...]:
        """Give who knows a place that is named so, and is not there; what names a contact is no place."""
        known = {
            one for one in names if one in self._knowing
        }  # only then is it worth asking who is called so
        places = frozenset(one for one in known if self.meant(one) is None)
        inside = {*self.inside(names)} if places else set()
        return tuple(one for one in self._united(self._knowing, places) if one not in inside)

    # --- notes that name people ---

    def meant(self, named: str) -> int | None:
        """Give the contact that is named: where a link leads, or else the only one of that name."""
        if not named.startswith(_UNLINKED):
            return self._places.get(named)
        found = self._by_name.get(named[1:], ())
        return found[0] if len(found) == 1 else None

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for place, path in enumerate(self._paths):
            found.setdefault(links.key(path), []).append(place)
        return found

    @cached_property
    def _are_unlinked(self) -> bool:
        """Whether anybody is named without a link that leads to a note."""
        return any(
            name.startswith(_UNLINKED) for names in (self._knowing, self._introduced) for name in names
        )

    def _naming(self, place: int) -> Iterator[tuple[int, float]]:
        """Yield whom somebody names, and who names them."""
        own, path = self._own[place], self._paths[place]
        unlinked = _UNLINKED + links.key(path) if self._are_unlinked else ""
        for strength, named, naming in (
            (INTRODUCED, own.introduced_by, self._introduced),
            (KNOWS, own.knows, self._knowing),
        ):
            there = {*map(self.meant, named), *naming.get(path, ())}
            if unlinked in naming and self.meant(unlinked) == place:
                there.update(naming[unlinked])
            for other in there:
                if other is not None and other != place and not self._own[other].is_out:
                    yield other, strength

    # --- companies and gatherings ---

    def _round(self, place: int) -> Iterator[Circle]:
        """Yield the circles that somebody is in, and those that they are at the edge of."""
        own = self._own[place]
        for names in dict.fromkeys(map(self._called, own.company)):
            yield self._circle("colleagues", names)
            yield self._circle("outwards", names)
        for names in dict.fromkeys(self._called(one) for one in own.knows if self.meant(one) is None):
            if place not in self.inside(names):
                yield self._circle("inwards", names)
        for number in self._gathered.get(self._paths[place], ()):
            yield self._circle("together", number)

    def _circle(self, which: str, of: frozenset[str] | int) -> Circle:
        found = self._circles.get((which, of))
        if found is None:
            made = self._meeting(of) if isinstance(of, int) else self._company(which, of)
            found = self._circles[which, of] = made
        return found

    def _meeting(self, number: int) -> Circle:
        one = self._gatherings[number]
        half = 0.5 ** ((self._today - date.fromisoformat(one.day)).days / HALF_LIFE)
        strength = TOGETHER * _share(TALKED, len(one.people)) * half
        there = (self.place(path) for path in one.people)
        return Circle("together", strength, tuple(one for one in there if one is not None), gathering=one)

    def _company(self, which: str, names: frozenset[str]) -> Circle:
        """Make a circle of those who are at a company, of those to those who know it, or of those to these."""
        inside = self.inside(names)
        share = _share(ACQUAINTED, len(inside))
        if which == "colleagues":
            return Circle("colleagues", COLLEAGUES * share, inside, names)
        members = self.outside(names) if which == "outwards" else inside
        return Circle("inside", INSIDE * share, members, names)

    def _united(self, naming: Mapping[str, Sequence[int]], names: frozenset[str]) -> tuple[int, ...]:
        return tuple(sorted({place for name in names for place in naming.get(name, ())}))

    def _called(self, named: str) -> frozenset[str]:
        """Give all names of a company: one without a link means the only one of that name that has a note."""
        key = named[1:] if named.startswith(_UNLINKED) else links.key(named)
        if key in ON_THEIR_OWN:
            return frozenset()  # at which nobody is
        linked = {named, *self._companies.get(key, ())} - {_UNLINKED + key}
        return frozenset((*linked, _UNLINKED + key)) if len(linked) < 2 else frozenset((named,))

    @cached_property
    def _companies(self) -> Mapping[str, Sequence[str]]:
        """The places at which somebody is, or which somebody knows, by what they are called."""
        found: dict[str, list[str]] = {}
        for named in self._at.keys() | self._knowing.keys():
            found.setdefault(links.key(named), []).append(named)
        return found


def is_alone(company: str) -> bool:
    """Tell whether what stands for a company says that there is none: ``freelance``."""
    return links.key(company) in ON_THEIR_OWN


def _turned(own: Iterable[_Own]) -> tuple[dict[str, list[int]], ...]:
    """Turn round what notes name: who names it as their company, as whom they know, and as who brought them."""
    at: dict[str, list[int]] = defaultdict(list)
    knowing: dict[str, list[int]] = defaultdict(list)
    introduced: dict[str, list[int]] = defaultdict(list)
    for place, (company, knows, introduced_by, _) in enumerate(own):
        for named in company:
            at[named].append(place)
        for named in knows:
            knowing[named].append(place)
        for named in introduced_by:
            introduced[named].append(place)
    return dict(at), dict(knowing), dict(introduced)


def _share(known: int, there: int) -> float:
    """Give what part of all others somebody knows, who knows so many of them."""
    return min(1.0, known / max(there - 1, 1))


# --- what stands in notes --------------------------------------------------------------------------


def of(snapshot: Snapshot) -> Ties:
    """Give the ties between the contacts."""
    return _of(snapshot.contacts, snapshot.gatherings, snapshot.private, snapshot.today)


@memo.of_last
def _of(
    contacts: Sequence[Summary], gatherings: Sequence[Gathering], private: frozenset[str], today: date
) -> Ties:
    told = tuple(one for one in gatherings if one.path not in private and _have_met(one.kind))
    return _ties([one.path for one in contacts], _owned(contacts, today), told, today)


def _have_met(kind: str) -> bool:
    """Tell whether people met by an interaction of a kind: who got the same letter has not."""
    return kinds.is_conversation(kind) or kinds.canonical(kind) in (kinds.EVENT, "introduction")


@memo.of_equal
def _ties(paths: Sequence[str], own: Sequence[_Own], gatherings: Sequence[Gathering], today: date) -> Ties:
    return Ties(paths, own, gatherings, today)


_NAMING = ("company", "knows", "introduced_by")


@memo.of_all
def _owned(contact: Summary, today: date) -> _Own:
    fields = contact.fields
    is_kept = "private" in fields and discreet.is_private(contact)
    if is_kept or ("ended" in fields and has_ended(contact, today)):
        return _OUT
    company, knows, introduced_by = (
        tuple([named(one, contact.links) for one in fields[key]]) if key in fields else () for key in _NAMING
    )
    is_any = company or knows or introduced_by
    return _Own(company, knows, introduced_by) if is_any else _NAMELESS


def named(value: Value, leads: Mapping[str, str]) -> str:
    """Give what a value names, as `Ties` keeps it."""
    written = str(value.value)
    path = leads.get(written) if value.link else None
    return path or _UNLINKED + links.key(written)
