"""Network Goals: how each goal stands, what moved it, what comes next, and what needs a look."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from vaultnet import cadence, dates, discreet, fields, goal_words, kinds, memo
from vaultnet.dashboards import course, goal_map
from vaultnet.dashboards.leaves import LONGEST, Part, count, kind, listed, note
from vaultnet.goals import (
    CANCELLED,
    DONE,
    MILESTONES,
    GoalStanding,
    counts,
    is_reached,
    line_of,
    standings,
    whole,
)
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced, Task
from vaultnet.network import Goal, GoalLine, Trace
from vaultnet.signals import experiments
from vaultnet.signals.experiments import Experiment

HELPED, STEPS_DONE, PLANNED = 3, 3, 3
"""How many of the latest conversations, done milestones and plans are shown."""

WEEK, COMING = 7, 7
"""Days for which the page says what comes, and how many things of these days are shown; then a count."""

_UNITS = {
    "conversations": "conversation",
    MILESTONES: "step",
    "mentoring": "mentoring session",
    "sent": "message",
}


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Goals; None where there is no goal. docs/dashboards.md describes it."""
    snapshot, config = inputs.snapshot, inputs.config
    return _context(
        standings(snapshot.goals, snapshot.today),
        goal_map.of_goals(inputs),
        experiments.of_goals(snapshot, config),
        course.since(snapshot, config),
        discreet.hidden(snapshot.contacts),
        snapshot.private,
    )


class _Known(NamedTuple):
    """What is known of the goals, each by path."""

    standings: Mapping[str, GoalStanding]
    maps: Mapping[str, tuple[Part, ...]]
    experiments: Mapping[str, Experiment]
    hidden: frozenset[str]
    """Names that are said to nobody."""
    private: frozenset[str]
    """Paths of notes: those of people are named nowhere."""


@memo.of_equal
def _context(
    standings: Sequence[GoalStanding],
    maps: Mapping[str, tuple[Part, ...]],
    experiments: Mapping[str, Experiment],
    since: Part | None,
    hidden: frozenset[str],
    private: frozenset[str],
) -> dict[str, Any] | None:
    found = in_order(standings)
    if not found:
        return None
    known = _Known({one.goal.path: one for one in standings}, maps, experiments, hidden, private)
    active = [one for one in found if one.status == "active"]
    shown = active[:LONGEST]
    return {
        "look": tuple(_look(one) for one in shown if needs_a_look(one)),
        "coming": _coming(shown, known),
        "wholes": tuple(
            {**_full(whole, known), "below": tuple(_full(part, known, whole) for part in parts)}
            for whole, parts in in_trees(shown)
        ),
        "since": since,
        "more": count(active[LONGEST:], (Source(one.goal.path, 1) for one in active[LONGEST:])),
        **{
            status: _others([one for one in found if one.status == status], hidden)
            for status in ("paused", "done", "dropped")
        },
    }


def in_order(found: Iterable[GoalStanding]) -> list[GoalStanding]:
    """Sort goals by the day they are to be reached, those without one last, then by name."""
    return sorted(found, key=_order)


def _order(one: GoalStanding) -> tuple[date, str, str]:
    return one.due.value if one.due else date.max, one.goal.name, one.goal.path


def in_trees(found: Sequence[GoalStanding]) -> list[tuple[GoalStanding, tuple[GoalStanding, ...]]]:
    """Put goals below those that they are a part of, by however many steps: each whole, with its parts.

    What is to be reached first comes first, of the wholes as of their parts; a whole comes with the first of its
    parts. Of goals that are parts of each other the first stands for the whole.
    """
    at = {one.goal.path: one for one in found}
    parts: dict[str, list[GoalStanding]] = {}
    tops = []
    for one in in_order(found):
        above = next((parent.path for parent in one.parents if parent.path in at), "")
        parts.setdefault(above, []).append(one)
        if not above:
            tops.append(one)
    seen = set[str]()
    trees = [
        (top, tuple(_below(top, parts, seen)))
        for top in (*tops, *in_order(found))
        if top.goal.path not in seen
    ]
    return sorted(trees, key=lambda tree: min(map(_order, (tree[0], *tree[1]))))


def _below(
    one: GoalStanding, parts: Mapping[str, Sequence[GoalStanding]], seen: set[str]
) -> Iterator[GoalStanding]:
    """Yield the parts of a goal, each followed by its own."""
    waiting = [one]
    while waiting:
        part = waiting.pop()
        if part.goal.path not in seen:
            seen.add(part.goal.path)
            if part is not one:
                yield part
            waiting += reversed(parts.get(part.goal.path, ()))


def is_behind(one: GoalStanding) -> bool:
    """Tell whether a goal needs more than goes on now: behind its pace, or past its day."""
    return one.behind > 0 or one.overdue


