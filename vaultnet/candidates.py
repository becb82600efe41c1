"""Who could become, or lead to, what a goal needs and nobody has: a few people, each with the reasons. Pure.

They are those who fit and with whom the owner was never in touch, with who could introduce them; those who know
the place that is asked for; those who are near to it, by another relation or an interest; and those who help with
the goal, or with another that needs the same. They come in this order, of each sort the warmest first; last who
fits and can't be reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from vaultnet import discreet, fields, needs, warmth
from vaultnet.config import Config
from vaultnet.dates import say_day
from vaultnet.model import Sourced, note_name
from vaultnet.needs import INSIDER, Need, Trait
from vaultnet.network import Goal, Summary
from vaultnet.warmth import Warmth

CANDIDATES = 3
"""Candidates that are named for a need that nobody fills."""

_NEARLY = {
    "mentor": ("leader",),
    "referrer": (INSIDER,),
    "collaborator": ("peer",),
    "employer": ("recruiter", "leader"),
    "recruiter": ("employer",),
    "leader": ("mentor",),
    "friend": ("peer",),
}
"""Relations out of which another may grow: a rule of thumb."""
LEADS, NEAR, HELPS, OUT_OF_REACH = 0, 1, 2, 1000
"""They have it and somebody could introduce them, or they know the place; they are near to it; from here on they
help with a goal that needs it, the fewer needs the nearer; they have it, and nobody knows them."""


class Candidate(NamedTuple):
    """Somebody who could become, or lead to, what is needed."""

    contact: Summary
    via: Summary | None
    """Who could introduce them; None where the owner knows them, or where nobody could."""
    reasons: tuple[Sourced[str], ...]
    nearness: int = 0
    """How near they are, one of `LEADS` to `OUT_OF_REACH`."""


@dataclass(frozen=True)
class Known:
    """The contacts as of a day."""

    contacts: tuple[Summary, ...]
    today: date
    config: Config

    def warmth(self, contact: Summary) -> Warmth | None:
        """Tell how warm it is; None for who has ended, or with whom the owner was never in touch."""
        return warmth.of(contact, self.today, self.config)

    def place(self, path: str) -> int | None:
        """Give the place of a contact; None if the note is none."""
        return needs.places(self.contacts).get(path)


def find(
    need: Need, goal: Goal, alike: Sequence[Goal], strangers: Iterable[tuple[Summary, Trait]], known: Known
) -> tuple[Candidate, ...]:
    """Find the best candidates for what a goal needs.

    Args:
        need: what it needs, and nobody whom the owner knows has.
        goal: the goal.
        alike: other goals that need the same.
        strangers: who has it, with what of it, though the owner was never in touch with them.
        known: all contacts.

    """
    found: dict[str, Candidate] = {}
    for contact, trait in strangers:
        via, ways = way(contact, known)
        reasons = (Sourced(say(trait), (trait.source,)), *ways)
        found[contact.path] = Candidate(contact, via, reasons, LEADS if via else OUT_OF_REACH)
    narrow = sorted((goal, *alike), key=lambda one: (_needs(one), one is not goal, one.path))
    helping = (_helping(one, goal, known) for one in narrow if need.kind != INSIDER)
    for nearness, some in enumerate((_leading(need, known), _near(need, known), *helping)):
        for contact, reason in some:
            if known.warmth(contact) and not discreet.is_private(contact):
                before = found.get(contact.path, Candidate(contact, None, (), nearness))
                found[contact.path] = before._replace(reasons=(*before.reasons, reason))
    return tuple(nsmallest(CANDIDATES, found.values(), key=lambda one: _order(one, goal, known)))


def _needs(goal: Goal) -> int:
    return len(goal.fields.get("needs", ()))


def say(trait: Trait) -> str:
    """Say what somebody has, or is, in a few words."""
    before = {"at": "at ", "skill": "teaches ", "interest": "cares about ", "knows": "knows "}
    return f"{before.get(trait.kind, '')}{trait.name}"


def _order(one: Candidate, goal: Goal, known: Known) -> tuple[int, int, bool, int, float, str]:
    warm = known.warmth(one.via or one.contact)
    number = warm.number if warm else 0.0
    far = ("warm", "cooling", "quiet").index(warm.word) if warm else 0
    helps = helps_with(one.contact, goal)
    return one.nearness, far, not helps, -len(one.reasons), -number, one.contact.path


def helps_with(contact: Summary, goal: Goal) -> bool:
    """Tell whether a contact's note says that they help with a goal."""
    return any(fields.means(one, goal.path, contact.links) for one in contact.fields.get("helps_with", ()))


# --- the ways --------------------------------------------------------------------------------------


def way(contact: Summary, known: Known) -> tuple[Summary | None, tuple[Sourced[str], ...]]:
    """Find who could introduce somebody: who knows them, as either note says; the warmest."""
    ways = [
        (known.contacts[place], Sourced(f"{known.contacts[place].name} knows them", (trait.source,)))
        for place, trait in needs.saying("knows", contact.path, note_name(contact.path), known.contacts)
    ]
    for trait in needs.traits_of(contact):
        place = known.place(trait.path) if trait.kind == "by" else None
        if place is not None:
            said = f"{known.contacts[place].name} brought you together"
            ways.append((known.contacts[place], Sourced(said, (trait.source,))))
    warm = [(known.warmth(via), via, reason) for via, reason in ways if not discreet.is_private(via)]
    best = min(
        ((-found.number, via.path, via, reason) for found, via, reason in warm if found),
        key=lambda one: one[:2],
        default=None,
    )
    return (best[2], (best[3],)) if best else (None, ())


def _leading(need: Need, known: Known) -> Iterator[tuple[Summary, Sourced[str]]]:
    """Yield who knows a place, as their note says."""
    if need.kind == INSIDER:
        for place, trait in needs.saying("knows", need.at, need.wanted, known.contacts):
            yield known.contacts[place], Sourced(say(trait), (trait.source,))


def _near(need: Need, known: Known) -> Iterator[tuple[Summary, Sourced[str]]]:
    """Yield who is near to what is needed: by a relation that may become it, or an interest."""
    contacts = known.contacts
    for relation in _NEARLY.get(need.wanted, ()) if need.kind == "relation" else ():
        for place, trait in needs.who(need._replace(wanted=relation), contacts):
            yield contacts[place], Sourced(say(trait), (trait.source,))
    for place, trait in needs.caring(need.words, contacts):
        yield contacts[place], Sourced(say(trait), (trait.source,))


def _helping(one: Goal, goal: Goal, known: Known) -> Iterator[tuple[Summary, Sourced[str]]]:
    """Yield who helps, or helped, with the goal or with one that needs the same."""
    contacts, what = known.contacts, "this goal" if one is goal else f"“{one.name}”"
    for place, trait in needs.saying("helps", one.path, one.name, contacts):
        yield contacts[place], Sourced(f"helps with {what}", (trait.source,))
    for trace in {trace.contact: trace for trace in one.helped}.values():
        at = known.place(trace.contact)
        if at is not None:
            day = say_day(date.fromisoformat(trace.day), known.today)
            yield contacts[at], Sourced(f"helped with {what} on {day}", (trace.source,))
