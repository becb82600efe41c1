"""Ticks on a dashboard: what was marked, about whom, and which words are the owner's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet import marks, ticks
from vaultnet.interaction_notes import Person, draft
from vaultnet.marks import finish
from vaultnet.planners.intake import Taken
from vaultnet.tick_words import Said, command, read
from vaultnet.ticks import Tick, parse, rest

DAY = date(2026, 11, 20)
ADA = "- [ ] [[Ada Lovelace]] · **check in**: every 6 weeks, last on 17 October"
GRACE = "- [ ] [[Grace Hopper]] · **promise**: Send [[Anna Atkins]] the drawings, for 19 November"
ANNA = "- [ ] track [[Anna Atkins]] every 6w · three times, the last on [[2026-10-04|4 October]]"
LAST = '    - last: coffee on [[2026-10-17 Ada|17 October]], *"Start with one hire"*'
BODY = f"""# Friday, 20 November 2026

## Reach out

{ADA}
{LAST}
{GRACE}
    - promised: the drawings

Done? Tick it.

## Keep in touch with?

{ANNA}
"""
PAGE = finish(BODY, "Today", DAY)
PEOPLE = {name: f"People/{name}.md" for name in ("Ada Lovelace", "Grace Hopper", "Anna Atkins")}


def who(target: str) -> str:
    return PEOPLE.get(target.removesuffix(".md").rpartition("/")[2], "")


def change(line: str, *new: str, page: str = PAGE) -> str:
    """The page with other lines in place of one."""
    assert f"{line}\n" in page
    return page.replace(f"{line}\n", "".join(f"{text}\n" for text in new))


def done(line: str, words: str = "") -> str:
    return line.replace("[ ]", "[x]") + words


def found(page: str, fresh: str = "") -> list[dict[str, Any]]:
    """What each tick says, without what it says about the page."""
    told = []
    for tick in parse(page, "Network/Network Today.md", who, fresh, ("inner", "close")):
        said = {
            key: value for key, value in tick._asdict().items() if value and key not in ("taken", "block")
        }
        assert said.pop("day") == DAY
        said["contact"] = said["contact"][7:-3]
        dated = said.pop("dated", False)
        assert dated or not tick.done or tick.on == DAY
        if not said.get("done"):
            said.pop("on", None)
        elif said["on"] == DAY:
            del said["on"]
        told.append(said)
    return told


def left(page: str, fresh: str = "") -> tuple[str, ...]:
    """What else was typed."""
    return rest(page, fresh, parse(page, "Network/Network Today.md", who, fresh, ("inner", "close")))


TICKED = {"contact": "Ada Lovelace", "done": True}
# what is written after the generated words of a ticked line, and what it says
WORDS: list[tuple[str, dict[str, Any]]] = [
    ("", {}),
    (" coffee", {"kind": "coffee"}),
    (" Coffee, she moves to Lisbon", {"kind": "coffee", "words": "she moves to Lisbon"}),
    (", coffee", {"kind": "coffee"}),
    (" she moves to Lisbon", {"words": "she moves to Lisbon"}),
    (" she moves, coffee", {"kind": "coffee", "words": "she moves"}),
    (" sauna: a long talk", {"kind": "sauna", "words": "a long talk"}),
    (" note: a long talk", {"words": "note: a long talk"}),
    (" lunch", {"kind": "meal", "words": "lunch"}),
    (" Dinner, she moves", {"kind": "meal", "words": "Dinner, she moves"}),
    (" walk", {"kind": "meeting", "words": "walk"}),
    (" coffee with her boss", {"kind": "coffee", "words": "coffee with her boss"}),
    (" coffee 2w", {"kind": "coffee", "until": date(2026, 12, 4)}),
    (" coffee, 2w; she moves", {"kind": "coffee", "until": date(2026, 12, 4), "words": "she moves"}),
    (" she moves → 2w", {"until": date(2026, 12, 4), "words": "she moves"}),
    (" 2026-11-18", {"on": date(2026, 11, 18)}),
    (" 2026-11-18, call", {"on": date(2026, 11, 18), "kind": "call"}),
    (" ✅ 2026-11-21", {"on": date(2026, 11, 21)}),
    (" coffee ✅ 2026-11-21", {"on": date(2026, 11, 21), "kind": "coffee"}),
    (" ✅ 2026-11-21 coffee, fine", {"on": date(2026, 11, 21), "kind": "coffee", "words": "fine"}),
    (" [completion:: 2026-11-21]", {"on": date(2026, 11, 21)}),
    (" ✅ 2026-11-23 2026-11-22", {"on": date(2026, 11, 22)}),
    (" ✅ 2026-13-23", {"words": "✅ 2026-13-23"}),
    (" coffee, skip", {"kind": "coffee", "skip": True}),
    (" every 6 weeks", {"words": "every 6 weeks"}),
    (" promised:: the book", {"words": "promised:: the book"}),
    (" with [[Grace Hopper]], coffee", {"kind": "coffee", "words": "with [[Grace Hopper]]"}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "said"), WORDS, ids=[case[0].strip() for case in WORDS])
def test_words_of_a_ticked_line(words: str, said: dict[str, Any]) -> None:
    page = change(ADA, done(ADA, words))
    assert found(page) == [TICKED | said]
    assert left(page) == ()


SNOOZED = {"contact": "Ada Lovelace", "until": date(2026, 12, 4)}
SKIPPED = {"contact": "Ada Lovelace", "skip": True}
AS_TYPED = ADA.replace("[ ] ", "")
FENCED = ("- tea", "- and more", "- tea", "```", "code", "```", "- [ ] a task")
# title, the lines in place of Ada's, what they say, what is left as typed
ACTS: list[tuple[str, tuple[str, ...], list[dict[str, Any]], tuple[str, ...]]] = [
    ("put off", (f"{ADA} 2w",), [SNOOZED], ()),
    ("put off, with a plus", (f"{ADA} +2w",), [SNOOZED], ()),
    ("put off, with an arrow", (f"{ADA} → 2w",), [SNOOZED], ()),
    ("put off until a day", (f"{ADA} 2026-12-04",), [SNOOZED], ()),
    ("put off until a day of the Tasks plugin", (f"{ADA} ⏳ 2026-12-04",), [SNOOZED], ()),
    ("ticked and put off", (done(ADA, " 2w"),), [SNOOZED], ()),
    ("ticked by a plugin and put off", (done(ADA, " 2w ✅ 2026-11-21"),), [SNOOZED], ()),
    ("skip", (f"{ADA} skip",), [SKIPPED], ()),
    ("ticked skip", (done(ADA, " Skip!"),), [SKIPPED], ()),
    ("a box for dropped", (ADA.replace("[ ]", "[-]"),), [SKIPPED], ()),
    ("a box for dropped, by a plugin", (ADA.replace("[ ]", "[-]") + " ❌ 2026-11-21",), [SKIPPED], ()),
    ("dropped until", (ADA.replace("[ ]", "[-]") + " 2w",), [SNOOZED], ()),
    ("forwarded", (ADA.replace("[ ]", "[>]"),), [SNOOZED | {"until": date(2026, 11, 27)}], ()),
    ("forwarded by a span", (ADA.replace("[ ]", "[>]") + " 2w",), [SNOOZED], ()),
    ("nothing", (ADA,), [], ()),
    ("words without a tick", (f"{ADA} call her",), [], (f"{AS_TYPED} call her",)),
    ("a kind without a tick", (f"{ADA} coffee",), [], (f"{AS_TYPED} coffee",)),
    ("a day past without a tick", (f"{ADA} 2026-11-18",), [], (f"{AS_TYPED} 2026-11-18",)),
    ("put off, with words", (f"{ADA} 2w, she travels",), [SNOOZED], (f"{AS_TYPED} 2w, she travels",)),
    ("skip, with words", (done(ADA, " skip, no more"),), [SKIPPED], (f"{AS_TYPED} skip, no more (ticked)",)),
    ("nested words", (done(ADA), "    - she moves"), [TICKED | {"lines": ("- she moves",)}], ()),
    ("nested words, past the evidence", (done(ADA, " coffee"), LAST, "\t- she moves"),
     [TICKED | {"kind": "coffee", "lines": ("- she moves",)}], ()),
    ("a day among others without a tick", (f"{ADA} monday, she travels",), [],
     (f"{AS_TYPED} monday, she travels",)),
    ("a day past in words without a tick", (f"{ADA} yesterday",), [], (f"{AS_TYPED} yesterday",)),
    ("put off until monday", (f"{ADA} monday",), [SNOOZED | {"until": date(2026, 11, 23)}], ()),
    ("put off until next week", (f"{ADA} next week",), [SNOOZED | {"until": date(2026, 11, 27)}], ()),
    ("put off, nested", (ADA, "    - in 2 weeks"), [SNOOZED], ()),
    ("forwarded to a day", (ADA.replace("[ ]", "[>]") + " monday",),
     [SNOOZED | {"until": date(2026, 11, 23)}], ()),
    ("lines that repeat themselves", (done(ADA), *(f"    {line}" for line in FENCED)), [TICKED | {"lines": FENCED}], ()),
    ("nested lines keep their shape", (done(ADA), "\t- one", "", "\t\t- two", "\t[x] three"),
     [TICKED | {"lines": ("- one", "    - two", "[x] three")}], ()),
    ("a nested command", (done(ADA), "    - 2w", "    - she moves"),
     [TICKED | {"until": date(2026, 12, 4), "lines": ("- she moves",)}], ()),
    ("a nested kind", (done(ADA), "    - [ ] coffee"), [TICKED | {"kind": "coffee"}], ()),
    ("a nested put-off", (ADA, "    2w"), [SNOOZED], ()),
    ("a nested put-off with words", (ADA, "    2w", "    - she moves"), [SNOOZED],
     (f"{AS_TYPED}\n    - she moves",)),
    ("words on the evidence", (done(ADA), f"{LAST} so true"),
     [TICKED | {"lines": (f"> {LAST.strip()[2:]} so true",)}], ()),
    ("not nested", (done(ADA), "she moves"), [TICKED], ("she moves",)),
    ("another box", (ADA.replace("[ ]", "[?]"),), [], (f"{AS_TYPED} (ticked)",)),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "said", "typed"), [pytest.param(*case[1:], id=case[0]) for case in ACTS])
def test_acts(lines: tuple[str, ...], said: list[dict[str, Any]], typed: tuple[str, ...]) -> None:
    page = change(ADA, *lines)
    assert found(page) == said
    assert left(page) == typed


COFFEE = TICKED | {"kind": "coffee"}
LINE = done(ADA, " coffee")
# title, the page
STILL_COFFEE: list[tuple[str, Callable[[str], str]]] = [
    ("moved to the end", lambda page: page.replace(f"{LINE}\n", "") + LINE + "\n"),
    ("moved under another heading", lambda page: page.replace(f"{LINE}\n", "").replace(ANNA, f"{LINE}\n{ANNA}")),
    ("indented", lambda page: page.replace(LINE, f"      {LINE}")),
    ("other markers", lambda page: re.sub(r"(?m)^(\s*)- ", r"\1* ", page)),
    ("plus signs", lambda page: re.sub(r"(?m)^(\s*)- ", r"\1+ ", page)),
    ("numbered", lambda page: page.replace("- [x]", "3. [x]")),
    ("CRLF", lambda page: page.replace("\n", "\r\n")),
    ("byte order mark", lambda page: f"\ufeff{page}"),
    ("hard spaces", lambda page: page.replace("[x] ", "[x]\u00a0").replace("every 6", "every\u00a06")),
    ("two spaces", lambda page: page.replace("[x] ", "[x]  ").replace(" coffee", "  coffee  ")),
    ("a capital X", lambda page: page.replace("[x]", "[X]")),
    ("another formatter's emphasis", lambda page: page.replace('*"', '_"').replace('"*', '"_')),
    ("doubled", lambda page: page.replace(LINE, f"{LINE}\n{LINE}")),
    ("doubled by a merge, once ticked", lambda page: page.replace(LINE, f"{LINE}\n{ADA}")),
    ("doubled by a merge, ticked below", lambda page: page.replace(LINE, f"{ADA}\n{LINE}")),
    ("conflict", lambda page: page.replace(LINE, f"<<<<<<< HEAD\n{ADA}\n=======\n{LINE}\n>>>>>>> other")),
    ("its evidence removed", lambda page: page.replace(f"{LAST}\n", "")),
    ("the comment cut short", lambda page: page.replace(" -->", "")),
    ("words before", lambda page: page.replace(LINE, done(ADA).replace("[x]", "[x] coffee,"))),
    ("another word to show for the link", lambda page: page.replace("[x] [[Ada Lovelace]]", "[x] [[Ada Lovelace|Ada]]")),
    ("the link in bold", lambda page: page.replace("[x] [[Ada Lovelace]]", "[x] **[[Ada Lovelace]]**")),
    ("another word, in italics", lambda page: page.replace("[x] [[Ada Lovelace]]", "[x] _[[Ada Lovelace|Ada]]_")),
]  # fmt: skip


@pytest.mark.parametrize(("_title", "edit"), STILL_COFFEE, ids=[case[0] for case in STILL_COFFEE])
def test_what_an_editor_or_a_merge_does_to_a_line_changes_nothing(
    _title: str, edit: Callable[[str], str]
) -> None:
    page = edit(change(ADA, LINE))
    assert found(page) == [COFFEE]
    assert left(page) == ()


def test_without_the_comment_the_fresh_rendering_tells_the_words() -> None:
    page = change(ADA, LINE)
    bare = page[: page.index("<!--")]
    assert found(bare, PAGE) == [COFFEE]
    assert left(bare, PAGE) == ()
    cut = bare.replace(" last on 17 October coffee", "")
    assert found(cut, PAGE) == [TICKED], "words were taken out, none added"
    within = bare.replace("weeks, last", "weeks, (she said never) last")
    quoted = (
        done(ADA, " coffee").replace("weeks, last", "weeks, (she said never) last").removeprefix("- [x] ")
    )
    assert found(within, PAGE) == [TICKED | {"lines": (f"> {quoted}",)}]
    assert left(within, PAGE) == ()


def test_no_word_among_the_generated_ones_is_obeyed() -> None:
    within = done(ADA).replace("every", "2w every")
    for page, fresh in ((change(ADA, within), PAGE), (change(ADA, ADA, within), "")):
        assert found(page, fresh) == [TICKED | {"lines": (f"> {within.removeprefix('- [x] ')}",)}]
        assert left(page, fresh) == ()
    page = change(ADA, within.replace("[x]", "[ ]"))
    assert found(page, PAGE) == []
    assert left(page, PAGE) == (AS_TYPED.replace("every", "2w every"),)


QUOTE = "[[Ada Lovelace]] · **check in**: every fortnight, last on 17 October coffee"
# title, Ada's line, what it says
UNSURE: list[tuple[str, str, dict[str, Any]]] = [
    ("edited within", f"- [x] {QUOTE}", TICKED | {"lines": (f"> {QUOTE}",)}),
    ("the link alone", "- [x] [[Ada Lovelace]]", TICKED),
    ("a line of the owner's", "- [x] [[Ada Lovelace]] coffee, she moves",
     COFFEE | {"words": "she moves"}),
    ("a line of the owner's, nothing read at its end", "- [x] [[Ada Lovelace]] she moves, coffee",
     TICKED | {"words": "she moves, coffee"}),
    ("dropped", "- [-] [[Ada Lovelace]]", SKIPPED),
    ("the link alone, in bold", "- [x] **[[Ada Lovelace]]**", TICKED),
]  # fmt: skip


@pytest.mark.parametrize(("line", "said"), [pytest.param(*case[1:], id=case[0]) for case in UNSURE])
def test_where_nobody_knows_the_generated_words_none_is_a_command(line: str, said: dict[str, Any]) -> None:
    page = change(ADA, line)
    assert found(page) == [said]
    assert left(page) == ()


# title, Ada's line, what is left as typed
NO_TICKS = [
    ("the link is gone", done(ADA).replace("[[Ada Lovelace]] ", "")),
    ("its link is gone, and another stands there", done(GRACE).replace("[[Grace Hopper]] ", "")),
    ("nobody", done(ADA).replace("Ada", "Eve")),
    ("a task of the owner's", "- [x] call [[Ada Lovelace]]"),
    ("an open line of the owner's", "- [ ] [[Ada Lovelace]] coffee"),
    ("a plain line", "[[Ada Lovelace]] coffee"),
]


@pytest.mark.parametrize("line", [case[1] for case in NO_TICKS], ids=[case[0] for case in NO_TICKS])
def test_what_is_no_tick_is_typed(line: str) -> None:
    page = change(ADA, line)
    assert found(page) == []
    assert len(left(page)) == 1
    assert re.sub(r"- \[.\] ", "", line) in re.sub(r"- \[.\] |- ", "", left(page)[0])


TRACKED = {"contact": "Anna Atkins", "every": "6w"}
# title, Anna's line, what it says, whether nothing is left
TRACKS: list[tuple[str, str, list[dict[str, Any]], bool]] = [
    ("ticked", done(ANNA), [TRACKED], True),
    ("ticked by a plugin", done(ANNA, " ✅ 2026-11-21"), [TRACKED], True),
    ("another span", done(ANNA, " 2w"), [TRACKED | {"every": "2w"}], True),
    ("another span with an arrow", done(ANNA, " → 3m"), [TRACKED | {"every": "3m"}], True),
    ("an edited span", done(ANNA).replace("6w", "4w"), [TRACKED | {"every": "4w"}], True),
    ("a tier", done(ANNA, " close"), [TRACKED | {"every": "close"}], True),
    ("cut", "- [x] track [[Anna Atkins]] every 2w", [TRACKED | {"every": "2w"}], True),
    ("skip", done(ANNA, " skip"), [{"contact": "Anna Atkins", "skip": True}], True),
    ("dropped", ANNA.replace("[ ]", "[-]"), [{"contact": "Anna Atkins", "skip": True}], True),
    ("words", done(ANNA, " met at school"), [TRACKED], False),
    ("not ticked", f"{ANNA} 2w", [], False),
    ("not a span", done(ANNA).replace("6w", "often"), [], False),
]


@pytest.mark.parametrize(("line", "said", "all_"), [pytest.param(*case[1:], id=case[0]) for case in TRACKS])
def test_tracking(line: str, said: list[dict[str, Any]], all_: bool) -> None:
    page = change(ANNA, line)
    assert found(page) == said
    assert (left(page) == ()) is all_
    assert "[x]" not in "".join(left(page))


def test_both_words_of_a_line_that_a_merge_doubled_are_kept() -> None:
    page = change(ADA, done(ADA, " coffee, she moves"), done(ADA, " call, she stays → 2w"))
    assert found(page) == [COFFEE | {"words": "call, she moves, she stays", "until": date(2026, 12, 4)}]


def test_nested_lines_that_a_merge_doubled_stand_once_and_those_of_either_stay() -> None:
    one, other = ("- tea", "- and more", "- tea"), ("- tea", "- and more", "- tea", "- call her")
    block = [f"    {line}" for line in one]
    assert found(change(ADA, done(ADA), *block, done(ADA), *block)) == [TICKED | {"lines": one}]
    more = [f"    {line}" for line in other]
    page = change(ADA, done(ADA), *block, done(ADA), *more)
    assert found(page) == [TICKED | {"lines": other}]
    (tick,) = parse(page, "x.md", who)
    assert tick.block.split("\n")[1:] == more
    assert ticks.merged([tick, tick])[0].lines == other
    assert left(page) == ()


def test_after_a_merge_of_two_days_a_line_belongs_to_the_day_it_was_made_for() -> None:
    later = finish(BODY.replace("Ada Lovelace", "Anna Atkins"), "Today", date(2026, 11, 21))
    lines = [line for line in later.split("\n")[4:] if line not in PAGE.split("\n")]
    page = PAGE.replace("for: 2026-11-20\n", "for: 2026-11-20\nfor: 2026-11-21\n") + "\n".join(lines) + "\n"
    page = page.replace("[ ] [[Anna Atkins]] · **check", "[x] [[Anna Atkins]] · **check").replace(
        ADA, done(ADA)
    )
    assert [(tick.contact[7:-3], tick.day.day) for tick in parse(page, "x.md", who)] == [
        ("Ada Lovelace", 20),
        ("Anna Atkins", 21),
    ]
    assert rest(page, "", parse(page, "x.md", who)) == ()


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("x.md", PAGE.replace("for: 2026-11-20\n", "")),
        ("x.md", ""),
        ("x.base", change(ADA, LINE)),
        ("x.svg", change(ADA, LINE)),
    ],
)
def test_without_a_day_there_is_no_tick(path: str, page: str) -> None:
    assert parse(page.replace(ADA, LINE), path, who) == ()


def test_the_day_is_quoted_by_some_editors() -> None:
    assert len(parse(change(ADA, LINE).replace("for: 2026-11-20", 'for: "2026-11-20"'), "x.md", who)) == 1


def test_the_block_of_a_tick_is_no_task() -> None:
    page = change(ADA, done(ADA, " coffee ✅ 2026-11-21"), LAST, "\t- she moves")
    (tick,) = parse(page, "x.md", who)
    assert tick.block == f"{AS_TYPED} coffee (ticked 2026-11-21)\n    - she moves"


def test_a_link_is_read_as_obsidian_reads_it() -> None:
    line = "- [ ] [Ada](People/Ada%20Lovelace.md) · **check in**: every month"
    page = finish(f"{line}\n", "Today", DAY)
    assert found(page.replace("[ ]", "[x]")) == [TICKED]
    page = finish(
        f"{line.replace('[Ada](People/Ada%20Lovelace.md)', '[[People/Ada Lovelace|Ada]]')}\n", "Today", DAY
    )
    assert found(page.replace("[ ]", "[x]")) == [TICKED]


@pytest.mark.parametrize("words", ["x" * 5000, "x " * 2500, "[[Grace Hopper]] " * 100])
def test_words_may_be_as_long_as_they_like(words: str) -> None:
    (tick,) = parse(change(ADA, done(ADA, f" {words}")), "x.md", who)
    assert (tick.contact, tick.words, tick.lines) == (PEOPLE["Ada Lovelace"], words.strip(), ())


def test_a_merge_of_ticks_keeps_what_each_says() -> None:
    one = Tick(DAY, "a", True, DAY, "call", "x", ("- l",), None, False, "", (1,), "b")
    other = Tick(DAY, "a", True, date(2026, 11, 19), "coffee", "y", ("- m",), DAY, True, "6w", (2,), "c")
    assert ticks.merged([one, other._replace(on=date(2026, 11, 21), dated=True)])[0].on == date(2026, 11, 21)
    assert ticks.merged([one, other, one._replace(contact="z")]) == (
        Tick(DAY, "a", True, date(2026, 11, 19), "coffee", "call, x, y", ("- l", "- m"), DAY, True, "6w", (1, 2), "b\nc"),
        one._replace(contact="z"),
    )  # fmt: skip


# --- the grammar -----------------------------------------------------------------------------------

SAID: list[tuple[str, Said]] = [
    ("one on one", Said(kind="meeting")),
    ("informational interview; great", Said(kind="informational-interview", words="great")),
    ("coffee. She moves", Said(kind="coffee", words="She moves")),
    ("coffee – she moves", Said(kind="coffee", words="she moves")),
    ("call about the job", Said(words="call about the job")),
    ("mention", Said(words="mention")),
    ("moves in 2w", Said(words="moves in 2w")),
    ("2w ago we met", Said(words="2w ago we met")),
    ("see her again 2w", Said(until=date(2026, 12, 4), span="2w", words="see her again")),
    ("2w she travels", Said(until=date(2026, 12, 4), span="2w", words="she travels")),
    ("raised 5m", Said(words="raised 5m")),
    ("3d printing", Said(words="3d printing")),
    ("2 weeks", Said(until=date(2026, 12, 4), span="2 weeks")),
    ("0w", Said(words="0w")),
    ("2w, 3w", Said(until=date(2026, 12, 4), span="2w", words="3w")),
    ("tea at the [[Lisbon, PT]], skip", Said(skip=True, words="tea at the [[Lisbon, PT]]")),
    ("2026-02-30", Said(words="2026-02-30")),
    ("coffee 2026-02-31", Said(kind="coffee", words="2026-02-31")),
    ("2026-02-31 coffee, she moves", Said(kind="coffee", words="2026-02-31, she moves")),
    ("yesterday, coffee", Said(kind="coffee", on=date(2026, 11, 19))),
    ("coffee yesterday", Said(kind="coffee", on=date(2026, 11, 19))),
    (
        "coffee yesterday ✅ 2026-11-23",
        Said(kind="coffee", on=date(2026, 11, 22), completed=date(2026, 11, 23)),
    ),
    ("coffee on friday", Said(kind="coffee", on=DAY)),
    ("coffee with her boss on monday", Said(on=date(2026, 11, 16), words="coffee with her boss")),
    ("she starts on monday", Said(words="she starts on monday")),
    ("coffee, she starts on the job", Said(kind="coffee", words="she starts on the job")),
    ("18 November, coffee", Said(kind="coffee", on=date(2026, 11, 18))),
    ("the 18th of November; she moves", Said(on=date(2026, 11, 18), words="she moves")),
    ("last tuesday: coffee", Said(kind="coffee", on=date(2026, 11, 17))),
    ("3 days ago, call", Said(kind="call", on=date(2026, 11, 17))),
    ("she moves, last tuesday", Said(on=date(2026, 11, 17), words="she moves")),
    ("[[2026-11-18]] coffee", Said(kind="coffee", on=date(2026, 11, 18))),
    ("[[Daily/2026-11-18|Wed]] she moves", Said(on=date(2026, 11, 18), words="she moves")),
    ("she wrote of [[2026-11-18]]", Said(words="she wrote of [[2026-11-18]]")),
    ("tomorrow, coffee", Said(words="tomorrow, coffee")),
    ("coffee tomorrow", Said(words="coffee tomorrow")),
    ("coffee, tomorrow", Said(words="coffee, tomorrow")),
    ("coffee tomorrow, 2w", Said(until=date(2026, 12, 4), span="2w", words="coffee tomorrow")),
    ("coffee, she leaves tomorrow", Said(kind="coffee", words="she leaves tomorrow")),
    ("sun, sea", Said(words="sun, sea")),
    ("a week, coffee", Said(kind="coffee", words="a week")),
    ("in 2 weeks", Said(until=date(2026, 12, 4))),
    ("yesterday, 2026-11-18", Said(on=date(2026, 11, 19), words="2026-11-18")),
    ("📅 2026-11-01", Said(words="📅 2026-11-01")),
    ("https://example.com", Said(words="https://example.com")),
    ("*coffee*", Said(kind="coffee")),
    ("· ,", Said()),
    ("sauna: , 2026-11-19", Said(kind="sauna", on=date(2026, 11, 19))),
    ("called, no answer", Said(kind="sent", words="called, no answer")),
    ("no answer, she moves", Said(kind="sent", words="no answer, she moves")),
    (
        "rang, left a message → 2w",
        Said(kind="sent", until=date(2026, 12, 4), span="2w", words="rang, left a message"),
    ),
    (
        "18 November, mail, hope she replies",
        Said(kind="sent", on=date(2026, 11, 18), words="mail, hope she replies"),
    ),
    ("called, no answer, she rang back", Said(kind="call", words="no answer, she rang back")),
    ("coffee, no answer to that yet", Said(kind="coffee", words="no answer to that yet")),
    ("lunch, left a message", Said(kind="meal", words="lunch, left a message")),
    ("sauna: 2w, coffee", Said(kind="sauna", until=date(2026, 12, 4), span="2w", words="coffee")),
]


@pytest.mark.parametrize(("text", "said"), SAID, ids=[case[0] for case in SAID])
def test_read(text: str, said: Said) -> None:
    assert read(text, DAY) == said


def test_a_span_beyond_the_calendar_is_words() -> None:
    assert read("90y", date(9990, 1, 1)) == Said(words="90y")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("2w", True), ("coffee 2w", True), ("skip", True), ("coffee, she", False), ("", False)],
)
def test_command(text: str, is_one: bool) -> None:
    assert (command(text, DAY) is not None) is is_one


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)
PARTS = st.one_of(
    TEXTS, st.sampled_from(["coffee", "2w", "→ 2w", "skip", ",", ";", "2026-12-01", "✅ 2026-11-21", "sauna:", "[x]"])
)  # fmt: skip
TYPED = st.lists(PARTS, max_size=6).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(TYPED)
def test_no_word_is_lost_in_reading(text: str) -> None:
    said = read(text, DAY)
    kept = f"{said.words} {said.kind} {said.span} {said.until} {said.on} {said.completed} skip".casefold()
    for word in re.findall(r"\w+", text):
        assert word.casefold() in kept


@settings(max_examples=200, deadline=None)
@given(TYPED)
def test_whatever_is_written_on_a_ticked_line_is_taken_in_or_left(words: str) -> None:
    page = change(ADA, done(ADA, f" {words}"))
    told = parse(page, "x.md", who)
    assert [tick.contact for tick in told] == [PEOPLE["Ada Lovelace"]]
    kept = " ".join([*rest(page, "", told), *(str(tick) for tick in told)]).casefold()
    for word in re.findall(r"\w{3,}", words):
        assert repr(word.casefold())[1:-1] in kept or word.casefold() in kept or re.fullmatch(r"\d+", word)


@settings(max_examples=100, deadline=None)
@given(st.permutations(PAGE.split("\n")[5:-2]), st.sets(st.sampled_from([ADA, GRACE, ANNA])))
def test_the_order_of_lines_makes_no_difference(lines: list[str], which: set[str]) -> None:
    page = "\n".join([*PAGE.split("\n")[:5], *lines, *PAGE.split("\n")[-2:]])
    for line in which:
        page = page.replace(line, done(line))
    assert {tick.contact[7:-3] for tick in parse(page, "x.md", who)} == {
        re.search(r"\[\[(.*?)\]\]", line)[1]
        for line in which  # type: ignore[index]
    }
    assert rest(page, "", parse(page, "x.md", who)) == ()
    assert marks.is_generated(page)


# --- docs/ticks.md ---------------------------------------------------------------------------------

DOCS = (Path(__file__).parent.parent / "docs" / "ticks.md").read_text(encoding="utf-8")


def rows(head: str) -> list[list[str]]:
    """The rows of a table of the docs, without the marks of code."""
    _, _, after = DOCS.partition(f"{head}\n")
    lines = after.partition("\n\n")[0].split("\n")[1:]
    return [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in lines]


def told(tick: Tick) -> str:
    on = tick.on if tick.done else None
    name = tick.contact[7:-3]
    return Taken(tick.contact, name, tick.day, on, tick.kind, "", tick.until, tick.skip, tick.every).say(DAY)


@pytest.mark.parametrize(
    ("marked", "said", "words"), rows("| box and words | taken in as | text of the note |")
)
def test_what_the_docs_say_becomes_of_a_line(marked: str, said: str, words: str) -> None:
    page = change(ADA, ADA.replace("[ ]", marked[:3]) + marked[3:])
    (tick,) = parse(page, "x.md", who)
    assert (told(tick), tick.words) == (said, words)
    assert left(page) == ()


@pytest.mark.parametrize(
    ("marked", "said", "typed"), rows("| box and words | taken in as | moves to `Inbox/` |")
)
def test_what_the_docs_say_is_kept(marked: str, said: str, typed: str) -> None:
    page = change(ADA, ADA.replace("[ ]", marked[:3]) + marked[3:])
    assert "".join(map(told, parse(page, "x.md", who))) == said
    (block,) = left(page)
    assert typed in block


@pytest.mark.parametrize(("line", "sets"), rows("| the line, ticked | sets |"))
def test_what_the_docs_say_of_tracking(line: str, sets: str) -> None:
    page = finish("- [ ] track [[Anna Atkins]] every 6w · three times, the last on 4 October\n", "Today", DAY)
    page = re.sub(r"- \[ \] track.*", f"- [x] {line}", page)
    (tick,) = parse(page, "x.md", who, tiers=("close",))
    key, _, value = sets.partition(": ")
    assert value == (tick.every or tick.day.isoformat())
    assert key == ("skipped" if tick.skip else "tier" if tick.every == "close" else "cadence")
    assert rest(page, "", (tick,)) == ()


def test_the_example_of_the_docs_works() -> None:
    line, note = re.findall(r"```markdown\n(.*?)```", DOCS, re.DOTALL)
    path = re.search(r"`(Meetings/.*?\.md)`", DOCS)
    (tick,) = parse(change(ADA, line.strip()), "x.md", who)
    person = Person("Ada Lovelace", "Ada Lovelace")
    made = draft(tick.on, [person], kind=tick.kind, words=tick.words, ticks=["2026-11-20 Ada Lovelace"])
    assert path
    assert made == (path[1], note.encode())
