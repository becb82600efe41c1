"""Nothing is written while git is in the middle of something: real git, stopped in every way in which it stops.

A repository gets two histories by chance, whose notes and dashboards disagree, and git is asked to bring them
together. Where it stops, every command is run. Those that write have to refuse, and those that read have to answer;
not one byte of the work tree may be another afterwards, and no file or folder may have been touched.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from torture.figures import Figure
from torture.stage import TODAY, compiled_once, notes, scratch
from vaultnet import git_state, watch
from vaultnet.__main__ import main as vaultnet

WRITING: Mapping[str, tuple[str, ...]] = {
    "init": ("init", "{top}/Another", "--yes"),
    "new": ("new", "contact", "Mary Somerville"),
    "build": ("build",),
    "next": ("next",),
    "triage": ("triage",),
    "log": ("log", "Ada Lovelace", "--kind", "coffee", "Talked of looms."),
    "snooze": ("snooze", "Grace Hopper", "2w"),
    "skip": ("skip", "Grace Hopper"),
    "fresh-start": ("fresh-start", "--yes"),
    "track": ("track", "Ada Lovelace", "6w"),
    "set": ("set", "Ada Lovelace", "company=Looms & Co"),
    "done": ("done", "Send"),
    "change": ("change", "Lead a team", "due=2027-09-30", "--because", "It takes longer."),
    "review": ("review", "month"),
    "event debrief": ("event", "debrief", "Evening on looms", "--yes"),
    "rename": ("rename", "Ada Lovelace", "Ada King"),
    "merge": ("merge", "Grace Murray", "Grace Hopper", "--yes"),
    "tidy": ("tidy", "--yes"),
    "undo": ("undo",),
    "redo": ("redo",),
    "git setup": ("git", "setup"),
    "git remove": ("git", "remove"),
}
"""Every command that writes into a vault, with something to do; `watch` is looked at for itself."""
READING: Mapping[str, tuple[str, ...]] = {
    "due": ("due",),
    "brief": ("brief", "Ada Lovelace"),
    "goals": ("goals",),
    "event prep": ("event", "prep", "Evening on ropes"),
    "event": ("event",),
    "skills": ("skills",),
    "opportunities": ("opportunities",),
    "mentors": ("mentors",),
    "recommendations": ("recommendations",),
    "giving": ("giving",),
    "projects": ("projects",),
    "presence": ("presence",),
    "path": ("path", "Ada Lovelace"),
    "show": ("show", "Ada Lovelace"),
    "why": ("why", "Ada Lovelace"),
    "search": ("search", "looms"),
    "query": ("query", "select path from contacts"),
    "history": ("history",),
    "git status": ("git", "status"),
    "check": ("check",),
    "plugins": ("plugins",),
    "completion": ("completion", "bash"),
    "build --dry-run": ("build", "--dry-run"),
    "log --dry-run": ("log", "Ada Lovelace", "--dry-run"),
    "undo --dry-run": ("undo", "--dry-run"),
    "rename --dry-run": ("rename", "Ada Lovelace", "Ada King", "--dry-run"),
}
"""Every command that reads, and some that write when they only show what they would."""

_KEYS = {"next": "s\nq\n", "triage": "3\nq\n"}
"""What is typed where a command asks."""
_MORE = {
    "People/Robin.md": "---\ntype: contact\ntier: close\nlast_contact: 2026-01-05\n---\nFrom the harbour.\n",
    "People/Noor.md": "---\ntype: contact\ntier: close\nlast_contact: 2026-01-06\n---\n",
    "People/Émile Borel.md": "---\ntype: contact\ntier: close\nlast_contact: 2026-01-07\n---\n",
    "People/Anna Atkins.md": "---\ntype: contact\ntier: close\nlast_contact: 2026-01-08\n---\n",
    "Events/Evening on looms.md": "---\ntype: event\ndate: 2026-11-12\n---\n\n## Met\n- Lorenzo Romano\n",
    "Events/Evening on ropes.md": "---\ntype: event\ndate: 2026-12-12\n---\n",
    "vaultnet.toml": "[dashboards]\nshare = true\nreach_out = 2\n",
}
_BEFORE: Sequence[tuple[str, ...]] = (
    ("build",),
    ("log", "Robin", "--kind", "call"),
    ("log", "Noor", "--kind", "call"),
    ("undo",),
)
"""So that there is something to take back, and something to do again."""
_LOOKS = 3
"""How often a watch looks whether git is through before it is stopped."""


class Way(NamedTuple):
    """A way in which git comes to a stop."""

    what: str
    """What `git_state` calls it."""
    begin: tuple[tuple[str, ...], ...]
    """The commands; the last of them has to stop."""
    stops: bool = True
    """It ends with another exit code than 0."""


_TWO = ("cherry-pick", "other~1", "other")
WAYS: Mapping[str, Way] = {
    "merge": Way("a merge", (("merge", "other"),)),
    "merge, to look first": Way("a merge", (("merge", "-s", "ours", "--no-commit", "other"),), False),
    "rebase": Way("a rebase", (("rebase", "other"),)),
    "rebase by patches": Way("a rebase", (("rebase", "--apply", "other"),)),
    "rebase that tests each commit": Way("a rebase", (("rebase", "--exec", "false", "main~1"),)),
    "cherry-pick": Way("a cherry-pick", (("cherry-pick", "other~1"),)),
    "cherry-pick, between two": Way("a cherry-pick", (_TWO, ("add", "-A"), ("commit", "--no-edit")), False),
    "revert": Way("a revert", (("revert", "--no-edit", "main~1"),)),
    "am": Way("applying patches", (("am", "{place}/one.patch"),)),
    "bisect": Way("a bisect", (("bisect", "start", "main", "main~2"),), False),
}  # fmt: skip
PLACES = ("the work tree", "a folder of it", "a linked work tree")
"""Where the vault lies."""


def run(size: int, seed: int) -> list[Figure]:
    """Make ``size`` states, each way and place in turn, and run commands in each of them."""
    chance = random.Random(seed)
    tally = Tally()
    with scratch() as folder, workshop(Path(os.path.realpath(folder))) as place:
        base = begin(place)
        tally.idle = [name for name in WRITING if not _writes(place, name)]
        for number in range(size):
            way = list(WAYS)[number % len(WAYS)]
            where = PLACES[number // len(WAYS) % len(PLACES)]
            with paused(base, place, way, where, chance) as vault:
                for name in _commands(where, number):
                    tally.count(f"{way}, in {where}", name, vault)
    return tally.figures()


def _commands(where: str, number: int) -> Iterator[str]:
    """What is run in a state: what writes, a watch, and each time some others of those that read."""
    yield from (name for name in WRITING if name != "init" or where == PLACES[1])  # no vault in another vault
    yield from list(READING)[number % _SOME :: _SOME]
    yield "watch"


_SOME = 3


class Tally:
    """What was tried, and what went wrong."""

    def __init__(self) -> None:
        self.tried = Counter[str]()
        self.wrong: dict[str, list[str]] = {"writing": [], "reading": [], "watch": []}
        self.idle: list[str] = []
        """Commands that are said to write, and found nothing to do when git was in the middle of nothing."""
        self.states = Counter[str]()

    def count(self, state: str, name: str, vault: Path) -> None:
        """Run a command in a vault that is paused."""
        kind = "watch" if name == "watch" else "writing" if name in WRITING else "reading"
        before = everything(vault)
        code, said = looking(vault) if name == "watch" else command(name, vault)
        self.tried[kind] += 1
        self.states[state] += name == "watch"
        if complaint := judged(kind, code, said):
            self.wrong[kind].append(f"{name} in {state}: {complaint}")
        elif before != (after := everything(vault)):
            changed = sorted({path for path, _ in before.items() ^ after.items()})
            self.wrong[kind].append(f"{name} in {state} touched {', '.join(changed[:3])}")

    def figures(self) -> list[Figure]:
        """Give the lines of the report."""
        ways = Counter[str]()
        for state, times in self.states.items():
            ways[state.rpartition(", in ")[0]] += times
        told = ", ".join(f"{times} {way}" for way, times in ways.items())
        rows = (
            ("commands that write, while git is in the middle of something", "writing"),
            ("commands that read, meanwhile", "reading"),
            ("watches, meanwhile", "watch"),
        )
        found = [
            Figure(what, self.tried[kind], len(self.wrong[kind]), "; ".join(self.wrong[kind][:3]))
            for what, kind in rows
        ]
        many = f"{self.states.total()} states: {told}"
        found[0] = found[0]._replace(note="; ".join(filter(None, (found[0].note, many))))
        idle = Figure(
            "of them, which write when git is through", len(WRITING), len(self.idle), ", ".join(self.idle)
        )
        return [found[0], idle, *found[1:]]


def judged(kind: str, code: int, said: str) -> str:
    """What is wrong with how a command ended; ``""`` for nothing."""
    last = said.strip()[-200:]
    if kind == "writing":
        return "" if "git is in the middle of " in said and code in (0, 1) else f"exit code {code}: {last}"
    if kind == "watch":
        return "" if "git is in the middle of " in said and code == 0 else f"exit code {code}: {last}"
    refused = code == 1 and "git is in the middle of" not in said  # for what git left in a note, say
    return "" if code == 0 or refused else f"exit code {code}: {last}"


# --- commands --------------------------------------------------------------------------------------


def command(name: str, vault: Path) -> tuple[int, str]:
    """Run a command in this process: its exit code, and all that it says."""
    words = {**WRITING, **READING}[name]
    return _said([word.replace("{top}", str(top(vault))) for word in words], vault, _KEYS.get(name, ""))


def looking(vault: Path) -> tuple[int, str]:
    """Run a watch that looks a few times whether git is through, and then is stopped."""
    heard: list[list[watch.Message]] = [*([] for _ in range(_LOOKS)), [watch.Ask.STOP]]
    with mock.patch.object(watch.Computer, "wait", side_effect=heard):
        return _said(["watch", "--poll"], vault)


def _said(words: Sequence[str], vault: Path, keys: str = "") -> tuple[int, str]:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with (
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(keys.encode()), encoding="utf-8")),
        mock.patch.dict(os.environ, {"VAULTNET_VAULT": str(vault)}),
        redirect_stdout(out),
        redirect_stderr(out),
    ):
        code = vaultnet(list(words))
    return code, out.buffer.getvalue().decode()


def top(vault: Path) -> Path:
    """The work tree that a vault lies in; its own folder where it lies in none."""
    return vault.parent if (vault.parent / ".git").exists() else vault


def everything(vault: Path) -> dict[str, tuple[bytes, tuple[int, ...]]]:
    """Every file and folder of the work tree, with its bytes and with what tells that it was touched."""
    found: dict[str, tuple[bytes, tuple[int, ...]]] = {}
    for folder, folders, names in os.walk(top(vault)):
        folders[:] = [name for name in folders if name != ".git"]
        for name in ("", *names):
            path = os.path.join(folder, name)
            status = os.lstat(path)
            touched = (status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode)
            found[os.path.relpath(path, vault)] = (Path(path).read_bytes() if name else b"", touched)
    return found


# --- repositories ----------------------------------------------------------------------------------


@contextmanager
def workshop(place: Path) -> Iterator[Path]:
    """An environment that leads to a folder to work in, with no settings of this machine."""
    environment = {
        "VAULTNET_STATE": str(place / "state"),
        "VAULTNET_CACHE": str(place / "cache"),
        "VAULTNET_TODAY": TODAY,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_EDITOR": "true",
        **{f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER") for what, said in _OWNER.items()},
    }
    with mock.patch.dict(os.environ, environment), compiled_once():
        yield place


_OWNER = {"NAME": "Owner", "EMAIL": "owner@example.org", "DATE": "2026-11-20T08:00:00Z"}


def begin(place: Path) -> Path:
    """A vault with something to do for every command, as it is after a few of them."""
    vault = place / "free" / "vault"
    for path, data in {**dict(notes()), **{path: text.encode() for path, text in _MORE.items()}}.items():
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).write_bytes(data)
    for words in _BEFORE:
        code, said = _said(words, vault)
        assert code == 0, said
    for name in _PLACES:
        shutil.copytree(place / name, place / "base" / name)
    return place / "base" / "free" / "vault"


_PLACES = ("free", "state", "cache")


def _writes(place: Path, name: str) -> bool:
    """Whether a command that is said to write does so when git is in the middle of nothing."""
    for one in _PLACES:
        shutil.rmtree(place / one)
        shutil.copytree(place / "base" / one, place / one)
    vault = place / "free" / "vault"
    (vault.parent / ".git").mkdir()  # so that there is room for another vault in the work tree
    if name == "build":
        page = vault / "Network/Network Today.md"
        page.write_text(page.read_text(encoding="utf-8").replace("- [ ] ", "- [x] ", 1), encoding="utf-8")
    if name == "git remove":
        command("git setup", vault)
    before = everything(vault)
    code, _ = command(name, vault)
    return code == 0 and everything(vault) != before


@contextmanager
def paused(base: Path, place: Path, way: str, where: str, chance: random.Random) -> Iterator[Path]:
    """A vault whose repository git is in the middle of something in."""
    tree = place / "paused"
    vault = tree / "notes" if where == PLACES[1] else tree
    shutil.copytree(base, vault)
    try:
        _history(tree, vault, chance)
        if where == PLACES[2]:
            vault = _linked(tree, place / "linked")
        git(vault, "format-patch", "-q", "-1", "other~1", "--output", str(place / "one.patch"))
        for words in WAYS[way].begin:
            code, said = git(top(vault), *(word.replace("{place}", str(place)) for word in words), ok=False)
        assert bool(code) == WAYS[way].stops, f"{way}: {said}"
        assert git_state.under_way(str(vault)) == WAYS[way].what, f"{way}: {said}"
        yield vault
    finally:
        for folder in (tree, place / "linked"):
            shutil.rmtree(folder, ignore_errors=True)


def _linked(tree: Path, other: Path) -> Path:
    """The same in a work tree beside, for which the first one lets go of its branch."""
    git(tree, "checkout", "-q", "--detach")
    git(tree, "worktree", "add", "-q", str(other), "main")
    return other


def _history(tree: Path, vault: Path, chance: random.Random) -> None:
    """Two branches, ``main`` and ``other``, that disagree."""
    git(tree, "init", "-q", "-b", "main")
    _commit(tree, "as it was")
    git(tree, "checkout", "-q", "-b", "other")
    for branch in ("other", "main"):
        git(tree, "checkout", "-q", branch)
        for _ in range(2):
            _disagree(vault, chance)
            _commit(tree, f"on {branch}")


_LINE = re.compile(r"^- \[ \] (?=\[\[)", re.MULTILINE)
_FOR = re.compile(r"^for: .*$", re.MULTILINE)


def _disagree(vault: Path, chance: random.Random) -> None:
    """Edit one note and one dashboard in the same places as everybody else, and some more by chance."""
    paths = sorted(vault.rglob("*.md"))
    pages = [path for path in paths if path.parent.name == "Network"]
    edited = [path for path in paths if path not in pages and chance.random() < 0.3]
    for path in {vault / "People/Robin.md", *edited}:
        lines = path.read_text(encoding="utf-8").split("\n")
        at = 2 if lines[0] == "---" else 0
        lines[at] = f"note: {chance.randrange(10**9)}"
        path.write_text("\n".join(lines), encoding="utf-8")
    for page in {vault / "Network/Network Today.md", *(one for one in pages if chance.random() < 0.3)}:
        text = _FOR.sub(f"for: 2026-11-{chance.randrange(10, 30)}", page.read_text(encoding="utf-8"))
        text = _LINE.sub("- [x] " if chance.random() < 0.5 else "- [-] ", text, count=chance.randrange(1, 3))
        page.write_text(f"{text}\nTyped {chance.randrange(10**9)}.\n", encoding="utf-8")


def _commit(tree: Path, message: str) -> None:
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "-m", message)


def git(folder: Path, *words: str, ok: bool = True) -> tuple[int, str]:
    """Run git: its exit code, and what it said."""
    ended = subprocess.run(
        ["git", "-C", str(folder), *words],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    said = f"{ended.stdout}{ended.stderr}"
    assert not (ok and ended.returncode), f"git {' '.join(words)}: {said}"
    return ended.returncode, said
