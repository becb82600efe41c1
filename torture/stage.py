"""A small vault with something for every writing command, which can be set back to where it began.

The commands run in processes forked from this one, with everything imported already, so that thousands of them
can be run. The vault keeps its place, because its cache and its journal are kept by it.
"""

from __future__ import annotations

import importlib
import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, NoReturn
from unittest import mock

from jinja2 import Environment

from torture import ptrace
from torture.ptrace import GO, Call, Ended
from vaultnet import commands, interaction_notes
from vaultnet.interaction_notes import Person

TODAY = "2026-11-20"
_MEMORY = "/dev/shm"
_TODAY_PAGE = "Network/Network Today.md"
_BOX = re.compile(r"^- \[ \] \[\[.*$", re.MULTILINE)


class Act(NamedTuple):
    """A writing command to torture, in the vault that others have prepared."""

    name: str
    words: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    """The commands that are run first."""
    edit: Callable[[Path], None] | None = None
    """What is done to the vault then, by hand."""
    heir: str = ""
    """The note that the text of those goes into (or comes out of) that are not there any more (or not yet)."""


class Result(NamedTuple):
    """What a command did."""

    code: int | None
    """Its exit code; None if it was killed."""
    said: str
    """Both streams."""
    calls: tuple[Call, ...]


def _tick(root: Path) -> None:
    """Tick a line of the dashboard, say more in it, and type another line below."""
    page = root / _TODAY_PAGE
    text = page.read_text(encoding="utf-8")
    ticked = _BOX.sub(
        lambda found: found[0].replace("[ ]", "[x]", 1) + " coffee Talked of looms.", text, count=1
    )
    assert ticked != text, "there is nothing to tick"
    page.write_text(ticked + "\nA thought that came while reading.\n", encoding="utf-8")


def _before_init(root: Path) -> None:
    (root / "vaultnet.toml").unlink()
    (root / ".obsidian").mkdir()
    (root / ".gitignore").write_text("*.log\n")


_LOG = ("log", "Ada Lovelace", "--kind", "coffee", "Talked of looms.")
_MERGE = ("merge", "Grace Murray", "Grace Hopper", "--yes")
_RENAME = ("rename", "Ada Lovelace", "Ada King")
_TIDY = ("tidy", "--yes")
_ADA, _KING, _HOPPER = "People/Ada Lovelace.md", "People/Ada King.md", "People/Grace Hopper.md"
ACTS = (
    Act("log", _LOG),
    Act("snooze", ("snooze", "Grace Hopper", "2w")),
    Act("skip", ("skip", "Grace Hopper")),
    Act("track", ("track", "Ada Lovelace", "6w")),
    Act("set", ("set", "Ada Lovelace", "company=Looms & Co")),
    Act("done", ("done", "Send")),
    Act("new", ("new", "contact", "Mary Somerville")),
    Act("merge", _MERGE, heir=_HOPPER),
    Act("rename", _RENAME, heir=_KING),
    Act("tidy", _TIDY, heir=_ADA),
    Act("undo", ("undo",), (_RENAME,), heir=_ADA),
    Act("undo of a merge", ("undo",), (_MERGE,), heir=_HOPPER),
    Act("undo of a tidy", ("undo",), (_TIDY,), heir=_ADA),
    Act("redo", ("redo",), (_RENAME, ("undo",)), heir=_KING),
    Act("build with a tick", ("build",), (("build",),), _tick),
    Act("init", ("init", "--yes"), (), _before_init),
)
"""Every writing command, each with something to do."""

_NOTES = {
    "vaultnet.toml": "# Everything as it comes.\n",
    "People/Ada Lovelace.md": "---\ntype: contact\ntier: close  # since the evening\nfirst_met: 2025-03-14\n---\n"
    "Met at the evening on looms.\n",
    "People/Grace Hopper.md": "---\ntype: contact\ncadence: 6w\n---\nKnows [[Ada Lovelace]].\n",
    "People/Grace Murray.md": "---\ntype: contact\nemail: grace@example.org\n---\nOf the navy.\n",
    "Meetings/2026/2026-10-01 Ada.md": "---\ntype: meeting\ndate: 2026-10-01\nkind: coffee\n"
    'people: ["[[Ada Lovelace]]"]\n---\n'
    "How she moved from building to leading. [[Grace Murray]] was named.\n\n"
    "- [ ] Send [[Ada Lovelace|Ada]] the draft 🔁 every week 📅 2026-11-19\n",
    "Goals/Lead a team.md": "---\ntype: goal\ndue: 2027-06-30\n---\n- [ ] Hire one person, with [[Grace Murray]]\n",
    "Daily/2026-11-01.md": "Lunch with [[Grace Hopper]] and [[Grace Murray]] about compilers.\r\n",
}


