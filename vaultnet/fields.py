"""Front matter becomes typed fields: what a note's type declares, found under any of its names.

A field's names are its own, then those of ``[fields]`` in vaultnet.toml (dotted for nested values), then its
synonyms. Keys that nothing declares are the user's and are left alone. A value that can't be read is a
problem with its line and is left out of the sums: never an exception, never a silent zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from vaultnet import links, values
from vaultnet.config import Config
from vaultnet.model import Field, Fields, Located, NoteType, Value
from vaultnet.problems import Problem
from vaultnet.values import LIST_KINDS, is_placeholder, nearest, normal

__all__ = [
    "day_of",
    "field_of",
    "find",
    "first",
    "has_placeholder",
    "is_set",
    "keys_of",
    "means",
    "nearest",
    "normal",
    "read_fields",
    "repeats_name",
    "spellings",
    "text_of",
]


class _Name(NamedTuple):
    """One name of a field: its place among the field's names, and the keys that lead to the value."""

    field: Field
    rank: int
    path: tuple[str, ...]
    synonym: bool


class _Plan(NamedTuple):
    """What a field is to be read from, given the keys of a front matter: the best name first."""

    field: Field
    names: tuple[tuple[str, _Name], ...]
    """Each key as written, with the name that it is, or begins."""


_Found: TypeAlias = tuple[str, Located, bool]
"""A property that belongs to a field: its key as written, its value, and whether the key is a synonym."""


def read_fields(
    path: str, front: Mapping[str, Located], note_type: NoteType, config: Config
) -> tuple[Fields, tuple[Problem, ...]]:
    """Read the fields that a note's type declares.

    Args:
        path: the note's path, for problems.
        front: its front matter.
        note_type: its type.
        config: gives the tiers, and more names for fields.

    Returns:
        The set fields by their declared names, each with at least one value; and what could not be read.
        A field of a list kind (see `values.LIST_KINDS`) unites all of its names; any other takes the first
        value that can be read.

    """
    return _reader(note_type, config).read(path, front)


def keys_of(field: Field, note_type: NoteType, config: Config) -> tuple[str, ...]:
    """Give the keys of properties that belong to a field, its own name first, the others as `normal` has them.

    Nested ones are left out.
    """
    names = [name for entries in _names(note_type, config).values() for name in entries]
    mine = sorted(
        (one for one in names if one.field is field and len(one.path) == 1), key=lambda one: one.rank
    )
    return (field.name, *(one.path[0] for one in mine if one.rank))


def field_of(key: str, note_type: NoteType, config: Config) -> Field | None:
    """Give the field that a property belongs to; None if it is the user's own."""
    entries = _names(note_type, config).get(normal(key), ())
    return next((one.field for one in entries if len(one.path) == 1), None)


def find(front: Mapping[str, Located], *names: str) -> Located | None:
    """Find the first set property out of ``names`` (compared by `normal`; dotted for nested values)."""
    by_normal = spellings(tuple(front))
    for name in names:
        whole = by_normal.get(normal(name))
        candidates = [front[whole]] if whole is not None else [at for _, at in _walk(front, _path(name), "")]
        for located in candidates:
            if any(True for _ in values.scalars(located)):
                return located
    return None


@lru_cache(maxsize=2048)
def spellings(keys: tuple[str, ...]) -> Mapping[str, str]:
    """Give the first of some keys for each `normal` form. Remembered: notes of one kind have the same keys."""
    found: dict[str, str] = {}
    for key in keys:
        found.setdefault(normal(key), key)
    return found


def text_of(front: Mapping[str, Located], *names: str) -> Value | None:
    """Read the first set property out of ``names`` as text, of a list its first item; None for none.

    Nested values and unrendered placeholders are no text.
    """
    located = find(front, *names)
    for item in values.scalars(located) if located else ():
        if not isinstance(item.value, (tuple, Mapping)) and not is_placeholder(
            text := values.text(item.value)
        ):
            return Value(text, item.line, values.quote(item))
    return None


