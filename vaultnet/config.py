"""What `vaultnet.toml` says, checked and with defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

TIERS: Mapping[str, int] = MappingProxyType(
    {"inner": 14, "close": 30, "casual": 90, "keep-warm": 180, "yearly": 365}
)
"""Days between contacts for each tier: rules of thumb, every one to be changed in ``[tiers]``."""


@dataclass(frozen=True, slots=True)
class TypeRule:
    """How the notes of a type are told, apart from ``type:``: ``[types.NAME]``."""

    folders: tuple[str, ...] = ()
    """Vault-relative folders; the deepest match wins. Empty: the type's declared folder."""
    tags: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    """``(property, value)`` pairs, any of which is enough; a link value matches by the note it names."""


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which no cadence runs, both ends included: ``[[away]]``."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Config:
    """A vault's settings. The reference in docs/config.md is made from `OPTIONS`."""

    me: str = ""
    """Link target of the owner's own note, never a contact."""
    today: date | None = None
    """A pinned day, for examples and tests."""
    tiers: Mapping[str, int] = field(default_factory=lambda: TIERS)
    """Days for each tier."""
    away: tuple[Away, ...] = ()
    interactions_ignore: tuple[str, ...] = ()
    """Globs over vault paths: notes that make no interactions (a newsletter, a reading list)."""
    event_size: int = 8
    """From this many people on, a meeting weighs as an event."""
    types: Mapping[str, TypeRule] = field(default_factory=dict)
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """More names under which a field is found: ``[fields] tier = "prm-tier"``; dotted for nested values."""
    ignore: tuple[str, ...] = ()
    """Globs over vault paths that are not read at all."""
    template_folders: tuple[str, ...] = ()
    """Folders whose notes are templates (Obsidian's setting and the user's own)."""
    daily_folder: str = ""
    daily_format: str = "YYYY-MM-DD"
    """Daily notes as Obsidian's settings say (moment.js format)."""
    folder: str = "Network"
    """Where dashboards go."""
    share: bool = False
    """Dashboards are committed to git (so that a phone or a git host shows them)."""
    people: str = "base"
    """``base`` for Network People.base, ``note`` for a note, where Bases can't be assumed."""
    hide: tuple[str, ...] = ()
    """Dashboards that are not wanted, by name."""
    reach_out: int = 5
    """People to reach out to on one day at most."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """A factor for each signal's follow-ups, by the signal's name."""
