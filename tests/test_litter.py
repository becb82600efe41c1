"""`vaultnet.edits.litter`: what two texts of one template have in common is kept once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet.edits.litter import without

TEMPLATE = "<!-- How you met. -->\n\n## Log\n"
CASES = [
    ("two fresh ones", TEMPLATE, TEMPLATE, "\n"),
    ("a heading that only the other has", "Text.\n", "## Log\n", "## Log\n"),
    ("something below it", "## Log\n", "## Log\n- tea\n", "## Log\n- tea\n"),
    ("another level, another case", "# LOG\n", "Text.\n\n### log ###\n\n", "Text.\n\n\n"),
    ("headings below each other", "## A\n### B\n", "## A\n\n### B\n\n## C\n", "\n\n## C\n"),
    ("a heading over one that stays", "## A\n", "## A\n### B\n", "## A\n### B\n"),
    ("the last of two", "## A\nx\n## B\n", "## A\ny\n## B", "## A\ny\n"),
    ("underlined", "A\n---\n", "A\n---\n", "A\n---\n"),
    ("a comment of their own", "<!-- a -->\n", "<!-- b -->\n", "<!-- b -->\n"),
    ("a comment among words", "<!-- a -->\n", "x <!-- a -->\n", "x <!-- a -->\n"),
    ("a comment in code", "<!-- a -->\n", "```\n<!-- a -->\n```\n", "```\n<!-- a -->\n```\n"),
    ("two comments on a line", "<!-- a -->\n", "<!-- a --> x <!-- a -->\n", "<!-- a --> x <!-- a -->\n"),
    ("what looks like a heading in code", "# a\n", "```\n# a\n```\n", "```\n# a\n```\n"),
    ("other line ends", TEMPLATE.replace("\n", "\r\n"), TEMPLATE, "\n"),
]


@pytest.mark.parametrize(
    ("kept", "other", "left"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_is_left(kept: str, other: str, left: str) -> None:
    assert without(kept, other) == left


TEXT = st.lists(
    st.sampled_from(["# A\n", "## A\n", "## B\n", "x\n", "\n", "<!-- a -->\n", "```\n", "- [ ] y\n"]),
    max_size=8,
).map("".join)


@given(TEXT, TEXT)
def test_nothing_is_lost_and_all_else_keeps_its_order(kept: str, other: str) -> None:
    left = without(kept, other)
    rest = iter(other.split("\n"))
    assert all(line in rest for line in left.split("\n"))
    words = {line.strip("# ") for line in kept.split("\n")}
    assert all(line.strip("# ") in words or line in left for line in other.split("\n"))
    assert without(kept, left) == left
