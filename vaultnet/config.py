"""What `vaultnet.toml` says, checked and with defaults; and what Obsidian's own settings add to it.

`read` is pure; `load` is the edge that finds the files. A wrong setting is an error that names its line and
the nearest valid one, because a setting that is silently ignored would make every dashboard wrong.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from vaultnet.model import NoteType
from vaultnet.problems import Problem

FILE = "vaultnet.toml"

TIERS: Mapping[str, int] = MappingProxyType(
    {"inner": 14, "close": 30, "casual": 90, "keep-warm": 180, "yearly": 365}
)
"""Days between contacts for each tier: rules of thumb, every one to be changed in ``[tiers]``."""


@dataclass(frozen=True, slots=True)
class TypeRule:
    """How the notes of a type are told, apart from ``type:``: ``[types.NAME]``."""

    folders: tuple[str, ...] = ()
    """Vault-relative folders; the deepest match wins. Empty: the type's declared folder."""
    tags: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    """``(property, value)`` pairs, any of which is enough; a link value matches by the note it names."""


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which no cadence runs, both ends included: ``[[away]]``."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Config:
    """A vault's settings. The reference in docs/config.md is made from `OPTIONS`."""

    me: str = ""
    """Link target of the owner's own note, never a contact."""
    today: date | None = None
    """A pinned day, for examples and tests."""
    tiers: Mapping[str, int] = field(default_factory=lambda: TIERS)
    """Days for each tier."""
    away: tuple[Away, ...] = ()
    interactions_ignore: tuple[str, ...] = ()
    """Globs over vault paths: notes that make no interactions (a newsletter, a reading list)."""
    event_size: int = 8
    """From this many people on, a meeting weighs as an event."""
    types: Mapping[str, TypeRule] = field(default_factory=dict)
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """More names under which a field is found: ``[fields] tier = "prm-tier"``; dotted for nested values."""
    ignore: tuple[str, ...] = ()
    """Globs over vault paths that are not read at all."""
    template_folders: tuple[str, ...] = ()
    """Folders whose notes are templates (Obsidian's setting and the user's own)."""
    daily_folder: str = ""
    daily_format: str = "YYYY-MM-DD"
    """Daily notes as Obsidian's settings say (moment.js format)."""
    folder: str = "Network"
    """Where dashboards go."""
    share: bool = False
    """Dashboards are committed to git (so that a phone or a git host shows them)."""
    people: str = "base"
    """``base`` for Network People.base, ``note`` for a note, where Bases can't be assumed."""
    hide: tuple[str, ...] = ()
    """Dashboards that are not wanted, by name."""
    reach_out: int = 5
    """People to reach out to on one day at most."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """A factor for each signal's follow-ups, by the signal's name."""


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
        "Pins the day everything is computed for, in examples and tests. Leave it out in a vault you live in.",
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
        "weights.*",
        "number",
        "How much a signal's follow-ups count against the others; 0 turns it off.",
        "weights",
        "1.5",
    ),
)

_KEYS = {option.key: option for option in OPTIONS}


def read(text: str, note_types: Sequence[NoteType] = ()) -> tuple[Config, tuple[Problem, ...]]:
    """Read a configuration. Problems are errors, each with its line; the config leaves them out."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (text.count("\n") + 1, 1)
        message = re.sub(r" \(at .*\)$", "", str(error))
        return Config(), (
            Problem(
                FILE,
                line,
                column,
                "config-syntax",
                f"The settings can't be read: {message}.",
                "Mend the line.",
            ),
        )
    reader = _Reader(text, note_types)
    return reader.config(data), tuple(reader.problems)