def needs_a_look(one: GoalStanding) -> bool:
    """Tell whether an active goal needs a look: it is behind, rests, or its review is due."""
    return is_behind(one) or one.stalled or (one.review is not None and one.review.is_due)


def brief(one: GoalStanding, hidden: Collection[str]) -> Part:
    """Give a goal in short: what is counted, how it stands, and what comes next; ``hidden`` are names."""
    is_on_time = one.expected is not None and not (is_behind(one) or one.stalled or _is_late(one))
    return {
        **note(one.goal.path),
        "count": one.count,
        "target": Sourced(whole(one.target.value), one.target.sources) if one.target else None,
        **units(one),
        "due": one.due,
        "behind": Sourced(one.behind, _pace(one)) if one.behind else None,
        "on_time": Sourced(True, _pace(one)) if is_on_time else None,
        "overdue": one.due if one.overdue else None,
        "reached": _reached(one),
        "next_plan": _plan(one.goal.planned[0]) if one.goal.planned else None,
        "next_step": _step(one, one.next_step, hidden) if one.next_step else None,
    }


def units(one: GoalStanding) -> Part:
    """Name what is counted: one ``unit``, and several ``units``."""
    unit, there = _UNITS.get(one.measure, one.measure.replace("-", " ")), (one.goal.source("measure"),)
    return {"unit": Sourced(unit, there), "units": Sourced(_many(one.measure, unit), there)}


def _many(measure: str, unit: str) -> str:
    """Name several of what is counted; the owner's own words stay as they are: *happiness* has no more than one."""
    return f"{unit}s" if measure in _UNITS or measure in kinds.KINDS else unit


def _is_late(one: GoalStanding) -> bool:
    """Tell whether the day of the next step has passed."""
    due = dates.parse_day(one.next_step.due) if one.next_step else None
    return due is not None and due < one.today


def review(one: GoalStanding) -> Part | None:
    """Give when a goal is to be looked at ``next``, or when that ``was``, or that it ``never`` was yet."""
    if one.review is None:
        return None
    every, since, due, is_due = one.review
    return {
        "every": Sourced(cadence.say_every(every.value), every.sources),
        "last": since,
        "next": None if is_due else due,
        "was": due if is_due else None,
        "never": None if due else Sourced(True, every.sources),
    }


# --- one goal in full ------------------------------------------------------------------------------


def _full(one: GoalStanding, known: _Known, whole: GoalStanding | None = None) -> Part:
    """Give all there is to say of a goal; ``whole`` is the one below which it stands on the page."""
    goal = one.goal
    open_steps = [task for task in goal.milestones if task.status not in DONE | CANCELLED]
    done = [task for task in goal.milestones if task.status in DONE]
    by_day = sorted(done, key=lambda task: (task.done, task.line))
    earlier, latest = by_day[:-STEPS_DONE], by_day[-STEPS_DONE:]
    above = one.parents[0] if one.parents else None
    return {
        **brief(one, known.hidden),
        "horizon": _horizon(goal),
        "part_of": note(above.path) if above and (whole is None or above.path != whole.goal.path) else None,
        **_parts([known.standings[child.path] for child in one.children], known.hidden),
        "plans": tuple(_if_then(goal, line) for line in goal_words.plans(goal, known.hidden)),
        "review": review(one),
        "map": known.maps.get(goal.path, ()),
        "experiment": course.experiment(known.experiments[goal.path])
        if goal.path in known.experiments
        else None,
        "history": course.history(goal, one.today, known.hidden),
        "helped": _helped(one, known.private),
        "planned": tuple(_plan(trace, (), known.private) for trace in goal.planned[:PLANNED]),
        "steps_done": tuple(_step(one, task, known.hidden) for task in latest),
        "more_done": count(earlier, (line_of(goal, task) for task in earlier)),
        "steps": listed(
            open_steps,
            lambda task: _step(one, task, known.hidden),
            lambda task: line_of(goal, task),
            LONGEST,
        ),
        "at_risk": Sourced(True, _pace(one)) if one.at_risk else None,
        "stalled": _stalled(one),
    }


def _look(one: GoalStanding) -> Part:
    return {
        **note(one.goal.path),
        "behind": Sourced(one.behind, _pace(one)) if one.behind else None,
        "overdue": one.due if one.overdue else None,
        "stalled": _stalled(one),
        "review": review(one),
    }


def _coming(found: Iterable[GoalStanding], known: _Known) -> Part:
    """Give what the next days bring for some goals, day by day: what is planned, and steps that fall due."""
    entries = sorted(
        (entry for one in found for entry in _ahead(one, known)), key=lambda entry: entry["day"].value
    )
    return listed(entries, lambda entry: entry, lambda entry: entry["day"].sources[0], COMING)


