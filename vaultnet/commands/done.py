"""``vaultnet done WORDS``: tick a task in the note where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import click

from vaultnet import acting, when
from vaultnet.acting import Act
from vaultnet.dates import say_day
from vaultnet.lookup import Named, look_up
from vaultnet.planners import finish_tasks
from vaultnet.planners.finish_tasks import OpenTask
from vaultnet.portable import is_utf8
from vaultnet.session import Failure, Session, complete_names
from vaultnet.terminal import clean

_PLACE = re.compile(r"(.+):([0-9]{1,9})")
_SHOWN = 10


@click.command("done")
@click.argument("words", nargs=-1, required=True, metavar="TASK...", shell_complete=complete_names)
@click.option("--date", "-d", "day", default="", metavar="DAY",
              help="When: yesterday, friday, 3 days ago, 2026-11-19. By default today.")  # fmt: skip
@acting.options
@click.pass_obj
def command(session: Session, words: tuple[str, ...], day: str, dry_run: bool, as_json: bool) -> None:
    """Tick a task in the note where it stands.

    For example: vaultnet done send the deck. TASK is words of the task, the name of the contact whom it concerns,
    or where it stands: path:line. A recurring task comes round again by its rule, on a line above.
    """
    wanted = " ".join(words).strip()
    if not is_utf8(wanted):
        raise click.UsageError("The words of the task are not written in UTF-8.")
    with acting.acting(session, dry_run=dry_run) as act:
        on = _day(day, act.facts.today)
        task = _find(act, wanted)
        planned = finish_tasks.plan(act.read, task, on)
        again, ahead = False, ""
        if planned.changes:
            again, ahead = finish_tasks.next_day(planned.changes[0], task.line)
        data = {
            "task": {"path": task.path, "line": task.line + again, "text": "" if task.hidden else task.text},
            "day": on.isoformat(),
            "next": {"path": task.path, "line": task.line, "day": ahead or None} if again else None,
        }
        say = _sentence(task, on, act.facts.today, again, ahead)
        act.perform(planned, dry_run=dry_run, as_json=as_json, say=say, data=data)


def _day(text: str, today: date) -> date:
    day = when.parse_when(text, today, ahead=False) if text else today
    if day is None:
        raise click.UsageError(f"--date: {clean(when.complaint(text, today, ahead=False))}")
    if day > today:
        raise Failure(f"{say_day(day, today)} is still to come, so nothing was done on it.")
    return day


def _sentence(task: OpenTask, day: date, today: date, again: bool, ahead: str) -> str:
    what = f"“{task.said}”" if task.said else "a task"
    on = "" if day == today else f" as done on {say_day(day, today)}"
    said = f"Ticked {what}{on}, {task.path}:{task.line + again}."
    if not again:
        return said
    return (
        f"{said} Its next time is {say_day(date.fromisoformat(ahead), today)}."
        if ahead
        else f"{said} It comes round again."
    )


# --- which task ------------------------------------------------------------------------------------


def _find(act: Act, wanted: str) -> OpenTask:
    tasks = finish_tasks.open_tasks(act.facts)
    place = _PLACE.fullmatch(wanted)
    path = _path(act, place[1]) if place else ""
    if place and path:
        line = int(place[2])
        known = (one for one in tasks if (one.path, one.line) == (path, line))
        return next(known, OpenTask(path, line, ""))
    found = finish_tasks.search(act.facts, tasks, wanted)
    if not found:
        raise _nothing(act, wanted)
    return found[0] if len(found) == 1 else _one_of(act, wanted, found)


def _nothing(act: Act, wanted: str) -> Failure:
    entries = (act.facts.names.at(path) for path in act.facts.names)
    contacts = (Named(one.path, one.type, one.aliases) for one in entries if one and one.type == "contact")
    contact = look_up(wanted, contacts).note
    if contact:
        return Failure(f"No open task concerns {clean(contact.name)}.")
    return Failure(
        f"No open task holds “{clean(wanted)}”.",
        "It is found by words that stand in it, by the name of the contact whom it concerns, or by path:line.",
    )


def _path(act: Act, written: str) -> str:
    """Return the path of the note that a place names; ``""`` if the words only look like a place."""
    for path in (written, f"{written}.md"):
        if act.facts.names.at(path):
            return path
    return act.find(written).path if written.casefold().endswith(".md") else ""


def _one_of(act: Act, wanted: str, found: Sequence[OpenTask]) -> OpenTask:
    """Ask which task is meant; without anybody to ask, say which there are. Raises `Failure`."""
    if not acting.asks():
        rows = "\n".join(f"  {_row(one)}" for one in found[:_SHOWN])
        raise Failure(
            f"“{clean(wanted)}” could be any of {len(found)} open tasks. Say which:", rows + _more(found)
        )
    click.echo(f"“{clean(wanted)}” could be:", err=True)
    shown = found[:_SHOWN]
    for number, one in enumerate(shown, 1):
        click.echo(f"  {number}  {_row(one)}", err=True)
    if len(found) > _SHOWN:
        click.echo(_more(found).strip("\n"), err=True)
    numbers = click.Choice(["", *map(str, range(1, len(shown) + 1))])
    question = "Which one? Its number, or Enter for none"
    said = act.ask(
        lambda: click.prompt(question, "", show_default=False, show_choices=False, type=numbers, err=True)
    )
    if not said:
        raise Failure("Nothing was ticked.")
    return shown[int(said) - 1]


def _row(task: OpenTask) -> str:
    due = f", due {task.due}" if task.due else ""
    return clean(f"{task.place}  {task.said}{due}".rstrip())


def _more(found: Sequence[OpenTask]) -> str:
    rest = len(found) - _SHOWN
    return f"\n  … and {rest} more: say more of its words." if rest > 0 else ""
