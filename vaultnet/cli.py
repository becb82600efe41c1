"""The command line: one group whose commands come through the plugin door, and the one error boundary.

Nothing is decided here and nothing heavy is imported: a command's module is loaded when it is called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit

from vaultnet import __version__, failures
from vaultnet.commands import COMMANDS
from vaultnet.hookspecs import Command
from vaultnet.session import LOOKING_BACK, Day, Failure, Session

PROGRAM = "vaultnet"
COMPLETE = "_VAULTNET_COMPLETE"
"""The variable by which a shell asks for completions."""

FINE, NOT_DONE, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130
"""The exit codes: fine, it could not be done, wrong usage, our mistake, interrupted."""

_OURS = frozenset(name for name, _ in COMMANDS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code. Never raises."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _write_utf8()
    try:
        code = _run(list(arguments))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return _stop_writing()
    except click.ClickException as error:
        return _say(error)
    except (KeyboardInterrupt, click.Abort) as error:
        return _interrupted(error)
    except Exception as error:
        if failure := failures.of_the_system(error):
            return _could_not(failure)
        from vaultnet.bugreport import bug_report

        click.echo(bug_report(error, arguments, _OURS), err=True)
        return BUG


def _run(arguments: list[str]) -> int:
    group = Group(_plugin_commands)
    instruction = os.environ.get(COMPLETE)
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(group, {}, PROGRAM, COMPLETE, instruction)
    try:
        with group.make_context(PROGRAM, arguments) as context:
            group.invoke(context)
    except Exit as done:
        return done.exit_code
    return FINE


def _plugin_commands() -> Iterable[Command]:
    from vaultnet import plugins

    return plugins.load().commands


# --- the boundary ----------------------------------------------------------------------------------


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says, and a name that is none as the bytes it is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="surrogateescape")


def _say(error: click.ClickException) -> int:
    """Say what is wrong; for wrong usage, also where the right one stands."""
    if isinstance(error, click.UsageError):
        click.echo(f"Error: {_looks_back(error) or error.format_message()}", err=True)
        click.echo(f"How it is used: {error.ctx.command_path if error.ctx else PROGRAM} -h", err=True)
    else:
        error.show()
    return error.exit_code


def _looks_back(error: click.UsageError) -> str:
    """Say which commands take ``--as-of`` where one was asked for that does not; ``""`` for any other mistake."""
    if not isinstance(error, click.NoSuchOption) or error.option_name != LOOKING_BACK or not error.ctx:
        return ""
    name = error.ctx.info_name
    return (
        f"{LOOKING_BACK} is for commands that only read the notes, and {name} is none of them: due, goals, show, "
        "why, brief, search, query, check, build --dry-run."
    )


def _interrupted(error: BaseException) -> int:
    """Ctrl-C, or the end of the input where an answer was needed."""
    if isinstance(error, click.Abort) and isinstance(error.__context__, EOFError):
        return _say(Failure("An answer was needed, and there was nobody to ask. Nothing was done."))
    click.echo("\nInterrupted.", err=True)
    return INTERRUPTED


def _could_not(failure: Failure) -> int:
    """Say what the system refused; if it was the output, it is not tried again when the process ends."""
    code = _say(failure)
    try:
        sys.stdout.flush()
    except OSError:
        _stop_writing()
    return code


def _stop_writing() -> int:
    """Whoever read the output has read enough, as ``head`` does: no more is written, and all is well."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return FINE


# --- options that every command has ----------------------------------------------------------------


