"""``vaultnet event``: which events come, and what past ones gave; its subcommands are about one event."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

import click

from vaultnet import jsonout
from vaultnet.dates import say_day
from vaultnet.session import Session, looks_back
from vaultnet.terminal import Page, clean, place

if TYPE_CHECKING:
    from datetime import date

    from vaultnet.dashboards.leaves import Part

SUBCOMMANDS: tuple[tuple[str, str], ...] = ()
"""Names and one-line helps; each is a module beside this one, ``event_NAME``, imported when it is called."""

_EVERYWHERE = frozenset({"--vault", "--today"})


class Events(click.Group):
    """The subcommands, each loaded when it is called; they take the options that every command has."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Their names, in the order in which they are used."""
        return [name for name, _ in SUBCOMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a subcommand."""
        if cmd_name not in dict(SUBCOMMANDS):
            return None
        found = cast("click.Command", import_module(f"vaultnet.commands.event_{cmd_name}").command)
        taken = {option for param in found.params for option in param.opts}
        found.params += [param for param in self.params if _EVERYWHERE & {*param.opts} - taken]
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand; whoever names an event instead is told which one takes it."""
        if args[0] not in dict(SUBCOMMANDS) and not ctx.resilient_parsing and not args[0].startswith("-"):
            said = clean(" ".join(args))
            ctx.fail(
                f"“{said}” is no part of this command. Whom to meet at an event: vaultnet event prep {said}"
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the subcommands without loading any."""
        if SUBCOMMANDS:
            with formatter.section("Commands"):
                formatter.write_dl(SUBCOMMANDS)


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
        page = Page()
        if found["coming"]:
            page.line(("What comes", "heading"))
        for one in found["coming"]:
            _show_coming(page, one, facts.today)
        if found["past"]["rows"]:
            if found["coming"]:
                page.line("")
            page.line(("What past ones gave", "heading"))
        for one in found["past"]["rows"]:
            _show_past(page, one, facts.today)
        if not found["coming"] and not found["past"]["rows"]:
            page.line('There are no events yet. To note one: vaultnet new event "Platform Days"')


def _show_coming(page: Page, one: Part, today: date) -> None:
    page.line((clean(one["name"].value), "name"), " · ", ", ".join(when_and_where(one, today)))


def when_and_where(one: Part, today: date) -> list[str]:
    """Say when an event is, and where."""
    parts = ["no day yet"]
    if one["day"]:
        parts = [say_day(one["day"].value, today)]
        if one["ends"]:
            parts = [f"{parts[0]} to {say_day(one['ends'].value, today)}"]
    return [*parts, *(clean(place.value) for place in one["places"])]


def _show_past(page: Page, one: Part, today: date) -> None:
    day = say_day(one["day"].value, today)
    page.line((clean(one["name"].value), "name"), f" · {day}  ", (place(one["day"].source), "place"))
