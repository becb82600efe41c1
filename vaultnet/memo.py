"""What a pure function gave before need not be worked out again while its value is the same object.

A process that builds a vault again and again is given the same summaries each time, but for the few whose notes
have changed. All ways to remember but `of_equal` look at which object a value is, and not at what is in it: that
costs next to nothing, and for an object that is made anew it is simply worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from operator import is_
from typing import Any, TypeVar, TypeVarTuple
from weakref import ref

V = TypeVar("V")
R = TypeVar("R")
Rest = TypeVarTuple("Rest")


def of_each(function: Callable[[V, *Rest], R]) -> Callable[[V, *Rest], R]:
    """Remember what a pure function gave for each value, its first argument, as long as that value lives.

    The other arguments are compared; for others than the last time it is worked out again. What it gives must not
    hold the value: then neither would ever be let go.
    """
    known: dict[int, tuple[ref[V], tuple[Any, ...], R]] = {}

    @wraps(function)
    def remembering(value: V, /, *rest: *Rest) -> R:
        number = id(value)
        found = known.get(number)
        if found is not None and found[0]() is value and found[1] == rest:
            return found[2]
        result = function(value, *rest)

        def forget(gone: ref[V]) -> None:
            if number in known and known[number][0] is gone:
                del known[number]

        known[number] = ref(value, forget), rest, result
        return result

    return remembering


def of_all(function: Callable[[V, *Rest], R]) -> Callable[[Sequence[V], *Rest], list[R]]:
    """Apply a pure function of one value to many, and remember what it gave for those of the last time.

    Where most values are those of the last time, in the same order, it costs a small part of `of_each` for each.
    The values of the last time are held, and no others.
    The other arguments are compared.
    """
    last: tuple[Sequence[V], tuple[Any, ...], list[R]] | None = None

    @wraps(function)
    def remembering(values: Sequence[V], *rest: *Rest) -> list[R]:
        nonlocal last
        results: list[R]
        if last is None or last[1] != rest:
            results = [function(value, *rest) for value in values]
        elif len(last[0]) == len(values):
            results = last[2].copy()
            for at in _differing(last[0], values):
                results[at] = function(values[at], *rest)
        else:
            known = {id(value): result for value, result in zip(last[0], last[2], strict=True)}
            results = [known[id(value)] if id(value) in known else function(value, *rest) for value in values]
        last = values, rest, results
        return results

    return remembering


_compared: tuple[Sequence[Any], Sequence[Any], list[int]] | None = None
"""What was compared last: in a build many functions are given the same contacts, and were the last time."""


def _differing(before: Sequence[Any], values: Sequence[Any]) -> list[int]:
    """Give the places at which two sequences of one length hold different objects."""
    global _compared
    if before is values:
        return []
    if _compared is None or _compared[0] is not before or _compared[1] is not values:
        _compared = (
            before,
            values,
            [at for at, same in enumerate(map(is_, before, values)) if not same],
        )
    return _compared[2]


def let_go() -> None:
    """Let go of what was compared: the values of the time before the last one are nobody's any more."""
    global _compared
    _compared = None


def of_last(function: Callable[[*Rest], R]) -> Callable[[*Rest], R]:
    """Remember what a pure function gave the last time, for as long as it is given the same objects."""
    last: tuple[tuple[Any, ...], R] | None = None

    @wraps(function)
    def remembering(*values: *Rest) -> R:
        nonlocal last
        known = last
        if known is not None and all(map(is_, known[0], values)):
            return known[1]
        result = function(*values)
        last = values, result
        return result

    return remembering


def of_equal(function: Callable[[*Rest], R]) -> Callable[[*Rest], R]:
    """Remember what a pure function gave the last time, for as long as it is given equal values.

    Comparing costs little where the parts of what is given are the objects of the last time.
    """
    last: tuple[tuple[Any, ...], R] | None = None

    @wraps(function)
    def remembering(*values: *Rest) -> R:
        nonlocal last
        known = last
        if known is not None and known[0] == values:
            return known[1]
        result = function(*values)
        last = values, result
        return result

    return remembering
