"""What the owner says beside a tick: a kind, a span, a day, ``skip``, and words (docs/ticks.md). Pure.

The text begins where the generated words end. Commands stand at its beginning or its end, set off by a comma
or the like; a put-off with its arrow or plus sign may stand anywhere. Whatever is no command is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from vaultnet import kinds, to_come, tries
from vaultnet.dates import counted, parse_day, parse_span
from vaultnet.when import parse_when

_SPAN = r"\d{1,3} ?(?:d|days?|w|wks?|weeks?|m|mo|months?|q|quarters?|y|yrs?|years?)"
_DATE = r"\d{4}-\d\d-\d\d"
_COMPLETED = re.compile(rf"[✅❌]\ufe0f? *({_DATE})|[\[(] *(?:completion|cancelled):: *({_DATE}) *[\])]")
"""What the plugins Tasks and Dataview add to a line that is ticked or dropped."""
_PUT_OFF = re.compile(
    rf"(?<!\S)(?:(?:→|⇒|➡\ufe0f?|->|=>)\s*(?P<to>{_SPAN}|{_DATE})|\+ ?(?P<plus>{_SPAN})"
    rf"|[📅📆🗓⏳🛫]\ufe0f?\s*(?P<due>{_DATE}))(?=[\s,;.!]|$)",
    re.IGNORECASE,
)
_LINKED = re.compile(rf"\[\[(?:[^\[\]|#]*/)?({_DATE})(?:\|[^\[\]]*)?\]\](?=[\s,;.:!]|$)")
"""A link to a day's note."""
_SHORT_DAYS = frozenset("mon sun sat wed".split())
"""Cut names of weekdays that are words as well: no day by themselves."""
_ON = re.compile(r"\s(on (?:\S+ ){0,4}\S+)$", re.IGNORECASE)
_TOLD = frozenset("had met saw spoke talked".split())
"""Words that begin to tell what took place, so that a day at the end is the day it was."""
_AHEAD = re.compile(r"in |next |tomorrow", re.IGNORECASE)
_ONLY_SPAN = re.compile(_SPAN, re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;]|[.:!](?=\s|$)|(?<=\s)[–—-](?=\s)")
_LAST_SEPARATOR = re.compile(r"[,;]|(?<=\s)[–—-](?=\s)")
_BRACKETS = re.compile(r"\[\[[^\[\]]*\]\]|\[[^\[\]]*\]\([^()]*\)|\([^()]*\)|`[^`]*`")
_WEEKS_FIRST = re.compile(
    r"(\d{1,3}w)\s+(?!(?:ago|in|of|off|from|later|before|since|long|holiday)\b)(?=\S)", re.IGNORECASE
)
_WEEKS_LAST = re.compile(
    r"(?<!\bin)(?<!\bfor)(?<!\babout)(?<!\bwithin)(?<!\bevery)(?<!\bover)(?<!\bafter)(?<!\blast)(?<!\bpast)"
    r"(?<!\bnext)(?<!\bthan)(?<!\bof)(?<!\bthe)\s(\d{1,3}w)[.!]?$",
    re.IGNORECASE,
)
_OWN_KIND = re.compile(r"([^\W\d_][\w-]{1,29}):(?:\s+|$)")
_NO_KINDS = frozenset(
    "about asked edit fyi gave http https idea memo nb news next note notes ps question re received promised"
    " reminder share todo update via".split()
)
"""Words that stand before a colon and are no kind of a meeting."""
_NO_NAMES = (kinds.MENTION, kinds.LAST_CONTACT)
_AROUND = " \t\u00a0*_`"


class Said(NamedTuple):
    """What the owner said."""

    kind: str = ""
    on: date | None = None
    """The day on which it took place, if it was named."""
    until: date | None = None
    """Not before this day."""
    span: str = ""
    """The span of which ``until`` was made, as it was written."""
    skip: bool = False
    words: str = ""
    """Everything that is no command."""
    completed: date | None = None
    """The day that a plugin noted when the line was ticked."""

    @property
    def tells(self) -> bool:
        """Whether it tells what took place."""
        return bool(self.kind or self.words or self.on)


def read(text: str, day: date, *, ends: bool = True, ahead: bool = False) -> Said:
    """Read what stands after the generated words of a line on the dashboard for ``day``.

    ``ends``: commands may stand at the text's end as well. ``ahead``: nothing took place, so that a day alone,
    ``monday``, is the one to put off until. A word that names a kind only tells one where it
    stands alone, or where the whole text does (``coffee with her boss``).
    """
    reading = _Reading(day)
    text = _COMPLETED.sub(reading.complete, text)
    text = _PUT_OFF.sub(reading.put_off, text)
    text = reading.put_off_to(text, ahead=ahead)
    reading.plans = bool(to_come.told(text))
    text = _tidied(reading.leading(text))
    if ends:
        text = _tidied(reading.trailing(text))
    return reading.told(text, may_try=not ahead)


