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
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from vaultnet import options
from vaultnet.model import NoteType
from vaultnet.options import OPTIONS, Option
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
    dormant: int | None = None
    """How many of them are people to reconnect with, where there are others as well; None for two in five."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """A factor for each signal's follow-ups, by the signal's name."""


_MEND = "The line is not TOML: mend it, or put a # before it."
_HEADER = re.compile(r"\s*\[\[?([^\[\]]+)\]")
_KEY = re.compile(r"""\s*((?:[\w.-]|"[^"]*"|'[^']*'|\s*\.\s*)+?)\s*=""")
_KEYS = {option.key: option for option in OPTIONS}
_TABLES = {option.key.partition(".")[0] for option in OPTIONS if "." in option.key}


def read(
    text: str, note_types: Sequence[NoteType] = (), base: Config | None = None
) -> tuple[Config, tuple[Problem, ...]]:
    """Read a configuration. Problems are errors, each with its line; the config leaves them out.

    ``base`` is what holds where the text says nothing; its template folders hold in any case.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (text.count("\n") + 1, 1)
        message = re.sub(r" \(at .*\)$", "", str(error))
        return base or Config(), (
            Problem(FILE, line, column, "config-syntax", f"The settings can't be read: {message}.", _MEND),
        )
    reader = _Reader(text, note_types)
    return reader.config(data, base or Config()), tuple(reader.problems)


class _Reader:
    """Walks the parsed TOML along `OPTIONS` and gathers what is wrong."""

    def __init__(self, text: str, note_types: Sequence[NoteType]) -> None:
        self.text = text
        self.types = {note_type.name: note_type for note_type in note_types}
        self.problems: list[Problem] = []

    def config(self, data: Mapping[str, Any], base: Config) -> Config:
        values: dict[str, Any] = {}
        for key, value in self.flatten(data):
            option = self.option(key)
            if option is None:
                self.unknown(key, empty=value == {})
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
        values["template_folders"] = (*values.get("template_folders", ()), *base.template_folders)
        return replace(base, **values, away=self.away(data.get("away", [])))

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
            elif isinstance(value, dict) and (value or name in _TABLES):
                yield from (((name, key), item) for key, item in value.items())
            else:
                yield (name,), value

    def option(self, key: tuple[str, ...]) -> Option | None:
        if key[0] == "types" and len(key) == 3:
            known = not self.types or key[1] in self.types
            return _KEYS.get(f"types.*.{key[2]}") if known else None
        return _KEYS.get(".".join(key)) or (_KEYS.get(f"{key[0]}.*") if len(key) == 2 else None)

    def unknown(self, key: tuple[str, ...], empty: bool) -> None:
        if key[0] == "types" and len(key) == 3 and self.types and key[1] not in self.types:
            return self.nearest(key, key[1], self.types, "note type", f"[types.{key[1]}]")
        known = {
            option.key.replace("types.*", f"types.{key[1]}" if len(key) == 3 else "types.*")
            for option in OPTIONS
        }
        written = ".".join(key)
        if (len(key) > 1 or empty) and key[0] not in _TABLES:
            return self.nearest(key, key[0], _TABLES, "table", f"[{key[0]}]")
        # within a table that exists, the nearest key is one of that table
        pool = {option for option in known if len(key) == 1 or option.startswith(key[0] + ".")}
        return self.nearest(key, written, pool, "setting", written)

    def nearest(self, key: tuple[str, ...], wrong: str, known: Iterable[str], what: str, shown: str) -> None:
        choices = sorted(name for name in known if "*" not in name)
        last = key[-1]
        if len(key) > 1 and last in _KEYS:
            hint = f"`{last}` stands at the top of the file, before the first [table]."
        else:
            # by the whole key, and by its last part, which is what people remember
            by_name = {name.rpartition(".")[2]: name for name in choices} | {name: name for name in choices}
            if what == "setting" and len(key) == 1:
                by_name |= {table: f"[{table}]" for table in _TABLES}
            close = get_close_matches(wrong, by_name, 1, 0.6) or get_close_matches(last, by_name, 1, 0.6)
            hint = f"Did you mean `{by_name[close[0]]}`?" if close else f"Known: {', '.join(choices)}."
        self.add(key, "config-unknown", f"There is no {what} `{shown}`.", hint)

    def value(self, option: Option, key: tuple[str, ...], value: Any) -> Any:
        """The checked value in the config's own form, or None after a problem."""
        checked = options.CHECKS[option.kind](value)
        if checked is None:
            wanted = options.WANTED[option.kind]
            self.add(
                key,
                "config-value",
                f"`{'.'.join(key)}` must be {wanted}, not {_shown(value)}.",
                f"For example: {key[-1]} = {option.example}",
            )
        return checked

    def away(self, entries: Any) -> tuple[Away, ...]:
        found = []
        for number, entry in enumerate(entries if isinstance(entries, list) else [entries]):
            place = ("away", "from")
            if not isinstance(entry, dict) or set(entry) - {"from", "to"}:
                self.add(place, "config-unknown", "[[away]] takes `from` and `to`.", "", number)
                continue
            start, end = options.day(entry.get("from")), options.day(entry.get("to"))
            if start is None or end is None or end < start:
                message = "[[away]] needs the days `from` and `to`, the first not after the last."
                self.add(place, "config-value", message, "For example: from = 2026-08-01", number)
                continue
            found.append(Away(start, end))
        return tuple(sorted(found, key=lambda away: (away.start, away.end)))

    def add(self, key: tuple[str, ...], code: str, message: str, hint: str = "", nth: int = 0) -> None:
        self.problems.append(Problem(FILE, line_of(self.text, key, nth), 1, code, message, hint))


def line_of(text: str, key: tuple[str, ...], nth: int = 0) -> int:
    """The line of the ``nth`` place of a key in a `vaultnet.toml`, or of the nearest table around it."""
    places = _places(text)
    for length in range(len(key), 0, -1):
        wanted = ".".join(key[:length])
        lines = [line for place, line in places if place == wanted]
        if lines:
            return lines[min(nth, len(lines) - 1)]
    return 1


def _places(text: str) -> list[tuple[str, int]]:
    """Every key and table with its line, looked for in the text: TOML's parser keeps no lines."""
    places, table = [], ""
    for number, line in enumerate(text.splitlines(), 1):
        if match := _HEADER.match(line):
            table = re.sub(r"[\s\"']", "", match[1]) + "."
            places.append((table[:-1], number))
        elif match := _KEY.match(line):
            places.append((table + re.sub(r"[\s\"']", "", match[1]), number))
    return places


def _shown(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)


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
    return read(text, note_types, obsidian(*(_json(vault / name) for name in OBSIDIAN)))


def raw(path: Path) -> bytes:
    """The bytes of a file of settings, as far as they can be read: what tells that settings have changed."""
    try:
        return path.read_bytes()
    except OSError as error:
        return str(error.errno).encode()


def obsidian(daily: Mapping[str, Any], templates: Mapping[str, Any]) -> Config:
    """What Obsidian's own settings say of daily notes and templates, as a config."""
    folder, pattern, place = daily.get("folder"), daily.get("format"), templates.get("folder")
    return Config(
        daily_folder=folder.strip("/") if isinstance(folder, str) else "",
        daily_format=pattern if isinstance(pattern, str) and pattern else Config().daily_format,
        template_folders=(place.strip("/"),) if isinstance(place, str) and place.strip("/") else (),
    )


def _json(path: Path) -> Mapping[str, Any]:
    """A JSON object from a file of Obsidian's; anything else, or no file, is no settings."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
