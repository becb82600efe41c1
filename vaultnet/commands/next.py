"""``vaultnet next``: the day's people one at a time, and one key for each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from vaultnet import cards, keys, prompting
from vaultnet.commands.one_by_one import Loop, Person, Work, as_json, options, read_note
from vaultnet.network import Summary
from vaultnet.session import Session, no_contacts
from vaultnet.signals.ranking import dealt_with, rank
from vaultnet.terminal import count

if TYPE_CHECKING:
    from vaultnet.cards import Card
    from vaultnet.facts import Facts
    from vaultnet.signals.ranking import Reach


@click.command("next")
@options
@click.pass_obj
def command(session: Session, most: int | None, json: bool) -> None:
    """Go through the people of the day: each with the reasons, the note, and what to say.

    One key logs that you were in touch, puts off or skips; ? says which. From a pipe each line is a key, and
    may go on with its words: l coffee, she moves to Lisbon
    """
    if json:
        with session.facts() as facts:
            click.echo(as_json("next", facts, _people(facts), most))
        return
    work = Work("next", _people, lambda _: keys.NEXT, _nobody, "That was everyone for today.")
    Loop(session, work, prompting.here(), most).run()


def _people(facts: Facts) -> list[Person]:
    reaches = rank(facts.follow_ups, facts.config, dealt_with(facts.snapshot, facts.dealt))
    contacts = {one.path: one for one in facts.snapshot.contacts}
    return [Person(one.contact, partial(_card, facts, one, contacts.get(one.contact))) for one in reaches]


def _card(facts: Facts, one: Reach, contact: Summary | None) -> Card:
    text, note = read_note(facts, one.contact)
    return cards.due(one, contact or Summary(one.contact, one.name), facts.snapshot, text, note)


def _nobody(facts: Facts) -> str:
    if not facts.snapshot.contacts:
        return f"Nobody is due, and there are no contacts yet. {no_contacts(facts.vault)}"
    dealt = dealt_with(facts.snapshot)
    return (
        f"You have dealt with {count(len(dealt), 'person', 'people')} today: that will do."
        if dealt
        else "Nobody is due today."
    )
