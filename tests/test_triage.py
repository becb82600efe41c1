"""``vaultnet triage``: how often to be in touch with whom; pages of keys and screens, and what a page can't show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import one_by_one, vaults
from tests.one_by_one import Case, run

NOTES = {
    "vaultnet.toml": "[tiers]\nkeep-warm = 120\nmentor = 21\n",
    "People/Ada Lovelace.md": "---\ntype: contact\nrole: Engineer\n---\nMet at the evening on looms.\n",
    "People/Grace Hopper.md": "---\ntype: contact\n# found on a list\n---\n",
    "People/Old Friend.md": "---\ntype: contact\n---\n- 2019-03-02 letter: about the sea\n",
    "People/Zoe Quiet.md": "---\ntype: contact\nprivate: true\n---\nA secret.\n\n## Log\n- 2026-10-01 call: more secrets\n",
    "People/Tracked.md": "---\ntype: contact\ntier: close\n---\n",
    "People/Paced.md": "---\ntype: contact\ncadence: 6w\n---\n",
    "People/Paused.md": "---\ntype: contact\npaused: true\n---\n",
    "People/Paused until then.md": "---\ntype: contact\npaused: 2026-12-01\n---\n",
    "People/Put off.md": "---\ntype: contact\nsnooze: 2026-12-01\n---\n",
    "People/Ended.md": "---\ntype: contact\nended: 2026-01-01\n---\n",
    "People/Skipped lately.md": "---\ntype: contact\nskipped: 2026-11-10\n---\n",
    "Daily/2026-09-10.md": "Lunch with [[Ada Lovelace]] about compilers.\n",
    "Daily/2026-10-12.md": "Called [[Ada Lovelace]] about \x1b]0;a title\x07.\n",
}


@pytest.mark.parametrize("case", one_by_one.cases("triage"), ids=lambda case: case.title)
def test_keys_and_screens(case: Case, vault: Path) -> None:
    one_by_one.check("triage", case, vault, NOTES)


EVERY = ["1\n", "m\n", "keep-warm\n", "t\n\n", "t 10w\n", "s\n", "p\n", "\n"]


@pytest.mark.parametrize("keys", EVERY, ids=[keys.strip() or "Enter" for keys in EVERY])
def test_undo_gives_the_starting_bytes(keys: str, vault: Path) -> None:
    vaults.put(vault, NOTES)
    code, screen = run(vault, "triage", keys=f"{keys}u\n")
    assert code == 0
    assert one_by_one.changed(NOTES, vaults.tree(vault)) == ""
    assert screen.count("1 of 4 · Ada Lovelace") == 2


ASKED = [
    ("skipped two weeks ago", "skipped: 2026-11-06", True),
    ("skipped since", "skipped: 2026-11-07", False),
    ("paused until today", "paused: 2026-11-20", True),
    ("paused until tomorrow", "paused: 2026-11-21", False),
    ("not paused", "paused: false", True),
    ("put off no longer", "snooze: 2026-11-20", True),
    ("a tier that is none", "tier: causal", True),
    ("a cadence that is none", "cadence: banana", True),
    ("a tier with a cadence that is none", "tier: close\ncadence: banana", False),
    ("ended", "ended: true", False),
]


@pytest.mark.parametrize(("title", "front", "asked"), ASKED, ids=[case[0] for case in ASKED])
def test_who_is_asked_about(title: str, front: str, asked: bool, vault: Path) -> None:
    vaults.put(vault, {"A.md": f"---\ntype: contact\n{front}\n---\n"})
    _, screen = run(vault, "triage", keys="q\n")
    assert ("1 of 1 · A ·" in screen) == asked, title


NOBODY = [
    ("no contacts", {}, "There is nobody to ask about, for there are no contacts yet. To add one: vaultnet new contact"),
    ("all are tracked", {"A.md": "---\ntype: contact\ntier: close\n---\n"},
     "You have said how often to be in touch with everyone, or let them rest.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "files", "said"), NOBODY, ids=[case[0] for case in NOBODY])
def test_nobody(title: str, files: dict[str, str], said: str, vault: Path) -> None:
    vaults.put(vault, files)
    code, screen = run(vault, "triage", keys="q\n")
    assert code == 0
    assert screen.startswith(said), title
    assert len(screen.splitlines()) == 1


def test_a_tier_that_is_none_is_replaced(vault: Path) -> None:
    vaults.put(vault, {"A.md": "---\ntype: contact\ntier: causal # hm\n---\n"})
    run(vault, "triage", keys="casual\n")
    assert (vault / "A.md").read_text() == "---\ntype: contact\ntier: casual # hm\n---\n"


def test_json_tells_all_that_is_shown_and_writes_nothing(vault: Path) -> None:
    vaults.put(vault, NOTES)
    code, text = run(vault, "triage", "--json", "-n", "2", keys="1\n")
    data = json.loads(text)["data"]
    assert (code, data["total"]) == (0, 4)
    assert [(one["name"], one["times"], one["every"]) for one in data["people"]] == [
        ("Ada Lovelace", 2, "4w"),
        ("Zoe Quiet", 1, "3m"),
    ]
    assert data["tiers"]["mentor"] == 21
    assert "secret" not in text
    assert one_by_one.changed(NOTES, vaults.tree(vault)) == ""


def test_one_key_at_a_terminal(vault: Path) -> None:
    vaults.put(vault, NOTES)
    keys = [("> ", "3"), ("> ", "u"), ("> ", "t"), (": ", "10w\r"), ("> ", "\r"), ("> ", "\x04")]
    screen = one_by_one.at_terminal(vault, "triage", keys)
    assert "Keep in touch with Ada Lovelace every month, as close." in screen
    assert "Took back: track Ada Lovelace as close." in screen
    assert screen.rstrip().endswith("`vaultnet watch` does so by itself.")
    assert (
        (vault / "People/Ada Lovelace.md")
        .read_text()
        .startswith("---\ntype: contact\nrole: Engineer\ncadence: 10w\n---")
    )
