"""Looking back: the facts as of a day that is past, with what is dated later absent. Pure.

Nothing is computed twice for it: before a question is asked, the index's tables are covered by temporary views
of their names that leave out what was not there yet. docs/looking-back.md says what that is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from vaultnet.dates import parse_day
from vaultnet.links import Entry, Names
from vaultnet.schema import NOTE_TABLES

V = TypeVar("V", bound=Sequence[Sequence[Any]])

PAST = frozenset({"asked", "first_met", "last_contact", "noticed", "put_off", "reviewed", "skipped"})
"""Fields that say when something took place, so that a day to come can't have been meant."""
HAPPENED = PAST | {"closed", "ended", "role_since"}
"""Fields that say on what day something took place, or is known to."""

_WITH = {
    "asked": {"stage"},
    "closed": {"outcome", "stage", "status"},
    "ended": {"ended_because"},
    "first_met": {"met_at"},
    "put_off": {"snooze"},
}
"""What was set together with one of them, and has no day of its own."""


class Past(NamedTuple):
    """A day to look back to, and the day from which that is done."""

    day: date
    today: date


def fields_then(found: Mapping[str, V], day: date) -> Mapping[str, V]:
    """Leave out the fields whose day lies after another, and what was set together with them.

    A value is a `model.Value`, or what JSON made of one: its first item is what it holds.
    """
    later = {name for name in HAPPENED & found.keys() if _is_later(found[name][0][0], day)}
    gone = later.union(*(_WITH[name] for name in later & _WITH.keys()))
    return {name: values for name, values in found.items() if name not in gone} if gone else found


def _is_later(value: object, day: date) -> bool:
    told = parse_day(value) if isinstance(value, str) else None
    return told is not None and told > day


def fields_text_then(text: str, day: str) -> str:
    """Do the same with the fields of a note's row. The views call it as ``fields_then``."""
    if not any(f'"{name}"' in text for name in HAPPENED):
        return text
    return json.dumps(fields_then(json.loads(text), date.fromisoformat(day)), ensure_ascii=False)


def names_then(names: Names, day: date) -> Names:
    """Leave out the notes that stand for a later day."""
    entries = (names.at(path) for path in names)
    return Names(entry for entry in entries if entry and not _stands_later(entry, day.isoformat()))


def _stands_later(entry: Entry, day: str) -> bool:
    return entry.day > day


def cover(past: Past) -> str:
    """Give the statements that cover each of the index's tables by what there was of it.

    A line that is no plan and has come to pass since then was not there; what is still ahead is a plan now, and
    without a day of its own it is taken to have been one then.
    """
    day, today = past.day.isoformat(), past.today.isoformat()
    then = f"note not in (select id from main.note where day > '{day}')"
    came = f"day > '{day}' and (day <= '{today}' or rule in ('task', 'last-contact'))"
    views = {
        **dict.fromkeys(NOTE_TABLES, f"select * from main.{{}} where {then}"),
        "meta": f"select key, iif(key = 'today', '{day}', value) as value from main.meta",
        "note": "select id, path, fold, name, type, day, day_line, day_quote, aliases, private,"
        f" fields_then(fields, '{day}') as fields, generated, template, digest from main.note where day <= '{day}'",
        "trace": f"select * from main.trace where {then} and (plan or not ({came}))",
        "promise": "select note, line, contact, text, due, theirs, since,"
        f" iif(closed > '{day}', '', closed) as closed, written"
        f" from main.promise where {then} and since <= '{day}'",
        "ledger_line": f"select * from main.ledger_line where {then} and day <= '{day}'",
        "task": f"select note, line, iif(done > '{day}' or cancelled > '{day}', ' ', status) as status, text,"
        f" indent, due, scheduled, start, created, iif(done > '{day}', '', done) as done,"
        f" iif(cancelled > '{day}', '', cancelled) as cancelled, recurrence, priority, tags, quoted"
        f" from main.task where {then} and created <= '{day}'",
    }
    return "".join(f"create temp view {name} as {sql.format(name)};\n" for name, sql in views.items())
