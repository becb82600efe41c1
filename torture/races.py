"""An editor saves while a note is being written, at every point of that work, and its save has to stay.

The points are the tool's own calls, in the order in which it makes them: the editor is told to save right before
one of them, and the tool goes on when the editor is done or waits for it. So each save falls into the window
that it was meant for, and nothing is left to chance or to sleeping. What is saved in place is written in two
parts, and the file stays open in between, over any number of points.
"""

from __future__ import annotations

import hashlib
import os
import random
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NamedTuple
from unittest import mock

import vaultnet
from torture import editor
from torture.editor import BY_RENAME, GO_ON, IN_PLACE, Editor
from torture.figures import Figure
from torture.stage import scratch
from vaultnet import lease, writing

NOTE, MOVED = "Ada Lovelace.md", "Ada King.md"
MOMENT = ".vaultnet-1.tmp"
LINE = b"- 2026-11-20 coffee\n"
"""What the tool adds."""
TRIES = 5
"""How often a command looks and plans again because a note was saved meanwhile."""

_OURS = os.path.dirname(os.path.abspath(vaultnet.__file__)) + os.sep
_SYSTEM = {"posix", "fcntl", "io", "_io"}
_NO_CALL = {"fspath", "fsencode", "fsdecode"}
"""They ask the system nothing."""


class Tool(NamedTuple):
    """Something that writes a note, and says whether it did."""

    name: str
    act: Callable[[str], bytes | None]
    """Gives what it had read when it wrote; None if it gave up."""
    there: bool = True
    """Whether the note is there to begin with."""
    share: int = 1
    """How many rounds are had for each of its own."""
    ours: bool = True


class Order(NamedTuple):
    """What the editor is told, and before which call of the tool."""

    point: int
    order: bytes
    save: int


