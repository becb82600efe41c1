"""Two logs become one, by day."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet.edits.log_merge import unite


class Case(NamedTuple):
    title: str
    kept: str
    other: str
    after: str
    rest: str


CASES = [
    Case(
        "between each other",
        "x\n\n## Log\n- 2026-01-01 a\n- 2026-03-01 c\n\n## More\ny\n",
        "z\n## Log\n- 2026-02-01 b\n- 2026-04-01 d\n",
        "x\n\n## Log\n- 2026-01-01 a\n- 2026-02-01 b\n- 2026-03-01 c\n- 2026-04-01 d\n\n## More\ny\n",
        "z\n",
    ),
    Case(
        "newest first stays so",
        "## Log\n- 2026-03-01 c\n- 2026-01-01 a",
        "# log\n- 2025-01-01\n- 2026-02-01 b\n\tmore\n",
        "## Log\n- 2026-03-01 c\n- 2026-02-01 b\n\tmore\n- 2026-01-01 a\n- 2025-01-01\n",
        "",
    ),
    Case(
        "what is there word for word is not repeated",
        "## Log\n- 2026-01-01 a\n",
        "## Log\n- 2026-01-01 a\n- 2026-01-01 b\n# x\n",
        "## Log\n- 2026-01-01 a\n- 2026-01-01 b\n",
        "# x\n",
    ),
    Case(
        "into an empty log",
        "## Log\n\n## x\n",
        "## Log\n* 2026-01-01 a\n",
        "## Log\n* 2026-01-01 a\n\n## x\n",
        "",
    ),
    Case(
        "line ends as in the log",
        "## Log\r\n- 2026-01-01 a\r\n",
        "## Log\n- 2026-02-01 b\n",
        "## Log\r\n- 2026-01-01 a\r\n- 2026-02-01 b\r\n",
        "",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_logs_are_united(case: Case) -> None:
    assert unite(case.kept, case.other) == (case.after, case.rest)


NOT = [
    ("no log here", "x\n", "## Log\n- 2026-01-01 a\n"),
    ("none there", "## Log\n- 2026-01-01 a\n", "x\n"),
    ("nothing in it there", "## Log\n- 2026-01-01 a\n", "## Log\n"),
    ("a line of no day here", "## Log\nwords\n- 2026-01-01 a\n", "## Log\n- 2026-01-01 a\n"),
    ("a line of no day there", "## Log\n- 2026-01-01 a\n", "## Log\n- 2026-01-01 a\n- b\n"),
    ("a heading in code", "```\n## Log\n```\n", "## Log\n- 2026-01-01 a\n"),
]


@pytest.mark.parametrize(("title", "kept", "other"), NOT, ids=[case[0] for case in NOT])
def test_what_is_no_log_of_days_stays(title: str, kept: str, other: str) -> None:
    assert unite(kept, other) is None, title


PIECES = st.lists(
    st.sampled_from(["## Log\n", "- 2026-01-01 a\n", "- 2026-03-01 b\n", "  more\n", "\n", "# x\n", "w\n", "- 2025-01-01 c"]),
    max_size=10,
).map("".join)  # fmt: skip


@given(PIECES, PIECES)
def test_no_line_is_lost(kept: str, other: str) -> None:
    united = unite(kept, other)
    if united:
        words = set(f"{kept}\n{other}".split("\n")) - {"## Log", ""}
        assert words <= set(f"{united.kept}\n{united.rest}".split("\n"))
        at = iter(united.kept.split("\n"))
        assert all(line in at for line in kept.rstrip("\n").split("\n"))
