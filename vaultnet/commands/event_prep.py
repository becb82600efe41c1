"""``vaultnet event prep [EVENT]``: whom to meet at an event, why, and what to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from vaultnet import jsonout
from vaultnet.commands.event import about
from vaultnet.filters import typed
from vaultnet.links import fold
from vaultnet.session import Failure, Session, complete_words, find_note, looks_back
from vaultnet.terminal import Page, Piece, clean, listing, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.events import Event
    from vaultnet.facts import Facts
    from vaultnet.lookup import Named


@click.command("prep")
@click.argument("name", metavar="[EVENT]", nargs=-1, shell_complete=complete_words("event"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_obj
def command(session: Session, name: tuple[str, ...], as_json: bool) -> None:
    """Say whom to meet at an event, the most important first, why, and what to begin with.

    Without an EVENT it is the next one, or the one that is on. Last come those who may be there.
    """
    from vaultnet import prep
    from vaultnet.dashboards import events

    with session.facts() as facts:
        event = _named(facts, " ".join(name)) if name else _next(facts)
        found = events.coming(prep.of(event, facts.snapshot, facts.config), facts.snapshot, why=_ALL)
        if as_json:
            click.echo(jsonout.of_facts("event prep", jsonout.sourced(found), facts))
        else:
            _show(Page(), found, facts.today)


_ALL = 100


def _named(facts: Facts, name: str) -> Event:
    from vaultnet import events

    at = {one.path: one for one in events.of(facts.snapshot.occasions)}

    def ask(wanted: str, found: Sequence[Named]) -> Named | None:
        """Take the one that is not over of several that have what was typed in their names."""
        meant = [one for one in found if fold(wanted) in fold(one.path)]
        ahead = [one for one in meant if at[one.path].state(facts.today) != "past"]
        return ahead[0] if len(meant) > 1 and len(ahead) == 1 else None

    event = at[find_note(facts, name, ("event",), ask=ask, parts=True).path]
    said = clean(event.title)
    if event not in events.sayable(facts.snapshot):
        raise Failure(f"{said} is private, or called by the name of somebody private: nothing is said of it.")
    if event.state(facts.today) == "past":
        raise Failure(f"{said} is over.", "What it gave: vaultnet event")
    return event


def _next(facts: Facts) -> Event:
    """Find the event that is on, or comes next, of those to which the owner goes."""
    from vaultnet import events

    for one in events.sayable(facts.snapshot):
        if not one.missed and one.state(facts.today) in ("running", "ahead"):
            return one
    raise Failure("No event is ahead.", 'To note one: vaultnet new event "Platform Days"')


def _show(page: Page, one: Part, today: date) -> None:
    where = one["day"].source if one["day"] else one["path"].source
    page.line(
        (clean(one["name"].value), "name"), f" · {', '.join(about(one, today))}  ", (place(where), "place")
    )
    if one["goals"]:
        page.line(f"for {listing([clean(goal['name'].value) for goal in one['goals']])}")
    for who in one["people"]["rows"]:
        _show_person(page, who)
    if one["maybe"]:
        page.heading("May be there")
    for who in one["maybe"]:
        _show_person(page, who, who["there"].value)
    if not one["people"]["rows"] and not one["maybe"]:
        name = typed(one["name"].value)
        page.line(
            "Nobody whom you know is expected there, as far as its note says. Who is:"
            f' vaultnet set {name} people+="[[Ada Lovelace]]"'
        )


def _show_person(page: Page, who: Part, there: str = "") -> None:
    page.line("")
    at = who["there"].source
    page.line(
        (clean(who["name"].value), "name"),
        *([f" · {clean(there)}"] if there else []),
        "  ",
        (place(at), "place"),
    )
    rows: list[tuple[Piece, Piece, Piece]] = []
    for number, why in enumerate(who["why"]):
        rows.append(("" if number else "why", clean(why.value), (place(why.source), "place")))
    rows += [
        ("ask", f"{clean(via['name'].value)} could introduce you", (place(via["there"].source), "place"))
        for via in who["via"]
    ]
    if who["begin"]:
        rows.append(("begin with", clean(who["begin"].value), (place(who["begin"].source), "place")))
    page.rows(rows)
