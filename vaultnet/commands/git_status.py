"""``vaultnet git status``: what is set up of a vault for git, what is not, and where that disagrees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from vaultnet import git_setup, git_state, jsonout, workflows
from vaultnet.git_setup import Mismatch, Standing
from vaultnet.session import Session
from vaultnet.terminal import Page, clean, count

_NAMED = 3
"""Files that are named; then a count."""


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(session: Session, as_json: bool) -> None:
    """Say what is set up for git, what is not, and where git does otherwise than the settings say.

    Nothing is written.
    """
    with session.facts(quiet=as_json) as facts:
        config = facts.config
        standing = git_setup.look(str(facts.vault), facts.plugins, config.folder, share=config.share)
        found = git_setup.mismatches(standing)
        if as_json:
            click.echo(jsonout.of_facts("git status", _data(standing, config.folder, found), facts))
        else:
            _print(Page(), standing, config.folder, found)


# --- said ------------------------------------------------------------------------------------------


def tell(one: Mismatch) -> None:
    """Say where git does otherwise than the settings say."""
    some = ", ".join(map(clean, one.paths[:_NAMED]))
    more = f" and {len(one.paths) - _NAMED} more" if len(one.paths) > _NAMED else ""
    click.echo(f"{clean(one.said)}: {some}{more}.\n    {clean(one.hint)}")


def _print(page: Page, standing: Standing, folder: str, found: tuple[Mismatch, ...]) -> None:
    number = count(len(standing.pages), "dashboard")
    what = "are shared through git" if standing.share else "are left out of git"
    page.line(f"{number} in {clean(folder)}/ {what}: [dashboards] share = {str(standing.share).lower()}")
    rows = [(name, state) for name, state in git_setup.states(standing).items()]
    rows += [
        (f"{workflows.FOLDER}/{name}", state)
        for name, state in git_setup.workflow_states(standing.root).items()
    ]
    page.rows(rows)
    for one in standing.setup().refused:
        page.line(f"{clean(one.path)}:{one.line}: {clean(one.message)} {clean(one.hint)}".rstrip())
    for note in standing.theirs:
        page.line(f"{clean(note)} is a note of yours, so git takes it along like any other.")
    for mismatch in found:
        tell(mismatch)
    if git_state.folder(standing.root) is None:
        page.line("There is no git repository here yet: git init")
    elif any(state.startswith("not ") and state != "not needed" for _, state in rows[:2]):
        page.line("To set it up: vaultnet git setup")
    elif not found:
        page.line("git does what the settings say.")


def _data(standing: Standing, folder: str, found: tuple[Mismatch, ...]) -> Mapping[str, Any]:
    return {
        "repository": git_state.folder(standing.root) is not None,
        "share": standing.share,
        "folder": folder,
        "dashboards": list(standing.pages),
        "yours": list(standing.theirs),
        "files": git_setup.states(standing),
        "workflows": git_setup.workflow_states(standing.root),
        "mismatches": [one._asdict() for one in found],
    }
