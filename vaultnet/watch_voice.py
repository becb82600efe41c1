"""What `vaultnet watch` says: a line for each build, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import click

from vaultnet import build_words, failures, jsonout
from vaultnet.dates import MONTHS
from vaultnet.journal import Waiting
from vaultnet.listening import Deaf
from vaultnet.problems import Problem
from vaultnet.seen import Report
from vaultnet.terminal import clean, count, listing
from vaultnet.writing import Changed

_NAMED = 2
"""Notes that are named where they changed; more are counted."""


class AfterBuild(Protocol):
    """What is done after each build."""

    def built(self, report: Report) -> None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class Speaker:
    """Says on standard output what the watch does; errors on standard error."""

    def __init__(
        self,
        vault: Path,
        *,
        day: Callable[[], date],
        bug: Callable[[Exception], str],
        clock: Callable[[], datetime],
        quiet: bool = False,
        as_json: bool = False,
    ) -> None:
        """Take what it can't know by itself: the day to build for, a report of our mistakes, the local time."""
        self._vault, self._day, self._bug, self._clock = vault, day, bug, clock
        self._quiet, self._json = quiet, as_json
        self._last_day: date | None = None
        self._said: frozenset[str] = frozenset()
        self._problems = 0
        self._errors: tuple[Problem, ...] = ()
        """What was wrong at the last build."""
        self.after: Sequence[AfterBuild] = ()

    def started(self, notes: int | None, poll: float | None) -> None:
        """Say what is watched, and how to end it."""
        if self._last_day is None:
            self._last_day = self._day()
        many = f" ({count(notes, 'note')})" if notes is not None else ""
        how = f", looking every {count_of_seconds(poll)}" if poll else ""
        self._tell(f"Watching {clean(str(self._vault))}{many}{how}. Ctrl-C ends it.")

    def built(self, report: Report) -> None:
        """Say what a build did, if it did anything, and have done what comes after it."""
        today = self._day()
        for said in report.finished:
            click.echo(clean(said), err=True)
        if self._json:
            if _differs(report) or _errors(report) != self._errors:
                self._print_json(report, today)
        elif not self._quiet:
            self._say(report, today)
        self._last_day, self._errors = today, _errors(report)
        for one in self.after:
            one.built(report)

    def trouble(self, error: Exception) -> None:
        """Say why a build failed, as the command line does."""
        failure = failures.of_a_build(error) or failures.of_the_system(error)
        if failure is None:
            click.echo(self._bug(error), err=True)
            return
        click.echo(f"{self._time()}  Error: {failure.message}", err=True)
        hint = "It is tried again." if isinstance(error, Changed | Waiting) else failure.hint
        for line in hint.splitlines():
            click.echo(f"{_INDENT}{line}", err=True)

    def mended(self) -> None:
        """Say that builds work again."""
        self.note("That trouble is over: the dashboards follow again.")

    def paused(self, why: str) -> None:
        """Say what is waited for."""
        if why:
            self.note(f"git is in the middle of {why}: the dashboards wait until it is done.")
        else:
            self.note(f"{clean(str(self._vault))} is not there: waiting until it is back.")

    def resumed(self) -> None:
        """Say that it goes on."""
        self.note("Going on.")

    def reloading(self) -> None:
        """Say that it does what it was asked for."""
        self.note("Reading settings, templates, plugins and all notes anew.")

    def polling(self, why: Deaf) -> None:
        """Say that it only looks from time to time, and what to do about it."""
        self.note(f"{why} Looking every few seconds instead.")
        for line in why.hint.splitlines():
            self._tell(f"{_INDENT}{line}")

    def note(self, text: str) -> None:
        """Say a sentence, with the time."""
        self._tell(f"{self._time()}  {text}")

    def warn(self, text: str) -> None:
        """Say on standard error what went wrong beside a build. From any thread."""
        click.echo(f"{self._time()}  {text}", err=True)

    def _say(self, report: Report, today: date) -> None:
        ticks = frozenset(build_words.of_ticks(report, today))
        more = [said for said in build_words.of_ticks(report, today) if said not in self._said]
        offered = frozenset(build_words.of_debriefs(report))
        more += [said for said in build_words.of_debriefs(report) if said not in self._said]
        self._said = ticks | offered  # what waits, waits for many builds
        more += build_words.of_the_rescued(report)
        if len(report.problems) != self._problems:
            self._problems = len(report.problems)
            many = f"{count(self._problems, 'problem')}: vaultnet check"
            more.append(many if self._problems else "No problems any more.")
        errors = _errors(report)
        more += build_words.of_errors(report, [one for one in errors if one not in self._errors])
        more += build_words.of_the_mended({one.path for one in self._errors} - {one.path for one in errors})
        if more or _differs(report):
            done = build_words.of_the_dashboards(report) or "nothing to write"
            why = self._why(report, today)
            self.note(f"{why}{done if why else done[:1].upper() + done[1:]} ({_duration(report.seconds)})")
            for line in more:
                self._tell(f"{_INDENT}{line}")

    def _why(self, report: Report, today: date) -> str:
        """Say why there was a build."""
        if self._last_day is None:
            return ""
        if own := _own(report):  # with them all notes may be read anew, and none of them has changed
            return f"{_listed(own, 'file')} changed: "
        if report.differing or report.saved:
            return f"{_listed(list(map(_name, (*report.differing, *report.saved))), 'note')} changed: "
        if report.gone:
            return f"{_listed(list(map(_name, report.gone)), 'dashboard')} deleted: "
        if today != self._last_day:
            return f"It is {today.day} {MONTHS[today.month - 1]}: "
        return "Plugins or their templates changed: " if report.reread else ""

    def _print_json(self, report: Report, today: date) -> None:
        data = {**build_words.as_data(report), "at": self._clock().isoformat(timespec="milliseconds")}
        problems = len(report.problems)
        click.echo(
            jsonout.envelope("watch", data, vault=self._vault, today=today, problems=problems, one_line=True)
        )

    def _tell(self, line: str) -> None:
        if not self._quiet:
            click.echo(line, err=self._json)

    def _time(self) -> str:
        return self._clock().strftime("%H:%M:%S")


_INDENT = " " * 10


def _own(report: Report) -> list[str]:
    """Give the settings and templates of the vault that changed; not the folders of others."""
    return [
        path
        for path in report.reread
        if not (path.startswith("/") or any(other.startswith(f"{path}/") for other in report.reread))
    ]


def _listed(names: Sequence[str], what: str) -> str:
    return listing([clean(name) for name in names]) if len(names) <= _NAMED else count(len(names), what)


def _name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _errors(report: Report) -> tuple[Problem, ...]:
    return tuple(one for one in report.problems if one.severity == "error")


def _differs(report: Report) -> bool:
    """Whether a build found, or did, anything worth a line."""
    return any(
        (
            report.differing,
            _own(report),
            report.written,
            report.removed,
            report.rescued,
            report.taken,
        )
    )


def count_of_seconds(seconds: float) -> str:
    """Say a number of seconds: ``2 seconds``, ``0.5 seconds``, ``second``."""
    return "second" if seconds == 1 else f"{seconds:g} seconds"


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
