"""Where a marked line comes from: after merges, after rebases, and once more after those."""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_page_days import (
    ADA,
    EARLY,
    GRACE,
    LAST,
    LATE,
    MARY,
    NEW,
    OLD,
    change,
    days,
    done,
    found,
    merged,
    page,
    said,
)
from vaultnet import ticks
from vaultnet.page_days import dated
from vaultnet.page_history import Part, Version, find_typed

TYPED = [
    ("nothing", OLD, []),
    ("a tick", change(OLD, ADA, done(ADA)), [(done(ADA), done(ADA))]),
    ("words below a line", change(OLD, LAST, LAST, "    over tea"), [("    over tea", ADA)]),
    ("words beside all lists", change(OLD, "## Reach out", "## Reach out", "over tea"), [("over tea", "")]),
]


@pytest.mark.parametrize(("title", "text", "expected"), TYPED, ids=[case[0] for case in TYPED])
def test_what_is_typed(title: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.line, one.head) for one in find_typed(Part(text.split("\n")))] == expected


REBASED = [
    ("before the later day", date(2026, 11, 20), 20),
    ("on the later day", LATE, 21),
    ("before there was a page", date(2026, 11, 1), 21),
    ("nobody knows when", None, 21),
]  # fmt: skip


@pytest.mark.parametrize(("title", "made", "day"), REBASED, ids=[case[0] for case in REBASED])
def test_a_phone_that_has_rebased(title: str, made: date | None, day: int) -> None:
    """Its own page is in no commit then; the author's day tells which it was."""
    text = merged(OLD, NEW, change(OLD, ADA, done(ADA)))
    versions = {"phone": Version(text, ("new",), made), "new": Version(NEW, ("old",)), "old": Version(OLD)}
    assert days(dated(text, versions)) == {"Ada Lovelace": {day}}


@pytest.mark.parametrize("made", [EARLY, LATE, None], ids=str)
@pytest.mark.parametrize("day", [EARLY, LATE], ids=str)
def test_a_phone_that_has_rebased_a_line_that_a_newer_page_has_no_more(day: date, made: date | None) -> None:
    """Only the older page can tell where its generated words end; its other lines were not typed, either."""
    new, phone = page(day, MARY), change(OLD, GRACE, f"{GRACE} skip")
    text = merged(OLD, new, phone)
    versions = {"phone": Version(text, ("new",), made), "new": Version(new, ("old",)), "old": Version(OLD)}
    text = dated(text, versions)
    assert said(text) == said(phone) != set()
    assert ticks.rest(text, "", found(text)) == ()
    assert dated(text, {"next": Version(text, ("phone",)), **versions}) == text


def test_a_tick_that_a_rebase_has_brought_back_is_no_new_one() -> None:
    """Of a phone that has rebased something else: the page without the line is where its commit begins."""
    phone = change(OLD, ADA, done(ADA, " coffee"))
    taken, other = page(LATE, MARY), page(LATE, ADA, MARY)
    again = change(taken, MARY, done(ADA, " coffee"), MARY) + OLD[OLD.rindex("<!--") :]
    versions = {
        "again": Version(again, ("taken",), LATE),
        "taken": Version(taken, ("other",), LATE),
        "other": Version(other, ("phone",), LATE),
        "phone": Version(phone, ("old",), EARLY),
        "old": Version(OLD, (), EARLY),
    }
    assert days(dated(again, versions)) == {"Ada Lovelace": {20}}


@pytest.mark.parametrize("words", ["", " email, w"])
def test_a_line_that_a_merge_has_left_counts_for_the_page_on_which_it_was_marked(words: str) -> None:
    """The later page does not know it any more, but there it stood, and a person ticked it."""
    new = page(LATE, MARY)
    left = change(new, MARY, MARY, ADA)
    text = change(left, ADA, f"{done(ADA)}{words}")
    versions = {
        "marked": Version(text, ("left",), LATE),
        "left": Version(left, ("new", "old"), LATE),
        "new": Version(new, ("old",)),
        "old": Version(OLD),
    }
    text = dated(text, versions)
    assert days(text) == {"Ada Lovelace": {21}}
    assert [(tick.kind, tick.words) for tick in found(text)] == ([("email", "w")] if words else [("", "")])
    assert dated(text, {"next": Version(text, ("marked",)), **versions}) == text


def test_a_line_that_a_rebase_has_brought_and_that_lies_there_since() -> None:
    """Versions after it have the line, too, but none of them can tell what it says."""
    new, phone = page(LATE, MARY), change(OLD, ADA, done(ADA, " coffee"))
    brought = merged(OLD, new, phone)
    versions = {
        "since": Version(change(brought, MARY, MARY, "Typed."), ("brought",), LATE),
        "brought": Version(brought, ("new",), LATE),
        "new": Version(new, ("old",), LATE),
        "old": Version(OLD, (), EARLY),
    }
    assert said(dated(versions["since"].text, versions)) == said(phone) != set()


def test_a_line_that_merges_have_left_on_a_later_page_counts_for_that_after_a_rebase() -> None:
    """The page on which it was marked is in no commit; in one before, it stood on the page of the 21st."""
    left = change(page(LATE, MARY), MARY, MARY, ADA)
    new = page(date(2026, 11, 24), MARY)
    text = change(new, MARY, MARY, f"{ADA} 2w")
    versions = {
        "again": Version(text, ("new",), date(2026, 11, 24)),
        "new": Version(new, ("left",), date(2026, 11, 24)),
        "left": Version(left, ("old",), LATE),
        "old": Version(OLD, (), EARLY),
    }
    assert days(dated(text, versions)) == {"Ada Lovelace": {21}}


AGAIN = [
    ("a tick", done(ADA, " coffee"), {20}),
    ("a tick on a page without its line", done(GRACE), {20}),
    ("put off, and anew when it came back", f"{ADA} 2w", {24}),
    ("put off once", f"{GRACE} 2w", {20}),
]


@pytest.mark.parametrize(("title", "marked", "wanted"), AGAIN, ids=[case[0] for case in AGAIN])
def test_what_a_rebase_brings_back_for_the_second_time(title: str, marked: str, wanted: set[int]) -> None:
    """A phone ticks, its commit is put on a page without the line and is taken in; then it rebases once more.

    In between another device has made a page on which Ada is to be reached out to.
    """
    line = ADA if "Ada" in marked else GRACE
    first = merged(OLD, page(LATE, MARY), change(OLD, line, marked))
    fourth = page(date(2026, 11, 24), ADA, MARY)
    fifth = page(date(2026, 11, 25), MARY)
    again = change(fifth, MARY, marked, MARY)
    versions = {
        "again": Version(again, ("fifth",), date(2026, 11, 25)),
        "fifth": Version(fifth, ("fourth",), date(2026, 11, 25)),
        "fourth": Version(fourth, ("taken",), date(2026, 11, 24)),
        "taken": Version(page(LATE, MARY), ("first",), LATE),
        "first": Version(first, ("new",), LATE),
        "new": Version(page(LATE, MARY), ("old",), LATE),
        "old": Version(OLD, (), EARLY),
    }
    before = {name: version for name, version in versions.items() if name in ("first", "new", "old")}
    assert list(days(dated(first, before)).values()) == [{20}]
    assert list(days(dated(again, versions)).values()) == [wanted]
