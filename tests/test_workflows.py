"""The workflows for a git host, and the hook for pre-commit: their form, what is filled in, and what they run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import vaults
from tests.test_git_files import git
from tests.test_transcripts import shim
from vaultnet import git_setup, workflows

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
