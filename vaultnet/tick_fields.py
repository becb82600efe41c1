"""What a note says it was taken in from: ``tick: 2026-11-20 Ada Lovelace``, a dashboard's day and a person. Pure.

It is what makes a tick count once, however many notes were made of it, and on however many days they say it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vaultnet.dates import exists
from vaultnet.model import Note
from vaultnet.who import Who


def read(text: str) -> tuple[str, str] | None:
    """Read a tick as a note says it: the dashboard's day (ISO) and the link text of a contact."""
    day, _, name = text.strip().partition(" ")
    return (day, name.strip()) if len(day) == 10 and exists(day) and name.strip() else None


def write(day: str, link: str) -> str:
    """Write a tick as a note says it."""
    return f"{day} {link}"


def names(note: Note) -> Iterator[tuple[str, int]]:
    """Yield the link texts of the contacts that a note's ticks name, with their lines."""
    for value in note.fields.get("tick", ()):
        if told := read(str(value.value)):
            yield told[1], value.line


def of(who: Who, people: Mapping[str, object]) -> dict[str, str]:
    """Return the days of the ticks of a meeting note, by the path of the contact.

    Where one person is there and one tick, they belong together whatever the contact is called by now.
    """
    told = [found for value in who.note.fields.get("tick", ()) if (found := read(str(value.value)))]
    if len(told) == len(people) == 1:
        return dict.fromkeys(people, told[0][0])
    days: dict[str, str] = {}
    for day, name in told:
        entry = who.person(name)
        if entry and entry.path in people:
            days.setdefault(entry.path, day)
    return days
