"""``vaultnet completion SHELL``: a script that teaches a shell to complete commands, options and names."""

from __future__ import annotations

import os

import click
from click.shell_completion import get_completion_class

from vaultnet.session import Failure

PLACES = {
    "bash": 'Add this line to ~/.bashrc: eval "$(vaultnet completion bash)"',
    "zsh": 'Add this line to ~/.zshrc, after compinit: eval "$(vaultnet completion zsh)"',
    "fish": "Run once: vaultnet completion fish > ~/.config/fish/completions/vaultnet.fish",
}
"""What to do with each shell's script."""


@click.command("completion")
@click.argument("shell", metavar="[SHELL]", required=False, type=click.Choice(list(PLACES)))
@click.pass_context
def command(context: click.Context, shell: str | None) -> None:
    """Print a completion script for SHELL; by default, for the shell you are in.

    It completes commands, options, note types, and the names of contacts and goals. How to install it is
    said at the script's end; vaultnet must be on the PATH of every new terminal, as after: pipx install .
    """
    from vaultnet.cli import COMPLETE, PROGRAM

    shell = shell or os.path.basename(os.environ.get("SHELL", ""))
    made = get_completion_class(shell) if shell in PLACES else None
    if made is None:
        raise Failure("Which shell?", f"Name one: vaultnet completion {'|'.join(PLACES)}")
    group = context.find_root().command
    click.echo(made(group, {}, PROGRAM, COMPLETE).source().rstrip())
    click.echo(f"\n# {PLACES[shell]}")