class Stage:
    """The vault, its cache and its journal."""

    def __init__(self, folder: str) -> None:
        self.root = Path(os.path.realpath(folder))
        self.vault = self.root / "vault"
        self.state = self.root / "state"
        self._out = str(self.root / "output")
        self._places = (self.vault, self.state, self.root / "cache")

    def begin(self, act: Act) -> None:
        """Make the vault as it is before a command, and remember it."""
        for place in self._places:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
        for path, text in notes():
            (self.vault / path).parent.mkdir(parents=True, exist_ok=True)
            (self.vault / path).write_bytes(text)
        for words in act.before:
            done = self.run(words)
            assert done.code == 0, f"{act.name}: {' '.join(words)}: {done.said}"
        if act.edit:
            act.edit(self.vault)
        self.save()

    def save(self, name: str = "begun") -> None:
        """Remember everything as it is."""
        shutil.rmtree(self.root / name, ignore_errors=True)
        for place in self._places:
            shutil.copytree(place, self.root / name / place.name)

    def back(self, name: str = "begun") -> None:
        """Set everything back to what was remembered."""
        for place in self._places:
            shutil.rmtree(place)
            shutil.copytree(self.root / name / place.name, place)

    def run(
        self, words: Sequence[str], decide: Callable[[Call], int] | None = None, cache: bool = False
    ) -> Result:
        """Run a command; what becomes of its calls on the vault and its journal (or the cache) is to be decided."""
        places = (self.root / "cache",) if cache else (self.vault, self.state)
        folders = [str(place) for place in places] if decide else []
        ended: Ended = ptrace.run(lambda: _command(words), folders, decide or _go, self._out)
        said = Path(self._out).read_text(encoding="utf-8", errors="replace")
        return Result(ended.code, said, ended.calls)

    def become(self, words: Sequence[str]) -> NoReturn:
        """Be a command in silence: never returns."""
        code = 70
        try:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for number in range(3):
                os.dup2(nowhere, number)
            code = _command(words)
        finally:
            os._exit(code)

    def files(self) -> dict[str, bytes]:
        """Every file of the vault; an empty folder is there with a slash, so that none is left behind unseen."""
        found = {}
        for folder, folders, names in os.walk(self.vault):
            inside = os.path.relpath(folder, self.vault)
            for name in names:
                path = os.path.join(folder, name)
                found[os.path.normpath(f"{inside}/{name}")] = Path(path).read_bytes()
            if not folders and not names:
                found[f"{inside}/"] = b""
        return found


def _go(call: Call) -> int:
    del call
    return GO


def _command(words: Sequence[str]) -> int:
    from vaultnet.__main__ import main

    return main(list(words))


def notes() -> Iterator[tuple[str, bytes]]:
    """The vault's files; two of them are logs of last year without a word."""
    for path, text in _NOTES.items():
        yield path, text.encode()
    for day, kind in ((date(2025, 4, 2), "call"), (date(2025, 5, 7), "coffee")):
        yield interaction_notes.draft(day, [Person("Ada Lovelace", "Ada Lovelace")], kind=kind)


@contextmanager
def scratch() -> Iterator[str]:
    """A folder for a run: in memory where there is such a place, because nothing here is a matter of the disk."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if os.path.isdir(_MEMORY) else None) as folder:
        yield folder


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage, and an environment that leads to it."""
    for name, _ in commands.COMMANDS:
        importlib.import_module(f"vaultnet.commands.{name.replace('-', '_')}")
    for name in ("cli", "build", "publish", "workers"):
        importlib.import_module(f"vaultnet.{name}")
    with scratch() as folder:
        made = Stage(folder)
        environment = {
            "VAULTNET_VAULT": str(made.vault),
            "VAULTNET_STATE": str(made.state),
            "VAULTNET_CACHE": str(made.root / "cache"),
            "VAULTNET_TODAY": TODAY,
        }
        with mock.patch.dict(os.environ, environment), compiled_once():
            made.begin(Act("build", ()))
            with redirect_stdout(io.StringIO()):
                _command(
                    ("build",)
                )  # here, so that the processes to come have all that it imports and compiles
            yield made


@contextmanager
def compiled_once() -> Iterator[None]:
    """Compile each template once: what it compiles to is always the same, and it is most of a small build."""
    known: dict[tuple[object, ...], Any] = {}
    compiling = Environment.compile

    def once(self: Environment, source: Any, *given: Any) -> Any:
        key = (type(self), source, *given)
        if key not in known:
            known[key] = compiling(self, source, *given)
        return known[key]

    with mock.patch.object(Environment, "compile", once):
        yield
