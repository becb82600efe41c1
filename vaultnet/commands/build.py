"""``vaultnet build``: read the notes and write the dashboards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vaultnet import acting, build_words, failures, jsonout, record
from vaultnet.session import Session, looks_back, no_contacts
from vaultnet.terminal import count, progress

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from vaultnet.build import Report


@click.command("build")
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would change, as a unified diff.")
@click.option("--strict", is_flag=True, help="End with 1 when notes have errors or warnings.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@looks_back
@click.pass_context
def command(context: click.Context, dry_run: bool, strict: bool, quiet: bool, as_json: bool) -> None:
    """Read the notes and write the dashboards.

    What you ticked on a dashboard is taken in first. Only what differs is written. Notes with problems do not
    stop a build: the rest is built without them.
    """
    session = context.ensure_object(Session)
    if session.as_of and not dry_run:
        raise click.UsageError("--as-of only looks back, and writes nothing: use it with --dry-run.")
    from vaultnet import build

    vault = session.vault()
    try:
        with progress(wanted=not quiet) as advance:
            report = build.build(
                vault, today=session.today, as_of=session.past(), dry_run=dry_run, progress=advance
            )
    except Exception as error:
        if (failure := failures.of_a_build(error)) is not None:
            raise failure from error
        raise
    acting.tell(report.finished)
    if as_json:
        data = build_words.as_data(report, dry_run=dry_run)
        problems = len(report.problems)
        click.echo(jsonout.envelope("build", data, vault=vault, today=session.day(vault), problems=problems))
    elif dry_run and not quiet:
        click.echo(report.diff or "Nothing would change.\n", nl=False)
        if report.taken:
            click.echo("The dashboards are made anew after that.")
    elif not quiet:
        _say(report, session.day(vault))
        _say_nobody(session, vault)
    if strict and any(problem.severity != "hint" for problem in report.problems):
        context.exit(1)


def _say(report: Report, today: date) -> None:
    said = [*build_words.of_ticks(report, today)]
    if report.written or report.removed or report.rescued:
        changed = f", {report.changed:,} changed" if report.changed else ""
        done = build_words.of_the_dashboards(report)
        said.append(f"{done[:1].upper()}{done[1:]} ({count(report.notes, 'note')}{changed}).")
        said += build_words.of_the_rescued(report)
        if report.problems:
            said.append(f"{count(len(report.problems), 'problem')}: vaultnet check")
    else:
        errors = sum(problem.severity == "error" for problem in report.problems)
        said.append(record.say(record.Summary(report.notes, report.unchanged, errors, len(report.problems))))
    said += build_words.of_debriefs(report)
    for line in [*said, *build_words.of_errors(report)]:
        click.echo(line)


def _say_nobody(session: Session, vault: Path) -> None:
    """In a vault that was never set up and seems to hold nobody, say what finds the notes about people."""
    from vaultnet.config import FILE

    if (vault / FILE).exists():
        return
    with session.facts(quiet=True) as facts:
        if not facts.snapshot.contacts:
            click.echo(f"There are no contacts yet. {no_contacts(vault)}")
