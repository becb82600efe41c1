"""The coverage map on Network Goals: what each goal needs, who has it, and what to do next about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from vaultnet import coverage, discreet, goal_words, memo, needs
from vaultnet.candidates import Candidate
from vaultnet.coverage import Cover, Fit
from vaultnet.dashboards.leaves import Part, note, touch
from vaultnet.filters import words
from vaultnet.hookspecs import Inputs
from vaultnet.model import Sourced
from vaultnet.network import FollowUp, Goal, Summary
from vaultnet.signals.ranking import is_interval

NAMED = 2
"""People that are named for a need; how many more there are is said."""

_Maps = Mapping[str, tuple[Cover, ...]]


def of_goals(inputs: Inputs) -> Mapping[str, tuple[Part, ...]]:
    """Give the rows of each active goal's map, by the goals' paths."""
    snapshot = inputs.snapshot
    maps = coverage.of_goals(snapshot, inputs.config)
    due = tuple(_first_due(inputs.follow_ups, _named(maps)).values())
    return _rows(maps, snapshot.goals, due, discreet.hidden(snapshot.contacts))


def of_goal(goal: Goal, inputs: Inputs) -> tuple[Part, ...]:
    """Give the rows of one goal's map, be it active or not, with all whom `vaultnet.coverage` names."""
    snapshot = inputs.snapshot
    covers = coverage.of_goal(goal, snapshot, inputs.config)
    people = _people(covers)
    hidden = discreet.hidden(snapshot.contacts)
    return _of_goal(goal, covers, _first_due(inputs.follow_ups, people), hidden, coverage.PEOPLE)


def _of_goal(
    goal: Goal,
    covers: Iterable[Cover],
    due: Mapping[str, FollowUp],
    hidden: frozenset[str],
    most: int = NAMED,
) -> tuple[Part, ...]:
    """Give the rows of one goal's map.

    Args:
        goal: the goal.
        covers: its needs, and who fills them.
        due: what each of these people is due for, by path.
        hidden: names that are said to nobody: a need that holds one has no row.
        most: how many people are named for a need.

    """
    as_written = {words(str(one.value).strip()): str(one.value) for one in goal.fields.get("needs", ())}
    sayable = (one for one in covers if goal_words.is_need_said(one.need, hidden))
    return tuple(_row(one, as_written.get(one.need.text, one.need.text), due, most) for one in sayable)


def _first_due(follow_ups: Iterable[FollowUp], people: frozenset[str]) -> dict[str, FollowUp]:
    """Give what each of some people is due for: the most pressing of it, and an interval only if that is all."""
    found: dict[str, FollowUp] = {}
    for one in follow_ups:
        if one.contact in people:
            first = found.setdefault(one.contact, one)
            if is_interval(first) and not is_interval(one):
                found[one.contact] = one
    return found


def _people(covers: Iterable[Cover]) -> frozenset[str]:
    """Give the paths of those who fit a need."""
    return frozenset(fit.contact.path for cover in covers for fit in cover.people)


@memo.of_last
def _named(maps: _Maps) -> frozenset[str]:
    return _people(cover for covers in maps.values() for cover in covers)


@memo.of_equal
def _rows(
    maps: _Maps, goals: Sequence[Goal], due: tuple[FollowUp, ...], hidden: frozenset[str]
) -> Mapping[str, tuple[Part, ...]]:
    by_contact = {one.contact: one for one in due}
    return {
        goal.path: _of_goal(goal, maps[goal.path], by_contact, hidden) for goal in goals if goal.path in maps
    }


# --- one need --------------------------------------------------------------------------------------


def _row(cover: Cover, as_written: str, due: Mapping[str, FollowUp], most: int) -> Part:
    there = (cover.need.source,)
    others = len(cover.people[most:]) + cover.more
    return {
        "need": Sourced(as_written, there),
        "read_as": Sourced(needs.reading(cover.need), there) if not (cover.people or cover.unsaid) else None,
        "state": Sourced(cover.state, (*there, *(fit.last.source for fit in cover.people[:1]))),
        "people": tuple(map(_fit, cover.people[:most])),
        "others": Sourced(others, there) if others else None,
        "unsaid": Sourced(True, there) if cover.unsaid else None,
        "next": _next(cover.people, due),
        "candidates": tuple(map(_candidate, cover.candidates)),
    }


def _fit(fit: Fit) -> Part:
    there = (fit.last.source,)
    return {
        **note(fit.contact.path),
        "why": fit.why,
        "warmth": Sourced(fit.word, there),
        "last": Sourced(date.fromisoformat(fit.last.day), there),
    }


def _next(people: Iterable[Fit], due: Mapping[str, FollowUp]) -> Part | None:
    """Give what comes next with the first of those who fit of whom there is something to say."""
    return next((found for fit in people if (found := _with(fit.contact, due.get(fit.contact.path)))), None)


def _with(contact: Summary, follow_up: FollowUp | None) -> Part | None:
    """Give what is planned with somebody, or what they are due for; None for neither."""
    if not (contact.plans or follow_up):
        return None
    planned = bool(contact.plans)
    return {
        **note(contact.path),
        "plan": touch(contact.plans[0], private=True) if planned else None,
        "reason": Sourced(follow_up.reason, follow_up.sources) if follow_up and not planned else None,
    }


def _candidate(one: Candidate) -> Part:
    return {
        **note(one.contact.path),
        "via": note(one.via.path) if one.via else None,
        "over": tuple(note(contact.path) for contact in one.way.over) if one.way else (),
        "asked": one.way.asked if one.way else None,
        "rests": one.way.rests if one.way else None,
        "reasons": tuple({"why": reason} for reason in one.reasons),
    }
