"""Words that can only tell of a day to come: ``coffee tomorrow``, ``we will have lunch next week``. Pure.

Only what can't be past: ``coffee on friday`` may have been last Friday, and ``coffee, she leaves tomorrow`` took
place.
"""

from __future__ import annotations

import re
from datetime import date

from vaultnet import kinds
from vaultnet.dates import WEEKDAYS
from vaultnet.kinds import alternatives
from vaultnet.when import parse_when

_LONGEST = 400  # characters that are looked at
_NEXT = ("week", "month", "year", "weekend", *WEEKDAYS)
_DAY = rf"(?:the\s+day\s+after\s+tomorrow|tomorrow|next\s+(?:{alternatives(_NEXT)}))\b(?!['-])"
_FIRST = re.compile(rf"\W*(?P<day>{_DAY})(?:\s+(?:at\s+\S+|morning|noon|afternoon|evening|night))?\W*")
_NAMED = re.compile(_DAY)
_ALONE = re.compile(rf"\W*(?P<day>{_DAY})\W*")
_WILL = re.compile(
    r"\W*(?:(?:i|we)(?:\s+will|'ll|\s+am\s+going\s+to|'m\s+going\s+to|\s+are\s+going\s+to|'re\s+going\s+to)"
    r"|will|going\s+to)\s+"
)
_ARTICLES = re.compile(r"\W*(?:(?:a|an|the|our|another|quick|short|brief|long|first)\s+)*")
_BREAK = re.compile(r"[.!?;,()]|:(?=\s)|\s[–—-]+\s|\b(?:but|so|because|while|although|though)\b")
_ASIDE = re.compile(
    r"\b(?:about|for|re|regarding|who|whose|which|that|where|when|since|after|before|until|as|if|and|i|we|she|he|they"
    r"|on\s+(?:the|our|how|what|her|his|their))\b"
)
_NOT_A_NOUN = frozenset("met talked called emailed introduced liked commented wrote like text".split())


def told(text: str) -> str:
    """Return by which word a text tells of a day to come, ``tomorrow`` or ``will``; ``""`` if it does not."""
    low = text[:_LONGEST].replace("’", "'").lower()
    first = _FIRST.match(low)
    if first and _begins(low[first.end() :]):
        return first["day"]
    clause, rest = _parted(low, _BREAK)
    will = _WILL.match(clause)
    if will:
        about, _ = _parted(clause[will.end() :], _ASIDE)
        found = _NAMED.search(about)
        does = any(kinds.named(word) for word in about.split()) or re.search(
            r"\bsee (?:her|him|them)\b", about
        )
        return found[0] if found else "will" if does else ""
    end = _begins(clause)
    if not end:
        return ""
    about, _ = _parted(clause[end:], _ASIDE)
    found = _NAMED.search(about)
    alone = _ALONE.fullmatch(rest) if not clause[end:].strip() else None
    return found[0] if found else alone["day"] if alone else ""


def day(words: str, today: date) -> date | None:
    """Return the day that words of `told` name, if they name one."""
    return parse_when(" ".join(words.split()), today, ahead=True)


def _begins(text: str) -> int:
    """Return where the noun of a kind ends with which a text begins; 0 if it begins with none."""
    articles = _ARTICLES.match(text)
    start = articles.end() if articles else 0
    words = [*re.finditer(r"[\w:-]+", text[start:])][:2]
    for last in reversed(words):
        phrase = text[start : start + last.end()].strip(":")
        kind = kinds.named(phrase)
        if kind and kind not in (kinds.MENTION, kinds.LAST_CONTACT) and phrase not in _NOT_A_NOUN:
            return start + last.end()
    return 0


def _parted(text: str, at: re.Pattern[str]) -> tuple[str, str]:
    found = at.search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")
