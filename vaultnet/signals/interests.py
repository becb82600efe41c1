"""Whom a text interests: the ``interests`` of a contact against its words, links and tags."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultnet import memo
from vaultnet.model import Source, note_name
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


def match(contact: Summary, about: Topic) -> Interest | None:
    """Give the first of a contact's interests all words of which are in a text; None if none is."""
    for interest in _of(contact):
        among = about.marked if len(interest.name) <= SHORT else about.terms
        if interest.terms and interest.terms <= among:
            return interest
    return None


@memo.of_each
def _of(contact: Summary) -> tuple[Interest, ...]:
    found = []
    for value in contact.fields.get("interests", ()):
        name = note_name(str(value.value)) if value.link else str(value.value).lstrip("#")
        found.append(Interest(name, terms(name), Source(contact.path, value.line, value.quote)))
    return tuple(found)
