"""Pages of cases for ``vaultnet next`` and ``vaultnet triage``: the keys, what is shown, and what became of the notes.

A page in tests/data/one_by_one is Markdown: each section is a case, with its keys, the whole of what is printed,
and the notes' difference afterwards. With ``UPDATE_TRANSCRIPTS=1`` in the environment the pages are rewritten
instead: read the difference before it is committed.
"""

from __future__ import annotations

import io
import os
import re
import select
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from tests import vaults
from vaultnet.cli import main
from vaultnet.operation import Change, diff

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "tests" / "data" / "one_by_one"
_CASE = re.compile(
    r"^## (?P<title>.+)\n+```keys\n(?P<keys>(?:.*\n)*?)```\n+```text\n(?P<screen>(?:.*\n)*?)```\n"
    r"(?:\n```diff\n(?P<diff>(?:.*\n)*?)```\n)?",
    re.MULTILINE,
)


class Case(NamedTuple):
    """What is typed, with the command's options in brackets before it; what is shown; and what changes."""

    title: str
    keys: str
    screen: str
    diff: str


def cases(name: str) -> list[Case]:
    """The cases of a page."""
    text = (PAGES / f"{name}.md").read_text("utf-8")
    return [Case(one["title"], one["keys"], one["screen"], one["diff"] or "") for one in _CASE.finditer(text)]


def check(name: str, case: Case, root: Path, files: Mapping[str, str]) -> None:
    """Run a case in a vault with these files, and compare."""
    vaults.put(root, files)
    options = case.keys.partition("\n")[0] if case.keys.startswith("-") else ""
    typed = case.keys.removeprefix(f"{options}\n") if options else case.keys
    code, screen = run(root, name, *options.split(), keys=typed)
    assert code == 0
    found = case._replace(screen=f"{screen.rstrip()}\n", diff=changed(files, vaults.tree(root)))
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        _rewrite(name, case, found)
    else:
        assert found == case


def run(root: Path, *arguments: str, keys: str | bytes | None = None) -> tuple[int, str]:
    """Run a command with keys from a pipe, and give all that it prints."""
    given = keys if isinstance(keys, bytes) else (keys or "").encode()
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with (
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")),
        redirect_stdout(out),
        redirect_stderr(out),
    ):
        code = main(["--vault", str(root), "--today", vaults.TODAY.isoformat(), *arguments])
    return code, out.buffer.getvalue().decode()


def at_terminal(root: Path, command: str, keys: Sequence[tuple[str, str]]) -> str:
    """Run a command at a terminal of its own; each key is pressed when its question stands there, and is waited for."""
    ours, theirs = os.openpty()
    environment = {**os.environ, "TERM": "dumb", "VAULTNET_TODAY": vaults.TODAY.isoformat()}
    words = [sys.executable, "-m", "vaultnet", "--vault", str(root), *command.split()]
    process = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=ROOT)
    screen = ""
    try:
        for question, key in keys:
            begun = len(screen)
            while not (screen.endswith(question) and len(screen) > begun and _is_waited_for(theirs, key)):
                assert process.poll() is None, screen
                screen += _shown(ours)
            os.write(ours, key.encode())
        while process.poll() is None:
            screen += _shown(ours)
        while more := _shown(ours):
            screen += more
    finally:
        process.kill()
        process.wait()
        os.close(theirs)
        os.close(ours)
    return screen.replace("\r\n", "\n")


def _is_waited_for(terminal: int, key: str) -> bool:
    """Whether a single key can be pressed: whatever was typed before the terminal gives keys at once is dropped."""
    return len(key) > 1 or not termios.tcgetattr(terminal)[3] & termios.ICANON


def _shown(terminal: int) -> str:
    ready, _, _ = select.select([terminal], [], [], 0.02)
    return os.read(terminal, 65536).decode() if ready else ""


def changed(before: Mapping[str, str], after: Mapping[str, bytes]) -> str:
    """The difference of two vaults."""
    paths = sorted({*before, *after})
    pairs = [(path, before[path].encode() if path in before else None, after.get(path)) for path in paths]
    return diff(tuple(Change(*pair) for pair in pairs if pair[1] != pair[2]))


def _rewrite(name: str, case: Case, found: Case) -> None:
    page = PAGES / f"{name}.md"
    text = page.read_text("utf-8")
    old = next(one for one in _CASE.finditer(text) if one["title"] == case.title)
    new = f"## {found.title}\n\n```keys\n{found.keys}```\n\n```text\n{found.screen}```\n"
    new += f"\n```diff\n{found.diff}```\n" if found.diff else ""
    page.write_text(text[: old.start()] + new + text[old.end() :], "utf-8")
