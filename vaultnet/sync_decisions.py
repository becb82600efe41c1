"""What `vaultnet sync` decides: what to commit, how two sides come together, and what only a person can say. Pure.

Git is asked by `vaultnet.sync`; here its answers are read. Paths are those within git's work tree, as git has them.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple
from unicodedata import normalize

from vaultnet.sync_marks import MARK, marker
from vaultnet.writing import MOMENT

DRIVER: Final = "vaultnet-note"
"""How git knows what merges notes, for as long as one command of `sync` runs."""

OF_GIT: Final = ".merge_file_"
"""How the names of the files begin that git gives a driver, and that stay where it is killed meanwhile."""

# --- what git says of the work tree ------------------------------------------------------------------


class Entry(NamedTuple):
    """One file that differs, as ``git status --porcelain=v2`` has it."""

    path: str
    staged: str = "."
    """What the index holds of it against the last commit: ``M``, ``A``, ``D``, ``T``; ``.`` for no difference."""
    changed: str = "."
    """What the folder holds of it against the index."""
    blob: str = ""
    """The name of what was last committed; ``""`` where there was nothing."""
    is_new: bool = False
    """Git knows nothing of it."""
    in_conflict: bool = False
    is_repository: bool = False
    """It is a submodule, or a folder that is a repository of its own."""


class Status(NamedTuple):
    """A work tree, as git sees it."""

    branch: str
    """``""`` where none is checked out."""
    entries: tuple[Entry, ...]
    is_born: bool
    """Whether the branch has a commit."""


def read_status(said: str) -> Status:
    """Read what ``git status --porcelain=v2 --branch -z --no-renames`` prints."""
    head, branch = "", ""
    entries = []
    for line in filter(None, said.split("\0")):
        kind, _, rest = line.partition(" ")
        if kind == "#":
            name, _, value = rest.partition(" ")
            head = value if name == "branch.oid" else head
            branch = value if name == "branch.head" else branch
        elif found := _entry(kind, rest):
            entries.append(found)
    return Status("" if branch == "(detached)" else branch, tuple(entries), head != "(initial)")


def _entry(kind: str, rest: str) -> Entry | None:
    if kind == "?":
        return Entry(rest, is_new=True, is_repository=rest.endswith("/"))
    if kind == "u":
        *_, path = rest.split(" ", 9)
        return Entry(path, in_conflict=True)
    if kind == "1":
        both, submodule, *_, blob, _, path = rest.split(" ", 7)
        return Entry(path, both[0], both[1], blob.strip("0") and blob, is_repository=submodule[0] == "S")
    return None


class Choice(NamedTuple):
    """What of the differences in a vault is to be committed, and what is left to its owner."""

    entries: tuple[Entry, ...]
    staged: tuple[str, ...]
    """Files that the owner has staged, wholly or in part."""
    repositories: tuple[str, ...]
    """Repositories within the vault that differ."""

    @property
    def paths(self) -> tuple[str, ...]:
        """What is to be committed."""
        return tuple(one.path for one in self.entries)

    @property
    def new(self) -> tuple[str, ...]:
        """What of it git knows nothing of."""
        return tuple(one.path for one in self.entries if one.is_new)


def choose(entries: Iterable[Entry], under: str, but: Collection[str] = ()) -> Choice:
    """Choose what to commit of a vault that lies ``under`` its work tree: ``notes/``, or ``""`` for all of it.

    ``but`` are paths within the vault that are left out.
    """
    within = [one for one in entries if one.path.startswith(under) and not one.in_conflict]
    within = [one for one in within if one.path.removeprefix(under) not in but]
    theirs = {one.path for one in within if one.staged != "."}
    ours = (one for one in within if one.path not in theirs)  # what is staged as removed may be there as new
    chosen = tuple(one for one in ours if not one.is_repository and not _is_of_the_moment(one.path))
    repositories = tuple(one.path for one in within if one.is_repository and one.path not in theirs)
    return Choice(chosen, tuple(sorted(theirs)), repositories)


def _is_of_the_moment(path: str) -> bool:
    return path.rpartition("/")[2].startswith((MOMENT, OF_GIT))


def renamed(removed: Mapping[str, bytes], added: Mapping[str, bytes]) -> dict[str, str]:
    """Tell which of the added files are removed ones by another name: from new path to old.

    They hold the same, or are notes of which little changed: who is renamed keeps the old name as an alias.
    """
    free: dict[bytes, list[str]] = {}
    for path, data in removed.items():
        free.setdefault(data, []).append(path)
    found = {path: free[data].pop() for path, data in added.items() if data and free.get(data)}
    gone = {
        path: _lines(removed[path]) for path in removed.keys() - {*found.values()} if path.endswith(".md")
    }
    for path in sorted(path for path in added.keys() - found.keys() if path.endswith(".md")):
        lines = _lines(added[path])
        like = [one for one, known in sorted(gone.items()) if _is_like(known, lines)]
        if len(like) == 1:
            found[path] = like[0]
            del gone[like[0]]
    return found


def _lines(data: bytes) -> Counter[bytes]:
    return Counter(data.split(b"\n"))


def _is_like(before: Counter[bytes], after: Counter[bytes]) -> bool:
    """Tell whether a note has most of its lines still, and not many more."""
    both = (before & after).total()
    return both >= _KEPT * before.total() and both >= _OF_ALL * after.total()


_KEPT: Final = 0.75
_OF_ALL: Final = 0.6


def respelled(known: Iterable[str], there: Iterable[str]) -> dict[str, str]:
    """Tell which files are spelled otherwise on the disk than git has them: from git's path to the disk's.

    That is of interest where capitals make no difference: git sees none there, and other devices do.
    """
    known, there = set(known), set(there)
    by_letters = {_letters(path): path for path in there if path not in known}
    pairs = ((path, by_letters.get(_letters(path))) for path in sorted(known - there))
    return {
        path: found for path, found in pairs if found and normalize("NFC", found) != normalize("NFC", path)
    }


def _letters(path: str) -> str:
    return normalize("NFC", normalize("NFC", path).casefold())


# --- how two sides come together ---------------------------------------------------------------------


class Settings(NamedTuple):
    """What the owner has told git of how it is to pull; ``""`` for nothing."""

    rebase: str = ""
    """``branch.NAME.rebase``, else ``pull.rebase``: ``true``, ``false``, ``merges``, ``interactive``."""
    ff: str = ""
    """``pull.ff``: ``true``, ``false``, ``only``."""


def settings(known: Mapping[str, str], branch: str) -> Settings:
    """Read from all of the owner's settings what is said of pulling into a branch."""
    return Settings(
        known.get(f"branch.{branch}.rebase") or known.get("pull.rebase", ""), known.get("pull.ff", "")
    )


