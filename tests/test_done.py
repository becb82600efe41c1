"""``vaultnet done``: which task is meant, what is ticked, and what is said about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import vaults
from vaultnet import acting
from vaultnet.cli import main
from vaultnet.planners.finish_tasks import OpenTask, plan

NOTES = {
    "People/Ada Lovelace.md": "---\ntype: contact\naliases: [Countess]\n---\n- [ ] Write about looms 📅 2026-11-23\n",
    "People/Zoë Vermeulen.md": "---\ntype: contact\n---\n",
    "People/Nora Barnes.md": "---\ntype: contact\n---\n",
    "People/Grace Hopper.md": "---\ntype: contact\n---\n",
    "People/Hidden One.md": "---\ntype: contact\nprivate: true\n---\n- [ ] Something secret\n",
    "Inbox.md": "- [ ] #advice [[Olga Bern]]: ask for the raise\n",
    "People/Olga Bern.md": "---\ntype: contact\naliases: [Olya]\n---\n",
    "Daily/2026-11-01.md": (
        "- [ ] Send [[Grace Hopper|Grace]] the compiler notes 🔁 every 2 weeks 📅 2026-11-15\n"
        "- [ ] Ask [[Grace Hopper]] about Lisbon\n"
        "- [ ] #waiting [[Zoë Vermeulen]] sends the deck 📅 2026-11-12\n"
        "- [x] Thank [[Grace Hopper]] ✅ 2026-11-03\n"
        "promised:: a book to [[Nora Barnes]]\n"
        "- [ ] Call [[Hidden One]] about it\n"
    ),
    "Home.md": (
        "- [ ] Send the deck to the printer\r\n- [ ] Deck chairs\r\n- [ ] Water the plants 🔁 every now and then\r\n"
        "- [ ] Sweep 🔁 every week\r\n- [ ] Water the plants in the office\r\n"
    ),
    "Templates/Task.md": "- [ ] {{task}} looms\n",
}


@pytest.fixture
def busy(vault: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with tasks, which is the current folder, on a fixed day."""
    vaults.put(vault, NOTES)
    monkeypatch.chdir(vault)
    monkeypatch.setenv("VAULTNET_TODAY", "2026-11-20")
    return vault


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["done", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


# What it shows, what is typed, and the line that was ticked.
FOUND = [
    ("a whole task", ["send the deck to the printer"], "Home.md:1", "- [x] Send the deck to the printer ✅ 2026-11-20"),
    ("words in any order", ["lisbon", "ASK"], "Daily/2026-11-01.md:2", "- [x] Ask [[Grace Hopper]] about Lisbon ✅ 2026-11-20"),
    ("a contact's task first", ["deck"], "Daily/2026-11-01.md:3", "- [x] #waiting [[Zoë Vermeulen]] sends the deck 📅 2026-11-12 ✅ 2026-11-20"),
    ("the contact and a word", ["Grace", "Lisbon"], "Daily/2026-11-01.md:2", "- [x] Ask [[Grace Hopper]] about Lisbon ✅ 2026-11-20"),
    ("the contact's only task", ["Ada"], "People/Ada Lovelace.md:5", "- [x] Write about looms 📅 2026-11-23 ✅ 2026-11-20"),
    ("without accents", ["zoe"], "Daily/2026-11-01.md:3", "- [x] #waiting [[Zoë Vermeulen]] sends the deck 📅 2026-11-12 ✅ 2026-11-20"),
    ("by an alias", ["countess"], "People/Ada Lovelace.md:5", "- [x] Write about looms 📅 2026-11-23 ✅ 2026-11-20"),
    ("advice, by whose it is", ["olya"], "Inbox.md:1", "- [x] #advice [[Olga Bern]]: ask for the raise ✅ 2026-11-20"),
    ("beginnings of words", ["plan off"], "Home.md:5", "- [x] Water the plants in the office ✅ 2026-11-20"),
    ("a part of a word", ["hairs"], "Home.md:2", "- [x] Deck chairs ✅ 2026-11-20"),
    ("a place", ["Home.md:2"], "Home.md:2", "- [x] Deck chairs ✅ 2026-11-20"),
    ("a name with .md", ["home.md:2"], "Home.md:2", "- [x] Deck chairs ✅ 2026-11-20"),
    ("a place without .md", ["Daily/2026-11-01:3"], "Daily/2026-11-01.md:3", "- [x] #waiting [[Zoë Vermeulen]] sends the deck 📅 2026-11-12 ✅ 2026-11-20"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "typed", "place", "expected"), FOUND, ids=[case[0] for case in FOUND])
def test_finds_and_ticks(
    title: str, typed: list[str], place: str, expected: str, busy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = vaults.tree(busy)
    code, out, err = run(capsys, *typed)
    assert (code, err) == (0, "")
    path, _, line = place.rpartition(":")
    assert place in out
    assert (busy / path).read_text(encoding="utf-8").split("\n")[int(line) - 1].rstrip() == expected
    after = vaults.tree(busy)
    assert {name for name in after if after[name] != before.get(name)} == {path}


# What it shows, what is typed, and what is said; nothing is changed.
REFUSED = [
    ("two of one contact", ["Grace"], ["could be any of 2 open tasks", "Daily/2026-11-01.md:1  Send Grace the compiler notes, due 2026-11-15", "Daily/2026-11-01.md:2"]),
    ("several that hold the words", ["water"], ["2 open tasks", "Home.md:3", "Home.md:5"]),
    ("a promise without a box", ["a book to"], ["Daily/2026-11-01.md:5", "has no box", "gave:: [[Name]]"]),
    ("whose it is", ["nora"], ["Daily/2026-11-01.md:5", "has no box"]),
    ("a private one is not quoted", ["Hidden"], ["could be any of 2", "  Daily/2026-11-01.md:6\n", "  People/Hidden One.md:5\n"]),
    ("nothing", ["knitting"], ["No open task holds “knitting”"]),
    ("no words", ["…"], ["No open task holds “…”"]),
    ("a done one", ["Daily/2026-11-01.md:4"], ["Daily/2026-11-01.md:4", "done on 2026-11-03 already"]),
    ("no task", ["Templates/Task.md:3"], ["Templates/Task.md:3", "There is no line 3"]),
    ("no such line", ["Home.md:99"], ["Home.md:99", "no line 99"]),
    ("no such note", ["Away.md:1"], ["no note called “Away.md”"]),
    ("a rule that can't be read", ["Home.md:3"], ["Home.md:3", "“every now and then” can't be read, so the task was left open"]),
    ("a day to come", ["chairs", "--date", "tomorrow"], ["21 November is still to come"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "typed", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_never_guesses(
    title: str, typed: list[str], said: list[str], busy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = vaults.tree(busy)
    code, out, err = run(capsys, *typed)
    assert (code, out) == (1, "")
    for part in said:
        assert part in err + "\n"
    assert "secret" not in err
    assert vaults.tree(busy) == before


def test_a_contact_without_open_tasks(busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (busy / "People/Mary Shelley.md").write_text("---\ntype: contact\n---\n")
    assert run(capsys, "Mary")[2] == "Error: No open task concerns Mary Shelley.\n"


@pytest.mark.parametrize("arguments", [[], ["chairs", "--date", "someday"], ["\udcff"]])
def test_wrong_usage(arguments: list[str], busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *arguments)[0] == 2


def test_a_recurring_task_says_when_it_comes_round_again(
    busy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "compiler notes", "--date", "yesterday")
    assert code == 0
    assert out == (
        "Ticked “Send Grace the compiler notes” as done on 19 November, Daily/2026-11-01.md:2."
        " Its next time is 29 November.\nChanged Daily/2026-11-01.md\n"
    )
    assert (busy / "Daily/2026-11-01.md").read_text(encoding="utf-8").split("\n")[:2] == [
        "- [ ] Send [[Grace Hopper|Grace]] the compiler notes 🔁 every 2 weeks 📅 2026-11-29",
        "- [x] Send [[Grace Hopper|Grace]] the compiler notes 🔁 every 2 weeks 📅 2026-11-15 ✅ 2026-11-19",
    ]
    assert "It comes round again." in run(capsys, "sweep")[1]


def test_a_private_task_is_ticked_without_being_quoted(
    busy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "People/Hidden One.md:5")
    assert (code, out.splitlines()[0]) == (0, "Ticked a task, People/Hidden One.md:5.")


@pytest.mark.parametrize(
    ("day", "said"),
    [("31 February", "--date: There is no 31 February."), ("yestrday", "Did you mean “yesterday”?")],
)
def test_a_day_that_is_none(busy: Path, capsys: pytest.CaptureFixture[str], day: str, said: str) -> None:
    code, _, err = run(capsys, "chairs", "--date", day)
    assert code == 2
    assert said in err


def test_a_line_that_holds_another_task_by_now() -> None:
    task = OpenTask("Home.md", 1, "Sweep")
    found = plan({"Home.md": b"- [ ] Mop\n"}.__getitem__, task, vaults.TODAY)
    assert (found.changes, [one.message for one in found.refused]) == (
        (),
        ["Another task stands on this line by now."],
    )


def test_a_dry_run_shows_the_difference(busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = vaults.tree(busy)
    code, out, _ = run(capsys, "chairs", "--dry-run")
    assert code == 0
    assert "-- [ ] Deck chairs" in out
    assert "+- [x] Deck chairs ✅ 2026-11-20" in out
    assert vaults.tree(busy) == before


def test_json(busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(run(capsys, "compiler", "--json")[1])["data"]
    assert data["task"]["line"] == 2
    assert data["task"]["text"] == "Send [[Grace Hopper|Grace]] the compiler notes"
    assert data["next"] == {"path": "Daily/2026-11-01.md", "line": 1, "day": "2026-11-29"}
    assert json.loads(run(capsys, "chairs", "--json")[1])["data"]["next"] is None


@pytest.mark.parametrize(
    ("typed", "code", "ticked"), [("2\n", 0, "- [x] Ask"), ("\n", 1, ""), ("9\n1\n", 0, "- [x] Send")]
)
def test_somebody_at_a_terminal_is_asked(
    typed: str,
    code: int,
    ticked: str,
    busy: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(acting, "asks", lambda: True)
    answers = iter(typed.splitlines())
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(answers))
    found, _, err = run(capsys, "Grace")
    assert found == code
    assert "  2  Daily/2026-11-01.md:2  Ask Grace Hopper about Lisbon" in err
    assert ticked in (busy / "Daily/2026-11-01.md").read_text(encoding="utf-8")
    assert ticked or "Nothing was ticked." in err


def test_many_that_match_are_counted(busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "".join(f"- [ ] stitch number {number}\n" for number in range(14))
    (busy / "Many.md").write_text(lines, encoding="utf-8")
    err = run(capsys, "stitch")[2]
    assert "Many.md:10  stitch number 9" in err
    assert "Many.md:11" not in err
    assert "… and 4 more: say more of its words." in err
