"""Days as people write them: ISO days, spans, birthdays, and days in the names of notes.

Everything here is pure and returns None for what it cannot read. Month names are English.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta

from vaultnet.model import note_name

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH_NUMBERS = {
    short: number for number, name in enumerate(MONTHS, 1) for short in (name[:3].lower(), name.lower())
} | {"sept": 9}
"""The number of a month by its name, and by what people shorten that to."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


def parse_day(text: str) -> date | None:
    """Read the day of ``2026-11-20`` or ``2026-11-20T09:00`` (or with a space); None for anything else."""
    match = _DAY.fullmatch(text)
    return _date(match[1]) if match else None


def exists(iso: str) -> bool:
    """Tell whether a text of the form ``YYYY-MM-DD`` names a day that there is."""
    return _date(iso) is not None


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def later(day: date, days: int) -> date:
    """Give the day some days later; the calendar's last where there is none."""
    return day + min(timedelta(days), date.max - day)


def earlier(day: date, days: int) -> date:
    """Give the day some days earlier; the calendar's first where there is none."""
    return day - min(timedelta(days), day - date.min)


# --- spans -----------------------------------------------------------------------------------------

_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "quarter": 90, "year": 365}
_ABBREVIATIONS = {
    "d": "day", "w": "week", "wk": "week", "m": "month", "mo": "month", "q": "quarter",
    "y": "year", "yr": "year",
}  # fmt: skip
_WORDS = {
    "daily": 1, "weekly": 7, "biweekly": 14, "fortnightly": 14, "monthly": 30, "bimonthly": 60,
    "quarterly": 90, "biannually": 180, "yearly": 365, "annually": 365, "annual": 365,
}  # fmt: skip
_NUMBERS = {
    "one": 1, "two": 2, "other": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a": 1, "an": 1,
}  # fmt: skip
_SPAN = re.compile(r"(?:every\s+|each\s+)?(?:([0-9]{1,6}|[a-z]+)\s*)??([a-z]+)")
_LONGEST = 36525  # a century: what is longer is a slip of the pen, and would overflow a date


def parse_span(text: str) -> int | None:
    """Return the days in ``6w``, ``every 6 weeks``, ``weekly``, ``2 months`` or a bare number of days.

    A month counts 30 days, a quarter 90, a year 365. None for zero, for more than a century and for what is
    no span.
    """
    words = text.strip().casefold()
    if words.isascii() and words.isdecimal():
        days = int(words) if len(words) < 7 else 0
    elif words in _WORDS:
        days = _WORDS[words]
    else:
        count, unit = counted(words) or (0, "day")
        days = count * _UNITS[unit]
    return days if 0 < days <= _LONGEST else None


def counted(words: str) -> tuple[int, str] | None:
    """Read ``6w``, ``every 2 months`` or ``a year``: how many, and of which unit (day, week … year).

    ``words`` are in lower case.
    """
    match = _SPAN.fullmatch(words)
    if not match:
        return None
    number, written = match.groups()
    if number is None and not words.startswith(("every", "each")):
        return None
    unit = _ABBREVIATIONS.get(written, written.removesuffix("s"))
    count = _NUMBERS.get(number, 0) if number and number.isalpha() else int(number or 1)
    return (count, unit) if count and unit in _UNITS else None


# --- birthdays -------------------------------------------------------------------------------------

_BIRTHDAY = re.compile(r"(?:([0-9]{4})-|--)?([0-9]{2}-[0-9]{2})")


def parse_birthday(text: str) -> str | None:
    """Return a birthday as ``YYYY-MM-DD``, or as ``--MM-DD`` where the year is not known (``05-02``)."""
    match = _BIRTHDAY.fullmatch(text)
    if not match:
        return None
    year, day = match.groups()
    # A year that had a 29 February stands in for the unknown one.
    if _date(f"{year or '2000'}-{day}") is None:
        return None
    return f"{year}-{day}" if year else f"--{day}"


def next_anniversary(birthday: str, today: date) -> date:
    """Return the next day, today included, on which a birthday read by `parse_birthday` is kept.

    29 February is kept on 28 February in common years. In the calendar's last year, what is past stays so.
    """
    month, day = int(birthday[-5:-3]), int(birthday[-2:])
    kept = _in_year(today.year, month, day)
    return kept if kept >= today or today.year == MAXYEAR else _in_year(today.year + 1, month, day)


