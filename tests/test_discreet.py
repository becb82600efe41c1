"""What names a private contact: cases as data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from unicodedata import normalize

import pytest

from vaultnet import discreet
from vaultnet.model import Source, Value, note_name
from vaultnet.network import FollowUp, Summary

SECRET = {"private": (Value(True, 2),)}


def secret(name: str, *aliases: str) -> Summary:
    return Summary(f"People/{name}.md", name, SECRET, aliases=aliases)


ADA = Summary("People/Ada.md", "Ada", aliases=("Countess",))
EVE = secret("Eve Stone", "Evie", "the other Stone")
CONTACTS = (
    ADA,
    EVE,
    secret("…"),
    secret(normalize("NFD", "Zoë Müller")),
    secret("王伟"),
    secret("김철수"),
    secret("🦊"),
    secret("❤️ 🐻"),
)

CASES = [
    ("linked", "what [[Eve Stone]] said", True),
    ("linked by path", "what [[People/Eve Stone|she]] said", True),
    ("not linked, in another case", "Ask EVE STONE, too.", True),
    ("half a name", "Eve", False),
    ("a part of a word", "a sieve stone", False),
    ("somebody else", "what [[Ada]] said…", False),
    ("somebody else's alias", "the Countess", False),
    ("nothing", "", False),
    ("by an alias", "Evie's lawyer", True),
    ("by an alias of several words", "as The other Stone said", True),
    ("a part of an alias", "the other one", False),
    ("composed where the file's name is decomposed", normalize("NFC", "Zoë Müller rang"), True),
    ("decomposed", normalize("NFD", "zoë müller rang"), True),
    ("with other letters", "Zoe Muller rang", False),
    ("where no spaces stand between words", "我和王伟吃饭了", True),
    ("another name there", "我和王芳吃饭了", False),
    ("with an ending", "김철수는 왔다", True),
    ("a symbol", "tea with 🦊!", True),
    ("another symbol", "tea with 🦔", False),
    ("symbols written without what stands between", "❤🐻", True),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_what_names_a_private_contact(text: str, expected: bool) -> None:
    assert discreet.names_any(text, discreet.hidden(CONTACTS)) is expected


PRIVATE = frozenset({"Work/Hush Work.md"})

# title, a text, whether it may be quoted
QUOTED = [
    ("nothing of it", "Talk about work", True),
    ("a link", "Talk about [[Hush Work]]", False),
    ("a link with a path, a heading and other words", "Talk about [[Work/Hush Work#Pay|it]]", False),
    ("in another case", "Talk about [[hush work.md]]", False),
    ("a link to another note", "Talk about [[Loud Work]]", True),
    ("its name alone", "Hush work needs hush tools", True),
    ("a private contact", "Talk to Eve Stone", False),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in QUOTED])
def test_what_links_a_private_note_is_not_quoted(text: str, expected: bool) -> None:
    assert discreet.Kept(discreet.hidden(CONTACTS), PRIVATE).may_quote(text) is expected


def test_nobody_is_private_unless_it_says_so() -> None:
    assert [discreet.is_private(one) for one in CONTACTS[:3]] == [False, True, True]


# --- what follow-ups say -----------------------------------------------------------------------------


def follow_up(path: str, text: str, opener: str = "") -> FollowUp:
    there = (Source("Daily/2026-11-19.md", 1, "tea"),)
    return FollowUp(path, note_name(path), "thank", date(2026, 11, 19), text, there, opener=opener)


SAID = [
    ("nobody private is named", ADA.path, "you had tea", "", True),
    ("a private contact is named", ADA.path, "you talked of Eve Stone", "", False),
    ("by what is to be said", ADA.path, "you had tea", "How is Evie?", False),
    ("in what is said of themselves", EVE.path, "tea with Eve Stone, alias Evie", "", True),
    ("in what is said of another private one", EVE.path, "tea with 🦊", "", False),
]


@pytest.mark.parametrize(
    ("path", "text", "opener", "kept"), [pytest.param(*case[1:], id=case[0]) for case in SAID]
)
def test_what_a_follow_up_may_say(path: str, text: str, opener: str, kept: bool) -> None:
    found = follow_up(path, text, opener)
    said = [found] if kept else [replace(found, text=discreet.UNSAID, opener="")]
    assert list(discreet.unsaid([found], CONTACTS)) == said


def test_a_day_in_june_is_no_name() -> None:
    contacts = (ADA, secret("June"))
    of_days = follow_up(ADA.path, "last on 18 June 2025")
    of_her = follow_up(ADA.path, "last on 18 June, with June")
    assert [one.text for one in discreet.unsaid([of_days, of_her], contacts)] == [
        of_days.text,
        discreet.UNSAID,
    ]
