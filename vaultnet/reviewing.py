"""The text of a review, from a template that a vault may have its own of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vaultnet import files
from vaultnet.facts import Facts
from vaultnet.pages import OWN_TEMPLATES

TEMPLATE = "reviews/review.md.jinja"

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


class Failed(Exception):
    """The template has a mistake: which, and what it is."""


def text(facts: Facts, context: Mapping[str, Any]) -> str:
    """Render a review; links lead where they lead in the vault as it is today. Raises `Failed`."""
    from vaultnet.render import environment, plain

    folders = [facts.vault / OWN_TEMPLATES, *facts.plugins.templates, Path(files.shipped("templates"))]
    env = environment(folders, None, facts.vault)
    env.names = facts.snapshot.names
    values = plain(context)
    try:
        said = env.get_template(TEMPLATE).render({**values, "today": values["until"] or values["last"]})
    except Exception as error:  # whatever a template raises is its author's to mend
        why = " ".join(str(error).split())
        raise Failed(f"The template {TEMPLATE} failed: {why or type(error).__name__}.") from error
    return "\n".join(line.rstrip() for line in _BLANK_LINES.sub("\n\n", said).strip().split("\n")) + "\n"
