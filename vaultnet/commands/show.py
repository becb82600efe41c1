"""``vaultnet show NAME``: what the vault knows about a contact, a goal or any note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from vaultnet import discreet, jsonout, weeks
from vaultnet.dates import next_anniversary, say_day
from vaultnet.filters import clip, words
from vaultnet.model import Note, NoteType, Source, Value, note_name
from vaultnet.network import Promise, Trace
from vaultnet.past import fields_then
from vaultnet.session import Failure, Session, complete_names, find_note, looks_back
from vaultnet.terminal import Page, Piece, clean, place

if TYPE_CHECKING:
    from vaultnet.facts import Facts
    from vaultnet.goal_words import Kept
    from vaultnet.goals import GoalStanding

LATEST = 5
"""Interactions and links of a kind that are shown without ``--all``."""

_WIDTH = 72
"""Characters of a note's words on a line."""

_DATED = frozenset({"date", "birthday", "flag-or-date"})
_LEAP = date(2000, 1, 1)
"""Begins a year that has every day."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that is shown of a note."""

    note: Note
    note_type: NoteType | None
    goal: GoalStanding | None
    kept: Kept
    """What is not said of it."""
    interactions: tuple[Trace, ...]
    """With this contact; of any other note, those that it makes. Newest first."""
    plans: tuple[Trace, ...]
    promises: tuple[Promise, ...]
    links: tuple[tuple[Source, str], ...]
    """Where each link stands, and the note that it leads to."""
    linked: tuple[Source, ...]
    """Where other notes link here."""


@click.command("show")
@click.argument("name", nargs=-1, required=True, shell_complete=complete_names)
@click.option("--all", "every", is_flag=True, help="Every interaction and link, not only the latest.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: all of it.")
@looks_back
@click.pass_obj
def command(session: Session, name: tuple[str, ...], every: bool, as_json: bool) -> None:
    """Show what the vault knows about a contact, a goal or any other note, with the lines.

    NAME is a name, an alias, a path (also from the current folder) or the beginning of a name.
    Why something is due: vaultnet why NAME
    """
    with session.facts() as facts:
        shown = gather(facts, find_note(facts, " ".join(name), parts=True).path)
        if as_json:
            click.echo(jsonout.of_facts("show", _as_json(shown, facts.today), facts))
        else:
            _print(Page(), shown, facts.today, None if every else LATEST)