def command(text: str, day: date, *, ahead: bool = False) -> Said | None:
    """Read a line that is nothing but commands; None for any other."""
    said = read(text, day, ahead=ahead)
    return None if said.words or said == Said() else said


def kind_of(text: str) -> tuple[str, str]:
    """Return the kind that words about one person tell, ``coffee, she moves``, and the words that are left.

    It is what a tick with these words says; no other commands are looked for.
    """
    reading = _Reading(date.min, only_kind=True)
    reading.plans = bool(to_come.told(text))
    said = reading.told(_tidied(reading.trailing(_tidied(reading.leading(text)))))
    return (said.kind, said.words) if said.kind else (kind_in(text), text)


def day_behind_kind(text: str, today: date) -> tuple[date, str, str] | None:
    """Read a kind, a day that is past, and nothing set off from them: ``coffee with her on friday``.

    Gives day, kind and words, as a tick on the page of ``today`` would have them.
    """
    if _LAST_SEPARATOR.search(text) or not text.strip() or not _tells(text):
        return None
    said = read(text, today)
    kind = said.kind or kind_in(said.words)
    return (said.on, kind, said.words) if said.on and kind and not (said.until or said.skip) else None


def kind_in(words: str) -> str:
    """Return the kind that words tell which are no command; ``""`` if they tell of a day to come."""
    return "" if to_come.told(words) else kinds.of_line(words)


class _Reading:
    """Commands as they are found, each said once."""

    def __init__(self, day: date, *, only_kind: bool = False) -> None:
        self.day = day
        self._only_kind = only_kind
        self.said = Said()
        self.plans = False
        """Whether the words can only tell of a day to come: a kind in them is none of what took place."""
        self.kept: list[str] = []
        """Words that named a kind and are kept."""
        self._word = ""
        """The word that named the kind."""

    def told(self, text: str, *, may_try: bool = True) -> Said:
        """Return all that was said, with the words that are left: all of them if there was no answer."""
        kept, said = self.kept, self.said
        if may_try and tries.is_one(text, said.kind):
            kept = [self._word, *(word for word in kept if word != self._word)] if self._word else kept
            said = said._replace(kind=tries.SENT)
        return said._replace(words=", ".join([*kept, text] if text else kept))

    def complete(self, match: re.Match[str]) -> str:
        """Take in the day of a plugin."""
        day = parse_day(match[1] or match[2])
        if day is None:
            return match[0]
        self.said = self.said._replace(completed=max(day, self.said.completed or day))
        return " "

    def put_off(self, match: re.Match[str]) -> str:
        """Take in a put-off that says so by its sign."""
        text = match["to"] or match["plus"] or match["due"]
        day = parse_day(text)
        late = day is not None and day <= self._seen()
        return match[0] if late or not self._take([("day" if day else "span", text)]) else " "

    def put_off_to(self, text: str, *, ahead: bool) -> str:
        """Take in a day that is all that was written, ``next week``, and give what is left."""
        words = text.strip(f"{_AROUND},;.!")
        if self.said.until or _ONLY_SPAN.fullmatch(words) or not (ahead or _AHEAD.match(words)):
            return text
        day = parse_when(words, self.day, ahead=True)
        if day is None or day <= self._seen():
            return text
        self.said = self.said._replace(until=day)
        return ""

    def leading(self, text: str) -> str:
        """Take in what stands at the beginning, and give the rest."""
        while text := _tidied(text):
            linked = _LINKED.match(text)
            if linked and self._take([("past", linked[1])]):
                text = text[linked.end() :]
                continue
            weeks = _WEEKS_FIRST.match(text)
            cut, end = (weeks.end(1), weeks.end()) if weeks else _first_cut(text)
            if self._take(_pieces(text[:cut])):
                text = text[end:]
                continue
            own = _OWN_KIND.match(text)
            if own and own[1].casefold() not in _NO_KINDS and self._take([("kind", own[1])]):
                text = text[own.end() :]
                continue
            break
        return text

    def trailing(self, text: str) -> str:
        """Take in what stands at the end, and give what stands before."""
        while text := _tidied(text):
            weeks = _WEEKS_LAST.search(text)
            cuts = [match for match in _LAST_SEPARATOR.finditer(_masked(text)) if match.end() < len(text)]
            if weeks and self._take([("span", weeks[1])]):
                text = text[: weeks.start()]
            elif (on := _ON.search(text)) and _tells(text) and self._take(_pieces(on[1])):
                text = text[: on.start()]
            elif cuts and self._take(_pieces(text[cuts[-1].end() :])):
                text = text[: cuts[-1].start()]
            else:
                break
        return text

    def _take(self, pieces: list[tuple[str, str]]) -> bool:
        """Take in commands, all or none: what was said already is said once."""
        of_kind = [what == "kind" for what, _ in pieces]
        if (self._only_kind and not all(of_kind)) or (self.plans and any(of_kind)):
            return False
        said = self.said
        kept = list(self.kept)
        for what, text in pieces:
            day = parse_day(text) if what in ("day", "past") else None
            if what == "words":
                day = parse_when(text, self._seen(), ahead=False)
            if day and day > self._seen() and what != "day":
                return False
            if what == "skip" and not said.skip:
                said = said._replace(skip=True)
            elif what == "kind" and not said.kind:
                said, self._word = said._replace(kind=kinds.named(text) or text), text
                kept += [text] if text.casefold() in kinds.TELLING else []
            elif what == "span" and not said.until and (until := after(self.day, text)):
                said = said._replace(until=until, span=text)
            elif what == "no day":
                kept.append(text)
            elif day and day > self._seen() and not said.until:
                said = said._replace(until=day)
            elif day and day <= self._seen() and not said.on:
                said = said._replace(on=day)
            else:
                return False
        self.said, self.kept = said, kept
        return bool(pieces)

    def _seen(self) -> date:
        """Return the day at which the line was ticked, as far as it is known."""
        return max(self.day, self.said.completed or self.day)


