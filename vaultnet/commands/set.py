"""``vaultnet set NAME key=value``: set a property of a note."""

from __future__ import annotations

import click

from vaultnet import acting
from vaultnet.planners import property_edits
from vaultnet.planners.property_edits import Pair
from vaultnet.session import Session, complete_names
from vaultnet.terminal import clean


@click.command("set")
@click.argument(
    "arguments", nargs=-1, required=True, metavar="NAME KEY=VALUE...", shell_complete=complete_names
)
@acting.options
@click.pass_obj
def command(session: Session, arguments: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Set properties of a note, and change nothing else in it.

    For example: vaultnet set Ada Lovelace tier=close email+=ada@example.com. To add to a list: key+=value; to
    take something out of it: key-=value; to remove a property: key=
    """
    name, pairs = _parts(arguments)
    with acting.acting(session, dry_run=dry_run) as act:
        note = act.find(name)
        said = property_edits.near_misses(act.facts, act.read, note.path, pairs)
        planned = property_edits.set_properties(act.facts, act.read, note.path, pairs)
        verb, _, rest = planned.what.partition(" ")
        say = f"{'Removed' if verb == 'remove' else 'Set'} {rest}."
        act.perform(planned, dry_run=dry_run, as_json=as_json, say=say, data={"note": note.path})
    for sentence in said:
        click.echo(clean(sentence), err=True)


def _parts(arguments: tuple[str, ...]) -> tuple[str, list[Pair]]:
    """Tell the words of the name from the properties."""
    found = [property_edits.parse_pair(one) for one in arguments]
    first = next((at for at, one in enumerate(found) if one), len(found))
    name, pairs = " ".join(arguments[:first]).strip(), found[first:]
    if not name:
        raise click.UsageError("Whose? vaultnet set NAME KEY=VALUE")
    if not pairs:
        raise click.UsageError(f"What of {clean(name)}? For example: vaultnet set {clean(name)} tier=close")
    wrong = [argument for argument, one in zip(arguments[first:], pairs, strict=True) if one is None]
    if wrong:
        hint = 'Put a value of several words in quotes: KEY="two words"'
        raise click.UsageError(f"“{clean(wrong[0])}” is not KEY=VALUE. {hint}")
    return name, [one for one in pairs if one]
