"""Why to meet somebody: what goals need and they have, what is open between you, how it is between you. Pure.

Each reason is a fact with its line. docs/events.md describes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from vaultnet import (
    cadence,
    candidates,
    coverage,
    discreet,
    events,
    fields,
    goal_words,
    goals,
    memo,
    needs,
    openers,
    opportunities,
    skills,
    thanking,
    warmth,
)
from vaultnet.config import Config
from vaultnet.coverage import Cover, State
from vaultnet.dates import earlier, say_day
from vaultnet.events import Event
from vaultnet.filters import clip, listing, words
from vaultnet.goals import GoalStanding
from vaultnet.model import Source, Sourced, note_name
from vaultnet.needs import Need, Trait
from vaultnet.network import Goal, LedgerLine, Promise, Snapshot, Summary, TaggedTask
from vaultnet.openers import under_name
from vaultnet.opportunities import Opportunity
from vaultnet.skill_lines import Skill
from vaultnet.skills import Skills

WEIGHTS: Mapping[str, int] = {
    "needed": 6,
    "needed elsewhere": 4,
    "unfilled": 3,
    "helps": 4,
    "helps elsewhere": 1,
    "opportunity": 5,
    "promised": 5,
    "promised by them": 4,
    "to thank": 3,
    "asked": 3,
    "never met": 3,
    "not since": 3,
    "quiet": 3,
    "cooling": 2,
    "teaches": 2,
    "learns": 2,
    "news": 2,
    "interest": 1,
}
"""What a reason weighs: a rule of thumb. Of several of one sort the first counts; *elsewhere* is a goal that the
event is not said to help, *unfilled* comes on top where nobody who has what is needed is warm or cooling."""

ASKED = 90
"""Days for which a question of the owner's that nothing came back on is still open: a rule of thumb."""
FRESH = 180
"""Days for which their news, and what they gave, is something to come back to: a rule of thumb."""

_LENGTH = 100


class Reason(NamedTuple):
    """Why to meet somebody."""

    sort: str
    """A key of `WEIGHTS`."""
    said: Sourced[str]
    need: tuple[Trait, Need] | None = None
    """What they have of what is needed, if it is that."""
    more: int = 0
    """What it weighs beyond its sort."""

    @property
    def weight(self) -> int:
        """What it weighs."""
        return WEIGHTS[self.sort] + self.more


class _Wanted(NamedTuple):
    """Something that an active goal needs."""

    need: Need
    state: State


class Known:
    """What reasons are made of."""

    def __init__(self, snapshot: Snapshot, config: Config) -> None:
        self.snapshot, self.config, self.today = snapshot, config, snapshot.today
        self.hidden = discreet.hidden(snapshot.contacts)
        self.kept = discreet.Kept(self.hidden, snapshot.private)
        standings = goals.standings(snapshot.goals, self.today)
        covers = coverage.of_goals(snapshot, config)
        self.goals = _said_goals(standings, snapshot.private, self.hidden)
        self.wanted = _wanted(self.goals, covers, self.hidden)
        self.intros = _intros(snapshot.tagged)
        self.promises = openers.promises_by_contact(snapshot.promises)
        self.ledger = _by_contact(snapshot.ledger)
        self.doors = _by_person(opportunities.of(snapshot))
        me = snapshot.me
        self.me = me if me and me.path not in snapshot.private else None
        self.skills = _partners(skills.of(snapshot, config), self.me.path if self.me else "")
        self.helped: frozenset[str] = frozenset()
        self.day = self.today

    def at(self, event: Event) -> Known:
        """Give the same for an event: with its goals, and its day."""
        one = copy(self)
        one.helped = frozenset(goal.value for goal in event.goals)
        one.day = event.start.value if event.start else self.today
        return one

    def of(self, contact: Summary) -> tuple[object, ...]:
        """Give all that the reasons to meet somebody are made of."""
        path = contact.path
        return (
            *(contact, self.today, self.config, self.hidden, self.snapshot.private, self.me, self.helped),
            *(self.goals, self.wanted, self.intros, self.promises.get(path), self.ledger.get(path)),
            *(self.doors.get(path), self.skills.get(path)),
        )

    def is_said(self, text: str) -> bool:
        """Tell whether some words name nobody private, and link nothing that is."""
        return self.kept.may_quote(text)

    def is_named(self, contact: Summary) -> bool:
        """Tell whether somebody may be proposed on the day of the event."""
        until = fields.day_of(contact.fields, "paused")
        is_paused = fields.is_set(contact.fields, "paused") or (until is not None and until > self.day)
        return not (is_paused or discreet.is_private(contact) or cadence.has_ended(contact, self.day))


def of(contact: Summary, known: Known, event: Event) -> tuple[Reason, ...]:
    """Give why to meet somebody at an event, the most telling first."""
    return _KEPT.again((event.path, contact.path), known.of(contact), lambda: _of(contact, known))


