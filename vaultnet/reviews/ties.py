"""Which ties a stretch of time has brought to life, and which it has let go quiet. Pure.

How warm it is between the owner and somebody (docs/warmth.md) is worked out on the day before and on the last day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from vaultnet import cadence, warmth
from vaultnet.model import Sourced
from vaultnet.network import Summary, Trace
from vaultnet.reviews.seen import Seen
from vaultnet.warmth import Word


class Tie(NamedTuple):
    """Somebody with whom it is otherwise than before."""

    contact: Summary
    was: Sourced[Word] | None
    """How warm it was; None where the owner had never been in touch with them."""
    now: Sourced[Word] | None
    """How warm it is; None where the owner no longer keeps in touch."""
    last: Trace | None
    """The last time in touch before."""
    first: Trace | None
    """The first time since."""


class Ties(NamedTuple):
    """All of them, each by name."""

    begun: tuple[Tie, ...]
    """With whom the owner was in touch for the first time."""
    revived: tuple[Tie, ...]
    """With whom it was quiet, and is not."""
    lost: tuple[Tie, ...]
    """With whom it was not quiet, and is."""
    ended: tuple[Tie, ...]
    """With whom the owner has decided to keep in touch no longer."""


def of(seen: Seen) -> Ties:
    """Compare how it was between the owner and each contact with how it is."""
    found: dict[str, list[Tie]] = {"begun": [], "revived": [], "lost": [], "ended": []}
    for contact in seen.named(seen.people):
        tie = _tie(contact, seen)
        for which in _turns(tie, seen):
            found[which].append(tie)
    return Ties(**{which: tuple(ties) for which, ties in found.items()})


def _tie(contact: Summary, seen: Seen) -> Tie:
    old = seen.before.get(contact.path)
    was = _word(old, seen.then.today, seen) if old else None
    first = next(iter(seen.met.get(contact.path, ())), None)
    return Tie(contact, was, _word(contact, seen.until, seen), old.last if old else None, first)


def _turns(tie: Tie, seen: Seen) -> Iterator[str]:
    old = seen.before.get(tie.contact.path)
    if cadence.has_ended(tie.contact, seen.until):
        if not (old and cadence.has_ended(old, seen.then.today)):
            yield "ended"
    elif tie.first and not tie.last:
        yield "begun"
    elif tie.was and tie.now and "quiet" in (tie.was.value, tie.now.value):
        if tie.now.value != "quiet":  # it gets warmer by being in touch alone
            yield "revived"
        elif tie.was.value != "quiet":
            yield "lost"


def _word(contact: Summary, day: date, seen: Seen) -> Sourced[Word] | None:
    found = warmth.of(contact, day, seen.config)
    return Sourced(found.word, found.sources) if found else None
