"""Network Opportunities: the board by stage, with what is stuck and since when, and what comes next."""

from __future__ import annotations

from typing import Any

from vaultnet import memo, opportunities
from vaultnet.config import Config
from vaultnet.dashboards import recommendations, referrals
from vaultnet.dashboards.leaves import LONGEST, Part, listed, note, place, touch
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced, note_name
from vaultnet.network import Snapshot, Trace
from vaultnet.opportunities import Opportunity
from vaultnet.paths import Chain
from vaultnet.stages import OVER, Standing, Talk
from vaultnet.steps import Advice, Who

CLOSED = 10
"""What was closed lately that is shown; then a count."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Opportunities; None where there is none. docs/opportunities.md describes it."""
    found = page(inputs.snapshot, inputs.config)
    return found if any(found.values()) else None


def page(snapshot: Snapshot, config: Config) -> dict[str, Any]:
    """Give all that there is to say of opportunities."""
    every = opportunities.of(snapshot)
    ways = opportunities.ways(every, snapshot, config)
    board = opportunities.board(every, snapshot.today)
    closed = listed(opportunities.closed_lately(every, snapshot.today), row, _itself, CLOSED)

    def open_row(one: Opportunity) -> Part:
        return row(one, ways.get(one.note.path))

    return {
        "stages": tuple(
            {"stage": some[0].standing.stage, **listed(some, open_row, _itself, LONGEST)} for _, some in board
        ),
        "closed": closed if closed["rows"] else None,
        "referrals": referrals.part(snapshot),
        "recommendations": recommendations.part(snapshot, config),
    }


def _itself(one: Opportunity) -> Source:
    return Source(one.note.path, 1, one.note.name)


def row(one: Opportunity, way: Chain | None = None) -> Part:
    """Give one opportunity, and the way to its people."""
    return _row(one, way)


def row_of(one: Opportunity, snapshot: Snapshot, config: Config) -> Part:
    """Give one opportunity, with the way to its people if one is wanted."""
    return row(one, opportunities.ways([one], snapshot, config).get(one.note.path))


@memo.of_each
def _row(one: Opportunity, way: Chain | None) -> Part:
    since, step = one.since, one.next
    return {
        **note(one.note.path),
        "kind": one.kind,
        **_stage(one.standing),
        "since": {"word": Sourced(since.word, since.day.sources), "day": since.day} if since else None,
        "stuck": {"since": one.stuck.since, "why": one.stuck.why} if one.stuck else None,
        "to_do": step.text if step else None,
        "own": Sourced(True, step.text.sources) if step and step.is_own else None,
        "way": _way(way) if way else None,
        "people": tuple(map(_who, one.people)),
        "via": tuple(map(_who, one.via)),
        "places": tuple(map(_who, one.places)),
        "goals": tuple(
            {**note(goal.value), "name": Sourced(note_name(goal.value), goal.sources)} for goal in one.goals
        ),
        "due": one.due,
        "outcome": one.outcome,
        "talk": _talk(one.talk),
        "last": _with(one.last) if one.last else None,
        "plan": _with(one.plan) if one.plan else None,
        "advice": tuple(map(_advice, one.advice)),
    }


def _stage(standing: Standing) -> Part:
    """Give the ``stage``, and the word that is ``written`` where the notes show another one, and it is not over."""
    written, stage = standing.written, standing.stage.value
    differs = written and standing.shown and stage not in OVER and written.value != stage
    return {"stage": standing.stage, "written": written if differs else None, "shown": standing.shown}


def _with(trace: Trace) -> Part:
    """Give a time in touch, and with ``who`` it was or is to be."""
    return {**touch(trace, private=True), "who": note(trace.contact)}


def _way(chain: Chain) -> Part:
    """Give whom to ask, and over whom it goes; ``rests``, why somebody on it is to be let rest."""
    return {
        "hops": tuple({**note(hop.contact.path), "why": hop.why} for hop in chain.hops),
        "asked": chain.asked,
        "rests": chain.rests,
    }


def _who(one: Who) -> Part:
    return {"name": one.name, "path": note(one.path)["path"] if one.path else None}


def _talk(talk: Talk) -> Part:
    return {
        "asked": talk.asked,
        "answered": touch(talk.answered, private=True) if talk.answered else None,
        "missed": touch(talk.missed, private=True) if talk.missed else None,
        "held": touch(talk.held, private=True) if talk.held else None,
        "thanked": talk.thanks,
    }


def _advice(one: Advice) -> Part:
    return {"text": one.text, **place(one.text.source)}
