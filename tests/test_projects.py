"""Work that others share in: who shares in what, whose is what, how it stands, and what is never said of it."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vaults import TODAY, put
from vaultnet import build, projects
from vaultnet.cli import main
from vaultnet.config import Config
from vaultnet.model import Source, Task, Value
from vaultnet.network import Occasion, Snapshot, Summary, Trace
from vaultnet.projects import Project

ADA, GRACE, MARY = "People/Ada Lovelace.md", "People/Grace Hopper.md", "People/Mary.md"
BOOK = "Projects/Loom book.md"
PEOPLE = 'people: ["[[Ada Lovelace]]", "[[Grace Hopper]]"]'


def contact(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: contact", *lines, "---", body))


def project(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: project", *(lines or (PEOPLE,)), "---", body))


ROBIN = {"vaultnet.toml": 'me = "[[Robin]]"\n', "Robin.md": contact()}
SMALL = {**ROBIN, ADA: contact("aliases: [Countess]"), GRACE: contact(), MARY: contact()}


def found(vault: Path, notes: Mapping[str, str], today: date = TODAY) -> tuple[Project, ...]:
    put(vault, {**SMALL, **notes})
    with build.facts(vault, today=today) as facts:
        return projects.of(facts.snapshot, facts.config)


def name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


# --- who shares in it, and how it stands -----------------------------------------------------------


def stands(one: Project) -> str:
    """A project in short: its name, how it stands, with whom, and when it ended."""
    people = ", ".join(partner.contact.name for partner in one.partners)
    ended = f", ended {one.ended.value}" if one.ended else ""
    return f"{one.name}, {one.standing.value}, with {people}{ended}"


# title, notes, what there is of shared projects
STANDING: list[tuple[str, dict[str, str], list[str]]] = [
    ("two partners", {BOOK: project()}, ["Loom book, active, with Ada Lovelace, Grace Hopper"]),
    ("by another word", {BOOK: project('team: "[[Mary]]"')}, ["Loom book, active, with Mary"]),
    ("by its folder alone", {BOOK: '---\ncollaborators: ["[[Mary]]"]\n---\n'}, ["Loom book, active, with Mary"]),
    ("nobody's", {BOOK: project("status: active")}, []),
    ("a team of nobody's name", {BOOK: project("team: [Platform, Nobody]")}, []),
    ("a name without a link", {BOOK: project("team: [Platform, Ada Lovelace]")}, ["Loom book, active, with Ada Lovelace"]),
    ("people who are no contacts", {BOOK: project('people: ["[[Loom book]]", "[[Nobody]]"]')}, []),
    ("the owner alone", {BOOK: project('people: ["[[Robin]]"]')}, []),
    ("a note that is tagged so, and shared", {"Looms.md": f"---\ntags: [project]\n{PEOPLE}\n---\n"}, []),
    ("the owner among others", {BOOK: project('people: ["[[Robin]]", "[[Mary]]"]')}, ["Loom book, active, with Mary"]),
    ("twice the same", {BOOK: project('people: ["[[Mary]]", "[[People/Mary|M]]"]')}, ["Loom book, active, with Mary"]),
    ("in progress", {BOOK: project(PEOPLE, "status: In progress")}, ["Loom book, active, with Ada Lovelace, Grace Hopper"]),
    ("on hold", {BOOK: project(PEOPLE, "status: on-hold")}, ["Loom book, paused, with Ada Lovelace, Grace Hopper"]),
    ("someday", {BOOK: project(PEOPLE, "status: Someday maybe")}, ["Loom book, paused, with Ada Lovelace, Grace Hopper"]),
    ("archived", {BOOK: project(PEOPLE, "status: archived")}, ["Loom book, done, with Ada Lovelace, Grace Hopper"]),
    ("mistyped", {BOOK: project(PEOPLE, "status: activ")}, ["Loom book, active, with Ada Lovelace, Grace Hopper"]),
    ("a word that is not known", {BOOK: project(PEOPLE, "status: with the weavers")}, ["Loom book, active, with Ada Lovelace, Grace Hopper"]),
    ("it begins on a day to come", {BOOK: project(PEOPLE, "started: 2026-12-01")}, ["Loom book, not begun yet, with Ada Lovelace, Grace Hopper"]),
    ("done, of no known day", {BOOK: project(PEOPLE, "status: shipped")}, ["Loom book, done, with Ada Lovelace, Grace Hopper"]),
    (
        "closed on a day, whatever its status says",
        {BOOK: project(PEOPLE, "status: active", "closed: 2026-11-01")},
        ["Loom book, done, with Ada Lovelace, Grace Hopper, ended 2026-11-01"],
    ),
    (
        "closed on a day to come",
        {BOOK: project(PEOPLE, "closed: 2026-12-01")},
        ["Loom book, active, with Ada Lovelace, Grace Hopper"],
    ),
    (
        "closed, and the last deliverable says when",
        {BOOK: project(PEOPLE, "closed: true", "due: 2026-10-31", body="- [x] A ✅ 2026-11-02\n- [x] B ✅ 2026-09-02\n")},
        ["Loom book, done, with Ada Lovelace, Grace Hopper, ended 2026-11-02"],
    ),
    (
        "closed before it started, which cannot be",
        {BOOK: project(PEOPLE, "started: 2026-10-01", "closed: 2026-09-01", "due: 2026-09-02")},
        ["Loom book, done, with Ada Lovelace, Grace Hopper"],
    ),
    (
        "closed, and it was due",
        {BOOK: project(PEOPLE, "closed: yes", "end_date: 2026-10-31", body="- [x] A\n")},
        ["Loom book, done, with Ada Lovelace, Grace Hopper, ended 2026-10-31"],
    ),
    (
        "given up",
        {BOOK: project(PEOPLE, "status: cancelled", "closed: 2026-11-01")},
        ["Loom book, dropped, with Ada Lovelace, Grace Hopper, ended 2026-11-01"],
    ),
    ("private", {BOOK: project(PEOPLE, "private: true")}, []),
    ("a private partner", {BOOK: project(), GRACE: contact("private: true")}, ["Loom book, active, with Ada Lovelace"]),
    ("nobody but a private partner", {BOOK: project('people: ["[[Mary]]"]'), MARY: contact("private: true")}, []),
    (
        "it is called after somebody private",
        {"Projects/House of Mary.md": project('people: ["[[Ada Lovelace]]"]'), MARY: contact("private: true")},
        [],
    ),
    (
        "several: what is due first, then by name",
        {
            "Projects/C.md": project('people: ["[[Mary]]"]', "due: 2027-01-01"),
            "Projects/b.md": project('people: ["[[Mary]]"]'),
            "Projects/A.md": project('people: ["[[Mary]]"]'),
            "Projects/D.md": project('people: ["[[Mary]]"]', "due: 2026-12-01"),
        },
        ["D, active, with Mary", "C, active, with Mary", "A, active, with Mary", "b, active, with Mary"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "expected"), [case[1:] for case in STANDING], ids=[case[0] for case in STANDING]
)
def test_how_projects_stand(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    assert [stands(one) for one in found(vault, notes)] == expected


@pytest.mark.parametrize(
    "note", ["status: waiting", "started: 2024-01-01\nend_date: 2024-12-31", "team: Platform"]
)
def test_a_project_that_is_nobody_elses_makes_no_noise(note: str, vault: Path) -> None:
    put(vault, {**SMALL, BOOK: f"---\ntype: project\n{note}\n---\n- [ ] Tidy up 📅 2024-02-01\n"})
    report = build.build(vault, today=TODAY)
    assert report.problems == ()
    assert not (vault / "Network/Network Projects.md").exists()
    with build.facts(vault, today=TODAY) as facts:
        assert facts.follow_ups == ()


# what is written, what is said of it
UNKNOWN = [
    ("activ", "Did you mean “active”?"),
    ("finshed", "Did you mean “finished”?"),
    ("archved", "Did you mean “archived”?"),
    ("with the weavers", "Known are active, paused, done, dropped."),
]


@pytest.mark.parametrize(("word", "hint"), UNKNOWN)
def test_a_status_that_is_not_known_is_a_problem(word: str, hint: str, vault: Path) -> None:
    put(vault, {**SMALL, BOOK: project(PEOPLE, f"status: {word}")})
    (problem,) = build.build(vault, today=TODAY).problems
    assert (problem.code, problem.path, problem.line) == ("unknown-word", BOOK, 4)
    assert word in problem.message
    assert hint in problem.hint


# --- deliverables ----------------------------------------------------------------------------------

# title, tasks, each as it is said: its words, whose, late or next or then or done
DELIVERABLES: list[tuple[str, str, list[str]]] = [
    ("none", "Text.\n", []),
    ("in the order of the note", "- [ ] B\n- [ ] A\n", ["next: B", "then: A"]),
    ("what has a day does not go before", "- [ ] B\n- [ ] A 📅 2026-11-21\n", ["next: B", "then: A"]),
    (
        "late, the longest first",
        "- [ ] A 📅 2026-11-19\n- [ ] B 📅 2026-10-01\n- [ ] C\n",
        ["late: B", "late: A", "next: C"],
    ),
    ("today is not late", "- [ ] A 📅 2026-11-20\n", ["next: A"]),
    ("done, the latest last", "- [x] A ✅ 2026-10-02\n- [X] B ✅ 2026-10-01\n- [x] C\n", ["done: C", "done: B", "done: A"]),
    ("given up, or somebody else's words", "- [-] A\n> - [ ] B\n", []),
    ("a day in its words", "- [ ] A by 2026-11-19\n- [ ] B, by 3 Dec\n- [ ] C due: 2026-11-01\n", ["late: C", "late: A", "next: B"]),
    ("theirs, with a day in its words", "- [ ] Ada: A by 3 November.\n", ["late: Ada: A [Ada Lovelace]"]),
    ("a day that nobody can tell", "- [ ] A by friday\n- [ ] B by the loom\n", ["next: A by friday", "then: B by the loom"]),
    ("theirs, by a name", "- [ ] Ada Lovelace: A\n", ["next: Ada Lovelace: A [Ada Lovelace]"]),
    ("theirs, by the first name that only one has", "- [ ] ada: A\n", ["next: ada: A [Ada Lovelace]"]),
    ("theirs, by an alias", "- [ ] A (Countess)\n", ["next: A (Countess) [Ada Lovelace]"]),
    ("theirs, by a link", "- [ ] [[Ada Lovelace|A.]]: A\n", ["next: [[Ada Lovelace|A.]]: A [Ada Lovelace]"]),
    ("theirs, by a link with a path", "- [ ] A @[[People/Ada Lovelace]]\n", ["next: A @[[People/Ada Lovelace]] [Ada Lovelace]"]),
    ("both of theirs", "- [ ] Grace & Ada: A\n", ["next: Grace & Ada: A [Grace Hopper, Ada Lovelace]"]),
    ("waited for", "- [ ] #waiting [[Ada Lovelace]] sends A\n", ["next: #waiting [[Ada Lovelace]] sends A [Ada Lovelace]"]),
    ("somebody's who has no share", "- [ ] Mary: A\n", ["next: Mary: A"]),
    ("one of two is no partner", "- [ ] Ada and Mary: A\n", ["next: Ada and Mary: A"]),
    ("a heading, not a name", "- [ ] Chapter one: looms\n", ["next: Chapter one: looms"]),
    ("mine, for them", "- [ ] Send [[Ada Lovelace]] A\n", ["next: Send [[Ada Lovelace]] A"]),
    ("it links a private note", "- [ ] A draft for [[Hush Work]]\n", ["next: a deliverable"]),
    ("it names somebody private", "- [ ] The house of Eve Stone\n- [x] Eve Stone's roof\n", ["done: a deliverable", "next: a deliverable"]),
]  # fmt: skip


def tasks(one: Project) -> list[str]:
    shown = [("done", task) for task in one.done] + [("late", task) for task in one.late]
    shown += [("next" if task is one.next else "then", task) for task in one.coming]
    whose = [", ".join(map(name, task.whose)) for _, task in shown]
    return [
        f"{how}: {task.text}{whom and f' [{whom}]'}" for (how, task), whom in zip(shown, whose, strict=True)
    ]


@pytest.mark.parametrize(
    ("body", "expected"), [case[1:] for case in DELIVERABLES], ids=[case[0] for case in DELIVERABLES]
)
def test_deliverables_and_whose_they_are(body: str, expected: list[str], vault: Path) -> None:
    kept = {"People/Eve Stone.md": contact("private: true"), "Hush Work.md": "---\nprivate: true\n---\n"}
    (one,) = found(vault, {BOOK: project(body=body), **kept})
    assert tasks(one) == expected


def test_a_first_name_that_two_partners_have_names_neither(vault: Path) -> None:
    notes = {
        "People/Ada Byron.md": contact(),
        BOOK: project('people: ["[[Ada Lovelace]]", "[[Ada Byron]]"]', body="- [ ] Ada: A\n"),
    }
    (one,) = found(vault, notes)
    assert tasks(one) == ["next: Ada: A"]


def test_a_name_without_its_accents(vault: Path) -> None:
    book = project(
        'people: ["[[Jörg Müller]]", "[[Ada Lovelace]]"]', body="- [ ] Jorg: A\n- [ ] B (Jorg Muller)\n"
    )
    (one,) = found(vault, {"People/Jörg Müller.md": contact(), BOOK: book})
    assert tasks(one) == ["next: Jorg: A [Jörg Müller]", "then: B (Jorg Muller) [Jörg Müller]"]


def test_what_was_left_open_is_said_once(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = project(
        PEOPLE, "closed: 2026-11-10", body="- [ ] Ada: looms 📅 2026-11-01\n- [ ] Index\n- [x] Cover\n"
    )
    (one,) = found(vault, {BOOK: book})
    assert tasks(one) == ["done: Cover"]
    assert [task.text for task in one.left] == ["Ada: looms", "Index"]
    build.build(vault, today=TODAY)
    page, said = (vault / "Network/Network Projects.md").read_text("utf-8"), run(vault, capsys)
    assert "    - left open: Ada: looms · [[Ada Lovelace]]; Index\n" in page
    assert re.search(r"left open +Ada: looms · Ada Lovelace; Index +Projects/Loom book.md:6\n", said)
    assert not re.search(r"^ +(?:late|next|then) ", said, re.MULTILINE)


# --- check-ins, and what was about it --------------------------------------------------------------

# title, Ada's note, other notes, the project's fields and body; when they last talked, about it, and when to again
TALKS: list[tuple[str, str, dict[str, str], str, list[str | None]]] = [
    ("never", "", {}, "", [None, None, None]),
    ("never, and it has begun", "", {}, "started: 2026-10-01", [None, None, "2026-11-12"]),
    ("every six weeks, where it does not say", "- 2026-10-01 call: tea\n", {}, "", ["2026-10-01", None, "2026-11-12"]),
    ("as it says", "- 2026-10-01 call: tea\n", {}, "check_in: 2w", ["2026-10-01", None, "2026-10-15"]),
    ("not while it rests", "- 2026-10-01 call: tea\n", {}, "status: paused", ["2026-10-01", None, None]),
    ("days away don't count", "- 2026-10-01 call: tea\n",
     {"vaultnet.toml": "[[away]]\nfrom = 2026-10-05\nto = 2026-10-09\n"}, "check_in: 2w", ["2026-10-01", None, "2026-10-20"]),
    ("its name was said", "- 2026-10-01 call: the loom book, at last\n- 2026-10-09 call: tea\n", {}, "",
     ["2026-10-09", "2026-10-01", "2026-11-20"]),
    ("the note is called so", "", {"2026-10-02 Loom book.md": "Tea with [[Ada Lovelace]].\n"}, "",
     ["2026-10-02", "2026-10-02", "2026-11-13"]),
    ("it helped the goal", "", {"Goals/Print.md": "---\ntype: goal\n---\n", "2026-10-02.md": "---\nhelps: \"[[Print]]\"\n---\nTea with [[Ada Lovelace]].\n"},
     'goals: ["[[Print]]"]', ["2026-10-02", "2026-10-02", "2026-11-13"]),
    ("it helped the goal before it began", "", {"Goals/Print.md": "---\ntype: goal\n---\n", "2026-10-02.md": "---\nhelps: \"[[Print]]\"\n---\nTea with [[Ada Lovelace]].\n"},
     'started: 2026-10-05\ngoals: ["[[Print]]"]', ["2026-10-02", None, "2026-11-13"]),
    ("a deliverable that links them is done", "", {}, "check_in: 2w\n---\n- [x] [[Ada Lovelace]]: looms ✅ 2026-10-03\n",
     ["2026-10-03", "2026-10-03", "2026-10-17"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "notes", "fields", "expected"), [case[1:] for case in TALKS], ids=[case[0] for case in TALKS]
)
def test_when_partners_talked_and_are_to_talk(
    body: str, notes: dict[str, str], fields: str, expected: list[str | None], vault: Path
) -> None:
    front, _, text = fields.partition("\n---\n")
    book = project('people: ["[[Ada Lovelace]]"]', *front.splitlines(), body=text)
    (one,) = found(vault, {ADA: contact(body=body), BOOK: book, **notes})
    (partner,) = one.partners
    said = [trace and trace.day for trace in (partner.last, partner.about)]
    assert [*said, partner.check_in and partner.check_in.isoformat()] == expected


def test_a_name_of_one_word_has_to_be_a_link(vault: Path) -> None:
    book = project('people: ["[[Ada Lovelace]]"]')
    (one,) = found(vault, {ADA: contact(body="- 2026-10-01 call: her looms\n"), "Projects/Looms.md": book})
    assert one.partners[0].about is None
    (one,) = found(vault, {ADA: contact(body="- 2026-10-01 call: [[Looms]]\n"), "Projects/Looms.md": book})
    assert one.partners[0].about is not None


def test_who_has_not_heard_since_it_ended(vault: Path) -> None:
    notes = {
        ADA: contact(body="- 2026-11-01 call: it is printed\n"),
        GRACE: contact(body="- 2026-11-02 call: tea\n"),
        BOOK: project(PEOPLE, "closed: 2026-11-01"),
    }
    (one,) = found(vault, notes)
    assert [partner.contact.name for partner in one.unheard] == ["Ada Lovelace"]
    (one,) = found(vault, {**notes, ADA: contact("ended: 2026-11-10")})
    assert one.unheard == []
    (one,) = found(vault, {**notes, BOOK: project(PEOPLE, "closed: 2026-11-01", "status: dropped")})
    assert one.unheard == []


def test_what_is_kept_of_it_is_borne_out_by_its_lines(vault: Path) -> None:
    body = "- [x] Contents ✅ 2026-10-02\n- [ ] Ada: looms 📅 2026-11-01\n"
    more = (
        "started: 2026-05-01",
        "due: 2027-01-01",
        "check_in: monthly",
        "url: https://example.org",
        "outcome: a loom",
    )
    (one,) = found(vault, {BOOK: project(PEOPLE, *more, body=body)})
    parts = (one.standing, one.started, one.due, one.every, one.url, one.outcome)
    sources = [source for part in parts if part for source in part.sources]
    sources += [partner.source for partner in one.partners] + [task.source for task in one.deliverables]
    sources += [at for task in one.deliverables for day in (task.due, task.done) if day for at in day.sources]
    assert len(sources) == 12
    for source in sources:
        assert isinstance(source, Source)
        assert source.quote in (vault / source.path).read_text("utf-8").split("\n")[source.line - 1]


# --- laws ------------------------------------------------------------------------------------------

PATHS = [f"People/P{number}.md" for number in range(5)]
DAYS = st.dates(TODAY - timedelta(500), TODAY).map(date.isoformat)


@st.composite
def networks(draw: st.DrawFn) -> Snapshot:
    """Contacts, and projects that some of them share in."""
    people = []
    for path in PATHS:
        days = sorted(draw(st.sets(DAYS, max_size=3)), reverse=True)
        touches = tuple(Trace(path, day, "call", path, 1, "log") for day in days)
        people.append(Summary(path, name(path), interactions=len(touches), recent=touches))
    made = []
    for number in range(draw(st.integers(0, 3))):
        shared = draw(st.lists(st.sampled_from(PATHS), max_size=4))
        fields = {"people": tuple(Value(name(path), 2, name(path), link=True) for path in shared)}
        status = draw(st.sampled_from(["active", "paused", "done", ""]))
        if status:
            fields["status"] = (Value(status, 3, status),)
        if draw(st.booleans()):
            fields["closed"] = (Value(draw(DAYS), 4),)
        tasks = tuple(
            Task(draw(st.sampled_from(" xX-")), f"T{line}", line, due=draw(DAYS)) for line in range(5, 8)
        )
        path = f"Projects/{number}.md"
        made.append(
            Occasion(path, str(number), "project", fields, {name(one): one for one in PATHS}, tasks=tasks)
        )
    return Snapshot(TODAY, tuple(people), occasions=tuple(made))


@settings(max_examples=60, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_laws_of_shared_work(snapshot: Snapshot, shuffled: random.Random) -> None:
    every = projects.of(snapshot, Config())
    for one in every:
        assert one.partners, "nobody's project is no collaboration"
        assert len({partner.contact.path for partner in one.partners}) == len(one.partners)
        open_, late, coming = (
            [*found] for found in ((task for task in one.deliverables if task.is_open), one.late, one.coming)
        )
        assert sorted(map(id, (*late, *coming, *one.left))) == sorted(map(id, open_)), (
            "late, to come, or left"
        )
        assert len(one.done) + len(open_) == len(one.deliverables)
        assert one.ended is None or one.ended.value <= TODAY
        assert all(partner in one.partners for partner in one.unheard)
        assert (one.standing.value == "active") or all(partner.check_in is None for partner in one.partners)
    mixed = list(snapshot.occasions)
    shuffled.shuffle(mixed)
    again = projects.of(Snapshot(TODAY, snapshot.contacts, occasions=tuple(mixed)), Config())
    assert again == every, "the order in which notes are read makes no difference"


# --- the page and the command ----------------------------------------------------------------------


def run(vault: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(["projects", "--vault", str(vault), "--today", str(TODAY), *arguments])
    out = capsys.readouterr()
    return out.out + out.err


SHOWN = {
    **SMALL,
    ADA: contact("aliases: [Countess]", body="- 2026-09-01 coffee: looms\n"),
    BOOK: project(PEOPLE, body="- [x] Contents ✅ 2026-06-01\n- [ ] Ada: looms 📅 2026-11-01\n"),
    "Projects/Attic.md": project(
        'people: ["[[Mary]]"]', "status: done", "closed: 2026-11-02", "outcome: room for a loom"
    ),
    "Projects/Cellar.md": project('people: ["[[Mary]]"]', "closed: 2024-11-02"),
    "Projects/Roof.md": project('people: ["[[Mary]]"]', "status: on hold"),
}


def test_the_page_says_what_the_command_says(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SHOWN)
    build.build(vault, today=TODAY)
    page = (vault / "Network/Network Projects.md").read_text("utf-8")
    said = run(vault, capsys)
    assert re.findall(r"^(?:## (.+)|### \[\[(.+)\]\])$", page, re.MULTILINE) == [
        ("Going on", ""), ("", "Loom book"), ("Resting", ""), ("Ended", ""),
    ]  # fmt: skip
    assert "- **late**: Ada: looms, was for 1 November · [[Ada Lovelace]]\n" in page
    assert re.search(r"late +Ada: looms, was for 1 November · Ada Lovelace +Projects/Loom book.md:6\n", said)
    assert "- [[Roof]] with [[Mary]]: paused\n" in page
    assert "- [[Attic]] with [[Mary]], ended on 2 November: room for a loom\n" in page
    assert "**what next together?** [[Mary]] has not heard from you since" in page
    assert "Cellar" not in page + said


def test_what_falls_due_within_a_week_stands_on_today(vault: Path) -> None:
    body = "- [ ] Contents 📅 2026-11-24\n- [ ] Ada: looms 📅 2026-11-25\n- [ ] [[Grace Hopper]]: cards 📅 2026-11-26\n"
    put(
        vault,
        {
            **SMALL,
            BOOK: project(PEOPLE, body=f"{body}- [ ] Index 📅 2026-11-28\n- [x] Cover 📅 2026-11-24\n"),
        },
    )
    build.build(vault, today=TODAY)
    page = (vault / "Network/Network Today.md").read_text("utf-8")
    assert re.findall(r"\[\[Loom book\\\|(.+?)\]\] \| (.*?) ?\|", page) == [
        ("Contents", ""), ("Ada: looms", "[[Ada Lovelace]]"),
    ]  # fmt: skip


def test_one_project_however_long_ago_it_ended(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SHOWN)
    said = run(vault, capsys, "cellar")
    assert said.startswith("Ended\nCellar · ended on 2 November 2024")
    assert "Loom" not in said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (PEOPLE + "\nprivate: true", "Error: Projects/Loom book is private, so nothing is said of it."),
        ("status: active", "Error: Projects/Loom book is shared with nobody, as far as it says.\nLink who"),
    ],
)
def test_one_project_of_which_nothing_is_said(
    fields: str, said: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {**SMALL, BOOK: project(*fields.splitlines())})
    assert run(vault, capsys, "Loom book").startswith(said)


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ({}, "There are no contacts yet."),
        ({ADA: contact()}, "No work is shared, as far as the notes say. Link who shares in a project"),
    ],
)
def test_where_nothing_is_shared_it_says_what_to_do(
    notes: dict[str, str], said: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, notes)
    assert run(vault, capsys).startswith(said)


def test_json_and_a_day_that_is_past(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SHOWN)
    data = json.loads(run(vault, capsys, "--json"))["data"]
    assert [row["name"]["value"] for row in data["ended"]["rows"]] == ["Attic"]
    assert data["ended"]["rows"][0]["outcome"] == {
        "value": "room for a loom",
        "sources": [{"path": "Projects/Attic.md", "line": 6, "quote": "room for a loom"}],
    }
    then = json.loads(run(vault, capsys, "--json", "--as-of", "2026-11-01"))["data"]
    assert [row["name"]["value"] for row in then["active"]["rows"]] == ["Attic", "Loom book"]
    assert then["active"]["rows"][0]["outcome"] is None


def test_a_new_project_has_a_place_for_what_is_agreed(vault: Path) -> None:
    put(vault, SMALL)
    path = vault / "Projects/Loom book.md"
    main(
        [
            "new",
            "project",
            "Loom book",
            "-s",
            "people=[[Ada Lovelace]]",
            "--vault",
            str(vault),
            "--today",
            "2026-11-20",
        ]
    )
    text = path.read_text("utf-8")
    assert "\n## Deliverables\n" in text
    assert "\n## What we agreed\n" in text
    (one,) = found(vault, {})
    assert (stands(one), one.deliverables) == ("Loom book, active, with Ada Lovelace", ())
    assert one.started is not None
    assert one.started.value == date(2026, 11, 20)
