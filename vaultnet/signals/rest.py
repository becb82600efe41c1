"""Who is to be left alone today: no signal suggests to reach out to them."""

from __future__ import annotations

from datetime import date

from vaultnet import fields, memo
from vaultnet.cadence import REST_AFTER_SKIP, after, has_ended
from vaultnet.network import Summary


@memo.of_each
def at_rest(contact: Summary, today: date) -> bool:
    """Tell whether a contact has ended, is paused or put off, or was skipped a short while ago."""
    if has_ended(contact, today) or fields.is_set(contact.fields, "paused"):
        return True
    skipped = fields.day_of(contact.fields, "skipped")
    until = [fields.day_of(contact.fields, "paused"), fields.day_of(contact.fields, "snooze")]
    until.append(after(skipped, REST_AFTER_SKIP) if skipped else None)
    return any(day is not None and day > today for day in until)
