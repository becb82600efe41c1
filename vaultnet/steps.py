"""Since when an opportunity stands where it stands, whether it is stuck, and what comes next. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from vaultnet import discreet, fields, kinds, resting, stages
from vaultnet.cadence import has_ended
from vaultnet.dates import later, parse_day, say_day
from vaultnet.filters import listing
from vaultnet.goals import CANCELLED, DONE
from vaultnet.model import Source, Sourced, Task
from vaultnet.network import Occasion, Summary, Trace
from vaultnet.stages import INTERVIEW, OVER, Stage, Standing, Talk, text

UNASKED = 21
"""Days after which somebody who was noticed and never asked is stuck: a rule of thumb."""
UNANSWERED = 14
"""Days after which a question without an answer is stuck: a rule of thumb."""
WITHOUT_DAY = 14
"""Days after which an interview that was agreed to, and has no day, is stuck: a rule of thumb."""
UNTHANKED = 1
"""Days after an interview from which on thanks are late: a rule of thumb, known as the 24 hours."""
THANKABLE = 30
"""Days for which it is still said that nobody was thanked: a rule of thumb."""
WITHOUT_STEP = 21
"""Days without a step after which anything else is stuck: a rule of thumb."""


class Who(NamedTuple):
    """Somebody, or some place, that an opportunity names."""

    name: Sourced[str]
    contact: Summary | None
    path: str
    """Of the note that is linked, or ``""``."""


class Since(NamedTuple):
    """Since when it stands where it stands: ``asked``, and the day."""

    word: str
    day: Sourced[date]


class Stuck(NamedTuple):
    """Since when nothing moves, and why that is to be said."""

    since: Sourced[date]
    why: Sourced[str]


class Advice(NamedTuple):
    """What somebody advised, in plain text, and is not followed yet."""

    text: Sourced[str]


class Step(NamedTuple):
    """What comes next, in words; ``is_own`` where they are the owner's, from a task in the note."""

    text: Sourced[str]
    is_own: bool = False


class Seen(NamedTuple):
    """What its since, its being stuck and its next step are told from."""

    one: Occasion
    standing: Standing
    talk: Talk
    last: Trace | None
    plan: Trace | None
    people: Sequence[Summary]
    via: Sequence[Who]
    advice: Sequence[Advice]
    kept: discreet.Kept
    today: date

    @property
    def stage(self) -> Stage:
        """The stage."""
        return self.standing.stage.value

    def day(self, name: str) -> Sourced[date] | None:
        """Give the day of a field, if it has come."""
        found = day_of(self.one, name)
        return found if found and found.value <= self.today else None

    def say(self, day: Sourced[date]) -> str:
        """Say a day."""
        return say_day(day.value, self.today)


def day_of(one: Occasion, name: str) -> Sourced[date] | None:
    """Give the day of an opportunity's field."""
    day = fields.day_of(one.fields, name)
    return Sourced(day, (one.source(name),)) if day else None


def _of_trace(trace: Trace) -> Sourced[date]:
    return Sourced(date.fromisoformat(trace.day), (trace.source,))


def since(seen: Seen) -> Since | None:
    """Give since when it stands where it does, as far as that is known."""
    word, day = _said_since(seen)
    return Since(word, day) if day else None


def _said_since(seen: Seen) -> tuple[str, Sourced[date] | None]:
    stage, talk, asked = seen.stage, seen.talk, seen.day("asked")
    step = _of_trace(seen.last) if seen.last else None
    if stage == "noticed":
        return "noticed", seen.day("noticed")
    if stage in OVER:
        return ("closed" if stage == "ended" else "declined"), seen.day("closed") or _day_told(seen)
    if stage == "held":
        return "held", _of_trace(talk.held) if talk.held else None
    if stage == "thanked":
        return "thanked", talk.thanks
    if stage in ("introduced", "interview", "offer") and step and (not asked or step.value > asked.value):
        return "last in touch", step
    return ("applied" if stage == "applied" else "asked"), asked


