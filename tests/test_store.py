"""The index: what it keeps, when it is thrown away, and who may write."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.vaults import SMALL, build, clean, outputs, put
from vaultnet import build as building
from vaultnet import record, schema, store
from vaultnet.links import Entry
from vaultnet.model import Source
from vaultnet.network import FollowUp
from vaultnet.problems import Problem
from vaultnet.store import Index

NOTE = (1, "People/Ada.md", "people/ada.md", "Ada", "contact", "", 0, "", '["Countess"]', 1, "{}", 0, 0, b"d")
TODAY_PAGE = (2, "Network/T.md", "network/t.md", "T", "", "", 0, "", "[]", 0, "{}", 1, 0, b"e")
LINK = (1, 3, 1, "grace", "Grace", "", "", "text", "", None)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An index with a contact, a link and a dashboard."""
    with closing(store.open_index(str(tmp_path), "one")) as index:
        index.insert({"note": [NOTE, TODAY_PAGE], "link": [LINK]})
        index.commit()
        yield index


# --- whose it is -----------------------------------------------------------------------------------


def test_an_index_is_kept_for_who_made_it(index: Index, tmp_path: Path) -> None:
    with closing(store.open_index(str(tmp_path), "one")) as again:
        assert not again.fresh
        assert set(again.entries()) == {"People/Ada.md", "Network/T.md"}


def test_an_index_of_another_fingerprint_is_emptied(index: Index, tmp_path: Path) -> None:
    index.set_stamps({"People": {"Ada.md": (1, 2, 3, 4)}}, ())
    index.close()
    with closing(store.open_index(str(tmp_path), "two")) as other:
        assert other.fresh
        assert (other.entries(), other.stamps(), other.meta("fingerprint")) == ({}, {}, "two")
        assert other.all("select * from contacts") == [], "the views are there as well"
        other.commit()
        assert not other.fresh
        made = {
            name for (name,) in other.all("select name from sqlite_master where sql like 'create index%'")
        }
        assert {"link_key", "trace_contact"} <= made


def test_an_index_that_was_never_finished_is_made_again(tmp_path: Path) -> None:
    store.open_index(str(tmp_path), "one").close()
    with closing(store.open_index(str(tmp_path), "one")) as again:
        assert again.fresh, "what was not committed is gone, the fingerprint with it"


@pytest.mark.parametrize("junk", [b"junk" * 99, b"SQLite format 3\0" + b"\0" * 4096])
def test_a_file_that_is_no_database_is_said(junk: bytes, tmp_path: Path) -> None:
    (tmp_path / "index.db").write_bytes(junk)
    with pytest.raises(store.Damaged):
        store.open_index(str(tmp_path), "one")
    store.discard(str(tmp_path))
    store.discard(str(tmp_path))
    store.open_index(str(tmp_path), "one").close()


# --- what it keeps ---------------------------------------------------------------------------------


def test_values_are_kept_by_name(index: Index) -> None:
    assert index.meta("today") is None
    index.set_meta("today", "2026-11-20")
    index.set_meta("today", "2026-11-21")
    assert index.meta("today") == "2026-11-21"


def test_stamps_are_kept_by_folder(index: Index) -> None:
    first = {"": {"A.md": (1, 2, 3, 4)}, "People": {"\udcff.md": (5, 6, 7, 8)}}
    index.set_stamps(first, ())
    assert index.stamps() == first
    index.set_stamps({"": {}}, ["People"])
    assert index.stamps() == {"": {}}


def test_names_are_given_with_all_that_links_need(index: Index) -> None:
    assert index.entries() == {
        "People/Ada.md": (Entry(1, "People/Ada.md", "contact", ("Countess",), "", True), b"d"),
        "Network/T.md": (Entry(2, "Network/T.md", "", (), "", False), b"e"),
    }
    assert index.generated() == {"Network/T.md"}


