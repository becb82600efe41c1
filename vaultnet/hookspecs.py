"""The plugin door: what a plugin may add. Every built-in feature comes through it as well.

A plugin is a Python package with an entry point in the group ``vaultnet``; it marks functions with
``@vaultnet.hookimpl``. Every hook takes nothing and returns a list of values; nothing is called for its
side effects, so a plugin that fails costs only what it would have added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

from vaultnet.model import NoteType
from vaultnet.network import FollowUp, Snapshot
from vaultnet.problems import Problem

if TYPE_CHECKING:
    import click

    from vaultnet.config import Config

hookspec = pluggy.HookspecMarker("vaultnet")
hookimpl = pluggy.HookimplMarker("vaultnet")


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that yields follow-ups: a pure function of the snapshot and the config."""

    name: str
    help: str
    find: Callable[[Snapshot, Config], Iterable[FollowUp]]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a dashboard's context is made of."""

    snapshot: Snapshot
    follow_ups: tuple[FollowUp, ...]
    """All of them, most pressing first."""
    problems: tuple[Problem, ...]
    """Sorted by path, line, column and code."""
    config: Config
    note_types: tuple[NoteType, ...]
    dealt: tuple[FollowUp, ...] = ()
    """What those who were dealt with today were due for this morning; none of the ``follow_ups``."""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A generated note: its name, its template, and the pure function that makes the template's context.

    ``file`` is the file's name in the dashboards' folder. ``context`` returns plain mappings, tuples and
    `Sourced` leaves, or None when the dashboard has nothing to show and is not to exist.
    """

    name: str
    file: str
    template: str
    help: str
    context: Callable[[Inputs], Mapping[str, Any] | None]
    last: bool = False
    """Made after the others, so that it can show what went wrong with them."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that looks at the snapshot and reports problems."""

    name: str
    help: str
    find: Callable[[Snapshot, Config], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the command line; ``load`` imports it only when it is called."""

    name: str
    help: str
    load: Callable[[], click.Command]


@hookspec
def vaultnet_note_types() -> list[NoteType]:
    """Note types to declare."""
    raise AssertionError("a specification is never called")


@hookspec
def vaultnet_signals() -> list[Signal]:
    """Signals to run at every build."""
    raise AssertionError("a specification is never called")


@hookspec
def vaultnet_dashboards() -> list[Dashboard]:
    """Dashboards to generate."""
    raise AssertionError("a specification is never called")


@hookspec
def vaultnet_checks() -> list[Check]:
    """Checks to run at every build."""
    raise AssertionError("a specification is never called")


@hookspec
def vaultnet_commands() -> list[Command]:
    """Commands to add to the command line."""
    raise AssertionError("a specification is never called")


@hookspec
def vaultnet_templates() -> list[Path]:
    """Folders with templates; the vault's own come before them, the shipped ones after."""
    raise AssertionError("a specification is never called")
