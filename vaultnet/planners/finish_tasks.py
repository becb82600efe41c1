"""Which task is meant by what was typed, and what ticking it changes. Pure.

A task is found by its words and by the names of the contacts whom it concerns: ``deck``, ``Ada``, ``Ada deck``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import filters
from vaultnet.edits.task_lines import finish, task_at
from vaultnet.facts import Facts
from vaultnet.ledger import ADVICE, REQUEST
from vaultnet.lookup import plain
from vaultnet.operation import Change, Operation, Refusal

_QUERY = "select path, line, text, due from tasks where status not in ('x', 'X', '-') order by path, line"
_WORD = re.compile(r"\w+")
_LONGEST = 60  # characters of a task's words that are said


class OpenTask(NamedTuple):
    """An open task; a promise that stands in no task is among them, so that it can be said that it has no box.

    ``text`` is as it was read, ``""`` where the note is private. ``people`` are the paths of the contacts whom it
    concerns. ``hidden`` tells that its words are not to be shown.
    """

    path: str
    line: int
    text: str
    due: str = ""
    people: tuple[str, ...] = ()
    hidden: bool = False
    boxed: bool = True

    @property
    def place(self) -> str:
        """Where it stands, as it may be typed: ``path:line``."""
        return f"{self.path}:{self.line}"

    @property
    def said(self) -> str:
        """Its words for a sentence, without Markdown; ``""`` if there are none to be shown."""
        return "" if self.hidden else filters.clip(filters.words(self.text), _LONGEST)


def open_tasks(facts: Facts) -> tuple[OpenTask, ...]:
    """Return every open task of the vault; those that concern contacts come first, the earliest due before."""
    rows = {(path, line): (text, due) for path, line, text, due in facts.query(_QUERY)[1]}
    people: dict[tuple[str, int], list[str]] = {}
    shown: dict[tuple[str, int], str] = {}
    for one in facts.snapshot.promises:
        people.setdefault((one.path, one.line), []).append(one.contact)
        shown[one.path, one.line] = one.text if shown.get((one.path, one.line), one.text) else ""
    for task in facts.snapshot.tagged:  # no promises, and found by whose they are all the same
        if task.tag in (ADVICE, REQUEST) and (task.path, task.line) in rows:
            people[task.path, task.line], shown[task.path, task.line] = list(task.contacts), task.text
    first = []
    for (path, line), contacts in people.items():
        text, due = rows.get((path, line), (shown[path, line], ""))
        hidden = not shown[path, line]
        boxed = (path, line) in rows
        first.append(OpenTask(path, line, text, due, tuple(contacts), hidden, boxed))
    rest = (
        OpenTask(path, line, text, due)
        for (path, line), (text, due) in rows.items()
        if (path, line) not in people
    )
    return (*first, *rest)


def search(facts: Facts, tasks: Iterable[OpenTask], wanted: str) -> tuple[OpenTask, ...]:
    """Find the tasks that hold every word of what was typed; the best matches only.

    Whole sentences go before whole words, these before beginnings and parts of words; and a task that concerns
    a contact before any other.
    """
    asked = _words(wanted)
    ranked: dict[int, list[OpenTask]] = {}
    for task in tasks if asked else ():
        rank = _rank(asked, plain(wanted), task, _names(facts, task))
        if rank is not None:
            ranked.setdefault(rank, []).append(task)
    return tuple(ranked[min(ranked)]) if ranked else ()


def plan(read: Callable[[str], bytes], task: OpenTask, day: date) -> Operation:
    """Tick a task as done on ``day``."""
    data = read(task.path)
    what = f"tick “{task.said}”" if task.said else f"tick a task in {task.path}"
    after = _ticked(task, data, day)
    if isinstance(after, Refusal):
        return Operation("done", what, (), (after,))
    return Operation("done", what, (Change(task.path, data, after),))


def next_day(change: Change, line: int) -> tuple[bool, str]:
    """Tell whether the task ticked at ``line`` comes round again, and on which day (ISO; ``""`` for none)."""
    again = task_at(change.path, change.after or b"", line)
    if again is None or again.status != " ":
        return False, ""
    return True, again.due or again.scheduled or again.start


def _ticked(task: OpenTask, data: bytes, day: date) -> bytes | Refusal:
    now = task_at(task.path, data, task.line)
    if not task.boxed and now is None:
        hint = "Once it is kept, say so where it happened, in the same words: gave:: [[Name]] …"
        return Refusal(task.path, task.line, "This promise has no box, so there is nothing to tick.", hint)
    if now and task.text and now.text != task.text:
        return Refusal(task.path, task.line, "Another task stands on this line by now.", "Ask again.")
    return finish(task.path, data, task.line, day)


# --- words -----------------------------------------------------------------------------------------


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def _names(facts: Facts, task: OpenTask) -> Sequence[str]:
    """Return the words of everything that the contacts of a task may be called."""
    entries = [entry for path in task.people if (entry := facts.names.at(path))]
    names = [name for entry in entries for name in (facts.names.shortest(entry.path), *entry.aliases)]
    return [word for name in names for word in _words(name)]


def _rank(asked: Sequence[str], whole: str, task: OpenTask, names: Sequence[str]) -> int | None:
    """Say how well a task matches, 0 best; None for not at all."""
    own = _words(task.text)
    words = {*own, *names}
    other = 0 if task.people else 4
    if own == list(asked) or _words(filters.words(task.text)) == list(asked):
        return other // 4
    if words.issuperset(asked):
        return 2 + other
    if all(any(word.startswith(one) for word in words) for one in asked):
        return 3 + other
    text = plain(task.text)
    return 4 + other if whole and all(one in text for one in asked) else None
