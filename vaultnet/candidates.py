"""Who could become, or lead to, what a goal needs and nobody has: a few people, each with the reasons. Pure.

They are those who fit and with whom the owner was never in touch, with who could lead to them (`vaultnet.paths`);
those who know the place that is asked for; those who are near to it, by another relation or an interest; and those
who help with the goal, or with another that needs the same. They come in this order, of each sort the warmest
first; last who fits and can't be reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from vaultnet import discreet, fields, memo, needs, paths, warmth
from vaultnet.config import Config
from vaultnet.dates import say_day
from vaultnet.model import Sourced
from vaultnet.needs import INSIDER, Need, Trait
from vaultnet.network import Gathering, Goal, LedgerLine, Occasion, Snapshot, Summary, Trace
from vaultnet.paths import Chain
from vaultnet.warmth import Warmth

CANDIDATES = 3
"""Candidates that are named for a need that nobody fills."""

_NEARLY = {
    "mentor": ("leader",),
    "referrer": (INSIDER,),
    "collaborator": ("peer",),
    "employer": ("recruiter", "leader"),
    "recruiter": ("employer",),
    "leader": ("mentor",),
    "friend": ("peer",),
}
"""Relations out of which another may grow: a rule of thumb."""
LEADS, NEAR, HELPS, OUT_OF_REACH = 0, 1, 2, 1000
"""They have it and somebody could introduce them, or they know the place; they are near to it; from here on they
help with a goal that needs it, the fewer needs the nearer; they have it, and nobody knows them."""
_ALIKE = 3
"""Other goals that need the same of whose people some are named: a rule of thumb."""


class Way(NamedTuple):
    """How the owner could be led to somebody."""

    via: Summary
    """Whom to ask."""
    over: tuple[Summary, ...]
    """Who is between them and whom they lead to: nobody, or one person."""
    reasons: tuple[Sourced[str], ...]
    """Why each knows the next."""
    asked: Sourced[date] | None
    """When the first was asked for something, if that was lately."""
    score: float
    rests: Sourced[str] | None = None
    """Why somebody of them is to be let rest."""


class Candidate(NamedTuple):
    """Somebody who could become, or lead to, what is needed."""

    contact: Summary
    way: Way | None
    """Who could lead to them; None where the owner knows them, or where nobody could."""
    reasons: tuple[Sourced[str], ...]
    nearness: int = 0
    """How near they are, one of `LEADS` to `OUT_OF_REACH`."""

    @property
    def via(self) -> Summary | None:
        """Whom to ask for an introduction."""
        return self.way.via if self.way else None


@dataclass(frozen=True)
class Known:
    """The contacts as of a day, and what tells of ways between them."""

    contacts: tuple[Summary, ...]
    today: date
    config: Config
    gatherings: tuple[Gathering, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    private: frozenset[str] = frozenset()

    @classmethod
    def of(cls, snapshot: Snapshot, config: Config) -> Known:
        """Take what is known."""
        told = snapshot.gatherings, snapshot.occasions, snapshot.ledger, snapshot.private
        return cls(snapshot.contacts, snapshot.today, config, *told)

    @property
    def snapshot(self) -> Snapshot:
        """The same as facts, without all that ways don't depend on."""
        return Snapshot(
            self.today,
            self.contacts,
            gatherings=self.gatherings,
            occasions=self.occasions,
            ledger=self.ledger,
            private=self.private,
        )

    def warmth(self, contact: Summary) -> Warmth | None:
        """Tell how warm it is; None for who has ended, or with whom the owner was never in touch."""
        return warmth.of(contact, self.today, self.config)

    def place(self, path: str) -> int | None:
        """Give the place of a contact; None if the note is none."""
        return needs.places(self.contacts).get(path)


def find(
    need: Need, goal: Goal, alike: Sequence[Goal], strangers: Sequence[tuple[int, Trait]], known: Known
) -> tuple[Candidate, ...]:
    """Find the best candidates for what a goal needs.

    Args:
        need: what it needs, and nobody whom the owner knows has.
        goal: the goal.
        alike: other goals that need the same; the three with the fewest needs are looked at.
        strangers: who has it, by their places, with what of it; the owner was never in touch with them.
        known: all contacts.

    """
    hints = _hints(need, goal, alike, known)
    ways = _ways([known.contacts[place].path for place, _ in strangers], known)
    hinted = {hint.place for some in hints for hint in some}
    places = sorted(hinted.union(place for place, _ in strangers))
    people = tuple(known.contacts[place] for place in places)
    parts = (
        need,
        goal,
        tuple(alike),
        tuple(strangers),
        ways,
        tuple(places),
        people,
        known.today,
        known.config,
    )
    return _KEPT.again((goal.path, need.asked), parts, lambda: _find(goal, strangers, ways, hints, known))


def let_go() -> None:
    """Begin a map anew: what was not asked for in the last one is let go of."""
    _KEPT.turn()


_KEPT = memo.Kept()


def _ways(strangers: Sequence[str], known: Known) -> Mapping[str, Way]:
    """Find the best way to each of those strangers who are reached best, by their paths."""
    left = set(strangers)
    found: dict[str, Way] = {}
    while left and len(found) < CANDIDATES:
        best = paths.to_people(left, known.snapshot, known.config, 1)
        if not best:
            break
        path = best[0].target.path
        found[path] = _way(best[0])
        left.remove(path)
    return found


