"""One front matter value becomes one typed value, by the kind of its field.

Every reader here is pure and total: it gives a value, a complaint, both (a value that is taken although
something is odd) or neither (nothing is set). Nothing a user writes raises.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from vaultnet import dates, markdown
from vaultnet.config import Config
from vaultnet.model import Field, Located, Scalar, Value, note_name
from vaultnet.spelling import normal as normal

LIST_KINDS = frozenset({"texts", "links", "names", "choices"})
"""Kinds of fields that hold any number of values; the others hold one."""

_LARGEST_NUMBER = 1e15
_LONG = 10**100
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|<%.*?%>", re.DOTALL)
_TIMED = re.compile(r"\d{4}-\d\d-\d\d \d\d?:\d\d")
_FLAGS = {
    "true": True, "yes": True, "on": True, "y": True, "1": True,
    "false": False, "no": False, "off": False, "n": False, "0": False,
}  # fmt: skip


class Complaint(NamedTuple):
    """What is wrong with a value, without its place: a code of the catalogue, a sentence, a hint."""

    code: str
    message: str
    hint: str


class Reading(NamedTuple):
    """What a value amounts to."""

    value: Value | None = None
    complaint: Complaint | None = None


class Raw(NamedTuple):
    """A value as written, with the field that it is for and its key as written."""

    text: str
    located: Located
    field: Field
    key: str
    config: Config

    @property
    def shown(self) -> str:
        """The value for a message: at most 40 characters, on one line."""
        found = " ".join(self.text.split())
        return found if len(found) <= 40 else found[:39] + "…"

    @property
    def word(self) -> str:
        """The value as a word, also where it is written as a tag or as a link."""
        targets = links(self.text)
        return note_name(targets[0]) if targets else self.text.removeprefix("#")

    @property
    def day(self) -> date | None:
        """The day that the value names, also as a link to a daily note, or with a time after a space."""
        found = self.word
        return dates.parse_day(found) or (dates.parse_day(found[:10]) if _TIMED.match(found) else None)

    def take(self, value: str | float | bool, *, link: bool = False) -> Reading:
        """Make a reading of the value as it was understood."""
        return Reading(Value(value, self.located.line, quote(self.located), link))


# --- text ------------------------------------------------------------------------------------------


def nearest(word: str, words: Iterable[str]) -> str:
    """Find the one of ``words`` that is most like ``word``; ``""`` if none is much like it."""
    from difflib import get_close_matches  # here, because only a slip of the pen needs it

    by_normal = {normal(known): known for known in words}
    close = get_close_matches(normal(word), list(by_normal), n=1, cutoff=0.6)
    return by_normal[close[0]] if close else ""


def is_placeholder(found: str) -> bool:
    """Tell whether text holds an unrendered template expression: ``{{…}}`` or ``<% … %>``."""
    return ("{{" in found or "<%" in found) and _PLACEHOLDER.search(found) is not None


def text(value: Scalar) -> str:
    """Write a scalar as its owner would, without white space around it; ``""`` for nothing."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_NUMBER:
        return str(int(value))
    if isinstance(value, int) and abs(value) >= _LONG:
        return hex(value)  # the one spelling that Python gives however long the number is
    return str(value)


def quote(located: Located) -> str:
    """Give what can be found on the value's line: its first line of text, a whole number, or nothing.

    ``true`` and ``1e3`` can be written in more than one way, so nothing is claimed about them.
    """
    value = located.value
    if isinstance(value, str):
        return value.strip().partition("\n")[0] if "\n" in value else value.strip()
    return "" if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= _LONG else str(value)


def links(found: str) -> tuple[str, ...]:
    """Find what the links in a text lead to: notes, not the note itself or web pages."""
    return _links(found) if "[" in found else ()


@lru_cache(maxsize=8192)
def _links(found: str) -> tuple[str, ...]:
    """Remembered, because the same few people and goals are named again and again."""
    return tuple(link.target for link in markdown.links_in(found) if link.target and "://" not in link.target)