def gather(facts: Facts, path: str) -> Shown:
    """Gather what is known about the note at ``path``: from its text, and from the facts."""
    from vaultnet import goal_words
    from vaultnet.goals import standings
    from vaultnet.parse import Parser

    try:
        data = facts.text(path).encode()
    except OSError as error:
        raise Failure(f"{path} can't be read: {error.strerror}.") from error
    note, _ = Parser(facts.config, facts.note_types).parse(path, data)
    if facts.past:
        note = replace(note, fields=fields_then(note.fields, facts.past.day))
    goals = standings(facts.snapshot.goals, facts.today) if note.type == "goal" else ()
    column = "contact" if note.type == "contact" else "path"
    here = _quoted(path)
    promises = (one for one in facts.snapshot.promises if path in (one.contact, one.path))
    return Shown(
        note=note,
        note_type=next((one for one in facts.note_types if one.name == note.type), None),
        goal=next((one for one in goals if one.goal.path == path), None),
        kept=goal_words.kept(facts.snapshot),
        interactions=_traces(facts, f"interactions where {column} = {here} order by day desc, contact"),
        plans=_traces(facts, f"plans where {column} = {here} order by day, contact"),
        promises=discreet.muted(promises, discreet.hidden(facts.snapshot.contacts)),
        links=tuple(
            (Source(path, line), resolved)
            for line, resolved in facts.query(
                f"select line, resolved from links where path = {here} and resolved is not null"
                " order by line, column"
            )[1]
        ),
        linked=tuple(
            Source(*row)
            for row in facts.query(
                f"select l.path, l.line from links l join notes n on n.path = l.path where resolved = {here}"
                f" and l.path <> {here} order by n.day desc, l.path, l.line"
            )[1]
        ),
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _traces(facts: Facts, which: str) -> tuple[Trace, ...]:
    _, rows = facts.query(f"select contact, day, kind, path, line, '', text from {which}")
    return discreet.muted((Trace(*row) for row in rows), discreet.hidden(facts.snapshot.contacts))


# --- for people ------------------------------------------------------------------------------------


def _print(page: Page, shown: Shown, today: date, most: int | None) -> None:
    note = shown.note
    day = _day(note.day, today) if note.day else ""
    pieces = [f" · {part}" for part in (note.type, day, clean(note.path)) if part]
    page.line((clean(note.name), "name"), *pieces)
    page.rows(list(_field_rows(shown, today)))
    if shown.goal:
        from vaultnet.commands.goals import print_goal

        page.heading("How it stands")
        print_goal(page, shown.goal, shown.kept)
    of_contact = note.type == "contact"
    _section(page, "Planned", [_trace_row(one, today, of_contact) for one in shown.plans], most)
    _year(page, shown, today)
    _section(page, "In touch", [_trace_row(one, today, of_contact) for one in shown.interactions], most)
    _section(page, "Promises", [_promise_row(one, today) for one in shown.promises], most)
    _section(page, "Links to", [_link_row(*one) for one in shown.links], most)
    _section(page, "Linked from", [(_at(source),) for source in shown.linked], most)


def _year(page: Page, shown: Shown, today: date) -> None:
    """Write a year with a contact as two lines: a digit for each week with days in touch."""
    counts = _weeks(shown, today)
    if counts:
        page.heading("Days in touch, week by week")
        for line in weeks.strip(counts, today):
            page.line(f"  {line}")


def _weeks(shown: Shown, today: date) -> dict[date, int]:
    """Count the days in touch with a contact in each week of the year, the earliest first; of no other note."""
    first = weeks.begins(today).isoformat()
    days = [one.day for one in reversed(shown.interactions) if one.day >= first]
    return dict(weeks.by_week(days)) if shown.note.type == "contact" else {}


def _section(page: Page, title: str, rows: Sequence[Sequence[Piece]], most: int | None) -> None:
    if not rows:
        return
    page.heading(title)
    page.rows(rows[:most])
    if most is not None and len(rows) > most:
        page.line(f"  … and {len(rows) - most} more: --all")


def _field_rows(shown: Shown, today: date) -> Iterator[tuple[Piece, Piece, Piece]]:
    """Give the fields' values, those of one line together."""
    kinds = {field.name: field.kind for field in shown.note_type.fields} if shown.note_type else {}
    for name, values in shown.note.fields.items():
        dated = kinds.get(name, "") in _DATED
        for line, group in groupby(values, lambda value: value.line):
            said = ", ".join(clean(_said(value, today if dated else None)) for value in group)
            yield name.replace("_", " "), said, _at(Source(shown.note.path, line))


def _said(value: Value, today: date | None) -> str:
    """Say a value; ``today`` is given for a field that holds a day."""
    if isinstance(value.value, bool):
        return "yes" if value.value else "no"
    if today and isinstance(value.value, str):
        return _day(value.value, today)
    return note_name(str(value.value)) if value.link else value.quote or str(value.value)


def _day(iso: str, today: date) -> str:
    """Say a day as everywhere else: ``17 October``; a birthday without its year likewise."""
    if iso.startswith("--"):
        return say_day(next_anniversary(iso, _LEAP), _LEAP)
    return say_day(date.fromisoformat(iso), today)


def _trace_row(trace: Trace, today: date, of_contact: bool) -> tuple[Piece, ...]:
    who = "" if of_contact else clean(note_name(trace.contact))
    quoted = f"“{clip(clean(trace.text), _WIDTH)}”" if trace.text else ""
    return _day(trace.day, today), trace.kind.replace("-", " "), who or quoted, _at(trace.source)


def _promise_row(one: Promise, today: date) -> tuple[Piece, ...]:
    due = f"for {_day(one.due, today)}" if one.due else ""
    return (
        "theirs" if one.theirs else "yours",
        clip(clean(words(one.text)), _WIDTH) or "see the note",
        due,
        _at(Source(one.path, one.line)),
    )


def _link_row(source: Source, resolved: str) -> tuple[Piece, ...]:
    return clean(note_name(resolved)), _at(source)


def _at(source: Source) -> Piece:
    return place(source), "place"


# --- for programs ----------------------------------------------------------------------------------


def _as_json(shown: Shown, today: date) -> dict[str, Any]:
    from vaultnet.commands import goals_json

    note = shown.note
    return {
        "path": note.path,
        "name": note.name,
        "type": note.type or None,
        "day": note.day or None,
        "aliases": list(note.aliases),
        "fields": jsonout.fields(note.fields),
        "goal": goals_json.plain(shown.goal, shown.kept.hidden) if shown.goal else None,
        "interactions": [jsonout.trace(one) for one in shown.interactions],
        "weeks": [{"week": jsonout.day(week), "days": days} for week, days in _weeks(shown, today).items()],
        "plans": [jsonout.trace(one) for one in shown.plans],
        "promises": [jsonout.promise(one) for one in shown.promises],
        "links": [{"line": source.line, "to": resolved} for source, resolved in shown.links],
        "linked_from": [{"path": source.path, "line": source.line} for source in shown.linked],
    }
