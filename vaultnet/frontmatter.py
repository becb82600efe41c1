"""Front matter, read as Obsidian reads it: the properties between two ``---`` lines at a note's very start.

`read` never raises: what can't be read is a `Problem` with its line, and the note then has no properties,
as in Obsidian. docs/front-matter.md says what is read how, and where that differs from Obsidian.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from vaultnet.model import Located, note_name
from vaultnet.problems import Problem
from vaultnet.yaml_lenient import read_yaml
from vaultnet.yaml_tree import Fault

if TYPE_CHECKING:
    from vaultnet.frontmatter_handler import Handler as Handler

IN_CONFLICT: Final = "conflict-in-properties"


class FrontMatter(NamedTuple):
    """A note's properties and the rest of its text.

    ``values`` is empty where the properties can't be read. ``body_line`` is the line at which ``body``
    begins, counted from 1. ``present`` says whether the two ``---`` lines are there, whatever is between.
    """

    values: dict[str, Located]
    problems: tuple[Problem, ...]
    body: str
    body_line: int
    present: bool


def read(path: str, text: str) -> FrontMatter:
    """Read a note's front matter; ``path`` is only for the problems. Never raises, whatever the text is."""
    span = find(text)
    if span is None:
        return FrontMatter({}, (), text.removeprefix("\ufeff"), 1, False)
    start, end, body_start = span
    source, body = text[start:end], text[body_start:]
    body_line = source.count("\n") + 3
    try:
        root = read_yaml(source, 2)
    except Fault as fault:
        hint = f"{fault.hint} Or: {merging(path)}" if fault.code == IN_CONFLICT else fault.hint
        problem = Problem(path, fault.line + 2, fault.column + 1, fault.code, fault.message, hint)
        return FrontMatter({}, (problem,), body, body_line, True)
    if root is None or root.value is None:
        return FrontMatter({}, (), body, body_line, True)
    if not isinstance(root.value, dict):
        return FrontMatter({}, (_no_properties(path, root),), body, body_line, True)
    return FrontMatter(root.value, (), body, body_line, True)


def merging(path: str) -> str:
    """Give the command that merges a note in which git left a conflict, as it is typed into a shell."""
    return f"vaultnet git merge-note {shlex.quote(note_name(path))}"


def find(text: str) -> tuple[int, int, int] | None:
    """Find the front matter: where its text begins and ends, and where the body begins; None without one.

    The opening ``---`` is the very first line (a BOM may precede it), the closing one the next such line;
    white space may follow either.
    """
    if not text.startswith(("---", "\ufeff---")):
        return None
    start = text.find("\n") + 1
    if not start or not _is_rule(text[:start].removeprefix("\ufeff")):
        return None
    at = start - 1
    while True:
        at = text.find("\n---", at) + 1
        if not at:
            return None
        stop = text.find("\n", at) + 1 or len(text)
        if _is_rule(text[at:stop]):
            return start, at, stop


def _is_rule(line: str) -> bool:
    return line == "---\n" or line.rstrip(" \t\r\n") == "---"


def plain(located: Located) -> Any:
    """Return a value without its places: nested lists and dicts of plain Python values."""
    value = located.value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value


def _no_properties(path: str, root: Located) -> Problem:
    message = "There is text between the two `---` lines, but no properties (`key: value`)."
    hint = "If the lines are only rules, begin the note with an empty line; else add the colons."
    return Problem(path, root.line, root.column, "no-properties", message, hint)


def __getattr__(name: str) -> Any:
    """Import `Handler` only when asked for: python-frontmatter takes longer to import than all the rest."""
    if name == "Handler":
        from vaultnet.frontmatter_handler import Handler

        return Handler
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
