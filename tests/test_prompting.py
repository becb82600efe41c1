"""What somebody types: keys at a terminal, lines from a pipe."""

from __future__ import annotations

import io
import sys
import termios
from collections.abc import Callable

import pytest

from vaultnet import prompting

PIPED = [
    ("a key", b"s\n", ["s"]),
    ("without an end", b"s", ["s"]),
    ("an empty line", b"\n", [""]),
    ("line ends of Windows", b"l coffee\r\ns\r\n", ["l coffee", "s"]),
    ("a mark at the beginning", b"\xef\xbb\xbfs\n", ["s"]),
    ("not UTF-8", b"l \xe9\n", ["l \udce9"]),
    ("nothing", b"", []),
]


@pytest.mark.parametrize(("title", "data", "keys"), PIPED, ids=[case[0] for case in PIPED])
def test_lines_from_a_pipe(
    title: str,
    data: bytes,
    keys: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    keyboard = prompting.here()
    assert [keyboard.key() for _ in keys] == keys, title
    with pytest.raises(EOFError):
        keyboard.line("And now")
    assert capsys.readouterr().out.endswith("And now: ")


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(EOFError):
        prompting.here().key()


def test_what_is_piped_in_steers_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"l \x1b[2J\xe9\n")))
    prompting.here().key()
    assert capsys.readouterr().out == "> l \ufffd[2J\ufffd\n"


PRESSED = [
    ("a key", "s", "s", "> s\n"),
    ("Enter", "\r", "", "> \n"),
    ("the space bar", " ", "", "> \n"),
    ("an arrow", "\x1b[A", "escape", "> \n"),
    ("a key that prints nothing", "\x7f", "\x7f", "> \n"),
    ("several, of which only the first was asked for", "sss", "s", "> s\n"),
    ("another script", "ж", "ж", "> ж\n"),
]


@pytest.mark.parametrize(("title", "typed", "key", "shown"), PRESSED, ids=[case[0] for case in PRESSED])
def test_keys_at_a_terminal(
    title: str,
    typed: str,
    key: str,
    shown: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("click.getchar", lambda: typed)
    assert prompting.Terminal().key() == key, title
    assert capsys.readouterr().out == shown


def _fails(error: type[Exception]) -> Callable[..., str]:
    def asked(*_: str) -> str:
        raise error(5, "Input/output error")

    return asked


WENT_AWAY = [
    ("its settings can't be set back, and click keeps that to itself", lambda: None),
    ("nothing comes of it", lambda: ""),
    ("it can't be asked", _fails(termios.error)),
    ("it can't be read", _fails(OSError)),
]


@pytest.mark.parametrize(("title", "getchar"), WENT_AWAY, ids=[case[0] for case in WENT_AWAY])
def test_a_terminal_that_went_away_is_the_end(
    title: str, getchar: Callable[[], str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.getchar", getchar)
    with pytest.raises(EOFError):
        prompting.Terminal().key()


def test_a_terminal_that_goes_away_while_words_are_typed_is_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", _fails(OSError))
    with pytest.raises(EOFError):
        prompting.Terminal().line("What was it?")


def test_a_line_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "2w")
    assert prompting.Terminal().line("Until when?") == "2w"
    assert asked == ["Until when?: "]
