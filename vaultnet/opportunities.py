"""The board of opportunities: at which stage each is, since when, whether it is stuck, and what comes next. Pure.

Of private notes, and of what is called by the name of somebody private, nothing is said. docs/opportunities.md
describes it, Network Opportunities shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import inf
from operator import attrgetter
from typing import NamedTuple, TypeVar

from vaultnet import discreet, fields, ledger, memo, needs, paths, referred, resting, stages, steps, warmth
from vaultnet.cadence import has_ended
from vaultnet.config import Config
from vaultnet.filters import words
from vaultnet.goals import CANCELLED, DONE
from vaultnet.mentoring import untagged
from vaultnet.model import Sourced, Value
from vaultnet.network import LedgerLine, Occasion, Snapshot, Summary, TaggedTask, Trace
from vaultnet.openers import under_name
from vaultnet.paths import Chain
from vaultnet.referred import AtDoor
from vaultnet.stages import INTERVIEW, NO_TALK, OPPORTUNITY, OVER, STAGES, Stage, Standing, Talk, standing
from vaultnet.steps import Advice, Seen, Since, Step, Stuck, Who, day_of

T = TypeVar("T")

WAYS = 20
"""Opportunities for which a way is looked for."""
LATELY = 90
"""Days for which what is closed, and an interview that is done with, is shown: a rule of thumb."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Opportunity:
    """How one opportunity stands."""

    note: Occasion
    kind: Sourced[str] | None
    standing: Standing
    talk: Talk
    """Of an informational interview: what the notes tell of it."""
    since: Since | None
    last: Trace | None
    """The last time in touch with somebody of it since it began, or the last message to them."""
    plan: Trace | None
    """What is planned next with one of its people."""
    people: tuple[Who, ...]
    via: tuple[Who, ...]
    places: tuple[Who, ...]
    """The organisations."""
    goals: tuple[Sourced[str], ...]
    """The paths of the goals that it serves, but for private ones."""
    due: Sourced[date] | None
    outcome: Sourced[str] | None
    advice: tuple[Advice, ...]
    """What its people advised at the interview or since then, and was not followed yet."""
    stuck: Stuck | None
    next: Step | None

    @property
    def stage(self) -> Stage:
        """The stage."""
        return self.standing.stage.value

    @property
    def is_over(self) -> bool:
        """Whether it is closed."""
        return self.stage in OVER


def of(snapshot: Snapshot) -> tuple[Opportunity, ...]:
    """Give all opportunities of which something may be said, by their paths."""
    found = _sayable(snapshot.occasions, snapshot.private, discreet.hidden(snapshot.contacts))
    wanted = _people_of(found)
    people = _contacts(snapshot.contacts, wanted) if wanted else {}
    return _of(
        found,
        people,
        _given(snapshot.ledger, wanted) if wanted else (),
        _advised(snapshot.tagged, wanted) if wanted else (),
        referred.of(snapshot, found),
        discreet.hidden(snapshot.contacts),
        snapshot.private,
        snapshot.today,
    )


@memo.of_equal
def _of(
    found: Sequence[Occasion],
    people: Mapping[str, Summary],
    given: Sequence[LedgerLine],
    advice: Sequence[TaggedTask],
    doors: Mapping[str, AtDoor],
    hidden: frozenset[str],
    private: frozenset[str],
    today: date,
) -> tuple[Opportunity, ...]:
    """Work out how each stands, and only of those again of which something differs from the last time."""
    told = {path: tuple(some) for path, some in _by(given, lambda line: line.contact).items()}
    advised = {path: tuple(some) for path, some in _by(advice, lambda task: task.contacts[0]).items()}
    kept = discreet.Kept(hidden, private)
    _KEPT.turn()
    every = []
    for one in found:
        named = [path for key in ("people", "via") for _, path in _links(one, key) if path in people]
        facts = _Facts(
            {path: people[path] for path in named},
            tuple(line for path in named for line in told.get(path, ())),
            tuple(task for path in named for task in advised.get(path, ())),
            doors.get(one.path),
            kept,
            today,
        )
        every.append(_KEPT.again(one.path, (one, facts), partial(_opportunity, one, facts)))
    return tuple(every)


_KEPT = memo.Kept()


# --- what is known ---------------------------------------------------------------------------------


class _Facts(NamedTuple):
    people: Mapping[str, Summary]
    """By path, those whom some opportunity names."""
    given: Sequence[LedgerLine]
    advice: Sequence[TaggedTask]
    """What is still to be followed."""
    door: AtDoor | None
    kept: discreet.Kept
    today: date


@memo.of_last
def _sayable(
    occasions: Sequence[Occasion], private: Collection[str], hidden: frozenset[str]
) -> tuple[Occasion, ...]:
    return tuple(
        one
        for one in occasions
        if one.type == OPPORTUNITY and one.path not in private and not discreet.names_any(one.name, hidden)
    )


