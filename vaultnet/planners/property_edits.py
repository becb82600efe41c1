"""What ``set``, ``snooze``, ``skip`` and ``track`` do to a note's properties. Pure.

A declared field's value is checked by reading the note again as a build would: what would be a problem there
is refused here, with the same words. Any other key is the user's own, and is set as it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import dates, fields, frontmatter, goals
from vaultnet.edits.spans import Edit, NewValue, edit
from vaultnet.facts import Facts
from vaultnet.filters import typed
from vaultnet.model import Field, Located, Note, note_name
from vaultnet.operation import Change, Operation, Refusal
from vaultnet.parse import Parser
from vaultnet.past import PAST
from vaultnet.planners import given
from vaultnet.planners.asked import Asked, Pair, near, together
from vaultnet.values import normal

Read = Callable[[str], bytes]
"""Gives a note's bytes by its path."""


def set_properties(facts: Facts, read: Read, path: str, pairs: Sequence[Pair]) -> Operation:
    """Set, extend, shorten or remove properties of a note; days may be said as people say them (``today``)."""
    data = read(path)
    note, _ = _parser(facts).parse(path, data)
    known = Asked(facts.config, facts.note_types, path, data, note)
    pairs = [_with_day(pair, known.field(pair.key), facts.today) for pair in pairs]
    pairs = [one for pair in pairs for one in _parted(pair, known.field(pair.key))]
    for pair in pairs:
        edits = Asked(facts.config, facts.note_types, path, data, note).edits(together(pair, pairs))
        after = edits if isinstance(edits, Refusal) else edit(path, data, edits)
        if isinstance(after, Refusal):
            return Operation("set", "", (), (after,))
        data = after
    refusal = _circle(facts, note, _parser(facts).parse(path, data)[0])
    if refusal:
        return Operation("set", "", (), (refusal,))
    keys = list(dict.fromkeys(pair.key for pair in pairs))
    removed = all(not pair.sign and not pair.value for pair in pairs)
    named = " and ".join(filter(None, (", ".join(keys[:-1]), keys[-1])))
    what = f"remove {named} from" if removed else f"set {named} of"
    return checked(facts, read, path, "set", f"{what} {note_name(path)}", data)


def _with_day(pair: Pair, field: Field | None, today: date) -> Pair:
    """Give a day that is said in words as it is written; one in digits alone says itself which it is, or can't."""
    if field is None or not any(sign.isalpha() for sign in pair.value):
        return pair
    return pair._replace(value=given.day(field, pair.value, today))


def _circle(facts: Facts, was: Note, now: Note) -> Refusal | None:
    """Refuse a parent by which a goal would be a part of itself."""
    old, new = (fields.first(one.fields, "parent") for one in (was, now))
    if now.type != "goal" or new is None or not new.link or (old and old.value == new.value):
        return None
    entry = facts.names.resolve(str(new.value), now.path).entry if facts.snapshot.goals else None
    found = goals.circle(facts.snapshot.goals, now.path, entry.path) if entry else ()
    if not found:
        return None
    message = f"{found[-1].name} would be a part of itself."
    if len(found) > 1:
        message = f"These goals would be parts of each other: {', '.join(one.name for one in found)}."
    return Refusal(
        now.path, new.line, message, "Name another, or take the parent: away from one of them first."
    )


def _parted(pair: Pair, field: Field | None) -> Iterable[Pair]:
    """Give a pair for each of the phrases that are said at once; what is taken out may be all of them as one."""
    if field is None or not given.holds_phrases(field):
        return (pair,)
    found = given.phrases(pair.value)
    if pair.sign == "-":
        found = [pair.value, *found]
    return [pair._replace(value=one) for one in found] or (pair,)


def nothing_to_set(path: str, pairs: Iterable[Pair]) -> str:
    """Say why what was asked for changes nothing."""
    name = note_name(path)
    said = {
        "+": f"{{value}} is in {{key}} of {name} already.",
        "-": f"{{value}} is not in {{key}} of {name}.",
        "": f"{name} has {{key}}: {{value}} already.",
    }
    return " ".join(
        said[pair.sign].format(value=pair.value, key=pair.key) if pair.value else f"{name} has no {pair.key}."
        for pair in pairs
    )


