"""`vaultnet.interaction_notes`: one file for each interaction, read back as what was said."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from vaultnet.config import Config, TypeRule
from vaultnet.interaction_notes import Person, draft, home, is_bare
from vaultnet.note_types import NOTE_TYPES
from vaultnet.parse import Parser
from vaultnet.portable import reason_against
from vaultnet.values import is_placeholder

DAY = date(2026, 11, 19)
ADA, GRACE, BO, ZOE = (
    Person(name, name) for name in ("Ada Lovelace", "Grace Hopper", "Bo Peep", "Zoë Vermeulen")
)

NOTES = [
    (
        "bare",
        {"people": [ADA]},
        "Log/2026-11/2026-11-19 Ada Lovelace",
        'type: meeting\ndate: 2026-11-19\npeople: ["[[Ada Lovelace]]"]\ntick: 2026-11-19 Ada Lovelace',
        "",
    ),
    (
        "with words",
        {"people": [ADA], "kind": "coffee", "words": "She moves to Lisbon."},
        "Meetings/2026/2026-11-19 Ada Lovelace coffee",
        'type: meeting\ndate: 2026-11-19\nkind: coffee\npeople: ["[[Ada Lovelace]]"]\ntick: 2026-11-19 Ada Lovelace',
        "She moves to Lisbon.\n",
    ),
    (
        "helps a goal, with lines",
        {"people": [ADA], "helps": ["Lead a team"], "lines": ["gave:: the paper", "- [ ] Send it"], "words": "a\n\n- b"},
        "Meetings/2026/2026-11-19 Ada Lovelace",
        'type: meeting\ndate: 2026-11-19\npeople: ["[[Ada Lovelace]]"]\nhelps: ["[[Lead a team]]"]\n'
        "tick: 2026-11-19 Ada Lovelace",
        "a\n\n- b\n\ngave:: the paper\n- [ ] Send it\n",
    ),
    (
        "lines and no words",
        {"people": [ADA], "lines": ["gave:: the paper"]},
        "Meetings/2026/2026-11-19 Ada Lovelace",
        'type: meeting\ndate: 2026-11-19\npeople: ["[[Ada Lovelace]]"]\ntick: 2026-11-19 Ada Lovelace',
        "gave:: the paper\n",
    ),
    (
        "two people",
        {"people": [ADA, GRACE, ADA], "kind": "call"},
        "Log/2026-11/2026-11-19 Ada Lovelace and Grace Hopper call",
        'type: meeting\ndate: 2026-11-19\nkind: call\npeople: ["[[Ada Lovelace]]", "[[Grace Hopper]]"]\n'
        'tick: ["2026-11-19 Ada Lovelace", "2026-11-19 Grace Hopper"]',
        "",
    ),
    (
        "many people, taken in from one line",
        {"people": [ADA, GRACE, BO, ZOE], "kind": "meal", "ticks": ["2026-11-20 Ada Lovelace"]},
        "Log/2026-11/2026-11-19 Ada Lovelace, Grace Hopper and 2 more meal",
        "type: meeting\ndate: 2026-11-19\nkind: meal\n"
        'people: ["[[Ada Lovelace]]", "[[Grace Hopper]]", "[[Bo Peep]]", "[[Zoë Vermeulen]]"]\n'
        "tick: 2026-11-20 Ada Lovelace",
        "",
    ),
    (
        "what YAML would read as something else",
        {"people": [Person("12:30 #1", "People/12:30 #1")], "kind": "no"},
        "Log/2026-11/2026-11-19 12 30 1 no",
        'type: meeting\ndate: 2026-11-19\nkind: "no"\npeople: ["[People/12:30  1](People/12%3A30%20%231.md)"]\ntick: "2026-11-19 People/12:30 #1"',
        "",
    ),
    (
        "in the vault's own folder",
        {"people": [ADA], "words": "x", "folder": "Treffen"},
        "Treffen/2026-11-19 Ada Lovelace",
        'type: meeting\ndate: 2026-11-19\npeople: ["[[Ada Lovelace]]"]\ntick: 2026-11-19 Ada Lovelace',
        "x\n",
    ),
    (
        "at the top of the vault",
        {"people": [ADA], "words": "x", "folder": ""},
        "2026-11-19 Ada Lovelace",
        'type: meeting\ndate: 2026-11-19\npeople: ["[[Ada Lovelace]]"]\ntick: 2026-11-19 Ada Lovelace',
        "x\n",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "stem", "front", "body"), [case[1:] for case in NOTES], ids=[case[0] for case in NOTES]
)
def test_a_note(said: dict[str, list[Person]], stem: str, front: str, body: str) -> None:
    path, data = draft(DAY, **said)  # type: ignore[arg-type]
    assert data.decode() == f"---\n{front}\n---\n{body}"
    assert re.fullmatch(rf"{re.escape(stem)} [0-9a-f]{{4}}\.md", path)


WORDS = [
    ("several lines", "one\ntwo\n", "one\ntwo\n"),
    ("line ends of Windows", "one\r\ntwo\rthree", "one\ntwo\nthree\n"),
    ("empty lines around", "\n \n\n  one\n\n \t\n", "  one\n"),
    ("what looks like front matter", "---\ntype: goal\n---\nx", "---\ntype: goal\n---\nx\n"),
    ("a NUL", "a\0b", "a\ufffdb\n"),
    ("half a character", "a\udcffb", "a?b\n"),
]


@pytest.mark.parametrize(("words", "body"), [case[1:] for case in WORDS], ids=[case[0] for case in WORDS])
def test_words_stand_as_they_are(words: str, body: str) -> None:
    assert draft(DAY, [ADA], words=words)[1].decode().partition("\n---\n")[2] == body


@pytest.mark.parametrize("words", ["", " ", "\n\n \t\r\n"])
def test_white_space_is_no_words(words: str) -> None:
    assert draft(DAY, [ADA], words=words) == draft(DAY, [ADA])


def test_the_name_depends_on_what_was_said_and_on_nothing_else() -> None:
    one, again = draft(DAY, [ADA], words="tea"), draft(DAY, [ADA], words="tea")
    other = draft(DAY, [ADA], words="Tea")
    assert one == again
    assert other[0] != one[0]
    assert other[0][:-7] == one[0][:-7]


FOLDERS = [
    ("no meetings yet", "", ["Daily/2026-11-01.md"], "Meetings/2026"),
    ("side by side", "", ["Meetings/2025-03-04 Bo.md"], "Meetings"),
    ("by year", "", ["Meetings/2025/2025-03-04 Bo.md", "Meetings/2025-03-04 Bo.md"], "Meetings/2026"),
    ("a folder of one's own", "Treffen/", [], "Treffen/2026"),
    ("at the top", "/", [], "2026"),
    ("in another case", "", ["meetings/Work/Bo.md"], "meetings/2026"),
    ("in another case, side by side", "", ["meetings/2025-03-04 Bo.md"], "meetings"),
    ("in both cases", "", ["meetings/a/Bo.md", "Meetings/a/Bo.md"], "Meetings/2026"),
    ("below one in another case", "life/Treffen", ["Life/treffen/About.md"], "Life/treffen/2026"),
    ("side by side at the top", "/", ["2025-03-04 Bo.md"], ""),
]


@pytest.mark.parametrize(
    ("own", "paths", "folder"), [case[1:] for case in FOLDERS], ids=[case[0] for case in FOLDERS]
)
def test_where_meetings_are_at_home(own: str, paths: list[str], folder: str) -> None:
    config = Config(types={"meeting": TypeRule(folders=(own,))} if own else {})
    assert home(config, DAY, paths) == folder


def test_a_log_lies_in_the_folder_that_is_there() -> None:
    path, data = draft(DAY, [ADA], paths=["log/2025-01/a.md"])
    assert path.startswith(f"log/{DAY.isoformat()[:7]}/")
    assert is_bare(path, data)


# --- read back -------------------------------------------------------------------------------------

PARSER = Parser(Config(), NOTE_TYPES)
LINKABLE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="[]|#^/\\\u2028\u2029`%{}<>")
NAME = st.text(LINKABLE, min_size=1, max_size=60).map(str.strip).filter(bool)
KIND = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
)
SOME = st.lists(NAME.map(lambda name: Person(name, name)), min_size=1, max_size=5, unique=True)
TEXT = st.one_of(
    st.text(max_size=80), st.sampled_from(["---", "---\nx: 1\n---", "...", "\ufeff---", "```", "%%", "<!--"])
)


def target(name: str) -> str:
    """What a link to a note is read as: no wikilink can hold two colons, so that one goes by the note's path."""
    return f"{name}.md" if "::" in name else name


