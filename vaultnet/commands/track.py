"""``vaultnet track NAME HOW-OFTEN``: say how often to be in touch with a contact."""

from __future__ import annotations

import click

from vaultnet import acting
from vaultnet.acting import Act
from vaultnet.cadence import say_every
from vaultnet.dates import parse_span
from vaultnet.facts import Facts
from vaultnet.filters import typed
from vaultnet.planners import property_edits
from vaultnet.planners.property_edits import Pace
from vaultnet.session import Session, complete_names
from vaultnet.terminal import clean, listing
from vaultnet.values import nearest


@click.command("track")
@click.argument(
    "arguments", nargs=-1, required=True, metavar="NAME [HOW-OFTEN]", shell_complete=complete_names
)
@click.option(
    "--off",
    is_flag=True,
    help="Remove their cadence, so that their tier counts again; or, without one, their tier.",
)
@acting.options
@click.pass_obj
def command(session: Session, arguments: tuple[str, ...], off: bool, dry_run: bool, as_json: bool) -> None:
    """Say how often to be in touch with a contact.

    For example: vaultnet track Ada Lovelace every 6 weeks. HOW-OFTEN is a span or a tier: 6w, 45d, monthly, close.
    """
    with acting.acting(session, dry_run=dry_run) as act:
        name, pace = (" ".join(arguments), None) if off else _parts(act, arguments)
        note = act.find(name, ("contact",))
        cadence, tier = (
            property_edits.paced_by(act.facts, act.read, note.path, one) for one in ("cadence", "tier")
        )
        planned = property_edits.track(act.facts, act.read, note.path, pace)
        say = _said(note.name, pace, act.facts) if pace else _untracked(note.name, tier if cadence else "")
        why = _already(note.name, pace)
        data = {"contact": note.path}
        act.perform(planned, dry_run=dry_run, as_json=as_json, say=say, why=why, data=data)
    if pace and pace.tier and cadence:
        click.echo(
            f"The cadence in the note ({clean(cadence)}) goes before the tier. To go by the tier: "
            f"vaultnet track {typed(note.name)} --off",
            err=True,
        )


def _untracked(name: str, tier: str) -> str:
    if tier:
        return f"{clean(name)} has no cadence any more; their tier, {clean(tier)}, counts again."
    return f"Nothing says any more how often to be in touch with {clean(name)}."


def _already(name: str, pace: Pace | None) -> str:
    if pace is None:
        return f"{clean(name)} has neither a cadence nor a tier."
    how = f"tier: {pace.tier}" if pace.tier else f"cadence: {pace.cadence}"
    return f"{clean(name)} has {how} already."


def _said(name: str, pace: Pace, facts: Facts) -> str:
    days = facts.config.tiers.get(pace.tier) if pace.tier else parse_span(pace.cadence)
    as_tier = f", as {pace.tier}" if pace.tier else ""
    return (
        f"Keep in touch with {clean(name)} {say_every(days)}{as_tier}."
        if days
        else f"Tracking {clean(name)}."
    )


def _parts(act: Act, arguments: tuple[str, ...]) -> tuple[str, Pace]:
    """Tell the words of the name from those of the pace, which is as long as it can be."""
    words, tiers = " ".join(arguments).split(), act.facts.config.tiers
    for first in range(1, len(words)):
        pace = property_edits.parse_pace(" ".join(words[first:]), tiers)
        if pace:
            return " ".join(words[:first]), pace
    name, rest = act.told_apart(" ".join(words), ("contact",))
    near = nearest(rest, (*tiers, "weekly", "monthly", "quarterly", "yearly")) if name and rest else ""
    if near:
        raise click.UsageError(f"“{clean(rest)}” is neither a span nor a tier. Did you mean {near}?")
    raise click.UsageError(
        f"How often? Write a span, 6w or monthly, or a tier: {listing(list(tiers), 'or')}."
    )
