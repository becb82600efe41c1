"""What lines say of skills: the notes of people, the ledger, and the needs of goals. Pure.

``gave:: [[Ada]] teaching: public speaking`` says that the owner taught Ada public speaking, ``received:: [[Ada]]
teaching: looms`` that Ada taught them looms. `vaultnet.skills` makes the skill ledger of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import cadence, discreet, goal_words, goals, memo, needs
from vaultnet.filters import words as plain
from vaultnet.model import Source
from vaultnet.network import Goal, LedgerLine, Summary

_TAUGHT = re.compile(r"\bteaching:(?!:)\s*(\S.*)", re.IGNORECASE)
_ENDS = re.compile(r"(?:^|[;,]?\s+)(?:to|for|with|from|by)\s+\[\[|;|\.\s|\s[–—(]")
"""What comes after the skill that a line of the ledger names: people, or a further thought."""


class Skill(NamedTuple):
    """Something that can be taught, as a line says it."""

    text: str
    """In plain text."""
    words: frozenset[str]
    """What it is compared by: see `needs.words`."""
    source: Source


class Says(NamedTuple):
    """What somebody's note says of skills."""

    path: str
    teaches: tuple[Skill, ...] = ()
    learns: tuple[Skill, ...] = ()


class Lesson(NamedTuple):
    """A line of the ledger by which somebody taught somebody something."""

    contact: str
    """The contact's path."""
    mine: bool
    """Whether the owner taught it."""
    skill: Skill
    day: str
    """ISO, or ``""``."""


@memo.of_all
def of_contacts(contact: Summary, today: date, hidden: frozenset[str]) -> Says | None:
    """Read the notes of contacts; None for one of whom nothing is said, whatever other lines tell of them."""
    unsaid = discreet.is_private(contact) or cadence.has_ended(contact, today)
    return None if unsaid else of_note(contact, hidden)


def of_note(contact: Summary, hidden: frozenset[str]) -> Says:
    """Read what a note says of skills, but for what names somebody out of ``hidden``."""
    return Says(contact.path, _named(contact, "teaches", hidden), _named(contact, "learns", hidden))


@memo.of_equal
def lessons(ledger: Sequence[LedgerLine], hidden: frozenset[str]) -> tuple[Lesson, ...]:
    """Find the lines that say that something was taught, newest first."""
    found = []
    for line in ledger:
        skill = taught(line) if line.contact else None
        if skill and not discreet.names_any(line.text, hidden):
            found.append(Lesson(line.contact, line.kind == "gave", skill, line.day))
    return newest_first(found)


def newest_first(found: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """Put lessons in order; those without a day come last."""
    by_place = sorted(found, key=lambda one: (one.skill.source, one.skill.text, one.contact, one.mine))
    return tuple(sorted(by_place, key=lambda one: one.day, reverse=True))


def taught(line: LedgerLine) -> Skill | None:
    """Read what a line of the ledger says was taught: the words after ``teaching:``; None if it says nothing."""
    match = _TAUGHT.search(line.text) if line.kind in ("gave", "received") else None
    return _skill(_ENDS.split(match[1], maxsplit=1)[0], line.source) if match else None


@memo.of_equal
def wishes(
    every: Sequence[Goal], today: date, private: frozenset[str], hidden: frozenset[str]
) -> tuple[Skill, ...]:
    """Give what active goals need and could be a skill; roles are among them, as nothing tells them apart."""
    active = (one.goal for one in goals.standings(every, today) if one.status == "active")
    found = (
        need for goal in active if goal.path not in private for need in goal_words.needs_of(goal, hidden)
    )
    return tuple(
        Skill(need.text, need.words, need.source) for need in found if need.kind == "words" and need.words
    )


def _named(contact: Summary, field: str, hidden: frozenset[str]) -> tuple[Skill, ...]:
    found = []
    for value in contact.fields.get(field, ()):
        name = value.name
        skill = _skill(name, value.source(contact.path))
        if skill and not discreet.names_any(name, hidden):
            found.append(skill)
    return tuple(found)


def _skill(text: str, source: Source) -> Skill | None:
    """Make a skill of a text; None if it has no words to be compared by."""
    said = plain(text).strip(" .,:;")
    compared = needs.words(said)
    return Skill(said, compared, source) if compared else None
