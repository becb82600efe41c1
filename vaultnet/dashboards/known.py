"""What briefs are made of, by contact: all that is known is gone through once, and not again for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import NamedTuple, TypeAlias, TypeVar

from vaultnet import (
    discreet,
    fields,
    goal_words,
    memo,
    opportunities,
    own_news,
    projects,
    recommended,
    referrals,
)
from vaultnet.config import Config
from vaultnet.dashboards.goals import in_order
from vaultnet.dates import earlier
from vaultnet.goals import GoalStanding, standings
from vaultnet.model import Source
from vaultnet.needs import Need
from vaultnet.network import LedgerLine, Occasion, Promise, Snapshot, Summary, TaggedTask, Trace
from vaultnet.openers import promises_by_contact
from vaultnet.opportunities import Opportunity
from vaultnet.projects import ACTIVE, Project
from vaultnet.recommended import Written
from vaultnet.referrals import Referral
from vaultnet.signals.promises import by_contact, one_a_line

LATELY = 180
"""Days for which a meeting or an event was lately: a rule of thumb."""
FRESH = 365
"""Days for which their news is something to ask after: a rule of thumb."""

T = TypeVar("T")

_Place: TypeAlias = tuple[str, int, str]


class Shared(NamedTuple):
    """A meeting or an event with other people at it."""

    day: date
    path: str
    people: tuple[str, ...]
    """Paths of the contacts who were there, or were expected."""
    source: Source


class Stake(NamedTuple):
    """What somebody has to do with an active goal."""

    goal: GoalStanding
    helped: tuple[Trace, ...] = ()
    ahead: tuple[Trace, ...] = ()


class About(NamedTuple):
    """What there is to know for the brief of one contact."""

    snapshot: Snapshot
    contacts: frozenset[str]
    """The paths of all contacts."""
    hidden: frozenset[str]
    """Names of private contacts."""
    promises: Sequence[Promise]
    """Those with them, in the order of their days."""
    theirs: Sequence[Promise]
    """Those that they made: of several people on one line it is the first who promised."""
    tagged: Sequence[TaggedTask]
    told: Sequence[LedgerLine]
    """Their news of the last year, by path and line."""
    news: Sequence[own_news.News]
    """The owner's since they were last in touch, newest first."""
    together: Sequence[Shared]
    """Where they were with others lately."""
    goals: Sequence[Stake]
    """The active goals that they help with, helped, or are to help, in order."""
    needs: Sequence[tuple[GoalStanding, Sequence[Need]]]
    """The active goals with what they need, as far as it may be said, in order."""
    opportunities: Sequence[Opportunity]
    """Those that are open and have them among their people."""
    projects: Sequence[Project]
    """Those that go on and that they share in."""
    doors: Sequence[Referral]
    """What they opened the door to."""
    written: Sequence[Written]
    """The recommendations that they wrote."""
    config: Config

    def is_sayable(self, text: str) -> bool:
        """Tell whether a line may be quoted."""
        return is_sayable(text, self.hidden)


