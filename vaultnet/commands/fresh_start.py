"""``vaultnet fresh-start``: spread whoever is overdue over the coming weeks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from vaultnet import acting
from vaultnet.dates import parse_span, say_day
from vaultnet.planners import fresh_start
from vaultnet.planners.fresh_start import FreshStart
from vaultnet.session import Failure, Session
from vaultnet.terminal import Page, clean, count, listing

_SHOWN = 8
"""People who are named on one line; then a count."""


class Span(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.4
    """A length of time as ``4w``, in days."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a span; anything else is wrong usage."""
        found = value if isinstance(value, int) else parse_span(value)
        if found is None:
            self.fail(f"“{value}” is no length of time. Write it as in 4w, 30d or 2 months.", param, ctx)
        return found


@click.command("fresh-start")
@click.option(
    "--over",
    type=Span(),
    metavar="SPAN",
    help="Over how long: 4w, 2 months. By default so long that half of a day's places stay free.",
)
@click.option("--yes", "-y", is_flag=True, help="Don't ask.")
@acting.options
@click.pass_obj
def command(session: Session, over: int | None, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Begin anew after a long absence: whoever is overdue comes round over the coming weeks, a few a day.

    Those closest to you come first, and no more a day than Network Today suggests. What was promised is not
    moved. The plan is shown first, and vaultnet undo takes it back.
    """
    with acting.acting(session, dry_run=dry_run) as act:
        found = fresh_start.plan(act.facts, act.read, over)
        if not as_json:
            _show(act, found)
        if found.moves and not dry_run and not yes:
            _ask(act, found)
        what = found.operation.what
        act.perform(
            found.operation,
            dry_run=dry_run,
            as_json=as_json,
            say=f"{what[:1].upper()}{what[1:]}.",
            why="Nobody has to be moved: no more people are overdue than a day has places.",
            data=_as_json(found),
        )


def _show(act: acting.Act, found: FreshStart) -> None:
    page, today = Page(), act.facts.today
    if found.moves:
        page.line(f"{count(len(found.moves), 'person comes', 'people come')} up again later:")
        rows = fresh_start.days_of(found.moves)
        page.rows([(say_day(day, today), _named([one.name for one in some])) for day, some in rows])
    if found.stays:
        stays = "stays due" if len(found.stays) == 1 else "stay due"
        page.line(f"{count(len(found.stays), 'person', 'people')} {stays}:")
        page.rows([(clean(one.name), one.why) for one in found.stays[:_SHOWN]])
        if len(found.stays) > _SHOWN:
            page.line(f"  … and {count(len(found.stays) - _SHOWN, 'more person', 'more people')}")
    for one in found.left:
        page.line(f"{clean(one.path)}:{one.line}: {clean(one.message)} It is left as it is.")


def _named(names: Sequence[str]) -> str:
    more = [count(len(names) - _SHOWN, "more person", "more people")] if len(names) > _SHOWN else []
    return listing([*map(clean, names[:_SHOWN]), *more])


def _ask(act: acting.Act, found: FreshStart) -> None:
    """Ask whether to go on. Raises `Failure` if not, or if there is nobody to ask."""
    if not acting.asks():
        raise Failure("Nobody was moved: there is nobody to ask.", "To move them: vaultnet fresh-start --yes")
    question = f"Put off {count(len(found.moves), 'person', 'people')} until then?"
    if not act.ask(lambda: click.confirm(question, default=False, err=True)):
        raise Failure("Nobody was moved.")


def _as_json(found: FreshStart) -> dict[str, Any]:
    return {
        "until": found.until.isoformat() if found.until else None,
        "moves": [
            {"contact": one.contact, "name": one.name, "snooze": one.day.isoformat()} for one in found.moves
        ],
        "stays": [{"contact": one.contact, "name": one.name, "why": one.why} for one in found.stays],
        "left": [{"path": one.path, "line": one.line, "message": one.message} for one in found.left],
    }
