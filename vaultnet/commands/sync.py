"""``vaultnet sync``: commit what changed, take in what others have, build, and push."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from vaultnet import acting, build_words, failures, journal, jsonout, sync
from vaultnet.seen import Report
from vaultnet.session import Failure, Session
from vaultnet.sync_words import Stop
from vaultnet.terminal import clean, count


@click.command("sync")
@click.option(
    "-m", "--message", default="", metavar="TEXT", help="What the commit says, instead of what changed."
)
@click.option("--dry-run", is_flag=True, help="Do nothing; print what would be committed, and the message.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(context: click.Context, message: str, dry_run: bool, quiet: bool, as_json: bool) -> None:
    """Commit what changed in the vault, merge what others have pushed, build, and push: with your own git.

    It pulls as you have told git (pull.rebase, pull.ff), and merges if you have not. What you have staged is left
    to you. Where only you can decide it stops, says what there is to decide, and goes on the next time. Being
    offline is fine.
    """
    session = context.ensure_object(Session)
    voice = _Voice(session, silent=quiet or as_json)
    stop = None
    try:
        if dry_run:
            done = sync.preview(voice.vault, session.today, message)
        else:
            run = sync.Sync(voice.vault, voice.build, voice.tell, today=session.today, message=message)
            done = run.done
            run.run()
    except Stop as error:
        stop = error
        done = sync.Done() if dry_run else done
    except journal.Waiting:
        raise acting.waiting() from None
    if as_json:
        click.echo(voice.as_json(done, stop, dry_run=dry_run))
    elif dry_run and not stop:
        _say_plan(done)
    if stop and not as_json:
        raise Failure(clean(stop.message), stop.hint)
    if stop or voice.failed:
        context.exit(1)


def _say_plan(done: sync.Done) -> None:
    for made in done.commits:
        click.echo(f"Would commit {count(len(made.paths), 'file')}:")
        for path in made.paths:
            click.echo(f"  {clean(path)}")
        click.echo(f"With the message:\n{_indented(made.message)}")
    if not done.commits:
        click.echo("There is nothing to commit.")
    for what, paths in (("it is staged", done.left), ("it is a repository of its own", done.repositories)):
        if paths:
            click.echo(f"Left to you, because {what}: {', '.join(map(clean, paths))}")


def _indented(message: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in message.split("\n"))


class _Voice:
    """Says what a sync does as it does it, and builds for it."""

    def __init__(self, session: Session, *, silent: bool) -> None:
        self.session, self.vault = session, session.vault()
        self.failed = False
        """Whether a build could not be done. All else is done then, so that what mends it can come in."""
        self._silent = silent
        self._report: Report | None = None

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        if not self._silent:
            click.echo(sentence)

    def build(self) -> None:
        """Build the vault, and say what came of it."""
        from vaultnet import build

        try:
            report = build.build(self.vault, today=self.session.today)
        except Exception as error:
            if (failure := failures.of_a_build(error)) is None:
                raise
            self.failed = True
            failure.show()
            return
        self.failed = False
        self._report = report
        today = self.session.day(self.vault)
        wrote = build_words.of_the_dashboards(report)
        acting.tell(report.finished)
        said = [
            *build_words.of_ticks(report, today),
            *([f"{wrote[:1].upper()}{wrote[1:]}."] if wrote else []),
        ]
        for line in (*said, *build_words.of_the_rescued(report), *build_words.of_what_came(report)):
            self.tell(line)

    def as_json(self, done: sync.Done, stop: Stop | None, *, dry_run: bool) -> str:
        """Say all of it to programs."""
        data: dict[str, Any] = {
            "dry_run": dry_run,
            "commits": [{"message": one.message, "paths": list(one.paths)} for one in done.commits],
            "left": list(done.left),
            "repositories": list(done.repositories),
            "healed": list(done.healed),
            "upstream": done.upstream or None,
            "pulled": done.pulled,
            "how": done.how or None,
            "pushed": done.pushed,
            "offline": done.offline,
            "stopped": _stopped(stop) if stop else None,
        }
        today = self.session.day(self.vault)
        problems = len(self._report.problems) if self._report else 0
        return jsonout.envelope("sync", data, vault=Path(self.vault), today=today, problems=problems)


def _stopped(stop: Stop) -> dict[str, Any]:
    conflicts = [{"path": one.path, "line": one.line or None, "what": one.what} for one in stop.conflicts]
    return {"message": stop.message, "hint": stop.hint, "conflicts": conflicts}
