"""Task lines, as the Obsidian plugins Tasks and Dataview write them.

As Tasks does, a line is read from its end: a field counts only while nothing but fields, tags and a block
identifier stand after it, so a date in the middle of a sentence is part of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vaultnet.dates import exists
from vaultnet.inline import find_tags, without_code
from vaultnet.model import Task

_DATES = {
    "📅": "due", "📆": "due", "🗓": "due", "⏳": "scheduled", "⌛": "scheduled", "🛫": "start",
    "➕": "created", "✅": "done", "❌": "cancelled", "completion": "done",
}  # fmt: skip
_PRIORITIES = {"🔺": "highest", "⏫": "high", "🔼": "medium", "🔽": "low", "⏬": "lowest"}

_DAY = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_FIELD = re.compile(
    rf"([📅📆🗓⏳⌛🛫➕✅❌])\ufe0f? *{_DAY}\Z"
    rf"|[\[(] *(due|scheduled|start|created|completion|cancelled):: *{_DAY} *[\])](?: *,)?\Z"
    r"|([🔺⏫🔼🔽⏬])\ufe0f?\Z"
    r"|[\[(] *priority:: *(highest|high|medium|low|lowest) *[\])](?: *,)?\Z"
    r"|🔁\ufe0f? *([a-zA-Z0-9, !]+)\Z"
    r"|[\[(] *repeat:: *([a-zA-Z0-9, !]+)[\])](?: *,)?\Z"
    r"|[🆔⛔🏁]\ufe0f? *[\w-]+(?: *, *[\w-]+)*\Z"
    r"|[\[(] *(?:id|dependsOn|onCompletion):: *[\w, -]+[\])](?: *,)?\Z"
)
_TAG_OR_BLOCK = re.compile(r"(?:#[^\s!@#$%^&*(),.?\":{}|<>]+|\^[a-zA-Z0-9-]+)\Z")
_SIGNS = "📅📆🗓⏳⌛🛫➕✅❌🔺⏫🔼🔽⏬🔁🆔⛔🏁[(#^"  # what a field, a tag or a block identifier begins with
_MOST = 20  # fields and tags at one line's end, as in Tasks


def parse_task(status: str, rest: str, line: int, indent: int, quoted: bool = False) -> Task:
    """Read a task from what stands after its check box.

    ``status`` is the character in the box. Of several fields of one name the leftmost counts, as in Tasks. A
    date that doesn't exist is no field and stays in the text, and so does what stands before it. Tags are
    collected wherever they stand; those among the fields are not repeated in the text.
    """
    text = rest.strip()
    signs = [sign for sign in ("[(#^" if text.isascii() else _SIGNS) if sign in text]
    if not signs:
        return Task(status, text, line, indent, quoted=quoted)
    tags = tuple(name for _, name in find_tags(without_code(text))) if "#" in text else ()
    text, fields = _split(text, signs)
    return Task(status, text, line, indent, tags=tags, quoted=quoted, **fields)


class Part(NamedTuple):
    """A field, a tag or a block identifier among those at a task's end.

    ``text[start:end]`` is all of it. ``fields`` is what a field sets, which for some is nothing; None for a tag
    or a block identifier.
    """

    start: int
    end: int
    fields: dict[str, str] | None


def parts(text: str) -> tuple[Part, ...]:
    """Find the fields, tags and block identifiers at the end of a task's text, from right to left."""
    return tuple(_parts(text.rstrip(), [sign for sign in _SIGNS if sign in text]))


def _parts(text: str, signs: list[str]) -> Iterator[Part]:
    rest = text
    for _ in range(_MOST if signs else 0):
        start = max(map(rest.rfind, signs))
        if start < 0:
            return
        if rest[start] in "#^":
            if (start and not rest[start - 1].isspace()) or not _TAG_OR_BLOCK.match(rest, start):
                return
            yield Part(start, len(rest), None)
        else:
            field = _FIELD.match(rest, start)
            named = _named(field) if field else None
            if named is None:
                return
            yield Part(start, len(rest), named)
        rest = rest[:start].rstrip()


def _split(text: str, signs: list[str]) -> tuple[str, dict[str, str]]:
    """Separate a task's text from the fields at its end."""
    fields: dict[str, str] = {}
    kept = len(text)
    for part in _parts(text, signs):
        if part.fields is not None:
            fields.update(part.fields)
            kept = part.start
        elif text[part.start] == "^":
            kept = part.start
    return text[:kept].rstrip(), fields


def _named(field: re.Match[str]) -> dict[str, str] | None:
    """Return what a field sets, which for some is nothing; None for a date that doesn't exist."""
    emoji, day, key, keyed_day, mark, priority, recurrence, repeat = field.groups()
    day = day or keyed_day
    if day:
        name = emoji or key
        return {_DATES.get(name, name): day} if exists(day) else None
    if mark or priority:
        return {"priority": priority or _PRIORITIES[mark]}
    rule = (recurrence or repeat or "").strip()
    return {"recurrence": rule} if rule else {}
