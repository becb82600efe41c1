"""What ``set``, ``snooze``, ``skip`` and ``track`` do to a note's properties. Pure.

A declared field's value is checked by reading the note again as a build would: what would be a problem there
is refused here, with the same words. Any other key is the user's own, and is set as it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from vaultnet import dates, fields, frontmatter
from vaultnet.edits.spans import Edit, NewValue, edit
from vaultnet.facts import Facts
from vaultnet.links import fold
from vaultnet.model import Field, Located, Note, NoteType
from vaultnet.operation import Change, Operation, Refusal
from vaultnet.parse import Parser
from vaultnet.values import LIST_KINDS, links, normal, scalars, text
from vaultnet.yaml_lenient import read_yaml
from vaultnet.yaml_tree import Fault

Read = Callable[[str], bytes]
"""Gives a note's bytes by its path."""

_PAIR = re.compile(r"\s*(?P<key>[^=]*?)\s*(?P<sign>[-+]?)=(?P<value>.*)", re.DOTALL)
_LISTS = frozenset({"tags", "tag", "aliases", "alias", "cssclasses"})
"""Obsidian's own properties that hold any number of values."""
_NEAR = 0.8
"""How alike a key and a declared name are for the one to be taken for a slip of the pen."""
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


def set_properties(facts: Facts, read: Read, path: str, pairs: Sequence[Pair]) -> Operation:
    """Set, extend, shorten or remove properties of a note."""
    data = read(path)
    note, _ = _parser(facts).parse(path, data)
    for pair in pairs:
        edits = _Asked(facts, path, data, note).edits(_together(pair, pairs))
        after = edits if isinstance(edits, Refusal) else edit(path, data, edits)
        if isinstance(after, Refusal):
            return Operation("set", "", (), (after,))
        data = after
    keys = list(dict.fromkeys(pair.key for pair in pairs))
    removed = all(not pair.sign and not pair.value for pair in pairs)
    named = " and ".join(filter(None, (", ".join(keys[:-1]), keys[-1])))
    what = f"remove {named} from" if removed else f"set {named} of"
    return _operation(facts, read, path, "set", f"{what} {_name(path)}", data)


def near_misses(facts: Facts, read: Read, path: str, pairs: Iterable[Pair]) -> list[str]:
    """Point out keys that nothing declares, that the note doesn't have, and that look like a declared one."""
    asked = _Asked(facts, path, data := read(path), _parser(facts).parse(path, data)[0])
    if asked.type is None:
        return []
    known = {normal(name): one.name for one in asked.type.fields for name in (one.name, *one.synonyms)}
    said = []
    for key in dict.fromkeys(pair.key for pair in pairs):
        if asked.field(key) or normal(key) in {normal(name) for name in asked.front}:
            continue
        close = get_close_matches(normal(key), sorted(known), 1, _NEAR)
        if close:
            said.append(f"“{key}” is a property of your own now. Did you mean “{known[close[0]]}”?")
    return said


def snooze(facts: Facts, read: Read, path: str, day: date | None) -> Operation:
    """Put a contact off until a day; with None no longer. Who is put off today has had a place of this day's."""
    if day is None:
        edits = [("snooze", None)]
        if _text_of(read(path), path, "put_off") == facts.today.isoformat():
            edits.append(("put_off", None))
        return set_fields(facts, read, path, "snooze", f"no longer put off {_name(path)}", edits)
    if day <= facts.today:
        message = (
            f"{dates.say_day(day, facts.today)} is not a day to come, so nobody can be put off until then."
        )
        return Operation("snooze", "", (), (Refusal("", 0, message, "Say a later day, or a span: 2w."),))
    what = f"put off {_name(path)} until {dates.say_day(day, facts.today)}"
    return set_fields(facts, read, path, "snooze", what, [("snooze", day), ("put_off", facts.today)])


def skip(facts: Facts, read: Read, path: str) -> Operation:
    """Pass over a contact this time."""
    return set_fields(facts, read, path, "skip", f"skip {_name(path)}", [("skipped", facts.today)])


class Pace(NamedTuple):
    """How often to be in touch: a cadence as it is written, or a tier's name; the other is ``""``."""

    cadence: str = ""
    tier: str = ""