def scalars(located: Located) -> Iterator[Located]:
    """Give every set value in a front matter value, lists flattened; a mapping is given as it is."""
    value = located.value
    if isinstance(value, tuple):
        for item in value:
            yield from scalars(item)
    elif not isinstance(value, str | None) or (value and not value.isspace()):
        yield located


def items(located: Located, field: Field) -> Iterable[Located]:
    """Give `scalars`, with a text that holds several links parted where the field is a list of them."""
    # A text or a list of texts, each with one link at most: by far the most frequent.
    value = located.value
    if isinstance(value, str):
        if value.count("[") < 3:
            return (located,)
    elif isinstance(value, tuple) and all(map(_is_one, value)):
        return value
    return _items(located, field)


def _is_one(item: Located) -> bool:
    return isinstance(item.value, str) and item.value.count("[") < 3


def _items(located: Located, field: Field) -> Iterator[Located]:
    for item in scalars(located):
        targets = (
            links(item.value) if isinstance(item.value, str) and field.kind in {"links", "names"} else ()
        )
        if len(targets) > 1:
            yield from (Located(f"[[{target}]]", item.line, item.column) for target in targets)
        else:
            yield item


def read(located: Located, field: Field, key: str, config: Config) -> Reading:
    """Type one value (of `items`) as its field's kind asks; ``key`` is the property's name as written."""
    value = located.value
    if isinstance(value, str):
        found = value.strip()
        if not found or is_placeholder(found):
            return Reading()
        return _READERS[field.kind](Raw(found, located, field, key, config))
    if isinstance(value, Mapping):
        return Reading(None, _nested(field, key))
    assert not isinstance(value, tuple), "a list's items are read one by one"
    return _READERS[field.kind](Raw(text(value), located, field, key, config))


# --- kinds -----------------------------------------------------------------------------------------


def _read_text(raw: Raw) -> Reading:
    return raw.take(raw.text)


def _read_url(raw: Raw) -> Reading:
    return raw.take(raw.text.removeprefix("<").removesuffix(">"))


def _read_name(raw: Raw) -> Reading:
    targets = links(raw.text)
    return raw.take(targets[0], link=True) if targets else raw.take(raw.text)


def _read_link(raw: Raw) -> Reading:
    reading = _read_name(raw)
    if reading.value is None or reading.value.link:
        return reading
    complaint = Complaint(
        "not-a-link",
        f"{raw.key}: “{raw.shown}” is plain text, so it leads to no note.",
        f'Write a link: {raw.key}: "[[{raw.shown}]]".',
    )
    return Reading(reading.value, complaint)


def _read_date(raw: Raw) -> Reading:
    day = raw.day
    if day is not None:
        return raw.take(day.isoformat())
    return _otherwise("bad-date", raw) or _refuse(
        "bad-date", raw, "is no date.", "Write year, month and day: 2026-11-20."
    )


def _read_birthday(raw: Raw) -> Reading:
    birthday = dates.parse_birthday(raw.word)
    if birthday is None and (day := raw.day) is not None:
        birthday = day.isoformat()
    if birthday is not None:
        return raw.take(birthday)
    hint = "Write 1990-05-02, or 05-02 if the year is not known."
    return _otherwise("bad-birthday", raw) or _refuse("bad-birthday", raw, "is no day of the calendar.", hint)


def _read_number(raw: Raw) -> Reading:
    number = _number(raw.located.value)
    if number is None:
        return _refuse("bad-number", raw, "is no number to count with.", "Write it in digits: 10.")
    if raw.field.positive and number <= 0:
        return _refuse("bad-number", raw, "is not above zero.", "Write a number such as 10.")
    return raw.take(number)


def is_yes(text: str) -> bool:
    """Tell whether a flag's word counts as yes: any that is no plain *no* does."""
    return _FLAGS.get(text.casefold(), True)


def _read_flag(raw: Raw) -> Reading:
    flag = _FLAGS.get(raw.text.casefold())
    if flag is not None:
        return raw.take(flag)
    # Counted as set: whoever writes `private: very` must not be quoted because of the word.
    complaint = Complaint(
        "bad-flag",
        f"{raw.key}: “{raw.shown}” is neither yes nor no; it counts as yes.",
        f"Write {raw.key}: true or {raw.key}: false.",
    )
    return Reading(raw.take(True).value, complaint)