def run(size: int, seed: int) -> list[Figure]:
    """Play ``size`` rounds for each way to save, and fewer for what changes notes less often."""
    if why := possible():
        return [Figure("races", 0, 0, why)]
    figures = []
    with (
        scratch() as folder,
        _no_sleep() as field,
    ):
        field.open(folder)
        for tool in TOOLS:
            for way, saves in WAYS:
                score = field.play(tool, saves, -(-size // tool.share), random.Random(f"{seed} {tool.name}"))
                figures.append(score.figure(f"{tool.name}, an editor that saves {way}", ours=tool.ours))
        field.close()
    return figures


def possible() -> str:
    """Why no race can be run here; ``""`` if one can."""
    return "" if sys.platform == "linux" else "only Linux shows which process waits for a lease"


# --- the tools ---------------------------------------------------------------------------------------


def _replaced(root: str) -> bytes | None:
    """Add a line to a note as a command does: whoever finds it changed looks and plans again."""
    for _ in range(TRIES):
        before = _read(root)
        try:
            writing.replace(root, NOTE, (before or b"") + LINE, before, moment=MOMENT)
        except writing.Changed:
            continue
        return before or b""
    return None


def _removed(root: str) -> bytes | None:
    before = _read(root)
    try:
        writing.remove(root, NOTE, before or b"", moment=MOMENT)
    except writing.Changed:
        return None
    return before


def _moved(root: str) -> bytes | None:
    before = _read(root)
    try:
        writing.move(root, NOTE, MOVED, before or b"")
    except writing.Changed:
        return None
    return before


def _without_lease(root: str) -> bytes | None:
    with mock.patch.object(lease, "fcntl", None):
        return _replaced(root)


def _written(root: str) -> bytes | None:
    """The plain way: read, and write."""
    before = _read(root) or b""
    with open(os.path.join(root, NOTE), "wb") as file:
        file.write(before + LINE)
    return before


def _renamed(root: str) -> bytes | None:
    """The careful way: another file, and a rename, so that no half is ever seen."""
    before = _read(root) or b""
    _rename(root, before + LINE)
    return before


def _checked(root: str) -> bytes | None:
    """The more careful way: a look whether the note is still what was read, right before the rename."""
    for _ in range(TRIES):
        before = _read(root) or b""
        if _rename(root, before + LINE, hashlib.sha256(before).digest()):
            return before
    return None


def _rename(root: str, data: bytes, wanted: bytes = b"") -> bool:
    other = os.path.join(root, f".{secrets.token_hex(4)}.tmp")
    with open(other, "wb") as file:
        file.write(data)
        os.fsync(file.fileno())
    if wanted and hashlib.sha256(_read(root) or b"").digest() != wanted:
        os.unlink(other)
        return False
    os.replace(other, os.path.join(root, NOTE))
    return True


def _read(root: str, name: str = NOTE) -> bytes | None:
    with suppress(FileNotFoundError), open(os.path.join(root, name), "rb") as file:
        return file.read()
    return None


TOOLS = (
    Tool("vaultnet changes a note", _replaced),
    Tool("vaultnet makes a note", _replaced, there=False, share=10),
    Tool("vaultnet removes a note", _removed, share=10),
    Tool("vaultnet moves a note", _moved, share=10),
    Tool("vaultnet where there are no leases", _without_lease, share=10, ours=False),
    Tool("plain write", _written, ours=False),
    Tool("temporary file + rename", _renamed, ours=False),
    Tool("hash check + rename", _checked, ours=False),
)


# --- the editor's plans ------------------------------------------------------------------------------


def _in_place(points: int, chance: random.Random) -> list[Order]:
    """One save or two, each begun at one point and ended at the same or a later one."""
    at = _some(points, chance.choice((2, 2, 2, 4)), chance)
    orders = [(IN_PLACE, 1), (GO_ON, 1), (IN_PLACE, 2), (GO_ON, 2)]
    return [Order(point, *order) for point, order in zip(at, orders, strict=False)]


def _by_rename(points: int, chance: random.Random) -> list[Order]:
    """One save or two."""
    at = _some(points, chance.choice((1, 1, 2)), chance)
    return [Order(point, BY_RENAME, save) for save, point in enumerate(at, 1)]


def _both_ways(points: int, chance: random.Random) -> list[Order]:
    """Two saves, of which one is by rename: an editor and a sync tool, say."""
    orders = [(IN_PLACE, 1), (GO_ON, 1), (BY_RENAME, 2)]
    if chance.random() < 0.5:
        orders = [(BY_RENAME, 1), (IN_PLACE, 2), (GO_ON, 2)]
    return [Order(point, *order) for point, order in zip(_some(points, 3, chance), orders, strict=True)]


WAYS = (("in place", _in_place), ("by rename", _by_rename), ("both ways", _both_ways))


def _some(points: int, how_many: int, chance: random.Random) -> list[int]:
    """Points in order; the first is anywhere, the last even after the end, and half of them follow closely."""
    found = [chance.randrange(points + 1)]
    while len(found) < how_many:
        near = chance.random() < 0.5
        found.append(found[-1] + chance.randrange(6 if near else 2 * points))
    return found


# --- a round -----------------------------------------------------------------------------------------


class Score:
    """What became of the saves."""

    def __init__(self) -> None:
        self.rounds = self.wrong = self.lost = self.torn = self.strays = 0
        self.untrue = self.gave_up = self.waited = 0

    def figure(self, what: str, *, ours: bool) -> Figure:
        """The line of the report: whatever went wrong counts."""
        counts = {
            "saves lost": self.lost,
            "torn files": self.torn,
            "untrue answers": self.untrue,
            "files left beside": self.strays,
            "times it found the note changed and left it": self.gave_up,
            "times the editor waited for the lease": self.waited,
        }
        note = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
        return Figure(what, self.rounds, self.wrong, note, ours)


class Field:
    """The folder, the editor, and how far the tool is."""

    def __init__(self) -> None:
        self.root = ""
        self.number = 0
        self.point = 0
        self.orders: list[Order] = []
        self.seen = False
        """Whether what the tool wrote was ever in its place."""

    def open(self, folder: str) -> None:
        """Begin."""
        self.root = os.path.join(os.path.realpath(folder), "vault")
        os.mkdir(self.root)
        self.editor = Editor(os.path.join(self.root, NOTE))

    def close(self) -> None:
        """End the editor."""
        self.editor.close()

    def play(
        self,
        tool: Tool,
        saves: Callable[[int, random.Random], list[Order]],
        rounds: int,
        chance: random.Random,
    ) -> Score:
        """Play rounds with one tool and one way to save."""
        score = Score()
        self._round(tool, [])
        points, waited = self.point, self.editor.waited
        for _ in range(rounds):
            said = self._round(tool, saves(points, chance))
            self._judge(tool, said, score)
        score.waited = self.editor.waited - waited
        return score

    def _round(self, tool: Tool, orders: list[Order]) -> bytes | None:
        """Let the tool write while the editor saves; give what the tool says."""
        self.number, self.point, self.orders, self.seen = self.number + 1, 0, list(orders), False
        for name in os.listdir(self.root):
            os.unlink(os.path.join(self.root, name))
        if tool.there:
            with open(os.path.join(self.root, NOTE), "wb") as file:
                file.write(editor.text(self.number, 0))
        sys.setprofile(self._at)
        try:
            said = tool.act(self.root)
        finally:
            sys.setprofile(None)
        self._look()
        self.saved = orders[-1].save if orders else 0
        self._tell(len(self.orders))
        self.editor.meet(done=True)
        if said is not None and tool.act == _without_lease:  # as the next run does
            writing.clear(self.root, NOTE, MOMENT, said, said + LINE)
        return said

    def _at(self, frame: FrameType, event: str, argument: Any) -> None:
        """Hear of a call that the tool is about to make."""
        if not is_call(frame, event, argument):
            return
        due = sum(order.point <= self.point for order in self.orders)
        self.point += 1
        if due:
            self._look()
            self._tell(due)
        elif self.editor.owed:
            self.editor.meet()

    def wait(self, _: float = 0) -> None:
        """Be what the tool calls to wait for somebody: whoever has begun a save ends it."""
        heard = sys.getprofile()
        sys.setprofile(None)  # what happens in here are no calls of the tool's
        if self.orders and self.orders[0].order == GO_ON:
            self._tell(1)
        self.editor.meet()
        sys.setprofile(heard)

    def _tell(self, how_many: int) -> None:
        orders, self.orders = self.orders[:how_many], self.orders[how_many:]
        for order in orders:
            self.editor.tell(order.order, self.number, order.save)

    def _look(self) -> None:
        data = _read(self.root)
        self.seen |= data is not None and data.endswith(LINE)

    def _judge(self, tool: Tool, said: bytes | None, score: Score) -> None:
        """See what is left."""
        last = editor.text(self.number, self.saved)
        whole = {editor.text(self.number, save) for save in range(3)} | {b""}
        found = {name: _read(self.root, name) or b"" for name in os.listdir(self.root)}
        notes = [data.removesuffix(LINE) for name, data in found.items() if name.endswith(".md")]
        meant = tool.act == _removed and said == last  # it was saved before, and then removed
        lost = bool(self.saved) and last not in notes and not meant
        torn = any(data not in whole for data in notes)
        strays = len(found) > len(notes)
        untrue = said is not None and tool.act in (_replaced, _without_lease) and not self.seen
        score.rounds += 1
        score.wrong += lost or torn or strays or untrue
        score.lost += lost
        score.torn += torn
        score.strays += strays
        score.untrue += untrue
        score.gave_up += said is None


def is_call(frame: FrameType, event: str, argument: Any) -> bool:
    """Whether what a profiler hears of is a point: a call of the system, or of a function of vaultnet's."""
    if event != "c_call":
        return event == "call" and frame.f_code.co_filename.startswith(_OURS)
    module = getattr(argument, "__module__", None) or type(argument.__self__).__module__
    return module in _SYSTEM and argument.__name__ not in _NO_CALL


@contextmanager
def _no_sleep() -> Iterator[Field]:
    """A field on which nobody sleeps: who would, lets the editor go on."""
    field = Field()
    with mock.patch.object(time, "sleep", field.wait):
        yield field
