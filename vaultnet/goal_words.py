"""What may be said of a goal: nothing out of its own words that names somebody private. Pure.

The names are those that `vaultnet.discreet` gives; a link names somebody whatever it is called.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from vaultnet import discreet, needs
from vaultnet.goal_lines import PLAN
from vaultnet.goals import STEP, GoalStanding
from vaultnet.model import Sourced, Task, Value
from vaultnet.needs import Need
from vaultnet.network import Goal, GoalLine, Snapshot


class Kept(NamedTuple):
    """What is said to nobody."""

    hidden: Collection[str]
    """Names."""
    private: Collection[str]
    """Paths of notes whose people are not named."""


def kept(snapshot: Snapshot) -> Kept:
    """Give what is said to nobody in a vault."""
    return Kept(discreet.hidden(snapshot.contacts), snapshot.private)


def is_said(text: str, hidden: Collection[str]) -> bool:
    """Tell whether some words of a goal may be said."""
    return not discreet.names_any(text, hidden)


def is_need_said(need: Need, hidden: Collection[str]) -> bool:
    """Tell whether it may be said that a goal needs this."""
    return is_said(need.text, hidden) and is_said(need.source.quote, hidden)


def needs_of(goal: Goal, hidden: Collection[str]) -> tuple[Need, ...]:
    """Give what a goal needs."""
    return tuple(need for need in needs.of(goal) if is_need_said(need, hidden))


def needs_as_written(goal: Goal, hidden: Collection[str]) -> tuple[Value, ...]:
    """Give the values of a goal's ``needs``."""
    return tuple(
        value
        for value in goal.fields.get("needs", ())
        if is_said(str(value.value), hidden) and is_said(value.quote, hidden)
    )


def plans(goal: Goal, hidden: Collection[str]) -> tuple[GoalLine, ...]:
    """Give a goal's if-then plans."""
    return tuple(
        line
        for line in goal.lines
        if line.kind == PLAN and is_said(line.text, hidden) and is_said(line.then, hidden)
    )


def step(task: Task, hidden: Collection[str]) -> str:
    """Give the words of a step of a goal; of one that names somebody no more than that it is one."""
    return task.text if task.text and is_said(task.text, hidden) else STEP


def because(one: GoalStanding, hidden: Collection[str]) -> Sourced[str] | None:
    """Give why a goal rests or was let go, if anything says so: no more than where, if that names somebody."""
    if one.because is None or is_said(one.because.value, hidden):
        return one.because
    return Sourced(discreet.UNSAID, one.because.sources)
