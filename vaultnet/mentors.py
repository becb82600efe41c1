"""Whom the owner could ask to mentor them in what a goal needs, why them, and what to ask first. Pure.

A candidate is somebody with whom there is no mentorship, and was none (see `vaultnet.mentoring`). Something of what
the goal needs must speak for them: they have the role or teach the skill, are at the place, or their note says that
they help with the goal. Being senior or close makes nobody a mentor. First comes who can be reached, for the
best of mentors is no use where nobody could introduce you; then who covers more of what the goal needs; then who is
more senior; then who is warmest, and so who is known before who is only known of. Words are compared, not
scores added up, so that the reasons that are shown are all that there is to the order.

What to ask first is never whether they would be a mentor: that is much to ask of somebody, and tells them nothing.
It is one question, small enough for an answer on the spot, out of the notes: about the skill or the role
by which they fit, or how they would go about the goal's next step. docs/mentors.md shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from vaultnet import cadence, candidates, discreet, fields, goals, memo, mentoring, needs, seniority, warmth
from vaultnet.candidates import Known
from vaultnet.config import Config
from vaultnet.dates import say_day
from vaultnet.filters import clip, words
from vaultnet.goal_words import needs_of
from vaultnet.goals import GoalStanding
from vaultnet.mentoring import Mentorship
from vaultnet.model import Source, Sourced, note_name
from vaultnet.needs import Need, Trait
from vaultnet.network import Goal, Snapshot, Summary

_UNKNOWN = len(warmth.ORDER)
_FORMER = re.compile(r"^(?:former(?:ly)?|retired|ex)\b[\s:,-]*", re.IGNORECASE)
_LENGTH = 80
_NO_STEP = "mentor"
"""A step that has this word in it is the very thing that is not to be asked."""


class Candidate(NamedTuple):
    """Somebody who could be asked."""

    contact: Summary
    reasons: tuple[Sourced[str], ...]
    """What speaks for them: of what the goal needs, seniority, warmth, and who could introduce them."""
    via: Summary | None
    """Who could introduce them; None where the owner knows them, or where nobody could."""
    question: Sourced[str]
    """What to ask first."""


class LeftOut(NamedTuple):
    """Somebody who has something of what a goal needs, and is not to be asked."""

    contact: Summary | None
    """None for those of whom nothing is said."""
    because: str
    """Why not, as after their name: ``whom you mentor``."""
    reasons: tuple[Sourced[str], ...]
    """What they have of it."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Wish:
    """A goal for which there is something to ask of a mentor, and whom to ask."""

    goal: Goal
    open: tuple[Need, ...]
    """What it needs and none of the owner's mentors for it has; a mentor only where there is none in touch."""
    mentors: tuple[Mentorship, ...]
    """Who mentors the owner for it."""
    candidates: tuple[Candidate, ...]
    """The best first, so many as were asked for."""
    others: tuple[Summary, ...]
    """Who comes after them."""
    left_out: tuple[LeftOut, ...] = ()
    """Who is not to be asked, where one goal is looked at; by name, of those of whom nothing is said one, last."""


class _Overlap(NamedTuple):
    """Something of what a goal needs that somebody has."""

    need: Need | None
    """None for help with the goal as such."""
    trait: Trait


class _Asking(NamedTuple):
    """The owner, and among whom they look."""

    known: Known
    mentorships: tuple[Mentorship, ...]
    engaged: frozenset[str]
    role: Sourced[str] | None
    """The owner's own."""
    hidden: frozenset[str]


def wishes(snapshot: Snapshot, config: Config, most: int) -> tuple[Wish, ...]:
    """Give the active goals that need what none of the owner's mentors for them has, and whom to ask.

    Of those who could be asked, as many are made out in full.
    """
    standings = goals.standings(snapshot.goals, snapshot.today)
    return _wishes(_asking(snapshot, config), standings, snapshot.private, most)


