"""The table of what merges how in docs/merging-notes.md, made from the declared fields and the rules for them.

``python -m vaultnet.reference_merging`` in the checkout rewrites it, and a test keeps it equal. Pure, but for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from vaultnet.merge_values import LATER, YES
from vaultnet.note_types import NOTE_TYPES
from vaultnet.values import LIST_KINDS

PAGE: Final = Path("docs/merging-notes.md")
BEGIN: Final = "<!-- Made by `python -m vaultnet.reference_merging`. Change the rules, not this table. -->\n"
END: Final = "<!-- end -->\n"


def table() -> str:
    """Render the table."""
    every = {field.name: field for one in NOTE_TYPES for field in one.fields}
    lists = sorted(name for name, field in every.items() if field.kind in LIST_KINDS)
    others = sorted({*every} - {*lists, *LATER, *YES})
    rows = (
        (
            "a list on one side at least",
            "what either added is in it, what either took out is not",
            _names(lists),
        ),
        ("two days", "the later one", _names(LATER)),
        ("`true` and `false`", "`true`", _names(YES)),
        ("two single values", "**only you can decide**", f"{_names(others)}, and those of the first row"),
    )
    lines = [f"| {when} | {what} | {fields} |\n" for when, what, fields in rows]
    return "| | what stands | declared fields |\n| --- | --- | --- |\n" + "".join(lines)


def _names(fields: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in fields)


def written(page: str) -> str:
    """Give a page with the table as it is to be."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
