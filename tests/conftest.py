"""What every test stands on: caches and state of its own, and no settings from the machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep caches and state out of the user's folders, and the user's settings out of the test."""
    place = tmp_path_factory.mktemp("own")
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
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files need no second look for being young, and what others put into the checkout meanwhile is no change."""
    for module in ("files", "index", "record"):
        monkeypatch.setattr(f"vaultnet.{module}.racy", lambda stamp, now: False)
    checkout = Path(__file__).parents[1]
    busy = {str(checkout), str(checkout / "tests")}
    monkeypatch.setattr(sys, "path", [place for place in sys.path if place not in busy])