def is_on(value: str) -> bool:
    """Tell whether a setting of git's is on, as git reads it; ``""`` stands for one that is not made."""
    return value.casefold() not in _NO


def way(settings: Settings, ahead: int, behind: int) -> tuple[str, ...] | None:
    """Say by which command of git to take in what is new, its operand left out; None if the owner wants none.

    ``ahead`` and ``behind`` count the commits of each side that the other has not.
    """
    if not behind:
        return ()
    rebases = is_on(settings.rebase)
    if settings.ff == "only":
        return _FORWARD if not ahead else None
    if rebases:
        merges = ("--rebase-merges",) if settings.rebase in ("merges", "m") else ()
        return ("rebase", *merges) if ahead else _FORWARD
    flag = () if not settings.ff else ("--ff",) if is_on(settings.ff) else ("--no-ff",)
    return ("merge", "--no-edit", *_WHOLE, *flag)


_WHOLE: Final = ("--commit", "--no-squash")
"""A merge that `branch.NAME.mergeOptions` would leave for its owner to commit is sync's to end."""
_FORWARD: Final = ("merge", "--ff-only", "--no-squash")
_NO: Final = ("", "false", "no", "off", "0")


def attributes(own: str, under: str) -> str:
    """Give the attributes by which git merges the notes of a vault with `DRIVER`, and all else as the owner says.

    ``own`` is the text of the owner's attributes for all repositories. It outweighs ours, as do those of the vault.
    """
    glob = re.sub(r"([\\*?\[!])", r"\\\1", under) + "**/*.md"
    quoted = glob.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    pattern = f'"{quoted}"' if under else "*.md"
    return f"{pattern} merge={DRIVER}\n{own}"


def driver(program: Sequence[str]) -> str:
    """Give the command line by which git merges a note, for its shell."""
    return shlex.join(program).replace("%", "%%") + " git merge-note %O %A %B %P"


_OFFLINE: Final = (
    "could not resolve host",
    "couldn't resolve host",
    "temporary failure in name resolution",
    "name or service not known",
    "nodename nor servname",
    "network is unreachable",
    "network is down",
    "no route to host",
    "connection timed out",
    "operation timed out",
    "connection refused",
    "connection reset",
    "failed to connect to",
    "could not connect to server",
)


def folder(url: str) -> str:
    """Give the folder that a remote is; ``""`` for one that lies elsewhere: ``https://…``, ``host:path``."""
    place = url.removeprefix("file://")
    return "" if ":" in place.partition("/")[0] else place


def is_offline(said: str) -> bool:
    """Tell whether git, asked in English, says that the network is at fault, and nobody's settings."""
    said = said.casefold()
    return any(words in said for words in _OFFLINE)


# --- conflicts ---------------------------------------------------------------------------------------


