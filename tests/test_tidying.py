"""``vaultnet tidy``: what is folded, what stays and why; and that the facts are the same afterwards."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import vaults
from vaultnet import acting, build, journal
from vaultnet.cli import main
from vaultnet.files import read
from vaultnet.interaction_notes import Person, draft
from vaultnet.planners import tidying
from vaultnet.planners.tidying import Tidying

ADA, GRACE = Person("Ada Lovelace", "Ada Lovelace"), Person("Grace Hopper", "Grace Hopper")
PEOPLE = {
    "People/Ada Lovelace.md": "---\ntype: contact\n---\n## Log\n- 2025-03-01 letter: on looms\n\n## Facts\nLikes tea.\n",
    "People/Grace Hopper.md": "---\r\ntype: contact\r\n---\r\nA navy officer.\r\n",
}


def log(day: str, *people: Person, **more: Any) -> dict[str, bytes]:
    """The note of one interaction, by its path."""
    path, data = draft(date.fromisoformat(day), people, **more)
    return {path: data}


def facts_of(root: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The days in touch, and what has not been answered yet."""
    with build.facts(root, today=vaults.TODAY) as facts:
        days = facts.query("select contact, day, kind from interactions order by 1, 2")[1]
        sent = [(one.path, trace.day) for one in facts.snapshot.contacts for trace in one.sent]
        return days, sorted(sent)


def plan(root: Path) -> Tidying:
    with build.facts(root, today=vaults.TODAY) as facts:
        return tidying.plan(facts, lambda path: read(str(root), path))


def carry_out(root: Path, found: Tidying) -> None:
    with journal.writing_alone(str(root)):
        journal.carry_out(str(root), found.operation)


def test_logs_become_lines(vault: Path) -> None:
    notes = {
        **log("2025-06-02", ADA, kind="coffee"),
        **log("2024-01-05", ADA, kind="informational-interview"),
        **log("2025-07-01", ADA, GRACE),
        **log("2025-08-01", GRACE, kind="sent"),
        **log("2026-01-01", ADA, kind="call"),
    }
    vaults.put(vault, {**PEOPLE, **notes})
    before = facts_of(vault)
    tree = vaults.tree(vault)
    found = plan(vault)
    carry_out(vault, found)
    assert found.operation.what == "fold 4 logs into 2 notes"
    assert found.kept == ()
    after = vaults.tree(vault)
    assert after.pop("People/Ada Lovelace.md").decode() == (
        "---\ntype: contact\n---\n## Log\n- 2025-07-01 in touch\n- 2025-06-02 coffee\n- 2025-03-01 letter: on looms\n"
        "- 2024-01-05 informational interview\n\n## Facts\nLikes tea.\n"
    )
    assert after.pop("People/Grace Hopper.md").decode() == (
        "---\r\ntype: contact\r\n---\r\nA navy officer.\r\n\r\n## Log\r\n- 2025-08-01 sent:\r\n- 2025-07-01 in touch\r\n"
    )
    assert [path for path in after if path.startswith("Log/")] == list(log("2026-01-01", ADA, kind="call"))
    assert facts_of(vault) == before
    with journal.writing_alone(str(vault)):
        journal.undo(str(vault), None)
    assert vaults.tree(vault) == tree


_BARE = log("2025-06-02", ADA, kind="coffee")
_PATH = next(iter(_BARE))
_LINK = _PATH.rpartition("/")[2].removesuffix(".md")

