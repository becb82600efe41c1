"""Reconnect: a few people a week of those whom the owner has lost touch with, drawn by how much they could give.

docs/signals/reconnect.md says why, and after whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b
from math import log
from typing import NamedTuple

from vaultnet import cadence, discreet, fields, goals, memo, needs
from vaultnet.config import Config
from vaultnet.kinds import is_conversation
from vaultnet.model import Source
from vaultnet.needs import Need
from vaultnet.network import FollowUp, Snapshot, Summary, Trace
from vaultnet.rhythm import rhythm
from vaultnet.signals.drift import DORMANT, DORMANT_DAYS
from vaultnet.signals.hearing import days_ago, has_heard, say
from vaultnet.signals.rest import at_rest

A_WEEK = 3
"""People a week: a rule of thumb."""
WITHOUT_RHYTHM = 365
"""Days of silence after which somebody without a rhythm is dormant: a rule of thumb."""
UNANSWERED = 180
"""Days of rest for somebody who has not answered a message: a rule of thumb."""
CLOSE = 3
"""Conversations, among the last twelve days in touch, above which somebody was close: a rule of thumb."""
RELATIONS = frozenset({"leader", "insider", "mentor", "referrer", "recruiter", "employer"})
"""Relations that others seldom have to offer."""
WEIGHT = 0.75

_REASONS = 2
"""Reasons that are said at most."""


class _Aims(NamedTuple):
    """What the owner's active goals are called, and what they need."""

    goals: tuple[tuple[str, str], ...]
    """The path of each, and its name."""
    needs: tuple[tuple[Need, str], ...]
    """The places that each needs somebody at, and the goal's name."""
    hidden: frozenset[str]
    """The names that are not said."""


class _Candidate(NamedTuple):
    """Somebody among whom is drawn."""

    key: float
    """The smallest keys are drawn."""
    text: str
    sources: tuple[Source, ...]


