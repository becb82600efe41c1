"""The facts as they were this morning for those who were dealt with: a day's list is decided once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests import vaults
from vaultnet import build as building
from vaultnet.cli import main
from vaultnet.facts import Facts
from vaultnet.live import Live
from vaultnet.model import Value
from vaultnet.network import LedgerLine, Promise, Snapshot, Summary, TaggedTask, Trace
from vaultnet.signals.morning import as_it_was
from vaultnet.signals.ranking import dealt_with, rank
from vaultnet.store import Index

TODAY = vaults.TODAY
DAY = TODAY.isoformat()
ADA = "People/Ada.md"
EXAMPLE = Path(__file__).parents[1] / "examples" / "vault"


def trace(day: str, kind: str = "call", tick: str = "") -> Trace:
    return Trace(ADA, day, kind, f"Log/{day} {kind}.md", 3, "meeting", tick=tick)


def ada(*recent: Trace, earlier: tuple[Trace, ...] = (), **more: Any) -> Summary:
    traces = {name: more.pop(name) for name in ("sent", "answered") if name in more}
    fields = {name: (Value(value, 2, str(value)),) for name, value in more.items()}
    days = len(recent) + len(earlier)
    return Summary(ADA, "Ada", fields, days, recent, earlier=earlier, **traces)


JUNE, MAY, SENT = trace("2026-06-01"), trace("2026-05-01"), trace("2026-11-02", "sent")

# title, the contact now, the contact this morning
CONTACTS = [
    ("nothing has happened", ada(JUNE, tier="close"), ada(JUNE, tier="close")),
    ("in touch today", ada(trace(DAY), JUNE), ada(JUNE)),
    ("ticked today", ada(trace(DAY, tick=DAY), JUNE), ada(JUNE)),
    ("ticked today for yesterday", ada(trace("2026-11-19", tick=DAY), JUNE), ada(JUNE)),
    ("ticked yesterday", ada(trace("2026-11-19", tick="2026-11-19")), ada(trace("2026-11-19", tick="2026-11-19"))),
    ("for the first time", ada(trace(DAY)), ada()),
    ("an older day comes back", ada(trace(DAY), JUNE, earlier=(MAY,)), ada(JUNE, MAY)),
    ("put off", ada(JUNE, tier="close", put_off=DAY, snooze="2026-12-04"), ada(JUNE, tier="close")),
    ("put off yesterday", ada(put_off="2026-11-19", snooze="2026-12-04"), ada(put_off="2026-11-19", snooze="2026-12-04")),
    ("skipped", ada(JUNE, skipped=DAY), ada(JUNE)),
    ("skipped, and put off before", ada(skipped=DAY, put_off="2026-11-01", snooze="2026-11-19"), ada(put_off="2026-11-01", snooze="2026-11-19")),
    ("a message of today", ada(JUNE, sent=(trace(DAY, "sent"), SENT)), ada(JUNE, sent=(SENT,))),
    ("a message that was answered today", ada(trace(DAY), JUNE, answered=(SENT,)), ada(JUNE, sent=(SENT,))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "before"), [case[1:] for case in CONTACTS], ids=[case[0] for case in CONTACTS]
)
def test_a_contact(now: Summary, before: Summary) -> None:
    assert as_it_was(Snapshot(TODAY, (now,)), {ADA}).contacts == (before,)
    assert as_it_was(Snapshot(TODAY, (now,)), {"People/Else.md"}).contacts == (now,)


def line(day: str, contact: str = ADA) -> LedgerLine:
    return LedgerLine("gave", contact, "a book", day, "Daily/x.md", 3)


def task(status: str, done: str, contact: str = ADA) -> TaggedTask:
    return TaggedTask("intro", (contact,), status, "words", done, "", "", "Daily/x.md", 3)


def promise(contact: str = ADA, text: str = "Send [[Ada]] the draft", closed: str = "") -> Promise:
    return Promise(contact, text, "Daily/x.md", 3, DAY, closed=closed)


# title, what there is now, what there was this morning
TOLD = [
    ("a line of the ledger", {"ledger": (line("2026-11-19"), line(DAY))}, {"ledger": (line("2026-11-19"),)}),
    ("one about somebody else", {"ledger": (line(DAY, "B.md"), line(DAY, ""))}, {"ledger": (line(DAY, "B.md"), line(DAY, ""))}),
    ("a task that was done", {"tagged": (task("x", DAY), task("x", "2026-11-19"))}, {"tagged": (task(" ", ""), task("x", "2026-11-19"))}),
    ("one of somebody else", {"tagged": (task("x", DAY, "B.md"),)}, {"tagged": (task("x", DAY, "B.md"),)}),
    ("a promise that was kept", {"kept": (promise(closed=DAY),)}, {"promises": (promise(closed=DAY),)}),
    ("one of somebody else", {"kept": (promise("B.md"),)}, {}),
    ("one whose line names somebody else first", {"kept": (promise(), promise("B.md", "Ask [[B]] about [[Ada]]"))}, {}),
    ("what was ticked", {"ticked": (trace(DAY),)}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("now", "before"), [case[1:] for case in TOLD], ids=[case[0] for case in TOLD])
def test_what_notes_tell(now: dict[str, Any], before: dict[str, Any]) -> None:
    found = as_it_was(Snapshot(TODAY, (ada(JUNE),), **now), {ADA})
    assert found == Snapshot(TODAY, (ada(JUNE),), **before)


def test_what_has_not_changed_is_the_same_object() -> None:
    """By that, what was worked out of it is known."""
    snapshot = Snapshot(
        TODAY, (ada(JUNE),), promises=(promise(),), ledger=(line(""),), tagged=(task(" ", ""),)
    )
    found = as_it_was(snapshot, {ADA})
    assert found.contacts[0] is snapshot.contacts[0]
    assert found.promises is snapshot.promises
    assert found.ledger is snapshot.ledger
    assert found.tagged is snapshot.tagged
    gone = replace(snapshot, contacts=(ada(trace(DAY), JUNE),))
    assert as_it_was(gone, {ADA}).contacts[0] is as_it_was(gone, {ADA}).contacts[0]


# --- the vault -------------------------------------------------------------------------------------


def people(facts: Facts) -> list[str]:
    dealt = dealt_with(facts.snapshot, facts.dealt)
    return [one.name for one in rank(facts.follow_ups, facts.config, dealt)]


def today(root: Path) -> list[str]:
    with building.facts(root) as facts:
        return people(facts)


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "vault"
    shutil.copytree(EXAMPLE, root)
    yield root
    vaults.forget(root)


DEEDS = [["skip"], ["snooze", "2w"], ["log", "-k", "call"], ["log", "-k", "sent"]]


def deal(root: Path, deed: list[str], name: str) -> None:
    command, *more = deed
    assert main([command, name, *more, "--vault", str(root)]) == 0


def test_whoever_is_dealt_with_the_rest_of_the_day_stays(example: Path) -> None:
    """Each of the five, the first in each way, two in either order, and all of them one after the other."""
    morning = today(example)
    assert len(morning) == 5
    ways = [(name, DEEDS[0]) for name in morning] + [(morning[0], deed) for deed in DEEDS[1:]]
    for name, deed in ways:
        deal(example, deed, name)
        assert today(example) == [one for one in morning if one != name], (deed, name)
        assert main(["undo", "--vault", str(example)]) == 0
    for order in permutations(morning[1:3]):
        for number, name in enumerate(order, start=1):
            deal(example, DEEDS[number], name)
            assert today(example) == [one for one in morning if one not in order[:number]]
        for _ in order:
            assert main(["undo", "--vault", str(example)]) == 0
    for number, name in enumerate(reversed(morning), start=1):
        deal(example, DEEDS[number % 3], name)
        assert today(example) == morning[: 5 - number]


def test_nothing_more_is_asked_of_the_index(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    every = Index.all

    def count(self: Index, sql: str, values: Any = ()) -> list[tuple[Any, ...]]:
        asked.append(sql)
        return every(self, sql, values)

    monkeypatch.setattr(Index, "all", count)
    vaults.put(vault, vaults.SMALL)
    vaults.build(vault)
    few = len(asked)
    assert main(["skip", "Ada", "--vault", str(vault), "--today", DAY]) == 0
    vaults.forget(vault)
    asked.clear()
    vaults.build(vault)
    assert len(asked) == few


PROMISE = "- [ ] Send [[{}]] the draft 📅 2026-11-1{}\n"
PROMISES = {
    "vaultnet.toml": "",
    **{f"People/{name}.md": "---\ntype: contact\n---\n" for name in "ABCD"},
    **{f"People/{name}.md": "---\ntype: contact\ntier: close\nlast_contact: 2026-10-15\n---\n" for name in "EF"},
    "Daily/2026-11-01.md": "".join(PROMISE.format(name, number) for number, name in enumerate("ABCD")),
}  # fmt: skip


def test_a_promise_that_was_kept_today_still_counts(vault: Path) -> None:
    vaults.put(vault, PROMISES)
    one = Live(str(vault), TODAY)
    one.build()
    with building.facts(vault, today=TODAY) as facts:
        assert people(facts) == ["A", "B", "C", "E", "F"]
    note = (vault / "Daily/2026-11-01.md").read_text()
    done = note.replace(
        "- [ ] Send [[A]] the draft 📅 2026-11-10", f"- [x] Send [[A]] the draft 📅 2026-11-10 ✅ {DAY}"
    )
    vaults.put(vault, {"Daily/2026-11-01.md": done})
    assert main(["log", "A", "--kind", "call", "--vault", str(vault), "--today", DAY]) == 0
    with building.facts(vault, today=TODAY) as facts:
        assert [promise.contact for promise in facts.snapshot.kept] == ["People/A.md"]
        assert people(facts) == ["B", "C", "E", "F"]
    one.build()
    assert vaults.outputs(vault) == vaults.clean(vault)
    one.close()


def test_a_message_that_was_answered_today_still_counts(vault: Path) -> None:
    waiting = "---\ntype: contact\n---\n- 2026-11-05 sent: how are you?\n- 2026-06-02 call: hello\n"
    vaults.put(vault, {"vaultnet.toml": "", "People/A.md": waiting})
    with building.facts(vault, today=TODAY) as facts:
        assert facts.snapshot.contacts[0].answered == ()
    assert main(["log", "A", "--kind", "call", "--vault", str(vault), "--today", DAY]) == 0
    with building.facts(vault, today=TODAY) as facts:
        (contact,) = facts.snapshot.contacts
        assert [one.day for one in contact.answered] == ["2026-11-05"]
        assert [one.reason for one in facts.dealt] == ["answer"]
    with building.facts(vault, today=date(2026, 11, 21)) as facts:
        assert (facts.snapshot.contacts[0].answered, facts.dealt) == ((), ())
