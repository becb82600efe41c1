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
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
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
    "a an the of for in on at to and or with as who some somebody someone anybody anyone".split()
)
_INSIDE = re.compile(
    r"(?:an? )?(?:insiders?|someone|somebody|anyone|anybody|contacts?|people|person)"
    r"(?: who (?:is|works))? (?:at|in|from|inside|with) (?P<where>.+)"
    r"|(?:an? )?intro(?:duction)?s? (?:to|at) (?P<to>.+)"
    r"|(?P<what>.+?) at (?P<there>.+)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+[+#]*")
_LINK = re.compile(r"\[\[([^\[\]|#]+)[^\[\]]*\]\]")


class Need(NamedTuple):
    """What a goal needs."""

    text: str
    """As the note says it, without the brackets of links."""
    kind: Kind
    wanted: str
    """The relation; the name of the place; ``""`` for a role or a skill."""
    at: str
    """The path of the place's note, if there is one."""
    words: frozenset[str]
    """The words of the role or the skill; of a relation what it is to be about."""
    source: Source

    @property
    def asked(self) -> Asked:
        """What it asks for, in whatever words."""
        return self.kind, self.wanted, self.at, self.words


Asked: TypeAlias = tuple[Kind, str, str, frozenset[str]]


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
    text, source = plain(raw), Source(goal.path, value.line, value.quote)
    where, what = _inside(raw)
    linked = _LINK.fullmatch(where)
    if where:
        name = note_name(linked[1].strip()) if linked else plain(where)
        at = goal.links.get(linked[1].strip(), "") if linked else ""
        return Need(text, INSIDER, name, at, words(what), source)
    said = words(text)
    relation = next((one for one in terms(text.partition(" for ")[0]) if one in RELATIONS), "")
    about = said - {relation}
    if relation and (not about or _is_about(text)):
        return Need(text, "relation", relation, "", about, source)
    return Need(text, "words", "", "", said, source)


def _inside(raw: str) -> tuple[str, str]:
    """Give the place at which somebody is needed, and what they are to be there; ``""`` for none.

    Whoever is *good at negotiating* is at no place: without a link it begins with a capital.
    """
    if _LINK.fullmatch(raw):
        return raw, ""
    found = _INSIDE.fullmatch(raw)
    if not found:
        return "", ""
    where = (found["where"] or found["to"] or found["there"]).strip()
    if found["there"] and not (_LINK.fullmatch(where) or where[:1].isupper()):
        return "", ""
    return where, found["what"] or ""


def reading(need: Need) -> str:
    """Say how a need was read, for whom wonders that nobody is found."""
    if need.kind == INSIDER:
        what = ", with what stands before it in their role, or taught" if need.words else ""
        return f"somebody whose company is {need.wanted}{what}"
    if need.kind == "relation":
        about = ", who teaches the rest of it or has it in their role" if need.words else ""
        return f"somebody with “{need.wanted}” among their relations{about}"
    return "somebody who has all these words in their role, or teaches it"


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
    return Trait(kind, name, path, said, Source(contact.path, value.line, value.quote))


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
    called = links.key(need.text)
    return next((one for one in own if _is_of(need.words, one) or _is_at(called, one)), None)


def _is_at(called: str, one: Trait) -> bool:
    return one.kind == "at" and links.key(one.name) == called


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

ByKey: TypeAlias = Mapping[str, Sequence[int]]
"""The places of contacts, by each key of their traits: its kind and its name or a word."""


def who(need: Need, contacts: Sequence[Summary]) -> Iterator[tuple[int, Trait]]:
    """Yield those who fit a need, by their places, each with the trait by which they do.

    Only those are looked at who have one of its words: of many contacts a few.
    """
    found, by_key = traits(contacts), _by_key(traits(contacts))
    person = places(contacts).get(need.at) if need.at and not need.words else None
    if person is not None:
        yield person, Trait("person", contacts[person].name, need.at, frozenset(), need.source)
        return
    if need.kind == INSIDER:
        keys = {f"at {links.key(need.wanted)}"}
    elif need.kind == "relation":
        keys = {f"relation {need.wanted}"}
    else:
        keys = {f"{kind} {word}" for word in need.words for kind in ("relation", "role", "skill")}
        keys.add(f"at {links.key(need.text)}")
    for place in sorted({place for key in keys for place in by_key.get(key, ())}):
        trait = has(need, found[place])
        if trait:
            yield place, trait


def saying(kind: str, path: str, name: str, contacts: Sequence[Summary]) -> Iterator[tuple[int, Trait]]:
    """Yield those whose note says that they know, help with … a note, or what has none, by their places."""
    found = traits(contacts)
    for place in _by_key(found).get(f"{kind} {links.key(name)}", ()):
        for one in found[place]:
            if one.kind == kind and means(one, path, name):
                yield place, one
                break


def caring(wanted: frozenset[str], contacts: Sequence[Summary]) -> Iterator[tuple[int, Trait]]:
    """Yield those with an interest in a role or a skill, by their places."""
    found = traits(contacts)
    by_key = _by_key(found)
    for place in sorted({place for word in wanted for place in by_key.get(f"interest {word}", ())}):
        for one in found[place]:
            if one.kind == "interest" and matches(wanted, one.words):
                yield place, one
                break


@memo.of_last
def places(contacts: Sequence[Summary]) -> Mapping[str, int]:
    """Give the place of each contact by its path."""
    return {contact.path: place for place, contact in enumerate(contacts)}


@memo.of_equal
def _by_key(found: Sequence[Sequence[Trait]]) -> ByKey:
    by_key: dict[str, list[int]] = {}
    for place, own in enumerate(found):
        for key in {key for one in own for key in _keys(one)}:
            by_key.setdefault(key, []).append(place)
    return by_key


def _keys(one: Trait) -> Iterator[str]:
    if one.kind in _SPOKEN:
        yield from (f"{one.kind} {word}" for word in one.words)
    else:
        yield f"{one.kind} {links.key(one.name)}"
