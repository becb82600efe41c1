"""What is asked of one property, and what edits that makes, by what the note's type declares. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from vaultnet import dates, fields, frontmatter
from vaultnet.config import Config
from vaultnet.edits.spans import Edit, NewValue
from vaultnet.links import fold
from vaultnet.model import Field, Located, Note, NoteType
from vaultnet.operation import Refusal
from vaultnet.values import LIST_KINDS, links, normal, scalars, text
from vaultnet.yaml_lenient import read_yaml
from vaultnet.yaml_tree import Fault

_PAIR = re.compile(r"\s*(?P<key>[^=]*?)\s*(?P<sign>[-+]?)=(?P<value>.*)", re.DOTALL)
_LISTS = frozenset({"tags", "tag", "aliases", "alias", "cssclasses"})
"""Obsidian's own properties that hold any number of values."""
_NEAR = 0.8
"""How alike a key and a declared name are for the one to be taken for a slip of the pen."""
_SHORTEST = 4
"""Letters of a key in which one that is wrong says anything."""
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Pair(NamedTuple):
    """What is asked of one property: ``sign`` is ``+`` to add the value, ``-`` to take it out, else ``""``."""

    key: str
    sign: str
    value: str


def parse_pair(argument: str) -> Pair | None:
    """Read ``key=value``, ``key+=value``, ``key-=value`` or ``key=``; None for what is none of them."""
    match = _PAIR.fullmatch(argument)
    return Pair(match["key"], match["sign"], match["value"].strip()) if match and match["key"] else None


class Asked:
    """Makes edits of what is asked, by what the note's type declares."""

    def __init__(
        self, config: Config, note_types: Iterable[NoteType], path: str, data: bytes, note: Note
    ) -> None:
        self.config = config
        self.path = path
        self.front = frontmatter.read(path, data.decode(errors="replace")).values
        self.type: NoteType | None = next((one for one in note_types if one.name == note.type), None)

    def field(self, key: str) -> Field | None:
        """Give the field that a key belongs to."""
        return fields.field_of(key, self.type, self.config) if self.type else None

    def keys(self, key: str, field: Field | None) -> tuple[str, ...]:
        """Give the names to look for: the one that was typed if it is there, then the field's."""
        here = [one for one in self.front if normal(one) == normal(key)]
        if field is None or self.type is None:
            return (key,)
        names = fields.keys_of(field, self.type, self.config)
        return tuple(dict.fromkeys((*here, *(name for name in names if not self._is_title(name, field)))))

    def _is_title(self, name: str, field: Field) -> bool:
        """Whether a property is only the note's name, and no synonym of a role."""
        found = [located for key, located in self.front.items() if normal(key) == normal(name)]
        is_own = normal(name) == normal(field.name)
        return (
            not is_own and field.kind == "text" and any(fields.repeats_name(one, self.path) for one in found)
        )

    def there(self, keys: Sequence[str]) -> tuple[str, Located] | None:
        """Give the property that would be edited."""
        pairs = (one for name in keys for one in self.front.items() if normal(one[0]) == normal(name))
        return next(pairs, None)

    def edits(self, asked: Sequence[Pair]) -> list[Edit] | Refusal:
        """Make the edits for what is asked of one property, more than once only for a list."""
        pair, values = asked[-1], [one.value for one in asked]
        field = self.field(pair.key)
        keys = self.keys(pair.key, field)
        there = self.there(keys)
        if not pair.value and not pair.sign:
            literal = there is not None and field and normal(pair.key) != normal(field.name)
            return [Edit(keys[:1] if literal and normal(keys[0]) == normal(pair.key) else keys, None)]
        many = self._is_list(field, pair.key, there)
        before = self._goes_before(keys, field, there) if there and field and not many else ""
        if before and there:
            message = f"{there[0]}: {before} is there too and goes before it, so this would change nothing."
            return Refusal(self.path, there[1].line, message, f"Write {before}={pair.value}")
        if not pair.value:
            return []
        if pair.sign and field and not many:
            line = there[1].line if there else 1
            message = f"{field.name} holds one value, so nothing can be added to it or taken from it."
            return Refusal(self.path, line, message, f"Write {pair.key}={pair.value}")
        if pair.sign == "-":
            return self._taken_out(there, values)
        if pair.sign == "+":
            return [Edit(keys, _value(one, field), add=True) for one in values]
        if _in_brackets(values[-1]) and (many or not field):
            return [Edit(keys, tuple(str(_value(one, field)) for one in _items(values[-1])))]
        single = there is not None and not isinstance(there[1].value, tuple) and there[1].value is not None
        if many and not (single and len(values) == 1):
            return [Edit(keys, tuple(str(_value(one, field)) for one in values))]
        return [Edit(keys, _value(values[-1], field))]

    def _goes_before(self, keys: Sequence[str], field: Field, there: tuple[str, Located]) -> str:
        """Give the property that a field is read from, if that isn't the one that would be edited."""
        assert self.type
        names = fields.keys_of(field, self.type, self.config)
        best = self.there([name for name in names if name in keys])
        return best[0] if best and best[0] != there[0] and _is_set(best[1]) else ""

    def _is_list(self, field: Field | None, key: str, there: tuple[str, Located] | None) -> bool:
        if field:
            return field.kind in LIST_KINDS
        return normal(key) in _LISTS or (there is not None and isinstance(there[1].value, tuple))

    def _taken_out(
        self,
        there: tuple[str, Located] | None,
        values: Sequence[str],
    ) -> list[Edit]:
        if there is None:
            return []
        key, located = there
        out = {_compared(value) for value in values}
        found: Any = frontmatter.plain(located)
        if not isinstance(found, list):
            return [Edit((key,), None)] if _compared(text(found)) in out else []
        left = tuple(one for one in found if isinstance(one, list | dict) or _compared(text(one)) not in out)
        return [Edit((key,), left)] if len(left) < len(found) else []


