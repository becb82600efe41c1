"""The short form of the torture of undo; and that it sees what goes wrong."""

from __future__ import annotations

import pytest

from torture import undo


def test_everything_is_taken_back() -> None:
    figures = undo.run(24, seed=5)
    assert [one.what for one in figures] == list(undo.WHATS)
    assert [(one.what, one.note) for one in figures if one.lost] == []
    assert figures[0].tried == 24


def test_what_is_not_taken_back_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "_take_back", lambda torture, number: None)
    figures = undo.run(3, seed=5)
    assert figures[0].lost == 3
    assert figures[-1].lost == 1
    assert "number 1" in figures[0].note
