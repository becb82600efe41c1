"""A note to start from: its path, and its text from the type's template.

Pure. What it may be called is for `portable` to say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from vaultnet.config import Config
from vaultnet.dates import day_in_name
from vaultnet.edits.yaml_write import scalar
from vaultnet.filters import Markdown
from vaultnet.interaction_notes import as_spelled, by_year
from vaultnet.links import as_typed, fold
from vaultnet.model import Field, NoteType
from vaultnet.values import LIST_KINDS, normal

DATED = "meeting"
"""The type whose notes begin with their day and lie in a folder for each year."""

_PLAIN = re.compile(r"[^\W_](?:[\w .+/@-]*\w)?")
_BARE = frozenset({"birthday", "cadence", "date", "flag", "flag-or-date", "number"})
"""Kinds whose values are no text, however they look."""
_LINKED = ("link", "links")
_QUOTES = frozenset({"“”", "„“", "«»", "»«", "‘’", "‚‘", '""', "''"})


class Draft(NamedTuple):
    """Where a new note goes, and the day it is about."""

    path: str
    day: date


def unquoted(name: str) -> str:
    """Take away the pair of quotation marks around a name that was copied from a sentence: ``“Ada”``."""
    bare = name.strip()
    return bare[1:-1] if len(bare) > 2 and bare[0] + bare[-1] in _QUOTES else name


def draft(note_type: NoteType, name: str, config: Config, today: date, paths: Collection[str] = ()) -> Draft:
    """Decide where a new note goes: into the type's folder; a meeting below its year, its day in its name.

    ``paths`` are those of the notes there are. Where meetings lie side by side in their folder, so does this one.
    """
    rule = config.types.get(note_type.name)
    folder = as_spelled((rule.folders[0] if rule and rule.folders else note_type.folder).strip("/"), paths)
    named = day_in_name(f"{name}.md")
    day = named[0] if named else today
    if note_type.name == DATED:
        folder = by_year(folder, day, paths)
        name = name if named else f"{day.isoformat()} {name}"
    return Draft(f"{folder}/{name}.md" if folder else f"{name}.md", day)


def named_in(title: str, names: Iterable[str]) -> list[str]:
    """Find the full names, of two words at least, that stand in a title, in their order there."""
    rest = as_typed(title)
    found = []
    for name in sorted(names, key=len, reverse=True):  # a longer name first: it may begin with a shorter one
        wanted = as_typed(name)
        match = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", rest) if " " in wanted else None
        if match:
            found.append((match.start(), name))
            rest = rest[: match.start()] + "\0" * len(match[0]) + rest[match.end() :]
    return [name for _, name in sorted(found)]


def find_type(wanted: str, note_types: Iterable[NoteType]) -> NoteType | None:
    """Find a type by its name or a synonym."""
    asked = normal(wanted)
    pool = list(note_types)
    by_name = (one for one in pool if normal(one.name) == asked)
    by_synonym = (one for one in pool if asked in map(normal, one.synonyms))
    return next(by_name, None) or next(by_synonym, None)


def find_field(wanted: str, note_type: NoteType) -> Field | None:
    """Find a declared field by its name or a synonym."""
    asked = normal(wanted)
    return next((one for one in note_type.fields if asked in map(normal, (one.name, *one.synonyms))), None)


def written(note_type: NoteType, given: Mapping[str, list[str]]) -> dict[str, Markdown]:
    """Write the fields for a template: YAML for those that are given, nothing for the others."""
    return {one.name: _value(one, given.get(one.name, [])) for one in note_type.fields}


def plain_template(note_type: NoteType) -> str:
    """Make a template for a type that brings none: its fields, empty."""
    lines = [f"{one.name}: {{{{ fields.{one.name} }}}}" for one in note_type.fields]
    return "\n".join(["---", f"type: {note_type.name}", *lines, "---", ""])


def finish(text: str, fields: Mapping[str, Markdown]) -> str:
    """Tidy a rendered note: no white space at the ends of lines, and every given field has its line."""
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    end = next((number for number, line in enumerate(lines) if number and line == "---"), 0)
    there = {normal(line.partition(":")[0]) for line in lines[:end]}
    missing = [f"{name}: {value}" for name, value in fields.items() if value and normal(name) not in there]
    return "\n".join([*lines[:end], *missing, *lines[end:]]) + "\n"


def same_names(name: str, paths: Iterable[str]) -> list[str]:
    """List the notes that links to ``name`` could also mean."""
    wanted = fold(f"{name}.md")
    return sorted(path for path in paths if fold(path.rpartition("/")[2]) == wanted)


def _value(field: Field, values: list[str]) -> Markdown:
    items = [_item(field, value.strip()) for value in values if value.strip()]
    if not items:
        return Markdown("")
    return Markdown(f"[{', '.join(items)}]") if field.kind in LIST_KINDS else items[-1]


def _item(field: Field, value: str) -> Markdown:
    if field.kind in _LINKED and not value.startswith("[["):
        value = f"[[{value}]]"
    bare = field.kind in _BARE and _PLAIN.fullmatch(value)
    return Markdown(value if bare else scalar(value, flow=field.kind in LIST_KINDS))
