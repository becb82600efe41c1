"""The declared types: consistent, complete, and with a template each."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import jinja2
import pytest

from vaultnet import frontmatter, kinds, markdown
from vaultnet.config import TIERS, Config
from vaultnet.fields import read_fields
from vaultnet.model import Field, NoteType
from vaultnet.note_types import NOTE_TYPES, vaultnet_note_types
from vaultnet.reference import KINDS as DESCRIBED
from vaultnet.values import KINDS, normal

TEMPLATES = Path(__file__).parent.parent / "templates"
NAMES = [one.name for one in NOTE_TYPES]
FIELDS = [(one, field) for one in NOTE_TYPES for field in one.fields]
FIELD_IDS = [f"{one.name}.{field.name}" for one, field in FIELDS]

# The vocabulary of the design, by type.
VOCABULARY = {
    "contact": "company role role_since location tier cadence relation email phone linkedin birthday first_met "
    "met_at introduced_by knows helps_with interests teaches learns snooze put_off skipped paused ended ended_because private "
    "last_contact",
    "meeting": "date people kind helps place tick",
    "goal": "horizon start due parent status because measure target needs review reviewed",
    "event": "date ends place goals people cost went",
    "opportunity": "kind stage people organisation via goals noticed asked due outcome closed",
    "organisation": "url location",
    "project": "people status started due closed check_in goals url outcome",
    "community": "url rhythm people goals left",
}


def test_the_plugin_declares_them() -> None:
    assert vaultnet_note_types() == list(NOTE_TYPES)


def test_the_vocabulary_is_whole() -> None:
    assert {one.name: {field.name for field in one.fields} for one in NOTE_TYPES} == {
        name: set(words.split()) for name, words in VOCABULARY.items()
    }


def test_folders_and_words_of_types_are_their_own() -> None:
    assert len({one.folder for one in NOTE_TYPES}) == len(NOTE_TYPES)
    words = [normal(word) for one in NOTE_TYPES for word in (one.name, *one.synonyms)]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=NAMES)
def test_a_name_belongs_to_one_field(note_type: NoteType) -> None:
    names = [normal(name) for field in note_type.fields for name in (field.name, *field.synonyms)]
    assert sorted(names) == sorted(set(names))
    assert not {"type", "tags", "tag", "aliases", "alias", "vaultnet", "created", "published"} & set(names)


@pytest.mark.parametrize(("note_type", "field"), FIELDS, ids=FIELD_IDS)
def test_a_field_is_well_declared(note_type: NoteType, field: Field) -> None:
    assert field.kind in KINDS
    assert field.help.endswith(".")
    assert bool(field.choices) == field.kind.startswith("choice")
    assert {choice for _, choice in field.words} <= set(field.choices)
    words = [normal(word) for word in chain(field.choices, (word for word, _ in field.words))]
    assert sorted(words) == sorted(set(words))


def test_every_kind_of_field_is_described() -> None:
    assert set(DESCRIBED) == KINDS


def test_one_property_has_one_editor_in_obsidian() -> None:
    editors: dict[str, set[str]] = {}
    for _, field in FIELDS:
        editors.setdefault(field.name, set()).add(DESCRIBED[field.kind][0])
    assert {name for name, found in editors.items() if len(found) > 1} == set()


def test_kinds_of_meetings_are_those_that_are_weighed() -> None:
    (field,) = (field for one, field in FIELDS if (one.name, field.name) == ("meeting", "kind"))
    assert set(field.choices) <= set(kinds.KINDS)
    assert set(kinds.KINDS) - set(field.choices) == {
        kinds.MEETING,
        kinds.IN_TOUCH,
        kinds.MENTION,
        kinds.LAST_CONTACT,
    }
    for word, choice in field.words:
        assert kinds.named(word) in {choice, ""}


# --- new notes -------------------------------------------------------------------------------------

ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATES), undefined=jinja2.StrictUndefined, keep_trailing_newline=True
)
EXAMPLES = {
    "names": '["[[Ann]]", Bob]', "links": '["[[Ann]]"]', "link": '"[[Ann]]"', "date": "2026-10-17",
    "birthday": "05-02", "number": "10", "flag": "true", "flag-or-date": "true", "cadence": "6w",
    "tier": next(iter(TIERS)), "url": "https://x.example", "text": "something", "texts": "[a, b]",
}  # fmt: skip


def render(note_type: NoteType, fields: dict[str, str]) -> str:
    empty = {field.name: "" for field in note_type.fields}
    template = ENVIRONMENT.get_template(note_type.template)
    return template.render(name="Ada", today="2026-11-20", fields={**empty, **fields})


@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=NAMES)
def test_a_new_note_is_ready_to_be_filled_in(note_type: NoteType) -> None:
    text = render(note_type, {})
    front = frontmatter.read("New.md", text)
    found, problems = read_fields("New.md", front.values, note_type, Config())
    body = markdown.scan(front.body, front.body_line)
    assert front.values["type"].value == note_type.name
    assert (front.problems, problems) == ((), ())
    assert (body.empty, body.placeholder, body.tasks, body.links) == (True, False, (), ())
    assert text.endswith("\n")
    assert all(value.value for values in found.values() for value in values)


@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=NAMES)
def test_a_new_note_holds_what_was_given(note_type: NoteType) -> None:
    given = {
        field.name: field.choices[0] if field.choices else EXAMPLES[field.kind] for field in note_type.fields
    }
    text = render(note_type, given)
    front = frontmatter.read("New.md", text)
    found, problems = read_fields("New.md", front.values, note_type, Config())
    assert (front.problems, problems) == ((), ())
    asked = set(front.values) - {"type"}
    assert asked <= set(given)
    assert set(found) == asked
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
