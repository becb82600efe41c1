"""Goals that are a part of what can be no goal: a person, an event, or a note that is not there. Pure.

A note without a type may stand above goals: what they are for need not be a goal itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultnet import discreet, fields, memo
from vaultnet.config import Config
from vaultnet.model import note_name
from vaultnet.network import Goal, Occasion, Snapshot, Summary
from vaultnet.problems import Problem


def find(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    """Find the parents that lead to no goal; one in plain text leads nowhere, and is a problem of its own."""
    for goal in snapshot.goals:
        told = fields.first(goal.fields, "parent")
        if told is None or not told.link:
            continue
        leads = goal.links.get(str(told.value), "")
        if not leads or leads in _people(snapshot.contacts) or leads in _occasions(snapshot.occasions):
            yield _problem(goal, note_name(str(told.value)), told.line, snapshot, is_there=bool(leads))


@memo.of_last
def _people(contacts: Sequence[Summary]) -> frozenset[str]:
    return frozenset(one.path for one in contacts)


@memo.of_last
def _occasions(occasions: Sequence[Occasion]) -> frozenset[str]:
    return frozenset(one.path for one in occasions)


def _problem(goal: Goal, name: str, line: int, snapshot: Snapshot, *, is_there: bool) -> Problem:
    is_kept = discreet.names_any(name, discreet.hidden(snapshot.contacts))
    shown = "what it names" if is_kept else f"“{name}”"
    message = f"parent: {shown} is no goal of this vault, so this goal is a part of none."
    hint = "Name a goal." if is_there else "It becomes a part of it once there is such a note."
    return Problem(goal.path, line, 1, "no-parent", message, hint)
