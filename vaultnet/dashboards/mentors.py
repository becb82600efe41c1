"""Network Mentors: who mentors the owner, whom they mentor, and whom they could ask, with one question for each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from vaultnet import dates, mentoring, mentors
from vaultnet.config import Config
from vaultnet.dashboards.leaves import LONGEST, Part, count, field, note, place, touched
from vaultnet.hookspecs import Inputs
from vaultnet.mentoring import Mentorship, Said
from vaultnet.mentors import Candidate, LeftOut, Wish
from vaultnet.model import Source, Sourced
from vaultnet.network import Goal, Snapshot

CANDIDATES = 3
"""People proposed for a goal; a longer list is no proposal."""
GOALS = 5
"""Goals for which people are proposed."""
LEARNED, ASKED = 3, 2
"""Lines of what was learned, and of what was asked, at most."""
LATELY = 365
"""Days for which one that has ended is shown: a rule of thumb."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Mentors; None where there is nobody to show. docs/mentors.md describes it."""
    found = page(inputs.snapshot, inputs.config)
    return found if any(found.values()) else None


def page(snapshot: Snapshot, config: Config) -> dict[str, Any]:
    """Give all that there is to say of mentors."""
    wishes = mentors.wishes(snapshot, config, CANDIDATES)[:GOALS]
    return _page(mentoring.of(snapshot, config), wishes, snapshot)


def page_of(one: Goal, snapshot: Snapshot, config: Config) -> dict[str, Any]:
    """Give all that there is to say of mentors for one goal, with whoever could be asked, 200 at most."""
    every = [mentor for mentor in mentoring.of(snapshot, config) if mentor.serves(one)]
    return _page(every, [mentors.wish(one, snapshot, config, LONGEST)], snapshot)


def _page(every: Sequence[Mentorship], goals: Sequence[Wish], snapshot: Snapshot) -> dict[str, Any]:
    private = snapshot.private
    agreed = [one for one in every if one.stage.value == "agreed"]
    return {
        "mentors": tuple(_agreed(one, private) for one in agreed if one.mentor),
        "mentees": tuple(_agreed(one, private) for one in agreed if not one.mentor),
        "noticed": tuple(_noticed(one, snapshot) for one in every if one.stage.value == "noticed"),
        "asked": tuple(_in_short(one, private) for one in every if one.stage.value == "asked"),
        "ended": tuple(_ended(one, private) for one in every if _is_shown(one, snapshot.today)),
        "goals": tuple(map(_goal, goals)),
    }


# --- mentorships -----------------------------------------------------------------------------------


def _in_short(one: Mentorship, private: Collection[str]) -> Part:
    """Give who it is, how it stands, since when and for which goals, but for those that are private."""
    return {
        **note(one.contact.path),
        "stage": one.stage,
        "day": one.since,
        "goals": tuple(note(goal.value) for goal in one.goals if goal.value not in private),
    }


def _agreed(one: Mentorship, private: Collection[str]) -> Part:
    last = one.sessions[0] if one.sessions else None
    return {
        **_in_short(one, private),
        "role": field(one.contact, "role"),
        "company": field(one.contact, "company"),
        "both": Sourced(True, one.stage.sources) if one.mentor and one.mentee else None,
        "times": count(one.sessions, (trace.source for trace in one.sessions)),
        "last": touched(last) if last else None,
        "plan": touched(one.plan) if one.plan else None,
        "learned": tuple(map(_said, one.learned[:LEARNED])),
        "followed": tuple(map(_said, one.followed[:LEARNED])),
        "to_follow": tuple(map(_said, one.to_follow[:LEARNED])),
        "questions": tuple(map(_said, one.questions[:ASKED])),
        "given": tuple(map(_said, one.given[:1])),
        "to_thank": _said(one.to_thank) if one.to_thank else None,
    }


def _noticed(one: Mentorship, snapshot: Snapshot) -> Part:
    return {**_in_short(one, snapshot.private), "question": mentors.first_question(one, snapshot)}


def _ended(one: Mentorship, private: Collection[str]) -> Part:
    unthanked = one.unthanked
    return {**_in_short(one, private), "unthanked": Sourced(True, unthanked.sources) if unthanked else None}


def _is_shown(one: Mentorship, today: date) -> bool:
    """Tell whether it ended lately, or on a day that nobody knows."""
    is_late = one.since is not None and (today - one.since.value).days > LATELY
    return one.stage.value == "ended" and one.has_been and not is_late


def _said(one: Said) -> Part:
    """Give what went to and fro: its ``text``, if it was ``taught``, its ``day`` if it has one, its place."""
    day = dates.parse_day(one.day)
    return {
        "text": Sourced(one.text, (one.source,)),
        "taught": Sourced(True, (one.source,)) if one.taught else None,
        "since": Sourced(day, (one.source,)) if day else None,
        **place(one.source),
    }


# --- whom to ask -----------------------------------------------------------------------------------


def _goal(one: Wish) -> Part:
    is_unsaid = any(other.contact is None for other in one.left_out)
    return {
        **note(one.goal.path),
        "needs": tuple(Sourced(need.source.quote or need.text, (need.source,)) for need in one.open),
        "mentors": tuple(note(mentor.contact.path) for mentor in one.mentors),
        "candidates": {
            "rows": tuple(map(_candidate, one.candidates)),
            "more": count(one.others, (Source(other.path, 1, other.name) for other in one.others)),
        },
        "left_out": tuple(_left_out(other) for other in one.left_out if other.contact),
        "unsaid": Sourced(True, (Source(one.goal.path, 1, one.goal.name),)) if is_unsaid else None,
    }


def _left_out(one: LeftOut) -> Part:
    assert one.contact
    return {
        **note(one.contact.path),
        "because": Sourced(one.because, one.reasons[0].sources),
        "why": one.reasons,
    }


def _candidate(one: Candidate) -> Part:
    return {
        **note(one.contact.path),
        "why": one.reasons,
        "via": note(one.via.path) if one.via else None,
        "question": one.question,
    }
