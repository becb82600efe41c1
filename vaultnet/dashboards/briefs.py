"""Network Briefs: whom you meet in the next seven days, and what to know of each before you do."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from vaultnet.config import Config
from vaultnet.dashboards import ahead
from vaultnet.dashboards.brief import brief
from vaultnet.dashboards.known import Known
from vaultnet.dashboards.leaves import PLANNED, Part, count, listed, note
from vaultnet.filters import listing
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced, note_name
from vaultnet.network import Snapshot

MEETINGS, PEOPLE = 20, 6
"""Meetings shown, and people briefed of one; then a count."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Briefs; None where nobody is to be met. docs/briefs.md describes it."""
    return week(inputs.snapshot, inputs.config)


def week(snapshot: Snapshot, config: Config) -> dict[str, Any] | None:
    """Give the meetings of the next seven days, today included, with a brief of everyone at the first of theirs."""
    entries = ahead.meetings(snapshot)
    if not entries:
        return None
    known = Known.of(snapshot, config)
    contacts = {contact.path: contact for contact in snapshot.contacts}
    told: set[str] = set()

    def row(entry: ahead.Entry) -> Part:
        people = entry.people[:PEOPLE]
        fresh = [path for path in people if path not in told]
        part = {
            "day": Sourced(entry.day, (entry.source,)),
            "what": Sourced(_what(entry), (entry.source,)),
            "path": Sourced(entry.path, (entry.source,)),
            "until": entry.until,
            "people": tuple(brief(contacts[path], known) for path in fresh),
            "again": _again(people, told),
            "more": count(entry.people[PEOPLE:], map(_itself, entry.people[PEOPLE:])),
        }
        told.update(people)
        return part

    found = listed(entries, row, lambda entry: entry.source, MEETINGS)
    return {"meetings": found["rows"], "more": found["more"]}


def _what(entry: ahead.Entry) -> str:
    """Say what the meeting is; with whom, if that is all that is known."""
    if entry.what != PLANNED:
        return entry.what
    names = [note_name(path) for path in entry.people[:PEOPLE]]
    more = len(entry.people) - len(names)
    return f"with {listing([*names, *([f'{more} more'] if more else [])])}"


def _again(people: tuple[str, ...], told: Container[str]) -> tuple[Part, ...]:
    """Give those of whom everything is told further up."""
    return tuple(note(path) for path in people if path in told)


def _itself(path: str) -> Source:
    return Source(path, 1, note_name(path))
