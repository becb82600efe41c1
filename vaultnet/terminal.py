"""What people see: sentences, tables and colours.

The text is the same everywhere; on a terminal that wants them, colours and rich's tables are added. Text that
comes from notes is stripped of control characters first, so that no note can steer a terminal.
"""

from __future__ import annotations

import os
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, TypeAlias

import click

from vaultnet.model import Source

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from vaultnet.problems import Problem

Piece: TypeAlias = "str | tuple[str, str]"
"""A piece of a line: text, or text and what it is (a key of `STYLES`)."""

Entry: TypeAlias = "tuple[list[Piece], list[tuple[Piece, ...]]]"
"""A line, and the rows below it."""

STYLES = {
    "name": "bold",
    "reason": "cyan",
    "heading": "bold underline",
    "place": "dim",
    "error": "bold red",
    "warning": "yellow",
    "hint": "dim",
    "good": "green",
}
"""How rich shows what a piece of text is."""

PATIENCE = 0.5
"""Seconds after which a progress bar appears."""

_GAP = 2
"""Cells between the columns of rows, and before the first."""
_NARROWEST = 8
"""Cells that a column keeps, however narrow the terminal is."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def coloured(stream: TextIO | None = None) -> bool:
    """Whether a stream (standard output by default) is a terminal whose owner wants colours."""
    stream = sys.stdout if stream is None else stream
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty()


# --- sentences -------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """Text from a note on one line, without control characters."""
    return _CONTROL.sub(" ", text).strip()


def count(number: int, one: str, many: str = "") -> str:
    """A number and its noun: ``1 note``, ``1,204 notes``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listing(items: Sequence[str], last: str = "and") -> str:
    """Items as in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    return f" {last} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def place(source: Source) -> str:
    """Where something stands, as editors and terminals open it: ``path:line``."""
    path = clean(source.path)
    return f"{path}:{source.line}" if source.line else path


def problem_line(problem: Problem) -> str:
    """Say a problem as compilers do: ``path:line:column: CODE message``; without a line, ``path: …``."""
    at = f"{clean(problem.path)}:{problem.line}:{problem.column}" if problem.line else clean(problem.path)
    return f"{at}: {problem.code} {clean(problem.message)}"


# --- pages -----------------------------------------------------------------------------------------


class Page:
    """Lines and tables on standard output, with colours where they are wanted."""

    def __init__(self, colours: bool | None = None) -> None:
        self._colours = coloured() if colours is None else colours
        self._console: Console | None = None

    def line(self, *pieces: Piece) -> None:
        """Write one line."""
        if not self._colours:
            click.echo("".join(piece if isinstance(piece, str) else piece[0] for piece in pieces))
            return
        from rich.text import Text

        styled = [piece if isinstance(piece, str) else (piece[0], STYLES[piece[1]]) for piece in pieces]
        self._rich().print(Text.assemble(*styled), soft_wrap=True)

    def heading(self, text: str) -> None:
        """Write a heading after an empty line."""
        self.line("")
        self.line((text, "heading"))

    def sections(self, sections: Iterable[tuple[str, Iterable[Entry]]]) -> None:
        """Write headings with an empty line between them, and below each its lines with their rows."""
        for number, (heading, entries) in enumerate(sections):
            if number:
                self.line("")
            self.line((heading, "heading"))
            for line, rows in entries:
                self.line(*line)
                self.rows(rows)

    def rows(self, rows: Sequence[Sequence[Piece]]) -> None:
        """Write rows whose cells stand below each other, indented; on a terminal the cells wrap.

        Where it is too narrow for that, places stand whole on lines of their own, below their rows.
        """
        if not rows:
            return
        if not self._colours:
            cells = [[cell if isinstance(cell, str) else cell[0] for cell in row] for row in rows]
            click.echo("".join(f"  {line}\n" for line in _aligned(cells)), nl=False)
            return
        places = [at for at, column in enumerate(zip(*rows, strict=True)) if _is_of_places(column)]
        if self.fits(rows) or not places:
            self._grid(rows)
            return
        rest = [[cell for at, cell in enumerate(row) if at not in places] for row in rows]
        widths = _narrowed([max(map(_width_of, column)) for column in zip(*rest, strict=True)], self._room())
        for row, kept in zip(rows, rest, strict=True):
            if any(map(_width_of, kept)):
                self._grid([kept], widths)
            for place in (row[at] for at in places if row[at]):
                self.line("      ", place)

    def fits(self, rows: Sequence[Sequence[Piece]]) -> bool:
        """Tell whether rows stand side by side without being wrapped; where no terminal is, any do."""
        if not self._colours:
            return True
        widths = [max(map(_width_of, column)) for column in zip(*rows, strict=True)]
        return sum(widths) + _GAP * (len(widths) - 1) <= self._room()

    def _room(self) -> int:
        """How many cells of a line rows have."""
        return self._rich().width - _GAP

    def _grid(self, rows: Sequence[Sequence[Piece]], widths: Sequence[int] = ()) -> None:
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, _GAP))
        for at in range(len(rows[0])):
            grid.add_column(overflow="fold", width=widths[at] if widths else None)
        for row in rows:
            cells = (cell if isinstance(cell, tuple) else (cell, "") for cell in row)
            grid.add_row(*(Text(text, STYLES.get(style, "")) for text, style in cells))
        self._rich().print(Padding(grid, (0, 0, 0, _GAP)))

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table; on a terminal its cells wrap, elsewhere every row is one line."""
        if not self._colours:
            click.echo(plain_table(columns, rows), nl=False)
            return
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for column in columns:
            table.add_column(column, overflow="fold")  # rich would cut long words
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self._rich().print(table)

    def _rich(self) -> Console:
        if self._console is None:
            from rich.console import Console

            self._console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
        return self._console


