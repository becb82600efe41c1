"""How far back a review can look: since when the notes tell of anybody. Pure but for who is asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from vaultnet import discreet
from vaultnet.dashboards.leaves import Part
from vaultnet.dates import parse_day
from vaultnet.model import Source, Sourced, note_name
from vaultnet.periods import Period
from vaultnet.reviews.asked import Ask
from vaultnet.schema import counts

YEARS = 100
"""Years after which nobody looks back on a time of which no note tells anything: a lifetime, a rule of thumb."""
_TRIED = 200
"""Times in touch among which the first is looked for of which may be spoken."""


def first(ask: Ask, today: date, hidden: Collection[str]) -> Part | None:
    """Give the first ``day`` in touch with anybody, and the ``path`` to read it at; None if there is none.

    Of private people and notes nothing is told, nor of notes that bear one of the ``hidden`` names.
    """
    rows = ask(
        "select t.day, n.path, t.line, t.quote from trace t"
        " join note c on c.id = t.contact join note n on n.id = t.note"
        f" where {counts(repr(today.isoformat()))} and t.day <> '' and not c.private and not n.private"
        f" order by t.day, n.path, t.line limit {_TRIED}"
    )[1]
    told = (row for row in rows if not discreet.names_any(note_name(row[1]), hidden))
    day, path, line, quote = next(told, ("", "", 0, ""))
    found = parse_day(day)
    there = (Source(path, line, quote or day),)
    return {"day": Sourced(found, there), "path": Sourced(path, there)} if found else None


def is_beyond(period: Period, today: date) -> bool:
    """Tell whether a time was over before anybody who is in touch with others today."""
    return period.last.year + YEARS < today.year
