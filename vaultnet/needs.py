"""What goals need, and what contacts have of it: relations, places they are at, roles and skills. Pure.

A need is one text of a goal's ``needs``, in the owner's own words. What it asks for is read from these:

- a relation (``mentor``, ``a referrer``), with what it is to be about if it says so: ``mentor for hiring``;
- somebody at a place: ``insider at [[Globex]]``, or no more than ``[[Globex]]``; and with a role or a skill, if it
  says so: ``a product manager at Globex``;
- one person: ``[[Ada Lovelace]]``;
- anything else is a role or a skill: who has all its words in their ``role``, teaches it, or has it for a
  ``relation`` of the owner's own. A company that is called so is meant as well.

Words are compared whatever their case, without the s of a plural and without the small words between.
docs/targeting.md shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Final, Literal, NamedTuple, TypeAlias

from vaultnet import links, memo
from vaultnet.filters import words as plain
from vaultnet.model import Source, Value, note_name
from vaultnet.network import Goal, Summary
from vaultnet.openers import terms

Kind: TypeAlias = Literal["relation", "insider", "words"]

RELATIONS = frozenset(
    "mentor mentee peer leader insider employer recruiter referrer collaborator friend".split()
)
"""The relations that a need may ask for by their names; a test holds them to the type's."""

INSIDER: Final = "insider"

_FILLERS = frozenset(
    "a an the of for in on at to and or with about as who some somebody someone anybody anyone".split()
)
_SOMEBODY = (
    r"(?:an? )?(?:insiders?|someone|somebody|anyone|anybody|contacts?|people|person)(?: who (?:is|works))?"
)
_INSIDE = re.compile(
    rf"(?:{_SOMEBODY} (?:at|inside)|(?:an? )?intro(?:duction)?s? to) (?P<where>[^\[\]]+|\[\[[^\[\]]+\]\])",
    re.IGNORECASE,
)
_AT_LINK = re.compile(
    rf"(?:(?P<nobody>{_SOMEBODY})|(?P<what>.+?)) (?:at|in|from|inside|with) (?P<where>\[\[[^\[\]]+\]\])",
    re.IGNORECASE,
)
_AT = re.compile(r".+? at (?P<where>[^\[\]]+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+[+#]*")


class Need(NamedTuple):
    """What a goal needs."""

    text: str
    """As the note says it, without the brackets of links."""
    kind: Kind
    wanted: str
    """The relation; the name of the place; of a role or a skill what stands after *at*, as it may be a place."""
    at: str
    """The path of the place's note, if there is one."""
    words: frozenset[str]
    """The words of the role or the skill; of a relation what it is to be about."""
    source: Source

    @property
    def asked(self) -> Asked:
        """What it asks for, in whatever words."""
        return (
            self.kind,
            self.wanted,
            self.at,
            self.words,
            links.key(self.text) if self.kind == "words" else "",
        )


Asked: TypeAlias = tuple[Kind, str, str, frozenset[str], str]


def of(goal: Goal) -> tuple[Need, ...]:
    """Read what a goal needs, in the order in which it says so; nothing twice."""
    found: dict[Asked, Need] = {}
    for value in goal.fields.get("needs", ()):
        need = _need(goal, value)
        if need.text:
            found.setdefault(need.asked, need)
    return tuple(found.values())


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """Give the words of a skill or a role for comparing them; *C*, *C++* and *C#* are three."""
    found = _WORD.findall(plain(text).casefold())
    return frozenset(one[:-1] if len(one) > 3 and one.endswith("s") else one for one in found) - _FILLERS


