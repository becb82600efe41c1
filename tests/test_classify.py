"""Which type a note has: every rule, their order, ties, and what has no type at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet import links, markdown
from vaultnet.catalogue import CODES
from vaultnet.classify import Classifier
from vaultnet.config import Config, TypeRule
from vaultnet.model import Body, Located, NoteType
from vaultnet.note_types import NOTE_TYPES


def located(value: Any, line: int) -> Located:
    if isinstance(value, list):
        return Located(tuple(located(item, line) for item in value), line)
    if isinstance(value, dict):
        return Located({key: located(item, line) for key, item in value.items()}, line)
    return Located(value, line)


def front(properties: Mapping[str, Any]) -> dict[str, Located]:
    return {key: located(value, line) for line, (key, value) in enumerate(properties.items(), start=2)}


def type_of(
    path: str, properties: Mapping[str, Any], tags: Sequence[str] = (), config: Config | None = None
) -> str:
    """The note's type, or ``tie`` where there is a problem."""
    found, problems = Classifier(NOTE_TYPES, config or Config()).type_of(path, front(properties), tags)
    assert {problem.code for problem in problems} <= {"ambiguous-type"} & set(CODES)
    assert not (found and problems)
    return "tie" if problems else found


PLAIN: list[tuple[str, str, dict[str, Any], str]] = [
    ("nothing", "Ada.md", {}, ""),
    ("some properties", "Notes/Ada.md", {"status": "x", "cssclasses": []}, ""),
    ("type", "Ada.md", {"type": "contact"}, "contact"),
    ("type in other letters", "Ada.md", {"Type": "CONTACT"}, "contact"),
    ("type by a synonym", "Ada.md", {"type": "person"}, "contact"),
    ("type by a plural", "Ada.md", {"type": "meetings"}, "meeting"),
    ("type in American", "Globex.md", {"type": "organization"}, "organisation"),
    ("type as a link", "Ada.md", {"type": "[[Contact]]"}, "contact"),
    ("type as a link with folder and alias", "Ada.md", {"type": "[[Types/Person|a person]]"}, "contact"),
    ("type as a Markdown link", "Ada.md", {"type": "[p](Types/Person.md)"}, "contact"),
    ("type as a tag", "Ada.md", {"type": "#goal"}, "goal"),
    ("type in a list", "Ada.md", {"type": ["evergreen", "contact"]}, "contact"),
    ("type twice the same", "Ada.md", {"type": ["person", "contact"]}, "contact"),
    ("two types", "Ada.md", {"type": ["goal", "contact"]}, "tie"),
    ("type of the user's own", "Ada.md", {"type": "evergreen"}, ""),
    ("type of the user's own in a folder", "People/Ada.md", {"type": "evergreen"}, "contact"),
    ("type unset in a folder", "People/Ada.md", {"type": None}, "contact"),
    ("type that is a mapping", "People/Ada.md", {"type": {"a": "goal"}}, "contact"),
    ("type that is a number", "People/Ada.md", {"type": 3}, "contact"),
    ("type before folder", "People/Run.md", {"type": "goal"}, "goal"),
    ("folder", "People/Ada.md", {}, "contact"),
    ("folder further down", "Meetings/2026/11/Ada.md", {}, "meeting"),
    ("folder in other letters", "people/Ada.md", {}, "contact"),
    ("folder that begins alike", "Peoples/Ada.md", {}, ""),
    ("folder that is not at the root", "Old/People/Ada.md", {}, ""),
    ("folder of another language form", "Goals/Lauf\u0308en.md", {}, "goal"),
    ("every declared folder: events", "Events/X.md", {}, "event"),
    ("every declared folder: organisations", "Organisations/X.md", {}, "organisation"),
    ("every declared folder: opportunities", "Opportunities/X.md", {}, "opportunity"),
    ("every declared folder: projects", "Projects/X.md", {}, "project"),
    ("every declared folder: communities", "Communities/X.md", {}, "community"),
    ("the folder's own note", "People/People.md", {}, ""),
    ("the folder's own note, in other letters", "People/people.md", {}, ""),
    ("an index", "People/index.md", {}, ""),
    ("a read-me", "Goals/README.md", {}, ""),
    ("a read-me that says what it is", "Goals/README.md", {"type": "goal"}, "goal"),
    ("a folder's own note further down", "Meetings/2026/2026.md", {}, ""),
    ("a dashboard", "People/Network Today.md", {"vaultnet": "Today"}, ""),
    ("a dashboard that says it is a goal", "Network Goals.md", {"type": "goal", "vaultnet": "Goals"}, ""),
    ("a placeholder in the front matter", "People/X.md", {"type": "contact", "met": "{{date}}"}, ""),
    ("a placeholder deep in the front matter", "People/X.md", {"with": [{"a": "<% b %>"}]}, ""),
    ("a placeholder in the name", "People/{{title}}.md", {"type": "contact"}, ""),
]


