"""What the notes say already of what was ticked: which were made of it, and whether they tell all of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import marks
from vaultnet.facts import Facts
from vaultnet.ticks import Tick

_TOKEN = re.compile(r"\w+|[^\w\s]")


class Carrier(NamedTuple):
    """A note that was made of a tick."""

    kind: str
    path: str
    day: str
    """That of the interaction."""


def find(facts: Facts, found: Iterable[Sequence[Tick]]) -> dict[tuple[date, str], list[Carrier]]:
    """Find the notes that carry the ticks of some days, by the tick's day and contact."""
    days = sorted({tick.day.isoformat() for told in found for tick in told})
    carried: dict[tuple[date, str], list[Carrier]] = {}
    if days:
        listed = ", ".join(f"'{day}'" for day in days)
        _, rows = facts.query(
            "select t.contact, t.day, t.kind, t.path, n.day from ticks t join notes n on n.path = t.path"
            f" where t.day in ({listed}) order by t.path"
        )
        for contact, day, kind, path, on in rows:
            carried.setdefault((date.fromisoformat(day), contact), []).append(Carrier(kind, path, on))
    return carried


def says_all(tick: Tick, notes: Iterable[bytes]) -> bool:
    """Tell whether the texts of some notes hold all the words of a tick."""
    told = _tokens("\n".join(map(_body, notes)))
    return all(_tokens(part) in told for part in (*tick.words.split(", "), *tick.lines) if part.strip())


def _tokens(text: str) -> str:
    return f" {' '.join(_TOKEN.findall(text))} "


def _body(data: bytes) -> str:
    lines = marks.lines(data.decode(errors="replace"))
    end = marks.front_end(lines)
    return "\n".join(lines[end + 1 if end else 0 :])
