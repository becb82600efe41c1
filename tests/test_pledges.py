"""What says the same as a promise, and what kept it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import TODAY, put
from vaultnet import build
from vaultnet.network import LedgerLine, Promise
from vaultnet.pledges import Sayings, kept_by, settled

ADA = "Ada Lovelace"


def says_same(promised: str, other: str, called: tuple[str, ...], *, is_task: bool = False) -> bool:
    return [*Sayings([other], called).same(promised, is_task=is_task)] == [0]


# what was promised to Ada, a task, whether they are the same
TASKS: list[tuple[str, str, bool]] = [
    ("[[Ada Lovelace]] the Bernoulli draft", "Send [[Ada Lovelace]] the draft", True),
    ("the cache drawing", "The cache drawing for [[Ada Lovelace]]", True),
    ("the deck", "Send the decks to [[Ada Lovelace|Ada]] by friday", True),
    ("the name of a lawyer", "Find the name of a lawyer for [[Ada Lovelace]]", True),
    ("to read her draft", "Read [[Ada Lovelace]]'s draft", True),
    ("to write", "Write to [[Ada Lovelace]]", True),
    ("a drawing", "Send [[Ada Lovelace]] the drawing of the loom", True),
    ("an introduction to [[Grace Hopper]]", "Introduce [[Ada Lovelace]] to [[Grace Hopper]]", True),
    ("an introduction to [[Grace Hopper]]", "#intro [[Ada Lovelace]] ↔ [[Grace Hopper]]", True),
    ("[[Countess]] the book", "Post the book to [[Countess]]", True),
    ("an introduction to [[Grace Hopper]]", "Introduce [[Ada Lovelace]] to [[Mary Shelley]]", False),
    ("the draft", "Book a table with [[Ada Lovelace]]", False),
    ("the draft", "Thank [[Ada Lovelace]] for the draft", False),
    ("the draft", "Read [[Ada Lovelace]]'s draft of the paper", False),
    ("feedback on the draft", "Send [[Ada Lovelace]] the draft", False),
    ("the draft", "Send [[Ada Lovelace]] feedback on the draft", False),
    ("[[Countess]] the book", "Send [[Countess]] feedback on the book", False),
    ("the draft", "Call [[Ada Lovelace]]", False),
    ("the draft", "[[Ada Lovelace]]", False),
    ("", "Send [[Ada Lovelace]] the draft", False),
]


@pytest.mark.parametrize(("promised", "task", "is_same"), TASKS)
def test_a_task_says_the_same_by_its_words(promised: str, task: str, is_same: bool) -> None:
    assert says_same(promised, task, (ADA, "Countess"), is_task=True) is is_same


WORDS = st.lists(
    st.sampled_from("the draft of a loom send read [[Ada]] [[Ben]] to by friday it".split())
).map(" ".join)


@given(WORDS, WORDS)
def test_of_two_gifts_either_says_the_same_as_the_other(one: str, other: str) -> None:
    assert says_same(one, other, ("Ada",)) is says_same(other, one, ("Ada",))


@given(WORDS, st.lists(WORDS, max_size=8), st.booleans())
def test_among_many_all_are_found_that_say_the_same(promised: str, others: list[str], is_task: bool) -> None:
    found = [*Sayings(others, ["Ada"]).same(promised, is_task=is_task)]
    alone = [says_same(promised, other, ("Ada",), is_task=is_task) for other in others]
    assert found == [at for at, is_same in enumerate(alone) if is_same]


PRIVATE = "---\nprivate: true\n---\ngave:: [[Ada]] the draft"

# what stands in Ada's notes, what is still owed, and the days on which something was kept
KEPT: list[tuple[str, Mapping[str, str], list[str], list[str]]] = [
    ("nothing was given", {}, ["the draft"], []),
    ("it was given", {"2026-11-12": "gave:: [[Ada]] the draft"}, [], ["2026-11-12"]),
    (
        "it was given in other words",
        {"2026-11-12": "gave:: [[Ada]] the finished draft of it"},
        [],
        ["2026-11-12"],
    ),
    (
        "the first gift keeps it",
        {"2026-11-14": "gave:: [[Ada]] the draft", "2026-11-12": "gave:: [[Ada]] a draft"},
        [],
        ["2026-11-12"],
    ),
    ("it was given before", {"2026-11-09": "gave:: [[Ada]] the draft"}, ["the draft"], []),
    ("it was given on that day", {"2026-11-10 Evening": "gave:: [[Ada]] the draft"}, [], ["2026-11-10"]),
    ("it was given to somebody else", {"2026-11-12": "gave:: [[Ben]] the draft"}, ["the draft"], []),
    ("something else was given", {"2026-11-12": "gave:: [[Ada]] comments on the draft"}, ["the draft"], []),
    ("it was received", {"2026-11-12": "received:: [[Ada]] the draft"}, ["the draft"], []),
    (
        "it was given twice",
        {"2026-11-14": "gave:: [[Ada]] the draft again", "2026-11-12": "gave:: [[Ada]] the draft"},
        [],
        ["2026-11-12"],
    ),
    (
        "it was given in a private note, of which no words are kept",
        {"2026-11-12": PRIVATE},
        ["the draft"],
        [],
    ),
    (
        "another note's task is another promise",
        {"2026-11-12": "- [x] Send [[Ada]] the draft"},
        ["the draft"],
        [],
    ),
    ("a gift of no day", {"Looms": "gave:: [[Ada]] the draft"}, [], []),
    ("a gift that is still to come", {"2026-12-01": "gave:: [[Ada]] the draft"}, ["the draft"], []),
]


@pytest.mark.parametrize(("title", "notes", "owed", "kept"), KEPT, ids=[case[0] for case in KEPT])
def test_a_gift_keeps_a_promise(
    tmp_path: Path, title: str, notes: Mapping[str, str], owed: list[str], kept: list[str]
) -> None:
    contact = "---\ntype: contact\n---\n"
    put(
        tmp_path,
        {
            "vaultnet.toml": "",
            "People/Ada.md": contact,
            "People/Ben.md": contact,
            "2026-11-10.md": "promised:: [[Ada]] the draft by 2026-11-30\n",
            **{f"{name}.md": f"{text}\n" for name, text in notes.items()},
        },
    )
    with build.facts(tmp_path, today=TODAY) as found:
        promises, ledger = found.snapshot.promises, found.snapshot.ledger
        made = Promise("People/Ada.md", "[[Ada]] the draft", "2026-11-10.md", 1, "2026-11-30")
        days = [one.closed for one in settled([made], ledger) if one.closed]
    assert [one.text.removeprefix("[[Ada]] ") for one in promises] == owed
    assert days == kept


# a line of Friday, 20 November, its words, and its day as it is written
DAYS = [
    ("[[Ada]] the deck by friday", "the deck", "2026-11-27", "friday"),
    ("[[Ada]] the deck by today", "the deck", "2026-11-20", "today"),
    ("[[Ada]] the deck by 5 October 1999", "the deck", "1999-10-05", "5 October 1999"),
    ("[[Ada]] a by friday, b by 5 December", "a by friday, b", "2026-12-05", "5 December"),
    ("[[Ada]] the deck by friday 📅 2026-12-05", "the deck by friday", "2026-12-05", "2026-12-05"),
    ("[[Ada]] the deck by 31 February", "the deck by 31 February", "", ""),
    ("[[Ada]] the deck in 99999999999999999999 years", "the deck in 99999999999999999999 years", "", ""),
    ("[[Eve]] [[Ada]] SECRET by friday", "", "2026-11-27", "friday"),
]


@pytest.mark.parametrize(("line", "text", "due", "written"), DAYS)
def test_the_day_of_a_promise(line: str, text: str, due: str, written: str, tmp_path: Path) -> None:
    contact = "---\ntype: contact\n---\n"
    private = "---\ntype: contact\nprivate: true\n---\n"
    notes = {"People/Ada.md": contact, "People/Eve.md": private, "2026-11-20.md": f"promised:: {line}\n"}
    put(tmp_path, {"vaultnet.toml": "", **notes})
    with build.facts(tmp_path, today=TODAY) as found:
        (made,) = [one for one in found.snapshot.promises if one.contact == "People/Ada.md"]
    assert (made.text, made.due, made.written) == (text, due, written)
    assert made.day.quote in line


def test_a_task_is_kept_by_its_box() -> None:
    task = Promise("People/Ada.md", "Send [[Ada]] the draft", "2026-11-10.md", 2)
    gift = LedgerLine("gave", "People/Ada.md", "the draft", "2026-11-12", "2026-11-12.md", 1)
    assert settled([task], [gift]) == (task,)


LINES = st.lists(
    st.builds(
        LedgerLine,
        st.sampled_from(["promised", "gave"]),
        st.sampled_from(["People/Ada.md", "People/Ben.md"]),
        WORDS,
        st.sampled_from(["2026-11-10", "2026-11-11", ""]),
        st.sampled_from(["2026-11-10.md", "Looms.md"]),
        st.integers(1, 6),
    ),
    max_size=8,
    unique_by=lambda one: (one.path, one.line),
)


@given(LINES)
def test_what_keeps_a_promise_is_the_first_gift_to_them_that_says_the_same(lines: list[LedgerLine]) -> None:
    promises = [Promise(one.contact, one.text, one.path, one.line) for one in lines if one.kind == "promised"]
    found = kept_by(promises, lines)
    for promise, made in zip(promises, (one for one in lines if one.kind == "promised"), strict=True):
        name = promise.contact.removeprefix("People/").removesuffix(".md")
        kept = [
            one
            for one in lines
            if (one.kind, one.contact) == ("gave", promise.contact)
            and (one.day >= made.day or "" in (one.day, made.day))
            and (one.day > made.day > "" or one.path != made.path or one.line > made.line)
            and says_same(promise.text, one.text, (name,))
        ]
        first = min(kept, key=lambda one: (one.day == "", one.day, one.path, one.line), default=None)
        assert found.get(promise) == first