def _take_vault(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    session = context.ensure_object(Session)
    session.folder = value or session.folder


def _take_today(context: click.Context, _: click.Parameter, value: date | None) -> None:
    session = context.ensure_object(Session)
    session.today = value or session.today


def _shared_options(*, environment: bool) -> list[click.Parameter]:
    """``--vault`` and ``--today``; only the group's ask the environment, so that a given one always wins."""
    return [
        click.Option(
            ["--vault"],
            is_eager=True,  # a day that is said in words is read with both of them
            type=click.Path(path_type=Path, file_okay=False),
            metavar="FOLDER",
            envvar="VAULTNET_VAULT" if environment else None,
            expose_value=False,
            callback=_take_vault,
            help="The vault. Otherwise VAULTNET_VAULT, or the one around the current folder.",
        ),
        click.Option(
            ["--today"],
            is_eager=True,
            type=Day(),
            metavar="DAY",
            envvar="VAULTNET_TODAY" if environment else None,
            expose_value=False,
            callback=_take_today,
            help="The day to work for: 2026-11-20. Otherwise VAULTNET_TODAY, the config's, or the clock's.",
        ),
    ]


# --- the group -------------------------------------------------------------------------------------


class Group(click.Group):
    """The commands that plugins declare, each loaded when it is called."""

    def __init__(self, declared: Callable[[], Iterable[Command]]) -> None:
        super().__init__(
            PROGRAM,
            callback=_greet,
            invoke_without_command=True,
            params=[
                *_shared_options(environment=True),
                click.Option(
                    ["--version"],
                    is_flag=True,
                    is_eager=True,
                    expose_value=False,
                    callback=_say_version,
                    help="Print the version.",
                ),
            ],
            context_settings={"help_option_names": ["-h", "--help"]},
            help="Your professional network as plain Markdown notes: who to reach out to, why, and how your "
            "goals stand.",
            epilog="What a command does, and its options: vaultnet COMMAND -h",
        )
        self._declared = declared
        self._table: dict[str, Command] | None = None

    @property
    def table(self) -> dict[str, Command]:
        """The declared commands by name; of two with one name the first, so a plugin can't replace ours."""
        if self._table is None:
            self._table = {}
            for command in self._declared():
                self._table.setdefault(command.name, command)
        return self._table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Their names, ours first and in the order in which they are declared."""
        return sorted(self.table, key=lambda name: name not in _OURS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command and give it the options that every command has."""
        declared = self.table.get(cmd_name)
        if declared is None:
            return None
        command = _load(declared)
        taken = {option for param in command.params for option in param.opts}
        command.params += [
            option for option in _shared_options(environment=False) if not taken.intersection(option.opts)
        ]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one the nearest is named."""
        name = args[0]
        if name not in self.table and not ctx.resilient_parsing and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, self.table, 1)
            also = f" Did you mean “{near[0]}”?" if near else ""
            ctx.fail(f"There is no command “{name}”.{also}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.table[name].help) for name in self.list_commands(ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Complete a command's name without loading any, or an option."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=self.table[name].help)
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]
        return found + (
            click.Command.shell_complete(self, ctx, incomplete) if incomplete.startswith("-") else []
        )

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a plugin's that fails is named, and is no mistake of ours."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, Exit, click.Abort):
            raise
        except Exception as error:
            name = ctx.invoked_subcommand
            if name is None or name in _OURS or failures.of_the_system(error):
                raise
            raise _plugin_failed(name, "failed", error) from error


def _greet() -> None:
    """Without a command, help."""
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _say_version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(f"{PROGRAM} {__version__}")
        context.exit()


def _load(declared: Command) -> click.Command:
    try:
        command = declared.load()
    except Exception as error:
        if declared.name in _OURS:
            raise
        raise _plugin_failed(declared.name, "could not be loaded", error) from error
    if not isinstance(command, click.Command):
        raise Failure(f"The command “{declared.name}” comes from a plugin and is no click command.", _BLAME)
    return command


_BLAME = "Tell the plugin's author. Which plugins there are: vaultnet plugins"


def _plugin_failed(name: str, what: str, error: Exception) -> Failure:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    at = f" ({trace.tb_frame.f_code.co_filename}:{trace.tb_lineno})" if trace else ""
    said = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": ")
    return Failure(f"The command “{name}” comes from a plugin and {what}: {said}{at}.", _BLAME)
