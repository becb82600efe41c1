"""How a promise of a debrief reads as a task: the owner's words, and a link to whomever they name. Pure.

Whoever is linked first is whom it was promised to. Nobody is named twice: where the words say whom they mean, the
name there becomes the link; where they say it by a pronoun, or link somebody else first, the link stands before
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from vaultnet.filters import capital
from vaultnet.interaction_notes import Person
from vaultnet.links import CONTACT
from vaultnet.lookup import Named
from vaultnet.model import note_name
from vaultnet.planners.log_entry import GIVING, PRONOUNS, promise_to

_LINKS = re.compile(r"(\[\[[^\[\]]*\]\])")
_LINK = re.compile(r"\[\[([^\[\]|#]+)")
_RUN = re.compile(r"[^\W\d_][\w'’.-]*(?:[ \t]+[^\W\d_][\w'’.-]*)+")
_PRONOUN = re.compile(r"\b(?:her|him|them|his|their|she|he|they)\b", re.IGNORECASE)
_GIVEN = re.compile(rf"(?:{'|'.join(sorted(GIVING))}) (?:{'|'.join(sorted(PRONOUNS))}) ", re.IGNORECASE)
"""A giving in which the pronoun makes room for the link."""


def task(words: str, people: Sequence[Named], linked: Sequence[Person], link_of: Callable[[str], str]) -> str:
    """Word a promise as a task.

    Args:
        words: what was promised, on one line.
        people: those to whom it was promised.
        linked: the same, each with the text of a link that leads to them.
        link_of: gives the text of a link that leads to the contact of a whole name; ``""`` for nobody.

    """
    targets = {one.link for one in linked}
    said = words
    for one in linked:
        said = _put(said, one.name, one.link)
    said = _others(said, link_of)
    for one, first in _first_names(linked):
        said = _put(said, first, one.link) if one.link not in _targets(said) else said
    found = _targets(said)
    if found and (found[0] in targets or note_name(found[0]) in {one.name for one in linked}):
        return capital(said)
    before = f"{' and '.join(f'[[{one.link}]]' for one in linked)}: {said}"
    if found or (_PRONOUN.search(said) and not _GIVEN.match(said)):
        return before
    return promise_to(said, [Named(one.path, CONTACT) for one in people], linked)


def _targets(words: str) -> list[str]:
    return [found.strip() for found in _LINK.findall(words)]


def _put(words: str, name: str, link: str) -> str:
    """Make a link of a name, where it stands first and in no link."""
    parts = _LINKS.split(words)
    for at in range(0, len(parts), 2):
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", parts[at])
        if found:
            shown = link if name == link else f"{link}|{name}"
            parts[at] = f"{parts[at][: found.start()]}[[{shown}]]{parts[at][found.end() :]}"
            return "".join(parts)
    return words


def _first_names(linked: Sequence[Person]) -> Iterator[tuple[Person, str]]:
    """Yield the first name of each who has it alone."""
    first = [one.name.split()[0] for one in linked]
    yield from ((one, name) for one, name in zip(linked, first, strict=True) if first.count(name) == 1)


def _others(words: str, link_of: Callable[[str], str]) -> str:
    """Make links of the whole names of other contacts."""
    for run in [run for part in _LINKS.split(words)[::2] for run in _RUN.findall(part)]:
        tokens = run.split()
        spans = ((at, end) for at in range(len(tokens)) for end in range(len(tokens), at + 1, -1))
        for at, end in spans:
            name = " ".join(tokens[at:end]).rstrip(".")
            link = link_of(name) if tokens[at][:1].isupper() else ""
            if link:
                words = _put(words, name, link)
                break
    return words