@settings(max_examples=150, deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)), SOME, KIND | st.just(""), TEXT, st.lists(NAME, max_size=2)
)
@example(date(2000, 1, 1), [Person("::", "::")], "", "", ["a::b"])
def test_it_is_read_back_as_what_was_said(
    day: date, people: list[Person], kind: str, words: str, helps: list[str]
) -> None:
    path, data = draft(day, people, kind=kind, words=words, helps=helps)
    assume(not any(map(is_placeholder, (kind, words))))
    note, problems = PARSER.parse(path, data)
    assert not [problem for problem in problems if problem.code != "conflict-marker"]
    assert (note.type, note.day, note.template, note.generated) == ("meeting", day.isoformat(), False, False)
    assert [value.value for value in note.fields["people"]] == [target(person.link) for person in people]
    helped = list(dict.fromkeys(map(target, helps)))
    assert [value.value for value in note.fields.get("helps", ())] == helped
    assert [value.value for value in note.fields["tick"]] == [f"{day} {person.link}" for person in people]
    assert ("kind" in note.fields) == bool(kind)
    assert reason_against(note.name) == ""
    assert is_bare(path, data) == (not words.strip())


@settings(max_examples=100, deadline=None)
@given(SOME, KIND, st.integers(0, 400))
def test_one_change_and_it_is_bare_no_more(people: list[Person], kind: str, at: int) -> None:
    path, data = draft(DAY, people, kind=kind)
    changed = data[: at % len(data)] + b"x" + data[at % len(data) :]
    assert is_bare(path, data)
    assert not is_bare(path, data + b"She moves.\n")
    assert not is_bare(path.replace("Log/", "Meetings/"), data)
    assert changed != data


NOT_BARE = [
    ("another property", b"tick:", b"mood: fine\ntick:"),
    ("no people", b'people: ["[[Ada Lovelace]]"]', b"people: []"),
    ("another quoting", b'"[[Ada Lovelace]]"', b"'[[Ada Lovelace]]'"),
    ("no day", b"date: 2026-11-19", b"date: 2026-11-39"),
    ("no list", b'["[[Ada Lovelace]]"]', b"[Ada]"),
    ("another day than its name's", b"date: 2026-11-19", b"date: 2026-11-18"),
]


@pytest.mark.parametrize(
    ("before", "after"), [case[1:] for case in NOT_BARE], ids=[case[0] for case in NOT_BARE]
)
def test_what_was_changed_by_hand_is_not_bare(before: bytes, after: bytes) -> None:
    path, data = draft(DAY, [ADA])
    assert before in data
    assert not is_bare(path, data.replace(before, after))


def test_a_renamed_person_leaves_it_bare() -> None:
    path, data = draft(DAY, [ADA, GRACE], kind="call", helps=["Lead a team"])
    renamed = data.replace(b"[[Ada Lovelace]]", b"[[People/Ada King]]")
    assert is_bare(path, renamed)
