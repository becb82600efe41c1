"""``vaultnet track NAME HOW-OFTEN``: say how often to be in touch with a contact."""

from __future__ import annotations

from collections.abc import Iterable

import click

from vaultnet import acting
from vaultnet.cadence import say_every
from vaultnet.dates import parse_span
from vaultnet.facts import Facts
from vaultnet.planners import property_edits
from vaultnet.planners.property_edits import Pace
from vaultnet.session import Session, complete_names
from vaultnet.terminal import clean, listing


@click.command("track")
@click.argument(
    "arguments", nargs=-1, required=True, metavar="NAME [HOW-OFTEN]", shell_complete=complete_names
)
@click.option("--off", is_flag=True, help="Remove their cadence; their tier, if they have one, counts again.")
@acting.options
@click.pass_obj
def command(session: Session, arguments: tuple[str, ...], off: bool, dry_run: bool, as_json: bool) -> None:
    """Say how often to be in touch with a contact.

    For example: vaultnet track Ada Lovelace every 6 weeks. HOW-OFTEN is a span or a tier: 6w, 45d, monthly, close.
    """
    with acting.acting(session, dry_run=dry_run) as act:
        name, pace = (" ".join(arguments), None) if off else _parts(arguments, act.facts.config.tiers)
        note = act.find(name, ("contact",))
        cadence = property_edits.cadence_of(act.read, note.path, act.facts)
        planned = property_edits.track(act.facts, act.read, note.path, pace)
        say = _said(note.name, pace, act.facts)
        act.perform(planned, dry_run=dry_run, as_json=as_json, say=say, data={"contact": note.path})
    if pace and pace.tier and cadence:
        click.echo(
            f"The cadence in the note ({clean(cadence)}) goes before the tier. To go by the tier: "
            f"vaultnet track {clean(note.name)} --off",
            err=True,
        )


def _said(name: str, pace: Pace | None, facts: Facts) -> str:
    if pace is None:
        return f"{clean(name)} has no cadence any more."
    days = facts.config.tiers.get(pace.tier) if pace.tier else parse_span(pace.cadence)
    as_tier = f", as {pace.tier}" if pace.tier else ""
    return (
        f"Keep in touch with {clean(name)} {say_every(days)}{as_tier}."
        if days
        else f"Tracking {clean(name)}."
    )


def _parts(arguments: tuple[str, ...], tiers: Iterable[str]) -> tuple[str, Pace]:
    """Tell the words of the name from those of the pace, which is as long as it can be."""
    words = " ".join(arguments).split()
    for first in range(1, len(words)):
        pace = property_edits.parse_pace(" ".join(words[first:]), tiers)
        if pace:
            return " ".join(words[:first]), pace
    raise click.UsageError(
        f"How often? Write a span, 6w or monthly, or a tier: {listing(list(tiers), 'or')}."
    )
