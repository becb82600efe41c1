"""`vaultnet.lookup`: which note a name on the command line means."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.lookup import Named, look_up, plain

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
    Named("People/Søren Łęski.md", "contact"),
    Named("Elsewhere/jean.md", "contact"),
    Named("People/Pat O’Brien.md", "contact", ("O’B",)),
    Named("People/Pat D'Arcy.md", "contact"),
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
    ("without its accents", "Zoe Vermeulen", "People/Zoe\u0308 Vermeulen.md"),
    ("its beginning without accents", "zoe", "People/Zoe\u0308 Vermeulen.md"),
    ("letters that are no accents", "soren", "People/Søren Łęski.md"),
    ("with accents that it has not", "Adám", "People/Adam Smith.md"),
    ("a straight apostrophe for a curly one", "Pat O'Brien", "People/Pat O’Brien.md"),
    ("a curly apostrophe for a straight one", "Pat d’Arcy", "People/Pat D'Arcy.md"),
    ("an alias with another apostrophe", "O'B", "People/Pat O’Brien.md"),
    ("its beginning with another apostrophe", "pat o'", "People/Pat O’Brien.md"),
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


ADA, BABBAGE = "Ada Lovelace", "Charles Babbage"
NEAR = [
    ("letters left out", "Charls Babage", [BABBAGE]),
    ("an alias", "Cuontess", ["Countess"]),
    ("two letters changed about", "Ada Lovelcae", [ADA]),
    ("one word of it, mistyped", "lovelcae", [ADA]),
    ("the words changed about", "Lovelace Ada", [ADA]),
    ("parts of words", "love ada", [ADA]),
    ("without the space", "AdaLovelace", [ADA]),
    ("a goal", "platfrom", ["Lead a platform team"]),
    ("without accents and mistyped", "Zoe Vermuelen", ["Zoe\u0308 Vermeulen"]),
    ("other notes where no contact comes near", "Grcae", ["2026-10-18 Grace call", "2026-10-19 Grace call"]),
]


@pytest.mark.parametrize(("wanted", "near"), [case[1:] for case in NEAR], ids=[case[0] for case in NEAR])
@pytest.mark.parametrize("sure", [False, True])
def test_none_and_the_nearest(wanted: str, near: list[str], sure: bool) -> None:
    found = look_up(wanted, NOTES, sure=sure)
    assert (found.note, found.rivals) == (None, ())
    assert [one.name for one in found.near] == near
    assert all(one.name in one.note.names for one in found.near)


@pytest.mark.parametrize("wanted", ["smith", "lovelace", "platform"])
def test_who_has_to_be_sure_is_not_given_what_only_holds_the_word(wanted: str) -> None:
    loosely, surely = look_up(wanted, NOTES), look_up(wanted, NOTES, sure=True)
    assert loosely.note is not None
    assert surely.note is None
    assert [one.note for one in surely.near] == [loosely.note]


def test_two_that_are_the_same_without_accents() -> None:
    pool = [Named("Zoë.md", "contact"), Named("Zoé.md", "contact")]
    assert look_up("zoe", pool, sure=True).rivals == tuple(sorted(pool))
    assert look_up("zoé", pool, sure=True).note == pool[1]


def test_of_two_that_differ_in_the_apostrophe_alone_the_exact_one_is_meant() -> None:
    pool = [Named("Pat O’Brien.md", "contact"), Named("Pat O'Brien.md", "contact")]
    assert [look_up(one.name, pool).note for one in pool] == pool
    assert look_up("Pat OʼBrien", pool).rivals == tuple(sorted(pool))


@pytest.mark.parametrize("wanted", ["", "  ", "[[]]", "Xylophone", "Analytical Engines", ".md"])
def test_none_at_all(wanted: str) -> None:
    assert look_up(wanted, NOTES) == (None, (), ())


WORD = st.text("abcdefgö", min_size=3, max_size=8)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(WORD, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=8),
    WORD,
    st.booleans(),
)
def test_one_that_is_found_is_called_so(names: list[str], wanted: str, sure: bool) -> None:
    found = look_up(wanted, [Named(f"{name}.md", "contact") for name in names], sure=sure)
    assert [bool(found.note), bool(found.rivals), bool(found.near)].count(True) <= 1
    if found.note:
        name = plain(found.note.name)
        assert name.startswith(plain(wanted)) if sure else plain(wanted) in name