class _Reader:
    """Walks the parsed TOML along `OPTIONS` and gathers what is wrong."""

    def __init__(self, text: str, note_types: Sequence[NoteType]) -> None:
        self.lines = text.splitlines()
        self.types = {note_type.name: note_type for note_type in note_types}
        self.problems: list[Problem] = []

    def config(self, data: Mapping[str, Any]) -> Config:
        values: dict[str, Any] = {}
        for key, value in self.flatten(data):
            option = self.option(key)
            if option is None:
                self.unknown(key)
                continue
            checked = self.value(option, key, value)
            if checked is None:
                continue
            if "*" not in option.key:
                values[option.attribute] = checked
            elif option.attribute == "types":
                _, name, part = key
                values.setdefault("types", {}).setdefault(name, {})[part] = checked
            else:
                values.setdefault(option.attribute, {})[key[-1]] = checked
        values["tiers"] = MappingProxyType({**TIERS, **values.get("tiers", {})})
        values["types"] = MappingProxyType(
            {
                name: TypeRule(rule.get("folder", ()), rule.get("tag", ()), rule.get("where", ()))
                for name, rule in values.get("types", {}).items()
            }
        )
        return Config(**values, away=self.away(data.get("away", ())))

    def flatten(self, data: Mapping[str, Any]) -> Iterable[tuple[tuple[str, ...], Any]]:
        """Every key with its value, ``[[away]]`` aside; the tables of ``where`` stay whole."""
        for name, value in data.items():
            if name == "away":
                continue
            if name == "types" and isinstance(value, dict):
                for type_name, rule in value.items():
                    if isinstance(rule, dict):
                        yield from ((("types", type_name, key), item) for key, item in rule.items())
                    else:
                        self.add(
                            ("types", type_name), "config-value", f"[types.{type_name}] must be a table."
                        )
            elif isinstance(value, dict):
                yield from (((name, key), item) for key, item in value.items())
            else:
                yield (name,), value

    def option(self, key: tuple[str, ...]) -> Option | None:
        if key[0] == "types" and len(key) == 3:
            known = not self.types or key[1] in self.types
            return _KEYS.get(f"types.*.{key[2]}") if known else None
        return _KEYS.get(".".join(key)) or (_KEYS.get(f"{key[0]}.*") if len(key) == 2 else None)

    def unknown(self, key: tuple[str, ...]) -> None:
        if key[0] == "types" and len(key) == 3 and self.types and key[1] not in self.types:
            return self.nearest(key, key[1], self.types, "note type", f"[types.{key[1]}]")
        known = {
            option.key.replace("types.*", f"types.{key[1]}" if len(key) == 3 else "types.*")
            for option in OPTIONS
        }
        written = ".".join(key)
        tables = {option.partition(".")[0] for option in known}
        if len(key) > 1 and key[0] not in tables:
            return self.nearest(key, key[0], tables, "table", f"[{key[0]}]")
        # within a table that exists, the nearest key is one of that table
        pool = {option for option in known if len(key) == 1 or option.startswith(key[0] + ".")}
        return self.nearest(key, written, pool, "setting", written)

    def nearest(self, key: tuple[str, ...], wrong: str, known: Iterable[str], what: str, shown: str) -> None:
        choices = sorted(name for name in known if "*" not in name)
        close = get_close_matches(wrong, choices, 1, 0.3)
        hint = f"Did you mean `{close[0]}`?" if close else f"Known: {', '.join(choices)}."
        self.add(key, "config-unknown", f"There is no {what} `{shown}`.", hint)

    def value(self, option: Option, key: tuple[str, ...], value: Any) -> Any:
        """The checked value in the config's own form, or None after a problem."""
        checked = _CHECKS[option.kind](value)
        if checked is None:
            wanted = _WANTED[option.kind]
            self.add(
                key,
                "config-value",
                f"`{'.'.join(key)}` must be {wanted}, not {_shown(value)}.",
                f"For example: {key[-1]} = {option.example}",
            )
        return checked

    def away(self, entries: Any) -> tuple[Away, ...]:
        found = []
        for number, entry in enumerate(
            entries if isinstance(entries, list) else [entries] if entries else []
        ):
            place = ("away", "from")
            if not isinstance(entry, dict) or set(entry) - {"from", "to"}:
                self.add(place, "config-unknown", "[[away]] takes `from` and `to`.", "", number)
                continue
            start, end = _day(entry.get("from")), _day(entry.get("to"))
            if start is None or end is None or end < start:
                message = "[[away]] needs the days `from` and `to`, the first not after the last."
                self.add(place, "config-value", message, "For example: from = 2026-08-01", number)
                continue
            found.append(Away(start, end))
        return tuple(sorted(found, key=lambda away: (away.start, away.end)))

    def add(self, key: tuple[str, ...], code: str, message: str, hint: str = "", nth: int = 0) -> None:
        self.problems.append(Problem(FILE, self.line(key, nth), 1, code, message, hint))

    def line(self, key: tuple[str, ...], nth: int = 0) -> int:
        """The line of a key, looked for in the text: TOML's parser keeps none. ``nth`` counts tables of a name."""
        table, name, seen = ".".join(key[:-1]), key[-1], -1
        current, header = "", 1
        pattern = re.compile(rf"""\s*(?:[\w.-]+\.)?["']?{re.escape(name)}["']?\s*=""")
        for number, line in enumerate(self.lines, 1):
            if match := re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line):
                current = match[1].replace('"', "").replace("'", "")
                if current == table or current == ".".join(key):
                    header, seen = number, seen + 1
            elif pattern.match(line) and (current == table or table.startswith(current)) and seen >= nth - 1:
                if table != "away" or seen == nth:
                    return number
            elif (
                table
                and table.partition(".")[2]
                and re.match(rf"\s*{re.escape(table.split('.')[-1])}\s*=", line)
            ):
                header = number
        return header


