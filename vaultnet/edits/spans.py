"""The editor for front matter: one property is changed, and no byte beside it.

The value's place is found, its bytes are spliced, and the note is read again: every other value must be what
it was, and the edited one what was asked. Where that can't be had the edit is refused, with the line and the
reason. Pure; nothing raises, whatever the bytes are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from vaultnet import frontmatter
from vaultnet.edits import yaml_splice
from vaultnet.edits.yaml_splice import Stuck, Wanted
from vaultnet.edits.yaml_write import is_text
from vaultnet.frontmatter import FrontMatter, plain
from vaultnet.model import Scalar
from vaultnet.operation import Refusal
from vaultnet.values import normal, text
from vaultnet.yaml_tree import Fault

NewValue: TypeAlias = "str | bool | int | float | date | tuple[str, ...]"

_BOM = "\ufeff"
_WHOLE = 1e21
"""From here on a float without a fraction is not read as a whole number."""


class Edit(NamedTuple):
    """One change of one property.

    ``keys`` are its names, the best first; compared by `values.normal`. The first name that the note has is
    edited; without any, ``keys[0]`` is added at the end. A ``value`` of None removes it under each of its
    names. ``add`` puts the value into the list that is there, if it isn't in it.
    """

    keys: tuple[str, ...]
    value: NewValue | None
    add: bool = False


def edit(path: str, data: bytes, edits: Sequence[Edit]) -> bytes | Refusal:
    """Return a note's bytes after some edits; the very same if nothing changes. ``path`` is for the refusal."""
    unreadable = _unreadable(path, data)
    if unreadable:
        return unreadable
    note = data.decode("utf-8", "surrogateescape")
    stand_ins = _stand_ins(note, edits)
    note = note.translate(stand_ins)
    for one in edits:
        edited = _edited(path, note, one)
        if isinstance(edited, Refusal):
            return edited
        note = edited
    back = {ord(char): code for code, char in stand_ins.items()}
    return note.translate(back).encode("utf-8", "surrogateescape")


def _stand_ins(note: str, edits: Sequence[Edit]) -> dict[int, str]:
    """Give a character that occurs nowhere for each byte that is no UTF-8: YAML can't have halves of characters."""
    odd = {ord(char) for char in note if "\udc80" <= char <= "\udcff"}
    if not odd:
        return {}
    used = set(note).union(*(word for one in edits for word in (*one.keys, *_texts(one))))
    free = (char for code in range(0x100000, 0x10FFFE) if (char := chr(code)) not in used)
    return dict(zip(sorted(odd), free, strict=False))


def _unreadable(path: str, data: bytes) -> Refusal | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "The note is UTF-16, and only UTF-8 is written."
        return Refusal(path, 1, message, "Save the note as UTF-8 in your editor.")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        message = "There is a NUL byte here, so this is not a text."
        return Refusal(path, line, message, "Restore the note from a backup or from git.")
    return None


def _edited(path: str, note: str, one: Edit) -> str | Refusal:
    before = frontmatter.read(path, note)
    if before.problems:
        problem = before.problems[0]
        return Refusal(path, problem.line, problem.message, problem.hint)
    if not all(map(is_text, _texts(one))):
        return Refusal(path, 1, f"{one.keys[0]}: what was given is not written in UTF-8.", "Type it anew.")
    found = [key for name in one.keys for key in before.values if normal(key) == normal(name)]
    if one.value is None:
        for key in dict.fromkeys(found):
            removed = _carried_out(path, note, key, None)
            if isinstance(removed, Refusal):
                return removed
            note = removed
        return note
    key = found[0] if found else one.keys[0]
    return _carried_out(path, note, key, _wanted(before, key, one))


def _wanted(before: FrontMatter, key: str, one: Edit) -> Wanted:
    """Say what the property is to hold."""
    value = one.value
    if not one.add or key not in before.values:
        return (value,) if one.add and not isinstance(value, tuple) else value
    there = plain(before.values[key])
    items = list(there) if isinstance(there, list) else [] if there is None else [there]
    known = {text(item) for item in items if not isinstance(item, list | dict)}
    new = [item for item in (value if isinstance(value, tuple) else (value,)) if _text(item) not in known]
    return (*items, *new) if new else _same(there)


def _text(value: Scalar | date) -> str:
    return value.isoformat() if isinstance(value, date) else text(value)


def _same(there: Any) -> Wanted:
    return tuple(there) if isinstance(there, list) else there


def _carried_out(path: str, note: str, key: str, value: Wanted) -> str | Refusal:
    """Change, add or remove one property, and make sure that nothing else has changed."""
    before = frontmatter.read(path, note)
    if key in before.values and value is not None and _says(plain(before.values[key]), value):
        return note
    line = before.values[key].line if key in before.values else 1
    try:
        after = _spliced(note, before, key, value)
    except Stuck as stuck:
        return Refusal(path, line, f"{key}: {stuck.message}", stuck.hint)
    except Fault:
        after = note
    if not _as_asked(before, frontmatter.read(path, after), key, value):
        message = f"{key}: it is written in so unusual a way that changing it would change something else."
        return Refusal(path, line, message, "Change it in the note itself.")
    return after


def _spliced(note: str, before: FrontMatter, key: str, value: Wanted) -> str:
    span = frontmatter.find(note)
    if span is None:
        return _begun(note, key, value)
    start, end, _ = span
    source = note[start:end]
    if key not in before.values:
        edited = yaml_splice.add(source, key, value, "\r\n" if note[:end].endswith("\r\n") else "\n")
    elif value is None:
        edited = yaml_splice.remove(source, list(before.values).index(key))
    else:
        number = list(before.values).index(key)
        edited = yaml_splice.change(source, number, value, plain(before.values[key]))
    return note[:start] + edited + note[end:]


def _begun(note: str, key: str, value: Wanted) -> str:
    """Put a front matter before a note that has none; a BOM stays the first character."""
    bom = _BOM if note.startswith(_BOM) else ""
    body = note.removeprefix(_BOM)
    eol = "\r\n" if body.partition("\n")[0].endswith("\r") else "\n"
    return f"{bom}---{eol}{yaml_splice.add('', key, value, eol)}---{eol}{body}"


def _as_asked(before: FrontMatter, after: FrontMatter, key: str, value: Wanted) -> bool:
    """Tell whether the note reads as before but for the one property, and that one as it should."""
    if after.problems or after.body != before.body:
        return False
    rest = [(name, repr(plain(located))) for name, located in before.values.items()]
    now = [(name, repr(plain(located))) for name, located in after.values.items()]
    if value is None:
        return now == [one for one in rest if one[0] != key]
    if key not in before.values:
        return now[:-1] == rest and now[-1][0] == key and _says(plain(after.values[key]), value)
    if [name for name, _ in now] != [name for name, _ in rest]:
        return False
    return all(one == other for one, other in zip(rest, now, strict=True) if one[0] != key) and _says(
        plain(after.values[key]), value
    )


def _says(read: Any, value: Wanted) -> bool:
    """Tell whether a value reads as what was asked for; repr tells ``1`` from ``true``, and finds NaN equal."""
    return repr(read) == repr(
        [_meaning(item) for item in value] if isinstance(value, tuple) else _meaning(value)
    )


def _meaning(value: Scalar | date) -> Scalar:
    if isinstance(value, date):
        return value.isoformat()
    whole = isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE
    return int(value) if whole and isinstance(value, float) else value


def _texts(one: Edit) -> list[str]:
    values = one.value if isinstance(one.value, tuple) else (one.value,)
    return [value for value in (*one.keys[:1], *values) if isinstance(value, str)]
