"""``vaultnet history``: what was done to the notes, when, and to which; and what undo and redo say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from vaultnet import acting, journal, jsonout, operation
from vaultnet.journal import Entry, Head
from vaultnet.session import Failure, Number, Session
from vaultnet.terminal import Page, clean, count

_NOTES = 3
"""Notes that are named of each; then a count."""


@click.command("history")
@click.option("-n", "most", default=20, show_default=True, type=Number("entries"), help="How many to show.")
@click.option("--diff", is_flag=True, help="Show what was changed, as a unified diff.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(session: Session, most: int, diff: bool, as_json: bool) -> None:
    """Show what vaultnet did to the notes, newest first. What you wrote yourself is not in it."""
    root = str(session.vault())
    entries, there = journal.history(root, most), journal.remembered(root)
    if as_json:
        with session.facts() as facts:
            data = {"entries": [as_data(entry) for entry in entries], "more": there - len(entries)}
            click.echo(jsonout.of_facts("history", data, facts))
        return
    if not entries:
        click.echo("Nothing was done to the notes yet.")
    page = Page()
    for entry in entries:
        undone = ", taken back" if entry.undone else ""
        page.line((f"{entry.number}", "name"), f"  {_moment(entry)}  {clean(entry.what)}{undone}")
        if diff:
            whole = journal.whole(entry)
            click.echo(operation.diff(whole.changes) if whole else "", nl=False)
        else:
            page.line((f"    {_notes(entry)}", "place"))
    if there > len(entries):
        click.echo(
            f"And {count(there - len(entries), 'more entry', 'more entries')}: vaultnet history -n {there}"
        )


def act_on(
    session: Session,
    verb: str,
    act: Callable[[str], Entry],
    look: Callable[[str], Entry],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take something back or do it again, or show what that would change."""
    with acting.alone(session, dry_run=dry_run) as root, acting.saying():
        try:
            entry = (look if dry_run else act)(root)
        except journal.Declined as error:
            raise Failure(str(error), error.hint) from error
    changes = operation.inverse(entry.changes) if verb == "undo" else entry.changes
    shown = operation.diff(changes) if dry_run else ""
    if as_json:
        with session.facts() as facts:
            data = {"dry_run": dry_run, **as_data(entry.head), "diff": shown}
            click.echo(jsonout.of_facts(verb, data, facts))
    elif dry_run:
        click.echo(shown, nl=False)
    else:
        click.echo(f"{'Took back' if verb == 'undo' else 'Did again'}: {clean(entry.what)}.")
        acting.name(changes)


def as_data(entry: Head) -> dict[str, Any]:
    """An entry for programs, without the notes' bytes."""
    return {
        "number": entry.number,
        "at": entry.at,
        "command": entry.command,
        "what": entry.what,
        "undone": entry.undone,
        "changes": [acting.change(one) for one in entry.changes],
    }


def _moment(entry: Head) -> str:
    """When it was, by the clock on the wall."""
    at = datetime.fromisoformat(entry.at).astimezone()
    return at.strftime("%Y-%m-%d %H:%M")


def _notes(entry: Head) -> str:
    paths = [clean(one.now) for one in entry.changes]
    more = f" and {len(paths) - _NOTES} more" if len(paths) > _NOTES else ""
    return ", ".join(paths[:_NOTES]) + more
