"""Where every number about a contact or a goal comes from (law 6).

Pure. A claim is a sentence with the lines that bear it out; a command prints them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from vaultnet import cadence, discreet, fields, warmth
from vaultnet.cadence import Standing
from vaultnet.config import Config
from vaultnet.dates import next_anniversary, say_day
from vaultnet.filters import words
from vaultnet.goals import AT_RISK, MILESTONES, STALLED_AFTER, GoalStanding
from vaultnet.model import Source, Sourced
from vaultnet.network import FollowUp, Promise, Summary, Trace
from vaultnet.problems import Problem
from vaultnet.signals.ranking import Reach
from vaultnet.signals.weighing import Places

NOT_DUE = {
    "untracked": "no tier and no cadence is set, so nothing falls due",
    "ended": "you no longer keep in touch",
    "paused": "keeping in touch is paused",
    "planned": "something is planned",
    "snoozed": "put off until {day}",
    "resting": "skipped, and left alone until {day}",
    "waiting": "a message waits for its answer",
    "later": "the day has not come",
    "away": "you are away",
}
"""Why a contact is not due, in words, by `vaultnet.cadence.Reason`; the day is the one on which they are."""


class Claim(NamedTuple):
    """Something said about a contact or goal: what it is, the value in words, and where it was read."""

    label: str
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to know about a contact besides its summary."""

    interactions: Sequence[Trace]
    """Every one up to today, newest first."""
    promises: Sequence[Promise]
    goals: Sequence[GoalStanding]
    people: Sequence[Reach]
    """Everyone with a follow-up today, as `vaultnet.signals.ranking.in_order` puts them."""
    problems: Sequence[Problem] = ()
    """What is wrong with the contact's own note."""
    prepared: Sequence[Trace] = ()
    """Meetings whose day has passed and of which nothing is written, newest first: no times in touch."""
    dealt: Collection[str] = ()
    """The contacts who had their place today."""


def contact(summary: Summary, known: Known, today: date, config: Config) -> tuple[Claim, ...]:
    """Explain a contact: what is due today and its weight, the cadence, and everything counted."""
    standing = cadence.status(summary, today, config)
    return (
        *_today(summary, standing, known, today, config),
        *_cadence(summary, standing, known.problems, today, config),
        *_warmth(summary, today, config),
        *_told(summary, today),
        *_in_touch(known.interactions, known.prepared, today),
        *(Claim("planned", _trace(trace, today), (trace.source,)) for trace in summary.plans),
        *_promised(promise for promise in known.promises if promise.contact == summary.path),
        *_helps(summary.path, known.goals),
    )


# --- what is due today -----------------------------------------------------------------------------


def _today(
    summary: Summary, standing: Standing, known: Known, today: date, config: Config
) -> Iterator[Claim]:
    """Give the follow-ups with their weights, and the sum that orders people."""
    mine = next((reach for reach in known.people if reach.contact == summary.path), None)
    if mine is None:
        yield _not_due(standing, known.problems, today)
        return
    yield Claim("today", Places(known.people, config, known.dealt).say(mine), ())
    for follow_up in mine.reasons:
        yield Claim(follow_up.reason, _reason(follow_up, today), follow_up.sources)


def _not_due(standing: Standing, problems: Sequence[Problem], today: date) -> Claim:
    """Say why nothing is due; a tier that can't be read is not one that is not set."""
    if standing.reason == "untracked":
        for code, what in cadence.UNREADABLE.items():
            found = next((problem for problem in problems if problem.code == code), None)
            if found is not None:
                text = f"nothing is due: {what} on line {found.line} can't be read, so nothing falls due"
                return Claim("today", text, (Source(found.path, found.line),))
    why = NOT_DUE.get(standing.reason, "")
    if standing.due is not None:
        day = say_day(standing.due, today)
        why = f"{why} until {day}" if standing.reason == "paused" else why.format(day=day)
    return Claim("today", f"nothing is due{': ' if why else ''}{why}", standing.sources)


def _reason(one: FollowUp, today: date) -> str:
    since = "on" if one.since > today else "since"
    return f"{one.text} ({since} {say_day(one.since, today)}, weight {one.weight:.2f}, signal {one.signal})"


# --- the cadence -----------------------------------------------------------------------------------


