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

from vaultnet import discreet, fields, memo, needs, warmth
from vaultnet.config import Config
from vaultnet.dates import say_day
from vaultnet.model import Sourced, note_name
from vaultnet.needs import INSIDER, Need, Trait
from vaultnet.network import Goal, Summary, Trace
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
_ALIKE = 3
"""Other goals that need the same of whose people some are named: a rule of thumb."""


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
    need: Need, goal: Goal, alike: Sequence[Goal], strangers: Sequence[tuple[int, Trait]], known: Known
) -> tuple[Candidate, ...]:
    """Find the best candidates for what a goal needs.

    Args:
        need: what it needs, and nobody whom the owner knows has.
        goal: the goal.
        alike: other goals that need the same; the three with the fewest needs are looked at.
        strangers: who has it, by their places, with what of it; the owner was never in touch with them.
        known: all contacts.

    """
    hints = _hints(need, goal, alike, known)
    places = sorted({*_ways(strangers, known), *(place for some in hints for place, *_ in some)})
    people = tuple(known.contacts[place] for place in places)
    parts = (need, goal, tuple(alike), tuple(strangers), tuple(places), people, known.today, known.config)
    return _KEPT.again((goal.path, need.asked), parts, lambda: _find(goal, strangers, hints, known))


def let_go() -> None:
    """Begin a map anew: what was not asked for in the last one is let go of."""
    _KEPT.turn()


_KEPT = memo.Kept()


def _ways(strangers: Iterable[tuple[int, Trait]], known: Known) -> Iterator[int]:
    """Yield strangers and who could introduce them, by their places."""
    for place, _ in strangers:
        yield place
        yield from (via for via, _ in _introducing(known.contacts[place], known))


def _find(
    goal: Goal, strangers: Iterable[tuple[int, Trait]], hints: Iterable[Sequence[_Hint]], known: Known
) -> tuple[Candidate, ...]:
    found: dict[str, Candidate] = {}
    for place, trait in strangers:
        contact = known.contacts[place]
        via, ways = way(contact, known)
        reasons = (Sourced(say(trait), (trait.source,)), *ways)
        found[contact.path] = Candidate(contact, via, reasons, LEADS if via else OUT_OF_REACH)
    for nearness, some in enumerate(hints):
        # Where enough are nearer, what comes now only speaks for those.
        is_full = sum(one.nearness < OUT_OF_REACH for one in found.values()) >= CANDIDATES
        for place, helped, of in some:
            contact = known.contacts[place]
            before = found.get(contact.path)
            if before is None and (is_full or discreet.is_private(contact) or not known.warmth(contact)):
                continue
            before = before or Candidate(contact, None, (), nearness)
            found[contact.path] = before._replace(reasons=(*before.reasons, _reason(of, helped, goal, known)))
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
    far = warmth.ORDER[warm.word] if warm else 0
    helps = helps_with(one.contact, goal)
    return one.nearness, far, not helps, -len(one.reasons), -number, one.contact.path


def helps_with(contact: Summary, goal: Goal) -> bool:
    """Tell whether a contact's note says that they help with a goal."""
    return any(fields.means(one, goal.path, contact.links) for one in contact.fields.get("helps_with", ()))


# --- the ways --------------------------------------------------------------------------------------


def way(contact: Summary, known: Known) -> tuple[Summary | None, tuple[Sourced[str], ...]]:
    """Find who could introduce somebody: who knows them, as either note says; the warmest."""
    best: tuple[float, str, Summary, Sourced[str]] | None = None
    for place, trait in _introducing(contact, known):
        via = known.contacts[place]
        warm = known.warmth(via)
        if warm and not discreet.is_private(via):
            said = f"{via.name} knows them" if trait.kind == "knows" else f"{via.name} brought you together"
            one = (-warm.number, via.path, via, Sourced(said, (trait.source,)))
            best = one if best is None else min(best, one, key=lambda way: way[:2])
    return (best[2], (best[3],)) if best else (None, ())


def _introducing(contact: Summary, known: Known) -> Iterator[tuple[int, Trait]]:
    """Yield who knows somebody, or brought the owner together with them, by their places."""
    yield from needs.saying("knows", contact.path, note_name(contact.path), known.contacts)
    for trait in needs.traits_of(contact):
        place = known.place(trait.path) if trait.kind == "by" else None
        if place is not None:
            yield place, trait


# --- what speaks for somebody ----------------------------------------------------------------------


class _Hint(NamedTuple):
    """Something that speaks for a contact."""

    place: int
    helped: Goal | None
    """The goal that they help, or helped, with."""
    of: Trait | Trace


def _hints(need: Need, goal: Goal, alike: Iterable[Goal], known: Known) -> list[list[_Hint]]:
    """Give what speaks for whom, by nearness: who leads to it, who is near to it, who helps."""
    contacts = known.contacts
    leading: list[tuple[int, Trait]] = []
    near: list[tuple[int, Trait]] = []
    if need.kind == INSIDER:
        leading += needs.saying("knows", need.at, need.wanted, contacts)
    for relation in _NEARLY.get(need.wanted, ()) if need.kind == "relation" else ():
        near += needs.who(need._replace(wanted=relation, words=frozenset()), contacts)
    if need.kind == "relation" and need.words:
        near += needs.who(needs.about(need), contacts)
    near += needs.caring(need.words, contacts)
    fewest = sorted(alike, key=lambda one: (_needs(one), one.path))[:_ALIKE]
    narrow = sorted((goal, *fewest), key=lambda one: (_needs(one), one is not goal, one.path))
    helping = [list(_helping(one, known)) for one in narrow if need.kind != INSIDER]
    return [*([_Hint(place, None, trait) for place, trait in some] for some in (leading, near)), *helping]


def _helping(goal: Goal, known: Known) -> Iterator[_Hint]:
    """Yield who helps, or helped, with a goal."""
    for place, trait in needs.saying("helps", goal.path, goal.name, known.contacts):
        yield _Hint(place, goal, trait)
    for trace in {trace.contact: trace for trace in goal.helped}.values():
        at = known.place(trace.contact)
        if at is not None:
            yield _Hint(at, goal, trace)


def _reason(of: Trait | Trace, helped: Goal | None, goal: Goal, known: Known) -> Sourced[str]:
    what = "" if helped is None else "this goal" if helped is goal else f"“{helped.name}”"
    if isinstance(of, Trace):
        day = say_day(date.fromisoformat(of.day), known.today)
        return Sourced(f"helped with {what} on {day}", (of.source,))
    return Sourced(f"helps with {what}" if what else say(of), (of.source,))
