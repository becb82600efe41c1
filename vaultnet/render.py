"""A dashboard's context and template become its text.

Templates are data: they run in a sandbox that changes nothing, reads no clock and knows no chance, over plain
values. A value that is put on the page is escaped (`vaultnet.filters.text`) unless a filter made Markdown of
it. A template that fails costs its dashboard only, and is a problem with the line that failed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from jinja2.runtime import Context

from vaultnet import files, filters
from vaultnet.compiled import Compiled
from vaultnet.filters import Markdown
from vaultnet.hookspecs import Dashboard
from vaultnet.marks import finish
from vaultnet.model import Sourced
from vaultnet.problems import Problem
from vaultnet.sandbox import Environment

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_NOTHING_CALLED = re.compile(r"'[^']*' has no attribute '([^']*)'")


def environment(folders: Sequence[Path], cache: Path | None = None, root: Path | None = None) -> Environment:
    """Make the environment that renders a vault's dashboards.

    ``folders`` are searched in order: the vault's own templates, plugins', the shipped ones. ``cache`` is an
    existing folder for compiled templates; ``root`` is the vault, for naming its templates in problems.
    """
    made = Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        bytecode_cache=Compiled(str(cache)) if cache else None,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.root = root
    made.bound()
    made.filters.update(FILTERS)
    del made.filters["random"], made.globals["lipsum"]  # the same facts must give the same bytes
    return made


def render(
    dashboard: Dashboard,
    context: Mapping[str, Any],
    today: date,
    environment: Environment,
    names: Mapping[str, str] | None = None,
) -> str | Problem:
    """Render a dashboard's whole file, marks included; or say what is wrong with its template.

    ``names`` maps paths to link texts (`Snapshot.names`), for the filters that make links. The template sees
    ``context`` as plain values, and ``today`` and ``dashboard`` (its name).
    """
    values = {**plain(context), "today": today, "dashboard": dashboard.name}
    environment.names, environment.steps = names or {}, 0
    try:
        body = environment.get_template(dashboard.template).render(values)
    except Exception as error:  # whatever a template raises is its author's to mend, and costs only this file
        return _problem(dashboard, error, environment)
    return finish(_BLANK_LINES.sub("\n\n", body), dashboard.name, today, dashboard.file)


def plain(value: Any) -> Any:
    """Strip a context of its sources: what a template sees."""
    if isinstance(value, Sourced):
        return value.value
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (tuple, list)):
        return tuple(plain(inner) for inner in value)
    return value


def _finalize(value: Any) -> Any:
    """Put a value on the page: nothing for None, escaped if it is text."""
    if value is None:
        return ""
    return filters.text(value) if isinstance(value, str) else value


# --- problems --------------------------------------------------------------------------------------


def _problem(dashboard: Dashboard, error: Exception, environment: Environment) -> Problem:
    path, line = _place(error, environment, dashboard.template)
    hint = "Mend the template, or remove it from the vault. Until then the last dashboard stays as it was."
    if _is_ours(error, environment, dashboard.template):
        from vaultnet.bugreport import in_short  # only for a mistake of ours

        hint = f"Until it is mended the last dashboard stays as it was. {in_short(error, f'{path}:{line}')}"
    if isinstance(error, jinja2.TemplateNotFound):
        return Problem(
            path,
            line,
            1,
            "template-missing",
            f"{dashboard.file} was not written: there is no template “{error.name}”.",
            "A template is found in _vaultnet/templates, in a plugin, or among the shipped ones.",
        )
    said = _NOTHING_CALLED.sub(r"nothing here is called “\1”", str(getattr(error, "message", None) or error))
    return Problem(
        path,
        line,
        1,
        "template-failed",
        f"{dashboard.file} was not written: {' '.join(said.split()).rstrip('.') or type(error).__name__}.",
        hint,
    )


def _is_ours(error: Exception, environment: Environment, template: str) -> bool:
    """Tell whether nothing but shipped templates had to do with an error."""
    import traceback  # only for a mistake

    shipped = Path(files.shipped("templates"))
    try:
        found = environment.get_template(template).filename
    except Exception:
        found = getattr(error, "filename", None)
    frames = (one.filename for one in traceback.extract_tb(error.__traceback__))
    places = [one for one in (found, *frames) if one and one.endswith(".jinja")]
    return bool(places) and all(Path(one).is_relative_to(shipped) for one in places)


def _place(error: Exception, environment: Environment, template: str) -> tuple[str, int]:
    """Where in which template an error arose: the innermost template line of its traceback."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return _shown(error.filename or template, environment), error.lineno
    place = (template, 0)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".jinja"):
            place = (file, trace.tb_lineno)
        trace = trace.tb_next
    return _shown(place[0], environment), place[1]


def _shown(file: str, environment: Environment) -> str:
    """Name a template by its path in the vault, or else by its name among the templates."""
    path = Path(file)
    if environment.root is not None and path.is_relative_to(environment.root):
        return path.relative_to(environment.root).as_posix()
    loader = environment.loader
    folders: Iterable[str] = loader.searchpath if isinstance(loader, jinja2.FileSystemLoader) else ()
    inside = (path.relative_to(folder).as_posix() for folder in folders if path.is_relative_to(folder))
    return next(inside, file)


# --- filters ---------------------------------------------------------------------------------------


def _names(context: Context) -> Mapping[str, str]:
    assert isinstance(context.environment, Environment)
    return context.environment.names


@jinja2.pass_context
def _link(context: Context, path: str, alias: str = "") -> Markdown:
    return filters.link(path, alias, _names(context))


@jinja2.pass_context
def _links(context: Context, notes: Iterable[Mapping[str, str]]) -> Markdown:
    return filters.links(notes, _names(context))


@jinja2.pass_context
def _day(context: Context, value: date | str) -> str:
    return filters.day(value, context["today"])


FILTERS: Mapping[str, Callable[..., Any]] = {
    "capital": filters.capital,
    "cell": filters.cell,
    "code": filters.code,
    "typed": filters.typed,
    "day": _day,
    "in_words": filters.in_words,
    "join": filters.join,
    "join_words": filters.join_words,
    "link": _link,
    "links": _links,
    "long_day": filters.long_day,
    "markdown": filters.markdown,
    "noun": filters.noun,
    "plural": filters.plural,
    "prose": filters.prose,
    "quote": filters.quote,
    "text": filters.text,
    "weekday_day": filters.weekday_day,
    "words": filters.words,
    "yaml": filters.yaml,
}
"""The filters of ours, by name; docs/templates.md describes each."""
