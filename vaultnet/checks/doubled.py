"""Contacts and goals that a sync tool may have doubled: a name with a number, beside the same one without. Pure.

People number their notes as well, so it is said only where the two have most of their properties in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultnet import memo, sync_copies
from vaultnet.config import Config
from vaultnet.model import Fields
from vaultnet.network import Goal, Snapshot, Summary
from vaultnet.problems import Problem

_LEAST = 2
"""Properties that both must have."""


def find(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    """Find them."""
    yield from _of_contacts(snapshot.contacts)
    yield from _of_goals(snapshot.goals)


@memo.of_last
def _of_contacts(contacts: Sequence[Summary]) -> tuple[Problem, ...]:
    return tuple(_doubled({one.path: one.fields for one in contacts}))


@memo.of_last
def _of_goals(goals: Sequence[Goal]) -> tuple[Problem, ...]:
    return tuple(_doubled({one.path: one.fields for one in goals}))


def _doubled(notes: dict[str, Fields]) -> Iterator[Problem]:
    message = "This has the name and most properties of the note beside it, and a number: it may be a copy."
    hint = (
        "Sync tools number the other side of a conflict. Take over what the other note lacks, then delete it."
    )
    for path, fields in notes.items():
        other = notes.get(sync_copies.counted(path))
        if other and _are_alike(fields, other):
            yield Problem(path, 1, 1, "numbered-copy", message, hint)


def _are_alike(one: Fields, other: Fields) -> bool:
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) >= max(2 * _LEAST, min(len(pairs), len(others)) + 1)


def _pairs(fields: Fields) -> set[tuple[str, str]]:
    return {(key, str(value.value)) for key, values in fields.items() for value in values}
