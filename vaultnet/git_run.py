"""Running the owner's own git: their configuration, hooks, credentials and signing are used as they are."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import Final, NamedTuple

PATIENCE: Final = 10.0
"""Seconds to wait for another git command that changes the index of the same work tree."""
PLAIN: Final[Mapping[str, str]] = {"LC_ALL": "C"}
"""For ``env`` where what git prints for people is read by a program: in English, in the form of its manual."""
LOOKING: Final[Mapping[str, str]] = {"GIT_OPTIONAL_LOCKS": "0"}
"""For ``env`` where git is only asked, so that it does not take a lock from somebody who works with it."""

_INTERVAL: Final = 0.1
_LOCAL: Final = frozenset(
    f"GIT_{name}"
    for name in (
        "ALTERNATE_OBJECT_DIRECTORIES COMMON_DIR DIR GRAFT_FILE IMPLICIT_WORK_TREE INDEX_FILE INTERNAL_SUPER_PREFIX"
        " NAMESPACE OBJECT_DIRECTORY PREFIX QUARANTINE_PATH SHALLOW_FILE WORK_TREE"
    ).split()
)
"""What git tells its hooks of the repository they run for: here the vault's own folder says which one is meant."""


class NoGit(Exception):
    """There is no git on this machine, or none that can be started."""


class Ended(NamedTuple):
    """How a git command ended."""

    code: int
    out: str
    """What it printed; bytes that are no UTF-8 as `os.fsdecode` has them."""
    said: str
    """What it said to people, on standard error, without space around it."""


class Failed(Exception):
    """A git command did not do what it was asked."""

    def __init__(self, words: Collection[str], ended: Ended) -> None:
        """Take what was asked of git, and how it ended."""
        self.words, self.code = tuple(words), ended.code
        self.said = ended.said or ended.out.strip()
        """What git said about it."""
        super().__init__(f"git {' '.join(self.words)}: {self.said or f'exit code {self.code}'}")


class Git:
    """Git in the folder of a vault, which may be a whole work tree, a part of one, or lie in none."""

    def __init__(
        self, root: str, sleep: Callable[[float], None] = time.sleep, env: Mapping[str, str] | None = None
    ) -> None:
        """Take the vault's folder. ``sleep`` waits for seconds, ``env`` is always added. Raises `NoGit`."""
        self.root, self._sleep, self._env = root, sleep, dict(env or {})
        found = shutil.which("git")
        if found is None:
            raise NoGit
        self._program = found

    def run(
        self, *words: str, env: Mapping[str, str] | None = None, given: str | bytes | None = None
    ) -> Ended:
        """Run a command and tell how it ended, whatever its exit code. Raises `NoGit`.

        Args:
            words: the command, without ``git``.
            env: what is added to the environment.
            given: what it reads from standard input; by default nothing. Who is asked for a password is asked
                at the terminal itself.

        One that finds the index locked by another git command is run again when that is over.

        """
        ended = self._run(words, env, given)
        waited = 0.0
        while ended.code and "index.lock" in ended.said and waited < PATIENCE:
            self._sleep(_INTERVAL)
            waited += _INTERVAL
            ended = self._run(words, env, given)
        return ended

    def ask(
        self,
        *words: str,
        ok: Collection[int] = (0,),
        env: Mapping[str, str] | None = None,
        given: str | bytes | None = None,
    ) -> str:
        """Run as `run` does, and give what it printed. Raises `Failed` for a code that is not ``ok``; `NoGit`."""
        ended = self.run(*words, env=env, given=given)
        if ended.code not in ok:
            raise Failed(words, ended)
        return ended.out

    def read(self, names: Iterable[str], *, gone: bytes | None = None) -> list[bytes]:
        """Read files as git keeps them, by an object's name, or as they are in a commit: ``HEAD:notes/a.md``.

        ``gone`` is given for one that is not there, or is no file. Raises `Failed` for it where nothing is given.
        """
        names = list(names)
        if not names:
            return []
        words = ("cat-file", "--batch")
        ended = self.run(*words, given="".join(f"{name}\n" for name in names))
        if ended.code:
            raise Failed(words, ended)
        said = os.fsencode(ended.out)
        found, at = [], 0
        for name in names:
            end = said.index(b"\n", at)
            kind, size = said[at:end].split(b" ")[-2:]
            at = end + 1
            if kind == b"blob":
                found.append(said[at : at + int(size)])
            elif gone is not None:
                found.append(gone)
            else:
                raise Failed(words, ended._replace(said=f"git has no file {name}."))
            at += int(size) + 1 if size.isdigit() else 0
        return found

    @cached_property
    def top(self) -> str:
        """The folder of the work tree that the vault lies in. Raises `Failed` if it lies in none."""
        return os.path.realpath(self.root).removesuffix(f"/{self.under}"[:-1])

    @cached_property
    def under(self) -> str:
        """The vault's path in the work tree: ``notes/``, or ``""`` where it is all of it. Raises `Failed`."""
        return self.ask("rev-parse", "--show-prefix").removesuffix("\n")

    @cached_property
    def at_top(self) -> Git:
        """The same git at the top of the work tree, where the paths that git prints are to be found."""
        return Git(self.top, self._sleep, self._env)

    @cached_property
    def settings(self) -> Mapping[str, str]:
        """What the owner has told git, here and everywhere: ``pull.rebase``. A key without a value is ``true``."""
        pairs = (one.partition("\n") for one in self.ask("config", "--list", "-z").split("\0") if one)
        return {key: value if sign else "true" for key, sign, value in pairs}

    def _run(self, words: Collection[str], env: Mapping[str, str] | None, given: str | bytes | None) -> Ended:
        environment = {name: value for name, value in os.environ.items() if name not in _LOCAL}
        environment |= self._env | dict(env or {})
        try:
            ran = subprocess.run(  # noqa: S603 - the owner's own git, found in PATH; no shell
                [self._program, "-C", self.root, *words],
                env=environment,
                input=os.fsencode(given or b""),
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise NoGit(error.strerror) from error
        return Ended(ran.returncode, os.fsdecode(ran.stdout), os.fsdecode(ran.stderr).strip())
