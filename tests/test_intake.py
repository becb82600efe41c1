"""What a build does about ticks: notes, properties, and nothing twice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.vaults import TODAY, build, forget, put, tree, unreadable
from vaultnet import build as building
from vaultnet import build_words, interaction_notes, publish, writing
from vaultnet.network import Snapshot
from vaultnet.operation import Operation
from vaultnet.planners.intake import Taken

PAGE = "Network/Network Today.md"
ADA, GRACE, ANNA = "People/Ada.md", "People/Grace.md", "People/Anna.md"
NOTES: Mapping[str, str] = {
    "vaultnet.toml": "",
    ADA: "---\ntype: contact\ncadence: 4w\n---\n- 2026-08-02 call: looms\n",
    GRACE: "---\ntype: contact\ntier: close\n---\n- 2026-08-01 call: compilers\n",
    ANNA: "---\ntype: contact\n---\n- 2026-09-01 call: a\n- 2026-10-01 call: b\n- 2026-11-01 call: c\n",
}
NOTE = '---\ntype: meeting\ndate: {day}\n{kind}people: ["[[{name}]]"]\ntick: 2026-11-20 {name}\n---\n{words}'


@pytest.fixture
def people(vault: Path) -> Path:
    put(vault, NOTES)
    build(vault)
    return vault


def mark(root: Path, name: str, words: str = "", box: str = "x", *below: str) -> None:
    """Tick the line about somebody, and write on."""
    page = root / PAGE
    lines = page.read_text().split("\n")
    (place,) = [
        number for number, line in enumerate(lines) if line.startswith((f"- [ ] [[{name}", f"- [ ] track [[{name}"))
    ]  # fmt: skip
    lines[place] = lines[place].replace("[ ]", f"[{box}]") + words
    page.write_text("\n".join([*lines[: place + 1], *below, *lines[place + 1 :]]))


def new(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> dict[str, str]:
    """What is there now besides dashboards, and was not before."""
    return {
        path: data.decode()
        for path, data in after.items()
        if before.get(path) != data and not path.startswith("Network/")
    }


def snapshot(root: Path, today: date = TODAY) -> Snapshot:
    with building.facts(root, today=today) as facts:
        return facts.snapshot


def interactions(root: Path, path: str = ADA) -> int:
    return next(one.interactions for one in snapshot(root).contacts if one.path == path)


def note(words: str = "", *, name: str = "Ada", day: str = "2026-11-20", kind: str = "") -> str:
    return NOTE.format(day=day, name=name, kind=f"kind: {kind}\n" if kind else "", words=words)


TAKEN = Taken(ADA, "Ada", TODAY)
# title, how the line about Ada is marked, what its taking in is told as, the notes that are new (by folder)
MARKS: list[tuple[str, tuple[str, ...], Taken, dict[str, str]]] = [
    ("done", ("",), TAKEN._replace(on=TODAY), {"Log/2026-11/": note()}),
    ("done, with a kind", (" coffee",), TAKEN._replace(on=TODAY, kind="coffee"), {"Log/2026-11/": note(kind="coffee")}),
    ("done, with words", (" coffee, she moves",), TAKEN._replace(on=TODAY, kind="coffee"),
     {"Meetings/2026/": note("she moves\n", kind="coffee")}),
    ("done, with lines", ("", "x", "    - she moves", "        - in May"), TAKEN._replace(on=TODAY),
     {"Meetings/2026/": note("- she moves\n    - in May\n")}),
    ("done, on another day", (" ✅ 2026-11-19",), TAKEN._replace(on=date(2026, 11, 19)),
     {"Log/2026-11/": note(day="2026-11-19")}),
    ("done last month", (" 2026-10-31",), TAKEN._replace(on=date(2026, 10, 31)),
     {"Log/2026-10/": note(day="2026-10-31")}),
    ("put off", (" 2w", " "), TAKEN._replace(until=date(2026, 12, 4)),
     {"People/": "---\ntype: contact\ncadence: 4w\nsnooze: 2026-12-04\nput_off: 2026-11-20\n---\n- 2026-08-02 call: looms\n"}),
    ("skipped", ("", "-"), TAKEN._replace(skipped=True),
     {"People/": "---\ntype: contact\ncadence: 4w\nskipped: 2026-11-20\n---\n- 2026-08-02 call: looms\n"}),
    ("done and put off", (" call 2w",), TAKEN._replace(on=TODAY, kind="call", until=date(2026, 12, 4)),
     {"Log/2026-11/": note(kind="call"),
      "People/": "---\ntype: contact\ncadence: 4w\nsnooze: 2026-12-04\nput_off: 2026-11-20\n---\n- 2026-08-02 call: looms\n"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "taken", "notes"), [pytest.param(*case[1:], id=case[0]) for case in MARKS]
)
def test_what_a_mark_becomes(
    marked: tuple[str, ...], taken: Taken, notes: dict[str, str], people: Path
) -> None:
    before = tree(people)
    mark(people, "Ada", *marked)
    dry = build(people, dry_run=True)
    assert new(before, tree(people)) == {}
    report = build(people)
    made = new(before, tree(people))
    assert {f"{path.rpartition('/')[0]}/": text for path, text in made.items()} == notes
    assert [one._replace(note="") for one in report.taken] == [taken]
    assert report.taken == dry.taken
    assert all(f"b/{path}" in dry.diff for path in made)
    assert (report.rescued, report.refused) == ((), ())
    assert "Ada" not in re_reach_out(people)
    again = build(people)
    assert (again.written, again.taken) == ((), ())


def re_reach_out(root: Path) -> str:
    return (root / PAGE).read_text().partition("## Reach out")[2].partition("\n## ")[0]


def test_a_page_of_an_earlier_day_keeps_its_day(people: Path) -> None:
    mark(people, "Ada", " coffee 2w")
    report = build(people, TODAY + timedelta(30))
    assert [(one.on, one.until) for one in report.taken] == [(TODAY, date(2026, 12, 4))]


ONE = [
    ("bare", ("",)),
    ("words", (" coffee, she moves",)),
    ("put off", (" 2w", " ")),
    ("skipped", (" skip",)),
    ("everything", (" call 2w, skip", "x", "    - one", "    - two")),
]


@pytest.mark.parametrize("marked", [case[1] for case in ONE], ids=[case[0] for case in ONE])
def test_taking_in_an_outdated_page_once_more_changes_nothing(marked: tuple[str, ...], people: Path) -> None:
    mark(people, "Ada", *marked)
    page = (people / PAGE).read_bytes()
    build(people)
    after = tree(people)
    (people / PAGE).write_bytes(page)
    report = build(people)
    assert (report.taken, report.rescued) == ((), ())
    assert tree(people) == after
    (people / PAGE).write_bytes(page)
    build(people, TODAY + timedelta(1))
    assert new(after, tree(people)) == {}


@pytest.mark.parametrize("marked", [case[1] for case in ONE], ids=[case[0] for case in ONE])
def test_two_devices_write_the_same_bytes(marked: tuple[str, ...], people: Path) -> None:
    mark(people, "Ada", *marked)
    other = people.parent / "other"
    shutil.copytree(people, other)
    build(people)
    build(other, TODAY + timedelta(3))
    notes = [
        {path: data for path, data in tree(root).items() if path[:7] != "Network"} for root in (people, other)
    ]
    assert notes[0] == notes[1]
    forget(other)


def test_other_words_on_another_device_are_a_second_note_and_count_once(people: Path) -> None:
    other = people.parent / "other"
    shutil.copytree(people, other)
    mark(people, "Ada", " coffee")
    mark(other, "Ada", " call, she moves")
    build(people)
    build(other)
    put(people, {path: data for path, data in tree(other).items() if path.startswith(("Log/", "Meetings/"))})
    build(people)
    assert interactions(people) == 2
    assert [trace.kind for trace in snapshot(people).ticked] == ["coffee"]
    forget(other)


# title, the first marks, the second, how many notes of Ada's tick there are then
TWICE = [
    ("the same", " coffee, she moves", " coffee, she moves", 1),
    ("less", " coffee, she moves to Lisbon", " she moves", 1),
    ("nothing more", " coffee", "", 1),
    ("a kind more", "", " coffee", 2),
    ("another kind", " coffee", " call", 2),
    ("other words", " she moves", " she stays", 2),
    ("part of a word", " she moves", " move", 2),
    ("a sign", " she moves", " 👍", 2),
    ("a word of its front matter", " she moves", " contact", 2),
]


@pytest.mark.parametrize(
    ("first", "second", "notes"), [pytest.param(*case[1:], id=case[0]) for case in TWICE]
)
def test_what_is_said_already_is_not_said_again(first: str, second: str, notes: int, people: Path) -> None:
    page = (people / PAGE).read_bytes()
    mark(people, "Ada", first)
    build(people)
    (people / PAGE).write_bytes(page)
    mark(people, "Ada", second)
    build(people)
    made = [path for path in tree(people) if path.startswith(("Log/", "Meetings/"))]
    assert len(made) == notes
    assert interactions(people) == 2


# title, two marks of one tick, the day and kind that count whichever comes first
DAYS = [
    ("a day", " call", " 2026-11-18, call", ("2026-11-18", "call")),
    ("a day, with words", " call", " 2026-11-18, call, she moves", ("2026-11-18", "call")),
    ("a plugin's later day", " call", " call ✅ 2026-11-21", ("2026-11-21", "call")),
    ("two days", " 2026-11-17, call", " 2026-11-18, call", ("2026-11-17", "call")),
    ("a day without a kind", " coffee", " 2026-11-18", ("2026-11-20", "coffee")),
    ("a stronger kind", " coffee", " 2026-11-18, call", ("2026-11-20", "coffee")),
]


@pytest.mark.parametrize("first", [0, 1], ids=["in order", "the other way round"])
@pytest.mark.parametrize(("one", "other", "counts"), [case[1:] for case in DAYS], ids=[c[0] for c in DAYS])
def test_a_day_that_was_written_is_kept_and_counts(
    one: str, other: str, counts: tuple[str, str], first: int, people: Path
) -> None:
    page = (people / PAGE).read_bytes()
    marks = (one, other) if first == 0 else (other, one)
    for words in marks:
        (people / PAGE).write_bytes(page)
        mark(people, "Ada", words)
        build(people, TODAY + timedelta(1))
    with building.facts(people, today=TODAY + timedelta(1)) as facts:
        _, rows = facts.query(
            f"select day, kind from interactions where contact = '{ADA}' and day > '2026-11'"
        )
        said = {day for (day,) in facts.query("select day from notes where path like '%/2026-11-%'")[1]}
    assert [tuple(row) for row in rows] == [counts]
    assert set(re.findall(r"2026-11-[12][0-9]", one + other)) <= said


def test_the_note_may_be_renamed_and_the_person_too(people: Path) -> None:
    page = (people / PAGE).read_bytes()
    mark(people, "Ada", " coffee, she moves")
    build(people)
    (made,) = [path for path in tree(people) if path.startswith("Meetings/")]
    (people / made).rename(people / "Meetings" / "Ada moves.md")
    (people / "Meetings/Ada moves.md").write_text(
        (people / "Meetings/Ada moves.md").read_text().replace("[[Ada]]", "[[Ada King]]")
    )
    (people / ADA).unlink()
    put(people, {"People/Ada King.md": NOTES[ADA].replace("cadence", "aliases: [Ada]\ncadence")})
    (people / PAGE).write_bytes(page)
    mark(people, "Ada", " coffee, she moves")
    before = tree(people)
    report = build(people)
    assert (report.taken, new(before, tree(people))) == ((), {})
    assert interactions(people, "People/Ada King.md") == 2


# title, what Ada's note says, the words, what becomes of its properties
LATER: list[tuple[str, str, str, str]] = [
    ("an earlier snooze", "snooze: 2026-11-25\n", " 2w", "snooze: 2026-12-04\nput_off: 2026-11-20\n"),
    ("a later snooze", "snooze: 2027-01-01\n", " 2w", "snooze: 2027-01-01\nput_off: 2026-11-20\n"),
    ("put off later", "snooze: 2026-12-01\nput_off: 2026-11-22\n", " 2w", "snooze: 2026-12-01\nput_off: 2026-11-22\n"),
    ("put off earlier", "put_off: 2026-10-01\n", " 2w", "put_off: 2026-11-20\nsnooze: 2026-12-04\n"),
    ("no longer put off", "put_off: 2026-11-20\n", " 2w", "put_off: 2026-11-20\n"),
    ("skipped later", "skipped: 2026-11-22\n", " skip", "skipped: 2026-11-22\n"),
    ("skipped earlier", "skipped: 2026-10-22\n", " skip", "skipped: 2026-11-20\n"),
    ("another name", "snoozed: 2026-11-25\n", " 2w", "snoozed: 2026-12-04\nput_off: 2026-11-20\n"),
]  # fmt: skip


@pytest.mark.parametrize(("there", "words", "then"), [pytest.param(*case[1:], id=case[0]) for case in LATER])
def test_the_later_day_wins(there: str, words: str, then: str, people: Path) -> None:
    mark(people, "Ada", words, " ")
    text = "---\ntype: contact\n{}---\n"
    put(people, {ADA: text.format(there)})
    report = build(people)
    assert (people / ADA).read_text() == text.format(then)
    assert len(report.taken) == (there != then)


# title, the words, what Anna's note says before and after
TRACKED = [
    ("as proposed", "", "", "cadence: 4w\n"),
    ("another span", " 2w", "", "cadence: 2w\n"),
    ("a tier", " inner", "", "tier: inner\n"),
    ("tracked already", " 2w", "cadence: 6w\n", "cadence: 6w\n"),
    ("in a tier already", "", "tier: close\n", "tier: close\n"),
]


@pytest.mark.parametrize(
    ("words", "there", "then"), [pytest.param(*case[1:], id=case[0]) for case in TRACKED]
)
def test_tracking_sets_what_is_not_set(words: str, there: str, then: str, people: Path) -> None:
    mark(people, "Anna", words)
    text = "---\ntype: contact\n{}---\n"
    put(people, {ANNA: text.format(there)})
    report = build(people)
    assert (people / ANNA).read_text() == text.format(then)
    assert [one.every != "" for one in report.taken] == [True] * (there != then)
    assert not (people / "Inbox").exists()


def test_a_note_that_cannot_be_read_costs_only_its_own_ticks(long_ago: None, people: Path) -> None:
    """A disk or a network fails for a moment: no build breaks for it, and no word is lost."""
    mark(people, "Ada", " 2w", ">")
    mark(people, "Grace", " 3w", ">")
    with unreadable(people, ADA):
        report = build(people)
    assert [one.message for one in report.refused] == [f"{ADA} can't be read: Input/output error."]
    assert "snooze: 2026-12-11" in (people / GRACE).read_text()
    (kept,) = report.rescued
    assert "2w" in (people / kept).read_text()
    assert build(people).refused == ()


def test_what_is_refused_is_kept_with_the_reason(people: Path) -> None:
    mark(people, "Ada", " coffee 2w")
    mark(people, "Grace", " call")
    put(people, {ADA: "---\ntype: contact\nbroken: [yaml\n---\n"})
    report = build(people)
    assert [one.message for one in report.refused] != []
    assert [(one.name, one.kind, one.until) for one in report.taken] == [
        ("Ada", "coffee", None),
        ("Grace", "call", None),
    ]
    (inbox,) = report.rescued
    text = (people / inbox).read_text()
    assert text.startswith("- [[Ada]] · **check in**: ")
    assert " coffee 2w (ticked)\n\nThis tick was not taken in. " in text
    assert f"({ADA}:" in text
    assert (people / ADA).read_text().startswith("---\ntype: contact\nbroken")
    again = build(people)
    assert (again.written, again.rescued, again.refused) == ((), (), ())


def test_bytes_that_are_no_utf8_are_kept_as_they_are(people: Path) -> None:
    mark(people, "Ada", " so")
    page = people / PAGE
    page.write_bytes(page.read_bytes().replace(b" so\n", b" s\xff\n"))
    report = build(people)
    (inbox,) = report.rescued
    assert b" s\xff (ticked)\n" in (people / inbox).read_bytes()
    assert "UTF-8" in report.refused[0].message


def test_words_that_would_make_a_template_of_the_note_are_kept_beside_it(people: Path) -> None:
    mark(people, "Ada", " coffee", "x", "    # {{title}}")
    report = build(people)
    assert [(one.kind, one.on) for one in report.taken] == [("coffee", TODAY)]
    assert (people / report.taken[0].note).read_text() == note(kind="coffee")
    (inbox,) = report.rescued
    assert " coffee (ticked)\n    # {{title}}\n\nThis tick was not taken in." in (people / inbox).read_text()
    assert interactions(people) == 2
    assert build(people).written == ()


def test_a_name_that_is_taken_by_another_note_is_left_alone(people: Path) -> None:
    mark(people, "Ada", " coffee")
    (path,) = [one.note for one in build(people, dry_run=True).taken]
    put(people, {path: "mine\n"})
    report = build(people)
    assert [one.note for one in report.taken] == [path.replace(".md", " 2.md")]
    assert (people / path).read_text() == "mine\n"
    assert build(people).written == ()


def test_notes_that_do_not_count_are_made_once_as_well(people: Path) -> None:
    put(people, {"vaultnet.toml": '[vault]\nignore = ["Log/**"]\n'})
    build(people)
    page = (people / PAGE).read_bytes()
    for _ in range(2):
        (people / PAGE).write_bytes(page)
        mark(people, "Ada")
        build(people)
    assert len([path for path in tree(people) if path.startswith("Log/")]) == 1
    assert "[x]" not in (people / PAGE).read_text()


@pytest.mark.parametrize(
    "edit",
    [
        lambda root: (root / ADA).unlink(),
        lambda root: put(root, {"Old/Ada.md": "---\ntype: contact\n---\n"}),
        lambda root: put(root, {ADA: "---\ntype: goal\n---\n"}),
        lambda root: put(root, {"vaultnet.toml": 'me = "[[Ada]]"\n'}),
    ],
    ids=["gone", "two of them", "no contact", "the owner"],
)
def test_a_tick_about_nobody_in_particular_goes_to_the_inbox(
    edit: Callable[[Path], Any], people: Path
) -> None:
    mark(people, "Ada", " coffee, she moves")
    edit(people)
    report = build(people)
    assert report.taken == ()
    (inbox,) = report.rescued
    assert " coffee, she moves (ticked)\n" in (people / inbox).read_text()
    assert not (people / "Log").exists()
    assert not (people / "Meetings").exists()


def test_somebody_whose_name_no_wikilink_can_hold(people: Path) -> None:
    put(people, {"People/A[B] #1.md": NOTES[GRACE]})
    build(people)
    page = people / PAGE
    line = "- [ ] [A&#91;B&#93; \\#1](People/A%5BB%5D%20%231.md)"
    assert line in page.read_text()
    page.write_text(page.read_text().replace(line, line.replace("[ ]", "[x]")))
    (one,) = build(people).taken
    assert interactions(people, "People/A[B] #1.md") == 2
    assert interaction_notes.is_bare(one.note, (people / one.note).read_bytes())


def test_ticks_on_two_dashboards_are_one(people: Path) -> None:
    line = "{% for one in people %}{% if one.name == 'Ada' %}\n- [ ] {{ one.path | link }} · **hello**\n{% endif %}{% endfor %}\n"
    put(people, {"_vaultnet/templates/dashboards/Mine.md.jinja": line})
    build(people)
    mark(people, "Ada", " coffee")
    mine = people / "Network/Network Mine.md"
    assert "- [ ] [[Ada]] · **hello**" in mine.read_text()
    mine.write_text(mine.read_text().replace("[ ] [[Ada]] · **hello**", "[x] [[Ada]] · **hello** she moves"))
    report = build(people)
    assert [(one.kind, one.on) for one in report.taken] == [("coffee", TODAY)]
    assert (people / report.taken[0].note).read_text() == note("she moves\n", kind="coffee")


def test_of_ticks_of_two_days_the_later_day_wins(people: Path) -> None:
    line = "{% for one in people %}{% if one.name == 'Ada' %}\n- [ ] {{ one.path | link }} · **hello**\n{% endif %}{% endfor %}\n"
    put(people, {"_vaultnet/templates/dashboards/Mine.md.jinja": line})
    build(people)
    mine = people / "Network/Network Mine.md"
    old = mine.read_text().replace("**hello**", "**hello** 2w")
    build(people, TODAY + timedelta(1))
    mine.write_text(old)
    mark(people, "Ada", " 1w", " ")
    report = build(people, TODAY + timedelta(1))
    assert [one.until for one in report.taken] == [date(2026, 12, 4), date(2026, 11, 28)]
    assert "snooze: 2026-12-04\nput_off: 2026-11-21\n" in (people / ADA).read_text()


def test_a_folder_where_the_note_would_lie_is_left_alone(people: Path) -> None:
    mark(people, "Ada", " coffee")
    (path,) = [one.note for one in build(people, dry_run=True).taken]
    (people / path).mkdir(parents=True)
    assert [one.note for one in build(people).taken] == [path.replace(".md", " 2.md")]


def test_a_dashboard_that_is_no_longer_made_is_taken_in_before_it_goes(people: Path) -> None:
    mark(people, "Ada", " coffee")
    put(people, {"vaultnet.toml": '[dashboards]\nhide = ["Today"]\n'})
    report = build(people)
    assert (report.removed, len(report.taken)) == ((PAGE,), 1)


def test_a_tick_that_could_not_be_taken_in_stays_on_its_page(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(people, "Ada", " coffee")
    page = (people / PAGE).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(publish, "take_in", lambda root, operation: None)
        build(people, TODAY + timedelta(1))
    assert (people / PAGE).read_bytes() == page
    assert len(build(people, TODAY + timedelta(1)).taken) == 1


SAID = [
    (TAKEN._replace(on=TODAY), "in touch with Ada on 20 November"),
    (TAKEN._replace(on=date(2025, 11, 20), kind="informational-interview"), "informational interview with Ada on 20 November 2025"),
    (TAKEN._replace(on=TODAY, kind="coffee", until=date(2026, 12, 4)), "coffee with Ada on 20 November, put off until 4 December"),
    (TAKEN._replace(until=date(2026, 12, 4)), "Ada put off until 4 December"),
    (TAKEN._replace(skipped=True), "Ada skipped"),
    (TAKEN._replace(every="6w"), "Ada tracked every 6w"),
    (TAKEN._replace(every="close"), "Ada tracked as close"),
]  # fmt: skip


@pytest.mark.parametrize(("taken", "said"), SAID)
def test_what_was_taken_in_is_said(taken: Taken, said: str) -> None:
    assert taken.say(TODAY) == said


def test_the_history_names_what_was_taken_in(people: Path) -> None:
    from vaultnet import journal

    mark(people, "Ada", " coffee")
    mark(people, "Grace", " 2w")
    build(people)
    assert [(entry.command, entry.what) for entry in journal.history(str(people))] == [
        ("ticks", "take in a tick: Grace put off until 4 December"),
        ("ticks", "take in a tick: coffee with Ada on 20 November"),
    ]
    with journal.writing_alone(str(people)):
        journal.undo(str(people))
        journal.undo(str(people))
    assert interactions(people) == 1
    assert build(people).taken == ()


WHY = [
    (writing.Busy(GRACE), f"{GRACE} is held open for writing by another program"),
    (writing.Changed(GRACE), f"{GRACE} was saved meanwhile"),
    (FileExistsError(17, "File exists", GRACE), f"{GRACE} was made meanwhile"),
    (writing.Protected(13, "it is write-protected", GRACE), f"{GRACE} is write-protected"),
]


@pytest.mark.parametrize(("error", "said"), WHY, ids=["held open", "saved", "made", "protected"])
def test_a_note_that_can_not_be_written_costs_only_its_own_tick(
    error: Exception, said: str, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaultnet import journal

    carry_out = journal.carry_out

    def busy(root: str, operation: Operation, **how: Any) -> Any:
        if GRACE in [change.path for change in operation.changes]:
            raise error
        return carry_out(root, operation, **how)

    mark(people, "Ada", " coffee")
    mark(people, "Grace", " 2w", " ")
    page, grace = (people / PAGE).read_bytes(), (people / GRACE).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(journal, "carry_out", busy)
        report = build(people)
    assert [one.name for one in report.taken] == ["Ada"]
    assert [one.message for one in report.waiting] == [
        f"{said}, so what was ticked about Grace waits for the next build."
    ]
    assert (people / PAGE).read_bytes() == page
    assert (people / GRACE).read_bytes() == grace
    again = build(people)
    assert ([one.name for one in again.taken], again.waiting, again.rescued) == (["Grace"], (), ())
    assert interactions(people) == 2
    assert "[x]" not in (people / PAGE).read_text()


def test_a_folder_that_leads_out_of_the_vault_costs_only_its_own_ticks(people: Path) -> None:
    elsewhere = people.parent / "elsewhere"
    elsewhere.mkdir()
    (people / "Log").symlink_to(elsewhere)
    build(people)
    mark(people, "Ada", " coffee, she moves")
    mark(people, "Grace", " call")
    report = build(people)
    assert [one.name for one in report.taken] == ["Ada"]
    (refused,) = report.refused
    assert re.fullmatch(
        r"Log/2026-11/2026-11-20 Grace call \w{4}.md leads out of the vault, .+", refused.message
    )
    (kept,) = report.rescued
    assert "This tick was not taken in. Log/2026-11/" in (people / kept).read_text()
    assert list(elsewhere.iterdir()) == []
    assert (build(people).taken, build(people).written) == ((), ())


def test_a_file_where_the_meetings_would_be(people: Path) -> None:
    put(people, {"Meetings": "mine\n"})
    mark(people, "Ada", " coffee, she moves")
    mark(people, "Grace", " call")
    page = (people / PAGE).read_bytes()
    report = build(people)
    assert [one.name for one in report.taken] == ["Grace"]
    assert [one.message for one in report.waiting] == [
        "Meetings is a file, and a folder of that name is needed, so what was ticked about Ada waits for the next"
        " build."
    ]
    assert (people / PAGE).read_bytes() == page
    (people / "Meetings").unlink()
    assert [one.name for one in build(people).taken] == ["Ada"]


def test_a_file_where_the_inbox_would_be(people: Path) -> None:
    put(people, {"Inbox": "mine\n"})
    mark(people, "Ada", " call her maybe", " ")
    before = tree(people)
    with pytest.raises(
        building.Refused, match=r"^Inbox is a file and no folder, so what was typed into Network Today"
    ):
        build(people)
    assert tree(people) == before
    (people / "Inbox").unlink()
    assert len(build(people).rescued) == 1


def test_a_dry_run_shows_no_dashboard_that_would_not_be_written_so(people: Path) -> None:
    mark(people, "Ada", " coffee")
    with (people / PAGE).open("a") as page:
        page.write("\nCall the bank\n")
    diff = build(people, dry_run=True).diff
    assert "b/Log/2026-11/" in diff
    assert "b/Inbox/" in diff
    assert PAGE not in diff
    build(people)
    put(people, {ADA: NOTES[ADA].replace("4w", "2w")})
    assert PAGE in build(people, TODAY + timedelta(40), dry_run=True).diff


WANJIRU, ROSA = "People/Wanjiru Gathoni.md", "People/Rosa Engelhart.md"
PROMISED: Mapping[str, str] = {
    "vaultnet.toml": "",
    WANJIRU: "---\ntype: contact\n---\n- 2026-07-14 coffee: Nairobi\n",
    "Meetings/2026-07-14 Wanjiru.md": '---\ntype: meeting\npeople: ["[[Wanjiru Gathoni]]"]\n---\n'
    "- [ ] Send [[Wanjiru Gathoni]] the outline of chapter three 📅 2026-09-04\n",
    ROSA: "---\ntype: contact\ncadence: 2w\n---\n- 2026-08-02 call: [[Rosa Engelhart]] on looms\n",
}


def renamed(root: Path) -> None:
    """Do what Obsidian does: the note has another name, and every link follows."""
    (root / ROSA).rename(root / "People/Rosa Neu.md")
    for path in root.rglob("*.md"):
        path.write_text(path.read_text().replace("[[Rosa Engelhart", "[[Rosa Neu"))


def without_comment(root: Path) -> None:
    page = root / PAGE
    page.write_text(page.read_text().partition("<!-- vaultnet")[0])


def within(root: Path) -> None:
    page = root / PAGE
    page.write_text(page.read_text().replace("**promise**: Send", "**promise**: 2w Send"))


# title, whose line is ticked, what is written behind, what becomes of the page then, what is kept of the words
ONCE: list[tuple[str, str, str, Callable[[Path], None], str]] = [
    ("a command within", "Wanjiru", "", within, "> [[Wanjiru Gathoni]] · **promise**: 2w Send"),
    ("the comment is gone", "Wanjiru", " coffee", without_comment, "kind: coffee"),
    ("her note is renamed", "Rosa", " call, all well", renamed, "all well"),
    ("the link shows other words", "Rosa", " call, all well", lambda root: (root / PAGE).write_text(
        (root / PAGE).read_text().replace("[x] [[Rosa Engelhart]]", "[x] [[Rosa Engelhart|Rosa]]")) and None, "all well"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "words", "edit", "kept"), [pytest.param(*case[1:], id=case[0]) for case in ONCE]
)
def test_whatever_becomes_of_the_page_a_tick_is_one_note(
    who: str, words: str, edit: Callable[[Path], None], kept: str, vault: Path
) -> None:
    put(vault, PROMISED)
    build(vault)
    mark(vault, who, words)
    edit(vault)
    before = tree(vault)
    report = build(vault)
    made = new(before, tree(vault))
    assert (len(made), report.rescued, [one.until for one in report.taken]) == (1, (), [None])
    assert kept in "".join(made.values())
    assert "last:" not in "".join(made.values()), "evidence is none of the owner's words"
    assert (build(vault).taken, build(vault).written) == ((), ())


def test_a_renamed_contact_on_an_older_page_is_one_note(vault: Path) -> None:
    put(vault, PROMISED)
    build(vault)
    mark(vault, "Rosa", " call, all well")
    renamed(vault)
    before = tree(vault)
    build(vault, TODAY + timedelta(3))
    made = {path: text for path, text in new(before, tree(vault)).items() if not path.startswith("Inbox/")}
    assert len(made) == 1
    assert "all well" in "".join(made.values())


def test_a_tick_closes_no_promise_and_says_so(vault: Path) -> None:
    put(vault, PROMISED)
    own = "---\ntype: contact\ncadence: 2w\n---\n- [ ] Call her back 📅 2026-11-20\n- [ ] Some day 📅 2027-11-20\n"
    put(vault, {ROSA: own})
    build(vault)
    mark(vault, "Wanjiru", " coffee")
    mark(vault, "Rosa", " call, 2w")
    report = build(vault)
    assert [(one.path, one.line) for one in report.still_open] == [
        ("Meetings/2026-07-14 Wanjiru.md", 5),
        (ROSA, 7),
    ]
    assert [*build_words.of_ticks(report, TODAY)][1:] == [
        "The promise in Meetings/2026-07-14 Wanjiru.md:5 is still open; close it with: vaultnet done"
        ' "Meetings/2026-07-14 Wanjiru.md:5"',
        "The promise in People/Rosa Engelhart.md:7 is still open; close it with: vaultnet done"
        ' "People/Rosa Engelhart.md:7"',
    ]
    assert build(vault).still_open == ()


def test_who_is_only_put_off_has_had_no_promise_kept(vault: Path) -> None:
    put(vault, PROMISED)
    build(vault)
    mark(vault, "Wanjiru", " 2w", " ")
    assert build(vault).still_open == ()


COPIES = [
    "Network Today.sync-conflict-20261120-101112-ABCDEFG.md",
    "Network Today (Robin's conflicted copy 2026-11-20).md",
    "Network Today-DESKTOP-AB12CD3.md",
]


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_that_a_sync_tool_left_is_taken_in_and_goes(copy: str, people: Path) -> None:
    mark(people, "Grace", " call")
    with (people / PAGE).open("a") as page:
        page.write("\nCall the bank\n")
    both = (people / PAGE).read_bytes()
    mark(people, "Ada", " coffee, she moves")
    (people / f"Network/{copy}").write_bytes((people / PAGE).read_bytes())
    (people / PAGE).write_bytes(both)
    before = tree(people)
    report = build(people)
    assert [(one.name, one.kind) for one in report.taken] == [("Ada", "coffee"), ("Grace", "call")]
    assert report.rescued == ("Inbox/Call the bank.md",)
    assert report.removed == (f"Network/{copy}",)
    assert "conflict-copy" not in {one.code for one in report.problems}
    after = tree(people)
    assert len(new(before, after)) == 3
    again = build(people)
    assert (again.taken, again.written, again.removed) == ((), (), ())
    (people / f"Network/{copy}").write_bytes(before[f"Network/{copy}"])
    assert [build(people).taken, tree(people)] == [(), after]


@pytest.mark.parametrize(("name", "mine"), [("Network Today 1.md", False), (COPIES[0], True)])
def test_any_other_copy_is_the_users(name: str, mine: bool, people: Path) -> None:
    mark(people, "Ada", " coffee")
    text = (people / PAGE).read_text()
    put(people, {f"Network/{name}": text.replace("vaultnet: Today\n", "") if mine else text})
    (people / PAGE).write_text(text.replace("[x]", "[ ]").replace(" coffee", ""))
    assert (build(people).taken, (people / "Network" / name).exists()) == ((), True)


def test_a_promise_that_is_ticked_on_the_page_is_kept_and_said_to_be_open(vault: Path) -> None:
    put(vault, {**NOTES, ANNA: f"{NOTES[ANNA]}- [ ] Send her the deck\n"})
    build(vault)
    page = (vault / PAGE).read_text()
    assert "- to [[Anna]]: Send her the deck" in page
    (vault / PAGE).write_text(page.replace("- to [[Anna]]", "- [x] to [[Anna]]"))
    (kept,) = build(vault).rescued
    assert kept == "Inbox/About Anna, 20 November.md"
    text = (vault / kept).read_text()
    assert "[x]" not in text
    assert "The promise is still open: tick it in its note, or say `vaultnet done`" in text
    assert "- [ ] Send her the deck" in (vault / ANNA).read_text()
