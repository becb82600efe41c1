"""Commands killed at their system calls; in full: ``python -m torture kill``."""

from __future__ import annotations

import pytest

from tests.tortures import figures
from torture.calls import KINDS
from torture.kill import torn
from torture.meanwhile import WHATS

WHOLE = [
    ("nothing changed", {"a.md": b"old"}, ""),
    ("all changed", {"a.md": b"new", "b.md": b"made"}, ""),
    ("what lies there for a moment is the next run's", {"a.md": b"old", ".vaultnet-1-0.tmp": b"ma"}, ""),
    ("so is a folder", {"a.md": b"old", "Inbox/": b""}, ""),
    ("the new text before the move", {"a.md": b"made"}, ""),
    ("half a note", {"a.md": b"ol"}, "a.md is torn"),
    ("a note that is gone", {"b.md": b"made"}, "a.md is gone"),
]


@pytest.mark.parametrize(("title", "found", "expected"), WHOLE, ids=[case[0] for case in WHOLE])
def test_a_torn_note_is_seen(title: str, found: dict[str, bytes], expected: str) -> None:
    assert torn(found, {"a.md": b"old"}, {"a.md": b"new", "b.md": b"made"}) == expected


def test_each_call_has_one_number() -> None:
    for machine in ("x86_64", "aarch64"):
        numbers = [getattr(kind, machine) for kind in KINDS if getattr(kind, machine) is not None]
        assert len(numbers) == len(set(numbers))


def test_whoever_is_killed_leaves_nothing_half_done() -> None:
    found = {one.what: one for one in figures("kill", 0)}
    if found:
        assert {"rename", "build with a tick", "build, at the calls on its cache", *WHATS} <= found.keys()
        assert found["a plain write, beside"].lost, "what tears a note has to be seen"
