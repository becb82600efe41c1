"""Which properties of an existing vault say what ours say under another name. Pure.

What a note type declares as a field's name or synonym is understood as it stands and needs no line in
``[fields]``; here are the names that only some vaults use, and nested ones such as ``contacts.mail``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from vaultnet import dates
from vaultnet.config import TIERS
from vaultnet.model import Field, Located, NoteType
from vaultnet.survey import Look, Settings, leaves, properties
from vaultnet.values import normal

SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "tier": "prmtier ring innercircle",
        "cadence": "prmcadence contactfrequency keepintouch keepintouchevery followupevery reachoutevery",
        "last_contact": "prmlastcontacted lastcontact lastcontacted lastchatted lastchat lastmet lastmeeting "
        "lasttouch lastreachedout letzterkontakt derniercontact ultimocontacto últimocontacto",
        "snooze": "prmsnoozeuntil snoozeduntil",
        "paused": "prmpaused",
        "birthday": "prmbirthday geburtstag anniversaire cumpleaños compleanno verjaardag",
        "relation": "prmrelationship relationshiptype beziehung",
        "email": "emailaddress workemail personalemail homeemail emailadresse correo courriel",
        "phone": "cell cellphone mobilephone phonemobile workphone handy telefon téléphone teléfono telefono",
        "linkedin": "linkedinprofile linkedinpage",
        "company": "works workplace worksfor firma unternehmen entreprise empresa azienda",
        "role": "occupation profession jobrole beruf fonction cargo",
        "location": "livesat home basedat loc town residence wohnort ville ciudad ort",
        "first_met": "firstmet metdate wemet kennengelernt",
        "introduced_by": "introducedvia metby referredby",
        "people": "attending present teilnehmer participantes asistentes partecipanti deelnemers invitees",
        "date": "datum fecha data meetingday scheduled",
        "ends": "enddatum",
        "place": "loc ort lieu lugar",
        "due": "fällig échéance",
    }
)
"""Names, as `normal` writes them, under which some vaults keep a field; by the field's name."""

Property = tuple[str, tuple[Located, ...]]


class FieldRule(NamedTuple):
    """A line of ``[fields]``: where a field is found besides its own names, and in how many notes."""

    field: str
    sources: tuple[str, ...]
    notes: int


def propose_fields(
    claimed: Mapping[str, Sequence[Look]], declared: Mapping[str, NoteType], settings: Settings
) -> tuple[FieldRule, ...]:
    """The lines of ``[fields]`` that the claimed notes call for, by type and property."""
    sources: dict[str, dict[str, int]] = {}
    for name, looks in claimed.items():
        note_type = declared[name]
        fields = {field.name: field for field in note_type.fields}
        for spelling, values in _spellings(looks):
            field = fields.get(_meant(spelling, note_type))
            good = sum(_plausible(value, field) for value in values) if field else 0
            if field and good * 2 > len(values) and _kind_fits(spelling, field, settings):
                found = sources.setdefault(field.name, {})
                found[spelling] = found.get(spelling, 0) + good
    return tuple(
        FieldRule(field, tuple(sorted(found, key=lambda s: (-found[s], s))), max(found.values()))
        for field, found in sources.items()
    )


def _spellings(looks: Iterable[Look]) -> Iterator[tuple[str, list[Located]]]:
    """Every property with a value, under its most common spelling, and its values."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    values: dict[str, list[Located]] = defaultdict(list)
    for look in looks:
        for key, value in properties(look.seen.front):
            if any(leaves(value)):
                spelled[normal(key)][key] += 1
                values[normal(key)].append(value)
    for key, found in sorted(values.items()):
        yield spelled[key].most_common(1)[0][0], found


def _meant(spelling: str, note_type: NoteType) -> str:
    """The field that a property means and that would not be found under this name by itself, or ``""``."""
    own = {normal(n): field.name for field in note_type.fields for n in (field.name, *field.synonyms)}
    nested = "." in spelling
    word = normal(spelling.rpartition(".")[2])
    if word in own:
        return own[word] if nested else ""
    return next((field.name for field in note_type.fields if word in _WORDS.get(field.name, ())), "")


_WORDS = {field: frozenset(words.split()) for field, words in SOURCES.items()}


def _plausible(value: Located, field: Field) -> bool:
    reads = _READS.get(field.kind, bool)
    return all(reads(text) for text in leaves(value))


def _is_flag(text: str) -> bool:
    return text in ("True", "False")


_READS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        "date": dates.parse_day,
        "birthday": dates.parse_birthday,
        "cadence": dates.parse_span,
        "flag": _is_flag,
        "flag-or-date": lambda text: _is_flag(text) or dates.parse_day(text),
    }
)


def _kind_fits(spelling: str, field: Field, settings: Settings) -> bool:
    """Whether Obsidian's own type for the property speaks against it: a number is no day."""
    kind = settings.kinds.get(normal(spelling), "")
    return not (field.kind == "date" and kind in ("number", "checkbox"))


def unknown_tiers(contacts: Iterable[Look]) -> tuple[str, ...]:
    """Tier names in use for which no days are known, most used first; at most eight."""
    known = {normal(tier) for tier in TIERS}
    words = {"tier", "circle", "closeness", *_WORDS["tier"]}
    found: Counter[str] = Counter()
    for look in contacts:
        for key, value in look.seen.front.items():
            if normal(key) in words:
                found.update(text for text in leaves(value) if normal(text) not in known)
    return tuple(text for text, _ in found.most_common(8))
