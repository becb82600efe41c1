"""`vaultnet.terminal`: sentences, tables, and when colours and progress are shown."""

from __future__ import annotations

import io
import re
import sys

import pytest

from vaultnet import terminal
from vaultnet.model import Source
from vaultnet.problems import Problem


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def on_screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Make standard output and error a terminal that shows colours, 60 cells wide."""
    made = Screen()
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys, "stdout", made)
    monkeypatch.setattr(sys, "stderr", made)
    return made


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada", "Ada"),
        (" a\nb\tc ", "a b c"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("line\u2028next\x9b", "line next"),
        ("Zoë 🌍 עדה", "Zoë 🌍 עדה"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert terminal.clean(text) == shown


@pytest.mark.parametrize(
    ("number", "words", "shown"),
    [
        (0, ("note",), "0 notes"),
        (1, ("note",), "1 note"),
        (1204, ("note",), "1,204 notes"),
        (1, ("person", "people"), "1 person"),
        (2, ("person", "people"), "2 people"),
    ],
)
def test_count(number: int, words: tuple[str, ...], shown: str) -> None:
    assert terminal.count(number, *words) == shown


@pytest.mark.parametrize(
    ("items", "shown"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listing(items: list[str], shown: str) -> None:
    assert terminal.listing(items) == shown


@pytest.mark.parametrize(
    ("source", "shown"), [(Source("a.md", 3), "a.md:3"), (Source("vaultnet.toml", 0), "vaultnet.toml")]
)
def test_place(source: Source, shown: str) -> None:
    assert terminal.place(source) == shown


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        (Problem("a.md", 3, 2, "some-code", "It is\nwrong."), "a.md:3:2: some-code It is wrong."),
        (Problem("plugin x", 0, 0, "plugin-failed", "It failed."), "plugin x: plugin-failed It failed."),
    ],
)
def test_problem_line(problem: Problem, shown: str) -> None:
    assert terminal.problem_line(problem) == shown


def test_a_plain_table_counts_the_cells_of_wide_and_combining_characters() -> None:
    rows = [["东京", "1"], ["Zoe\u0308", "22"], ["", ""]]
    assert terminal.plain_table(["name", "n"], rows) == ("name  n\n----  --\n东京  1\nZoe\u0308   22\n\n")


# --- when there are colours ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colours_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], wanted: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal.coloured(Screen()) is wanted
    assert terminal.coloured(io.StringIO()) is False


def test_a_page_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = on_screen(monkeypatch)
    page = terminal.Page()
    page.line(("Ada", "name"), " [x] :smile: ", ("long " * 30, "place"))
    page.heading("Title")
    page.rows([("a", ("1", "place")), ("word " * 20, "2")])
    page.rows([])
    page.table(["name", "n"], [["[red]东京", "1"]])
    shown = screen.getvalue()
    lines = shown.split("\n")
    assert lines[0].startswith("\x1b[1mAda\x1b[0m [x] :smile: \x1b[2mlong long")
    assert lines[0].count("long ") == 30  # a line is never broken
    assert "\x1b[1;4mTitle\x1b[0m" in shown
    assert sum("word" in line for line in lines) > 1  # a cell is
    assert "[red]东京" in shown


def test_places_are_kept_whole_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = on_screen(monkeypatch)
    page = terminal.Page()
    where = "Meetings/2026/2026-11-10 Ada Lovelace informational interview.md:3"
    rows: list[tuple[terminal.Piece, ...]] = [
        (("tea", "name"), "looms " * 12, (where, "place")),
        ("", "", ("Ada.md:1", "place")),
        ("a cake", "", ""),
    ]
    assert not page.fits(rows)
    page.rows(rows)
    lines = [line.rstrip() for line in re.sub("\x1b[^m]*m", "", screen.getvalue()).splitlines()]
    assert lines == [
        f"  tea     {'looms ' * 8}".rstrip(),
        f"          {'looms ' * 4}".rstrip(),
        f"      {where}",
        "      Ada.md:1",
        "  a cake",
    ]
    assert page.fits([("tea", ("Ada.md:1", "place"))])


def test_a_page_elsewhere_is_the_same_text_without_colours(capsys: pytest.CaptureFixture[str]) -> None:
    page = terminal.Page()
    page.line(("Ada", "name"), " x")
    page.heading("Title")
    page.rows([("a", ("1", "place")), ("bbb", "2")])
    page.rows([])
    page.table(["name"], [["x"]])
    assert capsys.readouterr().out == "Ada x\n\nTitle\n  a    1\n  bbb  2\nname\n----\nx\n"


# --- progress --------------------------------------------------------------------------------------


def ticking(*times: float) -> object:
    left = list(times)
    return lambda: left.pop(0)


def test_no_bar_before_half_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = on_screen(monkeypatch)
    with terminal.progress(clock=ticking(0, 0.1, 0.4)) as advance:  # type: ignore[arg-type]
        assert advance is not None
        advance(1, 10)
        advance(10, 10)
    assert screen.getvalue() == ""


def test_a_bar_after_half_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = on_screen(monkeypatch)
    with terminal.progress(clock=ticking(0, 0.1, 0.6)) as advance:  # type: ignore[arg-type]
        assert advance is not None
        advance(1, 10)
        advance(5, 10)
        advance(10, 10)
    assert "Reading notes" in screen.getvalue()
    assert "100%" in screen.getvalue()


@pytest.mark.parametrize("wanted", [True, False])
def test_no_bar_where_nobody_would_see_it(wanted: bool) -> None:
    with terminal.progress(wanted) as advance:
        assert advance is None