class _Worth(NamedTuple):
    """Something that makes it worth more to hear from somebody again."""

    text: str
    sources: tuple[Source, ...]


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each of those drawn this week but those who have heard, or are to be left alone."""
    today = snapshot.today
    monday = today - timedelta(today.weekday())
    found = _of(snapshot.contacts, today, monday, config, _aims(snapshot))
    drawn = sorted(
        (one.key, contact.path, contact, one)
        for contact, one in zip(snapshot.contacts, found, strict=True)
        if one
    )[:A_WEEK]
    for _, _, contact, one in drawn:
        if not _is_left_alone(contact, today, monday):
            yield FollowUp(
                contact=contact.path,
                name=contact.name,
                reason="reconnect",
                since=monday,
                text=one.text,
                sources=one.sources,
                weight=WEIGHT,
                signal="reconnect",
            )


def chance(name: str, week: str) -> float:
    """Give a number between 0 and 1 that depends on a name and a week only: the same on every device.

    `cadence.stable_hash` alone would not do: names of two weeks would differ by the same bits for everybody, and
    those who are drawn together once would be drawn together again and again.
    """
    digest = blake2b(f"{cadence.stable_hash(name)} {week}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest) + 0.5) / 2**64


@memo.of_all
def _of(contact: Summary, today: date, monday: date, config: Config, aims: _Aims) -> _Candidate | None:
    """Tell whether somebody is among those who are drawn, as things stood on Monday morning.

    Whoever is in touch during the week, or is put off or skipped, stays among them until Sunday: nobody else takes
    their place.
    """
    earlier = tuple(trace for trace in contact.recent if trace.day < monday.isoformat())
    if not earlier or contact.is_misread or cadence.status(contact, today, config).days is not None:
        return None
    if _was_at_rest(contact, monday) or not _is_dormant(replace(contact, recent=earlier), monday, config):
        return None
    worth = tuple(_worth(contact, aims))
    week = "{}-W{:02}".format(*monday.isocalendar()[:2])
    # Efraimidis and Spirakis (2006): the smallest of these keys are a weighted draw without replacement.
    key = -log(chance(contact.name, week)) / _weigh(contact, len(worth), earlier)
    said = [one for one in worth if not discreet.names_any(one.text, aims.hidden)]
    shown = () if discreet.is_private(contact) else said[:_REASONS]
    text = "; ".join((f"last in touch on {say(earlier[0].day, today)}", *(one.text for one in shown)))
    sources = (earlier[0].source, *(source for one in shown for source in one.sources))
    return _Candidate(key, text, tuple(dict.fromkeys(sources)))


def _is_dormant(contact: Summary, today: date, config: Config) -> bool:
    """Tell whether the owner and a contact have lost touch, by their own rhythm if they had one.

    Days away do not count: with a rhythm, it is where drifting ends (see `drift`).
    """
    if contact.last is None:
        return False
    usual = rhythm(contact)
    silence = cadence.silence(date.fromisoformat(contact.last.day), today, config.away)
    return silence > (max(DORMANT * usual, DORMANT_DAYS) if usual else WITHOUT_RHYTHM)


def _was_at_rest(contact: Summary, monday: date) -> bool:
    """Tell whether somebody was left alone on Monday: who was put off or skipped since then was not."""
    for name in ("put_off", "skipped"):
        day = fields.day_of(contact.fields, name)
        if day is not None and day >= monday:
            return False
    return at_rest(contact, monday)


def _is_left_alone(contact: Summary, today: date, monday: date) -> bool:
    """Tell whether somebody who was drawn has heard since, will be met, or has a message to answer."""
    waits = any(trace.day > days_ago(today, UNANSWERED) for trace in contact.sent[:1])
    return at_rest(contact, today) or bool(contact.plans) or waits or has_heard(contact, monday.isoformat())


# --- who is worth more -----------------------------------------------------------------------------


def _weigh(contact: Summary, worth: int, earlier: tuple[Trace, ...]) -> float:
    """Weigh somebody: 1 and 1 more for each thing they are worth; halved for a friend, and for somebody close."""
    weight = 1.0 + worth
    if sum(is_conversation(trace.kind) for trace in earlier) > CLOSE:
        weight /= 2
    if any(value.value == "friend" for value in contact.fields.get("relation", ())):
        weight /= 2
    return weight


def _worth(contact: Summary, aims: _Aims) -> Iterator[_Worth]:
    """Yield what makes it worth more, at most one of each sort, the most telling first."""
    for kind in (_helps, _needed, _relation, _knows):
        found = kind(contact, aims)
        if found:
            yield found


def _helps(contact: Summary, aims: _Aims) -> _Worth | None:
    for value in contact.fields.get("helps_with", ()):
        name = next((name for path, name in aims.goals if fields.means(value, path, contact.links)), "")
        if name:
            return _Worth(f"they help with “{name}”", (value.source(contact.path),))
    return None


def _needed(contact: Summary, aims: _Aims) -> _Worth | None:
    for need, goal in aims.needs:
        trait = needs.fits(need, contact)
        if trait and trait.kind == "at":
            return _Worth(f"they are at {trait.name}, which “{goal}” needs", (trait.source, need.source))
    return None


def _relation(contact: Summary, _aims: _Aims) -> _Worth | None:
    for value in contact.fields.get("relation", ()):
        if value.value in RELATIONS:
            return _Worth(_as(str(value.value)), (value.source(contact.path),))
    return None


def _as(relation: str) -> str:
    return f"{'an' if relation[0] in 'aeiou' else 'a'} {relation}"


def _knows(contact: Summary, _aims: _Aims) -> _Worth | None:
    for value in contact.fields.get("knows", ())[:1]:
        name = value.name
        return _Worth(f"they know {name}", (value.source(contact.path),))
    return None


def _aims(snapshot: Snapshot) -> _Aims:
    active = [
        standing.goal
        for standing in goals.standings(snapshot.goals, snapshot.today)
        if standing.status == "active" and standing.goal.path not in snapshot.private
    ]
    return _Aims(
        tuple((goal.path, goal.name) for goal in active),
        tuple((need, goal.name) for goal in active for need in needs.of(goal) if need.kind == needs.INSIDER),
        discreet.hidden(snapshot.contacts),
    )
