"""``vaultnet triage``: say of everyone who is not tracked how often to be in touch, with one key for each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from vaultnet import cards, keys, prompting
from vaultnet.commands.one_by_one import Loop, Person, Work, as_json, options, read_note
from vaultnet.dashboards import suggestions
from vaultnet.session import Session, no_contacts

if TYPE_CHECKING:
    from vaultnet.cards import Card
    from vaultnet.facts import Facts
    from vaultnet.network import Summary


@click.command("triage")
@options
@click.pass_obj
def command(session: Session, most: int | None, json: bool) -> None:
    """Go through the people of whom you have not said how often to be in touch, most talked to first.

    One key gives a tier, skips or pauses; ? says which. From a pipe each line is a key or a tier's name.
    """
    if json:
        with session.facts() as facts:
            click.echo(as_json("triage", facts, _people(facts), most, tiers=dict(facts.config.tiers)))
        return
    work = Work(
        "triage", _people, lambda facts: keys.triage(facts.config.tiers), _nobody, "That was everyone."
    )
    Loop(session, work, prompting.here(), most).run()


def _people(facts: Facts) -> list[Person]:
    return [Person(one.path, partial(_card, facts, one)) for one in suggestions.untracked(facts.snapshot)]


def _card(facts: Facts, contact: Summary) -> Card:
    return cards.untracked(contact, facts.snapshot, *read_note(facts, contact.path))


def _nobody(facts: Facts) -> str:
    if not facts.snapshot.contacts:
        return f"There is nobody to ask about, for there are no contacts yet. {no_contacts(facts.vault)}"
    return "You have said how often to be in touch with everyone, or let them rest."
