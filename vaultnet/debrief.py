"""One rough line of an event's debrief: who was met, where they work, the topic, and what was promised. Pure.

    - Grace Hopper, Staff Engineer at Globex: on-call; promised:: the paper by 3 Dec

Nothing is guessed: what can't be read as somebody's name is said, and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote

from vaultnet.dates import exists
from vaultnet.inline_fields import find_fields
from vaultnet.model import note_name
from vaultnet.seniority import RANKS
from vaultnet.when import parse_when

KINDS = ("promised", "gave", "received", "asked")
"""What may be said of a person after a ``;``, as ledger fields."""
LONGEST = 6
"""Words of the longest name that is taken for one without being linked: a rule of thumb."""

_EXAMPLE = (
    "Write it as “- Grace Hopper, Globex: on-call”, or link whom you met: “- [[Grace Hopper]]: on-call”."
)
_LINK = re.compile(r"\[\[([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]|\[([^\[\]]+)\]\(<?([^()<>\s]+)>?\)")
_EMPHASIS = re.compile(r"[*_]{0,3}")
_JOINER = re.compile(r",?\s+(?:and|und)\s+|\s*[&+]\s*")
_ENDS = re.compile(r"[,:;()\[\]<>]|\s[-–—]+\s|\s[-–—]+$|,?\s(?:and|und)\s|\s[&+]\s|\s(?:from|at|of)\s|\s?@")
_STOPS = re.compile(r"[*_]*[,:;(]|\s[-–—]+\s")
_PLACE = re.compile(r"\s*(?:,|(?:\b(?:from|at|of)\b)|@)\s*|\s*\(")
_TOPIC = re.compile(r":(?=\s|$)|\s[-–—]+(?=\s|$)")
_PARTS = re.compile(r"(?:\[\[[^\[\]]*\]\]|[^,()])+")
_AT = re.compile(r"\s+(?:at|of|from)\s+|\s*@\s*")
_DAY = re.compile(r"\s*[📅📆🗓]\ufe0f?\s*([0-9]{4}-[0-9]{2}-[0-9]{2})\s*$")
_BY = re.compile(r"[\s,(]+(?:by|until|before|due)\s+([^()]+?)\)?\s*[.!]?\s*$", re.IGNORECASE)
_SIGNS = re.compile(r"[\d!?\"“”„«»{}=<>|/\\#^%$€£~`@*_…]")
_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]*[\w.])?")
_PARTICLES = frozenset(
    "af al am an ap ben bin bint d da dal das de dei del della den der des di do dos du e el ibn la las le los"
    " mac mc of op 't ten ter the te to und v van vel vom von vor y zu zum zur".split()
) - {"of", "the", "to", "an", "am"}  # fmt: skip
"""Words in small letters that stand within a name."""
_NOBODY = frozenset(
    "nobody none someone somebody everyone everybody anyone anybody no the a an i we she he they it this that"
    " my our his her their some several many most all both two three people lunch dinner breakfast coffee"
    " talk talks keynote session workshop notes note todo tbd n/a unknown".split()
)
"""Words that a line may begin with, and that name nobody."""
_ROLES = frozenset(word for words in RANKS.values() for word in words) | frozenset(
    "engineer engineers developer designer manager recruiter researcher scientist analyst consultant editor writer"
    " author teacher lecturer organiser organizer speaker maintainer freelancer sre pm em programmer officer"
    " coordinator administrator advisor adviser coach investor partner student phd postdoc nurse lawyer".split()
)
"""Words by which what stands after a name is a role and not where they work: a rule of thumb."""


class Name(NamedTuple):
    """Somebody's name on a line: its place among the words, as it is written, and where its link leads."""

    start: int
    end: int
    shown: str
    target: str = ""

    @property
    def called(self) -> str:
        """What the note of a link is called, or else the name itself."""
        return note_name(self.target) if self.target else self.shown


class Part(NamedTuple):
    """What was promised, given, received or asked: its words, and of a promise the day (ISO), if it has one."""

    kind: str
    text: str
    due: str = ""


class Line(NamedTuple):
    """What a line says."""

    names: tuple[Name, ...]
    company: str = ""
    role: str = ""
    topic: str = ""
    parts: tuple[Part, ...] = ()
    after: tuple[str, ...] = ()
    """What stands between the commas after the names."""

    @property
    def promised(self) -> tuple[Part, ...]:
        """What was promised to them."""
        return tuple(part for part in self.parts if part.kind == "promised")


class Unread(NamedTuple):
    """Why a line can't be read as a person, and what to do about it."""

    message: str
    hint: str = _EXAMPLE


def nobody(_name: str) -> bool:
    """Know no name."""
    return False


def read(words: str, day: date | None = None, is_known: Callable[[str], bool] = nobody) -> Line | Unread:
    """Read the words of a line, without the mark of its list.

    Days of promises count from the event's ``day``. What ``is_known`` is a name, however it is written.
    """
    fields = [field for field in find_fields(words, words) if field.key.lower() in KINDS]
    end = min((field.offset for field in fields), default=len(words))
    head, _, rest = _without_links(words[:end]).partition(";")
    head = words[: len(head)]
    found = _names(head, is_known)
    if isinstance(found, Unread):
        return found
    last = found[-1].end + len(_closing(head, found[-1].end))
    at = _TOPIC.search(_without_links(head), last)
    after = _after(head[last : at.start() if at else len(head)])
    if isinstance(after, Unread):
        return after
    topic = (head[at.end() :] if at else rest).strip(" ;,")
    company, role = _work(after)
    parts = tuple(_part(field.key.lower(), field.value, day) for field in fields)
    return Line(found, company, role, topic, parts, after)