@memo.of_equal
def _people_of(found: Sequence[Occasion]) -> frozenset[str]:
    """Give where the links to people of some opportunities lead."""
    values = (value for one in found for key in ("people", "via") for value in _links(one, key))
    return frozenset(path for _, path in values)


def _links(one: Occasion, key: str) -> Iterator[tuple[Value, str]]:
    for value in one.fields.get(key, ()):
        path = value.leads(one.links)
        if path:
            yield value, path


@memo.of_last
def _contacts(contacts: Sequence[Summary], wanted: frozenset[str]) -> dict[str, Summary]:
    """Give some contacts by their paths, but for those who are private: nothing is derived from what they did."""
    found = (one for one in contacts if one.path in wanted)
    return {one.path: one for one in found if not discreet.is_private(one)}


def _by(items: Iterable[T], whose: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for item in items:
        found.setdefault(whose(item), []).append(item)
    return found


@memo.of_last
def _given(lines: Sequence[LedgerLine], wanted: frozenset[str]) -> tuple[LedgerLine, ...]:
    return tuple(one for one in lines if one.kind == "gave" and one.contact in wanted)


@memo.of_last
def _advised(tagged: Sequence[TaggedTask], wanted: frozenset[str]) -> tuple[TaggedTask, ...]:
    return tuple(
        one
        for one in tagged
        if one.tag == ledger.ADVICE
        and one.text
        and one.status not in DONE | CANCELLED
        and wanted.intersection(one.contacts[:1])
    )


# --- one opportunity -------------------------------------------------------------------------------


def _opportunity(one: Occasion, facts: _Facts) -> Opportunity:
    today = facts.today
    asked = [facts.people[path] for _, path in _links(one, "people") if path in facts.people]
    doors = [facts.people[path] for _, path in _links(one, "via") if path in facts.people]
    kind = _first(one, "kind")
    is_talk = kind is not None and kind.value == INTERVIEW
    talk = stages.talk_of(one, asked, facts.given, today) if is_talk else NO_TALK
    shown = stages.shown_by(talk) or _by_session(one, kind, asked)
    stand = standing(one, facts.door.stage if facts.door else shown, today)
    last = _last(one, (*asked, *doors), today)
    plan = talk.plan or min((who.plans[0] for who in asked if who.plans), key=attrgetter("day"), default=None)
    via, advice = tuple(_named(one, "via", facts)), tuple(_open_advice(talk, asked, facts))
    seen = Seen(one, stand, talk, last, plan, asked, via, advice, facts.kept, today)
    return Opportunity(
        note=one,
        kind=kind,
        standing=stand,
        talk=talk,
        since=_since(seen, facts.door),
        last=last,
        plan=plan,
        people=tuple(_named(one, "people", facts)),
        via=via,
        places=tuple(_named(one, "organisation", facts)),
        goals=tuple(_goals(one, facts.kept.private)),
        due=day_of(one, "due"),
        outcome=_outcome(one, facts.kept),
        advice=advice,
        stuck=steps.stuck(seen),
        next=steps.next_step(seen),
    )


def _since(seen: Seen, door: AtDoor | None) -> Since | None:
    """Give since when it stands where it does: where only its door shows that, as of the day at the door."""
    own, is_shown = steps.since(seen), door is not None and door.stage == seen.standing.stage
    return door.since if door and is_shown and door.since and not (own and seen.stage in OVER) else own


def _by_session(one: Occasion, kind: Sourced[str] | None, people: Iterable[Summary]) -> Sourced[Stage] | None:
    """Tell of a mentorship of which no word says how it stands that there are sessions: so they have agreed."""
    if kind is None or kind.value != stages.KIND or "stage" in one.fields:
        return None
    sessions = (trace for who in people for trace in (*who.recent, *who.earlier) if stages.is_session(trace))
    last = next(sessions, None)
    return Sourced("agreed", (last.source,)) if last else None


def _first(one: Occasion, name: str) -> Sourced[str] | None:
    value = fields.first(one.fields, name)
    return Sourced(str(value.value), (one.source(name),)) if value else None


def _outcome(one: Occasion, kept: discreet.Kept) -> Sourced[str] | None:
    found = _first(one, "outcome")
    return found if found and kept.may_quote(found.value) else None


def _named(one: Occasion, key: str, facts: _Facts) -> Iterator[Who]:
    """Yield whom a field names, but for those who are private."""
    for value in one.fields.get(key, ()):
        path = value.leads(one.links)
        contact = facts.people.get(path)
        name = value.name
        if facts.kept.may_name(value, one.links):
            yield Who(Sourced(name, (value.source(one.path),)), contact, path)


def _goals(one: Occasion, private: Collection[str]) -> Iterator[Sourced[str]]:
    for value, path in _links(one, "goals"):
        if path not in private:
            yield Sourced(path, (value.source(one.path),))


def _last(one: Occasion, people: Iterable[Summary], today: date) -> Trace | None:
    """Give the last sign of life since it began: in touch with one of its people, or a message to them."""
    began = [
        day
        for name in ("noticed", "asked")
        if (day := fields.day_of(one.fields, name)) is not None and day <= today
    ]
    first = max(began).isoformat() if began else ""
    some = (trace for who in people for trace in (*who.recent, *who.earlier, *who.sent))
    found = [trace for trace in some if first and trace.day >= first and stages.is_step(trace)]
    return max(found, key=lambda trace: (trace.day, trace.contact), default=None)


def _open_advice(talk: Talk, people: Iterable[Summary], facts: _Facts) -> Iterator[Advice]:
    """Yield what was advised at an interview, or by its people since then, and is to be followed yet."""
    at = {who.path: who for who in people}
    for task in facts.advice if talk.held else ():
        assert talk.held
        is_from = task.path == talk.held.path or task.day >= talk.held.day
        if task.contacts[0] in at and is_from and facts.kept.may_quote(task.text):
            said = words(under_name(untagged(task.text), at[task.contacts[0]]))
            yield Advice(Sourced(said, (task.source,)))


# --- the way to somebody ---------------------------------------------------------------------------


@memo.of_last
def ways(found: Iterable[Opportunity], snapshot: Snapshot, config: Config) -> Mapping[str, Chain]:
    """Find who could lead to the people of what was only noticed, where nobody opens the door yet.

    By the paths of the opportunities; of the first `WAYS` that want one. Where no people are named, it is who is
    at the place.
    """
    closed = [one for one in found if one.stage == "noticed" and not one.via][:WAYS]
    sought = {one.note.path: _sought(one, snapshot, config) for one in closed}
    chains = {path: paths.to_people(some, snapshot, config, 1) for path, some in sought.items() if some}
    return {path: some[0] for path, some in chains.items() if some and len(some[0].hops) > 1}


def _sought(one: Opportunity, snapshot: Snapshot, config: Config) -> frozenset[str]:
    """Give whom an opportunity leads to, by their paths; nobody if the owner is in touch with one of them."""
    people = [who.contact for who in one.people if who.contact]
    if not people:
        at = [needs.saying("at", who.path, who.name.value, snapshot.contacts) for who in one.places]
        people = [snapshot.contacts[place] for some in at for place, _ in some]
    people = [
        who for who in people if not (has_ended(who, snapshot.today) or resting.why(who, snapshot.today))
    ]
    known = (warmth.of(who, snapshot.today, config) for who in people)
    is_open = any(warm and warm.word != "quiet" for warm in known)
    return frozenset() if is_open else frozenset(who.path for who in people)


# --- the board -------------------------------------------------------------------------------------


def board(found: Iterable[Opportunity], today: date) -> tuple[tuple[Stage, tuple[Opportunity, ...]], ...]:
    """Give the open opportunities by stage, in the order of the stages; of each those that are stuck first."""
    by_stage: dict[Stage, list[Opportunity]] = {}
    for one in found:
        if not one.is_over and not _is_done_with(one, today):
            by_stage.setdefault(one.stage, []).append(one)
    return tuple((stage, tuple(sorted(by_stage[stage], key=_order))) for stage in STAGES if stage in by_stage)


def closed_lately(found: Iterable[Opportunity], today: date) -> tuple[Opportunity, ...]:
    """Give what was closed within `LATELY`, or left advice that was not followed yet, the newest first."""
    some = (one for one in found if one.is_over and (one.advice or _days_closed(one, today) <= LATELY))
    return tuple(sorted(some, key=_closed, reverse=True))


def _days_closed(one: Opportunity, today: date) -> float:
    day = _known(one)
    return (today - day).days if day else inf


def _closed(one: Opportunity) -> tuple[date, str]:
    return _known(one) or date.min, one.note.path


def _known(one: Opportunity) -> date | None:
    """Give the day on which something was closed; where no note says it, the last that is known of it."""
    if one.since:
        return one.since.day.value
    told = (fields.day_of(one.note.fields, name) for name in ("noticed", "asked"))
    last = date.fromisoformat(one.last.day) if one.last else None
    return max(filter(None, (*told, last)), default=None)


def _is_done_with(one: Opportunity, today: date) -> bool:
    """Tell whether an interview was held or thanked for long ago, and no advice is left to follow."""
    is_long_ago = one.since is not None and (today - one.since.day.value).days > LATELY
    return one.stage in ("held", "thanked") and is_long_ago and not one.advice


def _order(one: Opportunity) -> tuple[object, ...]:
    stuck = one.stuck.since.value if one.stuck else date.max
    since = one.since.day.value if one.since else date.max
    return stuck, since, one.note.path
