"""Who was how close when a review was written: what it keeps of that, and what has changed since the last. Pure.

A tier bears no day, so nobody can tell later what it was; a review keeps it as a list under a heading that begins
with *Tiers*, a line for each tier with links to whom it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import cadence, discreet, markdown
from vaultnet.config import Config
from vaultnet.dashboards.leaves import Part, note
from vaultnet.dates import say_day
from vaultnet.model import Source, Sourced
from vaultnet.network import Snapshot, Summary

HEADING = "tiers"
"""What the heading of the list begins with."""

_CLOSED = re.compile(r"^constraint: *([0-9]+(?:\.[0-9]+)?) *\r?$", re.MULTILINE)


class Kept(NamedTuple):
    """What an earlier review keeps."""

    path: str
    """Where it lies."""
    tiers: Mapping[str, tuple[str, Source]]
    """The tier of each contact, with the line that says so, by path."""
    closed: Sourced[float] | None = None
    """How closed the owner's network was (`vaultnet.burt`)."""


class Change(NamedTuple):
    """Somebody who has another tier than in the last review."""

    contact: Summary
    was: Sourced[str] | None
    now: Sourced[str] | None


def read(path: str, text: str, config: Config, leads: Callable[[str], str]) -> Kept:
    """Read what a review keeps.

    Args:
        path: where it lies.
        text: its bytes as text.
        config: says which tiers there are.
        leads: gives the path of the contact to which a link's target leads, ``""`` for none.

    """
    body = markdown.scan(text)
    begins = [one for one in body.headings if one.text.casefold().startswith(HEADING)]
    found: dict[str, tuple[str, Source]] = {}
    if begins:
        first = begins[-1].line
        last = min((one.line for one in body.headings if one.line > first), default=len(text) + 1)
        of_line = {line: words.lstrip("-*+ ").partition(":")[0].strip() for line, words in body.lines}
        for link in body.links:
            tier, contact = of_line.get(link.line, ""), leads(link.target)
            if first < link.line < last and tier in config.tiers and contact:
                found[contact] = tier, Source(path, link.line, tier)
    return Kept(path, found, _closed(path, text))


def _closed(path: str, text: str) -> Sourced[float] | None:
    match = _CLOSED.search(text.partition("\n---")[0])
    if match is None:
        return None
    line = text.count("\n", 0, match.start()) + 1
    return Sourced(float(match[1]), (Source(path, line, match[1]),))


def part(snapshot: Snapshot, config: Config, last: Kept | None, *, keeps: bool) -> Part | None:
    """Give the list, of a review that ``keeps`` one, and what has changed; None where there is nothing to say."""
    people = [one for one in snapshot.contacts if not discreet.is_private(one)]
    now = {one.path: found for one in people if (found := _tier(one, snapshot, config))}
    rows = tuple(_row(tier, people, now) for tier in _ordered(config) if keeps and _has(tier, now))
    changes = tuple(map(_change, _changes(people, now, last))) if last else ()
    if not (rows or changes):
        return None
    return {
        "said": say_day(snapshot.today, date.min),
        "rows": rows,
        "changes": changes,
        "since": note(last.path) if last else None,
        "closed": last.closed if last else None,
    }


def _tier(contact: Summary, snapshot: Snapshot, config: Config) -> Sourced[str] | None:
    value = contact.first("tier")
    is_known = value is not None and str(value.value) in config.tiers
    if not is_known or cadence.has_ended(contact, snapshot.today):
        return None
    return Sourced(str(value.value), (contact.source("tier"),)) if value else None


def _ordered(config: Config) -> list[str]:
    """Give the tiers, the closest first."""
    return sorted(config.tiers, key=lambda tier: (config.tiers[tier], tier))


def _has(tier: str, now: Mapping[str, Sourced[str]]) -> bool:
    return any(one.value == tier for one in now.values())


def _row(tier: str, people: Sequence[Summary], now: Mapping[str, Sourced[str]]) -> Part:
    inside = [one for one in people if one.path in now and now[one.path].value == tier]
    inside.sort(key=lambda one: (one.name.casefold(), one.path))
    sources = tuple(now[one.path].source for one in inside)
    return {"tier": Sourced(tier, sources), "people": tuple(note(one.path) for one in inside)}


def _changes(people: Sequence[Summary], now: Mapping[str, Sourced[str]], last: Kept) -> list[Change]:
    found = []
    for one in sorted(people, key=lambda one: (one.name.casefold(), one.path)):
        tier, source = last.tiers.get(one.path, ("", None))
        is_now = now.get(one.path)
        if tier != (is_now.value if is_now else ""):
            found.append(Change(one, Sourced(tier, (source,)) if source else None, is_now))
    return found


def _change(one: Change) -> Part:
    return {"who": note(one.contact.path), "was": one.was, "now": one.now}
