"""The built-in checks: what is wrong across notes, where no single note shows it. A plugin like any other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultnet import fields, goals, memo
from vaultnet.config import Config
from vaultnet.hookspecs import Check, hookimpl
from vaultnet.model import Snapshot, Summary
from vaultnet.problems import Problem


@hookimpl
def vaultnet_checks() -> list[Check]:
    """The checks that come with vaultnet."""
    return [
        Check("goals", "Goals that are a part of themselves.", _goals),
        Check("future", "Days that should be past and lie ahead.", _future),
    ]


def _future(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    return (problem for found in _of(snapshot.contacts, snapshot.today) for problem in found)


@memo.of_all
def _of(contact: Summary, today: date) -> tuple[Problem, ...]:
    found = []
    for name in ("first_met", "last_contact"):
        day = fields.day_of(contact.fields, name)
        if day is not None and day > today:
            source = contact.source(name)
            message = f"{name}: {source.quote or day} has not come yet."
            hint = "Is it a slip of the pen? A plan stands in a note, as `(when:: 2026-12-01)`."
            found.append(Problem(source.path, source.line, 1, "future-day", message, hint))
    return tuple(found)


def _goals(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    yield from goals.problems(snapshot.goals)
