"""Thank: an introduction or a referral bore fruit, and who had a part in it has not heard the ending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from vaultnet import discreet, fields, memo
from vaultnet.config import Config
from vaultnet.kinds import is_conversation
from vaultnet.model import Source, Value
from vaultnet.network import FollowUp, Occasion, Snapshot, Summary, Trace
from vaultnet.signals.hearing import and_more, days_ago, has_heard, quoted, say
from vaultnet.signals.introducers import Introducer, People, chain
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
    first = days_ago(snapshot.today, WITHIN)
    talks = _first_talk(snapshot.contacts, first)
    closed = [one for one in snapshot.occasions if _has_closed(one, first, snapshot.today)]
    needed = closed or any(talks)
    # of nobody, so that those of another time are let go
    people = People.of(snapshot.contacts if needed else ())
    endings = [
        ending
        for contact, talk in zip(snapshot.contacts, talks, strict=True)
        if talk
        for ending in _of_introduction(contact, talk, people, snapshot.today)
    ]
    hidden = discreet.hidden(snapshot.contacts)
    for one in closed:
        unsaid = one.path in snapshot.private
        endings += _of_opportunity(one, people, hidden, snapshot.today, unsaid=unsaid)
    yield from _follow_ups(endings, snapshot.today)


def _follow_ups(endings: Iterable[_Ending], today: date) -> Iterator[FollowUp]:
    by_contact: dict[str, list[_Ending]] = {}
    for one in sorted(endings, key=lambda one: (one.day, one.text), reverse=True):
        if not at_rest(one.contact, today) and not _has_heard(one):
            by_contact.setdefault(one.contact.path, []).append(one)
    for path, found in by_contact.items():
        latest = found[0]
        yield FollowUp(
            contact=path,
            name=latest.contact.name,
            reason="thank",
            since=date.fromisoformat(latest.day),
            text=latest.text + and_more(len(found), "more to thank them for", "more to thank them for"),
            sources=latest.sources,
            weight=WEIGHT,
            signal="thanks",
        )


def _has_heard(one: _Ending) -> bool:
    return has_heard(one.contact, one.day)


# --- introductions ---------------------------------------------------------------------------------


@memo.of_all
def _first_talk(contact: Summary, first: str) -> Trace | None:
    """Give the first conversation with somebody who was introduced, if it was on a day or after it."""
    days = (*contact.recent, *contact.earlier)
    if "introduced_by" not in contact.fields or contact.interactions > len(days):
        return None  # where days are left out, the first may be one of them
    talk = next((trace for trace in reversed(days) if is_conversation(trace.kind)), None)
    return talk if talk and talk.day >= first else None


def _of_introduction(contact: Summary, talk: Trace, people: People, today: date) -> Iterator[_Ending]:
    for link in chain(contact, people):
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
        for link in chain(contact, people):
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
