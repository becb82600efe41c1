"""Notes become rows of the index: plain tuples that can be sent between processes. Pure."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from vaultnet import links, tick_fields
from vaultnet.config import Config
from vaultnet.interactions import Derived, derive
from vaultnet.kinds import strength
from vaultnet.links import Names
from vaultnet.model import Note, Task, Value
from vaultnet.problems import Problem

Rows: TypeAlias = "dict[str, list[tuple[Any, ...]]]"
"""Rows by table (see `vaultnet.schema`)."""

_json = json.JSONEncoder(ensure_ascii=False).encode


class Parsed(NamedTuple):
    """A note that was read, with what it takes to make its rows once all names are known."""

    note: Note
    digest: bytes
    problems: tuple[Problem, ...]


def make(parsed: Sequence[Parsed], names: Names, dashboards: Mapping[str, int], config: Config) -> Rows:
    """The rows of some notes.

    Args:
        parsed: the notes.
        names: what links can lead to, these notes among them unless they are dashboards.
        dashboards: the numbers of the dashboards, by path.
        config: the settings.

    """
    rows: Rows = {}
    for item in parsed:
        known = names.at(item.note.path)
        number = known.id if known else dashboards[item.note.path]
        derived = derive(item.note, names, config)
        _note(rows, number, item, derived.secret)
        if not item.note.generated:
            _links(rows, number, item.note, names)
            _derived(rows, number, derived, names)
    return rows


def _note(rows: Rows, number: int, item: Parsed, secret: Container[int]) -> None:
    note = item.note
    rows.setdefault("note", []).append(
        (
            number,
            note.path,
            links.fold(note.path),
            note.name,
            note.type,
            note.day,
            note.day_source.line,
            note.day_source.quote,
            _json(note.aliases) if note.aliases else "[]",
            int(note.private),
            _json(note.fields) if note.fields else "{}",
            int(note.generated),
            int(note.template),
            item.digest,
        )
    )
    if item.problems:
        rows.setdefault("problem", []).extend((number, "parse", *problem) for problem in item.problems)
    if note.body.tasks and not note.template:
        rows.setdefault("task", []).extend(
            _task(number, task._replace(text="") if note.private or task.line in secret else task)
            for task in note.body.tasks
        )
    if note.met:
        rows.setdefault("met_line", []).extend(
            (number, line, "" if note.private or line in secret else words) for line, words in note.met
        )


def _task(number: int, task: Task) -> tuple[Any, ...]:
    return (
        number,
        task.line,
        task.status,
        task.text,
        task.indent,
        task.due,
        task.scheduled,
        task.start,
        task.created,
        task.done,
        task.cancelled,
        task.recurrence,
        task.priority,
        " ".join(task.tags),
        int(task.quoted),
    )


def _links(rows: Rows, number: int, note: Note, names: Names) -> None:
    for name, line in tick_fields.names(
        note
    ):  # no link, but what the note says depends on whom the name means
        row = (number, line, 1, links.key(name), name, "", "", "tick", "tick", None)
        rows.setdefault("link", []).append(row)
    if not note.links:
        return
    table = rows.setdefault("link", [])
    for link in note.links:
        found = names.resolve(link.target, note.path).entry
        table.append(
            (
                number,
                link.line,
                link.column,
                links.key(link.target),
                link.target,
                link.subpath,
                link.alias,
                link.where,
                link.key,
                found.id if found else None,
            )
        )


def _derived(rows: Rows, number: int, derived: Derived, names: Names) -> None:
    def identity(path: str) -> int | None:
        found = names.at(path)
        return found.id if found else None

    if derived.traces:
        rows.setdefault("trace", []).extend(
            (
                number,
                trace.line,
                identity(trace.contact),
                trace.day,
                trace.kind,
                strength(trace.kind),
                trace.rule,
                trace.text,
                int(trace.plan),
                trace.quote,
                trace.tick,
            )
            for trace in derived.traces
        )
    if derived.promises:
        rows.setdefault("promise", []).extend(
            (number, p.line, identity(p.contact), p.text, p.due, int(p.theirs), p.since, p.closed, p.written)
            for p in derived.promises
        )
    if derived.ledger:
        rows.setdefault("ledger_line", []).extend(
            (number, entry.line, entry.kind, identity(entry.contact), entry.text, entry.day)
            for entry in derived.ledger
        )
    if derived.goal_lines:
        rows.setdefault("goal_line", []).extend(
            (number, one.line, one.kind, one.text, one.then, one.day) for one in derived.goal_lines
        )
    if derived.helps:
        rows.setdefault("helped", []).extend((number, line, identity(goal)) for goal, line in derived.helps)
    if derived.problems:
        rows.setdefault("problem", []).extend((number, "derive", *problem) for problem in derived.problems)


def texts_of(text: str) -> tuple[str, ...]:
    """Several texts, such as aliases, out of a note's row."""
    return tuple(json.loads(text)) if text != "[]" else ()


def fields_of(text: str) -> Mapping[str, tuple[Value, ...]]:
    """Typed fields out of a note's row."""
    if text == "{}":
        return {}
    return {name: tuple(Value(*value) for value in found) for name, found in json.loads(text).items()}
