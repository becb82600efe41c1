"""What Network Goals says of a course that was changed: what to try, the history, and who matters since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from vaultnet import course, discreet
from vaultnet.config import Config
from vaultnet.course import Change, Person, Turned
from vaultnet.dashboards.leaves import Part, listed, note
from vaultnet.model import Source, Sourced, note_name
from vaultnet.network import Goal, Snapshot
from vaultnet.signals.experiments import Experiment

HISTORY = 2
"""The latest changes of a goal that are shown."""
PEOPLE = 12
"""People that are named of those who matter now, and of those who no longer do."""
WHYS = 2
"""Things that are said of what somebody matters for."""


def experiment(one: Experiment) -> Part:
    """Give what to try as the ``pieces`` of a sentence: each ``text``, or the ``path`` of a note to link to."""
    return {
        "pieces": tuple(
            {
                "text": Sourced(piece.text, one.sources),
                "path": Sourced(piece.path, (_name(piece.path),)) if piece.path else None,
            }
            for piece in one.pieces
        )
    }


def history(goal: Goal, today: date, hidden: Collection[str]) -> Part:
    """Give the latest ``rows`` of a goal's history, each with its ``day`` and what is ``said`` of it; ``more``."""
    return listed(
        course.changes(goal),
        lambda change: _said(change, today, hidden),
        lambda change: change.source,
        HISTORY,
    )


def since(snapshot: Snapshot, config: Config) -> Part | None:
    """Give what Network Goals says while a change is fresh: the goals, who matters ``now``, and who is ``gone``.

    None where nothing was changed lately.
    """
    turn = course.fresh(snapshot, config)
    if not turn.goals:
        return None
    today, hidden = snapshot.today, discreet.hidden(snapshot.contacts)
    return {
        "goals": tuple(_turned(one, today, hidden) for one in turn.goals),
        "now": _people(turn.now),
        "gone": _people(turn.gone),
    }


def _turned(one: Turned, today: date, hidden: Collection[str]) -> Part:
    return {
        **note(one.goal.path),
        "changes": tuple(_said(change, today, hidden) for change in one.changes),
    }


def _said(change: Change, today: date, hidden: Collection[str]) -> Part:
    there = (change.source,)
    return {
        "day": Sourced(change.day, there),
        "said": Sourced(course.told(change, today, hidden), there),
    }


def _people(found: Sequence[Person]) -> Part:
    return listed(found, _person, lambda one: _name(one.contact.path), PEOPLE)


def _person(one: Person) -> Part:
    """Give somebody to link to, and the first things that they matter for: each ``goal`` once, and ``why``."""
    whys: dict[str, list[Sourced[str]]] = {}
    for matter in one.matters[:WHYS]:
        whys.setdefault(matter.goal.path, []).append(matter.why)
    matters = ({"goal": note(path), "why": tuple(found)} for path, found in whys.items())
    return {**note(one.contact.path), "matters": tuple(matters)}


def _name(path: str) -> Source:
    return Source(path, 1, note_name(path))
