"""Whole commands, as a person types them: each page in tests/transcripts is run from top to bottom.

A page is Markdown. Lines that begin with ``$`` in its ``console`` blocks are run in a copy of a vault (the small
one beside the pages, or the one that ``<!-- vault: example -->`` names), and what they print must be what
stands there; ``[1]`` is an exit code other than 0. The vault's place is shown as VAULT, and what depends on the
machine (seconds, and how many notes were read) is left out. docs/json.md is such a
page too, so that it can't say what is not so. With ``UPDATE_TRANSCRIPTS=1`` in the environment the pages are
rewritten instead: read the difference before it is committed.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from vaultnet.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parent
VAULTS = {"small": HERE / "transcripts" / "vault", "example": ROOT / "examples" / "vault"}
WHEN = re.compile(r"^(\d+  )\d{4}-\d\d-\d\d \d\d:\d\d(?=  )", re.MULTILINE)
"""When something was done, as `history` says it: by the clock."""
PAGES = [*sorted((HERE / "transcripts").glob("*.md")), ROOT / "docs" / "json.md"]


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_transcript(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page.read_text("utf-8")
    named = re.search(r"<!-- vault: (\w+) -->", text)
    vault = tmp_path / "vault"
    shutil.copytree(VAULTS[named[1] if named else "small"], vault)
    monkeypatch.chdir(vault)
    monkeypatch.setenv("VAULTNET_TODAY", "2026-11-20")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("PATH", f"{shim(tmp_path)}{os.pathsep}{os.environ['PATH']}")
    played = "".join(play(text, vault))
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        page.write_text(played, "utf-8")
    assert played == text


def play(text: str, vault: Path) -> Iterator[str]:
    """The page with what its commands print now."""
    inside = False
    for line in text.splitlines(keepends=True):
        if line.startswith("```"):
            inside = line.startswith("```console")
            yield line
        elif not inside:
            yield line
        elif line.startswith("$ "):
            yield line
            yield shown(line[2:].strip(), vault)


def shown(command: str, vault: Path) -> str:
    """What a command prints, its exit code included."""
    words = shlex.split(command)
    alone = words[0] == "vaultnet" and not set(words).intersection({"|", ">", "<", "&&"})
    code, text = run(words[1:]) if alone else shell(command)
    text = text.replace(str(vault), "VAULT")
    text = re.sub(r'"seconds": [\d.]+', '"seconds": 0.0', text)
    text = WHEN.sub(r"\g<1>2026-11-20 09:00", text)
    # Notes saved a moment before a build are read again by the next: how many depends on the machine.
    text = re.sub(r", [\d,]+ changed\)", ")", re.sub(r'"changed": \d+', '"changed": 0', text))
    end = "" if not text or text.endswith("\n") else "\n"
    return text + end + (f"[{code}]\n" if code else "")


def run(arguments: list[str]) -> tuple[int, str]:
    """Run the command line in this process."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(stream), redirect_stderr(stream):
        code = main(arguments)
    return code, stream.buffer.getvalue().decode()  # type: ignore[attr-defined]


def shell(command: str) -> tuple[int, str]:
    """Run anything else in a shell that knows ``vaultnet``."""
    ran = subprocess.run(
        ["sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False
    )  # fmt: skip
    return ran.returncode, ran.stdout


def shim(folder: Path) -> Path:
    """A folder with a ``vaultnet`` that runs this checkout, or what is installed where there is none."""
    place = folder / "bin"
    place.mkdir()
    script = place / "vaultnet"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m vaultnet "$@"\n')
    script.chmod(0o755)
    return place
