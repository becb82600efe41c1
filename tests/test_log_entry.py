"""`vaultnet.planners.log_entry` and ``vaultnet log``: what is told becomes a note, and the note counts."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import vaults
from tests.test_transcripts import run
from vaultnet import build, files, kinds, tick_words
from vaultnet.facts import Facts
from vaultnet.interaction_notes import is_bare
from vaultnet.lookup import Named
from vaultnet.network import Summary
from vaultnet.operation import Operation, Refusal
from vaultnet.planners import log_entry
from vaultnet.planners.log_entry import Entry, Line

TODAY = vaults.TODAY  # Friday, 20 November 2026
YESTERDAY = date(2026, 11, 19)
CONTACT = "---\ntype: contact\n---\n"
ADA, GRACE = (
    Named("People/Ada Lovelace.md", "contact", ("Countess",)),
    Named("People/Grace Hopper.md", "contact"),
)
GOAL = Named("Goals/Lead a team.md", "goal")
ME = Named("People/Robin.md", "contact")
VAULT = {
    "vaultnet.toml": 'me = "[[Robin]]"\n',
    "People/Ada Lovelace.md": "---\ntype: contact\naliases: [Countess]\n---\n",
    "People/Grace Hopper.md": CONTACT,
    "People/Robin.md": CONTACT,
    "Goals/Lead a team.md": "---\ntype: goal\n---\n",
}


@pytest.fixture
def root(vault: Path) -> Path:
    vaults.put(vault, VAULT)
    return vault


@contextmanager
def facts(root: Path) -> Iterator[Facts]:
    with build.facts(root, today=TODAY) as found:
        yield found


def planned(root: Path, *entries: Entry) -> Operation:
    with facts(root) as found:
        return log_entry.plan(found, lambda path: files.read(str(root), path), entries)


def after(root: Path, operation: Operation) -> None:
    """Make the changes."""
    assert operation.refused == ()
    vaults.put(root, {change.path: change.after or b"" for change in operation.changes})


def summary(found: Facts, who: Named) -> Summary:
    return next(one for one in found.snapshot.contacts if one.path == who.path)


def text(operation: Operation) -> str:
    (change,) = operation.changes
    return (change.after or b"").decode()


COUNTING = [
    ("without a word", Entry(YESTERDAY, (ADA,)), "in-touch"),
    ("of a kind", Entry(YESTERDAY, (ADA,), "coffee"), "coffee"),
    ("with words", Entry(YESTERDAY, (ADA,), "call", "She moves to Lisbon."), "call"),
    ("of a kind of one's own", Entry(YESTERDAY, (ADA,), "sailing", "x"), "sailing"),
    ("two people", Entry(YESTERDAY, (ADA, GRACE), "meal"), "meal"),
    ("words that are a heading", Entry(YESTERDAY, (ADA,), "", "# Looms"), "in-touch"),
    ("words that are a comment", Entry(YESTERDAY, (ADA,), "", "%% later %%"), "in-touch"),
    ("words like front matter", Entry(YESTERDAY, (ADA,), "", "---\ntype: goal\n---\n"), "in-touch"),
    ("words with a placeholder", Entry(YESTERDAY, (ADA,), "", "She uses {{name}}."), "in-touch"),
    ("a year ago", Entry(date(2025, 11, 20), (ADA,), "video"), "video"),
]


@pytest.mark.parametrize(
    ("entry", "kind"), [case[1:] for case in COUNTING], ids=[case[0] for case in COUNTING]
)
def test_what_is_logged_counts(root: Path, entry: Entry, kind: str) -> None:
    operation = planned(root, entry)
    after(root, operation)
    (change,) = operation.changes
    with facts(root) as found:
        for person in entry.people:
            one = summary(found, person)
            assert [(trace.day, trace.kind, trace.path) for trace in one.recent] == [
                (entry.day.isoformat(), kind, change.path)
            ]
            assert one.plans == ()
        assert len([one for one in found.snapshot.contacts if one.recent]) == len(entry.people)
    assert change.before is None
    assert is_bare(change.path, change.after or b"") == (not entry.words)


def test_said_twice_is_there_once(root: Path) -> None:
    entry = Entry(YESTERDAY, (ADA,), "coffee")
    once = planned(root, entry, entry)
    assert len(once.changes) == 1
    assert once.what == "log coffee with Ada Lovelace"
    after(root, once)
    assert planned(root, entry) == Operation("log", "log coffee with Ada Lovelace", ())


def test_a_note_of_that_name_with_other_words_is_left_alone(root: Path) -> None:
    entry = Entry(YESTERDAY, (ADA,), "coffee")
    (change,) = planned(root, entry).changes
    vaults.put(root, {change.path: "mine"})
    (refused,) = planned(root, entry).refused
    assert refused.message == f"{change.path} is there already, with other words."


def test_a_message_that_waits_for_an_answer(root: Path) -> None:
    after(root, planned(root, Entry(YESTERDAY, (ADA,), "sent")))
    with facts(root) as found:
        assert [trace.kind for trace in summary(found, ADA).sent] == ["sent"]
        assert summary(found, ADA).recent == ()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("", "being in touch with Ada Lovelace"),
        ("video", "video call with Ada Lovelace"),
        ("sent", "an attempt to reach Ada Lovelace"),
        ("engage", "a reaction to something by Ada Lovelace"),
    ],
)
def test_what_is_logged_is_said_in_words(kind: str, said: str) -> None:
    assert log_entry.what([Entry(YESTERDAY, (ADA,), kind)]) == f"log {said}"


def test_goals_and_the_ledger(root: Path) -> None:
    entry = Entry(YESTERDAY, (ADA, GRACE), "call", "On looms.", (GOAL,), ("the\npaper",), ("a kite",))
    operation = planned(root, entry)
    assert text(operation).endswith(
        "---\nOn looms.\n\ngave:: the paper, to [[Ada Lovelace]] and [[Grace Hopper]]\n"
        "received:: a kite, from [[Ada Lovelace]] and [[Grace Hopper]]\n"
    )
    after(root, operation)
    with facts(root) as found:
        (goal,) = found.snapshot.goals
        assert [trace.contact for trace in goal.helped] == [ADA.path, GRACE.path]
        _, rows = found.query("select kind, contact from ledger order by kind, contact")
    assert rows == [(kind, path) for kind in ("gave", "received") for path in (ADA.path, GRACE.path)]


PROMISES = [
    ("send the deck", "Send the deck to [[Ada Lovelace]]"),
    ("ask Bo about the flat", "Ask Bo about the flat for [[Ada Lovelace]]"),
    ("send the deck to her team", "Send the deck to her team for [[Ada Lovelace]]"),
    ("send her the deck", "Send [[Ada Lovelace]] the deck"),
    ("write them", "Write them to [[Ada Lovelace]]"),
    ("send Ada the deck", "Send [[Ada Lovelace|Ada]] the deck"),
    ("call the Countess", "Call the [[Ada Lovelace|Countess]]"),
    ("Ada Lovelace gets the deck", "[[Ada Lovelace]] gets the deck"),
    ("send [[Ada Lovelace]] the deck", "Send [[Ada Lovelace]] the deck"),
]


@pytest.mark.parametrize(("said", "task"), PROMISES)
@pytest.mark.parametrize("due", [None, date(2026, 11, 27)])
def test_a_promise_is_a_task_to_them(root: Path, said: str, task: str, due: date | None) -> None:
    operation = planned(root, Entry(YESTERDAY, (ADA,), promised=(said,), due=due))
    assert text(operation).endswith(f"\n- [ ] {task}{f' 📅 {due}' if due else ''}\n")
    after(root, operation)
    with facts(root) as found:
        (promise,) = found.snapshot.promises
    assert (promise.contact, promise.due, promise.theirs) == (ADA.path, due.isoformat() if due else "", False)


# what was promised yesterday, Thursday, and the task
BY = [
    ("send the deck by friday", "Send the deck to [[Ada Lovelace]] 📅 2026-11-20"),
    ("the deck (by 3 Dec)", "The deck for [[Ada Lovelace]] 📅 2026-12-03"),
    ("a song by Schubert", "A song by Schubert for [[Ada Lovelace]]"),
]


@pytest.mark.parametrize(("said", "task"), BY)
def test_the_words_of_a_promise_may_say_its_day(root: Path, said: str, task: str) -> None:
    operation = planned(root, Entry(YESTERDAY, (ADA,), promised=(said,)))
    assert text(operation).endswith(f"\n- [ ] {task}\n")


REFUSED: list[tuple[str, Entry, str, dict[str, str]]] = [
    ("oneself", Entry(TODAY, (ME,)), "Robin is your own note", {}),
    ("a promise within a code block", Entry(TODAY, (ADA,), words="```\nx", promised=("y",)), "“y” would not be read", {}),
    ("a gift within a comment", Entry(TODAY, (ADA,), words="%% x", gave=("y",)), "“gave:: y” would not", {}),
    ("a promise to somebody else", Entry(TODAY, (ADA,), promised=("x [[Grace Hopper]]",)), "would not be read", {}),
    ("a template", Entry(TODAY, (ADA,), words="# {{title}}"), "make the note a template", {}),
    ("a folder that counts for nobody", Entry(TODAY, (ADA,)), "covers Log/2026-11", {"vaultnet.toml": '[interactions]\nignore = ["Log/**"]\n'}),
    ("a folder of templates", Entry(TODAY, (ADA,), "x", "y"), "make the note a template", {"vaultnet.toml": '[vault]\ntemplates = ["Meetings"]\n'}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "message", "files"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_would_not_count_is_not_written(
    root: Path, entry: Entry, message: str, files: dict[str, str]
) -> None:
    vaults.put(root, files)
    operation = planned(root, entry)
    assert operation.changes == ()
    assert message in operation.refused[0].message


def test_names_that_no_wikilink_holds_are_linked_by_their_paths(root: Path) -> None:
    vaults.put(root, {"People/A#1.md": CONTACT, "B#1.md": "---\ntype: goal\n---\n"})
    entry = Entry(TODAY, (Named("People/A#1.md", "contact"),), helps=(Named("B#1.md", "goal"),))
    after(root, planned(root, entry))
    with facts(root) as found:
        goal = next(one for one in found.snapshot.goals if one.path == "B#1.md")
        assert [trace.contact for trace in goal.helped] == ["People/A#1.md"]


@pytest.mark.parametrize(
    ("word", "kind", "near"),
    [
        ("coffee", "coffee", ""),
        ("Coffee", "coffee", ""),
        ("lunch", "meal", ""),
        ("informational interview", "informational-interview", ""),
        ("cofee", "", "coffee"),
        ("Sailing", "sailing", ""),
        ("sailng", "", "sailing"),
        ("regatta", "regatta", ""),
        ("mention", "", "meeting"),
        ("last-contact", "", "meeting"),
    ],
)
def test_kinds(word: str, kind: str, near: str) -> None:
    assert log_entry.kind_of(word, ["sailing"]) == (kind, near)


def test_kinds_of_ones_own_are_those_that_occurred(root: Path) -> None:
    after(root, planned(root, Entry(TODAY, (ADA,), "sailing"), Entry(YESTERDAY, (ADA,), "call")))
    with facts(root) as found:
        assert log_entry.own_kinds(found) == ("sailing",)


LINES = [
    ("all of it", "2026-11-19 Ada Lovelace: coffee, she moves", Line(1, YESTERDAY, "Ada Lovelace", "coffee", "she moves")),
    ("a name", "Ada", Line(1, TODAY, "Ada", "", "")),
    ("several names", "Ada, Grace : walked", Line(1, TODAY, "Ada, Grace", "", "walked")),
    ("a kind alone", "Ada: call", Line(1, TODAY, "Ada", "call", "")),
    ("a kind in another word", "Ada: Lunch, on looms", Line(1, TODAY, "Ada", "meal", "Lunch, on looms")),
    ("a kind of one's own", "Ada: sailing, far out", Line(1, TODAY, "Ada", "sailing", "far out")),
    ("no kind", "Ada: coffee was bad, she said", Line(1, TODAY, "Ada", "", "coffee was bad, she said")),
    ("no kind to log", "Ada: mention, x", Line(1, TODAY, "Ada", "", "mention, x")),
    ("a colon in the words", "Ada: she said: no", Line(1, TODAY, "Ada", "", "she said: no")),
    ("a list, and yesterday", "- yesterday Ada: x", Line(1, YESTERDAY, "Ada", "", "x")),
    ("after a comment", "# notes\n\n  Ada: x", Line(3, TODAY, "Ada", "", "x")),
    ("a day to come", "yesterday Ada: coffee tomorrow", Line(1, YESTERDAY, "Ada", "", "coffee tomorrow")),
    ("nobody", ": x", Refusal("", 1, "Whom is this about?", f"Write it like this: {log_entry.EXAMPLE}")),
    ("no day of the calendar", "2026-02-30 Ada", Refusal("", 1, "2026-02-30 is no day of the calendar.")),
]  # fmt: skip


@pytest.mark.parametrize(("said", "line"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_lines(said: str, line: Line | Refusal) -> None:
    assert list(log_entry.lines(said, TODAY, ["sailing"])) == [line]


def test_the_example_of_a_line_is_one() -> None:
    (line,) = log_entry.lines(log_entry.EXAMPLE, TODAY, ())
    assert line == Line(1, YESTERDAY, "Ada Lovelace", "coffee", "she moves to Lisbon")


# --- the command -----------------------------------------------------------------------------------


def log(root: Path, *arguments: str) -> tuple[int, str]:
    return run(["--vault", str(root), "--today", TODAY.isoformat(), "log", *arguments])


USAGE = [
    (["Ada", "--kind", "cofee"], "Did you mean “coffee”?"),
    (["Ada", "--date", "soon"], "--date: “soon” is no day."),
    (["Ada", "--due", "friday"], "--due: say what is due then"),
    (["Ada", "--promised", "x", "--due", "soon"], "--due: “soon” is no day."),
    (["-", "--kind", "call"], "no other words or options"),
    (["-", "x"], "no other words or options"),
    (["Ada", "x\udcff"], "is not written in UTF-8"),
    ([], "Missing argument"),
]


@pytest.mark.parametrize(("arguments", "message"), USAGE)
def test_wrong_usage(root: Path, arguments: list[str], message: str) -> None:
    before = vaults.tree(root)
    code, said = log(root, *arguments)
    assert (code, message in said) == (2, True), said
    assert vaults.tree(root) == before


FAILING = [
    (["Ada Lovelcae"], "Did you mean “Ada Lovelace”?"),
    (["lovelace"], "Did you mean “Ada Lovelace”?"),
    (["Ada", "--with", "Bob"], "There is no contact called “Bob”."),
    (["Lead a team"], "Lead a team is a goal"),
    (["Ada", "--helps", "Grace"], "There is no goal called “Grace”."),
    (["Ada", "Lovelace", "coffee"], 'vaultnet log "Ada Lovelace" …'),
    (["Ada", "grace", "walked"], 'vaultnet log "Ada" --with "grace" …'),
    (["Ada", "--date", "tomorrow"], "21 November is still to come"),
    (["Ada", "coffee", "tomorrow"], "daily note: Coffee with [[Ada Lovelace]] (when:: 2026-11-21)\n"),
    (["Ada", "-k", "call", "call her next week"], "--date today"),
    (["Ada", "we will have lunch next week"], "is still to come, and only what took place is logged."),
    (["Ada", "We’ll have lunch"], "Lunch with [[Ada Lovelace]] (when:: 2026-11-27)"),
    (["Robin"], "Robin is your own note"),
]


@pytest.mark.parametrize(("arguments", "message"), FAILING)
def test_nothing_is_guessed(root: Path, arguments: list[str], message: str) -> None:
    before = vaults.tree(root)
    code, said = log(root, *arguments)
    assert (code, message in said) == (1, True), said
    assert vaults.tree(root) == before


def test_several_people_however_they_are_named(root: Path) -> None:
    vaults.put(root, {"People/Hopper, Grace.md": CONTACT})
    assert log(root, "Ada, Grace H", "--with", "Hopper, Grace", "--with", "ada", "walked")[0] == 0
    (path,) = (root / "Meetings" / "2026").iterdir()
    assert 'people: ["[[Ada Lovelace]]", "[[Grace Hopper]]", "[[Hopper, Grace]]"]\n' in path.read_text()


def given(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))


def test_on_the_last_day_of_the_calendar_nothing_is_planned_beyond_it(root: Path) -> None:
    code, said = run(["--vault", str(root), "--today", "9999-12-31", "log", "Ada", "we will have lunch"])
    assert (code, "(when:: 9999-12-31)" in said) == (1, True), said


def test_words_from_standard_input(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, b"\xef\xbb\xbfOn looms.\r\n- [ ] Ask [[Grace Hopper]]\n")
    code, said = log(root, "Ada", "-", "--json")
    assert code == 0
    (change,) = json.loads(said)["data"]["changes"]
    assert (root / change["path"]).read_text().endswith("---\nOn looms.\n- [ ] Ask [[Grace Hopper]]\n")


def test_what_is_no_text(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, b"\xff")
    assert log(root, "Ada", "-") == (
        1,
        "Error: Standard input is not written in UTF-8, so nothing was logged.\n",
    )


def test_many_lines_are_one_operation(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = vaults.tree(root)
    given(monkeypatch, b"2026-11-19 Ada: coffee, she moves\nyesterday Grace\nAda, Grace: call\n")
    code, said = log(root, "-")
    assert (code, said.splitlines()[0]) == (0, "Logged 3 interactions.")
    assert len(vaults.tree(root)) == len(before) + 3
    assert run(["--vault", str(root), "undo"])[0] == 0
    assert vaults.tree(root) == before


def test_one_wrong_line_and_nothing_is_logged(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = vaults.tree(root)
    given(monkeypatch, b"Ada: x\n\nBob: y\n2026-12-01 Ada\n: z\nRobin\n")
    code, said = log(root, "-")
    assert code == 1
    for line in (
        "  line 3: There is no contact called “Bob”.",
        "  line 4: 1 December is",
        "  line 5: Whom",
        "  line 6: Robin is",
    ):
        assert line in said
    assert vaults.tree(root) == before


def data(root: Path, *arguments: str) -> dict[str, Any]:
    code, said = log(root, *arguments, "--json")
    assert code == 0, said
    return json.loads(said)["data"]  # type: ignore[no-any-return]


def test_what_programs_see(root: Path) -> None:
    told = ("Ada", "-k", "lunch", "-d", "yesterday", "--helps", "lead")
    shown = data(root, *told, "--dry-run")
    assert (shown["dry_run"], shown["number"]) == (True, None)
    assert shown["diff"].startswith("--- /dev/null\n+++ b/Log/2026-11/2026-11-19 Ada Lovelace meal ")
    assert not (root / "Log").exists()
    done = data(root, *told)
    assert {key: done[key] for key in ("date", "kind", "people", "helps", "what")} == {
        "date": "2026-11-19",
        "kind": "meal",
        "people": [{"path": ADA.path, "name": "Ada Lovelace"}],
        "helps": [{"path": GOAL.path, "name": "Lead a team"}],
        "what": "log meal with Ada Lovelace",
    }
    assert done["changes"] == shown["changes"]


OFFERED = [
    (["ad"], ["Ada Lovelace"]),
    (["Ada", "--with", "G"], ["Grace Hopper"]),
    (["Ada", "-w", "Grace Hopper", "--with", "ro"], ["Robin"]),
    (["Ada", "--helps", "l"], ["Lead a team"]),
    (["Ada", "--kind", "me"], ["meal", "meeting", "message", "mentoring"]),
]


@pytest.mark.parametrize(("words", "offered"), OFFERED)
def test_completion(
    root: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], offered: list[str]
) -> None:
    typed = [word.replace(" ", "\\ ") for word in ("vaultnet", "--vault", str(root), "log", *words)]
    monkeypatch.setenv("_VAULTNET_COMPLETE", "fish_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(typed[:-1]))
    monkeypatch.setenv("COMP_CWORD", words[-1])
    _, said = run([])
    assert sorted(line.partition(",")[2].partition("\t")[0] for line in said.splitlines()) == sorted(offered)


READ = [
    ("coffee, she moves", "coffee", "she moves"),
    ("lunch", "meal", "lunch"),
    ("Dinner, she moves", "meal", "Dinner, she moves"),
    ("she moves; call", "call", "she moves"),
    ("sauna: a long talk", "sauna", "a long talk"),
    ("phone call about looms", "call", "phone call about looms"),
    ("coffee with her sister", "coffee", "coffee with her sister"),
    ("she moves", "", "she moves"),
    ("note: on looms", "", "note: on looms"),
    ("called, no answer", "sent", "called, no answer"),
    ("coffee, no answer to that yet", "coffee", "no answer to that yet"),
]


@pytest.mark.parametrize(("words", "kind", "text"), READ)
def test_words_are_read_as_behind_a_tick(words: str, kind: str, text: str, root: Path) -> None:
    said = tick_words.read(words, TODAY)
    assert (said.kind or kinds.of_line(said.words), said.words) == (kind, text)
    shown = data(root, "Ada", words, "--dry-run")
    assert shown["kind"] == kind
    assert shown["diff"].endswith(f"+---\n+{text}\n")


@pytest.mark.parametrize("words", ["2w", "yesterday", "skip", "one\ncoffee"])
def test_other_commands_of_a_tick_are_words(words: str, root: Path) -> None:
    shown = data(root, "Ada", words, "--dry-run")
    assert (shown["kind"], shown["date"]) == ("", TODAY.isoformat())
    assert words.replace("\n", "\n+") in shown["diff"]


@pytest.mark.parametrize(
    ("words", "day", "kind", "text"),
    [
        ("coffee on friday", "2026-11-20", "coffee", ""),
        ("coffee with her on monday", "2026-11-16", "coffee", "coffee with her"),
        ("lunch yesterday", "2026-11-19", "meal", "lunch"),
        ("coffee, she starts on monday", "2026-11-20", "coffee", "she starts on monday"),
        ("she starts on monday", "2026-11-20", "", "she starts on monday"),
    ],
)
def test_a_day_right_behind_a_kind(words: str, day: str, kind: str, text: str, root: Path) -> None:
    shown = data(root, "Ada", words, "--dry-run")
    assert (shown["date"], shown["kind"]) == (day, kind)
    assert shown["diff"].endswith(f"+---\n+{text}\n" if text else "+---\n")
    assert data(root, "Ada", words, "--date", "today", "--dry-run")["date"] == TODAY.isoformat()


@pytest.mark.parametrize(
    ("words", "kind", "text"),
    [
        (["call", "hi"], "call", "hi"),
        (["coffee", "he moves"], "coffee", "he moves"),
        (["lunch", "he moves"], "meal", "lunch, he moves"),
        (["call", "no answer"], "sent", "call no answer"),
        (["Coffee,", "he", "moves"], "coffee", "he moves"),
        (["coffee", "with", "her", "sister"], "coffee", "coffee with her sister"),
        (["call", "center", "opened"], "", "call center opened"),
        (["call", "hi", "there"], "", "call hi there"),
        (["video", "call"], "video", ""),
        (["call"], "call", ""),
    ],
)
def test_a_word_of_its_own_before_one_text_is_the_kind(
    words: list[str], kind: str, text: str, root: Path
) -> None:
    shown = json.loads(log(root, "Ada", *words, "--dry-run", "--json")[1])["data"]
    assert shown["kind"] == kind
    assert shown["diff"].endswith(f"+---\n+{text}\n" if text else "+---\n")


def test_a_plan_is_logged_if_the_day_is_said(root: Path) -> None:
    shown = data(root, "Ada", "coffee tomorrow", "--date", "today", "--dry-run")
    assert (shown["date"], shown["kind"]) == (TODAY.isoformat(), "")


def test_a_kind_that_is_given_leaves_the_words_alone(root: Path) -> None:
    shown = data(root, "Ada", "coffee, she moves", "--kind", "call", "--dry-run")
    assert (shown["kind"], "+coffee, she moves\n" in shown["diff"]) == ("call", True)
