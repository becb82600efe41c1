"""Which goals a note says that it helps. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from vaultnet.values import normal
from vaultnet.who import Who

_SAID = frozenset({"text", "heading", "done"})
"""Where a link says that something took place."""


def goals(who: Who) -> Iterator[tuple[str, int]]:
    """Give the goals and their lines: in the note's fields, with ``helps::``, or with ``helps:`` in any note."""
    note = who.note
    values = (*note.fields.get("helps", ()), *note.fields.get("goals", ()))
    targets = [(str(value.value), value.line) for value in values if value.link]
    lines = {field.line: field for field in note.body.fields if normal(field.key) == "helps"}
    for link in note.links if lines or not note.type else ():
        if link.where == "property":
            if not note.type and normal(link.key) == "helps":
                targets.append((link.target, link.line))
        elif link.line in lines and link.where in _SAID and link.target in lines[link.line].value:
            targets.append((link.target, link.line))
    seen: set[str] = set()
    for target, line in targets:
        entry = who.names.resolve(target, note.path).entry
        if entry and entry.type == "goal" and entry.path not in seen:
            seen.add(entry.path)
            yield entry.path, line