def plain_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out a table in plain text: columns side by side, a rule below their names."""
    widths = [max(map(_width, cells)) for cells in zip(columns, *rows, strict=True)]
    rule = ["-" * width for width in widths]
    return "".join(f"{line}\n" for line in _aligned([columns, rule, *rows]))


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Give rows as lines, their cells below each other, two spaces between."""
    widths = [max(map(_width, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        padded = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(padded).rstrip()


def _is_of_places(column: Sequence[Piece]) -> bool:
    """Tell whether a column holds nothing but places."""
    said = [cell for cell in column if cell and cell[0]]
    return bool(said) and all(isinstance(cell, tuple) and cell[1] == "place" for cell in said)


def _narrowed(widths: list[int], room: int) -> list[int]:
    """Take from the widest columns what is too much for a line, down to a few cells of each."""
    while sum(widths) + _GAP * (len(widths) - 1) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _width_of(cell: Piece) -> int:
    return _width(cell if isinstance(cell, str) else cell[0])


def _width(text: str) -> int:
    """How many cells a terminal gives to a text."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


# --- progress --------------------------------------------------------------------------------------

Advance: TypeAlias = "Callable[[int, int], None]"
"""Is told how many notes are read, and of how many."""


@contextmanager
def progress(wanted: bool = True, clock: Callable[[], float] = time.monotonic) -> Iterator[Advance | None]:
    """Show a progress bar on standard error once something takes longer than `PATIENCE`.

    Gives None where nobody would see it.
    """
    if not wanted or not coloured(sys.stderr):
        yield None
        return
    begun = clock()
    bar: Progress | None = None

    def advance(done: int, of: int) -> None:
        nonlocal bar
        if bar is None and clock() - begun >= PATIENCE:
            bar = _bar()
            bar.start()
            bar.add_task("Reading notes")
        if bar is not None:
            bar.update(bar.task_ids[0], completed=done, total=of)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.stop()


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    return Progress(console=Console(stderr=True), transient=True)
