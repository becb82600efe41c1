"""What lies at a path: a file, a link, a folder, or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vaultnet.sync_files import Lying, held, is_generated, look

LYING = [
    ("a.md", Lying(b"text")),
    ("empty.md", Lying(b"")),
    ("none.md", Lying(None)),
    ("gone/a.md", Lying(None)),
    ("link.md", Lying(b"", is_file=False)),
    ("nowhere.md", Lying(b"", is_file=False)),
    ("folder", Lying(b"", is_file=False)),
    ("a.md/b.md", Lying(b"", is_file=False)),
]


@pytest.mark.parametrize(("path", "expected"), LYING, ids=[case[0] for case in LYING])
def test_what_lies_there(path: str, expected: Lying, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"text")
    (tmp_path / "empty.md").touch()
    (tmp_path / "folder").mkdir()
    os.symlink("a.md", tmp_path / "link.md")
    os.symlink("nothing", tmp_path / "nowhere.md")
    assert look(str(tmp_path), path) == expected
    assert held(str(tmp_path), path) == (expected.data or b"")


PAGE = b"---\nvaultnet: x\nfor: 2026-11-20\n---\n"
GENERATED = [("a page", PAGE, True), ("a note", b"text", False), ("no text", b"\xff\xfe", False)]


@pytest.mark.parametrize(("title", "data", "expected"), GENERATED, ids=[case[0] for case in GENERATED])
def test_what_is_ours_to_replace(title: str, data: bytes, expected: bool) -> None:
    assert is_generated("Network/x.md", data) is expected
