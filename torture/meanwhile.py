"""What may happen between a command that was killed and the next run: a note edited, the state lost, a plan torn.

Then nothing need be whole any more as an operation, but nothing may be lost: each note is as it was before, as it
was to be, or as its owner edited it; and where the text of one was to go into another, it is in one of the two.
One more command on somebody else may change nothing but that note.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from torture.figures import Figure
from torture.stage import Act, Stage

LINE = b"\n# Typed by its owner.\n"
"""What an owner types; also a comment for those files that are no notes."""
EDITED, LOST, TORN = WHATS = (
    "a note of it edited before the next run",
    "the state folder lost before the next run",
    "the plan torn before the next run",
)
_DASHBOARDS = "Network/"
_RESCUED = "Inbox/"
_OTHERS = ("Grace Murray", "Ada Lovelace")
"""Whom the other command is about: the first whom the operation is not about."""

Files = Mapping[str, bytes]


class Edit(NamedTuple):
    """What an owner made of a note; no path for nothing."""

    path: str = ""
    data: bytes = b""


@dataclass
class Meanwhile:
    """One command's files before and after, and what was found so far."""

    made: Stage
    act: Act
    before: Files
    after: Files
    chance: random.Random
    tried: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=lambda: {what: [] for what in WHATS})
    strays: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    """What became of the operation when a note of it was edited."""

    def happen(self, kill: str, *, edits: int, harm: bool = True) -> None:
        """Let everything happen after one kill, which the stage has saved as ``killed``.

        ``edits`` notes at most are edited, each for itself; ``harm``: whether the state is lost and torn, too.
        """
        self.made.back("killed")
        paths = self._notes(self.made.files())
        for path in self.chance.sample(paths, min(edits, len(paths))):
            self.made.back("killed")
            edit = Edit(path, (self.made.vault / path).read_bytes() + LINE)
            _save(self.made.vault / path, edit.data, by_rename=self.chance.random() < 0.5)
            self._judge(EDITED, f"{self.act.name}, {kill}, {path}", edit)
        for what, harming in ((LOST, _lose), (TORN, _tear)) if harm else ():
            self.made.back("killed")
            if harming(self.made.state):
                self._judge(what, f"{self.act.name}, {kill}", Edit())

    def _notes(self, there: Files) -> list[str]:
        """The notes of the operation that are there."""
        paths = sorted(path for path in self.before.keys() | self.after.keys() if path in there)
        changed = [path for path in paths if self.before.get(path) != self.after.get(path)]
        return [path for path in changed if path.endswith((".md", ".toml"))]

    def _judge(self, what: str, where: str, edit: Edit) -> None:
        self.tried[what] += 1
        text = self._next(what, edit) or self._other(what)
        if text:
            self.wrong[what].append(f"{where}: {text}")

    def _next(self, what: str, edit: Edit) -> str:
        """Run the next command; what is lost then."""
        ended = self.made.run(("build",))
        if ended.code:
            return f"the next run ended with {ended.code}: {ended.said.strip()[-200:]}"
        found = self.made.files()
        self.strays[what] += any(map(_is_stray, found))
        if edit.path:
            self.outcomes[self._outcome(found, edit)] += 1
        return self.lost(found, edit, strays=what != EDITED)

    def _other(self, what: str) -> str:
        """Run a command on somebody else; what it changed besides."""
        who = next(who for who in _OTHERS if self._same(f"People/{who}.md"))
        before = self.made.files()
        ended = self.made.run(("skip", who))
        if ended.code:
            return f"the one after that ended with {ended.code}: {ended.said.strip()[-200:]}"
        return bystanders(before, self.made.files(), f"People/{who}.md", strays=what != EDITED)

    def _same(self, path: str) -> bool:
        """Whether a note has no part in the operation."""
        return path in self.before and self.before[path] == self.after.get(path)

    def lost(self, found: Files, edit: Edit, *, strays: bool) -> str:
        """What the vault has lost by all that; ``""`` if nothing. ``strays``: whether such a file may be left."""
        notes = _notes_of(found)
        for path, data in notes.items():
            if data not in self._may_hold(path, edit) and not self._is_rescued(path, data, edit):
                return f"{path} holds neither what it held nor what it was to hold"
        stray = next(filter(_is_stray, found), "")
        if stray and not strays:
            return f"{stray} is left"
        if edit.path and not any(LINE.strip() in data for data in notes.values()):
            return f"what was typed into {edit.path} is gone"
        return self._lines(notes) or self._gone(notes)

    def _may_hold(self, path: str, edit: Edit) -> set[bytes | None]:
        """What a note may hold: a note that moves has its new text before, and its old one again after."""
        paths = {path}
        moved = self.act.heir and not {self.act.heir} <= self.before.keys() & self.after.keys()
        if moved and path in self._ends():
            paths |= self._ends()
        own = {files.get(one) for one in paths for files in (self.before, self.after)}
        return own | ({edit.data} if edit.path in paths else set())

    def _outcome(self, found: Files, edit: Edit) -> str:
        """What became of the notes that were not edited."""
        aside = self._ends() | {edit.path} if edit.path in self._ends() else {edit.path}
        there, before, after = (
            {path: data for path, data in _notes_of(files).items() if path not in aside}
            for files in (found, self.before, self.after)
        )
        if there == after:
            return "finished"
        return "taken back" if there == before else "done in part"

    def _is_rescued(self, path: str, data: bytes, edit: Edit) -> bool:
        """Whether a note holds what was typed into a dashboard; perhaps once more, if the first was edited."""
        return path.startswith(_RESCUED) and (
            edit.path.startswith(_DASHBOARDS) or data in self.after.values()
        )

    def _ends(self) -> set[str]:
        """The heir, and the notes that the operation takes away or brings."""
        return {self.act.heir, *(_notes_of(self.before).keys() ^ _notes_of(self.after).keys())}

    def _lines(self, notes: Files) -> str:
        """Which line is gone that was there before and was to be there afterwards."""
        there = _lines_of(notes)
        kept = _lines_of(_notes_of(self.before)) & _lines_of(_notes_of(self.after))
        return next((f"“{line.decode()}” is gone" for line in sorted(kept - there)), "")

    def _gone(self, notes: Files) -> str:
        """Which note is not there though its text isn't in the other one either."""
        heir, values = self.act.heir, set(notes.values())
        for path in sorted(_notes_of(self.before).keys() - notes.keys()):
            if path in self.after:
                return f"{path} is gone"
            if self.before[path] not in values and not self._reached(notes, self.after, self.before):
                return f"{path} is gone, and its text is not in {heir}"
        if heir and heir in self.before and heir in self.after:
            for path in sorted(_notes_of(self.after).keys() - self.before.keys() - notes.keys()):
                if not self._reached(notes, self.before, self.after):
                    return f"{path} did not come, and its text is not in {heir} any more"
        return ""

    def _reached(self, notes: Files, whole: Files, without: Files) -> bool:
        """Whether all lines are in the heir that one of its states has, and the other has not."""
        heir = self.act.heir
        more = _lines_of({"": whole.get(heir, b"")}) - _lines_of({"": without.get(heir, b"")})
        ends = _lines_of({path: notes[path] for path in self._ends() if path in notes})
        return bool(heir) and more <= ends


