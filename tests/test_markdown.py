"""The scanner: recorded cases, an independent parser as oracle, and texts made to be slow."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_cases import cases, describe, plain
from markdown_it import MarkdownIt

from vaultnet.markdown import links_in, scan
from vaultnet.model import Body, Link

CASES = cases()


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[title for title, *_ in CASES])
def test_finds(title: str, text: str, expected: list[str]) -> None:
    assert describe(scan(text), first=title.startswith("first line")) == expected


def test_there_are_many_cases_and_each_has_its_title() -> None:
    titles = [title for title, *_ in CASES]
    assert len(titles) >= 150
    assert len(set(titles)) == len(titles)


def test_lines_count_from_the_first_line_given() -> None:
    body = scan("# A\n[[B]] #c\n- [ ] d\n\ne:: f\n\n2026-06-02: g\n\n[[h]]", 11)
    assert [link.line for link in body.links] == [12, 19]
    assert (body.headings[0].line, body.tags[0].line, body.tasks[0].line) == (11, 12, 13)
    assert (body.fields[0].line, body.logs[0].line, body.first[1]) == (15, 17, 12)


@pytest.mark.parametrize("text", ["", "\n\n", " \t\r\n", "\ufeff \n"])
def test_nothing_is_found_in_white_space(text: str) -> None:
    assert scan(text.replace("\ufeff", "")) == Body()


def test_a_line_to_quote_is_no_longer_than_it_need_be() -> None:
    assert len(scan("a " * 1000).first[0]) == 500


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no link", ()),
        ("[[Ada|A]] at [[Globex]]", (Link("Ada", 7, 1, alias="A"), Link("Globex", 7, 14))),
        ("`[[Ada]]` [G](G.md#x)", (Link("G.md", 7, 11, subpath="x", alias="G"),)),
        ("![[Ada]]", (Link("Ada", 7, 2, "embed"),)),
        ("insider at [[Globex\\|G]]", (Link("Globex", 7, 12, alias="G"),)),
    ],
)
def test_links_in_a_value(text: str, expected: tuple[Link, ...]) -> None:
    assert links_in(text, 7) == expected


# --- any text --------------------------------------------------------------------------------------

PIECES = [
    "a", "Ada", " ", "  ", "    ", "\n", "\n\n", "\r\n", "\t", "[[", "]]", "[", "]", "(", ")", "](", "|", "\\", "!",
    "`", "``", "```", "~~~", "%%", "<!--", "-->", "<", ">", "> ", "- ", "* ", "1. ", "[ ] ", "[x] ", "# ", "## ", "#",
    "#tag", "::", "key:: v", "gave:: ", ";", "2026-06-02", ": ", "---", "===", "{{", "}}", "<%", "%>", "**", "_", "📅",
    " 📅 2026-06-02", "é", "\u2028", "\x00", "A.md", "%20", '"', "'", "^b",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=60))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_place_is_where_the_text_stands(text: str) -> None:
    body = scan(text)
    lines = text.split("\n")
    for link in body.links:
        line = lines[link.line - 1]
        assert line[link.column - 1] == "["
        assert link.where in {"text", "heading", "task", "done", "dropped", "quote", "embed", "comment"}
        assert (line[: link.column - 1].endswith("!")) or link.where != "embed"
    for field in body.fields:
        assert lines[field.line - 1][field.column - 1 :].lstrip("[( \t").startswith(field.key)
        assert field.value in lines[field.line - 1].replace("\r", " ")
    for tag in body.tags:
        assert f"#{tag.name}" in lines[tag.line - 1]
    for task in body.tasks:
        assert f"[{task.status}]" in lines[task.line - 1].replace("\r", " ")
    for log in body.logs:
        assert 1 <= log.line <= len(lines)
    found = [*body.links, *body.fields]
    assert [link.line for link in body.links] == sorted(link.line for link in body.links)
    assert all(1 <= place.line <= len(lines) for place in found)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_line_endings_make_no_difference(text: str) -> None:
    text = text.replace("\r", "")
    # Only what spans lines could hold the line end itself: the text of a Markdown link.
    assume("](" not in text)
    assert scan(text.replace("\n", "\r\n")) == scan(text)


# --- against a slow reference ----------------------------------------------------------------------


def wikilinks(text: str) -> list[tuple[int, int, str]]:
    """Find wikilinks character by character: two brackets, no bracket or line end, two brackets."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        at = 0
        while at < len(line):
            end = at + 2
            while end < len(line) and line[end] not in "[]":
                end += 1
            if line[at : at + 2] != "[[" or line[end : end + 2] != "]]" or end == at + 2:
                at += 1
                continue
            backslashes = len(line[:at]) - len(line[:at].rstrip("\\"))
            target = line[at + 2 : end].split("|")[0].removesuffix("\\").split("#")[0].strip()
            if target and backslashes % 2 == 0:
                found.append((number, at + 1, target))
            at = end + 2
    return found


@given(
    st.lists(
        st.sampled_from(["[[", "]]", "[", "]", "a", "b c", "|", "#", "!", "\\", "\n", " ", "é"]), max_size=30
    )
)
@settings(max_examples=150, deadline=None)
def test_wikilinks_are_those_of_a_slow_reference(pieces: list[str]) -> None:
    text = "x" + "".join(pieces)  # no list, quotation or code can begin
    assume("\n " not in text)
    assert [(link.line, link.column, link.target) for link in scan(text).links] == wikilinks(text)


# --- against an independent parser -----------------------------------------------------------------

# What is left out is what the scanner does not do (HTML, entities) or finds by its own means (links).
NOT_COMPARED = ["html_block", "html_inline", "autolink", "link", "image", "reference", "entity"]
COMMONMARK = MarkdownIt("commonmark").disable(NOT_COMPARED)
WITHOUT_INDENTED_CODE = MarkdownIt("commonmark").disable([*NOT_COMPARED, "code"])

