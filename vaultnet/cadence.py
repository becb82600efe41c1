"""When a contact is due: the baseline, the day, and what stands against it (see docs/cadence.md).

Pure: a standing is a function of one contact's summary, the config and ``today``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple
from unicodedata import normalize
from zlib import crc32

from vaultnet import fields, memo
from vaultnet.config import Away, Config
from vaultnet.model import Source
from vaultnet.network import Summary, Trace

REST_AFTER_SKIP = 14
"""Days for which someone who was skipped is left alone: a rule of thumb."""

ANSWER_WITHIN = 7
"""Days that a message which was sent holds the cadence back while it waits for its answer: a rule of thumb."""

WINDOW = 7
"""Days for which someone of whom no day is known at all stays due in each turn of the cadence."""

_PROPERTIES = (
    "broken-yaml",
    "conflict-in-properties",
    "deep-front-matter",
    "duplicate-key",
    "large-front-matter",
    "no-properties",
)
"""Problems with which none of a note's properties is read."""
UNREADABLE = {
    **dict.fromkeys(_PROPERTIES, "the front matter"),
    "bad-cadence": "the cadence",
    "unknown-tier": "the tier",
}
"""What may be the reason that a contact is not tracked, by the code of its problem."""

Reason = Literal[
    "", "untracked", "ended", "paused", "planned", "snoozed", "resting", "waiting", "later", "away"
]
"""Why a contact is not due, as docs/cadence.md explains; ``""`` where nothing stands against it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with one contact, as of ``today``."""

    tracked: bool
    """There is a tier or a cadence, and the contact has not ended."""
    days: int | None = None
    """The cadence in days."""
    baseline: date | None = None
    """The later of the day you met and the last interaction; None if neither is known."""
    due: date | None = None
    """The day it falls due; None where no day can be named (not tracked, paused without an end)."""
    overdue: bool = False
    """The day has come (``due <= today``) and nothing stands against it."""
    reason: Reason = ""
    """Why it is not due."""
    sources: tuple[Source, ...] = ()
    """Every line that had a say."""


class _Hold(NamedTuple):
    """Something that keeps a contact from being due before a day."""

    until: date
    reason: Reason
    source: Source


@memo.of_each
def status(summary: Summary, today: date, config: Config) -> Standing:
    """Work out whether a contact is due.

    Args:
        summary: the contact, as of ``today``.
        today: the day that is asked about.
        config: gives the tiers and the days away.

    Returns:
        The standing; ``due`` lies after ``baseline``, and days away between them do not count.

    """
    days, told = _cadence(summary, config)
    if has_ended(summary, today):
        return Standing(False, days, reason="ended", sources=(summary.source("ended"),))
    if days is None:
        return Standing(False, reason="untracked")
    last = summary.last
    baseline, seen = _baseline(summary, last)
    if fields.is_set(summary.fields, "paused"):
        sources = (told, *seen, summary.source("paused"))
        return Standing(True, days, baseline, reason="paused", sources=sources)
    holds = sorted(_holds(summary, days), key=lambda hold: hold.until)
    due = _first_due(summary.name, baseline, days, today, config.away, met=last is None)
    reason: Reason = "later"
    sources = (told, *seen)
    if holds and (baseline is None or holds[-1].until > due):
        due, reason = holds[-1].until, holds[-1].reason
        sources += (holds[-1].source,)
    return _decide(summary, today, config, Standing(True, days, baseline, due, False, reason, sources))


def has_ended(summary: Summary, today: date) -> bool:
    """Tell whether the owner no longer keeps in touch with a contact."""
    since = _since(summary, "ended")
    return since is not None and since <= today


def after(start: date, days: int, away: Iterable[Away] = ()) -> date:
    """Find the day that lies ``days`` days after another, days away not counted.

    A day beyond the calendar's end is its last.
    """
    first = start.toordinal()
    due = first + days
    for away_from, away_to in _merged(away):
        if away_from <= due and away_to > first:
            due += away_to - max(away_from, first + 1) + 1
    return date.fromordinal(min(due, date.max.toordinal()))


def silence(last: date, today: date, away: Iterable[Away] = ()) -> int:
    """Count the days after a day in touch up to today, days away not counted: `after` the other way round."""
    first, end = last.toordinal(), today.toordinal()
    gone = sum(
        max(0, min(end, away_to) - max(first + 1, away_from) + 1) for away_from, away_to in _merged(away)
    )
    return end - first - gone


def is_away(today: date, away: Iterable[Away]) -> bool:
    """Tell whether nobody is to be suggested for want of contact today."""
    return any(one.start <= today <= one.end for one in away)


def say_about(days: float) -> str:
    """Write a rhythm for people, roughly: ``every 3 weeks`` for 20 days and a half."""
    if days < _DAYS_TOLD:
        return say_every(round(days))
    if days < _WEEKS_TOLD and abs(days - 30) >= _NEARLY:
        return say_every(7 * round(days / 7))
    return say_every(30 * round(days / 30) if days < _MONTHS_TOLD else 365 * round(days / 365))


