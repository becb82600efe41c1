"""What a project is to bring about: the tasks in its note, and which of its partners is to do which. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from vaultnet import dates, discreet, links, when, whose
from vaultnet.goals import CANCELLED, DONE
from vaultnet.ledger import WAITING
from vaultnet.lookup import plain
from vaultnet.model import Source, Sourced, Task
from vaultnet.network import Occasion, Summary

SOMETHING = "a deliverable"
"""What is said of one whose words are quoted nowhere, as they name somebody, or something, private."""


class Deliverable(NamedTuple):
    """Something that the project is to bring about."""

    text: str
    """As it may be said, with its links."""
    status: str
    source: Source
    whose: tuple[str, ...]
    """The paths of the partners who are to do it; none where nobody is named, or it is the owner's."""
    due: Sourced[date] | None
    done: Sourced[date] | None

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done."""
        return self.status not in DONE


def of(one: Occasion, partners: Iterable[Summary], kept: discreet.Kept, today: date) -> Iterator[Deliverable]:
    """Yield what is to be done, or was, in the order of the note: all of its tasks but those that were given up.

    Args:
        one: the project.
        partners: those who share in it, and of whom something may be said.
        kept: what is said to nobody.
        today: the day that one without a year is nearest to.

    """
    people = {contact.path: contact for contact in partners}
    called = _called(people.values())
    for task in one.tasks:
        if task.status in CANCELLED:
            continue
        is_said = task.text and kept.may_quote(task.text)
        text, due, done = *_due(task, today), dates.parse_day(task.done)
        yield Deliverable(
            text if is_said else SOMETHING,
            task.status,
            Source(one.path, task.line, task.text if is_said else f"[{task.status}]"),
            _whose(task, one, people, called),
            Sourced(due[1], (Source(one.path, task.line, due[0]),)) if due else None,
            Sourced(done, (Source(one.path, task.line, task.done),)) if done else None,
        )


def _due(task: Task, today: date) -> tuple[str, tuple[str, date] | None]:
    """Give what is to be done, and its day as it is written and meant: in a field of the task, or in its words."""
    if day := dates.parse_day(task.due):
        return task.text, (task.due, day)
    said = when.deadline(task.text, today)
    return (said[0], said[1:]) if said else (task.text, None)


def _called(people: Iterable[Summary]) -> dict[str, str]:
    """Give the partners' paths by what each is called: their names, and the first of them if it is theirs alone."""
    found: dict[str, set[str]] = {}
    for contact in people:
        for name in (contact.name, *contact.aliases):
            for called in {_plainly(name), _plainly(name.partition(" ")[0])} - {""}:
                found.setdefault(called, set()).add(contact.path)
    return {called: min(paths) for called, paths in found.items() if len(paths) == 1}


def _whose(
    task: Task, one: Occasion, people: Mapping[str, Summary], called: Mapping[str, str]
) -> tuple[str, ...]:
    """Give the partners who are to do something: as its words say it, or who is waited for."""
    for names in whose.names(task.text):
        found = [_who(name, one, people, called) for name in names]
        if found and all(found):
            return tuple(dict.fromkeys(filter(None, found)))
    if any(tag.lower() == WAITING for tag in task.tags):
        first = (_who(target, one, people, called) for target in links.LINK.findall(task.text))
        return tuple(filter(None, first))[:1]
    return ()


def _who(name: str, one: Occasion, people: Mapping[str, Summary], called: Mapping[str, str]) -> str | None:
    """Give the partner that a name or the target of a link means."""
    path = one.links.get(name)
    if path in people:
        return path
    by_key = (path for path in people if links.key(path) == links.key(name))
    return next(by_key, None) or called.get(_plainly(name))


def _plainly(name: str) -> str:
    """Write a name as its words, without accents: ``Jorg`` for ``Jörg``."""
    return discreet.spoken(plain(name))
