"""The coverage map: what each goal needs, need by need, and who has it, or could lead to somebody who has. Pure.

A need is *filled* where somebody who fits is warm or cooling (see `vaultnet.warmth`), *dormant* where all who fit
have gone quiet, and *missing* where the owner was never in touch with anybody who fits. For what is missing the
best candidates are named (see `vaultnet.candidates`). docs/targeting.md shows it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import Literal, NamedTuple, TypeAlias

from vaultnet import candidates, discreet, fields, goals, memo, needs
from vaultnet.cadence import has_ended
from vaultnet.candidates import Candidate, Known
from vaultnet.config import Config
from vaultnet.goals import GoalStanding
from vaultnet.model import Source, Sourced
from vaultnet.needs import Asked, Need, Trait
from vaultnet.network import Goal, Occasion, Snapshot, Summary, Trace
from vaultnet.stages import (
    KIND,
    OPPORTUNITY,
    REFERRAL,
    has_agreed,
    has_come_about,
    is_session,
    stage_of,
    text,
)
from vaultnet.warmth import ORDER, Warmth, Word

State: TypeAlias = Literal["filled", "dormant", "missing"]

PEOPLE = 5
"""People that are named of those who fit a need; how many more there are is said."""

_DOORS = {KIND: "mentor", REFERRAL: "referrer"}
"""Kinds of opportunities, and what they make somebody who has agreed to one."""


class Fit(NamedTuple):
    """Somebody who has what is needed, and with whom the owner was in touch."""

    contact: Summary
    word: Word
    """How warm it is."""
    why: Sourced[str]
    """What they have of it, in a few words: ``Head of Platform``, ``teaches hiring``."""
    last: Trace


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Cover:
    """One need of a goal, and who fills it."""

    need: Need
    state: State
    people: tuple[Fit, ...]
    """Those who fit, the warmest first; of equals those who help with the goal."""
    more: int
    """How many more fit than are named."""
    candidates: tuple[Candidate, ...]
    """Where nobody who may be named fills it, the best first."""
    unsaid: bool
    """Whether it is only somebody private who fills it: nothing is said of whom."""


def of_goals(snapshot: Snapshot, config: Config) -> Mapping[str, tuple[Cover, ...]]:
    """Draw the map of the active goals, by their paths; none of those that need nothing."""
    return _of_goals(Known.of(snapshot, config), snapshot.goals)


def of_goal(goal: Goal, snapshot: Snapshot, config: Config) -> tuple[Cover, ...]:
    """Draw the map of one goal, be it active or not."""
    known = Known.of(snapshot, config)
    wanting = _wanting(goals.standings(snapshot.goals, snapshot.today))
    return _of_goal(goal, wanting, known, _doors(snapshot.occasions, snapshot.private))


@memo.of_equal
def _of_goals(known: Known, all_goals: tuple[Goal, ...]) -> Mapping[str, tuple[Cover, ...]]:
    _KEPT.turn()
    candidates.let_go()
    doors = _doors(known.occasions, known.private)
    standings = goals.standings(all_goals, known.today)
    wanting = _wanting(standings)
    active = (one.goal for one in standings if one.status == "active")
    found = {goal.path: _of_goal(goal, wanting, known, doors) for goal in active}
    return {path: covers for path, covers in found.items() if covers}


_KEPT = memo.Kept()
"""Who fits each need, while nobody of them changes."""


@memo.of_last
def _wanting(standings: Sequence[GoalStanding]) -> Mapping[Asked, Sequence[Goal]]:
    """Give the active goals by what they need."""
    found: dict[Asked, list[Goal]] = {}
    for one in standings:
        for need in needs.of(one.goal) if one.status == "active" else ():
            found.setdefault(need.asked, []).append(one.goal)
    return found


def _of_goal(
    goal: Goal,
    wanting: Mapping[Asked, Sequence[Goal]],
    known: Known,
    doors: tuple[_Door, ...],
) -> tuple[Cover, ...]:
    found = []
    for need in needs.of(goal):
        alike = [one for one in wanting.get(need.asked, ()) if one.path != goal.path]
        found.append(_cover(need, goal, alike, known, doors))
    return tuple(found)


# --- one need --------------------------------------------------------------------------------------


class _Fitting(NamedTuple):
    """Who fits a need."""

    people: tuple[tuple[Summary, Trait, Warmth], ...]
    """Those with whom the owner was in touch, the warmest first."""
    at: Mapping[str, int]
    """Where among them somebody is, by their path."""
    strangers: tuple[tuple[int, Trait], ...]
    """Those with whom the owner was never in touch, by their places."""
    is_unsaid: bool
    """Whether somebody private does, with whom it has not gone quiet."""


def _cover(need: Need, goal: Goal, alike: Sequence[Goal], known: Known, doors: tuple[_Door, ...]) -> Cover:
    fitting = _who(need, tuple(_by_door(need, goal, known, doors)), known)
    helping = needs.saying("helps", goal.path, goal.name, known.contacts)
    helpers = {known.contacts[place].path for place, _ in helping}
    near = (fitting.people[fitting.at[path]] for path in helpers if path in fitting.at)
    best = {one[0].path: one for one in (*fitting.people[: PEOPLE + len(helpers)], *near)}
    first = nsmallest(PEOPLE, best.values(), key=lambda one: _closest(one[0], one[2], helpers))
    is_filled = bool(first) and first[0][2].word != "quiet"
    state: State = "filled" if is_filled or fitting.is_unsaid else "dormant" if first else "missing"
    return Cover(
        need=need,
        state=state,
        people=tuple(_fit(need, *one) for one in first),
        more=len(fitting.people) - len(first),
        candidates=() if first else candidates.find(need, goal, alike, fitting.strangers, known),
        unsaid=fitting.is_unsaid and not is_filled,
    )


def _who(need: Need, by_door: tuple[tuple[int, Trait], ...], known: Known) -> _Fitting:
    """Find who fits a need, or became what is needed by an opportunity; once for all goals that need it."""
    found = needs.who(need, known.contacts)
    if by_door:
        found = tuple((dict(by_door) | dict(found)).items())
    people = tuple(known.contacts[place] for place, _ in found)
    parts = (found, people, known.today, known.config)
    return _KEPT.again((need.asked, by_door), parts, lambda: _fitting(found, known))


def _fitting(found: tuple[tuple[int, Trait], ...], known: Known) -> _Fitting:
    people: list[tuple[Summary, Trait, Warmth]] = []
    strangers: list[tuple[int, Trait]] = []
    is_unsaid = False
    for place, trait in found:
        contact = known.contacts[place]
        warm = known.warmth(contact)
        if discreet.is_private(contact):
            is_unsaid = is_unsaid or (warm is not None and warm.word != "quiet")
        elif warm:
            people.append((contact, trait, warm))
        elif not has_ended(contact, known.today):
            strangers.append((place, trait))
    people.sort(key=lambda one: (ORDER[one[2].word], -one[2].number, one[0].path))
    at = {contact.path: place for place, (contact, *_) in enumerate(people)}
    return _Fitting(tuple(people), at, tuple(strangers), is_unsaid)


def _closest(contact: Summary, warm: Warmth, helpers: Container[str]) -> tuple[int, bool, float, str]:
    return ORDER[warm.word], contact.path not in helpers, -warm.number, contact.path


def _fit(need: Need, contact: Summary, trait: Trait, warm: Warmth) -> Fit:
    why = Sourced(candidates.say(trait), (trait.source, need.source))
    return Fit(contact, warm.word, why, contact.recent[0])


# --- opportunities ---------------------------------------------------------------------------------


class _Door(NamedTuple):
    """An opportunity that may make somebody what a goal needs."""

    relation: str
    """What it makes them."""
    occasion: Occasion


def _doors(occasions: tuple[Occasion, ...], private: frozenset[str]) -> tuple[_Door, ...]:
    found = (
        (_DOORS.get(text(one, "kind")), one)
        for one in occasions
        if one.type == OPPORTUNITY and one.path not in private
    )
    return tuple(_Door(relation, one) for relation, one in found if relation)


def _by_door(need: Need, goal: Goal, known: Known, doors: tuple[_Door, ...]) -> Iterator[tuple[int, Trait]]:
    """Yield who became what is needed by an opportunity for the goal: a mentor who agreed is one."""
    for relation, one in doors if need.kind == "relation" else ():
        serves = any(fields.means(value, goal.path, one.links) for value in one.fields.get("goals", ()))
        if relation == need.wanted and serves:
            for value in one.fields.get("people", ()):
                place = known.place(one.links.get(str(value.value), ""))
                if place is not None and _is_about(need, known.contacts[place]):
                    source = _agreed(one, relation, known.contacts[place], known.today)
                    if source:
                        yield place, Trait("relation", relation, "", frozenset(), source)


def _agreed(one: Occasion, relation: str, contact: Summary, today: date) -> Source | None:
    """Give the line by which somebody has agreed; a referral that was given makes them a referrer for good."""
    has_met = relation == "mentor" and any(map(is_session, (*contact.recent, *contact.earlier)))
    stage = stage_of(one, today, has_met)
    has_lasted = relation == "referrer" and has_come_about(one, today)
    return stage.sources[0] if has_lasted or has_agreed(stage.value) else None


def _is_about(need: Need, contact: Summary) -> bool:
    """Tell whether somebody has what a relation is to be about, if it is to be about anything."""
    return not need.words or needs.has(needs.about(need), needs.traits_of(contact)) is not None
