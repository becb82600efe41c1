"""Thank: an introduction or a referral bore fruit, and who had a part in it has not heard the ending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from vaultnet import discreet, fields, memo
from vaultnet.config import Config
from vaultnet.kinds import is_conversation
from vaultnet.model import Source, Value
from vaultnet.network import FollowUp, Occasion, Snapshot, Summary, Trace
from vaultnet.signals import introducers
from vaultnet.signals.hearing import and_more, days_ago, has_heard, quoted, say
from vaultnet.signals.introducers import Introducer, People
from vaultnet.signals.rest import at_rest

WITHIN = 60
"""Days for which an ending is worth telling: a rule of thumb."""
KINDS = frozenset({"referral", "recommendation", "application", "informational-interview"})
"""Kinds of opportunities that others open the door to."""
WEIGHT = 2.0

_LENGTH = 100


class _Ending(NamedTuple):
    """What somebody had a part in, and how it went on."""

    contact: Summary
    day: str
    text: str
    sources: tuple[Source, ...]


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact that has not heard what came of it, with the latest of its endings."""
    contacts, today = snapshot.contacts, snapshot.today
    first = days_ago(today, WITHIN)
    talks = _first_talk(contacts, first)
    closed = tuple(one for one in snapshot.occasions if _has_closed(one, first, today))
    needed = closed or any(talks)
    # of nobody, so that those of another time are let go
    people = _people(_origin(contacts if needed else ()))
    unsaid = frozenset(one.path for one in closed if one.path in snapshot.private)
    found = _of_opportunities(closed, people, discreet.hidden(contacts), today, unsaid)
    endings = _by_contact(_of_introductions(talks if needed else (), people, today), found)
    for contact in contacts if endings else ():
        if contact.path in endings and (thank := _follow_up(contact, endings[contact.path], today)):
            yield thank


@memo.of_all
def _origin(contact: Summary) -> Summary:
    """Give of a contact only what endings are made of: that they were in touch since then changes none of it."""
    kept = {name: contact.fields[name] for name in ("introduced_by", "private") if name in contact.fields}
    return Summary(contact.path, contact.name, kept, links=contact.links)


_people = memo.of_equal(People.of)


@memo.of_last
def _by_contact(*found: Iterable[_Ending]) -> Mapping[str, tuple[_Ending, ...]]:
    """Give the endings that each contact had a part in, by path, the latest first."""
    by_contact: dict[str, tuple[_Ending, ...]] = {}
    for one in sorted(chain.from_iterable(found), key=lambda one: (one.day, one.text), reverse=True):
        by_contact[one.contact.path] = (*by_contact.get(one.contact.path, ()), one)
    return by_contact


@memo.of_each
def _follow_up(contact: Summary, endings: tuple[_Ending, ...], today: date) -> FollowUp | None:
    """Make the follow-up for what somebody has not heard; None where that is nothing, or they are left alone."""
    found = [one for one in endings if not has_heard(contact, one.day)]
    if not found or at_rest(contact, today):
        return None
    latest = found[0]
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="thank",
        since=date.fromisoformat(latest.day),
        text=latest.text + and_more(len(found), "more to thank them for", "more to thank them for"),
        sources=latest.sources,
        weight=WEIGHT,
        signal="thanks",
    )


# --- introductions ---------------------------------------------------------------------------------


@memo.of_all
def _first_talk(contact: Summary, first: str) -> Trace | None:
    """Give the first conversation with somebody who was introduced, if it was on a day or after it."""
    days = (*contact.recent, *contact.earlier)
    if "introduced_by" not in contact.fields or contact.interactions > len(days):
        return None  # where days are left out, the first may be one of them
    talk = next((trace for trace in reversed(days) if is_conversation(trace.kind)), None)
    return talk if talk and talk.day >= first else None


@memo.of_equal
def _of_introductions(talks: Sequence[Trace | None], people: People, today: date) -> tuple[_Ending, ...]:
    """Give who introduced those whom the owner first talked to lately."""
    first = zip(people.at.values(), talks, strict=True)
    return tuple(
        one for contact, talk in first if talk for one in _of_introduction(contact, talk, people, today)
    )


def _of_introduction(contact: Summary, talk: Trace, people: People, today: date) -> Iterator[_Ending]:
    for link in introducers.chain(contact, people):
        sources = (*link.sources, talk.source)
        if discreet.is_private(contact) or discreet.is_private(link.introduced):
            said = "they brought you together with somebody"
        elif link.introduced is contact:
            said = f"they introduced you to {contact.name}"
        else:
            said = f"they introduced you to {link.introduced.name}, and so to {contact.name}"
        yield _Ending(link.contact, talk.day, f"{said}; you first talked on {say(talk.day, today)}", sources)


# --- opportunities ---------------------------------------------------------------------------------


def _has_closed(one: Occasion, first: str, today: date) -> bool:
    """Tell whether somebody opened a door, and it is known what came of it since a day."""
    kind, closed = fields.first(one.fields, "kind"), fields.day_of(one.fields, "closed")
    is_one = one.type == "opportunity" and kind is not None and str(kind.value) in KINDS
    return (
        is_one
        and "outcome" in one.fields
        and closed is not None
        and first <= closed.isoformat() <= today.isoformat()
    )


@memo.of_equal
def _of_opportunities(
    closed: Sequence[Occasion], people: People, hidden: frozenset[str], today: date, unsaid: frozenset[str]
) -> tuple[_Ending, ...]:
    """Give who had a part in what was closed."""
    found = (_of_opportunity(one, people, hidden, today, unsaid=one.path in unsaid) for one in closed)
    return tuple(chain.from_iterable(found))


def _of_opportunity(
    one: Occasion, people: People, hidden: frozenset[str], today: date, *, unsaid: bool
) -> Iterator[_Ending]:
    """Yield who had a part in it; ``unsaid`` where neither its name nor what came of it is said."""
    closed, outcome = one.fields["closed"][0], one.fields["outcome"][0]
    day = str(closed.value)
    end = Source(one.path, closed.line, closed.quote), Source(one.path, outcome.line, outcome.quote)
    came = _said(str(outcome.value), hidden)
    for contact, value in _named(one, people.at):
        private = unsaid or discreet.is_private(contact)
        unnamed = private or discreet.names_any(one.name, hidden)
        what = "something that" if unnamed else f"{one.name}; it"
        part = f"had a part in {what} ended on {say(day, today)}" + ("" if private else came)
        there = Source(one.path, value.line, value.quote)
        yield _Ending(contact, day, f"they {part}", (there, *end))
        for link in introducers.chain(contact, people):
            yield _Ending(link.contact, day, f"{_introduced(link)} who {part}", (*link.sources, there, *end))


def _introduced(link: Introducer) -> str:
    who = "somebody" if discreet.is_private(link.introduced) else f"{link.introduced.name},"
    return f"they introduced you to {who}"


def _said(outcome: str, hidden: frozenset[str]) -> str:
    return "" if discreet.names_any(outcome, hidden) else f": {quoted(outcome, _LENGTH)}"


def _named(one: Occasion, at: Mapping[str, Summary]) -> Iterator[tuple[Summary, Value]]:
    """Yield the people of an opportunity and who opened the door, nobody twice."""
    seen: set[str] = set()
    for value in (*one.fields.get("via", ()), *one.fields.get("people", ())):
        contact = at.get(one.links.get(str(value.value), "")) if value.link else None
        if contact and contact.path not in seen:
            seen.add(contact.path)
            yield contact, value
