"""docs/techniques.md leads through every technique: a note to write, a command to run, a dashboard to read.

What these print and say is held by `tests.test_docs`, which runs the page.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.test_docs import DOCS, EXCERPT, FENCE, PAGES, name, read
from tests.vaults import build, outputs, put

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


# --- which pages there are -------------------------------------------------------------------------

ADA = "---\ntype: contact\n{}---\n"
VAULT = {"vaultnet.toml": 'me = "[[Robin]]"\n', "Robin.md": ADA.format(""), "People/Ada.md": ADA.format("")}


def note(kind: str, *lines: str) -> str:
    return "\n".join(("---", f"type: {kind}", *lines, "---", ""))


WITH_ADA = 'people: ["[[Ada]]"]'

# the page, what brings it about, and what is not enough
BROUGHT: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("Goals", {"Goals/Lead.md": note("goal")}, {}),
    (
        "Briefs",
        {"Meetings/A.md": note("meeting", "date: 2026-11-27", WITH_ADA)},
        {"Meetings/A.md": note("meeting", "date: 2026-11-28", WITH_ADA)},
    ),
    ("Events", {"Events/Fair.md": note("event", "date: 2026-12-24")}, {}),
    (
        "Events",
        {"Events/Fair.md": note("event", "date: 2026-10-24") + "## Met\n\n- [[Ada]]: looms\n"},
        {"Events/Fair.md": note("event", "date: 2026-10-24", WITH_ADA)},
    ),
    (
        "Opportunities",
        {"Opportunities/Job.md": note("opportunity", "kind: application")},
        {"Opportunities/Job.md": note("opportunity", "kind: application", "closed: 2026-01-02")},
    ),
    ("Mentors", {"Opportunities/Ask.md": note("opportunity", "kind: mentoring", WITH_ADA)}, {}),
    ("Mentors", {"People/Ada.md": note("contact", "relation: mentor")}, {"Goals/Lead.md": note("goal", "needs: mentor")}),
    ("Projects", {"Projects/Book.md": note("project", WITH_ADA)}, {"Projects/Book.md": note("project")}),
    ("Giving", {"Daily/2026-11-01.md": "gave:: [[Ada]] a book\n"}, {"Daily/2026-11-01.md": "Coffee with [[Ada]]\n"}),
    ("Giving", {"Daily/2026-11-01.md": "- [ ] #request [[Ada]]: read her talk\n"}, {}),
    (
        "Skills",
        {"People/Ada.md": note("contact", "teaches: looms"), "Robin.md": note("contact", "learns: looms")},
        {"People/Ada.md": note("contact", "teaches: looms")},
    ),
    ("Presence", {"Communities/Guild.md": note("community", "rhythm: weekly")}, {"Communities/Guild.md": note("community")}),
    ("Presence", {"Communities/Guild.md": note("community") + "- [ ] Photo 🔁 every year\n"}, {}),
    ("Presence", {"Communities/Guild.md": note("community") + "- 2026-11-01 answered a question\n"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("page", "enough", "too_little"), BROUGHT)
def test_a_page_is_there_with_what_the_page_of_techniques_says(
    page: str, enough: dict[str, str], too_little: dict[str, str], vault: Path
) -> None:
    assert f"\n| Network {page} | " in PAGE
    put(vault, {**VAULT, **too_little})
    build(vault)
    assert "Network/Network Today.md" in outputs(vault)
    assert f"Network/Network {page}.md" not in outputs(vault)
    put(vault, enough)
    build(vault)
    assert f"Network/Network {page}.md" in outputs(vault)
