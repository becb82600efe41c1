"""What one run of the command line knows: which vault, which day; and how it says that it can't.

A command receives the `Session` with ``@click.pass_obj``. Nothing here is decided by a command, so that
``--vault`` and ``--today`` mean the same everywhere, before or after the command's name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from vaultnet.links import as_typed, fold
from vaultnet.lookup import FIRST, Named, Near, look_up
from vaultnet.terminal import clean, listing

if TYPE_CHECKING:
    from vaultnet.facts import Facts
    from vaultnet.problems import Problem


F = TypeVar("F", bound=Callable[..., Any])


class Failure(click.ClickException):
    """What was asked could not be done (exit code 1): what happened, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message, and the hint on a line of its own, to standard error or ``file``."""
        click.echo(f"Error: {self.message}", file=file, err=file is None)
        if self.hint:
            click.echo(self.hint, file=file, err=file is None)


@dataclass(slots=True)
class Session:
    """The vault and the day as they were given, before defaults."""

    folder: Path | None = None
    """``--vault`` or ``VAULTNET_VAULT``; None to look upward from the current folder."""
    today: date | None = None
    """``--today`` or ``VAULTNET_TODAY``; None for the config's, then the clock's."""
    as_of: date | None = None
    """``--as-of``: the day to look back to; None to look at what is."""

    def vault(self) -> Path:
        """The vault's root.

        Raises:
            Failure: there is none here.
            click.UsageError: the one that was named is no folder.

        """
        if self.folder is not None:
            folder = self.folder.expanduser()
            if not folder.is_dir():
                raise click.UsageError(f"--vault: there is no folder {folder}.")
            return folder.absolute()
        from vaultnet.files import find_vault

        found = find_vault(os.getcwd())
        if found is None:
            raise Failure(
                "There is no vault here: no folder from this one upward holds vaultnet.toml or .obsidian.",
                "Name one with --vault FOLDER (or VAULTNET_VAULT), or make one with: vaultnet init",
            )
        return Path(found)

    def day(self, vault: Path) -> date:
        """The day that a vault is built for (law 7), or is looked back to."""
        from vaultnet import config, record

        if self.as_of:
            return self.as_of
        pinned = config.load(vault)[0].today
        given = self.today.isoformat() if self.today else None
        return date.fromisoformat(record.day(given, pinned.isoformat() if pinned else ""))

    def past(self) -> date | None:
        """The day to look back to, if any.

        Raises:
            Failure: there is no vault here.
            click.UsageError: that day is still to come.

        """
        if self.as_of is None:
            return None
        today = replace(self, as_of=None).day(self.vault())
        if self.as_of > today:
            raise click.UsageError(
                f"--as-of looks back, and {self.as_of} is still to come: today is {today}. What will be due then,"
                f" as far as the notes tell: --today {self.as_of}."
            )
        return self.as_of

    @contextmanager
    def facts(self, *, quiet: bool = False, looks: bool = True) -> Iterator[Facts]:
        """Give the vault's facts, refreshed.

        Wrong settings, and ticks that wait for a build, are said on standard error unless ``quiet``; of ticks
        nothing is said to who looks back. Where signals and checks don't have their ``looks``, nothing is due or
        wrong on a day that is past: that is most of the work.

        Raises:
            Failure: there is no vault here.

        """
        from vaultnet import build
        from vaultnet.terminal import progress

        with ExitStack() as stack:
            with progress(wanted=not quiet) as advance:
                found = build.facts(
                    self.vault(), today=self.today, as_of=self.past(), looks=looks, progress=advance
                )
                facts = stack.enter_context(found)
            if not quiet:
                _warn_of_settings(facts.problems)
                if not self.as_of:
                    _mention_ticks(facts)
            yield facts


def _warn_of_settings(problems: Iterable[Problem]) -> None:
    from vaultnet import terminal
    from vaultnet.config import FILE

    for problem in problems:
        if problem.path == FILE and problem.severity == "error":
            click.echo(f"Wrong settings: {terminal.problem_line(problem)}", err=True)


def _mention_ticks(facts: Facts) -> None:
    """Say that ticks wait on a dashboard: only a build takes them in."""
    from vaultnet import waiting
    from vaultnet.terminal import count

    for name, number in sorted(waiting.find(facts).items()):
        what, them = ("waits", "it") if number == 1 else ("wait", "them")
        click.echo(
            f"{count(number, 'tick')} {what} on {clean(name)}; `vaultnet build` takes {them} in.", err=True
        )


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.4
    """A day as ``2026-11-20``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day; anything else is wrong usage."""
        from vaultnet.dates import parse_day

        found = value if isinstance(value, date) else parse_day(value)
        if found is None:
            self.fail(f"“{value}” is no day. Write it as in 2026-11-20.", param, ctx)
        return found


LOOKING_BACK = "--as-of"


def looks_back(function: F) -> F:
    """Give a command that reads the option ``--as-of``."""
    return click.option(
        LOOKING_BACK,
        metavar="DAY",
        expose_value=False,
        callback=_take_as_of,
        help="Look back: as --today DAY, and what is dated later is absent. Also: last monday, 3 weeks ago.",
    )(function)


def _take_as_of(context: click.Context, option: click.Parameter, value: str | None) -> None:
    """Read a day as it is written or said, as ``--date`` of ``log`` does; what it leaves open lies behind today."""
    session = context.ensure_object(Session)
    if not value:
        return
    from vaultnet import when
    from vaultnet.dates import parse_day

    day = parse_day(value)
    if day is None:
        today = session.day(session.vault())
        day = when.parse_when(value, today, ahead=False)
        if day is None:
            raise click.BadParameter(clean(when.complaint(value, today, ahead=False)), context, option)
    session.as_of = day


class Number(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.4
    """How many of something, one at least."""

    name = "number"

    def __init__(self, what: str) -> None:
        self._what = what

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a number; anything else is wrong usage."""
        found = int(value) if str(value).isascii() and str(value).isdecimal() else 0
        if not found:
            self.fail(f"“{value}” is no number of {self._what}. Write it in digits: 5", param, ctx)
        return found


