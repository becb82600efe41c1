"""``vaultnet event debrief``: what it shows, asks, does and refuses."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests import vaults
from vaultnet.cli import main

CONTACT = "---\ntype: contact\n---\n"
HEAD = "---\ntype: event\ndate: 2026-11-19\n---\n## Met\n"
MET = "- Grace Hopper, Globex: on-call; promised:: paper\n- Ada Lovelace: looms\n- talked about looms\n"
UNREAD = "Events/Fair.md:8 stays as it is. “talked about looms” can't be read as a name: those have capital letters.\n"
UNREAD += (
    "Write it as “- Grace Hopper, Globex: on-call”, or link whom you met: “- [[Grace Hopper]]: on-call”.\n"
)
SHOWN = (
    "Fair, 19 November\n  Grace Hopper  new: People/Grace Hopper.md, Globex\n  Ada Lovelace  met there\n"
    f"What you promised becomes 1 task.\n{UNREAD}"
)
DONE = "Took down 2 people met at Fair.\nWrote People/Grace Hopper.md\nChanged Events/Fair.md\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    notes = {"vaultnet.toml": "", "People/Ada Lovelace.md": CONTACT, "Events/Fair.md": HEAD + MET}
    vaults.put(tmp_path, notes)
    return tmp_path


def run(vault: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["event", "debrief", *arguments, "--vault", str(vault), "--today", vaults.TODAY.isoformat()])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_it_shows_what_it_means_to_do_and_does_nothing_unasked(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = vaults.tree(vault)
    code, out, err = run(vault, capsys)
    assert (code, out) == (1, SHOWN)
    assert "Nothing was taken down: there is nobody to ask." in err
    assert vaults.tree(vault) == before


@pytest.mark.parametrize(("answer", "code", "said"), [(True, 0, SHOWN + DONE), (False, 1, SHOWN)])
def test_at_a_terminal_it_asks(
    vault: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answer: bool,
    code: int,
    said: str,
) -> None:
    asked: list[str] = []

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return answer

    monkeypatch.setattr("vaultnet.acting.asks", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    assert run(vault, capsys, "Fair")[:2] == (code, said)
    assert asked == ["Take down 2 people?"]
    assert (vault / "People/Grace Hopper.md").exists() == answer


def test_a_dry_run_shows_the_notes_and_what_stays(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = vaults.tree(vault)
    code, out, err = run(vault, capsys, "--dry-run")
    assert code == 0
    assert (
        "+- [[Grace Hopper]], Globex: on-call; promised:: paper\n+  - [ ] Paper for [[Grace Hopper]]\n" in out
    )
    assert UNREAD in err
    assert vaults.tree(vault) == before


def test_programs_are_told_the_same(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(run(vault, capsys, "--dry-run", "--json")[1])
    assert told["command"] == "event debrief"
    data = told["data"]
    assert (data["event"], data["promises"]) == ("Events/Fair.md", 1)
    assert data["people"][0] == {
        "work": "Globex",
        "company": "Globex",
        "line": 6,
        "name": "Grace Hopper",
        "path": "People/Grace Hopper.md",
        "new": True,
    }
    assert [one["line"] for one in data["refused"]] == [8]


def test_the_latest_event_with_somebody_to_take_down_is_meant(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(vault, {"Events/Show.md": HEAD.replace("11-19", "11-20") + "- talked\n"})
    assert run(vault, capsys, "--yes")[1] == SHOWN + DONE
    code, _, err = run(vault, capsys, "--yes")
    assert code == 1
    assert "Events/Show.md:6: “talked” can't be read as a name" in err


def test_a_second_time_there_is_nothing_to_do(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(vault, {"Events/Fair.md": HEAD + "- Ada Lovelace\n"})
    run(vault, capsys, "--yes")
    assert run(vault, capsys, "Fair") == (0, "Everybody under “## Met” is taken down already.\n", "")
    code, _, err = run(vault, capsys)
    assert code == 1
    assert "There is nobody to take down: no event has such lines." in err


def test_who_reads_no_further_has_it_done(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise OSError("closed")

    monkeypatch.setattr("vaultnet.commands.event_debrief._show", closed)
    run(vault, capsys, "--yes")
    assert (vault / "People/Grace Hopper.md").exists()


def test_parts_of_a_name_will_do(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(vault, {"Events/2026-11-18 Loom Fair in Delft.md": HEAD + "- [[Ada Lovelace]]\n"})
    os.rename(vault / "Events/Fair.md", vault / "Events/2026-11-19 Spring Fair.md")
    assert run(vault, capsys, "fair", "--yes")[1].startswith("Spring Fair, 19 November\n"), (
        "of two, the open one"
    )
    assert run(vault, capsys, "loom")[:2] == (0, "Everybody under “## Met” is taken down already.\n")


def test_the_list_of_events_says_who_waits(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["event", "--vault", str(vault), "--today", vaults.TODAY.isoformat()]) == 0
    assert capsys.readouterr().out == (
        "Met, to be taken down\n2 people under “Met” of Fair are not taken down yet, 1 of them new to your notes:"
        ' vaultnet event debrief "Fair"\n1 line under “Met” can\'t be read: vaultnet check\n'
    )


def test_both_days_are_said(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(vault, {"Events/Fair.md": HEAD.replace("11-19", "11-19\nends: 2026-11-20") + MET})
    assert run(vault, capsys)[1].startswith("Fair, 19 November to 20 November\n")


def test_an_event_still_to_come_is_refused(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(vault, {"Events/Fair.md": HEAD.replace("11-19", "11-21") + MET})
    code, _, err = run(vault, capsys, "Fair")
    assert code == 1
    assert "Events/Fair.md:1: The event is still to come, on 21 November: nobody was met at it yet." in err