def _day_told(seen: Seen) -> Sourced[date] | None:
    """Give the day that an outcome names, as in ``rejected on 2026-11-17``, if it has come."""
    days = map(parse_day, _DAY.findall(text(seen.one, "outcome")))
    day = next((day for day in days if day and day <= seen.today), None)
    return Sourced(day, (seen.one.source("outcome"),)) if day else None


_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")


# --- stuck -----------------------------------------------------------------------------------------


def stuck(seen: Seen) -> Stuck | None:
    """Give the first reason for which it is stuck; None for none, or where it is over.

    Nor is anything stuck that waits for people who are to be left alone.
    """
    if seen.stage in OVER or _are_gone(seen) or _resting(seen):
        return None
    return min(_reasons(seen), key=lambda one: (one.since.value, one.why.value), default=None)


def _reasons(seen: Seen) -> Iterator[Stuck]:
    due, talk, today = day_of(seen.one, "due"), seen.talk, seen.today
    if due and due.value < today:
        yield _reason(due, 1, f"it was due on {seen.say(due)}")
    if seen.stage == "held" and talk.held:
        held = _of_trace(talk.held)
        if UNTHANKED <= (today - held.value).days <= THANKABLE:
            yield _reason(held, UNTHANKED, "nobody was thanked")
    if talk.missed and not talk.plan:
        missed = _of_trace(talk.missed)
        yield _reason(missed, 1, f"planned for {seen.say(missed)}, and nothing is noted")
    elif seen.plan is None:
        yield from _waiting(seen)


def _waiting(seen: Seen) -> Iterator[Stuck]:
    """Yield that nothing has happened for long, where nothing is planned."""
    days, why = _PATIENCE.get(seen.stage, (0, ""))
    if not days or (text(seen.one, "kind") == stages.KIND and seen.stage == "agreed"):
        return
    start = seen.day("noticed") if seen.stage == "noticed" else seen.day("asked")
    step = _of_trace(seen.last) if seen.last and seen.stage != "noticed" else None
    newest = step if step and (start is None or step.value > start.value) else start
    if newest is None or (seen.today - newest.value).days < days:
        return
    if step and newest is step:
        why = f"nothing since {seen.say(step)}"
    yield _reason(newest, days, why)


_PATIENCE: Mapping[Stage, tuple[int, str]] = {
    "noticed": (UNASKED, "never asked"),
    "asked": (UNANSWERED, "no answer is noted"),
    "agreed": (WITHOUT_DAY, "no step since"),
    "scheduled": (WITHOUT_DAY, "no day is noted"),
    **dict.fromkeys(("introduced", "applied", "interview", "offer"), (WITHOUT_STEP, "no step since")),
}
"""For how many days a stage may rest where nothing is planned, and what is said after that."""


def _reason(day: Sourced[date], days: int, why: str) -> Stuck:
    return Stuck(Sourced(later(day.value, days), day.sources), Sourced(why, day.sources))


# --- what comes next -------------------------------------------------------------------------------


def next_step(seen: Seen) -> Step | None:
    """Give the next step: thanks that are due, then the owner's own task in the note, then what the stage asks for.

    None where it is over. Nobody with whom the owner no longer keeps in touch is to be written to, and nobody who
    is to be let rest.
    """
    if seen.stage in OVER:
        return None
    is_gone, rests = _are_gone(seen), _resting(seen)
    if _is_to_thank(seen) and not is_gone and not rests:
        return Step(Sourced("thank them", seen.standing.stage.sources))
    own = next(_tasks(seen.one, seen.kept), None)
    if own:
        return Step(Sourced(own.text, (Source(seen.one.path, own.line, own.text),)), is_own=True)
    gone = Sourced("let it go: you no longer keep in touch", seen.standing.stage.sources)
    told = gone if is_gone else rests or _step(seen)
    return Step(told) if told else None


def _is_to_thank(seen: Seen) -> bool:
    """Tell whether it was held, and not so long ago that thanks would come as a surprise."""
    held = _of_trace(seen.talk.held) if seen.talk.held else None
    return seen.stage == "held" and not (held and (seen.today - held.value).days > THANKABLE)


