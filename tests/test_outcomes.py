"""What came of a referral or an application: how it is read, and what is said of what can't be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import TODAY, put
from vaultnet import build, outcomes

# what stands there, the word that it is read as, the owner's own words
READ: list[tuple[str, str | None, str]] = [
    ("hired", "hired", ""),
    ("Hired: from March on", "hired", "from March on"),
    ("rejected: they wanted somebody who had managed before", "rejected", "they wanted somebody who had managed before"),
    ("rejected, and they were right", "rejected", "and they were right"),
    ("withdrew; too far", "withdrew", "too far"),
    ("withdrew - too far", "withdrew", "too far"),
    ("withdrew – too far", "withdrew", "too far"),
    ("no answer (I asked twice)", "no answer", "(I asked twice)"),
    ("No-answer", "no answer", ""),
    ("no  answer since May", "no answer", "since May"),
    ("rejected after the second round", "rejected", "after the second round"),
    ("hired as a manager", "hired", "as a manager"),
    ("rejected.", "rejected", ""),
    ("got it", "hired", ""),
    ("offer accepted", "hired", ""),
    ("said yes: I sit on the next jury", "hired", "I sit on the next jury"),
    ("declined by me", "withdrew", ""),
    ("offer declined: too far", "withdrew", "too far"),
    ("turned down", "rejected", ""),
    ("turned down the offer", "withdrew", ""),
    ("they turned me down", "rejected", ""),
    ("not chosen; they wanted a manager", "rejected", "they wanted a manager"),
    ("hired somebody else", "rejected", ""),
    ("Didn’t get it", "rejected", ""),
    ("did not get it", "rejected", ""),
    ("ghosted", "no answer", ""),
    ("never heard back", "no answer", ""),
    ("no", "rejected", ""),
    ("rejected: an offer came from elsewhere", "rejected", "an offer came from elsewhere"),
    ("they went with someone else", "rejected", ""),
    ("they went with somebody else, from within", "rejected", "from within"),
    ("no longer hiring: a freeze", "rejected", "a freeze"),
    ("passed", "rejected", ""),
    ("position filled", "rejected", ""),
    ("the position was filled from within", "rejected", "from within"),
    ("hiredish", None, "hiredish"),
    ("hired them", None, "hired them"),
    ("declined: a lovely job", None, "declined: a lovely job"),
    ("an offer", None, "an offer"),
    ("referred before he had started", None, "referred before he had started"),
    ("it was no rejection", None, "it was no rejection"),
    ("", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "own"), READ, ids=[case[0] for case in READ])
def test_an_outcome_begins_with_its_word(text: str, word: str | None, own: str) -> None:
    assert outcomes.read(text) == (word, text, own)


def test_every_word_is_read_as_what_it_stands_for_and_as_one_thing_only() -> None:
    every = [(word, one) for word, others in outcomes.WORDS.items() for one in (word, *others)]
    for word, one in every:
        for text in (one, one.upper(), f"{one}: own words", f"{one} after all"):
            assert outcomes.read(text).word == word, text
    assert len({one for _, one in every}) == len(every)
    assert not {one for _, one in every} & set(outcomes.UNCLEAR)


@given(st.text(max_size=40))
def test_nothing_of_it_is_lost(text: str) -> None:
    found = outcomes.read(text)
    assert found.text == text
    assert text.endswith(found.own)
    assert found.word or found.own == text
    assert set(outcomes.meant(text)) <= set(outcomes.WORDS)


# --- what can't be read ----------------------------------------------------------------------------

KNOWN = "Known are hired, rejected, withdrew and no answer."

# title, the lines of the opportunity, what the hint begins with (None for no problem), what is shown
PROBLEMS: list[tuple[str, list[str], str | None, str]] = [
    ("one that is read", ["kind: application", "outcome: 'rejected: too green'"], None, ""),
    ("no outcome", ["kind: application"], None, ""),
    ("a slip of the pen", ["kind: application", "outcome: rejectd"], "Is “rejected” meant?", "“rejectd”"),
    ("a slip of the pen in another word", ["kind: application", "outcome: gosted again"], "Is “no answer” meant?", "“gosted again”"),
    ("a word that is both", ["kind: referral", "outcome: 'declined: too far'"], "Is “rejected” or “withdrew” meant?", "“declined: too far”"),
    ("an offer is no ending", ["kind: application", "outcome: an offer"], "Is “hired” or “withdrew” meant?", "“an offer”"),
    ("a slip of the pen in what is both", ["kind: application", "outcome: an offr"], "Is “hired” or “withdrew” meant?", "“an offr”"),
    ("words of one's own", ["kind: referral", "outcome: I learned much"], KNOWN, "“I learned much”"),
    ("a number", ["kind: application", "outcome: 42"], KNOWN, "“42”"),
    ("a job is an application", ["kind: job", "outcome: I learned much"], KNOWN, "“I learned much”"),
    ("long words", ["kind: referral", f"outcome: {'very ' * 30}good"], KNOWN, f"“{('very ' * 12).strip()}…”"),
    ("other kinds have free words", ["kind: mentoring", "outcome: I can wait"], None, ""),
    ("a recommendation has free words", ["kind: recommendation", "outcome: half a page"], None, ""),
    ("no kind", ["outcome: I can wait"], None, ""),
    ("a private note is not quoted", ["kind: referral", "outcome: I learned much", "private: true"], KNOWN, "what it says"),
    ("who is private is not named", ["kind: referral", "outcome: Eva Stone knew better"], KNOWN, "what it says"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "hint", "shown"), [case[1:] for case in PROBLEMS], ids=[case[0] for case in PROBLEMS]
)
def test_what_cant_be_read_is_a_problem(lines: list[str], hint: str | None, shown: str, vault: Path) -> None:
    path = "Opportunities/Job.md"
    put(
        vault,
        {
            "vaultnet.toml": "",
            "People/Eva Stone.md": "---\ntype: contact\nprivate: true\n---\n",
            path: "\n".join(("---", "type: opportunity", *lines, "---", "")),
        },
    )
    with build.facts(vault, today=TODAY) as facts:
        found = [one for one in facts.problems if one.code == "unknown-outcome"]
    if hint is None:
        assert found == []
        return
    (one,) = found
    assert (one.path, one.line) == (path, 4)
    assert one.message == f"outcome: {shown} begins with no word that says how it ended."
    assert one.hint.startswith(hint)


# what stands there, whether it ended badly
BAD = [
    ("rejected: too junior", True),
    ("withdrew", True),
    ("no answer", True),
    ("rejcted", True),
    ("rejcted: too junior", True),
    ("declined", True),
    ("hired", False),
    ("hird", False),
    ("an offer", False),
    ("a lovely afternoon", False),
]


@pytest.mark.parametrize(("text", "bad"), BAD)
def test_a_near_miss_counts_as_what_is_near(text: str, bad: bool) -> None:
    assert outcomes.is_bad(text) is bad