def _shown(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)


def _day(value: Any) -> date | None:
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


_CHECKS = {
    "text": lambda value: value if isinstance(value, str) else None,
    "texts": _texts,
    "day": _day,
    "days": lambda value: _whole(value, 1),
    "count": lambda value: _whole(value, 1),
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
_WANTED = {
    "text": "a text",
    "texts": "a text or a list of texts",
    "day": "a day",
    "days": "a number of days, 1 or more",
    "count": "a whole number, 1 or more",
    "flag": "true or false",
    "number": "a number, 0 or more",
    "where": "a table of properties and their values",
    "folder": "a folder inside the vault",
    "base or note": '"base" or "note"',
}


# --- the edge: which files there are ---------------------------------------------------------------


OBSIDIAN = (".obsidian/daily-notes.json", ".obsidian/templates.json")
"""Obsidian's own settings that vaultnet reads."""


def load(vault: Path, note_types: Sequence[NoteType] = ()) -> tuple[Config, tuple[Problem, ...]]:
    """Load a vault's settings: Obsidian's where it has some, over them what `vaultnet.toml` says."""
    try:
        text = (vault / FILE).read_text("utf-8-sig")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        message = f"The settings can't be read: {reason}."
        return Config(), (Problem(FILE, 1, 1, "config-syntax", message, "Mend or remove the file."),)
    config, problems = read(text, note_types)
    daily, templates = (_json(vault / name) for name in OBSIDIAN)
    return _with_obsidian(config, daily, templates), problems


def _with_obsidian(config: Config, daily: Mapping[str, Any], templates: Mapping[str, Any]) -> Config:
    """Fill in what `vaultnet.toml` left open from Obsidian's settings."""
    default = Config()
    folder, pattern = daily.get("folder"), daily.get("format")
    if config.daily_folder == default.daily_folder and isinstance(folder, str):
        config = replace(config, daily_folder=folder.strip("/"))
    if config.daily_format == default.daily_format and isinstance(pattern, str) and pattern:
        config = replace(config, daily_format=pattern)
    place = templates.get("folder")
    if isinstance(place, str) and place.strip("/"):
        config = replace(config, template_folders=(*config.template_folders, place.strip("/")))
    return config


def _json(path: Path) -> Mapping[str, Any]:
    """A JSON object from a file of Obsidian's; anything else, or no file, is no settings."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