def near(key: str, note_type: NoteType) -> str:
    """Find the declared field that a key is a slip of the pen for; ``""`` if it is near none.

    Near is what differs in a letter or two, or has two changed about; the shortest words are near nothing.
    """
    from rapidfuzz.distance import OSA  # not at every start: it is slow to load

    asked = normal(key)
    known = {normal(name): one.name for one in note_type.fields for name in (one.name, *one.synonyms)}
    slips = [name for name in sorted(known) if OSA.distance(asked, name) == 1 and len(asked) >= _SHORTEST]
    close = slips or get_close_matches(asked, sorted(known), 1, _NEAR)
    return known[close[0]] if close else ""


def together(pair: Pair, pairs: Sequence[Pair]) -> list[Pair]:
    """Give all that is asked of one property in one way, so that ``email=a email=b`` is a list of two."""
    return [one for one in pairs if normal(one.key) == normal(pair.key) and one.sign == pair.sign]


def _value(given: str, field: Field | None) -> NewValue:
    """Give a value the type that it is written in."""
    kind = field.kind if field else ""
    flag = _FLAGS.get(given.casefold())
    if kind in ("flag", "flag-or-date") and flag is not None:
        return flag
    if not field and given in ("true", "false"):
        return given == "true"
    if kind in ("", "date", "flag-or-date", "birthday") and len(given) == len("2026-11-20"):
        day = dates.parse_day(given)
        if day:
            return day
    if kind in ("link", "links") and not links(given):
        return f"[[{given}]]"
    return _number(given) if kind in ("", "number", "cadence") else given


def _number(given: str) -> NewValue:
    """Give a number that is written as every program would write it: not ``007``, a telephone's or a code's."""
    for make in (int, float):
        try:
            if str(make(given)) == given and given.lstrip("-")[:1].isdecimal():
                return make(given)
        except ValueError:
            continue
    return given


def _in_brackets(given: str) -> bool:
    return given.startswith("[") and given.endswith("]") and not given.startswith("[[")


def _items(given: str) -> list[str]:
    """Read a list in brackets as YAML has it; as one text if it is none."""
    try:
        root = read_yaml(given)
    except Fault:
        return [given]
    value: Any = frontmatter.plain(root) if root else None
    if not isinstance(value, list) or any(isinstance(one, list | dict) for one in value):
        return [given]
    return [text(one) for one in value]


def _is_set(located: Located) -> bool:
    """Tell whether a property says anything."""
    return any(True for _ in scalars(located))


def _compared(value: str) -> str:
    """What two items have in common that mean the same: a link and the name it shows."""
    targets = links(value)
    return fold(targets[0] if targets else value.strip())