def wish(goal: Goal, snapshot: Snapshot, config: Config, most: int) -> Wish:
    """Give whom to ask for one goal, active or not, whatever its mentors have; nobody for a private one."""
    if goal.path in snapshot.private:
        return Wish(goal, (), (), (), ())
    found = goals.standings(snapshot.goals, snapshot.today)
    standing = next(one for one in found if one.goal.path == goal.path)
    asking = _asking(snapshot, config)
    return replace(_wish(standing, asking, most), left_out=_left_out(goal, asking))


def first_question(one: Mentorship, snapshot: Snapshot) -> Sourced[str] | None:
    """Give what to ask somebody first who was noticed: for the first active goal that it is to serve, if any.

    None where the notes say nothing that could be asked about.
    """
    hidden = discreet.hidden(snapshot.contacts)
    for standing in goals.standings(snapshot.goals, snapshot.today):
        goal = standing.goal
        if standing.status == "active" and goal.path not in snapshot.private and one.serves(goal):
            own = [
                trait for trait in needs.traits_of(one.contact) if not discreet.names_any(trait.name, hidden)
            ]
            found = ((need, needs.has(needs.about(need), own)) for need in _needs(goal, hidden))
            return _question(standing, [_Overlap(need, trait) for need, trait in found if trait], hidden)
    for trait in needs.traits_of(one.contact):
        if trait.kind in ("skill", "role") and not discreet.names_any(trait.name, hidden):
            return question_about(trait, None)
    return None


# --- which goals -----------------------------------------------------------------------------------


def _asking(snapshot: Snapshot, config: Config) -> _Asking:
    return _Asking(
        Known.of(snapshot, config),
        mentoring.of(snapshot, config),
        mentoring.engaged(snapshot),
        seniority.own(snapshot.me, snapshot.private),
        discreet.hidden(snapshot.contacts),
    )


@memo.of_equal
def _wishes(
    asking: _Asking, standings: tuple[GoalStanding, ...], private: frozenset[str], most: int
) -> tuple[Wish, ...]:
    active = (one for one in standings if one.status == "active" and one.goal.path not in private)
    found = (_wish(one, asking, most) for one in active)
    return tuple(one for one in found if one.open and one.candidates)


def _wish(standing: GoalStanding, asking: _Asking, most: int) -> Wish:
    goal, contacts = standing.goal, asking.known.contacts
    own = [
        one for one in asking.mentorships if one.mentor and one.stage.value == "agreed" and one.serves(goal)
    ]
    asked = _needs(goal, asking.hidden)
    missing = tuple(
        need
        for need in asked
        if not (any(_covers(one.contact, need) for one in own) or _has_mentor(need, asking.known))
    )
    found = _having(goal, asking)
    ordered = _in_order(found, asking, most)
    made = (_candidate(contacts[place], standing, found[place], asking) for place in ordered[:most])
    others = tuple(contacts[place] for place in ordered[most:])
    return Wish(goal, missing, tuple(own), tuple(one for one in made if one), others)


def _having(goal: Goal, asking: _Asking) -> dict[int, list[_Overlap]]:
    """Give what anybody has of what a goal needs, by their places."""
    contacts = asking.known.contacts
    found: dict[int, list[_Overlap]] = {}
    for need in _needs(goal, asking.hidden):
        for place, trait in needs.who(needs.about(need), contacts):
            if not discreet.names_any(trait.name, asking.hidden):
                found.setdefault(place, []).append(_Overlap(need, trait))
    for place, trait in needs.saying("helps", goal.path, goal.name, contacts):
        found.setdefault(place, []).append(_Overlap(None, trait))
    return found


def _needs(goal: Goal, hidden: frozenset[str]) -> list[Need]:
    """Give what a goal needs and a mentor could have, but for what names somebody private."""
    return [one for one in needs_of(goal, hidden) if _is_for_mentors(one)]


def _is_for_mentors(need: Need) -> bool:
    """Tell whether a need is one that a mentor could meet: a role, a skill, a place, or a mentor."""
    return need.kind != "relation" or need.wanted == mentoring.MENTOR


def _covers(mentor: Summary, need: Need) -> bool:
    is_any = need.kind == "relation" and not need.words
    return is_any or needs.has(needs.about(need), needs.traits_of(mentor)) is not None


