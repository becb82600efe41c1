"""At which stage an opportunity is: the owner's word, and what the notes show; the further of the two counts. Pure.

Each kind has a ladder of its own. Of an informational interview the notes show most: the day it was asked for, a
plan for it, the meeting, thanks. docs/opportunities.md and docs/interviews.md describe it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeAlias, get_args

from vaultnet import fields, kinds, outcomes, thanking
from vaultnet.model import Source, Sourced
from vaultnet.network import LedgerLine, Occasion, Summary, Trace

Stage: TypeAlias = Literal[
    "noticed",
    "asked",
    "agreed",
    "introduced",
    "scheduled",
    "applied",
    "held",
    "interview",
    "offer",
    "thanked",
    "ended",
    "declined",
]
STAGES: Sequence[Stage] = get_args(Stage)
"""In the order in which they come; each kind has some of them."""

OPPORTUNITY = "opportunity"
"""The type of their notes."""
KIND = "mentoring"
"""The kind of the opportunities of mentoring, and of the sessions."""
INTERVIEW = kinds.INTERVIEW
"""The kind of opportunity that is a talk to learn about somebody's work, and of that talk."""
APPLICATION, REFERRAL, RECOMMENDATION = "application", "referral", "recommendation"
DOORS = frozenset({APPLICATION, REFERRAL})
"""The kinds that somebody opens the door to, and of which a known word says how they ended."""

OVER: frozenset[Stage] = frozenset({"ended", "declined"})

_JOB: Mapping[Stage, Stage] = {"scheduled": "interview", "held": "interview", "thanked": "interview"}
_YES_OR_NO: Mapping[Stage, Stage] = {
    "introduced": "asked",
    "scheduled": "agreed",
    "applied": "asked",
    "held": "agreed",
    "interview": "agreed",
    "offer": "agreed",
    "thanked": "ended",
}
_INSTEAD: Mapping[str, Mapping[Stage, Stage]] = {
    INTERVIEW: {"introduced": "asked", "applied": "asked", "interview": "scheduled", "offer": "held"},
    KIND: _YES_OR_NO,
    RECOMMENDATION: _YES_OR_NO,
    REFERRAL: _JOB,
    APPLICATION: _JOB,
}
"""By kind: what a stage that its ladder does not have stands for. Kinds of one's own have all."""

_BEGUN: frozenset[Stage] = frozenset(STAGES) - {"noticed", "asked", *OVER}
"""Stages at which somebody has said yes: what is closed then has ended, whatever came of it."""
_SAYS_NOTHING_ELSE = frozenset({"coffee", "meal", kinds.MEETING, "video", "call"})
"""Kinds of conversations that may have been the one that was asked for."""
_NO_STEP = frozenset({"engage", kinds.LAST_CONTACT})


class Standing(NamedTuple):
    """How an opportunity stands."""

    stage: Sourced[Stage]
    """The further of what is written and what the notes show, with the line that says so."""
    written: Sourced[Stage] | None
    """The owner's word."""
    shown: Sourced[Stage] | None
    """What the notes show."""


class Talk(NamedTuple):
    """What the notes tell of an informational interview."""

    asked: Sourced[date] | None = None
    answered: Trace | None = None
    """The first time in touch with one of its people after the day of asking, before it was held."""
    plan: Trace | None = None
    """The plan for it."""
    missed: Trace | None = None
    """A meeting with one of its people whose day has passed, of which nothing is noted, nor of a word since."""
    held: Trace | None = None
    thanks: Sourced[date] | None = None
    """What went to one of its people since it was held."""


NO_TALK = Talk()


def has_agreed(stage: Stage) -> bool:
    """Tell whether somebody has said yes, and it is not over."""
    return stage in _BEGUN


def text(one: Occasion, name: str) -> str:
    """Give the first value of an opportunity's field as text, ``""`` for none."""
    value = fields.first(one.fields, name)
    return str(value.value) if value else ""


def is_session(trace: Trace) -> bool:
    """Tell whether a time in touch was a session of a mentorship."""
    return kinds.canonical(trace.kind) == KIND


