"""What a command means to do to the notes: values that say it all, before anything is done. Pure.

A planner looks at the facts and gives an `Operation`; `journal.carry_out` does it, whole or not at all, and
keeps what it takes to undo it.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from typing import NamedTuple


class Refusal(NamedTuple):
    """What can't be done safely: where, why, and what to do instead."""

    path: str
    line: int
    message: str
    hint: str = ""


class Change(NamedTuple):
    """What becomes of one file.

    ``before`` is what it has to hold when its turn comes; None: there is no such file, and it is made.
    ``after`` is what it holds then; None: it is removed. ``to`` is the path it moves to, if it moves.
    """

    path: str
    before: bytes | None
    after: bytes | None
    to: str = ""

    @property
    def now(self) -> str:
        """The path at which ``after`` lies."""
        return self.to or self.path

    @property
    def action(self) -> str:
        """What it amounts to, for programs: ``create``, ``remove``, ``move`` or ``edit``."""
        if self.before is None:
            return "create"
        if self.after is None:
            return "remove"
        return "move" if self.to else "edit"


@dataclass(frozen=True, slots=True)
class Operation:
    """Changes that belong together: all of them are made, or none."""

    command: str
    """The command's name, ``log``; ``ticks`` for what was taken in from dashboards."""
    what: str
    """What was done, for the history: ``log coffee with Ada Lovelace``."""
    changes: tuple[Change, ...]
    refused: tuple[Refusal, ...] = ()
    """What can't be done; the caller decides whether the rest is."""


def inverse(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return the changes that lead back, in the opposite order."""
    return tuple(
        Change(one.now, one.after, one.before, one.path if one.to else "") for one in reversed(changes)
    )


def diff(changes: tuple[Change, ...]) -> str:
    """Show changes as a unified diff."""
    return "".join(map(_diff, changes))


def _diff(change: Change) -> str:
    before = "/dev/null" if change.before is None else f"a/{change.path}"
    after = "/dev/null" if change.after is None else f"b/{change.now}"
    moved = f"rename from {change.path}\nrename to {change.to}\n" if change.to else ""
    return moved + "".join(unified_diff(_lines(change.before), _lines(change.after), before, after))


def _lines(data: bytes | None) -> list[str]:
    """Split at LF only, as diff does; a last line without one is said to be so."""
    lines = (data or b"").decode(errors="replace").split("\n")
    last = lines.pop()
    ended = [f"{line}\n" for line in lines]
    return [*ended, f"{last}\n\\ No newline at end of file\n"] if last else ended
