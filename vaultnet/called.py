"""Whom a name without a link means in the note of an opportunity, an event or a project. Pure.

It means the one contact who is called so, by the name of their note or else by another name of theirs, whatever the
case. So ``people: Ada Lovelace`` says what ``people: "[[Ada Lovelace]]"`` does; a name that two have means nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from vaultnet import links, memo
from vaultnet.model import Value, note_name
from vaultnet.network import Occasion, Summary

KEYS = ("people", "via")
"""The fields of such notes that hold people."""

_ALIKE = 0.8
"""How like two names have to be, of 1, for one to be a slip of the pen: a rule of thumb."""


class Called:
    """The contacts by what they are called."""

    def __init__(self, paths: Sequence[str], others: Sequence[tuple[str, ...]]) -> None:
        """Take the contacts' paths, and their other names."""
        names: dict[str, set[str]] = {}
        aliases: dict[str, set[str]] = {}
        for path, known in zip(paths, others, strict=True):
            names.setdefault(links.key(path), set()).add(path)
            for alias in known:
                aliases.setdefault(links.key(alias), set()).add(path)
        self._found = {**aliases, **names}

    def who(self, name: str) -> str:
        """Give the path of the one contact who is called so, or ``""``."""
        found = self._found.get(links.key(name), ())
        return next(iter(found)) if len(found) == 1 else ""

    def near(self, name: str) -> str:
        """Give the path of the one contact who may be meant by a name that nobody has, or ``""``.

        That is who alone has it as their first name, or shares a word with a name that is written nearly so.
        """
        from difflib import SequenceMatcher  # here, because only a name that nobody has needs it

        words = links.key(name).split()
        if not words or links.key(name) in self._found:
            return ""
        if len(words) == 1:
            return self._only({path for path in self._by_word.get(words[0], ()) if _first(path) == words[0]})
        shared = {path for word in words for path in self._by_word.get(word, ())}
        wanted = links.key(name)
        alike = {path for path in shared if SequenceMatcher(None, wanted, links.key(path)).ratio() >= _ALIKE}
        return self._only(alike)

    @staticmethod
    def _only(found: set[str]) -> str:
        return next(iter(found)) if len(found) == 1 else ""

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for path in {path for paths in self._found.values() for path in paths}:
            for word in set(links.key(path).split()):
                found.setdefault(word, []).append(path)
        return found


def _first(path: str) -> str:
    return links.key(path).partition(" ")[0]


def of(contacts: Sequence[Summary]) -> Called:
    """List the contacts by what they are called."""
    return _of(_paths(contacts), _others(contacts))


_paths = memo.of_all(lambda contact: contact.path)
_others = memo.of_all(lambda contact: contact.aliases)
_of = memo.of_equal(Called)


def linked(occasions: tuple[Occasion, ...], contacts: Sequence[Summary]) -> tuple[Occasion, ...]:
    """Give occasions in which the names of contacts are links to them."""
    return _linked(occasions, of(contacts)) if any(map(_names_any, occasions)) else occasions


@memo.of_last
def _linked(occasions: tuple[Occasion, ...], called: Called) -> tuple[Occasion, ...]:
    return tuple(_one(one, called) if _names_any(one) else one for one in occasions)


def _names_any(one: Occasion) -> bool:
    """Tell whether somebody is named without a link."""
    return any(not value.link for key in KEYS for value in one.fields.get(key, ()))


def _one(one: Occasion, called: Called) -> Occasion:
    leads: dict[str, str] = {}
    changed: dict[str, tuple[Value, ...]] = {}
    for key in KEYS:
        values = one.fields.get(key, ())
        found = {at: called.who(str(value.value)) for at, value in enumerate(values) if not value.link}
        if any(found.values()):
            leads |= {str(values[at].value): path for at, path in found.items() if path}
            changed[key] = tuple(
                value._replace(link=True) if found.get(at) else value for at, value in enumerate(values)
            )
    return replace(one, fields={**one.fields, **changed}, links={**one.links, **leads}) if changed else one


def astray(one: Occasion, called: Called) -> Iterator[tuple[str, Value, str]]:
    """Yield who of an occasion leads to no note and may be a contact: the field, the value, their path."""
    for key in KEYS:
        for value in one.fields.get(key, ()):
            name = str(value.value)
            path = "" if value.link and name in one.links else called.near(note_name(name))
            if path:
                yield key, value, path
