"""``vaultnet git merge-note`` by hand: a note that git left in conflict, while git waits and when it doesn't."""

from __future__ import annotations

import json

import pytest

from tests.git_world import GRACE, Device, World, world
from tests.test_merge_driver import ADA, BOTH, OURS, PATH, THEIRS, apart, values

__all__ = ["world"]

CLASH = "<<<<<<< ours: company\ncompany: Globex\n=======\ncompany: Hooli\n>>>>>>> theirs: company\n"


def merge(device: Device, *words: str) -> tuple[int, str]:
    said = device.vaultnet("git", "merge-note", *words)
    return said.code, said.text


@pytest.fixture
def paused(world: World) -> Device:
    """A device that git left in the middle of a merge."""
    one = apart(world, OURS, THEIRS)
    one.git("merge", "--no-edit", "origin/main", ok=False)
    assert "<<<<<<< HEAD\n" in one.read(PATH)
    return one


def test_while_git_waits_it_is_printed_only(paused: Device) -> None:
    there = paused.read(PATH)
    code, said = merge(paused, "Ada Lovelace")
    merged, _, hint = said.partition("git is in the middle")
    assert (code, values(merged)) == (0, values(BOTH))
    assert hint == " of a merge, so nothing was written. To write it: --write\n"
    assert paused.read(PATH) == there
    assert "+tags: [maths, looms, engines]\n" in merge(paused, "Ada Lovelace", "--dry-run", "--write")[1]
    shown = json.loads(merge(paused, "Ada Lovelace", "--json")[1])
    assert shown["data"]["dry_run"]
    assert "+tags: [maths, looms, engines]\n" in shown["data"]["diff"]
    assert paused.read(PATH) == there


def test_the_owner_says_that_it_is_to_be_written(paused: Device) -> None:
    assert merge(paused, "Ada Lovelace", "--write") == (0, f"Merged {PATH}.\n")
    assert values(paused.read(PATH)) == values(BOTH)
    assert paused.read(PATH).partition("# Ada")[2] == BOTH.partition("# Ada")[2]
    said = merge(paused, "Ada Lovelace", "--write")
    assert said == (
        0,
        f"There are no markers in {PATH}. Once it is as you want it, tell git: git add '{PATH}'\n",
    )
    paused.git("add", "-A")
    paused.git("commit", "-q", "--no-edit")
    assert paused.status() == ""


def test_another_note_is_not_the_one_that_waits(paused: Device) -> None:
    paused.put({"People/Grace Hopper.md": GRACE})
    nothing = "There are no markers in People/Grace Hopper.md, so there is nothing to merge in it"
    assert merge(paused, "Grace Hopper") == (0, f"{nothing}. git waits for {PATH}.\n")


def test_what_is_written_is_told_to_programs(paused: Device) -> None:
    said = json.loads(merge(paused, "Ada Lovelace", "--json", "--write")[1])["data"]
    assert said["changes"] == [{"path": PATH, "to": None, "action": "edit"}]
    assert (said["number"], said["dry_run"], said["undecided"], said["text_undecided"]) == (
        None,
        False,
        [],
        False,
    )
    assert values(paused.read(PATH)) == values(BOTH)


def test_what_a_person_has_decided_already_stays(paused: Device) -> None:
    paused.put({PATH: paused.read(PATH).replace("Met at", "We met at")})
    merge(paused, "Ada Lovelace", "--write")
    assert "We met at the evening" in paused.read(PATH)


def test_a_rebase_that_stopped(world: World) -> None:
    one = apart(world, OURS, THEIRS)
    one.git("rebase", "origin/main", ok=False)
    assert merge(one, "Ada Lovelace", "--write")[0] == 0
    assert values(one.read(PATH)) == values(BOTH)
    one.git("add", "-A")
    one.git("-c", "core.editor=true", "rebase", "--continue")
    assert one.log()[0] == "by hand"


