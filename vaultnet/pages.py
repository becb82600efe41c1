"""The pages of a vault: contexts and templates become texts, and what says what it said is not made again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from vaultnet import files, memo
from vaultnet.facts import Facts
from vaultnet.hookspecs import Dashboard, Inputs
from vaultnet.plugins import Plugins
from vaultnet.problems import Problem

if TYPE_CHECKING:
    from vaultnet.sandbox import Environment

_Asking: TypeAlias = Callable[[Inputs], Mapping[str, Any] | None]

OWN_TEMPLATES = "_vaultnet/templates"
"""The vault's own templates, which come before all others."""


class Pages:
    """Makes the texts of dashboards, as long as settings, templates and plugins are what they are."""

    def __init__(self, root: str, cache: str, loaded: Plugins) -> None:
        """Take the vault, its cache folder, and the plugins, which may bring templates."""
        self._root, self._cache, self._loaded = root, cache, loaded
        self._environment: Environment | None = None
        self._last: dict[str, _Made] = {}
        self._asked: dict[_Asking, _Asking] = {}

    def context(self, dashboard: Dashboard, inputs: Inputs) -> Mapping[str, Any] | None:
        """Give a dashboard's context: the same object as long as all that it looks at is."""
        if dashboard.context not in self._asked:
            self._asked[dashboard.context] = memo.of_read(dashboard.context, "snapshot")
        return self._asked[dashboard.context](inputs)

    def text(self, dashboard: Dashboard, context: Mapping[str, Any], facts: Facts) -> str | Problem:
        """Give a dashboard's text, or what is wrong with its template."""
        from vaultnet import render as rendering

        known = self._last.get(dashboard.name)
        if known and known.is_of(facts, context):
            self._last[dashboard.name] = known._replace(context=context, names=facts.snapshot.names)
            return known.text
        names = _Asked(facts.snapshot.names)
        text = rendering.render(dashboard, context, facts.today, self._prepared(), names)
        if isinstance(text, str):
            self._last[dashboard.name] = _Made(facts.today, context, facts.snapshot.names, names.asked, text)
        return text

    def _prepared(self) -> Environment:
        from vaultnet import render as rendering

        if self._environment is None:
            own, shipped = Path(self._root, OWN_TEMPLATES), Path(files.shipped("templates"))
            compiled = Path(self._cache, "templates")
            compiled.mkdir(exist_ok=True)
            places = (own, *self._loaded.templates, shipped)
            self._environment = rendering.environment(places, compiled, Path(self._root))
        return self._environment


class _Made(NamedTuple):
    """A text, and all that it depends on but for templates."""

    today: date
    context: Mapping[str, Any]
    names: Mapping[str, str]
    asked: dict[str, str | None]
    """The link texts that it asked for, by path."""
    text: str

    def is_of(self, facts: Facts, context: Mapping[str, Any]) -> bool:
        """Whether the same text would come of these facts."""
        if (self.today, self.context) != (facts.today, context):
            return False
        names = facts.snapshot.names
        return names is self.names or all(names.get(path) == said for path, said in self.asked.items())


class _Asked(Mapping[str, str]):
    """Link texts, with a list of what was asked."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self.asked: dict[str, str | None] = {}

    def __getitem__(self, path: str) -> str:
        self.asked[path] = self._names.get(path)
        return self._names[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __bool__(self) -> bool:
        return True  # even an empty one is asked, and may be another the next time
