"""What a person does where git has stopped: in a note they keep what both sides say, and make it one note again."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

_MARK = re.compile(r"([<|=>])\1{6}(?: .*)?")
_PROPERTY = re.compile(r"([A-Za-z_][\w ]*?):(.*)")
_DAYS = ("snooze", "skipped", "put_off", "last_contact")
_ID = re.compile(r"(?m)^id: (\w+)$")


def settle(root: Path, pages: str, *, tell: bool, take: bool) -> tuple[list[str], list[str]]:
    """Settle every file that git holds in conflict: the generated ones, and the others.

    ``tell``: tell git of each, as one has to without vaultnet. ``take``: of a generated file take one side, as is
    usual; otherwise keep the lines of both.
    """
    found = _unmerged(root)
    generated = [path for path in found if path.startswith(pages)]
    for path in generated:
        _page(root, path, found[path], take=take)
    notes = [path for path in found if path not in generated]
    gone: set[str] = set()
    for path in notes:
        if path not in gone:
            _note(root, path, found, gone, tell=tell)
    return generated, notes


def _git(root: Path, *words: str) -> str:
    ended = subprocess.run(
        ["git", "-C", str(root), *words],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return ended.stdout


def _unmerged(root: Path) -> dict[str, dict[str, str]]:
    """Every path in conflict, with the object of each stage."""
    found: dict[str, dict[str, str]] = {}
    for line in filter(None, _git(root, "ls-files", "-u", "-z").split("\0")):
        facts, _, path = line.partition("\t")
        _, blob, stage = facts.split(" ")
        found.setdefault(path, {})[stage] = blob
    return found


def _page(root: Path, path: str, stages: dict[str, str], *, take: bool) -> None:
    if {"2", "3"} <= stages.keys() and take:
        _git(root, "checkout", "-q", "--theirs", "--", path)
    elif (root / path).exists():
        (root / path).write_text("\n".join(_both((root / path).read_text().split("\n"))))
    _git(root, "add", "-A", "--", path)


def _note(root: Path, path: str, found: dict[str, dict[str, str]], gone: set[str], *, tell: bool) -> None:
    there = root / path
    if {"2", "3"} <= found[path].keys():
        there.write_text(decided(there.read_text()))
        if tell:
            _git(root, "add", "--", path)
        return
    if not there.exists():
        _git(root, "rm", "-q", "--cached", "--", path)
        return
    text = there.read_text()
    who = _ID.search(text)
    for other in _others(root, path, who[1] if who else ""):  # the same one by another name
        kept, dropped = _kept(root, path, other, found)
        both = united((root / kept).read_text(), (root / dropped).read_text())
        (root / dropped).unlink()
        _git(root, "rm", "-q", "--cached", "--ignore-unmatch", "--", dropped)
        (root / kept).write_text(both)
        _git(root, "add", "--", kept)
        gone.update((kept, dropped))
        return
    there.write_text(decided(text))
    _git(root, "add", "--", path)


def _others(root: Path, path: str, who: str) -> Iterator[str]:
    if who:
        for one in sorted(root.rglob("*.md")):
            inside = one.relative_to(root).as_posix()
            found = _ID.search(one.read_text()) if inside != path else None
            if found and found[1] == who:
                yield inside


def _kept(root: Path, path: str, other: str, found: dict[str, dict[str, str]]) -> tuple[str, str]:
    """Keep the note that has got another name, to which links lead; of two that were moved the first."""
    del root
    known = {one.rpartition("/")[2] for one, stages in found.items() if "1" in stages}
    if path.rpartition("/")[2] in known and other.rpartition("/")[2] not in known:
        return other, path
    return path, other


# --- texts -----------------------------------------------------------------------------------------


def decided(text: str) -> str:
    """Give a note without git's marks, in which both sides are said, and each property once."""
    return once("\n".join(_both(text.split("\n"))))


def united(ours: str, theirs: str) -> str:
    """Give one note of two."""
    lines = [*ours.split("\n")]
    head, body = _front(ours), theirs.split("\n")[_end(theirs.split("\n")) :]
    more = [line for line in _front(theirs) if line not in head]
    end = _end(lines)
    merged = [*lines[: max(end - 1, 0)], *more, *lines[max(end - 1, 0) :]]
    return once("\n".join([*merged, *(line for line in body if line not in merged)]))


def _both(lines: Sequence[str]) -> Iterator[str]:
    """Leave out marks, and what was before; of theirs what ours says as well. The front matter ends once."""
    at, state = 0, ""
    ours: list[str] = []
    theirs: list[str] = []
    while at < len(lines):
        mark = _MARK.fullmatch(lines[at].rstrip())
        if mark and (state or mark[1] == "<"):
            if mark[1] == ">":
                yield from _joined(ours, theirs)
                ours, theirs, state = [], [], ""
            else:
                state = mark[1]
        elif state == "<":
            ours.append(lines[at])
        elif state == "=":
            theirs.append(lines[at])
        elif not state:
            yield lines[at]
        at += 1
    yield from _joined(ours, theirs)


def _joined(ours: list[str], theirs: list[str]) -> Iterator[str]:
    if "---" in ours and "---" in theirs:
        first, second = ours.index("---"), theirs.index("---")
        yield from _joined(ours[:first], theirs[:second])
        yield "---"
        ours, theirs = ours[first + 1 :], theirs[second + 1 :]
    yield from ours
    yield from (line for line in theirs if line not in ours or not line.strip())


def _end(lines: Sequence[str]) -> int:
    """Which line follows the front matter; 0 where there is none."""
    if not lines or lines[0] != "---":
        return 0
    return next((at + 1 for at, line in enumerate(lines) if at and line == "---"), 0)


def _front(text: str) -> list[str]:
    lines = text.split("\n")
    return lines[1 : max(_end(lines) - 1, 1)]


def once(text: str) -> str:
    """Say each property once: of days the later one, of lists both, of other values the first; the rest as text."""
    lines = text.split("\n")
    end = _end(lines)
    if not end:
        return text
    said_twice = [one[1] for line in lines[1 : end - 1] if (one := _PROPERTY.fullmatch(line))]
    if len(set(said_twice)) == len(said_twice):
        return text
    kept: dict[str, str] = {}
    more = []
    for line in lines[1 : end - 1]:
        said = _PROPERTY.fullmatch(line)
        key = said[1] if said else line
        if key not in kept:
            kept[key] = line
        elif key in _DAYS:
            kept[key] = max(kept[key], line)
        elif line.endswith("]") or kept[key].endswith("]"):
            kept[key] = f"{key}: [{', '.join(dict.fromkeys([*_items(kept[key]), *_items(line)]))}]"
        elif line != kept[key]:
            more.append(line)
    rest = lines[end:]
    return "\n".join(["---", *kept.values(), "---", *(f"Also {line}" for line in more), *rest])


def _items(line: str) -> list[str]:
    """Give what a list holds; a single value is one item."""
    value = line.partition(":")[2].strip()
    return [one.strip() for one in value.removeprefix("[").removesuffix("]").split(",") if one.strip()]
