"""``vaultnet plugins``: what is loaded, from where, and what each plugin adds."""

from __future__ import annotations

import click

from vaultnet import jsonout
from vaultnet.session import Session
from vaultnet.terminal import Page, clean, problem_line


@click.command("plugins")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(session: Session, as_json: bool) -> None:
    """List the plugins: from where each was loaded, and what it adds.

    Needs no vault. Plugins are installed packages; nothing that lies in a vault is ever run.
    """
    from vaultnet import plugins

    loaded = plugins.load()
    if as_json:
        data = {
            "plugins": [
                {
                    "name": plugin.name,
                    "version": plugin.version,
                    "origin": plugin.origin,
                    "adds": {kind: list(names) for kind, names in plugin.adds},
                }
                for plugin in loaded.listing
            ],
            "problems": [jsonout.problem(problem) for problem in loaded.problems],
        }
        count = len(loaded.problems)
        click.echo(jsonout.envelope("plugins", data, vault=None, today=session.today, problems=count))
        return
    page = Page()
    for plugin in loaded.listing:
        version = f" {plugin.version}" if plugin.version else ""
        page.line((clean(plugin.name), "name"), f"{version} ({clean(plugin.origin)})")
        for kind, names in plugin.adds:
            page.line(f"    {kind.replace('_', ' ')}: {clean(', '.join(names))}")
    for problem in loaded.problems:
        page.line((problem_line(problem), problem.severity))
        page.line(f"    {clean(problem.hint)}")
