"""Who is to do a task of shared work, as its line says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import whose

# the words of a task, who they may say is to do it in each way of saying it, and whom by nothing but links
CASES: list[tuple[str, list[list[str]], list[str]]] = [
    ("The drawings", [], []),
    ("Ada: the drawings", [["Ada"]], []),
    ("Ada Lovelace and Grace: the drawings", [["Ada Lovelace", "Grace"]], []),
    ("Ada, Grace & Mary: the drawings", [["Ada", "Grace", "Mary"]], []),
    ("Andrea and Roland: the drawings", [["Andrea", "Roland"]], []),
    ("[[Ada]]: the drawings", [["Ada"]], ["Ada"]),
    ("[[People/Ada Lovelace|Ada]]: the drawings", [["People/Ada Lovelace"]], ["People/Ada Lovelace"]),
    ("[[Ada, Countess]]: the drawings", [["Ada, Countess"]], ["Ada, Countess"]),
    ("[[Ada]] and [[Grace]]: the drawings", [["Ada", "Grace"]], ["Ada", "Grace"]),
    ("[[Ada]] and Grace: the drawings", [["Ada", "Grace"]], []),
    ("**[[Ada]]:** the drawings", [["Ada"]], ["Ada"]),
    ("[[Ada]]:", [["Ada"]], ["Ada"]),
    ("@Ada: the drawings", [["Ada"], ["Ada"]], []),
    ("The drawings @Ada", [["Ada"]], []),
    ("The drawings @[[Ada]]", [["Ada"]], ["Ada"]),
    ("The drawings @ada.lovelace, @Grace", [["ada.lovelace", "Grace"]], []),
    ("The drawings (Ada)", [["Ada"]], []),
    ("The drawings ([[Ada]])", [["Ada"]], ["Ada"]),
    ("The drawings ([[Ada]]).", [["Ada"]], ["Ada"]),
    ("The drawings (see [[Ada]] and more)", [["see", "Ada", "more"]], []),
    ("Send [[Ada]] the drawings", [], []),
    ("Ask about 10:30", [], []),
    ("Mail ada@example.org", [], []),
    ("(Ada)", [], []),
    ("", [], []),
]


@pytest.mark.parametrize(("text", "names", "linked"), CASES, ids=[case[0] for case in CASES])
def test_who_is_to_do_it(text: str, names: list[list[str]], linked: list[str]) -> None:
    assert [list(one) for one in whose.names(text)] == names
    assert list(whose.linked(text)) == linked


@given(st.text(alphabet="[]()@:|,& aAnd*_#", max_size=80))
def test_whom_links_name_is_among_those_who_are_named(text: str) -> None:
    linked = whose.linked(text)
    assert not linked or linked in whose.names(text)
