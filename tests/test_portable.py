"""`vaultnet.portable`: names that every device holds."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.portable import LONGEST, name, reason_against

FINE = [
    "Ada Lovelace",
    "Zoë",
    "東京",
    "O'Brien & Sons (London)",
    "a.b",
    "Conrad",
    "COM10",
    "2026-11-20 Ada",
    "100% remote",
    "نوشته\u200cها",
]
NOT_FINE = [
    ("", "empty"), ("   ", "empty"), ("a/b", "/ can't stand"), ("a|b", "| can't"), ("a]]b", "] can't"), ("#tag", "# can't"),
    ("a\nb", "control character"), (" a", "space"), ("a ", "space"), (".hidden", "dot"), ("a.", "dot"), ("con", "Windows"),
    ("NUL.txt", "Windows"), ("Lpt1", "Windows"), ("com¹", "Windows"), ("aux .md", "Windows"), ("ä" * 101, "longer than 200 bytes"),
    ("x\udcff", "UTF-8"), ("%%x%%", "%% can't"), ("a\u202eb", "control character"),
]  # fmt: skip


@pytest.mark.parametrize("words", FINE)
def test_a_name_that_every_device_holds(words: str) -> None:
    assert reason_against(words) == ""


@pytest.mark.parametrize(("words", "reason"), NOT_FINE)
def test_a_name_that_some_device_can_not_hold(words: str, reason: str) -> None:
    assert reason in reason_against(words)


MADE = [
    ("as it is", "Ada Lovelace coffee", "Ada Lovelace coffee"),
    ("signs that can't stand in a link", "a|b#c^d[[e]]", "a b c d e"),
    ("signs that Windows has not", 'Ada: "why?" <now> a/b\\c*', "Ada why now a b c"),
    ("comments and placeholders", "%%no%% {{date}}", "no date"),
    ("spaces of every kind", "a\tb\u00a0c\u2028d\n e", "a b c d e"),
    ("composed", "Zoe\u0308", "Zoë"),
    ("what nobody sees", "a\u200bb\u202ec\ufeff", "a b c"),
    ("half a character", "a\udcffb", "ab"),
    ("dots and dashes at the ends", ". -Ada-. ", "Ada"),
    ("a name of Windows", "con", "Note"),
    ("such a name with an ending", "NUL.txt", "Note"),
    ("only a part of it", "Conrad", "Conrad"),
    ("nothing left", "???", "Note"),
    ("cut at a phrase", "Send her the plan of one page, which she wanted early, with the notes",
     "Send her the plan of one page, which she wanted early"),
    ("cut at a word", "word " * 20, ("word " * 12).strip()),
    ("one long word", "x" * 100, "x" * 60),
    ("by its bytes", "東" * 60, "東" * 60),
    ("by its bytes, four each", "𠀀" * 60, "𠀀" * 50),
]  # fmt: skip


@pytest.mark.parametrize(("words", "made"), [case[1:] for case in MADE], ids=[case[0] for case in MADE])
def test_names_made_of_words(words: str, made: str) -> None:
    assert name(words) == made


def test_how_long_and_what_otherwise() -> None:
    assert name("Ada Lovelace and Grace Hopper", longest=14) == "Ada Lovelace"
    assert name("Ada Lovelace", most=5) == "Ada"
    assert name("?", otherwise="Someone") == "Someone"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=150), st.integers(1, 90))
def test_what_is_made_is_fine(words: str, longest: int) -> None:
    made = name(words, longest, otherwise="N")
    assert reason_against(made) == ""
    assert len(made) <= longest
    assert len(made.encode()) <= LONGEST
    assert made == normalize("NFC", made)
    assert made.isprintable()
    assert name(made, longest, otherwise="N") == made
