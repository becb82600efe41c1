"""`vaultnet sync` with real git: what it commits, takes in and gives, and what it says where it can't."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.git_world import ADA, GRACE, NOTES, Device, World, still, world
from tests.test_transcripts import shim

__all__ = ["still", "world"]

MEETING = '---\ntype: meeting\ndate: 2026-11-19\nkind: coffee\npeople: ["[[Ada Lovelace]]"]\n---\nOn looms.\n'
PAGE = "---\nvaultnet: Network Today\nfor: 2026-11-20\n---\n"
IN_STEP = "Nothing to push: origin/main has all of it.\n"


def tree(device: Device) -> dict[str, str]:
    """What is committed."""
    listed = device.git("ls-tree", "-r", "-z", "HEAD").split("\0")
    return {path: facts.split()[2] for facts, _, path in (one.partition("\t") for one in listed if one)}


# --- committing ------------------------------------------------------------------------------------


def test_from_one_device_to_the_other(world: World) -> None:
    one, two = world.two()
    one.put({"Meetings/x.md": MEETING})
    one.vaultnet("snooze", "Grace Hopper", "2w")
    said = one.sync()
    assert "Committed 2 files: log: coffee with Ada Lovelace; put off Grace Hopper\n" in said
    assert said.endswith("Pushed 1 commit to origin/main.\n")
    assert one.log() == ["log: coffee with Ada Lovelace; put off Grace Hopper", "the notes"]
    said = two.sync()
    assert said.endswith(f"Pulled 1 commit from origin/main.\n{IN_STEP}") or "Wrote" in said
    assert two.read("Meetings/x.md") == MEETING
    assert tree(one) == tree(two)
    assert one.sync() == two.sync() == IN_STEP
    assert one.status() == two.status() == ""


FILES = [
    ("a picture", {"Ada.png": b"\x89PNG\0"}, ["Ada.png"], "add Ada.png"),
    ("quotes and spaces", {'It\'s "Ada".md': "x"}, ['It\'s "Ada".md'], 'new note It\'s "Ada"'),
    ("a pattern", {"[a]*?.md": "x"}, ["[a]*?.md"], "new note [a]*?"),
    ("a new line", {"two\nlines.md": "x"}, ["two\nlines.md"], "new note two lines"),
    ("no ASCII", {"Zoë ☕.md": "x"}, ["Zoë ☕.md"], "new note Zoë ☕"),
    ("a leading dash", {"-m.md": "x"}, ["-m.md"], "new note -m"),
    ("a magic word", {":(top)x.md": "x"}, [":(top)x.md"], "new note :(top)x"),
    ("a hidden folder", {".obsidian/app.json": "{}"}, [".obsidian/app.json"], "add app.json"),
    ("what a save leaves for a moment", {"x.md": "x", ".vaultnet-abc.tmp": "x"}, ["x.md"], "new note x"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "files", "paths", "message"), FILES, ids=[case[0] for case in FILES])
def test_whatever_a_file_is_called(
    title: str, files: dict[str, str | bytes], paths: list[str], message: str, still: World
) -> None:
    one = still.begin()
    one.put(files)
    said = json.loads(one.sync("--json"))["data"]
    assert said["commits"] == [{"message": message, "paths": paths}]
    assert one.git("show", "--name-only", "-z", "--format=").split("\0")[:-1] == paths


def test_what_is_edited_renamed_and_removed(still: World) -> None:
    one = still.begin()
    one.put({"a.md": "a text\n", "b.md": "b", "c.md": "c", "d.md": ""})
    one.sync()
    (one.vault / "a.md").rename(one.vault / "Moved.md")
    (one.vault / "b.md").unlink()
    (one.vault / "c.md").write_text("cc")
    assert "Committed 4 files: rename a to Moved; edit c; remove b\n" in one.sync()
    assert one.status() == ""


def test_who_is_renamed_is_nobody_new(still: World) -> None:
    one = still.begin()
    one.vaultnet("rename", "Ada Lovelace", "Ada King")
    assert "Ada Lovelace" in one.read("People/Ada King.md")
    assert "Committed 2 files: rename Ada Lovelace to Ada King\n" in one.sync()


def test_a_message_of_the_owners_own(still: World) -> None:
    one = still.begin()
    one.put({"a.md": "a"})
    one.sync("--message", "Notes from the train\n\nand more")
    assert one.git("log", "-1", "--format=%B") == "Notes from the train\n\nand more"


def test_a_private_person_is_not_named(still: World) -> None:
    one = still.begin({**NOTES, "People/Eve Stone.md": "---\ntype: contact\nprivate: true\n---\n"})
    one.put({"Meetings/x.md": MEETING.replace("Ada Lovelace", "Eve Stone")})
    one.vaultnet("snooze", "Eve Stone", "2w")
    assert "Committed 2 files: log: coffee with someone; put off a private contact\n" in one.sync()


UNREADABLE = [
    ("a key twice", "private: true\nrole: a\nrole: b\n---\n"),
    ("an unclosed list", "private: true\ntags: [a\n---\n"),
    ("an unclosed front matter", "private: true\n"),
]


@pytest.mark.parametrize(("title", "front"), UNREADABLE, ids=[case[0] for case in UNREADABLE])
def test_who_may_be_private_is_not_named(title: str, front: str, still: World) -> None:
    one = still.begin()
    one.put({"People/Eve Stone.md": f"---\ntype: contact\n{front}"})
    one.put({"Meetings/x.md": MEETING.replace("Ada Lovelace", "Eve Stone")})
    assert "Committed 2 files: log: coffee with someone; new private contact\n" in one.sync()
    if not front.endswith("---\n"):
        return
    one.put({"Meetings/y.md": MEETING.replace("Ada Lovelace", "Eve Stone")})
    assert "Committed 1 file: log: coffee with someone\n" in one.sync()


def test_the_first_commit(still: World) -> None:
    one = Device(still.place / "alone")
    one.put(NOTES)
    one.git("init", "-q")
    said = one.sync()
    assert "Committed 4 files: add 4 files\n" in said
    assert said.endswith(
        "This repository has no remote, so nothing was pulled or pushed. To add one: git remote add origin URL\n"
    )


def test_a_clone_of_an_empty_repository(still: World) -> None:
    Device(still.place).git("init", "-q", "--bare", "-b", "main", "hub.git")
    one = still.clone("one")
    one.put(NOTES)
    assert one.sync().endswith("Pushed 1 commit to origin/main.\n")
    two = still.clone("two")
    assert two.read("People/Ada Lovelace.md") == ADA


def test_an_empty_clone_of_a_repository_that_is_filled_meanwhile(still: World) -> None:
    Device(still.place).git("init", "-q", "--bare", "-b", "main", "hub.git")
    two = still.clone("two")
    (two.vault / ".obsidian").mkdir()
    one = still.clone("one")
    one.put(NOTES)
    one.sync()
    two.put({"vaultnet.toml": "", ".gitignore": "/Network/\n/.obsidian/\n"})
    (two.vault / "vaultnet.toml").unlink()
    (two.vault / ".gitignore").write_text("/Network/\n")
    said = two.sync(code=1)
    assert "origin/main and this vault have no commit in common" in said


def test_kinds_of_files_that_change(still: World) -> None:
    one = still.begin({**NOTES, "a.md": "a", "b/c.md": "c", "run.sh": "x"})
    (one.vault / "a.md").unlink()
    os.symlink("vaultnet.toml", one.vault / "a.md")
    shutil.rmtree(one.vault / "b")
    (one.vault / "b").write_text("now a file")
    (one.vault / "run.sh").chmod(0o755)
    one.put({"announced.md": "x"})
    one.git("add", "--intent-to-add", "announced.md")
    assert "Committed 5 files" in one.sync()
    assert one.status() == ""


def test_dashboards_that_are_not_shared(world: World) -> None:
    one = world.begin({**NOTES, ".gitignore": ""})
    one.put({"Network/Mine.md": "a note of mine"})
    said = one.sync()
    assert (
        "Left 3 dashboards out, as they are not shared. So that git does, too: vaultnet git setup\n" in said
    )
    assert "Committed 1 file: new note Mine\n" in said
    assert "Network/Mine.md\n" not in one.sync("--dry-run")
    one.git("add", "Network/Network Today.md")
    one.git("commit", "-qm", "taken along")
    one.vaultnet("log", "Ada Lovelace", "call")
    assert "log: call with Ada Lovelace" in one.sync()
    assert "M" not in one.status()  # what git has, it goes on taking along


# --- what the owner has staged ---------------------------------------------------------------------


def test_what_is_staged_stays_so(still: World) -> None:
    one = still.begin()
    one.put({"staged.md": "s", "partly.md": "first\n"})
    one.git("add", "staged.md", "partly.md")
    one.put({"partly.md": "first\nsecond\n", "other.md": "o"})
    one.git("rm", "-q", "--cached", "People/Grace Hopper.md")
    before = one.status().splitlines()
    said = one.sync()
    assert (
        "Left People/Grace Hopper.md, partly.md and staged.md as they are: what you have staged is yours to commit.\n"
        in said
    )
    assert "Committed 1 file: new note other\n" in said
    assert "Pushed 1 commit" in said
    assert one.status().splitlines() == [line for line in before if "other" not in line]
    assert one.git("show", ":partly.md") == "first"
    assert one.sync().endswith(IN_STEP)


def test_what_setup_has_had_git_forget_is_committed(still: World) -> None:
    """It was staged by vaultnet and not by the owner, so that nobody else would commit it."""
    one, two = still.two({**NOTES, ".gitignore": "", "Network/Network Today.md": PAGE})
    one.vaultnet("git", "setup", "--untrack")
    two.push({"theirs.md": "t"})
    one.put({"mine.md": "m"})
    plan = one.sync("--dry-run")
    assert (
        "Would commit 1 file:\n  Network/Network Today.md\nWith the message:\n  leave 1 file out of git\n"
        in plan
    )
    said = one.sync()
    assert said.startswith(
        "Committed 1 file: leave 1 file out of git\nCommitted 2 files: new note mine; edit .git"
    )
    assert said.endswith("Pushed 3 commits to origin/main.\n")
    assert "Network/Network Today.md" not in tree(one)
    assert one.read("Network/Network Today.md") == PAGE
    assert one.status() == ""


@pytest.mark.parametrize(
    "files",
    [{"Network/Mine.md": "a note\n"}, {"Network/Network Today.md": PAGE, "staged.md": "s"}],
    ids=["a note", "something else is staged, too"],
)
def test_what_the_owner_has_git_forget_is_theirs(files: dict[str, str], still: World) -> None:
    one = still.begin({**NOTES, ".gitignore": "", **files})
    one.commit({".gitignore": "/Network/\n"})
    one.git("rm", "-rq", "--cached", "Network")
    if "staged.md" in files:
        one.put({"staged.md": "more"})
        one.git("add", "staged.md")
    was = one.status()
    assert "what you have staged is yours to commit." in one.sync()
    assert one.status() == was


def test_a_merge_waits_for_what_is_staged(still: World) -> None:
    one, two = still.two()
    two.push({"theirs.md": "t"})
    one.put({"staged.md": "s", "mine.md": "m"})
    one.git("add", "staged.md")
    said = one.sync(code=1)
    assert said.endswith(
        "Error: git does not merge while something is staged: staged.md.\n"
        "Commit it (`git commit`), or unstage it (`git restore --staged -- staged.md`).\nThen: vaultnet sync\n"
    )
    assert one.status() == "A  staged.md"
    one.git("restore", "--staged", "staged.md")
    assert "Pushed 3 commits" in one.sync()


def test_what_is_staged_does_not_keep_from_going_forward(still: World) -> None:
    one, two = still.two()
    two.push({"theirs.md": "t"})
    one.put({"staged.md": "s"})
    one.git("add", "staged.md")
    assert "Pulled 1 commit from origin/main.\n" in one.sync()
    assert one.status() == "A  staged.md"


@pytest.mark.parametrize("way", ["merge", "rebase"])
def test_what_is_staged_is_not_put_aside(way: str, still: World) -> None:
    """Git's autostash brings it back unstaged, so that the next commit would have taken it along."""
    one, two = still.two()
    two.push({"theirs.md": "t"})
    one.git("config", "pull.rebase", "true" if way == "rebase" else "false")
    one.git("config", f"{way}.autoStash", "true")
    one.put({"staged.md": "s", "People/Ada Lovelace.md": f"{ADA}more\n"})
    one.git("add", ".")
    one.put({"mine.md": "m"})
    before = one.status().replace("?? mine.md", "").strip()
    said = one.sync(code=1)
    assert (
        f"Error: git does not {way} while something is staged: People/Ada Lovelace.md and staged.md." in said
    )
    assert one.status() == before
    assert "staged.md" not in tree(one)