def _of(contact: Summary, known: Known) -> tuple[Reason, ...]:
    parts = (_needed, _opportunities, _promised, _told, _between, _skills, _interests)
    found = [reason for part in parts for reason in part(contact, known)]
    return tuple(sorted(found, key=lambda one: -one.weight))


def turn() -> None:
    """Begin anew: what was not asked for since the last turn is let go of."""
    _KEPT.turn()


_KEPT = memo.Kept()


# --- the reasons -----------------------------------------------------------------------------------


def _needed(contact: Summary, known: Known) -> Iterator[Reason]:
    """What goals need and they have, and that they help; one reason for each goal, and the same need said once."""
    seen: set[str] = set()
    for goal in sorted(known.goals, key=lambda goal: goal.path not in known.helped):
        found = {candidates.say(trait): (trait, one) for trait, one in _fits(contact, goal, known)}
        new = {said: one for said, one in found.items() if said not in seen}
        seen.update(found)
        helps = next((one for one in needs.traits_of(contact) if _is_help(one, goal)), None)
        if new:
            yield _has(new, helps, goal, known)
        elif helps:
            sort = "helps" if goal.path in known.helped else "helps elsewhere"
            yield Reason(sort, Sourced(f"helps with “{goal.name}”", (helps.source,)))


def _fits(contact: Summary, goal: Goal, known: Known) -> Iterator[tuple[Trait, _Wanted]]:
    for one in known.wanted.get(goal.path, ()):
        trait = needs.fits(one.need, contact)
        if trait and known.is_said(trait.name):
            yield trait, one


def _is_help(one: Trait, goal: Goal) -> bool:
    return one.kind == "helps" and needs.means(one, goal.path, goal.name)


def _has(new: Mapping[str, tuple[Trait, _Wanted]], helps: Trait | None, goal: Goal, known: Known) -> Reason:
    is_own = goal.path in known.helped
    open_ = next((one.state for _, one in new.values() if one.state != "filled"), None)
    helping = ", and helps with it" if helps else ""
    text = f"{listing([*new])}, for “{goal.name}”{helping}{_UNFILLED[open_ or 'filled'] if len(new) == 1 else ''}"
    sources = [source for trait, one in new.values() for source in (trait.source, one.need.source)]
    more = WEIGHTS["unfilled"] if open_ else 0
    more += WEIGHTS["helps" if is_own else "helps elsewhere"] if helps else 0
    trait, first = next(iter(new.values()))
    said = Sourced(text, (*sources, *([helps.source] if helps else [])))
    return Reason("needed" if is_own else "needed elsewhere", said, (trait, first.need), more)


_UNFILLED: Mapping[State, str] = {
    "filled": "",
    "dormant": ": all who have it have gone quiet",
    "missing": ": nobody you know has it",
}


def _opportunities(contact: Summary, known: Known) -> Iterator[Reason]:
    for one, source in known.doors.get(contact.path, ()):
        text = f"“{one.note.name}” is open, {one.stage}"
        yield Reason("opportunity", Sourced(text, (source, *one.standing.stage.sources)))


def _promised(contact: Summary, known: Known) -> Iterator[Reason]:
    for one in known.promises.get(contact.path, ()):
        if _is_sayable(one.text, one.path, known) and (not one.theirs or openers.is_by(one, contact)):
            sort, said = ("promised by them", "they promised") if one.theirs else ("promised", "you promised")
            if (one.path, one.line) in known.intros:
                said = "an introduction is open"
            yield Reason(sort, Sourced(f"{said}: {_quote(one.text, contact)}", (_at(one),)))


def _told(contact: Summary, known: Known) -> Iterator[Reason]:
    """What the ledger has between the two: a question that is open, a gift without thanks, their news."""
    lines = [one for one in known.ledger.get(contact.path, ()) if one.day]
    last = {kind: max((one.day for one in lines if one.kind == kind), default="") for kind in _KINDS}
    thanked = max((one.day for one in thanking.thanks(contact, lines)), default="")
    since = {kind: earlier(known.today, days).isoformat() for kind, days in _KINDS.items()}
    for sort, kind, before, word in (
        ("asked", "asked", last["received"], "you asked"),
        ("to thank", "received", thanked, "they gave you"),
        ("news", "news", "", "their news"),
    ):
        one = next((one for one in lines if one.kind == kind and one.day == last[kind]), None)
        if one and one.day >= since[kind] and one.day > before and _is_sayable(one.text, one.path, known):
            day = say_day(date.fromisoformat(one.day), known.today)
            yield Reason(sort, Sourced(f"{word}, {day}: {_quote(one.text, contact)}", (one.source,)))


_KINDS: Mapping[str, int] = {"asked": ASKED, "received": FRESH, "news": FRESH}


