"""Settings that name something which is not there: a slip of the pen, or a leftover of a move. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from vaultnet.config import FILE, Config, line_of
from vaultnet.plugins import Plugins
from vaultnet.problems import Problem


def find(text: str, config: Config, plugins: Plugins, me: str, folders: Iterable[str]) -> Iterator[Problem]:
    """Report what the settings name in vain.

    Args:
        text: the text of `vaultnet.toml`, for the lines.
        config: what was read from it.
        plugins: give the dashboards and signals that can be named.
        me: the path of the owner's own note, or ``""`` if there is none.
        folders: the vault's folders.

    """
    if config.me and not me:
        yield _problem(
            text, ("me",), f"me: there is no note {config.me}, so you could be your own contact.", ()
        )
    known = {folder.casefold() for folder in folders}
    for name, rule in config.types.items():
        for folder in rule.folders:
            if folder.strip("/").casefold() not in known:
                message = f"There is no folder {folder}, so no note is a {name} by it."
                yield _problem(text, ("types", name, "folder"), message, ())
    dashboards = [dashboard.name for dashboard in plugins.dashboards]
    for name in config.hide:
        if name not in dashboards:
            yield _problem(
                text, ("dashboards", "hide"), f"hide: there is no dashboard {name}.", dashboards, name
            )
    signals = [signal.name for signal in plugins.signals]
    for name in config.weights:
        if name not in signals:
            yield _problem(text, ("weights", name), f"weights: there is no signal {name}.", signals, name)


def _problem(
    text: str, key: tuple[str, ...], message: str, choices: Iterable[str], wrong: str = ""
) -> Problem:
    names = list(choices)
    near = get_close_matches(wrong, names, 1)
    if near:
        hint = f"Did you mean `{near[0]}`?"
    else:
        hint = f"There are {', '.join(names)}." if names else "Mend the name, or take the setting out."
    return Problem(FILE, line_of(text, key), 1, "setting-names-nothing", message, hint)
