"""Which editor opens a note, and by which link Obsidian does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import vaults
from vaultnet import opening

EDITORS = [
    ("$VISUAL goes first", {"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
    ("$EDITOR", {"EDITOR": '"/opt/my editor/bin" -x'}, ["/opt/my editor/bin", "-x"]),
    ("empty", {"VISUAL": " ", "EDITOR": "vi"}, ["vi"]),
    ("a quotation mark that is not closed", {"VISUAL": 'my "editor', "EDITOR": "vi"}, ["vi"]),
    ("none is named", {}, ["/bin/nano"]),
]


@pytest.mark.parametrize(("title", "environment", "command"), EDITORS, ids=[case[0] for case in EDITORS])
def test_the_editor(title: str, environment: dict[str, str], command: list[str]) -> None:
    assert opening.editor(environment, {"nano": "/bin/nano", "vi": "/bin/vi"}.get) == command, title


def test_no_editor() -> None:
    assert opening.editor({}, lambda name: None) == []
    assert opening.in_editor("A.md", []) == "No editor is named: set VISUAL or EDITOR."


def test_an_editor_that_is_not_there() -> None:
    said = opening.in_editor("A.md", ["no-such-editor-at-all"])
    assert said == "no-such-editor-at-all could not be run: No such file or directory."


LINKS = [
    (
        "in a folder",
        "/home/me/Network",
        "People/Ada Lovelace.md",
        "vault=Network&file=People%2FAda%20Lovelace",
    ),
    ("signs that mean something", "/v/A & B", "50%? #1.md", "vault=A%20%26%20B&file=50%25%3F%20%231"),
    ("other scripts", "/v/x", "Zoë.md", "vault=x&file=Zo%C3%AB"),
    ("a slash at the end", "/v/x/", "A.md", "vault=x&file=A"),
]


@pytest.mark.parametrize(("title", "root", "path", "link"), LINKS, ids=[case[0] for case in LINKS])
def test_the_link(title: str, root: str, path: str, link: str) -> None:
    assert opening.obsidian(root, path) == f"obsidian://open?{link}", title


OPENERS = [
    ("opens it", "exit 0", ""),
    ("can't", "exit 3", "could not open obsidian://x"),
    ("is no program", None, "could not be run"),
]


@pytest.mark.parametrize(("title", "script", "said"), OPENERS, ids=[case[0] for case in OPENERS])
def test_what_opens_a_link(title: str, script: str | None, said: str, tmp_path: Path) -> None:
    program = tmp_path / "opener"
    vaults.put(tmp_path, {"opener": f"#!/bin/sh\n{script}\n" if script else "\0"})
    program.chmod(0o755 if script else 0o644)
    found = opening.link("obsidian://x", lambda name: str(program))
    assert said in found, title
    assert bool(said) == bool(found)


def test_nothing_opens_links() -> None:
    name = "open" if sys.platform == "darwin" else "xdg-open"
    said = opening.link("obsidian://x", lambda name: None)
    assert said == f"There is no {name} here to open it with: obsidian://x"


def test_a_program_that_goes_on_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vaults.put(tmp_path, {"opener": '#!/bin/sh\nexec cat "$1"\n'})
    (tmp_path / "opener").chmod(0o755)
    pipe = tmp_path / "pipe"
    opening.os.mkfifo(pipe)
    monkeypatch.setattr(opening, "PATIENCE", 0.0)
    assert opening.link(str(pipe), lambda name: str(tmp_path / "opener")) == ""
    pipe.write_bytes(b"")  # lets it end: it was not killed
