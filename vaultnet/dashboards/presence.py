"""Network Presence: where the owner can be seen, what of it has gone stale, and where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from vaultnet import belonging, cadence, communities, discreet, memo, upkeep
from vaultnet.belonging import Deed, Place, Quarter
from vaultnet.channels import Seen, Talk
from vaultnet.config import Config
from vaultnet.dashboards.leaves import LONGEST, Part, listed, note, touched
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced
from vaultnet.network import Occasion, Snapshot, Summary, Trace
from vaultnet.problems import Problem
from vaultnet.upkeep import Chore

FEW = 5
"""People who are named of each thing that came of a community in a quarter; then a count."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Presence; None where there is nothing to show. docs/presence.md describes it."""
    found = page(inputs.snapshot, inputs.config, inputs.problems)
    return dict(found) if found["profiles"]["rows"] or found["places"]["rows"] else None


def page(snapshot: Snapshot, config: Config, problems: Iterable[Problem], only: str = "") -> Part:
    """Give all that there is to say of where the owner can be seen; with a path ``only`` of that community.

    Of the ``problems`` those count that say of a rhythm that it can't be read.
    """
    unread = {one.path: one for one in problems if one.code == "bad-cadence"}
    hidden = discreet.hidden(snapshot.contacts)
    every = tuple(one for one in communities.of(snapshot) if only in ("", one.path))
    places = [one for one in belonging.of(snapshot, config, unread) if only in ("", one.path)]
    return {
        "profiles": _profiles(every, hidden, snapshot.today),
        "places": listed(
            places,
            lambda one: _whole(one, _unread(unread.get(one.path), hidden)),
            lambda one: Source(one.path, 1, one.name),
            LONGEST,
        ),
    }


@memo.of_equal
def _profiles(every: Sequence[Occasion], hidden: frozenset[str], today: date) -> Part:
    kept = ((one, [chore for chore in upkeep.of(one, hidden, today) if chore.is_upkeep]) for one in every)
    profiles = [(one, chores) for one, chores in kept if chores]
    return listed(
        profiles, lambda found: _profile(*found, hidden, today), lambda found: _place(found[0]), LONGEST
    )


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


# --- where the owner takes part ---------------------------------------------------------------------


def _unread(problem: Problem | None, hidden: frozenset[str]) -> Sourced[str] | None:
    """Say why a rhythm can't be read, and what to write."""
    if problem is None:
        return None
    why = problem.message.partition(": ")[2]
    said = "" if discreet.names_any(why, hidden) else f": {why[:-1]}"
    told = f"can't be read{said}; write weekly, or every 2 weeks"
    return Sourced(told, (Source(problem.path, problem.line),))


def _whole(one: Place, unread: Sourced[str] | None) -> Part:
    last = one.deeds[0] if one.deeds else None
    return {
        **note(one.path),
        "every": Sourced(cadence.say_every(one.every.value), one.every.sources) if one.every else None,
        "unread": unread,
        "last": _deed(last) if last else None,
        "since": Sourced(one.since, _told(one)) if one.since else None,
        "this_quarter": _quarter(one.quarter(0)),
        "last_quarter": _quarter(one.quarter(1)),
        "met": listed(one.met_before, lambda found: _met(*found), _who, FEW),
        "worth": one.worth(),
    }


def _who(found: tuple[Summary, object]) -> Source:
    """Give where somebody stands who is only counted: several may have been at one meeting."""
    return Source(found[0].path, 1, found[0].name)


def _told(one: Place) -> tuple[Source, ...]:
    """Give the lines from which it is worked out when it was time to take part again."""
    return (*(deed.source for deed in one.deeds[:1]), *(one.every.sources if one.every else ()))


def _deed(one: Deed) -> Part:
    day = Sourced(date.fromisoformat(one.day), (one.source,))
    text = Sourced(one.text, (one.source,)) if one.text else None
    return {"day": day, "words": text, "path": Sourced(one.source.path, (one.source,))}


def _quarter(found: Quarter) -> Part | None:
    if not found:
        return None
    return {
        "engaged": listed(found.engaged, lambda one: _touched(*one), _who, FEW),
        "talks": listed(found.talks, lambda one: _talk(*one), _who, FEW),
        "met": listed(found.met, lambda one: _met(*one), _who, FEW),
    }


def _touched(contact: Summary, trace: Trace) -> Part:
    return {**note(contact.path), "day": None, "time": touched(trace), "after": None}


def _talk(contact: Summary, talk: Talk) -> Part:
    after = Sourced(date.fromisoformat(talk.after.day), (talk.after.source,)) if talk.after else None
    return {**_touched(contact, talk.trace), "after": after}


def _met(contact: Summary, seen: Seen) -> Part:
    return {
        **note(contact.path),
        "day": seen.met_on,
        "time": None,
        "after": None,
        "is": Sourced("met there", seen.met),
    }
