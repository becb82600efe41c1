"""What a run of the torture writes into docs/reliability.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tortures import ROOT
from torture import report
from torture.figures import Figure

HEAD = (
    "# What is safe\n\n## Figures\n\n<!-- figures: begin. Written by `python -m torture`; not by hand. -->\n"
)
TAIL = "\n<!-- figures: end -->\n\nThe end.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    made = tmp_path / "reliability.md"
    made.write_text(f"{HEAD}\nThere was no whole run of this version yet.\n{TAIL}", encoding="utf-8")
    return made


def write(page: Path, run: str, **tried: int) -> str:
    """Write the figures of some parts, each with one line; what the page says then."""
    figures = {name: [Figure(f"a case of {name}", count, 0)] for name, count in tried.items()}
    report.write(figures, dict.fromkeys(tried, 150.0), run, page)
    return page.read_text(encoding="utf-8")


def test_a_whole_run_writes_every_part(page: Path) -> None:
    text = write(page, "Run of Monday.", **dict.fromkeys(report.PARTS, 7))
    assert text.startswith(HEAD)
    assert text.endswith(TAIL)
    assert "There was no" not in text
    assert text.count("Run of Monday. It took 2 minutes.") == len(report.PARTS)
    titles = [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")]
    assert titles == [part.title for part in report.PARTS.values()]


def test_named_parts_write_their_own_tables_only(page: Path) -> None:
    write(page, "Run of Monday.", kill=1, faults=2)
    text = write(page, "Run of Tuesday.", kill=3, locks=4)
    assert "| a case of kill | 3 |" in text
    assert "| a case of kill | 1 |" not in text
    assert "| a case of faults | 2 |" in text
    faults = text.partition("<!-- faults: begin -->")[2].partition("<!-- faults: end -->")[0]
    assert "Run of Monday." in faults
    assert text.count("Run of Tuesday.") == 2
    assert text.count("There was no run of this part yet.") == len(report.PARTS) - 3
    assert text.startswith(HEAD)
    assert text.endswith(TAIL)


def test_writing_the_same_again_changes_nothing(page: Path) -> None:
    once = write(page, "Run of Monday.", kill=1)
    assert write(page, "Run of Monday.", kill=1) == once
    assert write(page, "Run of Tuesday.") == once


def test_the_line_of_a_run_says_what_was_run() -> None:
    said = report.circumstances(7)
    assert ", seed 7: vaultnet " in said
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in said
    if (ROOT / ".git").exists():
        assert "(commit " in said


def test_what_is_written_has_its_full_size() -> None:
    command = [sys.executable, "-m", "torture", "kill", "--size", "0", "--write"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "--write goes without --size" in ended.stderr
