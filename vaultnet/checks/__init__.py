"""The built-in checks: what is wrong across notes, where no single note shows it. A plugin like any other."""

from __future__ import annotations

from collections.abc import Iterator

from vaultnet import goals
from vaultnet.config import Config
from vaultnet.hookspecs import Check, hookimpl
from vaultnet.model import Snapshot
from vaultnet.problems import Problem


@hookimpl
def vaultnet_checks() -> list[Check]:
    """The checks that come with vaultnet."""
    return [Check("goals", "Goals whose measure, target or parent can't be what was meant.", _goals)]


def _goals(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    yield from goals.problems(snapshot.goals)
