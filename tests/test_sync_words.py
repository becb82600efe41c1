"""What `vaultnet sync` says to a person who has to decide something."""

from __future__ import annotations

import pytest

from vaultnet import sync_words
from vaultnet.sync_decisions import Conflict

BLOB = "1" * 40
BOTH = Conflict("a b.md", BLOB, BLOB, BLOB)
OPEN = [
    (
        "a property",
        BOTH,
        b"---\na: 1\n---\n<<<<<<< ours: a\na: 1\n=======\na: 2\n>>>>>>> theirs: a\n",
        4,
        "Both sides have changed `a`. Set it among the properties",
    ),
    (
        "all properties",
        BOTH,
        b"---\na: 1\n---\n<<<<<<< ours: all properties\n",
        4,
        "Both sides have changed its properties.",
    ),
    (
        "marks among the properties",
        BOTH,
        b"---\na: 1\n<<<<<<< HEAD\nb: 1\n---\n",
        3,
        "Both sides have changed it: keep",
    ),
    (
        "marks below them",
        BOTH,
        b"---\r\na: 1\r\n---\r\n<<<<<<< HEAD\r\n",
        4,
        "Both sides have changed it: keep",
    ),
    ("marks above a line", BOTH, b"\n<<<<<<< HEAD\n---\n", 2, "Both sides have changed it: keep"),
    ("marks", BOTH, b"a\n<<<<<<< HEAD\n", 2, "Both sides have changed it: keep"),
    (
        "a picture",
        BOTH,
        b"\0",
        0,
        "Both sides have changed it. To keep what lies here: `git add -- 'a b.md'`;",
    ),
    (
        "deleted here",
        Conflict("", BLOB, "", BLOB),
        b"x",
        0,
        "It was changed on the other side and deleted here.",
    ),
    (
        "deleted there",
        Conflict("", BLOB, BLOB, ""),
        b"x",
        0,
        "It was changed here and deleted on the other side.",
    ),
    ("a rename", Conflict("", "", BLOB, ""), b"x", 0, "It has this name on one side only"),
]


REBASING = [
    (
        "a picture",
        BOTH,
        "To keep what the others have: `git add -- x`; to take yours: `git checkout --theirs -- x`.",
    ),
    ("changed here", Conflict("", BLOB, "", BLOB), "It was changed here and deleted on the other side."),
    ("deleted here", Conflict("", BLOB, BLOB, ""), "It was changed on the other side and deleted here."),
]


def test_a_rebase_has_the_others_value_among_the_properties() -> None:
    there = b"---\na: 1\n---\n<<<<<<< ours: a\na: 1\n=======\na: 2\n>>>>>>> theirs: a\n"
    said = sync_words.open_conflict(BOTH, there, (), "x", rebasing=True).what
    assert said.startswith(
        "Both sides have changed `a`; what stands above is what the others have. Set it among"
    )


@pytest.mark.parametrize(("title", "conflict", "what"), REBASING, ids=[case[0] for case in REBASING])
def test_a_rebase_has_the_others_as_ours(title: str, conflict: Conflict, what: str) -> None:
    assert what in sync_words.open_conflict(conflict, b"\0", (), "x", rebasing=True).what


@pytest.mark.parametrize(("title", "conflict", "there", "line", "what"), OPEN, ids=[case[0] for case in OPEN])
def test_what_there_is_to_decide(title: str, conflict: Conflict, there: bytes, line: int, what: str) -> None:
    found = sync_words.open_conflict(conflict, there, (), "'a b.md'")
    assert found.line == line
    assert found.what.startswith(what)
    assert ("merge-note" in found.what) == (title == "marks among the properties")
