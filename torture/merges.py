"""Three-way merges of front matter: vaultnet's beside git's own and ``merge=union``, told by what the notes say.

All notes lie in one repository, with a branch for each device, so that git's two ways are one real merge each.
vaultnet's merge is run in this process, and for a part of the notes as git's merge driver, which has to give the
same bytes. What git leaves between markers is not lost, but nobody can read the properties until it is decided.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from torture.figures import Figure
from torture.two_devices import Devices, Three
from vaultnet.frontmatter import plain, read
from vaultnet.merge_clashes import ALL
from vaultnet.merge_driver import by_line
from vaultnet.merge_notes import merge
from vaultnet.merge_rules import rules
from vaultnet.values import normal

UNREADABLE: Final = "notes whose properties can't be read"
INVENTED: Final = "notes with a value that neither side wrote"
MISSING: Final = "notes without what only one side changed"
OTHERWISE: Final = "notes that git's driver merges to other bytes"
_DRIVEN: Final = 20
"""One note in so many is merged by git's driver as well."""

_ASKED: Final = re.compile(r"^<<<<<<< ours: (.+?)\r?$", re.MULTILINE)
"""The property that a person is asked about; both values stand there."""

Values = Mapping[str, Any]


class Result(NamedTuple):
    """A merged note, and whether a person has to look at it."""

    data: bytes
    undecided: bool