def has_placeholder(front: Mapping[str, Located]) -> bool:
    """Tell whether any key or value, however deep, holds an unrendered template expression."""
    return any(is_placeholder(key) or _holds_placeholder(located) for key, located in front.items())


def first(fields: Fields, name: str) -> Value | None:
    """Give a field's first value, or None."""
    found = fields.get(name)
    return found[0] if found else None


def is_set(fields: Fields, name: str) -> bool:
    """Tell whether a ``flag`` field says yes."""
    found = first(fields, name)
    return found is not None and found.value is True


def day_of(fields: Fields, name: str) -> date | None:
    """Give the day of a ``date`` field (or of a ``flag-or-date`` that holds one), or None."""
    found = first(fields, name)
    return date.fromisoformat(found.value) if found is not None and isinstance(found.value, str) else None


# --- what values amount to -------------------------------------------------------------------------


def means(value: Value, path: str, leads: Mapping[str, str]) -> bool:
    """Tell whether a value means the note at a path: by a link that leads there, or without one by its name.

    ``leads`` says where the links of the fields lead (see `vaultnet.network.Summary.links`).
    """
    written = str(value.value)
    return leads.get(written) == path if value.link else links.key(written) == links.key(path)


class _Reader:
    """Reads the fields of one type under one config."""

    def __init__(self, note_type: NoteType, config: Config) -> None:
        self.note_type = note_type
        self.config = config
        self._names = _names(note_type, config)
        self._plans: dict[tuple[str, ...], tuple[_Plan, ...]] = {}
        self._known: dict[tuple[str, str], Value] = {}

    def read(self, path: str, front: Mapping[str, Located]) -> tuple[Fields, tuple[Problem, ...]]:
        """Read one note's front matter; see `read_fields`."""
        fields: dict[str, tuple[Value, ...]] = {}
        problems: list[Problem] = []
        for field, names in self._planned(tuple(front)):
            taken = self._read_field(path, field, _found(front, names), problems)
            if taken:
                fields[field.name] = taken
        return fields, tuple(problems)

    def _planned(self, keys: tuple[str, ...]) -> tuple[_Plan, ...]:
        """Plan what to read from some keys; notes of one type mostly have the same."""
        plans = self._plans.get(keys)
        if plans is None:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            plans = self._plans[keys] = _plans(keys, self._names)
        return plans

    def _read_field(
        self, path: str, field: Field, found: Iterable[_Found], problems: list[Problem]
    ) -> tuple[Value, ...]:
        taken: list[Value] = []
        for key, located, synonym in found:
            for item in values.items(located, field):
                if synonym and field.kind == "text" and repeats_name(item, path):
                    continue  # `title: Ada Lovelace` in the note of that name is no role
                value = self._read_again(item, field)
                if value is None:
                    value, complaint = self._read_value(item, field, key)
                    if complaint:
                        problems.append(Problem(path, item.line, item.column, *complaint))
                if value is None or (taken and _among(value, taken)):
                    continue
                if taken and field.kind not in LIST_KINDS:
                    problems.append(_several(path, item, key, taken[0], value))
                    continue
                taken.append(value)
        return tuple(taken)

    def _read_again(self, item: Located, field: Field) -> Value | None:
        """Type a text that was fine before, as the same words come again and again; None for any other."""
        if not isinstance(item.value, str):
            return None
        known = self._known.get((field.name, item.value))
        return known and Value(known.value, item.line, known.quote, known.link)

    def _read_value(self, item: Located, field: Field, key: str) -> values.Reading:
        """Type a value, and remember a text that is fine."""
        reading = values.read(item, field, key, self.config)
        fine = reading.value is not None and reading.complaint is None
        if fine and isinstance(item.value, str) and len(self._known) < _REMEMBERED:
            assert reading.value is not None
            self._known[field.name, item.value] = reading.value
        return reading


_REMEMBERED = 20_000
_MOST_PLANS = 1024
_readers: dict[tuple[int, int], _Reader] = {}


def _reader(note_type: NoteType, config: Config) -> _Reader:
    """Give the reader of a type and config. It keeps both alive, so that an id can't be another's."""
    known = _readers.get((id(note_type), id(config)))
    if known is None:
        if len(_readers) >= 64:
            _readers.clear()
        known = _readers[id(note_type), id(config)] = _Reader(note_type, config)
    return known


