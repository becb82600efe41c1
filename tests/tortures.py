"""The torture in its short form: each part at a small size, in a process of its own, which may fork as it likes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from torture.figures import Figure, failed, table

ROOT = Path(__file__).parents[1]


def figures(part: str, size: int) -> list[Figure]:
    """What a part found, after a look that nothing of vaultnet's was lost.

    Where a system doesn't let a part run, it says so, and nothing was tried.
    """
    command = [sys.executable, "-m", "torture", part, "--size", str(size), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.stdout, ended.stderr
    found = [Figure(**one) for one in json.loads(ended.stdout)[part]]
    if len(found) == 1 and not found[0].tried:
        assert ended.returncode == 1
        assert sys.platform != "linux" or "lets no process be traced" in found[0].note
        return []
    assert not failed(found), table(found)
    assert ended.returncode == 0, ended.stderr
    return found