def _has_mentor(need: Need, known: Known) -> bool:
    """Tell whether it is a mentor that is needed, and somebody in touch is one, be it for something else."""
    if need.kind != "relation":
        return False
    people = (known.contacts[place] for place, _ in needs.who(need, known.contacts))
    warm = (known.warmth(one) for one in people if not discreet.is_private(one))
    return any(one is not None and one.word != "quiet" for one in warm)


# --- the candidates --------------------------------------------------------------------------------


def _in_order(found: Mapping[int, Sequence[_Overlap]], asking: _Asking, most: int) -> list[int]:
    """Give the places of those who come into question: first so many of the best, in order (see above)."""
    known, mine = asking.known, seniority.rank(asking.role.value) if asking.role else 0
    alone, ranks = _is_left_alone(known.contacts, known.today), seniority.ranks(known.contacts)
    keys = []
    for place, overlaps in found.items():
        contact, theirs = known.contacts[place], ranks[place]
        if not alone[place] and contact.path not in asking.engaged:
            warm = known.warmth(contact)
            warmest = (warmth.ORDER[warm.word], -warm.number) if warm else (_UNKNOWN, 0.0)
            steps = 0 if theirs is None else theirs - mine
            keys.append(((-len(overlaps), -steps, warmest, contact.path), place))
    return _reachable_first([place for _, place in sorted(keys)], known, most)


def _reachable_first(places: Sequence[int], known: Known, most: int) -> list[int]:
    """Put those behind the others whom nobody could introduce, until so many are found who can be reached."""
    near: list[int] = []
    far: list[int] = []
    for number, place in enumerate(places):
        if len(near) == most:
            return [*near, *far, *places[number:]]
        contact = known.contacts[place]
        is_near = known.warmth(contact) is not None or candidates.way(contact, known) is not None
        (near if is_near else far).append(place)
    return [*near, *far]


@memo.of_all
def _is_left_alone(contact: Summary, today: date) -> bool:
    """Tell whether somebody is not to be proposed: private, no longer in touch, or paused."""
    until = fields.day_of(contact.fields, "paused")
    is_paused = fields.is_set(contact.fields, "paused") or (until is not None and until > today)
    return is_paused or discreet.is_private(contact) or cadence.has_ended(contact, today)


_ENGAGED: Mapping[str, str] = {
    "noticed": "whom you noticed, and have not asked yet",
    "asked": "whom you have asked",
    "ended": "whose mentoring has ended",
    "declined": "who has declined",
}


def _left_out(goal: Goal, asking: _Asking) -> tuple[LeftOut, ...]:
    known = asking.known
    mentorships = {one.contact.path: one for one in asking.mentorships}
    alone = _is_left_alone(known.contacts, known.today)
    left, is_unsaid = [], False
    for place, overlaps in _having(goal, asking).items():
        contact = known.contacts[place]
        if not alone[place] and contact.path not in asking.engaged:
            continue
        because = "" if discreet.is_private(contact) else _because(contact, mentorships, known.today)
        if because:
            left.append(LeftOut(contact, because, _reasons(overlaps)))
        else:
            is_unsaid = True
    left.sort(key=lambda one: (one.contact.name.casefold(), one.contact.path) if one.contact else ("", ""))
    return (*left, *([LeftOut(None, "", ())] if is_unsaid else ()))


def _because(contact: Summary, mentorships: Mapping[str, Mentorship], today: date) -> str:
    """Say why somebody is not to be asked; ``""`` where only a private note says it."""
    one = mentorships.get(contact.path)
    if one and one.stage.value == "agreed":
        return "who mentors you" if one.mentor else "whom you mentor"
    if one:
        return (
            _ENGAGED[one.stage.value]
            if one.has_been or one.stage.value != "ended"
            else "with whom it is closed"
        )
    if cadence.has_ended(contact, today):
        return "with whom you no longer keep in touch"
    return "who is paused" if "paused" in contact.fields else ""


