"""docs/cli.md, made from what the commands say of themselves; a test keeps the page equal to this.

``python -m vaultnet.reference_cli > docs/cli.md`` in the checkout rewrites it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from vaultnet.cli import PROGRAM, Group
from vaultnet.commands import vaultnet_commands

_INTRODUCTION = """\
<!-- Made by `python -m vaultnet.reference_cli` from the commands. Change those, not this page. -->

# The command line

`vaultnet COMMAND -h` says the same. What `--json` prints is in [json.md](json.md).

Exit codes: 0 fine; 1 what was asked could not be done, or `check` found errors; 2 wrong usage; 3 a mistake in
vaultnet itself, with a report to paste; 130 interrupted.

`VAULTNET_CACHE` and `VAULTNET_STATE` name folders for what is kept outside the vault; `NO_COLOR` and
`TERM=dumb` turn colours off. A name may be typed without quotes: `vaultnet show Ada Lovelace`.
"""


def reference() -> str:
    """Write the reference of every built-in command."""
    group = Group(vaultnet_commands)
    root = click.Context(group, info_name=PROGRAM, **group.context_settings)
    parts = [_INTRODUCTION, "## Options of every command\n\nBefore or after the command's name.\n"]
    parts.append(_options(group, root, everywhere=True))
    for name, command, context in _commands(group, root):
        usage = " ".join([PROGRAM, name, *command.collect_usage_pieces(context)])
        text = inspect.cleandoc(command.help or "")
        parts.append(f"## {name}\n\n```\n{usage}\n```\n\n{text}\n")
        parts.append(_options(command, context, everywhere=False))
    return "\n".join(part for part in parts if part)


def _commands(group: click.Group, above: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield the commands of a group with their names and contexts, each before its own subcommands."""
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=above)
        yield name, command, context
        if isinstance(command, click.Group):
            for part, below, there in _commands(command, context):
                yield f"{name} {part}", below, there


def _options(command: click.Command, context: click.Context, *, everywhere: bool) -> str:
    """Write a table of options; those of every command only where they are asked for."""
    rows = [f"| `{names}` | {text} |" for names, text in _records(command, context, everywhere=everywhere)]
    return "\n".join(["| option | |", "| --- | --- |", *rows, ""]) if rows else ""


def _records(
    command: click.Command, context: click.Context, *, everywhere: bool
) -> Iterator[tuple[str, str]]:
    for param in command.get_params(context):
        shared = bool({"--vault", "--today", "--help"}.intersection(param.opts))
        record = param.get_help_record(context)
        if isinstance(param, click.Option) and record is not None and (everywhere or not shared):
            yield record[0], (param.help or "").replace("|", "\\|")


if __name__ == "__main__":
    click.echo(reference(), nl=False)