def bystanders(before: Files, after: Files, path: str, *, strays: bool) -> str:
    """Which other file a command on one note has changed; ``""`` for none. ``strays``: whether one may go."""
    for other in sorted(before.keys() | after.keys()):
        same = before.get(other) == after.get(other)
        gone = strays and _is_stray(other) and other not in after
        if not (same or gone or other == path or other.startswith(_DASHBOARDS)):
            return f"a command on {path} changed {other}"
    if not _lines_of({path: before[path]}) <= _lines_of({path: after.get(path, b"")}):
        return f"a command on {path} took something out of it"
    return ""


def figures(all_of_them: Sequence[Meanwhile]) -> Iterator[Figure]:
    """One line for each thing that can happen."""
    for what in WHATS:
        tried = sum(one.tried[what] for one in all_of_them)
        wrong = [text for one in all_of_them for text in one.wrong[what]]
        left = sum(one.strays[what] for one in all_of_them)
        ends = sum((one.outcomes for one in all_of_them), Counter[str]())
        note = f"a stray `.vaultnet-…` file was left {left:,} times, and put into no note"
        if what == EDITED:
            note = ", ".join(f"{end} {count:,} times" for end, count in sorted(ends.items()))
        yield Figure(what, tried, len(wrong), "; ".join(part for part in (note, *wrong[:3]) if part))


# --- what happens ------------------------------------------------------------------------------------


def _save(path: Path, data: bytes, *, by_rename: bool) -> None:
    """Save a note as an editor does."""
    if by_rename:
        beside = path.with_name("saving~")
        beside.write_bytes(data)
        os.replace(beside, path)
    else:
        path.write_bytes(data)


def _lose(state: Path) -> bool:
    """Lose the state folder."""
    shutil.rmtree(state)
    state.mkdir()
    return True


def _tear(state: Path) -> bool:
    """Cut every plan in half; False if there is none."""
    plans = [path for path in state.glob("*/pending/*") if path.stat().st_size]
    for path in plans:
        os.truncate(path, path.stat().st_size // 2)
    return bool(plans)


# --- files -------------------------------------------------------------------------------------------


def _is_stray(path: str) -> bool:
    return path.rpartition("/")[2].startswith(".vaultnet-")


def _notes_of(files: Files) -> dict[str, bytes]:
    """Files without dashboards, strays and empty folders."""
    return {
        path: data
        for path, data in files.items()
        if not (path.startswith(_DASHBOARDS) or path.endswith("/") or _is_stray(path))
    }


def _lines_of(files: Files) -> set[bytes]:
    return {line.strip() for data in files.values() for line in data.splitlines() if line.strip()}
