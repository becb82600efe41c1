"""The kinds of interactions, how much each weighs, and the words that tell the kind of a line. Pure.

The rules of thumb here are data: docs/interactions.md shows them, and a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize


class Kind(NamedTuple):
    """A kind of interaction.

    ``strength`` orders the traces of one day and is 0 for what is no contact at all. ``conversation`` tells
    that both sides were there and spoke: what a goal counts unless it says otherwise.
    """

    strength: int
    conversation: bool
    help: str


MENTION, EVENT, MEETING, LAST_CONTACT = "mention", "event", "meeting", "last-contact"
IN_TOUCH = "in-touch"
INTERVIEW = "informational-interview"
WRITTEN = frozenset({"letter", "email", "message", "sent", IN_TOUCH})
"""Kinds that may be a message of the owner's."""

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "mentoring": Kind(100, True, "a session with a mentor or a mentee"),
        INTERVIEW: Kind(95, True, "a talk to learn about someone's work"),
        "meal": Kind(90, True, "breakfast, lunch, dinner"),
        "coffee": Kind(85, True, "a coffee or a tea, just the few of you"),
        MEETING: Kind(80, True, "a meeting that names no kind; also: a walk, drinks, a talk"),
        "video": Kind(75, True, "a video call"),
        "call": Kind(70, True, "a telephone call"),
        EVENT: Kind(50, False, "an occasion with many people, and any meeting of `event_size` or more"),
        "introduction": Kind(45, False, "someone was introduced to someone"),
        "letter": Kind(40, False, "on paper"),
        "email": Kind(35, False, "an e-mail"),
        "message": Kind(30, False, "a text, a chat"),
        IN_TOUCH: Kind(25, False, "a bare tick, or `vaultnet log` without a kind: nobody said how"),
        MENTION: Kind(20, False, "a link in a dated note whose words name no kind"),
        "engage": Kind(10, False, "a like or a comment"),
        LAST_CONTACT: Kind(5, False, "what `last_contact:` says: a floor under everything else"),
        "sent": Kind(
            0, False, "a message or a call that had no answer yet: it starts a wait and is no contact"
        ),
    }
)
"""Every built-in kind, strongest first."""

OWN = Kind(70, True, "a kind of your own, from a meeting's `kind:`; weighs as much as a call")

_OTHER_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "mentoring": ("mentoringsession",),
        "informational-interview": ("infointerview",),
        "meal": ("lunch", "dinner", "breakfast", "brunch", "supper"),
        "coffee": ("tea",),
        MEETING: ("met", "meet", "talk", "talked", "walk", "drinks", "visit", "1:1", "oneonone"),
        "video": ("videocall", "zoom"),
        "call": ("phone", "phonecall", "called"),
        EVENT: ("conference", "meetup"),
        "introduction": ("intro", "introduced"),
        "letter": ("postcard", "card"),
        "email": ("mail", "emailed"),
        "message": ("msg", "text", "chat", "dm", "wrote"),
        "engage": ("like", "liked", "comment", "commented"),
    }
)
"""Other words for a kind, before the colon of a dated line (``2026-06-02 lunch: …``); without ``-``."""


TELLING = frozenset(
    "breakfast brunch lunch dinner supper tea walk drinks visit talk talked conference meetup postcard card"
    " zoom".split()
)
"""Of these, words that tell more than the kind does: where one is typed, it stays among the words."""


def _normal(word: str) -> str:
    return normalize("NFC", word).casefold().replace(" ", "").replace("-", "").replace("_", "")


_BY_WORD = {
    **{_normal(kind): kind for kind in KINDS},
    **{word: kind for kind, words in _OTHER_WORDS.items() for word in words},
}
_BY_NORMAL = {_normal(kind): kind for kind in KINDS}


@lru_cache(maxsize=512)
def of(kind: str) -> Kind:
    """Return what is known of a kind; one of the user's own weighs as much as a call."""
    return KINDS.get(canonical(kind), OWN)


def canonical(kind: str) -> str:
    """Return a kind as it is written here if it is a built-in one, else as its owner wrote it."""
    return _BY_NORMAL.get(_normal(kind), kind)


