"""Events: when and where they are, who was met there, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.vaults import TODAY, put
from vaultnet import build, costs, encounters, events
from vaultnet.encounters import Yield
from vaultnet.events import Event

EVENT = "Events/Loom Days.md"
ADA, EVA = "People/Ada.md", "People/Eva.md"
KNOWN = "- 2026-01-10 coffee: looms\n"


def contact(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: contact", *lines, "---", body))


def event(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: event", *lines, "---", body))


def meeting(day: str, *people: str, kind: str = "event") -> str:
    linked = ", ".join(f'"[[{one}]]"' for one in people)
    return f"---\ntype: meeting\ndate: {day}\nkind: {kind}\npeople: [{linked}]\n---\nIt was loud.\n"


def noted(vault: Path, notes: Mapping[str, str], today: date = TODAY) -> tuple[Event, ...]:
    put(vault, {"vaultnet.toml": "", **notes})
    with build.facts(vault, today=today) as facts:
        return events.of(facts.snapshot.occasions)


def gave(vault: Path, notes: Mapping[str, str], today: date = TODAY) -> Yield:
    """What the event Loom Days gave."""
    put(vault, {"vaultnet.toml": 'me = "[[Robin]]"\n', "Robin.md": contact(), **notes})
    with build.facts(vault, today=today) as facts:
        one = next(one for one in events.of(facts.snapshot.occasions) if one.path == EVENT)
        return encounters.of(one, facts.snapshot)


# --- an event as facts -----------------------------------------------------------------------------

# title, the note's path, its lines, its title, when it is and how it stands
FACTS: list[tuple[str, str, list[str], str, str]] = [
    ("a day", EVENT, ["date: 2026-11-25"], "Loom Days", "2026-11-25, ahead"),
    ("today", EVENT, ["date: 2026-11-20"], "Loom Days", "2026-11-20, running"),
    ("yesterday", EVENT, ["date: 2026-11-19"], "Loom Days", "2026-11-19, past"),
    ("on since yesterday", EVENT, ["date: 2026-11-19", "ends: 2026-11-21"], "Loom Days", "2026-11-19 to 2026-11-21, running"),
    ("its last day", EVENT, ["date: 2026-11-18", "ends: 2026-11-20"], "Loom Days", "2026-11-18 to 2026-11-20, running"),
    ("over", EVENT, ["date: 2026-11-18", "ends: 2026-11-19"], "Loom Days", "2026-11-18 to 2026-11-19, past"),
    ("an end before its beginning says nothing", EVENT, ["date: 2026-11-25", "ends: 2026-11-21"], "Loom Days", "2026-11-25, ahead"),
    ("the day in its name", "Events/2026-11-25 Loom Days.md", [], "Loom Days", "2026-11-25, ahead"),
    ("the day at the end of its name", "Events/Loom Days, 2026-11-25.md", [], "Loom Days", "2026-11-25, ahead"),
    ("date: says more than the name", "Events/2026-11-25 Loom Days.md", ["date: 2026-11-26"], "Loom Days", "2026-11-26, ahead"),
    ("the day in its name and an end", "Events/2026-11-19 Loom Days.md", ["ends: 2026-11-21"], "Loom Days", "2026-11-19 to 2026-11-21, running"),
    ("no day", EVENT, ["place: Ghent"], "Loom Days", "undated"),
    ("an end alone is no day", EVENT, ["ends: 2026-11-21"], "Loom Days", "undated"),
    ("no day that there is", EVENT, ["date: some time in May"], "Loom Days", "undated"),
    ("nothing but a day in its name", "Events/2026-11-25.md", [], "2026-11-25", "2026-11-25, ahead"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "lines", "title", "when"), [case[1:] for case in FACTS], ids=[case[0] for case in FACTS]
)
def test_when_an_event_is(path: str, lines: list[str], title: str, when: str, vault: Path) -> None:
    (one,) = noted(vault, {path: event(*lines)})
    days = [said.value.isoformat() for said in dict.fromkeys((one.start, one.end)) if said]
    assert one.title == title
    assert ", ".join([*([" to ".join(days)] if days else []), one.state(TODAY)]) == when


def test_an_event_says_where_it_is_what_for_who_is_expected_and_what_it_costs(vault: Path) -> None:
    lines = ("date: 2026-11-25", "place: Ghent", 'goals: ["[[Lead]]"]', 'people: ["[[Ada]]", Eva, "[[Ada]]"]')
    notes = {EVENT: event(*lines, "cost: 390 €"), ADA: contact(), "Goals/Lead.md": "---\ntype: goal\n---\n"}
    (one,) = noted(vault, notes)
    said = [(part.value, part.source.line) for part in (*one.places, *one.goals, *one.people)]
    assert said == [("Ghent", 4), ("Goals/Lead.md", 5), (ADA, 6)]
    assert one.cost
    assert (one.cost.value, one.cost.source.line, one.price) == ("390 €", 7, costs.Cost(390, "€"))


def test_the_earliest_comes_first_and_last_what_has_no_day(vault: Path) -> None:
    days = {"B": "date: 2026-11-25", "A": "place: Ghent", "C": "date: 2026-11-24"}
    found = noted(vault, {f"Events/{name}.md": event(line) for name, line in days.items()})
    assert [one.title for one in found] == ["C", "B", "A"]


# --- who was met there -----------------------------------------------------------------------------

DAYS = ("date: 2026-05-20", "ends: 2026-05-21")
EXPECTED = ('people: ["[[Ada]]"]',)

# title, further notes, who was met there and where that is said
MET: list[tuple[str, dict[str, str], list[str]]] = [
    ("nobody", {EVENT: event(*DAYS)}, []),
    ("expected is not met", {EVENT: event(*DAYS, *EXPECTED)}, []),
    ("a link in its text", {EVENT: event(*DAYS, body="Sat beside [[Ada]].\n")}, [f"Ada {EVENT}:6"]),
    ("a line under Met", {EVENT: event(*DAYS, body="## Met\n- [[Ada]]: looms\n")}, [f"Ada {EVENT}:7"]),
    ("of a line under Met the first", {EVENT: event(*DAYS, body="## Met\n- [[Ada]], brought by [[Eva]]\n"), EVA: contact()}, [f"Ada {EVENT}:7"]),
    ("a name without a note", {EVENT: event(*DAYS, body="## Met\n- Ida, Globex: looms\n")}, []),
    ("to look for somebody is not to meet them", {EVENT: event(*DAYS, body="- [ ] ask [[Ada]] about looms\n")}, []),
    ("a meeting of the kind event on its day", {EVENT: event(*DAYS), "Meetings/2026-05-21 Looms.md": meeting("2026-05-21", "Ada", "Eva"), EVA: contact()}, ["Ada Meetings/2026-05-21 Looms.md:3", "Eva Meetings/2026-05-21 Looms.md:3"]),
    ("with one person", {EVENT: event(*DAYS), "Meetings/2026-05-21 Looms.md": meeting("2026-05-21", "Ada")}, ["Ada Meetings/2026-05-21 Looms.md:3"]),
    ("a meeting of another kind with somebody expected", {EVENT: event(*DAYS, *EXPECTED), "Meetings/M.md": meeting("2026-05-21", "Ada", kind="coffee")}, ["Ada Meetings/M.md:3"]),
    ("with somebody who was not", {EVENT: event(*DAYS), "Meetings/M.md": meeting("2026-05-21", "Ada", kind="coffee")}, []),
    ("a call with somebody expected", {EVENT: event(*DAYS, *EXPECTED), "Meetings/M.md": meeting("2026-05-21", "Ada", kind="call")}, []),
    ("somebody expected gave something", {EVENT: event(*DAYS, *EXPECTED), "Daily/2026-05-21.md": "received:: [[Ada]] a recommendation\n"}, []),
    ("somebody expected is mentioned on the day", {EVENT: event(*DAYS, *EXPECTED), "Daily/2026-05-21.md": "Long talk with [[Ada]] about looms.\n"}, ["Ada Daily/2026-05-21.md:1"]),
    ("somebody expected gave something on the day", {EVENT: event(*DAYS, *EXPECTED), "Daily/2026-05-21.md": "received:: [[Ada]] a recommendation\n"}, []),
    ("somebody expected is mentioned as met", {EVENT: event(*DAYS, *EXPECTED), "Daily/2026-05-21.md": "Coffee with [[Ada]] about looms.\n"}, ["Ada Daily/2026-05-21.md:1"]),
    ("a ledger line of the event's own note", {EVENT: event(*DAYS, *EXPECTED, body="received:: [[Ada]] a recommendation\n")}, [f"Ada {EVENT}:7"]),
    ("the day after", {EVENT: event(*DAYS), "Meetings/M.md": meeting("2026-05-22", "Ada")}, []),
    ("of two events on a day the one that is named", {EVENT: event(*DAYS), "Events/Salon.md": event("date: 2026-05-20"), "Meetings/2026-05-20 Salon.md": meeting("2026-05-20", "Ada")}, []),
    ("and it is named", {EVENT: event(*DAYS), "Events/Salon.md": event("date: 2026-05-20"), "Meetings/2026-05-20 Loom days, first day.md": meeting("2026-05-20", "Ada")}, ["Ada Meetings/2026-05-20 Loom days, first day.md:3"]),
    ("the other one was missed", {EVENT: event(*DAYS), "Events/Salon.md": event("date: 2026-05-20", "went: false"), "Meetings/M.md": meeting("2026-05-20", "Ada")}, ["Ada Meetings/M.md:3"]),
    ("it was missed", {EVENT: event(*DAYS, "went: false", body="## Met\n- [[Ada]]\n")}, []),
    ("their note says so", {EVENT: event(*DAYS), ADA: contact('met_at: "[[Loom Days]]"')}, [f"Ada {ADA}:3"]),
    ("their note names a place", {EVENT: event(*DAYS), ADA: contact("met_at: Ghent")}, []),
    ("nobody private", {EVENT: event(*DAYS, body="## Met\n- [[Ada]]\n"), ADA: contact("private: true")}, []),
    ("the owner is nobody to meet", {EVENT: event(*DAYS, body="## Met\n- [[Robin]]\n")}, []),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected"), [case[1:] for case in MET], ids=[case[0] for case in MET])
def test_who_was_met(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    found = gave(vault, {ADA: contact(), **notes}).people
    said = [f"{one.contact.name} {one.sources[0].path}:{one.sources[0].line}" for one in found]
    assert said == expected


def test_of_an_event_to_come_nobody_was_met(vault: Path) -> None:
    notes = {ADA: contact(), EVENT: event(*DAYS, body="## Met\n- [[Ada]]\n")}
    assert gave(vault, notes, date(2026, 5, 19)).people == ()
    assert len(gave(vault, notes, date(2026, 5, 20)).people) == 1


# --- what came of it -------------------------------------------------------------------------------

THERE = {EVENT: event(*DAYS, "cost: 390 €", body="## Met\n- [[Ada]]: looms\n")}


def say(found: Yield) -> str:
    """Say what came of meeting Ada."""
    (one,) = found.people
    parts = ["new"] if one.first else []
    parts += [f"followed up on {one.followed.value}"] if one.followed else []
    parts += [f"again on {one.again.day}"] if one.again else []
    parts += ["lasting"] if one.is_lasting else []
    parts += ["silent"] if one in found.silent else []
    each = found.cost_of_each
    return ", ".join([*parts, *([costs.say(each)] if each else [])])


# title, Ada's properties, the lines of their note, what came of it
CAME: list[tuple[str, list[str], list[str], str]] = [
    ("nothing", [], [], "new, silent"),
    ("known before", [], ["2026-01-10 coffee: looms"], "silent"),
    ("met before, as their note says", ["first_met: 2025-03-01"], [], "silent"),
    ("met there, as their note says", ["first_met: 2026-05-21"], ["2026-01-10 sent: a question"], "new, silent"),
    ("met there, as their note says in words", ['met_at: ["[[Loom Days]]"]'], ["2026-01-10 sent: a question"], "new, silent"),
    ("a letter the next day", [], ["2026-05-22 letter: thanks"], "new, followed up on 2026-05-22"),
    ("a message without an answer", [], ["2026-05-30 sent: the slides"], "new, followed up on 2026-05-30"),
    ("two weeks later", [], ["2026-06-04 letter: thanks"], "new, followed up on 2026-06-04"),
    ("a day too late", [], ["2026-06-05 letter: thanks"], "new"),
    ("on its last day is not after it", [], ["2026-05-21 coffee: looms"], "new, silent"),
    ("talked again", [], ["2026-05-23 coffee: looms"], "new, followed up on 2026-05-23, again on 2026-05-23"),
    ("the first talk counts", [], ["2026-07-01 call: looms", "2026-06-20 email: looms", "2026-09-01 mention"], "new, again on 2026-07-01, lasting, 390 €"),
    ("a letter is no talk", [], ["2026-05-23 letter: a", "2026-07-01 letter: b"], "new, followed up on 2026-05-23"),
    ("one talk and a letter", [], ["2026-06-23 letter: a", "2026-07-01 call: b"], "new, again on 2026-07-01, lasting, 390 €"),
    ("who was known before is no tie of this event", [], ["2026-01-10 coffee: a", "2026-06-23 coffee: b", "2026-07-01 call: c"], "again on 2026-06-23"),
    ("no longer in touch, and nothing since", ["ended: 2026-08-01"], [], "new"),
    ("no longer in touch", ["ended: 2026-08-01"], ["2026-06-23 letter: a", "2026-07-01 call: b"], "new, again on 2026-07-01"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "log", "expected"), [case[1:] for case in CAME], ids=[case[0] for case in CAME]
)
def test_what_came_of_it(lines: list[str], log: list[str], expected: str, vault: Path) -> None:
    ada = contact(*lines, body="\n".join(f"- {one}" for one in log) + "\n")
    assert say(gave(vault, {ADA: ada, **THERE})) == expected


def test_a_tie_that_lasted_and_went_quiet_is_none(vault: Path) -> None:
    ada = contact(body="- 2026-06-23 letter: a\n- 2026-07-01 call: b\n")
    assert "lasting" in say(gave(vault, {ADA: ada, **THERE}, date(2027, 6, 30)))
    assert "lasting" not in say(gave(vault, {ADA: ada, **THERE}, date(2027, 7, 2)))


# title, a line of the event, what is said of its place and its cost
SAID: list[tuple[str, str, list[str]]] = [
    ("a place", 'place: "[[Ghent]]"', ["Ghent"]),
    ("a private place", 'place: "[[Hush Work]]"', []),
    ("at somebody private's", "place: at Eve Stone's", []),
    ("a cost with a link", 'cost: "390 €, see [[Budget]]"', ["390 €, see Budget"]),
    ("a cost that links a private note", 'cost: "390 €, see [[Hush Work]]"', []),
    ("a cost that names somebody private", "cost: 390 €, from Eve Stone", []),
]


@pytest.mark.parametrize(("line", "expected"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_what_is_said_of_a_place_and_a_cost(line: str, expected: list[str], vault: Path) -> None:
    kept = {"Hush Work.md": "---\nprivate: true\n---\n", "People/Eve Stone.md": contact("private: true")}
    put(vault, {EVENT: event("date: 2026-11-25", line), **kept})
    with build.facts(vault, today=TODAY) as facts:
        (one,) = events.sayable(facts.snapshot)
    assert [leaf.value for leaf in (*one.places, one.cost) if leaf] == expected


# title, what the event cost, how many ties last, what each has cost
COSTS: list[tuple[str, str, int, str | None]] = [
    ("three", "390 €", 3, "130 €"),
    ("one", "390 €", 1, "390 €"),
    ("none", "390 €", 0, None),
    ("free", "free for speakers", 3, None),
    ("words", "paid by the company", 3, None),
    ("nothing said", "", 3, None),
    ("a currency in front", "$1,200", 4, "$300"),
]


@pytest.mark.parametrize(
    ("cost", "ties", "each"), [case[1:] for case in COSTS], ids=[case[0] for case in COSTS]
)
def test_what_each_lasting_tie_has_cost(cost: str, ties: int, each: str | None, vault: Path) -> None:
    names = [f"P{number}" for number in range(ties)]
    lasting = contact(body="- 2026-06-23 letter: a\n- 2026-07-01 call: b\n")
    met = "".join(f"- [[{name}]]\n" for name in ("Ada", *names))
    notes = {EVENT: event(*DAYS, f"cost: {cost}", body=f"## Met\n{met}"), ADA: contact()}
    found = gave(vault, notes | {f"People/{name}.md": lasting for name in names})
    assert [one.contact.name for one in found.lasting] == names
    assert (costs.say(found.cost_of_each) if found.cost_of_each else None) == each


def test_how_many_were_met_and_what_came_of_it(vault: Path) -> None:
    notes = {
        EVENT: event(*DAYS, body="## Met\n- [[Ada]]\n- [[Eva]]\n- [[Ida]]\n"),
        ADA: contact(body="- 2026-05-25 email: a\n"),
        EVA: contact(body=f"{KNOWN}- 2026-06-25 coffee: a\n"),
        "People/Ida.md": contact(),
    }
    found = gave(vault, notes)
    named = {
        word: "".join(one.contact.name[0] for one in people)
        for word, people in (
            ("met", found.people), ("new", found.new), ("followed", found.followed), ("again", found.again),
            ("silent", found.silent), ("lasting", found.lasting),
        )
    }  # fmt: skip
    assert named == {"met": "AEI", "new": "AI", "followed": "A", "again": "E", "silent": "I", "lasting": ""}