@pytest.mark.parametrize(("title", "path", "properties", "expected"), PLAIN, ids=[case[0] for case in PLAIN])
def test_without_a_config(title: str, path: str, properties: dict[str, Any], expected: str) -> None:
    assert type_of(path, properties) == expected


def test_tags_mean_nothing_until_the_config_says_so() -> None:
    assert type_of("Ada.md", {}, ["contact", "person", "meeting"]) == ""


WHERE = Config(
    types={
        "contact": TypeRule(where=(("categories", "[[People]]"),)),
        "meeting": TypeRule(where=(("class", "meeting"), ("meta.kind", "talk"))),
        "goal": TypeRule(where=(("class", "[[Goal|goals]]"),), folders=("Aims",)),
        "event": TypeRule(where=(("is event", "true"),)),
    }
)
BY_WHERE: list[tuple[str, str, dict[str, Any], str]] = [
    ("a link in a list", "Ada.md", {"categories": ["[[People]]"]}, "contact"),
    ("a link alone", "Ada.md", {"categories": "[[People]]"}, "contact"),
    ("a link among others", "Ada.md", {"categories": ["[[Books]]", "[[People]]"]}, "contact"),
    ("a link with its folder", "Ada.md", {"categories": ["[[Categories/People|P]]"]}, "contact"),
    ("plain text for a link", "Ada.md", {"categories": "people"}, "contact"),
    ("in other letters", "Ada.md", {"Categories": ["[[PEOPLE]]"]}, "contact"),
    ("another category", "Ada.md", {"categories": ["[[Books]]"]}, ""),
    ("the category's own page", "Categories/People.md", {"categories": ["[[People]]"]}, ""),
    ("the category's own page in its folder", "Aims/Goal.md", {"class": "Goal"}, ""),
    ("plain text", "X.md", {"class": "Meeting"}, "meeting"),
    ("a link for plain text", "X.md", {"class": "[[Meeting]]"}, "meeting"),
    ("a rule with an alias", "X.md", {"class": "[[goal]]"}, "goal"),
    ("a nested property", "X.md", {"meta": {"Kind": "talk"}}, "meeting"),
    ("a nested property of another value", "X.md", {"meta": {"kind": "walk"}}, ""),
    ("a flag", "X.md", {"Is-Event": True}, "event"),
    ("a flag that says no", "X.md", {"is event": False}, ""),
    ("a mapping", "X.md", {"class": {"meeting": 1}}, ""),
    ("type before where", "X.md", {"class": "meeting", "type": "goal"}, "goal"),
    ("where before folder", "Aims/X.md", {"class": "meeting"}, "meeting"),
    ("two rules at once", "X.md", {"class": "meeting", "is event": "true"}, "tie"),
    ("two rules, type decides", "X.md", {"class": ["meeting", "goal"], "type": "event"}, "event"),
    ("the declared folder of a type with a rule", "People/Ada.md", {}, ""),
    ("the declared folder of a type without one", "Events/X.md", {}, ""),
    ("the declared folder of another type", "Projects/X.md", {}, "project"),
    ("a template that bears the category", "Templates/{{title}}.md", {"categories": ["[[People]]"]}, ""),
    ("a template with a date to be filled in", "P.md", {"categories": ["[[People]]"], "met": "{{date}}"}, ""),
]


@pytest.mark.parametrize(
    ("title", "path", "properties", "expected"), BY_WHERE, ids=[case[0] for case in BY_WHERE]
)
def test_where(title: str, path: str, properties: dict[str, Any], expected: str) -> None:
    assert type_of(path, properties, config=WHERE) == expected


