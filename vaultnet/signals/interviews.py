"""Thank after an informational interview, and ask once after what was asked for and has no answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from vaultnet import cadence, kinds, memo, opportunities, stages, thanking
from vaultnet.config import Config
from vaultnet.dates import later
from vaultnet.discreet import is_private
from vaultnet.kinds import MEETING
from vaultnet.network import FollowUp, LedgerLine, Snapshot, Summary, Trace
from vaultnet.opportunities import Opportunity
from vaultnet.signals.hearing import days_ago, say
from vaultnet.signals.rest import at_rest
from vaultnet.stages import APPLICATION
from vaultnet.steps import THANKABLE, UNANSWERED, UNTHANKED

UNTIL = 42
"""Days after a question from which on it is no longer asked after: a rule of thumb."""
THANK, ANSWER = 2.0, 1.25
"""Weights."""


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield whom to thank for an interview, and whom to ask once more; nobody twice for the same."""
    found = opportunities.of(snapshot)
    to_thank = _talks(snapshot, found)
    for contact in (one for one in snapshot.contacts if one.path in to_thank) if to_thank else ():
        if not at_rest(contact, snapshot.today):
            yield _thanks(contact, to_thank[contact.path], snapshot.today)
    if not cadence.is_away(snapshot.today, config.away):
        yield from _questions(found, snapshot.today)


# --- thanks ----------------------------------------------------------------------------------------


def _talks(snapshot: Snapshot, found: Sequence[Opportunity]) -> Mapping[str, Trace]:
    """Give whom to thank, by their paths, and the interview to thank for."""
    first, last = days_ago(snapshot.today, THANKABLE), days_ago(snapshot.today, UNTHANKED)
    lately = _lately(snapshot.contacts, first, last)
    to_thank = {talk.contact: talk for talk in lately if talk}
    for one in found:
        held = one.talk.held
        if held and not one.talk.thanks and first <= held.day <= last:
            to_thank.setdefault(held.contact, held)
    told = _told(to_thank, snapshot, found)
    return {path: talk for path, talk in to_thank.items() if path not in told}


@memo.of_all
def _lately(contact: Summary, first: str, last: str) -> Trace | None:
    """Give the interview that was the last time something could be said, if nothing was written to them since."""
    newest = next(filter(thanking.is_word, contact.recent), None)
    is_one = newest is not None and newest.kind == kinds.INTERVIEW and first <= newest.day <= last
    return newest if is_one and newest and not stages.thanks_for(newest, (contact,), ()) else None


def _told(to_thank: Mapping[str, Trace], snapshot: Snapshot, found: Iterable[Opportunity]) -> set[str]:
    """Give those who were thanked by a line of the ledger, or are told what came of it (signal ``thanks``)."""
    told = {line.contact for line in snapshot.ledger if to_thank and _is_thanks(line, to_thank)}
    for one in found:
        held, closed = one.talk.held, one.since.day.value if one.since and one.is_over else None
        if held and closed and one.outcome and closed.isoformat() > held.day:
            told.add(held.contact)
    return told


def _is_thanks(line: LedgerLine, to_thank: Mapping[str, Trace]) -> bool:
    talk = to_thank.get(line.contact) if line.kind == "gave" else None
    return talk is not None and stages.is_thanks(line, talk)


def _thanks(contact: Summary, talk: Trace, today: date) -> FollowUp:
    held = date.fromisoformat(talk.day)
    what = f"{MEETING if is_private(contact) else kinds.say(talk.kind)} on {say(talk.day, today)}"
    late = (today - held).days > UNTHANKED
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="thank",
        since=later(held, UNTHANKED),
        text=f"{what}, still to thank for" if late else f"{what}: thank them while it is fresh",
        sources=(talk.source,),
        weight=THANK,
        signal="interviews",
    )


# --- questions without an answer -------------------------------------------------------------------


def _questions(found: Iterable[Opportunity], today: date) -> Iterator[FollowUp]:
    """Yield one nudge for each of whom something was asked; who waits for a message is told of by `no_answer`."""
    asked: dict[str, FollowUp] = {}
    for one in found:
        contact = next((who.contact for who in one.people if who.contact), None)
        if contact and _is_unanswered(one, contact, today):
            told = _nudge(one, contact, today)
            before = asked.get(contact.path)
            asked[contact.path] = min(before, told, key=lambda each: each.since) if before else told
    yield from asked.values()


def _is_unanswered(one: Opportunity, contact: Summary, today: date) -> bool:
    is_asked = one.stage == "asked" and (one.kind is None or one.kind.value != APPLICATION)
    if not (is_asked and one.since) or contact.sent or contact.plans or at_rest(contact, today):
        return False
    day = one.since.day.value
    is_answered = any(trace.day > day.isoformat() and stages.is_step(trace) for trace in contact.recent)
    return UNANSWERED <= (today - day).days <= UNTIL and not is_answered


def _nudge(one: Opportunity, contact: Summary, today: date) -> FollowUp:
    assert one.since
    day = one.since.day
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="answer",
        since=later(day.value, UNANSWERED),
        text=f"asked on {say(day.value.isoformat(), today)}, and no answer is noted: {one.note.name}",
        sources=day.sources,
        weight=ANSWER,
        signal="interviews",
    )
