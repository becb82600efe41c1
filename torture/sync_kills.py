"""`vaultnet sync` is killed at each of its calls of git, before it and right after it; the next one goes on.

A laptop has ticks and words on its page and edits of notes that are in no commit, and another one has pushed its
own. Git stands behind a program that counts the calls, and kills vaultnet at one of them. When the next sync is
through, the vault and the repository hold what they would hold without the kill, to the byte.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from torture.figures import Figure
from torture.replica_devices import PAGES, Broken, Device, Laptop, Looked, Way, workshop
from torture.report import ROOT
from torture.stage import scratch

WAYS = tuple(Way(rebase, share) for share in (True, False) for rebase in (False, True))
HOW = ("before", "right after")
EARLY, LATE = date(2026, 3, 4), date(2026, 3, 5)
_NOTE = (
    "---\ntype: contact\ncadence: 2w\nlast_contact: 2026-01-0{}\ncompany: Looms\nrole: Weaver\n---\nAs {}.\n"
)
_NOTES = {
    f"People/{name}.md": _NOTE.format(day, name.split()[1])
    for day, name in enumerate(("Ada Lovelace", "Grace Hopper", "Mary Anning", "Anna Atkins"), 1)
}
_TODAY = f"{PAGES}Network Today.md"
_GIT = """#!/bin/sh
number=$(($(cat "$TORTURE_COUNT") + 1))
asked=
for word do case "$word" in -*|*=*|/*) ;; *) asked=$word; break;; esac; done
echo "$number $asked" > "$TORTURE_LAST"
echo "$number" > "$TORTURE_COUNT"
if [ "$number $TORTURE_HOW" = "$TORTURE_AT before" ]; then kill -9 "$PPID"; exit 1; fi
"$TORTURE_GIT" "$@"
code=$?
if [ "$number $TORTURE_HOW" = "$TORTURE_AT right after" ]; then kill -9 "$PPID"; fi
exit $code
"""
"""What stands before git. It is called by vaultnet alone: git finds itself where it is installed."""
_TRIES = 4


class Held(NamedTuple):
    """What is there when all is synced."""

    vault: dict[str, bytes]
    given: str
    """The tree that the repository has."""
    left: str
    """What is in no commit."""


def run(size: int, seed: int) -> list[Figure]:  # noqa: ARG001 - nothing here is by chance
    """Kill at ``size`` calls of each way at most, spread over all of them."""
    return [figure for way in WAYS for figure in _killed(way, size)]


def _killed(way: Way, size: int) -> list[Figure]:
    with scratch() as folder, workshop(Path(os.path.realpath(folder)), way):
        place = Path(os.path.realpath(folder))
        base = place / "base"
        begin(base, way)
        wanted, calls = undisturbed(base, place / "whole", way)
        found = []
        for how in HOW:
            lost: list[str] = []
            last = Counter[str]()
            points = sorted(
                {1 + at * calls // size for at in range(size)} if size < calls else range(1, calls + 1)
            )
            for number in points:
                said, complaint = kill(base, place / "killed", way, number, how, wanted)
                last[said] += 1
                lost += [f"{how} call {number}, git {said}: {complaint}"] if complaint else []
            note = ", ".join(f"{count} {name}" for name, count in sorted(last.items()))
            shown = "; ".join(filter(None, (note, *(f"for example {one}" for one in lost[:2]))))
            found.append(Figure(f"{way}: killed {how} a call of git", len(points), len(lost), shown))
        return found


def begin(base: Path, way: Way) -> None:
    """Make a repository and two laptops; both have something to give, and on one of them nothing is committed."""
    base.mkdir()
    one, two = laptops(base, way)
    hub = Device(base, "hub.git", way, Looked())
    hub.root.mkdir()
    hub.git("init", "-q", "--bare", "-b", "main")
    Device(base, "", way, Looked()).git("clone", "-q", "hub.git", "one")
    one.git("remote", "set-url", "origin", "../hub.git")
    settings = f"[dashboards]\nreach_out = 6\nshare = {str(way.share).lower()}\n"
    for path, text in {**_NOTES, "vaultnet.toml": settings}.items():
        one.write(path, text)
    one.do("git", "setup")
    one.do("build")
    one.commit("the beginning")
    one.git("push", "-q", "-u", "origin", "main")
    Device(base, "", way, Looked()).git("clone", "-q", "hub.git", "two")
    two.git("remote", "set-url", "origin", "../hub.git")
    two.do("build")
    _edit(two, "Grace Hopper", "[x]", " call, of compilers", ("role: Weaver", "role: Admiral"))
    two.today = LATE
    two.do("log", "Anna Atkins", "of ferns", "--kind", "coffee")
    two.sync()
    _edit(one, "Ada Lovelace", "[x]", " coffee, of engines", ("company: Looms", "company: Engines"))
    _edit(one, "Mary Anning", "[ ]", " 2w", ("As", "Met on the beach, as"))
    _edit(one, "Grace Hopper", "[ ]", "", ("company: Looms", "company: Navy"))
    one.write(_TODAY, _page(one).replace("## Reach out", "A thought of mine.\n\n## Reach out"))
    one.write("Daily/2026-03-04.md", "Lunch with [[Anna Atkins]].\n")
    one.today = LATE


def laptops(place: Path, way: Way) -> tuple[Laptop, Laptop]:
    """The two laptops of a place."""
    one, two = (Laptop(place, name, way, Looked()) for name in ("one", "two"))
    one.today = two.today = EARLY
    return one, two


def _page(laptop: Laptop) -> str:
    return (laptop.root / _TODAY).read_text("utf-8")


def _edit(laptop: Laptop, name: str, box: str, words: str, change: tuple[str, str]) -> None:
    """Mark somebody's line on the page, and change their note."""
    lines = _page(laptop).split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith(f"- [ ] [[{name}]]"))
    lines[at] = lines[at].replace("[ ]", box, 1) + words
    laptop.write(_TODAY, "\n".join(lines))
    path = f"People/{name}.md"
    laptop.write(path, (laptop.root / path).read_text("utf-8").replace(*change))


# --- one sync --------------------------------------------------------------------------------------


def undisturbed(base: Path, place: Path, way: Way) -> tuple[Held, int]:
    """Give what a sync that nobody kills leaves, and how often it calls git."""
    laptop = _copy(base, place, way)
    _sync(laptop, 0, "")
    return _held(laptop), int((place / "count").read_text())


def kill(base: Path, place: Path, way: Way, number: int, how: str, wanted: Held) -> tuple[str, str]:
    """Kill a sync, and have the next one go on: what git was asked, and what is wrong after that."""
    laptop = _copy(base, place, way)
    _sync(laptop, number, how)
    asked = (place / "last").read_text().partition(" ")[2].strip()
    try:
        _go_on(laptop)
        found = _held(laptop)
    except Broken as error:
        return asked, str(error)
    return asked, "; ".join(differences(found, wanted))


def _copy(base: Path, place: Path, way: Way) -> Laptop:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(base, place, symlinks=True)
    laptop = laptops(place, way)[0]
    laptop.today = LATE
    return laptop


def _sync(laptop: Laptop, number: int, how: str) -> None:
    """Run a sync in a process of its own, which is killed at a call of git; 0 for none."""
    tools, real = laptop.place / "tools", shutil.which("git")
    tools.mkdir()
    (tools / "git").write_text(_GIT)
    (tools / "git").chmod(0o755)
    (laptop.place / "count").write_text("0")
    laptop.tick_on()
    environment = {
        **os.environ,
        **laptop.environment(),
        "PYTHONPATH": str(ROOT),
        "PATH": os.pathsep.join((str(tools), os.environ["PATH"])),
        "TORTURE_GIT": str(real),
        "TORTURE_COUNT": str(laptop.place / "count"),
        "TORTURE_LAST": str(laptop.place / "last"),
        "TORTURE_AT": str(number),
        "TORTURE_HOW": how,
    }
    subprocess.run(
        [sys.executable, "-m", "vaultnet", "sync"], env=environment, capture_output=True, check=False
    )


def _go_on(laptop: Laptop) -> None:
    """Sync until it says that all is well, and do what it says where it is not. Raises `Broken`."""
    said = ""
    for _ in range(_TRIES):
        code, said = laptop.vaultnet("sync")
        if not code:
            return
        if "A rebase was cut off" in said:
            laptop.git("rebase", "--abort")
        elif not _unlocked(laptop, said):
            break
    raise Broken(said)


def _unlocked(laptop: Laptop, said: str) -> bool:
    """Take away the locks that a sync has named."""
    named = [path for path in (laptop.root / ".git").rglob("*.lock") if path.name in said]
    for path in named:
        path.unlink()
    return bool(named)


def _held(laptop: Laptop) -> Held:
    files = {
        path.relative_to(laptop.root).as_posix(): path.read_bytes()
        for path in sorted(laptop.root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(laptop.root).parts
    }
    hub = Device(laptop.place, "hub.git", laptop.way, Looked())
    given = hub.git("rev-parse", "main^{tree}")[1].strip()
    return Held(files, given, laptop.git("status", "--porcelain", "-uall")[1])


def differences(found: Held, wanted: Held) -> Iterator[str]:
    """Say what is not as it was to be."""
    paths = sorted(
        path for path in {*found.vault, *wanted.vault} if found.vault.get(path) != wanted.vault.get(path)
    )
    if paths:
        yield f"other files: {', '.join(paths)}"
    if found.given != wanted.given:
        yield "the repository holds something else"
    if found.left != wanted.left:
        yield f"in no commit: {found.left}"
