"""What to say to somebody: out of which notes, in which order, and what is never said. Cases are data."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import vaults
from vaultnet import build, openers
from vaultnet.config import Config
from vaultnet.dashboards import DASHBOARDS, today
from vaultnet.hookspecs import Inputs
from vaultnet.marks import typed
from vaultnet.model import Source, Task, Value
from vaultnet.network import FollowUp, Goal, LedgerLine, Occasion, Promise, Snapshot, Summary, Trace
from vaultnet.render import environment, render

TODAY = date(2026, 11, 20)
ADA, MARY = "People/Ada Lovelace.md", "People/Mary Somerville.md"
NOTE = "Daily/2026-10-03.md"


def value(found: Any, line: int = 2, *, link: bool = False) -> Value:
    return Value(found, line, str(found), link)


def ada(*recent: tuple[str, str], **fields: Any) -> Summary:
    """Ada, with what was noted of the last times in touch and with fields."""
    traces = tuple(Trace(ADA, day, "call", f"Daily/{day}.md", 1, "mention", text) for day, text in recent)
    lists = {
        key: tuple(map(value, found)) if isinstance(found, list) else (value(found),)
        for key, found in fields.items()
    }
    return Summary(ADA, "Ada Lovelace", lists, len(traces), traces)


def line(kind: str, text: str, contact: str = ADA, *, day: str = "2026-10-03", number: int = 4) -> LedgerLine:
    return LedgerLine(kind, contact, text, day, NOTE, number)


def clip(name: str, *tags: str) -> LedgerLine:
    text = " ".join((name, *(f"#{tag}" for tag in tags)))
    return LedgerLine("clip", "", text, "2026-10-05", f"Clippings/{name}.md", 3)


def event(begins: str, ends: str = "", name: str = "Loom Days", kind: str = "event") -> Occasion:
    fields = {"date": (value(begins),), "people": (value("Ada Lovelace", 4, link=True),)}
    if ends:
        fields["ends"] = (value(ends, 3),)
    return Occasion(f"Events/{name}.md", name, kind, fields, {"Ada Lovelace": ADA})


def goal(step: str, done: str, *, is_last: bool = False) -> Goal:
    steps = (Task("x", step, 5, done=done), *(() if is_last else (Task(" ", "Go", 6),)))
    return Goal("Goals/Lead.md", "Lead", {}, steps, ())


def promise(text: str, *, theirs: bool = False, number: int = 7) -> Promise:
    return Promise(ADA, text, NOTE, number, "", theirs)


def said(contact: Summary, most: int = 9, reasons: tuple[FollowUp, ...] = (), **facts: Any) -> list[str]:
    snapshot = Snapshot(TODAY, (contact, *facts.pop("others", ())), **facts)
    return [one.value for one in openers.find(contact, reasons, snapshot, most)]


def liked(liked_on: str, called_on: str) -> tuple[Trace, ...]:
    """A comment of the owner's, and a call before that."""
    days = {liked_on: ("engage", "Liked it."), called_on: ("call", "Looms.")}
    return tuple(
        Trace(ADA, day, kind, f"Daily/{day}.md", 1, "mention", text) for day, (kind, text) in days.items()
    )


