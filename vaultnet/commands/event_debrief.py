"""``vaultnet event debrief``: take down whom you met at an event, from the rough lines in its note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from vaultnet import acting, debriefs, events
from vaultnet.acting import Act
from vaultnet.dates import say_day
from vaultnet.debrief import EXAMPLE
from vaultnet.links import fold
from vaultnet.planners import debrief
from vaultnet.planners.debrief import Plan
from vaultnet.session import Failure, Session, choose, complete_words, find_note
from vaultnet.terminal import Page, Piece, clean, count

if TYPE_CHECKING:
    from vaultnet.lookup import Named
    from vaultnet.operation import Refusal

_SHOWN = 20


@click.command("debrief")
@click.argument("event", nargs=-1, shell_complete=complete_words("event"))
@click.option("--yes", "-y", is_flag=True, help="Don't ask.")
@acting.options
@click.pass_obj
def command(session: Session, event: tuple[str, ...], yes: bool, dry_run: bool, as_json: bool) -> None:
    """Take down whom you met, from the lines under “## Met” in an event's note.

    Who is new gets a note, who was met a link there, and what you promised becomes a task. Without EVENT it is the
    latest one with lines that are not taken down. A line that can't be read stays as it is, and is named. What is
    to be done is shown first, and vaultnet undo takes it back.
    """
    from vaultnet import starting

    with acting.acting(session, dry_run=dry_run) as act:
        path = _named(act, " ".join(event)) if event else _latest(act)
        found = debrief.plan(act.facts, act.read, starting.contacts(act.facts), path)
        if not found.operation.changes and found.refused and not found.people:
            raise acting.refusal(replace(found.operation, refused=found.refused))
        if yes and not as_json and not dry_run and found.operation.changes:
            _at_once(act, found)
            return
        if not as_json and not dry_run:
            _show(found, act)
        if found.operation.changes and not dry_run and not yes:
            _ask(act, found)
        data = {
            "event": found.event,
            "people": [one._asdict() for one in found.people],
            "promises": found.promises,
            "refused": [one._asdict() for one in found.refused],
            "doubts": list(found.doubts),
        }
        act.perform(
            found.operation, dry_run=dry_run, as_json=as_json, say=_said(found), why=found.idle, data=data
        )
        if dry_run and not as_json:
            _say_refused(found.refused, err=True)


def _at_once(act: Act, found: Plan) -> None:
    """Write first, and show it then: who reads no further than a few lines has it done all the same."""
    acting.carry_out(act.root, found.operation)
    _show(found, act)
    click.echo(clean(_said(found)))
    acting.name(found.operation.changes)


def _said(found: Plan) -> str:
    return f"Took {found.operation.what.removeprefix('take ')}."


def _named(act: Act, wanted: str) -> str:
    """Give the path of the event that a name means; parts of one will do. Raises `Failure`.

    Of several it is the one that has a debrief to be taken down.
    """

    def ask(said: str, found: Sequence[Named]) -> Named | None:
        meant = [one for one in found if fold(said) in fold(one.path)]
        waiting = {one.event.path for one in debriefs.offers(act.facts.snapshot) if one.lines}
        still = [one for one in meant if one.path in waiting]
        if len(still) == 1:
            return still[0]
        return act.ask(lambda: choose(said, found)) if acting.asks() else None

    return find_note(act.facts, wanted, ("event",), ask=ask, parts=True).path


def _latest(act: Act) -> str:
    """Give the latest event with lines to be taken down, or else with some that can't be. Raises `Failure`."""
    offers = debriefs.offers(act.facts.snapshot)
    found = next((one for one in offers if one.lines), next(iter(offers), None))
    if found is None:
        hint = "In the note of an event, write a line each under “## Met”: - Grace Hopper, Globex: on-call"
        raise Failure("There is nobody to take down: no event has such lines.", hint)
    return found.event.path


def _show(found: Plan, act: Act) -> None:
    """Show who is to be taken down, what was promised, and which lines stay as they are."""
    page = Page()
    if found.people:
        day = _days(found.event, act)
        page.line((clean(events.title(found.event)), "heading"), f", {day}" if day else "")
        rows: dict[str, tuple[Piece, Piece]] = {}
        for one in found.people:
            said = (
                f"new: {clean(one.path)}{f', {clean(one.work)}' if one.work else ''}"
                if one.new
                else "met there"
            )
            rows.setdefault(one.path, ((clean(one.name), "name"), said))
        page.rows(list(rows.values())[:_SHOWN])
        if len(rows) > _SHOWN:
            page.line(f"  … and {count(len(rows) - _SHOWN, 'more person', 'more people')}")
        if found.promises:
            page.line(f"What you promised becomes {count(found.promises, 'task')}.")
        for doubt in found.doubts:
            page.line(clean(doubt))
    _say_refused(found.refused)


def _days(path: str, act: Act) -> str:
    """Say when an event was: ``19 November``, ``19 November to 20 November``."""
    one = next((one for one in events.of(act.facts.snapshot.occasions) if one.path == path), None)
    if one is None or not one.start or not one.end:
        return ""
    days = dict.fromkeys(say_day(day.value, act.facts.today) for day in (one.start, one.end))
    return " to ".join(days)


def _say_refused(refused: Sequence[Refusal], *, err: bool = False) -> None:
    for one in refused[:_SHOWN]:
        hint = f" {clean(one.hint)}" if one.hint not in ("", EXAMPLE) else ""
        click.echo(f"{clean(one.path)}:{one.line} stays as it is. {clean(one.message)}{hint}", err=err)
    if len(refused) > _SHOWN:
        click.echo(f"… and {count(len(refused) - _SHOWN, 'more line')}", err=err)
    if any(one.hint == EXAMPLE for one in refused[:_SHOWN]):
        click.echo(EXAMPLE, err=err)


def _ask(act: Act, found: Plan) -> None:
    """Ask whether to go on. Raises `Failure` if not, or if there is nobody to ask."""
    if not acting.asks():
        hint = "To do it: vaultnet event debrief --yes"
        raise Failure("Nothing was taken down: there is nobody to ask.", hint)
    number = len({one.path for one in found.people})
    question = f"Take down {count(number, 'person', 'people')}?"
    if not act.ask(lambda: click.confirm(question, default=True, err=True)):
        raise Failure("Nothing was taken down.")