class Tally:
    """Counts what one way of merging does, with the first example of each."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        self.undecided = 0
        self.needless = 0

    def judge(self, three: Three, result: Result) -> None:
        """Look at one merged note."""
        base, ours, theirs = (_values(data) for data in three)
        assert base is not None
        assert ours is not None
        assert theirs is not None
        found = _values(result.data)
        self.undecided += result.undecided
        self.needless += result.undecided and not _both_changed(base, ours, theirs)
        if found is None:
            self._add(UNREADABLE, three, result)
            return
        if any(not _is_written(value, ours.get(key), theirs.get(key)) for key, value in found.items()):
            self._add(INVENTED, three, result)
        asked = {normal(key) for key in _ASKED.findall(result.data.decode("utf-8", "replace"))}
        alone = _alone(base, ours, theirs) if normal(ALL) not in asked else {}
        if any(found.get(key) != wanted and key not in asked for key, wanted in alone.items()):
            self._add(MISSING, three, result)

    def _add(self, what: str, three: Three, result: Result) -> None:
        self.counts[what] += 1
        self.examples.setdefault(
            what, f"{three.ours!r} and {three.theirs!r} of {three.base!r} become {result.data!r}"
        )


def run(size: int, seed: int) -> list[Figure]:
    """Merge ``size`` generated notes in three ways and count what went wrong."""
    devices = Devices(random.Random(seed))
    notes = [devices.three() for _ in range(size)]
    with TemporaryDirectory(prefix="vaultnet-merges-") as place:
        repository = _Repository(Path(place), notes)
        git, union = repository.merged(), repository.merged("merge=union")
        sample = range(0, size, _DRIVEN)
        driven = repository.merged("merge=vaultnet-note", sample)
        ours = [_merged(place, three) for three in notes]
    other = [number for number, result in zip(sample, driven, strict=True) if result != ours[number]]
    figures = []
    for way, results in (("vaultnet", ours), ("git's own merge", git), ("`merge=union`", union)):
        tally = Tally()
        for three, result in zip(notes, results, strict=True):
            tally.judge(three, result)
        figures += _figures(way, size, tally)
    figures.insert(3, Figure(f"vaultnet: {OTHERWISE}", len(sample), len(other)))
    return figures


def _figures(way: str, size: int, tally: Tally) -> list[Figure]:
    ours = way == "vaultnet"
    share = f"{100 * tally.undecided / max(size, 1):.1f} %"
    note = f"{tally.undecided:,} of {size:,} need a person ({share})"
    if tally.needless:
        note += f", {tally.needless:,} of them though no property was changed on both sides"
    found = []
    for what in (UNREADABLE, INVENTED, MISSING):
        example = f"e.g. {tally.examples[what]}" if ours and what in tally.examples else ""
        found.append(Figure(f"{way}: {what}", size, tally.counts[what], note or example, ours))
        note = ""
    return found


# --- merging ---------------------------------------------------------------------------------------


def _merged(place: str, three: Three) -> Result:
    """Merge as the driver does, in this process."""
    base, ours, theirs = (data.decode("utf-8", "surrogateescape") for data in three)
    found = merge(base, ours, theirs, by_line(place), rules({}))
    return Result(found.text.encode("utf-8", "surrogateescape"), bool(found.clashes))


class _Repository:
    """A repository with all notes, and a branch for each of the two devices."""

    def __init__(self, place: Path, notes: Sequence[Three]) -> None:
        self.place, self.notes = place, notes
        self._git("init", "-q", "-b", "base")
        self._write("base", [three.base for three in notes])
        for branch, versions in (("theirs", [n.theirs for n in notes]), ("ours", [n.ours for n in notes])):
            self._git("checkout", "-q", "-b", branch, "base")
            self._write(branch, versions)

    def merged(self, attribute: str = "", only: Sequence[int] = ()) -> list[Result]:
        """Merge the two branches with one real command; of all notes, or of some, the results."""
        numbers = only or range(len(self.notes))
        lines = [f"/{_name(number)} {attribute}\n" for number in numbers] if attribute else []
        (self.place / ".git" / "info" / "attributes").write_text("".join(lines))
        program = f"'{sys.executable}' -P -m vaultnet git merge-note %O %A %B %P"
        self._git("reset", "-q", "--hard")
        self._git("checkout", "-q", "--detach", "ours")
        self._git("-c", f"merge.vaultnet-note.driver={program}", "merge", "-q", "theirs", ok=(0, 1))
        left = set(self._git("diff", "--name-only", "--diff-filter=U").split())
        return [
            Result((self.place / _name(number)).read_bytes(), _name(number) in left) for number in numbers
        ]

    def _write(self, message: str, versions: Sequence[bytes]) -> None:
        for number, data in enumerate(versions):
            (self.place / _name(number)).write_bytes(data)
        self._git("add", "-A")
        self._git("commit", "-q", "--allow-empty", "-m", message)

    def _git(self, *words: str, ok: tuple[int, ...] = (0,)) -> str:
        who = {
            f"GIT_{role}_{what}": "owner@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
        ended = subprocess.run(
            ["git", "-c", "gc.auto=0", "-c", "core.autocrlf=false", *words],
            cwd=self.place,
            env={**os.environ, **who, **alone, "PYTHONPATH": path},
            capture_output=True,
            check=False,
        )
        if ended.returncode not in ok:
            raise RuntimeError(f"git {' '.join(words)}: {ended.stderr.decode(errors='replace')}")
        return ended.stdout.decode()


def _name(number: int) -> str:
    return f"{number:05}.md"


# --- judging ---------------------------------------------------------------------------------------


def _values(data: bytes) -> dict[str, Any] | None:
    """What a note's properties say; None where they can't be read, or are no longer there."""
    front = read("", data.decode("utf-8", "replace"))
    if front.problems or not front.present:
        return None
    return {normal(key): _comparable(plain(value)) for key, value in front.values.items()}


def _comparable(value: Any) -> Any:
    """A list as the set of its entries, anything else as text that tells ``1`` from ``true``."""
    return frozenset(map(repr, value)) if isinstance(value, list) else repr(value)


def _entries(value: Any) -> frozenset[str]:
    if value in (None, "None"):
        return frozenset()
    return value if isinstance(value, frozenset) else frozenset({value})


def _is_written(value: Any, ours: Any, theirs: Any) -> bool:
    """Whether a value is one side's, or a list of entries that they wrote."""
    return value in (ours, theirs) or (
        isinstance(value, frozenset) and value <= _entries(ours) | _entries(theirs)
    )


def _alone(base: Values, ours: Values, theirs: Values) -> dict[str, Any]:
    """What properties that one side alone changed have to say afterwards; None: they are not to be there."""
    keys = {*base, *ours, *theirs}
    changed = {key for key in keys if (base.get(key) == ours.get(key)) != (base.get(key) == theirs.get(key))}
    return {key: theirs.get(key) if base.get(key) == ours.get(key) else ours.get(key) for key in changed}


def _both_changed(base: Values, ours: Values, theirs: Values) -> bool:
    """Whether any property was changed on both sides, in different ways."""
    keys = {*base, *ours, *theirs}
    return any(len({base.get(key), ours.get(key), theirs.get(key)}) == 3 for key in keys)
