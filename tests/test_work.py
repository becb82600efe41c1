"""How much is done, counted instead of timed: what a build reads, asks, writes, renders and imports."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import vaultnet
from tests.vaults import SMALL, TODAY, build, put
from vaultnet import files, publish, record, render, store
from vaultnet.build import Report
from vaultnet.plan import Action
from vaultnet.store import Index

DASHBOARDS = (
    "Network/Network Briefs.md",
    "Network/Network Calendar.md",
    "Network/Network Calendar.svg",
    "Network/Network Events.md",
    "Network/Network Giving.md",
    "Network/Network Goals.md",
    "Network/Network Health.md",
    "Network/Network Mentors.md",
    "Network/Network Opportunities.md",
    "Network/Network People.base",
    "Network/Network People.md",
    "Network/Network Presence.md",
    "Network/Network Projects.md",
    "Network/Network Skills.md",
    "Network/Network Today.md",
)
pytestmark = pytest.mark.usefixtures("long_ago")


# --- a build with nothing to do --------------------------------------------------------------------

PROBE = """
import sys
before = set(sys.modules)
opened = []
sys.addaudithook(lambda event, about: opened.append(str(about[0])) if event == "open" else None)
from vaultnet.__main__ import nothing_to_do
imported = len(opened)
said = nothing_to_do(["build"])
print(said)
print(*sorted(set(sys.modules) - before))
print(*[path for path in opened[imported:] if not path.rpartition(".py")[1]], sep="|")
"""
ALLOWED = set(
    "vaultnet vaultnet.__main__ vaultnet.files vaultnet.record"
    " __future__ _blake2 binascii itertools keyword marshal operator _operator reprlib stat _stat time"
    " collections collections.abc _collections _collections_abc".split()
)
"""A build with nothing to do imports these at most; every other module would be felt."""


def probe(vault: Path, today: str = TODAY.isoformat()) -> tuple[str, set[str], set[str]]:
    """What a fresh interpreter says, imports and opens for a build."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(vaultnet.__file__).parents[1]),
        "VAULTNET_VAULT": str(vault),
        "VAULTNET_TODAY": today,
    }
    command = [sys.executable, "-S", "-c", PROBE]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    said, modules, opened = done.stdout.splitlines()
    return said, set(modules.split()), set(filter(None, opened.split("|")))


def test_nothing_to_do_imports_and_opens_next_to_nothing(vault: Path) -> None:
    put(vault, SMALL)
    build(vault)
    build(vault)
    said, modules, opened = probe(vault)
    assert said == "Up to date: 6 dashboards from 5 notes."
    os_itself = {"os", "os.path", "posixpath", "genericpath"}  # there already, unless it runs without `site`
    assert modules - os_itself <= ALLOWED
    assert {"vaultnet.record", "vaultnet.files"} <= modules
    assert opened == {os.path.join(record.cache_folder(str(vault)), "record")}


def test_another_day_is_more_than_nothing(vault: Path) -> None:
    put(vault, SMALL)
    build(vault)
    said, _, opened = probe(vault, "2026-11-21")
    assert said == "None"
    assert opened == {os.path.join(record.cache_folder(str(vault)), "record")}, "the day alone tells"


# --- a build with something to do ------------------------------------------------------------------


