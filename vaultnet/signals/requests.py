"""Requests: what somebody asks of the owner, and has no answer yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultnet import discreet, gifts, memo
from vaultnet.config import Config
from vaultnet.dates import later, parse_day
from vaultnet.network import FollowUp, Snapshot, Summary, TaggedTask
from vaultnet.openers import under_name
from vaultnet.signals.hearing import and_more, days_ago, quoted, say
from vaultnet.signals.rest import at_rest

AHEAD = 7
"""Days before its day from which a request is to be answered: a rule of thumb."""
PATIENCE = 3
"""Days that one without a day may wait: a rule of thumb."""
LATE, WEIGHT = 2.0, 1.25
"""Weights: its day has come, or not yet."""

_LENGTH = 120


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact whose request is to be answered, with the most pressing one."""
    last, waited = later(snapshot.today, AHEAD).isoformat(), days_ago(snapshot.today, PATIENCE)
    open_: dict[str, list[TaggedTask]] = {}
    for task in gifts.requests(snapshot.tagged):
        if task.due <= last if task.due else task.day <= waited:
            open_.setdefault(task.contacts[0], []).append(task)
    hidden = discreet.hidden(snapshot.contacts) if open_ else frozenset[str]()
    for contact in (one for one in snapshot.contacts if open_ and one.path in open_):
        if not at_rest(contact, snapshot.today):
            tasks = sorted(open_[contact.path], key=_by_day)
            task = tasks[0]._replace(text="") if discreet.names_any(tasks[0].text, hidden) else tasks[0]
            yield _follow_up(contact, task, len(tasks), snapshot.today)


def _by_day(task: TaggedTask) -> tuple[bool, str, str, str, int]:
    return not task.due, task.due, task.day, task.path, task.line


@memo.of_each
def _follow_up(contact: Summary, task: TaggedTask, found: int, today: date) -> FollowUp:
    text = quoted(under_name(gifts.unmarked(task.text), contact), _LENGTH)
    asked = f"they asked you: {text}" if text else "they asked you for something"
    if task.due:
        asked += f", {'was for' if task.due < today.isoformat() else 'for'} {say(task.due, today)}"
    is_late = bool(task.due) and task.due <= today.isoformat()
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="answer",
        since=min(parse_day(task.day) or parse_day(task.due) or today, today),
        text=asked + and_more(found, "more request", "more requests"),
        sources=(task.source,),
        weight=LATE if is_late else WEIGHT,
        signal="requests",
    )
