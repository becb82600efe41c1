"""Ticks that wait are counted, and nothing is read for it that no build has left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.vaults import SMALL, TODAY, build, forget, put
from vaultnet import build as building
from vaultnet import files, waiting

PAGE = "Network/Network Today.md"


@pytest.fixture
def small(vault: Path) -> Path:
    put(vault, SMALL)
    build(vault)
    return vault


def found(root: Path) -> dict[str, int]:
    with building.facts(root, today=TODAY) as facts:
        return waiting.find(facts)


def tick(root: Path, *names: str) -> None:
    page = root / PAGE
    text = page.read_text()
    for name in names:
        text = text.replace(f"[ ] [[{name}", f"[x] [[{name}")
    page.write_text(text)


def test_none_wait_after_a_build(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "read_if_there", lambda root, path: pytest.fail("nothing is read"))
    assert found(small) == {}


@pytest.mark.parametrize(
    ("names", "count"), [((), {}), (("Ada",), {"Network Today": 1}), (("Ada", "Grace"), {"Network Today": 2})]
)
def test_ticks_are_counted(names: tuple[str, ...], count: dict[str, int], small: Path) -> None:
    tick(small, *names)
    assert found(small) == count
    build(small)
    assert found(small) == {}


def test_a_tick_that_will_be_refused_waits_as_well(small: Path) -> None:
    page = small / PAGE
    page.write_text(page.read_text().replace("birthday on 22 November", "birthday on 22 November 2w"))
    put(small, {"People/Grace Hopper.md": "---\ntype: contact\nbroken: [yaml\n---\n"})
    assert found(small) == {"Network Today": 1}


def test_where_nothing_is_known_of_the_last_build_the_usual_places_are_looked_at(small: Path) -> None:
    tick(small, "Ada")
    forget(small)
    assert found(small) == {"Network Today": 1}


@pytest.mark.parametrize("text", ["- [x] [[Ada Lovelace]] mine\n", ""])
def test_a_note_of_the_users_in_its_place_is_no_dashboard(text: str, small: Path) -> None:
    put(small, {PAGE: text})
    assert found(small) == {}


def test_what_cannot_be_read_is_passed_over(small: Path) -> None:
    (small / PAGE).unlink()
    (small / PAGE).mkdir()
    assert found(small) == {}


def test_who_only_reads_imports_nothing_that_writes(vault: Path) -> None:
    put(vault, SMALL)
    build(vault)
    writers = "journal exchange lease writing ticks planners.intake edits.spans".split()
    program = (
        "import sys; from vaultnet.cli import main; main(['due'])\n"
        f"print([one for one in {writers} if f'vaultnet.{{one}}' in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=vault, capture_output=True, text=True, check=False
    )
    assert done.stderr == "[]\n"
