"""Congratulate: somebody has a new role, and has not heard from you since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultnet import fields, memo
from vaultnet.config import Config
from vaultnet.dates import say_day
from vaultnet.discreet import is_private
from vaultnet.filters import clip, words
from vaultnet.model import Source, note_name
from vaultnet.network import FollowUp, Snapshot, Summary
from vaultnet.signals.birthdays import is_known
from vaultnet.signals.hearing import has_heard
from vaultnet.signals.rest import at_rest

NEW = 60
"""Days for which a role is new enough to be congratulated on: a rule of thumb."""

_LENGTH = 80


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact whose role began within the last sixty days."""
    return (found for found in _of(snapshot.contacts, snapshot.today, config) if found)


@memo.of_all
def _of(contact: Summary, today: date, config: Config) -> FollowUp | None:
    since = fields.day_of(contact.fields, "role_since")
    if since is None or not 0 <= (today - since).days <= NEW or at_rest(contact, today):
        return None
    met = fields.day_of(contact.fields, "first_met")
    if has_heard(contact, since.isoformat()) or (met is not None and since <= met <= today):
        return None
    role, sources = say_role(contact)
    at, where = _company(contact) if role else ("", ())
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="congratulate",
        since=since,
        text=f"{f'{role}{at}' if role else 'a new role'} since {say_day(since, today)}",
        sources=(contact.source("role_since"), *sources, *where),
        weight=2 if is_known(contact, today, config) else 0.5,
        signal="new_roles",
    )


def say_role(contact: Summary) -> tuple[str, tuple[Source, ...]]:
    """Give a contact's role in plain words and the line that says it; ``""`` for none or a private contact."""
    role = contact.first("role")
    if role is None or is_private(contact):
        return "", ()
    return clip(words(str(role.value)), _LENGTH), (contact.source("role"),)


def _company(contact: Summary) -> tuple[str, tuple[Source, ...]]:
    company = contact.first("company")
    if company is None:
        return "", ()
    name = note_name(str(company.value)) if company.link else words(str(company.value))
    return f" at {clip(name, _LENGTH)}", (contact.source("company"),)
