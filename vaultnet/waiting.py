"""Ticks that wait on dashboards until the next build takes them in: what commands that only read mention."""

from __future__ import annotations

from functools import partial

from vaultnet import files, marks, record
from vaultnet.facts import Facts
from vaultnet.model import note_name


def find(facts: Facts) -> dict[str, int]:
    """Count the ticks that are still to be taken in, by the dashboard's name.

    Only dashboards that were saved since the last build are read, which none has been most of the time.
    """
    root = str(facts.vault)
    built = files.stamp_of(f"{record.cache_folder(root)}/record")
    saved = {
        path: stamp
        for path in files.listing(root, facts.config.folder, ".md")
        if (stamp := files.stamp_of(f"{root}/{path}")) and (built is None or max(stamp[:2]) >= built[0])
    }
    last = record.load(root) if saved else None
    changed = [path for path, stamp in saved.items() if last is None or last.outputs.get(path) != stamp]
    found = {note_name(path): _count(facts, path) for path in changed}
    return {name: count for name, count in found.items() if count}


def _count(facts: Facts, path: str) -> int:
    from vaultnet import starting
    from vaultnet.planners import intake

    root = str(facts.vault)
    try:
        data = files.read_if_there(root, path)
    except OSError:
        return 0
    text = (data or b"").decode(errors="surrogateescape")
    if not marks.is_generated(text, path):
        return 0
    told = intake.take_in(
        facts, partial(files.read, root), [intake.Page(path, text)], starting.contacts(facts)
    )
    return len(told.taken) + len(told.refused)
