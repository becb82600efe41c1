"""Three devices that share a vault through a bare repository: two laptops, and a phone that has nothing but git.

A laptop syncs with `vaultnet sync`. The phone commits, pulls and pushes as any client does that knows nothing of
the vault. Where git stops, a person settles it (`torture.replica_person`), and what they had to look at is told.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from torture import replica_person
from torture.stage import compiled_once
from vaultnet.__main__ import main as vaultnet

PAGES = "Network/"
"""Where the dashboards lie."""
_SETTINGS = """[user]
name = Robin Ferrer
email = robin@example.org
[gc]
auto = 0
[maintenance]
auto = false
[advice]
detachedHead = false
[pull]
rebase = {rebase}
"""
_PATIENCE = 6
"""How often a device tries again before it is stuck."""


class Broken(Exception):
    """A device came to an end that nobody would expect: what was said."""


class Way(NamedTuple):
    """How the devices share."""

    rebase: bool
    share: bool
    """Whether the dashboards are committed."""
    plain: bool = False
    """Without what vaultnet has for git: for comparison."""

    def __str__(self) -> str:
        """Say it in a line of the report."""
        how = "rebase" if self.rebase else "merge"
        pages = (
            "committed without attributes or sync" if self.plain else "shared" if self.share else "ignored"
        )
        return f"{how}, dashboards {pages}"


@dataclass
class Looked:
    """What a person had to look at."""

    generated: list[str] = field(default_factory=list)
    here: list[str] = field(default_factory=list)
    """Notes on a laptop."""
    away: list[str] = field(default_factory=list)
    """Notes on the phone, whose git merges by line."""
    doubled: list[str] = field(default_factory=list)
    """Notes in which git alone has merged two lines into a property that is there twice."""


@contextmanager
def workshop(place: Path, way: Way) -> Iterator[None]:
    """An environment with no settings of this machine, in which each template is compiled once."""
    settings = place / "gitconfig"
    settings.write_text(_SETTINGS.format(rebase="true" if way.rebase else "false"))
    environment = {
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_EDITOR": "true",
        "HOME": str(place),
        "XDG_CONFIG_HOME": str(place / "config"),
    }
    with mock.patch.dict(os.environ, environment), compiled_once():
        yield


class Device:
    """A clone of the repository."""

    clock = 0
    """Seconds of the day; one for all devices, so that a run can be repeated to the last commit."""

    def __init__(self, place: Path, name: str, way: Way, looked: Looked) -> None:
        self.place, self.name, self.way, self.looked = place, name, way, looked
        self.root = place / name
        self.hub = place / "hub.git"
        self.today = date.min

    def git(self, *words: str, ok: bool = True) -> tuple[int, str]:
        """Run git: its exit code, and what it printed. Raises `Broken` where that was to go well."""
        self.tick_on()
        ended = subprocess.run(
            ["git", "-C", str(self.root), *words],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        if ok and ended.returncode:
            raise Broken(f"{self.name}: git {' '.join(words)}: {ended.stdout}{ended.stderr}")
        return ended.returncode, ended.stdout

    def tick_on(self) -> None:
        """Let a second pass, on the day that it is."""
        Device.clock = (Device.clock + 1) % 86_400
        midnight = datetime.combine(max(self.today, date(2000, 1, 1)), time.min, UTC)
        now = f"{int(midnight.timestamp()) + Device.clock} +0000"
        os.environ["GIT_AUTHOR_DATE"] = os.environ["GIT_COMMITTER_DATE"] = now

    def head(self) -> str:
        """The commit that it is at."""
        return self.git("rev-parse", "HEAD")[1].strip()

    def commit(self, message: str) -> None:
        """Commit all there is, if there is anything."""
        self.git("add", "-A")
        if self.git("diff", "--cached", "--quiet", ok=False)[0]:
            self.git("commit", "-q", "-m", message)

    def is_paused(self) -> bool:
        """Whether git is in the middle of something."""
        return any(
            (self.root / ".git" / name).exists() for name in ("MERGE_HEAD", "rebase-merge", "rebase-apply")
        )

    def notes(self) -> dict[str, str]:
        """Every note that is no dashboard, by its path."""
        found = {}
        for path in sorted(self.root.rglob("*.md")):
            inside = path.relative_to(self.root).as_posix()
            if not inside.startswith((PAGES, ".")):
                found[inside] = path.read_bytes().decode()
        return found

    def pages(self) -> dict[str, bytes]:
        """Every dashboard, by its path."""
        found = sorted((self.root / PAGES).glob("*"))
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}

    def write(self, path: str, text: str) -> None:
        """Save a note."""
        full = self.root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(text.encode())

    def settle(self, *, tell: bool) -> bool:
        """Have a person settle what git has left, and note down what they had to look at. False for nothing."""
        generated, notes = replica_person.settle(self.root, PAGES, tell=tell, take=self.way.plain)
        self.looked.generated += generated
        (self.looked.away if isinstance(self, Phone) else self.looked.here).extend(notes)
        return bool(generated or notes)

    def mend(self) -> None:
        """Have a person say each property once where git, without a conflict, has put it there twice."""
        for path, text in self.notes().items():
            mended = replica_person.once(text)
            if mended != text:
                self.write(path, mended)
                self.looked.doubled.append(path)

    def plainly(self, *, settling: bool = True) -> None:
        """Commit, pull and push with nothing but git, and settle what it leaves. Raises `Broken`."""
        for _ in range(_PATIENCE):
            code, said = self.git(
                "pull", "-q", *([] if self.way.rebase else ["--no-edit"]), "origin", "main", ok=False
            )
            if code and not self.is_paused():
                raise Broken(f"{self.name}: git pull: {said}")
            if not settling and self.is_paused():
                return  # the next sync goes on from there
            self._go_on()
            self.mend()
            self.commit("mended")
            if not settling or not self.git("push", "-q", "origin", "HEAD:main", ok=False)[0]:
                return
        raise Broken(f"{self.name}: git push")

    def _go_on(self) -> None:
        for _ in range(50):
            if not self.is_paused():
                return
            self.settle(tell=True)
            how = "merge" if (self.root / ".git/MERGE_HEAD").exists() else "rebase"
            code, said = self.git(how, "--continue", ok=False)
            if code and self.is_paused() and not self.git("ls-files", "-u")[1]:
                if how == "merge":
                    raise Broken(f"{self.name}: git merge --continue: {said}")
                self.git("rebase", "--skip", ok=False)
        raise Broken(f"{self.name}: git never comes to an end")


class Phone(Device):
    """A device without vaultnet."""

    def sync(self) -> None:
        """Commit, pull and push."""
        self.commit("phone")
        self.plainly()


class Laptop(Device):
    """A device with vaultnet: its own cache, its own state."""

    def environment(self) -> dict[str, str]:
        """What vaultnet is told by the environment: the vault, the places of its own, and the day."""
        return {
            "VAULTNET_VAULT": str(self.root),
            "VAULTNET_STATE": str(self.place / "state" / self.name),
            "VAULTNET_CACHE": str(self.place / "cache" / self.name),
            "VAULTNET_TODAY": self.today.isoformat(),
        }

    def vaultnet(self, *words: str) -> tuple[int, str]:
        """Run a command in this process: its exit code, and all that it says."""
        self.tick_on()
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with (
            mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(), encoding="utf-8")),
            mock.patch.dict(os.environ, self.environment()),
            redirect_stdout(out),
            redirect_stderr(out),
        ):
            code = vaultnet(list(words))
        return code, out.buffer.getvalue().decode(errors="replace")

    def do(self, *words: str) -> None:
        """Run a command that is to go well; where git is in the middle of something, go on with that first.

        Raises `Broken`.
        """
        code, said = self.vaultnet(*words)
        if code and self.is_paused() and "git is in the middle of" in said:
            self.sync()
            code, said = self.vaultnet(*words)
        if code:
            raise Broken(f"{self.name}: vaultnet {' '.join(words)}: {said}")

    def sync(self) -> None:
        """Run `vaultnet sync`; where it leaves something to a person, they settle it, and it is run again."""
        if self.way.plain:
            self._sync_plainly()
        else:
            self._sync_until_settled()

    def _sync_until_settled(self) -> None:
        said = ""
        for _ in range(_PATIENCE):
            code, said = self.vaultnet("sync")
            if not code:
                return
            if not self.settle(tell=False):
                break
        raise Broken(f"{self.name}: vaultnet sync: {said}")

    def _sync_plainly(self) -> None:
        self.do("build")
        self.commit(self.name)
        self.plainly()
        self.do("build")
        self.commit(self.name)
        if self.git("push", "-q", "origin", "HEAD:main", ok=False)[0]:
            self.plainly()

    def offline(self) -> None:
        """Sync while the repository is not to be reached: what is here is committed, what was left settled."""
        away = self.hub.with_name("away.git")
        self.hub.rename(away)
        try:
            self._sync_until_settled()
        finally:
            away.rename(self.hub)

    def pull_by_hand(self) -> None:
        """Commit and pull with nothing but git; where it stops, the next sync goes on.

        In the middle of a merge git does not pull, and to commit would be to commit its marks.
        """
        if self.is_paused():
            self.sync()
        self.commit("by hand")
        self.plainly(settling=False)
