"""``vaultnet next``: the day's people one at a time; pages of keys and screens, and what a page can't show."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import one_by_one, vaults
from tests.one_by_one import Case, run
from vaultnet import journal, signals
from vaultnet.cli import main
from vaultnet.commands import one_by_one as shared

NOTES = {
    "vaultnet.toml": "",
    "People/Ada Lovelace.md": (
        "---\ntype: contact\nrole: Engineer\ncompany: \"[[Analytical Engines]]\"\ncadence: 6w\n---\n"
        "Met at the evening on looms. Reads **everything**.\nPlays chess.\n\nLives by the sea.\nHas a boat.\n\n"
        "## Log\n- 2026-09-02 letter: sent the note on looms\n- 2026-06-01 call: about engines\n"
    ),
    "People/Grace Hopper.md": "---\ntype: contact\ncadence: 4w\nlast_contact: 2026-09-20\n---\n",
    "People/Zoe Quiet.md": (
        "---\ntype: contact\ncadence: 6w\nprivate: true\n---\nA secret.\n\n- 2026-10-01 call: more secrets\n"
    ),
    "Daily/2026-10-12.md": "- [ ] Send [[Ada Lovelace]] the \x1b[31mdraft 📅 2026-11-18\n",
}  # fmt: skip


@pytest.fixture(autouse=True)
def two_signals(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other signals find has cases of its own."""
    kept = tuple(one for one in signals.SIGNALS if one.name in ("cadence", "promises"))
    monkeypatch.setattr(signals, "SIGNALS", kept)


