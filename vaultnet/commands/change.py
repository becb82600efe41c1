"""``vaultnet change GOAL key=value --because WHY``: change a goal, and keep what it was."""

from __future__ import annotations

from functools import partial

import click

from vaultnet import acting
from vaultnet.acting import Act
from vaultnet.commands.set import parts
from vaultnet.planners import course
from vaultnet.planners.property_edits import nothing_to_set
from vaultnet.session import Session, complete_one
from vaultnet.terminal import clean


@click.command("change")
@click.argument(
    "arguments", nargs=-1, required=True, metavar="GOAL KEY=VALUE...", shell_complete=complete_one("goal")
)
@click.option("--because", default="", metavar="WHY", help="Why; at a terminal it is asked for.")
@acting.options
@click.pass_obj
def command(session: Session, arguments: tuple[str, ...], because: str, dry_run: bool, as_json: bool) -> None:
    """Change a goal, or let it go, and keep in its note what it was, and why it was changed.

    For example: vaultnet change Lead a team status=dropped --because "I would rather write". To add to what it
    needs: needs+=mentor; to take something out of it: needs-=mentor; to remove a property: due=
    """
    name, pairs = parts(session, arguments, "change GOAL", ("goal",), '--because "…"')
    with acting.acting(session, dry_run=dry_run) as act:
        note = act.find(name, ("goal",))
        why = clean(because) or _asked(act, note.name)
        planned = course.change(act.facts, act.read, note.path, pairs, why)
        say = f"Changed {note.name}: {course.said(act.facts, planned)}." if planned.changes else ""
        nothing = nothing_to_set(note.path, pairs)
        data = {"goal": note.path, "because": why}
        act.perform(planned, dry_run=dry_run, as_json=as_json, say=say, why=nothing, data=data)


def _asked(act: Act, name: str) -> str:
    """Ask why, if there is somebody to ask; ``""`` where nobody says so."""
    if not acting.asks():
        return ""
    question = f"Why do you change {clean(name)}?"
    return clean(
        act.ask(partial(click.prompt, question, default="", show_default=False, prompt_suffix=" ", err=True))
    )
