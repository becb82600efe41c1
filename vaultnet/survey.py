"""A first look at a vault that nobody set up for us: what each note shows of people, meetings and the rest.

Everything here is pure and decides nothing; `vaultnet.adopt` weighs what is found. Words are compared
without case, accents of form, numbering and emoji, in the languages people most often name folders in.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from vaultnet import dates, links, markdown
from vaultnet.model import Body, Located

WORDS: Mapping[str, frozenset[str]] = MappingProxyType({
    "contact": frozenset(
        "person persons people contact contacts crm prm kontakt kontakte personen leute personne personnes "
        "persona personas contacto contactos pessoa pessoas contatos persone contatti mensen contacten "
        "люди контакты 人物 人 联系人 連絡先 人脉 colleagues rolodex".split()
    ),
    "meeting": frozenset(
        "meeting meetings 1-1 1-1s 1on1 1on1s 1:1 1:1s one-on-one one-on-ones besprechung besprechungen "
        "réunion réunions reunión reuniones reunião reuniões riunione riunioni vergadering vergaderingen "
        "встреча встречи 会议 ミーティング".split()
    ),
    "organisation": frozenset(
        "organisation organisations organization organizations org orgs company companies employer employers "
        "firma firmen unternehmen organisationen entreprise entreprises empresa empresas azienda aziende "
        "компании 公司 会社".split()
    ),
    "goal": frozenset(
        "goal goals okr okrs objective objectives ziel ziele objectif objectifs objetivo objetivos meta metas "
        "obiettivo obiettivi doel doelen цель цели 目标 目標".split()
    ),
    "event": frozenset(
        "event events conference conferences veranstaltung veranstaltungen konferenz konferenzen événement "
        "événements evento eventos eventi conférence conférences 活动 イベント".split()
    ),
})
"""What folders, tags and categories are called, for each type that a survey looks for."""

CATEGORY_KEYS = frozenset(
    "type types category categories class classes fileclass kind notetype up parent collection is isa object "
    "supertag schema kategorie categoría catégorie tipo typ".split()
)
"""Properties (as `normal` writes them) that say what a note is, where a topic or an author would not."""

PEOPLE_KEYS = frozenset(
    "people persons attendees attendee attending with participants participant present met who "
    "teilnehmer participantes asistentes partecipanti deelnemers участники 参会人 参加者".split()
)
"""Properties and inline fields under which a note names the people who were there."""

PERSONAL_KEYS: Mapping[str, str] = MappingProxyType({
    key: kind
    for kind, keys in {
        "address": "email emails mail emailaddress workemail personalemail",
        "number": "phone phones phonenumber mobile tel telephone cell cellphone handy telefon",
        "day": "birthday birthdate bday dob dateofbirth geburtstag anniversaire lastcontact lastcontacted "
        "lastchatted lastspoke lasttalked lastmet lastseen firstmet prmlastcontacted prmbirthday",
        "text": "linkedin linkedinurl introducedby metthrough prmtier prmcadence tier closeness relationship "
        "relation",
    }.items()
    for key in keys.split()
})
"""Properties that only a note about a person has, and what their value looks like."""

WORK_KEYS = frozenset("company org organisation organization employer role jobtitle job position".split())
"""Properties that a note about a person has, but an application or a project as well."""

TEMPLATE_FOLDERS = frozenset("template templates vorlage vorlagen modèles plantillas modelli шаблоны".split())

_INDEX = frozenset("readme index moc home start dashboard overview claude agents license changelog".split())
_PARTICLES = frozenset("de da di del della der den des du van von vom zu la le el al bin ibn ben y e dos ter".split())
_JOINT = re.compile(r"\s*(?:&|\+|,|\band\b|\bund\b|\bet\b|\by\b)\s*")
_EDGE = re.compile(r"^[\W\d_]+(?=[^\W\d_])|(?<=[^\W\d_])[\W_]+$")
_TRAILING = re.compile(r"[\s_-]+(?:notes?|notizen|pages?|db|database|list|folder)$")
_LINKED = re.compile(r"^!?\[\[([^\]|#]+)[^\]]*\]\]$")


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
    """The settings file that the daily notes' place was read from."""
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


# --- words -----------------------------------------------------------------------------------------


def normal(name: str) -> str:
    """A property's name as it is compared: without case, spaces, ``-`` and ``_``."""
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFC", name)).casefold()


def meaning(text: str) -> str:
    """The type that a folder, tag, category or link to a category names, or ``""``."""
    linked = _LINKED.match(text.strip())
    if linked:
        text = linked[1].rpartition("/")[2].removesuffix(".md")
    words = unicodedata.normalize("NFC", text).casefold().strip()
    if found := _WORD_TYPES.get(words):
        return found
    parts = [_TRAILING.sub("", _EDGE.sub("", part)) for part in _JOINT.split(_EDGE.sub("", words))]
    types = {_WORD_TYPES.get(part.replace("_", " ").strip(), "") for part in parts}
    return types.pop() if len(types) == 1 else ""


