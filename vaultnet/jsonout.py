"""What programs see: one versioned envelope around each command's data, described in docs/json.md.

The shapes are written out here, not taken from the classes they come from: a class may change, this may not.
Within a version keys are only ever added. Days are ISO text; a source is a path, a line and the quote there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vaultnet.model import Fields, Source, Sourced, Value
from vaultnet.network import FollowUp, Promise, Trace
from vaultnet.problems import Problem

if TYPE_CHECKING:
    from vaultnet.facts import Facts

VERSION = 1


def of_facts(command: str, data: Any, facts: Facts) -> str:
    """Wrap what a reading command found."""
    return envelope(command, data, vault=facts.vault, today=facts.today, problems=len(facts.problems))


def envelope(
    command: str,
    data: Any,
    *,
    vault: Path | None,
    today: date | None,
    problems: int,
    one_line: bool = False,
) -> str:
    """One JSON document; ``problems`` is how many the vault has."""
    whole = {
        "vaultnet": VERSION,
        "command": command,
        "vault": str(vault) if vault else None,
        "today": day(today),
        "data": data,
        "problems": problems,
    }
    indent = None if one_line else 2
    text = json.dumps(whole, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # a file name that is no UTF-8: escaped, the document still is
        return json.dumps(whole, indent=indent, allow_nan=False)
    return text


def day(value: date | None) -> str | None:
    """A day as ISO text."""
    return value.isoformat() if value else None


def source(value: Source) -> dict[str, Any]:
    """A place and what is written there."""
    return {"path": value.path, "line": value.line, "quote": value.quote}


def sources(values: Sequence[Source]) -> list[dict[str, Any]]:
    """Places, in their order."""
    return [source(value) for value in values]


def problem(value: Problem) -> dict[str, Any]:
    """A problem, with its severity."""
    return {**value._asdict(), "severity": value.severity}


def follow_up(value: FollowUp) -> dict[str, Any]:
    """A follow-up: who, why, since when, and from which lines."""
    return {
        "contact": value.contact,
        "name": value.name,
        "reason": value.reason,
        "since": day(value.since),
        "text": value.text,
        "opener": value.opener,
        "signal": value.signal,
        "weight": round(value.weight, 3),
        "sources": sources(value.sources),
    }


def said(value: Sourced[str]) -> dict[str, Any]:
    """Something to say, and from which lines; the first is what it quotes."""
    return {"text": value.value, "sources": sources(value.sources)}


def trace(value: Trace) -> dict[str, Any]:
    """An interaction or a plan."""
    return {
        "contact": value.contact,
        "day": value.day,
        "kind": value.kind,
        "path": value.path,
        "line": value.line,
        "text": value.text,
    }


def promise(value: Promise) -> dict[str, Any]:
    """An open promise; ``theirs`` when it was made to the owner."""
    return {
        "contact": value.contact,
        "text": value.text,
        "due": value.due or None,
        "theirs": value.theirs,
        "path": value.path,
        "line": value.line,
    }


def fields(values: Fields) -> dict[str, Any]:
    """The typed fields of a note: name to values, each with its line."""
    return {name: [field_value(value) for value in items] for name, items in values.items()}


def field_value(value: Value) -> dict[str, Any]:
    """One value of a field; ``link`` when it names a note."""
    return {"value": value.value, "link": value.link, "line": value.line}


def sourced(value: Any) -> Any:
    """What a dashboard is made of, every value with the lines that bear it out; a list that is cut says so."""
    if isinstance(value, Sourced):
        said = day(value.value) if isinstance(value.value, date) else value.value
        return {"value": said, "sources": sources(value.sources)}
    if isinstance(value, Mapping):
        return {key: sourced(inner) for key, inner in value.items()}
    return [sourced(inner) for inner in value] if isinstance(value, tuple) else value
