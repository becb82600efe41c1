"""python-frontmatter's door to `vaultnet.frontmatter`: the same values, without their places."""

from __future__ import annotations

import re
from typing import Any

from frontmatter.default_handlers import BaseHandler

from vaultnet import frontmatter
from vaultnet.yaml_lenient import read_yaml
from vaultnet.yaml_tree import Fault


class Handler(BaseHandler):
    """Makes python-frontmatter read as `read` does: ``frontmatter.loads(text, handler=Handler())``.

    Front matter that can't be read gives no metadata. There is no ``export``: vaultnet never writes front
    matter as a whole.
    """

    FM_BOUNDARY = re.compile(r"\A\ufeff?---[ \t]*\r?$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Say whether the text has front matter: an opening and a closing ``---`` line."""
        return frontmatter.find(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Split a text into front matter and body. Raises ValueError where there is no front matter."""
        span = frontmatter.find(text)
        if span is None:
            raise ValueError("no front matter")
        start, end, body_start = span
        return text[start:end], text[body_start:]

    def load(self, fm: str) -> dict[str, Any]:
        """Return the properties as plain values; none if the text can't be read or isn't a map."""
        try:
            root = read_yaml(fm)
        except Fault:
            return {}
        values = None if root is None else frontmatter.plain(root)
        return values if isinstance(values, dict) else {}
