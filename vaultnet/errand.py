"""Something that is done in the background, one time after the other: what is asked for meanwhile comes next."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Errand(Generic[T]):
    """Does one thing with all that it was asked for since it did so last."""

    def __init__(self, do: Callable[[Sequence[T]], None]) -> None:
        """Take what is to be done; it is called in a thread of its own, and should not raise."""
        self._do = do
        self._asked: list[T] = []
        self._busy = False
        self._change = threading.Condition()

    def ask(self, what: T) -> None:
        """Have it done soon."""
        with self._change:
            self._asked.append(what)
            if self._busy:
                return
            self._busy = True
        threading.Thread(target=self._run, daemon=True).start()

    def finish(self, patience: float) -> bool:
        """Wait until all is done, ``patience`` seconds at most. Whether it is."""
        with self._change:
            return self._change.wait_for(lambda: not self._busy, patience)

    def _run(self) -> None:
        try:
            while asked := self._next():
                self._do(asked)
        except BaseException:
            self._over()  # what was asked for meanwhile is done with what is asked for next
            raise

    def _next(self) -> list[T]:
        """What was asked for; nothing ends it."""
        with self._change:
            asked, self._asked = self._asked, []
            if not asked:
                self._over()
            return asked

    def _over(self) -> None:
        with self._change:
            self._busy = False
            self._change.notify_all()
