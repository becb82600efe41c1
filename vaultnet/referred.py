"""How a referral stands by its door: it was made, or the application that it was for has ended. Pure.

Its own note mostly says no more than that somebody was asked. docs/referrals.md says what one door is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import memo, referrals, stages
from vaultnet.model import Sourced
from vaultnet.network import Occasion, Snapshot
from vaultnet.referrals import Door, Referral
from vaultnet.stages import OVER, Stage
from vaultnet.steps import Since, day_of


class AtDoor(NamedTuple):
    """What is known of a referral by its door."""

    stage: Sourced[Stage]
    """``ended`` where it was for an application, else ``introduced``."""
    since: Since | None


def of(snapshot: Snapshot, sayable: Sequence[Occasion]) -> Mapping[str, AtDoor]:
    """Give the referrals that were made, or whose application has ended, by the paths of their notes.

    Of a door with a note that is none of those that are ``sayable`` nothing is told.
    """
    return _of(referrals.doors(snapshot.occasions), referrals.of(snapshot), sayable, snapshot.today)


@memo.of_last
def _of(
    doors: Sequence[Door], opened: Sequence[Referral], sayable: Sequence[Occasion], today: date
) -> Mapping[str, AtDoor]:
    made = {(one.path, one.contact.path): one for one in opened if one.made}
    shown = {one.path for one in sayable}
    found: dict[str, AtDoor] = {}
    for door in doors:
        for one in door.notes if all(one.path in shown for one in door.notes) else ():
            if stages.text(one, "kind") == stages.REFERRAL:
                by = (made.get((door.notes[0].path, path)) for path, _ in referrals.openers_of(Door((one,))))
                stands = _at_door(door, next(filter(None, by), None), today)
                found |= {one.path: stands} if stands else {}
    return found


def _at_door(door: Door, opened: Referral | None, today: date) -> AtDoor | None:
    if opened and opened.made:
        made = opened.made
        stage: Stage = "ended" if door.application else "introduced"
        return AtDoor(Sourced(stage, made.sources), Since(made.way, made.day) if made.day else None)
    return _by_ending(door, door.application, today) if door.application else None


def _by_ending(door: Door, job: Occasion, today: date) -> AtDoor | None:
    """Tell that it is over with its application."""
    stage = stages.stage_of(job, today)
    if stage.value not in OVER and referrals.ending(door) is not job:
        return None
    sources = stage.sources if stage.value in OVER else (job.source("outcome"),)
    closed = day_of(job, "closed")
    since = Since("closed", closed) if closed and closed.value <= today else None
    return AtDoor(Sourced("ended", sources), since)
