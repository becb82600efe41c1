"""``vaultnet set NAME key=value``: set a property of a note."""

from __future__ import annotations

from functools import partial

import click

from vaultnet import acting
from vaultnet.acting import Act
from vaultnet.planners import property_edits
from vaultnet.planners.asked import Pair, parse_pair
from vaultnet.session import Failure, Session, complete_names
from vaultnet.terminal import clean


@click.command("set")
@click.argument(
    "arguments", nargs=-1, required=True, metavar="NAME KEY=VALUE...", shell_complete=complete_names
)
@click.option(
    "--new-key", is_flag=True, help="Set a property of your own, however like one of vaultnet's it looks."
)
@acting.options
@click.pass_obj
def command(
    session: Session, arguments: tuple[str, ...], new_key: bool, dry_run: bool, as_json: bool
) -> None:
    """Set properties of a note, and change nothing else in it.

    For example: vaultnet set Ada Lovelace tier=close email+=ada@example.com. To add to a list: key+=value; to
    take something out of it: key-=value; to remove a property: key=
    """
    name, pairs = parts(arguments)
    with acting.acting(session, dry_run=dry_run) as act:
        note = act.find(name)
        pairs = pairs if new_key else _without_slips(act, note.path, pairs)
        planned = property_edits.set_properties(act.facts, act.read, note.path, pairs)
        verb, _, rest = planned.what.partition(" ")
        say = f"{'Removed' if verb == 'remove' else 'Set'} {rest}."
        why = property_edits.nothing_to_set(note.path, pairs)
        act.perform(planned, dry_run=dry_run, as_json=as_json, say=say, why=why, data={"note": note.path})


def _without_slips(act: Act, path: str, pairs: list[Pair]) -> list[Pair]:
    """Ask about keys that look like slips of the pen. Raises `Failure` if nobody can say what is meant."""
    for key, near in property_edits.slips(act.facts, act.read, path, pairs).items():
        said = f"“{clean(key)}” is no property that vaultnet knows here"
        if not acting.asks():
            pair = next(pair for pair in pairs if pair.key == key)
            instead = clean(f"{near}{pair.sign}={pair.value}")
            raise Failure(f"{said}.", f"Did you mean {instead}? To write it as it is: --new-key")
        if act.ask(partial(click.confirm, f"{said}. Do you mean “{near}”?", default=False, err=True)):
            pairs = [pair._replace(key=near) if pair.key == key else pair for pair in pairs]
        elif not act.ask(partial(click.confirm, f"Set “{clean(key)}”, then?", default=False, err=True)):
            raise Failure("Nothing was set.")
    return pairs


def parts(
    arguments: tuple[str, ...], usage: str = "set NAME", example: str = "tier=close"
) -> tuple[str, list[Pair]]:
    """Tell the words of the name from the properties. Raises click.UsageError."""
    found = [parse_pair(one) for one in arguments]
    first = next((at for at, one in enumerate(found) if one), len(found))
    name, pairs = " ".join(arguments[:first]).strip(), found[first:]
    command = usage.partition(" ")[0]
    if not name:
        raise click.UsageError(f"Whose? vaultnet {usage} KEY=VALUE")
    if not pairs:
        shown = clean(name)
        raise click.UsageError(f"What of {shown}? For example: vaultnet {command} {shown} {example}")
    wrong = [argument for argument, one in zip(arguments[first:], pairs, strict=True) if one is None]
    if wrong:
        hint = 'Put a value of several words in quotes: KEY="two words"'
        raise click.UsageError(f"“{clean(wrong[0])}” is not KEY=VALUE. {hint}")
    return name, [one for one in pairs if one]
