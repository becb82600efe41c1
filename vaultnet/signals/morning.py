"""The facts as they were this morning for those who were dealt with since: a day's list is decided once. Pure.

Whoever was ticked, logged, put off or skipped is due for something else by that, or for nothing. Yet what they were
due for before had its part in who else is on the day's list, so it is asked for again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from vaultnet import fields, memo
from vaultnet.model import Fields
from vaultnet.network import LedgerLine, Snapshot, Summary, TaggedTask, Trace
from vaultnet.signals.promises import one_a_line

_SET_TOGETHER = {"put_off": ("put_off", "snooze"), "skipped": ("skipped",)}
"""What was set today where the first of them says so. What stood there before is not known."""


def as_it_was(snapshot: Snapshot, contacts: Collection[str]) -> Snapshot:
    """Give the facts as they were this morning for some contacts, by their paths; all else is as it is now.

    They are without what happened with them today: interactions, messages, lines of the ledger, being put off or
    skipped; and with the promises that were kept and the tasks that were done today.
    """
    day = snapshot.today.isoformat()
    before = {one.path: _before(one, day) for one in snapshot.contacts if one.path in contacts}
    kept = [one for one in one_a_line(snapshot.kept) if one.contact in contacts]
    return replace(
        snapshot,
        contacts=tuple(before.get(one.path) or one for one in snapshot.contacts),
        promises=(*snapshot.promises, *kept) if kept else snapshot.promises,
        ledger=_without(snapshot.ledger, contacts, day),
        tagged=_open_again(snapshot.tagged, contacts, day),
        kept=(),
        ticked=(),
    )


@memo.of_each
def _before(contact: Summary, today: str) -> Summary | None:
    """Give a contact as it was before a day (ISO); None where it is as it was."""
    days = _earlier((*contact.recent, *contact.earlier), today)
    sent = _earlier((*contact.sent, *contact.answered), today)
    told = _fields_before(contact.fields, today)
    later = len(contact.recent) + len(contact.earlier) - len(days)
    if not later and sent == contact.sent and told is contact.fields:
        return None
    most = len(contact.recent)
    return replace(
        contact,
        fields=told,
        interactions=contact.interactions - later,
        recent=days[:most],
        earlier=days[most:],
        sent=sent,
        answered=(),
    )


@memo.of_all
def mornings(contact: Summary, today: date) -> Summary | None:
    """Give a contact as it was this morning; None where it is as it was."""
    return _before(contact, today.isoformat())


def _earlier(traces: Iterable[Trace], today: str) -> tuple[Trace, ...]:
    """Leave out what is of a day or was taken in on it, which may be told of the day before."""
    return tuple(one for one in traces if one.day < today and one.tick != today)


def _fields_before(told: Fields, today: str) -> Fields:
    gone = {
        name
        for said, names in _SET_TOGETHER.items()
        if (day := fields.day_of(told, said)) and day.isoformat() == today
        for name in names
    }
    return {name: values for name, values in told.items() if name not in gone} if gone else told


def _without(ledger: tuple[LedgerLine, ...], contacts: Collection[str], today: str) -> tuple[LedgerLine, ...]:
    left = tuple(one for one in ledger if one.day != today or one.contact not in contacts)
    return left if len(left) < len(ledger) else ledger


def _open_again(
    tasks: tuple[TaggedTask, ...], contacts: Collection[str], today: str
) -> tuple[TaggedTask, ...]:
    done = {one for one in tasks if one.done == today and any(who in contacts for who in one.contacts)}
    if not done:
        return tasks
    return tuple(one._replace(status=" ", done="") if one in done else one for one in tasks)
