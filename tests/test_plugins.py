"""The plugin door: what comes through it, and what a plugin that fails costs."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tests import vaults
from vaultnet import plugins

PLUGIN = Path(__file__).parent / "data" / "plugin"
BIRDS = EntryPoint("birds", "vaultnet_birds", "vaultnet")
BROKEN = EntryPoint("broken", "vaultnet_birds.broken", "vaultnet")
MISSING = EntryPoint("missing", "vaultnet_birds.nowhere", "vaultnet")


@pytest.fixture
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PLUGIN))


def test_everything_built_in_comes_through_the_door() -> None:
    loaded = plugins.load([])
    assert [plugin.name for plugin in loaded.listing] == list(plugins.BUILT_IN)
    assert {plugin.origin for plugin in loaded.listing} == {"built in"}
    assert {kind for plugin in loaded.listing for kind, _ in plugin.adds} == {
        "note_types", "signals", "dashboards", "checks", "commands",
    }  # fmt: skip
    assert loaded.problems == ()
    assert {"contact", "meeting", "goal"} <= {note_type.name for note_type in loaded.note_types}


def test_a_plugin_adds_what_it_declares(importable: None) -> None:
    loaded = plugins.load([BIRDS])
    birds = loaded.listing[-1]
    assert birds.name == "birds"
    assert dict(birds.adds) == {
        "note_types": ("bird",), "signals": ("birds",), "dashboards": ("Birds",), "checks": ("birds",),
        "commands": ("chirp",), "templates": (str(PLUGIN / "vaultnet_birds" / "templates"),),
    }  # fmt: skip
    assert str(PLUGIN / "vaultnet_birds" / "__init__.py") in loaded.files


def test_a_plugin_that_fails_is_a_problem_that_names_it(importable: None) -> None:
    loaded = plugins.load([MISSING, BROKEN, BIRDS])
    assert [(problem.path, problem.code) for problem in loaded.problems] == [
        ("plugin missing", "plugin-failed"),
        ("plugin broken", "plugin-failed"),
        ("plugin broken", "plugin-clash"),
        ("plugin broken", "plugin-failed"),
    ]
    assert "vaultnet_birds.nowhere" in loaded.problems[0].message
    assert "must return a list of NoteType" in loaded.problems[1].message
    assert "the note type bird" in loaded.problems[2].message
    assert "no commands today" in loaded.problems[3].message
    assert [note_type.name for note_type in loaded.note_types].count("bird") == 1
    assert "chirp" in {command.name for command in loaded.commands}


@pytest.mark.parametrize(
    "file", ["../x.md", "sub/x.md", "x.txt", ".x.md", "../../.git/hooks/x", "a\\x.md", ".md"]
)
def test_a_dashboard_goes_nowhere_but_into_its_folder(
    importable: None, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    import vaultnet_birds

    ours = vaultnet_birds.vaultnet_dashboards()[0]
    monkeypatch.setattr(vaultnet_birds, "Dashboard", lambda name, _file, *rest: type(ours)(name, file, *rest))
    loaded = plugins.load([BIRDS])
    assert [problem.code for problem in loaded.problems] == ["plugin-failed"]
    assert "Birds" not in {dashboard.name for dashboard in loaded.dashboards}


def test_what_is_installed_is_loaded_once_until_it_is_forgotten(
    importable: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[EntryPoint] = []
    monkeypatch.setattr(plugins, "entry_points", lambda group: list(installed))
    before = plugins.load()
    installed.append(BIRDS)
    assert plugins.load() is before
    plugins.forget()
    assert "bird" in {note_type.name for note_type in plugins.load().note_types}


def test_installed_into_an_environment_of_its_own(tmp_path: Path) -> None:
    """A package with a type, a signal, a dashboard and a command, and a failing one beside it."""
    python = environment(tmp_path / "venv")
    install = [
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "-q",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
    ]
    source = tmp_path / "source"
    vaults.put(
        source, {path: data for path, data in vaults.tree(PLUGIN).items() if "__pycache__" not in path}
    )
    run(Path(sys.executable), *install, str(source))
    vault = tmp_path / "vault"
    vaults.put(vault, {**vaults.SMALL, "Birds/Wren.md": "---\ntype: bird\n---\nIn the hedge.\n"})

    assert run(python, "-m", "vaultnet", "chirp") == "tweet\n"
    at = ("-m", "vaultnet", "--vault", str(vault), "--today", "2026-11-20")
    run(python, *at, "build")
    assert "- Wren" in (vault / "Network" / "Network Birds.md").read_text()
    assert "# Goals" in (vault / "Network" / "Network Goals.md").read_text()
    assert not (vault / "Network" / "Network Broken.md").exists()
    query = "select distinct code, path from problems where code in ('plugin-failed', 'bird-nameless') order by path"
    found = json.loads(run(python, *at, "query", query, "--json"))["data"]
    assert {(row["code"], row["path"]) for row in found["rows"]} == {
        ("bird-nameless", "Birds/Wren.md"),
        ("plugin-failed", "plugin Broken"),
        ("plugin-failed", "plugin broken"),
        ("plugin-failed", "plugin broken-check"),
        ("plugin-failed", "plugin broken-signal"),
        ("plugin-failed", "plugin missing"),
    }
    listed = run(python, *at, "plugins")
    assert "vaultnet-birds" in listed
    assert "1.2" in listed


def environment(folder: Path) -> Path:
    """A virtual environment that sees this one's packages and nothing else."""
    run(Path(sys.executable), "-m", "venv", "--without-pip", str(folder))
    python = folder / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    checkout = Path(__file__).parents[1]
    places = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), str(checkout)]
    (site / "beside.pth").write_text("\n".join(places))
    return python


def run(python: Path, *arguments: str) -> str:
    """Run a command of an environment and give what it prints."""
    done = subprocess.run(
        [str(python), *arguments], env=vaults.unmeasured(), capture_output=True, text=True, cwd="/"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