def test_who_links_to_a_name(index: Index) -> None:
    assert index.linking_to(["People/GRACE.md"]) == {"People/Ada.md"}
    many = [f"Name {number}" for number in range(3000)]
    assert index.linking_to(many) == set()
    assert index.linking_to([*many, "Grace"]) == {"People/Ada.md"}
    assert index.linking_to([]) == set()


def test_a_note_goes_with_all_that_came_of_it(index: Index) -> None:
    index.insert(
        {
            "problem": [
                (1, "parse", "People/Ada.md", 1, 1, "x", "m", ""),
                (0, "vault", "p", 1, 1, "y", "m", ""),
            ]
        }
    )
    index.delete([])
    assert len(index.problems()) == 2
    index.delete([*range(5000, 9000), 1])
    assert set(index.entries()) == {"Network/T.md"}
    assert index.all("select * from link") == []
    assert [problem.code for problem in index.problems()] == ["y"]


def test_problems_are_replaced_by_stage(index: Index) -> None:
    one, two = Problem("b", 1, 1, "x", "m"), Problem("a", 1, 1, "y", "m", "h")
    index.set_problems("vault", [one])
    index.set_problems("build", [two])
    assert index.problems() == (two, one)
    assert index.problems(but="build") == (one,)
    index.set_problems("vault", [])
    assert index.problems() == (two,)


def test_follow_ups_are_replaced(index: Index) -> None:
    def due(name: str, *sources: Source) -> FollowUp:
        return FollowUp(
            f"{name}.md", name, "check in", date(2026, 11, 1), "every month", sources, 2.0, "cadence", "Hi"
        )

    index.set_follow_ups([due("Ada", Source("Ada.md", 3), Source("x.md", 1)), due("Ida")])
    index.set_follow_ups([due("Ada", Source("Ada.md", 3), Source("x.md", 1)), due("Ida")])
    assert index.all("select name, since, weight, signal, opener, path, line from follow_ups") == [
        ("Ada", "2026-11-01", 2.0, "cadence", "Hi", "Ada.md", 3),
        ("Ida", "2026-11-01", 2.0, "cadence", "Hi", "", 0),
    ]


def test_names_that_only_some_devices_can_tell_apart(index: Index) -> None:
    assert index.same_names() == []
    index.insert({"note": [(3, "People/ADA.md", *NOTE[2:])]})
    assert index.same_names() == [("People/ADA.md", "People/Ada.md")]


def test_every_table_takes_a_row_of_its_length(index: Index) -> None:
    for table, columns in schema.COLUMNS.items():
        assert len(index.all(f"select * from pragma_table_info('{table}')")) == columns


def test_views_are_documented_and_can_be_read(index: Index) -> None:
    for name, (about, _) in schema.VIEWS.items():
        assert about.endswith(".")
        index.all(f"select * from {name}")
    views = {name for (name,) in index.all("select name from sqlite_master where type = 'view'")}
    assert views == set(schema.VIEWS)


# --- who may write ---------------------------------------------------------------------------------


@pytest.mark.parametrize("sql", [
    "delete from note",
    "create table t (x)",
    "create temp table t (x)",
    "pragma query_only = off",
    "pragma journal_mode = wal",
    "attach 'elsewhere.db' as elsewhere",
    "vacuum into 'elsewhere.db'",
    "select load_extension('x')",
    "begin immediate",
])  # fmt: skip
def test_who_only_asks_can_write_nothing(
    sql: str, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(store.read_only(str(tmp_path))) as asking, pytest.raises(sqlite3.DatabaseError):
        asking.execute(sql)
    assert len(index.entries()) == 2
    assert os.listdir(tmp_path) == ["index.db"]


@pytest.mark.parametrize("sql", [
    "select name from contacts",
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3) select max(i) from n",
    "pragma table_info(contacts)",
    "explain query plan select * from contacts",
    "select name from sqlite_master where type = 'view'",
    "select json_extract(fields, '$') from note",
])  # fmt: skip
def test_who_only_asks_can_ask_anything(sql: str, index: Index, tmp_path: Path) -> None:
    with closing(store.read_only(str(tmp_path))) as asking:
        assert asking.execute(sql).fetchall()