CASES: list[tuple[str, Summary, dict[str, Any], list[str]]] = [
    ("nothing is known", ada(), {}, []),
    ("their words", ada(("2026-10-17", "Start with one hire.")), {}, ["last time, 17 October: “Start with one hire.”"]),
    ("without their markup", ada(("2026-10-17", "**Start** with [[Hiring|one hire]].")), {}, ["last time, 17 October: “Start with one hire.”"]),
    ("in another year", ada(("2025-10-17", "Start.")), {}, ["last time, 17 October 2025: “Start.”"]),
    ("long ones", ada(("2026-10-17", "word " * 40)), {}, [f"last time, 17 October: “{'word ' * 23}word…”"]),
    (
        "the last time has no words",
        ada(("2026-10-17", ""), ("2026-09-01", "Looms.")),
        {},
        ["earlier, 1 September: “Looms.”"],
    ),
    (
        "a like has nothing of theirs",
        replace(ada(), recent=liked("2026-10-17", "2026-09-01")),
        {},
        ["earlier, 1 September: “Looms.”"],
    ),
    ("a promise of mine", ada(), {"promises": (promise("Send [[Ada Lovelace]] the draft"),)}, ["you promised: “Send Ada Lovelace the draft”"]),
    ("a promise that begins with its name", ada(), {"promises": (promise("[[Ada Lovelace|Ada]]: the draft"),)}, ["you promised: “the draft”"]),
    ("one of somebody else about them", ada(), {"promises": (promise("#waiting [[Eva]] introduces me to [[Ada]]", theirs=True),)}, []),
    ("one of theirs", ada(), {"promises": (promise("#waiting the letter", theirs=True),)}, ["they promised: “the letter”"]),
    ("a promise nobody may read", ada(), {"promises": (promise(""),)}, []),
    ("kept for them", ada(), {"ledger": (line("share", "[[Ada Lovelace]] the essay on looms"),)}, ["to share, 3 October: “the essay on looms”"]),
    ("under any of their names", replace(ada(), aliases=("Countess",)), {"ledger": (line("share", "[[Countess]]: an essay"), line("news", "[[lovelace/ada lovelace|Ada]]'s move", number=5))}, ["to share, 3 October: “an essay”", "their news, 3 October: “move”"]),
    ("of somebody else it is said who", ada(), {"ledger": (line("news", "[[Mary]] moved in", number=5),)}, ["their news, 3 October: “Mary moved in”"]),
    ("their news", ada(), {"ledger": (line("news", "[[Ada Lovelace]] moves to Lisbon"),)}, ["their news, 3 October: “moves to Lisbon”"]),
    ("news without a day", ada(), {"ledger": (line("news", "moves to Lisbon", day=""),)}, ["their news: “moves to Lisbon”"]),
    ("news of a year ago", ada(), {"ledger": (line("news", "moved", day="2025-11-20"),)}, ["their news, 20 November 2025: “moved”"]),
    ("older news", ada(), {"ledger": (line("news", "moved", day="2025-11-19"),)}, []),
    ("news of somebody else", ada(), {"ledger": (line("news", "moved", MARY),)}, []),
    ("what was given", ada(), {"ledger": (line("gave", "the draft"), line("about", "[[Ada Lovelace]]"))}, []),
    (
        "something they care about",
        ada(interests=["pigeons", "power looms"]),
        {"ledger": (line("share", "A power loom that weaves by itself", ""),)},
        ["they care about power looms; to share, 3 October: “A power loom that weaves by itself”"],
    ),
    ("half of it", ada(interests=["power looms"]), {"ledger": (line("share", "Looms", ""),)}, []),
    ("only a part of the word", ada(interests=["tea"]), {"ledger": (line("share", "A team and steam", ""),)}, []),
    (
        "a clipping, by its tags",
        ada(interests=["Build caches"]),
        {"ledger": (clip("Measured", "build-caches"),)},
        ["they care about Build caches; saved, 5 October: “Measured”"],
    ),
    (
        "my news of it",
        ada(interests=["looms"]),
        {"ledger": (line("news", "my loom is done", ""),)},
        ["they care about looms; your news, 3 October: “my loom is done”"],
    ),
    ("what was said to somebody else of it", ada(interests=["looms"]), {"ledger": (line("share", "looms", MARY),)}, []),
    ("an interest alone", ada(interests=["looms"]), {}, []),
    ("what they would learn", ada(learns=["French", "negotiating"]), {}, ["they would like to learn French and negotiating"]),
    ("an event soon", ada(), {"occasions": (event("2026-12-20"),)}, ["they are expected at Loom Days on 20 December"]),
    ("one far off", ada(), {"occasions": (event("2026-12-21"),)}, []),
    ("one that is private", ada(), {"occasions": (event("2026-12-03"),), "private": frozenset({"Events/Loom Days.md"})}, []),
    ("one today", ada(), {"occasions": (event("2026-11-20"),)}, ["they are expected at Loom Days on 20 November"]),
    ("one that goes on", ada(), {"occasions": (event("2026-11-19", "2026-11-22"),)}, ["they are expected at Loom Days until 22 November"]),
    ("its last day", ada(), {"occasions": (event("2026-11-19", "2026-11-20"),)}, ["they are expected at Loom Days on 19 November"]),
    ("one lately", ada(), {"occasions": (event("2026-09-21"),)}, ["they were expected at Loom Days on 21 September"]),
    ("one long past", ada(), {"occasions": (event("2026-09-20"),)}, []),
    ("one where they were met", ada(("2026-11-02", ""), ("2026-11-01", "")), {"occasions": (event("2026-11-02", "2026-11-03"),)}, []),
    ("an opportunity is no event", ada(), {"occasions": (event("2026-11-25", kind="opportunity"),)}, []),
    (
        "the next event first",
        ada(),
        {"occasions": (event("2026-12-03"), event("2026-11-25", name="Tea"))},
        ["they are expected at Tea on 25 November", "they are expected at Loom Days on 3 December"],
    ),
    (
        "one of each sort before the second of one",
        ada(("2026-10-17", "One."), ("2026-10-01", "Two."), learns=["French"]),
        {"occasions": (event("2026-12-03"),), "ledger": (line("news", "moved"),), "promises": (promise("a"),)},
        [
            "they are expected at Loom Days on 3 December",
            "last time, 17 October: “One.”",
            "you promised: “a”",
            "their news, 3 October: “moved”",
            "they would like to learn French",
            "earlier, 1 October: “Two.”",
        ],
    ),
    (
        "what happened to you since",
        ada(("2026-09-17", "")),
        {"ledger": (line("news", "I have a loom", ""),)},
        ["your news, 3 October: “I have a loom”"],
    ),
    ("what they were there for", ada(("2026-10-03", "")), {"ledger": (line("news", "I have a loom", ""),)}, []),
    ("a step that you finished is for those who had a part in it", ada(("2026-09-17", "")), {"goals": (goal("Ask", "2026-10-05"),)}, []),
    (
        "what tells more goes before what is newer",
        ada(("2026-09-17", "")),
        {"goals": (goal("Ask", "2026-10-02", is_last=True),), "ledger": (line("news", "I have a loom", ""),)},
        ["your news, 2 October: you reached “Lead”"],
    ),
    (
        "what is about them goes first",
        ada(("2026-09-17", "One."), ("2026-09-01", "Two.")),
        {"ledger": (line("news", "I have a loom", ""),)},
        ["last time, 17 September: “One.”", "earlier, 1 September: “Two.”", "your news, 3 October: “I have a loom”"],
    ),
    ("your news for whom you were never in touch with", ada(), {"ledger": (line("news", "I have a loom", ""),)}, []),
    (
        "two lines of one place are one",
        ada(),
        {"ledger": (line("news", "moved"), line("share", "the essay"))},
        ["to share, 3 October: “the essay”"],
    ),
    (
        "the same words in two places are said once",
        ada(("2026-10-17", "She moved."),),
        {"ledger": (line("news", "she moved"),)},
        ["last time, 17 October: “She moved.”"],
    ),
    ("nobody quotes what is private", ada(("2026-10-17", "Words."), private=True, learns=["French"]), {"occasions": (event("2026-12-03"),)}, []),
    (
        "a line that names somebody private",
        ada(("2026-10-17", "Tea with [[Mary Somerville|M]], who is ill."), ("2026-10-01", "Mary Somerville is ill."), ("2026-09-01", "Maryland.")),
        {"others": (Summary(MARY, "Mary Somerville", {"private": (value(True),)}),)},
        ["earlier, 1 September: “Maryland.”"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("contact", "facts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_to_say(contact: Summary, facts: dict[str, Any], expected: list[str]) -> None:
    assert said(contact, **facts) == expected


def because(text: str, path: str = NOTE, number: int = 4, opener: str = "") -> FollowUp:
    sources = (Source(path, number, text),)
    return FollowUp(ADA, "Ada Lovelace", "share", TODAY, text, sources, opener=opener)


REASONS: list[tuple[str, FollowUp, list[str]]] = [
    ("about something else", because("x", number=1), ["last time, 3 October: “Looms.”", "their news, 3 October: “moved”"]),
    ("the line is the reason", because("x"), ["last time, 3 October: “Looms.”"]),
    ("its words are in the reason", because("told you: Looms.", number=1), ["their news, 3 October: “moved”"]),
    ("it has its own opener", because("x", opener="How is *Lisbon*?"), ["How is Lisbon?", "last time, 3 October: “Looms.”"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "expected"), [case[1:] for case in REASONS], ids=[case[0] for case in REASONS]
)
def test_nothing_that_stands_in_the_reasons(reason: FollowUp, expected: list[str]) -> None:
    contact = ada(("2026-10-03", "Looms."))
    assert said(contact, 2, (reason,), ledger=(line("news", "moved"),)) == expected


def test_the_day_of_the_last_time_in_a_reason_does_not_take_its_words_away() -> None:
    contact = ada(("2026-10-03", "Looms."))
    reason = because("every month, last on 3 October", number=1)
    assert said(contact, 2, (reason,)) == ["last time, 3 October: “Looms.”"]


def test_what_is_shown_already_is_not_said() -> None:
    contact = ada(("2026-10-03", "Looms."))
    snapshot = Snapshot(TODAY, (contact,), ledger=(line("news", "moved"),))
    assert openers.find(contact, (), snapshot, 2, {(NOTE, 1), (NOTE, 4)}) == ()


@pytest.mark.parametrize("today", [date.min, date.max])
def test_the_ends_of_the_calendar(today: date) -> None:
    contact = ada()
    snapshot = Snapshot(today, (contact,), ledger=(line("news", "x"),), occasions=(event("2026-11-20"),))
    said = openers.find(contact, (), snapshot)
    assert all(one.sources for one in said)
    assert len(said) <= 2


TEXTS = st.text(st.sampled_from("ab [#|].“”*:\n"), max_size=12)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["news", "share"]), TEXTS, st.integers(1, 9))),
    TEXTS,
    st.integers(0, 3),
)
def test_never_more_than_wanted_never_a_line_twice_each_with_its_source(
    lines: list[tuple[str, str, int]], words: str, most: int
) -> None:
    contact = ada(("2026-10-03", words))
    ledger = tuple(line(kind, text, number=number) for kind, text, number in lines)
    found = openers.find(contact, (), Snapshot(TODAY, (contact,), ledger=ledger), most)
    assert len(found) <= most
    places = [(one.sources[0].path, one.sources[0].line) for one in found]
    assert len(set(places)) == len(places)
    assert all("\n" not in one.value for one in found)


NOTES = {
    "vaultnet.toml": "",
    "People/Ada Lovelace.md": "---\ntype: contact\ninterests: [power looms]\nlearns: [French]\n---\n",
    "People/Mary Somerville.md": "---\ntype: contact\nprivate: true\nlearns: [French]\n---\n",
    "Daily/2026-10-03.md": "Called [[Ada Lovelace]]: she is writing again.\n\nnews:: [[Ada Lovelace]] moves to Lisbon\n"
    "news:: [[Mary Somerville]] is ill\n\n- [ ] Send [[Ada Lovelace]] the draft\n",
    "Clippings/A loom.md": "---\nsource: https://looms.example\ntags: [clippings, power-looms]\n---\nText.\n",
    "Events/Loom Days.md": '---\ntype: event\ndate: 2026-12-03\npeople: ["[[Ada Lovelace]]"]\n---\n',
}  # fmt: skip


def test_every_opener_stands_where_it_says(vault: Path) -> None:
    """Law 6: each source's quote is on its line or in the path, and what is quoted is in the note."""
    vaults.put(vault, NOTES)
    with build.facts(vault, today=TODAY) as facts:
        found = {one.name: openers.find(one, (), facts.snapshot, 9) for one in facts.snapshot.contacts}
    assert found["Mary Somerville"] == ()
    assert [one.value for one in found["Ada Lovelace"]] == [
        "they are expected at Loom Days on 3 December",
        "last time, 3 October: “Called Ada Lovelace: she is writing again.”",
        "you promised: “Send Ada Lovelace the draft”",
        "their news, 3 October: “moves to Lisbon”",
        "they care about power looms; saved: “A loom”",
        "they would like to learn French",
    ]
    for one in found["Ada Lovelace"]:
        for source in one.sources:
            there = NOTES[source.path].split("\n")[source.line - 1]
            assert source.quote
            assert source.quote in there or source.quote in source.path


def test_what_is_found_does_not_hang_on_the_order_of_the_facts() -> None:
    contact = ada(interests=["looms"])
    ledger = (line("news", "moved"), clip("Loom", "looms"), line("share", "the essay", number=5))
    snapshot = Snapshot(TODAY, (contact,), ledger=ledger)
    turned = replace(snapshot, ledger=ledger[::-1])
    assert openers.find(contact, (), snapshot, 9) == openers.find(contact, (), turned, 9)


# --- on Today --------------------------------------------------------------------------------------


def today_page(vault: Path, **notes: str) -> str:
    vaults.put(vault, {**NOTES, "vaultnet.toml": "[weights]\nfirst_touch = 0\nshare = 0\n", **notes})
    vaults.build(vault)
    text = vaults.outputs(vault)["Network/Network Today.md"].decode()
    return text.partition("## Reach out\n\n")[2].partition("\n\nDone?")[0]


ADA_IN_TOUCH = "---\ntype: contact\ncadence: 2w\ninterests: [power looms]\nlearns: [French]\n---\n"


def test_today_says_nothing_twice(vault: Path) -> None:
    """The words of the last time, and what was promised, stand there already; both count among the two lines."""
    assert today_page(vault, **{ADA: ADA_IN_TOUCH}).split("\n") == [
        "- [ ] [[Ada Lovelace]] · **check in**: every 2 weeks, last on 3 October",
        '    - last: call on [[2026-10-03|3 October]], *"Called Ada Lovelace: she is writing again."*',
        "    - you promised: Send Ada Lovelace the draft ([[2026-10-03|3 October]])",
        "    - they are expected at Loom Days on 3 December ([[Loom Days|note]])",
    ]


def test_today_where_nothing_was_promised(vault: Path) -> None:
    daily = "Called [[Ada Lovelace]].\n\nnews:: [[Ada Lovelace]] moves to *Lisbon*\n"
    assert today_page(vault, **{ADA: ADA_IN_TOUCH, NOTE: daily}).split("\n")[1:] == [
        '    - last: call on [[2026-10-03|3 October]], *"Called Ada Lovelace."*',
        "    - they are expected at Loom Days on 3 December ([[Loom Days|note]])",
        "    - their news, 3 October: “moves to Lisbon” ([[2026-10-03|note]])",
    ]


def test_today_says_what_they_said_before_a_like(vault: Path) -> None:
    meeting = (
        '---\ntype: meeting\ndate: 2026-10-05\nkind: engage\npeople: ["[[Ada Lovelace]]"]\n---\nLiked it.\n'
    )
    events = {"Events/Loom Days.md": "---\ntype: event\ndate: 2027-12-03\n---\n"}
    notes = {
        ADA: ADA_IN_TOUCH,
        NOTE: "Called [[Ada Lovelace]]: looms.\n",
        "Meetings/Like.md": meeting,
        **events,
    }
    assert today_page(vault, **notes).split("\n")[1:] == [
        '    - last: reaction on [[Like|5 October]], *"Liked it."*',
        "    - earlier, 3 October: “Called Ada Lovelace: looms.” ([[2026-10-03|note]])",
        "    - they care about power looms; saved: “A loom” ([[A loom|note]])",
    ]


def test_today_needs_no_link_to_the_note_that_it_links_to_already(vault: Path) -> None:
    ada = ADA_IN_TOUCH.replace("interests: [power looms]\n", "") + "- 2026-10-03 call\n"
    events = {"Events/Loom Days.md": "---\ntype: event\ndate: 2027-12-03\n---\n"}
    lines = today_page(vault, **{ADA: ada, NOTE: "Nothing.\n", **events}).split("\n")
    assert lines[-1] == "    - they would like to learn French"


def test_today_asks_only_for_those_who_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def find(contact: Summary, *rest: Any) -> tuple[()]:
        asked.append(contact.name)
        return ()

    monkeypatch.setattr(openers, "find", find)
    people = tuple(
        replace(ada(("2026-01-01", "x"), cadence=30), path=f"{n}.md", name=f"{n}") for n in range(9)
    )
    snapshot = Snapshot(TODAY, people)
    follow_ups = tuple(replace(because("x"), contact=one.path, name=one.name) for one in people)
    today.context(Inputs(snapshot, follow_ups, (), Config(), ()))
    assert asked == ["0", "1", "2", "3", "4"]


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("[]|#^*_`~=%:<>-+1. \n\r\\$&!📅“”\u202e\u2028"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=20,
)
ENVIRONMENT = environment([Path(__file__).parents[1] / "templates"])
TODAY_PAGE = next(one for one in DASHBOARDS if one.name == "Today")


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE)
def test_no_words_of_an_opener_break_the_page(words: str, name: str) -> None:
    contact = ada(cadence=14, learns=[name])
    ledger = (line("news", words),)
    snapshot = Snapshot(TODAY, (contact,), ledger=ledger, occasions=(event("2026-12-20", name=name),))
    context = TODAY_PAGE.context(Inputs(snapshot, (because("x", number=1),), (), Config(), ()))
    assert context is not None
    text = render(TODAY_PAGE, context, TODAY, ENVIRONMENT, {})
    assert isinstance(text, str)
    box, *nested = text.partition("## Reach out\n\n")[2].partition("\n\nDone?")[0].split("\n")
    assert box.startswith("- [ ] ")
    assert len(nested) <= 2
    for said in nested:
        assert re.match(
            r"    - (their news, 3 October: “|they are expected at |they would like to learn )", said
        )
    assert typed(text) == ()
    assert text.count("<!--") == 1
    assert "📅" not in text


def test_the_page_says_the_figures() -> None:
    docs = (Path(__file__).parents[1] / "docs/follow-ups.md").read_text(encoding="utf-8")
    told = docs.partition("## What to say")[2].partition("\n## ")[0]
    assert f"within {openers.SOON} days" in told
    assert f"the last {openers.LATELY} days" in told
    assert openers.FRESH == 365
    assert "of the last year" in told