def stage_of(one: Occasion, today: date, has_met: bool = False) -> Sourced[Stage]:
    """Tell at which stage an opportunity is by its own note, and whether they ``has_met`` for it.

    Whoever has met for it has agreed, if no word says how it is; and a day of asking says that they were asked, be
    it noticed or nothing that is written. What is ``closed`` is over, and so is a door with a known outcome, and
    what came to nothing before anybody agreed; it was declined only if a word says so.
    """
    stage = _before(one, has_met)
    return _over(one, stage, today) or stage


def has_come_about(one: Occasion, today: date, has_met: bool = False) -> bool:
    """Tell whether something has ended that there was: they had agreed, or a word says so; no day alone does."""
    is_known = _before(one, has_met).value not in ("noticed", "asked") or "outcome" in one.fields
    return is_known and stage_of(one, today, has_met).value == "ended"


def _before(one: Occasion, has_met: bool) -> Sourced[Stage]:
    """Tell at which stage it is, or was when it was closed."""
    stage, asked = _written(one), _by_asking(one)
    if stage is None and has_met:
        stage = Sourced("agreed", (one.source(""),))
    if asked and (stage is None or stage.value == "noticed"):
        stage = Sourced(asked, (one.source("asked"),))
    return stage or Sourced("noticed", (one.source(""),))


def standing(one: Occasion, shown: Sourced[Stage] | None, today: date) -> Standing:
    """Tell how an opportunity stands, given what the notes ``shown`` of it beyond its own note."""
    written, alone = _written(one), stage_of(one, today)
    asked = _by_asking(one)
    if asked and (shown is None or _rank(asked) > _rank(shown.value)):
        shown = Sourced(asked, (one.source("asked"),))
    if shown is None or (written and _rank(written.value) >= _rank(shown.value)):
        return Standing(alone, written, shown)
    return Standing(_over(one, shown, today) or shown, written, shown)


def _written(one: Occasion) -> Sourced[Stage] | None:
    word = text(one, "stage")
    stage = next((known for known in STAGES if known == word), None)
    if stage is None:
        return None
    return Sourced(_INSTEAD.get(text(one, "kind"), {}).get(stage, stage), (one.source("stage"),))


def _by_asking(one: Occasion) -> Stage | None:
    """Give what ``asked:`` says: of an application that it was sent."""
    if "asked" not in one.fields:
        return None
    return "applied" if text(one, "kind") == APPLICATION else "asked"


def _over(one: Occasion, stage: Sourced[Stage], today: date) -> Sourced[Stage] | None:
    """Give how it is over; None where it is not, or where the stage says so already."""
    closed = fields.day_of(one.fields, "closed")
    is_closed = fields.is_set(one.fields, "closed") or (closed is not None and closed <= today)
    word = outcomes.read(text(one, "outcome")).word
    is_refused = word not in (None, outcomes.GOOD) and not has_agreed(stage.value)
    if stage.value in OVER or not (is_closed or is_refused or (word and text(one, "kind") in DOORS)):
        return None
    if is_refused:
        return Sourced("declined", (one.source("outcome"),))
    return Sourced("ended", (one.source("closed" if is_closed else "outcome"),))


def is_step(trace: Trace) -> bool:
    """Tell whether a time in touch takes anything further: no reaction does, and no day that is only a floor."""
    return kinds.canonical(trace.kind) not in _NO_STEP


def _rank(stage: Stage) -> int:
    return STAGES.index(stage)


# --- what the notes show ---------------------------------------------------------------------------


def shown_by(talk: Talk) -> Sourced[Stage] | None:
    """Give the stage that the notes show of an informational interview; None for none but that it was noticed."""
    if talk.held:
        if talk.thanks:
            return Sourced("thanked", talk.thanks.sources)
        return Sourced("held", (talk.held.source,))
    if talk.plan:
        return Sourced("scheduled", (talk.plan.source,))
    return Sourced("asked", talk.asked.sources) if talk.asked else None


