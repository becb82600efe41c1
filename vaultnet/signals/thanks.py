"""Thank: an introduction, a referral, a recommendation bore fruit, and who had a part in it has not heard of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from vaultnet import discreet, fields, memo, outcomes, recommended, referrals, thanking
from vaultnet.config import Config
from vaultnet.dates import later
from vaultnet.kinds import is_conversation
from vaultnet.model import Source
from vaultnet.network import FollowUp, Occasion, Snapshot, Summary, Trace
from vaultnet.referrals import Door
from vaultnet.signals import introducers
from vaultnet.signals.hearing import and_more, days_ago, quoted, say
from vaultnet.signals.introducers import Introducer, People
from vaultnet.signals.rest import at_rest
from vaultnet.stages import INTERVIEW, OPPORTUNITY, RECOMMENDATION, has_come_about, text

WITHIN = 60
"""Days for which an ending is worth telling: a rule of thumb."""
LASTS = 180
"""Days after it began for which one without a day of its end is taken to have ended lately: a rule of thumb."""
KINDS = frozenset({RECOMMENDATION, INTERVIEW})
"""Kinds of opportunities in which others have a part, besides those that are doors (see `vaultnet.referrals`)."""
WEIGHT = 2.0

_LENGTH = 100
_TELL = "tell them how it ended, and thank them"


class _Ending(NamedTuple):
    """What somebody had a part in, and how it went on."""

    contact: Summary
    day: str
    since: str
    """The day (ISO) from which on they can have heard."""
    text: str
    sources: tuple[Source, ...]


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact that has not heard what came of it, with the latest of its endings."""
    contacts, today = snapshot.contacts, snapshot.today
    first = days_ago(today, WITHIN)
    talks = _first_talk(contacts, first)
    ended = _ended(snapshot.occasions, first, today)
    lines = tuple(_by_ledger(snapshot, first))
    needed = ended or any(talks) or lines
    # of nobody, so that those of another time are let go
    people = _people(_origin(contacts if needed else ()))
    unsaid = frozenset(one.path for door in ended for one in door.notes if one.path in snapshot.private)
    found = _of_opportunities(ended, people, discreet.hidden(contacts), today, unsaid)
    introduced = _of_introductions(talks if needed else (), people, today)
    endings = _by_contact(introduced, found, _of_lines(lines, people, today))
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
    found = [one for one in endings if not thanking.has_heard(contact, one.since)]
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
        yield _Ending(
            link.contact, talk.day, talk.day, f"{said}; you first talked on {say(talk.day, today)}", sources
        )


# --- opportunities ---------------------------------------------------------------------------------


@memo.of_last
def _ended(occasions: Sequence[Occasion], first: str, today: date) -> tuple[Door, ...]:
    """Give what others opened the door to, and of which it is known since a day what came of it."""
    found: list[Door] = [Door((one,)) for one in occasions if _is_no_door(one)]
    found += referrals.doors(occasions)
    return tuple(door for door in found if _is_over(door, first, today))


def _is_no_door(one: Occasion) -> bool:
    return one.type == OPPORTUNITY and text(one, "kind") in KINDS


def _is_over(door: Door, first: str, today: date) -> bool:
    one = referrals.ending(door) or _written(door, today)
    if one is None:
        return False
    closed = fields.day_of(one.fields, "closed")
    if closed is None:
        return referrals.since(one) > days_ago(today, LASTS)
    return first <= closed.isoformat() <= today.isoformat()


def _written(door: Door, today: date) -> Occasion | None:
    """Give the note of a recommendation that is there: nothing else needs to be said of it."""
    one = door.notes[0]
    return one if text(one, "kind") == RECOMMENDATION and has_come_about(one, today) else None


@memo.of_equal
def _of_opportunities(
    ended: Sequence[Door], people: People, hidden: frozenset[str], today: date, unsaid: frozenset[str]
) -> tuple[_Ending, ...]:
    """Give who had a part in what has ended."""
    found = (_of_opportunity(door, people, hidden, today, unsaid) for door in ended)
    return tuple(chain.from_iterable(found))


