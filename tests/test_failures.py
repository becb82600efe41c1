"""What fails costs only what it would have added: signals and checks of others, and plugins as they load."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import vaultnet
from tests.vaults import SMALL, TODAY, build, outputs, put
from vaultnet import __version__, checks, dashboards, hookspecs, plugins, record, signals
from vaultnet import build as building
from vaultnet.__main__ import main
from vaultnet.config import Config
from vaultnet.discreet import UNSAID
from vaultnet.hookspecs import Check, Inputs, Signal
from vaultnet.model import Source
from vaultnet.network import FollowUp, Snapshot
from vaultnet.problems import Problem


class Theirs:
    """A plugin of others."""

    def __init__(self, *added: Signal | Check) -> None:
        self.added = added

    @vaultnet.hookimpl
    def vaultnet_signals(self) -> list[Signal]:
        return [one for one in self.added if isinstance(one, Signal)]

    @vaultnet.hookimpl
    def vaultnet_checks(self) -> list[Check]:
        return [one for one in self.added if isinstance(one, Check)]


def install(monkeypatch: pytest.MonkeyPatch, *added: Signal | Check) -> None:
    """Let a package be installed that adds these."""
    point = SimpleNamespace(
        name="theirs", value="theirs", module="theirs", dist=None, load=lambda: Theirs(*added)
    )
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point])


def fails(snapshot: Snapshot, config: Config) -> Iterator[Any]:
    raise ValueError("as it always does")


def fails_late(snapshot: Snapshot, config: Config) -> Iterator[Any]:
    yield Problem("People/Ada Lovelace.md", 1, 1, "bird-nameless", "Half done.", "Go on.")
    raise ValueError("as it always does")


def good(snapshot: Snapshot, config: Config) -> Iterator[Any]:
    for contact in snapshot.contacts:
        yield FollowUp(
            contact.path, contact.name, "wave", snapshot.today, "hello", (Source(contact.path, 1),), 9.0
        )


def nonsense(snapshot: Snapshot, config: Config) -> Any:
    return ["Ada", 3]


def nothing(snapshot: Snapshot, config: Config) -> Any:
    return None


FAILURES = [
    ("at once", fails),
    ("after some", fails_late),
    ("with nonsense", nonsense),
    ("with nothing", nothing),
]


@pytest.mark.parametrize(("how", "find"), FAILURES, ids=[case[0] for case in FAILURES])
@pytest.mark.parametrize("kind", [Signal, Check])
def test_what_others_do_wrong_is_a_problem_and_no_more(
    kind: Any, how: str, find: Any, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(vault, SMALL)
    build(vault)
    before = outputs(vault)
    install(monkeypatch, kind("theirs", "Not good.", find))
    report = build(vault)
    assert [(problem.code, problem.path) for problem in report.problems] == [
        ("plugin-failed", "plugin theirs")
    ]
    changed = {path for path, data in outputs(vault).items() if data != before[path]}
    assert changed == {"Network/Network Health.md"}
    with building.facts(vault, today=TODAY) as facts:
        assert facts.problems == report.problems


def test_what_others_do_right_comes_first(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(vault, SMALL)
    install(monkeypatch, Signal("theirs", "Waves.", good))
    with building.facts(vault, today=TODAY) as facts:
        assert [one.reason for one in facts.follow_ups][:2] == ["wave", "wave"]
        assert {one.signal for one in facts.follow_ups if one.reason == "wave"} == {"theirs"}
    put(vault, {"vaultnet.toml": "[weights]\ntheirs = 0.001\n"})
    with building.facts(vault, today=TODAY) as facts:
        assert [one.reason for one in facts.follow_ups][-2:] == ["wave", "wave"]
    put(vault, {"vaultnet.toml": "[weights]\ntheirs = 0\n"})
    with building.facts(vault, today=TODAY) as facts:
        assert "wave" not in {one.reason for one in facts.follow_ups}


def test_what_others_say_names_nobody_private(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def tells(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
        for one in good(snapshot, config):
            yield replace(one, text="as Robert Secret says", opener="How is Robert Secret?")

    secret = "---\ntype: contact\nprivate: true\n---\n"
    put(vault, {**SMALL, "People/Robert Secret.md": secret})
    install(monkeypatch, Signal("theirs", "Waves.", tells))
    with building.facts(vault, today=TODAY) as facts:
        said = {one.name: (one.text, one.opener) for one in facts.follow_ups if one.reason == "wave"}
    assert said["Robert Secret"] == ("as Robert Secret says", "How is Robert Secret?")
    assert said["Ada Lovelace"] == said["Grace Hopper"] == (UNSAID, "")


def test_a_weight_of_nothing_does_not_even_ask(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(vault, {**SMALL, "vaultnet.toml": "[weights]\ntheirs = 0\n"})
    install(monkeypatch, Signal("theirs", "Not good.", fails))
    assert build(vault).problems == ()


def test_who_interrupts_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(self: EntryPoint) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(EntryPoint, "load", interrupt)
    with pytest.raises(KeyboardInterrupt):
        plugins.load([EntryPoint("theirs", "theirs", "vaultnet")])


def test_a_plugin_that_ends_the_process_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(self: EntryPoint) -> None:
        raise SystemExit("bye")

    monkeypatch.setattr(EntryPoint, "load", leave)
    (problem,) = plugins.load([EntryPoint("theirs", "theirs", "vaultnet")]).problems
    assert problem == Problem(
        "plugin theirs",
        0,
        0,
        "plugin-failed",
        "The plugin theirs failed to load: SystemExit: bye.",
        problem.hint,
    )


# --- what is ours ----------------------------------------------------------------------------------


def breaks(inputs: Inputs) -> Any:
    raise KeyError("the lover of Ada")


def break_goals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a built-in dashboard have a mistake."""
    every = (replace(one, context=breaks) if one.name == "Goals" else one for one in dashboards.DASHBOARDS)
    monkeypatch.setattr(dashboards, "DASHBOARDS", tuple(every))
    install(monkeypatch)


