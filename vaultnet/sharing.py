"""``share`` under ``[dashboards]`` in a ``vaultnet.toml``: written, or changed and nothing else with it. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from vaultnet.operation import Refusal

FILE = "vaultnet.toml"

_TABLE = re.compile(r"\s*\[\s*dashboards\s*\]\s*(?:#.*)?")
_LINE = re.compile(r"(?m)^(\s*(?:dashboards\s*\.\s*)?share\s*=\s*)(?:true|false)(?=\s*(?:#|$))")


def setting(share: bool) -> str:
    """Write the ``[dashboards]`` table that shares the dashboards, or how to do so in a comment."""
    if share:
        return "[dashboards]\n# Committed to git, so that a phone or a git host shows them.\nshare = true\n"
    return (
        "# Dashboards are left out of git: each device makes its own. To see them on a phone or a git host:\n"
        "# [dashboards]\n# share = true\n"
    )


def changed(text: str, share: bool) -> str | Refusal:
    """Give settings with the dashboards shared, or not; refused where that is no matter of one line."""
    try:
        wanted = tomllib.loads(text)
        table = wanted.setdefault("dashboards", {})
        if bool(table.get("share", False)) is share:
            return text
        table["share"] = share
    except (tomllib.TOMLDecodeError, AttributeError, TypeError):
        return _refused(share)
    return next((tried for tried in _ways(text, share) if _reads(tried) == wanted), _refused(share))


def _ways(text: str, share: bool) -> Iterator[str]:
    """Try the line that is there, the comment that speaks of it, the table that is there, and a new table."""
    word, end = "true" if share else "false", "\r\n" if "\r\n" in text else "\n"
    for found in _LINE.finditer(text):
        yield f"{text[: found.start()]}{found[1]}{word}{text[found.end() :]}"
    said = setting(not share).replace("\n", end)
    if said in text:
        yield text.replace(said, setting(share).replace("\n", end), 1)
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if _TABLE.fullmatch(line.rstrip()):
            yield "\n".join([*lines[: at + 1], f"share = {word}{end[:-1]}", *lines[at + 1 :]])
    gap = "" if not text else end if text.endswith("\n") else end * 2
    yield f"{text}{gap}[dashboards]{end}share = {word}{end}"


def _reads(text: str) -> object:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _refused(share: bool) -> Refusal:
    said = f"[dashboards] share = {'true' if share else 'false'}"
    return Refusal(FILE, 1, f"{said} can't be written into these settings.", "Write it there by hand.")
