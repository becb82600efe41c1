"""Lines of events' debriefs that can't be read as a person, or of which nobody can tell whom they mean. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from vaultnet import debriefs
from vaultnet.config import Config
from vaultnet.network import Snapshot
from vaultnet.problems import Problem


def find(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    """Find what was written under ``## Met`` and can't be taken down: it stays as it is."""
    yield from debriefs.problems(snapshot)
