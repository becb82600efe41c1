"""What was worked out before is given again for the same object, and for no other."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import memo


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Value:
    """Something to work with."""

    number: int


class Calls:
    """A function that counts how often it is called."""

    def __init__(self) -> None:
        self.made = 0

    def add(self, value: Value, more: int) -> int:
        self.made += 1
        return value.number + more


class TestOfEach:
    def test_it_is_worked_out_once(self) -> None:
        calls, value = Calls(), Value(1)
        add = memo.of_each(calls.add)
        assert [add(value, 2), add(value, 2)] == [3, 3]
        assert calls.made == 1

    def test_others_beside_it_are_worked_out_again(self) -> None:
        calls, value = Calls(), Value(1)
        add = memo.of_each(calls.add)
        assert [add(value, 2), add(value, 3), add(value, 2)] == [3, 4, 3]
        assert calls.made == 3

    def test_an_equal_value_is_another_object(self) -> None:
        calls = Calls()
        add = memo.of_each(calls.add)
        values = [Value(1), Value(1)]
        assert [add(value, 0) for value in values] == [1, 1]
        assert calls.made == 2

    def test_nothing_is_remembered_of_what_is_gone(self) -> None:
        add = memo.of_each(lambda value: [value.number])
        value = Value(1)
        result = add(value)
        gone = ref(value)
        del value
        gc.collect()
        assert gone() is None, "the value was not kept"
        assert gc.get_referrers(result) == [], "and what it came to neither"

    def test_whoever_takes_a_place_in_memory_is_not_taken_for_who_had_it(self) -> None:
        add = memo.of_each(Calls().add)
        assert [add(Value(number), 0) for number in range(1000)] == list(range(1000))


class TestOfLast:
    def test_the_last_is_given_again(self) -> None:
        calls, one, other = Calls(), Value(1), Value(2)
        add = memo.of_last(calls.add)
        assert [add(one, 0), add(one, 0), add(other, 0), add(one, 0)] == [1, 1, 2, 1]
        assert calls.made == 3

    def test_an_equal_value_is_another_object(self) -> None:
        calls = Calls()
        add = memo.of_last(calls.add)
        one, other = Value(1), Value(1)
        assert [add(one, 0), add(other, 0)] == [1, 1]
        assert calls.made == 2


class TestOfAll:
    def test_only_the_others_are_worked_out(self) -> None:
        calls = Calls()
        add = memo.of_all(calls.add)
        one, two, three = Value(1), Value(2), Value(3)
        assert add((one, two), 1) == [2, 3]
        assert add((one, three), 1) == [2, 4]
        assert calls.made == 3

    def test_one_that_comes_or_goes_costs_itself(self) -> None:
        calls = Calls()
        add = memo.of_all(calls.add)
        one, two, three = Value(1), Value(2), Value(3)
        assert add((one, three), 0) == [1, 3]
        assert add((one, two, three), 0) == [1, 2, 3]
        assert add((three,), 0) == [3]
        assert calls.made == 3

    def test_what_was_given_is_not_changed_later(self) -> None:
        add = memo.of_all(Calls().add)
        first = add((Value(1),), 0)
        add((Value(2),), 0)
        assert first == [1]

    def test_others_beside_them_are_worked_out_again(self) -> None:
        add, one = memo.of_all(Calls().add), Value(1)
        assert [add((one,), 1), add((one,), 2), add((one,), 1)] == [[2], [3], [2]]

    def test_several_functions_are_given_the_same_values(self) -> None:
        one, two, three = Calls(), Calls(), Calls()
        functions = [memo.of_all(calls.add) for calls in (one, two)]
        before = (Value(1), Value(2), Value(3))
        then = (before[0], Value(5), before[2])
        assert [add(before, 0) for add in functions] == [[1, 2, 3]] * 2
        assert [add(then, 0) for add in functions] == [[1, 5, 3]] * 2
        assert (one.made, two.made) == (4, 4)
        late = memo.of_all(three.add)
        assert [late((Value(9), *then[1:]), 0), late(then, 0), late(then, 0)] == [
            [9, 5, 3],
            [1, 5, 3],
            [1, 5, 3],
        ]
        assert three.made == 4

    def test_what_was_compared_is_let_go(self) -> None:
        add = memo.of_all(Calls().add)
        value = Value(1)
        gone = ref(value)
        add((value,), 0)
        add((Value(2),), 0)
        del value
        memo.let_go()
        assert gone() is None

    def test_none_are_none(self) -> None:
        add = memo.of_all(Calls().add)
        assert [add((), 0), add((), 0)] == [[], []]


class TestOfEqual:
    def test_what_is_equal_is_not_worked_out_again(self) -> None:
        calls = Calls()
        add = memo.of_equal(calls.add)
        assert [add(Value(1), 0), add(Value(1), 0), add(Value(2), 0), add(Value(1), 0)] == [1, 1, 2, 1]
        assert calls.made == 3

    def test_everything_given_is_compared(self) -> None:
        add = memo.of_equal(Calls().add)
        assert [add(Value(1), 1), add(Value(1), 2)] == [2, 3]


@dataclass(frozen=True, slots=True)
class Part:
    """A part with values of its own."""

    inner: Value


@dataclass(frozen=True, slots=True)
class Whole:
    """Something of which only some is read."""

    one: Value
    other: Value
    part: Part

    @property
    def both(self) -> int:
        return self.one.number + self.other.number


class TestOfRead:
    """What was worked out of something is given again as long as what was read of it is the same."""

    ONE = Whole(Value(1), Value(2), Part(Value(3)))

    READS = (
        ("a field", lambda whole: whole.one.number, {"one"}),
        ("two fields", lambda whole: whole.one.number + whole.other.number, {"one", "other"}),
        ("by way of a property", lambda whole: whole.both, {"one", "other"}),
        ("a field of a part", lambda whole: whole.part.inner.number, {"inner"}),
        ("what is not replaced, to make another", lambda whole: replace(whole, one=Value(7)).both, {"other"}),
        ("all, to compare", lambda whole: whole == TestOfRead.ONE, {"one", "other", "part", "inner"}),
        ("nothing", lambda _: 5, set()),
    )
    OTHERS = (
        ("nothing", ONE, set()),
        ("what holds it", replace(ONE, part=Part(ONE.part.inner)), {"part"}),
        ("the one", replace(ONE, one=Value(1)), {"one"}),
        ("the other", replace(ONE, other=Value(9)), {"other"}),
        ("the part", replace(ONE, part=Part(Value(8))), {"part", "inner"}),
    )

    @pytest.mark.parametrize(("reads", "fields"), [pytest.param(*one[1:], id=one[0]) for one in READS])
    @pytest.mark.parametrize(("then", "changed"), [pytest.param(*one[1:], id=one[0]) for one in OTHERS])
    def test_only_what_was_read_counts(self, reads, fields, then, changed) -> None:  # type: ignore[no-untyped-def]
        calls: list[Whole] = []

        def function(whole: Whole) -> object:
            calls.append(whole)
            return reads(whole)

        read = memo.of_read(function, "part")
        assert read(self.ONE) == reads(self.ONE)
        assert read(then) == reads(then)
        again = len(calls) == 2
        if fields & (changed - {"part"}):
            assert again
        if not fields & changed:
            assert not again

    def test_everything_beside_it_counts(self) -> None:
        calls = Calls()
        add = memo.of_read(lambda whole, more: calls.add(whole.one, more))
        more = 10**9
        assert [add(self.ONE, more), add(self.ONE, more), add(self.ONE, 0)] == [more + 1, more + 1, 1]
        assert calls.made == 2

    def test_what_went_wrong_is_not_remembered(self) -> None:
        wrong = [True]

        def function(whole: Whole) -> int:
            if wrong:
                wrong.pop()
                raise ValueError("wrong")
            return whole.one.number

        read = memo.of_read(function)
        with pytest.raises(ValueError, match="wrong"):
            read(self.ONE)
        assert read(self.ONE) == 1

    def test_what_was_read_before_the_last_time_is_let_go(self) -> None:
        read = memo.of_read(lambda whole: whole.one.number)
        first = Value(1)
        gone = ref(first)
        read(replace(self.ONE, one=first))
        read(self.ONE)
        del first
        gc.collect()
        assert gone() is None


VALUES = tuple(Value(number % 7) for number in range(12))
"""Several are equal, and none is the same."""
SEQUENCES = st.lists(st.lists(st.sampled_from(VALUES), max_size=14), max_size=6)


def number(value: Value) -> int:
    return value.number


class TestInOrder:
    @given(SEQUENCES)
    def test_it_is_as_if_all_of_them_were_sorted(self, sequences: list[list[Value]]) -> None:
        in_order = memo.in_order(number)
        for values in sequences:
            assert in_order(values) == tuple(sorted(values, key=number))
            assert sorted(map(id, in_order(values))) == sorted(map(id, values))

    @pytest.mark.parametrize("much", [1, 1000])
    def test_many_or_few(self, much: int) -> None:
        in_order = memo.in_order(number)
        values = [Value(number) for number in range(2000)]
        assert in_order(values[::-1]) == tuple(values)
        assert in_order(values[much:]) == tuple(values[much:])

    def test_the_same_is_the_same_object(self) -> None:
        in_order = memo.in_order(number)
        assert in_order(VALUES) is in_order(list(VALUES))

    def test_what_is_gone_is_let_go(self) -> None:
        in_order = memo.in_order(number)
        value = Value(5)
        gone = ref(value)
        in_order([*VALUES, value])
        in_order(VALUES)
        del value
        assert gone() is None

    def test_what_went_wrong_changes_nothing(self) -> None:
        wrong: list[int] = []

        def key(value: Value) -> int:
            if value.number in wrong:
                raise ValueError("wrong")
            return value.number

        in_order = memo.in_order(key)
        one, two, three = Value(1), Value(2), Value(3)
        assert in_order([three, two]) == (two, three)
        wrong.append(1)
        with pytest.raises(ValueError, match="wrong"):
            in_order([three, one])
        wrong.clear()
        assert in_order([three, one]) == (one, three)


class TestGrouped:
    @given(SEQUENCES)
    def test_it_is_as_if_all_were_put_together(self, sequences: list[list[Value]]) -> None:
        grouping = memo.grouped(lambda value: value.number % 3, lambda values: list(map(id, values)))
        for values in sequences:
            wanted: dict[int, list[int]] = {}
            for value in values:
                wanted.setdefault(value.number % 3, []).append(id(value))
            assert grouping(values) == wanted

    def test_only_groups_with_other_values_are_made_again(self) -> None:
        made: list[list[int]] = []

        def make(values: list[Value]) -> int:
            made.append(list(map(number, values)))
            return len(values)

        grouping = memo.grouped(lambda value: value.number % 2, make)
        one, two, three = Value(1), Value(2), Value(3)
        assert grouping((one, two, three)) == {1: 2, 0: 1}
        assert grouping((two, three)) == {1: 1, 0: 1}
        assert grouping((two,)) == {0: 1}
        assert made == [[1, 3], [2], [3]]

    def test_the_same_is_the_same_object(self) -> None:
        grouping = memo.grouped(number, len)
        assert grouping(VALUES) is grouping(list(VALUES))


def test_what_is_made_of_the_same_is_made_once() -> None:
    kept, made = memo.Kept(), []

    def make(what: str) -> str:
        made.append(what)
        return what.upper()

    for parts in (("a",), ("a",), ("b",), ("b",)):
        assert kept.again("key", parts, lambda parts=parts: make(parts[0])) == parts[0].upper()
    assert made == ["a", "b"]
    kept.turn()
    assert kept.again("key", ("b",), lambda: make("b")) == "B"
    assert made == ["a", "b"]


def test_what_was_not_asked_for_is_let_go_of() -> None:
    class Thing:
        pass

    kept, thing = memo.Kept(), Thing()
    gone = ref(thing)
    kept.again("key", (thing,), lambda: 1)
    del thing
    kept.turn()
    gc.collect()
    assert gone() is not None
    kept.turn()
    gc.collect()
    assert gone() is None
