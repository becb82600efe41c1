"""Network Presence: where the owner can be seen, what of it has gone stale, and where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from vaultnet import communities, discreet, memo, upkeep
from vaultnet.config import Config
from vaultnet.dashboards.leaves import LONGEST, Part, listed, note
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced
from vaultnet.network import Occasion, Snapshot
from vaultnet.upkeep import Chore


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Presence; None where there is nothing to show. docs/presence.md describes it."""
    found = page(inputs.snapshot, inputs.config)
    return dict(found) if found["profiles"]["rows"] else None


def page(snapshot: Snapshot, _config: Config, only: str = "") -> Part:
    """Give all that there is to say of where the owner can be seen; with a path ``only`` of that community."""
    every = tuple(one for one in communities.of(snapshot) if only in ("", one.path))
    return _page(every, discreet.hidden(snapshot.contacts), snapshot.today)


@memo.of_equal
def _page(every: Sequence[Occasion], hidden: frozenset[str], today: date) -> Part:
    kept = ((one, [chore for chore in upkeep.of(one, hidden) if chore.is_upkeep]) for one in every)
    profiles = [(one, chores) for one, chores in kept if chores]
    return {
        "profiles": listed(
            profiles, lambda found: _profile(*found, hidden, today), lambda found: _place(found[0]), LONGEST
        )
    }


def _place(one: Occasion) -> Source:
    return Source(one.path, 1, one.name)


# --- what is to be kept up ------------------------------------------------------------------------------


def _profile(one: Occasion, chores: Sequence[Chore], hidden: frozenset[str], today: date) -> Part:
    in_order = sorted(chores, key=lambda chore: (not chore.stale(today), _next(chore)))
    return {
        **note(one.path),
        "url": _url(one, hidden),
        "tasks": tuple(_chore(chore, today) for chore in in_order),
    }


def _next(chore: Chore) -> date:
    return chore.due.value if chore.due else date.min


def _chore(chore: Chore, today: date) -> Part:
    return {
        "text": chore.text,
        "every": chore.every,
        "done": chore.done,
        "never": None if chore.was_done else Sourced(True, chore.text.sources),
        "next": chore.due,
        "late": chore.due if chore.is_late(today) else None,
    }


def _url(one: Occasion, hidden: frozenset[str]) -> Sourced[str] | None:
    value = next(iter(one.fields.get("url", ())), None)
    if value is None or discreet.names_any(str(value.value), hidden):
        return None
    return Sourced(str(value.value), (one.source("url"),))
