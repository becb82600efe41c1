"""``vaultnet recommendations``: received, asked for, given, and for whom you could write one, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import click

from vaultnet import jsonout
from vaultnet.dates import say_day
from vaultnet.session import Session, looks_back, no_contacts
from vaultnet.terminal import Page, Piece, clean, count, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.facts import Facts
    from vaultnet.model import Source, Sourced

_Line: TypeAlias = "tuple[str, str, Source]"
"""What it is, what is said, and where that stands."""


@click.command("recommendations")
@click.option("--all", "everyone", is_flag=True, help="Name everyone for whom you could write one.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_obj
def command(session: Session, everyone: bool, as_json: bool) -> None:
    """Say who wrote a recommendation for you, for whom you wrote one, and for whom you could, and why."""
    from vaultnet.dashboards import recommendations
    from vaultnet.dashboards.leaves import LONGEST

    with session.facts() as facts:
        most = LONGEST if everyone else recommendations.COULD
        found = recommendations.part(facts.snapshot, facts.config, most)
        if as_json:
            click.echo(jsonout.of_facts("recommendations", jsonout.sourced(found or {}), facts))
        elif found:
            _show(Page(), found, facts.today)
        else:
            click.echo(_nobody(facts))


def _nobody(facts: Facts) -> str:
    if not facts.snapshot.contacts:
        return f"There are no contacts yet. {no_contacts(facts.vault)}"
    return (
        "There is no recommendation yet, and nobody for whom you could write one. Say of whoever you work with what"
        " they are to you, `relation: collaborator`, or where you work, `company:` in your own note. To note one"
        " that you got or wrote, write `received:: [[Ada]] a recommendation`, or `gave::`, into the day's note."
    )


# --- the page --------------------------------------------------------------------------------------


def _show(page: Page, found: Part, today: date) -> None:
    from vaultnet.dashboards.leaves import LONGEST

    blocks = (
        ("Received", [_written(one, today) for one in found["received"]]),
        ("Asked for", [_asked(one, today) for one in found["asked"]]),
        ("Written by you", [_written(one, today) for one in found["given"]]),
    )
    is_first = True
    for heading, lines in blocks:
        if lines:
            _heading(page, heading, is_first)
            page.rows([(name, said, (place(source), "place")) for name, said, source in lines])
            is_first = False
    if found["could"]:
        _heading(page, "You could write one for", is_first)
        for one in found["could"]:
            page.line((clean(one["who"]["name"].value), "name"))
            page.rows([_row(line) for line in _candidate(one)])
        if found["more"]:
            more = count(found["more"].value, "more person", "more people")
            page.line(
                f"And {more}: vaultnet recommendations --all"
                if len(found["could"]) < LONGEST
                else f"And {more}."
            )


def _heading(page: Page, heading: str, is_first: bool) -> None:
    if not is_first:
        page.line("")
    page.line((heading, "heading"))


def _written(one: Part, today: date) -> _Line:
    said = [f"on {say_day(one['day'].value, today)}"] if one["day"] else []
    said += [clean(one["text"].value)] if one["text"] else []
    return clean(one["who"]["name"].value), ": ".join(said), one["path"].source


def _asked(one: Part, today: date) -> _Line:
    said = [f"on {say_day(one['asked'].value, today)}"] if one["asked"] else []
    due: Sourced[date] | None = one["due"]
    if due:
        said.append(f"{'was ' if one['late'] else ''}for {say_day(due.value, today)}")
    return clean(one["who"]["name"].value), ", ".join(said), (one["asked"] or one["path"]).source


def _candidate(one: Part) -> Iterator[_Line]:
    """Give why them, and what to write about."""
    for label, key in (("why", "why"), ("about", "about")):
        for number, said in enumerate(one[key]):
            yield "" if number else label, clean(said.value), said.source


def _row(line: _Line) -> tuple[Piece, ...]:
    label, said, source = line
    return label, said, (place(source), "place")
