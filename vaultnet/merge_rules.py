"""Which of two single values stands where both sides changed a property: the few fields that say so. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vaultnet.merge_values import BY_NAME, LATER, YES, Rules
from vaultnet.model import Field
from vaultnet.note_types import NOTE_TYPES
from vaultnet.spelling import normal


def rules(more: Mapping[str, Sequence[str]]) -> Rules:
    """Give the rules for keys as they are written; ``more`` are further names of fields (``[fields]``)."""
    by_name = dict(BY_NAME)
    for field in fields():
        rule = BY_NAME[normal(field.name)]
        for name in (*more.get(field.name, ()), *field.synonyms):
            by_name.setdefault(normal(name), rule)
    return lambda key: by_name.get(normal(key), "")


def fields() -> Iterable[Field]:
    """Give the declared fields that have a rule."""
    return (field for one in NOTE_TYPES for field in one.fields if field.name in (*LATER, *YES))
