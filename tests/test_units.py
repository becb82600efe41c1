"""Files for systemd and launchd: whatever a vault is called, they say it so that it is read back."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import units

PROGRAM = "/home/robin/.local/bin/vaultnet"
VAULTS = [
    ("plain", "/home/robin/Notes"),
    ("spaces", "/home/robin/My Notes"),
    ("a percent sign", "/home/robin/100% Notes %h"),
    ("quotation marks", "/home/robin/\"Notes\" 'x'"),
    ("a backslash and a dollar sign", "/home/robin/a\\b $HOME ${X}"),
    ("XML", "/home/robin/<Notes> & --> more"),
    ("letters of all kinds", "/home/robin/Nötizen 网"),
    ("a line break", "/home/robin/two\nlines"),
]


def words(line: str) -> list[str]:
    """A command line as systemd reads it: systemd.service(5), “Command lines”."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"(?: |$)', line)
    assert " ".join(f'"{word}"' for word in found) == line
    plain = {"n": "\n", "r": "\r", "t": "\t"}
    unquoted = [re.sub(r"\\(.)", lambda match: plain.get(match[1], match[1]), word) for word in found]
    return [word.replace("%%", "%").replace("$$", "$") for word in unquoted]


@pytest.mark.parametrize(("title", "vault"), VAULTS, ids=[case[0] for case in VAULTS])
def test_systemd(title: str, vault: str) -> None:
    text = units.systemd([PROGRAM], vault)
    unit = RawConfigParser(comment_prefixes="#", delimiters="=")
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(text)
    assert words(unit["Service"]["ExecStart"]) == [PROGRAM, "watch", "--vault", vault]
    assert unit["Service"]["Restart"] == "on-failure"
    assert unit["Service"]["ExecReload"] == "kill -HUP $MAINPID"
    assert unit["Install"]["WantedBy"] == "default.target"
    assert "%" not in unit["Unit"]["Description"].replace("%%", "")
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert f"#   systemctl --user enable --now {units.name_of(vault)}.service" in comments


def test_systemd_itself_finds_nothing_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    program = tmp_path / "vaultnet"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    unit = tmp_path / "vaultnet-test.service"
    unit.write_text(units.systemd([str(program)], '/home/robin/100% "my" $notes'))
    judge = shutil.which("systemd-analyze") or "true"  # where there is none, nobody judges
    said = subprocess.run([judge, "verify", "--user", str(unit)], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize(("title", "vault"), VAULTS, ids=[case[0] for case in VAULTS])
def test_launchd(title: str, vault: str) -> None:
    text = units.launchd([PROGRAM], vault, "/Users/robin/Library/State")
    found = plistlib.loads(text.encode())
    name = units.name_of(vault)
    assert found["ProgramArguments"] == [PROGRAM, "watch", "--vault", vault]
    assert found["Label"] == f"net.vaultnet.{name}"
    assert found["RunAtLoad"] is True
    assert found["KeepAlive"] == {"SuccessfulExit": False}
    assert found["StandardErrorPath"] == found["StandardOutPath"] == f"/Users/robin/Library/State/{name}.log"
    assert f"launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/net.vaultnet.{name}.plist" in text


PLACES = [
    ("one", {"VAULTNET_CACHE": "/data/cache"}),
    ("two", {"VAULTNET_STATE": "/data/state", "VAULTNET_CACHE": "/data/My cache"}),
    ("odd signs", {"VAULTNET_STATE": '/data/100% "mine" $HOME \\ <&>'}),
]


@pytest.mark.parametrize(("title", "places"), PLACES, ids=[case[0] for case in PLACES])
def test_what_the_shell_sets(title: str, places: dict[str, str]) -> None:
    text = units.systemd([PROGRAM], "/home/robin/Notes", places)
    lines = re.findall("^Environment=(.*)$", text, re.MULTILINE)
    # a dollar sign means nothing there: systemd.exec(5), “Environment=”
    assert dict(words(line.replace("$", "$$"))[0].split("=", 1) for line in lines) == places
    found = plistlib.loads(units.launchd([PROGRAM], "/home/robin/Notes", "/logs", places).encode())
    assert found["EnvironmentVariables"] == places


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1))
def test_whatever_a_vault_is_called(name: str) -> None:
    vault = f"/home/robin/{name}"
    line = units.systemd([PROGRAM], vault).partition("ExecStart=")[2].partition("\nExecReload")[0]
    assert words(line)[-1] == vault
    if name.isprintable():
        found = plistlib.loads(units.launchd([PROGRAM], vault, "/logs").encode())
        assert found["ProgramArguments"][-1] == vault


def test_two_vaults_have_two_names() -> None:
    assert units.name_of("/a") != units.name_of("/b")
    assert units.name_of("/a") == units.name_of("/a")