def _find(
    goal: Goal,
    strangers: Iterable[tuple[int, Trait]],
    ways: Mapping[str, Way],
    hints: Iterable[Sequence[_Hint]],
    known: Known,
) -> tuple[Candidate, ...]:
    found: dict[str, Candidate] = {}
    for place, trait in strangers:
        contact = known.contacts[place]
        led = ways.get(contact.path)
        reasons = (Sourced(say(trait), (trait.source,)), *(led.reasons if led else ()))
        found[contact.path] = Candidate(contact, led, reasons, LEADS if led else OUT_OF_REACH)
    for nearness, some in enumerate(hints):
        # Where enough are nearer, what comes now only speaks for those.
        is_full = sum(one.nearness < OUT_OF_REACH for one in found.values()) >= CANDIDATES
        for place, helped, of in some:
            contact = known.contacts[place]
            before = found.get(contact.path)
            if before is None and (is_full or discreet.is_private(contact) or not known.warmth(contact)):
                continue
            before = before or Candidate(contact, None, (), nearness)
            found[contact.path] = before._replace(reasons=(*before.reasons, _reason(of, helped, goal, known)))
    return tuple(nsmallest(CANDIDATES, found.values(), key=lambda one: _order(one, goal, known)))


def _needs(goal: Goal) -> int:
    return len(goal.fields.get("needs", ()))


def say(trait: Trait) -> str:
    """Say what somebody has, or is, in a few words."""
    before = {"at": "at ", "skill": "teaches ", "interest": "cares about ", "knows": "knows "}
    return f"{before.get(trait.kind, '')}{trait.name}"


def _order(one: Candidate, goal: Goal, known: Known) -> tuple[int, bool, int, int, bool, int, float, str]:
    warm = known.warmth(one.via or one.contact)
    score = one.way.score if one.way else paths.worth(warm.number) if warm else 0.0
    far = warmth.ORDER[warm.word] if warm else 0
    steps = len(one.way.over) if one.way else 0
    told = len(one.reasons) - steps
    rests = one.way is not None and one.way.rests is not None
    helps = helps_with(one.contact, goal)
    return one.nearness, rests, far, steps, not helps, -told, -score, one.contact.path


def helps_with(contact: Summary, goal: Goal) -> bool:
    """Tell whether a contact's note says that they help with a goal."""
    return any(fields.means(one, goal.path, contact.links) for one in contact.fields.get("helps_with", ()))


# --- the ways --------------------------------------------------------------------------------------


def way(contact: Summary, known: Known) -> Way | None:
    """Find who could lead to somebody with whom the owner was never in touch: the best way."""
    found = paths.to_people((contact.path,), known.snapshot, known.config, 1)
    return _way(found[0]) if found else None


def _way(chain: Chain) -> Way:
    first, *rest = chain.hops
    between = tuple(hop.contact for hop in rest[:-1])
    reasons = [Sourced(f"{hop.contact.name}: {hop.why.value}", hop.why.sources) for hop in rest[:-1]]
    return Way(first.contact, between, (*reasons, rest[-1].why), chain.asked, chain.score, chain.rests)


# --- what speaks for somebody ----------------------------------------------------------------------


class _Hint(NamedTuple):
    """Something that speaks for a contact."""

    place: int
    helped: Goal | None
    """The goal that they help, or helped, with."""
    of: Trait | Trace


def _hints(need: Need, goal: Goal, alike: Iterable[Goal], known: Known) -> list[list[_Hint]]:
    """Give what speaks for whom, by nearness: who leads to it, who is near to it, who helps."""
    contacts = known.contacts
    leading: list[tuple[int, Trait]] = []
    near: list[tuple[int, Trait]] = []
    if need.kind == INSIDER:
        leading += needs.saying("knows", need.at, need.wanted, contacts)
    for relation in _NEARLY.get(need.wanted, ()) if need.kind == "relation" else ():
        near += needs.who(need._replace(wanted=relation, words=frozenset()), contacts)
    if need.kind == "relation" and need.words:
        near += needs.who(needs.about(need), contacts)
    near += needs.caring(need.words, contacts)
    fewest = sorted(alike, key=lambda one: (_needs(one), one.path))[:_ALIKE]
    narrow = sorted((goal, *fewest), key=lambda one: (_needs(one), one is not goal, one.path))
    helping = [list(_helping(one, known)) for one in narrow if need.kind != INSIDER]
    return [*([_Hint(place, None, trait) for place, trait in some] for some in (leading, near)), *helping]


def _helping(goal: Goal, known: Known) -> Iterator[_Hint]:
    """Yield who helps, or helped, with a goal."""
    for place, trait in needs.saying("helps", goal.path, goal.name, known.contacts):
        yield _Hint(place, goal, trait)
    for trace in {trace.contact: trace for trace in goal.helped}.values():
        at = known.place(trace.contact)
        if at is not None:
            yield _Hint(at, goal, trace)


def _reason(of: Trait | Trace, helped: Goal | None, goal: Goal, known: Known) -> Sourced[str]:
    what = "" if helped is None else "this goal" if helped is goal else f"“{helped.name}”"
    if isinstance(of, Trace):
        day = say_day(date.fromisoformat(of.day), known.today)
        return Sourced(f"helped with {what} on {day}", (of.source,))
    return Sourced(f"helps with {what}" if what else say(of), (of.source,))