TAGGED = Config(
    types={
        "contact": TypeRule(tags=("person", "#People/Mine")),
        "meeting": TypeRule(tags=("Meeting",), where=(("class", "m"),)),
    }
)
BY_TAG: list[tuple[str, str, dict[str, Any], tuple[str, ...], str]] = [
    ("a tag", "X.md", {}, ("x", "person"), "contact"),
    ("a tag with its sign", "X.md", {}, ("#person",), "contact"),
    ("in other letters", "X.md", {}, ("PERSON",), "contact"),
    ("a rule in other letters", "X.md", {}, ("meeting",), "meeting"),
    ("a tag below it", "X.md", {}, ("person/friend/old",), "contact"),
    ("a tag that begins alike", "X.md", {}, ("personal",), ""),
    ("a nested rule", "X.md", {}, ("people/mine",), "contact"),
    ("above a nested rule", "X.md", {}, ("people",), ""),
    ("two tags of one type", "X.md", {}, ("person", "people/mine"), "contact"),
    ("two types", "X.md", {}, ("person", "meeting"), "tie"),
    ("two types, where decides", "X.md", {"class": "m"}, ("person", "meeting"), "meeting"),
    ("two types, type decides", "X.md", {"type": "contact"}, ("person", "meeting"), "contact"),
    ("tag before folder", "Goals/X.md", {}, ("person",), "contact"),
    ("no tags", "X.md", {}, (), ""),
    ("an empty tag", "X.md", {}, ("", "#", "/"), ""),
]


@pytest.mark.parametrize(
    ("title", "path", "properties", "tags", "expected"), BY_TAG, ids=[case[0] for case in BY_TAG]
)
def test_tags(
    title: str, path: str, properties: dict[str, Any], tags: tuple[str, ...], expected: str
) -> None:
    assert type_of(path, properties, tags, TAGGED) == expected


