"""What a commit says: of each sort of change, and never a name that is to stay here."""

from __future__ import annotations

from datetime import date

import pytest

from vaultnet import commit_words, discreet, plugins
from vaultnet.commit_words import LONGEST, Altered
from vaultnet.config import Config
from vaultnet.model import Note
from vaultnet.parse import Parser

TODAY = date(2026, 11, 20)
NOTHING = discreet.Kept(frozenset(), frozenset())
CONTACT = "---\ntype: contact\n{}---\n{}"
MEETING = "---\ntype: meeting\ndate: {}\n{}---\nWords.\n"


def note(path: str, text: str) -> Note:
    parser = Parser(Config(), plugins.load().note_types)
    return parser.parse(path, text.encode())[0] if path.endswith(".md") else Note(path)


def altered(path: str, before: str | None, after: str | None, to: str = "") -> Altered:
    return Altered(
        None if before is None else note(path, before), None if after is None else note(to or path, after)
    )


def edited(before: str, after: str, body: tuple[str, str] = ("", "")) -> Altered:
    return altered("People/Ada Lovelace.md", CONTACT.format(before, body[0]), CONTACT.format(after, body[1]))


def meeting(front: str, day: str = "2026-11-19") -> Altered:
    return altered("Meetings/x.md", None, MEETING.format(day, front))


ONE = [
    ("a meeting", meeting('kind: coffee\npeople: ["[[Ada Lovelace]]"]\n'), "log: coffee with Ada Lovelace"),
    ("one of no kind", meeting('people: ["[[Ada]]", "[[Grace]]"]\n'), "log: meeting with Ada and Grace"),
    ("one of many", meeting('people: ["[[A]]", "[[B]]", "[[C]]", "[[D]]"]\n'), "log: meeting with A, B and 2 more"),
    ("one of nobody", altered("Meetings/Stand-up.md", None, MEETING.format("2026-11-19", "")), "log: Stand-up"),
    ("one that comes", meeting('kind: call\npeople: ["[[Ada]]"]\n', "2026-11-24"), "plan: call with Ada"),
    ("a line of a log", edited("", "", ("", "- 2026-11-19 letter: sent it\n")), "log: letter with Ada Lovelace"),
    ("one of no kind", edited("", "", ("", "- 2026-11-19: sent it\n")), "log: Ada Lovelace"),
    ("put off", edited("", "snooze: 2026-12-04\n"), "put off Ada Lovelace"),
    ("put off further", edited("snooze: 2026-12-04\n", "snooze: 2026-12-11\n"), "put off Ada Lovelace"),
    ("no longer put off", edited("snooze: 2026-12-04\n", ""), "edit Ada Lovelace"),
    ("passed over", edited("", "skipped: 2026-11-20\n"), "skip Ada Lovelace"),
    ("another property", edited("tier: close\n", "tier: near\n"), "edit Ada Lovelace"),
    ("a task", edited("", "", ("- [ ] Send [[Grace]] it\n", "- [x] Send [[Grace]] it ✅ 2026-11-20\n")), "done: Send Grace it"),
    ("a long task", edited("", "", (f"- [ ] {'word ' * 20}\n", f"- [x] {'word ' * 20}\n")), f"done: {'word ' * 7}word…"),
    ("a new contact", altered("People/Ada.md", None, CONTACT.format("", "")), "new contact Ada"),
    ("a new note", altered("Thoughts.md", None, "Text.\n"), "new note Thoughts"),
    ("a picture", altered("Ada.png", None, ""), "add Ada.png"),
    ("settings", altered("vaultnet.toml", "", "x"), "edit vaultnet.toml"),
    ("a rename", altered("People/Ada.md", "x", "x", "People/Ada Lovelace.md"), "rename Ada to Ada Lovelace"),
    ("a removal", altered("People/Ada.md", "x", None), "remove Ada"),
    ("a dashboard", altered("Network/N.md", None, "---\nvaultnet: N\nfor: 2026-11-20\n---\n"), "dashboards of 20 November"),
    ("a new line in a name", altered("A\nda.md", None, "x"), "new note A da"),
    ("no UTF-8 in a name", altered("Ad\udcff.md", None, "x"), "new note Ad?"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "one", "expected"), ONE, ids=[case[0] for case in ONE])
def test_one_change(title: str, one: Altered, expected: str) -> None:
    assert commit_words.message([one], TODAY, NOTHING) == expected


def test_what_belongs_together_is_said_together_and_in_its_order() -> None:
    several = [
        altered("Network/N.md", "x", "---\nvaultnet: N\nfor: 2026-11-20\n---\n"),
        altered("b.md", "x", "y"),
        altered("Grace.md", CONTACT.format("", ""), CONTACT.format("snooze: 2026-12-04\n", "")),
        meeting('kind: coffee\npeople: ["[[Ada]]"]\n'),
        meeting('kind: call\npeople: ["[[Linus]]"]\n'),
        altered("a.md", "x", "y"),
    ]
    assert (
        commit_words.message(several, TODAY, NOTHING)
        == "log: coffee with Ada, call with Linus; put off Grace; edit b, a"
    )


