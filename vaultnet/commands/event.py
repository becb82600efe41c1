"""``vaultnet event``: which events come, and what past ones gave; its subcommands are about one event."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

import click

from vaultnet import jsonout
from vaultnet.commands.subcommands import Subcommands
from vaultnet.dates import say_day
from vaultnet.filters import in_words, typed
from vaultnet.model import Source
from vaultnet.session import Session, looks_back
from vaultnet.terminal import Entry, Page, Piece, clean, count, listing, place

if TYPE_CHECKING:
    from datetime import date

    from vaultnet.dashboards.leaves import Part
    from vaultnet.facts import Facts
    from vaultnet.model import Sourced

_Row: TypeAlias = "tuple[Piece, ...]"


class Events(Subcommands):
    """What there is to be done about one event."""

    TABLE = (
        ("prep", "Whom to meet at an event, why, and what to begin with."),
        ("debrief", "Take down whom you met, from the lines under “## Met”."),
    )

    def complaint(self, args: list[str]) -> str:
        """Whoever names an event is told which part takes it."""
        said = clean(" ".join(takewhile(lambda word: not word.startswith("-"), args)))
        return f"“{said}” is no part of this command. Whom to meet at an event: vaultnet event prep {typed(said)}"


@click.group("event", cls=Events, invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Say which events come, with whom to meet there first, and what past ones gave."""
    if context.invoked_subcommand is None:
        _show(context.ensure_object(Session), as_json)


def _show(session: Session, as_json: bool) -> None:
    from vaultnet.dashboards import events

    with session.facts() as facts:
        found = events.page(facts.snapshot, facts.config)
        if as_json:
            click.echo(jsonout.of_facts("event", jsonout.sourced(found), facts))
            return
        page, parts = (
            Page(),
            (
                (
                    "Met, to be taken down",
                    _waiting(facts, found["offered"]["unread"]),
                ),
                ("What comes", [_coming(one, facts.today) for one in found["coming"]]),
                ("What past ones gave", [_past(one, facts.today) for one in found["past"]]),
                ("Met, and nothing since", [_silent(one, facts.today) for one in found["silent"]]),
            ),
        )
        shown = [(heading, entries) for heading, entries in parts if entries]
        page.sections(shown)
        if not shown:
            page.line(
                'No event is ahead, and nobody was met at one. To note one: vaultnet new event "Platform Days"'
            )


def _waiting(facts: Facts, unread: Sourced[int] | None) -> list[Entry]:
    """Say what is to be taken down of whom the owner met, as a build says it."""
    from vaultnet import build_words, debriefs

    lines = [*build_words.of_offers(debriefs.offers(facts.snapshot))]
    if unread:
        lines.append(f"{count(unread.value, 'line')} under “Met” can't be read: vaultnet check")
    return [([line], []) for line in lines]


def _coming(one: Part, today: date) -> Entry:
    rows: list[_Row] = [
        (clean(who["name"].value), ("; ".join(clean(why.value) for why in who["why"])), _place_of(who))
        for who in one["people"]["rows"]
    ]
    line: list[Piece] = [(clean(one["name"].value), "name"), f" · {', '.join(about(one, today))}"]
    if one["people"]["more"]:
        rows.append(
            (
                f"and {count(one['people']['more'].value, 'more person', 'more people')}",
                f"vaultnet event prep {typed(one['name'].value)}",
                "",
            )
        )
    return [
        *line,
        "  ",
        (place(one["day"].source if one["day"] else Source(one["path"].value, 1)), "place"),
    ], rows


def about(one: Part, today: date) -> list[str]:
    """Say when an event is, where, and what it costs."""
    days = "no day yet"
    if one["day"]:
        days = _days(one, today)
    parts = ["on now"] if one.get("running") else []
    cost = [clean(one["cost"].value)] if one["cost"] else []
    return [*parts, days, *(clean(where.value) for where in one["places"]), *cost]


def _days(one: Part, today: date) -> str:
    ends = f" to {say_day(one['ends'].value, today)}" if one["ends"] else ""
    return f"{say_day(one['day'].value, today)}{ends}"


def _past(one: Part, today: date) -> Entry:
    line: list[Piece] = [(clean(one["name"].value), "name"), f" · {_days(one, today)}"]
    if one["cost"]:
        line.append(f" · {clean(one['cost'].value)}")
    new = f", {in_words(one['new'].value)} for the first time" if one["new"] else ""
    rows: list[_Row] = [
        ("met there", f"{in_words(one['met'].value)}{new}", (place(one["met"].source), "place"))
    ]
    for said, key in (("followed up with", "followed"), ("talked again with", "again")):
        if one[key]:
            rows.append((said, in_words(one[key].value), (place(one[key].source), "place")))
    if one["lasting"]:
        names = listing([clean(tie["name"].value) for tie in one["lasting"]])
        each = f": {one['each'].value}{' for each' if len(one['lasting']) > 1 else ''}" if one["each"] else ""
        rows.append(("lasting ties", f"{names}{each}", (place(one["lasting"][0]["last"].source), "place")))
    return [*line, "  ", (place(one["day"].source), "place")], rows


def _silent(one: Part, today: date) -> Entry:
    rows: list[_Row] = [
        (clean(who["name"].value), (place(who["there"].source), "place")) for who in one["people"]["rows"]
    ]
    if one["people"]["more"]:
        rows.append((f"and {one['people']['more'].value} more", ""))
    return [(clean(one["name"].value), "name"), f" · {_days(one, today)}"], rows


def _place_of(who: Part) -> Piece:
    return (place(who["why"][0].source if who["why"] else who["there"].source), "place")
