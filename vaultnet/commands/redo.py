"""``vaultnet redo``: do again what was taken back."""

from __future__ import annotations

import click

from vaultnet import acting, journal
from vaultnet.commands.history import act_on
from vaultnet.session import Session


@click.command("redo")
@acting.options
@click.pass_obj
def command(session: Session, dry_run: bool, as_json: bool) -> None:
    """Do again what was taken back last, unless something else was done since."""
    act_on(session, "redo", journal.redo, journal.to_redo, dry_run=dry_run, as_json=as_json)
