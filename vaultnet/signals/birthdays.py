"""Congratulate: birthdays within a week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultnet import cadence, memo
from vaultnet.config import Config
from vaultnet.dates import next_anniversary, say_day
from vaultnet.network import FollowUp, Snapshot, Summary
from vaultnet.signals.hearing import has_heard
from vaultnet.signals.rest import at_rest

AHEAD = 7
"""Days before a birthday from which it is a reason to reach out: a rule of thumb."""


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact with a birthday from today to seven days ahead."""
    return (found for found in _of(snapshot.contacts, snapshot.today, config) if found)


@memo.of_all
def _of(contact: Summary, today: date, config: Config) -> FollowUp | None:
    birthday = contact.first("birthday")
    if birthday is None or at_rest(contact, today):
        return None
    day = next_anniversary(str(birthday.value), today)
    ahead = (day - today).days
    if not 0 <= ahead <= AHEAD or has_heard(contact, day.isoformat()):
        return None
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="congratulate",
        since=day,
        text=f"{turning(str(birthday.value), day.year)} on {say_day(day, today)}",
        sources=(contact.source("birthday"),),
        weight=2.5 - ahead / AHEAD if is_known(contact, today, config) else 0.5,
        signal="birthdays",
    )


def turning(birthday: str, year: int) -> str:
    """Say what a birthday is in a given year: ``57th birthday``, or ``birthday`` if the year is not known."""
    age = year - int(birthday[:4]) if not birthday.startswith("--") else 0
    return f"{ordinal(age)} birthday" if age > 0 else "birthday"


def ordinal(number: int) -> str:
    """Write a number as a place in a row: ``1st``, ``12th``, ``57th``."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def is_known(contact: Summary, today: date, config: Config) -> bool:
    """Tell whether a contact is more than an entry in an address book."""
    return contact.interactions > 0 or cadence.status(contact, today, config).tracked
