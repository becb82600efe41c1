"""`vaultnet due`: the sum behind each person, and what to begin with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import vaults
from vaultnet.cli import main
from vaultnet.signals import SIGNALS

OTHERS = [one.name for one in SIGNALS if one.name not in ("birthdays", "cadence", "promises")]
SETTINGS = "\n".join(["[weights]", *(f"{name} = 0" for name in OTHERS), ""])
MORE = {
    "vaultnet.toml": SETTINGS,
    "Daily/2026-10-20.md": "news:: [[Ada Lovelace]] moves to Lisbon\n",
    "People/Grace Hopper.md": "---\ntype: contact\ntier: yearly\nbirthday: 1906-11-22\nprivate: true\n---\n",
}
SUM = "2.89 = 2.64 for “promise” + 0.25 × 1 for a further reason"


@pytest.fixture
def due(vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command in a small vault."""
    vaults.put(vault, {**vaults.SMALL, **MORE})
    monkeypatch.chdir(vault)
    monkeypatch.setenv("VAULTNET_TODAY", "2026-11-20")

    def run(*options: str) -> str:
        assert main(["due", *options]) == 0
        return capsys.readouterr().out

    return run


def test_the_sum_and_what_to_begin_with(due: Any) -> None:
    assert due("--why").split("\n") == [
        "Ada Lovelace · promise: Send Ada Lovelace the draft, was for 19 November",
        "    Meetings/2026/2026-10-01 Ada.md:10 · weight 2.64, signal promises",
        "    also check in, since 31 October: every month, last on 1 October",
        "    People/Ada Lovelace.md:3, Meetings/2026/2026-10-01 Ada.md:3 · weight 1.67, signal cadence",
        f"    why 1st of 2, by weight {SUM}",
        "    say last time, 1 October: “How she moved from building to leading.”",
        "        Meetings/2026/2026-10-01 Ada.md:3",
        "    say their news, 20 October: “moves to Lisbon”",
        "        Daily/2026-10-20.md:1",
        "Grace Hopper · congratulate: 120th birthday on 22 November",
        "    People/Grace Hopper.md:4 · weight 2.21, signal birthdays",
        "    why 2nd of 2, by weight 2.21 for “congratulate”",
        "",
    ]


def test_without_it_there_are_only_the_reasons(due: Any) -> None:
    text = due()
    assert "Ada Lovelace · promise" in text
    assert not {"weight", "say", "why"} & set(text.split())


def test_the_same_in_json(due: Any) -> None:
    ada, grace = json.loads(due("--json"))["data"]["people"]
    assert (ada["place"], ada["today"], ada["sum"]) == (1, True, SUM)
    assert [one["text"] for one in ada["openers"]] == [
        "last time, 1 October: “How she moved from building to leading.”",
        "their news, 20 October: “moves to Lisbon”",
    ]
    assert ada["openers"][1]["sources"] == [
        {"path": "Daily/2026-10-20.md", "line": 1, "quote": "[[Ada Lovelace]] moves to Lisbon"}
    ]
    assert (grace["place"], grace["openers"]) == (2, [])


def test_who_has_no_place_today(due: Any, vault: Path) -> None:
    (vault / "vaultnet.toml").write_text(f"{SETTINGS}[dashboards]\nreach_out = 1\n")
    assert [one["today"] for one in json.loads(due("--json"))["data"]["people"]] == [True, False]
    assert due("--why").endswith("And 1 more person: vaultnet due --all\n")
