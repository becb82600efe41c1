"""Dashboards of the user's own: a template in the vault is one, and gets all there is to know."""

from __future__ import annotations

from typing import Any

from vaultnet import discreet
from vaultnet.dashboards import ahead, today
from vaultnet.dashboards.goals import brief, in_order
from vaultnet.dashboards.leaves import note, promise
from vaultnet.dashboards.people import person
from vaultnet.goals import standings
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced
from vaultnet.network import Summary
from vaultnet.signals.promises import one_a_line


def context(inputs: Inputs) -> dict[str, Any]:
    """Make the context of a template of the user's own; docs/templates.md describes it."""
    snapshot, config = inputs.snapshot, inputs.config
    hidden = discreet.hidden(snapshot.contacts)
    contacts = {contact.path: contact for contact in snapshot.contacts}
    return {
        "people": tuple(
            {**person(contact, snapshot, config), "fields": _fields(contact)} for contact in snapshot.contacts
        ),
        "follow_ups": tuple({**note(one.contact), **today.reason(one)} for one in inputs.follow_ups),
        "promises": tuple(
            {
                **promise(told, contacts.get(told.contact), snapshot),
                "theirs": Sourced(told.theirs, (Source(told.path, told.line, told.text),)),
            }
            for told in one_a_line(snapshot.promises)
        ),
        "week": ahead.week(snapshot, config),
        "goals": tuple(brief(one, hidden) for one in in_order(standings(snapshot.goals, snapshot.today))),
    }


def _fields(contact: Summary) -> dict[str, tuple[Sourced[Any], ...]]:
    """Give all values of a contact's fields, by the field's name."""
    return {
        name: tuple(Sourced(value.value, (value.source(contact.path),)) for value in values)
        for name, values in contact.fields.items()
    }
