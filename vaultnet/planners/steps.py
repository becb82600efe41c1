"""What a key of ``vaultnet next`` or ``vaultnet triage`` does to a person's notes: other planners' work. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from vaultnet import tick_words, when
from vaultnet.cadence import REST_AFTER_SKIP, after, say_every
from vaultnet.dates import parse_span, say_day
from vaultnet.facts import Facts
from vaultnet.links import CONTACT
from vaultnet.lookup import Named
from vaultnet.model import note_name
from vaultnet.operation import Operation, Refusal
from vaultnet.planners import log_entry, property_edits
from vaultnet.planners.log_entry import Entry
from vaultnet.planners.property_edits import Pace, Read
from vaultnet.tick_words import Said


class Step(NamedTuple):
    """What is to be done about a person."""

    planned: Operation
    done: str = ""
    """What was then done with them: ``logged``, ``put off`` …"""
    say: str = ""
    """A sentence about it."""


Plan = Callable[[Facts, Read, str, str], Step]
"""Plans a step: from the facts, a reader of notes, the contact's path, and the words that were said."""


def log(facts: Facts, read: Read, path: str, words: str) -> Step:
    """Note that the owner was in touch, as a tick with these words would: a day, a kind, a put-off, and words."""
    said = tick_words.read(words, facts.today)
    if not _took_place(said):
        return _set_aside(facts, read, path, said)
    if not said.on and (ahead := log_entry.still_ahead(said.words, note_name(path), facts.today)):
        return _refused("log", *ahead)
    on = said.on or facts.today
    person = facts.names.at(path)
    people = (Named(path, CONTACT, person.aliases if person else ()),)
    kind = said.kind or tick_words.kind_in(said.words)
    planned = log_entry.plan(facts, read, [Entry(on, people, kind, said.words)])
    say = f"Logged {planned.what.removeprefix('log ')} on {say_day(on, facts.today)}."
    if said.until or said.skip:
        also = _set_aside(facts, read, path, said)
        planned, say = _together(planned, also.planned), f"{say} {also.say}"
    return Step(planned, "logged", say)


def _took_place(said: Said) -> bool:
    """Tell whether words tell something that took place, and do not only put off."""
    put_off = bool(said.until or said.skip)
    return bool(said.kind or said.on) or not put_off or (said.tells and not said.skip)


def _set_aside(facts: Facts, read: Read, path: str, said: Said) -> Step:
    if said.until is None:
        return skip(facts, read, path)
    planned = property_edits.snooze(facts, read, path, said.until)
    say = f"Put off {note_name(path)} until {say_day(said.until, facts.today)}."
    return Step(planned, "put off", say)


def _together(one: Operation, other: Operation) -> Operation:
    """Make one operation of two, so that both are done or none, and taken back together."""
    what = f"{one.what}, {other.what}"
    return replace(
        one,
        what=what,
        changes=(*one.changes, *other.changes),
        refused=(*one.refused, *other.refused),
    )


def put_off(facts: Facts, read: Read, path: str, words: str) -> Step:
    """Put a contact off until a day, or for a span."""
    said = tick_words.command(words, facts.today, ahead=True)
    until = when.parse_when(words, facts.today, ahead=True) or (said.until if said else None)
    if not words.strip():
        return _refused(
            "snooze", "No day was said, so nothing was done.", "Say a span or a day: 2w, friday, 4 December."
        )
    if until is None:
        return _refused("snooze", when.complaint(words, facts.today, ahead=True))
    return _set_aside(facts, read, path, Said(until=until))


def skip(facts: Facts, read: Read, path: str, words: str = "") -> Step:
    """Pass over a contact this time."""
    del words
    until = say_day(after(facts.today, REST_AFTER_SKIP), facts.today)
    say = f"Skipped {note_name(path)}, who rests until {until}."
    return Step(property_edits.skip(facts, read, path), "skipped", say)


def pause(facts: Facts, read: Read, path: str, words: str = "") -> Step:
    """Leave a contact out until the owner says otherwise."""
    del words
    name = note_name(path)
    planned = property_edits.set_fields(facts, read, path, "triage", f"pause {name}", [("paused", True)])
    return Step(planned, "paused", f"Paused {name}.")


def track(facts: Facts, read: Read, path: str, words: str) -> Step:
    """Say how often to be in touch: a tier of the vault's, or a span."""
    pace = property_edits.parse_pace(words, facts.config.tiers)
    if pace is None:
        tiers = ", ".join(facts.config.tiers)
        said = f"“{words}” is neither a span nor a tier." if words.strip() else "How often?"
        return _refused("track", said, f"Write a span, 6w or monthly, or a tier: {tiers}.")
    name = note_name(path)
    planned = property_edits.track(facts, read, path, pace)
    return Step(planned, "tracked", f"Keep in touch with {name} {_every(facts, pace)}.")


def _every(facts: Facts, pace: Pace) -> str:
    days = facts.config.tiers.get(pace.tier) if pace.tier else parse_span(pace.cadence)
    every = say_every(days) if days else f"every {pace.cadence}"
    return f"{every}, as {pace.tier}" if pace.tier else every


def _refused(command: str, message: str, hint: str = "") -> Step:
    return Step(Operation(command, "", (), (Refusal("", 0, message, hint),)))


PLANS: dict[str, Plan] = {
    "log": log,
    "put off": put_off,
    "skip": skip,
    "pause": pause,
    "tier": track,
    "track": track,
}
"""What plans each act of `vaultnet.keys` that changes notes."""
