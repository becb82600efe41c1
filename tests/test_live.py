"""A vault that is built again and again in one process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import vaults
from vaultnet.live import Live

TODAY_PAGE = "Network/Network Today.md"


@pytest.fixture
def root(vault: Path) -> Path:
    vaults.put(vault, vaults.SMALL)
    return vault


def live(root: Path) -> Live:
    return Live(str(root), vaults.TODAY)


def age(path: Path, seconds: float) -> None:
    """Let a file be saved so long ago."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - int(seconds * 1e9)))


class TestResting:
    """A dashboard in which somebody types is left alone until it has rested."""

    def typed(self, root: Path) -> Path:
        page = root / TODAY_PAGE
        page.write_text(page.read_text().replace("# ", "# A thought that is not fini\n\n# ", 1))
        return page

    def test_what_was_just_typed_stays_and_all_else_is_built(self, root: Path) -> None:
        one = live(root)
        one.build()
        page = self.typed(root)
        before = page.read_text()
        vaults.put(root, {"People/Ada Lovelace.md": vaults.ADA.replace("close", "clsoe")})
        report = one.build(rest=10)
        assert report is not None
        assert 0 < report.resting <= 10
        assert page.read_text() == before
        assert "Network/Network Health.md" in report.written

    def test_it_is_left_alone_however_often_the_rest_is_built(self, root: Path) -> None:
        one = live(root)
        one.build()
        page = self.typed(root)
        before = page.read_text()
        for _ in range(3):
            report = one.build(rest=10)
            assert report is not None
            assert report.resting
            assert page.read_text() == before

    def test_when_it_has_rested_it_is_taken_in(self, root: Path) -> None:
        one = live(root)
        one.build()
        page = self.typed(root)
        assert one.build(rest=10)
        age(page, 11)
        report = one.build(rest=10)
        assert report is not None
        assert not report.resting
        assert report.rescued
        assert "A thought" not in page.read_text()

    def test_a_time_that_lies_ahead_does_not_keep_it_for_ever(self, root: Path) -> None:
        one = live(root)
        one.build()
        age(self.typed(root), -3600)
        report = one.build(rest=10)
        assert report is not None
        assert report.rescued
