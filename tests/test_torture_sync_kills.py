"""A sync that is killed at its calls of git; in full: ``python -m torture sync_kills``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from torture import sync_kills
from torture.replica_devices import workshop


@pytest.mark.parametrize("how", sync_kills.HOW)
def test_the_next_sync_goes_on(how: str, tmp_path: Path) -> None:
    """Once in the middle of what a sync asks of git, which is to be in the middle of its work."""
    way = sync_kills.WAYS[0]
    with workshop(tmp_path, way):
        base = Path(os.path.realpath(tmp_path)) / "base"
        sync_kills.begin(base, way)
        wanted, calls = sync_kills.undisturbed(base, tmp_path / "whole", way)
        assert calls > 10
        assert sync_kills.kill(base, tmp_path / "killed", way, calls // 2, how, wanted)[1] == ""


def test_what_is_lost_is_seen() -> None:
    wanted = sync_kills.Held({"a.md": b"a", "b.md": b"b"}, "1", "")
    found = sync_kills.Held({"a.md": b"x", "c.md": b"c"}, "2", "?? c.md")
    assert [*sync_kills.differences(found, wanted)] == [
        "other files: a.md, b.md, c.md",
        "the repository holds something else",
        "in no commit: ?? c.md",
    ]
