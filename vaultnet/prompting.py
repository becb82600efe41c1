"""What somebody types: one key at a terminal, without Enter; from a pipe a line."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Protocol

import click

try:
    from termios import error as _terminal_error
except ImportError:  # where the system has no such thing, as on Windows
    _GONE: tuple[type[Exception], ...] = (OSError,)
else:
    _GONE = (OSError, _terminal_error)


class Keyboard(Protocol):
    """Where keys come from. What ends it raises EOFError; Ctrl-C raises KeyboardInterrupt."""

    def key(self) -> str:
        """Wait for a key; ``""`` for Enter and the space bar."""

    def line(self, question: str) -> str:
        """Ask a question, and wait for a line of words."""


class Terminal:
    """A person at a terminal."""

    def key(self) -> str:
        """Wait for one key.

        What was typed before the question was asked is dropped, and so is all but the first of several: no key
        is taken for an answer about somebody who was not shown yet.
        """
        click.echo("> ", nl=False)
        typed = _pressed()
        sign = "" if typed[:1] == "\x1b" else typed[:1].strip()
        click.echo(sign if sign.isprintable() else "")
        return "escape" if typed[:1] == "\x1b" else sign

    def line(self, question: str) -> str:
        """Ask for a line, which can be edited as in a shell where the system has what it takes."""
        with suppress(ImportError):
            import readline  # noqa: F401 - input() then lets a line be edited
        try:
            return input(f"{question}: ")
        except OSError as error:  # the terminal went away
            raise EOFError from error


def _pressed() -> str:
    """Wait for a key at the terminal. Raises EOFError where that went away: nothing comes of it, or an error."""
    typed: str | None = None
    with suppress(*_GONE):
        typed = click.getchar()
    if not typed:
        raise EOFError
    return typed


class Pipe:
    """Lines of standard input; they are shown, so that the output reads as if they had been typed."""

    def key(self) -> str:
        """Take the next line: a key, and maybe words."""
        return self._next("> ")

    def line(self, question: str) -> str:
        """Take the next line as the answer."""
        return self._next(f"{question}: ")

    def _next(self, question: str) -> str:
        click.echo(question, nl=False)
        data = sys.stdin.buffer.readline() if sys.stdin else b""
        if not data:
            raise EOFError
        line = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff").strip()
        click.echo("".join(sign if sign.isprintable() else "\ufffd" for sign in line))
        return line


def here() -> Keyboard:
    """Give what standard input is; one that is closed has no keys."""
    return Terminal() if sys.stdin and sys.stdin.isatty() else Pipe()
