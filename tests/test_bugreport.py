"""`vaultnet.bugreport`: everything that helps to mend a bug, nothing that is private."""

from __future__ import annotations

from importlib import metadata

import pytest

from vaultnet import __version__, bugreport


def _fail(secret: str) -> None:
    try:
        {}[secret]
    except KeyError:
        raise ValueError(f"bad {secret}")  # noqa: B904 - the context is to be seen


def _report(arguments: list[str]) -> str:
    try:
        _fail("the lover of Ada")
    except ValueError as error:
        return bugreport.bug_report(error, arguments, ["show", "why"])
    raise AssertionError


def test_it_says_what_was_run_where_and_how_it_failed() -> None:
    text = _report(["show", "Ada", "--vault=/home/robin/notes", "--json", "-x"])
    assert f"vaultnet {__version__}, Python 3." in text
    assert "click " in text
    assert "vaultnet show … --vault=… --json -x" in text
    assert "KeyError\nthen:" in text
    assert text.rstrip("-\n").endswith("ValueError")
    assert "in _fail" in text


def test_it_quotes_no_note_no_name_and_no_home() -> None:
    text = _report(["why", "Ada Lovelace", "--vault", "/home/robin"])
    assert "lover" not in text.replace('_fail("the lover of Ada")', "")
    assert "Lovelace" not in text
    assert "robin" not in text


def test_a_suppressed_cause_is_left_out() -> None:
    try:
        try:
            raise KeyError(1)
        except KeyError:
            raise ValueError(2) from None
    except ValueError as error:
        text = bugreport.bug_report(error, [], [])
    assert "then:" not in text


@pytest.mark.parametrize(
    ("urls", "said"),
    [
        (
            ["Homepage, https://example.org", "Issues, https://example.org/issues"],
            "at https://example.org/issues",
        ),
        ([], "where you got vaultnet from"),
    ],
)
def test_where_to_report(monkeypatch: pytest.MonkeyPatch, urls: list[str], said: str) -> None:
    monkeypatch.setattr(bugreport, "_urls", lambda: urls)
    assert f"Please report it {said}, with" in _report([])


def test_a_package_that_is_not_installed_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    monkeypatch.setattr(metadata, "metadata", missing)
    text = _report([])
    assert "rich missing" in text
    assert "where you got vaultnet from" in text