def test_what_is_said_twice_is_said_once() -> None:
    days = [meeting('people: ["[[Ada]]"]\n', day) for day in ("2026-11-18", "2026-11-19")]
    assert commit_words.message(days, TODAY, NOTHING) == "log: meeting with Ada"


def test_what_is_too_much_for_a_line_stands_below_it() -> None:
    several = [altered(f"Note number {number}.md", None, "x") for number in range(60)]
    first, empty, *rest = commit_words.message(several, TODAY, NOTHING).split("\n")
    assert first == "new note Note number 0, note Note number 1; and 58 more"
    assert (empty, rest[0], rest[-1], len(rest)) == ("", "- new note Note number 0", "- and 10 more", 51)


def test_a_name_that_is_too_long_is_cut() -> None:
    first, _, whole = commit_words.message([altered(f"{'long ' * 30}.md", None, "x")], TODAY, NOTHING).split(
        "\n"
    )
    assert len(first) <= LONGEST
    assert first.endswith("…")
    assert whole == f"- new note {('long ' * 30).strip()}"


EVE = discreet.Kept(frozenset({" eve stone "}), frozenset({"People/Eve Stone.md", "Diary.md"}))
PRIVATE = [
    ("a meeting", meeting('kind: coffee\npeople: ["[[Eve Stone]]", "[[Ada]]"]\n'), "log: coffee with someone"),
    ("a plan", meeting('kind: call\npeople: ["[[Eve Stone]]"]\n', "2026-11-24"), "plan: call with someone"),
    ("a meeting whose note is", altered("Diary.md", None, MEETING.format("2026-11-19", "")), "log: someone"),
    ("their note", altered("People/Eve Stone.md", CONTACT.format("", ""), CONTACT.format("", "x")), "edit a private contact"),
    ("put off", altered("People/Eve Stone.md", CONTACT.format("", ""), CONTACT.format("snooze: 2026-12-04\n", "")), "put off a private contact"),
    ("their log", altered("People/Eve Stone.md", CONTACT.format("", ""), CONTACT.format("", "- 2026-11-19 call: x\n")), "log: call with someone"),
    ("a new one", altered("People/Max.md", None, CONTACT.format("private: true\n", "")), "new private contact"),
    ("one no more", altered("People/Max.md", CONTACT.format("private: true\n", ""), CONTACT.format("", "")), "edit a private contact"),
    ("a removed one", altered("People/Max.md", CONTACT.format("private: true\n", ""), None), "remove a private contact"),
    ("a rename", altered("People/Eve Stone.md", "x", "x", "People/Stone.md"), "rename a private contact"),
    ("a note about them", altered("What Eve Stone said.md", None, "x"), "new private note"),
    ("a task about them", edited("", "", ("- [ ] Ask [[Eve Stone]]\n", "- [x] Ask [[Eve Stone]]\n")), "done: a task"),
    ("a picture of them", altered("Pictures/EveStone.jpg", None, ""), "add a private file"),
    ("one with lines below", altered("eve_stone-2026.JPG", None, ""), "add a private file"),
    ("all in small letters", altered("talk by evestone.pdf", None, ""), "add a private file"),
    ("one of somebody else", altered("AdaStone.jpg", None, ""), "add AdaStone.jpg"),
    ("a private note", altered("Diary.md", "x", "y"), "edit a private note"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "one", "expected"), PRIVATE, ids=[case[0] for case in PRIVATE])
def test_nobody_private_is_named(title: str, one: Altered, expected: str) -> None:
    assert commit_words.message([one], TODAY, EVE) == expected


def test_who_is_removed_is_named_nowhere_else() -> None:
    several = [
        altered("People/Max Power.md", CONTACT.format("private: true\naliases: [Maxi]\n", ""), None),
        meeting('kind: coffee\npeople: ["[[Max Power]]"]\n'),
        altered("About Maxi.md", None, "x"),
    ]
    assert (
        commit_words.message(several, TODAY, NOTHING)
        == "log: coffee with someone; new private note; remove a private contact"
    )


COUNTED = [
    ((1204, 0, 0), "add 1,204 files"),
    ((1, 300, 2), "add 1 file; edit 300 files; remove 2 files"),
    ((0, 0, 300), "remove 300 files"),
]


@pytest.mark.parametrize(("numbers", "expected"), COUNTED)
def test_too_many_to_look_at(numbers: tuple[int, int, int], expected: str) -> None:
    assert commit_words.counted(*numbers) == expected
