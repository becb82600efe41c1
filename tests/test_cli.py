"""The command line: exit codes, options anywhere, the plugin door, completion; as functions and as a process."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from tests import vaults
from tests.vaults import AS_AT_A_TERMINAL
from vaultnet import __version__, cli, plugins, reference_cli
from vaultnet import build as building
from vaultnet.build import Report
from vaultnet.cli import COMPLETE, Group, main
from vaultnet.commands import COMMANDS, vaultnet_commands
from vaultnet.hookspecs import Command
from vaultnet.problems import Problem
from vaultnet.session import Session

ROOT = Path(__file__).parent.parent


@pytest.fixture
def small(vault: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small vault, which is the current folder, on a fixed day."""
    vaults.put(vault, vaults.SMALL)
    monkeypatch.chdir(vault)
    monkeypatch.setenv("VAULTNET_TODAY", "2026-11-20")
    return vault


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command line here."""
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def process(*arguments: str, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.run(
        [sys.executable, "-m", "vaultnet", *arguments], cwd=cwd, env=environment, capture_output=True, check=False
    )  # fmt: skip


# --- help and usage --------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("-h",), ("--help",)])
def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    for name, text in COMMANDS:
        assert f"  {name} " in out
        assert text.split()[0] in out


def test_every_command_has_help_on_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name, _ in COMMANDS:
        code, out, _ = run(capsys, name, "-h")
        assert code == 0
        assert "--vault FOLDER" in out
        assert "--today DAY" in out


def test_git_alone_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "git")
    assert (code, err) == (0, "")
    assert "setup" in out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"vaultnet {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["duw"], "There is no command “duw”. Did you mean “due”?"),
        (["xyzzy"], "There is no command “xyzzy”.\n"),
        (["--frobnicate"], "--frobnicate"),
        (["due", "--frobnicate"], "--frobnicate"),
        (["due", "-n", "0"], "-n"),
        (["show"], "NAME"),
        (["due", "--today", "2026-02-30"], "“2026-02-30” is no day"),
        (["--vault", "/nowhere", "due"], "there is no folder /nowhere"),
        (["completion", "tcsh"], "tcsh"),
        (["git", "setpu"], "There is no command “git setpu”. Did you mean “setup”?"),
        (["git", "xyzzy"], "There is no command “git xyzzy”. There are: setup, status, remove"),
        (["event", "Fair", "-x"], "Whom to meet at an event: vaultnet event prep"),
    ],
)
def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "How it is used: vaultnet" in err


def test_the_reference_in_the_docs_is_what_the_commands_say() -> None:
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == reference_cli.reference()


# --- where and when --------------------------------------------------------------------------------


def probe(seen: list[Session]) -> Command:
    """A command that keeps its session."""

    @click.command("probe")
    @click.pass_obj
    def command(session: Session) -> None:
        seen.append(session)

    return Command("probe", "Looks.", lambda: command)


def invoke(commands: Iterable[Command], *arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(Group(lambda: commands), arguments, env=environment, obj=Session())


@pytest.mark.parametrize(
    ("arguments", "environment", "folder", "today"),
    [
        (["probe"], {}, None, None),
        (["--vault", "a", "probe"], {}, "a", None),
        (["probe", "--vault", "a"], {}, "a", None),
        (["--vault", "a", "probe", "--vault", "b"], {}, "b", None),
        (["probe"], {"VAULTNET_VAULT": "c", "VAULTNET_TODAY": "2026-01-02"}, "c", date(2026, 1, 2)),
        (["--vault", "a", "probe"], {"VAULTNET_VAULT": "c"}, "a", None),
        (["probe", "--vault=a"], {"VAULTNET_VAULT": "c"}, "a", None),
        (["--today", "2026-11-20", "probe"], {"VAULTNET_TODAY": "2026-01-02"}, None, date(2026, 11, 20)),
        (["probe", "--today", "2026-11-20"], {}, None, date(2026, 11, 20)),
    ],
)
def test_options_before_and_after_the_command(
    arguments: list[str], environment: dict[str, str], folder: str | None, today: date | None
) -> None:
    seen: list[Session] = []
    result = invoke([probe(seen)], *arguments, **environment)
    assert result.exit_code == 0, result.output
    assert (seen[0].folder, seen[0].today) == (Path(folder) if folder else None, today)


def test_a_command_that_has_such_an_option_keeps_its_own() -> None:
    @click.command("mine")
    @click.option("--vault", is_flag=True)
    def mine(vault: bool) -> None:
        click.echo(f"vault is {vault}")

    assert invoke([Command("mine", "", lambda: mine)], "mine", "--vault").output == "vault is True\n"


def test_the_vault_is_found_upward(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small / "Meetings" / "2026")
    code, out, _ = run(capsys, "due", "--json")
    assert code == 0
    assert json.loads(out)["vault"] == str(small)


def test_no_vault_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "due")
    assert (code, out) == (1, "")
    assert "There is no vault here" in err
    assert "vaultnet init" in err


def test_any_folder_will_do_if_it_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(tmp_path, {"People/Ada.md": "---\ntype: contact\n---\n"})
    code, out, _ = run(capsys, "show", "Ada", "--vault", str(tmp_path))
    assert code == 0
    assert out == "Ada · contact · People/Ada.md\n"


@pytest.mark.parametrize(
    ("given", "config", "today"),
    [
        (["--today", "2026-01-01"], "today = 2026-03-03\n", "2026-01-01"),
        ([], "today = 2026-03-03\n", "2026-11-20"),
    ],
)
def test_the_day(
    small: Path, capsys: pytest.CaptureFixture[str], given: list[str], config: str, today: str
) -> None:
    (small / "vaultnet.toml").write_text(config)
    for command in ("due", "check", "build"):
        _, out, _ = run(capsys, command, "--json", *given)
        assert json.loads(out)["today"] == today


def test_the_day_that_the_config_pins(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VAULTNET_TODAY")
    (small / "vaultnet.toml").write_text("today = 2026-03-03\n")
    for command in ("due", "check", "build"):
        _, out, _ = run(capsys, command, "--json")
        assert json.loads(out)["today"] == "2026-03-03"


# --- the boundary ----------------------------------------------------------------------------------


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException, name: str = "due") -> None:
    """Make one of our commands raise."""

    @click.command(name)
    def command() -> None:
        raise error

    commands = [Command(name, "Fails.", lambda: command)]
    monkeypatch.setattr(cli, "_plugin_commands", lambda: commands)


def test_a_bug_is_3_with_a_report_that_quotes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, ValueError("a secret about Ada"))
    code, out, err = run(capsys, "--vault", "/home/robin/Ada", "due")
    assert (code, out) == (3, "")
    assert "This is a mistake in vaultnet" in err
    assert "vaultnet --vault … due" in err
    assert "ValueError" in err
    assert "secret" not in err
    assert "robin" not in err


def _sqlite(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("refused")
    error.sqlite_errorname = name
    return error


def test_nothing_is_written_once_nobody_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert cli._stop_writing() == 0
        out.write("too late")
    assert (tmp_path / "out").read_text() == ""


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "/x/y"),
            1,
            "Error: /x/y: No space left on device.",
        ),
        (OSError("odd"), 1, "Error: odd."),
        (OSError(errno.EPIPE, "Broken pipe"), 0, ""),
        (
            _sqlite("SQLITE_FULL"),
            1,
            "Error: The index can't be used: refused.\nIt is kept in VAULTNET_CACHE.",
        ),
        (_sqlite("SQLITE_ERROR"), 3, "This is a mistake in vaultnet"),
        (click.ClickException("no"), 1, "Error: no"),
        (KeyboardInterrupt(), 130, "Interrupted."),
        (click.Abort(), 130, "Interrupted."),
        (click.UsageError("so not"), 2, "Error: so not\nHow it is used: vaultnet due -h"),
        (click.exceptions.Exit(1), 1, ""),
    ],
)
def test_what_else_can_happen(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    failing(monkeypatch, error)
    if code == 0:
        monkeypatch.setattr(cli, "_stop_writing", lambda: 0)
    found = main(["due"])
    assert found == code
    assert said in capfd.readouterr().err


def test_the_end_of_the_input_where_an_answer_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command("due")
    def command() -> None:
        click.confirm("Really?", abort=True)

    monkeypatch.setattr(cli, "_plugin_commands", lambda: [Command("due", "", lambda: command)])
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, _, err = run(capsys, "due")
    assert code == 1
    assert "there was nobody to ask" in err


def test_a_damaged_disk_is_no_bug(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "a file").write_text("")
    monkeypatch.setenv("VAULTNET_CACHE", str(small / "a file"))
    code, _, err = run(capsys, "due")
    assert code == 1
    assert "a file" in err


# --- plugins ---------------------------------------------------------------------------------------


def test_commands_come_through_the_door_and_ours_come_first() -> None:
    others = [Command("aaa", "First by name.", _no_load), Command("due", "Not ours.", _no_load)]
    group = Group(lambda: [*others[:1], *vaultnet_commands(), *others[1:]])
    names = group.list_commands(click.Context(group))
    assert names == [name for name, _ in COMMANDS] + ["aaa"]
    assert group.table["due"].help != "Not ours."


def _no_load() -> click.Command:
    raise ImportError("no module named 'wings'\nat all")


def test_a_plugin_command_that_can_not_be_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    group = Group(lambda: [Command("fly", "Flies.", _no_load)])
    result = CliRunner().invoke(group, ["fly"])
    assert result.exit_code == 1
    assert (
        "“fly” comes from a plugin and could not be loaded: ImportError: no module named 'wings' at all"
        in result.output
    )
    assert "test_cli.py:" in result.output
    assert "vaultnet plugins" in result.output
    help_page = CliRunner().invoke(group, ["-h"])
    assert help_page.exit_code == 0
    assert "Flies." in help_page.output


def test_a_plugin_command_that_is_none() -> None:
    result = invoke([Command("fly", "", lambda: print)], "fly")  # type: ignore[arg-type,return-value]
    assert result.exit_code == 1
    assert "is no click command" in result.output


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ValueError("no\nwings"), 1, "“fly” comes from a plugin and failed: ValueError: no wings ("),
        (click.ClickException("too low"), 1, "Error: too low"),
        (click.exceptions.Exit(7), 7, ""),
    ],
)
def test_a_plugin_command_that_fails(error: Exception, code: int, said: str) -> None:
    @click.command("fly")
    def fly() -> None:
        raise error

    result = invoke([Command("fly", "", lambda: fly)], "fly")
    assert result.exit_code == code
    assert said in result.output


def test_our_own_module_that_can_not_be_loaded_is_our_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_plugin_commands", lambda: [Command("due", "", _no_load)])
    assert run(capsys, "due")[0] == 3


def test_what_is_wrong_with_plugins_is_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded = plugins.load([])
    broken = Problem("plugin birds", 0, 0, "plugin-failed", "It failed.", "Tell its author.")
    seen = plugins.Loaded("owls", "", "package owls", (("signals", ("hoot",)),))
    both = plugins.Plugins(
        loaded.note_types, loaded.signals, loaded.dashboards, loaded.checks, loaded.commands,
        loaded.templates, (*loaded.listing, seen), (broken,), (),
    )  # fmt: skip
    monkeypatch.setattr(plugins, "load", lambda: both)
    code, out, _ = run(capsys, "plugins")
    assert code == 0
    assert "owls (package owls)\n    signals: hoot\n" in out
    assert "plugin birds: plugin-failed It failed.\n    Tell its author.\n" in out
    found = json.loads(run(capsys, "plugins", "--json")[1])
    assert found["problems"] == 1
    assert found["data"]["problems"][0]["code"] == "plugin-failed"


# --- completion ------------------------------------------------------------------------------------


def complete(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shell: str, *words: str
) -> list[str]:
    """What a shell offers after some words, the last of which is being typed."""
    monkeypatch.setenv(COMPLETE, f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(["vaultnet", *words]))
    monkeypatch.setenv("COMP_CWORD", words[-1] if shell == "fish" else str(len(words)))
    code, out, _ = run(capsys)
    assert code == 0
    return [line.partition(",")[2].partition("\t")[0] for line in out.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["b"], ["build", "brief"]),
        (["--v"], ["--vault", "--version"]),
        (["due", "--t"], ["--today"]),
        (["new", "me"], ["meeting"]),
        (["completion", "z"], ["zsh"]),
        (["show", "ada"], ["Ada Lovelace"]),
        (["show", "Ada", "L"], ["Lovelace"]),
        (["why", "L"], ["Lead a team"]),
        (["show", "Zzz"], []),
        (["duw", "a"], []),
    ],
)
def test_completion(
    small: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    offered: list[str],
) -> None:
    assert complete(capsys, monkeypatch, "fish", *words) == offered


def test_bash_takes_a_completion_as_it_is(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    vaults.put(small, {"People/Niamh D'Arcy.md": "---\ntype: contact\n---\n"})
    assert complete(capsys, monkeypatch, "bash", "why", "N") == ["Niamh\\\\ D\\\\'Arcy"]


def test_a_real_bash_completes_names(small: Path, tmp_path: Path) -> None:
    vaults.put(small, {"People/Niamh D'Arcy.md": "---\ntype: contact\n---\n"})
    program = tmp_path / "vaultnet"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m vaultnet "$@"\n')
    program.chmod(0o755)
    script = (
        'eval "$(vaultnet completion bash)"\n'
        "COMP_WORDS=(vaultnet why Nia); COMP_CWORD=2\n"
        "_vaultnet_completion vaultnet Nia why\n"
        'eval "set -- ${COMPREPLY[0]}"; printf %s "$1"'
    )
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    ran = subprocess.run(["bash", "-c", script], cwd=small, env=environment, capture_output=True, check=True)
    assert ran.stdout == b"Niamh D'Arcy"


def test_where_there_is_no_vault_nothing_is_offered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert complete(capsys, monkeypatch, "fish", "show", "A") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_and_how_to_install_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    monkeypatch.setenv("SHELL", f"/usr/bin/{shell}")
    named, by_default = run(capsys, "completion", shell), run(capsys, "completion")
    assert named[:2] == by_default[:2]
    assert named[0] == 0
    assert COMPLETE in named[1]
    assert f"vaultnet completion {shell}" in named[1].splitlines()[-1]


def test_an_unknown_shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "")
    assert run(capsys, "completion")[0] == 1


# --- commands, where a transcript can't reach ------------------------------------------------------


def test_an_empty_vault(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--vault", str(vault))
    assert "there are no contacts yet" in run(capsys, "due", *at)[1]
    assert "There are no goals yet" in run(capsys, "goals", *at)[1]
    assert run(capsys, "check", *at) == (0, "No problems in 0 notes.\n", "")


def test_a_line_that_counts_for_nothing_comes_before_links_that_were_understood(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(
        small,
        {
            "People/Jun Park.md": "---\ntype: contact\naliases: [Jun]\n---\n",
            "Daily/2026-09-01.md": "Lunch with [[Jun]].\n",
            "Daily/2026-09-02.md": "gave:: a lamp\n",
        },
    )
    out = run(capsys, "check")[1]
    assert 0 < out.index("gave:: doesn't say with whom") < out.index("No note is called “Jun”")


def test_aliases_are_set_once_the_note_is_there(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "new", "contact", "Jun Park", "--set", "aliases=Jun")
    assert code == 2
    assert "Once the note is there: vaultnet set NAME aliases=VALUE" in err


def test_a_vault_that_was_never_set_up_is_told_of_init(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(tmp_path, {".obsidian/app.json": "{}", "Bo.md": "Hello\n"})
    at = ("--vault", str(tmp_path))
    said = (
        "There are no contacts yet. To have it look for the notes about people that you have: vaultnet init\n"
    )
    assert run(capsys, "build", *at)[1].endswith(said)
    assert run(capsys, "due", *at)[1].endswith(said[1:])
    vaults.put(tmp_path, {"People/Ada.md": "---\ntype: contact\n---\n"})
    assert "init" not in run(capsys, "build", *at)[1] + run(capsys, "due", *at)[1]


@pytest.mark.parametrize("number", ["x", "0", "-1", "1.5", "²"])
def test_a_number_that_is_none(small: Path, capsys: pytest.CaptureFixture[str], number: str) -> None:
    code, _, said = run(capsys, "due", "-n", number)
    assert code == 2
    assert f"“{number}” is no number of people. Write it in digits: 5" in said


def test_a_note_by_its_path_from_here(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    vaults.put(small, {"Old/Grace Hopper.md": "Else.\n", "People/Notes on Ada Lovelace.md": ""})
    monkeypatch.chdir(small / "Old")
    assert run(capsys, "show", "Grace Hopper.md")[1].startswith("Grace Hopper · Old/Grace Hopper.md\n")
    assert run(capsys, "show", "../People/Grace Hopper.md")[1].startswith("Grace Hopper · contact · People/")
    assert run(capsys, "show", str(small / "Old/Grace Hopper.md"))[1].startswith("Grace Hopper · Old/")
    assert run(capsys, "show", "Grace Hopper")[1].startswith("Grace Hopper · contact")
    assert run(capsys, "why", "Ada Lovelace.md")[1].startswith("Ada Lovelace · contact")
    assert run(capsys, "show", "a\0b.md")[0] == 1


def test_days_are_shown_as_days(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "---\ntype: contact\nbirthday: 02-29\nfirst_met: 2025-09-01\nsnooze: 2026-12-01\npaused: true\n---\n"
    )
    vaults.put(small, {"People/Bo.md": text})
    shown = run(capsys, "show", "Bo")[1]
    for said in (
        "birthday   29 February ",
        "first met  1 September 2025 ",
        "snooze     1 December ",
        "paused     yes ",
    ):
        assert said in shown


def test_who_a_meeting_is_with_is_taken_from_its_title(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(small, {"vaultnet.toml": 'me = "[[Grace Hopper]]"\n', "Old/Ada Lovelace.md": ""})
    wrote = "Meetings/2026/2026-11-20 Ada Lovelace and Grace Hopper.md"
    assert (
        run(capsys, "new", "meeting", "“Ada", "Lovelace", "and", "Grace", "Hopper”")[1] == f"Wrote {wrote}\n"
    )
    assert '\npeople: ["[[People/Ada Lovelace]]"]\n' in (small / wrote).read_text()
    run(capsys, "new", "meeting", "Ada Lovelace lunch", "-s", "people=Bo")
    assert '\npeople: ["[[Bo]]"]\n' in (small / "Meetings/2026/2026-11-20 Ada Lovelace lunch.md").read_text()


def test_what_is_to_be_typed_has_the_quotation_marks_of_a_shell() -> None:
    """A command with “ ” pasted into a terminal makes a note whose name has them."""
    for path in [*(ROOT / "vaultnet").rglob("*.py"), *(ROOT / "templates").rglob("*.*")]:
        found = re.findall(
            r"vaultnet (?:new|why|show|init|search|query|due|build)\b[^`.\n]*[“”„«»]", path.read_text("utf-8")
        )
        assert not found, f"{path.name}: {found}"


def test_nobody_is_due(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(vault, {"People/Ada.md": "---\ntype: contact\n---\n"})
    assert run(capsys, "due", "--vault", str(vault))[1] == "Nobody is due today.\n"


def test_a_dashboard_that_is_no_longer_wanted(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "build")
    (small / "vaultnet.toml").write_text('[dashboards]\nhide = ["Goals"]\n')
    (small / "People" / "Grace Hopper.md").write_text("---\ntype: contact\n---\n")
    code, out, _ = run(capsys, "build")
    assert code == 0
    assert out.startswith("Wrote Network Today.md")
    assert "and removed Network Goals.md (" in out


def test_a_dry_run_with_nothing_to_change(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "build")
    assert run(capsys, "build", "--dry-run") == (0, "Nothing would change.\n", "")
    assert run(capsys, "build", "--dry-run", "--quiet") == (0, "", "")


REPORT = Report((), (), (), 4, 214, (), 3, "", 0.1)
_BAD = Problem("People/Ada.md", 3, 1, "unknown-tier", "No tier.")
_BROKEN = Problem("People/Ada.md", 2, 4, "broken-yaml", "A list is open.", "Close it.")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"written": ("Network/Network Goals.md", "Network/Network Today.md", "Network/b.md")},
            "Wrote Network Today.md and 2 more (214 notes, 3 changed).\n",
        ),
        (
            {"written": ("Network/a.md",), "notes": 1, "changed": 0, "problems": (_BAD, _BAD)},
            "Wrote a.md (1 note).\n2 problems: vaultnet check\n",
        ),
        (
            {"written": ("Network/a.md",), "problems": (_BAD, _BAD._replace(path="today.md.jinja"))},
            "Wrote a.md (214 notes, 3 changed).\n2 problems: vaultnet check\n",
        ),
        (
            {"removed": ("Network/a.md",), "notes": 1204, "rescued": ("Inbox/x.md",)},
            "Removed a.md (1,204 notes, 3 changed).\nWhat you typed into a dashboard is now in Inbox/x.md.\n",
        ),
        (
            {"problems": (_BAD,)},
            "Up to date: 4 dashboards from 214 notes. 1 problem: vaultnet check\n",
        ),
        (
            {
                "problems": (_BAD, _BROKEN, _BROKEN._replace(path="a.md")),
                "differing": (_BROKEN.path,),
                "lost": ("People/Ada.md", "b.md"),
            },
            "Up to date: 4 dashboards from 214 notes. 3 problems: vaultnet check\n"
            "People/Ada.md:2:4: broken-yaml A list is open.\n"
            "    Close it. Until then the note is no contact.\n"
            "b.md:1: This note was a contact, and is none any more.\n"
            "    If that was not meant, it has to begin with ---, type: contact and another ---.\n",
        ),
        (
            {"problems": (_BROKEN,) * 5, "differing": (_BROKEN.path,)},
            "Up to date: 4 dashboards from 214 notes. 5 problems: vaultnet check\n"
            + "People/Ada.md:2:4: broken-yaml A list is open.\n    Close it.\n" * 3
            + "… and 2 more errors\n",
        ),
    ],
)
def test_what_a_build_says(
    small: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, Any],
    said: str,
) -> None:
    monkeypatch.setattr(building, "build", lambda *_, **__: replace(REPORT, **changes))
    assert run(capsys, "build") == (0, said, "")


def test_a_dashboard_saved_while_it_is_written(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaultnet.writing import Changed

    def changed(*_: object, **__: object) -> None:
        raise Changed("Network/Network Today.md")

    monkeypatch.setattr(building, "build", changed)
    code, _, err = run(capsys, "build")
    assert code == 1
    assert "Network/Network Today.md was saved while it was about to be written.\nBuild again." in err


def test_a_dashboard_that_is_held_open(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaultnet.writing import Busy

    def busy(*_: object, **__: object) -> None:
        raise Busy("Network/Network Today.md")

    monkeypatch.setattr(building, "build", busy)
    code, _, err = run(capsys, "build")
    assert code == 1
    assert (
        "Network/Network Today.md is held open for writing by another program, so it was not written." in err
    )


def test_a_note_that_goes_while_it_is_read(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaultnet.facts import Facts

    def gone(self: Facts, path: str) -> str:
        raise OSError(errno.ENOENT, "No such file or directory", path)

    monkeypatch.setattr(Facts, "text", gone)
    code, _, err = run(capsys, "show", "Ada Lovelace")
    assert code == 1
    assert "People/Ada Lovelace.md can't be read: No such file or directory." in err
    assert run(capsys, "search", "looms")[1] == "No note holds “looms”.\n"


def test_many_interactions_are_all_explained(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A summary keeps the latest twelve; every one has its line."""
    name = "Niamh D'Arcy"
    log = "".join(f"- 2026-{month:02}-{day:02} call: talked\n" for month in (1, 2) for day in range(1, 11))
    vaults.put(small, {f"People/{name}.md": f"---\ntype: contact\n---\n## Log\n{log}"})
    claims = json.loads(run(capsys, "why", name, "--json")[1])["data"]["claims"]
    begin = [one["label"] for one in claims].index("in touch") + 1
    lines = [one["sources"][0]["line"] for one in claims[begin:] if one["label"] == ""]
    assert sorted(lines) == list(range(5, 25))


