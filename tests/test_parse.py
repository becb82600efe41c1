"""A note's bytes become a note: what it says of itself, and what is wrong with its text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.config import Config
from vaultnet.model import Note, NoteType, Source
from vaultnet.note_types import NOTE_TYPES
from vaultnet.parse import Parser
from vaultnet.problems import Problem

PARSER = Parser(Config(), NOTE_TYPES)


def parse(text: str | bytes, path: str = "A.md", parser: Parser = PARSER) -> tuple[Note, tuple[Problem, ...]]:
    return parser.parse(path, text if isinstance(text, bytes) else text.encode())


# --- the day it stands for -------------------------------------------------------------------------

DAILY = Parser(Config(daily_folder="Journal", daily_format="DD-MM-YYYY"), NOTE_TYPES)
DAYS = [
    ("none", "A.md", "---\nx: 1\n---\n", "", Source("", 0)),
    ("in its name", "2026-10-17 Ada.md", "", "2026-10-17", Source("2026-10-17 Ada.md", 1, "2026-10-17")),
    ("as the settings name it", "Journal/17-10-2026.md", "", "2026-10-17", Source("Journal/17-10-2026.md", 1, "17-10-2026")),
    ("elsewhere that is no day", "17-10-2026.md", "", "", Source("", 0)),
    ("said in a plain note", "A.md", "---\ndate: 2026-10-01\n---\n", "2026-10-01", Source("A.md", 2, "2026-10-01")),
    ("said with a time", "A.md", "---\ndate: 2026-10-01T09:00\n---\n", "2026-10-01", Source("A.md", 2, "2026-10-01T09:00")),
    ("said before its name", "2026-10-17.md", "---\ndate: 2026-10-01\n---\n", "2026-10-01", Source("2026-10-17.md", 2, "2026-10-01")),
    ("said badly, then its name", "2026-10-17.md", "---\ndate: soon\n---\n", "2026-10-17", Source("2026-10-17.md", 1, "2026-10-17")),
    ("a typed field", "A.md", "---\ntype: meeting\n\nwhen: 2026-10-02\n---\n", "2026-10-02", Source("A.md", 4, "2026-10-02")),
]  # fmt: skip


@pytest.mark.parametrize(("title", "path", "text", "day", "source"), DAYS, ids=[case[0] for case in DAYS])
def test_the_day_a_note_stands_for(title: str, path: str, text: str, day: str, source: Source) -> None:
    note, _ = parse(text, path, DAILY)
    assert (note.day, note.day_source) == (day, source)


# --- what it is called -----------------------------------------------------------------------------

ALIASES = [
    ("none", "---\nx: 1\n---\n", ()),
    ("one", "---\nalias: Countess\n---\n", ("Countess",)),
    ("some on a line", "---\naliases: Countess, Ada King\n---\n", ("Countess", "Ada King")),
    ("a list", '---\naliases: ["Ada, Countess", King]\n---\n', ("Ada, Countess", "King")),
    ("both keys, however written", "---\nAlias: A\nALIASES: [B]\n---\n", ("A", "B")),
    ("nothing in them", '---\naliases: ["", " "]\nalias: ","\n---\n', ()),
    ("no texts", "---\naliases: [1, true, null]\n---\n", ()),
    ("of a template too", "---\naliases: A\n---\n{{title}}\n{{date}}\n", ("A",)),
]


@pytest.mark.parametrize(("title", "text", "expected"), ALIASES, ids=[case[0] for case in ALIASES])
def test_aliases(title: str, text: str, expected: tuple[str, ...]) -> None:
    assert parse(text)[0].aliases == expected


# --- what it is ------------------------------------------------------------------------------------

KITES = Parser(Config(), [*NOTE_TYPES, NoteType("kite", "Kites", "", (), tags=("kite", "flies/high"))])
TAGGED = [
    ("a tag in the text", "#kite is up\n", "kite"),
    ("a tag property", "---\ntags: kite\n---\n", "kite"),
    ("with its sign", '---\ntags: "#kite"\n---\n', "kite"),
    ("several on a line", "---\ntag: red, kite\n---\n", "kite"),
    ("several between spaces", "---\ntags: red kite\n---\n", "kite"),
    ("a list", "---\ntags: [red, kite]\n---\n", "kite"),
    ("a list in a list", "---\ntags: [[red], [kite]]\n---\n", "kite"),
    ("a nested tag", "---\ntags:\n  - flies/high\n---\n", "kite"),
    ("another", "---\ntags: [1, kites]\n---\n", ""),
    ("none", "kite\n", ""),
]


@pytest.mark.parametrize(("title", "text", "expected"), TAGGED, ids=[case[0] for case in TAGGED])
def test_a_tag_makes_a_type(title: str, text: str, expected: str) -> None:
    note, problems = parse(text, parser=KITES)
    assert (note.type, problems) == (expected, ())


def test_fields_are_read_by_the_type() -> None:
    note, problems = parse("---\ntype: contact\ntier: close\ncadence: banana\n---\n")
    assert note.fields["tier"][0].value == "close"
    assert [(problem.code, problem.line) for problem in problems] == [("bad-cadence", 4)]
    assert parse("---\ntier: clsoe\n---\n") == (parse("---\ntier: clsoe\n---\n")[0], ())


PRIVATE = [
    ("nothing said", "---\ntags: [a]\n---\n", False),
    ("an ordinary note", "---\nprivate: true\n---\n", True),
    ("a contact", "---\ntype: contact\nprivate: true\n---\n", True),
    ("a meeting", "---\ntype: meeting\nprivate: yes\n---\n", True),
    ("not after all", "---\nprivate: no\n---\n", False),
    ("without a value", "---\nprivate:\n---\n", False),
    ("in other letters, and with a slip", "---\nPrivate: ture\n---\n", True),
    ("in the text", "private:: true\n", False),
]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in PRIVATE], ids=[case[0] for case in PRIVATE]
)
def test_a_note_of_any_type_may_be_private(text: str, expected: bool) -> None:
    assert parse(text)[0].private is expected


def test_a_dashboard_says_nothing() -> None:
    text = "---\nvaultnet: Today\nfor: 2026-11-20\n---\n#kite [[Ada]]\n- [ ] Task\n"
    note, problems = parse(text)
    assert problems == ()
    assert note == Note("A.md", generated=True)
    mine, _ = parse("---\nvaultnet: my own\n---\n[[Ada]]\n")
    assert not mine.generated


def test_a_template_has_links_and_a_name_and_no_type() -> None:
    note, problems = parse("---\ntype: contact\ndate: '{{date}}'\ntier: clsoe\naliases: Form\n---\n[[Ada]]\n")
    assert note.template
    assert (note.type, note.day, note.fields, note.aliases) == ("", "", {}, ("Form",))
    assert [link.target for link in note.links] == ["Ada"]
    assert problems == ()


# --- its links -------------------------------------------------------------------------------------


def test_links_of_properties_know_their_property_and_place() -> None:
    text = (
        '---\nwith: "[[Ada]]"\npeople:\n  - "[[Ida|I]]"\n  - x: "see [[Eve#h]]"\nplain: "[x"\n---\n[[Bo]]\n'
    )
    note, _ = parse(text)
    assert [(link.target, link.where, link.key, link.line) for link in note.links] == [
        ("Ada", "property", "with", 2),
        ("Ida", "property", "people", 4),
        ("Eve", "property", "people", 5),
        ("Bo", "text", "", 8),
    ]


# --- what is wrong with it -------------------------------------------------------------------------

WRONG = [
    ("a byte that is not UTF-8", b"one\ncaf\xe9 two\n", [("not-utf8", 2, 4)]),
    ("after other characters", "Zoë ".encode() + b"\xff", [("not-utf8", 1, 5)]),
    ("UTF-16", "Zo\n".encode("utf-16"), [("nul-byte", 1, 4)]),
    ("UTF-16 without a NUL", "Łą".encode("utf-16"), [("not-utf8", 1, 1)]),
    ("a NUL byte", b"one\ntwo\0\n", [("nul-byte", 2, 4)]),
    ("one at the start", b"\0", [("nul-byte", 1, 1)]),
    ("a conflict", "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n", [("conflict-marker", 2, 1)]),
    ("two", "---\nx: 1\n---\n<<<<<<< H\n=======\n>>>>>>> x\n\n<<<<<<< H\n=======\n>>>>>>> x\n",
     [("conflict-marker", 4, 1), ("conflict-marker", 8, 1)]),
    ("a property that is left to decide", "---\na: 1\n---\n<<<<<<< ours: a\na: 1\n=======\na: 2\n>>>>>>> theirs: a\n",
     [("conflict-marker", 4, 1)]),
    ("only the end of one", ">>>>>>> x\n", []),
    ("no conflict", "say <<<<<<< HEAD\n<<<<<<<HEAD\n", []),
    ("properties that can't be read", "---\nx: [\n---\n[[Ada]]\n", [("broken-yaml", 3, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "data", "expected"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_wrong_has_its_place(
    title: str, data: str | bytes, expected: list[tuple[str, int, int]]
) -> None:
    note, problems = parse(data)
    assert [(problem.code, problem.line, problem.column) for problem in problems] == expected
    assert note.path == "A.md"
    assert all(problem.path == "A.md" and problem.hint for problem in problems)


def test_a_conflict_comes_with_the_command_that_merges_the_note() -> None:
    marks = "<<<<<<< H\na: b\n=======\n>>>>>>> x\n"
    for text in (marks, f"---\n{marks}---\n"):
        (found,) = PARSER.parse("People/Rosa E.md", text.encode())[1]
        assert found.hint.endswith("vaultnet git merge-note 'Rosa E'")


def test_what_could_be_read_counts() -> None:
    note, _ = parse(b"[[Ada]] caf\xe9\n---\nx\n")
    assert [link.target for link in note.links] == ["Ada"]
    note, _ = parse("---\nx: [\n---\n[[Ada]]\n")
    assert [link.target for link in note.links] == ["Ada"]
    note, _ = parse(b"[[Ada]]\0")
    assert note == Note("A.md")


PIECES = st.sampled_from(
    [
        b"---\n", b"type: contact\n", b"date: 2026-10-01\n", b"aliases: [a, [b]]\n", b"tags: x\n", b"[[Ada]]", b"{{x}}",
        b"\xff", b"\0", b"\r\n", b"<<<<<<< HEAD\n", b"vaultnet: x\n", b"\xef\xbb\xbf", b"- [ ] ", b"people: \"[[Ada]]\"\n",
    ]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=6)), max_size=14).map(b"".join))
def test_any_bytes_are_a_note(data: bytes) -> None:
    note, problems = parse(data, "People/2026-10-17 Ada.md")
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert note.path == "People/2026-10-17 Ada.md"
    assert all(1 <= problem.line <= lines + 1 and problem.column >= 1 for problem in problems)
    assert all(1 <= link.line <= lines for link in note.links)
    assert parse(data, "People/2026-10-17 Ada.md") == (note, problems)