def _in_year(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


# --- days written another way ----------------------------------------------------------------------

_ANOTHER_WAY = re.compile(
    r"(?P<year>[0-9]{4})([-./])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})"
    r"|(?P<first>[0-9]{1,2})(?P<by>[-./]) ?(?P<second>[0-9]{1,2})(?P=by) ?(?P<last>[0-9]{4})"
)


def other_readings(text: str) -> tuple[str, ...]:
    """Give the ISO days that ``28.11.1975``, ``11/28/1975`` or ``1975/11/28`` can mean; none for anything else.

    With dots the day comes first. With ``/`` and ``-`` either may: ``05/02/1990`` gives two days.
    """
    match = _ANOTHER_WAY.fullmatch(text.strip())
    if not match:
        return ()
    year, first, second = match["last"] or match["year"], match["first"], match["second"]
    if match["year"]:
        pairs = [(match["month"], match["day"])]
    else:
        pairs = [(second, first)] if match["by"] == "." else [(second, first), (first, second)]
    days = dict.fromkeys(f"{year}-{month:0>2}-{day:0>2}" for month, day in pairs)
    return tuple(day for day in days if exists(day))


# --- days in names ---------------------------------------------------------------------------------

_IN_NAME = re.compile(
    r"(?<![0-9])((?:19|20|21)[0-9]{2})(?:([-_.])([0-9]{2})\2([0-9]{2})|(?<![^\W_]....)([0-9]{2})([0-9]{2})(?![^\W_]))"
    r"(?![0-9])"
)


def day_in_name(path: str) -> tuple[date, str] | None:
    """Return the first whole day in a file's name (``2026-10-17 Ada coffee``, ``20261017``) and its text.

    A week (``2026-W39``), a month or a time stamp of twelve digits is no day.
    """
    for match in _IN_NAME.finditer(note_name(path)):
        year, _, month, day, month_, day_ = match.groups()
        found = _date(f"{year}-{month or month_}-{day or day_}")
        if found:
            return found, match[0]
    return None


_MOMENT = re.compile(
    r"\[([^\]]*)\]"
    r"|(YYYY|YY|MMMM|MMM|MM|Mo|M|DDDD|DDDo|DDD|DD|Do|D|dddd|ddd|dd|do|d|Qo|Q|WW|Wo|W|ww|wo|w"
    r"|GGGG|GG|gggg|gg|E|e|HH|H|hh|h|kk|k|mm|m|ss|s|A|a)"
    r"|(.)",
    re.DOTALL,
)
_WORD = r"[^\W\d_]++\.?"
_TWO, _ONE, _ORDINAL = "[0-9]{2}", "[0-9]{1,2}", "(?:st|nd|rd|th)"
_TOKENS = {
    "YYYY": "(?P<year>[0-9]{4})", "YY": "(?P<short>[0-9]{2})",
    "MMMM": "(?P<month_name>[^\\W\\d_]++)", "MMM": "(?P<month_short>[^\\W\\d_]++)",
    "MM": "(?P<month>[0-9]{2})", "M": "(?P<month>[0-9]{1,2})", "Mo": f"(?P<month>[0-9]{{1,2}}){_ORDINAL}",
    "DD": "(?P<day>[0-9]{2})", "D": "(?P<day>[0-9]{1,2})", "Do": f"(?P<day>[0-9]{{1,2}}){_ORDINAL}",
    "DDDD": "(?P<of_year>[0-9]{3})", "DDD": "(?P<of_year>[0-9]{1,3})", "DDDo": f"[0-9]{{1,3}}{_ORDINAL}",
    "GGGG": "(?P<week_year>[0-9]{4})", "WW": "(?P<week>[0-9]{2})", "W": "(?P<week>[0-9]{1,2})",
    "E": "(?P<weekday>[1-7])", "gggg": "[0-9]{4}", "gg": _TWO, "GG": _TWO, "ww": _TWO, "w": _ONE,
    "Wo": _ONE + _ORDINAL, "wo": _ONE + _ORDINAL, "dddd": _WORD, "ddd": _WORD, "dd": _WORD,
    "d": "[0-6]", "e": "[0-6]", "do": "[0-6]" + _ORDINAL, "Q": "[1-4]", "Qo": "[1-4]" + _ORDINAL,
    "HH": _TWO, "hh": _TWO, "kk": _TWO, "mm": _TWO, "ss": _TWO, "H": _ONE, "h": _ONE, "k": _ONE, "m": _ONE,
    "s": _ONE, "A": "[AP]M", "a": "[ap]m",
}  # fmt: skip
_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")


class DayName:
    """Tells the day that a note's name stands for under Obsidian's daily-note settings."""

    __slots__ = ("_pattern", "_prefix")

    def __init__(self, prefix: str, pattern: re.Pattern[str] | None) -> None:
        self._prefix = prefix
        self._pattern = pattern

    def find(self, path: str) -> tuple[date, str] | None:
        """Return the day and the part of the path that says it; None if the path is no daily note's."""
        if self._pattern is None or not path.startswith(self._prefix):
            return None
        name = path[len(self._prefix) :].removesuffix(".md")
        match = self._pattern.fullmatch(name)
        day = _day_of(match.groupdict()) if match else None
        return (day, name) if day else None


def day_name(folder: str, moment_format: str) -> DayName:
    """Prepare daily-note settings: a vault-relative folder and a moment.js format (``YYYY/MM/YYYY-MM-DD``).

    A format that does not fix a whole day (``gggg-[W]WW``) finds none. Weekday names may be in any language
    and are not compared with the day; month names are English.
    """
    folder = folder.strip("/")
    pattern, groups = _pattern(moment_format.strip().strip("/") or "YYYY-MM-DD")
    year = {"year", "short"} & groups
    month = {"month", "month_name", "month_short"} & groups
    whole = (
        (year and month and "day" in groups)
        or (year and "of_year" in groups)
        or {"week_year", "week", "weekday"} <= groups
    )
    return DayName(f"{folder}/" if folder else "", re.compile(pattern, re.IGNORECASE) if whole else None)


def _pattern(moment_format: str) -> tuple[str, set[str]]:
    """Return the format as a regular expression, and the names of its groups."""
    parts: list[str] = []
    groups: set[str] = set()

    def once(match: re.Match[str]) -> str:
        """Require that a part of the date that comes again (``YYYY/YYYY-MM-DD``) says the same."""
        if match[1] in groups:
            return f"(?P={match[1]})"
        groups.add(match[1])
        return match[0]

    for literal, token, other in _MOMENT.findall(moment_format.removesuffix(".md")):
        parts.append(_GROUP.sub(once, _TOKENS[token]) if token else re.escape(literal or other))
    return "".join(parts), groups


def _day_of(parts: dict[str, str | None]) -> date | None:
    """Return the day that the parts of a name make, if it exists."""
    numbers = {name: int(text) for name, text in parts.items() if text and text.isdecimal()}
    name = parts.get("month_name") or parts.get("month_short")
    if name:
        numbers["month"] = _month(name)
    year = numbers.get("year", 2000 + numbers.get("short", 0))
    try:
        if "day" in numbers and "month" in numbers:
            return date(year, numbers["month"], numbers["day"])
        if "of_year" in numbers:
            day = date(year, 1, 1) + timedelta(numbers["of_year"] - 1)
            return day if day.year == year else None
        return date.fromisocalendar(numbers["week_year"], numbers["week"], numbers["weekday"])
    except (ValueError, OverflowError):
        return None


def _month(name: str) -> int:
    """Return the number of a month by its English name or the first three letters of it; 0 for none."""
    name = name.casefold()
    for number, month in enumerate(MONTHS, 1):
        if name in (month.casefold(), month[:3].casefold()):
            return number
    return 0


# --- days for people -------------------------------------------------------------------------------


def say_day(day: date, today: date, *, weekday: bool = False) -> str:
    """Say a day for people: ``17 October``, with the year when it is not today's.

    With ``weekday`` it is a title: ``Friday, 20 November 2026``, always with the year.
    """
    said = f"{day.day} {MONTHS[day.month - 1]}"
    if weekday:
        return f"{WEEKDAYS[day.weekday()]}, {said} {day.year}"
    return said if day.year == today.year else f"{said} {day.year}"
