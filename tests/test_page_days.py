"""For which day a tick counts after git has merged the pages of two days."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet import merge_driver, ticks
from vaultnet.marks import finish
from vaultnet.page_days import dated
from vaultnet.page_history import Version
from vaultnet.ticks import Tick

EARLY, LATE = date(2026, 11, 20), date(2026, 11, 21)
ADA = "- [ ] [[Ada Lovelace]] · **check in**: every 6 weeks, last on 17 October"
GRACE = "- [ ] [[Grace Hopper]] · **promise**: Send [[Anna Atkins]] the drawings, for 19 November"
MARY = "- [ ] [[Mary Anning]] · **check in**: every 2 weeks, last on 1 November"
ANNA = "- [ ] track [[Anna Atkins]] every 6w · three times, the last on [[2026-10-04|4 October]]"
LAST = '    - last: coffee on [[2026-10-17 Ada|17 October]], *"Start with one hire"*'
BOTH = [ADA, LAST, GRACE, "    - promised: the drawings", ANNA]


def page(day: date, *lines: str, name: str = "Today") -> str:
    return finish("\n".join([f"# {day}", "", "## Reach out", "", *lines, "", "Done? Tick it."]), name, day)


OLD = page(EARLY, *BOTH)
NEW = page(LATE, *BOTH[:2], MARY, *BOTH[2:])
union = merge_driver.by_line(".", union=True)


def merged(base: str, ours: str, theirs: str) -> str:
    return union(base, ours, theirs).text


def change(text: str, line: str, *new: str) -> str:
    assert f"{line}\n" in text
    return text.replace(f"{line}\n", "".join(f"{one}\n" for one in new))


def done(line: str, words: str = "") -> str:
    return line.replace("[ ]", "[x]", 1) + words


def after(base: str, ours: str, theirs: str) -> dict[str, Version]:
    """What git knows after ours has taken in theirs."""
    return {
        "merge": Version(merged(base, ours, theirs), ("ours", "theirs")),
        "ours": Version(ours, ("base",)),
        "theirs": Version(theirs, ("base",)),
        "base": Version(base),
    }


def found(text: str) -> list[Tick]:
    return list(ticks.parse(text, "Network/Network Today.md", str))


def said(text: str) -> set[tuple[object, ...]]:
    """What each tick on a page says."""
    return {(*tick[:6], tuple(sorted(tick.lines)), *tick[7:10]) for tick in found(text)}


def days(text: str) -> dict[str, set[int]]:
    told: dict[str, set[int]] = {}
    for tick in found(text):
        told.setdefault(tick.contact, set()).add(tick.day.day)
    return told


PHONE = [
    ("a tick", (ADA, done(ADA)), {"Ada Lovelace": {20}}),
    ("a tick with words", (ADA, done(ADA, " coffee")), {"Ada Lovelace": {20}}),
    ("words below it", (LAST, LAST, "    - over coffee"), {}),
    ("a tick with words below it", (f"{ADA}\n{LAST}", done(ADA), LAST, "    over coffee"), {"Ada Lovelace": {20}}),
    ("put off", (GRACE, f"{GRACE} 2w"), {"Grace Hopper": {20}}),
    ("put off below it", (GRACE, GRACE, "    2w"), {"Grace Hopper": {20}}),
    ("skipped", (GRACE, GRACE.replace("[ ]", "[-]")), {"Grace Hopper": {20}}),
    ("tracked", (ANNA, done(ANNA)), {"Anna Atkins": {20}}),
    ("a list line of another form", (ADA, done(ADA).replace("-", "*", 1)), {"Ada Lovelace": {20}}),
    ("generated words taken out", (ADA, "- [x] [[Ada Lovelace]] coffee"), {"Ada Lovelace": {20}}),
    ("a task of their own", (ADA, ADA, "- [ ] [[Ada Lovelace]] call her"), {}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "edit", "expected"), PHONE, ids=[case[0] for case in PHONE])
def test_what_was_marked_on_the_earlier_page(
    title: str, edit: tuple[str, ...], expected: dict[str, set[int]]
) -> None:
    phone = change(OLD, *edit)
    for ours, theirs in ((NEW, phone), (phone, NEW)):
        versions = after(OLD, ours, theirs)
        text = dated(versions["merge"].text, versions)
        assert days(text) == expected
        assert said(text) == said(phone)
        assert dated(text, versions) == text


def test_a_tick_on_the_later_page_stays() -> None:
    versions = after(OLD, change(NEW, ADA, done(ADA)), OLD)
    text = versions["merge"].text
    assert dated(text, versions) == text
    assert days(text) == {"Ada Lovelace": {21}}


def test_the_same_tick_on_both_pages_counts_for_both() -> None:
    versions = after(OLD, change(NEW, ADA, done(ADA)), change(OLD, ADA, done(ADA)))
    assert days(dated(versions["merge"].text, versions)) == {"Ada Lovelace": {20, 21}}


def test_one_that_was_taken_in_and_is_ticked_again_is_new() -> None:
    """The first tick is in the history, and was taken off the page between."""
    first, then = change(OLD, ADA, done(ADA)), change(NEW, ADA, done(ADA))
    versions = {
        "again": Version(then, ("built",)),
        "built": Version(NEW, ("ticked",)),
        "ticked": Version(first, ("base",)),
        "base": Version(OLD),
    }
    assert dated(then, versions) == then


def test_who_merged_before_makes_no_difference() -> None:
    """The phone has merged by itself, and then pushed; others have merged that with theirs."""
    phone = change(OLD, ADA, done(ADA, " coffee"))
    versions = after(OLD, phone, NEW)
    newer = page(date(2026, 11, 22), MARY, *BOTH)
    text = merged(NEW, newer, versions["merge"].text)
    more = {
        "last": Version(text, ("newer", "merge")),
        "newer": Version(newer, ("theirs",)),
        **versions,
    }
    assert said(dated(text, more)) == said(phone)


def test_words_that_were_added_later_go_with_their_line() -> None:
    versions = after(OLD, change(OLD, ADA, done(ADA)), NEW)
    text = change(versions["merge"].text, done(ADA), done(ADA), "    over coffee")
    versions = {"words": Version(text, ("merge",)), **versions}
    (tick,) = found(dated(text, versions))
    assert (tick.day, tick.lines) == (EARLY, ("over coffee",))


@pytest.mark.parametrize("day", [EARLY, LATE], ids=str)
def test_a_line_that_a_newer_page_has_no_more(day: date) -> None:
    """What nobody typed among the lines around it is not said to be typed."""
    new = page(day, MARY)
    phone = change(OLD, GRACE, f"{GRACE} skip")
    versions = after(OLD, new, phone)
    text = dated(versions["merge"].text, versions)
    assert said(text) == said(phone) != set()
    assert ticks.rest(text, "", found(text)) == ()


def test_the_same_words_below_two_lines() -> None:
    """Git's merge may put both below one of them."""
    edits: dict[str, tuple[str, str, str | None]] = {ADA: ("x", "", "over tea"), GRACE: ("x", "", "over tea")}
    one, two = edited(OLD, edits, ""), edited(NEW, dict.fromkeys(edits, ("x", "", None)), "")
    versions = after(OLD, two, one)
    assert said(dated(versions["merge"].text, versions)) == said(one) | said(two)


