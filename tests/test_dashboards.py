"""Dashboards: what they say, that every claim has its line, and that no note can break them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sample_network as sample
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_network import ADA, CONTACTS, GRACE, SNAPSHOT, TODAY, inputs

from vaultnet.config import Config, TypeRule
from vaultnet.dashboards import (
    DASHBOARDS,
    base,
    general_context,
    goals,
    health,
    people,
    today,
    vaultnet_dashboards,
)
from vaultnet.dashboards.suggestions import compared, rhythm
from vaultnet.hookspecs import Dashboard, Inputs
from vaultnet.marks import is_generated, typed
from vaultnet.model import Source, Sourced, Value, note_name
from vaultnet.network import FollowUp, Goal, Occasion, Promise, Snapshot, Summary, Trace
from vaultnet.pledges import is_ask
from vaultnet.problems import Problem
from vaultnet.render import environment, plain, render

TEMPLATES = Path(__file__).parent.parent / "templates"
EXPECTED = Path(__file__).parent / "data/dashboards"
ENVIRONMENT = environment([TEMPLATES])
BY_NAME = {dashboard.name: dashboard for dashboard in DASHBOARDS}
FULL = replace(
    SNAPSHOT,
    contacts=tuple(
        sample.with_plan(one, sample.GOALS[2].planned[0]) if one.path == GRACE else one for one in CONTACTS
    ),
)
NOTE = Config(people="note")


def page(name: str, given: Inputs) -> str:
    """A dashboard's whole file."""
    dashboard = BY_NAME[name]
    context = dashboard.context(given)
    assert context is not None
    text = render(dashboard, context, given.snapshot.today, ENVIRONMENT, given.snapshot.names)
    assert isinstance(text, str), text
    return text


def section(text: str, heading: str) -> str:
    """What stands under a heading of the second level; ``""`` if there is none."""
    return text.partition(f"\n## {heading}\n\n")[2].partition("\n\n## ")[0].partition("\n\n<!--")[0]


# --- as a whole ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Today",
        "Goals",
        "Mentors",
        "Opportunities",
        "Projects",
        "Presence",
        "Events",
        "Giving",
        "Skills",
        "People",
        "People note",
        "Briefs",
        "Calendar",
        "Calendar picture",
        "Health",
    ],
)
def test_pages_of_the_sample_network(name: str) -> None:
    """To accept a change of design: copy the new text over the file in tests/data/dashboards."""
    given = inputs(FULL, NOTE if name == "People note" else Config(), problems=sample.PROBLEMS)
    assert page(name, given) == (EXPECTED / BY_NAME[name].file).read_text(encoding="utf-8")


def test_the_dashboards_come_through_the_plugin_door() -> None:
    assert vaultnet_dashboards() == list(DASHBOARDS)
    assert len({one.name for one in DASHBOARDS}) == len({one.file for one in DASHBOARDS}) == len(DASHBOARDS)
    assert all(isinstance(one, Dashboard) and one.file.startswith("Network ") for one in DASHBOARDS)
    assert [one.name for one in DASHBOARDS if one.last] == ["Health"]


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda one: one.name)
def test_each_template_says_what_it_is(dashboard: Dashboard) -> None:
    text = (TEMPLATES / dashboard.template).read_text(encoding="utf-8")
    assert text.startswith("{#\n  Network ")
    about = text.partition("#}")[0]
    assert f"_vaultnet/templates/{dashboard.template}" in about
    context = dashboard.context(inputs(FULL, NOTE if dashboard.name == "People note" else None))
    assert context is not None
    assert [key for key in context if not re.search(rf"\b{key}\b", about)] == []


