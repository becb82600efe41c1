"""Stalled: for each goal that has stalled one person to ask about its next step; docs/signals/stalled.md says whom.

Whom to turn to for what a goal needs is said by the signal *needs*.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultnet import discreet
from vaultnet.config import Config
from vaultnet.dates import say_day
from vaultnet.network import FollowUp, Snapshot, Summary
from vaultnet.signals import experiments
from vaultnet.signals.experiments import Experiment
from vaultnet.signals.hearing import days_ago, has_heard, meets_soon

REST = 14
"""Days since the last time in touch, or the last message, from which on somebody is asked: a rule of thumb."""
WEIGHT = 0.6
ASKED = frozenset({"helper", "fit", "first"})
"""The experiments that are about no need that the signal *needs* speaks of."""


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each stalled goal whose experiment is to ask somebody; nobody twice."""
    today, taken = snapshot.today, set[str]()
    hidden = discreet.hidden(snapshot.contacts)
    for one in experiments.of_goals(snapshot, config).values():
        person = one.person if one.kind in ASKED else None
        if person is None or one.contact in taken or discreet.names_any(one.name, hidden):
            continue
        if not (has_heard(person, days_ago(today, REST - 1)) or meets_soon(person, today)):
            taken.add(one.contact)
            yield _follow_up(one, person, today)


def _follow_up(one: Experiment, person: Summary, today: date) -> FollowUp:
    still = say_day(one.still.value, today)
    return FollowUp(
        contact=person.path,
        name=person.name,
        reason="ask",
        since=one.since,
        text=f"nothing has moved “{one.name}” since {still}: {one.ask}",
        sources=tuple(dict.fromkeys((*one.sources, *one.still.sources))),
        weight=WEIGHT,
        signal="stalled",
    )
