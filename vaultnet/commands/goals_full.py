"""One goal in full for ``vaultnet goals GOAL``, and what it needs in short for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from vaultnet import cadence, course, goal_words
from vaultnet.dashboards.leaves import Part
from vaultnet.dates import parse_day, say_day
from vaultnet.filters import typed, words
from vaultnet.goal_words import Kept
from vaultnet.goals import CANCELLED, DONE, STEP, counts, is_reached
from vaultnet.model import Source, Task, note_name
from vaultnet.terminal import Page, Piece, clean, place

if TYPE_CHECKING:
    from vaultnet.goals import GoalStanding

NOBODY, PRIVATE = "nobody yet", "somebody you keep private"

_LATELY = 5
"""Times in touch that are shown; then a count."""

_Row: TypeAlias = tuple[Piece, ...]


def in_short(row: Part, today: date) -> tuple[str, str, str]:
    """Say a need, who has it, and what is next about it."""
    who = "; ".join(f"{_name(one)}, {_warmth(one, today)}" for one in row["people"])
    if row["others"]:
        who += f" and {row['others'].value} more"
    if row["unsaid"]:
        who += f"; and {PRIVATE}" if who else PRIVATE
    return clean(words(row["need"].value)), who or NOBODY, _then(row, today)


def _then(row: Part, today: date) -> str:
    if row["next"]:
        said = _next(row["next"], today)
        is_clear = len(row["people"]) == 1 and not row["unsaid"]
        return said if is_clear else f"{_name(row['next'])}: {said}"
    if row["candidates"]:
        first = row["candidates"][0]
        return ", ".join([_way(first), *(clean(one["why"].value) for one in first["reasons"][:1])])
    return ""


def show(
    page: Page,
    one: GoalStanding,
    at: Mapping[str, GoalStanding],
    rows: Collection[Part],
    kept: Kept,
) -> None:
    """Print what a goal needs, its steps, plans, parts, reviews and what became of it, each with its place.

    ``at`` gives how every goal stands, by path.
    """
    today = one.today
    needed: list[_Row] = [line for row in rows for line in _need(row, today)]
    if one.goal.path in kept.private:
        needed = [("is not said: the goal is private",)]
    _section(page, "What it needs", needed)
    for row in rows:
        if row["read_as"]:
            page.line(f"  “{clean(words(row['need'].value))}” is read as {row['read_as'].value}")
    _section(
        page,
        "Steps",
        [_step(one, task, kept.hidden) for task in one.goal.milestones if task.status not in CANCELLED],
    )
    _section(page, "Plans", list(_plans(one, kept.hidden)))
    _section(page, "Its parts", [_part(at[child.path], today) for child in one.children])
    _section(page, "Reviews", list(_review(one)))
    _section(page, "What was changed", list(_changed(one, kept.hidden)))
    _section(page, "What helped", list(_helped(one, kept.private)))


def _section(page: Page, heading: str, rows: list[_Row]) -> None:
    if rows:
        page.heading(heading)
        page.rows(rows)


# --- what it needs ---------------------------------------------------------------------------------


def _need(row: Part, today: date) -> Iterator[_Row]:
    """Give the lines of one need: who has it, or could lead to it, why, and where that stands."""
    lines = list(_need_lines(row, today))
    for number, (who, said, there) in enumerate(lines):
        need = clean(words(row["need"].value)) if number == 0 else ""
        yield (need, "name"), who, said, (place(there), "place") if there else ""


def _need_lines(row: Part, today: date) -> Iterator[tuple[str, str, Source | None]]:
    for one in row["people"]:
        yield _name(one), f"{_warmth(one, today)}: {clean(one['why'].value)}", one["why"].source
    if row["others"]:
        yield f"and {row['others'].value} more", "", None
    if row["unsaid"]:
        yield f"and {PRIVATE}" if row["people"] else PRIVATE, "", None
    if row["next"]:
        leaf = row["next"]["plan"]["day"] if row["next"]["plan"] else row["next"]["reason"]
        yield f"next: {_name(row['next'])}", _next(row["next"], today), leaf.source
    if row["read_as"]:
        yield NOBODY, "", row["read_as"].source
    for one in row["candidates"]:
        for number, reason in enumerate(one["reasons"]):
            yield _way(one) if number == 0 else "", clean(reason["why"].value), reason["why"].source


def _name(one: Part) -> str:
    return clean(one["name"].value)


def _warmth(one: Part, today: date) -> str:
    since = f" since {say_day(one['last'].value, today)}" if one["warmth"].value == "quiet" else ""
    return f"{one['warmth'].value}{since}"


def _next(one: Part, today: date) -> str:
    plan = one["plan"]
    return f"{plan['kind'].value} on {say_day(plan['day'].value, today)}" if plan else one["reason"].value


def _way(one: Part) -> str:
    return " → ".join(map(_name, (*([one["via"]] if one["via"] else []), *one["over"], one)))


# --- the rest --------------------------------------------------------------------------------------


def _step(one: GoalStanding, task: Task, hidden: Collection[str]) -> _Row:
    done, due = parse_day(task.done), parse_day(task.due)
    when = f"done on {say_day(done, one.today)}" if done else "done" if task.status in DONE else ""
    if due and not when:
        when = f"{'was for' if due < one.today else 'by'} {say_day(due, one.today)}"
    return (
        clean(words(goal_words.step(task, hidden))) or STEP,
        when,
        (place(Source(one.goal.path, task.line)), "place"),
    )


def _plans(one: GoalStanding, hidden: Collection[str]) -> Iterator[_Row]:
    for line in goal_words.plans(one.goal, hidden):
        said = f"when {clean(words(line.text))}, then {clean(words(line.then))}"
        yield said, (place(Source(one.goal.path, line.line)), "place")


def _part(one: GoalStanding, today: date) -> _Row:
    said = "reached" if is_reached(one) else "" if one.status == "active" else one.status
    if one.target and not is_reached(one):
        so_far = f"{one.count.value} of {one.target.value:g}"
        said = f"{so_far}, {said}" if said else f"{so_far}, {one.behind} behind" if one.behind else so_far
    until = f"until {say_day(one.due.value, today)}" if one.due else ""
    return clean(one.goal.name), said, until, (place(Source(one.goal.path, 1)), "place")


def _review(one: GoalStanding) -> Iterator[_Row]:
    if one.review is None:
        return
    every, since, due, is_due = one.review
    said = f"{cadence.say_every(every.value)}, "
    if due is None or since is None:
        said += "and none yet"
    elif is_due:
        said += f"it was due on {say_day(due.value, one.today)}"
    else:
        said += f"the next on {say_day(due.value, one.today)}"
    yield said, (place((since or every).source), "place")
    if is_due:
        yield f"Once you have looked at it: vaultnet set {typed(one.goal.name)} reviewed=today", ""


def _changed(one: GoalStanding, hidden: Collection[str]) -> Iterator[_Row]:
    for change in course.changes(one.goal):
        said = clean(course.told(change, one.today, hidden))
        yield say_day(change.day, one.today), said, (place(change.source), "place")


def _helped(one: GoalStanding, private: Collection[str]) -> Iterator[_Row]:
    """Yield the latest times in touch that count, newest first; one with somebody private without its place."""
    found = [trace for trace in reversed(one.goal.helped) if counts(trace, one.measure)]
    for trace in found[:_LATELY]:
        day = say_day(date.fromisoformat(trace.day), one.today)
        if trace.contact in private:
            yield day, PRIVATE, ""
        else:
            yield day, clean(note_name(trace.contact)), (place(trace.source), "place")
    if found[_LATELY:]:
        yield f"and {len(found) - _LATELY} more", "", ""
