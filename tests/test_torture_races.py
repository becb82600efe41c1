"""Saves forced into every window of a write; in full: ``python -m torture races``."""

from __future__ import annotations

from tests.tortures import figures
from torture import editor, races


def test_no_save_is_lost_and_what_others_lose_is_seen() -> None:
    found = figures("races", 30)
    if found or not races.possible():
        assert sum(one.tried for one in found if one.ours) >= 60
        assert all(one.lost for one in found if not one.ours and not one.what.startswith("vaultnet"))


def test_a_save_is_told_from_every_other() -> None:
    texts = {editor.text(number, save) for number in (1, 2, 11, 12) for save in (0, 1, 2)}
    assert len(texts) == 12
    assert not any(one != other and one.startswith(other) for one in texts for other in texts)
