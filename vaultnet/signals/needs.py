"""Needs: for each active goal one person who could fill, or lead to, what it needs and nobody gives it now.

docs/signals/needs.md says whom it picks; docs/targeting.md shows the map that it is read from.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from vaultnet import coverage, discreet
from vaultnet.candidates import HELPS, Candidate
from vaultnet.config import Config
from vaultnet.coverage import Cover, Fit
from vaultnet.model import Source, note_name
from vaultnet.network import FollowUp, Snapshot, Summary
from vaultnet.signals.hearing import is_left_alone, say

REST = 30
"""Days since the last time in touch, or the last message, from which on somebody is asked: a rule of thumb."""
WEIGHT = 0.75

_THEY = {"helps": "help", "helped": "helped", "knows": "know", "cares": "care", "teaches": "teach"}


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each active goal with a need that nobody warm fills; nobody twice."""
    taken: set[str] = set()
    hidden = discreet.hidden(snapshot.contacts)
    for path, covers in coverage.of_goals(snapshot, config).items():
        goal = "a goal of yours" if path in snapshot.private else f"“{note_name(path)}”"
        for one in _for_goal(goal, covers, snapshot.today):
            named = discreet.names_any(one.text, hidden)
            if one.contact not in taken and not named:
                taken.add(one.contact)
                yield one
                break


def _for_goal(goal: str, covers: tuple[Cover, ...], today: date) -> Iterator[FollowUp]:
    """Yield whom to turn to for a goal, the best first: those who have what it needs before those who may."""
    for cover in covers:
        if cover.state == "dormant":
            for fit in cover.people:
                if not is_left_alone(fit.contact, today, REST):
                    yield _back_in_touch(goal, cover, fit, today)
    for cover in covers:
        for candidate in cover.candidates if cover.state == "missing" else ():
            asked = candidate.via or candidate.contact
            rests = candidate.way is not None and candidate.way.rests is not None
            is_near = candidate.nearness < HELPS and asked.recent and not rests
            if is_near and not is_left_alone(asked, today, REST):
                yield _ask(goal, cover, candidate, today)


def _back_in_touch(goal: str, cover: Cover, fit: Fit, today: date) -> FollowUp:
    need = cover.need
    last = f"last in touch on {say(fit.last.day, today)}"
    said = ": they are one, " if need.kind == "relation" else f", and they could be it ({fit.why.value}); "
    sources = (*fit.why.sources, fit.last.source)
    return _follow_up(fit.contact, "reconnect", f"{goal} needs {_named(cover)}{said}{last}", sources, today)


def _ask(goal: str, cover: Cover, one: Candidate, today: date) -> FollowUp:
    """Ask somebody to introduce whom they know, or for a word with themselves."""
    reasons, way = one.reasons, one.way
    if way:
        whom = f"{one.contact.name} ({reasons[0].value})"
        could = f"ask {way.over[0].name} to introduce you" if way.over else "introduce you"
        text = f"they could {could} to {whom}: {goal} needs {_named(cover)}"
        led = (source for reason in reversed(way.reasons) for source in reason.sources)
        sources = tuple(dict.fromkeys((*led, *reasons[0].sources, cover.need.source)))
        return _follow_up(way.via, "ask", text, sources, today)
    they = " and ".join(_they(str(reason.value)) for reason in reasons[:2])
    text = f"{goal} needs {_named(cover)}, and nobody gives it yet; they {they}"
    sources = (cover.need.source, *(source for reason in reasons[:2] for source in reason.sources))
    return _follow_up(one.contact, "ask", text, sources, today)


def _named(cover: Cover) -> str:
    need = cover.need
    if need.kind == "insider" and need.text != need.wanted and not need.words:
        return f"somebody at {need.wanted}"
    return f"“{need.text}”"


def _they(reason: str) -> str:
    """Say a candidate's reason after *they*: ``knows Globex``, ``leader``."""
    first, space, rest = reason.partition(" ")
    if first in _THEY:
        return f"{_THEY[first]}{space}{rest}"
    return f"are {'an' if reason[0] in 'aeiou' else 'a'} {reason}"


def _follow_up(
    contact: Summary, reason: str, text: str, sources: tuple[Source, ...], today: date
) -> FollowUp:
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason=reason,
        since=today - timedelta(today.weekday()),
        text=text,
        sources=tuple(dict.fromkeys(sources)),
        weight=WEIGHT,
        signal="needs",
    )