def leaves(value: Any, at: str = "") -> Iterator[tuple[str, Sourced[Any]]]:
    """Every leaf of a context with its way there. Anything but a leaf, None, a tuple or a mapping is an error."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, f"{at}.{key}")
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{at}[{number}]")
    elif value is not None:
        assert isinstance(value, Sourced), (at, value)
        yield at, value


@pytest.mark.parametrize("name", [*BY_NAME, "general"])
def test_every_claim_has_a_line_that_bears_it_out(name: str) -> None:
    given = inputs(FULL, NOTE if name == "People note" else Config(), problems=sample.PROBLEMS)
    context = general_context(given) if name == "general" else BY_NAME[name].context(given)
    found = list(leaves(context))
    assert len(found) > 5
    for at, leaf in found:
        assert leaf.sources, at
        for source in leaf.sources:
            lines = sample.NOTES[source.path].split("\n")
            assert 0 <= source.line <= len(lines), (at, source)
            assert source.quote in lines[source.line - 1] or source.quote in source.path, (at, source)


@pytest.mark.parametrize("name", BY_NAME)
def test_pages_keep_the_laws_of_form(name: str) -> None:
    given = inputs(FULL, NOTE if name == "People note" else Config(), problems=sample.PROBLEMS)
    text = page(name, given)
    assert text == page(name, given)
    assert is_generated(text, BY_NAME[name].file)
    assert typed(text) == ()
    assert text.endswith("\n")
    assert not re.search(r"[ \t]\n|\n\n\n|\r|\n\Z\n", text)
    assert "📅" not in text
    assert "[due::" not in text
    assert "%%" not in text
    assert max([line.count(" | ") for line in text.split("\n")]) <= 3
    callouts = re.findall(r"^> \[!(\w+)\]$", text, re.MULTILINE)
    assert set(callouts) <= {"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"}
    boxes = re.findall(r"^\s*- \[.\] ", text, re.MULTILINE)
    assert len(boxes) == (5 if name == "Today" else 0)


# --- Today -----------------------------------------------------------------------------------------


def test_nobody_yet() -> None:
    text = page("Today", inputs(Snapshot(TODAY)))
    assert "> Welcome!" in text
    assert "vaultnet new contact" in text
    assert "## " not in text


def test_nobody_tracked_yet() -> None:
    bare = tuple(replace(one, fields={}) for one in CONTACTS)
    text = page("Today", replace(inputs(Snapshot(TODAY, bare, names=SNAPSHOT.names)), follow_ups=()))
    assert "> Whom would you like to keep in touch with?" in text
    assert section(text, "Keep in touch with?").split("\n") == [
        "- [ ] track [[Anna Atkins]] every 6w · three times, the last on [[2026-10-04|4 October]]",
        "- [ ] track [[Mary Somerville]] every 3m · once, on [[2026-11-01|1 November]]",
        "- [ ] track [[Ada Lovelace]] every 3m · once, on [[2026-10-17 Ada Lovelace coffee|17 October]]",
        "- [ ] track [[Grace Hopper]] every 3m · once, on [[2026-09-18|18 September]]",
        "- [ ] track [[Charles Babbage]] every 3m · once, on [[2026-02-02|2 February]]",
    ]


def test_a_quiet_day() -> None:
    [ada] = [one for one in CONTACTS if one.path == ADA]
    text = page("Today", inputs(Snapshot(date(2026, 10, 18), (ada,), names=SNAPSHOT.names)))
    assert "> [!TIP]\n> Nobody is due today, and no promise of yours is late.\n" in text
    assert "## " not in text


def test_a_day_on_which_everybody_was_dealt_with() -> None:
    """Whoever was ticked, put off or skipped today leaves the list, and the place stays taken."""
    today_ = SNAPSHOT.today.isoformat()
    ticked = tuple(
        Trace(one.path, today_, "call", "Log/x.md", 3, "meeting", tick=today_) for one in CONTACTS[:5]
    )
    text = page("Today", inputs(replace(SNAPSHOT, ticked=ticked)))
    assert "## Reach out" not in text
    text = page("Today", inputs(replace(SNAPSHOT, ticked=ticked, promises=(), goals=())))
    assert "> You have dealt with 5 people today: that will do.\n" in text


def test_a_promise_is_said_once() -> None:
    lines = {(one.path, one.line) for one in FULL.promises}
    for wished in range(4):
        context = today.context(inputs(FULL, Config(reach_out=wished)))
        above = [
            (source.path, source.line)
            for person in context["reach_out"]
            for why in (person, *person["further"])
            if why["told"]
            for source in why["text"].sources
        ]
        above += [
            (one["path"].value, one["line"].value)
            for person in context["reach_out"]
            for one in person["promised"]
        ]
        below = [
            (one["path"].value, one["line"].value)
            for whose in context["promises"].values()
            for one in whose["rows"]
        ]
        assert sorted(above + below) == sorted(lines)


def test_of_many_reasons_the_first_three_are_said_and_the_others_counted() -> None:
    promised = next(one for one in FULL.promises if is_ask(one))
    late = FollowUp(
        promised.contact, "X", "promise", TODAY, "the last", (Source(promised.path, promised.line),), 1
    )
    reasons = [replace(late, text=f"why {n}", weight=9 - n, sources=(Source(ADA, 1),)) for n in range(4)]
    given = replace(inputs(FULL, Config(reach_out=1)), follow_ups=(*reasons, late))
    assert section(page("Today", given), "Reach out").split("\n")[:4] == [
        f"- [ ] [[{note_name(promised.contact)}]] · **promise**: why 0",
        "    - also **promise**: why 1",
        "    - also **promise**: why 2",
        "    - and 2 more reasons: `vaultnet due`",
    ]
    below = today.context(given)["promises"]["to_ask"]["rows"]
    assert (promised.path, promised.line) in [(one["path"].value, one["line"].value) for one in below]


def test_no_more_people_than_wished_for() -> None:
    assert page("Today", inputs(FULL, Config(reach_out=2))).count("- [ ] [[") == 2


def test_nothing_of_a_private_contact_is_quoted() -> None:
    for name in ("Today", "People note"):
        text = page(name, inputs(FULL, NOTE if name == "People note" else Config(reach_out=9)))
        assert "Mary Somerville" in text
        assert "house" not in text
        assert "Nobody may read this" not in text


def touched(*days: str) -> Summary:
    return Summary(
        "A.md", "A", {}, len(days), tuple(Trace("A.md", day, "call", "D.md", 1, "mention") for day in days)
    )


@pytest.mark.parametrize(
    ("days", "every", "said"),
    [
        (("2026-11-01",), "3m", ""),
        (("2026-11-15", "2026-11-01"), "2w", "about as"),
        (("2026-11-15", "2026-11-08", "2026-11-01"), "2w", "less"),
        (("2026-11-01", "2026-10-01", "2026-09-01", "2024-01-01"), "4w", "about as"),
        (("2026-11-01", "2026-09-20"), "6w", "about as"),
        (("2026-11-01", "2026-05-01"), "6m", "about as"),
        (("2026-11-01", "2025-07-01"), "1y", "about as"),
        (("2026-11-01", "2024-05-01"), "1y", "more"),
        (("2026-11-01", "2023-02-01"), "1y", "more"),
    ],
)
def test_a_cadence_is_proposed_by_their_rhythm_and_said_to_be_that_only_if_it_is(
    days: tuple[str, ...], every: str, said: str
) -> None:
    assert rhythm(touched(*days)) == every
    assert compared(touched(*days)) == (
        f"{said} often as lately" if said == "about as" else said and f"{said} often than lately"
    )


def value(found: Any) -> tuple[Value, ...]:
    return (Value(found, 1, ""),)


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"skipped": value("2026-01-01")}, ("2026-11-01",) * 3),
        ({"ended": value(True)}, ("2026-11-01",) * 3),
        ({"tier": value("close")}, ("2026-11-01",) * 3),
        ({}, ("2025-01-01",) * 3),
        ({}, ()),
    ],
)
def test_who_is_not_suggested(fields: Mapping[str, tuple[Value, ...]], days: tuple[str, ...]) -> None:
    context = today.context(inputs(Snapshot(TODAY, (replace(touched(*days), fields=fields),))))
    assert context["suggestions"] == ()


def week(snapshot: Snapshot) -> list[str]:
    """The rows of the next seven days."""
    rows = section(page("Today", inputs(snapshot)), "Next seven days").split("\n")[2:]
    return [row.replace("\u00a0", " ") for row in rows]


def plan(who: str, day: str, path: str = "Plans.md", kind: str = "call") -> Summary:
    return Summary(f"{who}.md", who, plans=(Trace(f"{who}.md", day, kind, path, 1, "mention", plan=True),))


def occasion(of_type: str, **fields: str) -> Occasion:
    told = {key: value(found) for key, found in fields.items()}
    return Occasion(f"{of_type}.md", of_type, of_type, told)


def tracked(last: str, **fields: str) -> Summary:
    found = {key: value(one) for key, one in fields.items()}
    return replace(touched(last), fields={"tier": value("close"), **found})


# title, facts, rows
WEEKS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("a plan today", {"contacts": (plan("A", "2026-11-20"),)}, ["| Fri 20 | [[Plans\\|call]] | [[A]] |"]),
    ("a plan in a week", {"contacts": (plan("A", "2026-11-27"),)}, ["| Fri 27 | [[Plans\\|call]] | [[A]] |"]),
    (
        "two on one day",
        {"contacts": (plan("A", "2026-11-20"), plan("B", "2026-11-20", "Other.md"))},
        ["| Fri 20 | [[Other\\|call]] | [[B]] |", "|  | [[Plans\\|call]] | [[A]] |"],
    ),
    (
        "a plan of no kind",
        {"contacts": (plan("A", "2026-11-21", kind="mention"),)},
        ["| Sat 21 | [[Plans\\|planned]] | [[A]] |"],
    ),
    ("a plan in eight days", {"contacts": (plan("A", "2026-11-28"),)}, []),
    (
        "one plan with many",
        {"contacts": tuple(plan(who, "2026-11-21") for who in "ABCDE")},
        ["| Sat 21 | [[Plans\\|call]] | [[A]], [[B]] and [[C]] and 2 more |"],
    ),
    (
        "an event that goes on",
        {
            "contacts": (plan("A", "2027-01-01"),),
            "occasions": (occasion("event", date="2026-11-19", ends="2026-11-21"),),
        },
        ["| Fri 20 | [[event]], until Sat 21 |  |"],
    ),
    (
        "its last day",
        {
            "contacts": (plan("A", "2027-01-01"),),
            "occasions": (occasion("event", date="2026-11-19", ends="2026-11-20"),),
        },
        ["| Fri 20 | [[event]] |  |"],
    ),
    (
        "a past one",
        {"contacts": (plan("A", "2027-01-01"),), "occasions": (occasion("event", date="2026-11-19"),)},
        [],
    ),
    (
        "an opportunity",
        {"contacts": (plan("A", "2027-01-01"),), "occasions": (occasion("opportunity", due="2026-11-24"),)},
        ["| Tue 24 | [[opportunity]], due |  |"],
    ),
    (
        "a settled one",
        {
            "contacts": (plan("A", "2027-01-01"),),
            "occasions": (
                occasion("opportunity", due="2026-11-24", stage="declined"),
                occasion("project", due="2026-11-24", status="done"),
                occasion("opportunity", due="2026-11-24", closed="2026-11-02"),
                occasion(
                    "opportunity", due="2026-11-24", kind="application", outcome="rejected: too few years"
                ),
            ),
        },
        [],
    ),
    (
        "a goal's day and a step's",
        {
            "contacts": (plan("A", "2027-01-01"),),
            "goals": (
                Goal(
                    "G.md",
                    "G",
                    {"due": value("2026-11-24")},
                    (sample.task(sample.TALK, "Write the abstract", due="2026-11-23"),),
                    (),
                ),
                Goal("H.md", "H", {"due": value("2026-11-24"), "status": value("paused")}, (), ()),
            ),
        },
        ["| Mon 23 | [[G\\|Write the abstract]] |  |", "| Tue 24 | [[G]], due |  |"],
    ),
    (
        "a turn that comes",
        {"contacts": (replace(touched("2026-10-23"), fields={"tier": value("close")}),)},
        ["| Sun 22 | check in, every month | [[A]] |"],
    ),
    (
        "a snooze that ends",
        {"contacts": (tracked("2026-01-01", snooze="2026-11-27"),)},
        ["| Fri 27 | check in, every month, put off until then | [[A]] |"],
    ),
    (
        "a rest that ends",
        {"contacts": (tracked("2026-01-01", skipped="2026-11-10"),)},
        ["| Tue 24 | check in, every month, at rest until then | [[A]] |"],
    ),
    (
        "a message without an answer",
        {
            "contacts": (
                replace(
                    tracked("2026-01-01"), sent=(Trace("A.md", "2026-11-15", "sent", "D.md", 1, "mention"),)
                ),
            )
        },
        ["| Sun 22 | check in, every month, no answer to your message | [[A]] |"],
    ),
    ("a pause that ends", {"contacts": (tracked("2026-01-01", paused="2026-11-24"),)}, []),
    ("a snooze that ends later", {"contacts": (tracked("2026-01-01", snooze="2026-11-28"),)}, []),
    (
        "a snooze of somebody with a plan",
        {
            "contacts": (
                replace(tracked("2026-01-01", snooze="2026-11-24"), plans=plan("A", "2026-12-24").plans),
            )
        },
        [],
    ),
]


@pytest.mark.parametrize(("facts", "rows"), [pytest.param(*case[1:], id=case[0]) for case in WEEKS])
def test_the_next_seven_days(facts: dict[str, Any], rows: list[str]) -> None:
    assert week(Snapshot(TODAY, **facts)) == rows


def test_long_lists_end_with_a_count() -> None:
    crowd = tuple(plan(f"P{number}", "2026-11-21", f"N{number}.md") for number in range(25))
    told = tuple(Promise("P1.md", f"Thing {n}", "Mine.md", n) for n in range(1, 9))
    theirs = tuple(one._replace(path="Theirs.md", theirs=True) for one in told)
    goals_ = tuple(Goal(f"G{n:02}.md", f"G{n:02}", {"target": value(3)}, (), ()) for n in range(12))
    text = page("Today", inputs(Snapshot(TODAY, crowd, goals=goals_, promises=(*told, *theirs))))
    assert "\nand 5 more\n" in text
    assert "\n- and 2 more promises of yours\n" in text
    assert "\n- and 2 more promises of theirs\n" in text
    assert "\nand 2 more in [[Network Goals]]\n" in text


# --- Goals -----------------------------------------------------------------------------------------


def test_no_goals_no_page() -> None:
    assert goals.context(inputs(Snapshot(TODAY))) is None


def goal(name: str, steps: tuple[Any, ...] = (), helped: tuple[Trace, ...] = (), **fields: Any) -> Goal:
    return Goal(f"{name}.md", name, {key: value(found) for key, found in fields.items()}, steps, helped)


# title, goal, what its page says
GOALS = [
    ("overdue", goal("G", due="2026-11-01", target=3), "> Its day was 1 November. Give it a new one"),
    ("stalled", goal("G", start="2026-01-01"), "> Nothing has moved it since 1 January."),
    (
        "at risk",
        goal("G", start="2026-11-01", due="2026-12-01", target=5),
        "> At this pace it will not be reached by",
    ),
    (
        "reached",
        goal("G", (sample.task(sample.TALK, "Choose a topic", "x", done="2026-11-19"),)),
        "1 of 1 step, reached",
    ),
    (
        "on time",
        goal("G", start="2026-11-19", due="2027-12-01", target=5),
        "0 of 5 conversations, on time · until",
    ),
    ("half a target", goal("G", target=2.5), "0 of 2.5 conversations"),
    (
        "a step that is late",
        goal("G", (sample.task(sample.TALK, "Choose a topic", due="2026-11-19"),)),
        "\n- **next**: Choose a topic, **was for 19 November**\n",
    ),
    (
        "a step that is due today",
        goal("G", (sample.task(sample.TALK, "Choose a topic", due="2026-11-20"),)),
        "\n- **next**: Choose a topic, by 20 November\n",
    ),
    ("mentoring", goal("G", target=2, measure="mentoring"), "0 of 2 mentoring sessions"),
    ("dropped", goal("G", status="dropped"), "## Let go\n\n- [[G]]\n"),
    ("paused", goal("G", status="paused", because="winter"), "## Paused\n\n- [[G]]: winter\n"),
]


@pytest.mark.parametrize(("one", "words"), [pytest.param(*case[1:], id=case[0]) for case in GOALS])
def test_how_goals_stand(one: Goal, words: str) -> None:
    assert words in page("Goals", inputs(Snapshot(TODAY, goals=(one,))))


def test_long_goals_end_with_counts() -> None:
    steps = tuple(
        sample.task(sample.TALK, "Choose a topic", "x", done=f"2026-10-{number:02}")._replace(line=number)
        for number in range(1, 8)
    )
    helped = tuple(
        Trace("A.md", f"2026-10-{day:02}", "call", f"D{day}.md", 1, "meeting") for day in range(1, 9)
    )
    text = page("Goals", inputs(Snapshot(TODAY, goals=(goal("G", steps, helped),))))
    steps_done = ", ".join(f"Choose a topic ({day} October)" for day in (7, 6, 5))
    assert f"\n- done: {steps_done}, and 4 steps before\n" in text
    lately = (
        "[[A]] on [[D8|8 October]], [[A]] on [[D7|7 October]], [[A]] on [[D6|6 October]], and 5 times before"
    )
    assert f"\n- lately: {lately}\n" in text


def test_many_goals() -> None:
    many = [goal(f"G{n:03}", status=status) for status in ("active", "done") for n in range(202)]
    text = page("Goals", inputs(Snapshot(TODAY, goals=tuple(many))))
    assert text.count("\n## [[G") == 200
    assert "\nand 2 more goals\n" in text
    assert "\n- and 2 more\n" in text


# --- People ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "config", [Config(), Config(people="note", hide=("People",))], ids=["base", "hidden"]
)
def test_no_note_where_none_is_wanted(config: Config) -> None:
    assert people.context(inputs(FULL, config)) is None


def test_neither_without_people() -> None:
    assert people.context(inputs(Snapshot(TODAY), NOTE)) is None
    assert base.context(inputs(Snapshot(TODAY))) is None
    assert base.context(inputs(FULL, NOTE)) is None


@pytest.mark.parametrize(
    ("last", "word"),
    [("2026-10-21", "warm"), ("2026-10-04", "cooling"), ("2026-09-21", "cooling"), ("2026-09-04", "quiet")],
)
def test_warmth_in_words(last: str, word: str) -> None:
    text = page(
        "People note",
        inputs(Snapshot(TODAY, (replace(touched(last), fields={"tier": value("close")}),)), NOTE),
    )
    assert f"| [[A]], {word} |" in text


def test_who_has_ended_is_not_listed() -> None:
    gone = replace(touched("2026-01-01"), fields={"ended": value(True)})
    text = page("People note", inputs(Snapshot(TODAY, (gone, plan("B", "2026-12-01"))), NOTE))
    assert "[[A]]" not in text
    assert "| [[B]] |  |  | [[Plans\\|call]] on 1 December |" in text


def test_two_hundred_people_and_a_count() -> None:
    crowd = tuple(Summary(f"P{number:03}.md", f"P{number:03}") for number in range(205))
    text = page("People note", inputs(Snapshot(TODAY, crowd), NOTE))
    assert text.count("\n| [[") == 200
    assert "\nand 5 more people\n" in text


# title, config, statements that tell a contact
BASES = [
    ("by default", Config(), ['file.inFolder("People")']),
    (
        "by folder and tag",
        Config(types={"contact": TypeRule(("Network/Contacts", 'O"x'), ("#person",))}),
        ['file.inFolder("Network/Contacts")', 'file.inFolder("O\\"x")', 'file.hasTag("person")'],
    ),
    (
        "by a property",
        Config(types={"contact": TypeRule(where=(("categories", "[[People|P]]"), ("kind of", "person")))}),
        ['list(note["categories"]).contains(link("People"))', 'list(note["kind of"]).contains("person")'],
    ),
]


@pytest.mark.parametrize(("config", "statements"), [pytest.param(*case[1:], id=case[0]) for case in BASES])
def test_a_base_finds_contacts_as_the_settings_tell_them(config: Config, statements: list[str]) -> None:
    found = yaml.safe_load(page("People", inputs(FULL, config)))
    kind, *others = found["filters"]["and"][1]["or"]
    assert kind.endswith(".contains(note.type)")
    assert '"person"' in kind
    assert others == statements
    assert [view["name"] for view in found["views"]] == [
        "All contacts",
        "By tier",
        "By company",
        "Not tracked yet",
    ]
    assert all(view["type"] == "table" and view["order"][0] == "file.name" for view in found["views"])


def test_a_base_leaves_out_dashboards_templates_and_the_owner() -> None:
    config = Config(me="[[Robin Ferrer]]", template_folders=("Templates",), folder="Net")
    found = yaml.safe_load(page("People", inputs(FULL, config)))
    assert found["filters"]["and"][2]["not"] == [
        'file.inFolder("Net")',
        'file.inFolder("Templates")',
        'file.asLink() == link("Robin Ferrer")',
    ]


def test_a_base_reads_the_properties_that_the_reader_reads() -> None:
    config = Config(
        fields={
            "tier": ("contacts.tier", "prm-tier"),
            "cadence": ("Contact Frequency",),
            "relation": ("circle",),
        },
        tiers={"far": 100, "near": 10},
    )
    found = yaml.safe_load(page("People", inputs(FULL, config)))
    formulas = found["formulas"]
    assert (
        formulas["tier"]
        == 'if(note["tier"], note["tier"], if(note["prm-tier"], note["prm-tier"], note["closeness"]))'
    )
    assert formulas["close"].startswith('if(formula.tier == "near", "1 near", if(formula.tier == "far"')
    assert {"formula.tier", "formula.role", "formula.birthday"} <= set(found["views"][0]["order"])
    cadence = '(note["cadence"] || note["Contact Frequency"] || note["every"] || note["frequency"] || note["contact_every"])'
    assert f'if({cadence}, "a cadence of their own"' in formulas["close"]
    untracked = found["views"][3]["filters"]["and"]
    assert f"!{cadence}" in untracked
    assert '!(note["tier"] || note["prm-tier"] || note["closeness"])' in untracked
    used = re.findall(r"formula\.(\w+)", str(found))
    assert set(used) <= set(formulas)


def test_a_base_without_the_declared_type_reads_the_fields_own_names() -> None:
    given = replace(inputs(FULL), note_types=())
    found = yaml.safe_load(page("People", given))
    assert list(found["formulas"]) == ["close"]
    assert found["formulas"]["close"].startswith('if(note["tier"] == "inner"')
    assert "note.role" in found["views"][0]["order"]


def test_a_base_does_not_change_with_the_facts() -> None:
    other = replace(FULL, today=date(2027, 1, 1), contacts=FULL.contacts[:1])
    assert page("People", inputs(FULL)) == page("People", inputs(other))


# --- Health ----------------------------------------------------------------------------------------


def test_all_is_well() -> None:
    text = page("Health", inputs(FULL))
    assert "> [!TIP]\n> All is well" in text
    assert "## " not in text


def test_many_places_end_with_a_count() -> None:
    many = tuple(
        Problem("A.md", line, 1, "bad-date", "No date.", f"Hint {line % 2}.") for line in range(1, 26)
    )
    text = page("Health", inputs(FULL, problems=many))
    assert text.count("\n- [[A]], line ") == 20
    assert "\n- [[A]], line 2: No date. Hint 0.\n" in text
    assert "\n- and 5 more places: `vaultnet check` lists them all\n" in text


def test_the_worst_comes_first_and_hints_alone_are_no_warning() -> None:
    hint = Problem("A.md", 0, 0, "several-values", "Several.")
    error = Problem("A.md", 0, 0, "template-failed", "It failed.", "Mend it.")
    found = plain(health.context(inputs(FULL, problems=(hint, error))))
    assert [group["severity"] for group in found["groups"]] == ["error", "hint"]
    assert "> [!NOTE]\n> 1 hint\n" in page("Health", inputs(FULL, problems=(hint,)))


def test_links_that_were_understood_come_after_lines_that_count_for_nothing() -> None:
    aliases = tuple(Problem("A.md", line, 1, "alias-link", "No note is called so.") for line in range(1, 7))
    lost = Problem("Z.md", 1, 1, "nobody-on-ledger", "gave:: doesn't say with whom.")
    found = plain(health.context(inputs(FULL, problems=(*aliases, lost))))
    assert [group["code"] for group in found["groups"]] == ["nobody-on-ledger", "alias-link"]


# --- names and words that would break out ----------------------------------------------------------

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("[]|#^*_`~=%:<>-+1. \n\r\\$&!📅\u202e\u2028"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip(" ."))
CALM = re.compile(r"^(#{1,3}|\s*- \[.\]|\s*-|> \[!\w+\]|>|\||<!--|---)(?= |$)", re.MULTILINE)


def frame(text: str) -> list[str]:
    """What begins each line of a page: its headings, list lines, tables and callouts."""
    return CALM.findall(text)


def disturbed(name: str, words: str) -> Snapshot:
    """The sample network with Ada under another name and all texts replaced."""
    path = f"People/{name}.md"
    task = "\n".join(words.split("\n")[:1])

    def moved(trace: Trace) -> Trace:
        return trace._replace(contact=path, text=words) if trace.contact == ADA else trace

    return replace(
        FULL,
        contacts=tuple(
            replace(one, path=path, name=name, recent=tuple(moved(trace) for trace in one.recent))
            if one.path == ADA
            else one
            for one in FULL.contacts
        ),
        promises=tuple(
            one._replace(contact=path, text=task) if one.contact == ADA else one for one in FULL.promises
        ),
        goals=tuple(
            replace(
                one,
                milestones=tuple(step._replace(text=task) for step in one.milestones),
                helped=tuple(moved(trace) for trace in one.helped),
            )
            for one in FULL.goals
        ),
        names={},
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(HOSTILE.filter(lambda name: all(name != one.name for one in FULL.contacts)), HOSTILE)
def test_no_name_and_no_words_break_a_page(name: str, words: str) -> None:
    given_ = inputs(disturbed(name, words), problems=(Problem(f"{name}.md", 1, 1, "bad-date", words, words),))
    calm = inputs(
        disturbed("Ada", "words"), problems=(Problem("Ada.md", 1, 1, "bad-date", "words", "words"),)
    )
    noted = inputs(disturbed(name, words), NOTE), inputs(disturbed("Ada", "words"), NOTE)
    for title in ("Today", "Goals", "Health", "People note"):
        one, other = noted if title == "People note" else (given_, calm)
        text = page(title, one)
        assert frame(text) == frame(page(title, other))
        assert typed(text) == ()
        assert text.count("<!--") == 1
        for row in re.findall(r"^\|.*\|$", text, re.MULTILINE):
            assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) in (4, 5)


def test_the_general_context_has_everything() -> None:
    context = plain(general_context(inputs(FULL)))
    assert set(context) == {"people", "follow_ups", "promises", "week", "goals"}
    [ada] = [one for one in context["people"] if one["name"] == "Ada Lovelace"]
    assert ada["fields"]["role"] == ("Principal Engineer",)
    assert (ada["company"], ada["tier"], ada["warmth"]) == ("Analytical Engines", "close", "warm")
    assert [one["theirs"] for one in context["promises"]] == [True, False, False]
    assert context["follow_ups"][0]["reason"] == "ask"


def test_the_template_in_the_docs_works(tmp_path: Path) -> None:
    docs = (TEMPLATES.parent / "docs/templates.md").read_text(encoding="utf-8")
    (tmp_path / "dashboards").mkdir()
    (tmp_path / "dashboards/Friends.md.jinja").write_text(docs.partition("```jinja\n")[2].partition("```")[0])
    contacts = tuple(
        replace(one, fields={**one.fields, "relation": value("friend")}) if one.path == ADA else one
        for one in CONTACTS
    )
    given = inputs(replace(FULL, contacts=contacts))
    mine = Dashboard("Friends", "Network Friends.md", "dashboards/Friends.md.jinja", "", general_context)
    text = render(mine, general_context(given), TODAY, environment([tmp_path, TEMPLATES]), FULL.names)
    assert isinstance(text, str)
    assert "\n# Friends\n\n- [[Ada Lovelace]], last on 17 October\n\n<!--" in text


def test_the_docs_name_all_that_a_template_of_the_users_own_gets() -> None:
    docs = (TEMPLATES.parent / "docs/templates.md").read_text(encoding="utf-8")
    context = general_context(inputs(FULL))
    firsts = [part["rows"][0] if key == "week" else part[0] for key, part in context.items()]
    names = {*context, *(name for first in firsts for name in first)}
    assert [name for name in names if f"`{name}`" not in docs] == []


def test_a_count_keeps_a_source_for_each_line_shown() -> None:
    crowd = tuple(
        replace(touched("2026-01-01"), path=f"{n}.md", fields={"tier": value("close")}) for n in range(300)
    )
    context = today.context(inputs(Snapshot(TODAY, crowd)))
    assert context["contacts"].value == context["tracked"].value == 300
    assert len(context["contacts"].sources) == 200
    assert context["contacts"].sources[0] == Source("0.md", 1)