def parse_pace(words: str, tiers: Iterable[str]) -> Pace | None:
    """Read ``6w``, ``every 6 weeks``, ``monthly`` or the name of a tier; None for anything else."""
    asked = " ".join(words.split())
    tier = next((one for one in tiers if normal(one) == normal(asked)), "")
    if tier:
        return Pace(tier=tier)
    if dates.parse_span(asked) is None:
        return None
    bare = re.sub(r"^(?:every|each) ", "", asked, flags=re.IGNORECASE)
    return Pace(cadence=bare if dates.parse_span(bare) else asked)


def track(facts: Facts, read: Read, path: str, pace: Pace | None) -> Operation:
    """Say how often to be in touch with a contact; with None its cadence is removed."""
    name = _name(path)
    if pace is None:
        return set_fields(facts, read, path, "track", f"remove the cadence of {name}", [("cadence", None)])
    if pace.tier:
        return set_fields(facts, read, path, "track", f"track {name} as {pace.tier}", [("tier", pace.tier)])
    value: NewValue = int(pace.cadence) if pace.cadence.isdecimal() else pace.cadence
    return set_fields(facts, read, path, "track", f"track {name} every {pace.cadence}", [("cadence", value)])


def cadence_of(read: Read, path: str, facts: Facts) -> str:
    """Give the cadence that a note sets itself, as it stands there; ``""`` for none."""
    note, _ = _parser(facts).parse(path, read(path))
    found = fields.first(note.fields, "cadence")
    return found.quote or str(found.value) if found else ""


# --- what is asked of a property -------------------------------------------------------------------


class _Asked:
    """Makes edits of what is asked, by what the note's type declares."""

    def __init__(self, facts: Facts, path: str, data: bytes, note: Note) -> None:
        self.config = facts.config
        self.path = path
        self.front = frontmatter.read(path, data.decode(errors="replace")).values
        self.type: NoteType | None = next((one for one in facts.note_types if one.name == note.type), None)

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


def _together(pair: Pair, pairs: Sequence[Pair]) -> list[Pair]:
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


# --- one note --------------------------------------------------------------------------------------


def set_fields(
    facts: Facts,
    read: Read,
    path: str,
    command: str,
    what: str,
    values: Sequence[tuple[str, NewValue | None]],
) -> Operation:
    """Set fields of a contact to values that are known to be right."""
    data = read(path)
    asked = _Asked(facts, path, data, _parser(facts).parse(path, data)[0])
    edits = []
    for name, value in values:
        field = asked.field(name)
        edits.append(Edit(asked.keys(name, field), value))
    after = edit(path, data, edits)
    if isinstance(after, Refusal):
        return Operation(command, what, (), (after,))
    return _operation(facts, read, path, command, what, after)


def _operation(facts: Facts, read: Read, path: str, command: str, what: str, after: bytes) -> Operation:
    """Make the operation, if the note reads as well as before."""
    before = read(path)
    if before == after:
        return Operation(command, what, ())
    refusal = _worse(facts, path, before, after)
    if refusal:
        return Operation(command, what, (), (refusal,))
    return Operation(command, what, (Change(path, before, after),))


def _worse(facts: Facts, path: str, before: bytes, after: bytes) -> Refusal | None:
    """Say what is wrong with the changed note and was not with the old one, or why it is not to be changed."""
    parser = _parser(facts)
    was, known = parser.parse(path, before)
    now, problems = parser.parse(path, after)
    if was.generated:
        message = "This note is written by vaultnet, and would be written again."
        return Refusal(path, 1, message, "Change the note that it tells of.")
    if now.template and not was.template:
        message = "With this the note would be taken for a template, and count no longer."
        return Refusal(path, 1, message, "Leave out what stands in {{…}} or <% … %>.")
    old = {(one.code, one.message) for one in known}
    for one in problems:
        if one.severity != "hint" and (one.code, one.message) not in old:
            return Refusal(path, one.line, one.message, one.hint)
    return None


def _parser(facts: Facts) -> Parser:
    return Parser(facts.config, facts.note_types)


def _text_of(data: bytes, path: str, name: str) -> str:
    front: Mapping[str, Located] = frontmatter.read(path, data.decode(errors="replace")).values
    found = fields.text_of(front, name)
    return str(found.value) if found else ""


def _name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")
