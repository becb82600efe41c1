"""``vaultnet undo``: take back what a command did to the notes."""

from __future__ import annotations

import click

from vaultnet import acting, journal
from vaultnet.commands.history import act_on
from vaultnet.session import Number, Session


@click.command("undo")
@click.argument("number", required=False, type=Number("the history"))
@acting.options
@click.pass_obj
def command(session: Session, number: int | None, dry_run: bool, as_json: bool) -> None:
    """Take back the last thing that was done to the notes, or the one with this NUMBER in the history.

    The notes are then what they were, byte for byte. If one of them was changed since, nothing is done.
    """
    act_on(
        session,
        "undo",
        lambda root: journal.undo(root, number),
        lambda root: journal.to_undo(root, number),
        dry_run=dry_run,
        as_json=as_json,
    )
