"""The words of a survey: what folders, tags and properties are called in the vaults that people have.

Pure data, and how it is compared: without case, accents of form, numbering and emoji, in the languages
people most often name folders in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from vaultnet.model import note_name
from vaultnet.values import normal


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "contact": _words(
            "person persons people contact contacts crm prm kontakt kontakte personen leute personne "
            "personnes persona personas contacto contactos pessoa pessoas contatos persone contatti "
            "mensen contacten люди контакты 人物 人 联系人 連絡先 人脉 colleagues friends profiles rolodex"
        ),
        "meeting": _words(
            "meeting meetings 1-1 1-1s 1on1 1on1s 1:1 1:1s one-on-one one-on-ones besprechung "
            "besprechungen réunion réunions reunión reuniones reunião reuniões riunione riunioni "
            "vergadering vergaderingen встреча встречи 会议 ミーティング"
        ),
        "organisation": _words(
            "organisation organisations organization organizations company companies employer "
            "employers firma firmen unternehmen organisationen entreprise entreprises empresa "
            "empresas azienda aziende компании 公司 会社"
        ),
        "goal": _words(
            "goal goals okr okrs objective objectives ziel ziele objectif objectifs objetivo "
            "objetivos obiettivo obiettivi doel doelen цель цели 目标 目標"
        ),
        "event": _words(
            "event events conference conferences veranstaltung veranstaltungen konferenz konferenzen "
            "événement événements evento eventos eventi conférence conférences 活动 イベント"
        ),
    }
)
"""What folders, tags and categories are called, for each type that a survey looks for."""

CATEGORY_KEYS = _words(
    "type types category categories class classes fileclass kind notetype up parent "
    "collection is isa object supertag schema kategorie categoría catégorie tipo typ"
)
"""Properties (as `normal` writes them) that say what a note is, where a topic or an author would not."""

PEOPLE_KEYS = _words(
    "people persons attendees attendee attending with participants participant present met "
    "who teilnehmer participantes asistentes partecipanti deelnemers участники 参会人 参加者"
)
"""Properties and inline fields under which a note names the people who were there."""

PERSONAL_KEYS: Mapping[str, str] = MappingProxyType(
    {
        key: kind
        for kind, keys in {
            "address": "email emails mail emailaddress workemail personalemail",
            "number": "phone phones phonenumber mobile tel telephone cell cellphone handy telefon",
            "day": "birthday birthdate bday dob dateofbirth geburtstag anniversaire lastcontact "
            "lastcontacted lastchatted lastspoke lasttalked lastmet lastseen firstmet prmlastcontacted "
            "prmbirthday",
            "text": "linkedin linkedinurl introducedby metthrough prmtier prmcadence tier closeness "
            "relationship relation",
        }.items()
        for key in keys.split()
    }
)
"""Properties that only a note about a person has, and what their value looks like."""

WORK_KEYS = _words("company org organisation organization employer role jobtitle job position")
"""Properties that a note about a person has, but an application or a project as well."""

OWN_NAMES = _words("me myself ich moi yo eu io ik я 我 私") | {"home owner", "vault owner"}
"""What people call the note about themselves, folded."""

ORGANISATION_KEYS = _words("website industry sector headquarters hq employees domain founded")
GOAL_KEYS = _words(
    "horizon due duedate deadline targetdate status target measure progress because milestones"
)
EVENT_KEYS = _words("start startdate end enddate ends location venue place loc city when speakers")

SINGULAR = _words("person contact persona personne kontakt contacto pessoa contato 人物")
"""Tags that say what a note is, where ``#people`` may as well be its topic."""

TEMPLATE_FOLDERS = _words("template templates vorlage vorlagen modèles plantillas modelli шаблоны")

_INDEX = _words("readme index moc home start dashboard overview claude agents license changelog")
_PARTICLES = _words("de da di del della der den des du van von vom zu la le el al bin ibn ben y e dos ter")
JOINT = re.compile(r"\s*(?:&|\+|,|\band\b|\bund\b|\bet\b|\by\b)\s*")
EDGE = re.compile(r"^[\W\d_]+(?=[^\W\d_])|(?<=[^\W\d_])[\W_]+$")
_TRAILING = re.compile(r"[\s_-]+(?:notes?|notizen|pages?|db|database|list|folder)$")
_LINKED = re.compile(r"^!?\[\[([^\]|#]+)[^\]]*\]\]$")


@lru_cache(maxsize=1 << 16)
def meaning(text: str) -> str:
    """The type that a folder, tag, category or link to a category names, or ``""``."""
    linked = _LINKED.match(text.strip())
    if linked:
        text = note_name(linked[1])
    words = unicodedata.normalize("NFC", text).casefold().strip()
    if found := _WORD_TYPES.get(words):
        return found
    parts = [_TRAILING.sub("", EDGE.sub("", part)) for part in JOINT.split(EDGE.sub("", words))]
    types = {_WORD_TYPES.get(part.replace("_", " ").strip(), "") for part in parts}
    return types.pop() if len(types) == 1 else ""


_WORD_TYPES = {word: name for name, words in WORDS.items() for word in words}


def is_index(path: str) -> bool:
    """Whether a note lists others rather than being one of them: ``README``, ``_MOC``, ``People/People``."""
    name = note_name(path)
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
