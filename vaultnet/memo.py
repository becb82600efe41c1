"""What a pure function gave before need not be worked out again while its value is the same object.

A process that builds a vault again and again is given the same summaries each time, but for the few whose notes
have changed. All ways to remember but `of_equal` look at which object a value is, and not at what is in it: that
costs next to nothing, and for an object that is made anew it is simply worked out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache, reduce, wraps
from operator import is_
from typing import Any, TypeVar, TypeVarTuple
from weakref import ref

V = TypeVar("V")
R = TypeVar("R")
K = TypeVar("K")
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
            first, until = _ends(last[0], values)
            old = len(last[0]) - until
            known = dict(zip(map(id, last[0][first:old]), last[2][first:old], strict=True))
            results = last[2][:first]
            for value in values[first : len(values) - until]:
                results.append(known[id(value)] if id(value) in known else function(value, *rest))
            results += last[2][old:]
        last = values, rest, results
        return results

    return remembering


def _ends(before: Sequence[Any], values: Sequence[Any]) -> tuple[int, int]:
    """Give how many objects are the same at the beginning of two sequences, and at the end of what is left."""
    first = _same(map(is_, before, values))
    until = _same(map(is_, reversed(before), reversed(values)))
    return first, min(until, len(before) - first, len(values) - first)


def _same(found: Iterable[bool]) -> int:
    same = [*found]
    return same.index(False) if False in same else len(same)


def _gone_and_come(before: Sequence[V], values: Sequence[V]) -> tuple[Sequence[V], Sequence[V]]:
    """Give the objects that are no longer in a sequence, and those that are new to it.

    Those that are in both but not in the same order are among the ones and the others.
    """
    if before is values:
        return (), ()
    first, until = _ends(before, values)
    gone, come = before[first : len(before) - until], values[first : len(values) - until]
    here, there = set(map(id, gone)), set(map(id, come))
    if (len(here), len(there)) != (len(gone), len(come)):
        return gone, come  # one of them is there twice
    stay = [one for one in gone if id(one) in there], [one for one in come if id(one) in here]
    if not all(map(is_, *stay)):
        return gone, come
    return [one for one in gone if id(one) not in there], [one for one in come if id(one) not in here]


def in_order(key: Callable[[V], Any]) -> Callable[[Sequence[V]], tuple[V, ...]]:
    """Sort by a key that only values share which may stand in each other's place.

    Of those of the last time only the ones that are gone and come cost something. They are held, and no others.
    """
    last: tuple[Sequence[V], list[Any], list[V], tuple[V, ...]] = (), [], [], ()

    def sorting(values: Sequence[V]) -> tuple[V, ...]:
        nonlocal last
        before, keys, ordered, result = last
        gone, come = _gone_and_come(before, values)
        if len(gone) + len(come) > _FEW:
            decorated = sorted(zip(map(key, values), range(len(values)), strict=True))
            keys, ordered = [one for one, _ in decorated], [values[place] for _, place in decorated]
        elif gone or come:
            keys, ordered = keys.copy(), ordered.copy()
            for value in gone:
                at = bisect_left(keys, key(value))
                while ordered[at] is not value:
                    at += 1
                del keys[at], ordered[at]
            for value in come:
                at = bisect_left(keys, key(value))
                keys.insert(at, key(value))
                ordered.insert(at, value)
        if gone or come:
            result = tuple(ordered)
        last = values, keys, ordered, result
        return result

    return sorting


_FEW = 100
"""Values up to which each is put into its place, and no longer all of them are sorted."""


def grouped(key: Callable[[V], K], make: Callable[[list[V]], R]) -> Callable[[Sequence[V]], dict[K, R]]:
    """Make something of all values that share a key, and again only where other values share it than the last time.

    What it is made of is in the order of the values; the order of the keys says nothing.
    The values of the last time are held, and no others.
    """
    last: tuple[Sequence[V], dict[K, R]] = (), {}

    def grouping(values: Sequence[V]) -> dict[K, R]:
        nonlocal last
        before, made = last
        gone, come = _gone_and_come(before, values)
        if gone or come:
            differing = {key(one) for one in (*gone, *come)}
            parts: dict[K, list[V]] = {}
            for value in [one for at, one in zip(map(key, values), values, strict=True) if at in differing]:
                parts.setdefault(key(value), []).append(value)
            made = made.copy()
            for at in differing:
                made.pop(at, None)
            made |= {at: make(part) for at, part in parts.items()}
        last = values, made
        return made

    return grouping


def of_read(function: Callable[[V, *Rest], R], *within: str) -> Callable[[V, *Rest], R]:
    """Remember what a pure function gave the last time, for as long as all that it read is the same objects.

    Its first argument is a frozen dataclass, of which it is noted which fields are read; of what is in the fields
    ``within``, it is those of that. What was read is held. The other arguments must be the same objects, too.
    """
    last: tuple[tuple[Any, ...], _Read, R] | None = None

    @wraps(function)
    def remembering(value: V, *rest: *Rest) -> R:
        nonlocal last
        if last is not None and all(map(is_, last[0], rest)) and last[1].is_in(value):
            return last[2]
        last, read = None, _Read(within)
        result = function(read.of(value), *rest)
        last = rest, read, result
        return result

    return remembering


class _Read:
    """What was read of a value, by the names that lead there."""

    def __init__(self, within: Sequence[str]) -> None:
        self._within = within
        self._found: dict[tuple[str, ...], Any] = {}

    def of(self, value: V, *path: str) -> V:
        """Give what is as the value, and notes what is read of it."""
        kind: Any = type(value)
        watched: V = object.__new__(_watched(kind))
        object.__setattr__(watched, "_noting", (value, path, self))
        return watched

    def read(self, value: Any, path: tuple[str, ...], name: str) -> Any:
        """Read a field, and note it."""
        found = getattr(value, name)
        if name in self._within:
            return self.of(found, *path, name)
        self._found[*path, name] = found
        return found

    def is_in(self, value: Any) -> bool:
        """Tell whether what was read is in another value, too."""
        return all(reduce(getattr, path, value) is found for path, found in self._found.items())


@cache
def _watched(kind: type[Any]) -> type[Any]:
    """Make a class of values that are as those of another one, and note which of their fields are read."""
    fields = frozenset(getattr(kind, "__dataclass_fields__", ()))

    def read(self: Any, name: str) -> Any:
        if name in fields:
            value, path, noting = object.__getattribute__(self, "_noting")
            return noting.read(value, path, name)
        return kind if name == "__class__" else object.__getattribute__(self, name)

    return type(kind.__name__, (kind,), {"__slots__": ("_noting",), "__getattribute__": read})


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


class Kept:
    """What was made for each of some keys the last time, given again while it would be made of equal parts.

    Comparing parts costs little where they are the objects of the last time. What is not asked for between two
    calls of `turn` is let go of.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._last: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._now: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}

    def again(self, key: Hashable, parts: tuple[Any, ...], make: Callable[[], R]) -> R:
        """Give what was made for a key of these parts, or make it."""
        known = self._now.get(key) or self._last.get(key)
        if known is None or known[0] != parts:
            known = parts, make()
        self._now[key] = known
        result: R = known[1]
        return result

    def turn(self) -> None:
        """Begin anew: what was asked for since the last turn is what was made the last time."""
        self._last, self._now = self._now, {}
