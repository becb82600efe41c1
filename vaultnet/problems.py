"""Problems: what is wrong in a vault, where, and what to do about it.

User data never raises. Whoever finds something wrong returns a `Problem`; `vaultnet.catalogue` is the
one place that declares codes, and the reference in docs/problems.md is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from pathlib import PurePosixPath

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
"""The worst first."""
_UNDERSTOOD = frozenset({"alias-link"})
"""Codes of what was understood all the same: it comes after what counts for nothing."""


class Problem(NamedTuple):
    """Something wrong in the vault. Lines and columns count from 1; line 0 is the file as a whole."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """How bad it is, by its code; a plugin's own code without an entry is a warning."""
        from vaultnet.catalogue import CODES  # here, because the catalogue is made of `Code`

        return CODES[self.code].severity if self.code in CODES else "warning"

    @property
    def rank(self) -> tuple[int, bool]:
        """What comes first where problems are shown: the worst, and of hints those on what counts for nothing."""
        return SEVERITIES.index(self.severity), self.code in _UNDERSTOOD


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: its severity, a title for people, what it means, and the smallest vault that has it.

    ``example`` maps paths to the contents of files, or to where a symbolic link leads; a test builds it and
    expects the code. It is empty for what no file can show.
    """

    severity: Severity
    title: str
    meaning: str
    example: Mapping[str, str | bytes | PurePosixPath] = field(default_factory=dict)