def _candidate(
    contact: Summary, standing: GoalStanding, overlaps: Sequence[_Overlap], asking: _Asking
) -> Candidate | None:
    """Make out somebody in full; None where there is nothing to ask that may be said."""
    question = _question(standing, overlaps, asking.hidden)
    if question is None:
        return None
    known = asking.known
    way = None if known.warmth(contact) else candidates.way(contact, known)
    senior = _seniority(contact, asking.role, overlaps)
    ways = way.reasons if way else ()
    reasons = (*_reasons(overlaps), *senior, *_in_touch(contact, known), *ways)
    return Candidate(contact, reasons, way.via if way else None, question)


def _reasons(overlaps: Sequence[_Overlap]) -> tuple[Sourced[str], ...]:
    """Say what somebody has of what is needed; once what two needs ask for."""
    found: dict[str, tuple[Source, ...]] = {}
    for one in map(_say, overlaps):
        found[one.value] = tuple(dict.fromkeys((*found.get(one.value, ()), *one.sources)))
    return tuple(Sourced(text, sources) for text, sources in found.items())


def _say(one: _Overlap) -> Sourced[str]:
    if one.need is None:
        return Sourced("helps with this goal", (one.trait.source,))
    return Sourced(candidates.say(one.trait), (one.trait.source, one.need.source))


def _in_touch(contact: Summary, known: Known) -> Iterator[Sourced[str]]:
    """Yield how warm it is, with the last day in touch; that the owner was never in touch is said by its lack."""
    warm = known.warmth(contact)
    if warm and contact.last:
        day = say_day(date.fromisoformat(contact.last.day), known.today)
        yield Sourced(f"{warm.word}, last in touch on {day}", (contact.last.source,))


# --- seniority -------------------------------------------------------------------------------------


def _seniority(
    contact: Summary, own: Sourced[str] | None, overlaps: Sequence[_Overlap]
) -> Iterator[Sourced[str]]:
    """Say that somebody is senior to the owner, if they are.

    Where the owner's note gives no role, whoever has a word of seniority in theirs is senior.
    """
    value = contact.first("role")
    if value and seniority.rank(str(value.value)) > (seniority.rank(own.value) if own else 0):
        said = "senior to you" if own else "senior by their role"
        is_named = any(one.trait.kind == "role" for one in overlaps)
        text = said if is_named else f"{said}: {words(str(value.value))}"
        yield Sourced(text, (contact.source("role"), *(own.sources if own else ())))


# --- what to ask first -----------------------------------------------------------------------------


def _question(
    standing: GoalStanding, overlaps: Sequence[_Overlap], hidden: frozenset[str]
) -> Sourced[str] | None:
    """Give the most specific question there is: about a skill, a role, the next step, a place, or the goal."""
    by_kind = {one.trait.kind: one for one in reversed(overlaps)}
    for kind in ("skill", "role"):
        one = by_kind.get(kind)
        if one and one.need:
            return question_about(one.trait, one.need)
    goal, step = standing.goal, standing.next_step
    if step and _is_askable(step.text, hidden):
        text = f"How would you go about “{clip(words(step.text), _LENGTH)}”?"
        return Sourced(text, (Source(goal.path, step.line, step.text),))
    at = by_kind.get("at")
    if at and at.need:
        text = f"What should somebody know who wants to work at {words(at.trait.name)}?"
        return Sourced(text, (at.trait.source, at.need.source))
    if discreet.names_any(goal.name, hidden):
        return None
    text = f"Where would you begin with “{clip(words(goal.name), _LENGTH)}”?"
    return Sourced(text, (Source(goal.path, 1, note_name(goal.path)),))


def _is_askable(step: str, hidden: frozenset[str]) -> bool:
    return bool(words(step)) and _NO_STEP not in step.casefold() and not discreet.names_any(step, hidden)


def question_about(trait: Trait, need: Need | None) -> Sourced[str]:
    """Ask about a skill or a role; of a role that fits only by what is said behind the title, about that."""
    sources = (trait.source, need.source) if need else (trait.source,)
    name = clip(words(trait.name), _LENGTH)
    if trait.kind == "role":
        title = _FORMER.sub("", name.partition(",")[0]) or name
        if need is None or need.words <= needs.words(title):
            return Sourced(f"What surprised you most when you became {title}?", sources)
        name = need.text
    return Sourced(f"What would you tell somebody who begins with {name}?", sources)
