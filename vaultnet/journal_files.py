"""The journal's files: one for each operation, in the user's state folder, whole or not there at all.

pending/00000012.do.json         being done: the next run finishes it
pending/00000012.redo.json       being done again: likewise
pending/00000012.undo.json       being taken back: likewise
pending/00000012.drop.json       given up because somebody saved one of its notes: its other changes are taken back
pending/00000012.kept.json       done where no lease was to be had: what it displaced is looked at once more
done/00000012.json               done
undone/00000012.00000003.json    taken back, as the third; the last of them can be done again until something
undone/00000012.past.json        else is done, and is then called so
stuck/00000012.do.json           could neither be finished nor taken back; for a person to look at

Each has two lines: a head that says what was done and to which notes, and their bytes. A list of what was done
reads the heads alone, and no more of them than it shows.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TextIO

from vaultnet import writing
from vaultnet.operation import Change
from vaultnet.record import state_folder

FOLDERS: Final = ("pending", "done", "undone", "stuck")
VERSION: Final = 2
_PAST: Final = ".past.json"
_NAME: Final = re.compile(r"\d{8}(?:\.\w+)?\.json")


class Touched(NamedTuple):
    """What became of one file, without its bytes: see `operation.Change`."""

    path: str
    to: str
    action: str

    @property
    def now(self) -> str:
        """The path at which it lies since."""
        return self.to or self.path


class Head(NamedTuple):
    """What the history tells of an operation: an `Entry` without the notes' bytes."""

    number: int
    at: str
    command: str
    what: str
    changes: tuple[Touched, ...]
    undone: bool
    file: str = ""
    """Where the entry lies."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation in the journal."""

    number: int
    at: str
    """When it was done: UTC, ``2026-11-20T09:30:00Z``."""
    command: str
    what: str
    changes: tuple[Change, ...]
    folders: tuple[str, ...] = ()
    """The folders that had to be made for it."""
    undone: bool = False
    durable: bool = True
    """Whether the disk is waited for, and it is finished by another run; dashboards can be made again."""
    told: bool = True
    """Whether it is history, and can be taken back."""
    token: str = ""
    """Random, so that what lies beside notes for a moment is never taken for another operation's."""

    @property
    def head(self) -> Head:
        """What the history tells of it."""
        touched = tuple(Touched(one.path, one.to, one.action) for one in self.changes)
        return Head(self.number, self.at, self.command, self.what, touched, self.undone)

    def moment(self, at: int, *, back: bool = False) -> str:
        """What lies beside the note of change ``at`` for a moment, also while that is taken ``back``."""
        return f"{writing.MOMENT}{self.token}-{at}{'b' if back else ''}.tmp"


def file_of(root: str, folder: str, number: int, doing: str = "") -> str:
    """The path of an entry's file; ``doing`` is ``.do`` or the like where it is pending."""
    return os.path.join(state_folder(root), folder, f"{number:08d}{doing}.json")


def listed(root: str, folder: str) -> list[str]:
    """The files of a folder of the journal, oldest first."""
    place = os.path.join(state_folder(root), folder)
    with suppress(FileNotFoundError):
        return [os.path.join(place, name) for name in sorted(os.listdir(place)) if _NAME.fullmatch(name)]
    return []


def newest(root: str) -> Iterator[tuple[int, str, bool]]:
    """The operations that are history, newest first: number, file, and whether it was taken back. Reads none."""
    files = [(path, folder == "undone") for folder in ("done", "undone") for path in listed(root, folder)]
    numbered = ((_numbers(path)[0], path, undone) for path, undone in files)
    return iter(sorted(numbered, reverse=True))


def next_number(root: str) -> int:
    """The number for a new entry."""
    return max((_numbers(path)[0] for name in FOLDERS for path in listed(root, name)), default=0) + 1


def next_undone(root: str) -> str:
    """How the file of what is taken back next ends, so that the order is known: ``.00000003``."""
    return f".{max((_numbers(path)[1] for path in listed(root, 'undone')), default=0) + 1:08d}"


def last_undone(root: str) -> str | None:
    """The file of what was taken back last and can be done again, or None."""
    return max(filter(is_open, listed(root, "undone")), key=lambda path: _numbers(path)[1], default=None)


def _numbers(path: str) -> tuple[int, int]:
    """An entry's number, and as which it was taken back."""
    number, order, *_ = f"{os.path.basename(path)}.".split(".")
    return int(number), int(order) if order.isdecimal() else 0


def save(path: str, entry: Entry) -> None:
    """Write an entry whole, or not at all."""
    head = {
        "version": VERSION,
        "number": entry.number,
        "at": entry.at,
        "command": entry.command,
        "what": entry.what,
        "durable": entry.durable,
        "told": entry.told,
        "token": entry.token,
        "folders": list(entry.folders),
        "changes": [{"path": one.path, "to": one.to, "action": one.action} for one in entry.changes],
    }
    data = [[_as_text(one.before), _as_text(one.after)] for one in entry.changes]
    temporary = f"{path}.new"
    with open(temporary, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        json.dump(head, file, ensure_ascii=True)
        file.write("\n")
        json.dump(data, file, ensure_ascii=True)
        file.flush()
        if entry.durable:
            os.fsync(file.fileno())
    os.replace(temporary, path)
    if entry.durable:
        writing.settle(path)


def load(path: str, *, undone: bool) -> Entry | None:
    """Read an entry; None for what is no whole one."""
    try:
        with open(path, encoding="utf-8") as file:
            head, data = _head(file), json.load(file)
        changes = tuple(
            Change(one["path"], _as_bytes(before), _as_bytes(after), one["to"])
            for one, (before, after) in zip(head["changes"], data, strict=True)
        )
        told = (head["number"], head["at"], head["command"], head["what"])
        how = (head["durable"], head["told"], head["token"])
        return Entry(*told, changes, tuple(head["folders"]), undone, *how)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def load_head(path: str, *, undone: bool) -> Head | None:
    """Read what the history tells of an entry; None for what is no whole one."""
    try:
        with open(path, encoding="utf-8") as file:
            head = _head(file)
        changes = tuple(Touched(one["path"], one["to"], one["action"]) for one in head["changes"])
        return Head(head["number"], head["at"], head["command"], head["what"], changes, undone, path)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _head(file: TextIO) -> dict[str, Any]:
    """Read an entry's first line. Raises ValueError, KeyError or TypeError."""
    head: dict[str, Any] = json.loads(file.readline())
    if head["version"] != VERSION:
        raise ValueError(head["version"])
    return head


def is_open(path: str) -> bool:
    """Whether what was taken back can still be done again."""
    return not path.endswith(_PAST)


def close_undone(root: str) -> None:
    """Something new was done: what was taken back before it can't be done again."""
    for path in filter(is_open, listed(root, "undone")):
        os.replace(path, os.path.join(os.path.dirname(path), f"{_numbers(path)[0]:08d}{_PAST}"))


def discard_begun(root: str) -> None:
    """Forget what a process was killed in the middle of writing down: nothing of it was done."""
    place = os.path.join(state_folder(root), "pending")
    for name in os.listdir(place):
        if name.endswith(".new"):
            os.unlink(os.path.join(place, name))


def _as_text(data: bytes | None) -> Any:
    """Bytes as JSON: text where they are UTF-8, so that the journal can be read with any editor."""
    if data is None:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def _as_bytes(data: Any) -> bytes | None:
    if data is None:
        return None
    return data.encode() if isinstance(data, str) else base64.b64decode(data["base64"], validate=True)