def _cadence(
    summary: Summary, standing: Standing, problems: Sequence[Problem], today: date, config: Config
) -> Iterator[Claim]:
    if standing.days is None:
        return
    sources: tuple[Source, ...] = (summary.source("cadence" if summary.first("cadence") else "tier"),)
    if summary.first("cadence"):
        said = "their own"
    else:
        tier = summary.first("tier")
        said = f"tier {tier.value}" if tier else ""
        slip = next((problem for problem in problems if problem.code == "bad-cadence"), None)
        if slip is not None:
            said += f", as the cadence on line {slip.line} can't be read"
            sources += (Source(slip.path, slip.line),)
    yield Claim("cadence", f"{cadence.say_every(standing.days)}: {standing.days} days ({said})", sources)
    if standing.baseline is not None:
        yield Claim("counted from", say_day(standing.baseline, today), standing.sources[1:2])
    if standing.due is not None:
        held = f"; {NOT_DUE[standing.reason]}" if standing.reason in ("planned", "away") else ""
        text = f"{say_day(standing.due, today)}: {_sum(summary, standing, today, config)}{held}"
        yield Claim("due", text, standing.sources)


def _sum(summary: Summary, standing: Standing, today: date, config: Config) -> str:
    """Say how the due day comes about."""
    assert standing.due is not None
    assert standing.days is not None
    hold = _hold(summary, standing.due, today)
    if hold:
        return hold
    if standing.baseline is None:
        return "no day is known, so a fixed day of each turn, from the name"
    gap = (standing.due - standing.baseline).days
    start = say_day(standing.baseline, today)
    if cadence.after(standing.baseline, standing.days, config.away) == standing.due:
        away = f" + {gap - standing.days} days away" if gap > standing.days else ""
        return f"{start} + {standing.days} days{away}"
    return f"{start} + {gap} days: not in touch yet, so first turns are spread over the cadence by name"


def _hold(summary: Summary, due: date, today: date) -> str:
    """Say what put the due day off, if anything but the cadence did."""
    for name, said in (("snooze", "put off until then"), ("paused", "paused until then")):
        if fields.day_of(summary.fields, name) == due:
            return said
    skipped = fields.day_of(summary.fields, "skipped")
    if skipped and cadence.after(skipped, cadence.REST_AFTER_SKIP) == due:
        return f"skipped on {say_day(skipped, today)}, then {cadence.REST_AFTER_SKIP} days of rest"
    if summary.sent and (sent := date.fromisoformat(summary.sent[0].day)) < due:
        return f"a message of {say_day(sent, today)} has {(due - sent).days} days for its answer"
    return ""


_FEW = 0.05
"""The least that a day in touch adds to the warmth to be shown by itself."""
_MEASURES = {
    "cadence": "a third of the cadence",
    "rhythm": f"a third of your rhythm, which counts as {warmth.SHORTEST} days at least",
    "": f"a third of the {warmth.UNKNOWN} days that stand in for a cadence",
}


def _warmth(summary: Summary, today: date, config: Config) -> Iterator[Claim]:
    """Give the number behind a word, and what each day in touch adds to it."""
    found = warmth.of(summary, today, config)
    if found is None:
        return
    limits = f"warm from {warmth.WARM:g}, quiet below {warmth.COOLING:g}"
    half = f"halved every {found.length / warmth.HALVES:.4g} days, {_MEASURES[found.measure]}"
    yield Claim("warmth", f"{found.word}: {found.number:.2f}, {limits}; {half}", found.told)
    for part in found.parts:
        if part.number >= _FEW:
            yield Claim("", _part(part, today), (part.trace.source,))
    few = [part for part in found.parts if part.number < _FEW]
    if few:
        together = sum(part.number for part in few)
        sources = tuple(part.trace.source for part in few)
        yield Claim("", f"{together:.2f} for {_days(len(few))} long ago", sources)


def _part(part: warmth.Part, today: date) -> str:
    day = date.fromisoformat(part.trace.day)
    away = "" if part.days == (today - day).days else ", days away not counted"
    told = f"{part.strength} for {_kind(part.trace)}, {_days(part.days)} since {say_day(day, today)}{away}"
    return f"{part.number:.2f} = {told}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


# --- what is counted and told ----------------------------------------------------------------------


def _in_touch(interactions: Sequence[Trace], prepared: Sequence[Trace], today: date) -> Iterator[Claim]:
    """Count the days in touch, then give each; and the meetings that would count were something written of them."""
    if not interactions:
        yield Claim("in touch", "never, as far as the notes tell", ())
    else:
        last, first = interactions[0], interactions[-1]
        days = f"{len(interactions)} days, from {_day(first.day, today)} to {_day(last.day, today)}"
        text = f"1 day, {_day(last.day, today)}" if len(interactions) == 1 else days
        yield Claim("in touch", text, ())
    for trace in interactions:
        yield Claim("", _trace(trace, today), (trace.source,))
    for number, trace in enumerate(prepared):
        said = f"{_day(trace.day, today)}, nothing written"
        text = said if number else f"{said}: with a line of what was said it counts"
        yield Claim("" if number else "prepared", text, (trace.source,))


def _trace(trace: Trace, today: date) -> str:
    return f"{_day(trace.day, today)}, {_kind(trace)}"


def _kind(trace: Trace) -> str:
    return trace.kind.replace("-", " ")


