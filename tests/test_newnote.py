"""`vaultnet.newnote`: where a new note goes, what it may be called, and how its fields are written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import frontmatter
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_transcripts import run
from vaultnet import newnote
from vaultnet.config import Config, TypeRule
from vaultnet.filters import Markdown
from vaultnet.frontmatter import Handler
from vaultnet.model import Field, NoteType
from vaultnet.note_types import NOTE_TYPES

TODAY = date(2026, 11, 20)
TYPES = {one.name: one for one in NOTE_TYPES}

# type, name, its folder in the config, path, day
PLACES = [
    ("contact", "Ada", "", "People/Ada.md", "2026-11-20"),
    ("contact", "Ada", "Network/People/", "Network/People/Ada.md", "2026-11-20"),
    ("meeting", "Ada coffee", "", "Meetings/2026/2026-11-20 Ada coffee.md", "2026-11-20"),
    ("meeting", "2025-03-04 Ada", "", "Meetings/2025/2025-03-04 Ada.md", "2025-03-04"),
    ("event", "2025-03-04 Summit", "", "Events/2025-03-04 Summit.md", "2025-03-04"),
    ("meeting", "Ada", "/", "2026/2026-11-20 Ada.md", "2026-11-20"),
    ("contact", "Ada", "/", "Ada.md", "2026-11-20"),
]


@pytest.mark.parametrize(("kind", "name", "folder", "path", "day"), PLACES)
def test_where_a_note_goes(kind: str, name: str, folder: str, path: str, day: str) -> None:
    config = Config(types={kind: TypeRule(folders=(folder,))} if folder else {})
    assert newnote.draft(TYPES[kind], name, config, TODAY) == (path, date.fromisoformat(day))


# title, notes there are, path
MEETINGS = [
    ("no meetings yet", ["Daily/2026-11-01.md"], "Meetings/2026/2026-11-20 Ada.md"),
    ("side by side", ["Meetings/2025-03-04 Bo.md"], "Meetings/2026-11-20 Ada.md"),
    ("only a note without a day", ["Meetings/About.md"], "Meetings/2026/2026-11-20 Ada.md"),
    ("by year", ["Meetings/2025/2025-03-04 Bo.md"], "Meetings/2026/2026-11-20 Ada.md"),
    ("both", ["Meetings/2025/Bo.md", "Meetings/2026-03-04 Bo.md"], "Meetings/2026/2026-11-20 Ada.md"),
    ("in another case", ["meetings/2025/2025-03-04 Bo.md"], "meetings/2026/2026-11-20 Ada.md"),
    ("by topic", ["Meetings/Work/Bo.md", "Meetings/2026-03-04 Bo.md"], "Meetings/2026-11-20 Ada.md"),
]


@pytest.mark.parametrize(
    ("paths", "path"), [case[1:] for case in MEETINGS], ids=[case[0] for case in MEETINGS]
)
def test_a_meeting_lies_where_the_others_do(paths: list[str], path: str) -> None:
    assert newnote.draft(TYPES["meeting"], "Ada", Config(), TODAY, paths).path == path


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("“Ada Lovelace”", "Ada Lovelace"),
        ("„Ada“", "Ada"),
        ("‘Ada’", "Ada"),
        ('"Ada"', "Ada"),
        ("“Ada", "“Ada"),
        ("“Ada” and Bo", "“Ada” and Bo"),
        ("O’Brien", "O’Brien"),
        ("Ada", "Ada"),
        (" Ada", " Ada"),
        ("“”", "“”"),
    ],
)
def test_quotation_marks_around_a_name_are_no_part_of_it(typed: str, name: str) -> None:
    assert newnote.unquoted(typed) == name


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Ada Lovelace coffee", ["Ada Lovelace"]),
        ("Lunch with bo peep, ADA LOVELACE", ["Bo Peep", "Ada Lovelace"]),
        ("Ada Lovelace King and Bo Peep", ["Ada Lovelace King", "Bo Peep"]),
        ("Ada King", []),
        ("Nada Lovelace", []),
        ("Ada Lovelaces", []),
        ("Will he come", []),
        ("Tea with Pat O'Brien", ["Pat O’Brien"]),
    ],
)
def test_who_stands_in_a_title(title: str, found: list[str]) -> None:
    assert (
        newnote.named_in(title, ["Ada Lovelace", "Ada Lovelace King", "Bo Peep", "Will", "Pat O’Brien"])
        == found
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("contact", "contact"),
        ("Contact", "contact"),
        ("person", "contact"),
        ("meetings", "meeting"),
        ("zebra", None),
    ],
)
def test_types_by_name_and_synonym(asked: str, found: str | None) -> None:
    one = newnote.find_type(asked, NOTE_TYPES)
    assert (one.name if one else None) == found


@pytest.mark.parametrize(
    ("asked", "found"), [("tier", "tier"), ("First met", "first_met"), ("mail", "email"), ("zebra", None)]
)
def test_fields_by_name_and_synonym(asked: str, found: str | None) -> None:
    one = newnote.find_field(asked, TYPES["contact"])
    assert (one.name if one else None) == found


WRITTEN = [
    ("text", ["plain words"], "plain words"),
    ("text", ["a: b"], '"a: b"'),
    ("text", ["true"], '"true"'),
    ("flag", ["true"], "true"),
    ("text", ['say "hi"'], 'say "hi"'),
    ("text", ["0123"], '"0123"'),
    ("texts", ["12:30", "no"], '["12:30", "no"]'),
    ("number", ["10"], "10"),
    ("cadence", ["45"], "45"),
    ("text", ["one", "two"], "two"),
    ("text", [" "], ""),
    ("date", ["2026-11-20"], "2026-11-20"),
    ("url", ["https://example.org"], "https://example.org"),
    ("link", ["Lead"], '"[[Lead]]"'),
    ("links", ["[[A]]", "B"], '["[[A]]", "[[B]]"]'),
    ("names", ["Ada", "[[Bob]]"], '[Ada, "[[Bob]]"]'),
    ("texts", [], ""),
]


@pytest.mark.parametrize(("kind", "values", "text"), WRITTEN)
def test_how_a_field_is_written(kind: str, values: list[str], text: str) -> None:
    note_type = NoteType("bird", "", "", (Field("song", kind, ""),))
    assert newnote.written(note_type, {"song": values}) == {"song": text}


@settings(max_examples=80)
@given(
    st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\u2028\u2029"), min_size=1)
    .map(str.strip)
    .filter(bool)
)
def test_a_text_is_read_back_as_it_was_given(value: str) -> None:
    note_type = NoteType("bird", "", "", (Field("song", "text", ""), Field("songs", "texts", "")))
    fields = newnote.written(note_type, {"song": [value], "songs": [value, "b"]})
    text = newnote.finish("---\ntype: bird\n---\n", fields)
    read = frontmatter.loads(text, handler=Handler()).metadata
    if isinstance(read["song"], str):
        assert read == {"type": "bird", "song": value, "songs": [value, "b"]}
    else:
        assert str(read["song"]) in value or value[0].isdigit()  # a number is one, as it would be typed


def test_a_type_without_a_template() -> None:
    note_type = NoteType("bird", "", "", (Field("song", "text", ""), Field("seen", "date", "")))
    assert newnote.plain_template(note_type) == (
        "---\ntype: bird\nsong: {{ fields.song }}\nseen: {{ fields.seen }}\n---\n"
    )


@pytest.mark.parametrize(
    ("text", "fields", "finished"),
    [
        ("---\na: \n---\n\n\nb  \n\n", {}, "---\na:\n---\n\n\nb\n"),
        ("---\na: 1\n---\n", {"a": "1", "b": "2", "c": ""}, "---\na: 1\nb: 2\n---\n"),
        ("---\nFirst Met: 1\n---\n", {"first_met": "1"}, "---\nFirst Met: 1\n---\n"),
    ],
)
def test_finishing(text: str, fields: dict[str, str], finished: str) -> None:
    assert newnote.finish(text, {name: Markdown(value) for name, value in fields.items()}) == finished


def test_notes_of_the_same_name() -> None:
    paths = ["People/Ada.md", "Old/ADA.md", "People/Ada Lovelace.md"]
    assert newnote.same_names("ada", paths) == ["Old/ADA.md", "People/Ada.md"]


def test_a_name_is_written_in_one_form_of_unicode(vault: Path) -> None:
    assert run(["--vault", str(vault), "new", "contact", "Zoe\u0308"]) == (0, "Wrote People/Zo\u00eb.md\n")
    code, said = run(["--vault", str(vault), "new", "contact", "Zoë"])
    assert (code, said) == (1, "Error: People/Zoë.md is there already; it was left as it is.\n")