def slips(facts: Facts, read: Read, path: str, pairs: Iterable[Pair]) -> dict[str, str]:
    """Find the keys that nothing declares, that the note doesn't have, and that look like a declared one.

    Gives the declared one for each.
    """
    asked = _asked(facts, path, read(path))
    there = {normal(name) for name in asked.front}
    found = {}
    for key in dict.fromkeys(pair.key for pair in pairs):
        close = "" if asked.field(key) or normal(key) in there or not asked.type else near(key, asked.type)
        if close:
            found[key] = close
    return found


def snooze(facts: Facts, read: Read, path: str, day: date | None) -> Operation:
    """Put a contact off until a day; with None no longer. Who is put off today has had a place of this day's."""
    if path == facts.me:
        return _is_you("snooze")
    if day is None:
        edits = [("snooze", None)]
        if _text_of(read(path), path, "put_off") == facts.today.isoformat():
            edits.append(("put_off", None))
        return set_fields(facts, read, path, "snooze", f"no longer put off {note_name(path)}", edits)
    if _has_ended(facts, read, path):
        return _ended("snooze", path)
    if day <= facts.today:
        message = (
            f"{dates.say_day(day, facts.today)} is not a day to come, so nobody can be put off until then."
        )
        return Operation("snooze", "", (), (Refusal("", 0, message, "Say a later day, or a span: 2w."),))
    what = f"put off {note_name(path)} until {dates.say_day(day, facts.today)}"
    return set_fields(facts, read, path, "snooze", what, [("snooze", day), ("put_off", facts.today)])


def skip(facts: Facts, read: Read, path: str, *, off: bool = False) -> Operation:
    """Pass over a contact this time; with ``off`` they are passed over no longer."""
    if path == facts.me:
        return _is_you("skip")
    if off:
        return set_fields(facts, read, path, "skip", f"no longer skip {note_name(path)}", [("skipped", None)])
    if _has_ended(facts, read, path):
        return _ended("skip", path)
    return set_fields(facts, read, path, "skip", f"skip {note_name(path)}", [("skipped", facts.today)])


class Pace(NamedTuple):
    """How often to be in touch: a cadence as it is written, or a tier's name; the other is ``""``."""

    cadence: str = ""
    tier: str = ""


def parse_pace(words: str, tiers: Iterable[str]) -> Pace | None:
    """Read ``6w``, ``every 6 weeks``, ``monthly`` or the name of a tier; None for anything else."""
    asked = " ".join(words.split())
    tier = next((one for one in tiers if normal(one) == normal(asked)), "")
    if tier:
        return Pace(tier=tier)
    if dates.parse_span(asked) is None:
        return None
    bare = re.sub(r"^(?:every|each) ", "", asked, flags=re.IGNORECASE)
    return Pace(cadence=bare if dates.parse_span(bare) else asked)


def track(facts: Facts, read: Read, path: str, pace: Pace | None) -> Operation:
    """Say how often to be in touch with a contact.

    With None, what says so now is removed: the cadence, so that the tier counts again, or without one the tier.
    """
    name = note_name(path)
    if path == facts.me:
        return _is_you("track")
    if pace is None and not paced_by(facts, read, path, "cadence"):
        return set_fields(facts, read, path, "track", f"remove the tier of {name}", [("tier", None)])
    if pace is None:
        return set_fields(facts, read, path, "track", f"remove the cadence of {name}", [("cadence", None)])
    if pace.tier:
        return set_fields(facts, read, path, "track", f"track {name} as {pace.tier}", [("tier", pace.tier)])
    value: NewValue = int(pace.cadence) if pace.cadence.isdecimal() else pace.cadence
    return set_fields(facts, read, path, "track", f"track {name} every {pace.cadence}", [("cadence", value)])


