"""Goals as programs see them (docs/json.md): a number stands with the lines it comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from vaultnet import goal_words, jsonout
from vaultnet.course import changes, told
from vaultnet.dashboards.leaves import Part
from vaultnet.goals import Review, is_reached, whole
from vaultnet.model import Sourced, Task, Value

if TYPE_CHECKING:
    from vaultnet.goals import GoalStanding
    from vaultnet.signals.experiments import Experiment


def full(
    one: GoalStanding,
    at: Mapping[str, GoalStanding],
    rows: Iterable[Part],
    experiment: Experiment | None,
    hidden: Collection[str],
) -> dict[str, Any]:
    """Shape a goal with its parts, its map, what to try where it rests, and what was changed of it.

    ``at`` gives how every goal stands, by path; ``hidden`` are names that are said to nobody.
    """
    found = {
        **_plain(one, hidden),
        "parts": [_part(at[child.path]) for child in one.children],
        "map": [_row(row) for row in rows],
        "experiment": _experiment(experiment) if experiment else None,
        "history": [
            {
                "day": jsonout.day(change.day),
                "said": told(change, one.today, hidden),
                "line": change.source.line,
            }
            for change in changes(one.goal)
        ],
    }
    return _unquoted(found, hidden)


def plain(one: GoalStanding, hidden: Collection[str]) -> dict[str, Any]:
    """Shape how a goal stands."""
    return _unquoted(_plain(one, hidden), hidden)


def _unquoted(found: dict[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """Take the quotes from sources that name somebody private; where it stands is still said."""
    return {
        key: "" if key == "quote" and not goal_words.is_said(said, hidden) else _each(said, hidden)
        for key, said in found.items()
    }


def _each(said: Any, hidden: Collection[str]) -> Any:
    if isinstance(said, dict):
        return _unquoted(said, hidden)
    return [_each(one, hidden) for one in said] if isinstance(said, list) else said


def _plain(one: GoalStanding, hidden: Collection[str]) -> dict[str, Any]:
    horizon = one.goal.fields.get("horizon", ())
    return {
        "path": one.goal.path,
        "name": one.goal.name,
        "horizon": horizon[0].value if horizon else None,
        "status": one.status,
        "because": _because(one, hidden),
        "measure": one.measure,
        "count": _sourced(one.count),
        "target": _sourced(one.target),
        "progress": None if one.progress is None else round(one.progress, 4),
        "steps": one.steps,
        "steps_done": _sourced(one.steps_done),
        "next_step": _step(one.next_step, hidden) if one.next_step else None,
        "start": _sourced(one.start),
        "due": _sourced(one.due),
        "moved": _sourced(one.moved),
        "expected": one.expected,
        "behind": one.behind,
        "at_risk": one.at_risk,
        "stalled": one.stalled,
        "overdue": one.overdue,
        "reached": is_reached(one),
        "part_of": one.parents[0].path if one.parents else None,
        "needs": [_need(value) for value in goal_words.needs_as_written(one.goal, hidden)],
        "plans": [
            {"when": line.text, "then": line.then, "line": line.line}
            for line in goal_words.plans(one.goal, hidden)
        ],
        "review": _review(one.review) if one.review else None,
        "planned": [jsonout.trace(trace) for trace in one.goal.planned],
    }


def _step(task: Task, hidden: Collection[str]) -> dict[str, Any]:
    return {"text": task.text if goal_words.is_said(task.text, hidden) else "", "line": task.line}


def _because(one: GoalStanding, hidden: Collection[str]) -> dict[str, Any] | None:
    """Shape why a goal rests; where the words name somebody private, their line says as much, and is left out."""
    because = goal_words.because(one, hidden)
    return _sourced(because) if because == one.because else None


def _need(value: Value) -> dict[str, Any]:
    return {"text": value.value, "line": value.line}


def _review(review: Review) -> dict[str, Any]:
    return {
        "every": _sourced(review.every),
        "since": _sourced(review.since),
        "due": _sourced(review.due),
        "is_due": review.is_due,
    }


def _experiment(one: Experiment) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "text": one.text,
        "contact": one.contact or None,
        "sources": jsonout.sources(one.sources),
    }


def _part(one: GoalStanding) -> dict[str, Any]:
    return {
        "path": one.goal.path,
        "name": one.goal.name,
        "status": one.status,
        "measure": one.measure,
        "count": one.count.value,
        "target": whole(one.target.value) if one.target else None,
        "reached": is_reached(one),
    }


def _row(row: Part) -> dict[str, Any]:
    """Shape a need, and who fills it; of who is private nothing is said."""
    return {
        "need": _sourced(row["need"]),
        "state": row["state"].value,
        "people": [_person(one) for one in row["people"]],
        "more": row["others"].value if row["others"] else 0,
        "private": row["unsaid"] is not None,
        "next": _next(row["next"]) if row["next"] else None,
        "candidates": [_candidate(one) for one in row["candidates"]],
    }


def _person(one: Part) -> dict[str, Any]:
    return {
        "contact": one["path"].value,
        "name": one["name"].value,
        "why": _sourced(one["why"]),
        "warmth": one["warmth"].value,
        "last": _sourced(one["last"]),
    }


def _next(one: Part) -> dict[str, Any]:
    plan = one["plan"]
    return {
        "contact": one["path"].value,
        "day": jsonout.day(plan["day"].value) if plan else None,
        "kind": plan["kind"].value if plan else None,
        "path": plan["path"].value if plan else None,
        "reason": _sourced(one["reason"]),
    }


def _candidate(one: Part) -> dict[str, Any]:
    return {
        "contact": one["path"].value,
        "name": one["name"].value,
        "via": one["via"]["path"].value if one["via"] else None,
        "reasons": [_sourced(reason["why"]) for reason in one["reasons"]],
    }


def _sourced(value: Sourced[Any] | None) -> dict[str, Any] | None:
    if value is None:
        return None
    shown = value.value
    if isinstance(shown, date):
        shown = jsonout.day(shown)
    elif isinstance(shown, float):
        shown = whole(shown)
    return {"value": shown, "sources": jsonout.sources(value.sources)}
