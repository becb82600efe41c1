"""The line that keeps what was changed of a goal: cases as data, and that what is written is read again."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultnet.course_lines import LONGEST, Changed, Course, read, write

STATUS = Changed("status", ("active",), ("dropped",))

READ: list[tuple[str, str, Course | None]] = [
    ("one property", "changed status: active → dropped", Course((STATUS,))),
    (
        "and why",
        "changed status: active → dropped; because nobody asked",
        Course((STATUS,), "nobody asked"),
    ),
    ("why behind a comma", "changed status: active → dropped, because of it", Course((STATUS,), "of it")),
    ("another arrow", "Changed status : active -> dropped", Course((STATUS,))),
    (
        "a list",
        "changed needs: mentor, hiring → mentor",
        Course((Changed("needs", ("mentor", "hiring"), ("mentor",)),)),
    ),
    ("begun", "changed needs: none → mentor", Course((Changed("needs", (), ("mentor",)),))),
    ("taken away", "changed due: 2027-01-29 → nothing", Course((Changed("due", ("2027-01-29",), ()),))),
    (
        "two together",
        "changed status: active → dropped; due: 2027-01-29 → none; because a; b, because c",
        Course((STATUS, Changed("due", ("2027-01-29",), ())), "a; b, because c"),
    ),
    (
        "links",
        "changed needs: insider at [[Globex]] → [[Lead|a leader]]",
        Course((Changed("needs", ("insider at [[Globex]]",), ("[[Lead|a leader]]",)),)),
    ),
    (
        "in quotes",
        'changed needs: "none" → "a, b", "say ""no"""',
        Course((Changed("needs", ("none",), ("a, b", 'say "no"')),)),
    ),
    (
        "what rested, and why before",
        'changed status: active → dropped; because: "too much, too soon" → none; because I can now',
        Course((STATUS, Changed("because", ("too much, too soon",), ())), "I can now"),
    ),
    ("a property of one's own", "changed mood: low → high", Course((Changed("mood", ("low",), ("high",)),))),
    ("changed in another sense", "changed trains at Gouda", None),
    ("a property and no arrow", "changed status: dropped", None),
    ("nothing before the arrow", "changed status: → dropped", None),
    ("more behind it", "changed status: active → dropped; and more", None),
    ("why, but nothing said", "changed status: active → dropped; because", None),
    ("an open quote", 'changed needs: "a → b', None),
    ("not at its beginning", "I changed status: active → dropped", None),
    ("empty", "", None),
    ("longer than a line is", f"changed status: active → {'x' * LONGEST}", None),
]


@pytest.mark.parametrize(("title", "text", "expected"), READ, ids=[case[0] for case in READ])
def test_read(title: str, text: str, expected: Course | None) -> None:
    assert read(text) == expected


WORDS = st.text(max_size=12).map(lambda text: " ".join(text.split()))
ITEMS = st.lists(
    st.sampled_from(["none", "-", "because x", '"', 'a "b"', "x; because y", "->", "→", "[[A|b]]"])
    | WORDS.filter(bool),
    max_size=3,
).map(tuple)
CHANGED = st.builds(Changed, st.sampled_from(["status", "needs", "because", "due", "my own"]), ITEMS, ITEMS)


@given(changes=st.lists(CHANGED, min_size=1, max_size=3), because=WORDS)
@example(changes=[Changed("needs", ("a", "because b"), ())], because="because; c")
def test_what_is_written_is_read_again(changes: list[Changed], because: str) -> None:
    course = Course(tuple(changes), because)
    assert read(write(course)) == course


@given(st.text(alphabet='changed :→->,;" because', max_size=60))
def test_nothing_raises(text: str) -> None:
    found = read(f"changed {text}")
    assert found is None or read(write(found)) == found
