"""docs/performance.md: each part of it that holds figures is written by the run that measured them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


def write(part: str, machine: str, tables: Iterable[str], page: Path = PAGE) -> None:
    """Put the line about a machine and the tables of a run into a part of the page. Raises ValueError for none."""
    begin, end = f"<!-- {part}: begin.", f"<!-- {part}: end -->"
    text = page.read_text(encoding="utf-8")
    first, last = text.index("-->", text.index(begin)) + 3, text.index(end)
    figures = "\n".join(tables)
    whole = f"{text[:first]}\n\n{machine}\n\n{figures}\n{text[last:]}"
    page.write_text(whole, encoding="utf-8", newline="\n")