def test_goals_that_are_late_or_stuck(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(
        small, {"Goals/Late.md": "---\ntype: goal\nstart: 2026-01-01\ndue: 2026-02-02\ntarget: 2\n---\n"}
    )
    out = run(capsys, "goals")[1]
    assert out.startswith(
        "Late · 0 of 2 conversations, until 2 February\n"
        "    its day has passed: 2 February\n"
        "    nothing has moved since 1 January\n"
        "    to try: write down one step that takes a quarter of an hour  Goals/Late.md:1\n"
        "    Goals/Late.md:1\n"
    )


def test_everything_is_shown_when_it_is_asked_for(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = "".join(f"- 2026-02-{day:02} call: talked\n" for day in range(1, 11))
    vaults.put(small, {"People/Zed.md": f"---\ntype: contact\n---\n## Log\n{log}"})
    assert "… and 5 more: --all" in run(capsys, "show", "Zed")[1]
    every = run(capsys, "show", "Zed", "--all")[1]
    assert "more" not in every
    assert every.count("People/Zed.md:") == 10


def test_a_name_that_many_notes_share(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(small, {f"Daily/2026-01-{day:02}.md": "x\n" for day in range(1, 15)})
    _, _, err = run(capsys, "show", "2026-01")
    assert "any of 14 notes" in err
    assert "… and 4 more" in err


def test_values_that_are_no_text(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "select x'00ff' as blob, null as empty, 1.5 as number"
    assert json.loads(run(capsys, "query", sql, "--json")[1])["data"]["rows"] == [
        {"blob": "00ff", "empty": None, "number": 1.5}
    ]
    assert run(capsys, "query", sql, "--csv")[1] == "blob,empty,number\n00ff,,1.5\n"


@pytest.mark.parametrize("line", [["x\udcff"], ["Ida", "-s", "company=x\udcff"]], ids=["a name", "a value"])
def test_what_is_no_utf8_makes_no_note(
    line: list[str], small: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    before = sorted(small.rglob("*"))
    assert main(["new", "contact", *line]) in (1, 2)
    out, err = capsysbinary.readouterr()  # a name that is no UTF-8 is said as the bytes it is
    assert out == b""
    assert b"not written in UTF-8" in err
    assert sorted(small.rglob("*")) == before


def test_a_number_that_json_does_not_know_is_null(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    out = run(capsys, "query", "select 1e400 as up, -1e400 as down, 2.5 as here", "--json")[1]
    rows = json.loads(out, parse_constant=refuse)["data"]["rows"]
    assert rows == [{"up": None, "down": None, "here": 2.5}]


def test_the_views_and_their_columns(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from vaultnet.schema import VIEWS

    text = run(capsys, "query", "--schema")[1]
    found = json.loads(run(capsys, "query", "--schema", "--json")[1])["data"]["views"]
    assert [view["name"] for view in found] == list(VIEWS)
    for view in found:
        assert f"{view['name']}: {view['help']}\n    {', '.join(view['columns'])}\n" in text


def test_a_private_flag_is_shown_as_a_word(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(small, {"People/Mary.md": "---\ntype: contact\nprivate: true\npaused: false\n---\n"})
    out = run(capsys, "show", "Mary")[1]
    assert "private  yes" in out
    assert "paused   no" in out


def test_settings_that_are_wrong_are_said_before_the_answer(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "vaultnet.toml").write_text("[tier]\nclose = 3\n")
    code, out, err = run(capsys, "due")
    assert code == 0
    assert out
    assert err.startswith("Wrong settings: vaultnet.toml:2:1: config-unknown")


# --- new -------------------------------------------------------------------------------------------


def test_a_template_of_the_vaults_own(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = "_vaultnet/templates/new/contact.md.jinja"
    vaults.put(small, {template: "---\ntype: contact\n---\nHello {{ name }}, {{ today }}  \n"})
    assert run(capsys, "new", "contact", "Zed", "-s", "tier=close")[0] == 0
    assert (
        small / "People" / "Zed.md"
    ).read_text() == "---\ntype: contact\ntier: close\n---\nHello Zed, 2026-11-20\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ nothing }}", "new/contact.md.jinja failed: 'nothing' is undefined."),
        ("---\nno: type\n---\n", "The note would be no contact here"),
    ],
)
def test_a_template_that_fails(small: Path, capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    vaults.put(small, {"_vaultnet/templates/new/contact.md.jinja": text})
    (small / "vaultnet.toml").write_text('[types.contact]\nfolder = "Elsewhere"\n')
    code, _, err = run(capsys, "new", "contact", "Zed", "--dry-run")
    if said.startswith("The note"):
        (small / "vaultnet.toml").write_text('[types.goal]\nwhere = { no = "type" }\n')
        code, _, err = run(capsys, "new", "contact", "Zed")
    assert code == 1
    assert said in err
    assert not (small / "People" / "Zed.md").exists()


def test_the_folder_that_the_config_names(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "vaultnet.toml").write_text('[types.contact]\nfolder = "Contacts/All"\n')
    assert "contact       Contacts/All/" in run(capsys, "new")[1]
    assert run(capsys, "new", "person", "Zed")[1] == "Wrote Contacts/All/Zed.md\n"


def test_a_type_of_a_plugin_without_a_template(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "data" / "plugin"))
    birds = EntryPoint("birds", "vaultnet_birds", "vaultnet")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [birds])
    code, _, err = run(capsys, "new", "bird", "Wren")
    assert (code, err) == (0, "")
    assert (small / "Birds" / "Wren.md").read_text().startswith("---\ntype: bird\n")


def test_types_are_listed_without_a_vault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = run(capsys, "new")
    assert code == 0
    assert "meeting       Meetings/" in out


def test_nothing_is_written_out_of_the_vault(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "outside").mkdir()
    (small / "Goals" / "Lead a team.md").unlink()
    (small / "Goals").rmdir()
    (small / "Goals").symlink_to(tmp_path / "outside")
    code, _, err = run(capsys, "new", "goal", "Zed")
    assert code == 1
    assert "leads out of the vault" in err
    assert not list((tmp_path / "outside").iterdir())


# --- as a process ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"), [(["due"], 0), (["check"], 0), (["show", "Nobody"], 1), (["duw"], 2)]
)
def test_exit_codes_of_the_process(small: Path, arguments: list[str], code: int) -> None:
    ran = process(*arguments, cwd=small)
    assert ran.returncode == code, ran.stderr.decode()
    assert bool(ran.stdout) is (code == 0)


def test_output_is_utf8_whatever_the_locale(small: Path) -> None:
    vaults.put(small, {"People/Zoë 东京.md": "---\ntype: contact\n---\n"})
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "1"}
    ran = process("show", "Zo", cwd=small, PYTHONIOENCODING="ascii", **plain)
    assert ran.returncode == 0, ran.stderr.decode()
    assert ran.stdout.decode() == "Zoë 东京 · contact · People/Zoë 东京.md\n"
    assert process("show", "Zo", cwd=small, LC_ALL="C").stdout == ran.stdout


def test_a_reader_that_has_had_enough(small: Path) -> None:
    """The reader is gone before anything is written, as after ``| head``."""
    reading, writing = os.pipe()
    os.close(reading)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) select i from n"
    ran = subprocess.run(
        [sys.executable, "-m", "vaultnet", "query", sql],
        cwd=small, env=environment, stdout=writing, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_interrupted(small: Path) -> None:
    script = (
        "import sys, click; from vaultnet import cli; from vaultnet.hookspecs import Command\n"
        "@click.command('due')\n"
        "def due():\n    print('ready', flush=True)\n    import time; time.sleep(60)\n"
        "cli._plugin_commands = lambda: [Command('due', '', lambda: due)]\n"
        "sys.exit(cli.main(['due']))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*AS_AT_A_TERMINAL, sys.executable, "-c", script],
        cwd=small,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        running.send_signal(signal.SIGINT)
        _, err = running.communicate()
    assert running.returncode == 130
    assert err == b"\nInterrupted.\n"


def test_the_command_line_starts_light() -> None:
    """Nothing that a command may not need is imported with the command line."""
    heavy = ("jinja2", "rich", "yaml", "frontmatter", "sqlite3", "watchdog", "json", "difflib")
    script = f"import sys, vaultnet.cli; print([name for name in {heavy} if name in sys.modules])"
    environment = {**vaults.unmeasured(), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True, text=True
    )
    assert ran.stdout == "[]\n"
