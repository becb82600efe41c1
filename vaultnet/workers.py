"""Reading and parsing many notes at once: in this process, or in forked ones when there are many.

The work has two phases with a meeting between them: notes are parsed on their own, then all names are known,
and only then do links lead somewhere. A forked worker keeps what it parsed for the second phase, so that only
names and finished rows travel, as ``marshal`` data through pipes.
"""

from __future__ import annotations

import marshal
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, BinaryIO, NamedTuple

from vaultnet import files
from vaultnet.links import Entry, Names
from vaultnet.model import Note
from vaultnet.parse import Parser
from vaultnet.problems import Problem
from vaultnet.record import digest, unread
from vaultnet.rows import Parsed, Rows, make

MANY = 600
"""Notes from which on starting processes pays for itself."""
_PORTION = 400
"""Notes whose rows are sent at once."""
_LENGTH = 8
"""Bytes that tell the length of what is sent."""


class Named(NamedTuple):
    """What the first phase says of a note: enough to know all names."""

    path: str
    type: str
    aliases: tuple[str, ...]
    day: str
    private: bool
    generated: bool
    digest: bytes

    def entry(self, number: int) -> Entry:
        """The note as an entry among the names."""
        return Entry(number, self.path, self.type, self.aliases, self.day, self.private)


class Known(NamedTuple):
    """What the meeting between the phases decides."""

    names: Names
    """What links can lead to: every note but dashboards."""
    dashboards: Mapping[str, int]
    """The numbers of the dashboards, by path: they are notes, but must never answer in a note's place."""


class Worker:
    """Does both phases for some notes, in whatever process it lives."""

    def __init__(self, root: str, parser: Parser, paths: Sequence[str]) -> None:
        self.root, self.parser, self.paths = root, parser, paths
        self.parsed: list[Parsed] = []

    def parse(self) -> list[Named]:
        """Read and parse; a note that has vanished since it was listed is left out."""
        for path in self.paths:
            parsed = read_note(self.root, self.parser, path)
            if parsed is not None:
                self.parsed.append(parsed)
        return [_named(item) for item in self.parsed]

    def rows(self, known: Known) -> Iterator[Rows]:
        """The rows of the notes, some at a time."""
        for start in range(0, len(self.parsed), _PORTION):
            portion = self.parsed[start : start + _PORTION]
            yield make(portion, known.names, known.dashboards, self.parser.config)


def read_note(root: str, parser: Parser, path: str) -> Parsed | None:
    """Read and parse one note; None if it has vanished. What can't be read is a note without content.

    Its digest says that, so that it is read again although nothing may touch it.
    """
    try:
        size = os.lstat(f"{root}/{path}").st_size
        if size > files.LARGEST:
            largest = files.LARGEST / 1e6
            message = f"The note is {size / 1e6:,.0f} MB, more than vaultnet reads ({largest:,.0f} MB)."
            hint = "Is it a log or an export? Move it out of the vault, or list it in [vault] ignore."
            return Parsed(Note(path), b"", (Problem(path, 1, 1, "too-large", message, hint),))
        data = files.read(root, path)
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"The note can't be read: {error.strerror}."
        hint = "Check its permissions; the rest of the vault was read."
        return Parsed(Note(path), unread(error), (Problem(path, 1, 1, "unreadable", message, hint),))
    note, problems = parser.parse(path, data)
    return Parsed(note, digest(data), problems)


def _named(item: Parsed) -> Named:
    note = item.note
    return Named(
        note.path,
        note.type,
        note.aliases,
        note.day,
        note.private,
        note.generated,
        item.digest,
    )


class Forked:
    """A worker in a forked process, with the same two phases. Always `close` it."""

    def __init__(self, worker: Worker) -> None:
        down_read, down_write = os.pipe()
        up_read, up_write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:  # pragma: no cover - measured in the parent's terms: the same Worker
            os.close(down_write)
            os.close(up_read)
            _serve(worker, down_read, up_write)
        os.close(down_read)
        os.close(up_write)
        self.down, self.up = open(down_write, "wb"), open(up_read, "rb")

    def parse(self) -> list[Named]:
        """Wait for the first phase."""
        return [Named(*row) for row in self._receive()]

    def begin(self, known: Known) -> None:
        """Send all names, which starts the second phase."""
        _send(([tuple(entry) for entry in known.names.entries()], dict(known.dashboards)), self.down)

    def rows(self) -> Iterator[Rows]:
        """The rows, as they come."""
        while (portion := self._receive()) is not None:
            yield portion

    def close(self) -> None:
        """Let the process end, and wait for it."""
        self.down.close()
        self.up.close()
        os.waitpid(self.pid, 0)

    def _receive(self) -> Any:
        try:
            return _receive(self.up)
        except EOFError:
            raise RuntimeError("a worker process ended before its work was done") from None


def _send(value: Any, pipe: BinaryIO) -> None:
    """Send a value with its length before it, so that it can be read at one go."""
    data = marshal.dumps(value)
    pipe.write(len(data).to_bytes(_LENGTH, "little"))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: BinaryIO) -> Any:
    """Receive what `_send` sent. ``marshal.load`` would ask the pipe for a few bytes at a time. Raises EOFError."""
    length = int.from_bytes(pipe.read(_LENGTH), "little")
    data = pipe.read(length)
    if not data or len(data) < length:
        raise EOFError
    return marshal.loads(data)


def _serve(worker: Worker, down: int, up: int) -> None:  # pragma: no cover - runs in the forked process
    try:
        with open(down, "rb") as orders, open(up, "wb") as answers:
            _send([tuple(named) for named in worker.parse()], answers)
            entries, dashboards = _receive(orders)
            for portion in worker.rows(Known(Names(Entry(*row) for row in entries), dashboards)):
                _send(portion, answers)
            _send(None, answers)
    except (BrokenPipeError, EOFError):
        pass  # the parent gave up first
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)


def can_fork() -> bool:
    """Whether forking is safe here: only on Linux, and while nothing else runs in this process."""
    return sys.platform == "linux" and threading.active_count() == 1


def process(
    root: str,
    parser: Parser,
    paths: Sequence[str],
    meet: Callable[[list[Named]], Known],
    take: Callable[[Rows], None],
    meanwhile: Callable[[], None] = lambda: None,
) -> None:
    """Run both phases over some notes.

    Args:
        root: the vault.
        parser: how to parse.
        paths: the notes; their names come in this order, their rows in any.
        meet: called once with all names of the first phase; gives what is known of the whole vault.
        take: called with rows, some notes at a time.
        meanwhile: called once while other processes parse; for work that would have to wait otherwise.

    """
    count = min(os.cpu_count() or 1, 8) if len(paths) >= MANY and can_fork() else 1
    if count == 1:
        worker = Worker(root, parser, paths)
        known = meet(worker.parse())
        for portion in worker.rows(known):
            take(portion)
        return
    share = -(-len(paths) // count)
    crew: list[Forked] = []
    try:
        crew.extend(
            Forked(Worker(root, parser, paths[start : start + share]))
            for start in range(0, len(paths), share)
        )
        meanwhile()
        known = meet([named for forked in crew for named in forked.parse()])
        for forked in crew:
            forked.begin(known)
        # In turn, because whoever is not listened to has to wait as soon as its pipe is full.
        for portions in zip_longest(*[forked.rows() for forked in crew]):
            for rows in filter(None, portions):
                take(rows)
    finally:
        for forked in reversed(crew):  # each has inherited the pipes of those before it, and holds them open
            forked.close()
