"""`vaultnet.model`: what a note is called, and what is read of a value."""

from __future__ import annotations

import pytest

from vaultnet.model import Note, Source, Value, note_name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("People/Ada Lovelace.md", "Ada Lovelace"),
        ("Ada.md", "Ada"),
        ("People/Ada.MD", "Ada"),
        ("Ada.md.md", "Ada.md"),
        ("People/Ada", "Ada"),
        ("v1.2.md", "v1.2"),
        ("", ""),
    ],
)
def test_a_note_is_called_by_its_file(path: str, name: str) -> None:
    assert note_name(path) == Note(path).name == name


VALUES = [
    ("a link", Value("People/Ada", 3, "[[People/Ada]]", link=True), "Ada", "People/Ada.md"),
    ("a link that leads nowhere", Value("Grace", 3, "[[Grace]]", link=True), "Grace", ""),
    ("a text that is called like a note", Value("People/Ada", 3, "People/Ada"), "People/Ada", ""),
    ("a number", Value(6, 3, "6"), "6", ""),
]


@pytest.mark.parametrize(
    ("value", "name", "path"), [case[1:] for case in VALUES], ids=[case[0] for case in VALUES]
)
def test_what_a_value_is_called_and_where_it_leads(value: Value, name: str, path: str) -> None:
    assert (value.name, value.leads({"People/Ada": "People/Ada.md"})) == (name, path)
    assert value.source("Goals/Lead.md") == Source("Goals/Lead.md", 3, value.quote)
