"""The index: the facts of a vault in SQLite, disposable. The only module that opens a database.

An index belongs to one fingerprint (schema, version, code, config, plugins). One that bears another, or that
is damaged, is dropped whole and made again: deleting it loses nothing (law 1).
"""

from __future__ import annotations

import marshal
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from vaultnet import past, schema
from vaultnet.files import Folders
from vaultnet.links import Entry, key
from vaultnet.network import FollowUp
from vaultnet.past import Past
from vaultnet.problems import Problem
from vaultnet.rows import Rows, texts_of

Damaged = sqlite3.DatabaseError
"""Raised by any operation on an index that is no sound database; see `discard`."""

WrongQuestion = sqlite3.Error
"""Raised by a question from outside that can't be answered."""

_SLICE = 500
"""Values in one ``in (…)``; SQLite takes at least 999."""


def open_index(folder: str, fingerprint: str) -> Index:
    """Open the index in a cache folder; one of another fingerprint is emptied first. Raises OSError, Damaged."""
    os.makedirs(folder, exist_ok=True)
    connection = sqlite3.connect(os.path.join(folder, "index.db"), isolation_level=None, timeout=30)
    try:
        index = Index(connection)
        connection.executescript(
            "pragma journal_mode = delete; pragma synchronous = off; pragma cache_size = -65536"
        )
        if index.meta("fingerprint") != fingerprint:
            index.reset(fingerprint)
    except BaseException:
        connection.close()
        raise
    return index


def _identity(connection: sqlite3.Connection) -> object:
    """Which file is at the database's place."""
    (_, _, path), *_ = connection.execute("pragma database_list").fetchall()
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def discard(folder: str) -> None:
    """Remove an index that can't be used."""
    for name in ("index.db", "index.db-journal"):
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(folder, name))


@dataclass
class Touched:
    """What changed in an index: enough to tell which facts are still the ones that were read from it."""

    notes: set[int] = field(default_factory=set)
    """Notes that were made, made again, or removed."""
    contacts: set[int] = field(default_factory=set)
    """Contacts that these notes tell of, or did."""
    types: set[str] = field(default_factory=set)
    """What these notes are, or were."""
    helped: bool = False
    """Whether one of them names a goal that it helps, or did."""


class Index:
    """An open index. Writes belong between `begin` and `commit`."""

    touched: Touched | None = None
    """What changed since somebody who wants to know it set this."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.fresh = False
        """True until the first commit of an emptied index: indexes are made then, and nothing is deleted."""
        self._seen: object = (self.all("pragma data_version"), _identity(connection))

    def close(self) -> None:
        """Close the database; what was not committed is gone."""
        self.connection.close()

    def is_ours(self) -> bool:
        """Whether nobody else has changed or replaced the index since this was asked last."""
        before, self._seen = self._seen, (self.all("pragma data_version"), _identity(self.connection))
        return before == self._seen

    def all(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query, its values by place or by name."""
        return self.connection.execute(sql, values).fetchall()

    # --- what it is about ---

    def meta(self, name: str) -> Any:
        """A value kept under a name, or None."""
        try:
            rows = self.all("select value from meta where key = ?", (name,))
        except sqlite3.OperationalError:  # no such table: a new file
            return None
        return rows[0][0] if rows else None

    def set_meta(self, name: str, value: Any) -> None:
        """Keep a value under a name."""
        self.connection.execute("insert or replace into meta values (?, ?)", (name, value))

    def reset(self, fingerprint: str) -> None:
        """Empty the index."""
        kinds = self.all("select type, name from sqlite_master where name not like 'sqlite_%'")
        self.connection.execute("begin immediate")
        for kind, name in sorted(kinds, reverse=True):
            if kind != "index":
                self.connection.execute(f'drop {kind} if exists "{name}"')
        self.fresh = True
        self._script(schema.TABLES)
        self._script(schema.create_views())
        self.set_meta("fingerprint", fingerprint)

    def _script(self, statements: str) -> None:
        for statement in statements.split(";\n"):
            self.connection.execute(statement)

    # --- changes ---

    def begin(self) -> None:
        """Begin to write; other writers wait."""
        if not self.connection.in_transaction:
            self.connection.execute("begin immediate")

    def commit(self) -> None:
        """Make what was written since `begin` visible to others."""
        if self.fresh:
            self._script(schema.INDEXES)
            self.fresh = False
        if self.connection.in_transaction:
            self.connection.execute("commit")

    def stamps(self) -> Folders:
        """The stamps of the notes as they were read."""
        return {folder: marshal.loads(blob) for folder, blob in self.all("select folder, notes from stamps")}

    def set_stamps(self, folders: Folders, gone: Iterable[str]) -> None:
        """Keep the stamps of some folders, and forget those of folders that are gone."""
        self.connection.executemany("delete from stamps where folder = ?", [(folder,) for folder in gone])
        self.connection.executemany(
            "insert or replace into stamps values (?, ?)",
            [(folder, marshal.dumps(notes)) for folder, notes in folders.items()],
        )

    def delete(self, numbers: Sequence[int]) -> None:
        """Remove notes and everything that was derived from them."""
        if self.fresh or not numbers:
            return
        for start in range(0, len(numbers), _SLICE):
            part = numbers[start : start + _SLICE]
            marks = ",".join("?" * len(part))
            if self.touched is not None:
                self._touch(self.touched, part, marks)
            self.connection.execute(f"delete from note where id in ({marks})", part)
            for table in schema.NOTE_TABLES:
                self.connection.execute(f"delete from {table} where note in ({marks})", part)

    def _touch(self, touched: Touched, numbers: Sequence[int], marks: str) -> None:
        """Take down what is about to be removed."""

        def column(what: str, table: str, key: str = "note") -> set[Any]:
            sql = f"select distinct {what} from {table} where {key} in ({marks})"
            return {value for (value,) in self.all(sql, numbers)}

        touched.notes.update(numbers)
        touched.contacts |= column("contact", "trace") - {None}
        touched.types |= column("type", "note", "id")
        touched.helped = touched.helped or bool(column("note", "helped"))

    def insert(self, rows: Rows) -> None:
        """Add rows."""
        if self.touched is not None:
            self.touched.notes.update(row[0] for row in rows.get("note", ()))
            self.touched.types.update(row[4] for row in rows.get("note", ()))
            self.touched.contacts.update(row[2] for row in rows.get("trace", ()) if row[2])
            self.touched.helped = self.touched.helped or "helped" in rows
        for table, values in rows.items():
            marks = ",".join("?" * schema.COLUMNS[table])
            self.connection.executemany(f"insert into {table} values ({marks})", values)

    def set_problems(self, stage: str, problems: Iterable[Problem]) -> None:
        """Replace the problems that belong to no note's text: those of ``vault``, ``check`` or ``build``."""
        self.connection.execute("delete from problem where note = 0 and stage = ?", (stage,))
        self.insert({"problem": [(0, stage, *problem) for problem in problems]})

    def set_follow_ups(self, follow_ups: Iterable[FollowUp]) -> None:
        """Replace the follow-ups of the last build."""
        self.connection.execute("delete from follow_up")
        _add_follow_ups(self.connection, follow_ups)

    # --- questions ---

    def entries(self) -> dict[str, tuple[Entry, bytes]]:
        """Every note that links can lead to, by path, with the digest of its bytes."""
        rows = self.all("select id, path, type, aliases, day, private, digest from note order by path")
        return {
            path: (
                Entry(number, path, kind, texts_of(aliases), day, bool(private)),
                digest,
            )
            for number, path, kind, aliases, day, private, digest in rows
        }

    def generated(self) -> set[str]:
        """Paths of the dashboards."""
        return {path for (path,) in self.all("select path from note where generated")}

    def linking_to(self, names: Iterable[str]) -> set[str]:
        """Paths of the notes with a link that one of these names (see `vaultnet.links.key`) could answer."""
        keys = sorted({key(name) for name in names})
        found: set[str] = set()
        for start in range(0, len(keys), _SLICE):
            part = keys[start : start + _SLICE]
            marks = ",".join("?" * len(part))
            sql = f"select distinct n.path from link l join note n on n.id = l.note where l.key in ({marks})"
            found.update(path for (path,) in self.all(sql, part))
        return found

    def problems(self, but: str = "") -> tuple[Problem, ...]:
        """All problems, sorted; ``but`` names a stage whose problems are left out."""
        rows = self.all(
            "select path, line, column, code, message, hint from problem where stage <> ?", (but,)
        )
        return tuple(sorted(Problem(*row) for row in rows))

    def same_names(self) -> list[tuple[str, ...]]:
        """Groups of paths that differ only in case or in Unicode form."""
        groups: dict[str, list[str]] = {}
        sql = "select fold, path from note where fold in (select fold from note group by fold having count(*) > 1)"
        for fold, path in self.all(sql + " order by path"):
            groups.setdefault(fold, []).append(path)
        return [tuple(paths) for paths in groups.values()]


