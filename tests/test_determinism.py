"""Law 7 in short: the same notes give the same bytes; ``python -m tests.determinism`` tries many more ways."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import determinism
from tests.determinism import LOCALES, SEEDS, ZONES, Run, compare, every
from tests.vaults import GOAL, SMALL

NOTES = {
    **SMALL,
    "vaultnet.toml": '[dashboards]\npeople = "note"\n',
    "Goals/Écrire.md": GOAL,
    "People/Łucja Wierzba.md": '---\ntype: contact\ntier: inner\nrelation: [friend, mentor, friend]\n---\n',
    "People/Zoë.md": "---\ntype: contact\naliases: [Łucja Wierzba]\ntier: clsoe\nbirthday: 11-21\n---\n",
    "Daily/2026-11-19.md": "- [ ] Write to [[Zoë]] and [[Łucja Wierzba]] 📅 2026-11-20\nCall with [[Grace Hopper]].\n",
}  # fmt: skip
FILES = {name: text.encode() for name, text in NOTES.items()}
THREE = [Run(sys.executable, seed, ZONES[seed], LOCALES[seed % 2]) for seed in range(3)]


def test_the_same_notes_give_the_same_bytes() -> None:
    assert len({found for _, found in compare(THREE, FILES)}) == 1


def test_other_notes_or_another_day_give_others() -> None:
    digests = [determinism.digest(THREE[0], FILES, day) for day in ("2026-11-20", "2026-11-21")]
    less = {name: data for name, data in FILES.items() if not name.startswith("Goals/")}
    assert len({*digests, determinism.digest(THREE[0], less)}) == 3


def test_all_circumstances_are_tried() -> None:
    assert len({(run.seed, run.zone, run.locale) for run in every(["x"])}) == len(SEEDS) * 3 * 2 == 60
    assert [run.python for run in every(["x", "y"])].count("y") == 60


@pytest.mark.parametrize(("found", "expected", "last"), [
    (["a"] * 60, 0, "60 builds, all alike"),
    (["a"] * 59 + ["b"], 1, "60 builds, 2 different ones"),
])  # fmt: skip
def test_the_command_tells_a_difference(
    found: list[str],
    expected: int,
    last: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(determinism, "digest", lambda run, notes: found.pop())
    assert determinism.main(["--vault", str(tmp_path)]) == expected
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 61
    assert lines[-1] == last


def test_an_interpreter_without_the_program_is_no_agreement(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho no vaultnet here >&2\nexit 1\n")
    python.chmod(0o755)
    with pytest.raises(RuntimeError, match="no vaultnet here"):
        determinism.digest(Run(str(python), 0, "UTC", "C"), FILES)
