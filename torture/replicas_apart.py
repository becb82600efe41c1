"""Two laptops and a phone as in `torture.replicas`, with dashboards that git ignores: each laptop has its own."""

from __future__ import annotations

from torture import replicas
from torture.figures import Figure
from torture.replica_devices import Way

WAYS = (Way(False, False), Way(True, False))


def run(size: int, seed: int) -> list[Figure]:
    """Live ``size`` rounds by merging and by rebasing."""
    return replicas.lived(dict.fromkeys(WAYS, size), seed)
