"""What to paste when vaultnet itself is at fault: everything that helps to mend it, nothing that is private.

Messages of exceptions can quote a note and arguments can name a person, so neither is in the report.
"""

from __future__ import annotations

import os
import platform
import traceback
from collections.abc import Collection, Iterator, Sequence
from importlib import metadata

from vaultnet import __version__

_LIBRARIES = ("click", "jinja2", "pluggy", "PyYAML", "python-frontmatter", "rich")


def bug_report(error: BaseException, arguments: Sequence[str], commands: Collection[str]) -> str:
    """The whole message for a bug: what to do, and the report between two rules.

    Of the ``arguments`` only options and the names of our ``commands`` are quoted.
    """
    rule = "-" * 72
    lines = [
        "This is a mistake in vaultnet, not in your notes; they were left as they are.",
        f"Please report it{_where()}, with what stands between the lines. It quotes none of your notes.",
        rule,
        f"vaultnet {__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}",
        ", ".join(_libraries()),
        "vaultnet " + " ".join(_public(arguments, commands)),
        "",
        *_trace(error),
        rule,
    ]
    return "\n".join(lines)


def in_short(error: BaseException, place: str = "") -> str:
    """Say of a mistake of ours that cost only a part of what was asked for where to report it, with what.

    ``place`` is where it was made; by default the innermost line of ours that the error came through.
    """
    kind, at = type(error).__qualname__, place or _innermost(error)
    return (
        f"This is a mistake in vaultnet, not in your notes. Please report it{_where()}, with this: "
        f"vaultnet {__version__}, Python {platform.python_version()}, {kind} at {at}."
    )


def _innermost(error: BaseException) -> str:
    """Give the last line of the package's own that an error came through, or else the last of all."""
    frames = [(_short(one.filename), one) for one in traceback.extract_tb(error.__traceback__)]
    ours = [one for one in frames if one[0].startswith("vaultnet/")] or frames
    return f"{ours[-1][0]}:{ours[-1][1].lineno} in {ours[-1][1].name}" if ours else "an unknown place"


def _where() -> str:
    """Where the installed package says that problems are reported."""
    for entry in _urls():
        label, _, url = entry.partition(", ")
        if label.casefold() in ("issues", "bug tracker", "tracker"):
            return f" at {url}"
    return " where you got vaultnet from"


def _urls() -> list[str]:
    try:
        return metadata.metadata("vaultnet").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return []


def _libraries() -> Iterator[str]:
    for name in _LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} missing"


def _public(arguments: Sequence[str], commands: Collection[str]) -> Iterator[str]:
    """The command and its options; what was given to them could be a name or a path."""
    for argument in arguments:
        if argument.startswith("-"):
            name, given, _ = argument.partition("=")
            yield name + ("=…" if given else "")
        else:
            yield argument if argument in commands else "…"


def _trace(error: BaseException) -> Iterator[str]:
    """The frames with their code, and the exceptions' types without their messages."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _trace(cause)
        yield "then:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
        if frame.line:
            yield f"    {frame.line}"
    yield f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _short(path: str) -> str:
    """A file's path from the packages' folder on: what lies above may tell who the user is."""
    parts = path.replace(os.sep, "/").split("/")
    for anchor in ("site-packages", "vaultnet"):
        if anchor in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(anchor) - 1 :])
    return parts[-1]