def no_contacts(vault: Path) -> str:
    """Say what to do in a vault that has no contacts; one that was never set up may have them unseen."""
    from vaultnet.config import FILE

    if (vault / FILE).exists():
        return 'To add one: vaultnet new contact "Ada Lovelace"'
    return "To have it look for the notes about people that you have: vaultnet init"


# --- names on the command line ---------------------------------------------------------------------


Ask = Callable[[str, Sequence[Named]], Named | None]
"""Asks which of some notes is meant by a name; None if none of them is."""


def find_note(
    facts: Facts, wanted: str, types: Sequence[str] = (), *, ask: Ask | None = None, parts: bool = False
) -> Named:
    """Find the note that a name on the command line means; only notes of ``types``, if any are given.

    Where that is unsure, ``ask`` is called if there is somebody to ask. With ``parts``, for commands that only
    read, the one name that holds what was typed is sure enough.

    Raises:
        Failure: there is none, or there are several, and nobody said which.

    """
    found = look_up(_from_here(facts.vault, wanted), named(facts, types), sure=not parts)
    if found.note:
        return found.note
    candidates = found.rivals or tuple(near.note for near in found.near)
    chosen = ask(wanted, candidates) if ask and candidates else None
    if chosen:
        return chosen
    if found.rivals:
        shown = [clean(note.path) for note in found.rivals[:_SHOWN]]
        more = f"\n  … and {len(found.rivals) - _SHOWN} more" if len(found.rivals) > _SHOWN else ""
        raise Failure(
            f"“{clean(wanted)}” could be any of {len(found.rivals)} notes. Say more of the name, or the path:",
            "\n".join(f"  {path}" for path in shown) + more,
        )
    other = _of_another_type(facts, wanted) if types else None
    if other:
        kind = (
            f"{'an' if other.type[:1] in 'aeiou' else 'a'} {other.type}"
            if other.type
            else "a note of no type"
        )
        said = f"{clean(other.name)} is {kind}, and no {listing(types, 'or')}."
        raise Failure(said, f"It is in {clean(other.path)}.")
    what = f"no {listing(types, 'or')}" if types else "no note"
    near = listing([f"“{clean(name)}”" for name in _told_apart(found.near)], "or")
    raise Failure(f"There is {what} called “{clean(wanted)}”.", f"Did you mean {near}?" if near else "")