def _ahead(one: GoalStanding, known: _Known) -> Iterator[Part]:
    """Yield what comes within a week: of several people in one note once."""
    last, whose = dates.later(one.today, WEEK), note(one.goal.path)
    together: dict[tuple[str, str], list[Trace]] = {}
    for trace in one.goal.planned:
        together.setdefault((trace.day, trace.path), []).append(trace)
    for traces in together.values():
        plan = _plan(traces[0], traces[::-1], known.private)
        if plan["day"].value <= last:
            yield {"day": plan["day"], "plan": plan, "step": None, "goal": whose}
    for task in one.goal.milestones:
        due = dates.parse_day(task.due)
        if due and one.today <= due <= last and task.status not in DONE | CANCELLED:
            step = _step(one, task, known.hidden)
            yield {"day": step["due"], "plan": None, "step": step["text"], "goal": whose}


def _horizon(goal: Goal) -> Sourced[str] | None:
    told = fields.first(goal.fields, "horizon")
    return Sourced(str(told.value), (goal.source("horizon"),)) if told else None


def _parts(found: Iterable[GoalStanding], hidden: Collection[str]) -> Part:
    """Give the parts of a goal, those that are still to be reached first, without the dropped ones."""
    kept = [one for one in in_order(found) if one.status != "dropped"]
    reached = [one for one in kept if is_reached(one)]
    shown = sorted(kept, key=is_reached)
    return {
        "parts": listed(
            shown,
            lambda one: _part(one, hidden),
            lambda one: Source(one.goal.path, 1, one.goal.name),
            LONGEST,
        ),
        "parts_reached": count(reached, (one.goal.source("status") for one in reached)),
    }


def _part(one: GoalStanding, hidden: Collection[str]) -> Part:
    return {
        **brief(one, hidden),
        "stalled": _stalled(one),
        "paused": Sourced(True, (one.goal.source("status"),)) if one.status == "paused" else None,
    }


def _if_then(goal: Goal, line: GoalLine) -> Part:
    there = (line.source(goal.path),)
    return {"when": Sourced(line.text, there), "then": Sourced(line.then, there)}


def _helped(one: GoalStanding, private: Collection[str]) -> Part:
    """Give the latest times in touch that count, newest first; several people in one note are one."""
    together: dict[tuple[str, str], list[Trace]] = {}
    for trace in reversed(one.goal.helped):
        if counts(trace, one.measure):
            together.setdefault((trace.day, trace.path), []).append(trace)
    return listed(
        list(together.values()),
        lambda traces: _plan(traces[0], traces, private),
        lambda traces: traces[0].source,
        HELPED,
    )


def _plan(trace: Trace, together: Sequence[Trace] = (), private: Collection[str] = ()) -> Part:
    """Give a time in touch, or one ahead; ``unsaid`` is whether somebody is there who is not named."""
    there = (trace.source,)
    people = dict.fromkeys(one.contact for one in reversed(together or [trace]))
    named = [path for path in people if path not in private]
    return {
        "day": Sourced(date.fromisoformat(trace.day), there),
        "kind": Sourced(kind(trace), there),
        "path": Sourced(trace.path, there),
        "people": tuple(map(note, named)),
        "unsaid": Sourced(True, there) if len(named) < len(people) else None,
    }


def _step(one: GoalStanding, task: Task, hidden: Collection[str]) -> Part:
    """Give a step; ``late`` is its day if that has passed and the step is open."""
    path, day, done = one.goal.path, dates.parse_day(task.due), dates.parse_day(task.done)
    due = Sourced(day, (Source(path, task.line, task.due),)) if day else None
    return {
        "text": Sourced(goal_words.step(task, hidden), (line_of(one.goal, task),)),
        "due": due,
        "late": due if day and day < one.today and task.status not in DONE | CANCELLED else None,
        "done": Sourced(done, (Source(path, task.line, task.done),)) if done else None,
    }


def _stalled(one: GoalStanding) -> Sourced[date] | None:
    """Give the day since which nothing has moved."""
    if not one.stalled:
        return None
    return one.moved or one.start


def _others(found: Sequence[GoalStanding], hidden: Collection[str]) -> Part:
    return listed(
        found,
        lambda one: {**brief(one, hidden), "because": goal_words.because(one, hidden)},
        lambda one: one.goal.source("status"),
        LONGEST,
    )


# --- where it stands -------------------------------------------------------------------------------


def _reached(one: GoalStanding) -> Sourced[bool] | None:
    if not is_reached(one):
        return None
    return Sourced(True, (one.goal.source("status"),) if one.status == "done" else _pace(one))


def _pace(one: GoalStanding) -> tuple[Source, ...]:
    """Give the lines that a judgement of a goal's pace rests on."""
    parts = (one.count, one.target, one.start, one.due)
    return tuple(dict.fromkeys(source for part in parts if part for source in part.sources))
