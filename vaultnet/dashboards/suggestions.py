"""People who could be tracked: those most talked to, with a cadence out of their own rhythm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from heapq import nlargest
from itertools import pairwise
from statistics import median

from vaultnet import memo
from vaultnet.dashboards.leaves import Part, note
from vaultnet.dates import earlier, parse_span
from vaultnet.model import Sourced
from vaultnet.network import Snapshot, Summary
from vaultnet.signals.rest import at_rest
from vaultnet.tick_lines import PROPOSED

FIRST, LATER = 10, 3
"""People suggested at most where nobody is tracked yet, and where somebody is."""

OFTEN = 3
"""Days in touch that it takes to be suggested where somebody is tracked already."""

FRESH = 365
"""Days ago that the last of them may lie: a rule of thumb."""

NEAR = 1.5
"""How many times longer than the other one of two lengths may be that are near each other: a rule of thumb."""

RHYTHMS = tuple((span, parse_span(span) or 0) for span in PROPOSED)
"""What is proposed: the nearest to the median of the days between the last times in touch."""


def find(snapshot: Snapshot, *, anyone_tracked: bool) -> tuple[Part, ...]:
    """Suggest whom to keep in touch with, most talked to first."""
    least, most = (OFTEN, LATER) if anyone_tracked else (1, FIRST)
    people = [
        contact
        for contact, is_open in zip(
            snapshot.contacts, _is_open(snapshot.contacts, snapshot.today), strict=True
        )
        if is_open and contact.interactions >= least
    ]
    last = nlargest(most, map(_talked, people))[-1:]  # by name are sorted only those who may be among them
    first = (one for one in people if [_talked(one)] >= last)
    return tuple(_suggestion(contact) for contact in most_talked_to(first)[:most])


def untracked(snapshot: Snapshot) -> list[Summary]:
    """List everyone of whom the owner has not said how often to be in touch, most talked to first.

    Left out are those who have ended, are paused or put off, or were skipped a short while ago.
    """
    today = snapshot.today
    return most_talked_to(
        one
        for one in snapshot.contacts
        if not any(one.fields.get(key) for key in ("tier", "cadence")) and not at_rest(one, today)
    )


def most_talked_to(people: Iterable[Summary]) -> list[Summary]:
    """Sort contacts by the days in touch, then by the last of them, then by name."""
    by_name = sorted(people, key=lambda one: (one.name.casefold(), one.path))
    return sorted(by_name, key=_talked, reverse=True)


def _talked(contact: Summary) -> tuple[int, str]:
    return contact.interactions, contact.last.day if contact.last else ""


@memo.of_all
def _is_open(contact: Summary, today: date) -> bool:
    """Whether the question is still open: the owner has said nothing, and the contact is not long past."""
    answered = any(
        contact.fields.get(key) for key in ("tier", "cadence", "paused", "ended", "skipped", "snooze")
    )
    since = earlier(today, FRESH).isoformat()
    return bool(contact.recent) and not answered and contact.recent[0].day >= since


def _suggestion(contact: Summary) -> Part:
    days = tuple(trace.source for trace in contact.recent)
    last = contact.recent[0]
    return {
        **note(contact.path),
        "every": Sourced(rhythm(contact), days),
        "times": Sourced(contact.interactions, days),
        "last": Sourced(date.fromisoformat(last.day), (last.source,)),
        "last_path": Sourced(last.path, (last.source,)),
    }


def rhythm(contact: Summary) -> str:
    """Propose a cadence, as it is written in a note: ``6w``; every three months after a single time."""
    return _nearest(_usual(contact) or 90)[0]


def compared(contact: Summary) -> str:
    """Say how the proposed cadence compares with the last days in touch; ``""`` where there are no two."""
    usual = _usual(contact)
    if usual is None:
        return ""
    days = _nearest(usual)[1]
    if usual > days * NEAR:
        return "more often than lately"
    return "less often than lately" if usual * NEAR < days else "about as often as lately"


def _usual(contact: Summary) -> float | None:
    """Give the median of the days between the last times in touch; None where there are no two of them."""
    days = [date.fromisoformat(trace.day) for trace in contact.recent]
    gaps = [(later - earlier).days for later, earlier in pairwise(days)]
    return median(gaps) if gaps else None


def _nearest(usual: float) -> tuple[str, int]:
    return min(RHYTHMS, key=lambda one: abs(one[1] - usual))
