"""The example vault, moved in time: its story ends within the week before somebody copies it.

The vault that ships pins ``today`` so that it never ages. A copy has no pin; instead every day in it
moves by the same whole number of weeks, so that weekdays, distances and links stay as they were.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from vaultnet.config import Config
from vaultnet.planners import review

CONFIG = "vaultnet.toml"

KEPT_BEFORE = 2010
"""Days before this year stay where they are: in the example they are birthdays, which nobody can move.

Everything else in it happened later, and its birthdays without a year (``--11-22``) are no days at all.
"""

_PIN = re.compile(r"^today[ \t]*=[ \t]*([0-9]{4}-[0-9]{2}-[0-9]{2})[^\n]*\n?", re.MULTILINE)
# A day, and with it the folder of its year if it lies in one: "2026/2026-10-17 coffee".
_DAY = re.compile(r"(?<![0-9])(?:([0-9]{4})/)?([0-9]{4})(-[0-9]{2}-[0-9]{2})(?![0-9])")


def shift(files: Mapping[str, bytes], today: date) -> dict[str, bytes]:
    """Move a vault with a pinned ``today`` so that the pinned day is the last such weekday up to ``today``.

    Args:
        files: contents by vault-relative path, ``vaultnet.toml`` among them.
        today: the day on which the vault is to be alive; nothing that has happened in it lies ahead then.

    Returns:
        The moved files in the same order, in names and contents alike, without the line that pins
        ``today``, without the generated dashboards, and without the reviews, whose days stand there in words and
        whose quarters do not move by weeks. A vault without a pin only loses these, so a copy is never moved
        twice. A day that would leave the calendar stays.

    """
    made = (f"{Config().folder}/", f"{review.FOLDER}/")
    notes = {path: data for path, data in files.items() if not path.startswith(made)}
    pin = _PIN.search(_text(notes.get(CONFIG, b"")))
    pinned = _day(pin[1]) if pin else None
    if pinned is None:
        return notes
    notes[CONFIG] = _bytes(_PIN.sub("", _text(notes[CONFIG]), count=1))
    by = timedelta(weeks=(today - pinned).days // 7)
    return {_move(path, by): _bytes(_move(_text(data), by)) for path, data in notes.items()}


def _text(data: bytes) -> str:
    """Read bytes as Latin-1: days are ASCII in every encoding a note may have, and no byte is lost."""
    return data.decode("latin-1")


def _bytes(text: str) -> bytes:
    return text.encode("latin-1")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _move(text: str, by: timedelta) -> str:
    def moved(match: re.Match[str]) -> str:
        folder, year, rest = match.groups()
        day = _day(year + rest)
        if day is None or day.year < KEPT_BEFORE:
            return match[0]
        try:
            new = (day + by).isoformat()
        except OverflowError:
            return match[0]
        # A folder is the year's own only if it says the year of the day.
        prefix = "" if folder is None else f"{new[:4] if folder == year else folder}/"
        return prefix + new

    return _DAY.sub(moved, text)
