"""The watch: when to build, for weeks, beside an editor.

`pace` says when to look, from what `listening` hears; `live` looks, and builds what differs. Everything that could
make this loop wait or tell it the time comes in, so that a test runs an hour in a moment.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from queue import Empty, SimpleQueue
from typing import Final, Protocol, TypeAlias

from vaultnet import git_state, pace, record
from vaultnet.at_hand import Presence, State
from vaultnet.listening import Deaf, Ears
from vaultnet.pace import Heard, Look, Pace
from vaultnet.paused import Paused
from vaultnet.run import Installing, Outdated
from vaultnet.seen import Report
from vaultnet.writing import Changed

REST: Final = 10.0
"""Seconds for which a dashboard must have rested before what was typed into it is taken in."""
HEARTBEAT: Final = 5.0
"""Seconds at most between two looks at the clocks, and whether the vault is there."""
PAUSED: Final = 1.0
"""Seconds between two looks whether what it waits for is over."""
LOCKED: Final = 0.02
"""Seconds between two looks whether git has let go of its index."""
JUMP: Final = 2.0
"""Seconds by which one clock may run ahead of the other; more is a clock that was set, or a machine that slept."""
ECHO: Final = 1.0
"""Seconds within which what is heard of a dashboard may still come from its being written."""
PATIENCE: Final = 3
"""Builds that may fail one after the other because somebody was saving, before that is said."""
HEARING: Final = 10.0
"""Seconds after a build that wrote something within which anything must have been heard."""
POLL: Final = 2.0
"""Seconds between two looks at everything where nothing is heard."""


class Ask(Enum):
    """What the watch is asked to do."""

    STOP = "stop"
    INTERRUPT = "interrupt"
    RELOAD = "reload"
    AGAIN = "again"
    """Begin anew: another version of the program was installed."""


Message: TypeAlias = "Heard | Ask"


class Builder(Protocol):
    """What builds: `live.Live`."""

    def build(self, places: Collection[str] | None = None, *, rest: float = 0.0) -> Report | None: ...  # noqa: D102
    def settle(self) -> None: ...  # noqa: D102
    def reload(self) -> None: ...  # noqa: D102


class Voice(Protocol):
    """What tells the owner."""

    def started(self, notes: int | None, poll: float | None) -> None:
        """It watches so many notes, and looks each ``poll`` seconds, or listens."""

    def built(self, report: Report) -> None:
        """Something differed."""

    def trouble(self, error: Exception) -> None:
        """A build failed, otherwise than the one before."""

    def mended(self) -> None:
        """The trouble that was told of has passed."""

    def paused(self, why: str) -> None:
        """It waits: for git to be through with ``a merge``, or for the vault (``""``)."""

    def resumed(self) -> None:
        """What it waited for is over."""

    def reloading(self) -> None:
        """It was asked to read everything anew."""

    def polling(self, why: Deaf) -> None:
        """It looks from time to time from now on, because it can't listen."""


class Machine(Protocol):
    """The clocks, and the waiting."""

    def now(self) -> float:
        """Seconds of a clock that only goes forward."""

    def wall(self) -> float:
        """Seconds since the epoch."""

    def day(self) -> str:
        """The local day."""

    def wait(self, seconds: float) -> list[Message]:
        """Wait for something to happen, ``seconds`` at most. Gives all that did."""


