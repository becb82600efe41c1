"""What a key means where people come one at a time: ``vaultnet next`` and ``vaultnet triage``. Pure.

A sign is what is typed: one key at a terminal; from a pipe a line, which may also be a whole word, and may go on
with the words that the key asks for: ``p 2w``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vaultnet.values import normal


class Key(NamedTuple):
    """Something that can be done about a person."""

    act: str
    """What it does: ``log``, ``skip``, ``tier`` …"""
    signs: tuple[str, ...]
    """What is typed for it; the first is shown. ``""`` is Enter, or the space bar."""
    label: str
    help: str
    """What it does, as a sentence."""
    asks: str = ""
    """The question that it asks; ``""`` for none."""
    tier: str = ""
    """The tier that it gives."""


class Typed(NamedTuple):
    """What somebody typed, as it is meant."""

    key: Key | None
    """None for what means nothing."""
    words: str | None = None
    """What was said together with it; None for nothing yet."""


_EDIT = Key("edit", ("e", "edit"), "edit", "Open the note in your editor ($VISUAL or $EDITOR).")
_OBSIDIAN = Key("open", ("o", "open"), "Obsidian", "Open the note in Obsidian.")
_PASS = Key("pass", ("n", "", "next"), "next", "Go on, and do nothing (also Enter or the space bar).")
_UNDO = Key(
    "undo",
    ("u", "undo"),
    "undo",
    "Take back the last step, and come back to that person; at a question, go back to the keys.",
)
_QUIT = Key("quit", ("q", "quit"), "quit", "End here (also Ctrl-C or Ctrl-D).")
_HELP = Key("help", ("?", "help"), "help", "Say what the keys do.")
_ALWAYS = (_EDIT, _OBSIDIAN, _PASS, _UNDO, _QUIT, _HELP)

NEXT = (
    Key(
        "log",
        ("l", "log"),
        "log",
        "You were in touch. Then what it was: coffee yesterday, she moves to Lisbon",
        "What was it? A kind and words, or only Enter",
    ),
    Key(
        "put off",
        ("p", "put", "snooze"),
        "put off",
        "Not now. Then until when: 2w, friday, 4 December",
        "Until when? A span or a day",
    ),
    Key("skip", ("s", "skip"), "skip", "Not this time: they rest for two weeks."),
    *_ALWAYS,
)
"""The keys of ``vaultnet next``."""

_TRIAGE = (
    Key(
        "track",
        ("t", "track"),
        "how often",
        "Say how often to be in touch. Then a span or a tier: 6w, monthly; only Enter for what is proposed",
        "How often? A span or a tier, or only Enter for",
    ),
    Key("skip", ("s", "skip"), "skip", "Not now: you are asked again after two weeks."),
    Key(
        "pause",
        ("p", "pause"),
        "pause",
        "Leave them out (paused: true), until you take that out of the note.",
    ),
    *_ALWAYS,
)
_DIGITS = "123456789"


def triage(tiers: Mapping[str, int]) -> tuple[Key, ...]:
    """Give the keys of ``vaultnet triage``: a digit for each tier, the closest first, and what else there is.

    ``tiers`` are their days. A tier whose first letter is nobody else's goes by that letter as well.
    """
    taken = {sign for key in _TRIAGE for sign in key.signs}
    ordered = sorted(tiers, key=lambda tier: (tiers[tier], tier))
    letters = Counter(normal(tier)[:1] for tier in ordered)
    given = []
    for number, tier in enumerate(ordered):
        letter = normal(tier)[:1]
        alone = letters[letter] == 1 and letter not in _DIGITS
        signs = (*_DIGITS[number : number + 1], *(letter if alone else ""), tier.casefold())
        free = tuple(sign for sign in signs if sign not in taken)
        if free:
            given.append(
                Key("tier", free, tier, f"Be in touch every {tiers[tier]} days (tier: {tier}).", tier=tier)
            )
    return (*given, *_TRIAGE)


def read(keys: Sequence[Key], typed: str) -> Typed:
    """Read what was typed: a sign alone, or one and the words that its key asks for."""
    said = " ".join(typed.split())
    key = _of(keys, said)
    if key:
        return Typed(key)
    sign, _, words = said.partition(" ")
    key = _of(keys, sign)
    return Typed(key, words) if key and key.asks else Typed(None)


def _of(keys: Sequence[Key], sign: str) -> Key | None:
    return next((key for key in keys if sign.casefold() in key.signs), None)


def goes_back(answer: str) -> bool:
    """Tell whether an answer is none, but leads back from the question to the keys."""
    return answer.strip().casefold() in _UNDO.signs


def line(keys: Sequence[Key]) -> str:
    """Say the keys in one line: ``l log · p put off · s skip``."""
    return " · ".join(f"{key.signs[0]} {key.label}" for key in keys if not _is_its_name(key))


def _is_its_name(key: Key) -> bool:
    """Tell whether a key has no sign but its whole name: a tenth tier."""
    return key.signs == (key.tier.casefold(),)


def rows(keys: Sequence[Key]) -> list[tuple[str, str]]:
    """Say each key and what it does."""
    return [(key.signs[0], key.help) for key in keys]