def talk_of(one: Occasion, people: Sequence[Summary], told: Iterable[LedgerLine], today: date) -> Talk:
    """Find what the notes tell of an informational interview.

    Args:
        one: the opportunity.
        people: those of its people who are contacts.
        told: what the owner gave, by lines of the ledger; those to its people count.
        today: the day that is asked about.

    """
    asked = _day(one, "asked", today)
    since = asked.value.isoformat() if asked else ""
    closed = fields.day_of(one.fields, "closed")
    last = closed.isoformat() if closed else today.isoformat()
    first = since or text(one, "noticed")
    past = sorted(
        (trace for who in people for trace in (*who.recent, *who.earlier) if first <= trace.day <= last),
        key=lambda trace: (trace.day, trace.contact),
    )
    ahead = sorted((plan for who in people for plan in who.plans), key=lambda plan: (plan.day, plan.contact))
    missed = [
        trace
        for who in people
        for trace in who.passed
        if trace.day >= first and (_is_one(trace) or _may_be_one(trace)) and not _is_settled(trace, who)
    ]
    held = _held(past, since, is_arranged=any(map(_is_one, (*ahead, *missed))))
    until = held.day if held else "~"
    return Talk(
        asked,
        next((trace for trace in past if since < trace.day < until and is_step(trace)), None)
        if since
        else None,
        _planned(ahead, since),
        None if held else max(missed, key=lambda trace: (trace.day, trace.path), default=None),
        held,
        thanks_for(held, people, told) if held else None,
    )


def _is_settled(missed: Trace, who: Summary) -> bool:
    """Tell whether the owner was in touch with somebody since they were to meet, or wrote to them."""
    return thanking.has_heard(who, missed.day)


def _held(past: Sequence[Trace], since: str, *, is_arranged: bool) -> Trace | None:
    """Give when it took place: as what it is called, or, if it was asked for and isn't to come, any talk since."""
    held = next(filter(_is_one, past), None)
    if held or not since or is_arranged:
        return held
    return next((trace for trace in past if trace.day > since and _may_be_one(trace)), None)


def _planned(ahead: Sequence[Trace], since: str) -> Trace | None:
    """Give the plan for it: as what it is called, or, if it was asked for, for any talk."""
    plan = next(filter(_is_one, ahead), None)
    if plan or not since:
        return plan
    return next((trace for trace in ahead if _may_be_one(trace) or trace.kind == kinds.MENTION), None)


def _day(one: Occasion, name: str, today: date) -> Sourced[date] | None:
    day = fields.day_of(one.fields, name)
    return Sourced(day, (one.source(name),)) if day and day <= today else None


def _is_one(trace: Trace) -> bool:
    return kinds.canonical(trace.kind) == INTERVIEW


def _may_be_one(trace: Trace) -> bool:
    return kinds.canonical(trace.kind) in _SAYS_NOTHING_ELSE


def thanks_for(held: Trace, people: Sequence[Summary], told: Iterable[LedgerLine]) -> Sourced[date] | None:
    """Give what first went to one of these people since an interview: later, or in writing on that very day."""
    found = sorted(_since_held(held, people, told), key=lambda one: (one[0], one[1]))
    return Sourced(date.fromisoformat(found[0][0]), (found[0][1],)) if found else None


def is_thanks(line: LedgerLine, held: Trace) -> bool:
    """Tell whether what the owner gave was thanks for an interview: anything later, or words of thanks that day."""
    return line.day > held.day or (line.day == held.day and thanking.speaks_of(line.text))


def _since_held(
    held: Trace, people: Sequence[Summary], told: Iterable[LedgerLine]
) -> Iterator[tuple[str, Source]]:
    paths = {who.path for who in people}
    for who in people:
        yield from ((trace.day, trace.source) for trace in thanking.words(who) if trace.day > held.day)
        yield from ((trace.day, trace.source) for trace in who.besides if trace.day == held.day)
    for line in told:
        if line.contact in paths and line.kind == "gave" and is_thanks(line, held):
            yield line.day, line.source
    if thanking.speaks_of(held.text):
        yield held.day, held.source