class Conflict(NamedTuple):
    """A file that two sides have changed, with what each made of it."""

    path: str
    base: str = ""
    """The name of what it was; ``""`` where it was not there."""
    ours: str = ""
    theirs: str = ""
    is_file: bool = True
    """False where a side has a link there, or a repository, in which no marks of git's can stand."""
    is_repository: bool = False
    size: int = MARK
    """How many signs make a mark in it."""
    is_whole: bool = False
    """Its owner has git take one side or the other, so that it leaves one of them there, and no marks."""


def attributed(conflicts: Iterable[Conflict], said: str) -> tuple[Conflict, ...]:
    """Add what ``git check-attr -z --stdin merge conflict-marker-size`` says of files in conflict."""
    words = said.split("\0")
    known = {
        (path, name): value for path, name, value in zip(*(words[at::3] for at in range(3)), strict=False)
    }
    return tuple(
        one._replace(
            size=_size(known.get((one.path, "conflict-marker-size"), "")),
            is_whole=known.get((one.path, "merge")) in ("unset", "binary"),
        )
        for one in conflicts
    )


def _size(value: str) -> int:
    return int(value) if value.isdecimal() and int(value) else MARK


def read_conflicts(said: str) -> tuple[Conflict, ...]:
    """Read what ``git ls-files --unmerged -z`` prints."""
    found: dict[str, Conflict] = {}
    for line in filter(None, said.split("\0")):
        facts, _, path = line.partition("\t")
        mode, blob, stage = facts.split(" ")
        known = found.get(path, Conflict(path))
        is_file = known.is_file and mode.startswith("100")
        known = known._replace(is_file=is_file, is_repository=known.is_repository or mode == "160000")
        side: Mapping[str, Any] = {{"1": "base", "2": "ours", "3": "theirs"}[stage]: blob}
        found[path] = known._replace(**side)
    return tuple(found.values())


class Upstream(NamedTuple):
    """The branch of a remote that the branch here follows."""

    branch: str
    """The branch here."""
    remote: str
    ref: str
    """What it is called there: ``refs/heads/main``."""
    name: str
    """``origin/main``, for people."""
    tracking: str
    """Where git keeps what it last saw of it; ``""`` for nowhere."""
    is_new: bool = False
    """The owner has git follow it with the first push."""


class Open(NamedTuple):
    """A conflict that a person has to decide: where, and what to do."""

    path: str
    line: int
    """0 where it is about the whole file."""
    what: str


def is_decided(conflict: Conflict, there: bytes | None, ours: bytes, theirs: bytes) -> bool:
    """Tell whether a person has decided a conflict in the folder, without having said so to git.

    ``there`` is what the file holds; None where it is gone. They have if the marks are gone that git left in a
    text, or the file that git had left there. Of a link, or a repository, only git can be told.
    """
    if not conflict.is_file:
        return False
    if there is None:
        return True
    if not (conflict.ours and conflict.theirs):
        return False
    return there != ours if b"\0" in there else not marker(there, (ours, theirs), conflict.size)


def is_owners_stop(done: str, amends: bool) -> bool:
    """Tell whether a rebase has stopped because its owner wanted that, and not at a conflict.

    ``done`` is what it has done, one command a line; ``amends`` that it waits for a commit to be changed.
    """
    last = next((line.split()[:1] for line in reversed(done.splitlines()) if line.strip()), [])
    return amends or last in (["break"], ["b"], ["exec"], ["x"], ["edit"], ["e"])


def is_cut_off(done: str, onto: str, stopped: str, finished: str) -> bool:
    """Tell whether a rebase ended without a word in the middle of a commit, which git would leave out after that.

    Git has a command in ``done`` before it carries it out. ``stopped`` is the commit at which it says it stopped,
    ``finished`` names those that are in the new history, which begins with ``onto``.
    """
    last = next((line.split() for line in reversed(done.splitlines()) if line.strip()), [])
    names = [word for word in last[1:] if _NAME.fullmatch(word)]
    if not names:
        return not last and onto.strip() not in finished.split()
    known = [stopped.strip(), *finished.split()]
    return not any(one and (one.startswith(names[0]) or names[0].startswith(one)) for one in known)


_NAME: Final = re.compile("[0-9a-f]{4,64}")


def words_of(said: str, most: int = 2) -> tuple[str, ...]:
    """Give what git said, without its advice: a few lines at most, the first ones."""
    lines = (line.strip() for line in re.split(r"[\r\n]+", said.replace("\x1b[K", "")))
    kept = (line for line in lines if line and not line.startswith(("hint:", "Rebasing (")))
    return tuple(dict.fromkeys(_PREFIX.sub("", line) for line in kept))[:most]


_PREFIX = re.compile("^(?:fatal|error): ")
