"""``vaultnet goals [GOAL]``: how the goals stand, and one of them in full."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from vaultnet import discreet, goal_words, jsonout
from vaultnet.commands import goals_change, goals_json
from vaultnet.dates import say_day
from vaultnet.goal_words import Kept
from vaultnet.model import Source, note_name
from vaultnet.session import Session, complete_words, find_note, looks_back
from vaultnet.terminal import Page, Piece, clean, count, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.facts import Facts
    from vaultnet.goals import GoalStanding
    from vaultnet.hookspecs import Inputs
    from vaultnet.signals.experiments import Experiment


@click.command("goals")
@click.argument("name", metavar="[GOAL]", nargs=-1, shell_complete=complete_words("goal"))
@click.option("--all", "every", is_flag=True, help="Also those that are paused, done or dropped.")
@click.option(
    "--change", is_flag=True, help="What was changed of them, who matters since, and who no longer does."
)
@click.option("--since", default="", metavar="DAY", help="With --change: since when. By default 90 days ago.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: all of them.")
@looks_back
@click.pass_obj
def command(
    session: Session, name: tuple[str, ...], every: bool, change: bool, since: str, as_json: bool
) -> None:
    """Say how the goals stand: what is counted, the pace, who has what they need, and what comes next.

    With a GOAL, say all there is to say of it, with the lines.
    """
    if since and not change:
        raise click.UsageError("--since goes with --change: vaultnet goals --change --since 2026-09-01")
    if change and name:
        raise click.UsageError("--change tells of all goals. Of one: vaultnet goals GOAL")
    with session.facts() as facts:
        if change:
            goals_change.show(facts, since, as_json=as_json)
        elif name:
            _show_one(facts, find_note(facts, " ".join(name), ("goal",), parts=True).path, as_json)
        else:
            _show_all(facts, every, as_json)


def _show_all(facts: Facts, every: bool, as_json: bool) -> None:
    from vaultnet.dashboards import goal_map
    from vaultnet.dashboards.goals import in_order, in_trees
    from vaultnet.goals import standings
    from vaultnet.signals import experiments

    found = in_order(standings(facts.snapshot.goals, facts.today))
    rows = goal_map.of_goals(_inputs(facts))
    tries = experiments.of_goals(facts.snapshot, facts.config)
    kept = goal_words.kept(facts.snapshot)
    if as_json:
        at = {one.goal.path: one for one in found}
        goals = [
            goals_json.full(one, at, rows.get(one.goal.path, ()), tries.get(one.goal.path), kept.hidden)
            for one in found
        ]
        click.echo(jsonout.of_facts("goals", {"goals": goals}, facts))
        return
    page = Page()
    active = [one for one in found if one.status == "active"]
    shown = [one for whole, parts in in_trees(active) for one in (whole, *parts)]
    if every:
        shown += [one for one in found if one.status != "active"]
    for one in shown:
        print_goal(page, one, kept, rows.get(one.goal.path, ()), tries.get(one.goal.path))
    if not found:
        page.line('There are no goals yet. To set one: vaultnet new goal "Lead a team"')
    elif len(shown) < len(found):
        rest = count(len(found) - len(shown), "goal")
        page.line(f"And {rest} paused, done or dropped: vaultnet goals --all")


def _show_one(facts: Facts, path: str, as_json: bool) -> None:
    from vaultnet.commands import goals_full
    from vaultnet.dashboards import goal_map
    from vaultnet.goals import standings
    from vaultnet.signals import experiments

    at = {one.goal.path: one for one in standings(facts.snapshot.goals, facts.today)}
    one = at[path]
    rows = goal_map.of_goal(one.goal, _inputs(facts)) if one.status == "active" else ()
    to_try = experiments.of_goals(facts.snapshot, facts.config).get(path)
    kept = goal_words.kept(facts.snapshot)
    if as_json:
        data = {"goals": [goals_json.full(one, at, rows, to_try, kept.hidden)]}
        click.echo(jsonout.of_facts("goals", data, facts))
        return
    page = Page()
    print_goal(page, one, kept, to_try=to_try)
    goals_full.show(page, one, at, rows, kept)


def _inputs(facts: Facts) -> Inputs:
    from vaultnet.hookspecs import Inputs

    return Inputs(facts.snapshot, facts.follow_ups, facts.problems, facts.config, facts.note_types)


def print_goal(
    page: Page,
    one: GoalStanding,
    kept: Kept,
    rows: Sequence[Part] = (),
    to_try: Experiment | None = None,
) -> None:
    """Print a goal's lines: how it stands, what is wrong, what to try, what is next, where to read it; its map."""
    from vaultnet.commands import goals_full

    today = one.today
    page.line((clean(one.goal.name), "name"), " · ", ", ".join(_parts(one, today, kept.hidden)))
    for style, text in _warnings(one, today):
        page.line("    ", (text, style))
    if to_try:
        page.line("    to try: ", *_with_place(clean(to_try.text), to_try.sources[0]))
    if one.goal.planned:
        plan = one.goal.planned[0]
        is_kept = plan.contact in kept.private
        who = goals_full.PRIVATE if is_kept else clean(note_name(plan.contact))
        text = f"{plan.kind.replace('-', ' ')} with {who} on {say_day(date.fromisoformat(plan.day), today)}"
        page.line("    planned: ", *((text,) if is_kept else _with_place(text, plan.source)))
    next_step = one.next_step if one.status == "active" else None
    if next_step:
        there = Source(one.goal.path, next_step.line)
        page.line("    next: ", *_with_place(clean(goal_words.step(next_step, kept.hidden)), there))
    elif not one.goal.planned:
        page.line("    ", (place(Source(one.goal.path, 1)), "place"))
    _print_map(page, rows, today)


def _print_map(page: Page, rows: Sequence[Part], today: date) -> None:
    from vaultnet.commands import goals_full

    shown = [goals_full.in_short(row, today) for row in rows]
    table = [
        (f"  needs {need}" if at == 0 else f"        {need}", who, then)
        for at, (need, who, then) in enumerate(shown)
    ]
    if not table or page.fits(table):
        page.rows(table)
        return
    for need, who, then in shown:
        page.line(f"    needs {need}: {who}")
        if then:
            page.line(f"        next: {then}")


def _with_place(text: str, source: Source) -> tuple[Piece, Piece]:
    return f"{text}  ", (place(source), "place")


def _parts(one: GoalStanding, today: date, hidden: Collection[str]) -> list[str]:
    """Say how a goal stands, in parts of a sentence."""
    from vaultnet.dashboards.goals import brief

    said = brief(one, hidden)
    of = f"{one.count.value} of " if one.target else ""
    amount = int(one.target.value) if one.target else one.count.value
    parts = [] if one.status == "active" else [one.status]
    if one.status == "active" or amount:
        parts.append(of + count(amount, said["unit"].value, said["units"].value))
    if one.due:
        parts.append(f"until {say_day(one.due.value, today)}")
    if one.parents:
        parts.append(f"part of {clean(one.parents[0].name)}")
    because = goal_words.because(one, hidden)
    if because:
        is_said = because.value != discreet.UNSAID
        parts.append(f"because {clean(because.value)}" if is_said else discreet.UNSAID)
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
    if one.review and one.review.is_due:
        due = one.review.due
        said = f"its review was due on {say_day(due.value, today)}" if due else "it was never reviewed"
        found.append(("warning", said))
    return found
