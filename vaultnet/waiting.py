"""Ticks that wait on dashboards until the next build takes them in: what commands that only read mention."""

from __future__ import annotations

from functools import partial

from vaultnet import files, intake, marks, record
from vaultnet.facts import Facts
from vaultnet.intake import Page


def find(facts: Facts) -> dict[str, int]:
    """Count the ticks that are still to be taken in, by the dashboard's name.

    Only dashboards that were saved since the last build are read, which none has been most of the time.
    """
    root = str(facts.vault)
    last = record.load(root)
    outputs = last.outputs if last else dict.fromkeys(_by_default(facts))
    found = {}
    for path, stamp in outputs.items():
        if (
            path.endswith(".md")
            and files.stamp_of(f"{root}/{path}") != stamp
            and (count := _count(facts, path))
        ):
            found[path.rpartition("/")[2].removesuffix(".md")] = count
    return found


def _by_default(facts: Facts) -> list[str]:
    return [f"{facts.config.folder}/{dashboard.file}" for dashboard in facts.plugins.dashboards]


def _count(facts: Facts, path: str) -> int:
    root = str(facts.vault)
    try:
        data = files.read_if_there(root, path)
    except OSError:
        return 0
    text = (data or b"").decode(errors="surrogateescape")
    if not marks.is_generated(text, path):
        return 0
    told = intake.take_in(facts, partial(files.read, root), [Page(path, text)])
    return len(told.taken) + len(told.operation.refused)
