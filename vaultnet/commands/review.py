"""``vaultnet review quarter``: write down what a week, a month, a quarter or a year has been, out of the notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from vaultnet import acting, jsonout, periods
from vaultnet.dates import earlier, say_day
from vaultnet.periods import Period
from vaultnet.session import Failure, Session
from vaultnet.terminal import clean, listing

if TYPE_CHECKING:
    from vaultnet.facts import Facts
    from vaultnet.reviews.seen import Seen


def _complete(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Complete the word that says how much is looked back on."""
    return [] if context.params.get("period") else [one for one in periods.KINDS if one.startswith(begun)]


@click.command("review")
@click.argument("period", nargs=-1, metavar="[week|month|quarter|year] [PERIOD]", shell_complete=_complete)
@click.option("--again", is_flag=True, help="Write one anew that nobody has edited.")
@acting.options
@click.pass_obj
def command(session: Session, period: tuple[str, ...], again: bool, dry_run: bool, as_json: bool) -> None:
    """Write a note on what a week, a month, a quarter or a year has been.

    It tells of talks, promises, ties, giving and goals, out of the notes, and leaves room for your own words.
    Without PERIOD it is the last one that is over; else 2026-W39, September, Q3, 2025, this, last, or a day in it.
    A review that is there stays as it is; vaultnet undo takes a new one away.
    """
    from vaultnet import reviewing
    from vaultnet.planners import review
    from vaultnet.reviews import page, tiers

    if not period:
        raise click.UsageError(
            f"Say what to look back on: {listing(periods.KINDS, 'or')}.\n"
            "The last quarter that is over: vaultnet review quarter. The week that runs: vaultnet review week this"
        )
    with acting.acting(session, dry_run=dry_run) as act:
        found = _period(period, act.facts.today)
        made: dict[str, Any] = {}

        def write() -> str:
            made.update(page.context(look(session, found, act.facts)))
            made["begins"] = _begins(found, act.facts) if made["is_empty"] else None
            tells = not made["is_empty"] or (_is_in_time(found, act.facts.today) and not made["begins"])
            last = review.last(act.facts, act.read, found) if tells else None
            keeps = tells and found.kind != "week"
            made["tiers"] = tiers.part(act.facts.snapshot, act.facts.config, last, keeps=keeps)
            try:
                return reviewing.text(act.facts, made)
            except reviewing.Failed as error:
                raise Failure(clean(str(error)), "Mend your copy of it in _vaultnet/templates.") from error

        planned = review.plan(act.facts, act.read, found, write, again=again)
        data = {"period": _as_data(found), "path": review.path(act.facts, found), "review": _json(made)}
        said = found.title[:1].lower() + found.title[1:] if found.kind == "week" else found.title
        why = "Nothing has changed since it was written."
        act.perform(
            planned, dry_run=dry_run, as_json=as_json, say=f"Looked back at {said}.", why=why, data=data
        )


def _period(given: Sequence[str], today: date) -> Period:
    """Find the period that is meant. Raises `Failure` for one to come, and click.UsageError for none."""
    kind = next((one for one in periods.KINDS if one == given[0].casefold()), None)
    found = _of_kind(kind, " ".join(given[1:]), today) if kind else _of_any(" ".join(given), today)
    if found.first > today:
        raise Failure(
            f"{found.title} is still to come: it begins on {say_day(found.first, today)}.",
            f"The one that runs: vaultnet review {found.kind} this."
            f" The last one that is over: vaultnet review {found.kind}",
        )
    return found


def _of_any(text: str, today: date) -> Period:
    """Find the period that is named without its kind, as ``2026-Q3`` can be."""
    is_named = not text.isdigit() or len(text) > 3  # 9 may be a week, or September
    found = [one for kind in periods.KINDS if is_named and (one := periods.read(kind, text, today))]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(
            f"“{clean(text)}” can be a {listing([one.kind for one in found], 'or')}. Say which:"
            f" vaultnet review {found[0].kind} {clean(text)}"
        )
    near = get_close_matches(text.split(" ")[0].casefold(), periods.KINDS, 1)
    if near:
        instead = " ".join(["vaultnet review", near[0], *text.split(" ")[1:]])
        raise click.UsageError(f"“{clean(text)}” is no time to look back on. Did you mean {clean(instead)}?")
    raise click.UsageError(
        f"“{clean(text)}” is no time to look back on. Write {listing(periods.KINDS, 'or')}, and then which:"
        " vaultnet review quarter 2026-Q3"
    )


def _of_kind(kind: periods.Kind, text: str, today: date) -> Period:
    if not text:
        return periods.whole(kind, today)
    found = periods.read(kind, text, today)
    if found:
        return found
    other = periods.other_kind(text, kind)
    if other:
        raise click.UsageError(f"{other.name} is a {other.kind}: vaultnet review {other.kind} {other.name}")
    raise click.UsageError(
        f"“{clean(text)}” is no {kind}. Write {listing(periods.WRITTEN[kind].split(', '), 'or')}, this or last,"
        " or a day in it: 2026-09-21."
    )


def _is_in_time(period: Period, today: date) -> bool:
    """Tell whether a time is the last that is over, or the one that runs: what stands today stood then as well."""
    return period.last >= periods.whole(period.kind, today).first


def _begins(period: Period, facts: Facts) -> Mapping[str, Any] | None:
    """Give the first day in touch, where a time without notes lies before it. Raises `Failure` if out of reach."""
    from vaultnet import discreet
    from vaultnet.reviews import reach

    found = reach.first(facts.query, facts.today, discreet.hidden(facts.snapshot.contacts))
    if reach.is_beyond(period, facts.today):
        day = found["day"].value if found else None
        began = periods.holding(period.kind, day) if day else periods.whole(period.kind, facts.today)
        said = (
            f"The first time in touch that they tell of was on {say_day(day, facts.today)}"
            if day
            else f"The last {period.kind} that is over"
        )
        raise Failure(
            f"{period.title} was over more than {reach.YEARS} years ago, and your notes tell nothing of it:"
            " nothing was written.",
            f"{said}: vaultnet review {period.kind} {began.name}",
        )
    return found if found and found["day"].value > period.last else None


def look(session: Session, period: Period, facts: Facts) -> Seen:
    """Look at the notes as they were before a period and at its end.

    The ``facts`` of today say who is private.
    """
    from vaultnet import discreet
    from vaultnet.reviews import asked
    from vaultnet.reviews.seen import Seen

    until, contacts, private = min(period.last, facts.today), facts.snapshot.contacts, facts.snapshot.private
    with replace(session, as_of=earlier(period.first, 1)).facts(quiet=True) as then:
        before, due = then.snapshot, then.follow_ups
    with replace(session, as_of=until).facts(quiet=True, looks=False) as now:
        talks = asked.talks(now.query, period.first, until)
        promised = asked.promises(now.query, period.first, until, facts.today)
    return Seen(
        period,
        until,
        before,
        now.snapshot,
        discreet.hidden(contacts),
        private,
        due,
        talks,
        promised,
        facts.config,
    )


def _as_data(period: Period) -> dict[str, Any]:
    return {
        "kind": period.kind,
        "name": period.name,
        "first": jsonout.day(period.first),
        "last": jsonout.day(period.last),
    }


def _json(context: Mapping[str, Any]) -> Any:
    """Give what the review says, with its lines; None where it was not made."""
    return jsonout.sourced(_without_days(context)) if context else None


def _without_days(part: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the days that are no values of the notes."""
    return {
        key: _without_days(value) if isinstance(value, Mapping) else value
        for key, value in part.items()
        if not isinstance(value, date)
    }
