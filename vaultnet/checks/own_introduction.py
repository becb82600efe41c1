"""Introductions by somebody to themselves: in a contact's note, or where an opportunity is to come about. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultnet import discreet, fields, memo
from vaultnet.config import Config
from vaultnet.model import Value
from vaultnet.network import Occasion, Snapshot, Summary
from vaultnet.problems import Problem
from vaultnet.stages import OPPORTUNITY


def find(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    """Find contacts who are said to know themselves or to have brought themselves, and who opens their own door."""
    for found in _of(snapshot.contacts):
        yield from found
    yield from _doors(snapshot.occasions, discreet.hidden(snapshot.contacts))


@memo.of_all
def _of(contact: Summary) -> tuple[Problem, ...]:
    """Find it in a contact's note. Nothing of a private one is quoted."""
    found = []
    for key, done in (("introduced_by", "introduced themselves to you"), ("knows", "knows themselves")):
        for value in contact.fields.get(key, ()):
            if fields.means(value, contact.path, contact.links):
                who = "somebody private" if discreet.is_private(contact) else contact.name
                message = f"{key}: nobody is led to themselves, and it says that {who} {done}."
                found.append(_problem(contact.path, value, message, "Name who it is, or take it out."))
    return tuple(found)


@memo.of_last
def _doors(occasions: Sequence[Occasion], hidden: frozenset[str]) -> tuple[Problem, ...]:
    return tuple(problem for one in occasions if one.type == OPPORTUNITY for problem in _door(one, hidden))


def _door(one: Occasion, hidden: frozenset[str]) -> Iterator[Problem]:
    """Find whom an opportunity names as who it leads to, and as who leads there."""
    people = {_meant(value, one) for value in one.fields.get("people", ())}
    for value in one.fields.get("via", ()):
        if _meant(value, one) in people:
            said = "somebody" if discreet.names_any(value.quote, hidden) else f"“{value.quote}”"
            message = f"via: {said} is among the people of it, and nobody is led to themselves."
            yield _problem(one.path, value, message, "Name who opens the door, or take it out.")


def _meant(value: Value, one: Occasion) -> str:
    """Give whom a value means: the path that its link leads to, else its words."""
    written = str(value.value)
    return one.links.get(written, written) if value.link else written


def _problem(path: str, value: Value, message: str, hint: str) -> Problem:
    return Problem(path, value.line, 1, "own-introduction", message, hint)
