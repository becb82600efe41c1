"""Tries to reach somebody that had no answer yet: *Rang [[Ben]], no answer*. Pure.

The words here are data: docs/interactions.md shows them, and a test holds the two together. Whoever is in doubt
was reached: it takes a word of reaching out, one that says there was no answer, and none that tells of one.
"""

from __future__ import annotations

import re

from vaultnet import kinds
from vaultnet.kinds import alternatives, is_conversation

SENT = "sent"
"""The kind of a try: it starts a wait and is no contact."""

REACHED_OUT = (
    "called", "phoned", "rang", "wrote", "emailed", "e-mailed", "mailed", "messaged", "texted", "pinged", "sent",
    "tried", "reached out", "call", "phone", "ring", "write", "email", "e-mail", "mail", "message", "text", "ping",
    "letter", "postcard",
)  # fmt: skip
"""Words of reaching out; whom it was to follows: ``Rang [[Ben]]``, ``a mail to [[Ben]]``."""

NO_ANSWER = (
    "no answer", "no reply", "no response", "didn't answer", "did not answer", "doesn't answer",
    "does not answer", "didn't reply", "did not reply", "doesn't reply", "does not reply", "didn't pick up",
    "did not pick up", "doesn't pick up", "does not pick up", "never replied", "never replies", "never answered",
    "never answers", "never picked up", "never picks up", "hasn't replied", "has not replied", "hasn't answered",
    "has not answered",
)  # fmt: skip
"""What says that there was no answer."""

LEFT = ("a message", "a voicemail", "him a message", "her a message", "them a message")
"""What says so after *left*."""

HOPED = ("answers", "answer", "replies", "reply", "calls back", "call back", "writes back", "write back")
"""What says so after *hope he*, *hope she*, *hope they*."""

ANSWERED = (
    "answered", "replied", "responded", "picked up", "called back", "called me back", "rang back",
    "rang me back", "wrote back", "texted back", "got back", "came back", "got through", "reached him",
    "reached her", "reached them", "talked", "spoke", "met",
)  # fmt: skip
"""What tells of an answer after all."""

# What may come after it, so that *did not answer my question* and *no answer to that* say something else.
_ENDS = (
    r"(?=\W*\Z|\s*[^\w\s]|\s+(?:yet|again|either|so|and|but|today|this|all|for\s+(?:days|weeks)|since|as\s+always"
    r"|from\s+(?:him|her|them)|me|when|the\s+(?:phone|call|door)|(?:his|her|their)\s+phone"
    r"|(?:to\s+)?my\s+(?:\w+\s+)?(?:calls?|mails?|e-?mails?|messages?|texts?|letters?)|to\s+me)\b)"
)
_NOT_THEIRS = r"(?<!had )(?<!has )(?<!have )(?<!gave )(?<!given )"
_MINE = r"(?<!she )(?<!he )(?<!they )(?<!who )(?<!had )(?<!has )"
_MESSAGE = rf"(?:(?:another|a\s+\w+)\s+(?:message|voicemail)|{alternatives(LEFT)})\b"
_LEFT = rf"{_MINE}\bleft\s+(?:\0+,?\s+)?{_MESSAGE}"
_MAILBOX = r"(?:(?:only|just|got|went|straight|to|his|her|their|the)\s+){0,4}voicemail"
_MISSED = re.compile(
    rf"{_NOT_THEIRS}\b(?:{alternatives(NO_ANSWER)}){_ENDS}|{_LEFT}"
    rf"|(?:\A|(?<=[,:;.(–—-]\s)){_MAILBOX}{_ENDS}|\bgot\s+(?:(?:only|his|her|their|the)\s+)?voicemail{_ENDS}"
    rf"|\bhop(?:e|ing)\s+(?:he|she|they)\s+(?:{alternatives(HOPED)})\b"
)
_ANSWERED = re.compile(rf"\b(?:{alternatives(ANSWERED)})\b")
_OUT = alternatives(REACHED_OUT)
_WORD = r"(?:\s+(?!(?:with|from|about|for|after|before|because)\b)[^\s\0.,:;!?()]+)"
_TO_THEM = re.compile(rf"\b(?:{_OUT})(?:{_WORD}{{0,2}}|\s+(?:[^\s\0.,:;!?()]+\s+){{0,6}}to)\s+\Z")
_LEFT_FOR = re.compile(rf"{_LEFT}\s+(?:for|with|to)\s+\Z")
_LEFT_THEM = re.compile(rf"{_MINE}\bleft\s+\Z")
_HAS_MESSAGE = re.compile(rf"\s+{_MESSAGE}")
_FROM_THEM = re.compile(
    r"(?:\A|[.!?;,]\s)\W*(?:still\s+|again\s+|got\s+)?no\s+(?:answer|reply|response)(?:\s+\w+)?\s+from\s+\Z"
)
_THEY = re.compile(
    rf"[*_]*\s+(?:still\s+|again\s+)?(?:{alternatives(w for w in NO_ANSWER if w[:3] != 'no ')}){_ENDS}"
)
_HINT = re.compile(rf"\b(?:{alternatives(NO_ANSWER)}|voicemail|left|hop(?:e|ing)\s+(?:he|she|they))\b")
LONGEST = 400  # characters that are looked at, of one person's line or after a link
_KINDS = frozenset({"call", "video", "email", "message", "letter"})
_BEGINS = re.compile(rf"\W*(?:(?:i|we|again|just)\s+)*(?:{_OUT})\b")

# Words that a line without any tells of no try: the quickest way to see that most lines do not.
FIRST_WORDS = frozenset([*(phrase.split()[0] for phrase in NO_ANSWER), "left", "hope", "hoping", "voicemail"])


def may_tell(text: str) -> bool:
    """Tell whether a line says anywhere that there was no answer, or that something was left for somebody."""
    return _HINT.search(text) is not None


def is_of(head: str, tail: str) -> bool:
    """Tell whether the words before and after somebody's link say that they were not reached.

    Both are in lower case and have NUL for links; ``head`` begins with the sentence, or after the link before.
    """
    tail = tail[:LONGEST]
    if _TO_THEM.search(head):
        missed = _MISSED.search(tail) is not None
    elif _LEFT_THEM.search(head):
        missed = _HAS_MESSAGE.match(tail) is not None
    else:
        missed = bool(_THEY.match(tail) or _LEFT_FOR.search(head) or _FROM_THEM.search(head))
    return missed and not _is_answered(tail)


def reaching(head: str) -> int | None:
    """Return where the words before a link begin to say that whom it leads to was tried."""
    found = _TO_THEM.search(head)
    return found.start() if found else None


def is_left(tail: str) -> bool:
    """Tell whether the words after somebody's link say that a message was left for them."""
    return re.search(_LEFT, tail) is not None and not _is_answered(tail)


def is_one(text: str, kind: str = "") -> bool:
    """Tell whether words about one person, who need not be named, tell a try: ``called, no answer``.

    ``kind`` is one that was named before them.
    """
    low = text[:LONGEST].replace("’", "'").lower()
    if kind and kind not in _KINDS:
        return False
    if FIRST_WORDS.isdisjoint(kinds.words(low)):
        return False
    missed = _MISSED.search(low)
    if not missed or _is_answered(low):
        return False
    before = low[: missed.start()]
    return bool(kind) or not before.strip(" -*_,.;:(") or _BEGINS.match(before) is not None


def _is_answered(text: str) -> bool:
    rest = _MISSED.sub(" , ", text)
    if _ANSWERED.search(rest):
        return True
    return any(not one.beside and is_conversation(one.kind) for one in kinds.tellings(rest, 0, len(rest)))
