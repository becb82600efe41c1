"""Git's marks in a text, and the texts of the two sides."""

from __future__ import annotations

import pytest

from vaultnet import sync_marks

MARKED = [
    ("none", b"a\nb\n", [], 0),
    ("git's", b"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n", [], 2),
    ("with carriage returns", b"a\r\n<<<<<<< HEAD\r\n", [], 2),
    ("without a label", b">>>>>>>\n", [], 1),
    ("larger ones", b"<<<<<<<<<<< HEAD\n", [], 1),
    ("within a line", b"a <<<<<<< b\n", [], 0),
    ("a rule", b"Title\n=======\n", [], 0),
    ("one that somebody wrote", b"<<<<<<< HEAD\nx\n>>>>>>> theirs\n", [b"<<<<<<< HEAD\n"], 3),
    ("git's beside one that both have", b"<<<<<<< a\nx\n<<<<<<< a\ny\n", [b"<<<<<<< a\nx\n", b"<<<<<<< a\nx\nz"], 3),
    ("git's before one that both have", b"<<<<<<< a\ny\n<<<<<<< a\nx\n", [b"<<<<<<< a\nx\n", b"<<<<<<< a\nx\nz"], 1),
    ("as many as a side has", b"<<<<<<< a\n>>>>>>> b\n", [b"x", b"<<<<<<< a\n>>>>>>> b\n"], 0),
    ("written, with other ends of lines", b"<<<<<<< a\r\n", [b"<<<<<<< a\n"], 0),
    ("one that ends the file", b"x\n>>>>>>> b", [], 2),
    ("only the middle is left", b"a\n=======\nb\n", [b"a\n", b"b\n"], 2),
    ("with what was before", b"a\n||||||| base\no\nb\n", [b"a\n", b"b\n"], 2),
    ("a heading that one side has", b"a\n=======\nb\n", [b"a\n=======\n", b"b\n"], 0),
    ("smaller ones that nobody spoke of", b"<<<<< HEAD\n", [], 0),
]  # fmt: skip


@pytest.mark.parametrize(("title", "there", "sides", "expected"), MARKED, ids=[case[0] for case in MARKED])
def test_the_first_mark(title: str, there: bytes, sides: list[bytes], expected: int) -> None:
    assert sync_marks.marker(there, sides) == expected


SIZES = [
    (5, b"<<<<< HEAD\n", 1),
    (5, b"<<<< HEAD\n", 0),
    (5, b"<<<<<<< ours: a\n", 1),
    (20, b"<<<<<<< ours: a\n", 1),
]


@pytest.mark.parametrize(("size", "there", "expected"), SIZES)
def test_marks_of_another_size(size: int, there: bytes, expected: int) -> None:
    assert sync_marks.marker(there, size=size) == expected


TWO_SIDES = [
    ("no marks", b"a\n=======\nb\n", b"a\nb\n"),
    ("two sides", b"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\nd\n", b"a\nb\nc\nd\n"),
    ("what was before", b"<<<<<<< HEAD\nb\n||||||| 12ab\nbase\n=======\nc\n>>>>>>> x\nd\n", b"b\nc\nd\n"),
    ("one within the other", b"<<<<<<< A\n1\n||||||| o\n<<<<<<<< B\n2\n========\n3\n>>>>>>>> C\n=======\n4\n>>>>>>> D\n", None),
    ("with carriage returns", b"<<<<<<< HEAD\r\nb\r\n=======\r\nc\r\n>>>>>>> x\r\n", b"b\r\nc\r\n"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "there", "expected"), TWO_SIDES, ids=[case[0] for case in TWO_SIDES])
def test_the_lines_of_both_sides(title: str, there: bytes, expected: bytes | None) -> None:
    both = sync_marks.both_sides(there)
    assert not sync_marks.marker(both)
    if expected is None:
        assert {b"1", b"4"} <= set(both.split(b"\n"))
    else:
        assert both == expected
