"""The catalogue of problems: every example makes its problem, and every problem that is made stands in it."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import vaultnet
from tests.vaults import TODAY, build, put, tree
from vaultnet import build as building
from vaultnet import plugins
from vaultnet.build import Refused
from vaultnet.catalogue import CODES
from vaultnet.index import _ODD
from vaultnet.problems import Problem

SHOWN = sorted(code for code in CODES if CODES[code].example)


@pytest.mark.parametrize("code", SHOWN)
def test_an_example_makes_its_problem_and_no_other(code: str, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    put(vault, CODES[code].example)
    before = tree(vault)
    try:
        problems = build(vault).problems
    except Refused as refused:
        problems = refused.problems
    assert {problem.code for problem in problems} == {code}
    for problem in problems:
        assert any(f"{path}/".startswith(f"{problem.path}/") for path in CODES[code].example)
        assert problem.line >= 1
        assert problem.message.endswith(".")
        assert problem.hint
    with building.facts(vault, today=TODAY) as facts:
        assert facts.problems == problems, "who only reads is told the same"
    assert {path: data for path, data in tree(vault).items() if path in before} == before


# --- those that no example can show ----------------------------------------------------------------


def a_folder_without_permission(vault: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    put(vault, {"People/Ada.md": "x\n"})
    listed = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("People"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    return build(vault).problems


def a_pipe(vault: Path, _: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    os.mkfifo(vault / "pipe.md")
    return build(vault).problems


def a_name_in_latin_1(vault: Path, _: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    os.close(os.open(os.fsencode(vault) + b"/caf\xe9.md", os.O_CREAT | os.O_WRONLY))
    return build(vault).problems


def a_plugin_that_is_not_there(*_: object) -> tuple[Problem, ...]:
    return plugins.load([EntryPoint("nowhere", "vaultnet_of_nowhere", "vaultnet")]).problems


def a_plugin_that_adds_what_there_is(*_: object) -> tuple[Problem, ...]:
    return plugins.load([EntryPoint("again", "tests.data.again", "vaultnet")]).problems


HIDDEN: dict[str, tuple[Callable[[Path, pytest.MonkeyPatch], tuple[Problem, ...]], str]] = {
    "unreadable": (a_folder_without_permission, "People"),
    "not-a-file": (a_pipe, "pipe.md"),
    "name-encoding": (a_name_in_latin_1, "caf\\udce9.md"),
    "plugin-failed": (a_plugin_that_is_not_there, "plugin nowhere"),
    "plugin-clash": (a_plugin_that_adds_what_there_is, "plugin again"),
}
"""What no file in a vault can show, or none that git can keep: what makes it, and where it is said to be."""


@pytest.mark.parametrize("code", HIDDEN)
def test_what_no_example_can_show(code: str, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, place = HIDDEN[code]
    assert [(problem.code, problem.path) for problem in make(vault, monkeypatch)] == [(code, place)]


def test_only_these_have_no_example() -> None:
    assert {code for code in CODES if not CODES[code].example} == set(HIDDEN)


# --- the code and the catalogue --------------------------------------------------------------------


def modules() -> dict[Path, ast.Module]:
    package = Path(vaultnet.__file__).parent
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(package.rglob("*.py"))}


def takers(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Whatever takes a ``code``: its name, and the code's place among the arguments."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            fields = [part.target.id for part in node.body if isinstance(part, ast.AnnAssign)]
            if "code" in fields:
                yield node.name, fields.index("code")
            for part in node.body:
                if isinstance(part, ast.FunctionDef):
                    names = [argument.arg for argument in part.args.args][1:]
                    if "code" in names:
                        yield node.name if part.name == "__init__" else part.name, names.index("code")
        elif isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            if "code" in names and "self" not in names:
                yield node.name, names.index("code")


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def argument(node: ast.Call, place: int) -> ast.expr:
    """What a call gives for the code; where a star hides the places, its only text with a hyphen."""
    if not any(isinstance(given, ast.Starred) for given in node.args):
        return node.args[place]
    texts = [given for given in node.args if isinstance(given, ast.Constant) and "-" in str(given.value)]
    return texts[0] if texts else node.args[-1]


PASSED_ON = ("code", "fault.code", "*complaint", "*row", "ran.returncode")
"""What hands on a code that was caught where it came from; the last is a process's, and no problem's."""


def emitted() -> Iterator[tuple[str, str]]:
    """Every code in the package that becomes a problem, and the module it stands in."""
    parsed = modules()
    everywhere = {
        name: place for module in parsed.values() for name, place in takers(module) if name[0].isupper()
    }
    for path, module in parsed.items():
        known = {**everywhere, **dict(takers(module))}
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and called(node) in known:
                given = argument(node, known[called(node)])
                if isinstance(given, ast.Constant):
                    yield given.value, path.name
                else:
                    assert ast.unparse(given) in PASSED_ON, f"{path.name}: {ast.unparse(node)}"
    yield from ((code, "index.py") for code, _, _ in _ODD.values())


def test_what_the_code_emits_is_what_the_catalogue_declares() -> None:
    found = dict(emitted())
    assert set(found) == set(CODES)
    assert found["broken-yaml"].startswith("yaml_"), "the search reaches the deepest module"
