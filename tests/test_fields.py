"""Front matter becomes typed fields: cases as data, and what holds for any front matter at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet import fields, values
from vaultnet.catalogue import CODES
from vaultnet.config import Config
from vaultnet.model import Field, Located, NoteType, Value
from vaultnet.note_types import NOTE_TYPES

TYPES = {note_type.name: note_type for note_type in NOTE_TYPES}
PATH = "People/Ada Lovelace.md"


def located(value: Any, line: int = 2) -> Located:
    """A Python value as front matter gives it; an item of a list stands a line below the one before."""
    if isinstance(value, list):
        return Located(tuple(located(item, line + at) for at, item in enumerate(value)), line)
    if isinstance(value, dict):
        return Located({key: located(item, line) for key, item in value.items()}, line)
    return Located(value, line, 3)


def front(properties: Mapping[str, Any]) -> dict[str, Located]:
    return {key: located(value, line) for line, (key, value) in enumerate(properties.items(), start=2)}


def read(
    properties: Mapping[str, Any], note_type: str = "contact", config: Config | None = None
) -> tuple[dict[str, Any], list[str]]:
    """Plain values by field (a list for list kinds; links with their brackets) and the codes of problems."""
    found, problems = fields.read_fields(PATH, front(properties), TYPES[note_type], config or Config())
    kinds = {field.name: field.kind for field in TYPES[note_type].fields}
    plain = {
        name: [f"[[{one.value}]]" if one.link else one.value for one in taken]
        for name, taken in found.items()
    }
    return (
        {name: taken if kinds[name] in values.LIST_KINDS else taken[0] for name, taken in plain.items()},
        [problem.code for problem in problems],
    )


GOOD: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("nothing", "contact", {}, {}),
    ("an unknown key is the user's", "contact", {"shoe size": 44}, {}),
    ("text", "contact", {"role": "Engineer"}, {"role": "Engineer"}),
    ("text is trimmed", "contact", {"role": "  Engineer "}, {"role": "Engineer"}),
    ("a number is text", "contact", {"role": 12}, {"role": "12"}),
    ("a whole float is text as written by a person", "contact", {"role": 12.0}, {"role": "12"}),
    ("a broken number is text", "contact", {"role": 1.5}, {"role": "1.5"}),
    ("a flag is text", "contact", {"role": True}, {"role": "true"}),
    ("null is not set", "contact", {"role": None}, {}),
    ("empty text is not set", "contact", {"role": "", "tier": "  "}, {}),
    ("an empty list is not set", "contact", {"email": []}, {}),
    ("empty items are not set", "contact", {"email": ["", None, "a@b.example"]}, {"email": ["a@b.example"]}),
    ("one text for a list", "contact", {"email": "a@b.example"}, {"email": ["a@b.example"]}),
    ("a list of one for one value", "contact", {"role": ["Engineer"]}, {"role": "Engineer"}),
    ("a telephone number", "contact", {"phone": 4930123456}, {"phone": ["4930123456"]}),
    (
        "names without regard to case and spaces",
        "contact",
        {"First Met": "2026-01-02"},
        {"first_met": "2026-01-02"},
    ),
    ("names without regard to hyphens", "contact", {"first-met": "2026-01-02"}, {"first_met": "2026-01-02"}),
    ("a synonym", "contact", {"met": "2026-01-02"}, {"first_met": "2026-01-02"}),
    ("a synonym with a space", "contact", {"last contacted": "2026-01-02"}, {"last_contact": "2026-01-02"}),
    ("title is a role", "contact", {"title": "Engineer"}, {"role": "Engineer"}),
    ("title that repeats the note's name is none", "contact", {"title": "Ada Lovelace"}, {}),
    ("a role may be called like the note", "contact", {"role": "Ada Lovelace"}, {"role": "Ada Lovelace"}),
    ("a link", "contact", {"company": "[[Globex]]"}, {"company": ["[[Globex]]"]}),
    ("a link with an alias", "contact", {"company": "[[Globex|the firm]]"}, {"company": ["[[Globex]]"]}),
    ("a link with a heading", "contact", {"company": "[[Globex#Staff]]"}, {"company": ["[[Globex]]"]}),
    (
        "a Markdown link",
        "contact",
        {"company": "[firm](Firms/Globex%20Inc.md)"},
        {"company": ["[[Firms/Globex Inc.md]]"]},
    ),
    ("plain text for a name", "contact", {"company": "Globex"}, {"company": ["Globex"]}),
    (
        "a web link is plain text",
        "contact",
        {"company": "[x](https://x.example)"},
        {"company": ["[x](https://x.example)"]},
    ),
    ("brackets are no link", "contact", {"company": "Globex [Inc]"}, {"company": ["Globex [Inc]"]}),
    ("a list of names", "meeting", {"people": ["[[Ann]]", "Bob"]}, {"people": ["[[Ann]]", "Bob"]}),
    (
        "several links in one text",
        "meeting",
        {"people": "[[Ann]], [[Bob]]"},
        {"people": ["[[Ann]]", "[[Bob]]"]},
    ),
    ("a link within words", "contact", {"introduced_by": "[[Mary]] at tea"}, {"introduced_by": ["[[Mary]]"]}),
    (
        "a list under two names is united",
        "meeting",
        {"with": "[[Bob]]", "people": "[[Ann]]"},
        {"people": ["[[Ann]]", "[[Bob]]"]},
    ),
    (
        "the same twice is once",
        "meeting",
        {"with": "[[Ann]]", "people": ["[[Ann]]", "[[Ann|A]]"]},
        {"people": ["[[Ann]]"]},
    ),
    ("a nested list", "meeting", {"people": [["[[Ann]]"], "Bob"]}, {"people": ["[[Ann]]", "Bob"]}),
    (
        "texts keep their links",
        "goal",
        {"needs": ["mentor", "insider at [[Globex]]"]},
        {"needs": ["mentor", "insider at [[Globex]]"]},
    ),
    ("links", "meeting", {"helps": ["[[Lead a team]]"]}, {"helps": ["[[Lead a team]]"]}),
    ("a date", "meeting", {"date": "2026-11-20"}, {"date": "2026-11-20"}),
    ("a date with a time", "meeting", {"date": "2026-11-20T09:00"}, {"date": "2026-11-20"}),
    ("a date, a space and a time", "meeting", {"date": "2026-11-20 09:00"}, {"date": "2026-11-20"}),
    ("a date as a link", "meeting", {"date": "[[Daily/2026-11-20]]"}, {"date": "2026-11-20"}),
    ("a date under a synonym", "meeting", {"when": "2026-11-20"}, {"date": "2026-11-20"}),
    ("a birthday", "contact", {"birthday": "1990-05-02"}, {"birthday": "1990-05-02"}),
    ("a birthday without its year", "contact", {"birthday": "05-02"}, {"birthday": "--05-02"}),
    ("a birthday as a link", "contact", {"birthday": "[[1990-05-02]]"}, {"birthday": "1990-05-02"}),
    ("a birthday with a time", "contact", {"birthday": "1990-05-02T00:00"}, {"birthday": "1990-05-02"}),
    ("a number", "goal", {"target": 10}, {"target": 10}),
    ("a number in quotes", "goal", {"target": " 10 "}, {"target": 10}),
    ("a whole float", "goal", {"target": 1e3}, {"target": 1000}),
    ("a broken number", "goal", {"target": 2.5}, {"target": 2.5}),
    ("yes", "contact", {"private": "yes"}, {"private": True}),
    ("True", "contact", {"private": True}, {"private": True}),
    ("ON", "contact", {"private": "ON"}, {"private": True}),
    ("1", "contact", {"private": 1}, {"private": True}),
    ("No", "contact", {"private": "No"}, {"private": False}),
    ("off", "contact", {"private": "off"}, {"private": False}),
    ("paused", "contact", {"paused": True}, {"paused": True}),
    ("paused until", "contact", {"paused": "2026-12-01"}, {"paused": "2026-12-01"}),
    ("paused no more", "contact", {"paused": "no"}, {"paused": False}),
    ("a cadence in weeks", "contact", {"cadence": "6w"}, {"cadence": 42}),
    ("a cadence in words", "contact", {"every": "6 weeks"}, {"cadence": 42}),
    ("a cadence as a whole sentence", "contact", {"cadence": "every 6 weeks"}, {"cadence": 42}),
    ("a cadence in a word", "contact", {"frequency": "monthly"}, {"cadence": 30}),
    ("a cadence in days", "contact", {"cadence": 45}, {"cadence": 45}),
    ("a tier", "contact", {"tier": "close"}, {"tier": "close"}),
    ("a tier in other letters", "contact", {"tier": "Keep Warm"}, {"tier": "keep-warm"}),
    ("a tier as a tag", "contact", {"tier": "#inner"}, {"tier": "inner"}),
    ("a tier as a link", "contact", {"tier": "[[Tiers/Inner|in]]"}, {"tier": "inner"}),
    (
        "a known word in other letters",
        "meeting",
        {"kind": "Informational Interview"},
        {"kind": "informational-interview"},
    ),
    (
        "a known word's plural",
        "goal",
        {"measure": "informational-interviews"},
        {"measure": "informational-interview"},
    ),
    ("another word for a known one", "meeting", {"kind": "lunch"}, {"kind": "meal"}),
    ("another word for a closed one", "goal", {"status": "On hold"}, {"status": "paused"}),
    ("a word of the user's own", "meeting", {"kind": "Sauna"}, {"kind": "Sauna"}),
    (
        "words",
        "contact",
        {"relation": ["Mentor", "[[Friend]]", "muse"]},
        {"relation": ["mentor", "friend", "muse"]},
    ),
    (
        "a web address",
        "contact",
        {"linkedin": "<https://l.example/ada>"},
        {"linkedin": "https://l.example/ada"},
    ),
    ("a placeholder is not set yet", "meeting", {"date": "{{date}}", "kind": "<% tp.kind %>"}, {}),
    ("a placeholder in a list", "meeting", {"people": ["{{people}}", "Bob"]}, {"people": ["Bob"]}),
    ("braces are no placeholder", "contact", {"role": "{{x"}, {"role": "{{x"}),
]


@pytest.mark.parametrize(
    ("title", "note_type", "properties", "expected"), GOOD, ids=[case[0] for case in GOOD]
)
def test_what_is_read(
    title: str, note_type: str, properties: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert read(properties, note_type) == (expected, [])


BAD: list[tuple[str, str, dict[str, Any], dict[str, Any], list[str]]] = [
    ("a cadence that is a fruit", "contact", {"cadence": "banana"}, {}, ["bad-cadence"]),
    ("a cadence of zero", "contact", {"cadence": 0}, {}, ["bad-cadence"]),
    ("a cadence of zero weeks", "contact", {"cadence": "0w"}, {}, ["bad-cadence"]),
    ("a cadence below zero", "contact", {"cadence": -30}, {}, ["bad-cadence"]),
    ("half a day", "contact", {"cadence": 0.5}, {}, ["bad-cadence"]),
    ("a cadence that is a flag", "contact", {"cadence": True}, {}, ["bad-cadence"]),
    ("a cadence beyond the calendar", "contact", {"cadence": 10**12}, {}, ["bad-cadence"]),
    ("a number longer than Python spells out", "contact", {"cadence": 10**5000}, {}, ["bad-cadence"]),
    ("a birthday that no year has", "contact", {"birthday": "2026-02-30"}, {}, ["bad-birthday"]),
    ("a year is no birthday", "contact", {"birthday": 1990}, {}, ["bad-birthday"]),
    ("a date that is a word", "contact", {"snooze": "soon"}, {}, ["bad-date"]),
    ("a date that no month has", "meeting", {"date": "2026-02-30"}, {}, ["bad-date"]),
    ("a date in another order", "meeting", {"date": "20.11.2026"}, {}, ["bad-date"]),
    ("a date that is a number", "meeting", {"date": 20261120}, {}, ["bad-date"]),
    ("a date that is a link to no day", "meeting", {"date": "[[Ann]]"}, {}, ["bad-date"]),
    ("neither flag nor day", "contact", {"paused": "holiday"}, {}, ["bad-date"]),
    ("a target of zero", "goal", {"target": 0}, {}, ["bad-number"]),
    ("a target below zero", "goal", {"target": -1}, {}, ["bad-number"]),
    ("a target of many", "goal", {"target": "many"}, {}, ["bad-number"]),
    ("a target that is a flag", "goal", {"target": True}, {}, ["bad-number"]),
    ("a target with an underscore", "goal", {"target": "1_000"}, {}, ["bad-number"]),
    ("a target that is no number at all", "goal", {"target": float("nan")}, {}, ["bad-number"]),
    ("a target without end", "goal", {"target": "inf"}, {}, ["bad-number"]),
    ("a target longer than Python spells out", "goal", {"target": -(10**5000)}, {}, ["bad-number"]),
    ("a tier that is misspelt", "contact", {"tier": "clsoe"}, {}, ["unknown-tier"]),
    ("a tier that is a number", "contact", {"tier": 1}, {}, ["unknown-tier"]),
    ("a word that is not known", "goal", {"status": "purple"}, {}, ["unknown-word"]),
    ("a parent in plain text", "goal", {"parent": "Lead"}, {"parent": "Lead"}, ["not-a-link"]),
    ("goals in plain text", "meeting", {"helps": ["[[A]]", "B"]}, {"helps": ["[[A]]", "B"]}, ["not-a-link"]),
    ("private in a word that can't be read", "contact", {"private": "very"}, {"private": True}, ["bad-flag"]),
    ("properties within a property", "contact", {"company": {"name": "Globex"}}, {}, ["nested-value"]),
    (
        "a mapping in a list",
        "meeting",
        {"people": ["[[A]]", {"b": 1}]},
        {"people": ["[[A]]"]},
        ["nested-value"],
    ),
    ("two roles", "contact", {"role": ["Maker", "Baker"]}, {"role": "Maker"}, ["several-values"]),
    (
        "two names that disagree",
        "contact",
        {"every": "2w", "cadence": "6w"},
        {"cadence": 42},
        ["several-values"],
    ),
    ("two names that agree", "contact", {"every": "6 weeks", "cadence": "6w"}, {"cadence": 42}, []),
    (
        "the first that can be read",
        "contact",
        {"cadence": "banana", "every": "6w"},
        {"cadence": 42},
        ["bad-cadence"],
    ),
    (
        "one wrong date of two",
        "contact",
        {"snooze": ["soon", "2026-12-01"]},
        {"snooze": "2026-12-01"},
        ["bad-date"],
    ),
]


@pytest.mark.parametrize(
    ("title", "note_type", "properties", "expected", "codes"), BAD, ids=[case[0] for case in BAD]
)
def test_what_is_wrong(
    title: str, note_type: str, properties: dict[str, Any], expected: dict[str, Any], codes: list[str]
) -> None:
    assert read(properties, note_type) == (expected, codes)
    assert set(codes) <= set(CODES)


CONFIGURED: list[tuple[str, dict[str, tuple[str, ...]], dict[str, Any], dict[str, Any]]] = [
    ("a name of the user's", {"tier": ("prm-tier",)}, {"prm-tier": "close"}, {"tier": "close"}),
    ("in other letters", {"tier": ("prm-tier",)}, {"PRM Tier": "close"}, {"tier": "close"}),
    ("the declared name still works", {"tier": ("prm-tier",)}, {"tier": "close"}, {"tier": "close"}),
    ("a nested value", {"email": ("contacts.mail",)}, {"contacts": {"mail": "a@b.c"}}, {"email": ["a@b.c"]}),
    (
        "nested in other letters",
        {"email": ("contacts.e-mail",)},
        {"Contacts": {"E Mail": "a@b.c"}},
        {"email": ["a@b.c"]},
    ),
    ("nested deeper", {"email": ("a.b.c",)}, {"a": {"b": {"c": "a@b.c"}}}, {"email": ["a@b.c"]}),
    (
        "nested in a list",
        {"email": ("a.m",)},
        {"a": [{"m": "x@b.c"}, {"n": 1}, "m", {"m": "y@b.c"}]},
        {"email": ["x@b.c", "y@b.c"]},
    ),
    (
        "a dot in the key itself",
        {"email": ("contacts.mail",)},
        {"contacts.mail": "a@b.c"},
        {"email": ["a@b.c"]},
    ),
    ("nested, and not there", {"email": ("contacts.mail",)}, {"contacts": {"fax": "1"}}, {}),
    ("nested, and plain", {"email": ("contacts.mail",)}, {"contacts": "Ann"}, {}),
    (
        "a synonym of another field",
        {"last_contact": ("met",)},
        {"met": "2026-01-02"},
        {"last_contact": "2026-01-02"},
    ),
    ("the name of another field", {"location": ("company",)}, {"company": "Bonn"}, {"location": ["Bonn"]}),
    ("before synonyms", {"role": ("job description",)}, {"job": "A", "job description": "B"}, {"role": "B"}),
    (
        "after its own name",
        {"role": ("job description",)},
        {"job description": "B", "role": "A"},
        {"role": "A"},
    ),
    ("a field that this type lacks", {"date": ("prm-date",)}, {"prm-date": "2026-01-02"}, {}),
    (
        "a nested value beside a plain one",
        {"email": ("contacts.mail",), "phone": ("contacts.tel",)},
        {"contacts": {"mail": "a@b.c", "tel": "1"}},
        {"email": ["a@b.c"], "phone": ["1"]},
    ),
]


@pytest.mark.parametrize(
    ("title", "names", "properties", "expected"), CONFIGURED, ids=[case[0] for case in CONFIGURED]
)
def test_names_of_the_users_own(
    title: str, names: dict[str, tuple[str, ...]], properties: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert read(properties, config=Config(fields=names))[0] == expected


def test_own_tiers() -> None:
    assert read({"tier": "Board"}, config=Config(tiers={"board": 60})) == ({"tier": "board"}, [])
    assert read({"tier": 1}, config=Config(tiers={"1": 7})) == ({"tier": "1"}, [])
    assert read({"tier": "x"}, config=Config(tiers={})) == ({}, ["unknown-tier"])


def test_a_problem_says_where_and_what_to_do() -> None:
    _, (problem,) = fields.read_fields(
        PATH, front({"type": "contact", "tier": "clsoe"}), TYPES["contact"], Config()
    )
    assert problem[:4] == (PATH, 3, 3, "unknown-tier")
    assert problem.message == "tier: “clsoe” is none of the tiers."
    assert "Did you mean “close”?" in problem.hint
    assert "keep-warm" in problem.hint


@pytest.mark.parametrize(
    ("properties", "message", "hint"),
    [
        (
            {"birthday": "28.11.1975"},
            "birthday: “28.11.1975” is a day written another way.",
            "Write 1975-11-28.",
        ),
        (
            {"birthday": "05/02/1990"},
            "birthday: “05/02/1990” is a day written another way.",
            "Write 1990-02-05 or 1990-05-02, whichever is meant.",
        ),
        (
            {"birthday": "30.02.1990"},
            "birthday: “30.02.1990” is no day of the calendar.",
            "Write 1990-05-02, or 05-02 if the year is not known.",
        ),
        (
            {"snooze": "1/12/2026"},
            "snooze: “1/12/2026” is a day written another way.",
            "Write 2026-12-01 or ",
        ),
        ({"paused": "24.12.2026"}, "paused: “24.12.2026” is a day written another way.", "Write 2026-12-24."),
    ],
)
def test_a_day_written_another_way(properties: dict[str, Any], message: str, hint: str) -> None:
    _, (problem,) = fields.read_fields(PATH, front(properties), TYPES["contact"], Config())
    assert problem.message == message
    assert problem.hint.startswith(hint)


def test_a_problem_in_a_list_has_the_items_line() -> None:
    _, (problem,) = fields.read_fields(PATH, front({"helps": ["[[A]]", "B"]}), TYPES["meeting"], Config())
    assert (problem.line, problem.severity) == (3, "hint")


def test_a_long_value_is_cut_in_the_message() -> None:
    _, (problem,) = fields.read_fields(PATH, front({"snooze": "so\non " * 40}), TYPES["contact"], Config())
    assert "\n" not in problem.message
    assert len(problem.message) < 80


def test_a_nested_problem_names_the_way() -> None:
    config = Config(fields={"snooze": ("prm.later",)})
    _, (problem,) = fields.read_fields(PATH, front({"prm": {"Later": "soon"}}), TYPES["contact"], config)
    assert problem.message == "prm.Later: “soon” is no date."


QUOTES: list[tuple[str, dict[str, Any], str, str]] = [
    ("text", {"role": " Engineer "}, "role", "Engineer"),
    ("a link", {"company": "[[Globex|firm]]"}, "company", "[[Globex|firm]]"),
    ("a number", {"cadence": 30}, "cadence", "30"),
    ("a flag can be written in many ways", {"private": True}, "private", ""),
    ("text on several lines", {"role": "Engineer\nof engines"}, "role", "Engineer"),
]


@pytest.mark.parametrize(
    ("title", "properties", "name", "expected"), QUOTES, ids=[case[0] for case in QUOTES]
)
def test_the_quote_stands_on_the_line(
    title: str, properties: dict[str, Any], name: str, expected: str
) -> None:
    found, _ = fields.read_fields(PATH, front(properties), TYPES["contact"], Config())
    assert (found[name][0].quote, found[name][0].line) == (expected, 2)


FOUND: list[tuple[str, dict[str, Any], tuple[str, ...], str | None]] = [
    ("set", {"date": "2026-01-02"}, ("date",), "2026-01-02"),
    ("in other letters", {"Day Of": "x"}, ("day-of",), "x"),
    ("the first that is set", {"a": None, "b": "B", "c": "C"}, ("a", "b", "c"), "B"),
    ("a list's first item", {"a": [None, "B"]}, ("a",), "B"),
    ("nested", {"a": {"b": "B"}}, ("a.b",), "B"),
    ("a number", {"a": 12}, ("a",), "12"),
    ("nothing", {"a": ""}, ("a", "b"), None),
    ("a mapping is no text", {"a": {"b": "B"}}, ("a",), None),
    ("a placeholder is no text", {"a": "{{a}}"}, ("a",), None),
    ("the first of two keys that are the same", {"a b": "1", "A-B": "2"}, ("ab",), "1"),
]


@pytest.mark.parametrize(("title", "properties", "names", "expected"), FOUND, ids=[case[0] for case in FOUND])
def test_text_of(
    title: str, properties: dict[str, Any], names: tuple[str, ...], expected: str | None
) -> None:
    value = fields.text_of(front(properties), *names)
    assert (value.value if value else None) == expected


PLACEHOLDERS: list[tuple[str, dict[str, Any], bool]] = [
    ("none", {"a": "b", "c": [1, None], "d": {"e": "f"}}, False),
    ("a value", {"a": "{{date}}"}, True),
    ("within a value", {"a": "on <% tp.date.now() %>"}, True),
    ("in a list", {"a": ["b", "{{c}}"]}, True),
    ("nested", {"a": {"b": ["<%c%>"]}}, True),
    ("a key", {"{{a}}": None}, True),
    ("over lines", {"a": "{{\nb\n}}"}, True),
    ("open only", {"a": "{{b", "c": "<%d", "e": "b}}"}, False),
]


@pytest.mark.parametrize(
    ("title", "properties", "expected"), PLACEHOLDERS, ids=[case[0] for case in PLACEHOLDERS]
)
def test_has_placeholder(title: str, properties: dict[str, Any], expected: bool) -> None:
    assert fields.has_placeholder(front(properties)) is expected


def test_reading_typed_fields() -> None:
    found, _ = fields.read_fields(
        PATH,
        front({"private": "yes", "met": "2026-01-02", "paused": True, "ended": "2026-03-04"}),
        TYPES["contact"],
        Config(),
    )
    assert fields.is_set(found, "private")
    assert fields.is_set(found, "paused")
    assert not fields.is_set(found, "ended")
    assert not fields.is_set(found, "tier")
    assert fields.day_of(found, "first_met") == date(2026, 1, 2)
    assert fields.day_of(found, "ended") == date(2026, 3, 4)
    assert fields.day_of(found, "paused") is None
    assert fields.day_of(found, "snooze") is None
    assert fields.first(found, "tier") is None


def test_a_plugins_type_with_a_number_that_may_be_zero() -> None:
    garden = NoteType("garden", "Gardens", "A garden.", (Field("slope", "number", "Degrees."),))
    found, problems = fields.read_fields("Gardens/Kew.md", front({"slope": -4}), garden, Config())
    assert (found["slope"][0].value, problems) == (-4, ())


@pytest.mark.parametrize(
    ("word", "words", "expected"),
    [
        ("clsoe", ["inner", "close"], "close"),
        ("KEEP_WRAM", ["keep-warm"], "keep-warm"),
        ("zebra", ["inner"], ""),
        ("x", [], ""),
    ],
)
def test_nearest(word: str, words: list[str], expected: str) -> None:
    assert fields.nearest(word, words) == expected


# --- what always holds -----------------------------------------------------------------------------

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["6w", "2026-11-20", "[[Ann]]", "[[a]] [b](c)", "{{x}}", "05-02", "yes", "close", "[[|"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=5,
)
KEYS = st.sampled_from(
    sorted({name for one in NOTE_TYPES for field in one.fields for name in (field.name, *field.synonyms)})
)


@settings(max_examples=150)
@given(st.sampled_from(NOTE_TYPES), st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_front_matter_is_read_without_raising(note_type: NoteType, properties: dict[str, Any]) -> None:
    found, problems = fields.read_fields(PATH, front(properties), note_type, Config())
    kinds = {field.name: field.kind for field in note_type.fields}
    assert all(taken for taken in found.values())
    assert all(len(taken) == 1 for name, taken in found.items() if kinds[name] not in values.LIST_KINDS)
    assert {problem.code for problem in problems} <= set(CODES)
    for name, taken in found.items():
        if kinds[name] in {"date", "birthday", "cadence", "number"}:
            (value,) = (one.value for one in taken)
            assert isinstance(value, str) if kinds[name] in {"date", "birthday"} else value > 0


@given(st.text("aBcÄß", max_size=8), st.sampled_from([" ", "-", "_", ""]), st.sampled_from(["NFC", "NFD"]))
def test_names_are_compared_by_their_letters(name: str, between: str, form: Literal["NFC", "NFD"]) -> None:
    assert fields.normal(normalize(form, between.join(name))) == fields.normal(name.lower())


@settings(max_examples=50)
@given(
    st.sampled_from([f for one in NOTE_TYPES for f in one.fields]),
    st.sampled_from(["6w", "[[A]]", "2026-01-02", "x", 3]),
)
def test_every_name_of_a_field_reads_alike(field: Field, value: Any) -> None:
    note_type = NoteType("t", "T", "", (field,))
    read_under = {
        name: [
            one.value
            for taken in fields.read_fields(PATH, front({name: value}), note_type, Config())[0].values()
            for one in taken
        ]
        for name in (field.name, *field.synonyms, field.name.upper().replace("_", " "))
    }
    assert len({tuple(found) for found in read_under.values()}) == 1


def test_the_same_words_in_another_note_stand_on_their_own_line() -> None:
    config = Config()
    for properties, line in (
        ({"tier": "close"}, 2),
        ({"x": 1, "tier": "close"}, 3),
        ({"tier": ["", "close"]}, 3),
    ):
        found, _ = fields.read_fields(PATH, front(properties), TYPES["contact"], config)
        assert found["tier"] == (Value("close", line, "close"),)


def test_many_configs_are_not_mixed_up() -> None:
    configs = [Config(tiers={f"t{number}": 1}) for number in range(100)]
    for number, config in enumerate([*configs, *configs[:5]]):
        assert read({"tier": f"t{number % 100}"}, config=config) == ({"tier": f"t{number % 100}"}, [])
        assert read({"tier": f"t{(number + 1) % 100}"}, config=config) == ({}, ["unknown-tier"])
