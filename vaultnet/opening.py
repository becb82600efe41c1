"""Opening a note elsewhere: in the owner's editor, or in Obsidian."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

Find = Callable[[str], "str | None"]
"""Finds a program by its name, as `shutil.which` does."""

_EDITORS: Final = ("editor", "nano", "vi")
"""What is looked for where the owner names none."""
_OPENERS: Final = {"darwin": "open", "linux": "xdg-open"}
"""What opens a link with whatever is for it, by system."""
PATIENCE: Final = 2.0
"""Seconds in which it may fail; what runs for longer is the program that it opens."""


def editor(environment: Mapping[str, str], find: Find = shutil.which) -> list[str]:
    """Give the command of the owner's editor: ``$VISUAL``, ``$EDITOR``, or one that is there; ``[]`` for none."""
    for name in ("VISUAL", "EDITOR"):
        try:
            named = shlex.split(environment.get(name, ""))
        except ValueError:  # a quotation mark that is not closed
            continue
        if named:
            return named
    return next(([found] for name in _EDITORS if (found := find(name))), [])


def in_editor(path: str, command: list[str]) -> str:
    """Open a file in an editor and wait until it is closed. Gives what went wrong, as a sentence, or ``""``."""
    if not command:
        return "No editor is named: set VISUAL or EDITOR."
    at_terminal = bool(sys.stdin and sys.stdin.isatty())
    try:
        code = subprocess.run(  # noqa: S603 - the owner's own editor; no shell
            [*command, path],
            stdin=None if at_terminal else subprocess.DEVNULL,  # what is piped in are keys
            check=False,
        ).returncode
    except OSError as error:
        return f"{command[0]} could not be run: {error.strerror}."
    return f"{command[0]} ended with exit code {code}." if code else ""


def obsidian(root: str, path: str) -> str:
    """Give the link by which Obsidian opens a note: ``obsidian://open?vault=Network&file=People%2FAda``."""
    vault, file = os.path.basename(os.path.abspath(root)), path.removesuffix(".md")
    return f"obsidian://open?vault={quote(vault, safe='')}&file={quote(file, safe='')}"


def link(address: str, find: Find = shutil.which) -> str:
    """Open a link by what the system has for that. Gives what went wrong, as a sentence, or ``""``."""
    name = _OPENERS.get(sys.platform, _OPENERS["linux"])
    program = find(name)
    if not program:
        return f"There is no {name} here to open it with: {address}"
    try:
        process = subprocess.Popen(  # noqa: S603 - the system's own tool, found in PATH; no shell
            [program, address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us
        )
    except OSError as error:
        return f"{name} could not be run: {error.strerror}."
    try:
        return f"{name} could not open {address}" if process.wait(PATIENCE) else ""
    except subprocess.TimeoutExpired:
        process.returncode = 0  # it became the program that it opens, and is not ours to wait for
        return ""
