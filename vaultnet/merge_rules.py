"""Which of two single values stands where both sides changed a property: the few fields that say so. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from vaultnet.merge_values import Rule, Rules
from vaultnet.model import Field
from vaultnet.note_types import NOTE_TYPES
from vaultnet.spelling import normal

LATER: Final = ("snooze", "skipped", "put_off", "last_contact", "reviewed")
"""Fields whose later day stands: what was done last is what counts, and being in touch earlier is no news."""
YES: Final = ("private",)
"""Fields that rather say yes: what one device keeps to itself is not told because of the other."""


def rules(more: Mapping[str, Sequence[str]]) -> Rules:
    """Give the rules for keys as they are written; ``more`` are further names of fields (``[fields]``)."""
    by_name: dict[str, Rule] = {}
    for field in fields():
        rule: Rule = "later" if field.name in LATER else "yes"
        for name in (field.name, *more.get(field.name, ()), *field.synonyms):
            by_name.setdefault(normal(name), rule)
    return lambda key: by_name.get(normal(key), "")


def fields() -> Iterable[Field]:
    """Give the declared fields that have a rule."""
    return (field for one in NOTE_TYPES for field in one.fields if field.name in (*LATER, *YES))
