"""The settings of `vaultnet.toml` as data: what there is, what it takes, what it does. Pure.

docs/config.md is made from `OPTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """A setting: its key (dotted within its table), the kind of its value, what it does, an example in TOML.

    ``key`` may hold ``*`` for a name of the user's (``tiers.*``). ``attribute`` names the `Config` field.
    """

    key: str
    kind: str
    help: str
    attribute: str
    example: str


OPTIONS: tuple[Option, ...] = (
    Option("me", "text", "Your own note: never a contact, never reminded of.", "me", '"[[Robin Ferrer]]"'),
    Option(
        "today",
        "day",
        "Pins the day everything is computed for, in examples and tests. Leave it out in your own vault.",
        "today",
        "2026-11-20",
    ),
    Option(
        "tiers.*",
        "days",
        "Days between contacts for a tier. The five built-in ones can be changed, others added.",
        "tiers",
        "30",
    ),
    Option("away.from", "day", "The first day of a stretch in which no cadence runs.", "away", "2026-08-01"),
    Option("away.to", "day", "Its last day.", "away", "2026-08-21"),
    Option(
        "interactions.ignore",
        "texts",
        "Notes that never count as being in touch: paths with `*` and `**`.",
        "interactions_ignore",
        '["Newsletters/**"]',
    ),
    Option(
        "interactions.event_size",
        "count",
        "From this many people on, a meeting weighs as an event.",
        "event_size",
        "8",
    ),
    Option(
        "types.*.folder", "texts", "Folders that hold the notes of a type.", "types", '"Network/Contacts"'
    ),
    Option("types.*.tag", "texts", "Tags that make a note one of a type.", "types", '"person"'),
    Option(
        "types.*.where",
        "where",
        "Properties that make a note one of a type; any one of them is enough.",
        "types",
        '{ categories = "[[People]]" }',
    ),
    Option(
        "fields.*",
        "texts",
        "Other names under which a field stands in your notes, with a dot for nested values.",
        "fields",
        '["prm-tier", "contacts.tier"]',
    ),
    Option("vault.ignore", "texts", "Paths that are not read at all.", "ignore", '["Archive/**"]'),
    Option(
        "vault.templates",
        "texts",
        "Folders of template notes, besides the one in Obsidian's settings.",
        "template_folders",
        '["Templates"]',
    ),
    Option(
        "daily.folder",
        "text",
        "Where daily notes are; by default what Obsidian's settings say.",
        "daily_folder",
        '"Daily"',
    ),
    Option(
        "daily.format",
        "text",
        "How daily notes are named (moment.js); by default what Obsidian's settings say.",
        "daily_format",
        '"YYYY-MM-DD"',
    ),
    Option("dashboards.folder", "folder", "Where dashboards are written.", "folder", '"Network"'),
    Option(
        "dashboards.share",
        "flag",
        "Commit the dashboards to git, so that a phone or a git host shows them.",
        "share",
        "false",
    ),
    Option(
        "dashboards.people",
        "base or note",
        "`base` writes Network People.base; `note` a note, where Obsidian Bases can't be assumed.",
        "people",
        '"base"',
    ),
    Option("dashboards.hide", "texts", "Dashboards you don't want, by name.", "hide", '["Health"]'),
    Option("dashboards.reach_out", "count", "How many people Today suggests at most.", "reach_out", "5"),
    Option(
        "dashboards.dormant",
        "number of places",
        "How many of them are people to reconnect with, where there are others as well; by default two in five.",
        "dormant",
        "2",
    ),
    Option(
        "weights.*",
        "number",
        "How much a signal's follow-ups count against the others; 0 turns it off.",
        "weights",
        "1.5",
    ),
)


# --- the kinds of values -----------------------------------------------------------------------------


def day(value: Any) -> date | None:
    """A day, written as TOML's own date or as a text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _texts(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _where(value: Any) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, dict):
        return None
    pairs = []
    for name, item in value.items():
        texts = _texts(item)
        if texts is None:
            return None
        pairs += [(name, text) for text in texts]
    return tuple(pairs)


def _whole(value: Any, least: int) -> int | None:
    return (
        value if isinstance(value, int) and not isinstance(value, bool) and least <= value <= 36_500 else None
    )


def _folder(value: Any) -> str | None:
    """A folder inside the vault, never its root and never outside: generated notes are written there."""
    if not isinstance(value, str):
        return None
    parts = value.strip().strip("/").split("/")
    fine = not value.startswith("/") and all(part and not part.startswith(".") for part in parts)
    return "/".join(parts) if fine else None


CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "text": lambda value: value if isinstance(value, str) else None,
    "texts": _texts,
    "day": day,
    "days": lambda value: _whole(value, 1),
    "count": lambda value: _whole(value, 1),
    "number of places": lambda value: _whole(value, 0),
    "flag": lambda value: value if isinstance(value, bool) else None,
    "number": lambda value: (
        float(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e6
        else None
    ),
    "where": _where,
    "folder": _folder,
    "base or note": lambda value: value if value in ("base", "note") else None,
}
WANTED: Mapping[str, str] = {
    "text": "a text",
    "texts": "a text or a list of texts",
    "day": "a day",
    "days": "a number of days, 1 or more",
    "count": "a whole number, 1 or more",
    "number of places": "a whole number, 0 or more",
    "flag": "true or false",
    "number": "a number, 0 or more",
    "where": "a table of properties and their values",
    "folder": "a folder inside the vault",
    "base or note": '"base" or "note"',
}
