"""Mentoring: a session that is overdue, thanks for what has ended, and somebody noticed who was never asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil

from vaultnet import cadence, mentors
from vaultnet.config import Config
from vaultnet.dates import later
from vaultnet.mentoring import Mentorship
from vaultnet.mentoring import of as mentorships
from vaultnet.model import Source
from vaultnet.network import FollowUp, Snapshot
from vaultnet.signals.hearing import meets_soon, say
from vaultnet.signals.rest import at_rest

LATE = 1.5
"""How many times the usual gap between sessions passes before it is told: a rule of thumb."""
WITHOUT_RHYTHM = 56
"""Days without a session after which it is told where there is no usual gap: a rule of thumb."""
GIVEN_UP = 365
"""Days without a session after which nothing is told any more: a rule of thumb."""
TO_THANK = 90
"""Days for which the end of a mentorship is a reason to thank: a rule of thumb."""
TO_ASK, FORGOTTEN = 21, 180
"""Days after which somebody who was noticed is to be asked, and until when: a rule of thumb."""
CHECK_IN, THANK, ASK = 1.0, 1.0, 0.75
"""Weights."""


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each mentorship that lacks a session or thanks, and for one who is to be asked."""
    to_ask: list[FollowUp] = []
    for one in mentorships(snapshot, config):
        if at_rest(one.contact, snapshot.today):
            continue
        if one.stage.value == "agreed":
            yield from _session(one, snapshot.today, config)
        elif one.stage.value == "ended":
            yield from _thanks(one, snapshot.today)
        elif one.stage.value == "noticed":
            to_ask += _question(one, snapshot)
    # One at a time: whoever asks several people the same has asked none of them in earnest.
    yield from sorted(to_ask, key=lambda one: (one.since, one.contact))[:1]


def _session(one: Mentorship, today: date, config: Config) -> Iterator[FollowUp]:
    """Yield that there was no session for long, where there is an arrangement: sessions, or an opportunity."""
    if one.plan or one.contact.sent or cadence.is_away(today, config.away):
        return
    last = one.sessions[0] if one.sessions else None
    if last is None and one.since is None:
        return
    since, sources = (date.fromisoformat(last.day), (last.source,)) if last else _asked(one)
    limit = ceil(LATE * one.usual) if one.usual else WITHOUT_RHYTHM
    if limit < cadence.silence(since, today, config.away) <= max(GIVEN_UP, limit):
        told = cadence.after(since, limit + 1, config.away)
        yield _follow_up(one, "check in", told, _overdue(one, today), sources, CHECK_IN)


def _asked(one: Mentorship) -> tuple[date, tuple[Source, ...]]:
    assert one.since is not None
    return one.since.value, (*one.since.sources, *one.stage.sources)


def _overdue(one: Mentorship, today: date) -> str:
    if not one.sessions:
        assert one.since is not None
        who = "they agreed to mentor you" if one.mentor else "you agreed to mentor them"
        asked = say(one.since.value.isoformat(), today)
        return f"{who}, asked on {asked}, and there is no session yet"
    last = say(one.sessions[0].day, today)
    usual = f", usually {cadence.say_about(one.usual)}" if one.usual else ""
    return f"no mentoring session since {last}{usual}, and none is planned"


def _thanks(one: Mentorship, today: date) -> Iterator[FollowUp]:
    """Yield that a mentor has not been thanked, where it is known since when it is over."""
    ended = one.unthanked
    if ended is None or (today - ended.value).days > TO_THANK or meets_soon(one.contact, today):
        return
    day = say(ended.value.isoformat(), today)
    text = f"your mentoring ended on {day}, and nothing has gone back to them since"
    yield _follow_up(one, "thank", ended.value, text, (*ended.sources, *one.stage.sources), THANK)


def _question(one: Mentorship, snapshot: Snapshot) -> Iterator[FollowUp]:
    """Yield what to ask somebody who was noticed some weeks ago, where there is something to ask."""
    noticed, today = one.since, snapshot.today
    if noticed is None or not TO_ASK <= (today - noticed.value).days <= FORGOTTEN:
        return
    question = None if meets_soon(one.contact, today) else mentors.first_question(one, snapshot)
    if question:
        day = say(noticed.value.isoformat(), today)
        text = f"noticed as a mentor on {day}, never asked; one question to begin with: {question.value}"
        sources = (*noticed.sources, *question.sources)
        yield _follow_up(one, "ask", later(noticed.value, TO_ASK), text, sources, ASK)


def _follow_up(
    one: Mentorship, reason: str, since: date, text: str, sources: tuple[Source, ...], weight: float
) -> FollowUp:
    return FollowUp(
        contact=one.contact.path,
        name=one.contact.name,
        reason=reason,
        since=since,
        text=text,
        sources=tuple(dict.fromkeys(sources)),
        weight=weight,
        signal="mentoring",
    )
