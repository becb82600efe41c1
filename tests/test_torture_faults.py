"""A disk that refuses; in full: ``python -m torture faults``."""

from __future__ import annotations

import errno

import pytest

from tests.tortures import figures
from torture.faults import Fault, said
from torture.ptrace import GO, Call
from torture.stage import Result

SAID = [
    ("a sentence", 1, "Error: a.md: No space left on device.\n", True),
    ("a sentence and a hint", 1, "Error: a.md can't be written.\nTry again.\n", True),
    ("no error at all", 0, "Logged.\n", False),
    ("our mistake", 3, "This is a mistake in vaultnet.\n", False),
    ("nothing said", 1, "", False),
    ("a traceback", 1, "Error: x.\nTraceback (most recent call last):\n", False),
]


@pytest.mark.parametrize(("title", "code", "text", "fine"), SAID, ids=[case[0] for case in SAID])
def test_a_failure_is_told_in_a_sentence(title: str, code: int, text: str, fine: bool) -> None:
    assert (said(Result(code, text, ())) == "") is fine


def test_a_disk_refuses_once_or_from_then_on() -> None:
    calls = [Call(number, "write", ("/vault/a.md",), 4) for number in range(3)]
    once = Fault(calls[1], errno.EIO, False)
    on = Fault(calls[1], errno.EIO, True)
    assert [once.decide(call) for call in calls] == [GO, errno.EIO, GO]
    assert [on.decide(call) for call in calls] == [GO, errno.EIO, errno.EIO]
    assert not once.may_pass


def test_a_disk_that_refuses_loses_nothing() -> None:
    found = figures("faults", 0)
    assert not found or len(found) == 3
