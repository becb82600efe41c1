"""Network Health: what is wrong in the vault, gathered by kind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from vaultnet import memo
from vaultnet.catalogue import CODES
from vaultnet.dashboards.leaves import Part, count, listed
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced, note_name
from vaultnet.problems import SEVERITIES, Problem

PLACES = 20
"""Places shown of each kind of problem; then a count."""


def context(inputs: Inputs) -> dict[str, Any]:
    """Make the context of Network Health; docs/dashboards.md describes it."""
    return _context(inputs.problems)


@memo.of_equal
def _context(problems: Sequence[Problem]) -> dict[str, Any]:
    by_code = sorted(problems, key=lambda one: (one.code, one.path, one.line, one.column))
    groups = [(code, list(found)) for code, found in groupby(by_code, key=lambda one: one.code)]
    groups.sort(key=lambda group: (group[1][0].rank, -len(group[1]), group[0]))
    return {
        "numbers": {severity: _count(problems, severity) for severity in SEVERITIES},
        "groups": tuple(_group(code, found) for code, found in groups),
    }


def _count(problems: Sequence[Problem], severity: str) -> Sourced[int] | None:
    found = [one for one in problems if one.severity == severity]
    return count(found, (_source(one) for one in found))


def _group(code: str, found: Sequence[Problem]) -> Part:
    sources = tuple(_source(one) for one in found)
    shown = sources[:PLACES]
    hints = list(dict.fromkeys(one.hint for one in found if one.hint))
    known = CODES.get(code)
    return {
        "code": Sourced(code, shown),
        "title": Sourced(known.title if known else code.replace("-", " "), shown),
        "severity": Sourced(found[0].severity, shown),
        "count": count(found, sources),
        "hint": Sourced(hints[0], shown) if len(hints) == 1 else None,
        "places": listed(found, lambda one: _place(one, several=len(hints) > 1), _source, PLACES),
    }


def _place(one: Problem, *, several: bool) -> Part:
    there = (_source(one),)
    return {
        "path": Sourced(one.path, there),
        "name": Sourced(note_name(one.path), there),
        "is_note": Sourced(True, there) if one.path.endswith(".md") else None,
        "line": Sourced(one.line, there) if one.line else None,
        "message": Sourced(one.message, there),
        "hint": Sourced(one.hint, there) if several and one.hint else None,
    }


def _source(one: Problem) -> Source:
    return Source(one.path, one.line)
