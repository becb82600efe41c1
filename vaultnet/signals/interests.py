"""Whom a text interests: the ``interests`` of a contact against its words, links and tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from vaultnet import memo
from vaultnet.model import Source
from vaultnet.network import Summary
from vaultnet.openers import terms

SHORT = 2
"""Letters up to which an interest has to be a tag or a link: *go* and *it* are words of many a sentence."""

_MARKED = re.compile(r"#[^\s#]+|\[\[[^\[\]]*\]\]")


class Interest(NamedTuple):
    """Something that a contact cares about."""

    name: str
    terms: frozenset[str]
    source: Source


class Topic(NamedTuple):
    """What a text is about."""

    terms: frozenset[str]
    marked: frozenset[str]
    """Those of its tags and links."""


def topic(text: str) -> Topic:
    """Tell what a text is about, by its words, whatever their case and without the s of a plural."""
    return Topic(terms(text), terms(" ".join(_MARKED.findall(text))))


# --- whom it interests -----------------------------------------------------------------------------

Interested: TypeAlias = tuple[tuple[int, Interest], ...]
"""Those whom a text interests: the places of contacts, and of each the first interest that it is about."""

_ByTerm: TypeAlias = Mapping[str, Sequence[tuple[int, int, Interest]]]
"""The interests of all contacts by one of their terms, with the contact's place and its own among the contact's."""


def asking() -> Callable[[Sequence[Topic], Sequence[Summary]], list[Interested]]:
    """Give a function that tells of each of some topics whom it interests, all words of whose interest are in it.

    It looks only at contacts who have an interest with one of the topic's words, and remembers topics that are the
    objects of the last time: whoever asks about topics of their own has a function of their own.
    """
    remembering = memo.of_all(_whom)

    def whom(topics: Sequence[Topic], contacts: Sequence[Summary]) -> list[Interested]:
        return remembering(topics, _by_term(_interests(contacts)))

    return whom


def _whom(about: Topic, by_term: _ByTerm) -> Interested:
    found: dict[int, tuple[int, Interest]] = {}
    for term in about.terms:
        for place, at, interest in by_term.get(term, ()):
            among = about.marked if len(interest.name) <= SHORT else about.terms
            if interest.terms <= among and (place not in found or at < found[place][0]):
                found[place] = at, interest
    return tuple((place, interest) for place, (_, interest) in sorted(found.items()))


@memo.of_equal
def _by_term(found: Sequence[Sequence[Interest]]) -> _ByTerm:
    by_term: dict[str, list[tuple[int, int, Interest]]] = {}
    for place, interests in enumerate(found):
        for at, interest in enumerate(interests):
            by_term.setdefault(max(interest.terms, key=_rare), []).append((place, at, interest))
    return by_term


def _rare(term: str) -> tuple[int, str]:
    """Order terms by how few texts they are likely to be in: the longest are rarest."""
    return len(term), term


@memo.of_all
def _interests(contact: Summary) -> tuple[Interest, ...]:
    """Give what a contact cares about, but what has no word to be found by."""
    found = []
    for value in contact.fields.get("interests", ()):
        name = value.name if value.link else value.name.lstrip("#")
        if wanted := terms(name):
            found.append(Interest(name, wanted, value.source(contact.path)))
    return tuple(found)
