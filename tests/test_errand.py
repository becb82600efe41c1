"""Something in the background: all that is asked for is done, one time after the other."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from vaultnet.errand import Errand

LONG = 30.0


def test_what_is_asked_for_meanwhile_comes_next_together() -> None:
    begun, go = threading.Event(), threading.Event()
    done: list[list[int]] = []

    def do(asked: Sequence[int]) -> None:
        begun.set()
        assert go.wait(LONG)
        done.append(list(asked))

    errand = Errand(do)
    errand.ask(1)
    assert begun.wait(LONG)
    errand.ask(2)
    errand.ask(3)
    assert not errand.finish(0)
    go.set()
    assert errand.finish(LONG)
    assert done == [[1], [2, 3]]
    errand.ask(4)
    assert errand.finish(LONG)
    assert done == [[1], [2, 3], [4]]


def test_never_twice_at_a_time() -> None:
    at_work = threading.Lock()
    done: list[int] = []

    def do(asked: Sequence[int]) -> None:
        assert at_work.acquire(blocking=False)
        done.extend(asked)
        at_work.release()

    errand = Errand(do)
    for number in range(200):
        errand.ask(number)
    assert errand.finish(LONG)
    assert done == list(range(200))


def test_nothing_to_do_is_done() -> None:
    assert Errand(lambda asked: None).finish(0)


def test_one_that_fails_is_over_and_does_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda failed: said.append(failed.exc_type))
    done: list[int] = []

    def do(asked: Sequence[int]) -> None:
        if asked[0] == 1:
            raise ZeroDivisionError
        done.extend(asked)

    errand = Errand(do)
    errand.ask(1)
    assert errand.finish(LONG)
    errand.ask(2)
    assert errand.finish(LONG)
    assert done == [2]
    assert set(said) <= {ZeroDivisionError}
