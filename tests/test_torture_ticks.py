"""The short form of the torture of ticks; and that it sees what goes wrong."""

from __future__ import annotations

import pytest

from torture import ticks
from vaultnet import publish
from vaultnet.planners import intake
from vaultnet.planners.intake import Intake


def test_every_tick_is_taken_in_once_and_no_word_is_lost() -> None:
    figures = ticks.run(8, seed=2)
    assert [one.what for one in figures] == list(ticks.WHATS)
    assert [(one.what, one.note) for one in figures if one.lost] == []
    assert all(one.tried for one in figures)
    assert figures[-1].tried == 8


def test_what_is_not_taken_in_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    taking = intake.take_in

    def forgetful(*given: object) -> Intake:
        found = taking(*given)  # type: ignore[arg-type]
        return Intake(found.operations, found.refused, found.taken, {}, frozenset())

    monkeypatch.setattr(intake, "take_in", forgetful)
    monkeypatch.setattr(publish, "take_in", lambda root, operation: None)
    figures = ticks.run(3, seed=2)
    assert figures[0].lost
    assert "for example" in figures[0].note
