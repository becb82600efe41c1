"""An end before its beginning: projects, opportunities, contacts, and events whose name says when they begin. Pure.

`vaultnet.plausible` leaves out the days of events and goals that stand so in their properties, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from vaultnet import discreet, fields, memo
from vaultnet.config import Config
from vaultnet.dates import day_in_name
from vaultnet.network import Occasion, Snapshot, Summary
from vaultnet.problems import Problem

_HINT = "Correct one of the two days."

ORDER: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "project": (
        ("due", "started", "it began"),
        ("closed", "started", "it began"),
    ),
    "opportunity": (
        ("closed", "asked", "you asked"),
        ("closed", "noticed", "you noticed it"),
    ),
    "contact": (("ended", "first_met", "you met"),),
}
"""By type: an end, the beginning that it may not come before, and what that was."""


def find(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    """Find the days that come before what they end."""
    yield from chain.from_iterable(filter(None, _of_contacts(snapshot.contacts)))
    yield from _of_occasions(snapshot.occasions, snapshot.private)


@memo.of_all
def _of_contacts(contact: Summary) -> tuple[Problem, ...]:
    if "ended" not in contact.fields:
        return ()
    return tuple(_reversed(contact, "contact", is_private=discreet.is_private(contact)))


@memo.of_last
def _of_occasions(occasions: Sequence[Occasion], private: frozenset[str]) -> tuple[Problem, ...]:
    found: list[Problem] = []
    for one in occasions:
        found += _reversed(one, one.type, is_private=one.path in private)
        if one.type == "event":
            found += _by_name(one, is_private=one.path in private)
    return tuple(found)


def _reversed(one: Occasion | Summary, kind: str, *, is_private: bool) -> Iterator[Problem]:
    """Yield the ends that come before a beginning; each once, however many it comes before."""
    seen: set[str] = set()
    for name, since, was in ORDER.get(kind, ()):
        end, begin = fields.day_of(one.fields, name), fields.day_of(one.fields, since)
        if end and begin and end < begin and name not in seen:
            seen.add(name)
            yield _problem(one, name, f"{was}, on line {one.source(since).line}", is_private=is_private)


def _by_name(one: Occasion, *, is_private: bool) -> Iterator[Problem]:
    """Yield that an event ends before the day in its name, where no other says when it begins."""
    begin, end = day_in_name(one.path), fields.day_of(one.fields, "ends")
    if begin and end and "date" not in one.fields and end < begin[0]:
        yield _problem(one, "ends", "the day in the note's name", is_private=is_private)


def _problem(one: Occasion | Summary, name: str, since: str, *, is_private: bool) -> Problem:
    value = one.fields[name][0]
    shown = "" if is_private else f" {value.value}"
    return Problem(one.path, value.line, 1, "reversed-days", f"{name}:{shown} comes before {since}.", _HINT)