@pytest.mark.parametrize("case", one_by_one.cases("next"), ids=lambda case: case.title)
def test_keys_and_screens(case: Case, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", f"{sys.executable} -c 'import sys; print(sys.argv[1][-22:])'")
    one_by_one.check("next", case, vault, NOTES)


EVERY = ["l coffee yesterday, she moves\n", "l\n\n", "p 2w\n", "s\n", "l call, +3w\n", "l skip\n", "n\n"]


@pytest.mark.parametrize("keys", EVERY, ids=[keys.strip() for keys in EVERY])
def test_undo_gives_the_starting_bytes(keys: str, vault: Path) -> None:
    vaults.put(vault, NOTES)
    code, screen = run(vault, "next", keys=f"{keys}u\n")
    assert code == 0
    assert one_by_one.changed(NOTES, vaults.tree(vault)) == ""
    assert screen.count("1 of 3 · Ada Lovelace") == 2
    assert screen.rstrip().endswith("Nothing was written.")


def test_steps_are_taken_back_one_after_the_other(vault: Path) -> None:
    vaults.put(vault, NOTES)
    _, screen = run(vault, "next", keys="s\nl call\nu\nu\nu\nq\n")
    assert one_by_one.changed(NOTES, vaults.tree(vault)) == ""
    assert "Nothing was done here yet." in screen


def test_a_step_of_somebody_else_is_not_taken_back(vault: Path) -> None:
    vaults.put(vault, NOTES)
    assert run(vault, "skip", "Grace")[0] == 0
    _, screen = run(vault, "next", keys="u\nq\n")
    assert "Nothing was done here yet." in screen
    assert len(journal.history(str(vault))) == 1


def test_what_was_changed_since_is_not_taken_back(vault: Path) -> None:
    vaults.put(vault, NOTES)
    note = vault / "People" / "Ada Lovelace.md"
    script = f"{sys.executable} -c \"open({str(note)!r}, 'a').write('more')\""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VISUAL", script)
        _, screen = run(vault, "next", keys="s\ne\nu\nq\n")
    assert "People/Ada Lovelace.md has changed since, so nothing was taken back." in screen
    assert "1 person: 1 skipped." in screen
    assert note.read_text().endswith("more")


def test_what_the_editor_saved_is_seen(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vaults.put(vault, NOTES)
    script = "import sys; f = open(sys.argv[1], 'w'); f.write('---\\ntype: contact\\nended: true\\n---\\n')"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c "{script}"')
    _, screen = run(vault, "next", keys="n\ne\nq\n")
    assert "2 of 3 · Grace Hopper" in screen
    assert "2 of 2 · Zoe Quiet" in screen


def test_obsidian_is_opened_by_its_link(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vaults.put(vault, NOTES)
    opener = tmp_path / "bin" / ("open" if sys.platform == "darwin" else "xdg-open")
    vaults.put(opener.parent, {opener.name: f'#!/bin/sh\nprintf %s "$1" > "{tmp_path}/opened"\n'})
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{opener.parent}{os.pathsep}{os.environ['PATH']}")
    _, screen = run(vault, "next", keys="o\nq\n")
    assert (tmp_path / "opened").read_text() == "obsidian://open?vault=vault&file=People%2FAda%20Lovelace"
    assert screen.count("Ada Lovelace · ") == 1


def test_a_note_that_is_gone_meanwhile(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vaults.put(vault, NOTES)
    script = "import os, sys; os.remove(sys.argv[1]); sys.exit(3)"
    monkeypatch.setenv("VISUAL", f'{sys.executable} -c "{script}"')
    _, screen = run(vault, "next", keys="e\ns\nq\n")
    assert "ended with exit code 3." in screen
    assert "Ada Lovelace.md: No such file or directory." in screen
    assert "1 of 2 · Grace Hopper" in screen


def test_a_note_that_cannot_be_read(vault: Path, long_ago: None) -> None:
    vaults.put(vault, NOTES)
    assert run(vault, "due")[0] == 0  # so that its facts are known
    with vaults.unreadable(vault, "Ada Lovelace.md"):
        code, screen = run(vault, "next", keys="s\nq\n")
    assert code == 0
    assert "Input/output error." in screen
    assert "Plays chess." not in screen
    assert one_by_one.changed(NOTES, vaults.tree(vault)) == ""


def test_a_note_that_may_not_be_changed(vault: Path) -> None:
    vaults.put(
        vault,
        {
            "A.md": "---\ntype: contact\ncadence: 4w\nlast_contact: 2026-01-01\nsnooze: &x 2025-01-01\nother: *x\n---\n"
        },
    )
    before = vaults.tree(vault)
    code, screen = run(vault, "next", keys="p 2w\nl # {{x}}\nq\n")
    assert code == 0
    assert "A.md:5: " in screen
    assert "It would make the note a template" in screen
    assert vaults.tree(vault) == before


def test_what_is_noted_already(vault: Path) -> None:
    vaults.put(vault, NOTES)
    assert run(vault, "log", "Ada Lovelace", "call", "--date", "yesterday")[0] == 0
    before = vaults.tree(vault)
    _, screen = run(vault, "next", keys="l call yesterday\nq\n")
    assert "It is so already.\n> q" in screen
    assert vaults.tree(vault) == before


def test_words_that_are_not_utf_8(vault: Path) -> None:
    vaults.put(vault, NOTES)
    _, screen = run(vault, "next", keys=b"l caf\xe9\np 2\xe9\nq\n")
    assert screen.count("What was typed is not written in UTF-8, so nothing was done.") == 2
    assert "Nothing was written." in screen
    assert one_by_one.changed(NOTES, vaults.tree(vault)) == ""


def test_ctrl_c_ends_it_with_what_was_done(vault: Path) -> None:
    vaults.put(vault, NOTES)
    keys = iter(["s"])

    class Keyboard:
        def key(self) -> str:
            for key in keys:
                return key
            raise KeyboardInterrupt

        def line(self, question: str) -> str:
            raise AssertionError(question)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vaultnet.prompting.here", Keyboard)
        code, screen = run(vault, "next")
    assert code == 0
    assert screen.rstrip().endswith(f"1 person: 1 skipped. {shared.BUILD}")


def test_ctrl_c_before_anybody_was_shown(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*given: Any, **named: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vaultnet.build.facts", interrupted)
    assert run(vault, "next") == (130, "\nInterrupted.\n")


def test_ctrl_c_in_the_midst_of_writing_leaves_nothing_half(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vaults.put(vault, NOTES)
    making = journal.steps.make
    made: list[object] = []

    def interrupted(*given: Any) -> bool:
        made.append(given)
        if len(made) == 2:
            raise KeyboardInterrupt
        return making(*given)

    monkeypatch.setattr(journal.steps, "make", interrupted)
    code, screen = run(vault, "next", keys="l call, +3w\n")
    assert code == 0
    assert len(made) > 1
    assert "Nothing was written." in screen
    assert one_by_one.changed(NOTES, vaults.tree(vault)) == ""


# --- nobody ----------------------------------------------------------------------------------------

NOBODY: list[tuple[str, dict[str, str], str]] = [
    ("no contacts", {"vaultnet.toml": ""}, "Nobody is due, and there are no contacts yet. To add one: vaultnet new"),
    ("no settings", {".obsidian/app.json": "{}"}, "To have it look for the notes about people that you have: vaultnet init"),
    ("nobody is due", {"A.md": "---\ntype: contact\n---\n"}, "Nobody is due today."),
    ("all are done with", {
        "vaultnet.toml": "[dashboards]\nreach_out = 1\n",
        "A.md": "---\ntype: contact\ncadence: 4w\nskipped: 2026-11-20\n---\n",
        "B.md": "---\ntype: contact\ncadence: 4w\nlast_contact: 2026-01-01\n---\n",
    }, "You have dealt with 1 person today: that will do."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "files", "said"), NOBODY, ids=[case[0] for case in NOBODY])
def test_nobody(title: str, files: dict[str, str], said: str, tmp_path: Path) -> None:
    vaults.put(tmp_path / "vault", files)
    code, screen = run(tmp_path / "vault", "next", keys="q\n")
    assert code == 0
    assert said in screen, title
    assert len(screen.splitlines()) == 1


# --- for programs ----------------------------------------------------------------------------------


def test_json_tells_all_that_is_shown_and_writes_nothing(vault: Path) -> None:
    vaults.put(vault, NOTES)
    code, text = run(vault, "next", "--json", keys="s\n")
    data = json.loads(text)["data"]
    ada, grace, zoe = data["people"]
    assert (code, data["total"]) == (0, 3)
    assert [one["reason"] for one in ada["reasons"]] == ["promise", "check in"]
    assert ada["about"] == {"role": "Engineer", "company": "Analytical Engines"}
    assert [one["day"] for one in ada["interactions"]] == ["2026-09-02", "2026-06-01"]
    assert [one["text"] for one in ada["note"]][1:] == ["Plays chess.", "Lives by the sea."]
    assert ada["openers"][0]["sources"][0]["path"] == "People/Ada Lovelace.md"
    assert (grace["note"], grace["openers"]) == ([], [])
    assert "secret" not in json.dumps(zoe)
    assert one_by_one.changed(NOTES, vaults.tree(vault)) == ""
    assert [
        one["name"] for one in json.loads(run(vault, "next", "--json", "-n", "1")[1])["data"]["people"]
    ] == ["Ada Lovelace"]


def test_looking_back(vault: Path) -> None:
    vaults.put(vault, {**NOTES, "Daily/2026-11-19.md": "Called [[Grace Hopper]].\n"})
    people = [
        json.loads(run(vault, "next", "--json", *back)[1])["data"]["people"]
        for back in ([], ["--as-of", "2026-11-18"])
    ]
    assert [[one["name"] for one in found] for found in people] == [
        ["Ada Lovelace", "Zoe Quiet"],
        ["Ada Lovelace", "Grace Hopper", "Zoe Quiet"],
    ]
    code, screen = run(vault, "next", "--as-of", "2026-11-18", keys="s\n")
    assert (code, vaults.tree(vault).keys()) == (2, {*NOTES, "Daily/2026-11-19.md"})
    assert "--as-of only looks back, and writes nothing: use it with --json." in screen


# --- at a terminal ---------------------------------------------------------------------------------


def test_one_key_at_a_terminal(vault: Path) -> None:
    vaults.put(vault, NOTES)
    keys = [
        ("> ", "l"),
        ("Enter: ", "coffee, she moves\r"),
        ("> ", "u"),
        ("> ", " "),
        ("> ", "\x1b"),
        ("> ", "\x03"),
    ]
    screen = one_by_one.at_terminal(vault, "next", keys)
    assert "Logged coffee with Ada Lovelace on 20 November." in screen
    assert "Took back: log coffee with Ada Lovelace." in screen
    assert "2 of " in screen
    assert "That is none of the keys." in screen
    assert screen.rstrip().endswith("Nothing was written.")
    assert one_by_one.changed(NOTES, vaults.tree(vault)) == ""


def test_a_wrong_limit(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--vault", str(vault), "next", "-n", "0"]) == 2
    assert "“0” is no number of people." in capsys.readouterr().err


# --- a law -----------------------------------------------------------------------------------------

KEYS = ("l call yesterday", "l 3w", "p 2w", "p monday", "s", "n", "u", "x", "l {{x}}", "l", "?", "")


MANY = {
    **NOTES,
    "vaultnet.toml": "[dashboards]\nreach_out = 9\n",
    **{
        f"People/{name}.md": "---\ntype: contact\ncadence: 4w\nlast_contact: 2026-08-01\n---\n"
        for name in "ABCD"
    },
}
"""More people than there are keys, so that the last is never reached."""


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(KEYS), max_size=5))
def test_whatever_was_done_is_taken_back_byte_for_byte(tmp_path: Path, typed: list[str]) -> None:
    root = tmp_path / "vault"
    shutil.rmtree(root, ignore_errors=True)
    vaults.put(root, MANY)
    back = ["u"] * (len(typed) + 1)
    code, screen = run(root, "next", keys="\n".join([*typed, "", *back, "q", ""]))
    assert code == 0
    assert screen.rstrip().endswith("Nothing was written.")
    assert one_by_one.changed(MANY, vaults.tree(root)) == ""
