"""Who opened which door, as lines for a terminal: what `vaultnet opportunities` shows last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from vaultnet.dates import say_day
from vaultnet.filters import words
from vaultnet.terminal import Page, clean, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.model import Source

_Line: TypeAlias = "tuple[str, str, Source]"
"""What it is, what is said, and where that stands."""


def show(page: Page, doors: Iterable[Part], today: date) -> None:
    """Show the doors: who opened which, and below it each step with its line."""
    page.line(("Referrals", "heading"))
    for one in doors:
        name = clean(one["name"].value)
        page.line(
            (clean(one["who"]["name"].value), "name"), f" · {name}  ", (place(one["path"].source), "place")
        )
        page.rows([(label, said, (place(source), "place")) for label, said, source in _steps(one, today)])


def _steps(one: Part, today: date) -> Iterator[_Line]:
    if one["asked"]:
        yield "asked", f"on {say_day(one['asked'].value, today)}", one["asked"].source
    if one["made"]:
        day = f"on {say_day(one['made_on'].value, today)}" if one["made_on"] else ""
        yield one["made"].value, day, (one["made_on"] or one["made"]).source
    if one["stage"]:
        yield "stage", one["stage"].value, one["stage"].source
    if one["outcome"]:
        yield "outcome", clean(words(one["outcome"].value)), one["outcome"].source
    for key in ("ended", "told", "thanked"):
        if one[key]:
            yield key, f"on {say_day(one[key].value, today)}", one[key].source
    if one["owed"]:
        yield "owed", one["owed"].value, one["owed"].source
