"""Network People as a note, where Obsidian Bases can't be assumed: everyone by tier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vaultnet import cadence, warmth
from vaultnet.config import Config
from vaultnet.dashboards.leaves import LONGEST, Part, count, field, is_kept, note, touch
from vaultnet.hookspecs import Inputs
from vaultnet.model import Sourced
from vaultnet.network import Snapshot, Summary, Trace

_UNTRACKED = "\uffff"
"""Sorts after every tier."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network People.md; None where the base is wanted, or there is nobody."""
    snapshot, config = inputs.snapshot, inputs.config
    if config.people != "note" or "People" in config.hide or not snapshot.contacts:
        return None
    rows = sorted(_rows(snapshot, config), key=lambda row: row[0])
    shown, rest = rows[:LONGEST], rows[LONGEST:]
    groups: dict[str, list[Part]] = {}
    for key, contact in shown:
        groups.setdefault(str(key[1]), []).append(person(contact, snapshot, config))
    return {
        "groups": tuple(
            {"tier": parts[0]["tier"], "tracked": parts[0]["every"], "people": tuple(parts)}
            for parts in groups.values()
        ),
        "more": count(rest, (note(contact.path)["path"].sources[0] for _, contact in rest)),
    }


def person(contact: Summary, snapshot: Snapshot, config: Config) -> Part:
    """Give a contact: who it is, how warm it is between you, the last time in touch and the due day."""
    standing = cadence.status(contact, snapshot.today, config)
    warm = warmth.of(contact, snapshot.today, config)
    due = Sourced(standing.due, standing.sources) if standing.tracked and standing.due else None
    return {
        **note(contact.path),
        "company": field(contact, "company"),
        "role": field(contact, "role"),
        "tier": field(contact, "tier"),
        "every": Sourced(cadence.say_every(standing.days), standing.sources)
        if standing.tracked and standing.days
        else None,
        "warmth": Sourced(warm.word, warm.sources) if warm else None,
        "last": _touch(contact.last, contact, snapshot),
        "due": due,
        "overdue": due if standing.overdue else None,
        "plan": _touch(contact.plans[0] if contact.plans else None, contact, snapshot),
    }


def _touch(trace: Trace | None, contact: Summary, snapshot: Snapshot) -> Part | None:
    return touch(trace, private=is_kept(trace.text, contact, snapshot)) if trace else None


def _rows(snapshot: Snapshot, config: Config) -> Iterator[tuple[tuple[int, str, str, str], Summary]]:
    """Yield everyone but those who have ended, with the key they are sorted by: closest tier first."""
    order = {
        tier: place for place, tier in enumerate(sorted(config.tiers, key=lambda one: config.tiers[one]))
    }
    for contact in snapshot.contacts:
        if cadence.has_ended(contact, snapshot.today):
            continue
        standing = cadence.status(contact, snapshot.today, config)
        value = contact.first("tier")
        tier = str(value.value) if value else ""
        group = tier or ("" if standing.tracked and standing.days else _UNTRACKED)
        place = order.get(tier, len(order)) if group != _UNTRACKED else len(order) + 1
        yield (place, group, contact.name.casefold(), contact.path), contact
