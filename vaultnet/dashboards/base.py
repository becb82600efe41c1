"""Network People as an Obsidian base: filters that find the contacts as the settings tell them.

Nothing in it comes from a note, so it is written once and does not change from day to day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vaultnet.config import Config, TypeRule
from vaultnet.dashboards.leaves import setting
from vaultnet.hookspecs import Inputs
from vaultnet.model import NoteType
from vaultnet.values import normal

PROPERTIES = ("company", "role", "location", "relation", "tier", "cadence", "birthday", "ended")
"""Fields that have a column or a say in a view."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network People.base; None where a note is wanted, or there is nobody.

    Everything is a statement or a name in the language of Bases, not yet quoted for YAML.
    """
    config = inputs.config
    if config.people == "note" or not inputs.snapshot.contacts:
        return None
    contact = next((one for one in inputs.note_types if one.name == "contact"), None)
    names = {name: _names(name, config, contact) for name in PROPERTIES}
    columns = {name: _column(name, found) for name, found in names.items()}
    return {
        "is_contact": tuple(setting(statement) for statement in _told(config, contact)),
        "is_not": tuple(setting(statement) for statement in _left_out(config)),
        "group": setting(_group(config, names)),
        "said": tuple(
            {"name": setting(name), "formula": setting(_first_set(found))}
            for name, found in names.items()
            if len(found) > 1
        ),
        "is_set": {name: setting(_any_set(found)) for name, found in names.items()},
        "column": {name: setting(column) for name, column in columns.items()},
    }


def _told(config: Config, contact: NoteType | None) -> Iterator[str]:
    """Yield statements, any of which makes a note a contact (see `vaultnet.classify`)."""
    words = ("contact", *(contact.synonyms if contact else ()))
    yield f"[{', '.join(_text(word) for word in words)}].contains(note.type)"
    rule = config.types.get("contact", TypeRule())
    if contact is not None and rule == TypeRule():
        rule = TypeRule(folders=(contact.folder,), tags=contact.tags)
    for folder in rule.folders:
        yield f"file.inFolder({_text(folder.strip('/'))})"
    for tag in rule.tags:
        yield f"file.hasTag({_text(tag.removeprefix('#'))})"
    for key, value in rule.where:
        wanted = f"link({_text(_target(value))})" if value.startswith("[[") else _text(value)
        yield f"list({_note(key)}).contains({wanted})"


def _left_out(config: Config) -> Iterator[str]:
    """Yield statements, any of which says that a note is no contact after all."""
    for folder in (config.folder, *config.template_folders):
        yield f"file.inFolder({_text(folder.strip('/'))})"
    if config.me:
        yield f"file.asLink() == link({_text(_target(config.me))})"


def _group(config: Config, names: Mapping[str, Sequence[str]]) -> str:
    """Write a formula that names a contact's tier so that the closest comes first."""
    tier = "formula.tier" if len(names["tier"]) > 1 else _note(names["tier"][0])
    formula = f'if({_any_set(names["cadence"])}, "a cadence of their own", "not tracked yet")'
    for place, name in reversed(list(enumerate(sorted(config.tiers, key=lambda one: config.tiers[one]), 1))):
        formula = f"if({tier} == {_text(name)}, {_text(f'{place} {name}')}, {formula})"
    return formula


def _names(name: str, config: Config, contact: NoteType | None) -> tuple[str, ...]:
    """List the properties that a field is read from, best first (see `vaultnet.fields`); nested ones can't be."""
    fields = contact.fields if contact else ()
    claimed = {
        normal(other) for field in fields if field.name != name for other in config.fields.get(field.name, ())
    }
    synonyms = next((field.synonyms for field in fields if field.name == name), ())
    told = (name, *(other for other in config.fields.get(name, ()) if "." not in other), *synonyms)
    free: dict[str, str] = {}
    for other in told:
        if normal(other) not in claimed:
            free.setdefault(normal(other), other)
    return tuple(free.values()) or (name,)


def _column(name: str, names: Sequence[str]) -> str:
    return f"formula.{name}" if len(names) > 1 else f"note.{names[0]}"


def _first_set(names: Sequence[str]) -> str:
    """Write a formula for the first of some properties that is set."""
    formula = _note(names[-1])
    for name in reversed(names[:-1]):
        formula = f"if({_note(name)}, {_note(name)}, {formula})"
    return formula


def _any_set(names: Sequence[str]) -> str:
    """Write a condition that one of some properties is set; a ``!`` may stand before it."""
    either = " || ".join(_note(name) for name in names)
    return f"({either})" if len(names) > 1 else either


def _note(name: str) -> str:
    return f"note[{_text(name)}]"


def _target(link: str) -> str:
    return link.removeprefix("[[").removesuffix("]]").partition("|")[0].partition("#")[0]


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