FILED = Config(
    types={
        "contact": TypeRule(folders=("Network/Contacts", "Old/")),
        "meeting": TypeRule(folders=("Network", "/Both/Here/")),
        "goal": TypeRule(folders=("network/contacts/goals", "Both/Here")),
        "event": TypeRule(),
    },
    template_folders=("Network/Templates", "vorlagen/"),
)
BY_FOLDER: list[tuple[str, str, dict[str, Any], str]] = [
    ("a folder", "Network/X.md", {}, "meeting"),
    ("the deepest", "Network/Contacts/X.md", {}, "contact"),
    ("deeper still", "Network/Contacts/Goals/2026/X.md", {}, "goal"),
    ("between the two", "Network/Contacts/Work/X.md", {}, "contact"),
    ("a second folder", "Old/X.md", {}, "contact"),
    ("the declared folder has been replaced", "People/X.md", {}, ""),
    ("a rule that says nothing leaves the declared one", "Events/X.md", {}, "event"),
    ("one folder for two types", "Both/Here/X.md", {}, "tie"),
    ("one folder for two types, type decides", "Both/Here/X.md", {"type": "person"}, "contact"),
    ("a template folder", "Network/Templates/X.md", {}, ""),
    ("a template folder further down", "Network/Templates/a/X.md", {"type": "contact"}, ""),
    ("a template folder in other letters", "Vorlagen/X.md", {"type": "contact"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "path", "properties", "expected"), BY_FOLDER, ids=[case[0] for case in BY_FOLDER]
)
def test_folders(title: str, path: str, properties: dict[str, Any], expected: str) -> None:
    assert type_of(path, properties, config=FILED) == expected


@pytest.mark.parametrize("root", ["", ".", "/", "./"])
def test_a_rule_for_the_whole_vault(root: str) -> None:
    config = Config(types={"contact": TypeRule(folders=(root,))})
    assert type_of("Ada.md", {}, config=config) == "contact"
    assert type_of("a/b/Ada.md", {}, config=config) == "contact"
    assert type_of("Goals/Run.md", {}, config=config) == "goal"
    assert type_of("README.md", {}, config=config) == ""


def test_a_plugins_type_has_its_folder_and_its_tags() -> None:
    garden = NoteType("garden", "Green/Gardens", "A garden.", (), tags=("garden",), synonyms=("plot",))
    classifier = Classifier([*NOTE_TYPES, garden], Config())
    assert classifier.type_of("Kew.md", {}, ["garden"]) == ("garden", ())
    assert classifier.type_of("green/gardens/Kew.md", {}, []) == ("garden", ())
    assert classifier.type_of("Kew.md", front({"type": "plot"}), []) == ("garden", ())


def test_a_name_goes_before_another_types_synonym() -> None:
    person = NoteType("person", "Persons", "Not a contact.", ())
    assert (
        Classifier([*NOTE_TYPES, person], Config()).type_of("X.md", front({"type": "person"}), [])[0]
        == "person"
    )


TIES: list[tuple[str, str, dict[str, Any], tuple[str, ...], int, str]] = [
    (
        "type",
        "X.md",
        {"a": 1, "type": ["goal", "contact"]},
        (),
        3,
        "Its type: names more than one: contact and goal",
    ),
    ("where", "X.md", {"class": "m", "b": "c"}, (), 2, "where rules"),
    ("tags", "X.md", {}, ("t",), 0, "Its tags"),
    ("folders", "F/X.md", {}, (), 0, "Its folder"),
]


@pytest.mark.parametrize(
    ("title", "path", "properties", "tags", "line", "said"), TIES, ids=[case[0] for case in TIES]
)
def test_a_tie_says_where_and_what_to_do(
    title: str, path: str, properties: dict[str, Any], tags: tuple[str, ...], line: int, said: str
) -> None:
    rule = TypeRule(("F",), ("t",), (("class", "m"),))
    classifier = Classifier(NOTE_TYPES, Config(types={"contact": rule, "goal": rule}))
    found, (problem,) = classifier.type_of(path, front(properties), tags)
    assert (found, problem.path, problem.line, problem.code) == ("", path, line, "ambiguous-type")
    assert said in problem.message
    assert problem.hint == "Write type: contact (or another) into its front matter."


TEMPLATES: list[tuple[str, str, bool, str, bool]] = [
    ("an ordinary note", "People/Ada.md", False, "Met [[Bob]]", False),
    ("a template folder", "Vorlagen/Person.md", False, "", True),
    ("a placeholder in the front matter", "People/Ada.md", True, "", True),
    ("a placeholder in the name", "People/<% tp.file.title %>.md", False, "", True),
    ("a placeholder in a heading", "People/X.md", False, "# {{title}}\ntext", True),
    (
        "a placeholder left over in the text",
        "Meetings/X.md",
        False,
        "# Tea\nWe met. <% tp.file.cursor() %>",
        False,
    ),
    ("braces in a heading", "Meetings/X.md", False, "# Tea {{\ntext", False),
]


@pytest.mark.parametrize(
    ("title", "path", "in_front", "text", "expected"), TEMPLATES, ids=[case[0] for case in TEMPLATES]
)
def test_is_template(title: str, path: str, in_front: bool, text: str, expected: bool) -> None:
    body: Body = markdown.scan(text)
    assert Classifier(NOTE_TYPES, FILED).is_template(path, in_front, body) is expected


# --- what always holds -----------------------------------------------------------------------------

TEXT = st.text("aB/.[]|#{}%<>é \n", max_size=10)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT | st.sampled_from(["contact", "[[People]]", "goal"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
FRONT = st.dictionaries(
    st.sampled_from(["type", "class", "categories", "meta", "is event", "x"]), VALUE, max_size=4
)


@settings(max_examples=150)
@given(TEXT, FRONT, st.lists(TEXT, max_size=3), st.sampled_from([Config(), WHERE, TAGGED, FILED]))
def test_any_note_is_classified_without_raising(
    path: str, properties: dict[str, Any], tags: list[str], config: Config
) -> None:
    assert type_of(path, properties, tags, config) in {"", "tie", *(one.name for one in NOTE_TYPES)}


@settings(max_examples=80)
@given(FRONT, st.lists(st.sampled_from(["person", "meeting", "x"]), max_size=3), st.randoms())
def test_order_does_not_matter(properties: dict[str, Any], tags: list[str], random: Any) -> None:
    keys = list(properties)
    random.shuffle(keys)
    shuffled = {key: properties[key] for key in keys}
    for config in (WHERE, TAGGED):
        assert type_of("X.md", properties, tags, config) == type_of("X.md", shuffled, tags[::-1], config)


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(["People/A.md", "people/B.md", "X.md", "Goals/a/b.md", "PEOPLE/A.md"]), min_size=1
    )
)
def test_the_answer_does_not_depend_on_what_was_asked_before(paths: list[str]) -> None:
    classifier = Classifier(NOTE_TYPES, Config())
    for path in paths:
        assert classifier.type_of(path, {}, ()) == Classifier(NOTE_TYPES, Config()).type_of(path, {}, ())


def test_types_have_words_of_their_own() -> None:
    words = [links.fold(word) for one in NOTE_TYPES for word in (one.name, *one.synonyms)]
    assert len(words) == len(set(words))