def _of_another_type(facts: Facts, wanted: str) -> Named | None:
    """Find the note, of whatever type, that is called exactly so."""
    found = look_up(wanted, named(facts), sure=True).note
    called = found and as_typed(wanted.strip()) in map(as_typed, (found.path, *found.names))
    return found if called else None


def choose(wanted: str, candidates: Sequence[Named]) -> Named | None:
    """Ask at the terminal which note is meant; whoever only presses Enter has chosen none."""
    if len(candidates) == 1:
        question = f"Is “{clean(wanted)}” {clean(candidates[0].path.removesuffix('.md'))}?"
        return candidates[0] if click.confirm(question, default=False, err=True) else None
    click.echo(f"“{clean(wanted)}” could be:", err=True)
    shown = candidates[:_SHOWN]
    for number, note in enumerate(shown, 1):
        click.echo(f"  {number}  {clean(note.path.removesuffix('.md'))}", err=True)
    if len(candidates) > len(shown):
        click.echo(f"  … and {len(candidates) - len(shown)} more: say more of the name.", err=True)
    numbers = click.Choice(["", *map(str, range(1, len(shown) + 1))])
    said = click.prompt(
        "Which one? Its number, or Enter for none",
        "",
        show_default=False,
        show_choices=False,
        type=numbers,
        err=True,
    )
    return shown[int(said) - 1] if said else None


def _told_apart(near: Sequence[Near]) -> list[str]:
    """Name what comes near; by its path where two bear the name."""
    names = [one.name for one in near]
    return [one.note.path if names.count(one.name) > 1 else one.name for one in near]


_Complete = Callable[[click.Context, click.Parameter, str], list[str]]


def complete_words(*types: str) -> _Complete:
    """Complete the names of notes of these types, which may be typed as several words."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
        before = "".join(f"{word} " for word in context.params.get(parameter.name or "") or ())
        return _completed(context, types, before, incomplete)

    return complete


complete_names = complete_words(*FIRST)


def complete_one(*types: str) -> _Complete:
    """Complete the name of a note of these types, where it stands in quotes if it has several words."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
        del parameter
        return _completed(context, types, "", incomplete)

    return complete


def _completed(context: click.Context, types: Sequence[str], before: str, incomplete: str) -> list[str]:
    """Give the words of a name that are still missing. Never raises: a shell shows whatever is printed."""
    try:
        with (context.find_object(Session) or Session()).facts(quiet=True) as facts:
            notes = named(facts, types)
    except Exception:
        return []
    begun = fold(before + incomplete)
    names = sorted({name for note in notes for name in note.names if fold(name).startswith(begun)})
    in_bash = os.environ.get("_VAULTNET_COMPLETE", "").startswith("bash")
    rest = [name[len(before) :] for name in names]
    return [_UNSAFE.sub(r"\\\\\1", name) for name in rest] if in_bash else rest


def _from_here(vault: Path, wanted: str) -> str:
    """Give the vault's path of a note that was named by its path from the current folder, else the name."""
    try:
        path = Path(os.path.abspath(Path(wanted).expanduser()))
        inside = path.suffix.casefold() == ".md" and path.is_file() and path.is_relative_to(vault)
    except (OSError, RuntimeError, ValueError):
        return wanted
    return path.relative_to(vault).as_posix() if inside else wanted


_SHOWN = 10
_UNSAFE = re.compile(r"([^\w@%+=:,./-])")
"""What bash, which takes a completion as it is, would read as something else.

It is given two backslashes, because click's script for bash takes one away.
"""


def named(facts: Facts, types: Sequence[str] = ()) -> list[Named]:
    """Give the notes that a name may mean; only notes of ``types``, if any are given."""
    entries = (facts.names.at(path) for path in facts.names)
    return [
        Named(entry.path, entry.type, entry.aliases)
        for entry in entries
        if entry and (not types or entry.type in types)
    ]