class Computer:
    """The machine we run on. What happens is put in from any thread, or from a signal's handler."""

    def __init__(self) -> None:
        self._messages: SimpleQueue[Message] = SimpleQueue()  # put may interrupt itself
        self.put = self._messages.put

    def now(self) -> float:
        """Seconds of a clock that only goes forward."""
        return time.monotonic()

    def wall(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    def day(self) -> str:
        """The local day, in the time zone of now: a traveller's changes."""
        if hasattr(time, "tzset"):
            time.tzset()
        return time.strftime("%Y-%m-%d")

    def wait(self, seconds: float) -> list[Message]:
        """Wait for something to happen, ``seconds`` at most. Gives all that did."""
        found: list[Message] = []
        with suppress(Empty):
            found.append(self._messages.get(timeout=max(seconds, 0)))
            while True:
                found.append(self._messages.get_nowait())
        return found


class Running(Exception):
    """Another process watches this vault: its number, if that is known."""

    def __init__(self, pid: str) -> None:
        super().__init__(pid)
        self.pid = pid


@contextmanager
def alone(root: str) -> Iterator[None]:
    """Be the only watch of a vault. Raises `Running`, or OSError."""
    from filelock import FileLock, Timeout

    folder = record.state_folder(root)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    named = os.path.join(folder, "watch.pid")
    try:
        with FileLock(os.path.join(folder, "watch.lock"), timeout=0):
            with open(named, "w", encoding="ascii") as file:
                file.write(str(os.getpid()))
            yield
    except Timeout:
        with suppress(OSError), open(named, encoding="ascii") as file:
            raise Running(file.read()) from None
        raise Running("") from None


_PASSING = (Changed, FileNotFoundError)
"""What comes of somebody who saves or deletes just then."""


class Watch:
    """One vault's watch."""

    def __init__(
        self,
        root: str,
        live: Builder,
        voice: Voice,
        machine: Machine,
        listen: Callable[[], Ears] | None,
        poll: float = POLL,
    ) -> None:
        """Take the vault's real path. Without ``listen``, which begins to listen, it looks each ``poll`` s."""
        self._root, self._live, self._voice, self._machine = root, live, voice, machine
        self._listen, self._poll = listen, poll
        self._ears: Ears | None = None
        self._presence = Presence(root)
        self._pace = Pace(machine.now(), pace.SLOW if listen else poll)
        self._pause: str | None = None
        self._trouble, self._changes = "", 0
        self._written: tuple[float, frozenset[str]] = (0.0, frozenset())
        self._doubt: float | None = None
        """Until when something is to be heard: what was written; infinite before, None once it was."""
        self._asked: Ask | None = None
        self._day = machine.day()
        self._ahead = machine.wall() - machine.now()

    def run(self) -> Ask:
        """Watch until it is asked to stop, and give how that was asked."""
        try:
            self._start()
            while self._asked is None:
                self._turn()
        finally:
            self._deaf()
        return self._asked

    def _start(self) -> None:
        """Build before anything is listened to: many notes can be read by several processes then."""
        notes = None
        if self._can_look():
            report = self._look(Look(None))
            last = record.load(self._root) if report is None and not self._trouble else None
            notes = report.notes if report else last.summary.notes if last else None
        self._voice.started(notes, None if self._listen else self._poll)
        if self._pause is None:
            self._begin_to_listen()

    def _turn(self) -> None:
        """Look if that is due, else wait for it, or for something to happen."""
        if not self._can_look():
            self._wait(PAUSED)
        elif self._doubt is not None and self._doubt <= self._machine.now():
            self._only_look(Deaf("The system does not tell what changes here."))
        elif (due := self._pace.next() - self._machine.now()) > 0:
            self._wait(min(due, HEARTBEAT))
        elif git_state.is_locked(self._root, self._machine.wall()):
            self._wait(LOCKED)
        elif look := self._pace.take(self._machine.now()):
            self._look(look)
            self._wait(0)

    def _wait(self, seconds: float) -> None:
        for message in self._machine.wait(seconds):
            if isinstance(message, Heard):
                self._doubt = None
                at, paths = self._written
                echo = message.path in paths and message.at < at + ECHO
                self._pace.hear(message._replace(finished=message.finished and not echo))
            elif message is Ask.RELOAD:
                self._live.reload()
                self._voice.reloading()
                self._pace.unsure(self._machine.now())
            else:
                self._asked = message

    # --- looking --------------------------------------------------------------------------------------

    def _look(self, look: Look) -> Report | None:
        """Look, build what differs, and say so."""
        began = self._machine.now()
        try:
            report = self._live.build(look.places, rest=REST)
        except Outdated:
            self._asked = Ask.AGAIN
            return None
        except (Installing, Paused):  # what has changed meanwhile is seen right after it
            self._pace.failed(self._machine.now())
            return None
        except Exception as error:
            self._fail(error)
            return None
        now = self._machine.now()
        wrote = bool(report and (report.written or report.removed or report.rescued or report.taken))
        self._pace.done(now, look, 0.0 if wrote else now - began)
        if wrote and self._doubt == math.inf:
            self._doubt = now + HEARING
        if report:
            self._pace.resting(now, report.resting)
            self._written = (now, frozenset((*report.written, *report.removed)))
            self._voice.built(report)
        if look.places is None:
            self._settle()
        return report

    def _settle(self) -> None:
        """It is quiet: do what was put off, and look whether everything is still heard."""
        try:
            self._live.settle()
        except Exception as error:
            self._fail(error)
            return
        if self._trouble:
            self._voice.mended()
        self._trouble, self._changes = "", 0
        self._listen_well()

    def _fail(self, error: Exception) -> None:
        """Try again later, and say what is wrong, unless that was said, or is only that the vault is gone."""
        self._pace.failed(self._machine.now(), passing=isinstance(error, _PASSING))
        if self._presence.look(self._machine.now()) is State.MISSING:
            return
        self._changes += isinstance(error, _PASSING)
        if isinstance(error, _PASSING) and self._changes < PATIENCE:
            return
        said = f"{type(error).__name__}: {error}"
        if said != self._trouble:
            self._trouble = said
            self._voice.trouble(error)

    # --- whether to look ------------------------------------------------------------------------------

    def _can_look(self) -> bool:
        """Look after the clocks, the vault and git. Says whether the vault can be looked at now."""
        self._mind_the_clocks()
        state = self._presence.look(self._machine.now())
        if state is State.UNSURE:
            return False
        if state is State.MISSING:
            self._deaf()
            self._wait_for("")
            return False
        if state is State.NEW:
            self._deaf()
        under_way = git_state.under_way(self._root)
        if under_way:
            self._wait_for(under_way)
            return False
        if self._pause is not None:
            self._pause = None
            self._voice.resumed()
            self._pace.unsure(self._machine.now())
            self._begin_to_listen()
        elif state is State.NEW:
            self._begin_to_listen()
        return True

    def _mind_the_clocks(self) -> None:
        """A new day, a clock that was set and a machine that slept are reasons to look at everything."""
        day, ahead = self._machine.day(), self._machine.wall() - self._machine.now()
        if day != self._day or abs(ahead - self._ahead) > JUMP:
            self._pace.unsure(self._machine.now())
        self._day, self._ahead = day, ahead

    def _wait_for(self, why: str) -> None:
        if self._pause != why:
            self._pause = why
            self._voice.paused(why)

    # --- listening --------------------------------------------------------------------------------------

    def _begin_to_listen(self) -> None:
        """Listen, if that is wanted, and look at what happened before."""
        if self._ears is None and self._listen is not None:
            try:
                self._ears, self._doubt = self._listen(), math.inf
            except Deaf as why:
                if self._presence.look(self._machine.now()) is not State.MISSING:  # it may have gone just now
                    self._only_look(why)
        self._pace.unsure(self._machine.now())

    def _listen_well(self) -> None:
        """Look whether everything is still heard."""
        if self._ears is None:
            return
        try:
            sound = self._ears.is_sound()
        except Deaf as why:
            self._only_look(why)
            return
        if not sound:
            self._deaf()
            self._begin_to_listen()

    def _only_look(self, why: Deaf) -> None:
        self._deaf()
        self._listen = None
        self._pace.slow = self._poll
        self._pace.unsure(self._machine.now())
        self._voice.polling(why)

    def _deaf(self) -> None:
        if self._ears is not None:
            self._ears.close()
            self._ears = self._doubt = None
