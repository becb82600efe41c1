"""docs/techniques.md leads through every technique: a note to write, a command to run, a dashboard to read.

What these print and say is held by `tests.test_docs`, which runs the page.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.test_docs import DOCS, EXCERPT, FENCE, PAGES, name, read

PAGE = read(DOCS / "techniques.md")
TECHNIQUES = [
    "career goals",
    "targeted networking",
    "strategic events",
    "authentic connections",
    "regular follow-ups",
    "giving first",
    "linkedin",
    "social media",
    "online communities",
    "mentors",
    "reverse mentoring",
    "informational interviews",
    "referrals and recommendations",
    "collaborative projects",
    "long-term perspective",
    "adaptability",
]
ROW = re.compile(r"^\| \[([^\]]+)\]\(#[\w-]+\) \| ([^|]+) \| `([^`]+)` \| ([^|]+) \|$", re.MULTILINE)
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FOLKLORE = re.compile(r"\b(?:1|one) in (?:12|twelve)\b|\b(?:40|forty)(?: times|x\b)", re.IGNORECASE)
"""Figures that are passed on everywhere and have no source."""

ROWS = {title.casefold(): tuple(rest) for title, *rest in ROW.findall(PAGE)}
PLACES = [
    (found[1], found.start())
    for found in re.finditer(r"^## (.+)\n", FENCE.sub(lambda code: "·" * len(code[0]), PAGE), re.MULTILINE)
]
"""The headings, and where each begins: those in what is quoted are none of the page's own."""


def test_every_technique_has_a_row_and_a_section_in_the_same_order() -> None:
    assert len(TECHNIQUES) == 16
    assert list(ROWS) == TECHNIQUES
    assert [heading.casefold() for heading, _ in PLACES] == TECHNIQUES


def section(title: str) -> str:
    for (heading, start), (_, end) in pairwise([*PLACES, ("", len(PAGE))]):
        if heading.casefold() == title:
            return PAGE[start:end]
    raise AssertionError(f"docs/techniques.md has no section on {title}")


@pytest.mark.parametrize("title", TECHNIQUES)
def test_a_technique_has_a_note_a_command_and_a_dashboard(title: str) -> None:
    _, command, dashboard = ROWS[title]
    text = section(title)
    notes: list[re.Match[str]] = []
    pages: list[re.Match[str]] = []
    for found in EXCERPT.finditer(text):
        (pages if found[1].startswith("Network/") else notes).append(found)
    consoles = list(CONSOLE.finditer(text))
    written = dashboard == "the review"  # by the command: it is read in the transcript
    if written:
        pages = [one for one in consoles if '"Reviews/' in one[1]]
    assert notes, "the note to write is shown"
    assert any(f"$ {command}" in one[1] for one in consoles), "the command of the table is run"
    assert pages if written else any(one[1] == f"Network/{dashboard}.md" for one in pages), "it is read"
    places = [found.start() for found in (notes[0], consoles[0], pages[0])]
    assert all(before < after for before, after in pairwise(places)), "write, run, read"
    for word in ("**Write**", "**Run**", "**Read**", "More: ["):
        assert text.count(word) == 1, word


def test_no_command_of_the_page_fails() -> None:
    said = "".join(one[1] for one in CONSOLE.finditer(PAGE))
    assert not re.search(r"^\[\d+\]$", said, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_repeats_folklore(page: Path) -> None:
    assert not FOLKLORE.search(read(page))
