"""Front matter, read as Obsidian reads it: the properties between two ``---`` lines at a note's very start.

`read` never raises: what can't be read is a `Problem` with its line, and the note then has no properties,
as in Obsidian. docs/front-matter.md says what is read how, and where that differs from Obsidian.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yaml import YAMLError

from vaultnet.model import Located
from vaultnet.problems import Problem
from vaultnet.yaml_lenient import conflict, read_leniently
from vaultnet.yaml_tree import Fault

if TYPE_CHECKING:
    from vaultnet.frontmatter_handler import Handler as Handler

MAX_SIZE: Final = 256 * 1024
"""Characters of front matter that are read at most."""


class FrontMatter(NamedTuple):
    """A note's properties and the rest of its text.

    ``values`` is empty where there are problems that are errors. ``body_line`` is the 1-based line at which
    ``body`` begins. ``present`` says whether there are two ``---`` lines, whatever stands between them.
    """

    values: dict[str, Located]
    problems: tuple[Problem, ...]
    body: str
    body_line: int
    present: bool


def read(path: str, text: str) -> FrontMatter:
    """Read a note's front matter. ``path`` is only for the problems. Never raises, whatever the text is."""
    span = find(text)
    if span is None:
        return FrontMatter({}, (), text.removeprefix("\ufeff"), 1, False)
    start, end, body_start = span
    source = text[start:end]
    body, body_line = text[body_start:], source.count("\n") + 3
    try:
        root = _read(source)
    except Fault as fault:
        problem = Problem(path, fault.line + 2, fault.column + 1, fault.code, fault.message, fault.hint)
        return FrontMatter({}, (problem,), body, body_line, True)
    if root is None or root.value is None:
        return FrontMatter({}, (), body, body_line, True)
    if isinstance(root.value, dict):
        return FrontMatter(root.value, (), body, body_line, True)
    return FrontMatter({}, (_no_properties(path, root),), body, body_line, True)