def _add_follow_ups(connection: sqlite3.Connection, follow_ups: Iterable[FollowUp]) -> None:
    rows = [
        (f.contact, f.name, f.reason, f.since.isoformat(), f.text, f.weight, f.signal, f.opener)
        + ((f.sources[0].path, f.sources[0].line) if f.sources else ("", 0))
        for f in follow_ups
    ]
    connection.executemany("insert into follow_up values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def read_only(
    folder: str, as_of: Past | None = None, follow_ups: Iterable[FollowUp] = ()
) -> sqlite3.Connection:
    """A connection that can't write, for questions from outside. Raises OSError or Damaged.

    With ``as_of`` it looks back (see `vaultnet.past`), and shows these ``follow_ups``.
    """
    connection = _opened(folder)
    if as_of is not None:
        _look_back(connection, as_of)
        _add_follow_ups(connection, follow_ups)
        connection.commit()
    connection.execute("pragma query_only = on")
    connection.set_authorizer(_may)
    return connection


def look_back(folder: str, as_of: Past) -> Index:
    """Open the index for reading as of a day that is past. Raises OSError or Damaged."""
    connection = _opened(folder)
    _look_back(connection, as_of)
    return Index(connection)


def _opened(folder: str) -> sqlite3.Connection:
    from urllib.parse import quote

    path = quote(os.path.join(folder, "index.db"))
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)


def _look_back(connection: sqlite3.Connection, as_of: Past) -> None:
    """Cover the tables, and the views that read them, by what there was: in this connection only."""
    connection.execute("pragma temp_store = memory")
    connection.create_function("fields_then", 2, past.fields_text_then, deterministic=True)
    connection.execute("create temp table follow_up as select * from main.follow_up where false")
    for statement in (past.cover(as_of) + schema.create_views("temp view")).split(";\n"):
        connection.execute(statement)


_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_ABOUT = {"table_info", "table_xinfo", "table_list"}


def _may(action: int, name: str | None, *_: str | None) -> int:
    """Allow what reads: who can't write could still make files, with ``attach`` and ``vacuum into``."""
    fine = action in _READING or (action == sqlite3.SQLITE_PRAGMA and name in _ABOUT)
    return sqlite3.SQLITE_OK if fine else sqlite3.SQLITE_DENY
