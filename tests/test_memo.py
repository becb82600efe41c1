"""What was worked out before is given again for the same object, and for no other."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from weakref import ref

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
