"""The debrief of an event: which lines of its note are a person who was met there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from vaultnet import markdown, met_lines

CASES: list[tuple[str, str, list[tuple[int, str]]]] = [
    (
        "a line for each person",
        "## Met\n- Ada\n- Grace, Globex: on-call\n",
        [(2, "Ada"), (3, "Grace, Globex: on-call")],
    ),
    ("nothing without the heading", "- Ada\n", []),
    ("another heading", "## Talks\n- Ada\n", []),
    ("whatever its case and level", "# MET\n* Ada\n", [(2, "Ada")]),
    ("other words for it", "### Who I met:\n1. Ada\n", [(2, "Ada")]),
    (
        "yet other words",
        "## People I met\n- Ada\n## Debrief\n- Eva\n## Met there\n- Ida\n",
        [(2, "Ada"), (4, "Eva"), (6, "Ida")],
    ),
    ("up to the next heading of its level", "## Met\n- Ada\n## Talks\n- Grace\n", [(2, "Ada")]),
    ("not up to one below", "## Met\n### On Thursday\n- Ada\n", [(3, "Ada")]),
    ("after both of two", "## Met\n- Ada\n# Later\n- x\n## Met\n- Grace\n", [(2, "Ada"), (6, "Grace")]),
    ("without the mark of a list", "## Met\n\nAda, Globex: looms\n", [(3, "Ada, Globex: looms")]),
    ("a ticked box", "## Met\n- [x] Ada\n", [(2, "Ada")]),
    (
        "a task that is still to be done, or was dropped",
        "## Met\n- [ ] Ada\n- [-] Eva\n- [X] Ida\n",
        [(4, "Ida")],
    ),
    ("what is nested is about the one above", "## Met\n- Ada\n  - on looms\n\t- and more\n", [(2, "Ada")]),
    (
        "a comment says nothing",
        "## Met\n<!-- one line\n- a person -->\n- Ada\n%% - not her %%\n",
        [(4, "Ada")],
    ),
    ("code says nothing", "## Met\n```\n- Ada\n```\n- Grace\n", [(5, "Grace")]),
    ("a heading in code is none", "```\n## Met\n```\n- Ada\n", []),
    ("an empty item", "## Met\n-\n- \n- Ada\n", [(4, "Ada")]),
    ("a carriage return", "## Met\r\n- Ada\r\n", [(2, "Ada")]),
    ("a quotation and a table are no lines", "## Met\n> - Ada\n\n| who |\n| --- |\n", []),
    ("an open comment hides the rest", "## Met\n- Ada\n<!-- later\n- Grace\n", [(2, "Ada")]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_lines_of_a_debrief(text: str, expected: Sequence[tuple[int, str]]) -> None:
    assert list(met_lines.find(text, 1, markdown.scan(text).headings)) == expected


@pytest.mark.parametrize(
    ("text", "stands", "near"),
    [
        ("## Met\n", True, "Met"),
        ("## People I talked to\n", False, "People I talked to"),
        ("# Talks\n## Contacts\n", False, "Contacts"),
        ("## Whom to meet\n## People to meet\n", False, ""),
        ("## Talks\n", False, ""),
    ],
)
def test_a_heading_that_may_be_meant(text: str, stands: bool, near: str) -> None:
    headings = markdown.scan(text).headings
    found = met_lines.near(headings)
    assert (met_lines.stands(headings), found.text if found else "") == (stands, near)


def test_lines_are_counted_from_where_the_text_begins() -> None:
    text = "## Met\n- Ada\n"
    assert met_lines.find(text, 8, markdown.scan(text, 8).headings) == ((9, "Ada"),)
