"""Network Today: whom to reach out to and why, promises, the days ahead, and how the goals stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vaultnet import cadence, memo
from vaultnet.dashboards import ahead, suggestions
from vaultnet.dashboards.goals import brief, in_order, is_behind
from vaultnet.dashboards.leaves import Part, count, is_private, listed, note, place, promise, touch
from vaultnet.goals import GoalStanding, standings
from vaultnet.hookspecs import Inputs
from vaultnet.model import FollowUp, Promise, Snapshot, Source, Sourced, Summary
from vaultnet.signals.promises import one_a_line
from vaultnet.signals.ranking import Reach, dealt_with, rank

PROMISES, GOALS, EVIDENCE = 6, 10, 2
"""Lines of each that are shown, and of promises under a person; then a count."""

_Contacts = Mapping[str, Summary]
_standing = memo.of_all(cadence.status)


def context(inputs: Inputs) -> dict[str, Any]:
    """Make the context of Network Today; docs/dashboards.md describes it."""
    snapshot, config = inputs.snapshot, inputs.config
    contacts = {contact.path: contact for contact in snapshot.contacts}
    dealt = dealt_with(snapshot)
    people = rank(inputs.follow_ups, config, dealt)
    promises = one_a_line(snapshot.promises)
    goals = in_order(one for one in standings(snapshot.goals, snapshot.today) if one.status == "active")
    above = _told_above(people, promises)
    below = [one for one in promises if (one.path, one.line) not in above]
    moving = [one for one in goals if one.target or one.count.value or one.next_step or one.goal.planned]
    standing = _standing(snapshot.contacts, snapshot.today, config)
    tracked = [one.path for one, at in zip(snapshot.contacts, standing, strict=True) if at.tracked]
    return {
        "numbers": {
            "people": count(people, (source for one in people for source in one.reasons[0].sources)),
            "promises": _late(promises, snapshot),
            "goals": _behind(goals),
            "done": count(tuple(dealt), dealt.values()),
        },
        "reach_out": tuple(_reach(one, contacts, promises, snapshot) for one in people),
        "promises": {
            "mine": _lines([one for one in below if not one.theirs], contacts, snapshot),
            "theirs": _lines([one for one in below if one.theirs], contacts, snapshot),
        },
        "week": ahead.week(snapshot, config),
        "goals": listed(moving, brief, lambda one: Source(one.goal.path, 1), GOALS),
        "suggestions": suggestions.find(snapshot, anyone_tracked=bool(tracked)),
        "contacts": count(snapshot.contacts, (Source(one.path, 1) for one in snapshot.contacts)),
        "tracked": count(tracked, (Source(path, 1) for path in tracked)),
    }


# --- the numbers at the top ------------------------------------------------------------------------


def _late(promises: Sequence[Promise], snapshot: Snapshot) -> Sourced[int] | None:
    today = snapshot.today.isoformat()
    late = [one for one in promises if one.due and not one.theirs and one.due < today]
    return count(late, (Source(one.path, one.line, one.due) for one in late))


def _behind(goals: Sequence[GoalStanding]) -> Sourced[int] | None:
    behind = [one for one in goals if is_behind(one)]
    return count(behind, (source for one in behind for source in one.count.sources))


# --- people ----------------------------------------------------------------------------------------


def _reach(one: Reach, contacts: _Contacts, promises: Sequence[Promise], snapshot: Snapshot) -> Part:
    first, *further = one.reasons
    contact = contacts.get(one.contact)
    private = is_private(contact)
    return {
        **note(one.contact),
        **reason(first),
        "further": tuple(reason(other) for other in further),
        "last": touch(contact.last, private=private) if contact and contact.last else None,
        "promised": tuple(
            promise(told, snapshot.today, private=private) for told in _evidence(one, promises)
        ),
    }


def reason(follow_up: FollowUp) -> Part:
    """Give a follow-up: its ``reason``, the ``text`` that explains it, and ``since`` when it holds.

    Of a promise, ``told`` is the place: its ``path``, and the day ``said`` in the note's name, if there is one.
    """
    at = follow_up.sources[0]
    return {
        "reason": Sourced(follow_up.reason, follow_up.sources),
        "text": Sourced(follow_up.text, follow_up.sources),
        "since": Sourced(follow_up.since, follow_up.sources),
        "told": place(at) if follow_up.signal == "promises" else None,
    }


def _evidence(one: Reach, promises: Sequence[Promise]) -> list[Promise]:
    """Give what else was promised to a person: no reason today, but good to know."""
    shown = _lines_of(one)
    mine = _mine(promises).get(one.contact, ())
    return [told for told in mine if (told.path, told.line) not in shown][:EVIDENCE]


@memo.of_last
def _mine(promises: Sequence[Promise]) -> dict[str, list[Promise]]:
    """What the owner promised, by whom."""
    found: dict[str, list[Promise]] = {}
    for one in promises:
        if not one.theirs:
            found.setdefault(one.contact, []).append(one)
    return found


def _lines_of(one: Reach) -> set[tuple[str, int]]:
    return {(source.path, source.line) for why in one.reasons for source in why.sources}


# --- promises --------------------------------------------------------------------------------------


def _told_above(people: Sequence[Reach], promises: Sequence[Promise]) -> set[tuple[str, int]]:
    """List the promises that stand under whom to reach out to: nothing is said twice."""
    reasons = {line for one in people for line in _lines_of(one)}
    return reasons | {(told.path, told.line) for one in people for told in _evidence(one, promises)}


def _lines(promises: Sequence[Promise], contacts: _Contacts, snapshot: Snapshot) -> Part:
    return listed(
        promises,
        lambda told: promise(told, snapshot.today, private=is_private(contacts.get(told.contact))),
        lambda told: Source(told.path, told.line, told.text),
        PROMISES,
    )