def test_what_is_left_is_said(world: World) -> None:
    one = apart(world, OURS.replace("Initech", "Globex"), THEIRS.replace("Initech", "Hooli"))
    one.git("merge", "--no-edit", "origin/main", ok=False)
    code, said = merge(one, "Ada Lovelace", "--write")
    left = "Left to decide: `company` has two values; both stand below the properties.\n"
    assert (code, said) == (1, f"Merged {PATH}.\n{left}")
    assert f"---\n{CLASH}# Ada" in one.read(PATH)
    assert merge(one, "Ada Lovelace", "--write") == (
        1,
        f"What is left between markers in {PATH} is yours to decide.\n{left}",
    )
    shown = json.loads(merge(one, "Ada Lovelace", "--json")[1])["data"]
    assert (shown["undecided"], shown["text_undecided"], shown["changes"]) == (["company"], False, [])


# --- where git waits for nothing -------------------------------------------------------------------

MARKED = ADA.replace(
    "snooze: 2026-12-01\n",
    "<<<<<<< HEAD\nsnooze: 2026-12-10\n=======\nsnooze: 2026-12-24\nrole: CEO\n>>>>>>> phone\n",
)
"""As a client leaves it that commits what it can't merge."""


def test_markers_that_were_committed(world: World) -> None:
    one = world.begin({"vaultnet.toml": "", PATH: MARKED})
    assert merge(one, "Ada Lovelace") == (0, f"Merged {PATH}.\nChanged {PATH}\n")
    merged = ADA.replace("snooze: 2026-12-01\n", "snooze: 2026-12-24\nrole: CEO\n")
    assert one.read(PATH) == merged
    assert merge(one, "Ada Lovelace") == (
        0,
        f"There are no markers in {PATH}, so there is nothing to merge.\n",
    )
    assert "merge the two versions of Ada Lovelace" in one.vaultnet("history").text
    one.vaultnet("undo")
    assert one.read(PATH) == MARKED


def test_a_dry_run(world: World) -> None:
    one = world.begin({"vaultnet.toml": "", PATH: MARKED})
    code, said = merge(one, "Ada Lovelace", "--dry-run")
    assert code == 0
    assert "->>>>>>> phone\n" in said
    assert one.read(PATH) == MARKED


def test_text_that_both_changed_keeps_the_names_of_its_sides(world: World) -> None:
    text = ADA.replace("She plays chess.\n", "<<<<<<< HEAD\nChess.\n=======\nWhist.\n>>>>>>> phone\n")
    one = world.begin({"vaultnet.toml": "", PATH: text})
    code, said = merge(one, "Ada Lovelace")
    assert (code, one.read(PATH)) == (1, text)
    assert said == (
        f"What is left between markers in {PATH} is yours to decide.\n"
        "Left to decide: the text was changed on both sides, between the markers.\n"
    )


def test_half_a_marker(world: World) -> None:
    one = world.begin({"vaultnet.toml": "", PATH: f"{ADA}<<<<<<< HEAD\nx\n"})
    code, said = merge(one, "Ada Lovelace")
    assert (code, said.splitlines()[0]) == (
        1, f"Error: {PATH}:16: the other half of this marker is missing, so nothing was merged."
    )  # fmt: skip


def test_no_repository_at_all(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(world.place))
    one = Device(world.place / "plain")
    one.put({"vaultnet.toml": "", PATH: MARKED})
    assert merge(one, "Ada Lovelace")[0] == 0


def test_no_git(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Device(world.place / "plain")
    one.put(
        {"vaultnet.toml": "", PATH: f"{MARKED}<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", "People/Bob.md": MARKED}
    )
    monkeypatch.setenv("PATH", "")
    assert merge(one, "Bob")[0] == 0
    assert merge(one, "Ada Lovelace") == (
        1,
        "Error: The text is merged by git, and there is none on this machine.\n",
    )


def test_a_text_that_git_does_not_merge(world: World) -> None:
    one = world.begin({"vaultnet.toml": "", PATH: f"{MARKED}<<<<<<< a\nx\0\n=======\ny\n>>>>>>> b\n"})
    code, said = merge(one, "Ada Lovelace")
    assert (code, said.partition(":")[0]) == (1, "Error")
    assert "git could not merge the text of" in said


USAGE = [("no note", []), ("two", ["Ada", "Lovelace"]), ("five", list("abcde"))]


@pytest.mark.parametrize(("title", "words"), USAGE, ids=[one[0] for one in USAGE])
def test_wrong_usage(title: str, words: list[str], world: World) -> None:
    code, said = merge(world.begin(), *words)
    assert code == 2
    assert "vaultnet git merge-note" in said
