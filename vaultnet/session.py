"""What one run of the command line knows: which vault, which day; and how it says that it can't.

A command receives the `Session` with ``@click.pass_obj``. Nothing here is decided by a command, so that
``--vault`` and ``--today`` mean the same everywhere, before or after the command's name.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from vaultnet.build import Facts


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

    def facts(self) -> AbstractContextManager[Facts]:
        """The vault's facts, refreshed; a context manager.

        Raises:
            Failure: there is no vault here.
        """
        from vaultnet.build import facts

        return facts(self.vault(), today=self.today)