def matches(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two skills are the same, or one is a part of the other: *hiring* and *hiring engineers*."""
    return bool(one and other) and (one <= other or other <= one)


def _need(goal: Goal, value: Value) -> Need:
    raw = str(value.value).strip()
    text, source = plain(raw), value.source(goal.path)
    where, what = _inside(raw)
    linked = links.LINK.fullmatch(where)
    if where:
        name = note_name(linked[1].strip()) if linked else plain(where)
        at = goal.links.get(linked[1].strip(), "") if linked else ""
        return Need(text, INSIDER, name, at, words(what), source)
    said = words(text)
    relation = next((one for one in terms(text.partition(" for ")[0]) if one in RELATIONS), "")
    about = said - {relation}
    if relation and (not about or _is_about(text)):
        return Need(text, "relation", relation, "", about, source)
    placed = _AT.fullmatch(text)
    return Need(text, "words", placed["where"] if placed else "", "", said, source)


def _inside(raw: str) -> tuple[str, str]:
    """Give the place at which somebody is needed, and what they are to be there; ``""`` for none.

    Without a link only an *insider at*, or *somebody at*, is surely at a place: whoever is *good at Python*, or
    *somebody with experience*, is at none.
    """
    if links.LINK.fullmatch(raw):
        return raw, ""
    found = _INSIDE.fullmatch(raw)
    linked = _AT_LINK.fullmatch(raw)
    if found:
        return found["where"], ""
    if linked:
        return linked["where"], "" if linked["nobody"] else linked["what"]
    return "", ""


def reading(need: Need) -> str:
    """Say how a need was read, to whoever wonders that nobody is found."""
    if need.kind == INSIDER:
        person = "that person, or " if need.text == need.wanted else ""
        what = ", with what stands before it in their role, or taught" if need.words else ""
        return f"{person}somebody whose company is {need.wanted}{what}"
    if need.kind == "relation":
        about = ", who teaches the rest of it or has it in their role" if need.words else ""
        return f"somebody with “{need.wanted}” among their relations{about}"
    return "somebody who has all these words in their role or relation, teaches it, or whose company is called so"


def _is_about(text: str) -> bool:
    """Tell whether the words of a relation say what it is to be about: ``mentor for hiring``, ``peer in data``."""
    first, _, rest = text.casefold().removeprefix("a ").removeprefix("an ").partition(" ")
    return bool(terms(first) & RELATIONS) and rest.split(" ")[0] in ("for", "in", "on", "about", "with")


# --- what contacts have ----------------------------------------------------------------------------


class Trait(NamedTuple):
    """Something that a contact's note says of them, with its line."""

    kind: str
    """``relation``, ``at`` (a place), ``role``, ``skill``, ``interest``, ``helps`` (a goal), ``knows`` or ``by``
    (who brought the owner together with them)."""
    name: str
    """As the note says it."""
    path: str
    """The note that it links to, or ``""``."""
    words: frozenset[str]
    """Of a relation, a role, a skill or an interest."""
    source: Source


_KINDS = {
    "relation": "relation",
    "company": "at",
    "role": "role",
    "teaches": "skill",
    "interests": "interest",
    "helps_with": "helps",
    "knows": "knows",
    "introduced_by": "by",
}
_SPOKEN = frozenset({"relation", "role", "skill", "interest"})


@memo.of_each
def traits_of(contact: Summary) -> tuple[Trait, ...]:
    """Give what a contact's note says of them that goals could need, in the order of `Trait.kind`."""
    return tuple(
        _trait(contact, kind, value)
        for field, kind in _KINDS.items()
        for value in contact.fields.get(field, ())
    )


traits = memo.of_all(traits_of)
"""The same of many contacts, remembered."""


def _trait(contact: Summary, kind: str, value: Value) -> Trait:
    written = str(value.value)
    name = note_name(written) if value.link else written
    said = words(name) if kind in _SPOKEN else frozenset[str]()
    path = contact.links.get(written, "") if value.link else ""
    return Trait(kind, name, path, said, value.source(contact.path))


def has(need: Need, own: Sequence[Trait]) -> Trait | None:
    """Give the trait by which somebody fits a need, the most telling; None if they do not."""
    if need.kind == INSIDER:
        there = next((one for one in own if one.kind == "at" and means(one, need.at, need.wanted)), None)
        return next((one for one in own if _is_of(need.words, one)), None) if there and need.words else there
    if need.kind == "relation":
        wanted = need.wanted
        found = next((one for one in own if one.kind == "relation" and one.name.casefold() == wanted), None)
        about = need.words
        return found if found and (not about or any(_is_of(about, one) for one in own)) else None
    if need.wanted and any(_is_at(links.key(need.wanted), one) for one in own):
        what = need.words - words(need.wanted)
        return next((one for one in own if _is_of(what, one)), None)
    called = links.key(need.text)
    return next((one for one in own if _is_of(need.words, one) or _is_at(called, one)), None)


def _is_at(called: str, one: Trait) -> bool:
    return one.kind == "at" and links.key(one.name) == called


def about(need: Need) -> Need:
    """Give the role or skill that a relation is to be about, as a need of its own; of another need itself."""
    return need._replace(kind="words", wanted="", text="") if need.kind == "relation" else need


def fits(need: Need, contact: Summary) -> Trait | None:
    """Give the trait by which a contact fits a need; None if they do not."""
    if need.at == contact.path:
        return _themselves(need)
    return has(need, traits_of(contact))


def _themselves(need: Need) -> Trait:
    return Trait("person", need.wanted, need.at, frozenset(), need.source)


def means(one: Trait, path: str, name: str) -> bool:
    """Tell whether a trait means a note, or what has none: by where its link leads, else by its name."""
    if one.path and path:
        return one.path == path
    return links.key(one.name) == links.key(name)


def _is_of(wanted: frozenset[str], one: Trait) -> bool:
    """Tell whether a trait is the role or the skill of which these are the words.

    A role has all of them, and may have more: a *Senior Engineering Manager* is an *Engineering Manager*.
    """
    if one.kind == "skill":
        return matches(wanted, one.words)
    return one.kind in ("role", "relation") and bool(wanted) and wanted <= one.words


# --- all contacts at once --------------------------------------------------------------------------

Found: TypeAlias = tuple[tuple[int, Trait], ...]
"""Contacts by their places, each with the trait that was looked for."""

_MOST = 4096
"""Answers that are kept while nobody's traits change; then they are given anew."""


class _Index:
    """The traits of all contacts, and what was asked about them: kept for as long as nobody's traits change."""

    def __init__(self, found: Sequence[Sequence[Trait]]) -> None:
        self._found = found
        self._answers: dict[tuple[object, ...], Found] = {}
        self._by_key: dict[str, list[int]] = {}
        for place, own in enumerate(found):
            for key in {key for one in own for key in _keys(one)}:
                self._by_key.setdefault(key, []).append(place)

    def answer(
        self, asked: tuple[object, ...], keys: Iterable[str], find: Callable[[Sequence[Trait]], Trait | None]
    ) -> Found:
        """Give those with one of some keys of whose traits one is found; ``asked`` is what it is kept under."""
        known = self._answers.get(asked)
        if known is None:
            if len(self._answers) >= _MOST:
                self._answers.clear()
            places = sorted({place for key in keys for place in self._by_key.get(key, ())})
            found = ((place, find(self._found[place])) for place in places)
            known = self._answers[asked] = tuple((place, one) for place, one in found if one)
        return known


@memo.of_last
def _of(contacts: Sequence[Summary]) -> _Index:
    return _index(traits(contacts))


@memo.of_equal
def _index(found: Sequence[Sequence[Trait]]) -> _Index:
    return _Index(found)


def _keys(one: Trait) -> Iterator[str]:
    if one.kind in _SPOKEN:
        yield from (f"{one.kind} {word}" for word in one.words)
    else:
        yield f"{one.kind} {links.key(one.name)}"


@memo.of_last
def places(contacts: Sequence[Summary]) -> Mapping[str, int]:
    """Give the place of each contact by its path."""
    return {contact.path: place for place, contact in enumerate(contacts)}


def who(need: Need, contacts: Sequence[Summary]) -> Found:
    """Give those who fit a need, each with the trait by which they do."""
    person = places(contacts).get(need.at) if need.at else None
    if person is not None:
        return ((person, _themselves(need)),)
    return _of(contacts).answer(need.asked, _keys_of(need), partial(has, need))


def _keys_of(need: Need) -> Iterator[str]:
    if need.kind == INSIDER:
        yield f"at {links.key(need.wanted)}"
    elif need.kind == "relation":
        yield f"relation {need.wanted}"
    else:
        yield from (f"{kind} {word}" for word in need.words for kind in ("relation", "role", "skill"))
        yield from (f"at {links.key(name)}" for name in (need.text, need.wanted) if name)


def saying(kind: str, path: str, name: str, contacts: Sequence[Summary]) -> Found:
    """Give those whose note says that they know, help with … a note, or what has none."""

    def find(own: Sequence[Trait]) -> Trait | None:
        return next((one for one in own if one.kind == kind and means(one, path, name)), None)

    return _of(contacts).answer((kind, path, name), [f"{kind} {links.key(name)}"], find)


def teaching(wanted: frozenset[str], contacts: Sequence[Summary]) -> Found:
    """Give those who teach a skill, by their notes."""

    def find(own: Sequence[Trait]) -> Trait | None:
        return next((one for one in own if one.kind == "skill" and matches(wanted, one.words)), None)

    return _of(contacts).answer(("skill", wanted), (f"skill {word}" for word in wanted), find)


def caring(wanted: frozenset[str], contacts: Sequence[Summary]) -> Found:
    """Give those with an interest in a role or a skill."""

    def find(own: Sequence[Trait]) -> Trait | None:
        return next((one for one in own if one.kind == "interest" and matches(wanted, one.words)), None)

    return _of(contacts).answer(("interest", wanted), (f"interest {word}" for word in wanted), find)
