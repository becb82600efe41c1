"""Between whom it has long gone one way: who was given something more than once and gave nothing back. Pure.

It looks at the ledger in both directions: what the owner ``gave`` a contact since they last ``received`` something
from them, and the other way round. docs/skills.md shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import cadence, discreet, gifts, memo
from vaultnet.dates import earlier
from vaultnet.network import LedgerLine, Snapshot, Summary

TIMES = 2
"""Times from which on it goes one way: a rule of thumb. Once is a present."""
LONG = 90
"""Days since the first time for which it has done so long enough to be told: a rule of thumb."""
LATELY = 365
"""Days after the last time from which on it is over, and not one-sided: a rule of thumb."""


class OneSided(NamedTuple):
    """A contact with whom it goes one way."""

    contact: Summary
    mine: bool
    """Whether it is the owner who gave."""
    lines: tuple[LedgerLine, ...]
    """The first of what was given in each note and on each day since anything came back, oldest first."""

    @property
    def since(self) -> date:
        """The day of the first of it."""
        return date.fromisoformat(self.lines[0].day)


def of(snapshot: Snapshot) -> tuple[OneSided, ...]:
    """Find with whom it goes one way, the longest first; nobody who is private or has ended."""
    unreturned = _unreturned(gifts.given_too(snapshot), snapshot.private, snapshot.today)
    return _of(snapshot.contacts, unreturned, snapshot.today)


@memo.of_last
def _of(
    contacts: Sequence[Summary], unreturned: Mapping[str, Sequence[LedgerLine]], today: date
) -> tuple[OneSided, ...]:
    found = [
        OneSided(contact, unreturned[contact.path][0].kind == "gave", tuple(unreturned[contact.path]))
        for contact in contacts
        if contact.path in unreturned
        and not discreet.is_private(contact)
        and not cadence.has_ended(contact, today)
    ]
    return tuple(sorted(found, key=lambda one: (one.lines[0].day, one.contact.name, one.contact.path)))


@memo.of_last
def _unreturned(
    ledger: Sequence[LedgerLine], private: frozenset[str], today: date
) -> Mapping[str, Sequence[LedgerLine]]:
    """Give what has long gone one way, by contact, oldest first.

    What stands in a private note is not counted, for it would be linked; it still is something that came back.
    """
    by_contact: dict[str, dict[str, list[LedgerLine]]] = {}
    for line in ledger:
        if line.kind in ("gave", "received") and line.contact and line.day:
            kinds = by_contact.setdefault(line.contact, {"gave": [], "received": []})
            kinds[line.kind].append(line)
    found = {}
    for contact, kinds in by_contact.items():
        for one_way, back in (("gave", "received"), ("received", "gave")):
            since = max((line.day for line in kinds[back]), default="")
            lines = _occasions(
                line for line in kinds[one_way] if line.day > since and line.path not in private
            )
            if len(lines) >= TIMES and _is_long(lines, today):
                found[contact] = lines
    return found


def _occasions(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """Give the first line of each note and day, oldest first: a book and a pen at one meeting are one present."""
    first: dict[tuple[str, str], LedgerLine] = {}
    for line in sorted(lines, key=_oldest_first):
        first.setdefault((line.path, line.day), line)
    return [*first.values()]


def _is_long(lines: Sequence[LedgerLine], today: date) -> bool:
    first, last = lines[0].day, lines[-1].day
    return first <= earlier(today, LONG).isoformat() and last >= earlier(today, LATELY).isoformat()


def _oldest_first(line: LedgerLine) -> tuple[str, str, int, str]:
    return line.day, line.path, line.line, line.text
