"""``vaultnet git``: what of a vault git takes along, and how it puts together what two devices changed."""

from __future__ import annotations

import click

from vaultnet.commands.subcommands import Subcommands


class Parts(Subcommands):
    """What there is to be done with git."""

    TABLE = (
        ("setup", "Write what git is to know of this vault into .gitignore and .gitattributes."),
        ("status", "What is set up, what is not, and where git does otherwise than the settings say."),
        ("remove", "Take vaultnet's lines out of those files again."),
        ("merge-note", "Merge the two versions of a note that git left in conflict."),
    )


@click.group("git", cls=Parts, invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Set a vault up for git: which files it takes along, and how they come together again."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
