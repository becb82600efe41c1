"""The watch: a played machine runs hours of it in a moment."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import pytest

from vaultnet import watch
from vaultnet.listening import Deaf, LimitReached
from vaultnet.pace import SLOW, Heard
from vaultnet.paused import Paused
from vaultnet.publish import Refused
from vaultnet.run import Installing, Outdated
from vaultnet.seen import Report
from vaultnet.watch import Ask, Message, Watch
from vaultnet.writing import Changed

REPORT = Report((), (), (), unchanged=0, notes=5, problems=(), changed=0, differing=(), diff="", seconds=0.0)
WROTE = replace(REPORT, written=("Network/Network Today.md",), changed=1, differing=("People/Ada.md",))

Action: TypeAlias = "Callable[[], object] | Message"


@dataclass
class Played:
    """A machine whose time passes while it waits."""

    clock: float = 1000.0
    since: float = 1_700_000_000.0
    """What the wall's clock is ahead."""
    today: str = "2026-11-20"
    script: list[tuple[float, Action]] = field(default_factory=list)
    waits: int = 0

    def at(self, seconds: float, *actions: Action) -> None:
        """Have something happen so many seconds after the beginning."""
        self.script += [(1000.0 + seconds, action) for action in actions]
        self.script.sort(key=lambda one: one[0])

    def now(self) -> float:
        return self.clock

    def wall(self) -> float:
        return self.clock + self.since

    def day(self) -> str:
        return self.today

    def wait(self, seconds: float) -> list[Message]:
        self.waits += 1
        assert self.waits < 20_000, "it never rests"
        end = self.clock + max(seconds, 0)
        if not self.script or self.script[0][0] > end:
            self.clock = end
            return []
        when, action = self.script.pop(0)
        self.clock = max(self.clock, when)
        if isinstance(action, Heard):
            return [action._replace(at=self.clock)]
        if isinstance(action, Ask):
            return [action]
        action()
        return []


@dataclass
class Builder:
    """What is told to build: says when and where, and answers as it is told."""

    machine: Played
    answers: list[Report | Exception | None] = field(default_factory=list)
    looks: list[tuple[float, frozenset[str] | None]] = field(default_factory=list)
    did: list[str] = field(default_factory=list)
    settles: list[Exception] = field(default_factory=list)
    takes: float = 0.0

    def build(self, places: Collection[str] | None = None, *, rest: float = 0.0) -> Report | None:
        assert rest == watch.REST
        self.looks.append((self.machine.clock - 1000, None if places is None else frozenset(places)))
        self.machine.clock += self.takes
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def settle(self) -> None:
        self.did.append("settle")
        if self.settles:
            raise self.settles.pop()

    def reload(self) -> None:
        self.did.append("reload")


@dataclass
class Voice:
    """Keeps what is said."""

    said: list[str] = field(default_factory=list)

    def started(self, notes: int | None, poll: float | None) -> None:
        self.said.append(f"started {notes} {poll}")

    def built(self, report: Report) -> None:
        self.said.append("built")

    def trouble(self, error: Exception) -> None:
        self.said.append(f"trouble {error}")

    def mended(self) -> None:
        self.said.append("mended")

    def paused(self, why: str) -> None:
        self.said.append(f"paused {why}")

    def resumed(self) -> None:
        self.said.append("resumed")

    def reloading(self) -> None:
        self.said.append("reloading")

    def polling(self, why: Deaf) -> None:
        self.said.append("polling")


@dataclass
class Ears:
    """Hears nothing by itself: what is heard is in the script."""

    answers: list[bool | LimitReached] = field(default_factory=list)
    open: int = 0
    opened: int = 0
    refuses: list[Exception] = field(default_factory=list)

    def listen(self) -> Ears:
        if self.refuses:
            raise self.refuses.pop(0)
        self.open += 1
        self.opened += 1
        return self

    def is_sound(self) -> bool:
        answer = self.answers.pop(0) if self.answers else True
        if isinstance(answer, LimitReached):
            raise answer
        return answer

    def close(self) -> None:
        self.open -= 1


