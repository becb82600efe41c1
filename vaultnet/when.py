"""Days as people say them: ``yesterday``, ``last friday``, ``3 days ago``, ``in 2 weeks``, ``17 October``. Pure.

What a word leaves open, whether it lies behind or ahead, its use decides: a talk was on a friday that is past,
a promise is due on one that is to come. Nothing is guessed beyond that; what isn't clear is no day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from vaultnet.dates import MONTHS, WEEKDAYS, counted, other_readings, parse_day

HINT = "Write it as 2026-11-20, yesterday, friday, last monday, 3 days ago, in 2 weeks, 2w or 17 October."

_NAMED = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
    "the day after tomorrow": 2, "last week": -7, "next week": 7,
}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MONTH = "(?P<month>[a-z]{3,})"
_IN_YEAR = re.compile(
    rf"(?:(?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?{_MONTH}|{_MONTH.replace('month', 'month_')}"
    r" (?P<day_>[0-9]{1,2})(?:st|nd|rd|th)?),?(?: (?P<year>[0-9]{4}))?"
)
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_WORDS = tuple(
    word.casefold()
    for word in (
        *WEEKDAYS,
        *MONTHS,
        *_NAMED,
        *_DAYS,
        *_MONTHS,
        "days",
        "weeks",
        "months",
        "last",
        "next",
        "ago",
    )
)
_BY = re.compile(
    r"(?<=\S)(?:\s*[,;(\[–—-]+\s*|\s+)"
    r"(?:(?:(?:due\s+)?(?:by|until|before)|due)(?:\s+on)?\s|due\s?::?)\s*",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[\s(\[]*[📅📆🗓]\ufe0f?\s*(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})")
_CLOSING = " \t)].!"
"""What may stand behind a day at the end."""
_NAMED_AT_END = re.compile(r"(?:\s+(?:#[^\s#]+|\^[a-zA-Z0-9-]+))+\s*\Z")
"""Tags and the name of a block, which say nothing of the day that they stand behind."""
_TIME = re.compile(
    r"\s+(?:at\s+)?(?:noon|midday|midnight|[0-9]{1,2}(?::[0-9]{2}(?:\s?[ap]m)?|\s?[ap]m))\Z", re.IGNORECASE
)
"""A time of day behind a day."""
_ITS_WEEKDAY = re.compile(
    rf"({'|'.join(WEEKDAYS)}|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\.?,?\s+(?=\S*[0-9]|the\s|[a-z]+\s+[0-9])",
    re.IGNORECASE,
)
"""A weekday before a day that says itself which it is."""
_HALF_A_YEAR = 182
_MOST, _LONGEST = 3, 40
"""How many words that set a day are looked at in a text, the last ones, and how long a day may be in characters."""
_LEAP = 9
"""Years within which every day of the calendar comes: two leap years may lie eight apart."""


def parse_when(text: str, today: date, *, ahead: bool) -> date | None:
    """Return the day that is meant; None if that isn't clear.

    ``friday``, ``17 October`` and ``2w`` say no direction: with ``ahead`` they lie ahead of today, without
    behind it. A weekday's bare name means today itself only if it looks back: who puts something off until
    friday, and says so on a friday, means the next. ``last`` and ``next`` never mean today: ``next friday`` is
    that of the following week, as whoever means the one that comes says ``friday``.
    """
    words = _plain(text)
    if words in _NAMED:
        return _plus(today, _NAMED[words], "day")
    written = parse_day(text.strip().upper()) or _other(words)
    return (
        written
        or _weekday(words, today, ahead)
        or _span(words, today, ahead)
        or _in_year(words, today, ahead)
    )


def deadline(text: str, today: date) -> tuple[str, str, date] | None:
    """Find the day at the end of what is to be done: ``the index by 3 Dec``, ``the index, due: 2026-12-01``.

    Only a day of the calendar is one, as nobody knows on which day ``by friday`` was written; without a year it is
    the nearest to today. What was said on a day that is known is read by `promised_for`.

    Returns:
        What stands before it, the day as it is written, and the day; None where there is none.

    """
    first = date.fromordinal(max(1, today.toordinal() - _HALF_A_YEAR))
    return _by(text, lambda said: _dated(said) or _in_year(_plain(said), first, ahead=True))


def promised_for(text: str, made: date | None) -> tuple[str, str, date] | None:
    """Find the day by which something was promised: ``the paper by friday``, ``the paper 📅 2026-12-03``.

    It counts from the day on which it was promised: ``by friday`` is the next one after it. Where that day isn't
    known, a day is one only if it says its year.

    Returns:
        What stands before it, with tags and a time of day that stand behind it, or all of the text where more
        follows; the day as it is written, and the day. None where there is none.

    """
    sign = _SIGN.search(text)
    marked = parse_day(sign["day"]) if sign else None
    if sign and marked:
        names = _NAMED_AT_END.search(text, sign.end())
        is_last = not text[sign.end() : names.start() if names else None].strip(_CLOSING)
        if is_last and names:
            return f"{text[: sign.start()]}{names[0]}", sign["day"], marked
        return text[: sign.start()] if is_last else text, sign["day"], marked
    return _by(text, lambda said: parse_when(said, made, ahead=True) if made else _dated(said))


def _by(text: str, read: Callable[[str], date | None]) -> tuple[str, str, date] | None:
    """Find the last words by which a day is set and behind which nothing but a day stands, as ``read`` reads it."""
    for found in reversed([*_BY.finditer(text)][-_MOST:]):
        whole = text[found.end() :]
        names = _NAMED_AT_END.search(whole)
        said = whole[: names.start() if names else None].rstrip(_CLOSING)
        time = _TIME.search(said)
        said = said[: time.start() if time else None]
        day = _of_weekday(said, read) if len(said) <= _LONGEST else None
        if day:
            rest = f"{time[0] if time else ''}{names[0] if names else ''}"
            return f"{text[: found.start()]}{rest}", said, day
    return None


def _of_weekday(said: str, read: Callable[[str], date | None]) -> date | None:
    """Read a day that may say its weekday, too: ``Friday 27 November``; None if it falls on another."""
    weekday = _ITS_WEEKDAY.match(said)
    day = read(said[weekday.end() :] if weekday else said)
    is_other = day and weekday and WEEKDAYS[day.weekday()][:3].casefold() != weekday[1][:3].casefold()
    return None if is_other else day


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split()).removeprefix("on ")


def _dated(text: str) -> date | None:
    """Read a day of the calendar that says its year."""
    match = _IN_YEAR.fullmatch(_plain(text))
    return (
        parse_day(text)
        or _other(_plain(text))
        or (_in_year(_plain(text), date.min, ahead=True) if match and match["year"] else None)
    )


def complaint(text: str, today: date, *, ahead: bool) -> str:
    """Say why a text is no day for `parse_when`, with the nearest that is one, and how days are written."""
    words = _plain(text)
    missing = _missing(words)
    if missing:
        return f"There is no {missing}."
    near = " ".join(_nearest(word) for word in words.split())
    hint = f"Did you mean “{near}”?" if near != words and parse_when(near, today, ahead=ahead) else HINT
    return f"“{' '.join(text.split())}” is no day. {hint}"


def _missing(words: str) -> str:
    """Name the day that the calendar doesn't have, ``31 February``; ``""`` if that isn't what is wrong."""
    match, iso = _IN_YEAR.fullmatch(words), _ISO.fullmatch(words)
    if iso and 1 <= int(iso["month"]) <= len(MONTHS):
        return f"{int(iso['day'])} {MONTHS[int(iso['month']) - 1]} {iso['year']}"
    month = _month(match["month"] or match["month_"]) if match else 0
    if not match or not month:
        return ""
    return " ".join(filter(None, (match["day"] or match["day_"], MONTHS[month - 1], match["year"])))


def _nearest(word: str) -> str:
    """Find the word of a day that another one is a slip of the pen for; the same word if it is none."""
    from difflib import get_close_matches  # here, because only a slip of the pen needs it

    close = get_close_matches(word, _WORDS, 1, 0.8) if len(word) > 2 and word.isalpha() else []
    return close[0] if close else word


def _other(words: str) -> date | None:
    """Read ``20.11.2026``, but not ``05/02/2026``, which is two days."""
    readings = other_readings(words)
    return date.fromisoformat(readings[0]) if len(readings) == 1 else None


def _weekday(words: str, today: date, ahead: bool) -> date | None:
    way, _, name = words.rpartition(" ")
    found = [at for at, full in enumerate(WEEKDAYS) if len(name) > 2 and full.casefold().startswith(name)]
    if len(found) != 1 or way not in ("", "last", "next"):
        return None
    since = (today.weekday() - found[0]) % 7
    if way == "next":
        return _plus(today, 7 - today.weekday() + found[0], "day")
    if ahead and not way:
        return _plus(today, 7 - since, "day")
    return _plus(today, -(since or (7 if way else 0)), "day")


def _span(words: str, today: date, ahead: bool) -> date | None:
    """Read a distance: ``3 days ago``, ``in 2 weeks``, ``+2w``, ``last month``."""
    forward = ahead
    if words.endswith(" ago"):
        words, forward = words.removesuffix(" ago"), False
    elif words.startswith(("in ", "+")):
        words, forward = words.removeprefix("in ").removeprefix("+").lstrip(), True
    elif words.startswith(("last ", "next ")):
        forward = words.startswith("next ")
        words = f"a {words[5:]}"
    if words.startswith(("every", "each", "other")):
        return None
    span = counted(words)
    return _plus(today, span[0] if forward else -span[0], span[1]) if span else None


def _in_year(words: str, today: date, ahead: bool) -> date | None:
    """Read a day and a month; without a year the nearest one on the right side of today."""
    match = _IN_YEAR.fullmatch(words)
    month = _month(match["month"] or match["month_"]) if match else 0
    if not match or not month:
        return None
    day = int(match["day"] or match["day_"])
    if match["year"]:
        return _date(int(match["year"]), month, day)
    step = 1 if ahead else -1
    found = (_date(today.year + step * years, month, day) for years in range(_LEAP))
    return next((one for one in found if one and (one >= today if ahead else one <= today)), None)


def _month(name: str) -> int:
    """Return the number of a month by its English name, cut to three letters at least; 0 for none."""
    return next((at for at, full in enumerate(MONTHS, 1) if full.casefold().startswith(name)), 0)


def _plus(day: date, count: int, unit: str) -> date | None:
    """Go some days, months or years on or back; None where the calendar ends. A month's end stays one."""
    try:
        if unit in _DAYS:
            return day + timedelta(count * _DAYS[unit])
        months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
