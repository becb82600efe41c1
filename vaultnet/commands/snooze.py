"""``vaultnet snooze NAME WHEN``: put a contact off."""

from __future__ import annotations

from datetime import date

import click

from vaultnet import acting, when
from vaultnet.acting import Act
from vaultnet.dates import say_day
from vaultnet.planners import property_edits
from vaultnet.session import Session, complete_names
from vaultnet.terminal import clean


@click.command("snooze")
@click.argument("arguments", nargs=-1, required=True, metavar="NAME [WHEN]", shell_complete=complete_names)
@click.option("--off", is_flag=True, help="Put them off no longer.")
@acting.options
@click.pass_obj
def command(session: Session, arguments: tuple[str, ...], off: bool, dry_run: bool, as_json: bool) -> None:
    """Put a contact off: nothing about them is due before the day.

    For example: vaultnet snooze Ada Lovelace 2w. WHEN is a span or a day: 2w, in 3 weeks, friday, 4 December,
    2026-12-04.
    """
    with acting.acting(session, dry_run=dry_run) as act:
        name, day = (" ".join(arguments), None) if off else _parts(act, arguments)
        note = act.find(name, ("contact",))
        planned = property_edits.snooze(act.facts, act.read, note.path, day)
        say = f"{clean(note.name)} is no longer put off."
        why = f"{clean(note.name)} is not put off."
        if day:
            until = say_day(day, act.facts.today)
            say = f"Put off {clean(note.name)} until {until}."
            why = f"{clean(note.name)} is put off until {until} already."
        data = {"contact": note.path, "snooze": day.isoformat() if day else None}
        act.perform(planned, dry_run=dry_run, as_json=as_json, say=say, why=why, data=data)


def _parts(act: Act, arguments: tuple[str, ...]) -> tuple[str, date]:
    """Tell the words of the name from those of the day, which is as long as it can be."""
    words, today = " ".join(arguments).split(), act.facts.today
    for first in range(1, len(words)):
        day = when.parse_when(" ".join(words[first:]), today, ahead=True)
        if day:
            return " ".join(words[:first]), day
    name, rest = act.told_apart(" ".join(words), ("contact",))
    if name and rest:
        raise click.UsageError(clean(when.complaint(rest, today, ahead=True)))
    raise click.UsageError(
        "Until when? Write a span or a day: 2w, in 3 weeks, friday, 4 December, 2026-12-04."
    )
