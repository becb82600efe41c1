"""Goals that are a part of what is no goal: a person, a note of another type, or one that is not there. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from vaultnet import discreet, fields
from vaultnet.config import Config
from vaultnet.model import note_name
from vaultnet.network import Goal, Snapshot
from vaultnet.problems import Problem


def find(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    """Find the parents that lead to no goal; one in plain text leads nowhere, and is a problem of its own."""
    paths = {goal.path for goal in snapshot.goals}
    for goal in snapshot.goals:
        told = fields.first(goal.fields, "parent")
        leads = goal.links.get(str(told.value), "") if told and told.link else ""
        if told and told.link and leads not in paths:
            yield _problem(goal, note_name(str(told.value)), told.line, snapshot, is_there=bool(leads))


def _problem(goal: Goal, name: str, line: int, snapshot: Snapshot, *, is_there: bool) -> Problem:
    is_kept = discreet.names_any(name, discreet.hidden(snapshot.contacts))
    shown = "what it names" if is_kept else f"“{name}”"
    message = f"parent: {shown} is no goal of this vault, so this goal is a part of none."
    hint = "Name a goal." if is_there else "It becomes a part of it once there is such a goal."
    return Problem(goal.path, line, 1, "no-parent", message, hint)
