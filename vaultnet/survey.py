"""A first look at a vault that nobody set up for us: what each note shows of people, meetings and the rest.

Everything here is pure and decides nothing; `vaultnet.adopt` weighs what is found.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from vaultnet import dates, links, markdown
from vaultnet.model import Body, Located, note_name
from vaultnet.survey_words import (
    CATEGORY_KEYS,
    EDGE,
    JOINT,
    PEOPLE_KEYS,
    PERSONAL_KEYS,
    TEMPLATE_FOLDERS,
    WORK_KEYS,
    meaning,
    person_name,
)
from vaultnet.values import normal


class Seen(NamedTuple):
    """A note as a survey sees it: parsed, not interpreted."""

    path: str
    front: Mapping[str, Located] = {}
    body: Body = Body()
    template: bool = False
    """Holds an unrendered placeholder (``{{date}}``), in its front matter or its text."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a vault's ``.obsidian`` folder says that matters here."""

    daily_folder: str = ""
    daily_format: str = ""
    """A moment.js format; empty where nothing is set."""
    daily_from: str = ""
    """Where their place was read from: a settings file, or the names of the notes."""
    templates: tuple[str, ...] = ()
    """Folders with templates, from Obsidian's own setting and Templater's."""
    core_templates: str = ""
    """Obsidian's own setting among them, which is read at every build."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Properties' types as Obsidian's property pane knows them."""


DAILY = ".obsidian/daily-notes.json"
PERIODIC = ".obsidian/plugins/periodic-notes/data.json"
CORE_TEMPLATES = ".obsidian/templates.json"
TEMPLATER = ".obsidian/plugins/templater-obsidian/data.json"
TYPES = ".obsidian/types.json"
SETTINGS_FILES = (DAILY, PERIODIC, CORE_TEMPLATES, TEMPLATER, TYPES)
"""The files that `read_settings` understands."""


def read_settings(texts: Mapping[str, str]) -> Settings:
    """What the settings files say, by path; a file that is missing or broken says nothing."""
    data = {path: _json(texts.get(path, "")) for path in SETTINGS_FILES}
    daily, source = data[DAILY], DAILY if texts.get(DAILY) else ""
    periodic = data[PERIODIC].get("daily")
    if isinstance(periodic, dict) and periodic.get("enabled"):
        daily, source = periodic, PERIODIC
    folders = (data[CORE_TEMPLATES].get("folder"), *(data[TEMPLATER].get(k) for k in _TEMPLATER_KEYS))
    kinds = data[TYPES].get("types")
    return Settings(
        daily_folder=_folder(daily.get("folder")),
        daily_format=_text(daily.get("format")).strip(),
        daily_from=source,
        templates=tuple(dict.fromkeys(found for found in map(_folder, folders) if found)),
        core_templates=_folder(folders[0]),
        kinds={normal(key): kind for key, kind in kinds.items() if isinstance(kind, str)}
        if isinstance(kinds, dict)
        else {},
    )


_TEMPLATER_KEYS = ("templates_folder", "template_folder")


