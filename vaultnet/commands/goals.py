"""``vaultnet goals``: how the goals stand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vaultnet import jsonout
from vaultnet.commands import goals_change
from vaultnet.dates import say_day
from vaultnet.model import Source, Sourced, note_name
from vaultnet.session import Session, looks_back
from vaultnet.terminal import Page, Piece, clean, count, place

if TYPE_CHECKING:
    from vaultnet.goals import GoalStanding


@click.command("goals")
@click.option("--all", "every", is_flag=True, help="Also those that are paused, done or dropped.")
@click.option(
    "--change", is_flag=True, help="What was changed of them, who matters since, and who no longer does."
)
@click.option("--since", default="", metavar="DAY", help="With --change: since when. By default 90 days ago.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: all of them.")
@looks_back
@click.pass_obj
def command(session: Session, every: bool, change: bool, since: str, as_json: bool) -> None:
    """Say how the goals stand: what is counted, the pace, and what comes next."""
    from vaultnet.dashboards.goals import in_order
    from vaultnet.goals import standings

    if since and not change:
        raise click.UsageError("--since goes with --change: vaultnet goals --change --since 2026-09-01")
    with session.facts() as facts:
        if change:
            goals_change.show(facts, since, as_json=as_json)
            return
        found = in_order(standings(facts.snapshot.goals, facts.today))
        if as_json:
            data = {"goals": [goal_json(one) for one in found]}
            click.echo(jsonout.of_facts("goals", data, facts))
            return
        page = Page()
        shown = [one for one in found if every or one.status == "active"]
        for one in shown:
            print_goal(page, one, facts.today)
        if not found:
            page.line('There are no goals yet. To set one: vaultnet new goal "Lead a team"')
        elif len(shown) < len(found):
            rest = count(len(found) - len(shown), "goal")
            page.line(f"And {rest} paused, done or dropped: vaultnet goals --all")


def print_goal(page: Page, one: GoalStanding, today: date) -> None:
    """Print a goal's lines: how it stands, what is wrong, what is next, where to read it."""
    page.line((clean(one.goal.name), "name"), " · ", ", ".join(_parts(one, today)))
    for style, text in _warnings(one, today):
        page.line("    ", (text, style))
    if one.goal.planned:
        plan = one.goal.planned[0]
        who = clean(note_name(plan.contact))
        text = f"{plan.kind.replace('-', ' ')} with {who} on {say_day(date.fromisoformat(plan.day), today)}"
        page.line("    planned: ", *_with_place(text, plan.source))
    next_step = one.next_step if one.status == "active" else None
    if next_step:
        from vaultnet.goals import STEP

        there = Source(one.goal.path, next_step.line)
        page.line("    next: ", *_with_place(clean(next_step.text) or STEP, there))
    elif not one.goal.planned:
        page.line("    ", (place(Source(one.goal.path, 1)), "place"))


def _with_place(text: str, source: Source) -> tuple[Piece, Piece]:
    return f"{text}  ", (place(source), "place")


def _parts(one: GoalStanding, today: date) -> list[str]:
    """Say how a goal stands, in parts of a sentence."""
    from vaultnet.dashboards.goals import brief

    unit = str(brief(one)["unit"].value)
    of = f"{one.count.value} of " if one.target else ""
    amount = int(one.target.value) if one.target else one.count.value
    parts = [] if one.status == "active" else [one.status]
    if one.status == "active" or amount:
        parts.append(of + count(amount, unit))
    if one.due:
        parts.append(f"until {say_day(one.due.value, today)}")
    if one.because:
        parts.append(f"because {clean(one.because.value)}")
    return parts


def _warnings(one: GoalStanding, today: date) -> list[tuple[str, str]]:
    found = []
    if one.overdue and one.due:
        found.append(("error", f"its day has passed: {say_day(one.due.value, today)}"))
    elif one.behind:
        risk = ", at risk" if one.at_risk else ""
        found.append(("warning", f"{one.behind} behind its pace{risk}"))
    moved = one.moved or one.start
    if one.stalled and moved:
        found.append(("warning", f"nothing has moved since {say_day(moved.value, today)}"))
    return found


def goal_json(one: GoalStanding) -> dict[str, Any]:
    """Shape a goal's standing for programs; a number stands with the lines it comes from."""
    return {
        "path": one.goal.path,
        "name": one.goal.name,
        "status": one.status,
        "because": _sourced(one.because),
        "measure": one.measure,
        "count": _sourced(one.count),
        "target": _sourced(one.target),
        "progress": None if one.progress is None else round(one.progress, 4),
        "steps": one.steps,
        "steps_done": _sourced(one.steps_done),
        "next_step": {"text": one.next_step.text, "line": one.next_step.line} if one.next_step else None,
        "start": _sourced(one.start),
        "due": _sourced(one.due),
        "moved": _sourced(one.moved),
        "expected": one.expected,
        "behind": one.behind,
        "at_risk": one.at_risk,
        "stalled": one.stalled,
        "overdue": one.overdue,
        "part_of": one.parents[0].path if one.parents else None,
        "planned": [jsonout.trace(trace) for trace in one.goal.planned],
    }


def _sourced(value: Sourced[Any] | None) -> dict[str, Any] | None:
    if value is None:
        return None
    plain = value.value
    if isinstance(plain, date):
        plain = jsonout.day(plain)
    elif isinstance(plain, float) and plain.is_integer():
        plain = int(plain)
    return {"value": plain, "sources": jsonout.sources(value.sources)}