def _are_gone(seen: Seen) -> bool:
    """Tell whether it waits for people with none of whom the owner still keeps in touch."""
    is_with_them = seen.stage in _WITH_THEM and bool(seen.people)
    return is_with_them and all(has_ended(who, seen.today) for who in seen.people)


def _resting(seen: Seen) -> Sourced[str] | None:
    """Say why those for whom it waits are let rest, where that is all who are left and nothing is planned."""
    if seen.stage not in _WITH_THEM or seen.plan or seen.talk.missed:
        return None
    doors = [who.contact for who in seen.via if who.contact] if seen.stage == "noticed" else []
    left = [who for who in doors or seen.people if not has_ended(who, seen.today)]
    found = [(who, why) for who in left if (why := resting.why(who, seen.today))]
    if not found or len(found) < len(left):
        return None
    who, why = found[0]
    return Sourced(f"let it rest: {who.name} is {why.value}", why.sources)


def _tasks(one: Occasion, kept: discreet.Kept) -> Iterator[Task]:
    """Yield the open tasks of the note, those with a day first."""
    open_ = [task for task in one.tasks if task.text and task.status not in DONE | CANCELLED]
    open_.sort(key=lambda task: (parse_day(task.due) is None, task.due, task.line))
    return (task for task in open_ if kept.may_quote(task.text))


def _step(seen: Seen) -> Sourced[str] | None:
    if seen.stage in ("held", "thanked"):
        return _to_follow(seen)
    here, talk, plan = seen.standing.stage.sources, seen.talk, seen.plan
    if talk.missed and not talk.plan:
        return Sourced("write down how it went, or find another day", (talk.missed.source,))
    if "outcome" in seen.one.fields and not plan:
        return Sourced("close it, if that is how it ended", (seen.one.source("outcome"),))
    if plan:
        what = (
            "meet" if kinds.is_conversation(plan.kind) or plan.kind == kinds.MENTION else kinds.say(plan.kind)
        )
        return Sourced(f"{what} on {seen.say(_of_trace(plan))}", (plan.source,))
    if seen.stage == "noticed":
        return _ask(seen)
    if seen.stage == "asked":
        if talk.answered:
            day = seen.say(_of_trace(talk.answered))
            return Sourced(f"agree on a day: in touch on {day}", (talk.answered.source,))
        return Sourced("ask once more, or let it go" if stuck(seen) else "wait for the answer", here)
    told = _TO_DO.get(seen.stage)
    if seen.stage == "agreed":
        told = _AGREED.get(text(seen.one, "kind"), "the next step")
    elif seen.stage in ("applied", "interview"):
        told = "ask how it stands" if stuck(seen) else "wait for the answer"
    return Sourced(told, here) if told else None


def _ask(seen: Seen) -> Sourced[str]:
    doors = [one for one in seen.via if not (one.contact and has_ended(one.contact, seen.today))]
    if doors:
        names = listing([one.name.value for one in doors])
        sources = tuple(chain.from_iterable(one.name.sources for one in doors))
        return Sourced(f"ask {names} for an introduction", sources)
    known = any(who.recent for who in seen.people)
    ask = "ask one question" if text(seen.one, "kind") == stages.KIND else "ask them"
    return Sourced(ask if known else "find somebody who opens the door", seen.standing.stage.sources)


def _to_follow(seen: Seen) -> Sourced[str]:
    if seen.advice:
        return Sourced("follow their advice, and tell them", seen.advice[0].text.sources)
    return Sourced("close it, with what came of it", seen.standing.stage.sources)


_WITH_THEM: frozenset[Stage] = frozenset({"noticed", "asked", "agreed", "introduced", "scheduled", "held"})
"""The stages at which what comes next is to write to, or to meet, those whom it is about."""

_TO_DO: Mapping[Stage, str] = {
    "scheduled": "note the day",
    "introduced": "write to them",
    "offer": "decide",
}
_AGREED: Mapping[str, str] = {
    INTERVIEW: "agree on a day",
    stages.KIND: "the next session",
    stages.RECOMMENDATION: "wait for it, and thank",
    stages.REFERRAL: "wait for the introduction",
}
