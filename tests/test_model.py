"""`vaultnet.model`: what a note is called."""

from __future__ import annotations

import pytest

from vaultnet.model import Note, note_name


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