class Known(NamedTuple):
    """The facts that briefs are made of, each by the path of the contact that it is about."""

    snapshot: Snapshot
    contacts: frozenset[str]
    hidden: frozenset[str]
    promises: Mapping[str, Sequence[Promise]]
    on_line: Mapping[str, Sequence[Promise]]
    """One of those that stand on one line."""
    tagged: Mapping[str, Sequence[TaggedTask]]
    told: Mapping[str, Sequence[LedgerLine]]
    meetings: Mapping[_Place, Sequence[str]]
    events: Mapping[str, Sequence[Shared]]
    goals: Sequence[GoalStanding]
    stakes: Mapping[str, Sequence[Stake]]
    needs: Sequence[tuple[GoalStanding, Sequence[Need]]]
    opportunities: Mapping[str, Sequence[Opportunity]]
    projects: Mapping[str, Sequence[Project]]
    doors: Mapping[str, Sequence[Referral]]
    written: Mapping[str, Sequence[Written]]
    config: Config

    @classmethod
    def of(cls, snapshot: Snapshot, config: Config) -> Known:
        """Prepare the facts."""
        today, contacts = snapshot.today, snapshot.contacts
        paths = _paths([one.path for one in contacts])
        hidden = discreet.hidden(contacts)
        since = earlier(today, LATELY)
        goals = _active(standings(snapshot.goals, today))
        return cls(
            snapshot,
            paths,
            hidden,
            promises_by_contact(snapshot.promises),
            by_contact(one_a_line(snapshot.promises)),
            _tagged(snapshot.tagged),
            _told(snapshot.ledger, earlier(today, FRESH).isoformat()),
            _meetings(_places(contacts, since.isoformat()), [one.path for one in contacts]),
            _events(snapshot.occasions, since, today),
            goals,
            _stakes(goals),
            _needs(goals, hidden),
            _open(opportunities.of(snapshot)),
            _going_on(projects.of(snapshot, config)),
            _opened(referrals.of(snapshot)),
            _by(recommended.received(snapshot), lambda one: (one.contact.path,)),
            config,
        )

    def about(self, contact: Summary) -> About:
        """Give what there is to know of a contact."""
        path = contact.path
        return About(
            self.snapshot,
            self.contacts,
            self.hidden,
            self.promises.get(path, ()),
            tuple(one for one in self.on_line.get(path, ()) if one.theirs),
            self.tagged.get(path, ()),
            self.told.get(path, ()),
            own_news.since(self.snapshot, contact),
            (*self._met(contact), *self._expected(contact)),
            self._goals(contact),
            self.needs,
            self.opportunities.get(path, ()),
            self.projects.get(path, ()),
            self.doors.get(path, ()),
            self.written.get(path, ()),
            self.config,
        )

    def _met(self, contact: Summary) -> Iterable[Shared]:
        since = earlier(self.snapshot.today, LATELY).isoformat()
        here = {at: one for one in contact.recent if one.day >= since and (at := _place(one))}
        for at, one in here.items():
            others = tuple(path for path in self.meetings.get(at, ()) if path != contact.path)
            if others:
                yield Shared(date.fromisoformat(one.day), one.path, others, one.source)

    def _expected(self, contact: Summary) -> Iterable[Shared]:
        for one in self.events.get(contact.path, ()):
            others = tuple(path for path in one.people if path in self.contacts and path != contact.path)
            if others:
                yield one._replace(people=others)

    def _goals(self, contact: Summary) -> Sequence[Stake]:
        found = self.stakes.get(contact.path, ())
        named = contact.fields.get("helps_with", ())
        if not named:
            return found
        at = {stake.goal.goal.path: stake for stake in found}
        for one in self.goals:
            if any(fields.means(value, one.goal.path, contact.links) for value in named):
                at.setdefault(one.goal.path, Stake(one))
        return tuple(at[one.goal.path] for one in self.goals if one.goal.path in at)


def is_sayable(text: str, hidden: frozenset[str]) -> bool:
    """Tell whether a line may be quoted: it has words, and names nobody private."""
    return bool(text) and not discreet.names_any(text, hidden)


# --- by contact ------------------------------------------------------------------------------------