def strength(kind: str) -> int:
    """Return how much a kind weighs among the traces of one day; 0 if it is no contact."""
    return of(kind).strength


_SPOKEN: Mapping[str, str] = MappingProxyType(
    {
        MENTION: "in touch",
        LAST_CONTACT: "in touch",
        "engage": "reaction",
        "sent": "message",
        "video": "video call",
        "mentoring": "mentoring session",
    }
)
"""Kinds whose names are no words for a person."""


def say(kind: str) -> str:
    """Say what sort of interaction a kind is, in plain words: ``informational interview``, ``video call``."""
    return _SPOKEN.get(canonical(kind), kind.replace("-", " "))


def is_conversation(kind: str) -> bool:
    """Tell whether a kind is one in which both sides were there and spoke."""
    return of(kind).conversation


def named(word: str) -> str:
    """Return the kind that a word before a colon names (``lunch`` is a meal), or ``""``."""
    return _BY_WORD.get(_normal(word), "") if word else ""


# --- told from words -------------------------------------------------------------------------------

TOGETHER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "mentoring": ("mentoring session", "mentoring"),
        "informational-interview": ("informational interview",),
        "meal": ("lunch", "dinner", "breakfast", "brunch", "supper"),
        "coffee": ("coffee", "tea"),
        MEETING: ("meeting", "walk", "drinks", "beer", "1:1", "one-on-one"),
        "video": ("video call", "video chat", "zoom call", "zoom"),
    }
)
"""Nouns that tell a kind where *with* follows within three words: ``Lunch at noon with …``."""

BETWEEN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "call": ("phone call", "call"),
        "letter": ("letter", "postcard"),
        "email": ("e-mail", "email", "mail"),
        "message": ("message", "text"),
    }
)
"""Nouns that tell a kind where *with*, *from* or *to* follows within three words: ``Long mail from …``."""

VERBS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        MEETING: ("met", "talked to", "talked with", "spoke to", "spoke with", "caught up with"),
        "call": ("called", "phoned", "rang"),
        "introduction": ("introduced",),
        "email": ("e-mailed", "emailed", "mailed"),
        "message": ("messaged", "texted", "wrote"),
    }
)
"""Verbs in the past that tell a kind beside a link, or at the line's beginning: ``Called her``, ``… and I met``."""


class Telling(NamedTuple):
    """A place in a text that tells a kind; ``beside`` if it tells it of who stands beside it: a verb."""

    kind: str
    start: int
    end: int
    beside: bool


def alternatives(phrases: Iterable[str]) -> str:
    """Return a pattern for any of the phrases, the longest first."""
    return "|".join(re.escape(phrase.lower()) for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)))


_NOUN_KINDS, _VERB_KINDS = (*TOGETHER, *BETWEEN), tuple(VERBS)
_LINK = re.compile(r"\[\[[^\[\]]*\]\]|\]\([^()]*\)|`[^`]*`")
_FIRST_OF_TASK = re.compile(r"(?:#\S+\s+)*([^\W\d_][\w-]*)")
_LONGEST = 400  # characters of a line that are looked at


def _groups(table: Mapping[str, tuple[str, ...]]) -> str:
    return "|".join(f"({alternatives(words)})" for words in table.values())