def after(day: date, span: str) -> date | None:
    """Return the day that lies a span after another."""
    days = parse_span(span)
    try:
        return day + timedelta(days) if days else None
    except OverflowError:
        return None


def _pieces(segment: str) -> list[tuple[str, str]]:
    """Read words that are nothing but commands; nothing for any others."""
    words = segment.strip(f"{_AROUND}.!").split()
    found: list[tuple[str, str]] = []
    while words:
        told = next(((count, piece) for count, piece in _longest(words) if piece), None)
        if told is None:
            return []
        found.append(told[1])
        words = words[told[0] :]
    return found if any(what != "no day" for what, _ in found) else []


def _longest(words: list[str]) -> Iterator[tuple[int, tuple[str, str] | None]]:
    for count in range(min(5, len(words)), 0, -1):
        yield count, _piece(" ".join(words[:count]))


def _piece(text: str) -> tuple[str, str] | None:
    if text.casefold() == "skip":
        return "skip", ""
    linked = _LINKED.fullmatch(text)
    written = linked[1] if linked else text
    if re.fullmatch(_DATE, written):
        return ("day", written) if parse_day(written) else ("no day", text)
    if _ONLY_SPAN.fullmatch(text):
        return "span", text
    kind = kinds.named(text)
    if kind and kind not in _NO_NAMES:
        return "kind", text
    return ("words", text) if _is_day(text) else None


def _is_day(text: str) -> bool:
    """Tell whether words name a day, whichever day they are read on."""
    bare = text.casefold()
    if bare in _SHORT_DAYS or counted(bare):
        return False
    return parse_when(text, date(2026, 12, 31), ahead=False) is not None


def _tells(text: str) -> bool:
    """Tell whether a text begins with a kind, or as a report does."""
    first = text.split(maxsplit=1)[0].casefold()
    kind = kinds.named(first)
    return first in _TOLD or bool(kind and kind not in _NO_NAMES)


def _first_cut(text: str) -> tuple[int, int]:
    """Return where the first part of a text ends, and where the next begins."""
    found = _SEPARATOR.search(_masked(text))
    return (found.start(), found.end()) if found else (len(text), len(text))


def _masked(text: str) -> str:
    """Hide what stands in brackets: a comma there separates nothing."""
    return _BRACKETS.sub(lambda match: "x" * len(match[0]), text)


def _tidied(text: str) -> str:
    """Return a text without separators around it; what separates sentences inside stays."""
    text = re.sub(r"^(?:\s|[,;·]|[.:](?=\s|$)|[–—-](?=\s|$))+", "", text)
    return re.sub(r"(?:\s|[,;·]|(?<=\s)[–—-])+$", "", text)
