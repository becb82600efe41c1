"""Memory that was let go of goes back to the system, so that a process of weeks holds what it needs and no more."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import lru_cache


def trim() -> None:
    """Give back what is free, where the C library keeps it otherwise: glibc's `malloc_trim`, malloc_trim(3).

    The texts of dashboards are large and come and go with each build; the gaps that they leave would grow by some
    twenty kilobytes a build.
    """
    _trimming()(0)


@lru_cache(maxsize=1)
def _trimming() -> Callable[[int], object]:
    try:
        trimming: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library; another system
        return lambda _: None
    return trimming
