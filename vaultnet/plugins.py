"""Plugins: which there are, what each adds, and what went wrong with them.

The built-in features are plugins like any other. Others are found by the entry point ``vaultnet`` of installed
packages; nothing that lies in a vault is ever imported. A plugin that fails is a problem that names it, and
costs only what it would have added.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import pluggy

from vaultnet import __version__, hookspecs
from vaultnet.hookspecs import Check, Command, Dashboard, Signal
from vaultnet.model import NoteType
from vaultnet.problems import Problem

BUILT_IN = ("note_types", "signals", "dashboards", "checks", "commands")
"""Modules of the package that are plugins."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plugin that was loaded, and the names of what it adds, by hook (``note_types``, ``signals`` …)."""

    name: str
    version: str
    origin: str
    """Where it came from: ``built in``, or its package and file."""
    adds: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Plugins:
    """Everything that the plugins add, in the order in which they were loaded."""

    note_types: tuple[NoteType, ...]
    signals: tuple[Signal, ...]
    dashboards: tuple[Dashboard, ...]
    checks: tuple[Check, ...]
    commands: tuple[Command, ...]
    templates: tuple[Path, ...]
    listing: tuple[Loaded, ...]
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    """Files of code that others than the package itself brought."""


_FILE = re.compile(r"[^/\\\0.][^/\\\0]*\.(?:md|base|svg)")
"""A dashboard lies in the dashboards' folder itself, under a name that is no path."""

_KINDS: dict[str, type] = {
    "note_types": NoteType,
    "signals": Signal,
    "dashboards": Dashboard,
    "checks": Check,
    "commands": Command,
    "templates": Path,
}


def failed(name: str, doing: str, error: BaseException, *, is_ours: bool = False) -> Problem:
    """The problem of a plugin that raised; one that ``is_ours`` is nobody's to uninstall, but ours to mend."""
    said = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(" :.")
    whose = "The built-in plugin" if is_ours else "The plugin"
    message = f"{whose} {name} failed {doing}: {said}."
    hint = "Tell its author, or uninstall it; everything else was done without it."
    if is_ours:
        from vaultnet.bugreport import in_short  # only for a mistake of ours

        hint = f"Everything else was done without it. {in_short(error)}"
    return Problem(f"plugin {name}", 0, 0, "plugin-failed", message, hint)


def is_built_in(kind: str, name: str) -> bool:
    """Tell whether something of a kind (``signals``, ``dashboards``) is the package's own; names are taken once."""
    ours = import_module(f"vaultnet.{kind}")
    return any(_name(one) == name for one in getattr(ours, f"vaultnet_{kind}")())


def load(points: Iterable[EntryPoint] | None = None) -> Plugins:
    """Give every plugin. ``points`` stands in for the installed packages' entry points in tests. Never raises.

    Those that are installed are loaded once in a process; see `forget`.
    """
    return _installed(entry_points) if points is None else _load(points)


def forget() -> None:
    """Have `load` look again for what is installed, as a process that goes on for days may want."""
    _installed.cache_clear()


@cache
def _installed(find: Callable[..., Iterable[EntryPoint]]) -> Plugins:
    """Load what is installed. ``find`` is `entry_points`; what takes its place finds others."""
    return _load(find(group="vaultnet"))


def _load(points: Iterable[EntryPoint]) -> Plugins:
    manager = pluggy.PluginManager("vaultnet")
    manager.add_hookspecs(hookspecs)
    problems: list[Problem] = []
    origins: dict[str, tuple[str, str]] = {}
    modules: list[str] = []
    for name in BUILT_IN:
        manager.register(import_module(f"vaultnet.{name}"), name)
        origins[name] = __version__, "built in"
    for point in sorted(points, key=lambda point: (point.name, point.value)):
        try:
            plugin = point.load()
            manager.register(plugin, point.name)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            problems.append(failed(point.name, "to load", error))
            continue
        package = point.dist.name if point.dist else point.module
        version = point.dist.version if point.dist else ""
        origins[point.name] = version, f"package {package}"
        modules.append(point.module)
    added, listing = _gather(manager, origins, problems)
    files = {file for module in modules for file in _files_of(module)}  # also those that were just asked for
    return Plugins(
        **{kind: tuple(added[kind]) for kind in _KINDS},
        listing=tuple(listing),
        problems=tuple(problems),
        files=tuple(sorted(files)),
    )


def _files_of(module: str) -> Iterator[str]:
    """The files of a plugin's package, as far as they are loaded."""
    top = module.partition(".")[0]
    for name, loaded in list(sys.modules.items()):
        file = getattr(loaded, "__file__", None)
        if file and (name == top or name.startswith(top + ".")):
            yield file


def _gather(
    manager: pluggy.PluginManager, origins: dict[str, tuple[str, str]], problems: list[Problem]
) -> tuple[dict[str, list[Any]], list[Loaded]]:
    """Ask each plugin for what it adds, one by one, so that one failure stays one."""
    added: dict[str, list[Any]] = {kind: [] for kind in _KINDS}
    adds: dict[str, list[tuple[str, tuple[str, ...]]]] = {name: [] for name in origins}
    for kind, wanted in _KINDS.items():
        taken: set[str] = set()
        hook = getattr(manager.hook, f"vaultnet_{kind}")
        by_plugin = {implementation.plugin_name: implementation for implementation in hook.get_hookimpls()}
        for name in origins:
            if name not in by_plugin:
                continue
            values = _ask(name, kind, by_plugin[name].function, wanted, problems)
            fresh = []
            for value in values:
                if isinstance(value, Dashboard) and not _FILE.fullmatch(value.file):
                    mistake = ValueError(f"{value.file!r} is no plain name of a .md, .base or .svg file")
                    problems.append(failed(name, f"to say where its dashboard {value.name} goes", mistake))
                    continue
                names = _names(value)
                if taken & names:
                    problems.append(_taken(name, kind, value))
                else:
                    taken |= names
                    fresh.append(value)
            added[kind] += fresh
            if fresh:
                adds[name].append((kind, tuple(_name(value) for value in fresh)))
    listing = [Loaded(name, *origins[name], adds=tuple(adds[name])) for name in origins]
    return added, listing


def _ask(
    name: str, kind: str, function: Callable[[], Any], wanted: type, problems: list[Problem]
) -> list[Any]:
    try:
        values = list(function())
    except Exception as error:
        problems.append(failed(name, f"to say which {kind.replace('_', ' ')} it adds", error))
        return []
    wrong = [value for value in values if not isinstance(value, wanted)]
    if wrong:
        mistake = TypeError(f"vaultnet_{kind} must return a list of {wanted.__name__}")
        problems.append(failed(name, f"to say which {kind.replace('_', ' ')} it adds", mistake))
    return [value for value in values if isinstance(value, wanted)]


def _name(value: Any) -> str:
    return str(value) if isinstance(value, Path) else str(value.name)


def _names(value: Any) -> set[str]:
    """What must be its own: the name, and a dashboard's file."""
    return {_name(value), value.file} if isinstance(value, Dashboard) else {_name(value)}


def _taken(name: str, kind: str, value: Any) -> Problem:
    what = kind.replace("_", " ").rstrip("s")
    message = f"The plugin {name} adds the {what} {_name(value)}, and there is one of that name already."
    return Problem(f"plugin {name}", 0, 0, "plugin-clash", message, "The one that came first is used.")
