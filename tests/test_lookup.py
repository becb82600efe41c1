"""`vaultnet.lookup`: which note a name on the command line means."""

from __future__ import annotations

import pytest

from vaultnet.lookup import Named, look_up

NOTES = [
    Named("People/Ada Lovelace.md", "contact", ("Ada", "Countess")),
    Named("People/Adam Smith.md", "contact"),
    Named("People/Charles Babbage.md", "contact", ("CB",)),
    Named("People/Zoe\u0308 Vermeulen.md", "contact"),
    Named("Old/Charles Babbage.md", ""),
    Named("Goals/Lead a platform team.md", "goal"),
    Named("Meetings/2026-10-17 Ada Lovelace coffee.md", "meeting"),
    Named("Meetings/2026-10-18 Grace call.md", "meeting"),
    Named("Meetings/2026-10-19 Grace call.md", "meeting"),
    Named("People/Jean.md", "contact"),
    Named("Elsewhere/jean.md", "contact"),
]

CASES = [
    ("the name", "Ada Lovelace", "People/Ada Lovelace.md"),
    ("as a link", "[[Ada Lovelace]]", "People/Ada Lovelace.md"),
    ("the path", "Old/Charles Babbage.md", "Old/Charles Babbage.md"),
    ("a name as the file's", "Ada Lovelace.md", "People/Ada Lovelace.md"),
    ("the beginning of a name as the file's", "Adam.md", "People/Adam Smith.md"),
    ("the path without .md", "Old/Charles Babbage", "Old/Charles Babbage.md"),
    ("in other case", "ada lovelace", "People/Ada Lovelace.md"),
    ("an alias, though other names begin so", "ada", "People/Ada Lovelace.md"),
    ("in the other Unicode form", "Zoë Vermeulen", "People/Zoe\u0308 Vermeulen.md"),
    ("the one name that begins so", "adam", "People/Adam Smith.md"),
    ("the one alias that begins so", "count", "People/Ada Lovelace.md"),
    ("a contact before a note of the same name", "Charles Babbage", "People/Charles Babbage.md"),
    ("the one name that holds it", "smith", "People/Adam Smith.md"),
    ("a contact before a meeting that names it", "lovelace", "People/Ada Lovelace.md"),
    ("a goal", "platform", "Goals/Lead a platform team.md"),
    ("another note", "2026-10-17", "Meetings/2026-10-17 Ada Lovelace coffee.md"),
    ("exact case where two differ in it", "jean", "Elsewhere/jean.md"),
]


@pytest.mark.parametrize(("wanted", "path"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_one_note(wanted: str, path: str) -> None:
    found = look_up(wanted, NOTES)
    assert found.note is not None
    assert found.note.path == path
    assert found.rivals == found.near == ()


RIVALS = [
    ("two that begin so", "Ad", ["People/Ada Lovelace.md", "People/Adam Smith.md"]),
    ("two that hold it", "grace", ["Meetings/2026-10-18 Grace call.md", "Meetings/2026-10-19 Grace call.md"]),
    ("two that differ in case", "JEAN", ["Elsewhere/jean.md", "People/Jean.md"]),
]


@pytest.mark.parametrize(("wanted", "paths"), [case[1:] for case in RIVALS], ids=[case[0] for case in RIVALS])
def test_several_notes(wanted: str, paths: list[str]) -> None:
    found = look_up(wanted, NOTES)
    assert found.note is None
    assert [note.path for note in found.rivals] == paths


@pytest.mark.parametrize(("wanted", "near"), [("Charls Babage", "Charles Babbage"), ("Cuontess", "Countess")])
def test_none_and_the_nearest(wanted: str, near: str) -> None:
    found = look_up(wanted, NOTES)
    assert found.note is None
    assert near in found.near


@pytest.mark.parametrize("wanted", ["", "  ", "[[]]", "Xylophone"])
def test_none_at_all(wanted: str) -> None:
    assert look_up(wanted, NOTES) == (None, (), ())
