"""docs/query.md says what the views are, and its questions have answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from vaultnet import build, reference_views
from vaultnet.schema import VIEWS

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[build.Facts]:
    place = tmp_path_factory.mktemp("query")
    shutil.copytree(ROOT / "examples" / "vault", place / "vault")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAULTNET_CACHE", str(place / "cache"))
        build.build(place / "vault")
        with build.facts(place / "vault") as found:
            yield found


@pytest.fixture(autouse=True)
def own_places() -> None:
    """The fixture above has places of its own, for the whole module."""


def test_the_page_is_what_the_views_are() -> None:
    written = (ROOT / "docs" / "query.md").read_text("utf-8")
    assert written == reference_views.reference(), "Run: python -m vaultnet.reference_views > docs/query.md"


@pytest.mark.parametrize("name", list(VIEWS))
def test_every_column_is_explained(name: str, facts: build.Facts) -> None:
    columns, _ = facts.query(f"select * from {name} limit 0")
    assert tuple(reference_views.COLUMNS[name]) == columns
    assert (
        f"`{name}`: {VIEWS[name][0]}" in reference_views.reference()
        or f"## {name}\n" in reference_views.reference()
    )


def test_no_view_is_explained_that_is_not_there() -> None:
    assert reference_views.COLUMNS.keys() == VIEWS.keys()


@pytest.mark.parametrize(("question", "sql"), reference_views.QUESTIONS)
def test_the_questions_have_answers(question: str, sql: str, facts: build.Facts) -> None:
    _, rows = facts.query(sql)
    assert rows, question