_WORD_TYPES = {word: name for name, words in WORDS.items() for word in words}


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


def name_of(path: str) -> str:
    """The file name without folder and ``.md``."""
    return path.rpartition("/")[2].removesuffix(".md")


def is_index(path: str) -> bool:
    """Whether a note is a table of contents rather than one of many: ``README``, ``_MOC``, ``People/People``."""
    name = name_of(path)
    first = normal(re.split(r"[\s_-]+", name.strip(" _-"), maxsplit=1)[0])
    return first in _INDEX or bool(meaning(name)) or normal(name).endswith(("moc", "index"))


def person_name(name: str) -> bool | None:
    """Whether a file name reads like a person's; None where that can't be told (a single word)."""
    bare = re.sub(r"\s*\([^)]*\)$", "", name).strip()
    if bare.startswith(("@", "👤", "🧑", "👩", "👨")):
        return True
    words = re.sub(r"^(?:person|contact)\s*[-–:]\s*", "", bare, flags=re.IGNORECASE).replace(",", " ").split()
    if len(words) < 2:
        return None
    whole = [w for w in words if w.casefold() not in _PARTICLES]
    return len(words) <= 5 and all(_NAME_WORD.fullmatch(w) and not w[0].islower() for w in whole)


_NAME_WORD = re.compile(r"[^\W\d_][^\d_/\\#|]*")


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
    unknown: tuple[str, ...]
    """Names under people keys that no note bears, sorted."""
    templates: tuple[str, ...]
    """Folders with templates: those set, and those so called."""
    settings: Settings = Settings()


def view(notes: Iterable[Seen], settings: Settings, native: Mapping[str, str] | None = None) -> View:
    """Look at every note once. ``native`` maps values of ``type:`` that need no rule to their types."""
    everything = list(notes)
    folders = _template_folders(everything, settings)
    inside = tuple(f"{folder}/" for folder in folders)
    days = dates.day_name(settings.daily_folder, settings.daily_format or "YYYY-MM-DD")
    looks = tuple(
        _look(note, days, native or {}) for note in everything if not note.template and not note.path.startswith(inside)
    )
    met: dict[str, int] = {}
    display: dict[str, str] = {}
    for name in chain.from_iterable(set(_people(look.seen)) for look in looks):
        met[links.key(name)] = met.get(links.key(name), 0) + 1
        display.setdefault(links.key(name), name)
    known = {links.key(name_of(note.path)) for note in everything}
    return View(
        looks=looks,
        met=met,
        mentioned=frozenset(_mentioned(looks)),
        employers=frozenset(_employers(looks)),
        naming=sum(look.names_people for look in looks),
        unknown=tuple(sorted(display[k] for k in display.keys() - known - _aliases(looks))),
        templates=folders,
        settings=settings,
    )


def _template_folders(notes: Sequence[Seen], settings: Settings) -> tuple[str, ...]:
    named = set()
    for note in notes:
        parts = note.path.split("/")[:-1]
        for depth, part in enumerate(parts):
            words = re.split(r"[\s_-]+", _EDGE.sub("", part.casefold()))
            if words[-1] in TEMPLATE_FOLDERS and not _JOINT.search(part.casefold()):
                named.add("/".join(parts[: depth + 1]))
                break
    return tuple(dict.fromkeys([*settings.templates, *sorted(named)]))


def _look(note: Seen, days: dates.DayName, native: Mapping[str, str]) -> Look:
    name = name_of(note.path)
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


_LOOKS: Mapping[str, Callable[[str], object]] = MappingProxyType({
    "address": re.compile(r"\S@\S+\.\w").search,
    "number": re.compile(r"(?:\d\D{0,2}){5}").search,
    "day": re.compile(r"\d\d?-\d\d?").search,
    "text": re.compile(r"[^\W\d]").search,
})


def _marks(note: Seen, native: Mapping[str, str]) -> Iterator[Mark]:
    for key, value in note.front.items():
        if normal(key) in CATEGORY_KEYS:
            for text in leaves(value):
                own = native.get(normal(text), "") if normal(key) == "type" else ""
                if found := own or meaning(text):
                    yield Mark(found, key, text)
    for tag in tags(note):
        first, last = tag.partition("/")[0], tag.rpartition("/")[2]
        if found := meaning(last):
            yield Mark(found, "", tag)
        elif found := meaning(first):
            yield Mark(found, "", first)


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
                if found:
                    yield from (link.target for link in found)
                elif person_name(text) is not None:
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


def _aliases(looks: Iterable[Look]) -> set[str]:
    return {
        links.key(text)
        for look in looks
        for key, value in look.seen.front.items()
        if normal(key) in ("aliases", "alias")
        for text in leaves(value)
    }
