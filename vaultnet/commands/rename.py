"""``vaultnet rename NAME NEW-NAME``: rename a note, and every link to it."""

from __future__ import annotations

import click

from vaultnet import acting, newnote
from vaultnet.planners import renaming
from vaultnet.session import Session, complete_names
from vaultnet.terminal import clean, count


@click.command("rename")
@click.argument("name", shell_complete=complete_names)
@click.argument("new_name")
@click.option("--no-alias", is_flag=True, help="Don't keep the old name as an alias.")
@acting.options
@click.pass_obj
def command(session: Session, name: str, new_name: str, no_alias: bool, dry_run: bool, as_json: bool) -> None:
    """Rename a note: every link to it follows, and its old name stays as an alias.

    For example: vaultnet rename "Ada Lovelace" "Ada King". A new name with a slash in it is a path from the vault's
    root, so the note moves there; /NAME is the root itself. Dashboards follow with the next build.
    """
    with acting.acting(session, dry_run=dry_run) as act:
        note = act.find(name)
        wanted = newnote.unquoted(new_name)
        to = renaming.place(note.path, wanted)
        planned = renaming.plan(act.facts, act.read, note.path, wanted, alias=not no_alias)
        found = renaming.led_nowhere(act.facts, to) if not planned.refused else 0
        say = f"Renamed {note.name} to {to.removesuffix('.md')}."
        if found:
            there = f"{count(found, 'link')} that led nowhere"
            say += f" {there} {'leads' if found == 1 else 'lead'} there now."
        act.perform(
            planned,
            dry_run=dry_run,
            as_json=as_json,
            say=say,
            why=f"{clean(to)} is called so already.",
            data={"to": clean(to), "newly_found": found},
        )
