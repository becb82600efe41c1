"""What is said of a new note's fields on the command line, as the note is to hold it. Pure.

Names become links to the notes that they mean, days are taken as people say them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from vaultnet import when
from vaultnet.model import Field
from vaultnet.past import PAST
from vaultnet.values import links

_PEOPLE = frozenset({"people", "via", "introduced_by", "knows"})
"""Fields that name contacts: every name in them is a link, also one that leads nowhere yet."""
_TYPES = {
    **dict.fromkeys(("people", "via", "introduced_by"), ("contact",)),
    **dict.fromkeys(("organisation", "company"), ("organisation",)),
    **dict.fromkeys(("parent", "goals", "helps", "helps_with"), ("goal",)),
    "knows": ("contact", "organisation"),
}
_PHRASES = frozenset({"needs", "teaches", "learns", "interests"})
"""Fields that hold any number of phrases: what stands between commas is one of them each."""
_PHRASE = re.compile(r'(?:\[\[.*?\]\]|\([^()]*\)|"[^"]*"|“[^”]*”|[^,;])+')
_QUOTES = frozenset({'""', "''", "“”"})
_BEHIND = PAST | {"role_since", "ended"}


def types_of(field: Field) -> tuple[str, ...]:
    """Give the types of the notes that a field names; () for any."""
    return _TYPES.get(field.name, ())


def holds_links(field: Field) -> bool:
    """Tell whether what stands in a field is a link, even to a note that is still to be written."""
    return field.kind in ("link", "links") or field.name in _PEOPLE | {"organisation"}


def names_in(field: Field, value: str, known: Callable[[str], bool]) -> list[str]:
    """Part a value into the names that it holds, which commas separate; a comma may also be part of a name.

    ``known`` tells whether a name means a note.
    """
    if field.name in _PHRASES:
        return phrases(value) or [value.strip()]
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if links(value) or len(parts) < 2 or field.kind == "link" or not holds_links(field) or known(value):
        return [value.strip()]
    return parts if field.name in _PEOPLE or any(map(known, parts)) else [value.strip()]


def holds_phrases(field: Field) -> bool:
    """Tell whether a field holds any number of phrases, such as what a goal needs."""
    return field.name in _PHRASES


def phrases(value: str) -> list[str]:
    """Part a value at its commas and semicolons, but for those in links, brackets and quotation marks.

    It may stand in brackets, as a list does in a note: ``[mentor, SQL]``.
    """
    said = value.strip()
    if said.endswith("]") and (
        said.startswith("[[[") or (said.startswith("[") and not said.startswith("[["))
    ):
        said = said[1:-1]
    found = (part.strip() for part in _PHRASE.findall(said))
    return [bare for part in found if (bare := _unquoted(part))]


def _unquoted(part: str) -> str:
    return part[1:-1].strip() if len(part) > 1 and part[0] + part[-1] in _QUOTES else part


def day(field: Field, value: str, today: date) -> str:
    """Give a value as ISO where it says a day in words, and the field holds one; else as it is."""
    if field.kind not in ("date", "flag-or-date"):
        return value
    found = when.parse_when(value, today, ahead=field.name not in _BEHIND)
    return found.isoformat() if found else value
