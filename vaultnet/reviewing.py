"""The text of a review, from a template that a vault may have its own of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vaultnet import files
from vaultnet.facts import Facts
from vaultnet.links import Names
from vaultnet.pages import OWN_TEMPLATES

TEMPLATE = "reviews/review.md.jinja"

_LINK = re.compile(r"\[\[([^\[\]|#^\n]+)((?:#[^\[\]|\n]*)?)(?:\|([^\[\]|\n]*))?\]\]")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


class Failed(Exception):
    """The template has a mistake: which, and what it is."""


def text(facts: Facts, context: Mapping[str, Any]) -> str:
    """Render a review; links lead where they lead in the vault as it is today. Raises `Failed`."""
    from vaultnet.render import environment, plain

    folders = [facts.vault / OWN_TEMPLATES, *facts.plugins.templates, Path(files.shipped("templates"))]
    env = environment(folders, None, facts.vault)
    env.names = facts.snapshot.names
    values = _by_name(plain(context), facts.names)
    try:
        said = env.get_template(TEMPLATE).render({**values, "today": values["until"] or values["last"]})
    except Exception as error:  # whatever a template raises is its author's to mend
        why = " ".join(str(error).split())
        raise Failed(f"The template {TEMPLATE} failed: {why or type(error).__name__}.") from error
    return "\n".join(line.rstrip() for line in _BLANK_LINES.sub("\n\n", said).strip().split("\n")) + "\n"


def _by_name(value: Any, names: Names) -> Any:
    """Give a context with links by name where an alias was written, which Obsidian would not follow."""
    if isinstance(value, str):
        return _LINK.sub(lambda match: _link(match, names), value) if "[[" in value else value
    if isinstance(value, Mapping):
        return {key: _by_name(inner, names) for key, inner in value.items()}
    return tuple(_by_name(inner, names) for inner in value) if isinstance(value, tuple) else value


def _link(match: re.Match[str], names: Names) -> str:
    target, heading, shown = match.groups()
    found = names.resolve(target, "")
    if not found.entry or not found.by_alias:
        return match[0]
    return f"[[{names.shortest(found.entry.path)}{heading}|{shown or target}]]"
