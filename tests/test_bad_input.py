"""What can't be meant: a problem with its line, left out of what is counted; never a crash, never a silent zero."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.vaults import TODAY, put
from vaultnet import build as building
from vaultnet import cadence
from vaultnet.dates import parse_day
from vaultnet.facts import Facts
from vaultnet.goals import standings
from vaultnet.model import Value
from vaultnet.note_types import NOTE_TYPES
from vaultnet.plausible import part

CLOSE = "---\ntype: contact\ntier: close\nlast_contact: 2026-10-01\n{}---\n{}"
DUE = ["2026-10-31, since then"]
"""When somebody close is due who was last seen on 1 October."""


def looked_at(vault: Path, notes: Mapping[str, str], today: date = TODAY) -> Facts:
    put(vault, notes)
    with building.facts(vault, today=today) as facts:
        return facts


def dues(facts: Facts) -> list[str]:
    """When each contact is due, and why not."""
    standing = [cadence.status(one, facts.today, facts.config) for one in facts.snapshot.contacts]
    return [f"{one.due}, {one.reason or 'since then'}" for one in standing]


# title, what stands in the note of somebody close, code and line of the problem, when they are due all the same
FIELDS: list[tuple[str, str, str, int, list[str]]] = [
    ("a cadence that is a fruit", "cadence: banana\n", "bad-cadence", 5, DUE),
    ("a cadence of zero", "cadence: 0\n", "bad-cadence", 5, DUE),
    ("a cadence of zero weeks", "cadence: 0w\n", "bad-cadence", 5, DUE),
    ("a cadence below zero", "cadence: -7\n", "bad-cadence", 5, DUE),
    ("a cadence of a thousand years", "cadence: 1000y\n", "bad-cadence", 5, DUE),
    ("a cadence that is a day", "cadence: 2026-11-20\n", "bad-cadence", 5, DUE),
    ("a cadence that is a list of nonsense", "cadence:\n  - often\n", "bad-cadence", 6, DUE),
    ("put off until soon", "snooze: soon\n", "bad-date", 5, DUE),
    ("put off until a day that is none", "snooze: 2026-11-31\n", "bad-date", 5, DUE),
    ("paused until a word", "paused: later\n", "bad-date", 5, DUE),
    ("ended on no day", "ended: 2026-02-30\n", "bad-date", 5, DUE),
    ("born on no day", "birthday: 2026-02-30\n", "bad-birthday", 5, DUE),
    ("born on the 29th of a year without it", "birthday: 2026-02-29\n", "bad-birthday", 5, DUE),
    ("a role since no day", "role_since: spring\n", "bad-date", 5, DUE),
    ("met in the future", "first_met: 2026-12-24\n", "future-day", 5, DUE),
    ("met in another century", "first_met: 2126-11-20\n", "future-day", 5, DUE),
    ("skipped in the future", "skipped: 2026-12-24\n", "future-day", 5, DUE),
    ("put off in the future", "put_off: 2027-11-20\n", "future-day", 5, DUE),
    ("a role since a day far ahead", "role_since: 2062-11-20\n", "far-day", 5, DUE),
    ("ended on a day far ahead", "ended: 2062-11-20\n", "far-day", 5, DUE),
]


@pytest.mark.parametrize(
    ("title", "front", "code", "line", "expected"), FIELDS, ids=[case[0] for case in FIELDS]
)
def test_a_field_is_left_out(
    title: str, front: str, code: str, line: int, expected: list[str], vault: Path
) -> None:
    facts = looked_at(vault, {"People/Ada.md": CLOSE.format(front, "")})
    assert [(one.code, one.path, one.line) for one in facts.problems] == [(code, "People/Ada.md", line)]
    assert dues(facts) == expected


FINE = [
    ("a role that begins soon", "role_since: 2027-01-01\n", DUE),
    ("skipped today, in a time zone further east", "skipped: 2026-11-21\n", ["2026-12-05, resting"]),
    ("put off for good", "snooze: 2062-01-01\n", ["2062-01-01, snoozed"]),
    ("who ends next month", "ended: 2026-12-24\n", DUE),
]


@pytest.mark.parametrize(("title", "front", "expected"), FINE, ids=[case[0] for case in FINE])
def test_what_may_lie_ahead_is_no_problem(title: str, front: str, expected: list[str], vault: Path) -> None:
    facts = looked_at(vault, {"People/Ada.md": CLOSE.format(front, "")})
    assert (facts.problems, dues(facts)) == ((), expected)


def test_nothing_of_a_private_note_is_said(vault: Path) -> None:
    text = CLOSE.format("private: true\nfirst_met: 2062-01-01\n", "- 2026-02-30 call: secrets\n")
    facts = looked_at(vault, {"People/Ada.md": text})
    assert [one.message for one in facts.problems] == [
        "first_met: has not come yet, so it is left out.",
        "“…” is no day of the calendar, so the line counts for nothing.",
    ]


COMMUNITY = "---\ntype: community\n{}---\n- [x] Photo 🔁 every 3 months 📅 2027-01-01 ✅ {}\n"
MEETING = '---\ntype: meeting\ndate: {}\npeople: ["[[Ada]]"]\n---\nLooms.\n'

# title, notes beside somebody close's, what is dated wrongly: code, path, line
NOTES: list[tuple[str, dict[str, str], list[tuple[str, str, int]]]] = [
    ("a meeting in 2062", {"M.md": MEETING.format("2062-11-20")}, [("far-day", "M.md", 3)]),
    ("a meeting in 2062, by its name", {"2062-11-20 Ada.md": MEETING.replace("date: {}\n", "")},
     [("far-day", "2062-11-20 Ada.md", 3)]),
    ("a daily note of 2062", {"2062-11-20.md": "Call with [[Ada]].\n"}, [("far-day", "2062-11-20.md", 1)]),
    ("a plan for 2062", {"2026-11-02.md": "Lunch with [[Ada]] (when:: 2062-11-20).\n"},
     [("far-day", "2026-11-02.md", 1)]),
    ("a dated line of 2062", {"People/Ada.md": CLOSE.format("", "- 2062-11-20 call: looms\n")},
     [("far-day", "People/Ada.md", 6)]),
    ("a dated line of no day", {"People/Ada.md": CLOSE.format("", "Looms.\n\n- 2026-02-30 call: looms\n")},
     [("bad-date", "People/Ada.md", 8)]),
    ("a dated line of no day, as a link", {"People/Ada.md": CLOSE.format("", "- [[2026-13-01]] call: looms\n")},
     [("bad-date", "People/Ada.md", 6)]),
    ("a dated line of no day in a meeting", {"M.md": MEETING.format("2026-10-01") + "- 2026-02-30 call: looms\n"},
     [("bad-date", "M.md", 7)]),
    ("a day that is none in a note of no type", {"Looms.md": "- 2026-02-30 is no day, [[Ada]] says\n"}, []),
    ("a promise for no day", {"T.md": "- [ ] send [[Ada]] the deck 📅 2026-02-30\n"}, [("bad-date", "T.md", 1)]),
    ("a promise for soon", {"T.md": "- [ ] send [[Ada]] the deck [due:: soon]\n"}, [("bad-date", "T.md", 1)]),
    ("a promise for a day with a time", {"T.md": "- [ ] send [[Ada]] the deck [due:: 2026-12-01T10:00]\n"}, []),
    ("a promise for 2062", {"T.md": "- [ ] send [[Ada]] the deck 📅 2062-11-20\n"}, [("far-day", "T.md", 1)]),
    ("done on no day", {"T.md": "- [x] send [[Ada]] the deck ✅ 2026-11-31\n"}, [("bad-date", "T.md", 1)]),
    ("when, on no day", {"T.md": "Lunch with [[Ada]] (when:: 2026-11-31).\n"}, [("bad-date", "T.md", 1)]),
    ("when, in words", {"T.md": "when:: somebody asks then:: I listen\n"}, []),
    ("a meeting on no day", {"2026-10-02 Ada.md": MEETING.format("2026-11-31")}, [("bad-date", "2026-10-02 Ada.md", 3)]),
    ("an event that ends before it begins",
     {"Events/Fair.md": "---\ndate: 2026-12-01\nends: 2026-11-30\n---\n"}, [("reversed-days", "Events/Fair.md", 3)]),
    ("an event in 2062", {"Events/Fair.md": "---\ndate: 2062-12-01\n---\n"}, [("far-day", "Events/Fair.md", 2)]),
    ("a project since 2062", {"Projects/Book.md": "---\nstarted: 2062-12-01\n---\n"}, [("far-day", "Projects/Book.md", 2)]),
    ("a goal that starts after it is due",
     {"Goals/Lead.md": "---\nstart: 2027-12-01\ndue: 2026-12-31\ntarget: 5\n---\n"},
     [("reversed-days", "Goals/Lead.md", 2)]),
    ("a goal of no count", {"Goals/Lead.md": "---\ntarget: 0\n---\n"}, [("bad-number", "Goals/Lead.md", 2)]),
    ("asked in the future", {"Opportunities/Job.md": "---\nasked: 2026-12-24\n---\n"},
     [("future-day", "Opportunities/Job.md", 2)]),
    ("upkeep done in the future", {"LinkedIn.md": COMMUNITY.format("", "2027-05-05")}, [("future-day", "LinkedIn.md", 4)]),
    ("upkeep done tomorrow, as it may be elsewhere", {"LinkedIn.md": COMMUNITY.format("", "2026-11-21")}, []),
    ("upkeep done in the future, where nobody is to know", {"LinkedIn.md": COMMUNITY.format("private: true\n", "2027-05-05")},
     [("future-day", "LinkedIn.md", 5)]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes", "expected"), NOTES, ids=[case[0] for case in NOTES])
def test_what_is_dated_wrongly_keeps_nobody_from_being_due(
    title: str, notes: dict[str, str], expected: list[tuple[str, str, int]], vault: Path
) -> None:
    facts = looked_at(vault, {"People/Ada.md": CLOSE.format("", ""), **notes})
    assert [(one.code, one.path, one.line) for one in facts.problems] == expected
    held = ["2026-11-01, since then"] if "2026-10-02 Ada.md" in notes else DUE
    if "Looms.md" not in notes and "M.md" not in notes:
        assert dues(facts) == held
    assert facts.query("select * from plans")[1] == []
    assert [one.plans for one in facts.snapshot.contacts] == [()]


def test_of_a_goal_with_its_days_reversed_no_pace_is_worked_out(vault: Path) -> None:
    note = "---\ntype: goal\nstart: 2027-12-01\ndue: 2026-12-31\ntarget: 5\n---\n"
    facts = looked_at(vault, {"Goals/Lead.md": note})
    (standing,) = standings(facts.snapshot.goals, TODAY)
    assert (standing.expected, standing.behind, standing.start) == (None, 0, None)


def test_an_event_with_its_days_reversed_still_comes(vault: Path) -> None:
    facts = looked_at(
        vault, {"Events/Fair.md": "---\ntype: event\ndate: 2026-11-24\nends: 2026-11-01\n---\n"}
    )
    assert [sorted(one.fields) for one in facts.snapshot.occasions] == [["date"]]


@pytest.mark.parametrize("day", ["2028-11-20", "2028-11-21", "2028-11-22"])
def test_two_years_ahead_is_far_and_a_day_less_is_not(day: str, vault: Path) -> None:
    facts = looked_at(vault, {"People/Ada.md": CLOSE.format("", ""), "M.md": MEETING.format(day)})
    far = day > "2028-11-20"
    assert [one.code for one in facts.problems] == ["far-day"] * far
    assert len(facts.snapshot.contacts[0].plans) == len(facts.query("select * from plans")[1]) == 1 - far


NEEDY = "---\ntype: goal\ntarget: 3\nneeds: [{}]\n---\n- [ ] Begin\n"

# title, notes of goals, what is wrong: code, path, line; what Network Goals says all the same
GOALS: list[tuple[str, dict[str, str], list[tuple[str, str, int]], list[str]]] = [
    ("its own part", {"Goals/A.md": '---\ntype: goal\nparent: "[[A]]"\n---\n'}, [("goal-cycle", "Goals/A.md", 3)],
     ["## [[A]]"]),
    ("its own ancestor",
     {"Goals/A.md": '---\ntype: goal\nparent: "[[B]]"\n---\n', "Goals/B.md": '---\ntype: goal\nparent: "[[C]]"\n---\n',
      "Goals/C.md": '---\ntype: goal\nparent: "[[A]]"\n---\n'},
     [("goal-cycle", "Goals/A.md", 3)], ["## [[A]]", "### [[C]]", "### [[B]]", "    - [[B]]"]),
    ("a part of a circle", {"Goals/A.md": '---\ntype: goal\nparent: "[[A]]"\n---\n',
      "Goals/B.md": '---\ntype: goal\nparent: "[[A]]"\n---\n'}, [("goal-cycle", "Goals/A.md", 3)],
     ["## [[A]]", "### [[B]]"]),
    ("a target of zero", {"Goals/A.md": "---\ntype: goal\ntarget: 0\n---\n"}, [("bad-number", "Goals/A.md", 3)],
     ["## [[A]]"]),
    ("a target below zero", {"Goals/A.md": "---\ntype: goal\ntarget: -3\n---\n"}, [("bad-number", "Goals/A.md", 3)],
     ["## [[A]]"]),
    ("a target of many", {"Goals/A.md": "---\ntype: goal\ntarget: many\n---\n"}, [("bad-number", "Goals/A.md", 3)],
     ["## [[A]]"]),
    ("a need that names no note", {"Goals/A.md": NEEDY.format('"insider at [[Initech]]"')}, [],
     ["| insider at [[Initech]] | *nobody yet* |"]),
    ("a need that is a note of nobody", {"Goals/A.md": NEEDY.format('"[[A]]"')}, [], ["| [[A]] | *nobody yet* |"]),
    ("a need of nothing but signs", {"Goals/A.md": NEEDY.format('"??", "[[", mentor')}, [], ["| mentor | *nobody yet* |"]),
    ("a part of a note that is not there", {"Goals/A.md": '---\ntype: goal\nparent: "[[B]]"\ntarget: 3\n---\n'},
     [("no-parent", "Goals/A.md", 3)], ["## [[A]]"]),
    ("a part of a note without a type", {"Goals/A.md": '---\ntype: goal\nparent: "[[Work]]"\ntarget: 3\n---\n',
      "Work.md": "What I want to do.\n"}, [], ["## [[A]]"]),
    ("a part of an event", {"Goals/A.md": '---\ntype: goal\nparent: "[[Fair]]"\ntarget: 3\n---\n',
      "Fair.md": "---\ntype: event\ndate: 2026-12-01\n---\n"}, [("no-parent", "Goals/A.md", 3)], ["## [[A]]"]),
    ("a part of a person", {"Goals/A.md": '---\ntype: goal\nparent: "[[Ada]]"\ntarget: 3\n---\n',
      "People/Ada.md": "---\ntype: contact\n---\n"}, [("no-parent", "Goals/A.md", 3)], ["## [[A]]"]),
    ("due on no day", {"Goals/A.md": "---\ntype: goal\ndue: 2026-11-31\n---\n"}, [("bad-date", "Goals/A.md", 3)],
     ["## [[A]]"]),
    ("looked at now and then", {"Goals/A.md": "---\ntype: goal\nreview: now and then\n---\n"},
     [("bad-cadence", "Goals/A.md", 3)], ["## [[A]]"]),
    ("looked at in the future", {"Goals/A.md": "---\ntype: goal\nreview: monthly\nreviewed: 2026-12-24\n---\n"},
     [("future-day", "Goals/A.md", 4)], ["- **review** every month, and there was none yet"]),
    ("looked at on no day", {"Goals/A.md": "---\ntype: goal\nreview: monthly\nreviewed: soon\n---\n"},
     [("bad-date", "Goals/A.md", 4)], ["- **review** every month, and there was none yet"]),
    ("half a plan", {"Goals/A.md": "---\ntype: goal\n---\nwhen:: I finish\n\n- [ ] Begin\n"}, [],
     ["- **next**: Begin"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes", "problems", "said"), GOALS, ids=[case[0] for case in GOALS])
def test_a_goal_with_something_wrong_is_shown_with_the_rest(
    title: str, notes: dict[str, str], problems: list[tuple[str, str, int]], said: list[str], vault: Path
) -> None:
    fine = {"Goals/Fine.md": "---\ntype: goal\ntarget: 3\n---\n", "vaultnet.toml": ""}
    facts = looked_at(vault, {**notes, **fine})
    assert [(one.code, one.path, one.line) for one in facts.problems] == problems
    building.build(vault, today=TODAY)
    page = (vault / "Network" / "Network Goals.md").read_text("utf-8")
    for words in ["\n## [[Fine]]\n", *said]:
        assert words in page
    assert (vault / "Network" / "Network Today.md").exists()


# --- whatever stands there -------------------------------------------------------------------------

CONTACT = next(one for one in NOTE_TYPES if one.name == "contact")
KEYS = st.sampled_from([field.name for field in CONTACT.fields])
JUNK = st.one_of(
    st.sampled_from(["banana", "0", "-1", "0w", "2026-02-30", "2062-01-01", "soon", "true", "[]", "{a: 1}", "~", "''",
                     "[[Ada]]", "1e400", ".nan", "9999-12-31", "0001-01-01", "every 0 weeks", "99999999999"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12),
    st.dates().map(str),
)  # fmt: skip


@settings(max_examples=60)
@example("cadence", "0", "2026-11-20")
@given(KEYS, JUNK, st.sampled_from(["2026-11-20", "0001-01-02", "9999-12-31"]))
def test_any_value_is_read_or_said_and_nothing_crashes(key: str, value: str, today: str) -> None:
    with tempfile.TemporaryDirectory() as root:
        text = f"---\ntype: contact\ntier: inner\n{key}: {value}\n---\n- 2026-11-02 call: looms\n"
        put(Path(root), {"vaultnet.toml": "", "People/Ada.md": text})
        facts = looked_at(Path(root), {}, date.fromisoformat(today))
    for problem in facts.problems:
        assert problem.path == "People/Ada.md"
        assert 1 <= problem.line <= 6
    if facts.snapshot.contacts and facts.today == TODAY:
        (contact,) = facts.snapshot.contacts
        for one in contact.odd:
            assert one.name not in contact.fields
            assert (one.code, one.value.line) in [(found.code, found.line) for found in facts.problems]


@given(st.dates(), st.dates(), st.dates())
def test_parting_loses_nothing_and_keeps_what_can_be_meant(first: date, second: date, today: date) -> None:
    fields = {
        "first_met": (Value(str(first), 2),),
        "ends": (Value(str(second), 3),),
        "date": (Value(str(first), 4),),
    }
    told, odd = part(fields, today)
    assert {**told, **{one.name: (one.value,) for one in odd}} == fields
    if "first_met" in told:
        met = parse_day(str(told["first_met"][0].value))
        assert met is not None
        assert (met - today).days <= 1
    if "ends" in told and "date" in told:
        assert str(told["ends"][0].value) >= str(told["date"][0].value)
