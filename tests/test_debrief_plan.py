"""Taking down a debrief: what becomes of the event's note, who gets a note, and what is refused."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests import vaults
from vaultnet import build, files, journal, starting
from vaultnet.model import Note
from vaultnet.parse import Parser
from vaultnet.planners import debrief
from vaultnet.planners.debrief import Plan
from vaultnet.problems import Problem

CONTACT = "---\ntype: contact\n---\n"
PATH = "Events/Fair.md"
HEAD = "---\ntype: event\ndate: 2026-11-19\n---\nIt rained.\n\n## Met\n\n"
NOTES = {
    "vaultnet.toml": 'me = "[[Robin Ferrer]]"\n',
    "Robin Ferrer.md": CONTACT,
    "People/Ada Lovelace.md": "---\ntype: contact\naliases: [Countess]\n---\n",
    "Organisations/Globex.md": "---\ntype: organisation\n---\n",
}

CASES: list[tuple[str, str, str]] = [
    ("somebody new", "- Grace Hopper, Globex: on-call\n", "- [[Grace Hopper]], Globex: on-call\n"),
    ("somebody known", "- Ada Lovelace: looms\n", "- [[Ada Lovelace]]: looms\n"),
    ("by an alias", "- Countess: looms\n", "- [[Ada Lovelace|Countess]]: looms\n"),
    ("in small letters", "- ada lovelace\n", "- [[Ada Lovelace|ada lovelace]]\n"),
    ("two people", "- Grace Hopper and Ada Lovelace: looms\n", "- [[Grace Hopper]] and [[Ada Lovelace]]: looms\n"),
    ("in bold", "* **Grace Hopper**: on-call\n", "* **[[Grace Hopper]]**: on-call\n"),
    ("a task that is still to be done", "- [ ] Grace Hopper\n- Ada Lovelace\n", "- [ ] Grace Hopper\n- [[Ada Lovelace]]\n"),
    ("a ticked box", "- [x] Grace Hopper: on-call\n", "- [x] [[Grace Hopper]]: on-call\n"),
    ("without a list", "Grace Hopper: on-call\n", "[[Grace Hopper]]: on-call\n"),
    ("a link to nobody yet", "- [[Grace Hopper]], Globex\n", "- [[Grace Hopper]], Globex\n"),
    ("a promise with a day", "- Grace Hopper: on-call; promised:: paper by 3 Dec\n",
     "- [[Grace Hopper]]: on-call; promised:: paper by 3 Dec\n  - [ ] Paper for [[Grace Hopper]] 📅 2026-12-03\n"),
    ("a promise without one", "- Grace Hopper; promised:: send her the paper\n",
     "- [[Grace Hopper]]; promised:: send her the paper\n  - [ ] Send [[Grace Hopper]] the paper\n"),
    ("a promise that links somebody else", "- Grace Hopper; promised:: an introduction to [[Ada Lovelace]]\n",
     "- [[Grace Hopper]]; promised:: an introduction to [[Ada Lovelace]]\n"
     "  - [ ] [[Grace Hopper]]: an introduction to [[Ada Lovelace]]\n"),
    ("emoji before the name", "- 🚀 Grace Hopper, Globex — notes, promised:: send notes by friday\n",
     "- 🚀 [[Grace Hopper]], Globex — notes, promised:: send notes by friday\n  - [ ] Send notes to [[Grace Hopper]] 📅 2026-11-20\n"),
    ("emoji around two names", "- 🚀 Grace Hopper 🐝 and 🎬 Ada Lovelace: looms\n", "- 🚀 [[Grace Hopper]] 🐝 and 🎬 [[Ada Lovelace]]: looms\n"),
    ("to send something", "- Grace Hopper; promised:: send notes by friday\n",
     "- [[Grace Hopper]]; promised:: send notes by friday\n  - [ ] Send notes to [[Grace Hopper]] 📅 2026-11-20\n"),
    ("a promise that names whom it is for", "- Grace Hopper; promised:: mail Grace Hopper the paper\n",
     "- [[Grace Hopper]]; promised:: mail Grace Hopper the paper\n  - [ ] Mail [[Grace Hopper]] the paper\n"),
    ("a promise that names both", "- Grace Hopper & Ada Lovelace; promised:: send Grace and Ada the slides\n",
     "- [[Grace Hopper]] & [[Ada Lovelace]]; promised:: send Grace and Ada the slides\n"
     "  - [ ] Send [[Grace Hopper|Grace]] and [[Ada Lovelace|Ada]] the slides\n"),
    ("a promise that names somebody else", "- Grace Hopper; promised:: introduce her to Ada Lovelace by 3 Dec\n",
     "- [[Grace Hopper]]; promised:: introduce her to Ada Lovelace by 3 Dec\n"
     "  - [ ] [[Grace Hopper]]: introduce her to [[Ada Lovelace]] 📅 2026-12-03\n"),
    ("a promise that names both whom to introduce", "- Grace Hopper; promised:: introduce Grace to Ada Lovelace\n",
     "- [[Grace Hopper]]; promised:: introduce Grace to Ada Lovelace\n"
     "  - [ ] Introduce [[Grace Hopper|Grace]] to [[Ada Lovelace]]\n"),
    ("a promise that links whom it is for", "- [[Ada Lovelace]]; promised:: send [[Ada Lovelace]] the paper\n",
     "- [[Ada Lovelace]]; promised:: send [[Ada Lovelace]] the paper\n  - [ ] Send [[Ada Lovelace]] the paper\n"),
    ("a promise by a pronoun", "- Grace Hopper; promised:: read her book\n",
     "- [[Grace Hopper]]; promised:: read her book\n  - [ ] [[Grace Hopper]]: read her book\n"),
    ("a promise to one of two", "- Grace Hopper & Ada Lovelace; promised:: ring Ada by 3 Dec\n",
     "- [[Grace Hopper]] & [[Ada Lovelace]]; promised:: ring Ada by 3 Dec\n"
     "  - [ ] Ring [[Ada Lovelace|Ada]] 📅 2026-12-03\n"),
    ("a promise to both", "1. Grace Hopper & Ada Lovelace; promised:: the slides\n",
     "1. [[Grace Hopper]] & [[Ada Lovelace]]; promised:: the slides\n"
     "   - [ ] The slides for [[Grace Hopper]] and [[Ada Lovelace]]\n"),
    ("a promise below what is nested", "- Grace Hopper; promised:: paper\n  - has a dog\n- Ada Lovelace\n",
     "- [[Grace Hopper]]; promised:: paper\n  - has a dog\n  - [ ] Paper for [[Grace Hopper]]\n- [[Ada Lovelace]]\n"),
    ("a promise that is a task already", "- Grace Hopper; promised:: paper\n  - [ ] the paper 📅 2026-12-01\n",
     "- [[Grace Hopper]]; promised:: paper\n  - [ ] the paper 📅 2026-12-01\n"),
    ("a promise to somebody linked", "- [[Ada Lovelace]]; promised:: paper by friday\n",
     "- [[Ada Lovelace]]; promised:: paper by friday\n  - [ ] Paper for [[Ada Lovelace]] 📅 2026-11-20\n"),
    ("only what is new", "- [[Ada Lovelace]]: looms\n- Grace Hopper\n", "- [[Ada Lovelace]]: looms\n- [[Grace Hopper]]\n"),
    ("twice on two lines", "- Grace Hopper: on-call\n- Grace Hopper: sailing\n",
     "- [[Grace Hopper]]: on-call\n- [[Grace Hopper]]: sailing\n"),
    ("what is to come was said there", "- Grace Hopper: we should call next week\n", "- [[Grace Hopper]]: we should call next week\n"),
    ("without a last newline", "- Grace Hopper; promised:: paper", "- [[Grace Hopper]]; promised:: paper\n  - [ ] Paper for [[Grace Hopper]]"),
    ("a line that can't be read stays", "- talked about looms\n- Grace Hopper\n", "- talked about looms\n- [[Grace Hopper]]\n"),
]  # fmt: skip

REFUSED: list[tuple[str, str, str]] = [
    ("no name", "- talked about looms\n", "9: “talked about looms” can't be read as a name: those have capital letters."),
    ("a first name", "- Ada: looms\n", "9: “Ada” could be Ada Lovelace or somebody new."),
    ("a comment on the line", "- Grace Hopper <!-- her sister? -->: on-call\n",
     "9: A comment, or what nobody sees, stands on this line, so it was left as it is."),
    ("a name that no file can have", "- [[Who?]]: on-call\n", "9: “Who?” can't be a note's name: ? can't stand in a file name or a link everywhere."),
]  # fmt: skip


def planned(root: Path, lines: str, notes: dict[str, str] | None = None, head: str = HEAD) -> Plan:
    vaults.put(root, {**NOTES, PATH: head + lines, **(notes or {})})
    return again(root)


def again(root: Path) -> Plan:
    with build.facts(root, today=vaults.TODAY) as facts:
        return debrief.plan(facts, partial(files.read, str(root)), starting.contacts(facts), PATH)


def do(root: Path, plan: Plan) -> None:
    with journal.writing_alone(str(root)):
        journal.carry_out(str(root), plan.operation)


def after(plan: Plan) -> dict[str, str]:
    return {one.now: (one.after or b"").decode() for one in plan.operation.changes}


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_becomes_of_the_note(tmp_path: Path, lines: str, expected: str) -> None:
    plan = planned(tmp_path, lines)
    assert after(plan).get(PATH, HEAD + lines) == HEAD + expected
    do(tmp_path, plan)
    met = {one.path for one in plan.people}
    with build.facts(tmp_path, today=vaults.TODAY) as facts:
        told = {one.path: one for one in facts.snapshot.contacts}
        assert met
        for path in met:
            assert [(trace.day, trace.kind) for trace in told[path].recent] == [("2026-11-19", "event")]
            assert any(one.contact == path and one.signal == "after_event" for one in facts.follow_ups)
    assert again(tmp_path).operation.changes == (), "a second debrief does nothing"


@pytest.mark.parametrize(
    ("lines", "expected"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_is_refused(tmp_path: Path, lines: str, expected: str) -> None:
    plan = planned(tmp_path, lines + "- Mary Shelley: letters\n")
    assert [f"{one.line}: {one.message}" for one in plan.refused] == [expected]
    assert all(one.path == PATH for one in plan.refused)
    assert [one.name for one in plan.people] == ["Mary Shelley"], "it keeps back nobody else"
    assert sorted(after(plan)) == [PATH, "People/Mary Shelley.md"]


def test_the_note_of_somebody_new(tmp_path: Path) -> None:
    plan = planned(tmp_path, "- Grace Hopper, Staff Engineer at Globex: on-call\n")
    front = after(plan)["People/Grace Hopper.md"].split("---\n")[1]
    assert 'company: ["[[Globex]]"]\nrole: Staff Engineer\n' in front
    assert "first_met: 2026-11-19\n" in front
    assert 'met_at: ["[[Fair]]"]\n' in front
    assert plan.operation.what == "take down 1 person met at Fair"


def test_a_private_event_is_named_nowhere_else(tmp_path: Path) -> None:
    plan = planned(tmp_path, "- Grace Hopper\n", head=HEAD.replace("---\nIt", "private: true\n---\nIt"))
    assert "Fair" not in after(plan)["People/Grace Hopper.md"]
    assert plan.operation.what == "take down 1 person met at an event"


WHOLE: list[tuple[str, str, str]] = [
    ("no event", HEAD.replace("event", "meeting"), "This is no note of an event, so nobody was met at it."),
    ("no day", HEAD.replace("date: 2026-11-19\n", ""), "The event has no day, so nobody was met on it."),
    ("did not go", HEAD.replace("date:", "went: false\ndate:"), "The note says that you did not go (went: false), so nobody was met there."),
    ("no heading", HEAD.replace("## Met", "## Talks"), "There is no heading “## Met” in Events/Fair.md."),
    ("still to come", HEAD.replace("11-19", "11-21"), "The event is still to come, on 21 November: nobody was met at it yet."),
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), [case[1:] for case in WHOLE], ids=[case[0] for case in WHOLE])
def test_an_event_with_nobody_to_take_down(tmp_path: Path, head: str, expected: str) -> None:
    plan = planned(tmp_path, "- Grace Hopper\n", head=head)
    assert [one.message for one in plan.refused] == [expected]
    assert plan.operation.changes == ()


IDLE: list[tuple[str, str, str]] = [
    ("all are links", "- [[Ada Lovelace]]\n", "Everybody under “## Met” is taken down already."),
    ("nobody", "", "Nobody stands under “## Met” yet. Write a line each under it: - Grace Hopper, Globex: on-call"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in IDLE], ids=[case[0] for case in IDLE])
def test_why_there_is_nothing_to_do(tmp_path: Path, lines: str, expected: str) -> None:
    plan = planned(tmp_path, lines)
    assert (plan.operation.changes, plan.idle) == ((), expected)


def test_a_heading_that_may_be_meant_is_named(tmp_path: Path) -> None:
    (refused,) = planned(tmp_path, "- Ada Lovelace\n", head=HEAD.replace("## Met", "## People there")).refused
    assert (refused.line, refused.hint) == (7, "Line 7 says “People there”: call it “Met”.")


def test_days_of_promises_count_from_the_last_day(tmp_path: Path) -> None:
    head = HEAD.replace("date: 2026-11-19", "date: 2026-11-12\nends: 2026-11-13")
    plan = planned(tmp_path, "- Ada Lovelace; promised:: paper by friday\n", head=head)
    assert "  - [ ] Paper for [[Ada Lovelace]] 📅 2026-11-20\n" in after(plan)[PATH]


def test_the_first_name_of_somebody_expected_is_theirs(tmp_path: Path) -> None:
    head = HEAD.replace("date:", 'people: ["[[Ada Lovelace]]"]\ndate:')
    plan = planned(tmp_path, "- Ada: looms\n- Ada L.: looms\n", head=head)
    assert after(plan)[PATH].endswith("- [[Ada Lovelace|Ada]]: looms\n- [[Ada Lovelace|Ada L.]]: looms\n")


COMPANIES: list[tuple[str, list[str]]] = [
    ("Globex", []),
    ("globex", []),
    ("Globexx", ["“Globexx” is nearly called like “Globex”, which is in your notes: is it the same?"]),
    ("Initech", []),
]


@pytest.mark.parametrize(("company", "expected"), COMPANIES)
def test_a_company_nearly_called_like_another_is_said(
    tmp_path: Path, company: str, expected: list[str]
) -> None:
    assert list(planned(tmp_path, f"- Grace Hopper ({company})\n").doubts) == expected


def test_a_note_of_that_name_that_is_no_contact(tmp_path: Path) -> None:
    plan = planned(tmp_path, "- Grace Hopper\n", {"Notes/Grace Hopper.md": "A ship.\n"})
    assert "- [[People/Grace Hopper|Grace Hopper]]\n" in after(plan)[PATH]


def test_a_note_in_its_place(tmp_path: Path) -> None:
    plan = planned(tmp_path, "- Grace Hopper\n", {"People/grace hopper.md": "---\ntype: meeting\n---\n"})
    assert plan.operation.changes == ()
    assert [one.message for one in plan.refused] == [
        "People/grace hopper.md is there already, and is no contact."
    ]


def test_where_no_interaction_counts_nothing_is_taken_down(tmp_path: Path) -> None:
    plan = planned(
        tmp_path, "- Ada Lovelace\n", {"vaultnet.toml": '[interactions]\nignore = ["Events/**"]\n'}
    )
    assert [one.message for one in plan.refused] == [
        "[interactions] ignore in vaultnet.toml covers this note, so nobody counts as met there."
    ]
    assert plan.operation.changes == ()


def test_crlf_and_a_mark_at_the_beginning_stay(tmp_path: Path) -> None:
    text = "\ufeff" + (HEAD + "- Grace Hopper; promised:: paper\n- Ada Lovelace\n").replace("\n", "\r\n")
    vaults.put(tmp_path, {**NOTES, PATH: text})
    written = after(again(tmp_path))[PATH]
    assert written.startswith("\ufeff---\r\n")
    assert "\n" not in written.replace("\r\n", "")
    assert written.endswith(
        "- [[Grace Hopper]]; promised:: paper\r\n  - [ ] Paper for [[Grace Hopper]]\r\n- [[Ada Lovelace]]\r\n"
    )


def test_it_is_taken_back_as_a_whole(tmp_path: Path) -> None:
    plan = planned(tmp_path, "- Grace Hopper; promised:: paper\n- Ada Lovelace\n")
    before = vaults.tree(tmp_path)
    do(tmp_path, plan)
    assert vaults.tree(tmp_path) != before
    with journal.writing_alone(str(tmp_path)):
        journal.undo(str(tmp_path))
    assert vaults.tree(tmp_path) == before


def test_a_line_that_is_refused_costs_the_others_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole note is read again for each try: with one line of a hundred in the way that is done seven times."""
    reading, times = Parser.parse, 0

    def counted(self: Parser, path: str, data: bytes) -> tuple[Note, tuple[Problem, ...]]:
        nonlocal times
        times += path == PATH
        return reading(self, path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Parser, "parse", counted)
        letters = "abcdefghij"
        lines = [f"- Grace H{one}{other}: looms\n" for one in letters for other in letters]
        lines[40] = "- Ida Rhodes <!-- her sister? -->: looms\n"
        found = planned(tmp_path, "".join(lines))
    assert [one.line for one in found.refused] == [49]
    assert len(found.people) == 99
    assert times < 25
