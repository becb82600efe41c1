"""``vaultnet skip NAME``: pass over a contact this time."""

from __future__ import annotations

import click

from vaultnet import acting
from vaultnet.cadence import REST_AFTER_SKIP, after
from vaultnet.dates import say_day
from vaultnet.planners import property_edits
from vaultnet.session import Session, complete_names
from vaultnet.terminal import clean


@click.command("skip")
@click.argument("name", nargs=-1, required=True, shell_complete=complete_names)
@click.option("--off", is_flag=True, help="Let them rest no longer.")
@acting.options
@click.pass_obj
def command(session: Session, name: tuple[str, ...], off: bool, dry_run: bool, as_json: bool) -> None:
    """Pass over a contact this time: they rest for two weeks, then come round again.

    For example: vaultnet skip Ada Lovelace
    """
    with acting.acting(session, dry_run=dry_run) as act:
        note = act.find(" ".join(name), ("contact",))
        planned = property_edits.skip(act.facts, act.read, note.path, off=off)
        until = after(act.facts.today, REST_AFTER_SKIP)
        say = f"Skipped {clean(note.name)}, who rests until {say_day(until, act.facts.today)}."
        why = f"{clean(note.name)} was skipped today already."
        if off:
            say, why = f"{clean(note.name)} rests no longer.", f"{clean(note.name)} was not skipped."
        data = {"contact": note.path}
        act.perform(planned, dry_run=dry_run, as_json=as_json, say=say, why=why, data=data)
