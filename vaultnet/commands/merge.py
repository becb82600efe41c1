"""``vaultnet merge OTHER KEPT``: make one note of two."""

from __future__ import annotations

import click

from vaultnet import acting
from vaultnet.planners import merging
from vaultnet.session import Failure, Session, complete_names
from vaultnet.terminal import clean, count


@click.command("merge")
@click.argument("other", shell_complete=complete_names)
@click.argument("kept", shell_complete=complete_names)
@click.option("--yes", "-y", is_flag=True, help="Do it without asking.")
@acting.options
@click.pass_obj
def command(session: Session, other: str, kept: str, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Make one note of two of a type: the first goes, the second stays.

    For example: vaultnet merge "Ada L" "Ada Lovelace". The kept note's values win, lists are united, and the text
    of the one that goes stands below its own. Every link follows. What would be done is shown first.
    """
    with acting.acting(session, dry_run=dry_run) as act:
        going, staying = act.find(other), act.find(kept)
        planned = merging.plan(act.facts, act.read, going.path, staying.path)
        if not (planned.operation.refused or dry_run or as_json):
            _show(planned)
        if not (planned.operation.refused or dry_run or yes):
            _confirm(act)
        act.perform(
            planned.operation,
            dry_run=dry_run,
            as_json=as_json,
            say="{} is {} now.".format(*merging.called(going.path, staying.path)),
            data={"plan": [clean(line) for line in planned.said]},
        )


def _show(planned: merging.Merge) -> None:
    """Say what would be done."""
    changes = planned.operation.changes
    for line in planned.said:
        click.echo(clean(line))
    links = len(changes) - 2
    also = f" Links in {count(links, 'other note')} follow." if links else ""
    click.echo(f"{clean(changes[-1].path)} goes.{also}")


def _confirm(act: acting.Act) -> None:
    if not acting.asks():
        raise Failure("Nothing was done: there is nobody here to ask.", "To do it without asking: --yes")
    if not act.ask(lambda: click.confirm("Make one note of the two?", err=True)):
        raise Failure("Nothing was done.")
