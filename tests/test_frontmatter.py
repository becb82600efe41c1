"""Front matter: where it stands, what it means, what is wrong with it, and that it reads as Obsidian reads."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import frontmatter
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from oracle import compare, fuzz
from oracle.differences import TABLE, explanation

from vaultnet.catalogue import CODES
from vaultnet.frontmatter import FrontMatter, Handler, plain, read
from vaultnet.model import Located
from vaultnet.problems import Problem

DOCS = Path(__file__).parent.parent / "docs" / "front-matter.md"


def values(front: FrontMatter) -> dict[str, Any]:
    return {key: plain(value) for key, value in front.values.items()}


def front(yaml: str) -> FrontMatter:
    return read("Ada.md", f"---\n{yaml}\n---\nbody\n")


def problem(yaml: str) -> Problem:
    (found,) = front(yaml).problems
    assert not front(yaml).values
    return found


# --- where front matter stands ---------------------------------------------------------------------

PLACES: list[tuple[str, str, bool, str, int]] = [
    ("none", "# Ada\n\ntext\n", False, "# Ada\n\ntext\n", 1),
    ("nothing at all", "", False, "", 1),
    ("the usual", "---\na: b\n---\ntext\n", True, "text\n", 4),
    ("empty", "---\n---\ntext\n", True, "text\n", 3),
    ("blank", "---\n\n---\ntext\n", True, "text\n", 4),
    ("nothing after it", "---\na: b\n---\n", True, "", 4),
    ("no last line break", "---\na: b\n---", True, "", 4),
    ("blank lines after it are text", "---\na: b\n---\n\n\ntext", True, "\n\ntext", 4),
    ("CRLF", "---\r\na: b\r\n---\r\ntext\r\n", True, "text\r\n", 4),
    ("spaces after the rules", "--- \t\na: b\n---  \ntext\n", True, "text\n", 4),
    ("a BOM before it", "\ufeff---\na: b\n---\ntext\n", True, "text\n", 4),
    ("a BOM and no front matter", "\ufeff# Ada\n", False, "# Ada\n", 1),
    ("two rules in the text", "text\n\n---\n\nmore\n\n---\n", False, "text\n\n---\n\nmore\n\n---\n", 1),
    ("a blank line first", "\n---\na: b\n---\n", False, "\n---\na: b\n---\n", 1),
    ("a space first", " ---\na: b\n---\n", False, " ---\na: b\n---\n", 1),
    ("never closed", "---\na: b\ntext\n", False, "---\na: b\ntext\n", 1),
    ("one rule only", "---", False, "---", 1),
    ("four dashes open nothing", "----\na: b\n----\n", False, "----\na: b\n----\n", 1),
    ("four dashes close nothing", "---\na: b\n----\n---x\n---\ntext", True, "text", 6),
    ("text after the dashes", "--- a\n---\n", False, "--- a\n---\n", 1),
    ("three dots close nothing", "---\na: b\n...\ntext\n", False, "---\na: b\n...\ntext\n", 1),
    ("the first rule closes", "---\na: b\n---\nx\n---\ny\n", True, "x\n---\ny\n", 4),
    ("an indented rule closes nothing", "---\na: |\n  ---\n---\nx", True, "x", 5),
]


@pytest.mark.parametrize(
    ("title", "text", "present", "body", "line"), PLACES, ids=[case[0] for case in PLACES]
)
def test_place(title: str, text: str, present: bool, body: str, line: int) -> None:
    found = read("Ada.md", text)
    assert (found.present, found.body, found.body_line) == (present, body, line)


def test_every_value_knows_its_place() -> None:
    found = front('role: Founder\ntags:\n  - a\n  - "b"\nnested:\n  key: 1\nempty:\nflow: [x, {y: z}]')
    assert found.values == {
        "role": Located("Founder", 2, 7),
        "tags": Located((Located("a", 4, 5), Located("b", 5, 5)), 4, 3),
        "nested": Located({"key": Located(1, 7, 8)}, 7, 3),
        "empty": Located(None, 8, 7),
        "flow": Located((Located("x", 9, 8), Located({"y": Located("z", 9, 15)}, 9, 11)), 9, 7),
    }


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_count_as_editors_count(end: str) -> None:
    text = end.join(["---", "a: x\u2028y\u0085z", "b: 1\r2", "c: 3", "---", "body"])
    found = read("Ada.md", text)
    assert values(found) == {"a": "x\u2028y\u0085z", "b": "1\r2", "c": 3}
    assert [value.line for value in found.values.values()] == [2, 3, 4]
    assert found.body_line == 6


def test_odd_characters_are_kept_in_keys_and_nested_values() -> None:
    found = front("a\u2028b: [x\ufeffy, {c: d\u2029}, 1]")
    assert values(found) == {"a\u2028b": ["x\ufeffy", {"c": "d\u2029"}, 1]}


# --- leniency --------------------------------------------------------------------------------------

LENIENT: list[tuple[str, str, dict[str, Any]]] = [
    ("a bare link", "a: [[Ann]]", {"a": "[[Ann]]"}),
    ("a bare link below a key in quotes", '"a" : [[Ann]] and [[Bo]]', {"a": "[[Ann]] and [[Bo]]"}),
    (
        "a tab after what is bare",
        "a: [[Ann]] and [[Bo]]\nb: {{x}}\t",
        {"a": "[[Ann]] and [[Bo]]", "b": "{{x}}"},
    ),
    ("with an alias", "a: [[Ann|the boss]]", {"a": "[[Ann|the boss]]"}),
    ("with a comma", "a: [[a, b]]", {"a": "[[a, b]]"}),
    ("with a colon", "a: [[Ann|Re: x]]", {"a": "[[Ann|Re: x]]"}),
    ("with a hash after a space", "a: [[Ann #h]]\nb: c", {"a": "[[Ann #h]]", "b": "c"}),
    ("a comment after it", "a: [[Ann]]  # boss", {"a": "[[Ann]]"}),
    ("several", "a: [[Ann]], [[Bob]]\nb: c", {"a": "[[Ann]], [[Bob]]", "b": "c"}),
    ("several and a comment", "a: [[Ann]], [[Bob]] # x", {"a": "[[Ann]], [[Bob]]"}),
    ("words after it", "a: [[Ann]], it's: no", {}),
    ("an apostrophe after it", "a: [[Ann]]'s", {"a": "[[Ann]]'s"}),
    ("a hash in a word after it", "a: [[Ann]] c#", {"a": "[[Ann]] c#"}),
    ("a time after it", "a: [[Ann]] at 12:30", {"a": "[[Ann]] at 12:30"}),
    ("in a list", "a:\n  - [[Ann]]\n  - x", {"a": ["[[Ann]]", "x"]}),
    (
        "several in a list",
        "a:\n- [[A]], [[B]]\n- x\n- [[C]] (boss)\nb: c",
        {"a": ["[[A]], [[B]]", "x", "[[C]] (boss)"], "b": "c"},
    ),
    ("in a list in brackets", "a: [Ann, [[Bob]], [[Cy]]]", {"a": ["Ann", "[[Bob]]", "[[Cy]]"]}),
    ("only links in brackets", "a: [[[Ann]], [[Bob]]]", {"a": ["[[Ann]]", "[[Bob]]"]}),
    ("as a key", "[[Ann]]: x", {"[[Ann]]": "x"}),
    ("CRLF", "a: [[Ann]], [[Bob]]\r\nb: c\r", {"a": "[[Ann]], [[Bob]]", "b": "c"}),
    (
        "text in a block is not touched",
        "n: |\n  - [[A]], [[B]]\np: [[A]], [[B]]",
        {"n": "- [[A]], [[B]]\n", "p": "[[A]], [[B]]"},
    ),
    ("a list of lists stays one", "a: [[1, 2], [3]]", {"a": [[1, 2], [3]]}),
    ("so does one of quoted text", 'a: [["x", "y"]]', {"a": [["x", "y"]]}),
    ("and an empty one", "a: [[]]", {"a": [[]]}),
    ("a placeholder", "a: {{date}}", {"a": "{{date}}"}),
    ("placeholders", "a: {{date:YYYY}} {{time}}", {"a": "{{date:YYYY}} {{time}}"}),
    ("a map of maps stays one", "a: {b: {c: d}}", {"a": {"b": {"c": "d"}}}),
    ("a link that goes over two lines is no link", "a: [[x,\n  y]]", {"a": [["x", "y"]]}),
    ("a tab in a blank line", "a: b\n\t\nc: d", {"a": "b", "c": "d"}),
    ("a tab before a comment", "a: b\n \t# x: y\nc: d", {"a": "b", "c": "d"}),
    ("a tab after a dash", "a:\n  -\tb\n  - \tc", {"a": ["b", "c"]}),
    ("a character in two escapes", 'a: "\\ud83c\\udf31"', {"a": "🌱"}),
    ("a backslash before an escape", 'a: "\\\\\\ud83c\\udf31"', {"a": "\\🌱"}),
]


@pytest.mark.parametrize(("title", "yaml", "expected"), LENIENT, ids=[case[0] for case in LENIENT])
def test_lenient(title: str, yaml: str, expected: dict[str, Any]) -> None:
    assert values(front(yaml)) == expected


def test_a_link_stands_where_it_was_written() -> None:
    found = front("x: y\npeople: [[Ann]], [[Bob]]\nup:\n  - [[Cy]]")
    assert found.values["people"] == Located("[[Ann]], [[Bob]]", 3, 9)
    assert found.values["up"].value == (Located("[[Cy]]", 5, 5),)


@given(
    st.lists(st.sampled_from(["[[Ann]]", "[[Bob]], [[Cy]]", "[[D]] (x)", "plain", '"[[E]]"']), max_size=30)
)
@settings(max_examples=40, deadline=None)
def test_any_mixture_of_bare_links_in_a_list(items: list[str]) -> None:
    found = front("\n".join(["people:", *(f"  - {item}" for item in items)]))
    assert values(found) == {"people": [item.strip('"') for item in items] or None}


# --- what is wrong ---------------------------------------------------------------------------------

WRONG: list[tuple[str, str, str, int, int, str, str]] = [
    ("a colon", "a: 1\nrole: Founder: Globex", "broken-yaml", 3, 14, "a colon", 'role: "Founder: Globex"'),
    ("no colon", "a: b\njust text\nc: d", "broken-yaml", 3, 1, "neither a property", "Add the colon"),
    ("a tab", "a:\n\tb: c", "broken-yaml", 3, 1, "tab", "spaces"),
    ("a tab in a block", "a: |\n\tb", "broken-yaml", 3, 1, "tab", "spaces"),
    ("an open quote", 'a: "foo\nb: c', "broken-yaml", 2, 4, 'opened here with "', 'closing "'),
    ("an apostrophe", "a: 'It's here'\nb: c", "broken-yaml", 2, 8, "after a complete value", "in quotes"),
    ("an open list", "a: [b, c\nd: e", "broken-yaml", 2, 4, "list is opened", "closing ]"),
    ("an open map", "a: {b: c\nd: e", "broken-yaml", 2, 4, "map is opened", "closing }"),
    ("a list gone wrong", 'a: [b, "c" d]', "broken-yaml", 2, 12, "can't be read from here on", "comma"),
    ("an open link", "a: [[Ann", "broken-yaml", 2, 5, "link is not closed", 'a: "[[Ann"'),
    ("an open link in a list", "- a: x [[y\n  b: [[Ann", "broken-yaml", 3, 7, "link is not closed", "in quotes"),
    ("an at sign", "aliases:\n  - @ada", "reserved-character", 3, 5, "begin with @", '- "@ada"'),
    ("a backtick", "a: `x`", "reserved-character", 2, 4, "begin with `", 'a: "`x`"'),
    ("an at sign in a list", "aliases: [Bob, @bob, @b]", "reserved-character", 2, 16, "begin with @",
     'item in quotes: aliases: [Bob, "@bob", "@b"]'),
    ("an at sign in a map", "a: {b: @bob}", "reserved-character", 2, 8, "begin with @", "Put the value in quotes."),
    ("a percent sign", "a: %x", "reserved-character", 2, 4, "begin with %", 'a: "%x"'),
    ("an at sign and a quote", "a: @x's", "reserved-character", 2, 4, "begin with @", "in quotes"),
    ("a percent sign at the margin", "%x: y", "broken-yaml", 2, 3, "`%`", "quotes"),
    ("a directive", "%TAG ! x\n--- a", "broken-yaml", 2, 1, "directives", "Delete"),
    ("a backslash", 'a: "C:\\path"', "broken-yaml", 2, 7, "backslash", "single quotes"),
    ("half a character", 'a: "\\ud83c"', "broken-yaml", 2, 7, "stands for no character", "itself"),
    ("a short escape", 'a: "\\xZZ"', "broken-yaml", 2, 7, "hexadecimal", "single quotes"),
    ("a list on the line", "a: - b", "broken-yaml", 2, 4, "list begins", "next line"),
    ("a key on the line", "a: ? b", "broken-yaml", 2, 4, "`?`", "quotes"),
    ("indentation", "a:\n  b: c\n d: e", "broken-yaml", 4, 2, "indentation", "same indentation"),
    ("a list and a map", "- a\nb: c", "broken-yaml", 3, 1, "belong to the list", "`- `"),
    ("emphasis", "a: *b*", "broken-yaml", 2, 6, "reference", "quotes"),
    ("an ampersand", "a: & b", "broken-yaml", 2, 5, "anchor", "quotes"),
    ("an exclamation mark", "a: !<x y", "broken-yaml", 2, 7, "tag", "quotes"),
    ("text after a pipe", "a: |x\n  y", "broken-yaml", 2, 5, "`|`", "quotes"),
    ("dots in quotes", 'a: "x\n...\ny"', "broken-yaml", 3, 1, "inside a quoted text", "Close"),
    ("an unknown alias", "a: *x", "broken-yaml", 2, 4, "`*x`", "quotes"),
    ("an alias in itself", "a: &x [*x]", "broken-yaml", 2, 8, "`*x`", "quotes"),
    ("a second document", "a: b\n...\n--- c", "broken-yaml", 4, 1, "document", "Delete"),
    ("anything else", "a: b\n...\nc: d", "broken-yaml", 4, 1, "can't be read", "quotes"),
    ("twice", "a: 1\nb: 2\na: 3", "duplicate-key", 4, 1, "`a` is there twice", "Keep one"),
    ("twice below", "x:\n  a: 1\n  a: 2", "duplicate-key", 4, 3, "`a`", "Keep one"),
    ("twice as a number", "1: a\nb: c\n1.0: d", "duplicate-key", 4, 1, "`1`", "Keep one"),
    ("twice in quotes", "a: 1\n'a': 2", "duplicate-key", 3, 1, "`a`", "Keep one"),
    ("twice by an alias", "&x a: b\n*x : c", "duplicate-key", 3, 1, "`a`", "Keep one"),
    ("a conflict", "a: b\n<<<<<<< HEAD\nc: d\n=======", "conflict-in-properties", 3, 1, "conflict", "). Or: vaultnet git merge-note Ada"),
    ("a control character", "a: b\nc: d\x07", "unprintable-character", 3, 5, "U+0007", "Delete"),
    ("NUL", "a: b\x00\nc: d", "unprintable-character", 2, 5, "U+0000", "Delete"),
    ("a lone surrogate", "é: \ud800", "unprintable-character", 2, 4, "U+D800", "Delete"),
    ("brackets", "a: " + "[" * 100_000, "deep-front-matter", 2, 67, "64", "stray"),
    ("brackets in a key", "? " + "[" * 100_000, "deep-front-matter", 2, 67, "64", "stray"),
    ("dashes", "- " * 100_000, "deep-front-matter", 2, 129, "64", "stray"),
    ("size", "a: " + "x" * 300_000, "large-front-matter", 2, 1, "262,144", "below"),
    (
        "a billion laughs",
        "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(9)),
        "too-many-aliases",
        5,
        29,
        "10,000",
        "instead of",
    ),
    ("aliases of maps", "a: &a {b: [1, 2, 3]}\nc: [" + "*a," * 3000 + "]", "too-many-aliases", 3, 6005, "10,000", "instead"),
    ("text", "A letter to Ada.", "no-properties", 2, 1, "no properties", "empty line"),
    ("a list", "- a\n- b", "no-properties", 2, 1, "no properties", "empty line"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "yaml", "code", "line", "column", "says", "hint"), WRONG, ids=[case[0] for case in WRONG]
)
def test_wrong(title: str, yaml: str, code: str, line: int, column: int, says: str, hint: str) -> None:
    found = problem(yaml)
    assert (found.path, found.code, found.line, found.column) == ("Ada.md", code, line, column)
    assert says in found.message
    assert hint in found.hint
    assert code in CODES


def test_a_problem_costs_the_properties_and_nothing_else() -> None:
    found = front("a: b\na: c")
    assert (found.values, found.body, found.body_line, found.present) == ({}, "body\n", 5, True)


def test_sixty_four_levels_are_read() -> None:
    assert front("a: " + "[" * 63 + "]" * 63).problems == ()
    assert problem("a: " + "[" * 64 + "]" * 64).code == "deep-front-matter"


def test_many_repairs_end_in_a_problem() -> None:
    lines = ["- [[A]], [[B]]", "- x"] * 2000
    assert problem("\n".join(["people:", *lines])).code == "broken-yaml"


MINE = [code for code in CODES if code in {case[2] for case in WRONG}]


@pytest.mark.parametrize("code", MINE)
def test_the_catalogues_example(code: str) -> None:
    ((path, text),) = CODES[code].example.items()
    assert isinstance(text, str)
    assert [found.code for found in read(path, text).problems] == [code]


# --- never raises ----------------------------------------------------------------------------------

SOUP = st.lists(
    st.sampled_from([*fuzz.TOKENS, *fuzz.SCALARS, "\x00", "\ud800", "\u2028", "<<<<<<< x\n"]), max_size=25
)


@given(st.text() | SOUP.map("".join))
@settings(max_examples=300, deadline=None)
@example("---")
@example("---\n--- ")
@example("\ufeff")
def test_any_text_can_be_read(text: str) -> None:
    for whole in (text, f"---\n{text}\n---\n{text}"):
        found = read("Ada.md", whole)
        assert whole.endswith(found.body)
        assert not (found.values and found.problems)
        lines = whole.count("\n") + 2
        assert 1 <= found.body_line <= lines
        for located in found.values.values():
            assert 2 <= located.line <= lines
        for wrong in found.problems:
            assert 1 < wrong.line <= lines
            assert wrong.column >= 1
            assert wrong.message


# --- python-frontmatter ----------------------------------------------------------------------------


@given(
    SOUP.map("".join), st.text(max_size=20), st.sampled_from(["---\n", "\ufeff---\n", "--- \n", "-- \n", ""])
)
@settings(max_examples=150, deadline=None)
@example("a: [[Ann]]\nb: 0o17", "body", "---\n")
@example("a: b\na: c", "body", "---\n")
def test_python_frontmatter_reads_the_same(yaml: str, body: str, opening: str) -> None:
    text = f"{opening}{yaml}\n---\n{body}"
    handed = text.replace("\r\n", "\n").strip()  # what python-frontmatter hands to a handler
    found = read("Ada.md", handed)
    metadata, content = frontmatter.parse(text, handler=Handler())
    assert repr(metadata) == repr(values(found))
    assert content.removeprefix("\ufeff") == found.body.strip()
    assert Handler().detect(handed) == found.present


def test_loads() -> None:
    post = frontmatter.loads("---\npeople: [[Ann]]\nno: 12:30\n---\n\ntext\n", handler=Handler())
    assert (post.metadata, post.content) == ({"people": "[[Ann]]", "no": "12:30"}, "text")
    assert frontmatter.loads("---\n- a\n---\ntext", handler=Handler()).metadata == {}
    assert frontmatter.loads("a\n\n---\n\nb\n\n---\n", handler=Handler()).content == "a\n\n---\n\nb\n\n---"


def test_python_frontmatter_is_imported_only_for_the_handler() -> None:
    code = (
        "import sys, vaultnet.frontmatter as f; assert 'frontmatter' not in sys.modules; f.Handler; f.nothing"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=DOCS.parent.parent
    )
    assert done.stderr.rstrip().endswith(
        "AttributeError: module 'vaultnet.frontmatter' has no attribute 'nothing'"
    )


# --- the oracle: the npm package `yaml` ------------------------------------------------------------

RECORDED = compare.recorded()


def test_there_are_many_different_snippets() -> None:
    assert len({item["yaml"] for item in RECORDED}) == len(RECORDED) >= 500


def test_every_recorded_answer_is_ours_or_a_known_difference() -> None:
    wrong = []
    for item in RECORDED:
        mine, other = compare.ours(item["yaml"]), compare.theirs(item)
        if not compare.agree(mine, other) and not explanation(item["yaml"], mine, other):
            wrong.append((item["yaml"], mine, other))
    assert wrong == []


def test_every_known_difference_is_seen() -> None:
    seen = set()
    for item in RECORDED:
        mine, other = compare.ours(item["yaml"]), compare.theirs(item)
        if not compare.agree(mine, other):
            seen.add(explanation(item["yaml"], mine, other))
    assert seen == {difference.name for difference in TABLE}


def test_the_docs_list_every_difference() -> None:
    rows = re.findall(
        r"^\| ([^|]+?) \| ([^|]+?) \| (.+?) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE
    )
    begin = rows.index(("difference", "vaultnet", "why")) + 2
    assert rows[begin:] == [(item.name, item.does, item.reason.replace("|", "\\|")) for item in TABLE]


if compare.package():

    @pytest.mark.parametrize("seed", range(2))
    def test_generated_snippets_live(seed: int) -> None:
        for snippet, mine, other in fuzz.disagreements(500, seed):
            assert explanation(snippet, mine, other), snippet
