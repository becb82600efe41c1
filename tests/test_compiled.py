"""Compiled templates are kept between builds, and a damaged one is as good as none."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from vaultnet import compiled, record


def page(given: jinja2.BytecodeCache) -> str:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({"page": "{{ 6 * number }}"}), bytecode_cache=given
    )
    return environment.get_template("page").render(number=7)


DAMAGE: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("empty", lambda data: b""),
    ("cut short", lambda data: data[:-20]),
    ("junk", lambda data: b"junk" * 100),
    *((f"one bit at {at}", lambda data, at=at: bytes([*data[:at], data[at] ^ 1, *data[at + 1 :]])) for at in (0, 30, 90, -1)),
]  # fmt: skip


@pytest.mark.parametrize(("title", "damage"), DAMAGE, ids=[case[0] for case in DAMAGE])
def test_what_is_whole_is_used_and_what_is_damaged_is_not(
    title: str, damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    for _ in range(2):
        assert page(compiled.Compiled(str(tmp_path))) == "42"
    (name,) = os.listdir(tmp_path)
    damaged = damage((tmp_path / name).read_bytes())
    (tmp_path / name).write_bytes(damaged)
    assert page(compiled.Compiled(str(tmp_path))) == "42"
    data = (tmp_path / name).read_bytes()
    assert data != damaged
    assert record.digest(data[16:]) == data[:16], "made anew"


def test_a_folder_that_is_not_there_costs_nothing_but_time(tmp_path: Path) -> None:
    assert page(compiled.Compiled(str(tmp_path / "none"))) == "42"
