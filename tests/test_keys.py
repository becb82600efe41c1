"""What is typed about a person, and what it means."""

from __future__ import annotations

import pytest

from vaultnet import keys
from vaultnet.config import TIERS

READ = [
    ("a key", "l", "log", None),
    ("in upper case", "L", "log", None),
    ("a word", "skip", "skip", None),
    ("with words", "p 2w", "put off", "2w"),
    ("a word with words", "log coffee, she moves", "log", "coffee, she moves"),
    ("white space", "  p \t 2w  ", "put off", "2w"),
    ("Enter", "", "pass", None),
    ("the space bar", " ", "pass", None),
    ("a question mark", "?", "help", None),
    ("a key that asks for nothing, with words", "s now", "", None),
    ("no key", "x", "", None),
    ("a key that touches its words", "p2w", "", None),
    ("Enter with words", " coffee", "", None),
]


@pytest.mark.parametrize(("title", "typed", "act", "words"), READ, ids=[case[0] for case in READ])
def test_what_is_typed(title: str, typed: str, act: str, words: str | None) -> None:
    found = keys.read(keys.NEXT, typed)
    assert (found.key.act if found.key else "", found.words) == (act, words), title


TIERED = [
    ("the closest is the first", TIERS, "1", "inner"),
    ("the least close is the last", TIERS, "5", "yearly"),
    ("a letter that is one tier's", TIERS, "k", "keep-warm"),
    ("a letter that is two tiers'", TIERS, "c", ""),
    ("a name", TIERS, "Close", "close"),
    ("a letter that is a key", {"pals": 7, "tight": 3}, "p", "pause"),
    ("its digit", {"pals": 7, "tight": 3}, "2", "pals"),
    ("a name that is a key", {"skip": 7}, "skip", "skip"),
    ("a name of several words", {"Old friends": 90}, "old friends", "Old friends"),
    ("a digit for a name", {"1": 90, "2": 30}, "1", "2"),
    ("a tenth tier, by its name", {f"t{number}": number + 1 for number in range(10)}, "t9", "t9"),
    ("a tenth tier has no digit", {f"t{number}": number + 1 for number in range(10)}, "0", ""),
    ("a tenth tier that is called as a key is", {**{f"a{n}": n for n in range(1, 10)}, "skip": 99}, "skip", "skip"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "tiers", "typed", "means"), TIERED, ids=[case[0] for case in TIERED])
def test_tiers_have_keys(title: str, tiers: dict[str, int], typed: str, means: str) -> None:
    key = keys.read(keys.triage(tiers), typed).key
    assert (key.tier or key.act if key else "") == means, title


def test_keys_in_a_line() -> None:
    tiers = {f"t{number}": number + 1 for number in range(10)}
    assert keys.line(keys.triage(tiers)).startswith("1 t0 · 2 t1 · ")
    assert "t9" not in keys.line(keys.triage(tiers))
    assert ("t9", "Be in touch every 10 days (tier: t9).") in keys.rows(keys.triage(tiers))


@pytest.mark.parametrize("known", [keys.NEXT, keys.triage(TIERS)])
def test_no_key_means_two_things(known: tuple[keys.Key, ...]) -> None:
    signs = [sign for key in known for sign in key.signs]
    assert len(signs) == len(set(signs))
