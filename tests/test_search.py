"""`vaultnet.search`: what is found, in which order, and which lines are shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.search import Document, Line, fold, search

NOTES = [
    Document(
        "People/Ada Lovelace.md", "---\ntype: contact\n---\nMet at the evening.\n\nThinks best on walks.\n"
    ),
    Document("Meetings/2026-10-17 Ada Lovelace coffee.md", "# Coffee\nStart with one hire. walking home\n"),
    Document("People/Zoë Vermeulen.md", "Numerical methods.\nMethods that are numerical, and a sidewalk.\n"),
    Document("Ideas.md", "Nothing here.\r\nA WALK with Zoe\r\n"),
]

FOUND = [
    ("every word must be there", ["evening", "walks"], ["People/Ada Lovelace.md"]),
    ("case does not matter", ["EVENING"], ["People/Ada Lovelace.md"]),
    ("accents do not matter", ["vermeulen", "zoe"], ["People/Zoë Vermeulen.md"]),
    ("an accent that is asked for neither", ["zoë", "walk"], ["People/Zoë Vermeulen.md", "Ideas.md"]),
    ("words with a space are a phrase", ["numerical methods"], ["People/Zoë Vermeulen.md"]),
    ("a phrase must stand as it is", ["walk home"], []),
    ("a word in the name counts", ["coffee", "hire"], ["Meetings/2026-10-17 Ada Lovelace coffee.md"]),
    (
        "a name that begins so comes before one that holds it",
        ["lovelace"],
        ["Meetings/2026-10-17 Ada Lovelace coffee.md", "People/Ada Lovelace.md"],
    ),
    (
        "the whole name comes first",
        ["ada lovelace"],
        ["People/Ada Lovelace.md", "Meetings/2026-10-17 Ada Lovelace coffee.md"],
    ),
    (
        "a word that begins so comes before one inside a word",
        ["walk"],
        [
            "Ideas.md",
            "Meetings/2026-10-17 Ada Lovelace coffee.md",
            "People/Ada Lovelace.md",
            "People/Zoë Vermeulen.md",
        ],
    ),
    ("nothing but spaces finds nothing", [" ", ""], []),
    ("signs are taken as they are", ["(.*"], []),
]


@pytest.mark.parametrize(("words", "paths"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_what_is_found(words: list[str], paths: list[str]) -> None:
    assert [hit.path for hit in search(words, NOTES).hits] == paths


def test_the_lines_are_those_that_hold_the_words_in_their_order() -> None:
    (hit,) = search(["numerical", "methods"], NOTES).hits
    assert hit.lines == (
        Line(1, "Numerical methods."),
        Line(2, "Methods that are numerical, and a sidewalk."),
    )
    assert hit.matches == 2


def test_at_most_three_lines_and_the_best_of_them() -> None:
    text = "x apple\n" * 5 + "apple and pear\n" + "pear\n" * 5 + "# apple\n"
    (hit,) = search(["apple", "pear"], [Document("a.md", text)]).hits
    assert len(hit.lines) == 3
    assert Line(6, "apple and pear") in hit.lines
    assert Line(12, "# apple") in hit.lines
    assert hit.matches == 12


def test_a_rare_word_counts_more() -> None:
    notes = [Document(f"common {n}.md", "tea tea tea\n") for n in range(9)]
    notes += [Document("both.md", "tea kettle\n"), Document("more.md", "kettle tea kettle\ntea\nkettle\n")]
    assert [hit.path for hit in search(["tea", "kettle"], notes).hits] == ["more.md", "both.md"]


def test_a_long_line_is_cut_around_the_word() -> None:
    line = "a " * 300 + "needle" + " b" * 300
    (hit,) = search(["needle"], [Document("a.md", line)]).hits
    assert "needle" in hit.lines[0].text
    assert hit.lines[0].text.startswith("… ")
    assert hit.lines[0].text.endswith(" …")
    assert len(hit.lines[0].text) < 200
    (begins,) = search(["needle"], [Document("a.md", "needle " + line)]).hits
    assert begins.lines[0].text.startswith("needle ")


def test_a_note_found_by_its_name_alone_has_no_lines() -> None:
    (hit,) = search(["ideas"], NOTES).hits
    assert (hit.path, hit.lines, hit.matches) == ("Ideas.md", (), 0)


def test_words_that_stand_nowhere_are_named_as_they_were_typed() -> None:
    found = search(["walks", "Bernoulli", "LOOMS"], NOTES)
    assert found.hits == ()
    assert found.missing == ("Bernoulli", "LOOMS")


def test_words_that_never_stand_together_are_not_missing() -> None:
    assert search(["evening", "hire"], NOTES) == ((), ())


@settings(max_examples=60)
@given(
    st.lists(st.text(alphabet="aäÄbBß \n#é", max_size=30), max_size=6),
    st.text(alphabet="aäbßé", min_size=1, max_size=3),
)
def test_each_shown_line_holds_the_word_and_each_note_with_it_is_found(texts: list[str], word: str) -> None:
    notes = [Document(f"{number}.md", text) for number, text in enumerate(texts)]
    hits = search([word], notes).hits
    assert {hit.path for hit in hits} == {note.path for note in notes if fold(word) in fold(note.text)}
    for hit in hits:
        lines = texts[int(hit.path[:-3])].split("\n")
        for line in hit.lines:
            assert line.text == lines[line.line - 1].strip()
            assert fold(word) in fold(lines[line.line - 1])
