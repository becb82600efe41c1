"""Who is meant by what is sought: a person, those at a place, those with a role or a skill. Pure.

Somebody who only knows a place comes into question as well, as they could lead on; they count half.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from vaultnet import candidates, discreet, links, needs, ties
from vaultnet.lookup import Named
from vaultnet.model import Sourced, Value
from vaultnet.needs import INSIDER, Need, Trait
from vaultnet.network import Goal, Snapshot, Summary
from vaultnet.paths import Target

KNOWS_IT = 0.5
"""What somebody is worth who knows a place and is not there: a rule of thumb."""

_SAYING = ("role", "teaches", "relation", "company")
"""Fields that say who somebody is."""

Kind: TypeAlias = Literal["person", "place", "words"]


class Sought(NamedTuple):
    """What is sought, and who it is."""

    name: str
    kind: Kind
    path: str
    """The note of the person or the place, if there is one."""
    targets: tuple[Target, ...]
    traits: Mapping[str, Trait]
    """What makes somebody what is sought, by their paths; nothing of who is sought by name."""
    unnamed: frozenset[str] = frozenset()
    """Names that are not said (see `vaultnet.discreet`)."""

    def why(self, contact: Summary) -> Sourced[str] | None:
        """Say what makes somebody what is sought; of a place what they do there."""
        trait, role = self.traits.get(contact.path), contact.first("role")
        if trait is None or discreet.names_any(trait.name, self.unnamed):
            return None
        is_said = role and not discreet.names_any(str(role.value), self.unnamed)
        if trait.kind == "at" and role and is_said:
            return Sourced(f"{role.value} at {trait.name}", (contact.source("role"), trait.source))
        return Sourced(candidates.say(trait), (trait.source,))


def person(contact: Summary) -> Sought:
    """Give a person as what is sought."""
    return Sought(contact.name, "person", contact.path, (Target(contact.path),), {})


def place(path: str, name: str, snapshot: Snapshot) -> Sought:
    """Give who is at a place, and who knows it: by the path of its note, if it has one, and its name.

    Nobody is at one whose note is private.
    """
    unnamed = _unnamed(snapshot)
    if discreet.names_any(name, unnamed):
        return Sought(name, "place", path, (), {})
    among, contacts = ties.of(snapshot), snapshot.contacts
    names = among.names_of(path, name)
    found = [(contacts[one], "at", "company", 1.0) for one in among.inside(names)]
    found += [(contacts[one], "knows", "knows", KNOWS_IT) for one in among.outside(names)]
    traits = {}
    for contact, kind, key, _ in found:
        value = next(one for one in contact.fields[key] if ties.named(one, contact.links) in names)
        traits[contact.path] = _trait(kind, value, contact)
    targets = tuple(Target(contact.path, worth) for contact, _, _, worth in found)
    return Sought(name, "place", path, targets, traits, unnamed)


def words(text: str, snapshot: Snapshot) -> Sought:
    """Give who has a role or a skill, or whatever else a goal could need (see `vaultnet.needs`); nobody private."""
    need = _need(text)
    if need is None:
        return Sought(text, "words", "", (), {})
    if need.kind == INSIDER and not need.words:
        return place("", need.wanted, snapshot)
    wanted = {one for one in (*need.words, need.wanted.casefold()) if one}

    @cache  # many have the same role
    def holds(value: str) -> bool:
        said = value.casefold()
        return any(one in said for one in wanted)

    among, traits = ties.of(snapshot), {}
    for contact in snapshot.contacts:
        likely = _likely(contact, holds)
        found = needs.fits(need, likely) if likely and among.place(contact.path) is not None else None
        if found:
            traits[contact.path] = found
    return Sought(need.text, "words", "", tuple(map(Target, traits)), traits, _unnamed(snapshot))


def _unnamed(snapshot: Snapshot) -> frozenset[str]:
    return discreet.unnamed(snapshot.contacts, snapshot.occasions, snapshot.private)


def _need(text: str) -> Need | None:
    asked = Goal("", "", {"needs": (Value(text, 0, text),)}, (), ())
    return next(iter(needs.of(asked)), None)


def _likely(contact: Summary, holds: Callable[[str], bool]) -> Summary | None:
    """Give a contact with what holds a word that is sought, before it is taken apart; None if nothing does."""
    told = {}
    for key in _SAYING:
        values = contact.fields.get(key)
        kept = [one for one in values if holds(str(one.value))] if values else None
        if kept:
            told[key] = tuple(kept)
    return Summary(contact.path, contact.name, told, links=contact.links) if told else None


def _trait(kind: str, value: Value, contact: Summary) -> Trait:
    name = value.name
    path = value.leads(contact.links)
    return Trait(kind, name, path, frozenset(), value.source(contact.path))


def called(text: str, snapshot: Snapshot) -> Sought | None:
    """Give what is called so and has no note: a place, a role or a skill, or where an opportunity is."""
    for found in (place("", text, snapshot), words(text, snapshot)):
        if found.targets:
            return found
    unnamed = _unnamed(snapshot)
    doors = (one for one in _doors(snapshot) if not discreet.names_any(one, unnamed))
    named = next((one for one in doors if links.key(one) == links.key(text)), None)
    return place("", named, snapshot) if named else None


def _doors(snapshot: Snapshot) -> Iterator[str]:
    """Yield the organisations that opportunities name."""
    for one in snapshot.occasions:
        if one.path not in snapshot.private:
            yield from _called([one.fields.get("organisation", ())])


def others(snapshot: Snapshot) -> list[Named]:
    """Give all that can be sought besides notes: places, roles and skills by the words of the notes."""
    found = {links.key(said): Named(said) for said in _doors(snapshot)}
    for contact in snapshot.contacts:
        if not discreet.is_private(contact):
            for said in _called(contact.fields.get(key, ()) for key in ("company", "role", "teaches")):
                found.setdefault(links.key(said), Named(said))
    unnamed = _unnamed(snapshot)
    return [one for one in found.values() if not discreet.names_any(one.path, unnamed)]


def _called(fields: Iterable[Iterable[Value]]) -> Iterator[str]:
    for values in fields:
        for one in values:
            yield one.name