# --- where values stand ----------------------------------------------------------------------------


def _names(note_type: NoteType, config: Config) -> dict[str, tuple[_Name, ...]]:
    """List, for each first key as `normal` gives it, the names that begin with it.

    A key belongs to one field: the config's word goes first, then declared names, then synonyms.
    """
    extra = {normal(name): names for name, names in config.fields.items()}
    taken: dict[tuple[str, ...], _Name] = {}
    for field in note_type.fields:
        for rank, name in enumerate(extra.get(normal(field.name), ()), start=1):
            taken.setdefault((normal(name),), _Name(field, rank, (normal(name),), False))
            if len(path := _path(name)) > 1:
                taken.setdefault(path, _Name(field, rank, path, False))
    for field in note_type.fields:
        taken.setdefault((normal(field.name),), _Name(field, 0, (normal(field.name),), False))
    for field in note_type.fields:
        for rank, name in enumerate(field.synonyms, start=1000):
            taken.setdefault((normal(name),), _Name(field, rank, (normal(name),), True))
    by_first: dict[str, tuple[_Name, ...]] = {}
    for path, entry in taken.items():
        by_first[path[0]] = (*by_first.get(path[0], ()), entry)
    return by_first


def _plans(keys: Iterable[str], names: Mapping[str, tuple[_Name, ...]]) -> tuple[_Plan, ...]:
    """Give every field that has a property, in the order of the front matter, with all that belongs to it."""
    gathered: dict[str, tuple[Field, list[tuple[str, _Name]]]] = {}
    for key in keys:
        for name in names.get(normal(key), ()):
            gathered.setdefault(name.field.name, (name.field, []))[1].append((key, name))
    for _, found in gathered.values():
        found.sort(key=_by_rank)
    return tuple(_Plan(field, tuple(found)) for field, found in gathered.values())


def _by_rank(found: tuple[str, _Name]) -> int:
    return found[1].rank


def _found(front: Mapping[str, Located], names: Iterable[tuple[str, _Name]]) -> list[_Found]:
    """Give what there is under some names, with its key as written."""
    found: list[_Found] = []
    for key, name in names:
        if len(name.path) == 1:
            found.append((key, front[key], name.synonym))
        else:
            nested = _walk({key: front[key]}, name.path, "")
            found.extend((written, at, name.synonym) for written, at in nested)
    return found


def _path(name: str) -> tuple[str, ...]:
    return tuple(normal(part) for part in name.split("."))


def _walk(front: Mapping[str, Located], path: tuple[str, ...], above: str) -> Iterator[tuple[str, Located]]:
    """Give what lies at a path of keys, with the keys as written, through lists of mappings too."""
    for key, located in front.items():
        if normal(key) != path[0]:
            continue
        written = f"{above}.{key}" if above else key
        if len(path) == 1:
            yield written, located
            continue
        for item in values.scalars(located):
            if isinstance(item.value, Mapping):
                yield from _walk(item.value, path[1:], written)


def _among(value: Value, taken: list[Value]) -> bool:
    return any((value.value, value.link) == (old.value, old.link) for old in taken)


def repeats_name(item: Located, path: str) -> bool:
    """Tell whether a value is only the note's name, as in ``title: Ada Lovelace``."""
    return isinstance(item.value, str) and links.key(item.value.strip()) == links.key(path)


def _several(path: str, item: Located, key: str, counted: Value, other: Value) -> Problem:
    return Problem(
        path,
        item.line,
        item.column,
        "several-values",
        f"{key}: one value is wanted; “{counted.quote}” on line {counted.line} counts, not “{other.quote}”.",
        "Keep one of them.",
    )


def _holds_placeholder(located: Located) -> bool:
    value = located.value
    if isinstance(value, str):
        return is_placeholder(value)
    if isinstance(value, Mapping):
        return has_placeholder(value)
    return isinstance(value, tuple) and any(_holds_placeholder(item) for item in value)
