"""``vaultnet watch``: keep the dashboards up to date while notes are written."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from vaultnet.commands import COMMANDS
from vaultnet.session import Failure, Session

if TYPE_CHECKING:
    from vaultnet import after_build
    from vaultnet.live import Live
    from vaultnet.watch import Computer
    from vaultnet.watch_voice import Speaker


class Seconds(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.4
    """How many seconds, a tenth at least."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read a number; anything else is wrong usage."""
        with suppress(ValueError):
            if 0.1 <= float(value) <= 86_400:
                return float(value)
        return self.fail(f"“{value}” is no number of seconds, from 0.1 to a day. For example: 2", param, ctx)


@click.command("watch")
@click.option(
    "--poll",
    type=Seconds(),
    is_flag=False,
    flag_value="2",
    metavar="[SECONDS]",
    help="Look every so many seconds (2) instead of being told by the system: for network drives and WSL.",
)
@click.option(
    "--exec", "line", metavar="CMD", help="Run this in the shell after a build that wrote something."
)
@click.option("--notify", is_flag=True, help="Show on the desktop who is newly due.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: one line a build.")
@click.option(
    "--print-unit",
    "unit",
    type=click.Choice(["systemd", "launchd"]),
    is_flag=False,
    flag_value="launchd" if sys.platform == "darwin" else "systemd",
    metavar="[SYSTEM]",
    help="Print the file by which systemd or launchd starts the watch at login, and end.",
)
@click.pass_context
def command(
    context: click.Context,
    poll: float | None,
    line: str | None,
    notify: bool,
    quiet: bool,
    as_json: bool,
    unit: str | None,
) -> None:
    """Build whenever a note is saved, until you press Ctrl-C.

    A dashboard in which you are typing is left alone until it has rested for ten seconds.
    """
    session = context.ensure_object(Session)
    vault = session.vault()
    root = os.path.realpath(vault)
    if unit:
        click.echo(_unit(unit, root), nl=False)
        return
    from vaultnet import listening, live, watch

    machine, on_terminal = watch.Computer(), sys.stdout.isatty()
    with ExitStack() as stack:
        stack.enter_context(_alone(root))
        speaker = _speaker(session, vault, quiet, as_json)
        speaker.after = list(_after(root, speaker, line, notify, as_json))
        for one in speaker.after:
            stack.callback(one.close)
        builder = live.Live(root, session.today)
        stack.callback(_let_go, builder)
        listen = None if poll else partial(listening.listen, root, machine.put)
        watching = watch.Watch(root, builder, speaker, machine, listen, poll or watch.POLL)
        with _asked_by_signals(machine):
            asked = watching.run()
    if asked is watch.Ask.AGAIN:
        speaker.warn("vaultnet or a plugin was updated: the watch starts again with what is installed now.")
        _start_again()
    if not on_terminal or _has_terminal():  # one that was closed is told nothing
        speaker.note("Stopped.")
    if asked is watch.Ask.INTERRUPT:
        context.exit(128 + signal.SIGINT)


def _start_again() -> NoReturn:
    """Let this process go on as the program that is installed now, called as it was."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - its own words


def _let_go(builder: Live) -> None:
    """End building. What the system does not let it put down then is a cache's, and the vault may be gone."""
    from vaultnet import failures

    try:
        builder.close()
    except Exception as error:
        if failures.of_the_system(error) is None:
            raise


@contextmanager
def _alone(root: str) -> Iterator[None]:
    """Be the only watch of this vault. Raises `Failure`."""
    from vaultnet import watch

    with ExitStack() as stack:
        try:
            stack.enter_context(watch.alone(root))
        except watch.Running as running:
            which = f" (process {running.pid})" if running.pid else ""
            end = f"To end it: kill {running.pid}" if running.pid else ""
            raise Failure(f"A watch of this vault is running already{which}.", end) from None
        yield


def _speaker(session: Session, vault: Path, quiet: bool, as_json: bool) -> Speaker:
    from vaultnet.watch_voice import Speaker

    def bug(error: Exception) -> str:
        from vaultnet.bugreport import bug_report

        return bug_report(error, sys.argv[1:], [name for name, _ in COMMANDS])

    return Speaker(
        vault,
        day=lambda: session.day(vault),
        bug=bug,
        clock=lambda: datetime.now().astimezone(),
        quiet=quiet,
        as_json=as_json,
    )


def _after(
    root: str, speaker: Speaker, line: str | None, notify: bool, as_json: bool
) -> Iterator[after_build.Command | after_build.Notices]:
    """What is wanted after each build."""
    from vaultnet import after_build

    if line:
        yield after_build.Command(line, root, speaker.warn, sys.stderr if as_json else None)
    if notify:
        yield after_build.Notices(root, speaker.warn)


@contextmanager
def _asked_by_signals(machine: Computer) -> Iterator[None]:
    """Have signals ask the watch: to stop once the running build is done, or to read settings and templates anew.

    Whoever presses Ctrl-C a second time means at once.
    """
    from vaultnet.watch import Ask

    on_terminal = sys.stdin.isatty()

    def interrupted(number: int, frame: FrameType | None) -> None:
        del number, frame
        signal.signal(signal.SIGINT, signal.default_int_handler)
        machine.put(Ask.INTERRUPT)

    def ended(number: int, frame: FrameType | None) -> None:
        del number, frame
        machine.put(Ask.STOP)

    def hung_up(number: int, frame: FrameType | None) -> None:
        del number, frame
        machine.put(Ask.STOP if on_terminal and not _has_terminal() else Ask.RELOAD)

    wanted: dict[int, Any] = {signal.SIGINT: interrupted, signal.SIGTERM: ended}
    hang_up = getattr(signal, "SIGHUP", None)  # not on Windows
    if hang_up is not None:
        wanted[hang_up] = hung_up
    before = {number: signal.getsignal(number) for number in wanted}
    for number, handler in wanted.items():
        if before[number] is not signal.SIG_IGN or number == signal.SIGTERM:  # `nohup` has SIGHUP ignored
            signal.signal(number, handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _has_terminal() -> bool:
    """Whether the terminal is still there: a hangup also says that its window was closed."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True


def _unit(which: str, root: str) -> str:
    from vaultnet import record, units

    found = os.path.abspath(sys.argv[0])
    runs = os.path.basename(found).startswith("vaultnet") and os.access(found, os.X_OK)
    program = [found] if runs else [sys.executable, "-m", "vaultnet"]
    places = {name: os.path.abspath(os.environ[name]) for name in _PLACES if os.environ.get(name)}
    if which == "systemd":
        return units.systemd(program, root, places)
    return units.launchd(program, root, record.state_root(), places)


_PLACES = ("VAULTNET_CACHE", "VAULTNET_STATE")
"""Where the user's shell says that things are kept, which a watch that the system starts has to know as well."""
