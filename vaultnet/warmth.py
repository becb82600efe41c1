"""How warm it is between the owner and a contact: one number, and the word that dashboards say (docs/warmth.md).

Pure. Each of the last days in touch counts with the strength of its kind, halved again and again as time goes by:

    warmth = sum of  strength(kind) × ½ ^ (days since / half-life)

The half-life is a third of the cadence, so that of each day an eighth is left when a cadence has passed. Where
there is no cadence, the contact's own rhythm takes its place, and 90 days where there is none either. Days away
don't count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from vaultnet import cadence, kinds, memo
from vaultnet.config import Away, Config
from vaultnet.model import Source
from vaultnet.network import Summary, Trace
from vaultnet.rhythm import rhythm

HALVES = 3
"""How often a day in touch is halved within a cadence: a rule of thumb. With fewer, one word more or less moves
somebody by a whole cadence; with more, how you were in touch would make no difference."""

WARM = 6.0
"""The least number that is warm: what an evening with many others is worth one cadence later."""

COOLING = 0.75
"""The least number that is not quiet yet: the same two cadences later."""

UNKNOWN = 90
"""Days that stand in for a cadence and a rhythm where there is neither: a rule of thumb."""

SHORTEST = 14
"""Days of a rhythm at least: whoever is written to every other day is not cold after a week. A rule of thumb."""

Word: TypeAlias = Literal["warm", "cooling", "quiet"]
Measure: TypeAlias = Literal["cadence", "rhythm", ""]

ORDER: Mapping[Word, int] = {"warm": 0, "cooling": 1, "quiet": 2}
"""The words in order, the warmest first."""


class Part(NamedTuple):
    """What one day in touch adds."""

    trace: Trace
    strength: int
    days: int
    """Days since then, days away not counted."""
    number: float


@dataclass(frozen=True, slots=True)
class Warmth:
    """How warm it is, as of ``today``."""

    word: Word
    number: float
    parts: tuple[Part, ...]
    """Newest first, one for each of the last twelve days in touch."""
    length: float
    """Days of what time is measured against."""
    measure: Measure
    """What that is; ``""`` where there is neither a cadence nor a rhythm."""
    told: tuple[Source, ...]
    """The line that says the cadence."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every line that had a say."""
        return (*self.told, *(part.trace.source for part in self.parts))


@memo.of_each
def of(summary: Summary, today: date, config: Config) -> Warmth | None:
    """Work out how warm it is; None where the owner was never in touch, or no longer keeps in touch."""
    standing = cadence.status(summary, today, config)
    if not summary.recent or standing.reason == "ended":
        return None
    length, measure, told = _measure(summary, standing)
    parts = tuple(_part(trace, today, length, config.away) for trace in summary.recent)
    number = sum(part.number for part in parts)
    return Warmth(word(number), number, parts, length, measure, told)


def _measure(summary: Summary, standing: cadence.Standing) -> tuple[float, Measure, tuple[Source, ...]]:
    """Find what time is measured against: the days, what they are, and the line that says so."""
    if standing.tracked and standing.days:
        return standing.days, "cadence", standing.sources[:1]
    own = rhythm(summary)
    return (UNKNOWN, "", ()) if own is None else (max(own, SHORTEST), "rhythm", ())


def word(number: float) -> Word:
    """Say a number in a word."""
    return "warm" if number >= WARM else "cooling" if number >= COOLING else "quiet"


def strength(kind: str) -> int:
    """Give how much a kind weighs; what ``last_contact:`` says is a time in touch of which nobody said how."""
    return kinds.strength(kinds.IN_TOUCH if kind == kinds.LAST_CONTACT else kind)


def _part(trace: Trace, today: date, length: float, away: tuple[Away, ...]) -> Part:
    days = _days(date.fromisoformat(trace.day), today, away)
    strong = strength(trace.kind)
    return Part(trace, strong, days, strong * 0.5 ** (days * HALVES / length))


def _days(since: date, today: date, away: tuple[Away, ...]) -> int:
    """Count the days since a day, those away left out."""
    first, last = since.toordinal() + 1, today.toordinal()
    gone = (min(end, last) - max(start, first) + 1 for start, end in _stretches(away))
    return last - first + 1 - sum(days for days in gone if days > 0)


@lru_cache(maxsize=8)
def _stretches(away: tuple[Away, ...]) -> tuple[tuple[int, int], ...]:
    """Give the days away as ordinals, first and last of each stretch, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((one.start.toordinal(), one.end.toordinal()) for one in away):
        if found and start <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start <= end:
            found.append((start, end))
    return tuple(found)
