"""Path patterns."""

from __future__ import annotations

import pytest

from vaultnet.globs import matcher

CASES = [
    ("a folder and all in it", "Newsletters/**", ["Newsletters/a.md", "Newsletters/b/c.md"], ["News.md", "x/Newsletters/a.md"]),
    ("a folder by its name", "Newsletters/", ["Newsletters/a.md", "x/Newsletters/a.md"], ["Newsletters2/a.md"]),
    ("one level", "Newsletters/*", ["Newsletters/a.md", "Newsletters/b/c.md"], ["x/Newsletters/a.md"]),
    ("a name anywhere", "*.excalidraw.md", ["a.excalidraw.md", "x/y.excalidraw.md"], ["excalidraw.md.txt"]),
    ("from the root", "/Draft.md", ["Draft.md"], ["x/Draft.md"]),
    ("any depth between", "a/**/z.md", ["a/z.md", "a/b/z.md", "a/b/c/z.md"], ["z.md", "b/a/z.md"]),
    ("one character", "Log/2026-0?.md", ["Log/2026-01.md"], ["Log/2026-10.md", "Log/2026-0/.md"]),
    ("characters of regular expressions", "a+(b).[md]", ["a+(b).[md]"], ["aab.m"]),
    ("case counts", "News/*", [], ["news/a.md"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "pattern", "yes", "no"), CASES, ids=[case[0] for case in CASES])
def test_patterns(title: str, pattern: str, yes: list[str], no: list[str]) -> None:
    match = matcher((pattern,))
    assert [path for path in yes + no if match(path)] == yes


def test_no_pattern_matches_nothing() -> None:
    assert not matcher(())("a.md")


def test_any_of_several() -> None:
    match = matcher(("a/*", "b/*"))
    assert match("a/x")
    assert match("b/x")
    assert not match("c/x")
