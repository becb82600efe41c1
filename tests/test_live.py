"""A vault that is built again and again in one process."""

from __future__ import annotations

import errno
import gc
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests import test_laws, vaults
from vaultnet import afterwards, files, index, record
from vaultnet import build as building
from vaultnet.__main__ import nothing_to_do
from vaultnet.live import Live
from vaultnet.network import FollowUp, Summary
from vaultnet.planners import intake
from vaultnet.problems import Problem
from vaultnet.run import Installing, Outdated
from vaultnet.sandbox import Environment
from vaultnet.seen import Report
from vaultnet.signals.ranking import Reach
from vaultnet.writing import Changed

TODAY_PAGE = "Network/Network Today.md"


@pytest.fixture
def root(vault: Path) -> Path:
    vaults.put(vault, vaults.SMALL)
    return vault


_lives: list[Live] = []


def live(root: Path) -> Live:
    _lives.append(Live(str(root), vaults.TODAY))
    return _lives[-1]


@pytest.fixture(autouse=True)
def _let_go() -> Iterator[None]:
    """What a case was in the middle of has ended before the next begins: Python 3.13 tells of open indexes."""
    yield
    while _lives:
        _lives.pop().close()


def age(path: Path, seconds: float) -> None:
    """Let a file be saved so long ago."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - int(seconds * 1e9)))


class TestResting:
    """A dashboard in which somebody types is left alone until it has rested."""

    def typed(self, root: Path) -> Path:
        page = root / TODAY_PAGE
        page.write_text(page.read_text().replace("# ", "# A thought that is not fini\n\n# ", 1))
        return page

    def test_what_was_just_typed_stays_and_all_else_is_built(self, root: Path) -> None:
        one = live(root)
        one.build()
        page = self.typed(root)
        before = page.read_text()
        vaults.put(root, {"People/Ada Lovelace.md": vaults.ADA.replace("close", "clsoe")})
        report = one.build(rest=10)
        assert report is not None
        assert 0 < report.resting <= 10
        assert page.read_text() == before
        assert "Network/Network Health.md" in report.written

    def test_it_is_left_alone_however_often_the_rest_is_built(self, root: Path) -> None:
        one = live(root)
        one.build()
        page = self.typed(root)
        before = page.read_text()
        for _ in range(3):
            report = one.build(rest=10)
            assert report is not None
            assert report.resting
            assert page.read_text() == before

    def test_when_it_has_rested_it_is_taken_in(self, root: Path) -> None:
        one = live(root)
        one.build()
        page = self.typed(root)
        assert one.build(rest=10)
        age(page, 11)
        report = one.build(rest=10)
        assert report is not None
        assert not report.resting
        assert report.rescued
        assert "A thought" not in page.read_text()

    @pytest.mark.parametrize(
        "changed",
        [
            {"vaultnet.toml": '[vault]\nignore = ["Meetings/**"]\n'},
            {"_vaultnet/templates/dashboards/Health.md.jinja": "{{ today }} at last\n"},
        ],
    )
    def test_settings_and_templates_are_read_meanwhile(self, root: Path, changed: dict[str, str]) -> None:
        one = live(root)
        one.build()
        page = self.typed(root)
        assert one.build(rest=10)
        vaults.put(root, changed)
        assert one.build(rest=10)
        age(page, 11)
        assert one.build(rest=10)
        assert vaults.outputs(root) == vaults.clean(root, vaults.TODAY)

    @pytest.mark.parametrize("how", ["reload", "settings", "another reads", "another builds"])
    def test_what_a_build_left_need_not_rest(self, root: Path, how: str) -> None:
        """Nobody types in it, though what this process knew of it is gone."""
        one = live(root)
        one.build()
        one.settle()
        vaults.put(root, {"People/Ada Lovelace.md": vaults.ADA.replace("2026-09-02", "2026-11-02")})
        one.build()
        if how == "reload":
            one.reload()
        elif how == "settings":
            vaults.put(root, {"vaultnet.toml": "# Nothing.\n"})
        elif how == "another reads":
            vaults.put(root, {"People/Robin.md": "---\ntype: contact\n---\n"})
            with building.facts(root, today=vaults.TODAY):
                pass
        else:
            vaults.put(root, {"People/Ada Lovelace.md": vaults.ADA.replace("close", "inner")})
            vaults.build(root)
        vaults.put(root, {"People/Ada Lovelace.md": vaults.ADA.replace("close", "clsoe")})
        report = one.build(rest=10)
        assert report is not None
        assert not report.resting
        assert vaults.outputs(root) == vaults.clean(root, vaults.TODAY)

    def test_it_is_the_cause_of_the_build(self, root: Path) -> None:
        one = live(root)
        one.build()
        page = self.typed(root)
        resting = one.build(rest=10)
        age(page, 11)
        taken_in = one.build(rest=10)
        assert resting is not None
        assert taken_in is not None
        assert (resting.saved, taken_in.saved) == ((), (TODAY_PAGE,))

    def test_a_time_that_lies_ahead_does_not_keep_it_for_ever(self, root: Path) -> None:
        one = live(root)
        one.build()
        age(self.typed(root), -3600)
        report = one.build(rest=10)
        assert report is not None
        assert report.rescued


TEMPLATE = "_vaultnet/templates/dashboards/Today.md.jinja"
CAUSES: list[tuple[str, dict[str, str | None], tuple[list[str], list[str]]]] = [
    ("a note", {"People/Ada Lovelace.md": vaults.ADA.replace("close", "friend")}, ([], [])),
    ("settings, with which all notes are read", {"vaultnet.toml": '[tiers]\nclose = 3\n'}, (["vaultnet.toml"], [])),
    ("a template", {TEMPLATE: "Hello"}, (["_vaultnet/templates"], [])),
    ("a dashboard that was deleted", {TODAY_PAGE: None}, ([], [TODAY_PAGE])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "causes"), [case[1:] for case in CAUSES], ids=[case[0] for case in CAUSES]
)
def test_why_there_was_a_build(
    change: dict[str, str | None], causes: tuple[list[str], list[str]], root: Path
) -> None:
    one = live(root)
    first = one.build()
    assert first is not None
    assert (first.reread, first.gone) == ((), ())
    for path, text in change.items():
        vaults.put(root, {path: text}) if text is not None else (root / path).unlink()
    report = one.build()
    assert report is not None
    assert ([*report.reread], [*report.gone]) == causes
    vaults.put(root, {"People/Ada Lovelace.md": vaults.ADA.replace("close", "peer")})
    report = one.build()
    assert report is not None
    assert (report.reread, report.gone) == ((), ())


@pytest.fixture
def _no_collection_by_itself() -> Iterator[None]:
    """As in a watch whose builds come one after the other: the collector hardly comes to it between them."""
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(0)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("_no_collection_by_itself")
def test_what_was_known_before_the_settings_changed_is_let_go_of(root: Path) -> None:
    """The parts of what renders hold each other."""

    def environments() -> int:
        return sum(isinstance(one, Environment) for one in gc.get_objects())

    one, before = live(root), environments()
    for number in range(4):
        vaults.put(root, {"vaultnet.toml": f"[dashboards]\nreach_out = {number + 1}\n"})
        one.build()
        one.settle()
    assert environments() <= before + 1


def test_what_was_worked_out_for_another_day_is_let_go(root: Path) -> None:
    people = {
        f"People/P{number}.md": "---\ntype: contact\ncadence: 1w\n---\n- 2026-01-02 call: x\n"
        for number in range(20)
    }
    vaults.put(root, people)
    one = live(root)
    for days in range(4):
        one.today = vaults.TODAY + timedelta(days)
        one.build()
    gc.collect()
    found = Counter(
        type(value)
        for value in gc.get_objects()  # those of other tests' vaults among them
        if (isinstance(value, Summary) and value.path in people)
        or (isinstance(value, (FollowUp, Reach)) and value.contact in people)
    )
    assert max(found.values()) < 2 * len(people), found


def test_a_link_in_a_field_that_leads_elsewhere_is_followed_there(root: Path) -> None:
    bare = "---\ntype: contact\n---\n"
    countess = "---\ntype: contact\naliases: [Countess]\n---\n"
    grace = '---\ntype: contact\nintroduced_by: "[[Countess]]"\n---\n- 2026-11-10 call: hello\n'
    vaults.put(root, {"People/Ida.md": countess, "People/Eva.md": bare, "People/Grace Hopper.md": grace})
    one = live(root)
    thanked = []
    for names in ({}, {"People/Ida.md": bare, "People/Eva.md": countess}):
        vaults.put(root, names)
        one.build()
        lines = (root / TODAY_PAGE).read_text().splitlines()
        thanked += [line[6:13] for line in lines if "introduced you to Grace" in line]
    assert thanked == ["[[Ida]]", "[[Eva]]"]


def _contact(*lines: str, properties: str = "") -> str:
    return "\n".join(("---", "type: contact", *properties.split("; "), "---", *lines, ""))


KNOWN = {
    "People/Ida Moor.md": _contact(
        "- 2026-10-01 call: about rivers", properties="tier: close; interests: [rivers]"
    ),
    "People/Eva Lind.md": _contact("- 2026-11-10 call: hello", properties='introduced_by: "[[Ida Moor]]"'),
    "People/Leo Marsh.md": _contact(properties="aliases: [Leo]"),
    "People/Ada Reed.md": _contact("- 2025-02-03 call: x", "- 2025-03-04 call: y"),
    "Work/Bridge.md": "---\ntype: opportunity\nkind: referral\nclosed: 2026-11-12\noutcome: hired by Leo\n"
    'via: "[[Ida Moor]]"\npeople: "[[Ada Reed]]"\n---\n',
    "Events/Fair.md": '---\ntype: event\ndate: 2026-11-22\npeople: ["[[Ida Moor]]", "[[Eva Lind]]"]\n---\n',
    "Notes/2026-11-15.md": "share:: a map of the rivers that Leo drew\n- [ ] Send [[Ida Moor]] what Leo wrote 📅 2026-11-18\n"
    "- [ ] Ask [[Eva Lind]] about Leo 📅 2026-11-19\nnews:: I met Leo\n",
}
"""People of whom signals and pages say something, much of it out of notes that are not their own."""

CHANGES: tuple[tuple[str, dict[str, str | None], int], ...] = (
    (
        "a contact who is named elsewhere is private",
        {"People/Leo Marsh.md": _contact(properties="aliases: [Leo]; private: true")},
        0,
    ),
    (
        "who introduced somebody is private",
        {"People/Ida Moor.md": _contact("- 2026-10-01 call: z", properties="private: true")},
        0,
    ),
    (
        "an alias is another",
        {"People/Leo Marsh.md": _contact(properties="aliases: [rivers]; private: true")},
        0,
    ),
    (
        "somebody else has an alias",
        {"People/Zoe.md": _contact(properties="aliases: [Ida Moor]; private: true")},
        0,
    ),
    ("an introducer is no more", {"People/Ida Moor.md": None}, 0),
    (
        "somebody was in touch",
        {"People/Ida Moor.md": _contact("- 2026-11-19 call: all", properties="tier: close")},
        0,
    ),
    (
        "somebody is paused",
        {"People/Ida Moor.md": _contact("- 2026-10-01 call: z", properties="paused: true")},
        0,
    ),
    (
        "an introduction was another's",
        {
            "People/Eva Lind.md": _contact(
                "- 2026-11-10 call: hello", properties='introduced_by: "[[Ada Reed]]"'
            )
        },
        0,
    ),
    (
        "an opportunity ended otherwise",
        {
            "Work/Bridge.md": '---\ntype: opportunity\nkind: referral\nclosed: 2026-11-13\noutcome: lost\nvia: "[[Eva Lind]]"\n---\n'
        },
        0,
    ),
    (
        "an opportunity is private",
        {
            "Work/Bridge.md": '---\ntype: opportunity\nprivate: true\nkind: referral\nclosed: 2026-11-13\noutcome: lost\nvia: "[[Eva Lind]]"\n---\n'
        },
        0,
    ),
    (
        "an event is another day",
        {"Events/Fair.md": '---\ntype: event\ndate: 2026-11-24\npeople: "[[Ada Reed]]"\n---\n'},
        0,
    ),
    ("a promise is another", {"Notes/2026-11-15.md": "- [ ] Send [[Ada Reed]] a map 📅 2026-11-17\n"}, 0),
    ("a signal weighs more", {"vaultnet.toml": "[weights]\nthanks = 3\npromises = 0\n"}, 0),
    ("fewer people are shown", {"vaultnet.toml": "[dashboards]\nreach_out = 1\n"}, 0),
    ("it is another day", {}, 1),
    ("weeks have passed", {}, 70),
)


@pytest.mark.parametrize(("change", "days"), [pytest.param(*one[1:], id=one[0]) for one in CHANGES])
def test_nothing_is_known_longer_than_it_is_so(root: Path, change: dict[str, str | None], days: int) -> None:
    """And not when it is as it was again either."""
    vaults.put(root, KNOWN)
    one = live(root)
    one.build()
    before = vaults.outputs(root)
    one.today = vaults.TODAY + timedelta(days)
    for path, text in change.items():
        if text is None:
            (root / path).unlink()
        else:
            vaults.put(root, {path: text})
    one.build()
    assert vaults.outputs(root) != before
    assert vaults.outputs(root) == vaults.clean(root, one.today)
    one.today = vaults.TODAY
    for path in change:
        if path in KNOWN:
            vaults.put(root, {path: KNOWN[path]})
        else:
            (root / path).unlink()
    one.build()
    assert vaults.outputs(root) == before


def test_a_dashboard_that_a_build_removed_is_no_note_that_changed(root: Path) -> None:
    template = "_vaultnet/templates/dashboards/Mine.md.jinja"
    vaults.put(root, {template: "Mine."})
    one = live(root)
    one.build()
    one.build()
    (root / template).unlink()
    report = one.build()
    assert report is not None
    assert report.removed == ("Network/Network Mine.md",)
    again = one.build()
    assert again is None or again.differing == ()


@pytest.mark.parametrize("quiet", [True, False])
def test_no_dashboard_is_left_behind_when_their_folder_changes(root: Path, *, quiet: bool) -> None:
    one = live(root)
    one.build()
    if quiet:
        one.settle()
    vaults.put(root, {"vaultnet.toml": '[dashboards]\nfolder = "Pages"\n'})
    one.build()
    assert not [path for path in vaults.outputs(root) if path.startswith("Network/")]


def test_whoever_comes_after_a_kill_knows_where_the_dashboards_lie(root: Path) -> None:
    live(root).build()  # and is killed before it is quiet
    vaults.put(root, {"vaultnet.toml": '[dashboards]\nfolder = "Pages"\n'})
    vaults.build(root)
    assert not [path for path in vaults.outputs(root) if path.startswith("Network/")]


class TestCode:
    """Code that is replaced while it runs."""

    def replaced(self, root: Path, monkeypatch: pytest.MonkeyPatch, seconds: float) -> Live:
        code = root.parent / "plugin.py"
        code.write_text("before\n")
        watched = afterwards.watched
        monkeypatch.setattr(
            "vaultnet.run.watched", lambda *of: {**watched(*of), str(code): files.stamp_of(str(code))}
        )
        one = live(root)
        one.build()
        code.write_text("afterwards\n")
        vaults.put(root, {"People/Ada Lovelace.md": vaults.ADA.replace("close", "clsoe")})
        now = time.time_ns()
        monkeypatch.setattr(time, "time_ns", lambda: now + int(seconds * 1e9))
        return one

    def test_it_has_to_begin_anew(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        one = self.replaced(root, monkeypatch, 10)
        before = vaults.outputs(root)
        with pytest.raises(Outdated):
            one.build()
        assert vaults.outputs(root) == before
        assert nothing_to_do(["--vault", str(root), "--today", vaults.TODAY.isoformat(), "build"]) is None

    def test_while_it_is_being_installed_nothing_is_built(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = self.replaced(root, monkeypatch, 0)
        before = vaults.outputs(root)
        with pytest.raises(Installing):
            one.build()
        assert vaults.outputs(root) == before


class TestReading:
    """What could not be read is read when that is over, though nothing touches the file."""

    @pytest.fixture(autouse=True)
    def sure(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let every stamp prove something."""
        monkeypatch.setattr(index, "racy", lambda *_: False)
        monkeypatch.setattr(record, "racy", lambda *_: False)

    def settled(self, root: Path) -> Live:
        """Build until nothing differs."""
        one = live(root)
        while one.build():
            pass
        return one

    def test_a_note_is_read_when_its_disk_is_well_again(self, root: Path) -> None:
        one = self.settled(root)
        vaults.put(root, {"People/Grace Hopper.md": "---\ntype: contact\ncadence: 5w\n---\n"})
        with vaults.unreadable(root, "Grace Hopper.md"):
            assert one.build()
            assert one.build() is None, "nothing differs as long as it can't be read"
        assert one.build({"People"})
        assert one.build() is None
        assert vaults.outputs(root) == vaults.clean(root)

    def test_why_it_cannot_be_read_is_as_it_is_now(self, root: Path) -> None:
        one = self.settled(root)
        vaults.put(root, {"People/Grace Hopper.md": ""})
        with vaults.unreadable(root, "Grace Hopper.md"):
            one.build()
        with vaults.unreadable(root, "Grace Hopper.md", errno.EACCES):
            report = one.build()
            assert report is not None
            assert any("Permission denied" in problem.message for problem in report.problems)

    def test_it_is_read_also_by_a_build_that_looks_elsewhere_meanwhile(self, root: Path) -> None:
        one = self.settled(root)
        vaults.put(root, {"People/Grace Hopper.md": "---\ntype: contact\ncadence: 5w\n---\n"})
        with vaults.unreadable(root, "Grace Hopper.md"):
            one.build()
        vaults.put(root, {"Daily/2026-11-02.md": "Lunch with [[Ada Lovelace]].\n"})
        one.build({"Daily"})
        one.build()
        assert vaults.outputs(root) == vaults.clean(root)

    def test_a_dashboard_is_made_when_its_disk_is_well_again(self, root: Path) -> None:
        one = self.settled(root)
        vaults.put(root, {"People/Ada Lovelace.md": "---\ntype: contact\ncadence: 1w\n---\n"})
        with vaults.unreadable(root, TODAY_PAGE):
            one.build()
        one.build()
        assert vaults.outputs(root) == vaults.clean(root)

    def test_a_note_that_was_away_while_it_was_read_is_compared_with_the_others(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = self.settled(root)
        other = root / "People/ada lovelace.md"
        vaults.put(root, {"People/ada lovelace.md": "---\ntype: contact\n---\n"})
        reading = files.read

        def away(where: str, path: str) -> bytes:
            other.unlink(missing_ok=True)
            return reading(where, path)

        monkeypatch.setattr(files, "read", away)
        one.build()
        monkeypatch.setattr(files, "read", reading)
        vaults.put(root, {"People/ada lovelace.md": "---\ntype: contact\n---\n"})
        one.build()
        assert vaults.outputs(root) == vaults.clean(root)


def test_a_copy_that_a_sync_tool_left_is_told_of(root: Path) -> None:
    one = live(root)
    one.build()
    copy = "People/Ada Lovelace.sync-conflict-20261120-101010-ABCDEFG.md"
    vaults.put(root, {copy: vaults.ADA})
    assert one.build(["People"])
    assert vaults.outputs(root) == vaults.clean(root, vaults.TODAY)
    (root / copy).unlink()
    assert one.build(["People"])
    assert vaults.outputs(root) == vaults.clean(root, vaults.TODAY)


def test_a_contact_that_goes_while_it_is_ticked_is_looked_at_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = live(root)
    one.build()
    page = root / TODAY_PAGE
    page.write_text(re.sub(r"- \[ \] (\[\[Ada Lovelace.*)", r"- [x] \1 2w", page.read_text()))
    take_in = intake.take_in

    def late(*given: Any) -> intake.Intake:
        (root / "People/Ada Lovelace.md").unlink(missing_ok=True)
        return take_in(*given)

    monkeypatch.setattr(intake, "take_in", late)
    with pytest.raises(Changed, match=r"People/Ada Lovelace\.md"):
        one.build()
    one.build()
    assert vaults.outputs(root) == vaults.clean(root, vaults.TODAY)


class Again(test_laws.Vault):
    """A vault in the hands of its owner, beside a process that builds it again and again."""

    def __init__(self) -> None:
        super().__init__()
        self.live: Live | None = None
        self.known: dict[str, bytes] = {}
        self.problems: tuple[Problem, ...] = ()

    def teardown(self) -> None:
        if self.live:
            self.live.close()
        super().teardown()

    def places(self) -> set[str] | None:
        """The folders in which something has changed; None if that may be more than notes.

        That a note can be read again is told by nothing that happens in a folder: a look at everything finds it.
        """
        if any(problem.code == "unreadable" for problem in self.problems):
            return None
        now = vaults.tree(self.root)
        changed = {path for path in {*now, *self.known} if now.get(path) != self.known.get(path)}
        if any(path.startswith("_vaultnet/") or path.endswith((".toml", ".base")) for path in changed):
            return None
        return {path.rpartition("/")[0] for path in changed}

    @rule(whole=st.booleans(), settle=st.booleans())
    def build(self, *, whole: bool, settle: bool) -> None:
        typed = set(test_laws.TYPED.findall(test_laws.everything(self.root)))
        self.live = self.live or Live(str(self.root), self.today)
        self.live.today = self.today
        if report := self.live.build(None if whole else self.places()):
            self.problems = report.problems
        if settle:
            self.live.settle()
        assert typed <= set(test_laws.TYPED.findall(test_laws.everything(self.root))), "nothing typed is lost"
        self.same_as_clean()
        before = vaults.tree(self.root)
        assert not any_written(self.live.build()), "a second build writes nothing"
        self.known = vaults.tree(self.root)
        assert self.known == before

    def only_build(self) -> None:
        self.live = self.live or Live(str(self.root), self.today)
        self.live.today = self.today
        if report := self.live.build():
            self.problems = report.problems
        self.known = {}  # a note that could be read again is in no place where something changed: all are looked at

    @rule()
    def build_elsewhere(self) -> None:
        """Another process builds."""
        vaults.build(self.root, self.today)

    @rule()
    def read_elsewhere(self) -> None:
        """Another process reads, and brings the index up to date."""
        with building.facts(self.root, today=self.today):
            pass

    def same_as_clean(self) -> None:
        if not any(problem.code.startswith("template") for problem in self.problems):
            built = vaults.outputs(self.root)
            assert built == vaults.clean(self.root, self.today), "what is known from before changes nothing"


def any_written(report: Report | None) -> bool:
    return report is not None and bool(report.written or report.removed or report.rescued)


Again.TestCase.settings = settings(
    test_laws.Vault.TestCase.settings, max_examples=max(20, test_laws.EXAMPLES // 2)
)
TestAgain = Again.TestCase