def test_no_page_of_ours_tells_nothing() -> None:
    text = change(NEW, ADA, done(ADA))
    assert dated(text, {"a": Version(text, ("b",)), "b": Version(f"{done(ADA)}\n")}) == text
    assert dated(text, {}) == text


# --- whatever is typed -------------------------------------------------------------------------------

WORDS = st.sampled_from(["", "", " coffee", " 2w", " skip", " on the looms", " call on 12 nov"])
BELOW = st.sampled_from([None, None, "over tea", "2w", "- they have moved", "- [ ] send it"])
EDIT = st.tuples(st.sampled_from("x x->"), WORDS, BELOW)
EDITS = st.dictionaries(st.sampled_from([ADA, GRACE, ANNA, MARY]), EDIT, max_size=3)


def edited(text: str, edits: dict[str, tuple[str, str, str | None]], mark: str) -> str:
    """A page as its owner left it; ``mark`` makes the words of one page differ from those of another."""
    for line, (box, words, below) in edits.items():
        if f"{line}\n" in text:
            more = [f"    {below}{mark}"] if below else []
            text = change(text, line, f"{line.replace('[ ]', f'[{box}]', 1)}{words}", *more)
    return text


@settings(max_examples=60)
@given(EDITS, EDITS, st.booleans(), st.booleans(), st.sampled_from([BOTH, [MARY], [MARY, *BOTH], BOTH[::-1]]))
def test_the_ticks_of_both_pages_each_for_its_day(
    early: dict[str, tuple[str, str, str | None]],
    late: dict[str, tuple[str, str, str | None]],
    turned: bool,
    crlf: bool,
    lines: list[str],
) -> None:
    new = page(LATE, *lines)
    one, two = edited(OLD, early, ""), edited(new, late, " indeed")
    ends = "\r\n" if crlf else "\n"
    base, one, two = (text.replace("\n", ends) for text in (OLD, one, two))
    versions = after(base, *((one, two) if turned else (two, one)))
    text = dated(versions["merge"].text, versions)
    assert said(text) == said(one) | said(two)
    words = re.findall(
        r"\w+", " ".join(f"{tick}" for tick in found(text)) + str(ticks.rest(text, "", found(text)))
    )
    kept = [re.findall(r"\w+", str(ticks.rest(each, "", found(each)))) for each in (one, two)]
    assert {word for each in kept for word in each} <= set(words)
    assert dated(text, versions) == text
    assert {"\r" in line for line in text.split("\n")[:-1]} == {crlf}
