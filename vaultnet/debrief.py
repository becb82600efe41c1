"""One rough line of an event's debrief: who was met, where they work, the topic, and what was promised. Pure.

    - Grace Hopper, Staff Engineer at Globex: on-call; promised:: the paper by 3 Dec

Nothing is guessed: what can't be read as somebody's name is said, and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote

from vaultnet.dates import MONTHS, WEEKDAYS
from vaultnet.inline_fields import find_fields
from vaultnet.ledger import EMOJI
from vaultnet.model import note_name
from vaultnet.seniority import RANKS
from vaultnet.when import promised_for

KINDS = ("promised", "gave", "received", "asked")
"""What may be said of a person after a ``;``, as ledger fields."""
LONGEST = 6
"""Words of the longest name that is taken for one without being linked: a rule of thumb."""

EXAMPLE = (
    "Write it as “- Grace Hopper, Globex: on-call”, or link whom you met: “- [[Grace Hopper]]: on-call”."
)
"""How a line is written."""
_LINK = re.compile(r"\[\[([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]|\[([^\[\]]+)\]\(<?([^()<>\s]+)>?\)")
_OPENING = re.compile(rf"[\s*_{EMOJI}]*")
_CLOSING = re.compile(rf"(?:\s*[*_{EMOJI}]+)*")
_TRAIL = re.compile(rf"[\s*_{EMOJI}]+$")
_DASH = r"\s(?:[-–—]+>?|=+>|[→⇒])"
_SENTENCE = (
    r"(?:(?<=[^\W\d_]{2})|(?<=\0\0))(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\bSt)(?<!\bJr)(?<!\bSr)"
    r"(?<!\bInc)(?<!\bCo)(?<!\bCorp)(?<!\bLtd)\.(?=\s)|!+(?=\s|$)"
)
"""The end of a sentence, and no dot of an abbreviation."""
_JOINER = re.compile(r",?\s+(?:and|und)\s+|\s*[&+]\s*")
_ENDS = re.compile(
    rf"[,:;()\[\]<>]|{_DASH}(?:\s|$)|,?\s(?:and|und)\s|\s[&+]\s|\s(?:from|at|of)\s|\s?@|{_SENTENCE}"
)
_STOPS = re.compile(rf"[*_]*[,:;(]|{_DASH}(?:\s|$)")
_PLACE = re.compile(r"\s*(?:,|(?:\b(?:from|at|of)\b)|@)\s*|\s*\(")
_TOPIC = re.compile(rf":(?=\s|$)|{_DASH}(?=\s|$)|{_SENTENCE}")
_SECOND = re.compile(r"\s*,\s*([^\W\d_][^,:;()\[\]@]*?)\s*\(([^()]+)\)")
"""What may be a second person after a comma: ``, Wei Zhang (ByteDance)``."""
_FORMER = re.compile(r"(?:ex[-\s]|former(?:ly)?\b|previously\b)", re.IGNORECASE)
"""What is no more: ``ex-Google``."""
_PARTS = re.compile(r"(?:\[\[[^\[\]]*\]\]|[^,()])+")
_AT = re.compile(r"\s+(?:at|of|from)\s+|\s*@\s*")
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
_THINGS = (
    _NOBODY
    | frozenset(day.lower() for day in (*WEEKDAYS, *MONTHS))
    | frozenset(
        "guy girl woman man folks team panel panels booth stand stage hall lobby bar room venue hotel airport train"
        " party reception afterparty break morning afternoon evening night day opening closing ceremony discussion"
        " lightning demo demos tutorial meetup conference summit hackathon sponsors speakers organisers organizers"
        " attendees slack zoom discord linkedin github twitter email website slides video recording wifi swag"
        " tomorrow today yesterday later also maybe".split()
    )
)
"""Words of which no name is made up: days, months, things and places of an event."""
_CITIES = frozenset(
    "new york|san francisco|los angeles|las vegas|hong kong|tel aviv|cape town|buenos aires|mexico city|new delhi"
    "|abu dhabi|kuala lumpur|sao paulo|são paulo|san diego|san jose|silicon valley|new zealand|south africa"
    "|united kingdom|united states|bay area|q a".split("|")
)
_VERBS = frozenset(
    "met saw had talked spoke chatted asked told sat introduced with and then great nice good hello thanks".split()
)
"""Words in capitals at the beginning of a sentence before a name."""
_SUFFIXES = frozenset({"jr", "sr"})
_TITLES = ("dr. ", "dr ", "prof. ", "prof ", "mr. ", "mr ", "mrs. ", "mrs ", "ms. ", "ms ")
_TEAMS = frozenset(
    "product design engineering marketing sales data research security ops operations platform infra infrastructure"
    " people hr legal finance growth support qa backend frontend mobile ml ai analytics devrel community recruiting"
    " hiring strategy partnerships".split()
)
"""Words that are what somebody does where ``at`` and a company follow: ``product at Hooli``."""
_FIRMS = frozenset(
    "inc corp co ltd llc gmbh ag bv labs lab cloud systems software technologies tech bank university group studio"
    " studios partners ventures capital institute foundation media security data college press works".split()
)
"""Words by which a name of several words is a company's."""
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
    hint: str = EXAMPLE


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
    between = head[last : at.start() if at else len(head)]
    after = _second(between, found) or _after(between)
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
        mark = _OPENING.match(head, at)
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
    stops = _STOPS.split(head[at:], maxsplit=1)[0].rstrip()
    whole = next((one for one in (stops, _TRAIL.sub("", stops)) if is_known(one)), "")
    if whole:
        return Name(at, at + len(whole), whole)
    ends = _ENDS.search(head, at)
    bare = _TRAIL.sub("", head[at : ends.start() if ends else len(head)])
    if not is_initial(bare):
        bare = bare.rstrip(" *_.")
    return (
        Name(at, at + len(bare), bare) if is_known(bare) else _against(bare) or Name(at, at + len(bare), bare)
    )