# --- who refuses -----------------------------------------------------------------------------------


def hook(device: Device, name: str, script: str) -> Path:
    path = device.place / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_a_hook_that_refuses(still: World) -> None:
    one = still.begin()
    refusing = hook(one, "pre-commit", "echo 'no tabs, please' >&2; exit 1")
    one.put({"new.md": "x", "People/Ada Lovelace.md": f"{ADA}more\n"})
    before = one.status()
    said = one.sync(code=1)
    assert "Error: git did not commit: no tabs, please.\n" in said
    assert one.status() == before
    refusing.unlink()
    assert "Committed 2 files" in one.sync()


def test_a_sync_that_is_killed_while_it_commits(still: World) -> None:
    one = still.begin()
    killing = hook(one, "pre-commit", "kill -9 0")  # the whole group of processes
    one.put({"new.md": "x", "empty.md": "", "People/Ada Lovelace.md": f"{ADA}more\n"})
    words = [sys.executable, "-m", "vaultnet", "--vault", str(one.vault), "sync"]
    assert subprocess.run(words, check=False, start_new_session=True, capture_output=True).returncode == -9
    killing.unlink()
    for lock in (one.place / ".git").glob("*.lock"):
        lock.unlink()
    assert "Committed 3 files: new note empty, note new; edit Ada Lovelace\n" in one.sync()
    assert {"new.md", "empty.md"} <= tree(one).keys()


