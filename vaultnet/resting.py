"""Who is to be left alone for a while, and why: paused, put off, or skipped a short while ago. Pure."""

from __future__ import annotations

from datetime import date

from vaultnet import fields
from vaultnet.cadence import REST_AFTER_SKIP, after
from vaultnet.dates import say_day
from vaultnet.model import Sourced
from vaultnet.network import Summary


def why(contact: Summary, today: date) -> Sourced[str] | None:
    """Say why a contact is to be left alone today, as it is said of them; None if they are not."""
    if fields.is_set(contact.fields, "paused"):
        return Sourced("paused", (contact.source("paused"),))
    for key, said in (("paused", "paused"), ("snooze", "put off")):
        until = fields.day_of(contact.fields, key)
        if until is not None and until > today:
            return Sourced(f"{said} until {say_day(until, today)}", (contact.source(key),))
    skipped = fields.day_of(contact.fields, "skipped")
    if skipped is not None and after(skipped, REST_AFTER_SKIP) > today:
        return Sourced(f"skipped on {say_day(skipped, today)}", (contact.source("skipped"),))
    return None
