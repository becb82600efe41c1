"""What was said or written between the owner and somebody, and what of it thanked them. Pure.

A reaction, a day that ``last_contact:`` gives and an event with many people let nobody know of anything. The bare
link of a dated note does where its words say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vaultnet import kinds
from vaultnet.network import LedgerLine, Summary, Trace

_THANKS = re.compile(r"\bthank", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:thank\w*|told|gave|said|asked|answered|replied)\b", re.IGNORECASE)


def speaks_of(text: str) -> bool:
    """Tell whether words speak of thanks."""
    return _THANKS.search(text) is not None


def is_word(trace: Trace) -> bool:
    """Tell whether a time in touch, or a message, was one at which something could be said."""
    kind = kinds.canonical(trace.kind)
    if kind == kinds.MENTION:
        return _SAYS.search(trace.text) is not None
    return kinds.is_conversation(kind) or kind in kinds.WRITTEN


def words(contact: Summary) -> Iterator[Trace]:
    """Yield when something could be said to somebody, the newest first; then what waits for an answer, likewise."""
    return filter(is_word, (*contact.recent, *contact.earlier, *contact.sent))


def has_heard(contact: Summary, day: str) -> bool:
    """Tell whether something could be said to a contact on a day (ISO) or after it."""
    return any(trace.day >= day for trace in words(contact))


def thanks(contact: Summary, lines: Iterable[LedgerLine]) -> Iterator[Trace | LedgerLine]:
    """Yield what thanked somebody: words that speak of it, and of some lines of theirs what was given to them."""
    yield from (one for one in words(contact) if speaks_of(one.text))
    yield from (one for one in lines if one.kind == "gave")