class Stage:
    """A vault and a watch of it, on a played machine."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.machine = Played()
        self.builder = Builder(self.machine)
        self.voice, self.ears = Voice(), Ears()

    def run(
        self, seconds: float, *, listen: bool = True, poll: float = watch.POLL, ends: Ask = Ask.STOP
    ) -> list[tuple[float, frozenset[str] | None]]:
        """Watch for so long. Gives the looks after the two at the beginning: before and after it listens."""
        self.machine.at(seconds, Ask.STOP)
        ears = self.ears.listen if listen else None
        assert Watch(str(self.root), self.builder, self.voice, self.machine, ears, poll).run() is ends
        assert self.ears.open == 0
        return [(round(at, 3), where) for at, where in self.builder.looks[2:]]

    @property
    def at(self) -> Callable[..., None]:
        return self.machine.at


@pytest.fixture
def stage(vault: Path) -> Stage:
    return Stage(vault)


def save(path: str = "People/Ada.md") -> Heard:
    return Heard(0.0, path, finished=True)


def times(looks: list[tuple[float, frozenset[str] | None]]) -> list[float]:
    return [round(at, 3) for at, _ in looks]


# --- looking ---------------------------------------------------------------------------------------------


def test_it_looks_before_it_listens_and_at_once_after(stage: Stage) -> None:
    stage.builder.answers = [WROTE]
    assert stage.run(1) == []
    assert stage.builder.looks == [(0, None), (0, None)]
    assert stage.voice.said == ["built", "started 5 None"]
    assert stage.builder.did == ["settle", "settle"]


def test_an_hour_in_which_nothing_happens(stage: Stage) -> None:
    looks = stage.run(3600.5)
    assert times(looks) == [SLOW * number for number in range(1, 61)]
    assert {where for _, where in looks} == {None}
    assert stage.voice.said == ["started None None"]
    assert stage.machine.waits < 1000


def test_a_save_is_looked_at_where_it_was_and_verified(stage: Stage) -> None:
    stage.at(1, save())
    stage.builder.answers = [None, None, WROTE]
    assert stage.run(10) == [
        (1.003, frozenset({"People"})),
        (2.003, None),
    ]
    assert stage.voice.said[1:] == ["built"]


def test_a_checkout_of_two_thousand_notes_is_one_build(stage: Stage) -> None:
    for number in range(2000):
        stage.at(1 + number / 5000, save(f"People/{number}.md"))
    looks = [look for look in stage.run(10) if look[0] > 1.01]  # the first one may be looked at at once
    assert looks == [(1.7, None), (2.7, None)], "and one that verifies"


def test_while_git_holds_its_index_it_waits_and_says_nothing(stage: Stage) -> None:
    lock = stage.root / ".git" / "index.lock"
    lock.parent.mkdir()

    def locked() -> None:
        lock.touch()
        os.utime(lock, (stage.machine.wall(), stage.machine.wall()))

    stage.at(1, locked, save("a.md"))
    stage.at(3, lock.unlink)
    stage.at(20, locked, save("b.md"))  # this one is never removed
    looks = stage.run(40)
    assert times(looks)[:1] == [pytest.approx(3, abs=0.03)]
    assert times(looks)[2:3] == [pytest.approx(30, abs=0.03)]
    assert stage.voice.said == ["started None None"]


def test_its_own_writing_is_no_hurry(stage: Stage) -> None:
    """What is heard of a dashboard that was just written is looked at later, so that it holds up no save."""
    stage.builder.answers = [None, WROTE]
    stage.at(0.01, save("Network/Network Today.md"))
    stage.at(30, save("Network/Network Today.md"))
    looks = stage.run(40)
    assert times(looks) == [0.06, 1.06, 30.003, 31.003]


def test_a_dashboard_that_rests_is_looked_at_again(stage: Stage) -> None:
    stage.builder.answers = [None, None, replace(REPORT, resting=8.0)]
    stage.at(1, save("Network/Network Today.md"))
    assert times(stage.run(20)) == [1.003, 2.003, 9.003]


def test_what_is_slow_has_time_in_between(stage: Stage) -> None:
    stage.builder.takes = 3.0
    looks = stage.run(200, listen=False, poll=2.0)
    gaps = [later - earlier for earlier, later in zip(times(looks), times(looks)[1:], strict=False)]
    assert gaps
    assert set(gaps) == {33.0}


def test_builds_that_write_nothing_are_spaced_out_too(stage: Stage) -> None:
    stage.builder.takes = 3.0
    stage.builder.answers = [REPORT] * 20
    looks = stage.run(200, listen=False, poll=2.0)
    assert {later - earlier for earlier, later in pairwise(times(looks))} == {33.0}


def test_it_only_looks_from_time_to_time_where_that_is_wanted(stage: Stage) -> None:
    looks = stage.run(10.5, listen=False, poll=2.0)
    assert stage.voice.said == ["started None 2.0"]
    assert times([*stage.builder.looks[1:2], *looks]) == [0, 2, 4, 6, 8, 10]


def test_how_it_was_asked_to_end(stage: Stage) -> None:
    stage.machine.at(1, Ask.INTERRUPT)
    watching = Watch(str(stage.root), stage.builder, stage.voice, stage.machine, stage.ears.listen)
    assert watching.run() is Ask.INTERRUPT


def test_settings_are_read_anew_when_it_is_asked(stage: Stage) -> None:
    stage.at(1, Ask.RELOAD)
    assert times(stage.run(2)) == [1]
    assert stage.builder.did == ["settle", "settle", "reload", "settle"]
    assert stage.voice.said[-1] == "reloading"


# --- clocks ----------------------------------------------------------------------------------------------


def test_a_new_day(stage: Stage) -> None:
    stage.at(10, lambda: setattr(stage.machine, "today", "2026-11-21"))
    assert times(stage.run(30)) == [10]


@pytest.mark.parametrize("seconds", [3600, -3600])
def test_a_clock_that_was_set_or_a_machine_that_slept(stage: Stage, seconds: float) -> None:
    stage.at(10, lambda: setattr(stage.machine, "since", stage.machine.since + seconds))
    assert times(stage.run(30)) == [10]


def test_a_clock_that_drifts_is_no_reason(stage: Stage) -> None:
    for number in range(1, 30):
        stage.at(number, lambda: setattr(stage.machine, "since", stage.machine.since + 0.1))
    assert stage.run(30) == []


# --- what it waits for -----------------------------------------------------------------------------------


def test_while_git_merges_it_waits_and_says_so_once(stage: Stage) -> None:
    merge = stage.root / ".git" / "MERGE_HEAD"
    merge.parent.mkdir()
    stage.at(1, merge.touch, save())
    for second in range(2, 100):
        stage.at(second, save())
    stage.at(100, merge.unlink)
    looks = stage.run(110)
    assert looks[0][0] == pytest.approx(100, abs=1.01)
    assert looks[0][1] is None
    assert stage.voice.said == ["started None None", "paused a merge", "resumed"]


def test_it_may_begin_in_the_middle_of_a_rebase(stage: Stage) -> None:
    rebase = stage.root / ".git" / "rebase-merge"
    rebase.mkdir(parents=True)
    stage.at(5, rebase.rmdir)
    stage.run(10)
    assert stage.voice.said == ["paused a rebase", "started None None", "resumed"]
    assert times(stage.builder.looks) == [pytest.approx(5, abs=1.01)]


def test_while_the_vault_is_missing_nothing_is_looked_at_or_written(stage: Stage, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    stage.at(1, lambda: stage.root.rename(elsewhere), save())
    stage.at(100, lambda: elsewhere.rename(stage.root))
    looks = stage.run(110)
    assert looks[0][0] == pytest.approx(100, abs=1.01)
    assert looks[0][1] is None
    assert stage.voice.said == ["started None None", "paused ", "resumed"]
    assert stage.ears.opened == 2


def test_an_empty_folder_where_the_drive_was_is_no_vault(stage: Stage) -> None:
    def taken_out() -> None:
        shutil.rmtree(stage.root)
        stage.root.mkdir()

    stage.at(1, taken_out, save())
    # The folder may get the number of the one that is gone: then it is no vault for want of its marks.
    looks = stage.run(5)
    assert looks == []


def test_a_vault_that_goes_while_it_is_looked_at_is_no_error(stage: Stage) -> None:
    stage.builder.answers = [None, None, FileNotFoundError(2, "No such file", str(stage.root))]
    stage.at(1, save())
    stage.at(1.0005, lambda: setattr(stage.builder, "build", gone))
    build = stage.builder.build

    def gone(places: Collection[str] | None = None, *, rest: float = 0.0) -> Report | None:
        shutil.rmtree(stage.root)
        return build(places, rest=rest)

    stage.run(5)
    assert stage.voice.said == ["started None None", "paused "]
    assert not stage.root.exists()


# --- errors ----------------------------------------------------------------------------------------------


def test_an_error_is_said_once_and_tried_again_until_it_is_mended(stage: Stage) -> None:
    wrong, other = Refused("Wrong."), OSError(5, "Input/output error")
    stage.builder.answers = [None, None, wrong, wrong, wrong, other, WROTE, wrong]
    stage.at(1, save())
    looks = stage.run(30)
    assert [round(at) for at, _ in looks][:5] == [1, 2, 4, 8, 16]
    assert [said for said in stage.voice.said if said != "built"][1:] == [
        "trouble Wrong.",
        "trouble [Errno 5] Input/output error",
        "mended",
    ]


def test_the_same_error_is_said_again_after_it_was_mended(stage: Stage) -> None:
    stage.builder.answers = [None, None, Refused("Wrong."), WROTE, Refused("Wrong.")]
    stage.at(1, save())
    stage.at(10, save())
    stage.run(10.5)
    assert stage.voice.said[1:] == ["trouble Wrong.", "built", "mended", "trouble Wrong."]


def test_a_program_that_was_replaced_begins_anew(stage: Stage) -> None:
    stage.builder.answers = [None, None, Outdated()]
    stage.at(1, save())
    assert len(stage.run(30, ends=Ask.AGAIN)) == 1
    assert not [said for said in stage.voice.said if said.startswith("trouble")]


def test_while_the_program_is_being_replaced_it_tries_again_and_says_nothing(stage: Stage) -> None:
    stage.builder.answers = [None, None, Installing(), Installing(), WROTE]
    stage.at(1, save())
    looks = stage.run(10)
    assert [int(at) for at in times(looks)[:3]] == [1, 2, 4]
    assert {places for _, places in looks[1:]} == {None}
    assert stage.voice.said[1:] == ["built"]


def test_what_git_begins_right_before_a_build_is_no_trouble(stage: Stage) -> None:
    stage.builder.answers = [None, None, Paused("a merge"), WROTE]
    stage.at(1, save())
    stage.run(10)
    assert stage.voice.said[1:] == ["built"]


def test_an_error_at_the_beginning_is_no_end(stage: Stage) -> None:
    stage.builder.answers = [Refused("Wrong."), Refused("Wrong."), WROTE]
    stage.run(10)
    assert stage.voice.said == ["trouble Wrong.", "started None None", "built", "mended"]


def test_what_was_put_off_and_fails_is_tried_again(stage: Stage) -> None:
    stage.builder.answers = [WROTE]
    stage.builder.settles = [OSError(28, "No space left on device")]
    stage.run(10)
    trouble = "trouble [Errno 28] No space left on device"
    assert stage.voice.said == ["built", trouble, "started 5 None", "mended"]
    assert len(stage.builder.did) > 1


def test_a_mistake_of_ours_is_no_end(stage: Stage) -> None:
    stage.builder.answers = [None, None, ZeroDivisionError("ours"), WROTE]
    stage.at(1, save())
    stage.run(5)
    assert stage.voice.said[1:] == ["trouble ours", "built", "mended"]


@pytest.mark.parametrize("kind", [Changed, FileNotFoundError])
def test_a_note_that_is_saved_or_deleted_meanwhile_is_worth_a_word_only_if_it_goes_on(
    kind: type[Exception], stage: Stage
) -> None:
    stage.builder.answers = [
        None,
        None,
        kind("a.md"),
        WROTE,
        kind("a.md"),
        kind("a.md"),
        kind("a.md"),
    ]
    stage.at(1, save())
    stage.at(100, save())
    stage.run(110)
    assert stage.voice.said[1:] == ["built", "trouble a.md", "mended"]


# --- ears ------------------------------------------------------------------------------------------------


def test_where_a_limit_is_reached_it_says_so_and_looks_from_time_to_time(stage: Stage) -> None:
    stage.ears.refuses = [LimitReached("max_user_watches")]
    looks = stage.run(9.5)
    assert stage.voice.said == ["started None None", "polling"]
    assert times(looks) == [2, 4, 6, 8]


def test_where_its_own_writing_is_not_heard_it_says_so_and_looks_from_time_to_time(stage: Stage) -> None:
    stage.builder.answers = [None, WROTE]
    looks = stage.run(15)
    assert stage.voice.said == ["started None None", "built", "polling"]
    assert times(looks) == [10, 12, 14]


def test_where_it_is_heard_it_goes_on_listening(stage: Stage) -> None:
    stage.builder.answers = [None, WROTE]
    stage.at(9, Heard(0.0, "Network/Network Today.md"))
    stage.run(30)
    assert stage.voice.said == ["started None None", "built"]


def test_a_vault_that_goes_before_it_can_be_listened_to(stage: Stage, tmp_path: Path) -> None:
    stage.ears.refuses = [Deaf("No such file")]
    real, elsewhere = stage.ears.listen, tmp_path / "elsewhere"

    def listen() -> Ears:
        if stage.ears.refuses:
            stage.root.rename(elsewhere)
        return real()

    stage.ears.listen = listen  # type: ignore[method-assign]
    stage.at(10, lambda: elsewhere.rename(stage.root))
    stage.run(20)
    assert stage.voice.said == ["started None None", "paused ", "resumed"]
    assert stage.ears.opened == 1


def test_another_folder_in_its_place_is_listened_to_anew(stage: Stage, tmp_path: Path) -> None:
    def replaced() -> None:
        stage.root.rename(tmp_path / "old")
        stage.root.mkdir()
        (stage.root / "vaultnet.toml").write_text("")

    stage.at(12, replaced)
    assert [round(at) for at, _ in stage.run(20)] == [12]
    assert stage.voice.said == ["started None None"]
    assert stage.ears.opened == 2


def test_a_limit_that_is_reached_later(stage: Stage) -> None:
    stage.ears.answers = [True, LimitReached("max_user_watches")]
    stage.at(1, Heard(0.0, "New", everything=True))
    looks = stage.run(6)
    assert stage.voice.said == ["started None None", "polling"]
    assert times(looks)[:4] == [1.05, 1.05, 2.05, 4.05]  # the third verifies the first


def test_ears_that_hear_no_more_are_replaced(stage: Stage) -> None:
    stage.ears.answers = [False]
    stage.run(1)
    assert stage.ears.opened == 2
    assert stage.voice.said == ["started None None"]
