"""Memory that is given back to the system."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from vaultnet import heap


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    heap._trimming.cache_clear()
    yield
    heap._trimming.cache_clear()


def test_it_is_given_back_where_the_library_can(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace(malloc_trim=asked.append))
    heap.trim()
    heap.trim()
    assert asked == [0, 0]


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError])
def test_elsewhere_nothing_is_done(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def refuse(name: Any) -> Any:
        asked.append(name)
        raise error

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    heap.trim()
    heap.trim()
    assert asked == [None], "what there is not is asked for once"
