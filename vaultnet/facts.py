"""What is known of a vault as of a day: what the commands that read, and the dashboards, are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from vaultnet import files, record, store
from vaultnet.config import Config
from vaultnet.links import Names
from vaultnet.model import NoteType
from vaultnet.network import FollowUp, Snapshot
from vaultnet.past import Past
from vaultnet.plugins import Plugins
from vaultnet.problems import Problem


@dataclass(frozen=True, slots=True)
class Facts:
    """A vault's facts as of a day, for reading."""

    vault: Path
    today: date
    config: Config
    plugins: Plugins
    snapshot: Snapshot
    follow_ups: tuple[FollowUp, ...]
    """Most pressing first."""
    problems: tuple[Problem, ...]
    """Sorted by place."""
    names: Names
    me: str
    """Path of the owner's own note, or ``""``."""
    past: Past | None = None
    """What is looked back to, and from where; ``today`` is the day that is looked back to, then."""
    dealt: tuple[FollowUp, ...] = ()
    """What those who were dealt with today were due for this morning; none of the ``follow_ups``."""

    @property
    def note_types(self) -> tuple[NoteType, ...]:
        """The declared types."""
        return self.plugins.note_types

    def query(self, sql: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Ask the index's views a question: column names and rows. Raises sqlite3.Error for a wrong question."""
        connection = store.read_only(record.cache_folder(str(self.vault)), self.past, self.follow_ups)
        try:
            connection.set_progress_handler(_go_on, 100_000)
            cursor = connection.execute(sql)
            return tuple(column[0] for column in cursor.description or ()), cursor.fetchall()
        finally:
            connection.close()

    def text(self, path: str) -> str:
        """A note's text. Raises OSError."""
        return files.read(str(self.vault), path).decode(errors="replace")


def _go_on() -> int:
    """Called now and then during a long query: an interrupt is only noticed between Python's own steps."""
    return 0
