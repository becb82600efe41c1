"""What a project is to bring about: the tasks in its note, and which of its partners is to do which. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from vaultnet import dates, discreet, links, whose
from vaultnet.goals import CANCELLED, DONE
from vaultnet.ledger import WAITING
from vaultnet.model import Source, Sourced, Task
from vaultnet.network import Occasion, Summary

SOMETHING = "a deliverable"
"""What is said of one whose words are quoted nowhere, as they name somebody private."""


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


def of(one: Occasion, partners: Iterable[Summary], hidden: Collection[str]) -> Iterator[Deliverable]:
    """Yield what is to be done, or was, in the order of the note: all of its tasks but those that were given up.

    Args:
        one: the project.
        partners: those who share in it, and of whom something may be said.
        hidden: the names of whom nothing is said (see `vaultnet.discreet`).

    """
    people = {contact.path: contact for contact in partners}
    called = _called(people.values())
    for task in one.tasks:
        if task.status in CANCELLED:
            continue
        is_said = task.text and not discreet.names_any(task.text, hidden)
        due, done = dates.parse_day(task.due), dates.parse_day(task.done)
        yield Deliverable(
            task.text if is_said else SOMETHING,
            task.status,
            Source(one.path, task.line, task.text if is_said else f"[{task.status}]"),
            _whose(task, one, people, called),
            Sourced(due, (Source(one.path, task.line, task.due),)) if due else None,
            Sourced(done, (Source(one.path, task.line, task.done),)) if done else None,
        )


def _called(people: Iterable[Summary]) -> dict[str, str]:
    """Give the partners' paths by what each is called: their names, and the first of them if it is theirs alone."""
    found: dict[str, set[str]] = {}
    for contact in people:
        for name in (contact.name, *contact.aliases):
            for called in {discreet.spoken(name), discreet.spoken(name.partition(" ")[0])} - {""}:
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
    return next(by_key, None) or called.get(discreet.spoken(name))
