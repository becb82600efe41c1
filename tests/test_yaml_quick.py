"""The quick reading of plain front matter: wherever it answers, libyaml would have given the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.model import Located
from vaultnet.yaml_quick import read_quick
from vaultnet.yaml_tree import build

ANSWERED = [
    (
        "what the property pane writes",
        'type: contact\naliases:\n  - Ada\n  - "A: L"\ncompany: "[[Globex]]"\n',
    ),
    ("lists in brackets", "tags: [person, mentor ]\npeople: [\"[[Ada]]\", 'Bob']\nnone: []\n"),
    ("an empty property", "role:\nemail: \ntier:\n"),
    ("a list without indentation", "tags:\n- a\n- 2\nrole: x\n"),
    ("Windows' line ends, spaces at the end", "a: b  \r\nc: [d]  \r\ne:\r\n- f \r\n"),
    ("words that mean something", "a: true\nb: nan\nc: 012\nd: [null, 1e3, No]\n"),
    (
        "colons within words, commas, quotation marks",
        "url: https://a.b/c?d=e\nat: 12:30, or so\nsaid: it's\n",
    ),
    ("letters beyond ASCII", "a: Zoë Łucja\nb: [日本, 'Nguyễn']\nc: \"é\"\n"),
    ("no line end at the end", "a: b\nc: d"),
]
LEFT = [
    ("a key twice", "a: b\na: c\n"),
    ("a comment", "a: b # c\n"),
    ("signs beyond ASCII, whose classes would cost every start-up", "a: Zoë — “x”\n"),
    ("an anchor", "a: &b c\n"),
    ("a list in a list", "a: [[b]]\n"),
    ("a map", "a:\n  b: c\n"),
    ("a text over two lines", "a: b\n  c\n"),
    ("items that stand unlike each other", "a:\n  - b\n   - c\n"),
    ("a key that is no text", "true: b\n"),
    ("an escape", 'a: "b\\n"\n'),
    ("a character that breaks lines for libyaml", "a: b\u2028c\n"),
    ("nothing", ""),
    ("more than is looked at", "a: b\n" + "".join(f"k{n}: {'x' * 99}\n" for n in range(200))),
]


@pytest.mark.parametrize(("title", "text"), ANSWERED, ids=[title for title, _ in ANSWERED])
def test_answers_as_libyaml_does(title: str, text: str) -> None:
    found = read_quick(text, 2)
    assert found is not None
    assert repr(found) == repr(build(text, 2))


@pytest.mark.parametrize(("title", "text"), LEFT, ids=[title for title, _ in LEFT])
def test_leaves_the_rest_to_libyaml(title: str, text: str) -> None:
    assert read_quick(text, 2) is None


def test_every_value_has_its_place() -> None:
    found = read_quick("a:  b\nc: [d, 'e']\nf:\n  - g\nh:\n", 2)
    assert found == Located(
        {
            "a": Located("b", 2, 5),
            "c": Located((Located("d", 3, 5), Located("e", 3, 8)), 3, 4),
            "f": Located((Located("g", 5, 5),), 5, 3),
            "h": Located(None, 6, 3),
        },
        2,
        1,
    )


KEYS = st.sampled_from(["a", "b", "type", "No", "null", "x-y", "_z", "true", "e f", "é", '"q"'])
ODD = "\"'[]{},:#&*!|>%@`-? \t\\é~\u2028\x85\ufeff\r\n0.\xa0\u200b"
VALUES = st.one_of(
    st.sampled_from(
        ["", "b", "[a, b]", '["a", b ]', '"q: r"', "'s'", "2026-01-02", "~", "a:b", "[]", "x y "]
    ),
    st.text(st.sampled_from("ab1" + ODD), max_size=6),
    st.text(max_size=4),
)
LINES = st.one_of(
    st.builds(lambda key, gap, value: f"{key}:{gap}{value}", KEYS, st.sampled_from([" ", "", "  "]), VALUES),
    st.builds(lambda margin, value: f"{margin}- {value}", st.sampled_from(["", "  ", "   "]), VALUES),
)


@given(st.lists(LINES, min_size=1, max_size=5))
@settings(max_examples=500, deadline=None)
def test_whatever_is_answered_is_what_libyaml_says(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    found = read_quick(text, 2)
    assert found is None or repr(found) == repr(build(text, 2))
