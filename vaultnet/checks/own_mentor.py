"""Mentors who are the owner: an opportunity to be mentored by oneself, a need that names oneself. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vaultnet import links, mentoring
from vaultnet.config import Config
from vaultnet.model import Value
from vaultnet.network import Snapshot
from vaultnet.problems import Problem


class _Me(NamedTuple):
    """The owner's own note."""

    path: str
    """``""`` if it is no contact's: then it is told by its name."""
    names: frozenset[str]
    """The name that the settings give, and that of the note, as names are looked up."""

    def is_meant(self, value: Value, leads: Mapping[str, str]) -> bool:
        """Tell whether a value is a link to the note, or its name."""
        written = str(value.value)
        return self.is_linked(written, leads) if value.link else links.key(written) in self.names

    def is_linked(self, target: str, leads: Mapping[str, str]) -> bool:
        """Tell whether a link leads to the note."""
        path = leads.get(target)
        if path is None:
            return False
        return path == self.path if self.path else links.key(path) in self.names


def find(snapshot: Snapshot, config: Config) -> Iterator[Problem]:
    """Find where the owner is named as who is to mentor them, or to meet a need of their own goal."""
    name = config.me.strip().removeprefix("[[").removesuffix("]]").partition("|")[0]
    if not name:
        return
    path = snapshot.me.path if snapshot.me else ""
    me = _Me(path, frozenset(links.key(one) for one in (name, path) if one))
    for one in mentoring.noted(snapshot.occasions):
        for value in one.fields.get("people", ()):
            if me.is_meant(value, one.links):
                yield _problem(one.path, "people", value, "who is to mentor you")
    for goal in snapshot.goals:
        for value in goal.fields.get("needs", ()):
            targets = (match.strip() for match in links.LINK.findall(str(value.value)))
            if any(me.is_linked(target, goal.links) for target in targets):
                yield _problem(goal.path, "needs", value, "who is to help with it")


def _problem(path: str, key: str, value: Value, whom: str) -> Problem:
    message = f"{key}: “{value.quote}” is you, and nobody is their own mentor."
    return Problem(path, value.line, 1, "own-mentor", message, f"Name {whom}, or take it out.")
