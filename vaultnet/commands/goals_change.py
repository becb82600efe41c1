"""``vaultnet goals --change``: what was changed of the goals, who matters since, and who no longer does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vaultnet import jsonout
from vaultnet.dates import earlier, say_day
from vaultnet.model import Source
from vaultnet.terminal import Page, clean, count, place

if TYPE_CHECKING:
    from vaultnet.course import Change, Person, Turn, Turned
    from vaultnet.facts import Facts

THANKS = "Thank those who helped, and tell them what became of it."

_WHYS = 3
"""Things that are said of what somebody matters for; then a count."""


def show(facts: Facts, since: str, *, as_json: bool) -> None:
    """Print what has changed since a day, as it was typed; since 90 days ago if none was.

    Raises click.UsageError for what is no day, or one that is still to come.
    """
    from vaultnet import course, discreet

    hidden = discreet.hidden(facts.snapshot.contacts)
    first = _day(since, facts.today) if since else earlier(facts.today, course.SINCE)
    turn = course.turn(facts.snapshot, first, facts.config)
    if as_json:
        click.echo(jsonout.of_facts("goals", {"since": jsonout.day(first), **_json(turn, hidden)}, facts))
        return
    _print(turn, facts.today, hidden)


def _day(since: str, today: date) -> date:
    from vaultnet import when

    day = when.parse_when(since, today, ahead=False)
    if day is None:
        raise click.UsageError(f"--since: {clean(when.complaint(since, today, ahead=False))}")
    if day > today:
        raise click.UsageError(f"--since: {say_day(day, today)} is still to come.")
    return day


def _print(turn: Turn, today: date, hidden: Collection[str]) -> None:
    page = Page()
    first = say_day(turn.since, today)
    if not turn.goals:
        page.line(f"No goal was changed since {first}.")
        page.line('To change one, or let it go: vaultnet change "Lead a team" status=dropped --because WHY')
        return
    changed = [one for one in turn.goals if one.changes]
    begun = [one for one in turn.goals if not one.changes]
    for heading, goals in (("Changed", changed), ("Begun", begun)):
        if goals:
            if heading == "Begun" and changed:
                page.line("")
            page.line((f"{heading} since {first}", "heading"))
            for one in goals:
                _print_goal(page, one, today, hidden)
    _print_people(page, "Who matters for it now, and did not before", turn.now)
    _print_people(page, "Who mattered before, and no longer does", turn.gone)
    if any(map(_has_helped, turn.gone)):
        page.line(THANKS)
    if not (turn.now or turn.gone):
        page.line("")
        page.line("The same people matter as before.")


def _has_helped(one: Person) -> bool:
    """Tell whether somebody did help with what they mattered for, and not only could have."""
    return any(trace.contact == one.contact.path for matter in one.matters for trace in matter.goal.helped)


def _print_goal(page: Page, one: Turned, today: date, hidden: Collection[str]) -> None:
    from vaultnet import course

    page.line((clean(one.goal.name), "name"))
    for change in one.changes:
        said = f"{say_day(change.day, today)}: {clean(course.told(change, today, hidden))}"
        page.line(f"    {said}  ", (place(change.source), "place"))
    if one.began:
        begun = f"begun on {say_day(one.began.value, today)}"
        page.line(f"    {begun}  ", (place(one.began.sources[0]), "place"))


def _print_people(page: Page, title: str, found: Iterable[Person]) -> None:
    people = list(found)
    if not people:
        return
    page.heading(title)
    for one in people:
        page.line((clean(one.contact.name), "name"))
        for matter in one.matters[:_WHYS]:
            said = f"{clean(matter.goal.name)}: {clean(matter.why.value)}"
            page.line(f"    {said}  ", (place(matter.why.sources[-1]), "place"))
        if len(one.matters) > _WHYS:
            page.line(f"    and {count(len(one.matters) - _WHYS, 'more reason')}")


# --- for programs ----------------------------------------------------------------------------------


def _json(turn: Turn, hidden: Collection[str]) -> dict[str, Any]:
    return {
        "goals": [_goal(one, hidden) for one in turn.goals],
        "now": [_person(one) for one in turn.now],
        "gone": [_person(one) for one in turn.gone],
    }


def _goal(one: Turned, hidden: Collection[str]) -> dict[str, Any]:
    return {
        "path": one.goal.path,
        "name": one.goal.name,
        "began": jsonout.sourced(one.began),
        "changes": [_change(change, hidden) for change in one.changes],
    }


def _change(one: Change, hidden: Collection[str]) -> dict[str, Any]:
    """Shape what was changed together; what names somebody private is left out."""
    from vaultnet.discreet import names_any

    return {
        "day": jsonout.day(one.day),
        "changed": [
            {"property": each.field, "before": list(each.before), "after": list(each.after)}
            for each in one.changes
            if not names_any("\n".join((*each.before, *each.after)), hidden)
        ],
        "because": None if names_any(one.because, hidden) else one.because or None,
        "source": jsonout.source(one.source),
    }


def _person(one: Person) -> dict[str, Any]:
    return {
        "contact": one.contact.path,
        "name": one.contact.name,
        "matters": [
            {"goal": matter.goal.path, "why": matter.why.value, "sources": _sources(matter.why.sources)}
            for matter in one.matters
        ],
    }


def _sources(found: Iterable[Source]) -> list[dict[str, Any]]:
    return jsonout.sources(tuple(found))
