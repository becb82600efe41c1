"""A command of several parts: each is a module beside its own, imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar, cast

import click

_EVERYWHERE = frozenset({"--vault", "--today"})


class Subcommands(click.Group):
    """The parts that a ``TABLE`` names; they take the options that every command has.

    The part ``merge-note`` of the command ``git`` is ``command`` in the module ``git_merge_note``.
    """

    TABLE: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Names and one-line helps, in the order in which they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Their names."""
        return [name for name, _ in self.TABLE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a part."""
        if cmd_name not in dict(self.TABLE):
            return None
        module = f"vaultnet.commands.{self.name}_{cmd_name.replace('-', '_')}"
        found = cast("click.Command", import_module(module).command)
        taken = {option for param in found.params for option in param.opts}
        found.params += [param for param in self.params if _EVERYWHERE & {*param.opts} - taken]
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the part; for an unknown one the nearest is named."""
        name = args[0]
        if name not in dict(self.TABLE) and not ctx.resilient_parsing and not name.startswith("-"):
            ctx.fail(self.complaint(args))
        return super().resolve_command(ctx, args)

    def complaint(self, args: list[str]) -> str:
        """Say that there is no such part, and what may have been meant."""
        from difflib import get_close_matches

        near = get_close_matches(args[0], dict(self.TABLE), 1)
        also = f" Did you mean “{near[0]}”?" if near else f" There are: {', '.join(dict(self.TABLE))}."
        return f"There is no command “{self.name} {args[0]}”.{also}"

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the parts without loading any."""
        if self.TABLE:
            with formatter.section("Commands"):
                formatter.write_dl(self.TABLE)