WORDS = [
    "W",
    "W W",
    "`W`",
    "`W",
    "``W` W``",
    "\\`W` W",
    "W ``",
    "`` W",
    "",
    "W\\",
    "`W\\` W`",
    "W ```",
    "| W | `W |",
]
FLAT = [
    "", "  ", "   ", "    ", "      ", "\t", "> ", ">", "# ", "## ", "```", "````", "~~~", "``` py ", "   ```",
    "> ```", ">   ```", "---", "===", "***", "> # ",
]  # fmt: skip
NESTED = [
    "", "  ", "   ", "> ", ">", "- ", "* ", "1. ", "2. ", "10. ", "> - ", "- > ", "  - ", "   - ", "- - ", "# ",
    "```", "````", "~~~", "``` py ", "   ```", "  ```", "> ```", "- ```", "---", "===", "***", "- [ ] ", "+   ",
]  # fmt: skip


def documents(prefixes: list[str]) -> st.SearchStrategy[str]:
    """Generate texts whose words are all different: w0, w1 …"""
    line = st.tuples(st.sampled_from(prefixes), st.sampled_from(["", "", *prefixes]), st.sampled_from(WORDS))
    return st.lists(line.map("".join), min_size=1, max_size=8).map("\n".join).map(numbered)


def numbered(text: str) -> str:
    first, *parts = text.split("W")
    return first + "".join(f"w{number}{part}" for number, part in enumerate(parts))


def in_code(parser: MarkdownIt, text: str) -> tuple[set[str], list[tuple[int, int]]]:
    """Return the words that stand in code, and the level and line of each heading that stands by itself."""
    words: set[str] = set()
    headings = []
    for token in parser.parse(text):
        if token.type in ("fence", "code_block"):
            words.update(re.findall(r"w\d+", token.content + " " + token.info))
        if token.type == "heading_open" and token.level == 0 and token.map:
            headings.append((int(token.tag[1]), token.map[0] + 1))
        for child in token.children or ():
            if child.type == "code_inline":
                words.update(re.findall(r"w\d+", child.content))
    return words, headings


def scanned(text: str) -> tuple[set[str], list[tuple[int, int]]]:
    """Return the same as the scanner sees it: a word made a link is found unless it stands in code."""
    linked = re.sub(r"w\d+", r"[[\g<0>]]", text)
    body = scan(linked)
    words = set(re.findall(r"w\d+", text))
    return words - {link.target for link in body.links}, [
        (heading.level, heading.line) for heading in body.headings
    ]


@given(documents(FLAT))
@settings(max_examples=200, deadline=None)
def test_code_and_headings_are_those_of_commonmark(text: str) -> None:
    # The oracle takes a quotation mark indented by four for one, where the specification has code.
    assume(not re.search(r"^[ >]*(\t| {4,})[ \t]*>|^ {0,3}>[ >]*>", text, re.MULTILINE))
    assert scanned(text) == in_code(COMMONMARK, text)


@given(documents(NESTED))
@settings(max_examples=200, deadline=None)
def test_lists_nest_as_in_commonmark(text: str) -> None:
    # Within lists nothing is indented code here, so the oracle has to do without it everywhere.
    assume(not re.search(r"^(> ?)* {4,}", text, re.MULTILINE))
    assert scanned(text) == in_code(WITHOUT_INDENTED_CODE, text)


# --- texts made to be slow -------------------------------------------------------------------------

# Each would take a minute and more if the time grew with the square of the length.
UNITS = [
    "[", "[[", "[[a", "[[a|", "]", "](", "](a", "](a ", '](a "', "](<", "](a(", "[a](", "![", "`", "``` ", "\\",
    "\\[", "<!--", "<!-- ", "<", "<a ", "#", "# ", "#/", "(", "[a:: ", "(a:: ", "::", "a:", "{{", "{{a", "<%", ">",
    "> ", "- ", "* ", "1. ", " ", "\t", "_ ", "~", "=", "^", "📅", "📅 2026-01-02", "2026-01-02", "gave", ";",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("before", ["", "- [ ] gave:: "])
def test_a_long_line_takes_no_longer_than_its_length(unit: str, before: str) -> None:
    body = scan(before + unit * (100_000 // len(unit)) + " [[Ada]]")
    assert len(body.links) <= 1


@pytest.mark.parametrize(
    "unit", ["- a\n  ", "> - ", "[\n", "`\n", "<!--\n", "    a\n\n", "- a\n\n", "> a\n\n", "\n  "]
)
def test_many_lines_take_no_longer_than_their_number(unit: str) -> None:
    assert scan(unit * (50_000 // len(unit))).links == ()


def test_ten_thousand_links_on_a_line() -> None:
    links = scan("- " + "[[Ada]] and [b](B.md), " * 5000).links
    assert len(links) == 10_000
    assert links[-1] == Link("B.md", 1, 3 + 23 * 4999 + 12, alias="b")


def test_deep_nesting_is_text_in_the_end() -> None:
    text = "\n".join("  " * depth + "- [ ] a" for depth in range(200))
    tasks = scan(text).tasks
    assert [task.indent for task in tasks[:3]] == [0, 2, 4]
    assert scan("> " * 1000 + "[[Ada]]").links[0].where == "quote"


def test_a_wide_item_costs_nothing_to_the_lines_after_it() -> None:
    assert len(scan("- a\n" + " " * 100_000 + "- b\n" + "  c\n" * 10_000).logs) == 0


def test_the_visible_signs_stand_for_characters() -> None:
    assert plain("→␠␍⍽␊") == "\t \r\u00a0\u2028"