# --- names -----------------------------------------------------------------------------------------


def _names(head: str, is_known: Callable[[str], bool]) -> tuple[Name, ...] | Unread:
    """Read the name or names that a line begins with."""
    names: list[Name] = []
    at = 0
    while True:
        at += len(head[at:]) - len(head[at:].lstrip())
        mark = _EMPHASIS.match(head, at)
        at = mark.end() if mark else at
        one = _name(head, at, is_known)
        if isinstance(one, Unread):
            return one
        names.append(one)
        end = one.end + len(_closing(head, one.end))
        joined = _JOINER.match(head, end)
        if not joined:
            return tuple(names)
        at = joined.end()


def _name(head: str, at: int, is_known: Callable[[str], bool]) -> Name | Unread:
    """Read one name, a link or plain text."""
    link = _LINK.match(head, at)
    if link:
        target, alias = (link[1], link[2]) if link[1] else (unquote(link[4]), link[3])
        return Name(at, link.end(), (alias or note_name(target)).strip(), target.strip())
    whole = _STOPS.split(head[at:], maxsplit=1)[0].rstrip()
    if is_known(whole):
        return Name(at, at + len(whole), whole)
    ends = _ENDS.search(head, at)
    text = head[at : ends.start() if ends else len(head)]
    bare = text.rstrip(" *_.")
    why = "" if is_known(bare) else _against(bare)
    return Unread(why) if why else Name(at, at + len(bare), bare)


def _closing(head: str, at: int) -> str:
    """Give the marks of emphasis that close after a name."""
    mark = _EMPHASIS.match(head, at)
    return mark[0] if mark else ""


def _against(name: str) -> str:
    """Say why some words are nobody's name; ``""`` if they can be one."""
    words = name.split()
    if not any(char.isalpha() for char in name):
        return "There is no name on this line."
    if _SIGNS.search(name) or len(words) > LONGEST:
        return f"“{_clipped(name)}” can't be read as a name."
    if words[0].lower().strip("'’") in _NOBODY:
        return f"“{_clipped(name)}” is nobody's name."
    if not all(map(_can_be_in_a_name, words)) or not any(map(_is_capital, words)):
        return f"“{_clipped(name)}” can't be read as a name: those have capital letters."
    return ""


def _can_be_in_a_name(word: str) -> bool:
    bare = word.strip("'’\"().")
    return bool(_WORD.fullmatch(bare)) and (
        _is_capital(bare) or bare.lower() in _PARTICLES or "'" in bare[:3]
    )


def _is_capital(word: str) -> bool:
    """Tell whether a word has a capital, as names do; in scripts that have none every word may be a name's."""
    return any(char.isupper() or char.istitle() for char in word) or word.lower() == word.upper()


def _clipped(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


# --- where they work -------------------------------------------------------------------------------


def _after(text: str) -> tuple[str, ...] | Unread:
    """Read what stands between the names and the topic: parts between commas, or in brackets."""
    text = text.lstrip(". ")
    if not text:
        return ()
    if not _PLACE.match(text):
        return Unread(f"After the name stands “{_clipped(text.strip())}”, which can't be read.")
    bare = re.sub(r"^\s*(?:from|at|of)\s+", "", text).lstrip(" @")
    return tuple(part.strip() for part in _PARTS.findall(bare) if part.strip(" .,"))


def _work(after: tuple[str, ...]) -> tuple[str, str]:
    """Tell the company and the role."""
    company = role = ""
    for part in after:
        at = _AT.search(part)
        said, place = (part[: at.start()].strip(), part[at.end() :].strip()) if at else (part, "")
        if at and said and not company and _is_place(place) and (_is_role(said) or at[0].strip() != "of"):
            role, company = role or (said if _is_role(said) else ""), place
        elif _is_role(part):
            role = role or part
        elif _is_place(part):
            company = company or part.removeprefix("@").strip()
    return company, role


def _is_place(part: str) -> bool:
    """Tell whether something is called so: ``Globex``, and not ``the bar`` or ``a friend of Ada's``."""
    first = part.strip(" @[(").partition(" ")[0]
    return bool(first) and (
        any(char.isupper() or char.isdigit() for char in first) or first.lower() == first.upper()
    )


def _is_role(part: str) -> bool:
    return "[" not in part and not _ROLES.isdisjoint(re.findall(r"[^\W_]+", part.lower()))


# --- what was promised -----------------------------------------------------------------------------


def _part(kind: str, value: str, day: date | None) -> Part:
    """Read a ledger field; of a promise also its day: ``📅 2026-12-03``, or ``by 3 Dec``."""
    if kind != "promised":
        return Part(kind, value)
    marked, by = _DAY.search(value), _BY.search(value)
    if marked and exists(marked[1]):
        return Part(kind, value[: marked.start()].strip(), marked[1])
    due = parse_when(by[1], day, ahead=True) if by and day else None
    return Part(kind, value[: by.start()].strip(), due.isoformat()) if by and due else Part(kind, value)


def _without_links(text: str) -> str:
    """Give a text in which no sign of a link stands, every offset as before."""
    return _LINK.sub(lambda link: "\0" * len(link[0]), text)
