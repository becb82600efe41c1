"""``vaultnet git remove``: git's files as they were before ``setup``."""

from __future__ import annotations

from collections.abc import Iterator

import click

from vaultnet import acting, git_setup, workflows
from vaultnet.operation import Change
from vaultnet.session import Session


@click.command("remove")
@acting.options
@click.pass_obj
def command(session: Session, dry_run: bool, as_json: bool) -> None:
    """Take vaultnet's lines out of .gitignore and .gitattributes again, and its workflows.

    All other lines stay, and a file that was made for them goes. A workflow that you changed stays. What git has
    committed stays as it is, and so does [dashboards] share.
    """
    with acting.acting(session, dry_run=dry_run) as act:
        config = act.facts.config
        standing = git_setup.look(act.root, act.facts.plugins, config.folder, share=config.share)
        act.perform(
            standing.removal(_workflows(act.root)),
            dry_run=dry_run,
            as_json=as_json,
            say="Of vaultnet nothing is left in git's files.",
            why="There is nothing of vaultnet in git's files.",
        )
        if not as_json:
            for name, state in git_setup.workflow_states(act.root).items():
                if state == "changed by you":
                    click.echo(
                        f"{workflows.FOLDER}/{name} was changed by you, so it stays. Delete it if it is to go."
                    )


def _workflows(root: str) -> Iterator[Change]:
    states = git_setup.workflow_states(root)
    for name, data in git_setup.workflow_files(root).items():
        if states[name] == "written":
            yield Change(f"{workflows.FOLDER}/{name}", data, None)
