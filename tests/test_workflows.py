"""The workflows for a git host, and the hook for pre-commit: their form, what is filled in, and what they run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
import yaml

from tests import vaults
from tests.test_git_files import git
from tests.test_transcripts import shim
from vaultnet import git_setup, workflows
from vaultnet.cli import main

ROOT = Path(__file__).parents[1]
NOBODY = ("-c", "user.name=Robin", "-c", "user.email=robin@example.org")
NAMES = [workflows.CHECK, workflows.MORNING]


def read(text: str) -> dict[str, Any]:
    """A workflow; YAML 1.1 takes the word ``on`` for a truth."""
    found = yaml.safe_load(text)
    assert isinstance(found, dict)
    return {"on" if key is True else key: value for key, value in found.items()}


# --- filled in -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_zone_and_source_are_filled_in_and_nothing_else(name: str) -> None:
    template = git_setup.template(name)
    text = workflows.filled(template, "Europe/Berlin", 'git+https://x.example/"v"@main')
    before, after = read(template), read(text)
    assert after["env"] == {
        **before["env"],
        "TZ": "Europe/Berlin",
        "VAULTNET_SOURCE": 'git+https://x.example/"v"@main',
    }
    times = after["on"].get("schedule", [])
    assert all(time["timezone"] == "Europe/Berlin" for time in times)
    assert bool(times) is (name == workflows.MORNING)
    assert workflows.is_as_written(template, text)
    assert workflows.is_as_written(template, text.replace("\n", "\r\n"))
    assert not workflows.is_as_written(template, text + "# mine\n")
    assert not workflows.is_as_written(
        template, text.replace("17 5", "0 7") if times else text.replace("push", "tag")
    )


ZONES = [
    ("a name", ["Europe/Berlin"], "Europe/Berlin"),
    ("as POSIX has it", [":America/Argentina/Ushuaia"], "America/Argentina/Ushuaia"),
    ("a link", ["", "/usr/share/zoneinfo/Asia/Kolkata"], "Asia/Kolkata"),
    ("a link of macOS", ["/var/db/timezone/zoneinfo/Etc/GMT+3"], "Etc/GMT+3"),
    ("a rule has no name", ["CET-1CEST,M3.5.0,M10.5.0/3", "Europe/Paris"], "Europe/Paris"),
    ("what is no name goes into no file", ["Europe/Berlin: x", "a/b\nc: d"], "UTC"),
    ("nothing", ["", "UTC"], "UTC"),
]


@pytest.mark.parametrize(("title", "candidates", "expected"), ZONES, ids=[case[0] for case in ZONES])
def test_the_time_zone(title: str, candidates: list[str], expected: str) -> None:
    assert workflows.zone(candidates) == expected


def vcs(url: str) -> str:
    return json.dumps({"url": url, "vcs_info": {"vcs": "git", "commit_id": "abc123"}})


SOURCES = [
    ("found by its name", None, "vaultnet==1.2"),
    ("a repository", vcs("https://host.example/v.git"), "git+https://host.example/v.git@abc123"),
    ("without its password", vcs("https://me:secret@host.example/v"), "git+https://host.example/v@abc123"),
    ("one that needs a key", vcs("ssh://git@host.example/v"), ""),
    ("one on this machine", vcs("file:///home/robin/v"), ""),
    ("a folder", '{"url": "file:///home/robin/v", "dir_info": {}}', ""),
    ("what can't be read", "{", ""),
    ("what is no table", '["url"]', ""),
]


@pytest.mark.parametrize(("title", "said", "expected"), SOURCES, ids=[case[0] for case in SOURCES])
def test_where_vaultnet_came_from(title: str, said: str | None, expected: str) -> None:
    assert workflows.source(said, "1.2") == expected


# --- their form ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_is_what_a_host_can_run(name: str) -> None:
    found = read(git_setup.template(name))
    assert {"name", "on", "permissions", "concurrency", "env", "jobs"} == set(found)
    assert found["concurrency"]["group"]
    assert found["permissions"] == {"contents": "write" if name == workflows.MORNING else "read"}
    (job,) = found["jobs"].values()
    assert set(job) == {"runs-on", "steps"}
    for step in job["steps"]:
        assert ("uses" in step) is not ("run" in step)
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/x@v1"))
    assert [step["run"] for step in job["steps"] if "run" in step][-1].startswith("vaultnet ")


def test_the_morning_takes_the_whole_history_and_waits_its_turn() -> None:
    found = read(git_setup.template(workflows.MORNING))
    assert found["jobs"]["morning"]["steps"][0]["with"] == {"fetch-depth": 0}
    assert found["concurrency"]["cancel-in-progress"] is False
    assert len(found["on"]["schedule"][0]["cron"].split()) == 5


# --- pre-commit ------------------------------------------------------------------------------------

PRE_COMMIT = [sys.executable, "-m", "pre_commit"]
SAVES = [
    ("notes.txt", "x", (0, True)),
    ("People/Jo.md", "---\na: [\n---\n", (1, False)),
]


def test_the_hook_is_what_pre_commit_can_read() -> None:
    subprocess.run([*PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], check=True)


def test_the_hook_keeps_an_error_from_being_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As pre-commit runs it, but for installing vaultnet: that takes a network."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{shim(tmp_path)}{os.pathsep}{os.environ['PATH']}")
    place = tmp_path / "vault"
    vaults.put(place, vaults.SMALL)
    local = {"repos": [{"repo": "local", "hooks": [{**hook, "language": "system"}]}]}
    (place / ".pre-commit-config.yaml").write_text(json.dumps(local))
    git(place, "init", "-q")
    git(place, "add", "-A")
    git(place, *NOBODY, "commit", "-qm", "all")
    for path, text, expected in SAVES:
        vaults.put(place, {path: text})
        git(place, "add", "-A")
        ran = subprocess.run([*PRE_COMMIT, "run"], cwd=place, capture_output=True, text=True)
        assert (ran.returncode, "Skipped" in ran.stdout) == expected, ran.stdout
        git(place, *NOBODY, "commit", "-qm", path)
    assert "People/Jo.md:" in ran.stdout


# --- what they run ---------------------------------------------------------------------------------


class Hosted:
    """A bare repository, a laptop that set it up, and a host that runs the workflows in a clone of its own."""

    def __init__(self, place: Path) -> None:
        self.place, self.bare, self.laptop = place, place / "bare", place / "laptop"
        git(place, "init", "-q", "--bare", "-b", "main", str(self.bare))
        vaults.put(self.laptop, vaults.SMALL)
        git(self.laptop, "init", "-q", "-b", "main")
        setup = ["git", "setup", "--share", "--workflows", "--from", "git+https://host.example/v"]
        for words in (setup, ["build"]):
            assert main(["--vault", str(self.laptop), "--today", "2026-11-20", *words]) == 0
        git(self.laptop, "remote", "add", "origin", str(self.bare))
        self.commit(self.laptop, "a vault")
        git(self.laptop, "push", "-q", "-u", "origin", "main")

    def commit(self, clone: Path, message: str) -> None:
        git(clone, "add", "-A")
        git(clone, *NOBODY, "commit", "-qm", message)

    def clone(self, name: str) -> Path:
        git(self.place, "clone", "-q", str(self.bare), name)
        return self.place / name

    def run(self, name: str, today: str) -> list[tuple[str, int, str]]:
        """Run a workflow as a host does: in a fresh clone made as actions/checkout makes it, by bash, with its ``env``.

        Python only writes down what it is asked to install: that takes a network. Gives each line with its exit
        code and what it printed.
        """
        found = read((self.laptop / workflows.FOLDER / name).read_text("utf-8"))
        clone = Path(mkdtemp(dir=self.place))
        git(self.place, "init", "-q", "-b", "main", str(clone))
        git(clone, "remote", "add", "origin", str(self.bare))
        git(clone, "fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*")
        git(clone, "checkout", "-q", "--force", "-B", "main", "refs/remotes/origin/main")
        programs = shim(Path(mkdtemp(dir=self.place)))
        (programs / "python").write_text(f'#!/bin/sh\necho "$@" >> "{self.place}/installed"\n')
        (programs / "python").chmod(0o755)
        environment = {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.place / "home"),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "VAULTNET_TODAY": today,
            **{f"VAULTNET_{what}": str(self.place / f"host {what}") for what in ("CACHE", "STATE")},
            **found["env"],
        }
        ended = []
        for step in (step for job in found["jobs"].values() for step in job["steps"] if "run" in step):
            ran = subprocess.run(
                ["bash", "-e", "-c", step["run"]], cwd=clone, env=environment, capture_output=True
            )
            ended.append((step["run"], ran.returncode, (ran.stdout + ran.stderr).decode()))
        return ended


@pytest.fixture
def hosted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hosted:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    return Hosted(tmp_path)


def test_breakfast_on_the_phone(hosted: Hosted) -> None:
    """A tick that was made on the phone in the evening is in the notes in the morning, and the page is of that day."""
    page = "Network/Network Today.md"
    phone = hosted.clone("phone")
    text = (phone / page).read_text("utf-8")
    assert "for: 2026-11-20" in text
    ticked = text.replace("- [ ] [[Ada Lovelace]]", "- [x] [[Ada Lovelace]]", 1)
    assert ticked != text
    (phone / page).write_text(ticked, "utf-8")
    hosted.commit(phone, "from the phone")
    git(phone, "push", "-q")

    ended = hosted.run(workflows.MORNING, "2026-11-21")
    assert [code for _, code, _ in ended] == [0, 0], ended
    assert (hosted.place / "installed").read_text() == "-m pip install --quiet git+https://host.example/v\n"

    git(phone, "pull", "-q", "--ff-only")
    (log,) = (phone / "Log/2026-11").glob("2026-11-20 Ada Lovelace*.md")
    assert "tick: 2026-11-20 Ada Lovelace" in log.read_text("utf-8")
    assert "for: 2026-11-21" in (phone / page).read_text("utf-8")
    assert git(phone, "log", "-1", "--format=%an <%ae>").strip() == "vaultnet <vaultnet@localhost>"
    assert not git(hosted.clone("another"), "status", "--porcelain")

    before = git(hosted.bare, "rev-parse", "main")
    again = hosted.run(workflows.MORNING, "2026-11-21")
    assert [code for _, code, _ in again] == [0, 0], again
    assert git(hosted.bare, "rev-parse", "main") == before


def test_what_is_wrong_makes_the_check_fail(hosted: Hosted) -> None:
    fine = hosted.run(workflows.CHECK, "2026-11-20")
    assert [code for _, code, _ in fine] == [0, 0], fine
    vaults.put(hosted.laptop, {"People/Jo.md": "---\na: [\n---\n"})
    hosted.commit(hosted.laptop, "a note")
    git(hosted.laptop, "push", "-q")
    *_, (line, code, printed) = hosted.run(workflows.CHECK, "2026-11-21")
    assert (line, code) == ("vaultnet check", 1), printed
    assert "People/Jo.md:" in printed


def test_without_a_place_to_install_from_it_says_so() -> None:
    found = read(git_setup.template(workflows.CHECK))
    install = found["jobs"]["check"]["steps"][2]["run"]
    ran = subprocess.run(
        ["bash", "-e", "-c", install], env={**os.environ, **found["env"]}, capture_output=True
    )
    assert ran.returncode != 0
    assert b"say above from where vaultnet is installed" in ran.stderr
