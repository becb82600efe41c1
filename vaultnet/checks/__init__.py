"""The built-in checks: what is wrong across notes, where no single note shows it. A plugin like any other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from vaultnet import goals, memo
from vaultnet.checks import (
    debriefs,
    doubled,
    near_names,
    no_parent,
    order,
    outcomes,
    own_introduction,
    own_mentor,
)
from vaultnet.config import Config
from vaultnet.dates import later
from vaultnet.goals import DONE
from vaultnet.hookspecs import Check, hookimpl
from vaultnet.model import Misdated
from vaultnet.network import Occasion, Promise, Snapshot, Summary
from vaultnet.plausible import ABROAD
from vaultnet.problems import Problem
from vaultnet.schema import FAR


@hookimpl
def vaultnet_checks() -> list[Check]:
    """The checks that come with vaultnet."""
    return [
        Check("goals", "Goals that are a part of themselves.", _goals),
        Check("no_parent", "Goals that are a part of what can be no goal.", no_parent.find),
        Check("own_mentor", "Mentors who are the owner.", own_mentor.find),
        Check(
            "near_names", "People whose name leads to nobody, and is like that of a contact.", near_names.find
        ),
        Check("own_introduction", "Introductions by somebody to themselves.", own_introduction.find),
        Check("outcomes", "Outcomes of referrals and applications that can't be read.", outcomes.find),
        Check("debriefs", "Lines under ## Met of events that can't be taken down.", debriefs.find),
        Check("order", "Projects, opportunities and others that end before they begin.", order.find),
        Check("doubled", "Contacts and goals that a sync tool may have doubled.", doubled.find),
        Check("days", "Days that can't be meant: still to come, far ahead, or in the wrong order.", _days),
    ]


def _days(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    for found in _of(snapshot.contacts):
        yield from found
    yield from (_odd(one.path, odd) for one in snapshot.goals for odd in one.odd)
    yield from (_odd(one.path, odd) for one in snapshot.occasions for odd in one.odd)
    yield from _promises(snapshot.promises, snapshot.today)
    yield from _ticked(snapshot.occasions, snapshot.private, snapshot.today)


@memo.of_all
def _of(contact: Summary) -> tuple[Problem, ...]:
    odd = (_odd(contact.path, one) for one in contact.odd)
    return (*odd, *(_far(one.path, one.line, one.day) for one in contact.far))


@memo.of_last
def _promises(promises: Sequence[Promise], today: date) -> tuple[Problem, ...]:
    return tuple(
        _far(one.path, one.line, one.due)
        for one in promises
        if one.due and (date.fromisoformat(one.due) - today).days > FAR
    )


@memo.of_last
def _ticked(occasions: Sequence[Occasion], private: Collection[str], today: date) -> tuple[Problem, ...]:
    """Find what comes round again in a community and is ticked on a day that has not come yet."""
    last = later(today, ABROAD).isoformat()
    return tuple(
        _ahead(one.path, task.line, "" if one.path in private else f" {task.done}")
        for one in occasions
        if one.type == "community"
        for task in one.tasks
        if task.recurrence and task.status in DONE and task.done > last
    )


def _ahead(path: str, line: int, shown: str) -> Problem:
    message = f"The day{shown} on which this was done has not come yet, so it is left out."
    return Problem(path, line, 1, "future-day", message, "Is it a slip of the pen?")


def _odd(path: str, one: Misdated) -> Problem:
    _, value, code, message, hint = one
    return Problem(path, value.line, 1, code, message, hint)


def _far(path: str, line: int, day: str) -> Problem:
    message = f"{day} is more than two years ahead, so what is dated so counts for nothing."
    return Problem(path, line, 1, "far-day", message, "Is the year a slip of the pen?")


def _goals(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    yield from goals.problems(snapshot.goals)
