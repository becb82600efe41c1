"""A real `vaultnet watch` in a process of its own, whose lines are waited for rather than its time."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

ENDED = 60.0
"""Seconds that a process may take to begin or to end."""
_EXPECTED = (
    "Watching ",
    "git is in the middle of",
    "is not there: waiting",
    "Going on.",
    "Reading settings, templates, plugins and all notes anew.",
    "It is tried again.",
    "That trouble is over",
    "The vault is not there any more",
    "was interrupted",
    "Stopped.",
)
"""What is said on standard error by a watch in which nothing is wrong."""


_STATES = ("git is in the middle of", "is not there: waiting", "Going on.")
"""What it says when it begins to wait, and goes on."""


class Watched:
    """The handle of a watch. `stop` or `kill` ends its process."""

    def __init__(self, vault: Path, *words: str) -> None:
        """Start to watch a vault; the environment leads to its cache and state."""
        command = [sys.executable, "-m", "vaultnet", "--vault", str(vault), "watch", "--json", *words]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._out, self._err = self._process.stdout.fileno(), self._process.stderr.fileno()
        self._parts = {self._out: b"", self._err: b""}
        self.pid = self._process.pid
        self.builds: list[dict[str, Any]] = []
        """What it said of each build."""
        self.said: list[str] = []
        """Its lines on standard error."""

    # --- hearing ---------------------------------------------------------------------------------------

    def hear(self, seconds: float) -> bool:
        """Wait until it says something, for so many seconds at most. Tells whether it did."""
        heard = False
        open_ones = list(self._parts)
        while open_ones and (ready := select.select(open_ones, [], [], 0 if heard else seconds)[0]):
            for number in ready:
                data = os.read(number, 1 << 16)
                if not data:
                    del self._parts[number]
                    open_ones.remove(number)
                    continue
                *lines, self._parts[number] = (self._parts[number] + data).split(b"\n")
                self._take(number, lines)
                heard = heard or bool(lines)
        if not open_ones and not heard:
            time.sleep(min(seconds, 0.05))  # it has ended, and its user looks at other things
        return heard

    def _take(self, number: int, lines: list[bytes]) -> None:
        if number == self._out:
            self.builds += [json.loads(line) for line in lines]
        else:
            self.said += [line.decode(errors="replace") for line in lines]

    def hear_of(self, state: str) -> bool:
        """Wait until it says in these words what it waits for, unless it said so and nothing else since."""
        return self._wait(lambda: state in next(filter(_is_state, reversed(self.said)), ""))

    def started(self, seconds: float = ENDED) -> bool:
        """Wait until it watches, for so many seconds at most."""
        return self._wait(lambda: any("Watching " in line for line in self.said), seconds)

    def _wait(self, what: Callable[[], bool], seconds: float = ENDED) -> bool:
        until = time.monotonic() + seconds
        while not what():
            left = until - time.monotonic()
            if left <= 0 or not self.is_alive():
                return what()
            self.hear(left)
        return True

    def quiet(self, seconds: float) -> None:
        """Hear whatever it says for so many seconds."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.hear(left)

    def unexpected(self) -> list[str]:
        """What it said on standard error that nobody would expect."""
        return [line for line in self.said if line.strip() and not any(one in line for one in _EXPECTED)]

    # --- its process -------------------------------------------------------------------------------------

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def signal(self, number: int) -> None:
        """Send it a signal."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def stop(self) -> int:
        """End it as the system does, and give its exit code."""
        self.signal(signal.SIGTERM)
        self.signal(signal.SIGCONT)
        until = time.monotonic() + ENDED
        while self._parts and time.monotonic() < until:
            self.hear(1)
        return self._ended()

    def kill(self) -> None:
        """End it as no process would like to be ended."""
        self.signal(signal.SIGKILL)
        while self._parts:
            self.hear(1)
        self._ended()

    def _ended(self) -> int:
        try:
            self._process.wait(ENDED)
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGKILL)
            self._process.wait()
        for stream in (self._process.stdout, self._process.stderr):
            if stream:
                stream.close()
        return self._process.returncode

    # --- what it uses ------------------------------------------------------------------------------------

    def memory(self) -> int:
        """Bytes that it holds in memory now."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        return 0

    def descriptors(self) -> int:
        """How many files it has open."""
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def processor(self) -> float:
        """Seconds of the processor that it has used."""
        words = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _is_state(line: str) -> bool:
    return any(state in line for state in _STATES)
