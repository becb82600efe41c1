"""People of opportunities, events and projects whose name leads to nobody, and is like that of a contact. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultnet import called, discreet, memo
from vaultnet.called import Called
from vaultnet.config import Config
from vaultnet.model import note_name
from vaultnet.network import Occasion, Snapshot
from vaultnet.problems import Problem


def find(snapshot: Snapshot, _config: Config) -> Iterator[Problem]:
    """Find the names; who is not in the vault at all is nobody's mistake."""
    hidden = discreet.hidden(snapshot.contacts)
    yield from _find(snapshot.occasions, called.of(snapshot.contacts), hidden)


@memo.of_last
def _find(occasions: Sequence[Occasion], known: Called, hidden: frozenset[str]) -> tuple[Problem, ...]:
    return tuple(
        Problem(one.path, value.line, 1, "near-name", *_said(key, str(value.value), path, hidden))
        for one in occasions
        for key, value, path in called.astray(one, known)
    )


def _said(key: str, written: str, path: str, hidden: frozenset[str]) -> tuple[str, str]:
    name, near = note_name(written), note_name(path)
    if discreet.names_any(near, hidden) or discreet.names_any(name, hidden):
        return f"{key}: a name here leads to nobody.", "Write the whole name, or a link."
    return f"{key}: “{name}” leads to nobody.", f"Is [[{near}]] meant? Write the whole name, or a link."
