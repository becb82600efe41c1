"""Network Projects: the work that others share in, what comes next in it, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from vaultnet import memo, projects
from vaultnet.config import Config
from vaultnet.dashboards.leaves import LONGEST, Part, count, listed, note, touched
from vaultnet.dates import earlier
from vaultnet.deliverables import Deliverable
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced
from vaultnet.network import Snapshot
from vaultnet.projects import ACTIVE, Partner, Project

OPEN, LATE = 5, 5
"""Open and late deliverables of a project that are shown; then a count."""
LATELY = 365
"""Days for which one that has ended is shown: a rule of thumb."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Projects; None where no work is shared. docs/projects.md describes it."""
    found = page(inputs.snapshot, inputs.config)
    return dict(found) if any(found[name]["rows"] for name in ("active", "resting", "ended")) else None


def page(snapshot: Snapshot, config: Config) -> Part:
    """Give all that there is to say of shared work."""
    return _page(projects.of(snapshot, config))


@memo.of_last
def _page(found: Sequence[Project]) -> Part:
    over = [one for one in found if one.is_over]
    ended = sorted((one for one in over if _is_fresh(one)), key=_by_end, reverse=True)
    resting = [one for one in found if one not in over and one.standing.value != ACTIVE]
    return {
        "active": _listed([one for one in found if one.standing.value == ACTIVE]),
        "resting": _listed(resting),
        "ended": _listed(ended),
    }


def of_one(one: Project) -> Part:
    """Give a project as if it were the only one."""
    place = "ended" if one.is_over else "active" if one.standing.value == ACTIVE else "resting"
    return {name: _listed([one] if name == place else []) for name in ("active", "resting", "ended")}


def _listed(found: Sequence[Project]) -> Part:
    return listed(found, _full, lambda one: Source(one.path, 1, one.name), LONGEST)


def _is_fresh(one: Project) -> bool:
    """Tell whether a project ended lately, or on a day that nobody knows."""
    return one.ended is None or one.ended.value >= earlier(one.today, LATELY)


def _by_end(one: Project) -> date:
    return one.ended.value if one.ended else date.min


# --- one project -----------------------------------------------------------------------------------


@memo.of_each
def _full(one: Project) -> Part:
    late, done = one.late, one.done
    unheard = {partner.contact.path for partner in one.unheard}
    return {
        **note(one.path),
        "standing": one.standing,
        "started": one.started,
        "due": one.due,
        "ended": one.ended,
        "every": one.every,
        "url": one.url,
        "outcome": one.outcome,
        "goals": tuple(note(goal.value) for goal in one.goals),
        "partners": tuple(_partner(partner, one, unheard) for partner in one.partners),
        "late": listed(late, _deliverable, _place, LATE),
        "coming": listed(one.coming, _deliverable, _place, OPEN),
        "left": listed(one.left, _deliverable, _place, OPEN),
        "count": count(done, map(_place, done)),
        "deliverables": count(one.deliverables, map(_place, one.deliverables)),
        "last_done": _deliverable(done[-1]) if done else None,
    }


def _partner(partner: Partner, one: Project, unheard: Collection[str]) -> Part:
    theirs = [found for found in one.deliverables if found.is_open and partner.contact.path in found.whose]
    warm, plans = partner.warmth, partner.contact.plans
    is_due = partner.check_in and partner.check_in <= one.today and not plans
    return {
        **note(partner.contact.path),
        "warmth": Sourced(warm.word, warm.sources) if warm else None,
        "last": touched(partner.last) if partner.last else None,
        "about": touched(partner.about) if partner.about else None,
        "plan": touched(plans[0]) if plans else None,
        "since": Sourced(partner.check_in, _told(partner, one)) if is_due else None,
        "unheard": Sourced(True, _end(partner, one)) if partner.contact.path in unheard else None,
        "theirs": tuple(map(_deliverable, theirs)),
    }


def _told(partner: Partner, one: Project) -> tuple[Source, ...]:
    """Give the lines that the day of a check-in is worked out from."""
    last = (partner.last.source,) if partner.last else one.started.sources if one.started else ()
    return (*last, *(one.every.sources if one.every else ()))


def _end(partner: Partner, one: Project) -> tuple[Source, ...]:
    return (*(one.ended.sources if one.ended else ()), partner.source)


def _deliverable(one: Deliverable) -> Part:
    return {
        "text": Sourced(one.text, (one.source,)),
        "due": one.due,
        "done": one.done,
        "whose": tuple(map(note, one.whose)),
    }


def _place(one: Deliverable) -> Source:
    return one.source
