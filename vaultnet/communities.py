"""Where the owner belongs and can be seen: the communities of which something may be said. Pure.

A channel such as LinkedIn is one of them. Nothing is said of one that is private, or whose name names somebody
private; one that the owner has left rests. docs/presence.md shows what is made of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vaultnet import discreet, fields, memo
from vaultnet.network import Occasion, Snapshot


def of(snapshot: Snapshot) -> tuple[Occasion, ...]:
    """Give the communities that the owner belongs to, by name."""
    every = _noted(snapshot.occasions)
    if not every:
        return ()
    return _of(every, discreet.hidden(snapshot.contacts), snapshot.private, snapshot.today)


@memo.of_last
def _noted(occasions: Sequence[Occasion]) -> tuple[Occasion, ...]:
    return tuple(one for one in occasions if one.type == "community")


@memo.of_equal
def _of(
    every: Sequence[Occasion], hidden: frozenset[str], private: frozenset[str], today: date
) -> tuple[Occasion, ...]:
    found = (
        one
        for one in every
        if one.path not in private and not discreet.names_any(one.name, hidden) and not has_left(one, today)
    )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.path)))


def has_left(one: Occasion, today: date) -> bool:
    """Tell whether the owner no longer belongs to a community."""
    day = fields.day_of(one.fields, "left")
    return fields.is_set(one.fields, "left") or (day is not None and day <= today)
