"""``vaultnet due``: who deserves attention today, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from vaultnet import jsonout
from vaultnet.dates import say_day
from vaultnet.session import Number, Session, looks_back, no_contacts
from vaultnet.terminal import Page, clean, count, place

if TYPE_CHECKING:
    from vaultnet.facts import Facts
    from vaultnet.model import Sourced
    from vaultnet.network import FollowUp
    from vaultnet.signals.ranking import Reach
    from vaultnet.signals.weighing import Places

MANY = 20
"""Overdue people from which on a fresh start is suggested: a rule of thumb."""


@click.command("due")
@click.option("--all", "everyone", is_flag=True, help="Everyone, not only as many as Network Today shows.")
@click.option("-n", "number", type=Number("people"), metavar="N", help="N people at most.")
@click.option(
    "--why", "explain", is_flag=True, help="The sum of each person's weights, and what to begin with."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: everyone, unless -n is given.")
@looks_back
@click.pass_obj
def command(session: Session, everyone: bool, number: int | None, explain: bool, as_json: bool) -> None:
    """Say who deserves attention today: the reason, since when, and the lines that tell so."""
    from vaultnet.signals.ranking import dealt_with, in_order, rank
    from vaultnet.signals.weighing import Places

    with session.facts() as facts:
        dealt = dealt_with(facts.snapshot, facts.dealt)
        people = in_order(facts.follow_ups, facts.config, dealt)
        today = rank(facts.follow_ups, facts.config, dealt)
        places = Places(people, facts.config, dealt)
        most = number or len(people if everyone or as_json else today)
        said = _openers(facts, people[:most]) if explain or as_json else {}
        if as_json:
            first = {one.contact for one in today}
            found = [_as_json(one, places, said, today=one.contact in first) for one in people[:most]]
            click.echo(jsonout.of_facts("due", {"people": found, "total": len(people)}, facts))
            return
        page = Page()
        for one in people[:most]:
            _print(page, one, facts.today, explain=explain)
            if explain:
                _explain(page, one, places, said)
        if not people:
            page.line(_nobody(facts))
        elif not most:
            page.line(f"You have dealt with {count(len(dealt), 'person', 'people')} today: that will do.")
        if len(people) > most:
            page.line(f"And {count(len(people) - most, 'more person', 'more people')}: vaultnet due --all")
        overdue = sum(one.signal == "cadence" for one in facts.follow_ups)
        if overdue > MANY and not session.as_of:
            page.line(f"{overdue} are overdue. To spread them over the coming weeks: vaultnet fresh-start")


_Said: TypeAlias = "Mapping[str, tuple[Sourced[str], ...]]"


def _openers(facts: Facts, people: Sequence[Reach]) -> _Said:
    """Find what to say to each of them."""
    from vaultnet import openers

    contacts = {one.path: one for one in facts.snapshot.contacts}
    return {
        one.contact: openers.find(contacts[one.contact], one.reasons, facts.snapshot)
        for one in people
        if one.contact in contacts
    }


def _as_json(one: Reach, places: Places, said: _Said, *, today: bool) -> dict[str, Any]:
    from vaultnet.signals.weighing import total

    return {
        "contact": one.contact,
        "name": one.name,
        "weight": round(one.weight, 3),
        "place": places.of(one),
        "today": today,
        "sum": total(one),
        "reasons": [jsonout.follow_up(reason) for reason in one.reasons],
        "openers": [jsonout.said(opener) for opener in said.get(one.contact, ())],
    }


def _print(page: Page, one: Reach, today: date, *, explain: bool) -> None:
    for number, reason in enumerate(one.reasons):
        who = (clean(one.name), "name") if number == 0 else "    also"
        between = " · " if number == 0 else " "
        page.line(who, between, (reason.reason, "reason"), f"{_since(reason, today)}: {clean(reason.text)}")
        weight = f" · weight {reason.weight:.2f}, signal {clean(reason.signal)}" if explain else ""
        if reason.sources or weight:
            page.line("    ", (", ".join(place(source) for source in reason.sources), "place"), weight)


def _explain(page: Page, one: Reach, places: Places, said: _Said) -> None:
    """Print the sum that a person's place comes from, and what to begin with."""
    page.line("    why ", places.say(one))
    for opener in said.get(one.contact, ()):
        page.line("    say ", clean(opener.value))
        page.line("        ", (", ".join(place(source) for source in opener.sources), "place"))


def _since(reason: FollowUp, today: date) -> str:
    """Say when it became due, unless its text says so; a birthday, for one, is found before its day."""
    day = say_day(reason.since, today)
    return "" if day in reason.text else f", {'on' if reason.since > today else 'since'} {day}"


def _nobody(facts: Facts) -> str:
    if facts.snapshot.contacts:
        return "Nobody is due today."
    return f"Nobody is due, and there are no contacts yet. {no_contacts(facts.vault)}"
