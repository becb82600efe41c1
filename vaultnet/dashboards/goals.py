"""Network Goals: how each goal stands, what moved it, what comes next, and what needs a look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from vaultnet import dates, fields, memo
from vaultnet.dashboards.leaves import LONGEST, Part, count, kind, listed, note
from vaultnet.goals import CANCELLED, DONE, MILESTONES, STEP, GoalStanding, counts, standings
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced, Task
from vaultnet.network import Goal, Trace

HELPED, STEPS_DONE, PLANNED = 3, 3, 3
"""How many of the latest conversations, done milestones and plans are shown."""

_UNITS = {
    "conversations": "conversation",
    MILESTONES: "step",
    "mentoring": "mentoring session",
    "sent": "message",
}
_HORIZONS = ("short", "long")


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Goals; None where there is no goal. docs/dashboards.md describes it."""
    return _context(standings(inputs.snapshot.goals, inputs.snapshot.today))


@memo.of_last
def _context(standings: Sequence[GoalStanding]) -> dict[str, Any] | None:
    found = in_order(standings)
    if not found:
        return None
    active = [one for one in found if one.status == "active"]
    return {
        "horizons": tuple(_horizon(name, active[:LONGEST]) for name in _horizons(active[:LONGEST])),
        "more": count(active[LONGEST:], (Source(one.goal.path, 1) for one in active[LONGEST:])),
        **{
            status: _others([one for one in found if one.status == status])
            for status in ("paused", "done", "dropped")
        },
    }


def in_order(found: Iterable[GoalStanding]) -> list[GoalStanding]:
    """Sort goals by the day they are to be reached, those without one last, then by name."""
    return sorted(
        found, key=lambda one: (one.due.value if one.due else date.max, one.goal.name, one.goal.path)
    )


def is_behind(one: GoalStanding) -> bool:
    """Tell whether a goal needs more than goes on now: behind its pace, or past its day."""
    return one.behind > 0 or one.overdue


def brief(one: GoalStanding) -> Part:
    """Give a goal in short: what is counted, how it stands, and what comes next."""
    return {
        **note(one.goal.path),
        "count": one.count,
        "target": Sourced(_number(one.target.value), one.target.sources) if one.target else None,
        "unit": Sourced(
            _UNITS.get(one.measure, one.measure.replace("-", " ")), (_line(one.goal, "measure"),)
        ),
        "due": one.due,
        "behind": Sourced(one.behind, _pace(one)) if one.behind else None,
        "on_time": Sourced(True, _pace(one)) if one.expected is not None and not is_behind(one) else None,
        "overdue": one.due if one.overdue else None,
        "reached": Sourced(True, _pace(one)) if _is_reached(one) else None,
        "next_plan": _plan(one.goal.planned[0]) if one.goal.planned else None,
        "next_step": _step(one, one.next_step) if one.next_step else None,
    }


# --- one goal in full ------------------------------------------------------------------------------


def _horizons(found: Sequence[GoalStanding]) -> list[str]:
    """List the horizons in use: short, long, the user's own words, and ``""`` for none."""
    used = {_horizon_of(one) for one in found}
    own = sorted(used - {"", *_HORIZONS}, key=str.casefold)
    return [name for name in (*_HORIZONS, *own, "") if name in used]


def _horizon_of(one: GoalStanding) -> str:
    value = fields.first(one.goal.fields, "horizon")
    return str(value.value) if value else ""


def _horizon(name: str, found: Sequence[GoalStanding]) -> Part:
    goals = [one for one in found if _horizon_of(one) == name]
    sources = tuple(_line(one.goal, "horizon") for one in goals)
    return {
        "name": Sourced(name, sources) if name else None,
        "goals": tuple(_full(one) for one in goals),
    }


def _full(one: GoalStanding) -> Part:
    goal = one.goal
    open_steps = [task for task in goal.milestones if task.status not in DONE | CANCELLED]
    done = [task for task in goal.milestones if task.status in DONE]
    by_day = sorted(done, key=lambda task: (task.done, task.line))
    earlier, latest = by_day[:-STEPS_DONE], by_day[-STEPS_DONE:]
    return {
        **brief(one),
        "part_of": note(one.parents[0].path) if one.parents else None,
        "parts": tuple(note(child.path) for child in one.children),
        "needs": tuple(
            Sourced(value.value, (Source(goal.path, value.line, value.quote),))
            for value in goal.fields.get("needs", ())
        ),
        "helped": _helped(one),
        "planned": tuple(_plan(trace) for trace in goal.planned[:PLANNED]),
        "steps_done": tuple(_step(one, task) for task in latest),
        "more_done": count(earlier, (Source(goal.path, task.line, task.text) for task in earlier)),
        "steps": listed(
            open_steps,
            lambda task: _step(one, task),
            lambda task: Source(goal.path, task.line, task.text),
            LONGEST,
        ),
        "at_risk": Sourced(True, _pace(one)) if one.at_risk else None,
        "stalled": _stalled(one),
    }


def _helped(one: GoalStanding) -> Part:
    """Give the latest times in touch that count, newest first; several people in one note are one."""
    together: dict[tuple[str, str], list[Trace]] = {}
    for trace in reversed(one.goal.helped):
        if counts(trace, one.measure):
            together.setdefault((trace.day, trace.path), []).append(trace)
    return listed(
        list(together.values()),
        lambda traces: _plan(traces[0], traces),
        lambda traces: traces[0].source,
        HELPED,
    )


def _plan(trace: Trace, together: Sequence[Trace] = ()) -> Part:
    there = (trace.source,)
    people = dict.fromkeys(one.contact for one in reversed(together or [trace]))
    return {
        "day": Sourced(date.fromisoformat(trace.day), there),
        "kind": Sourced(kind(trace), there),
        "path": Sourced(trace.path, there),
        "people": tuple(note(path) for path in people),
    }


def _step(one: GoalStanding, task: Task) -> Part:
    """Give a step; ``late`` is its day if that has passed and the step is open."""
    path, day, done = one.goal.path, dates.parse_day(task.due), dates.parse_day(task.done)
    due = Sourced(day, (Source(path, task.line, task.due),)) if day else None
    return {
        "text": Sourced(task.text or STEP, (Source(path, task.line, task.text),)),
        "due": due,
        "late": due if day and day < one.today and task.status not in DONE | CANCELLED else None,
        "done": Sourced(done, (Source(path, task.line, task.done),)) if done else None,
    }


def _stalled(one: GoalStanding) -> Sourced[date] | None:
    """Give the day since which nothing has moved."""
    if not one.stalled:
        return None
    return one.moved or one.start


def _others(found: Sequence[GoalStanding]) -> Part:
    return listed(
        found,
        lambda one: {**brief(one), "because": one.because},
        lambda one: _line(one.goal, "status"),
        LONGEST,
    )


# --- where it stands -------------------------------------------------------------------------------


def _is_reached(one: GoalStanding) -> bool:
    return one.target is not None and one.count.value >= one.target.value


def _pace(one: GoalStanding) -> tuple[Source, ...]:
    """Give the lines that a judgement of a goal's pace rests on."""
    parts = (one.count, one.target, one.start, one.due)
    return tuple(dict.fromkeys(source for part in parts if part for source in part.sources))


def _line(goal: Goal, name: str) -> Source:
    value = fields.first(goal.fields, name)
    return Source(goal.path, value.line, value.quote) if value else Source(goal.path, 1)


def _number(value: float) -> float:
    return int(value) if value == int(value) else value
