"""Network Today: whom to reach out to and why, promises, the days ahead, and how the goals stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from vaultnet import cadence, discreet, memo, openers
from vaultnet.dashboards import ahead, debriefs, suggestions
from vaultnet.dashboards.goals import brief, in_order, is_behind
from vaultnet.dashboards.leaves import Part, count, is_kept, listed, note, place, promise, promised_at, touch
from vaultnet.dates import say_day
from vaultnet.goals import GoalStanding, standings
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced
from vaultnet.network import FollowUp, Promise, Snapshot, Summary
from vaultnet.pledges import is_ask
from vaultnet.signals.promises import by_contact, one_a_line
from vaultnet.signals.ranking import Reach, dealt_with, rank

PROMISES, GOALS, EVIDENCE, REASONS = 6, 10, 2, 3
"""Lines of each that are shown, and of a person of promises and openers together, and of reasons; then a count."""

_Contacts = Mapping[str, Summary]
_standing = memo.of_all(cadence.status)


def context(inputs: Inputs) -> dict[str, Any]:
    """Make the context of Network Today; docs/dashboards.md describes it."""
    snapshot, config = inputs.snapshot, inputs.config
    contacts = {contact.path: contact for contact in snapshot.contacts}
    dealt = dealt_with(snapshot, inputs.dealt)
    people = rank(inputs.follow_ups, config, dealt)
    promises = one_a_line(snapshot.promises)
    goals = in_order(one for one in standings(snapshot.goals, snapshot.today) if one.status == "active")
    told = [_tell(one, contacts, promises, snapshot) for one in people]
    above = {line for one in told for line in one.lines}
    below = [one for one in promises if (one.path, one.line) not in above]
    hidden = discreet.hidden(snapshot.contacts)
    moving = [one for one in goals if one.target or one.count.value or one.next_step or one.goal.planned]
    standing = _standing(snapshot.contacts, snapshot.today, config)
    tracked = [one.path for one, at in zip(snapshot.contacts, standing, strict=True) if at.tracked]
    return {
        "numbers": {
            "people": count(people, (source for one in people for source in one.reasons[0].sources)),
            "promises": _late(promises, snapshot),
            "goals": _behind(goals),
            "done": count(tuple(dealt), dealt.values()),
        },
        "reach_out": tuple(_reach(one, snapshot) for one in told),
        "offered": debriefs.offered(snapshot),
        "write_to": debriefs.to_write(snapshot, inputs.follow_ups, {one.contact for one in people}),
        "promises": {
            "mine": _lines([one for one in below if not one.theirs and not is_ask(one)], contacts, snapshot),
            "to_ask": _lines([one for one in below if is_ask(one)], contacts, snapshot),
            "theirs": _lines([one for one in below if one.theirs], contacts, snapshot),
        },
        "week": ahead.week(snapshot, config),
        "goals": listed(moving, lambda one: brief(one, hidden), lambda one: Source(one.goal.path, 1), GOALS),
        "suggestions": suggestions.find(snapshot, anyone_tracked=bool(tracked)),
        "contacts": count(snapshot.contacts, (Source(one.path, 1) for one in snapshot.contacts)),
        "tracked": count(tracked, (Source(path, 1) for path in tracked)),
    }


# --- the numbers at the top ------------------------------------------------------------------------


def _late(promises: Sequence[Promise], snapshot: Snapshot) -> Sourced[int] | None:
    today = snapshot.today.isoformat()
    late = [one for one in promises if "" < one.due < today and not one.theirs and not is_ask(one)]
    return count(late, (one.day for one in late))


def _behind(goals: Sequence[GoalStanding]) -> Sourced[int] | None:
    behind = [one for one in goals if is_behind(one)]
    return count(behind, (source for one in behind for source in one.count.sources))


# --- people ----------------------------------------------------------------------------------------


class _Told(NamedTuple):
    """A person with what is said of them: nothing of it is said again on the page."""

    one: Reach
    contact: Summary | None
    promised: tuple[Promise, ...]
    """What else was promised to them: no reason today, but good to know."""
    openers: tuple[Sourced[str], ...]

    @property
    def lines(self) -> set[tuple[str, int]]:
        """The lines that this says, apart from when the last time was."""
        quoted = {(source.path, source.line) for opener in self.openers for source in opener.sources}
        return (
            _lines_of(self.one.reasons[:REASONS]) | {(one.path, one.line) for one in self.promised} | quoted
        )


def _tell(one: Reach, contacts: _Contacts, promises: Sequence[Promise], snapshot: Snapshot) -> _Told:
    """Work out what is said of a person; only for those who are shown."""
    contact = contacts.get(one.contact)
    reasons = _lines_of(one.reasons)
    promised = by_contact(promises).get(one.contact, ())
    mine = (told for told in promised if not told.theirs and not is_ask(told))
    promised = tuple(told for told in mine if (told.path, told.line) not in reasons)[:EVIDENCE]
    said = {(told.path, told.line) for told in promised}
    if contact and contact.last and openers.tells(contact.last):  # its words stand there: no older ones
        said |= {(trace.path, trace.line) for trace in contact.recent}
    most = EVIDENCE - len(promised)
    found = openers.find(contact, one.reasons[:REASONS], snapshot, most, said) if contact else ()
    return _Told(one, contact, promised, found)


def _reach(told: _Told, snapshot: Snapshot) -> Part:
    one, contact = told.one, told.contact
    first, *further = one.reasons[:REASONS]
    rest = one.reasons[REASONS:]
    last = contact.last if contact else None
    return {
        **note(one.contact),
        **reason(first),
        "further": tuple(reason(other) for other in further),
        "more": count(rest, (source for other in rest for source in other.sources)),
        "last": touch(last, private=is_kept(last.text, contact, snapshot)) if last else None,
        "promised": tuple(promise(each, contact, snapshot) for each in told.promised),
        "openers": tuple(_opener(each, one.contact, snapshot.today) for each in told.openers),
    }


def _opener(opener: Sourced[str], contact: str, today: date) -> Part:
    """Give something to say, and where it stands, if that is another note than the person's own.

    A day that its words say already is not said of its place again.
    """
    at = opener.sources[0]
    told = place(at)
    if told["said"] and say_day(told["said"].value, today) in opener.value:
        told = {**told, "said": None}
    return {"text": opener, "told": told if at.path != contact else None}


def reason(follow_up: FollowUp) -> Part:
    """Give a follow-up: its ``reason``, the ``text`` that explains it, and ``since`` when it holds.

    Of a promise, ``told`` is the place: its ``path``, and the day ``said`` in the note's name, if there is one.
    """
    at = follow_up.sources[0]
    return {
        "reason": Sourced(follow_up.reason, follow_up.sources),
        "text": Sourced(follow_up.text, follow_up.sources),
        "since": Sourced(follow_up.since, follow_up.sources),
        "told": place(at) if follow_up.signal == "promises" else None,
    }


def _lines_of(reasons: Sequence[FollowUp]) -> set[tuple[str, int]]:
    return {(source.path, source.line) for why in reasons for source in why.sources}


# --- promises --------------------------------------------------------------------------------------


def _lines(promises: Sequence[Promise], contacts: _Contacts, snapshot: Snapshot) -> Part:
    return listed(
        promises,
        lambda told: promise(told, contacts.get(told.contact), snapshot),
        lambda told: promised_at(told, contacts.get(told.contact), snapshot),
        PROMISES,
    )
