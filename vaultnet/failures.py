"""What is said of an error that is nobody's mistake: what could not be done, and what to do about it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from vaultnet.session import Failure
from vaultnet.terminal import clean, problem_line

if TYPE_CHECKING:
    from vaultnet.publish import Refused


def of_the_system(error: Exception) -> Failure | None:
    """What the operating system, the index or git refused; None for any other error."""
    from vaultnet.paused import Paused

    if isinstance(error, Paused):
        return Failure(error.message, error.hint)
    if isinstance(error, OSError):
        return Failure(_reason(error))
    if _is_full_or_locked(error):
        return Failure(f"The index can't be used: {error}.", "It is kept in VAULTNET_CACHE.")
    return None


def of_a_build(error: Exception) -> Failure | None:
    """Why a build was not done, or not to its end; None for an error that is not a build's own."""
    from vaultnet import acting, build, journal, writing

    if isinstance(error, build.Refused):
        return refused(error)
    if isinstance(error, journal.Waiting):
        return acting.waiting()
    if isinstance(error, writing.Busy):
        return Failure(
            f"{error} is held open for writing by another program, so it was not written.",
            "Close it there, or wait until it is saved, and build again.",
        )
    if isinstance(error, writing.Changed):
        return Failure(f"{error} was saved while it was about to be written.", "Build again.")
    return None


def refused(error: Refused) -> Failure:
    """Why nothing was built, with the problems behind it."""
    lines = []
    for problem in error.problems:
        lines.append(problem_line(problem))
        if problem.hint:
            lines.append(f"    {clean(problem.hint)}")
    return Failure(str(error), "\n".join(lines))


def _reason(error: OSError) -> str:
    """What the operating system refused, as a sentence."""
    what = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {what}." if error.filename else f"{what}."


def _is_full_or_locked(error: Exception) -> bool:
    """Whether SQLite could not do what any program may be refused."""
    sqlite3: Any = sys.modules.get("sqlite3")  # if it is not loaded, it did not raise
    if sqlite3 is None or not isinstance(error, sqlite3.OperationalError):
        return False
    name = str(getattr(error, "sqlite_errorname", ""))
    return name.startswith(
        ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_BUSY", "SQLITE_IOERR")
    )