def _between(contact: Summary, known: Known) -> Iterator[Reason]:
    """How it is between the two: never met, not in touch since, cooling, or quiet."""
    if not contact.recent:
        yield _without_touch(contact, known.today)
        return
    warm = warmth.of(contact, known.today, known.config)
    if warm and warm.word != "warm":
        last = contact.recent[0]
        day = say_day(date.fromisoformat(last.day), known.today)
        yield Reason(warm.word, Sourced(f"{warm.word}, last in touch on {day}", (last.source,)))
    if _is_from_afar(contact):
        yield Reason("never met", Sourced("you have never met in person", (contact.recent[0].source,)))


def _without_touch(contact: Summary, today: date) -> Reason:
    met = fields.day_of(contact.fields, "first_met")
    if met is None:
        there = (Source(contact.path, 1, note_name(contact.path)),)
        return Reason("never met", Sourced("you have never been in touch", there))
    text = f"met on {say_day(met, today)}, and nothing since"
    return Reason("not since", Sourced(text, (contact.source("first_met"),)))


def _is_from_afar(contact: Summary) -> bool:
    """Tell whether all that is known of two people is from afar."""
    days = (*contact.recent, *contact.earlier)
    is_all = contact.interactions <= len(days) and "first_met" not in contact.fields
    return is_all and all(trace.kind in events.FROM_AFAR for trace in days)


def _skills(contact: Summary, known: Known) -> Iterator[Reason]:
    """What they could teach the owner, and the owner them, as their two notes say."""
    said = {
        "teaches": "teaches {}, which you would like to learn",
        "learns": "would like to learn {}, which you teach",
    }
    for sort, skill, own in known.skills.get(contact.path, ()):
        yield Reason(sort, Sourced(said[sort].format(skill.text), (skill.source, own)))


def _interests(contact: Summary, known: Known) -> Iterator[Reason]:
    """What both care about, all in one."""
    me = known.me
    if me is None or "interests" not in contact.fields:
        return
    own = {
        needs.words(value.name): value
        for value in me.fields.get("interests", ())
        if known.kept.may_name(value, me.links)
    }
    both = [
        (value, own[needs.words(value.name)])
        for value in contact.fields.get("interests", ())
        if needs.words(value.name) in own and known.kept.may_name(value, contact.links)
    ]
    if both:
        said = listing([words(theirs.name) for theirs, _ in both])
        sources = [one.source(contact.path) for one, _ in both]
        sources += [one.source(me.path) for _, one in both]
        yield Reason("interest", Sourced(f"you both care about {said}", tuple(sources)))


# --- by person, and words --------------------------------------------------------------------------


@memo.of_equal
def _said_goals(
    standings: Sequence[GoalStanding], private: frozenset[str], hidden: frozenset[str]
) -> tuple[Goal, ...]:
    """Give the active goals that may be spoken of."""
    active = (one.goal for one in standings if one.status == "active")
    return tuple(
        one for one in active if one.path not in private and not discreet.names_any(one.name, hidden)
    )


@memo.of_last
def _wanted(
    every: Sequence[Goal], covers: Mapping[str, Sequence[Cover]], hidden: frozenset[str]
) -> Mapping[str, Sequence[_Wanted]]:
    """Give what goals need and may be said, by their paths."""
    return {
        goal.path: tuple(
            _Wanted(one.need, one.state)
            for one in covers.get(goal.path, ())
            if goal_words.is_need_said(one.need, hidden)
        )
        for goal in every
    }


@memo.of_last
def _intros(tagged: Sequence[TaggedTask]) -> frozenset[tuple[str, int]]:
    """Give where the introductions stand that the owner is to make."""
    return frozenset((one.path, one.line) for one in tagged if one.tag == "intro")


@memo.of_last
def _partners(ledger: Skills, me: str) -> Mapping[str, Sequence[tuple[str, Skill, Source]]]:
    """Give who could teach the owner what, and learn what of them, as both notes say, by person."""
    found: dict[str, list[tuple[str, Skill, Source]]] = {}
    for sort, subjects in (("teaches", ledger.learn), ("learns", ledger.teach)):
        for subject in subjects:
            own = subject.text.source
            for one in subject.partners if own.path == me else ():
                if one.said:
                    found.setdefault(one.contact.path, []).append((sort, one.skill, own))
    return found


_by_contact = memo.grouped(attrgetter("contact"), tuple[LedgerLine, ...])


@memo.of_last
def _by_person(every: Sequence[Opportunity]) -> Mapping[str, Sequence[tuple[Opportunity, Source]]]:
    """Give the opportunities that are open, by each of their people, with where they are named."""
    found: dict[str, list[tuple[Opportunity, Source]]] = {}
    for one in every:
        if not one.is_over:
            for path, source in {who.path: who.name.source for who in (*one.via, *one.people)}.items():
                found.setdefault(path, []).append((one, source))
    return found


def _is_sayable(text: str, path: str, known: Known) -> bool:
    return bool(words(text)) and path not in known.snapshot.private and known.is_said(text)


def _at(one: Promise) -> Source:
    return Source(one.path, one.line, one.text)


def _quote(text: str, contact: Summary) -> str:
    return f"“{clip(words(under_name(text, contact)), _LENGTH)}”"
