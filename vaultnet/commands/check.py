"""``vaultnet check``: what is wrong in the notes, where, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from vaultnet import config, git_setup, jsonout, plugins
from vaultnet.commands import git_status
from vaultnet.git_setup import Mismatch
from vaultnet.problems import Problem
from vaultnet.session import Session, looks_back
from vaultnet.terminal import Page, clean, count, listing, problem_line, progress

ALIKE = 5
"""Problems of one code that are printed before the rest is only counted."""


@click.command("check")
@click.option("--all", "every", is_flag=True, help="Every problem, also where many are alike.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every problem.")
@looks_back
@click.pass_context
def command(context: click.Context, every: bool, as_json: bool) -> None:
    """Say what is wrong in the notes: path:line:column, what it is, and what to do.

    Ends with 1 when there are errors. Nothing is written.
    """
    session = context.ensure_object(Session)
    vault = session.vault()
    problems, notes = find(session, vault)
    of_git = () if session.as_of else git_disagrees(vault)
    if as_json:
        data = {
            "notes": notes,
            **_counts(problems),
            "problems": [jsonout.problem(one) for one in problems],
            "git": [one._asdict() for one in of_git],
        }
        click.echo(
            jsonout.envelope("check", data, vault=vault, today=session.day(vault), problems=len(problems))
        )
    else:
        _print(Page(), problems, notes, most=None if every else ALIKE)
        for one in of_git:
            git_status.tell(one)
    if any(problem.severity == "error" for problem in problems):
        context.exit(1)


def find(session: Session, vault: Path) -> tuple[tuple[Problem, ...], int]:
    """Find everything that a build would complain about, and the number of notes."""
    from vaultnet import build

    try:
        with progress() as advance:
            report = build.build(
                vault, today=session.today, as_of=session.past(), dry_run=True, progress=advance
            )
    except build.Refused as refused:
        with session.facts(quiet=True) as facts:
            return tuple(sorted({*facts.problems, *refused.problems})), facts.snapshot.notes
    return report.problems, report.notes


def git_disagrees(vault: Path) -> tuple[Mismatch, ...]:
    """Find where git does otherwise with the dashboards than the settings say; nothing for a vault without git."""
    root = str(vault)
    if not git_setup.is_used(root):
        return ()
    loaded = plugins.load()
    settings, problems = config.load(vault, loaded.note_types)
    if any(problem.severity == "error" for problem in problems):
        return ()
    return git_setup.mismatches(git_setup.look(root, loaded, settings.folder, share=settings.share))


def _counts(problems: Iterable[Problem]) -> dict[str, int]:
    by_severity = Counter(problem.severity for problem in problems)
    return {f"{severity}s": by_severity[severity] for severity in ("error", "warning", "hint")}


def _print(page: Page, problems: Sequence[Problem], notes: int, most: int | None) -> None:
    for group in _groups(problems):
        for problem in group[:most]:
            page.line((problem_line(problem), problem.severity))
            if problem.hint:
                page.line(f"    {clean(problem.hint)}")
        if most is not None and len(group) > most:
            page.line(f"    … and {len(group) - most} more {group[0].code}: vaultnet check --all")
    if not problems:
        page.line(f"No problems in {count(notes, 'note')}.")
        return
    counts = [count(number, name[:-1]) for name, number in _counts(problems).items() if number]
    places = count(len({problem.path for problem in problems}), "place", "places")
    page.line(f"{listing(counts)} in {places}; {count(notes, 'note')} read.")


def _groups(problems: Sequence[Problem]) -> Iterator[list[Problem]]:
    """Give the problems by code, the worst first, codes in the order of their first problem."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.code, []).append(problem)
    yield from sorted(groups.values(), key=lambda group: group[0].rank)
