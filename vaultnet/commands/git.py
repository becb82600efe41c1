"""``vaultnet git``: what of a vault git takes along, and how it puts together what two devices changed."""

from __future__ import annotations

import click

from vaultnet.commands.subcommands import Subcommands


class Parts(Subcommands):
    """What there is to be done with git."""

    TABLE = ()


@click.group("git", cls=Parts)
def command() -> None:
    """Set a vault up for git: which files it takes along, and how they come together again."""
