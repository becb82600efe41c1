"""Who has heard of something already, or soon will, and how it is said."""

from __future__ import annotations

from datetime import date

from vaultnet import memo
from vaultnet.dates import earlier, later, say_day
from vaultnet.filters import clip, plural, words
from vaultnet.network import Summary
from vaultnet.signals.rest import at_rest

SOON = 30
"""Days within which a plan with somebody is a time to tell them what there is to tell: a rule of thumb."""

ALWAYS = "~"
"""A day after all days."""


def has_heard(contact: Summary, day: str) -> bool:
    """Tell whether the owner was in touch with a contact, or wrote to them, on a day (ISO) or after it."""
    return any(trace.day >= day for trace in (*contact.recent[:1], *contact.sent[:1]))


def meets_soon(contact: Summary, today: date) -> bool:
    """Tell whether there is a plan with a contact for the days ahead."""
    last = later(today, SOON).isoformat()
    return any(plan.day <= last for plan in contact.plans[:1])


def is_left_alone(contact: Summary, today: date, days: int) -> bool:
    """Tell whether somebody is at rest, will be met soon, or has heard within so many days, today among them."""
    lately = days_ago(today, days - 1)
    return at_rest(contact, today) or meets_soon(contact, today) or has_heard(contact, lately)


def until(contact: Summary, today: date) -> str:
    """Give the day (ISO) up to which there is nothing to tell a contact: ``""`` for none.

    It is the last one that they have heard from the owner, and `ALWAYS` for one who is left alone or met soon.
    """
    if at_rest(contact, today) or meets_soon(contact, today):
        return ALWAYS
    return max((trace.day for trace in (*contact.recent[:1], *contact.sent[:1])), default="")


heard_until = memo.of_all(until)
"""The same of many contacts, remembered."""


def days_ago(today: date, days: int) -> str:
    """Give the day some days back, ISO; the calendar's first where there is none."""
    return earlier(today, days).isoformat()


def say(day: str, today: date) -> str:
    """Say an ISO day for people."""
    return say_day(date.fromisoformat(day), today)


def and_more(found: int, one: str, many: str) -> str:
    """Say that there is more than the one thing that was said, if there is, and of what."""
    return f" (and {plural(found - 1, one, many)})" if found > 1 else ""


def quoted(text: str, length: int) -> str:
    """Put a note's words into quotation marks, as plain text, without what they end with; ``""`` for none."""
    said = clip(words(text), length).rstrip(" .!;,")
    return f"“{said}”" if said else ""
