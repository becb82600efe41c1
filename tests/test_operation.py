"""Operations as values: what leads back, and how changes are shown."""

from __future__ import annotations

import pytest

from vaultnet.operation import Change, diff, inverse

CHANGES = [
    ("edited", Change("A.md", b"one\ntwo\n", b"one\n2\n"),
     "--- a/A.md\n+++ b/A.md\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"),
    ("made", Change("A.md", None, b"one\n"), "--- /dev/null\n+++ b/A.md\n@@ -0,0 +1 @@\n+one\n"),
    ("made empty", Change("A.md", None, b""), ""),
    ("removed", Change("A.md", b"one\n", None), "--- a/A.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n"),
    ("moved", Change("A.md", b"one\n", b"one\n", "B.md"), "rename from A.md\nrename to B.md\n"),
    ("moved and edited", Change("A.md", b"one\n", b"two\n", "B.md"),
     "rename from A.md\nrename to B.md\n--- a/A.md\n+++ b/B.md\n@@ -1 +1 @@\n-one\n+two\n"),
    ("no line end", Change("A.md", b"one", b"one\n"),
     "--- a/A.md\n+++ b/A.md\n@@ -1 +1 @@\n-one\n\\ No newline at end of file\n+one\n"),
    ("other line ends", Change("A.md", b"a\r\nb\x85c\r\n", b"a\r\nx\r\n"),
     "--- a/A.md\n+++ b/A.md\n@@ -1,2 +1,2 @@\n a\r\n-b\ufffdc\r\n+x\r\n"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "change", "shown"), CHANGES, ids=[case[0] for case in CHANGES])
def test_changes_are_shown_as_a_diff_and_lead_back(title: str, change: Change, shown: str) -> None:
    assert diff((change,)) == shown
    assert inverse(inverse((change,))) == (change,)


def test_what_leads_back_comes_in_the_opposite_order() -> None:
    there = (Change("A.md", b"1", b"2", "B.md"), Change("C.md", None, b"3"))
    assert inverse(there) == (Change("C.md", b"3", None), Change("B.md", b"2", b"1", "A.md"))
