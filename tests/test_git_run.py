"""Running the owner's git, whatever the environment says, and what it prints as it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vaultnet.git_run import PATIENCE, PLAIN, Ended, Failed, Git, NoGit


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings from the machine."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def git(tmp_path: Path) -> Git:
    place = tmp_path / "a b"
    place.mkdir()
    git = Git(str(place))
    git.ask("init", "-q", "-b", "main")
    return git


def test_what_it_prints(git: Git) -> None:
    assert git.ask("symbolic-ref", "HEAD") == "refs/heads/main\n"
    assert git.run("hash-object", "--stdin", given="é") == git.run(
        "hash-object", "--stdin", given="é".encode()
    )
    assert git.run("rev-parse", "--verify", "-q", "HEAD") == Ended(1, "", "")
    assert git.ask("rev-parse", "--verify", "-q", "HEAD", ok=(0, 1)) == ""


def test_what_is_no_utf_8_comes_back_as_it_was(git: Git) -> None:
    name = git.ask("hash-object", "-w", "--stdin", given=b"\xff\n").strip()
    assert os.fsencode(git.ask("cat-file", "blob", name)) == b"\xff\n"


def test_files_as_git_keeps_them(git: Git) -> None:
    names = [git.ask("hash-object", "-w", "--stdin", given=data).strip() for data in (b"\xff\n\n", b"")]
    tree = git.ask("mktree", "-z", given=f"100644 blob {names[0]}\ta b\0").strip()
    assert git.read([]) == []
    assert git.read([*names, f"{tree}:a b"]) == [b"\xff\n\n", b"", b"\xff\n\n"]
    assert git.read([f"{tree}:no such one", tree, *names], gone=b"-") == [b"-", b"-", b"\xff\n\n", b""]
    for name in (f"{tree}:no such one", tree, "0" * 40):
        with pytest.raises(Failed, match="git has no file"):
            git.read([*names, name])


def test_what_it_refuses_is_said_with_its_own_words(git: Git) -> None:
    with pytest.raises(Failed, match="git checkout nowhere: ") as caught:
        git.ask("checkout", "nowhere", env=PLAIN)
    assert caught.value.code == 1
    assert caught.value.words == ("checkout", "nowhere")
    assert "did not match" in caught.value.said


@pytest.mark.parametrize("under", ["", "notes/", "notes/mine é\n/"], ids=["all", "a folder", "an odd name"])
def test_where_the_vault_lies(under: str, git: Git) -> None:
    vault = Path(git.root, under)
    vault.mkdir(parents=True, exist_ok=True)
    within = Git(str(vault))
    assert (within.top, within.under) == (os.path.realpath(git.root), under)


def test_what_the_owner_has_told_git(git: Git) -> None:
    git.ask("config", "branch.a.B.merge", "refs/heads/a.B")
    git.ask("config", "--add", "pull.rebase", "false")
    git.ask("config", "--add", "pull.rebase", "merges")
    with Path(git.root, ".git", "config").open("a") as file:
        file.write("[push]\n\tautoSetupRemote\n[x]\n\ty = a\\nb\n")
    known = git.settings
    assert known["branch.a.B.merge"] == "refs/heads/a.B"
    assert known["pull.rebase"] == "merges"
    assert known["push.autosetupremote"] == "true"
    assert known["x.y"] == "a\nb"


def test_a_folder_in_no_work_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(Failed) as caught:
        assert Git(str(tmp_path)).top
    assert caught.value.code == 128


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"])
def test_what_a_hook_of_another_repository_is_told(
    name: str, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    Path(git.root, "Ada.md").write_text("Ada")
    git.ask("add", "Ada.md")
    assert git.ask("ls-files") == "Ada.md\n"
    assert git.top == os.path.realpath(git.root)


@pytest.mark.parametrize("over_after", [0.3, None], ids=["another command ends", "it was left behind"])
def test_another_command_has_the_index(over_after: float | None, git: Git) -> None:
    lock = Path(git.root, ".git", "index.lock")
    lock.touch()
    Path(git.root, "Ada.md").write_text("Ada")
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if over_after is not None and sum(waited) > over_after:
            lock.unlink(missing_ok=True)

    patient = Git(git.root, sleep)
    ended = patient.run("add", "Ada.md")
    if over_after is None:
        assert ended.code == 128
        assert "index.lock" in ended.said
        assert sum(waited) == pytest.approx(PATIENCE, abs=0.2)
    else:
        assert ended == Ended(0, "", "")
        assert len(waited) < 6


def test_a_machine_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoGit):
        Git(str(tmp_path))


def test_a_git_that_can_not_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "git"
    program.write_bytes(b"\x7fELF, and no program")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoGit):
        Git(str(tmp_path)).run("version")