def _day(iso: str, today: date) -> str:
    return say_day(date.fromisoformat(iso), today)


def _told(summary: Summary, today: date) -> Iterator[Claim]:
    """Give the days that the contact's own note states."""
    for name in ("first_met", "role_since", "last_contact", "snooze", "skipped", "paused", "ended"):
        value = summary.first(name)
        if value is not None and value.value is not False:
            day = fields.day_of(summary.fields, name)
            yield Claim(name, say_day(day, today) if day else "yes", (summary.source(name),))
    because = summary.first("ended_because")
    if because is not None and not discreet.is_private(summary):
        yield Claim("because", words(str(because.value)), (summary.source("ended_because"),))
    birthday = summary.first("birthday")
    if birthday is not None:
        born = str(birthday.value)
        ahead = next_anniversary(born, today)
        age = "" if born.startswith("--") else f", {ahead.year - int(born[:4])} years"
        yield Claim("birthday", f"next on {say_day(ahead, today)}{age}", (summary.source("birthday"),))


def _promised(promises: Iterable[Promise]) -> Iterator[Claim]:
    for one in promises:
        who = "theirs" if one.theirs else "yours"
        due = f", for {one.due}" if one.due else ""
        said = words(one.text) or "see the note"
        yield Claim("promise", f"{who}{due}: {said}", (Source(one.path, one.line, one.text),))


def _helps(path: str, goals: Iterable[GoalStanding]) -> Iterator[Claim]:
    for one in goals:
        sources = tuple(trace.source for trace in one.goal.helped if trace.contact == path)
        if sources:
            times = "once" if len(sources) == 1 else f"{len(sources)} times"
            yield Claim("helped", f"{one.goal.name}, {times}", sources)


# --- goals -----------------------------------------------------------------------------------------


def goal(one: GoalStanding, today: date) -> tuple[Claim, ...]:
    """Explain a goal: what is counted, against what, and every judgement made of it."""
    return tuple(_goal(one, today))


def _goal(one: GoalStanding, today: date) -> Iterator[Claim]:
    because = f", because {one.because.value}" if one.because else ""
    yield Claim(
        "status", one.status + because, one.because.sources if one.because else (one.goal.source("status"),)
    )
    yield Claim("counted", f"{one.count.value} × {one.measure.replace('-', ' ')}", one.count.sources)
    if one.target is not None:
        share = f": {one.progress:.0%} reached" if one.progress is not None else ""
        yield Claim("target", f"{one.target.value:g}{share}", one.target.sources)
    if one.steps and one.measure != MILESTONES:
        yield Claim("steps", f"{one.steps_done.value} of {one.steps} done", one.steps_done.sources)
    for label, day in (("begun", one.start), ("until", one.due), ("last moved", one.moved)):
        if day is not None:
            yield Claim(label, say_day(day.value, today), day.sources)
    yield from _pace(one, today)
    for trace in one.goal.planned:
        yield Claim("planned", _trace(trace, today), (trace.source,))
    for parent in one.parents[:1]:
        yield Claim("part of", parent.name, (one.goal.source("parent"),))
    if one.review:
        every, since, due, is_due = one.review
        when = f"{'was due' if is_due else 'due'} on {say_day(due.value, today)}" if due else "none yet"
        yield Claim("review", f"{cadence.say_every(every.value)}, {when}", _sources(every, since))


def _pace(one: GoalStanding, today: date) -> Iterator[Claim]:
    if one.expected is not None and one.target is not None and one.due is not None:
        grounds = _sources(one.target, one.start, one.due)
        yield Claim("expected by now", f"{one.expected}: {_even(one, today)}", grounds)
        if one.behind:
            yield Claim("behind", f"{one.behind} = {one.expected} − {one.count.value}", one.count.sources)
        if one.at_risk:
            yield Claim(
                "at risk", f"{one.behind} is more than {AT_RISK:.0%} of {one.target.value:g}", grounds
            )
    if one.stalled:
        moved = one.moved or one.start
        yield Claim(
            "stalled", f"nothing has helped it, or a part of it, for {STALLED_AFTER} days", _sources(moved)
        )
    if one.overdue and one.due is not None:
        yield Claim("overdue", f"its day was {say_day(one.due.value, today)}", one.due.sources)


def _even(one: GoalStanding, today: date) -> str:
    """Say how an even pace comes about."""
    assert one.target is not None
    assert one.due is not None
    if one.start is None or today >= one.due.value:
        return "all of them, its day has come"
    gone, length = (today - one.start.value).days, (one.due.value - one.start.value).days
    return f"{one.target.value:g} × {max(0, gone)} of {length} days"


def _sources(*parts: Sourced[date] | Sourced[float] | Sourced[int] | None) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for part in parts if part for source in part.sources))
