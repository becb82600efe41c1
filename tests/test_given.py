"""`vaultnet.planners.given`: what is said of a new note's fields, as the note is to hold it."""

from __future__ import annotations

from datetime import date

import pytest

from vaultnet.model import Field
from vaultnet.note_types import NOTE_TYPES
from vaultnet.planners import given

TODAY = date(2026, 11, 20)  # a Friday
FIELDS = {f"{one.name}.{field.name}": field for one in NOTE_TYPES for field in one.fields}
KNOWN = {"Ada", "Bo", "Acme", "Lead a team", "Smith, John"}

NAMES = [
    ("meeting.people", "Ada", ["Ada"]),
    ("meeting.people", "Ada, Bo", ["Ada", "Bo"]),
    ("meeting.people", " Eve ,, Mallory ", ["Eve", "Mallory"]),
    ("meeting.people", "Smith, John", ["Smith, John"]),
    ("meeting.people", "[[Ada]], [[Bo]]", ["[[Ada]], [[Bo]]"]),
    ("meeting.helps", "Lead a team, Learn Rust", ["Lead a team", "Learn Rust"]),
    ("meeting.helps", "Read, then write", ["Read, then write"]),
    ("opportunity.organisation", "Globex, Inc.", ["Globex, Inc."]),
    ("opportunity.organisation", "Acme, Globex", ["Acme", "Globex"]),
    ("goal.parent", "Lead a team, Bo", ["Lead a team, Bo"]),
    ("contact.location", "Ada, Ohio", ["Ada, Ohio"]),
    ("contact.email", "a@b.c,d@e.f", ["a@b.c,d@e.f"]),
    ("goal.needs", "mentor", ["mentor"]),
    ("goal.needs", "mentor, SQL", ["mentor", "SQL"]),
    ("goal.needs", "mentor; SQL;", ["mentor", "SQL"]),
    ("goal.needs", "[mentor, SQL]", ["mentor", "SQL"]),
    ("goal.needs", "['mentor', \"SQL\"]", ["mentor", "SQL"]),
    ("goal.needs", "insider at [[Globex, Inc.]], SQL", ["insider at [[Globex, Inc.]]", "SQL"]),
    ("goal.needs", "[mentor, insider at [[Globex, Inc.]]]", ["mentor", "insider at [[Globex, Inc.]]"]),
    ("goal.needs", "[[[Globex]], [[Initech]]]", ["[[Globex]]", "[[Initech]]"]),
    ("goal.needs", "[[Globex]]", ["[[Globex]]"]),
    ("goal.needs", '"hiring, and letting go", SQL', ["hiring, and letting go", "SQL"]),
    ("goal.needs", "databases (SQL, indexes), mentor", ["databases (SQL, indexes)", "mentor"]),
    ("goal.needs", "somebody who says “no, thanks”", ["somebody who says “no, thanks”"]),
    ("goal.needs", 'a [[Globex, "b (c', ["a [[Globex", '"b (c']),
    ("goal.needs", " , ", [","]),
    ("contact.teaches", "SQL, hiring", ["SQL", "hiring"]),
    ("contact.interests", "[[Looms]], tea", ["[[Looms]]", "tea"]),
]


@pytest.mark.parametrize(("field", "value", "names"), NAMES)
def test_the_names_in_a_value(field: str, value: str, names: list[str]) -> None:
    assert given.names_in(FIELDS[field], value, KNOWN.__contains__) == names


DAYS = [
    ("meeting.date", "friday", "2026-11-27"),
    ("meeting.date", "yesterday", "2026-11-19"),
    ("meeting.date", "2026-10-01", "2026-10-01"),
    ("meeting.date", "soon", "soon"),
    ("contact.first_met", "friday", "2026-11-20"),
    ("contact.first_met", "17 October", "2026-10-17"),
    ("contact.snooze", "2w", "2026-12-04"),
    ("contact.paused", "true", "true"),
    ("contact.cadence", "2w", "2w"),
    ("contact.birthday", "12-10", "12-10"),
]


@pytest.mark.parametrize(("field", "value", "day"), DAYS)
def test_days_as_people_say_them(field: str, value: str, day: str) -> None:
    assert given.day(FIELDS[field], value, TODAY) == day


def test_what_a_field_names() -> None:
    names = {name for name, field in FIELDS.items() if given.holds_links(field)}
    assert {"meeting.people", "meeting.helps", "event.goals", "opportunity.via", "goal.parent"} < names
    assert not {"contact.location", "contact.company", "meeting.place", "contact.email"} & names
    assert given.types_of(FIELDS["meeting.people"]) == ("contact",)
    assert given.types_of(Field("song", "links", "")) == ()