def paced_by(facts: Facts, read: Read, path: str, name: str) -> str:
    """Give the ``cadence`` or ``tier`` that a note sets itself, as it stands there; ``""`` for none."""
    asked = _asked(facts, path, read(path))
    there = asked.there(asked.keys(name, asked.field(name)))
    found = fields.text_of({there[0]: there[1]}, there[0]) if there else None
    return str(found.value) if found else ""


def _is_you(command: str) -> Operation:
    message = "That is you (`me` in vaultnet.toml), and nobody is reminded of themselves."
    return Operation(command, "", (), (Refusal("", 0, message, "Name a contact."),))


def _has_ended(facts: Facts, read: Read, path: str) -> bool:
    found = _parser(facts).parse(path, read(path))[0].fields
    since = fields.day_of(found, "ended")
    return fields.is_set(found, "ended") or (since is not None and since <= facts.today)


def _ended(command: str, path: str) -> Operation:
    name = note_name(path)
    message = f"{name} has ended (`ended` in the note), so nothing about them is due."
    hint = f"To begin again: vaultnet set {typed(name)} ended="
    return Operation(command, "", (), (Refusal("", 0, message, hint),))


# --- one note --------------------------------------------------------------------------------------


def set_fields(
    facts: Facts,
    read: Read,
    path: str,
    command: str,
    what: str,
    values: Sequence[tuple[str, NewValue | None]],
) -> Operation:
    """Set fields of a contact to values that are known to be right."""
    data = read(path)
    asked = _asked(facts, path, data)
    edits = []
    for name, value in values:
        field = asked.field(name)
        edits.append(Edit(asked.keys(name, field), value))
    after = edit(path, data, edits)
    if isinstance(after, Refusal):
        return Operation(command, what, (), (after,))
    return checked(facts, read, path, command, what, after)


def checked(facts: Facts, read: Read, path: str, command: str, what: str, after: bytes) -> Operation:
    """Make the operation that gives a note these bytes, if it then reads as well as before."""
    before = read(path)
    if before == after:
        return Operation(command, what, ())
    refusal = _worse(facts, path, before, after)
    if refusal:
        return Operation(command, what, (), (refusal,))
    return Operation(command, what, (Change(path, before, after),))


def _worse(facts: Facts, path: str, before: bytes, after: bytes) -> Refusal | None:
    """Say what is wrong with the changed note and was not with the old one, or why it is not to be changed."""
    parser = _parser(facts)
    was, known = parser.parse(path, before)
    now, problems = parser.parse(path, after)
    if was.generated:
        message = "This note is written by vaultnet, and would be written again."
        return Refusal(path, 1, message, "Change the note that it tells of.")
    if now.template and not was.template:
        message = "With this the note would be taken for a template, and count no longer."
        return Refusal(path, 1, message, "Leave out what stands in {{…}} or <% … %>.")
    old = {(one.code, one.message) for one in known}
    for one in problems:
        if one.severity != "hint" and (one.code, one.message) not in old:
            return Refusal(path, one.line, one.message, one.hint)
    return too_early(now, facts.today, was)


def too_early(now: Note, today: date, was: Note | None = None) -> Refusal | None:
    """Refuse a day that is still to come where the field says what took place, unless it was there before."""
    for name in sorted(PAST & now.fields.keys()):
        day = fields.day_of(now.fields, name)
        if day and day > today and day != fields.day_of(was.fields if was else {}, name):
            message = f"{name}: {dates.say_day(day, today)} is still to come, and this says what took place."
            return Refusal(now.path, now.fields[name][0].line, message, "Write a day up to today.")
    return None


def _asked(facts: Facts, path: str, data: bytes) -> Asked:
    return Asked(facts.config, facts.note_types, path, data, _parser(facts).parse(path, data)[0])


def _parser(facts: Facts) -> Parser:
    return Parser(facts.config, facts.note_types)


def _text_of(data: bytes, path: str, name: str) -> str:
    front: Mapping[str, Located] = frontmatter.read(path, data.decode(errors="replace")).values
    found = fields.text_of(front, name)
    return str(found.value) if found else ""
