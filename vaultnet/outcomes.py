"""What came of a referral or an application: one of four words, and then whatever the owner has to say of it. Pure.

The words are data, and docs/referrals.md shows them. What begins with none of them is the owner's own: it is shown
as it stands, and `vaultnet.checks.outcomes` says which word may have been meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

Word: TypeAlias = Literal["hired", "rejected", "withdrew", "no answer"]

_OTHER_WORDS: Mapping[Word, str] = {
    "hired": """
        accepted, accepted the offer, accepted their offer, appointed, employed, got hired, got in,
        got it, got the job, got the post, got the role, i accepted, i got it, i joined, i said yes,
        i signed, i start, i took it, i was hired, joined, offer accepted, said yes, signed, start,
        starting, success, successful, they hired me, they said yes, took it, took the job, took the
        offer, took the role, was hired, yes
    """,
    "rejected": """
        declined by them, didn't get in, didn't get it, didn't get the job, failed, got
        rejected, hired somebody else, hired someone else, hiring freeze, i was not
        chosen, i was rejected, it went to somebody else, it went to someone else, lost,
        no, no longer hiring, no luck, no offer, not chosen, not hired, not hiring any
        more, not hiring anymore, not me, not selected, not successful, not taken,
        passed, passed on me, passed over, position cancelled, position closed, position
        filled, position was filled, refused, rejection, role cancelled, role closed,
        role filled, role was filled, somebody else got it, someone else got it, the
        position is filled, the position was filled, the role was filled, they are no
        longer hiring, they chose somebody else, they chose someone else, they declined,
        they filled the position, they filled the role, they hired somebody else, they
        hired someone else, they passed, they passed on me, they rejected me, they said
        no, they stopped hiring, they took somebody else, they took someone else, they
        turned me down, they went with another, they went with somebody else, they went
        with someone else, they're no longer hiring, turned down, turned down by them,
        turned me down, unsuccessful, was not chosen, was rejected, went to somebody
        else, went to someone else, went with another, went with somebody else, went
        with someone else
    """,
    "withdrew": """
        decided against it, declined by me, declined it, declined the offer, dropped out, i decided
        against it, i declined, i declined it, i declined the offer, i dropped out, i pulled out, i
        refused, i rejected it, i said no, i turned it down, i turned them down, i withdrew, no from
        me, no from my side, not for me, offer declined, pulled out, refused by me, rejected by me,
        turned down by me, turned down the offer, turned it down, turned the offer down, turned them
        down, withdraw, withdrawn, withdrew it
    """,
    "no answer": """
        did not answer, didn't answer, ghosted, got ghosted, heard nothing, i was ghosted, never
        answered, never heard back, never replied, no answer yet, no news, no reply, no response, no
        word, nothing came back, nothing heard, silence, still no answer, they ghosted me, they
        never answered, they never replied, unanswered, was ghosted
    """,
}

WORDS: Mapping[Word, Sequence[str]] = {
    word: [" ".join(one.split()) for one in others.split(",")] for word, others in _OTHER_WORDS.items()
}
"""The four outcomes, and the other words that are read as each; whoever writes ``didn't`` may write ``did not``."""

UNCLEAR: Mapping[str, tuple[Word, Word]] = {
    **dict.fromkeys(("declined", "declined an offer"), ("rejected", "withdrew")),
    **dict.fromkeys(
        ("offer", "an offer", "got an offer", "they made an offer", "offered"), ("hired", "withdrew")
    ),
}
"""Words that say no more than that it is one or the other."""

GOOD: Final = "hired"

_GO_ON = (
    "after although and as at because before but by despite even for from in on once since so though when while"
    " with within without"
).split()
_END = rf"(?=\s*(?:$|[:;,.!?(\[/–—…]|\s-)|\s+(?:{'|'.join(_GO_ON)})\b)"
"""What ends the words of an outcome: a sign, or a word after which only the owner's own can follow."""
_SIGNS = " \t:;,.!–—…-"
_NEAR = 0.75
"""How like a word must be to what was written to be named, of 1: a rule of thumb."""
_LONGEST = 5
"""Words of an outcome at most, where it is looked for what it is like."""


class Outcome(NamedTuple):
    """What came of something, as its note says it."""

    word: Word | None
    """None where it begins with none of the words."""
    text: str
    """All of it, as the owner wrote it."""
    own: str
    """What they wrote after the word; all of it where there is none."""


@lru_cache(maxsize=1024)
def read(text: str) -> Outcome:
    """Read an outcome; of words that begin with each other the longest counts."""
    begun = _read_words().match(text)
    if begun is None:
        return Outcome(None, text, text)
    return Outcome(_BY_WORDS[_normal(begun[1])], text, text[begun.end() :].lstrip(_SIGNS))


def is_bad(text: str) -> bool:
    """Tell whether it ended badly: as it is read, or as it must be meant where it can't be."""
    word = read(text).word
    words = (word,) if word else meant(text)
    return bool(words) and GOOD not in words


def meant(text: str) -> tuple[Word, ...]:
    """Guess which outcome is meant by what can't be read: one, or two where it could be either, or none."""
    if unclear := _unclear_words().match(text):
        return UNCLEAR[_normal(unclear[1])]
    from difflib import SequenceMatcher  # here, because only a slip of the pen needs it

    known = {one: (word,) for one, word in _BY_WORDS.items()} | dict(UNCLEAR)
    said = _normal(re.split(r"[:;,(\[–—]|\s-\s", text, maxsplit=1)[0]).split()
    begins = [" ".join(said[:length]) for length in range(1, min(len(said), _LONGEST) + 1)]
    alike = ((SequenceMatcher(None, begin, one).ratio(), one) for begin in begins for one in known)
    near, close = max(alike, default=(0.0, ""))
    return known[close] if near >= _NEAR else ()


def _normal(text: str) -> str:
    return " ".join(re.split(r"[\s-]+", text.strip().lower().replace("’", "'")))


def _spelled() -> Mapping[str, Word]:
    """Give every spelling of the words, each with the outcome that it is read as."""
    every = {other: word for word, others in WORDS.items() for other in (word, *others)}
    return every | {one.replace("didn't", "did not"): word for one, word in every.items()}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Find the longest of some words at the beginning of a text."""
    ordered = sorted(map(re.escape, words), key=len, reverse=True)
    spelled = (one.replace("\\ ", r"[\s-]+").replace("'", "['’]") for one in ordered)
    return re.compile(rf"({'|'.join(spelled)}){_END}", re.IGNORECASE | re.ASCII)


_BY_WORDS = _spelled()


@cache  # compiled when an outcome is read: most processes read none
def _read_words() -> re.Pattern[str]:
    return _pattern(_BY_WORDS)


@cache
def _unclear_words() -> re.Pattern[str]:
    return _pattern(UNCLEAR)