FIRST_WORDS = frozenset(
    word.split(" ")[0] for table in (TOGETHER, BETWEEN, VERBS) for words in table.values() for word in words
)
"""The words that whatever tells a kind begins with."""
_FIRST_WORD = re.compile(f"(?:{'|'.join(map(re.escape, sorted(FIRST_WORDS)))})\\b")
_WITHIN = r"(?:\s+[^\s.;!?]+){0,3}?\s+"
_NOUN = re.compile(
    rf"(?:{_groups(TOGETHER)}){_WITHIN}with\b|(?:{_groups(BETWEEN)}){_WITHIN}(?:with|from|to)\b"
)
_VERB = re.compile(rf"(?:{_groups(VERBS)})\b")
# A noun that a line begins with, with nothing or something about it after: no *coffee machine*.
_ARTICLES = r"\W*(?:(?:a|an|the|our|quick|short|brief|long|first|another|nice|good|great|lovely)\s+)*"
_NOUN_ALONE = re.compile(
    rf"{_ARTICLES}(?:(?:{_groups(TOGETHER)})(?=\W*\Z|[^\w\s-]|\s+(?:about|on|over|at|in|near|along|by|after|before"
    r"|together|again|and)\b)"
    rf"|(?:{_groups(BETWEEN)})(?=\W*\Z|[^\w\s-]|\s+(?:about|on|re|again)\b))"
)
# A link was replaced by NUL; at most two words may stand between it and the verb.
_AFTER_LINK = re.compile(r"\0\S*(?:\s+[^\s\0.;!?]+){0,2}\s+\Z")
_BEFORE_LINK = re.compile(r"(?:\s+[^\s\0.;!?]+){0,2}\s+\S*\0")
_BEGINNING = re.compile(r"\W*(?:\w+\W+)?")
_NEAR = 60  # characters before a verb in which a link is looked for


def words(text: str) -> list[str]:
    """Return the words of a text, roughly: the quickest way to see that most lines tell nothing."""
    for mark in ",.:;!?*()":
        if mark in text:
            text = text.replace(mark, " ")
    return text.split()


def told(line: str) -> str:
    """Return the kind that the words of a line tell, or ``""``; what is told first counts."""
    text = line[:_LONGEST].lower()
    if FIRST_WORDS.isdisjoint(words(text)) and "1:1" not in text:
        return ""
    return first(_LINK.sub("\0", text))


def first(text: str) -> str:
    """Return what tells a kind first in a text, which is in lower case and has NUL for its links; else ``""``."""
    for telling in tellings(text, 0, len(text)):
        return telling.kind
    return ""


def tellings(text: str, begin: int, end: int) -> Iterator[Telling]:
    """Yield what tells a kind in one part of a text, which is in lower case and has NUL for its links."""
    for first in _FIRST_WORD.finditer(text, begin, end):
        start = first.start()
        if not text[start - 1 : start].isalnum():
            noun = _NOUN.match(text, start, end)
            if noun and noun.lastindex:
                yield Telling(_NOUN_KINDS[noun.lastindex - 1], start, noun.end(), False)
                continue
            verb = _VERB.match(text, start, end)
            if verb and verb.lastindex and _is_about_someone(text, begin, start, verb.end()):
                yield Telling(_VERB_KINDS[verb.lastindex - 1], start, verb.end(), True)


def _is_about_someone(text: str, begin: int, start: int, end: int) -> bool:
    """Tell whether a verb says what was done with someone, and does not just occur on the line."""
    return bool(
        _BEGINNING.fullmatch(text, begin, start)
        or _BEFORE_LINK.match(text, end)
        or _AFTER_LINK.search(text[max(begin, start - _NEAR) : start])
    )


def is_near(between: str, before: bool) -> bool:
    """Tell whether a link, of which ``between`` holds one character, stands right beside a verb."""
    return bool(_AFTER_LINK.fullmatch(between) if before else _BEFORE_LINK.fullmatch(between))


def of_line(text: str) -> str:
    """Return the kind of a line about one person, who need not be named: ``phone call about …``; else ``""``."""
    if text.strip().casefold() == "in touch":
        return IN_TOUCH
    alone = _NOUN_ALONE.match(text[:_LONGEST].lower())
    return _NOUN_KINDS[alone.lastindex - 1] if alone and alone.lastindex else told(text)


def of_task(text: str) -> str:
    """Return the kind that a ticked task tells, also by the verb it begins with: ``Call …``; else ``""``."""
    verb = _FIRST_OF_TASK.match(text)
    return told(text) or (named(verb[1]) if verb else "")


@lru_cache(maxsize=4096)
def in_name(name: str) -> str:
    """Return the kind that a note's name tells by its first or last word, or ``""``.

    A date before it does not count: ``2026-10-17 Ada Lovelace coffee``, ``2026-10-17 Lunch with Ada``.
    """
    words = re.findall(r"[^\W\d_][\w-]*", name)
    return (named(words[-1]) or named(words[0])) if words else ""
