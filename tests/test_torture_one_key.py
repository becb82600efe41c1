"""The short form of the torture of the editor for front matter, with vaultnet's own reader instead of node's."""

from __future__ import annotations

import random

import pytest

from torture import one_key
from torture.contact_notes import Maker
from vaultnet.frontmatter import read


@pytest.fixture(autouse=True)
def _without_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)


def test_nothing_is_lost() -> None:
    figures = one_key.run(400, seed=7)
    assert [one.what for one in figures] == list(one_key.WHATS)
    for one in figures:
        assert one.lost == 0, one.note
        assert one.tried > 100
    assert "node or the npm package `yaml` is not here" in figures[2].note


def test_a_run_can_be_repeated() -> None:
    assert one_key.run(30, seed=3) == one_key.run(30, seed=3)


@pytest.mark.parametrize(
    ("what", "spoil"),
    [
        (one_key.BYTES, lambda data: data + b" "),
        (one_key.BYTES, lambda data: data.replace(b"---", b"--- ", 1)),
        (one_key.COMMENTS, lambda data: data.replace(b"#", b"+")),
        (one_key.ASKED, lambda data: data.replace(b"Vienna", b"Graz")),
    ],
)
def test_what_goes_wrong_is_seen(monkeypatch: pytest.MonkeyPatch, what: str, spoil: object) -> None:
    honest = one_key.edit

    def spoiled(path: str, data: bytes, edits: list[one_key.Edit]) -> object:
        done = honest(path, data, edits)
        return spoil(done) if isinstance(done, bytes) else done  # type: ignore[operator]

    monkeypatch.setattr(one_key, "edit", spoiled)
    figures = {one.what: one for one in one_key.run(150, seed=7)}
    assert figures[what].lost or (what == one_key.COMMENTS and figures[one_key.BYTES].lost)
    assert "e.g. Edit(" in figures[what if figures[what].lost else one_key.BYTES].note


def test_the_notes_are_real_notes() -> None:
    maker = Maker(random.Random(1))
    notes = [maker.note() for _ in range(300)]
    fronts = [read("note.md", note.data().decode(errors="replace")) for note in notes]
    assert all(not front.problems for front in fronts)
    assert sum(front.present for front in fronts) > 250
    for note, front in zip(notes, fronts, strict=True):
        if all(one.key for one in note.properties):
            assert len(front.values) == len(note.properties)
