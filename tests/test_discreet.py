"""What names a private contact: cases as data."""

from __future__ import annotations

import pytest

from vaultnet import discreet
from vaultnet.model import Value
from vaultnet.network import Summary

SECRET = {"private": (Value(True, 2),)}
CONTACTS = (
    Summary("People/Ada.md", "Ada"),
    Summary("People/Eve Stone.md", "Eve Stone", SECRET),
    Summary("People/….md", "…", SECRET),
)

CASES = [
    ("linked", "what [[Eve Stone]] said", True),
    ("linked by path", "what [[People/Eve Stone|she]] said", True),
    ("not linked, in another case", "Ask EVE STONE, too.", True),
    ("half a name", "Eve", False),
    ("a part of a word", "a sieve stone", False),
    ("somebody else", "what [[Ada]] said…", False),
    ("nothing", "", False),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_what_names_a_private_contact(text: str, expected: bool) -> None:
    assert discreet.names_any(text, discreet.hidden(CONTACTS)) is expected


def test_nobody_is_private_unless_it_says_so() -> None:
    assert [discreet.is_private(one) for one in CONTACTS] == [False, True, True]
