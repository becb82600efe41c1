"""``vaultnet build``: read the notes and write the dashboards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import click

from vaultnet import acting, journal, jsonout, record
from vaultnet.session import Failure, Session, no_contacts
from vaultnet.terminal import clean, count, listing, problem_line, progress

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from vaultnet.build import Refused, Report
    from vaultnet.planners.intake import Taken


_ERRORS = 3
"""Errors in notes that were read which are said; then a count."""


@click.command("build")
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would change, as a unified diff.")
@click.option("--strict", is_flag=True, help="End with 1 when notes have errors or warnings.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(context: click.Context, dry_run: bool, strict: bool, quiet: bool, as_json: bool) -> None:
    """Read the notes and write the dashboards.

    What you ticked on a dashboard is taken in first. Only what differs is written. Notes with problems do not
    stop a build: the rest is built without them.
    """
    session = context.ensure_object(Session)
    from vaultnet import build
    from vaultnet.writing import Busy, Changed

    vault = session.vault()
    try:
        with progress(wanted=not quiet) as advance:
            report = build.build(vault, today=session.today, dry_run=dry_run, progress=advance)
    except build.Refused as error:
        refuse(error)
    except journal.Waiting:
        raise acting.waiting() from None
    except Busy as error:
        raise Failure(
            f"{error} is held open for writing by another program, so it was not written.",
            "Close it there, or wait until it is saved, and build again.",
        ) from error
    except Changed as error:
        raise Failure(f"{error} was saved while it was about to be written.", "Build again.") from error
    acting.tell(report.finished)
    if as_json:
        click.echo(_as_json(report, vault, session, dry_run))
    elif dry_run and not quiet:
        click.echo(report.diff or "Nothing would change.\n", nl=False)
        if report.taken:
            click.echo("The dashboards are made anew after that.")
    elif not quiet:
        _say(report, session.day(vault))
        _say_errors(report)
        _say_nobody(session, vault)
    if strict and any(problem.severity != "hint" for problem in report.problems):
        context.exit(1)


def refuse(error: Refused) -> NoReturn:
    """Say why nothing was built, with the problems behind it."""
    lines = []
    for problem in error.problems:
        lines.append(problem_line(problem))
        if problem.hint:
            lines.append(f"    {clean(problem.hint)}")
    raise Failure(str(error), "\n".join(lines))


def _as_json(report: Report, vault: Path, session: Session, dry_run: bool) -> str:
    data: dict[str, Any] = {
        "dry_run": dry_run,
        "written": list(report.written),
        "removed": list(report.removed),
        "rescued": list(report.rescued),
        "taken": [_taken(one) for one in report.taken],
        "refused": [one._asdict() for one in report.refused],
        "waiting": [one._asdict() for one in report.waiting],
        "unchanged": report.unchanged,
        "notes": report.notes,
        "changed": report.changed,
        "problems": [jsonout.problem(problem) for problem in report.problems],
        "diff": report.diff,
        "seconds": round(report.seconds, 3),
    }
    return jsonout.envelope(
        "build", data, vault=vault, today=session.day(vault), problems=len(report.problems)
    )


def _taken(one: Taken) -> dict[str, Any]:
    """Give a tick for programs."""
    days = {"day": one.day, "on": one.on, "until": one.until}
    return {**one._asdict(), **{name: day.isoformat() if day else None for name, day in days.items()}}


def _say(report: Report, today: date) -> None:
    if report.taken:
        said = "; ".join(clean(one.say(today)) for one in report.taken)
        click.echo(f"Took in {count(len(report.taken), 'tick')}: {said}.")
    for refusal in report.refused:
        at = f"{clean(refusal.path)}:{refusal.line}: " if refusal.path else ""
        click.echo(f"A tick could not be taken in: {at}{clean(refusal.message)}")
    for refusal in report.waiting:
        click.echo(clean(refusal.message))
    if not (report.written or report.removed or report.rescued):
        errors = sum(problem.severity == "error" for problem in report.problems)
        click.echo(record.say(record.Summary(report.notes, report.unchanged, errors, len(report.problems))))
        return
    changed = f", {report.changed:,} changed" if report.changed else ""
    click.echo(f"{_done(report)} ({count(report.notes, 'note')}{changed}).")
    for path in report.rescued:
        click.echo(f"What you typed into a dashboard is now in {clean(path)}.")
    if report.problems:
        click.echo(f"{count(len(report.problems), 'problem')}: vaultnet check")


def _say_errors(report: Report) -> None:
    """Say what is wrong in the notes that were read, and which of them are contacts no more."""
    errors = report.errors()
    for problem in errors[:_ERRORS]:
        click.echo(problem_line(problem))
        until = "Until then the note is no contact." if problem.path in report.lost else ""
        if hint := f"{problem.hint} {until}".strip():
            click.echo(f"    {clean(hint)}")
    if len(errors) > _ERRORS:
        click.echo(f"… and {count(len(errors) - _ERRORS, 'more error')}")
    lost = [path for path in report.lost if path not in {problem.path for problem in errors}]
    for path in lost[:_ERRORS]:
        click.echo(f"{clean(path)}:1: This note was a contact, and is none any more.")
        click.echo("    If that was not meant, it has to begin with ---, type: contact and another ---.")
    if len(lost) > _ERRORS:
        click.echo(f"… and {count(len(lost) - _ERRORS, 'more such note')}")


def _say_nobody(session: Session, vault: Path) -> None:
    """In a vault that was never set up and seems to hold nobody, say what finds the notes about people."""
    from vaultnet.config import FILE

    if (vault / FILE).exists():
        return
    with session.facts(quiet=True) as facts:
        if not facts.snapshot.contacts:
            click.echo(f"There are no contacts yet. {no_contacts(vault)}")


def _done(report: Report) -> str:
    """Say what was written and removed, by the dashboards' names."""
    verbs = (("wrote", report.written), ("removed", report.removed))
    said = listing([f"{verb} {_names(paths)}" for verb, paths in verbs if paths])
    return said[:1].upper() + said[1:]


def _names(paths: tuple[str, ...]) -> str:
    first = clean(paths[0].rpartition("/")[2])
    return f"{first} and {len(paths) - 1} more" if len(paths) > 1 else first