def _json(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _folder(value: object) -> str:
    return _text(value).strip().strip("/")


FORMATS = (
    "MMMM Do, YYYY",
    "MMMM Do, YYYY, dddd",
    "dddd, MMMM Do, YYYY",
    "dddd, MMMM Do YYYY",
    "MMMM D, YYYY",
    "D MMMM YYYY",
    "DD MMMM YYYY",
    "Do MMMM YYYY",
    "dddd D MMMM YYYY",
    "DD.MM.YYYY",
    "DD-MM-YYYY",
    "MM-DD-YYYY",
    "YYYY.MM.DD",
    "YYYY_MM_DD",
)
"""Daily-note formats that are told by the notes' names alone, where Obsidian's settings do not say."""


def guess_daily(paths: Iterable[str], settings: Settings) -> Settings:
    """The settings with the daily notes' place, if the names of at least five notes in a folder give it away.

    Names with an ISO day need no setting. A name that two formats read differently (``01-02-2026``) is left
    to the format that reads more of the folder; if both read all of it, nothing is guessed.
    """
    if settings.daily_from:
        return settings
    folders: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        if not dates.day_in_name(path):
            folders[path.rpartition("/")[0]].append(path)
    found = Counter(
        {
            (folder, pattern): sum(dates.day_name(folder, pattern).find(path) is not None for path in inside)
            for folder, inside in folders.items()
            if len(inside) >= 5
            for pattern in FORMATS
        }
    )
    (best, count), (_, second) = [*found.most_common(2), (("", ""), 0), (("", ""), 0)][:2]
    if count < 5 or count == second:
        return settings
    return replace(
        settings, daily_folder=best[0], daily_format=best[1], daily_from=f"the names of {count:,} notes"
    )


# --- values


def leaves(value: Located) -> Iterator[str]:
    """The texts of a value: itself, or those of a list; a nested mapping has none."""
    if isinstance(value.value, tuple):
        yield from chain.from_iterable(map(leaves, value.value))
    elif isinstance(value.value, Mapping) or value.value is None:
        return
    elif text := str(value.value).strip():
        yield text


def properties(front: Mapping[str, Located], above: str = "") -> Iterator[tuple[str, Located]]:
    """Every property by its dotted name, as written; ``contacts.mail`` for a nested one."""
    for name, value in front.items():
        if isinstance(value.value, Mapping):
            yield from properties(value.value, f"{above}{name}.")
        else:
            yield above + name, value


# --- one look at a note ----------------------------------------------------------------------------


class Mark(NamedTuple):
    """Something in a note that says outright what it is. ``key`` is a property's name; empty for a tag."""

    type: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Look:
    """What one note shows."""

    path: str
    dated: bool
    """Its file name carries a whole day, or ``date:`` does."""
    stamped: bool
    """Its file name carries the day."""
    daily: bool
    """It is a daily note: it lies where Obsidian puts them, or its name is a day and nothing else."""
    marks: frozenset[Mark]
    keys: frozenset[str]
    """Its properties and inline fields as `normal` writes them, the last part of nested ones."""
    personal: bool
    """It says something that only a note about a person says, or leaves room for two such things."""
    names_people: bool
    """It names people under a key such as ``attendees``."""
    seen: Seen


@dataclass(frozen=True, slots=True)
class View:
    """The whole vault at a look: its notes without templates, and who is linked how."""

    looks: tuple[Look, ...]
    met: Mapping[str, int]
    """How many notes name someone under a people key, by link key."""
    mentioned: frozenset[str]
    """Link keys that stand in the text of dated notes."""
    employers: frozenset[str]
    """Link keys and names that stand under ``company`` and its like."""
    naming: int
    """How many notes name people at all."""
    authors: Mapping[str, int]
    """How many notes name someone as their author, by link key."""
    unknown: tuple[str, ...]
    """Names under people keys that no note bears, sorted."""
    templates: tuple[str, ...]
    """Folders with templates: those set, and those so called."""
    settings: Settings = field(default_factory=Settings)


def view(notes: Iterable[Seen], settings: Settings, native: Mapping[str, str] | None = None) -> View:
    """Look at every note once. ``native`` maps values of ``type:`` that need no rule to their types."""
    everything = list(notes)
    folders = _template_folders(everything, settings)
    inside = tuple(f"{folder}/" for folder in folders)
    settings = guess_daily((note.path for note in everything), settings)
    days = dates.day_name(settings.daily_folder, settings.daily_format or "YYYY-MM-DD")
    looks = tuple(
        _look(note, days, native or {})
        for note in everything
        if not note.template and not note.path.startswith(inside)
    )
    met: dict[str, int] = {}
    display: dict[str, str] = {}
    for name in chain.from_iterable(set(_people(look.seen)) for look in looks):
        met[links.key(name)] = met.get(links.key(name), 0) + 1
        display.setdefault(links.key(name), name)
    known = {links.key(note_name(note.path)) for note in everything}
    strangers = display.keys() - known - {name for look in looks for name in aliases(look)}
    return View(
        looks=looks,
        met=met,
        mentioned=frozenset(_mentioned(looks)),
        employers=frozenset(_employers(looks)),
        naming=sum(look.names_people for look in looks),
        authors=Counter(chain.from_iterable(set(_authors(look.seen)) for look in looks)),
        unknown=tuple(sorted(display[k] for k in strangers if person_name(display[k]))),
        templates=folders,
        settings=settings,
    )


def _template_folders(notes: Sequence[Seen], settings: Settings) -> tuple[str, ...]:
    named = set()
    for note in notes:
        parts = note.path.split("/")[:-1]
        for depth, part in enumerate(parts):
            words = re.split(r"[\s_-]+", EDGE.sub("", part.casefold()))
            if words[-1] in TEMPLATE_FOLDERS and not JOINT.search(part.casefold()):
                named.add("/".join(parts[: depth + 1]))
                break
    return tuple(dict.fromkeys([*settings.templates, *sorted(named)]))


def _look(note: Seen, days: dates.DayName, native: Mapping[str, str]) -> Look:
    name = note_name(note.path)
    found = days.find(note.path) or dates.day_in_name(note.path)
    stated = any(
        normal(key) == "date" and any(map(dates.parse_day, leaves(value)))
        for key, value in note.front.items()
    )
    keys = {normal(key.rpartition(".")[2]) for key, _ in properties(note.front)}
    return Look(
        path=note.path,
        dated=bool(found) or stated,
        stamped=bool(found),
        daily=bool(days.find(note.path)) or bool(found and found[1] == name),
        marks=frozenset(_marks(note, native)),
        keys=frozenset(keys | {normal(f.key) for f in note.body.fields}),
        personal=_personal(note),
        names_people=any(True for _ in _people(note)),
        seen=note,
    )


def _personal(note: Seen) -> bool:
    rooms = 0
    for key, value in properties(note.front):
        kind = PERSONAL_KEYS.get(normal(key.rpartition(".")[2]))
        if kind and not isinstance(value.value, bool):
            texts = list(leaves(value))
            if any(_LOOKS[kind](text) for text in texts):
                return True
            rooms += not texts
    inline = ((PERSONAL_KEYS.get(normal(item.key)), item.value) for item in note.body.fields)
    return rooms >= 2 or any(kind and _LOOKS[kind](text) for kind, text in inline)


_LOOKS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        "address": re.compile(r"\S@\S+\.\w").search,
        "number": re.compile(r"(?:\d\D{0,2}){5}").search,
        "day": re.compile(r"\d\d?-\d\d?").search,
        "text": re.compile(r"[^\W\d]").search,
    }
)