_DAYS_TOLD, _WEEKS_TOLD, _MONTHS_TOLD, _NEARLY = 13, 53, 345, 4
"""Below how many days a rhythm is told in days, weeks, months, and what is nearly a month: as people would say."""


def say_every(days: int) -> str:
    """Write a cadence for people: ``every 6 weeks``, ``every quarter``, ``every 45 days``."""
    for unit, length in (("year", 365), ("quarter", 90), ("month", 30), ("week", 7), ("day", 1)):
        count, rest = divmod(days, length)
        if not rest and (count == 1 or unit != "quarter"):
            return f"every {unit}" if count == 1 else f"every {count} {unit}s"
    raise AssertionError("every number of days is a number of days")


def stable_hash(name: str) -> int:
    """Give a number that depends on a name only: on every device, in every run, in either Unicode form."""
    return crc32(normalize("NFC", name).encode("utf-8", "surrogatepass"))


# --- the parts -------------------------------------------------------------------------------------


def _cadence(summary: Summary, config: Config) -> tuple[int | None, Source]:
    """Find the days between contacts and the line that says so: a cadence of their own, else their tier's."""
    own = summary.first("cadence")
    if own is not None:
        return int(own.value), summary.source("cadence")
    tier = summary.first("tier")
    days = config.tiers.get(str(tier.value)) if tier else None
    return None if days is None else max(days, 1), summary.source("tier")


def _baseline(summary: Summary, last: Trace | None) -> tuple[date | None, tuple[Source, ...]]:
    met = fields.day_of(summary.fields, "first_met")
    seen = date.fromisoformat(last.day) if last else None
    if last is None or seen is None or (met is not None and met > seen):
        return met, (summary.source("first_met"),) if met else ()
    return seen, (last.source,)


def _first_due(
    name: str, baseline: date | None, days: int, today: date, away: Sequence[Away], *, met: bool
) -> date:
    """Find the day that the cadence alone gives; ``met``: you have met, but were not in touch since."""
    if baseline is None:
        return _turn(name, days, today)
    return after(baseline, 1 + stable_hash(name) % days if met else days, away)


def _turn(name: str, days: int, today: date) -> date:
    """Find the day for someone of whom no day is known: one in each turn of the cadence, by the name.

    It stays for a week and then moves on by a whole turn, so it is the same whatever day it is asked on.
    """
    gone = (today.toordinal() - stable_hash(name)) % days
    ordinal = today.toordinal() - gone
    if gone >= WINDOW:
        ordinal += days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _holds(summary: Summary, days: int) -> Iterator[_Hold]:
    snooze = fields.day_of(summary.fields, "snooze")
    if snooze:
        yield _Hold(snooze, "snoozed", summary.source("snooze"))
    skipped = fields.day_of(summary.fields, "skipped")
    if skipped:
        yield _Hold(after(skipped, REST_AFTER_SKIP), "resting", summary.source("skipped"))
    paused = fields.day_of(summary.fields, "paused")
    if paused:
        yield _Hold(paused, "paused", summary.source("paused"))
    if summary.sent:
        yield _wait(summary.sent, days)


def _wait(sent: Sequence[Trace], days: int) -> _Hold:
    """Wait for an answer: a week for the first message, a whole cadence for one soon after it."""
    day, *before = (date.fromisoformat(trace.day) for trace in sent[:2])
    nudged = any((day - earlier).days <= max(days, ANSWER_WITHIN * 2) for earlier in before)
    wait = max(days, ANSWER_WITHIN) if nudged else ANSWER_WITHIN
    return _Hold(after(day, wait), "waiting", sent[0].source)


def _decide(summary: Summary, today: date, config: Config, standing: Standing) -> Standing:
    """Set what stands against it today, and whether it is due."""
    sources = standing.sources
    reason: Reason = standing.reason if standing.due is not None and standing.due > today else ""
    if summary.plans:
        reason = "planned"
        sources += (summary.plans[0].source,)
    elif not reason and is_away(today, config.away):
        reason = "away"
    return Standing(
        True,
        standing.days,
        standing.baseline,
        standing.due,
        overdue=not reason,
        reason=reason,
        sources=sources,
    )


def _since(summary: Summary, name: str) -> date | None:
    """Since when a flag with a day holds: always, if it only says yes."""
    return date.min if fields.is_set(summary.fields, name) else fields.day_of(summary.fields, name)


def _merged(away: Iterable[Away]) -> Iterator[tuple[int, int]]:
    """Give periods as ordinals, in order, those that overlap made one."""
    open_from, open_to = 0, -1
    for start, end in sorted((one.start.toordinal(), one.end.toordinal()) for one in away):
        if start > end:
            continue
        if open_to >= start:
            open_to = max(open_to, end)
            continue
        if open_to >= open_from:
            yield open_from, open_to
        open_from, open_to = start, end
    if open_to >= open_from:
        yield open_from, open_to
