"""Texts that the owner sends to others, from templates that a vault may have its own of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vaultnet import files
from vaultnet.facts import Facts
from vaultnet.filters import markdown
from vaultnet.pages import OWN_TEMPLATES

INTRODUCTION = "drafts/introduction.md.jinja"
QUESTION = "drafts/question.md.jinja"

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


class Failed(Exception):
    """A template has a mistake: which, and what it is."""


def text(facts: Facts, template: str, context: Mapping[str, Any]) -> str:
    """Render a draft; names and words stand in it as they are, for it is no note. Raises `Failed`."""
    from vaultnet.render import environment, plain

    folders = [facts.vault / OWN_TEMPLATES, *facts.plugins.templates, Path(files.shipped("templates"))]
    env = environment(folders, None, facts.vault)
    values = {**_unescaped(plain(context)), "today": facts.today}
    try:
        said = env.get_template(template).render(values)
    except Exception as error:  # whatever a template raises is its author's to mend
        why = " ".join(str(error).split())
        raise Failed(f"The template {template} failed: {why or type(error).__name__}.") from error
    return _BLANK_LINES.sub("\n\n", said).strip() + "\n"


def _unescaped(value: Any) -> Any:
    """Give values as the Markdown that they are: a letter has no need to escape what is typed into it."""
    if isinstance(value, str):
        return markdown(value)
    if isinstance(value, Mapping):
        return {key: _unescaped(inner) for key, inner in value.items()}
    return tuple(map(_unescaped, value)) if isinstance(value, tuple) else value