def test_a_hook_that_refuses_the_first_commit(still: World) -> None:
    one = Device(still.place / "alone")
    one.put(NOTES)
    one.git("init", "-q")
    hook(one, "pre-commit", "exit 1")
    before = one.status()
    assert "Error: git did not commit: it did not say why.\n" in one.sync(code=1)
    assert one.status() == before


def test_a_hook_that_refuses_to_push(still: World) -> None:
    one = still.begin()
    hook(one, "pre-push", "echo 'not on Fridays'; exit 1")
    one.put({"new.md": "x"})
    said = one.sync(code=1)
    assert "Error: git did not push to origin: not on Fridays" in said
    assert "All is committed here." in said


def test_a_remote_that_refuses(still: World) -> None:
    one = still.begin()
    path = still.hub / "hooks" / "pre-receive"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\necho 'protected branch' >&2\nexit 1\n")
    path.chmod(0o755)
    one.put({"new.md": "x"})
    said = one.sync(code=1)
    assert "Error: git did not push to origin: remote: protected branch" in said


def test_nobody_has_said_who_they_are(still: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = still.two()
    two.push({"theirs.md": "t"})
    (still.place / "gitconfig").write_text("[user]\nuseConfigOnly = true\n")
    before = one.log()
    assert "Pulled 1 commit" in one.sync()  # going forward makes no commit
    one.put({"new.md": "x"})
    said = one.sync(code=1)
    assert "Error: git does not know who you are, so nothing was committed.\n" in said
    assert "git config user.name" in said
    assert one.status() == "?? new.md"
    assert len(one.log()) == len(before) + 1


# --- where there is nothing to sync with -----------------------------------------------------------


def test_no_repository(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(world.place))
    one = Device(world.place / "alone")
    one.put(NOTES)
    said = one.sync(code=1)
    assert said.startswith(
        "Error: This vault is in no git repository, so there is nothing to sync it with.\n"
    )
    assert not (one.vault / "Network").exists()


def broken_settings(git: Path) -> None:
    (git / "config").write_text("[core\n")


def empty_folder(git: Path) -> None:
    shutil.rmtree(git)
    git.mkdir()


BROKEN = [(broken_settings, "bad config line 1 in file"), (empty_folder, "not a git repository")]


@pytest.mark.parametrize(("breaks", "words"), BROKEN, ids=[case[0].__name__ for case in BROKEN])
@pytest.mark.parametrize("option", [(), ("--dry-run",)], ids=["sync", "dry run"])
def test_a_repository_that_git_can_not_read(
    breaks: Callable[[Path], None],
    words: str,
    option: tuple[str, ...],
    still: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(still.place))
    one = still.begin()
    breaks(one.place / ".git")
    said = one.sync(*option, code=1)
    assert said.startswith("Error: git refuses to work here: ")
    assert words in said


def test_no_git(still: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one = still.begin()
    monkeypatch.setenv("PATH", str(still.place / "nothing"))
    assert one.sync(code=1).startswith("Error: There is no git on this machine, and sync works with it.\n")


def test_a_repository_that_ignores_the_vault(still: World) -> None:
    around = Device(still.place / "home")
    around.put({".gitignore": "*\n"})
    around.git("init", "-q")
    one = Device(around.place / "notes")
    one.put(NOTES)
    said = one.sync(code=1)
    assert f"Error: This vault lies in the git repository {around.place}, which ignores it" in said.replace(
        "PLACE", str(one.place)
    )


def test_no_branch(still: World) -> None:
    one = still.begin()
    one.git("checkout", "-q", "--detach")
    one.put({"new.md": "x"})
    said = one.sync(code=1)
    assert said.startswith("Error: No branch is checked out here (git calls it a detached HEAD)")
    assert one.status() == "?? new.md"


def test_a_branch_that_follows_none(still: World) -> None:
    one = still.begin()
    one.git("switch", "-q", "-c", "draft/two")
    one.put({"new.md": "x"})
    said = one.sync(code=1)
    assert "Committed 1 file: new note new\n" in said
    assert said.endswith(
        "Error: The branch draft/two follows none on a remote yet.\n"
        "Say once: `git push -u origin draft/two`. Then: vaultnet sync\n"
    )
    one.git(*"push -q -u origin draft/two".split())
    assert one.sync() == "Nothing to push: origin/draft/two has all of it.\n"


def test_a_branch_whose_name_is_known_there(still: World) -> None:
    one = still.begin()
    one.git("branch", "--unset-upstream")
    said = one.sync(code=1)
    assert "`git branch --set-upstream-to=origin/main`" in said


def test_the_owner_lets_git_follow_by_itself(still: World) -> None:
    one = still.begin()
    one.git("switch", "-q", "-c", "draft")
    one.git("config", "push.autoSetupRemote", "true")
    one.put({"new.md": "x"})
    assert one.sync().endswith("Pushed 2 commits to origin/draft.\n")
    assert one.git("rev-parse", "--abbrev-ref", "@{u}") == "origin/draft"


def test_a_branch_that_follows_one_of_its_own_repository(still: World) -> None:
    one = still.begin()
    one.git("switch", "-q", "-c", "draft", "--track", "main")
    assert "This repository has no remote" in one.sync()


def test_a_branch_that_is_gone(still: World) -> None:
    one = still.begin()
    Device(still.hub).git("update-ref", "-d", "refs/heads/main")
    one.put({"new.md": "x"})
    said = one.sync(code=1)
    assert "Committed 1 file" in said
    assert "Error: origin/main is no longer there, so nothing was pulled or pushed.\n" in said
    one.git(*"push -q -u origin HEAD:main".split())
    assert one.sync() == IN_STEP


def test_offline(still: World) -> None:
    one = still.begin()
    still.hub.rename(still.place / "away.git")
    one.put({"new.md": "x"})
    said = one.sync()
    assert (
        "Committed 1 file: new note new\norigin can't be reached, so nothing was pulled or pushed this time: "
        in said
    )
    assert json.loads(one.sync("--json"))["data"]["offline"] is True
    (still.place / "away.git").rename(still.hub)
    assert one.sync() == "Pushed 1 commit to origin/main.\n"


def test_a_remote_that_can_not_be_read(still: World) -> None:
    one = still.begin()
    one.git("remote", "set-url", "origin", str(still.place))
    said = one.sync(code=1)
    assert "Error: git could not fetch from origin: '" in said


# --- what others have ------------------------------------------------------------------------------

WAYS = [
    ("no setting", {}, "Merge remote-tracking branch 'origin/main'"),
    ("rebase of this branch", {"branch.main.rebase": "true", "pull.rebase": "false"}, "new note mine"),
    ("merge in this branch", {"branch.main.rebase": "false", "pull.rebase": "true"}, "Merge remote-tracking branch 'origin/main'"),
    ("rebase by patches", {"pull.rebase": "true", "rebase.backend": "apply"}, "new note mine"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "settings", "newest"), WAYS, ids=[case[0] for case in WAYS])
def test_both_have_commits(title: str, settings: dict[str, str], newest: str, still: World) -> None:
    one, two = still.two()
    two.push({"theirs.md": "t"})
    for key, value in settings.items():
        one.git("config", key, value)
    one.put({"mine.md": "m"})
    said = one.sync()
    assert "Pulled 1 commit from origin/main" in said
    assert one.log()[0] == newest
    assert two.sync().splitlines()[-2:][0].startswith(("Pulled", "Wrote"))
    assert tree(one) == tree(two)
    assert {"mine.md", "theirs.md"} <= tree(one).keys()


def test_the_owner_wants_neither_merge_nor_rebase(still: World) -> None:
    one, two = still.two()
    two.push({"theirs.md": "t"})
    one.git("config", "pull.ff", "only")
    one.put({"mine.md": "m"})
    said = one.sync(code=1)
    assert "Error: Both sides have commits (1 here, 1 on origin/main), and your setting pull.ff=only" in said
    one.git("config", "pull.ff", "false")
    assert "Pushed 2 commits" in one.sync()


def test_the_owner_wants_a_merge_each_time(still: World) -> None:
    one, two = still.two()
    two.push({"theirs.md": "t"})
    one.git("config", "pull.ff", "false")
    assert "Pushed 1 commit" in one.sync()
    assert one.log()[0].startswith("Merge ")


@pytest.mark.parametrize("option", ["--squash", "--no-commit"])
@pytest.mark.parametrize("mine", [{"mine.md": "m"}, {}], ids=["both", "forward"])
def test_options_by_which_a_merge_is_left_half_done(mine: dict[str, str], option: str, still: World) -> None:
    one, two = still.two()
    two.push({"theirs.md": "t"})
    one.git("config", "branch.main.mergeOptions", option)
    one.put({**mine})
    assert "Pulled 1 commit from origin/main.\n" in one.sync()
    assert one.sync() == IN_STEP
    assert one.status() == ""


@pytest.mark.parametrize("way", ["merge", "rebase"])
def test_what_git_remembers_to_have_been_decided(way: str, still: World) -> None:
    one, two = still.two()
    two.push({"a.txt": "theirs\n", "b.txt": "theirs\n"})
    for key, value in (("rerere.enabled", "true"), ("pull.rebase", "true" if way == "rebase" else "false")):
        one.git("config", key, value)
    for name in ("a.txt", "b.txt"):
        one.commit({name: "mine\n"})
    before = one.git("rev-parse", "HEAD")
    for number in range(2 if way == "rebase" else 1):
        one.sync(code=1)
        one.put({"a.txt": "both\n", **({"b.txt": "both\n"} if number or way == "merge" else {})})
    one.sync()
    assert one.read("b.txt") == "both\n"
    theirs = two.git("rev-parse", "HEAD")
    one.git("reset", "-q", "--hard", before)
    one.git("push", "-q", "-f", "origin", f"{theirs}:main")
    one.git("config", "rerere.autoUpdate", "true")
    assert "Pushed" in one.sync()
    assert (one.read("a.txt"), one.read("b.txt"), one.status()) == ("both\n", "both\n", "")


def test_somebody_pushes_meanwhile(still: World) -> None:
    one, two = still.two()
    two.put({"theirs.md": "t"})
    two.vaultnet("build")
    two.git("add", ".")
    two.git("commit", "-qm", "theirs")
    once = f"[ -e {still.place}/pushed ] && exit 0\ntouch {still.place}/pushed\nunset GIT_DIR\ncd {two.place} && git push -q"
    hook(one, "pre-push", once)
    one.put({"mine.md": "m"})
    said = one.sync()
    assert (
        said.endswith("Pulled 1 commit from origin/main.\nPushed 2 commits to origin/main.\n")
        or "Wrote" in said
    )
    assert {"mine.md", "theirs.md"} <= tree(one).keys()


def test_somebody_is_quicker_each_time(still: World) -> None:
    one, two = still.two()
    push = (
        f"unset GIT_DIR\ncd {two.place} && git pull -q && git commit -q --allow-empty -m more && git push -q"
    )
    hook(one, "pre-push", push)
    one.put({"mine.md": "m"})
    said = one.sync(code=1)
    assert "Error: Somebody else was quicker to push to origin/main, 3 times.\n" in said
    assert (one.status(), "mine.md" in tree(one)) == ("", True)


def test_a_note_is_saved_between_the_commit_and_the_merge(still: World) -> None:
    one, two = still.two()
    two.push({"People/Ada Lovelace.md": f"{ADA}theirs\n"})
    once = f"[ -e {still.place}/saved ] || (touch {still.place}/saved; printf x >> '{one.vault}/People/Ada Lovelace.md')"
    hook(one, "post-commit", once)
    one.put({"mine.md": "m"})
    said = one.sync(code=1)  # what both have added to the end is for a person to decide
    assert said.count("Committed 1 file") == 2
    assert "1 file waits for you to decide" in said


def test_what_is_changed_outside_of_the_vault_stops_a_rebase(still: World) -> None:
    one = still.begin({"notes/vaultnet.toml": "", "notes/.gitignore": "/Network/\n", "code.py": "x\n"})
    one.vault = one.place / "notes"
    two = still.clone("two", "notes")
    two.push({"theirs.md": "t"})
    one.git("config", "pull.rebase", "true")
    (one.place / "code.py").write_text("y\n")
    one.put({"mine.md": "m"})
    said = one.sync(code=1)
    assert "Error: git does not rebase while something is changed: code.py.\n" in said
    assert "git config rebase.autoStash true" in said
    one.git("config", "rebase.autoStash", "true")
    assert "Pushed 1 commit" in one.sync()
    assert one.status() == "M code.py"


IGNORED = [
    ("a file", {"Diary/2026.md": "mine\n"}, {"Diary/2026.md": "theirs\n"}, "Diary/2026.md lies"),
    ("a file where a folder comes", {"Diary": "mine\n"}, {"Diary/2026.md": "theirs\n"}, "Diary lies"),
    ("a folder where a file comes", {"Diary/x.md": "mine\n"}, {"Diary": "theirs\n"}, "Diary/x.md lies"),
    ("one of your own in the dashboards' folder", {"Network/a.md": "mine"}, {"Network/a.md": "x"}, "Network/a.md lies"),
]  # fmt: skip


@pytest.mark.parametrize("way", ["merge", "rebase", "forward"])
@pytest.mark.parametrize(("title", "mine", "theirs", "said"), IGNORED, ids=[case[0] for case in IGNORED])
def test_what_git_ignores_here_is_not_overwritten(
    title: str, mine: dict[str, str], theirs: dict[str, str], said: str, way: str, still: World
) -> None:
    one, two = still.two({**NOTES, ".gitignore": ""})
    two.push(theirs)
    one.git("config", "pull.rebase", "true" if way == "rebase" else "false")
    (one.place / ".git" / "info").mkdir(exist_ok=True)
    (one.place / ".git" / "info" / "exclude").write_text("Diary\nNetwork\n")
    one.put({**mine, **({} if way == "forward" else {"mine.md": "m"})})
    stopped = one.sync(code=1)
    assert (
        f"Error: {said} here without being in git, where origin/main has another of the same name." in stopped
    )
    assert {path: one.read(path) for path in mine} == mine
    name = next(iter(mine)).split("/")[0]
    (one.place / name).rename(one.place / f"{name} aside")
    assert "Pulled 1 commit" in one.sync()
    assert {path: one.read(path) for path in theirs} == theirs


def test_what_a_rebase_replays_is_not_put_over_what_lies_here_either(still: World) -> None:
    """A diary was in a commit that nobody else has, and was left out of git after that."""
    one, two = still.two({**NOTES, ".gitignore": ""})
    one.git("config", "pull.rebase", "true")
    one.commit({"Diary.md": "day one\n"})
    one.git("rm", "-q", "--cached", "Diary.md")
    (one.place / ".git" / "info").mkdir(exist_ok=True)
    (one.place / ".git" / "info" / "exclude").write_text("Diary.md\n")
    one.git("commit", "-qm", "no diary")
    one.put({"Diary.md": "day one\nday two\n"})
    two.push({"theirs.md": "t"})
    assert "Error: Diary.md lies here without being in git" in one.sync(code=1)
    assert one.read("Diary.md") == "day one\nday two\n"


def test_a_branch_here_that_is_called_like_that_of_the_others_is_not_taken_for_it(still: World) -> None:
    one, two = still.two(NOTES)
    two.push({"theirs.md": "t"})
    one.git("switch", "-qc", "origin/main")
    one.commit({"draft.md": "d"})
    one.git("switch", "-q", "main")
    one.put({"mine.md": "m"})
    assert "Pushed" in one.sync()
    assert {"theirs.md", "mine.md"} <= set(one.git("ls-files").splitlines())
    assert "draft.md" not in one.git("ls-files")


def test_what_is_the_same_here_is_in_nobodys_way(still: World) -> None:
    one, two = still.two({**NOTES, ".gitignore": ""})
    two.push({"Diary/2026.md": "the same\n"})
    (one.place / ".git" / "info").mkdir(exist_ok=True)
    (one.place / ".git" / "info" / "exclude").write_text("Diary\n")
    one.put({"Diary/2026.md": "the same\n", "mine.md": "m"})
    assert "Pushed 2 commits" in one.sync()


@pytest.mark.parametrize("way", ["merge", "rebase"])
def test_what_both_let_go_of_while_it_stays_here(way: str, still: World) -> None:
    """A rebase goes by way of what they have, which would overwrite it; a merge leaves it alone."""
    one, two = still.two({**NOTES, "Diary.md": "once\n"})
    two.push({"theirs.md": "t"})
    one.git("config", "pull.rebase", "true" if way == "rebase" else "false")
    one.git("rm", "-q", "--cached", "Diary.md")
    one.commit({".gitignore": "/Network/\n/Diary.md\n", "Diary.md": "mine\n"})
    one.sync(code=1 if way == "rebase" else 0)
    assert one.read("Diary.md") == "mine\n"


WRONG = [
    ("git's marks", "Rosa E.md", "---\n<<<<<<< H\ntier: close\n=======\n>>>>>>> x\n---\n",
     "People/Rosa E.md:2:1: conflict-in-properties Git left a conflict in the properties", "vaultnet git merge-note 'Rosa E'\n"),
    ("a copy of a sync tool", "Ada Lovelace (conflicted copy 2026-11-20 101112).md", ADA,
     "People/Ada Lovelace (conflicted copy 2026-11-20 101112).md:1:1: conflict-copy ", ""),
    ("a day that is none", "Rosa E.md", "---\ntype: contact\nsnooze: 2026-13-45\n---\n",
     "1 thing in what changed may be wrong: vaultnet check\n", ""),
]  # fmt: skip


@pytest.mark.parametrize(("title", "name", "text", "said", "hint"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_wrong_in_what_came_in(
    title: str, name: str, text: str, said: str, hint: str, world: World
) -> None:
    one, two = world.two()
    one.sync()
    two.push({f"People/{name}": text})
    told = one.sync()
    assert said in told
    assert hint in told


def test_dashboards_that_another_device_shares(world: World) -> None:
    one, two = world.two({**NOTES, ".gitignore": ""})
    two.vaultnet("build")
    page = two.read("Network/Network Today.md")
    two.push({"People/Grace Hopper.md": f"{GRACE}more\n"})
    one.put({"mine.md": "m"})
    one.vaultnet("build")
    one.put({"Network/Network Today.md": page.replace("- [ ] [[Ada", "- [x] [[Ada")})
    said = one.sync()
    assert "Took in 1 tick" in said
    assert "Pushed" in said
    assert one.sync().endswith(IN_STEP)
    assert one.git("ls-files", "Network") != ""


# --- where the vault lies --------------------------------------------------------------------------


@pytest.mark.parametrize("under", ["notes", 'my "notes" [1] é'])
def test_a_vault_within_a_repository(under: str, still: World) -> None:
    one = still.begin({"README.md": "x"})
    vault = Device(one.place / under)
    vault.put({**NOTES, "README.md": "x"})
    (one.place / "code.py").write_text("x")
    said = vault.sync()
    assert "Committed 5 files: new contact Ada Lovelace, contact Grace Hopper, note README;" in said
    assert one.status() == "?? code.py"
    two = still.clone("two", under)
    two.put({"People/Grace Hopper.md": GRACE.replace("6w", "8w")})
    two.vaultnet("snooze", "Ada Lovelace", "2w")
    two.sync()
    vault.vaultnet("set", "Ada Lovelace", "role=Analyst")
    vault.vaultnet("snooze", "Ada Lovelace", "3w")
    assert "Pulled 1 commit" in vault.sync()
    assert "snooze: 2026-12-11\n" in vault.read("People/Ada Lovelace.md")


def test_a_linked_worktree(still: World) -> None:
    one = still.begin()
    one.git("worktree", "add", "-q", "-b", "side", str(still.place / "side"))
    side = Device(still.place / "side")
    side.git("branch", "--set-upstream-to=origin/main")
    side.put({"new.md": "x"})
    assert side.sync().endswith("Pushed 1 commit to origin/main.\n")
    assert "Pulled 1 commit" in one.sync()


def test_repositories_within_the_vault_are_left_alone(still: World) -> None:
    one = still.begin()
    Device(one.place).git("init", "-q", "own")
    Device(one.place / "own").commit({"x.md": "x"})
    one.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(still.hub), "sub")
    one.git("commit", "-qm", "a submodule")
    Device(one.place / "sub").commit({"y.md": "y"})
    one.put({"new.md": "x"})
    said = one.sync()
    assert "Committed 1 file: new note new\n" in said
    assert one.git("status", "--porcelain") == "M sub\n?? own/"
    assert "Left to you, because it is a repository of its own: sub, own/\n" in one.sync("--dry-run")


def test_a_vault_that_is_a_submodule(still: World) -> None:
    still.begin()
    outer = Device(still.place / "outer")
    outer.place.mkdir()
    outer.git("init", "-q")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(still.hub), "notes")
    vault = Device(outer.place / "notes")
    vault.put({"new.md": "x"})
    assert vault.sync().endswith("Pushed 1 commit to origin/main.\n")
    vault.git("checkout", "-q", "--detach")
    assert "No branch is checked out here" in vault.sync(code=1)


def test_a_way_to_the_vault_over_a_link(world: World) -> None:
    one = world.begin()
    os.symlink(one.place, world.place / "link")
    linked = Device(world.place / "link")
    linked.put({"new.md": "x"})
    assert linked.sync().endswith("Pushed 1 commit to origin/main.\n")


def test_only_capitals_differ(still: World) -> None:
    one = still.begin()
    two = still.clone("two")
    one.git("config", "core.ignorecase", "true")
    (one.vault / "People" / "Ada Lovelace.md").rename(one.vault / "People" / "ADA Lovelace.md")
    one.put({"new.md": "x"})
    said = one.sync()
    assert "Committed 1 file: rename Ada Lovelace to ADA Lovelace\nCommitted 1 file: new note new\n" in said
    assert one.status() == ""
    two.sync()
    assert sorted(os.listdir(two.vault / "People")) == ["ADA Lovelace.md", "Grace Hopper.md"]


def test_only_capitals_differ_while_something_is_staged(still: World) -> None:
    one = still.begin()
    one.git("config", "core.ignorecase", "true")
    one.put({"staged.md": "x"})
    one.git("add", "staged.md")
    (one.vault / "People" / "Ada Lovelace.md").rename(one.vault / "People" / "ADA Lovelace.md")
    one.sync()
    assert "People/Ada Lovelace.md" in tree(one)
    assert (one.vault / "People" / "ADA Lovelace.md").exists()


# --- showing, and programs -------------------------------------------------------------------------


def test_what_would_be_committed(world: World) -> None:
    one = world.begin()
    one.put({"new.md": "x", "staged.md": "s"})
    one.git("add", "staged.md")
    index = (one.place / ".git" / "index").read_bytes()
    assert one.sync("--dry-run") == (
        "Would commit 1 file:\n  new.md\nWith the message:\n  new note new\n"
        "Left to you, because it is staged: staged.md\n"
    )
    assert (one.place / ".git" / "index").read_bytes() == index
    assert not (one.vault / "Network").exists()


def test_nothing_would_be_committed(still: World) -> None:
    assert still.begin().sync("--dry-run") == "There is nothing to commit.\n"


def test_for_programs(still: World) -> None:
    one = still.begin()
    one.put({"new.md": "x"})
    said = json.loads(one.sync("--json"))
    assert said["command"] == "sync"
    assert said["data"] == {
        "dry_run": False,
        "commits": [{"message": "new note new", "paths": ["new.md"]}],
        "left": [],
        "repositories": [],
        "healed": [],
        "upstream": "origin/main",
        "pulled": 0,
        "how": None,
        "pushed": 1,
        "offline": False,
        "stopped": None,
    }
    one.git("checkout", "-q", "--detach")
    stopped = json.loads(one.sync("--json", code=1))["data"]["stopped"]
    assert stopped["message"].startswith("No branch is checked out")
    assert stopped["conflicts"] == []


AT_WORK = "`vaultnet sync` is at work here and builds by itself"
HOOKS = [
    ("post-commit", "build", "Wrote"),
    ("post-merge", "build", AT_WORK),
    ("post-commit", "sync", AT_WORK),
]


@pytest.mark.parametrize(("name", "command", "said"), HOOKS, ids=[" ".join(case[:2]) for case in HOOKS])
def test_a_hook_that_runs_vaultnet_is_not_waited_for(
    name: str, command: str, said: str, world: World
) -> None:
    one, two = world.two()
    two.push({"theirs.md": "t"})
    output = world.place / "said"
    shutil.copytree(shim(world.place), one.place / ".git" / "bin")
    hook(one, name, f"rm -rf Network; .git/bin/vaultnet {command} > {output} 2>&1")
    one.put({"mine.md": "m"})
    assert "Pushed 2 commits" in one.sync()
    assert said in output.read_text()


def test_a_watch_beside_it(world: World) -> None:
    one, two = world.two({**NOTES, ".gitignore": "", "vaultnet.toml": "[dashboards]\nshare = true\n"})
    one.sync()
    two.sync()
    words = [sys.executable, "-m", "vaultnet", "--vault", str(one.vault), "--today", "2026-11-20", "watch"]
    watching = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    with watching:
        assert watching.stdout is not None
        said = [next(line for line in watching.stdout if "Watching" in line)]
        for number in range(3):
            one.git("config", "pull.rebase", "true" if number % 2 else "false")
            two.vaultnet("log", "Grace Hopper", "call", f"number {number}")
            one.put({f"mine {number}.md": "x", "People/Ada Lovelace.md": f"{ADA}{number}\n"})
            two.sync()
            one.sync()
        two.sync()
        watching.send_signal(signal.SIGTERM)
        said += watching.stdout.readlines()
    assert watching.returncode == 0
    assert not [line for line in said if "Error" in line or "error" in line], said
    assert one.sync().endswith(IN_STEP)
    assert one.status() == ""
    assert tree(one) == tree(two)


def test_quietly(still: World) -> None:
    one = still.begin()
    one.put({"new.md": "x"})
    assert one.sync("--quiet") == ""
    assert one.log()[0] == "new note new"


def test_settings_that_are_wrong_keep_from_building_and_from_nothing_else(world: World) -> None:
    one, two = world.two()
    one.put({"vaultnet.toml": "nonsense ="})
    said = one.sync(code=1)
    assert "Error: The settings are wrong, so nothing was built.\n" in said
    assert "Pushed 1 commit" in said
    two.sync(code=1)
    one.put({"vaultnet.toml": ""})
    one.sync()
    assert "The settings are wrong" in two.sync()  # at first; the mended ones come in


def test_another_command_has_the_index_for_a_moment(still: World) -> None:
    one = still.begin()
    lock = one.place / ".git" / "index.lock"
    hook(one, "pre-commit", "exit 0")
    one.put({"new.md": "x"})
    lock.touch()
    import threading

    timer = threading.Timer(0.3, lock.unlink)
    timer.start()
    assert "Pushed 1 commit" in one.sync()
    timer.join()


def test_a_lock_that_was_left_behind_in_a_merge(still: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vaultnet.git_run.PATIENCE", 0.1)
    one, two = still.two()
    two.push({"a.txt": "theirs\n"})
    one.put({"a.txt": "mine\n"})
    one.sync(code=1)
    one.put({"a.txt": "both\n"})
    lock = one.place / ".git" / "index.lock"
    lock.touch()
    assert one.sync(code=1).startswith("Error: Another git command holds a lock on this repository, or")
    lock.unlink()
    assert "Pushed 2 commits" in one.sync()


@pytest.mark.parametrize("mine", [{"new.md": "x"}, {}], ids=["commit", "merge"])
def test_a_lock_that_was_left_behind(
    mine: dict[str, str], still: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultnet.git_run.PATIENCE", 0.1)
    one, two = still.two()
    two.push({"theirs.md": "t"})
    lock = one.place / ".git" / "index.lock"
    lock.touch()
    one.put({**mine})
    assert one.sync(code=1) == (
        "Error: Another git command holds a lock on this repository, or one that was cut off has left it there.\n"
        "If none is at work: `rm PLACE/.git/index.lock`. Then: vaultnet sync\n"
    )
    lock.unlink()
    assert "Pulled 1 commit" in one.sync()


def test_a_signature_that_can_not_be_made(still: World) -> None:
    one = still.begin()
    one.git("config", "commit.gpgSign", "true")
    one.git("config", "gpg.program", "false")
    one.put({"new.md": "x"})
    said = one.sync(code=1)
    assert "Error: git did not commit: gpg failed to sign the data" in said
    assert said.endswith("Mend that. Your files are as they were. Then: vaultnet sync\n")
    assert one.status() == "?? new.md"


def test_a_part_of_the_repository(still: World) -> None:
    one = still.begin({**NOTES, "Archive/old.md": "x"})
    one.git("sparse-checkout", "set", "People")
    one.put({"Archive/new.md": "x"})
    said = one.sync(code=1)
    assert said.startswith(
        "Error: Something new lies outside of the part of the repository that is checked out"
    )
    assert one.read("Archive/new.md") == "x"
    one.git("sparse-checkout", "add", "Archive")
    assert "Committed 1 file: new note new\n" in one.sync()
    assert {"Archive/new.md", "Archive/old.md"} <= tree(one).keys()


def test_what_lies_in_a_vault_is_never_run(still: World) -> None:
    one, two = still.two()
    trap = "open('trapped', 'w')\nraise SystemExit(0)\n"
    one.put({"vaultnet/__init__.py": "", "vaultnet/__main__.py": trap, "click.py": trap})
    one.vaultnet("snooze", "Ada Lovelace", "2w")
    one.sync()
    two.vaultnet("snooze", "Ada Lovelace", "3w")
    two.sync()
    assert not (two.vault / "trapped").exists()
    assert "snooze: 2026-12-11" in two.read("People/Ada Lovelace.md")


def test_nothing_of_it_stays_in_the_repository(still: World) -> None:
    one, two = still.two()
    before = (one.place / ".git" / "config").read_text()
    two.push({"theirs.md": "t"})
    one.put({"mine.md": "x"})
    one.sync()
    assert (one.place / ".git" / "config").read_text() == before
    assert not shutil.which("nothing")
    assert not (one.place / ".git" / "info" / "attributes").exists()
