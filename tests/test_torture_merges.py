"""The short form of the torture of merges: vaultnet's beside git's, told by what the notes say."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from torture import merges
from torture.figures import failed, table
from torture.merges import INVENTED, MISSING, OTHERWISE, UNREADABLE, Result, Tally
from torture.two_devices import Devices, Three
from vaultnet.frontmatter import read


def test_nothing_is_lost_or_made_up() -> None:
    found = merges.run(60, seed=7)
    assert not failed(found), table(found)
    assert [one.what for one in found if one.ours] == [
        f"vaultnet: {what}" for what in (UNREADABLE, INVENTED, MISSING, OTHERWISE)
    ]
    assert [one.tried for one in found] == [60, 60, 60, 3, *[60] * 6]
    worse = {one.what: one for one in found if not one.ours}
    assert worse[f"git's own merge: {UNREADABLE}"].lost > 30
    assert "though no property was changed on both sides" in worse[f"git's own merge: {UNREADABLE}"].note
    assert worse[f"`merge=union`: {UNREADABLE}"].lost > 20
    assert " of 60 need a person (" in found[0].note


def test_a_run_can_be_repeated() -> None:
    assert [Devices(random.Random(3)).three() for _ in range(2)] == [Devices(random.Random(3)).three()] * 2


def test_the_notes_are_real_notes_that_both_sides_changed() -> None:
    devices = Devices(random.Random(1))
    for _ in range(300):
        three = devices.three()
        for data in three:
            front = read("", data.decode("utf-8", "replace"))
            assert front.present
            assert not front.problems
        assert len(set(three)) == 3


THREE = Three(b"---\na: 1\nb: [x]\n---\n", b"---\na: 2\nb: [x, y]\n---\n", b"---\na: 1\nb: [z]\n---\n")
JUDGED = [
    ("fine", b"---\na: 2\nb: [z, y]\n---\n", []),
    ("a key twice", b"---\na: 2\na: 1\n---\n", [UNREADABLE]),
    ("markers", b"---\n<<<<<<< a\na: 2\n---\n", [UNREADABLE]),
    ("no properties", b"text\n", [UNREADABLE]),
    ("another value", b"---\na: 21\nb: [y]\n---\n", [INVENTED, MISSING]),
    ("another entry", b"---\na: 2\nb: [y, w]\n---\n", [INVENTED]),
    ("another key", b"---\na: 2\nc: 2\n---\n", [INVENTED]),
    ("what it was", b"---\na: 1\nb: [y]\n---\n", [MISSING]),
    ("a question", b"---\na: 1\n---\n<<<<<<< ours: a\n", []),
    ("one about all", b"---\n---\n<<<<<<< ours: all properties\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "data", "wrong"), JUDGED, ids=[one[0] for one in JUDGED])
def test_what_goes_wrong_is_seen(title: str, data: bytes, wrong: list[str]) -> None:
    tally = Tally()
    tally.judge(THREE, Result(data, undecided=False))
    assert sorted(tally.counts) == sorted(wrong)


SPOILED: list[tuple[str, Callable[[bytes], bytes]]] = [
    (UNREADABLE, lambda data: data.replace(b"---", b"---\n&", 1)),
    (INVENTED, lambda data: data.replace(b"2026-", b"2062-")),
]


@pytest.mark.parametrize(("what", "spoil"), SPOILED)
def test_a_merge_that_spoils_notes_fails(
    what: str, spoil: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = merges._merged
    monkeypatch.setattr(
        merges, "_merged", lambda place, three: Result(spoil(honest(place, three).data), undecided=False)
    )
    found = {one.what: one for one in merges.run(20, seed=7)}
    assert found[f"vaultnet: {what}"].lost
    assert found[f"vaultnet: {OTHERWISE}"].lost
    assert (
        "become b'---" in found[f"vaultnet: {what}"].note
        or "need a person" in found[f"vaultnet: {what}"].note
    )
