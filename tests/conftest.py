"""What every test stands on: caches and state of its own, and no settings from the machine."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from jinja2 import Environment

from tests import door

_MEMORY = "/dev/shm"
_ROOM = 2 << 30
"""Bytes that must be free there; the suite takes a tenth of them."""


def _work_in_memory() -> None:
    """Put temporary files into memory where a system has the room: a disk takes a third of the suite's time."""
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK):
        return
    place = os.statvfs(_MEMORY)
    if place.f_bavail * place.f_frsize > _ROOM and not place.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = tempfile.tempdir = _MEMORY


_work_in_memory()
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes would compile the same modules
door.watch()
settings.register_profile("untimed", deadline=None)  # how long an example takes is up to who else is at work
settings.load_profile("untimed")
gc.disable()
_places = count()


def pytest_collection_finish() -> None:
    """Spare the garbage collector the tests themselves: there are thousands, and none of them is garbage."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.fixture(autouse=True)
def door_alone() -> Iterator[None]:
    """Fail whatever test let one of our modules write into a vault past the door."""
    door.caught.clear()
    yield
    caught = list(door.caught)
    door.caught.clear()
    assert not caught, "written past the door"


@pytest.fixture(autouse=True, scope="session")
def compiled() -> Iterator[None]:
    """Compile each template once in a process.

    What a text compiles to is always the same, and with a cache of its own each test, and each clean build of the
    laws, would spend most of its time on compiling.
    """
    known: dict[tuple[object, ...], Any] = {}
    compiling = Environment.compile

    def once(self: Environment, source: Any, *given: Any) -> Any:
        settings = (type(self), self.trim_blocks, self.lstrip_blocks, self.undefined, *sorted(self.filters))
        key = (source, given, settings)
        if key not in known:
            known[key] = compiling(self, source, *given)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", once)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_waiting() -> Iterator[None]:
    """Do not wait for the disk: no test takes its power away, and thousands of waits are half of the suite's time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep caches and state out of the user's folders, and the user's settings out of the test.

    Few tests put anything there, and making and removing a folder for each would take longer than most of them.
    """
    place = tmp_path_factory.getbasetemp() / f"own{next(_places)}"
    monkeypatch.setenv("VAULTNET_CACHE", str(place / "cache"))
    monkeypatch.setenv("VAULTNET_STATE", str(place / "state"))
    for name in ("VAULTNET_VAULT", "VAULTNET_TODAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """An empty vault."""
    root = tmp_path / "vault"
    root.mkdir()
    (root / "vaultnet.toml").write_text("")
    return root


@pytest.fixture
def undisturbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others put into the checkout meanwhile is no change: its folders count as places of plugins."""
    checkout = Path(__file__).parents[1]
    busy = {str(checkout), str(checkout / "tests")}
    monkeypatch.setattr(sys, "path", [place for place in sys.path if place not in busy])


@pytest.fixture
def long_ago(undisturbed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files need no second look for being young."""
    for module in ("files", "index", "record"):
        monkeypatch.setattr(f"vaultnet.{module}.racy", lambda stamp, now: False)
