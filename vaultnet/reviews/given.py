"""What was promised, and what was given: the parts of a review that tell what the owner's word was worth. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from vaultnet import gifts
from vaultnet.dashboards.leaves import LONGEST, Part, listed, note
from vaultnet.dates import parse_day
from vaultnet.model import Source, Sourced, note_name
from vaultnet.network import LedgerLine, Promise
from vaultnet.reviews.asked import Kept
from vaultnet.reviews.seen import Seen

LEDGER = ("gave", "received", "asked")
"""Kinds of ledger lines that a review shows; what was ``promised`` is among the promises."""

_TAGS = re.compile(r"^(?:#\S+\s+)+")
"""What a task begins with that says whose it is: the heading says so."""


def promises(seen: Seen) -> Part | None:
    """Give the promises that were kept, those that were given up, and those that are open."""
    first = seen.period.first.isoformat()
    found: dict[str, list[Kept]] = {
        name: [] for name in ("kept", "given_up", "broken", "older", "dayless", "theirs_kept", "theirs_open")
    }
    for one in seen.promised:
        which = _which(one, first) if seen.mine(one.promise) else ""
        if which and not any(_is_told(one.promise, other.promise, seen) for other in found[which][-1:]):
            found[which].append(one)
    return _parts(found, seen)


def _which(one: Kept, first: str) -> str:
    """Tell what became of a promise; ``""`` for what somebody else need no longer do."""
    if one.promise.theirs:
        return "" if one.given_up else "theirs_kept" if one.promise.closed else "theirs_open"
    if one.promise.closed:
        return "given_up" if one.given_up else "kept"
    if not one.promise.due:
        return "dayless"
    return "broken" if one.promise.due >= first else "older"


def _is_told(one: Promise | LedgerLine, last: Promise | LedgerLine, seen: Seen) -> bool:
    """Tell whether what was said last says this as well: it is the same line, and its words name both."""
    same = (one.path, one.line, one.text) == (last.path, last.line, last.text)
    called = (note_name(one.contact), *seen.people[one.contact].aliases)
    return same and any(name in one.text for name in called)


def _parts(found: dict[str, list[Kept]], seen: Seen) -> Part | None:
    def row(one: Kept) -> Part:
        return _promise(one, seen)

    parts = {which: listed(some, row, _at, LONGEST) if some else None for which, some in found.items()}
    return parts if any(parts.values()) else None


def _promise(kept: Kept, seen: Seen) -> Part:
    one = kept.promise
    said = _TAGS.sub("", one.text) if seen.may_say(one.text) else ""
    due = _day(one.due, one.day)
    return {
        "who": note(one.contact),
        "text": Sourced(said, (_at(kept),)) if said else None,
        "due": due,
        "since": None if one.due or one.closed else _day(kept.made, _at(kept)),
        "closed": _day(one.closed, kept.at),
        "late": due if one.closed > one.due else None,
        "path": Sourced(kept.at.path, (kept.at,)),
    }


def _at(one: Kept) -> Source:
    return Source(one.promise.path, one.promise.line, one.promise.text)


def _day(day: str, at: Source) -> Sourced[date] | None:
    found = parse_day(day)
    return Sourced(found, (at,)) if found else None


def ledger(seen: Seen) -> Part | None:
    """Give what was given, received and asked for, by its day."""
    first, last = seen.period.first.isoformat(), seen.until.isoformat()
    found = [one for one in gifts.given_too(seen.now) if first <= one.day <= last and _is_shown(one, seen)]

    def row(one: LedgerLine) -> Part:
        return _line(one, seen)

    parts = {}
    for kind in LEDGER:
        some: list[LedgerLine] = []
        for one in _in_order([line for line in found if line.kind == kind]):
            if not any(_is_told(one, last, seen) for last in some[-1:]):
                some.append(one)
        parts[kind] = listed(some, row, _source, LONGEST) if some else None
    return parts if any(parts.values()) else None


def _is_shown(one: LedgerLine, seen: Seen) -> bool:
    return one.contact in seen.people and seen.may_link(one.path)


def _in_order(found: Sequence[LedgerLine]) -> list[LedgerLine]:
    return sorted(found, key=lambda one: (one.day, one.path, one.line, one.contact))


def _line(one: LedgerLine, seen: Seen) -> Part:
    said = one.text if seen.may_say(one.text) else ""
    there = (one.source,)
    return {
        "who": note(one.contact),
        "text": Sourced(said, there) if said else None,
        "day": Sourced(date.fromisoformat(one.day), there),
        "path": Sourced(one.path, there),
    }


def _source(one: LedgerLine) -> Source:
    return one.source