def test_a_mistake_of_ours_is_said_to_be_ours_and_where_to_report_it(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(vault, SMALL)
    break_goals(monkeypatch)
    (problem,) = [one for one in build(vault).problems if one.code == "plugin-failed"]
    assert problem.message == (
        "The built-in plugin Goals failed to make its dashboard: KeyError: 'the lover of Ada'."
    )
    assert "This is a mistake in vaultnet, not in your notes. Please report it" in problem.hint
    assert f"vaultnet {__version__}, Python 3." in problem.hint
    assert "KeyError at" in problem.hint
    assert "lover" not in problem.hint
    assert "uninstall" not in problem.hint


@pytest.mark.parametrize(
    ("module", "name", "broken", "said"),
    [
        (signals, "SIGNALS", (Signal("cadence", "", fails),), "cadence failed to find follow-ups"),
        (checks, "_goals", fails, "goals failed to check the vault"),
    ],
)
def test_a_signal_or_a_check_of_ours_is_ours(
    module: ModuleType, name: str, broken: Any, said: str, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(vault, SMALL)
    monkeypatch.setattr(module, name, broken)
    install(monkeypatch)
    (problem,) = [one for one in build(vault).problems if one.code == "plugin-failed"]
    assert problem.message == f"The built-in plugin {said}: ValueError: as it always does."
    assert "This is a mistake in vaultnet" in problem.hint


def test_a_shipped_template_that_fails_is_ours_and_one_of_the_vault_is_not(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(vault, SMALL)
    every = (
        replace(one, context=lambda inputs: {}) if one.name == "Goals" else one
        for one in dashboards.DASHBOARDS
    )
    monkeypatch.setattr(dashboards, "DASHBOARDS", tuple(every))
    install(monkeypatch)
    (ours,) = [one for one in build(vault).problems if one.code == "template-failed"]
    assert ours.path == "dashboards/Goals.md.jinja"
    assert "This is a mistake in vaultnet" in ours.hint
    assert f"UndefinedError at dashboards/Goals.md.jinja:{ours.line}." in ours.hint
    put(
        vault,
        {"_vaultnet/templates/dashboards/Goals.md.jinja": "{% include 'dashboards/Mentors.md.jinja' %}\n"},
    )
    (theirs,) = [one for one in build(vault).problems if one.code == "template-failed"]
    assert theirs.hint.startswith("Mend the template, or remove it from the vault.")


def test_what_fails_is_said_again_at_every_build_until_it_is_mended(
    vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, SMALL)
    arguments = ["build", "--vault", str(vault), "--today", TODAY.isoformat()]
    with monkeypatch.context() as patch:
        break_goals(patch)
        said = [(main(arguments), *capsys.readouterr()) for _ in range(3)]
    for code, out, err in said:
        assert (code, err) == (0, "")
        assert "plugin Goals: plugin-failed The built-in plugin Goals failed to make its dashboard" in out
    assert said[1][1].startswith("Up to date")
    assert main(arguments) == 0
    assert "failed" not in capsys.readouterr().out
    assert (vault / "Network/Network Goals.md").exists()


def test_a_template_that_fails_is_said_again_as_well(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {**SMALL, "_vaultnet/templates/dashboards/Goals.md.jinja": "{{ nobody }}\n"})
    arguments = ["build", "--vault", str(vault), "--today", TODAY.isoformat()]
    for _ in range(2):
        assert main(arguments) == 0
        out = capsys.readouterr().out
        assert "Goals.md.jinja:1:1: template-failed Network Goals.md was not written" in out
        assert "Mend the template, or remove it from the vault." in out


HOOKS = sorted(name for name in vars(hookspecs) if name.startswith("vaultnet_"))


@pytest.mark.parametrize("name", HOOKS)
def test_a_specification_is_never_called(name: str) -> None:
    hook = getattr(hookspecs, name)
    assert hook.__doc__.endswith(".")
    with pytest.raises(AssertionError):
        hook()


# --- the disk --------------------------------------------------------------------------------------


def test_a_note_that_vanishes_while_the_record_is_compared_is_a_change(
    vault: Path, undisturbed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(vault, SMALL)
    monkeypatch.setattr(
        "vaultnet.files.racy", lambda stamp, now: False
    )  # the settings, unlike the notes, are old
    monkeypatch.setattr("vaultnet.record.racy", lambda stamp, now: True)
    build(vault)
    build(vault)

    def vanish(root: str, path: str) -> bytes:
        raise FileNotFoundError(2, "No such file")

    known = record.load(str(vault))
    assert known is not None
    assert known.doubtful, "young files are compared by their bytes"
    assert record.unchanged(str(vault), TODAY.isoformat()) == known.summary
    monkeypatch.setattr(record, "read", vanish)
    assert record.unchanged(str(vault), TODAY.isoformat()) is None


def test_a_cache_that_cannot_be_made_is_said(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(vault, {"cache": "a file\n"})
    monkeypatch.setenv("VAULTNET_CACHE", str(vault / "cache"))
    with pytest.raises(OSError, match="cache"):
        build(vault)
    assert "Network" not in os.listdir(vault)