def _of_opportunity(
    door: Door, people: People, hidden: frozenset[str], today: date, unsaid: Collection[str]
) -> Iterator[_Ending]:
    """Yield who had a part in it; of a note that is ``unsaid`` neither its name nor what came of it."""
    one = referrals.ending(door) or door.notes[0]
    day = text(one, "closed") or today.isoformat()
    end = tuple(one.source(name) for name in ("closed", "outcome") if name in one.fields)
    for contact, note, there in _named(door, people.at):
        is_kept = any(at.path in unsaid or discreet.names_any(at.name, hidden) for at in (one, note))
        part = _part(one, hidden, today, unsaid=is_kept or discreet.is_private(contact))
        sources = (*there, *end)
        yield _Ending(contact, day, referrals.since(one), f"they {part}", sources)
        for link in introducers.chain(contact, people):
            said = f"{_introduced(link)} who {part}"
            yield _Ending(link.contact, day, referrals.since(one), said, (*link.sources, *sources))


def _part(one: Occasion, hidden: frozenset[str], today: date, *, unsaid: bool) -> str:
    """Say that somebody had a part in it, how it ended, and what to do."""
    closed = text(one, "closed")
    ended = f"ended on {say(closed, today)}" if closed else "has ended"
    if unsaid:
        return f"had a part in something that {ended}; {_TELL}"
    if "outcome" not in one.fields:
        there = f", which was there on {say(closed, today)}" if closed else ""
        return f"wrote you a recommendation{there}; thank them"
    outcome = text(one, "outcome")
    came = "" if discreet.names_any(outcome, hidden) else f": {quoted(outcome, _LENGTH)}"
    is_read = outcomes.read(outcome).word is not None or text(one, "kind") not in KINDS
    is_bad = is_read and outcomes.is_bad(outcome)
    return f"had a part in {one.name}; it {ended}{came}; {_TELL}{' all the same' if is_bad else ''}"


def _introduced(link: Introducer) -> str:
    who = "somebody" if discreet.is_private(link.introduced) else f"{link.introduced.name},"
    return f"they introduced you to {who}"


def _named(door: Door, at: Mapping[str, Summary]) -> Iterator[tuple[Summary, Occasion, tuple[Source, ...]]]:
    """Yield the people of its notes and who opened the door, nobody twice, each with the note and the lines of it.

    Of somebody whom only a referral names it is cited as well that this was for the same place.
    """
    seen: set[str] = set()
    for one in door.notes:
        place = (one, door.notes[0]) if one is not door.notes[0] else ()
        for value in (*one.fields.get("via", ()), *one.fields.get("people", ())):
            contact = at.get(one.links.get(str(value.value), "")) if value.link else None
            if contact and contact.path not in seen:
                seen.add(contact.path)
                places = (note.source("organisation") for note in place)
                yield contact, one, (value.source(one.path), *places)


# --- recommendations that the ledger tells of ------------------------------------------------------


def _by_ledger(snapshot: Snapshot, first: str) -> Iterator[tuple[str, str, Source]]:
    """Yield who wrote one lately, by path, the day, and the line; not who was thanked on that very day."""
    for one in recommended.by_ledger(snapshot):
        day = one.day.value.isoformat() if one.day else ""
        if first <= day <= snapshot.today.isoformat() and not _is_thanked(one.contact, day, snapshot):
            yield one.contact.path, day, one.source


def _is_thanked(contact: Summary, day: str, snapshot: Snapshot) -> bool:
    """Tell whether something went to somebody on a day: words of thanks, a message, something that was given."""
    lines = [line for line in snapshot.ledger if line.contact == contact.path]
    return any(one.day == day for one in (*thanking.thanks(contact, lines), *contact.sent))


@memo.of_equal
def _of_lines(lines: Sequence[tuple[str, str, Source]], people: People, today: date) -> tuple[_Ending, ...]:
    """Give who wrote a recommendation: what was in touch on its day was the recommendation itself."""
    return tuple(
        _Ending(
            people.at[path],
            day,
            later(date.fromisoformat(day), 1).isoformat(),
            f"they wrote you a recommendation on {say(day, today)}; thank them",
            (source,),
        )
        for path, day, source in lines
    )
