"""Dated lines go into a note's log as the log is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.edits.log_section import Line, add

NEW = [Line("2025-01-05", "call"), Line("2025-06-02", "coffee")]

# What it shows, the note before, and after.
CASES = [
    ("an empty note", "", "## Log\n- 2025-06-02 coffee\n- 2025-01-05 call\n"),
    ("no log", "Met her.\n", "Met her.\n\n## Log\n- 2025-06-02 coffee\n- 2025-01-05 call\n"),
    ("no log, an empty line", "Met her.\n\n", "Met her.\n\n## Log\n- 2025-06-02 coffee\n- 2025-01-05 call\n"),
    ("no log, no final newline", "Met her.", "Met her.\n\n## Log\n- 2025-06-02 coffee\n- 2025-01-05 call"),
    ("no log, CRLF", "a\r\nb\r\n", "a\r\nb\r\n\r\n## Log\r\n- 2025-06-02 coffee\r\n- 2025-01-05 call\r\n"),
    ("properties only", "\ufeff---\na: b\n---\n", "\ufeff---\na: b\n---\n\n## Log\n- 2025-06-02 coffee\n- 2025-01-05 call\n"),
    ("an empty log", "## Log\n", "## Log\n- 2025-06-02 coffee\n- 2025-01-05 call\n"),
    ("an empty log at the very end", "a\n# log:", "a\n# log:\n- 2025-06-02 coffee\n- 2025-01-05 call"),
    ("another section follows", "## Log\n\n## More\n", "## Log\n- 2025-06-02 coffee\n- 2025-01-05 call\n\n## More\n"),
    ("a section within it", "## Log\n### 2024\n", "## Log\n- 2025-06-02 coffee\n- 2025-01-05 call\n### 2024\n"),
    ("prose in it", "## Log\nNotes:\n\n## More", "## Log\nNotes:\n- 2025-06-02 coffee\n- 2025-01-05 call\n\n## More"),
    (
        "newest first",
        "## Log\n- 2026-01-01 letter\n- 2025-03-01 mail\n- 2024-12-01 met\n",
        "## Log\n- 2026-01-01 letter\n- 2025-06-02 coffee\n- 2025-03-01 mail\n- 2025-01-05 call\n- 2024-12-01 met\n",
    ),
    (
        "oldest first",
        "## Log\n- 2024-12-01 met\n- 2025-03-01 mail\n- 2026-01-01 letter\n",
        "## Log\n- 2024-12-01 met\n- 2025-01-05 call\n- 2025-03-01 mail\n- 2025-06-02 coffee\n- 2026-01-01 letter\n",
    ),
    ("all older", "## Log\n- 2026-01-01 letter\n\n## More\n", "## Log\n- 2026-01-01 letter\n- 2025-06-02 coffee\n- 2025-01-05 call\n\n## More\n"),
    ("all newer, oldest first", "## Log\n- 2024-01-01 a\n- 2024-01-02 b", "## Log\n- 2024-01-01 a\n- 2024-01-02 b\n- 2025-01-05 call\n- 2025-06-02 coffee"),
    ("its own marks", "## Log\n*   2026-01-01 a\n", "## Log\n*   2026-01-01 a\n*   2025-06-02 coffee\n*   2025-01-05 call\n"),
    ("no marks", "## Log\n2026-01-01 a\n", "## Log\n2026-01-01 a\n2025-06-02 coffee\n2025-01-05 call\n"),
    ("no final newline, CRLF", "## Log\r\n- 2026-01-01 a", "## Log\r\n- 2026-01-01 a\r\n- 2025-06-02 coffee\r\n- 2025-01-05 call"),
    (
        "an entry of several lines",
        "## Log\n- [[2025-02-01]] a\n  more\n\n  - nested\n\nprose\n",
        "## Log\n- 2025-06-02 coffee\n- [[2025-02-01]] a\n  more\n\n  - nested\n- 2025-01-05 call\n\nprose\n",
    ),
    ("underlined", "Log\n---\n- 2026-01-01 a\n", "Log\n---\n- 2026-01-01 a\n- 2025-06-02 coffee\n- 2025-01-05 call\n"),
    ("a log in code is none", "```\n## Log\n```\n", "```\n## Log\n```\n\n## Log\n- 2025-06-02 coffee\n- 2025-01-05 call\n"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "before", "after"), CASES, ids=[case[0] for case in CASES])
def test_adds(title: str, before: str, after: str) -> None:
    assert add(before.encode(), NEW) == after.encode()


_PIECES = st.sampled_from(
    [
        "## Log",
        "# a",
        "- 2026-01-01 a",
        "- 2024-01-01 b",
        "* x",
        "  more",
        "",
        "",
        "---",
        "```",
        "%%",
        "2025-02-02 c",
        "\r",
    ]
)
_LINES = st.lists(_PIECES, max_size=12)
_NEW = st.sets(
    st.builds(Line, st.dates().map(lambda day: f"{day.year:04}-01-02"), st.sampled_from(["coffee", "call"])),
    min_size=1,
    max_size=4,
)


@given(_LINES, st.sampled_from(["\n", "\r\n"]), _NEW)
@settings(max_examples=300)
def test_every_line_that_was_there_stays_in_its_order(lines: list[str], end: str, new: set[Line]) -> None:
    before = end.join(lines).encode()
    after = add(before, new)
    rest = iter(after.split(b"\n"))
    assert all(
        any(line.rstrip(b"\r") == one.rstrip(b"\r") for one in rest) for line in before.split(b"\n") if line
    )
    assert after.endswith(b"\n") == (before.endswith(b"\n") or not before)
    for line in new:
        assert (
            after.count(f"{line.day} {line.words}".encode())
            == before.count(f"{line.day} {line.words}".encode()) + 1
        )


@given(st.binary(max_size=80), _NEW)
def test_any_bytes_stay(data: bytes, new: set[Line]) -> None:
    after = add(data, new)
    rest = iter(after)
    assert all(byte in rest for byte in data)
