"""Report back: the owner followed somebody's advice, and they have not heard what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from vaultnet import discreet, memo
from vaultnet.config import Config
from vaultnet.goals import DONE
from vaultnet.network import FollowUp, Snapshot, Summary, TaggedTask
from vaultnet.openers import under_name
from vaultnet.signals.hearing import and_more, days_ago, has_heard, quoted, say
from vaultnet.signals.rest import at_rest

TAG = "advice"
WITHIN = 60
"""Days for which it is worth telling: a rule of thumb."""
WEIGHT = 1.75

_LENGTH = 120
_MARK = re.compile(rf"(?<!\S)#{TAG}(?!\S)", re.IGNORECASE)


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact whose advice was followed lately, with the last that was."""
    first, last = days_ago(snapshot.today, WITHIN), snapshot.today.isoformat()
    followed: dict[str, list[TaggedTask]] = {}
    for task in snapshot.tagged:
        if task.tag == TAG and task.status in DONE and first <= task.done <= last:
            followed.setdefault(task.contacts[0], []).append(task)
    hidden = discreet.hidden(snapshot.contacts)
    for contact in (one for one in snapshot.contacts if one.path in followed):
        tasks = [task for task in followed[contact.path] if not has_heard(contact, task.done)]
        if tasks and not at_rest(contact, snapshot.today):
            tasks.sort(key=lambda task: (task.done, task.path, -task.line))
            unsaid = discreet.names_any(tasks[-1].text, hidden)
            task = tasks[-1]._replace(text="") if unsaid else tasks[-1]
            yield _follow_up(contact, task, len(tasks), snapshot.today)


@memo.of_each
def _follow_up(contact: Summary, task: TaggedTask, found: int, today: date) -> FollowUp:
    text = quoted(under_name(_MARK.sub("", task.text), contact), _LENGTH)
    followed = f"you followed their advice on {say(task.done, today)}"
    more = and_more(found, "more piece of advice", "more pieces of advice")
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="report back",
        since=date.fromisoformat(task.done),
        text=(f"{followed}: {text}" if text else followed) + more,
        sources=(task.source,),
        weight=WEIGHT,
        signal="advice",
    )
