"""Processes beside each other, killed ones among them; in full: ``python -m torture locks``."""

from __future__ import annotations

from tests.tortures import figures
from torture.locks import PROCESSES, SHARED, Task


def test_nothing_is_lost_between_processes() -> None:
    found = {one.what: one for one in figures("locks", 5)}
    if found:
        assert found["operations of 8 processes at once"].tried == 5 * PROCESSES
        assert found["processes killed in an operation"].tried
        assert found["`build` beside them"].tried


def test_each_operation_changes_two_notes() -> None:
    for number in range(2 * SHARED):
        for process in range(PROCESSES):
            paths = Task(process, number).paths
            assert len(set(paths)) == 2
