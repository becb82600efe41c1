"""At which stage an opportunity is, and which times in touch were sessions of a mentorship. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from vaultnet import fields, kinds
from vaultnet.model import Sourced
from vaultnet.network import Occasion, Trace

Stage: TypeAlias = Literal["noticed", "asked", "agreed", "ended", "declined"]
KIND = "mentoring"
"""The kind of the opportunities, and of the sessions."""

_STAGES: Mapping[str, Stage] = {
    **dict.fromkeys(("noticed", "idea"), "noticed"),
    "asked": "asked",
    **dict.fromkeys(("agreed", "accepted", "active", "ongoing", "running", "started"), "agreed"),
    **dict.fromkeys(("ended", "done", "finished", "over"), "ended"),
    **dict.fromkeys(("declined", "dropped", "refused"), "declined"),
}
"""What the words of a stage mean here. What came to an end counts as ended, whatever the word for it."""


def stage_of(one: Occasion, today: date, has_met: bool = False) -> Sourced[Stage]:
    """Tell at which stage an opportunity is.

    A word of the owner's own, or none, says nothing here: whoever has met for it has agreed, and a day of asking
    says that they were asked. What is ``closed`` is over; it has ended if it had begun.
    """
    word = text(one, "stage").casefold()
    stage = _STAGES.get(word)
    if stage is None:
        stage = "agreed" if has_met else "asked" if "asked" in one.fields else "noticed"
    field = "stage" if word else "asked" if stage == "asked" else ""
    if stage not in ("ended", "declined") and _is_closed(one, today):
        stage, field = "ended" if stage == "agreed" else "declined", "closed"
    return Sourced(stage, (one.source(field),))


def _is_closed(one: Occasion, today: date) -> bool:
    closed = fields.day_of(one.fields, "closed")
    return fields.is_set(one.fields, "closed") or (closed is not None and closed <= today)


def is_session(trace: Trace) -> bool:
    """Tell whether a time in touch was a session of a mentorship."""
    return kinds.canonical(trace.kind) == KIND


def text(one: Occasion, name: str) -> str:
    """Give the first value of an opportunity's field as text, ``""`` for none."""
    value = fields.first(one.fields, name)
    return str(value.value) if value else ""
