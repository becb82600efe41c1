"""What the notes tell of a stretch of time, however long ago: questions to the index. Pure but for who is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from vaultnet import pledges
from vaultnet.model import Source
from vaultnet.network import LedgerLine, Promise, Trace
from vaultnet.schema import counts

Ask: TypeAlias = Callable[[str], tuple[Sequence[str], Sequence[tuple[Any, ...]]]]
"""Asks the index as of the last day of the stretch (`Facts.query`)."""


class Kept(NamedTuple):
    """A promise that was closed, that was due and is open, or that was made without a day and is open."""

    promise: Promise
    given_up: bool
    """Closed by its cancelling, and not by being kept."""
    at: Source
    """Where it says that it was closed: the line of what was given, where that kept it, else its own."""
    made: str = ""
    """The day on which it was made, ISO: by its line, else by its note; ``""`` where neither says."""


def talks(ask: Ask, first: date, last: date) -> tuple[Trace, ...]:
    """Give the strongest trace of each contact and day in touch, by contact and day."""
    until = f"'{last}'"
    rows = ask(
        "select c.path, t.day, t.kind, n.path, t.line, t.rule, t.text, t.plan, t.quote, t.tick"
        " from trace t join note c on c.id = t.contact join note n on n.id = t.note"
        f" where {counts(until)} and t.day >= '{first}'"
        " order by c.path, t.day, t.strength desc, t.text = '', n.path, t.line"
    )[1]
    strongest = (next(group) for _, group in groupby(rows, itemgetter(0, 1)))
    return tuple(Trace._make((*row[:7], bool(row[7]), *row[8:])) for row in strongest)


def promises(ask: Ask, first: date, last: date, today: date = date.max) -> tuple[Kept, ...]:
    """Give the promises that were closed from one day to another, and the open ones that were due by then.

    Of those without a day it is the open ones that were made from the one day to the other. What is for ``today``
    can still be kept, so it is none of these.
    """
    since, until = first.isoformat(), last.isoformat()
    rows = ask(
        "select c.path, p.text, n.path, p.line, p.due, p.theirs, p.since, p.closed, p.written,"
        " coalesce(k.status, ''), n.day from promise p join note c on c.id = p.contact join note n on n.id = p.note"
        " left join task k on k.note = p.note and k.line = p.line"
        f" where (p.closed >= '{since}' and p.closed <= '{until}') or p.closed = ''"
        " order by n.path, p.line, c.path"
    )[1]
    every = {Promise._make((*row[:5], bool(row[5]), *row[6:9])): row[9:] for row in rows}
    kept_by = pledges.kept_by(every, _gifts(ask, until))
    found = []
    for one, (status, day) in every.items():
        gift = kept_by.get(one)
        now = one._replace(closed=gift.day) if gift else one
        made = one.since or day
        is_due = not now.closed and "" < now.due <= until and now.due < today.isoformat()
        is_open = not now.closed and not now.due and since <= made <= until
        if is_due or is_open or since <= now.closed <= until:
            at = gift.source if gift else Source(now.path, now.line, now.closed or now.text)
            found.append(Kept(now, _is_given_up(now.closed, status), at, made))
    return tuple(found)


def _gifts(ask: Ask, until: str) -> tuple[LedgerLine, ...]:
    """Give what was promised and what was given, by place."""
    rows = ask(
        "select l.kind, c.path, l.text, l.day, n.path, l.line from ledger_line l"
        " join note n on n.id = l.note join note c on c.id = l.contact"
        f" where l.kind in ('promised', 'gave') and l.day <= '{until}'"
        " order by n.path, l.line, l.kind, c.path, l.text"
    )[1]
    return tuple(LedgerLine(*row) for row in rows)


def _is_given_up(closed: str, status: str) -> bool:
    return bool(closed) and status == "-"
