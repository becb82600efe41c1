"""``vaultnet due``: who deserves attention today, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vaultnet import jsonout
from vaultnet.dates import say_day
from vaultnet.session import Number, Session, no_contacts
from vaultnet.terminal import Page, clean, count, place

if TYPE_CHECKING:
    from vaultnet.facts import Facts
    from vaultnet.model import FollowUp
    from vaultnet.signals.ranking import Reach


@click.command("due")
@click.option("--all", "everyone", is_flag=True, help="Everyone, not only as many as Network Today shows.")
@click.option("-n", "number", type=Number("people"), metavar="N", help="N people at most.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: everyone, unless -n is given.")
@click.pass_obj
def command(session: Session, everyone: bool, number: int | None, as_json: bool) -> None:
    """Say who deserves attention today: the reason, since when, and the lines that tell so."""
    from vaultnet.signals.ranking import dealt_with, in_order, rank

    with session.facts() as facts:
        dealt = dealt_with(facts.snapshot)
        people = in_order(facts.follow_ups, facts.config, dealt)
        today = rank(facts.follow_ups, facts.config, dealt)
        most = number or len(people if everyone or as_json else today)
        if as_json:
            data = {"people": [_as_json(one) for one in people[:most]], "total": len(people)}
            click.echo(jsonout.of_facts("due", data, facts))
            return
        page = Page()
        for one in people[:most]:
            _print(page, one, facts.today)
        if not people:
            page.line(_nobody(facts))
        elif not most:
            page.line(f"{count(len(dealt), 'person', 'people')} today: that will do.")
        if len(people) > most:
            page.line(f"And {count(len(people) - most, 'more person', 'more people')}: vaultnet due --all")


def _as_json(one: Reach) -> dict[str, Any]:
    return {
        "contact": one.contact,
        "name": one.name,
        "weight": round(one.weight, 3),
        "reasons": [jsonout.follow_up(reason) for reason in one.reasons],
    }


def _print(page: Page, one: Reach, today: date) -> None:
    for number, reason in enumerate(one.reasons):
        who = (clean(one.name), "name") if number == 0 else "    also"
        between = " · " if number == 0 else " "
        page.line(who, between, (reason.reason, "reason"), f"{_since(reason, today)}: {clean(reason.text)}")
        if reason.sources:
            page.line("    ", (", ".join(place(source) for source in reason.sources), "place"))


def _since(reason: FollowUp, today: date) -> str:
    """Say when it became due, unless its text says so; a birthday, for one, is found before its day."""
    day = say_day(reason.since, today)
    return "" if day in reason.text else f", {'on' if reason.since > today else 'since'} {day}"


def _nobody(facts: Facts) -> str:
    if facts.snapshot.contacts:
        return "Nobody is due today."
    return f"Nobody is due, and there are no contacts yet. {no_contacts(facts.vault)}"
