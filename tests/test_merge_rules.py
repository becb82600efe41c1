"""Which of two single values stands, and the table in the docs that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaultnet import reference_merging
from vaultnet.merge_rules import fields, rules
from vaultnet.merge_values import LATER, YES
from vaultnet.note_types import NOTE_TYPES

RULES = [
    ("a day", "snooze", "later"),
    ("in another spelling", "Last Contact", "later"),
    ("by another name", "snoozed_until", "later"),
    ("of a goal", "reviewed", "later"),
    ("by a name of the owner's", "Wieder ab", "later"),
    ("privacy", "private", "yes"),
    ("any other day", "first_met", ""),
    ("what nobody declares", "rating", ""),
]


@pytest.mark.parametrize(("title", "key", "rule"), RULES, ids=[one[0] for one in RULES])
def test_the_rule_for_a_key(title: str, key: str, rule: str) -> None:
    assert rules({"snooze": ("wieder-ab",)})(key) == rule


def test_every_rule_is_of_a_declared_field() -> None:
    assert {field.name: field.kind for field in fields()} == {
        **dict.fromkeys(LATER, "date"),
        **dict.fromkeys(YES, "flag"),
    }


def test_the_table_in_the_docs_is_what_is_declared() -> None:
    page = (Path(__file__).parent.parent / reference_merging.PAGE).read_text("utf-8")
    assert page == reference_merging.written(page), "Run: python -m vaultnet.reference_merging"


def test_every_field_is_in_the_table() -> None:
    for note_type in NOTE_TYPES:
        for field in note_type.fields:
            assert reference_merging.table().count(f"`{field.name}`") == 1
