"""An editor in a process of its own, which saves when it is told to: in place, or by rename.

It says when it is done. Whether it waits instead, in open(2), for somebody's lease is seen in /proc/locks, so
nobody has to sleep and hope.
"""

from __future__ import annotations

import os
import select
import signal
from typing import Final

IN_PLACE: Final = b"i"
"""Open the file, which truncates it, and write the first half; the file stays open."""
GO_ON: Final = b"g"
"""Write the other half, and close."""
BY_RENAME: Final = b"r"
"""Write another file, and rename it over this one."""

_LOCKS = "/proc/locks"
_MOMENT = 0.0001
"""Seconds to wait for an answer before looking whether the editor waits itself."""


def text(number: int, save: int) -> bytes:
    """What is in the file when save ``save`` of a round is whole; 0 is what the round begins with."""
    head = f"---\ntype: contact\nround: {number}\n---\nSave {save}.\n"
    return (head + f"A line of round {number}, save {save}.\n" * 30).encode()


class Editor:
    """The handle of an editor. One at a time; `close` ends its process."""

    def __init__(self, path: str) -> None:
        self.path = path
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(self._orders)  # so that it ends when its user does
            os.close(self._answers)
            _work(path, orders, answers)
        os.close(orders)
        os.close(answers)
        self.owed = 0
        """Orders that it has not answered yet."""
        self.waits, self.waited = False, 0
        """Whether it waits for a lease, and how often it did."""

    def tell(self, order: bytes, number: int, save: int) -> None:
        """Give an order, and wait until it is carried out, or can't be for now."""
        os.write(self._orders, order + number.to_bytes(4, "big") + save.to_bytes(1, "big"))
        self.owed += 1
        self.meet()

    def meet(self, *, done: bool = False) -> None:
        """Wait until the editor has done all it was told, or, unless ``done``, waits for a lease."""
        patience = 0.0
        while self.owed:
            ready, _, _ = select.select([self._answers], [], [], None if done else patience)
            patience = _MOMENT
            if ready:
                answer = os.read(self._answers, self.owed)
                if not answer:
                    raise RuntimeError("the editor is gone")
                self.owed -= len(answer)
                self.waits = False
            elif not done and _waiting(self._process):
                self.waited += not self.waits
                self.waits = True
                return

    def close(self) -> None:
        """End the editor."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._orders)
        os.close(self._answers)


def _waiting(process: int) -> bool:
    """Whether a process waits until somebody gives his lease back."""
    try:
        with open(_LOCKS, "rb") as file:
            lines = [line.split() for line in file if b"BREAKER" in line]
    except OSError:
        return False
    return any(str(process).encode() in words for words in lines)


def _work(path: str, orders: int, answers: int) -> None:
    """Be the editor: never returns."""
    handle, rest = -1, b""
    while order := os.read(orders, 6):
        whole = text(int.from_bytes(order[1:5], "big"), order[5])
        if order[:1] == IN_PLACE:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            written = os.write(handle, whole[: len(whole) // 2])
            rest = whole[written:]
        elif order[:1] == GO_ON:
            os.write(handle, rest)
            os.close(handle)
        else:
            other = os.open(f"{path}~", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.write(other, whole)
            os.close(other)
            os.rename(f"{path}~", path)
        os.write(answers, b".")
    os._exit(0)
