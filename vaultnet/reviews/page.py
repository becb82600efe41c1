"""What a review says, part by part: each value with the lines that bear it out (law 6). Pure.

Nothing is said of who is private, and no note that is private is named, nor are words quoted that name one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from vaultnet import cadence, fields, kinds
from vaultnet.dashboards.leaves import LONGEST, Part, count, listed, note
from vaultnet.model import Source, Sourced
from vaultnet.network import FollowUp, Summary, Trace
from vaultnet.reviews import given, knowing, steps, ties
from vaultnet.reviews.seen import Seen
from vaultnet.reviews.ties import Tie

TIMES = 2
"""Days in touch with one person that are shown, the latest; then a count."""
DUE = 12
"""People that are named for one reason for which something was due; then a count."""


def context(seen: Seen) -> dict[str, Any]:
    """Make the context of a review, but for the tiers, which bear no day. docs/reviewing.md describes it."""
    period = seen.period
    found = {
        "talks": _talks(seen),
        "promises": given.promises(seen),
        "ties": _ties(seen),
        "giving": given.ledger(seen),
        "goals": steps.goals(seen),
        "network": knowing.part(seen),
    }
    whole = {name: _discreet(part, seen) for name, part in found.items()}
    return {
        "name": period.name,
        "kind": period.kind,
        "title": period.title,
        "first": period.first,
        "last": period.last,
        "until": seen.until if seen.until < period.last else None,
        **whole,
        "due": _discreet(_due(seen), seen) if any(whole.values()) else (),
        "is_empty": not any(whole.values()),
    }


def _discreet(part: Any, seen: Seen) -> Any:
    """Take the words from all sources that quote what is not said: they are told to programs (`Seen.source`)."""
    if isinstance(part, Sourced):
        return replace(part, sources=tuple(map(seen.source, part.sources)))
    if isinstance(part, Mapping):
        return {key: _discreet(inner, seen) for key, inner in part.items()}
    return tuple(_discreet(inner, seen) for inner in part) if isinstance(part, tuple) else part


# --- talks -----------------------------------------------------------------------------------------


def _talks(seen: Seen) -> Part | None:
    """Give with whom the owner was in touch: those they spoke with, and others."""
    people = seen.named(seen.met)
    talked = {path for path, met in seen.met.items() if any(kinds.is_conversation(one.kind) for one in met)}
    spoke = [one for one in people if one.path in talked]
    others = [one for one in people if one.path not in talked]
    if not people:
        return None

    def row(one: Summary) -> Part:
        return _talked(one, seen)

    def source(one: Summary) -> Source:
        return seen.met[one.path][0].source

    return {
        "spoke": listed(spoke, row, source, LONGEST),
        "others": listed(others, row, source, LONGEST),
        "kinds": _kinds(seen),
    }


def _talked(one: Summary, seen: Seen) -> Part:
    found = seen.met[one.path]
    words = max((t for t in found if t.text and seen.may_say(t.text)), key=seen.says_most, default=None)
    earlier = found[:-TIMES]
    return {
        "who": note(one.path),
        "times": tuple(_time(trace, seen) for trace in found[-TIMES:]),
        "more": count(earlier, (trace.source for trace in earlier)),
        "about": Sourced(words.text, (words.source,)) if words else None,
    }


def _time(trace: Trace, seen: Seen) -> Part:
    there = (trace.source,)
    return {
        "day": Sourced(date.fromisoformat(trace.day), there),
        "kind": Sourced(kinds.say(trace.kind), there),
        "path": Sourced(trace.path, there) if seen.may_link(trace.path) else None,
    }


def _kinds(seen: Seen) -> tuple[Part, ...]:
    """Give what sorts of conversations there were, the commonest first: one note is one, whoever took part."""
    found: dict[str, dict[tuple[str, str], Source]] = {}
    for traces in seen.met.values():
        for trace in traces:
            if kinds.is_conversation(trace.kind):
                found.setdefault(kinds.say(trace.kind), {})[trace.path, trace.day] = trace.source
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return tuple(
        {"kind": kind, "number": Sourced(len(days), tuple(days.values())[:LONGEST])} for kind, days in ordered
    )


# --- what was due ----------------------------------------------------------------------------------


def _due(seen: Seen) -> tuple[Part, ...]:
    """Give what was due when the time began, by its reason: with whom the owner was in touch, and with whom not."""
    found: dict[str, dict[str, FollowUp]] = {}
    for one in seen.due:
        if one.contact in seen.people and _was_known(seen.before.get(one.contact), seen):
            found.setdefault(one.reason, {}).setdefault(one.contact, one)
    return tuple(_reason(reason, of, seen) for reason, of in sorted(found.items()))


def _was_known(contact: Summary | None, seen: Seen) -> bool:
    """Tell whether anything of a contact is known to be older: a note without a day may be as new as today."""
    met = fields.day_of(contact.fields, "first_met") if contact else None
    return contact is not None and (contact.last is not None or (met is not None and met <= seen.then.today))


def _reason(reason: str, found: Mapping[str, FollowUp], seen: Seen) -> Part:
    people = seen.named(found)
    taken = [one for one in people if one.path in seen.met]
    left = [one for one in people if one.path not in seen.met]

    def source(one: Summary) -> Source:
        return next(iter(found[one.path].sources), Source(one.path, 1, one.name))

    def row(one: Summary) -> Part:
        return note(one.path)

    some = [source(one) for one in people[:LONGEST]]
    return {
        "reason": Sourced(reason, tuple(dict.fromkeys(some))),
        "taken": listed(taken, row, source, DUE),
        "left": listed(left, row, source, DUE),
    }


# --- ties ------------------------------------------------------------------------------------------


def _ties(seen: Seen) -> Part | None:
    found = ties.of(seen)
    if not any(found):
        return None

    def row(tie: Tie) -> Part:
        return _tie(tie, seen)

    def source(tie: Tie) -> Source:
        return Source(tie.contact.path, 1, tie.contact.name)

    return {
        which: listed(some, row, source, LONGEST) if some else None
        for which, some in zip(ties.Ties._fields, found, strict=True)
    }


def _tie(tie: Tie, seen: Seen) -> Part:
    if cadence.has_ended(tie.contact, seen.until):
        return _ended(tie.contact, seen)
    return {
        "who": note(tie.contact.path),
        "last": _time(tie.last, seen) if tie.last else None,
        "since": _time(tie.first, seen) if tie.first else None,
        "was": tie.was,
        "now": tie.now,
        "ended": None,
        "because": None,
    }


def _ended(contact: Summary, seen: Seen) -> Part:
    """Give the day on which the owner ended it, and why; the last time in touch is that of all times."""
    ended = fields.day_of(contact.fields, "ended")
    because = contact.first("ended_because")
    said = str(because.value) if because else ""
    return {
        "who": note(contact.path),
        "last": _time(contact.last, seen) if contact.last else None,
        "since": None,
        "was": None,
        "now": None,
        "ended": Sourced(ended, (contact.source("ended"),)) if ended else None,
        "because": Sourced(said, (contact.source("ended_because"),)) if said and seen.may_say(said) else None,
    }