def _read_flag_or_date(raw: Raw) -> Reading:
    flag = _FLAGS.get(raw.text.casefold())
    if flag is not None:
        return raw.take(flag)
    day = raw.day
    if day is not None:
        return raw.take(day.isoformat())
    hint = f"Write {raw.key}: true, or a day: 2026-11-20."
    return _otherwise("bad-date", raw) or _refuse("bad-date", raw, "is neither true, false nor a date.", hint)


def _read_cadence(raw: Raw) -> Reading:
    days = dates.parse_span(raw.text)
    if days is not None:
        return raw.take(days)
    hint = "Write a number and a unit, at least a day: 6w, 45d, monthly, every 6 weeks."
    return _refuse("bad-cadence", raw, "is no length of time to count with.", hint)


def _read_tier(raw: Raw) -> Reading:
    wanted = normal(raw.word)
    for tier in raw.config.tiers:
        if normal(tier) == wanted:
            return raw.take(tier)
    hint = f"{_did_you_mean(raw.word, raw.config.tiers)}Add your own under [tiers] in vaultnet.toml."
    return _refuse("unknown-tier", raw, "is none of the tiers.", hint)


def _read_choice(raw: Raw) -> Reading:
    known = _known_words(raw.field).get(normal(raw.word))
    if known is not None:
        return raw.take(known)
    if raw.field.open:
        return raw.take(raw.word)
    others = [word for word, _ in raw.field.words]
    hint = _did_you_mean(raw.word, raw.field.choices, others).rstrip()
    return _refuse("unknown-word", raw, "is none of the words that are known here.", hint)


_READERS: dict[str, Callable[[Raw], Reading]] = {
    "text": _read_text,
    "texts": _read_text,
    "url": _read_url,
    "names": _read_name,
    "link": _read_link,
    "links": _read_link,
    "date": _read_date,
    "birthday": _read_birthday,
    "number": _read_number,
    "flag": _read_flag,
    "flag-or-date": _read_flag_or_date,
    "cadence": _read_cadence,
    "tier": _read_tier,
    "choice": _read_choice,
    "choices": _read_choice,
}
KINDS = frozenset(_READERS)
"""Every kind a field may have."""


def _otherwise(code: str, raw: Raw) -> Reading | None:
    """Refuse a day that is written another way, and say how it is to be written; None if it is none."""
    found = dates.other_readings(raw.text)
    hint = f"Write {' or '.join(found)}{', whichever is meant' if len(found) > 1 else ''}."
    return _refuse(code, raw, "is a day written another way.", hint) if found else None


# --- parts -----------------------------------------------------------------------------------------


def _refuse(code: str, raw: Raw, reason: str, hint: str) -> Reading:
    return Reading(None, Complaint(code, f"{raw.key}: “{raw.shown}” {reason}", hint))


def _nested(field: Field, key: str) -> Complaint:
    return Complaint(
        "nested-value",
        f"{key} holds further properties where a plain value is expected.",
        f'If one of them is meant, say so in vaultnet.toml: [fields] {field.name} = "{key}.name-of-it".',
    )


def _number(value: object) -> int | float | None:
    if isinstance(value, str):
        if "_" in value:
            return None
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if abs(value) >= _LARGEST_NUMBER or math.isnan(value):
        return None
    return int(value) if value == int(value) else value


@lru_cache(maxsize=256)
def _known_words(field: Field) -> Mapping[str, str]:
    """Say what each word that can be read stands for; the plural of a known one is read as well."""
    plurals = {normal(choice) + "s": choice for choice in field.choices}
    words = {normal(word): choice for word, choice in field.words}
    return plurals | words | {normal(choice): choice for choice in field.choices}


def _did_you_mean(word: str, known: Iterable[str], others: Iterable[str] = ()) -> str:
    """Name the nearest of the known words, or of the ``others`` that are read as well, and then all the known."""
    words = list(known)
    close = nearest(word, [*words, *others])
    guess = f"Did you mean “{close}”? " if close else ""
    return f"{guess}Known are {', '.join(words)}. " if words else guess
