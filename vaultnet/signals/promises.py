"""Keep your promises, and ask after theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter

from vaultnet import discreet, memo
from vaultnet.config import Config
from vaultnet.dates import later, parse_day, say_day
from vaultnet.filters import clip, words
from vaultnet.model import note_name
from vaultnet.network import FollowUp, Promise, Snapshot, Summary
from vaultnet.pledges import is_ask
from vaultnet.signals import intros
from vaultnet.signals.rest import at_rest

AHEAD = 7
"""Days before its day from which a promise of the owner's is a reason to reach out: a rule of thumb."""


_LENGTH = 140


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each dated promise: mine when its day is near or past, theirs when it is past."""
    contacts = {contact.path: contact for contact in snapshot.contacts}
    hidden = discreet.hidden(snapshot.contacts)
    last = later(snapshot.today, AHEAD).isoformat()
    # What `intros` says of an introduction, knowing who has agreed to it, is not said twice. Of what it is silent
    # about, the day is still to be kept.
    elsewhere = {(at.path, at.line) for one in intros.find(snapshot, config) for at in one.sources}
    introductions = {(task.path, task.line) for task in intros.owed(snapshot.tagged, snapshot.promises)}
    near: list[Promise] = []
    for together in _by_line(snapshot.promises):
        promise = together[0]
        if not promise.due or promise.due > last or (promise.path, promise.line) in elsewhere:
            continue
        if (promise.path, promise.line) in introductions:  # where one rests, it is still owed to the others
            promise = next((one for one in together if _is_there(one, contacts, snapshot.today)), promise)
        near.append(promise)
    told: dict[str, list[tuple[Promise, str]]] = {}
    for promise, said in zip(near, _words(near, hidden), strict=True):
        told.setdefault(promise.contact, []).append((promise, said))
    for path, promised in told.items():
        if path in contacts:
            yield from _of(contacts[path], tuple(promised), snapshot.today)


@memo.of_each
def _of(contact: Summary, told: tuple[tuple[Promise, str], ...], today: date) -> tuple[FollowUp, ...]:
    """Make the follow-ups for the promises between the owner and a contact, each with its words."""
    found = []
    for promise, said in told if not at_rest(contact, today) else ():
        due = parse_day(promise.due)
        late = (today - due).days if due else -AHEAD - 1
        if due and (late > 0 or (late >= -AHEAD and not promise.theirs)):
            found.append(_follow_up(promise, _said(promise, said, contact), contact, due, today))
    return tuple(found)


def _is_there(promise: Promise, contacts: Mapping[str, Summary], today: date) -> bool:
    return promise.contact in contacts and not at_rest(contacts[promise.contact], today)


@memo.of_last
def one_a_line(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Keep one promise of those that stand on one line: with whom the line names first. The order stays.

    ``#waiting [[Ada]] introduces me to [[Charles]]`` concerns both, but it is Ada who promised.
    """
    return tuple(together[0] for together in _by_line(promises))


by_contact = memo.grouped(attrgetter("contact"), tuple[Promise, ...])
"""Of those that `one_a_line` keeps."""


@memo.of_last
def _by_line(promises: Iterable[Promise]) -> tuple[tuple[Promise, ...], ...]:
    """Put together what stands on one line, with whom it names first coming first."""
    every = tuple(promises)
    lines = _on_line(every)
    return tuple(map(lines.__getitem__, dict.fromkeys(map(_line, every))))


def _first_named_first(together: Sequence[Promise]) -> tuple[Promise, ...]:
    return tuple(together if len(together) == 1 else sorted(together, key=_named))


_line = attrgetter("path", "line")
_on_line = memo.grouped(_line, _first_named_first)


def _named(one: Promise) -> tuple[int, str]:
    name = note_name(one.contact).casefold()
    place = one.text.casefold().find(name)
    return place if place >= 0 else len(one.text), one.contact


@memo.of_all
def _words(promise: Promise, hidden: Collection[str]) -> str:
    """Give the words of a promise; none where they name somebody private."""
    return "" if discreet.names_any(promise.text, hidden) else clip(words(promise.text), _LENGTH)


def _said(promise: Promise, text: str, contact: Summary) -> str:
    """Say what was promised; no more than that where its words are nobody's business."""
    if text and not discreet.is_private(contact):
        return text
    if is_ask(promise):
        return "something you mean to ask them"
    return "something they promised" if promise.theirs else "something you promised"


def _follow_up(promise: Promise, said: str, contact: Summary, due: date, today: date) -> FollowUp:
    late = (today - due).days
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="ask" if promise.theirs or is_ask(promise) else "promise",
        since=due,
        text=f"{said}, {'was for' if late > 0 else 'for'} {say_day(due, today)}",
        sources=(promise.day,),
        weight=_theirs(late) if promise.theirs else _mine(late),
        signal="promises",
    )


def _mine(late: int) -> float:
    """Weigh a promise of mine: 1.5 a week ahead, 2.5 on its day, 3 from half a week late."""
    return min(2.5 + late / AHEAD, 3)


def _theirs(late: int) -> float:
    """Weigh a promise of theirs: 1 at first, 2 from two weeks late."""
    return 1 + min(late / 14, 1)