def test_a_folder_with_odd_characters_can_be_asked(tmp_path: Path) -> None:
    folder = tmp_path / "a b?c#d%20"
    store.open_index(str(folder), "one").close()
    with closing(store.read_only(str(folder))) as asking:
        assert asking.execute("select 1").fetchall() == [(1,)]


def test_who_writes_makes_others_wait(index: Index, tmp_path: Path) -> None:
    index.begin()
    index.begin()
    index.set_meta("today", "x")
    with closing(sqlite3.connect(tmp_path / "index.db", timeout=0)) as other:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("begin immediate")
        index.commit()
        index.commit()
        assert other.execute("select value from meta where key = 'today'").fetchall() == [("x",)]


# --- from outside ----------------------------------------------------------------------------------


def damage(place: Path, how: str) -> None:
    if how == "junk":
        place.write_bytes(b"junk" * 999)
    elif how == "cut":
        place.write_bytes(place.read_bytes()[:9000])
    elif how == "torn":  # the first page is sound, and the rest is not
        data = bytearray(place.read_bytes())
        data[4096:] = b"\xab" * (len(data) - 4096)
        place.write_bytes(bytes(data))
    else:
        with closing(sqlite3.connect(place)) as connection:
            connection.execute("drop table trace")


@pytest.mark.parametrize("how", ["junk", "cut", "torn"])
def test_a_damaged_index_is_made_again_in_silence(how: str, vault: Path) -> None:
    put(vault, SMALL)
    build(vault)
    before = outputs(vault)
    damage(Path(record.cache_folder(str(vault))) / "index.db", how)
    put(vault, {"Daily/2026-11-02.md": "Rain.\n"})
    report = build(vault)
    assert report.problems == ()
    assert outputs(vault) == before == clean(vault)


def test_an_index_that_cannot_be_mended_is_an_error(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(vault, SMALL)
    tried: list[str] = []

    def fail(folder: str, fingerprint: str) -> Index:
        tried.append(folder)
        raise store.Damaged("no disk is that bad")

    monkeypatch.setattr(store, "open_index", fail)
    with pytest.raises(store.Damaged):
        build(vault)
    assert len(tried) == 2


def test_another_version_of_the_program_reads_everything_again(
    vault: Path, monkeypatch: pytest.MonkeyPatch, long_ago: None
) -> None:
    put(vault, SMALL)
    assert build(vault).changed == 5
    assert build(vault).changed == 0
    monkeypatch.setattr("vaultnet.run.__version__", "999")
    assert build(vault).changed == 5


def test_two_builds_at_once_take_turns(vault: Path) -> None:
    """The second waits for the lock of the first."""
    from filelock import FileLock, Timeout

    put(vault, SMALL)
    lock = os.path.join(record.cache_folder(str(vault)), "lock")
    with building.facts(vault) as facts:  # the lock is let go before the facts are looked at
        FileLock(lock).acquire(timeout=0).lock.release()
        assert facts.snapshot.notes == 5
    seen: list[bool] = []

    def look(done: int, total: int) -> None:
        try:
            FileLock(lock).acquire(timeout=0).lock.release()
        except Timeout:
            seen.append(True)

    put(vault, {"Daily/2026-11-02.md": "Rain.\n"})
    building.build(vault, progress=look)
    assert seen == [True] * len(seen) != []


def test_facts_are_asked_and_read(vault: Path) -> None:
    put(vault, SMALL)
    with building.facts(vault) as facts:
        columns, rows = facts.query("select name, tier from contacts order by name")
        assert (columns, rows) == (("name", "tier"), [("Ada Lovelace", "close"), ("Grace Hopper", None)])
        assert facts.text("Daily/2026-11-01.md") == SMALL["Daily/2026-11-01.md"]
        slow = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) select count(*) from n"
        assert facts.query(slow)[1] == [(300000,)]
        with pytest.raises(FileNotFoundError):
            facts.text("Nowhere.md")