class Work:
    """Counts what builds do, from outside."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reads: list[str] = []
        self.statements: Counter[str] = Counter()
        self.rows = self.rendered = 0
        self.replaced: list[str] = []
        self._watch(monkeypatch)

    def _watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        read, open_index, rendering, carry_out = (
            files.read,
            store.open_index,
            render.render,
            publish.carry_out,
        )

        def reading(root: str, path: str) -> bytes:
            self.reads.append(path)
            return read(root, path)

        def opening(folder: str, fingerprint: str) -> Index:
            index = open_index(folder, fingerprint)
            index.connection.set_trace_callback(lambda sql: self.statements.update([sql.split()[0].lower()]))
            close, before = index.close, index.connection.total_changes

            def closing() -> None:
                self.rows += index.connection.total_changes - before
                close()

            index.close = closing  # type: ignore[method-assign]
            return index

        def counting(*given: Any) -> Any:
            self.rendered += 1
            return rendering(*given)

        def carrying(root: str, actions: tuple[Action, ...], inbox: str) -> list[str]:
            self.replaced += [action.path for action in actions if action.kind == "write"]
            return carry_out(root, actions, inbox)

        monkeypatch.setattr(files, "read", reading)
        monkeypatch.setattr(store, "open_index", opening)
        monkeypatch.setattr(render, "render", counting)
        monkeypatch.setattr(publish, "carry_out", carrying)

    def of(self, act: Callable[[], Report]) -> Report:
        """Forget what was counted, act, and leave what that took."""
        self.reads.clear()
        self.replaced.clear()
        self.statements.clear()
        self.rows = self.rendered = 0
        return act()

    def notes(self) -> list[str]:
        """The notes that were read: neither settings nor what lies where dashboards go."""
        return [path for path in self.reads if path not in DASHBOARDS]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    return Work(monkeypatch)


@pytest.fixture
def built(vault: Path) -> Path:
    """A small vault that has been built twice, so that its dashboards are known too."""
    put(vault, SMALL)
    build(vault)
    build(vault)
    return vault


QUESTIONS = 29
"""Questions to the index in any build of whatever vault: one a table and part of the snapshot (the last to come:
the ledger, tasks with a tag by their links and by their notes, meetings that passed, where the links of contacts'
fields lead, which notes are private, the lines of goals, the owner's own note, tagged tasks without a link in meetings), and
a few more."""


def test_a_first_build_reads_each_note_once(vault: Path, work: Work) -> None:
    put(vault, SMALL)
    work.of(lambda: build(vault))
    assert sorted(work.notes()) == sorted(path for path in SMALL if path.endswith(".md"))
    assert work.statements["select"] == QUESTIONS
    assert work.rendered == 6


def test_a_build_with_nothing_changed_reads_no_note_and_writes_no_file(built: Path, work: Work) -> None:
    report = work.of(lambda: build(built))
    assert work.notes() == []
    assert (work.replaced, report.changed) == ([], 0)
    assert sorted(work.reads) == sorted(DASHBOARDS), "each once, to compare with"
    assert (work.rendered, work.statements["select"]) == (6, QUESTIONS)
    assert work.rows == 3 + 2 * 4, (
        "the days looked at and built for, the owner, four follow-ups that go and come"
    )


def test_one_edit_reads_one_note_and_replaces_what_it_changes(built: Path, work: Work) -> None:
    path = "People/Grace Hopper.md"
    put(built, {path: "---\ntype: contact\ncadence: 6w\n---\n- 2026-11-18 call: the compiler works\n"})
    report = work.of(lambda: build(built))
    assert (work.notes(), report.changed) == ([path], 1)
    assert work.replaced == [
        "Network/Network Calendar.md",
        "Network/Network Calendar.svg",
        "Network/Network Today.md",
    ]
    assert (work.rendered, work.statements["select"]) == (6, QUESTIONS)
    assert work.statements["delete"] == 14, "one for each table, however many notes changed"


def test_an_edit_that_changes_no_page_replaces_none(built: Path, work: Work) -> None:
    put(built, {"Daily/2026-11-01.md": SMALL["Daily/2026-11-01.md"] + "\nRain.\n"})
    report = work.of(lambda: build(built))
    assert (work.notes(), work.replaced, report.changed) == (["Daily/2026-11-01.md"], [], 1)


def test_a_new_day_reads_no_note(built: Path, work: Work) -> None:
    report = work.of(lambda: build(built, TODAY + timedelta(1)))
    assert (work.notes(), report.changed) == ([], 0)
    assert set(work.replaced) == {
        path for path in DASHBOARDS if path.endswith(("Today.md", "Calendar.md", "Goals.md", "Health.md"))
    }
    assert (work.rendered, work.statements["select"]) == (6, QUESTIONS)


def test_a_rename_reads_again_what_links_to_the_name_and_nothing_else(built: Path, work: Work) -> None:
    (built / "People" / "Ada Lovelace.md").rename(built / "People" / "Ada King.md")
    work.of(lambda: build(built))
    assert sorted(work.notes()) == ["Meetings/2026/2026-10-01 Ada.md", "People/Ada King.md"]
    assert work.statements["select"] == QUESTIONS + 1, "and who links to the name"


def test_a_lost_dashboard_is_made_without_reading_a_note(built: Path, work: Work) -> None:
    (built / "Network" / "Network Goals.md").unlink()
    work.of(lambda: build(built))
    assert work.notes() == []
    assert work.replaced == ["Network/Network Goals.md"]


def test_templates_are_compiled_once(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build reads them as code that was kept beside the index."""
    from jinja2 import Environment

    compiled: list[str] = []
    compiling = Environment.compile

    def count(self: Environment, source: Any, name: str | None = None, *given: Any) -> Any:
        compiled.append(str(name))
        return compiling(self, source, name, *given)

    monkeypatch.setattr(Environment, "compile", count)
    build(built, TODAY + timedelta(1))
    assert compiled == []
    put(built, {"_vaultnet/templates/dashboards/Goals.md.jinja": "# {{ dashboard }}\n"})
    build(built, TODAY + timedelta(2))
    assert compiled == ["dashboards/Goals.md.jinja"]
