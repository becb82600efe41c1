"""Congratulate: years in a role, and round years since you met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultnet import fields, memo
from vaultnet.config import Config
from vaultnet.dates import next_anniversary, say_day
from vaultnet.model import Source
from vaultnet.network import FollowUp, Snapshot, Summary
from vaultnet.signals.birthdays import is_known
from vaultnet.signals.hearing import days_ago, has_heard
from vaultnet.signals.new_roles import say_role
from vaultnet.signals.rest import at_rest

AFTER = 7
"""Days for which an anniversary can still be mentioned: whoever looks once a week sees each. A rule of thumb."""

ROUND = 5
"""Of the years since you met, the first counts and then each of so many."""

WEIGHT = 0.75


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each anniversary from today to a week ago."""
    return (one for found in _of(snapshot.contacts, snapshot.today, config) for one in found)


@memo.of_all
def _of(contact: Summary, today: date, config: Config) -> tuple[FollowUp, ...]:
    dated = contact.first("role_since") or contact.first("first_met")
    if not dated or at_rest(contact, today) or not is_known(contact, today, config):
        return ()
    return tuple(one for one in (_of_work(contact, today), _of_meeting(contact, today)) if one)


def _of_work(contact: Summary, today: date) -> FollowUp | None:
    years, day = _kept(contact, "role_since", today)
    if not years or has_heard(contact, day.isoformat()):
        return None
    role, sources = say_role(contact)
    text = f"{_years(years)} {f'as {role}' if role else 'in the role'} on {say_day(day, today)}"
    return _follow_up(contact, day, text, (contact.source("role_since"), *sources))


def _of_meeting(contact: Summary, today: date) -> FollowUp | None:
    years, day = _kept(contact, "first_met", today)
    met = fields.day_of(contact.fields, "first_met") or day
    if not (years == 1 or (years and years % ROUND == 0)) or has_heard(contact, day.isoformat()):
        return None
    text = f"you met {_years(years)} ago, on {say_day(met, today)}"
    return _follow_up(contact, day, text, (contact.source("first_met"),))


def _years(number: int) -> str:
    return "a year" if number == 1 else f"{number} years"


def _kept(contact: Summary, name: str, today: date) -> tuple[int, date]:
    """Give how many years a field's day was ago within the last week, and on which day; 0 years for none."""
    day = fields.day_of(contact.fields, name)
    if day is None:
        return 0, today
    kept = next_anniversary(day.isoformat(), date.fromisoformat(days_ago(today, AFTER)))
    return (max(kept.year - day.year, 0), kept) if kept <= today else (0, today)


def _follow_up(contact: Summary, day: date, text: str, sources: tuple[Source, ...]) -> FollowUp:
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="congratulate",
        since=day,
        text=text,
        sources=sources,
        weight=WEIGHT,
        signal="anniversaries",
    )