# What it shows, the notes, and the reason that is given; none where the note is not even looked at.
STAYS: list[tuple[str, dict[str, str | bytes], str]] = [
    ("another note links to it", {**_BARE, "Daily.md": f"See [[{_LINK}]].\n"}, "another note links to it"),
    ("it helped a goal", {"G.md": "---\ntype: goal\n---\n", **log("2025-06-02", ADA, helps=["G"])}, "which goal it helped"),
    ("a name that is no contact", log("2025-06-02", ADA, Person("Bob", "Bob")), "not everyone in it is a contact here"),
    ("nobody is a contact", log("2025-06-02", Person("Bob", "Bob")), "counts for nobody"),
    ("a kind of the user's own", log("2025-06-02", ADA, kind="padel"), "can't say its kind, padel"),
    (
        "a kind of the same weight",
        {**log("2025-06-02", ADA, kind="call"), "M.md": "---\ntype: meeting\ndate: 2025-06-02\nkind: padel\npeople: ['[[Ada Lovelace]]']\n---\na\n"},
        "a kind that weighs the same",
    ),
    (
        "one tick on two days",
        {**log("2025-06-02", ADA, ticks=["2025-06-03 Ada Lovelace"]), **log("2025-06-04", ADA, words="a", ticks=["2025-06-03 Ada Lovelace"])},
        "a note of another day",
    ),
    ("a log that hides its lines", {**_BARE, "People/Ada Lovelace.md": "---\ntype: contact\n---\n<!-- more\n"}, "People/Ada Lovelace.md can't take it"),
    ("what is left out", {**_BARE, "vaultnet.toml": '[interactions]\nignore = ["Log"]\n'}, "counts for nobody"),
    ("words", log("2025-06-02", ADA, words="She moves."), ""),
    ("words that were added", {_PATH: _BARE[_PATH] + b"More.\n"}, ""),
    ("this year's", log("2026-01-01", ADA), ""),
    ("a prepared note", {"Log/2025-06/2025-06-02 Ada Lovelace 0000.md": "---\ntype: meeting\ndate: 2025-06-02\npeople: ['[[Ada Lovelace]]']\n---\n"}, ""),
    ("a meeting elsewhere", {"Meetings/2025/2025-06-02 Ada Lovelace 0000.md": _BARE[_PATH]}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes", "reason"), STAYS, ids=[case[0] for case in STAYS])
def test_stays(title: str, notes: dict[str, str | bytes], reason: str, vault: Path) -> None:
    vaults.put(vault, {**PEOPLE, **notes})
    found = plan(vault)
    assert found.operation.changes == ()
    assert found.folds == ()
    assert [reason in kept.reason for kept in found.kept] == [True] * bool(reason)


def test_who_can_not_take_a_line_keeps_it_and_the_others_lose_nothing(vault: Path) -> None:
    both, ada = log("2025-06-02", ADA, GRACE), log("2025-06-03", ADA)
    hidden = {"People/Grace Hopper.md": "---\ntype: contact\n---\n%% more\n"}
    vaults.put(vault, {**PEOPLE, **hidden, **both, **ada})
    found = plan(vault)
    assert [fold.path for fold in found.folds] == list(ada)
    assert [kept.path for kept in found.kept] == list(both)
    assert [change.path for change in found.operation.changes] == ["People/Ada Lovelace.md", *ada]


def test_what_the_log_says_already_is_not_written_again(vault: Path) -> None:
    ada = {"People/Ada Lovelace.md": "---\ntype: contact\n---\n- 2025-06-02 coffee on the pier\n"}
    vaults.put(vault, {**PEOPLE, **ada, **_BARE})
    before = facts_of(vault)
    found = plan(vault)
    assert [change.path for change in found.operation.changes] == [_PATH]
    carry_out(vault, found)
    assert facts_of(vault) == before


# --- the law ---------------------------------------------------------------------------------------

_KINDS = [
    "",
    "coffee",
    "call",
    "video",
    "meal",
    "event",
    "sent",
    "mentoring",
    "informational-interview",
    "message",
    "padel",
]
_NOTES = st.lists(
    st.tuples(
        st.sampled_from(["2024-12-31", "2025-03-01", "2025-06-02", "2025-06-03", "2025-12-31", "2026-01-01"]),
        st.sampled_from([(ADA,), (GRACE,), (ADA, GRACE)]),
        st.sampled_from(_KINDS),
        st.sampled_from(["", "", "", "words"]),
        st.sampled_from(["", "", "2025-06-03"]),
    ),
    max_size=8,
)
_LOGS = [
    "",
    "## Log\n",
    "## Log\n- 2025-06-02 call\n- 2024-01-01 met\n",
    "## Log\n- 2024-01-01 a\n- 2025-06-02 tea\n## B\n",
]


@given(_NOTES, st.sampled_from(_LOGS), st.sampled_from(_LOGS))
@settings(max_examples=12, deadline=None)
def test_the_facts_are_the_same_before_and_after(
    notes: Iterable[tuple[str, tuple[Person, ...], str, str, str]], ada: str, grace: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        head = "---\ntype: contact\n---\n"
        vaults.put(
            root,
            {
                "vaultnet.toml": "",
                "People/Ada Lovelace.md": head + ada,
                "People/Grace Hopper.md": head + grace,
            },
        )
        for day, people, kind, words, tick in notes:
            ticks = [f"{tick} {person.link}" for person in people] if tick else ()
            vaults.put(root, log(day, *people, kind=kind, words=words, ticks=ticks))
        before = facts_of(root)
        found = plan(root)
        carry_out(root, found)
        assert facts_of(root) == before
        assert plan(root).folds == ()


# --- the command -----------------------------------------------------------------------------------


@pytest.fixture
def full(vault: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with two logs of last year, one of which stays, as the current folder."""
    vaults.put(vault, {**PEOPLE, **_BARE, **log("2025-06-03", ADA, GRACE, kind="padel")})
    monkeypatch.chdir(vault)
    monkeypatch.setenv("VAULTNET_TODAY", "2026-11-20")
    return vault


def test_a_script_has_to_say_yes(full: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = vaults.tree(full)
    assert main(["tidy"]) == 1
    out, err = capsys.readouterr()
    assert f"1 log becomes a line in the notes of the contacts:\n  {_PATH}  Ada Lovelace\n" in out
    assert "1 wordless log of past years stays as it is:" in out
    assert "can't say its kind, padel" in out
    assert "vaultnet tidy --yes" in err
    assert vaults.tree(full) == before
    assert main(["tidy", "--yes"]) == 0
    assert "Folded 1 log into 1 note.\n" in capsys.readouterr().out
    assert not (full / _PATH).exists()
    assert main(["tidy", "--yes"]) == 0
    assert capsys.readouterr().out.endswith("There is no wordless log of a past year to be folded.\n")


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("", 1)])
def test_somebody_at_a_terminal_is_asked(
    answer: str, code: int, full: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(acting, "asks", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: answer)
    assert main(["tidy"]) == code
    assert (full / _PATH).exists() == bool(code)


def test_json_and_a_dry_run(full: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = vaults.tree(full)
    assert main(["tidy", "--dry-run"]) == 0
    assert "+- 2025-06-02 coffee\n" in capsys.readouterr().out
    assert main(["tidy", "--dry-run", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)["data"]
    assert data["folded"] == [{"path": _PATH, "contacts": ["People/Ada Lovelace.md"]}]
    assert [kept["reason"] for kept in data["kept"]] == ["a line of a log can't say its kind, padel"]
    assert vaults.tree(full) == before


def test_nothing_has_to_stay(full: Path, capsys: pytest.CaptureFixture[str]) -> None:
    next(full.rglob("*padel*")).unlink()
    assert main(["tidy", "--yes"]) == 0
    assert "as it is" not in capsys.readouterr().out


def test_many_are_counted(full: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for day in range(1, 29):
        vaults.put(full, log(f"2025-02-{day:02}", ADA))
    assert main(["tidy", "--yes"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("29 logs become lines")
    assert "  … and 9 more notes\n" in out