def _by(items: Iterable[T], whose: Callable[[T], Iterable[str]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for item in items:
        for path in whose(item):
            found.setdefault(path, []).append(item)
    return found


@memo.of_equal
def _paths(paths: Sequence[str]) -> frozenset[str]:
    return frozenset(paths)


@memo.of_last
def _tagged(tagged: Sequence[TaggedTask]) -> Mapping[str, Sequence[TaggedTask]]:
    return _by(tagged, lambda one: one.contacts)


@memo.of_equal
def _told(ledger: Sequence[LedgerLine], since: str) -> Mapping[str, Sequence[LedgerLine]]:
    lines = (one for one in ledger if one.kind == "news" and one.contact and one.day >= since)
    return _by(lines, lambda one: (one.contact,))


@memo.of_last
def _going_on(found: Sequence[Project]) -> Mapping[str, Sequence[Project]]:
    """Give the projects that go on by who shares in them."""
    active = [one for one in found if one.standing.value == ACTIVE]
    return _by(active, lambda one: (partner.contact.path for partner in one.partners))


@memo.of_last
def _opened(found: Sequence[Referral]) -> Mapping[str, Sequence[Referral]]:
    """Give the doors that were opened by who did."""
    return _by((one for one in found if one.made), lambda one: (one.contact.path,))


@memo.of_last
def _open(found: Sequence[Opportunity]) -> Mapping[str, Sequence[Opportunity]]:
    """Give the open opportunities by whom they are about."""
    some = (one for one in found if not one.is_over and one.stage != "thanked")
    return _by(some, lambda one: (who.path for who in one.people if who.contact))


# --- where people met ------------------------------------------------------------------------------


@memo.of_equal
def _meetings(places: Sequence[Sequence[_Place]], paths: Sequence[str]) -> Mapping[_Place, Sequence[str]]:
    """Give who was where lately, in the order of the contacts."""
    found: dict[_Place, list[str]] = {}
    for path, were in zip(paths, places, strict=True):
        for place in were:
            found.setdefault(place, []).append(path)
    return found


@memo.of_all
def _places(contact: Summary, since: str) -> tuple[_Place, ...]:
    lately = takewhile(lambda one: one.day >= since, contact.recent)
    return tuple(dict.fromkeys(filter(None, map(_place, lately))))


def _place(one: Trace) -> _Place | None:
    """Say where somebody was met: those of one meeting, or of one line of one kind, were there together."""
    if one.rule == "meeting":
        return one.path, 0, ""
    return (one.path, one.line, one.kind) if one.rule == "mention" else None


@memo.of_equal
def _events(occasions: Sequence[Occasion], since: date, today: date) -> Mapping[str, Sequence[Shared]]:
    """Give the events that were lately, by whom they expected."""
    events = []
    for one in occasions:
        day = fields.day_of(one.fields, "date") if one.type == "event" else None
        if day is not None and since <= day < today:
            value = one.fields["date"][0]
            events.append(Shared(day, one.path, _people(one), value.source(one.path)))
    return _by(events, lambda one: one.people)


def _people(one: Occasion) -> tuple[str, ...]:
    """Give whom an event expects, nobody twice."""
    targets = (str(value.value) for value in one.fields.get("people", ()) if value.link)
    return tuple(dict.fromkeys(path for target in targets if (path := one.links.get(target))))


# --- goals -----------------------------------------------------------------------------------------


@memo.of_last
def _active(found: Sequence[GoalStanding]) -> tuple[GoalStanding, ...]:
    return tuple(one for one in in_order(found) if one.status == "active")


@memo.of_last
def _stakes(goals: Sequence[GoalStanding]) -> Mapping[str, Sequence[Stake]]:
    """Give who helped which goal, or is to."""
    found: dict[str, list[Stake]] = {}
    for one in goals:
        helped = _by(one.goal.helped, lambda trace: (trace.contact,))
        ahead = _by(one.goal.planned, lambda trace: (trace.contact,))
        for path in dict.fromkeys((*helped, *ahead)):
            stake = Stake(one, tuple(helped.get(path, ())), tuple(ahead.get(path, ())))
            found.setdefault(path, []).append(stake)
    return found


@memo.of_equal
def _needs(
    goals: Sequence[GoalStanding], hidden: frozenset[str]
) -> tuple[tuple[GoalStanding, Sequence[Need]], ...]:
    found = []
    for one in goals:
        sayable = goal_words.needs_of(one.goal, hidden)
        if sayable:
            found.append((one, sayable))
    return tuple(found)