def _marks(note: Seen, native: Mapping[str, str]) -> Iterator[Mark]:
    for key, value in note.front.items():
        if normal(key) in CATEGORY_KEYS:
            for text in leaves(value):
                own = native.get(normal(text), "") if normal(key) == "type" else ""
                if found := own or meaning(text):
                    yield Mark(found, key, text)
    for tag in tags(note):
        first, last = tag.partition("/")[0], tag.rpartition("/")[2]
        if found := meaning(first):
            yield Mark(found, "", first)
        if "/" in tag and (found := found or meaning(last)):
            yield Mark(found, "", tag)


def tags(note: Seen) -> Iterator[str]:
    """A note's tags, from the property and the text, without ``#``."""
    for key, value in note.front.items():
        if normal(key) in ("tags", "tag"):
            for text in leaves(value):
                yield from (tag.removeprefix("#") for tag in re.split(r"[,\s]+", text) if tag.strip("#"))
    yield from (tag.name for tag in note.body.tags)


def _people(note: Seen) -> Iterator[str]:
    """The people a note names under a people key: link targets, or plain names as they stand."""
    for key, value in note.front.items():
        if normal(key) in PEOPLE_KEYS:
            for text in leaves(value):
                found = markdown.links_in(text)
                yield from (link.target for link in found)
                if not found and text not in ("True", "False") and person_name(text) is not False:
                    yield text
    for item in note.body.fields:
        if normal(item.key) in PEOPLE_KEYS:
            yield from (link.target for link in markdown.links_in(item.value))


def _mentioned(looks: Iterable[Look]) -> Iterator[str]:
    for look in looks:
        if look.dated:
            yield from (links.key(x.target) for x in look.seen.body.links if x.where in ("text", "done"))


def _employers(looks: Iterable[Look]) -> Iterator[str]:
    for look in looks:
        for key, value in properties(look.seen.front):
            if normal(key.rpartition(".")[2]) in WORK_KEYS:
                for text in leaves(value):
                    found = markdown.links_in(text)
                    yield from (links.key(x.target) for x in found) if found else (links.key(text),)


def _authors(note: Seen) -> Iterator[str]:
    for key, value in note.front.items():
        if normal(key) in ("author", "authors"):
            for text in leaves(value):
                found = markdown.links_in(text)
                yield from (links.key(link.target) for link in found) if found else (links.key(text),)


def aliases(look: Look) -> set[str]:
    """The other names of a note, as link keys."""
    return {
        links.key(text)
        for key, value in look.seen.front.items()
        if normal(key) in ("aliases", "alias")
        for text in leaves(value)
    }