def linked(words: str) -> tuple[str, ...]:
    """Give what the notes are called that some words link."""
    return tuple(note_name(link[1] or unquote(link[4])).strip() for link in _LINK.finditer(words))


def _closing(head: str, at: int) -> str:
    """Give the marks of emphasis that close after a name, and emoji."""
    mark = _CLOSING.match(head, at)
    return mark[0] if mark else ""


def is_initial(name: str) -> bool:
    """Tell whether a name ends with the first letter of a surname: ``Ann K.``."""
    first, _, last = name.rpartition(" ")
    return bool(first) and len(last.removesuffix(".")) == 1 and last[:1].isupper()


def is_one_word(name: str) -> bool:
    """Tell whether a name is one word, with or without a title; without capitals in its script it may be whole."""
    title = next((one for one in _TITLES if name.lower().startswith(one)), "")
    return " " not in name[len(title) :].strip() and name.lower() != name.upper()


def _against(name: str) -> Unread | None:
    """Say why some words are nobody's name, and how the line is written; None if they can be one."""
    words = name.split()
    bare = [word.lower().strip("'’.\"") for word in words]
    said = f"“{_clipped(name)}”"
    if not any(char.isalpha() for char in name):
        return Unread("There is no name on this line.")
    if bare[0] in _NOBODY or (_THINGS | _TEAMS).issuperset(bare) or " ".join(bare) in _CITIES:
        other = _corrected(words)
        return Unread(f"{said} is nobody's name.", EXAMPLE if f"{name}?" in other else other)
    if not any(map(_is_capital, words)):
        sign = bool(_SIGNS.search(name)) or len(words) > LONGEST
        return Unread(f"{said} can't be read as a name{'' if sign else ': those have capital letters'}.")
    if _SIGNS.search(name) or len(words) > LONGEST:
        return Unread(f"{said} can't be read as a name.", _corrected(words))
    if not all(map(_can_be_in_a_name, words)) or (len(words) > 1 and bare[0] in _VERBS):
        return Unread(f"{said} is more than a name.", _corrected(words))
    if bare[-1] in _ROLES - _SUFFIXES:
        return Unread(f"{said} is a role, and nobody's name.")
    return None


def _corrected(words: Sequence[str]) -> str:
    """Say how the line is written, with the name that seems to be in it."""
    runs: list[list[str]] = [[]]
    for word in words:
        if (
            _is_capital(word[:1])
            and re.sub("['’-]", "", word).isalpha()
            and word.lower() not in _THINGS | _VERBS | _ROLES
        ):
            runs[-1].append(word)
        else:
            runs.append([])
    name = " ".join(max(runs, key=len)[:3])
    return f"{name}? Write “- {name}: …”." if name else EXAMPLE


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
    parts = (_TRAIL.sub("", _OPENING.sub("", part, count=1)).rstrip(" :;") for part in _PARTS.findall(bare))
    return tuple(part for part in parts if part.strip(" .,"))


def _second(between: str, names: Sequence[Name]) -> Unread | None:
    """Say that a second person seems to stand after a comma, with where they work in brackets."""
    found = _SECOND.match(between)
    words = found[1].split() if found else []
    bare = [word.lower().strip(".") for word in words]
    is_somebody = 2 <= len(words) <= 3 and all(map(_is_capital, words)) and not _against(" ".join(words))
    if not found or not is_somebody or not (_FIRMS | _TEAMS).isdisjoint(bare) or _FORMER.match(found[2]):
        return None
    lines = f"“- {names[-1].shown}: …” and “- {found[1]}, {found[2]}: …”"
    hint = f"Give each a line of their own: {lines}; or join them with “and”."
    return Unread(f"“{found[1]}” after the comma reads like a second person.", hint)


def _work(after: tuple[str, ...]) -> tuple[str, str]:
    """Tell the company and the role."""
    company = role = ""
    for part in after:
        if _FORMER.match(part):
            continue
        at = _AT.search(part)
        said, place = (part[: at.start()].strip(), part[at.end() :].strip()) if at else (part, "")
        if at and said and not company and _is_place(place) and (_is_role(said) or at[0].strip() != "of"):
            role, company = role or (said if _is_role(said) or _is_team(said) else ""), place
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


def _is_team(said: str) -> bool:
    return said.rpartition(" ")[2].lower() in _TEAMS and not said.lower().startswith(("works", "work "))


def _is_role(part: str) -> bool:
    return "[" not in part and not _ROLES.isdisjoint(re.findall(r"[^\W_]+", part.lower()))


# --- what was promised -----------------------------------------------------------------------------


def _part(kind: str, value: str, day: date | None) -> Part:
    """Read a ledger field; of a promise also its day: ``📅 2026-12-03``, or ``by 3 Dec``."""
    if kind != "promised":
        return Part(kind, value)
    found = promised_for(value, day)
    return Part(kind, found[0].strip(), found[2].isoformat()) if found else Part(kind, value)


def _without_links(text: str) -> str:
    """Give a text in which no sign of a link stands, every offset as before."""
    return _LINK.sub(lambda link: "\0" * len(link[0]), text)
