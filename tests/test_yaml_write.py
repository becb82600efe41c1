"""Values as YAML scalars: what is written reads as the same value, here and to a reader of YAML 1.1."""

from __future__ import annotations

import math
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vaultnet.edits import yaml_write
from vaultnet.frontmatter import plain, read

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LIKELY = st.text(st.sampled_from("019abxyeEonf_.,:-+~ #'\"[]{}@%&*!|>?=\\\t\n"), max_size=10)

PLAIN = (
    "Vienna", "Ada Lovelace", "6w", "45d", "every 6 weeks", "Zoë O'Neill", "C#", "R&D", "https://example.com/a?b=c#d",
    "ada@example.com", "Acme (Vienna)", "2026-11-20 Ada", "3rd floor", "a - b", "山田 太郎", "x%", "1st", "2 months",
)  # fmt: skip
QUOTED = (
    "", "yes", "No", "ON", "off", "y", "N", "true", "null", "NaN", "inf", "1", "007", "0o7", "0x1F", "0b1", "1e3", "1E-2", "1_000",
    "1,000", "1.5", "1.", "12:30", "1:2:3", "2026-11-20", "2026-1-2", "2026-11-20 10:00", "2026-11-20T10:00:00Z", "~", ".5", "-1",
    "+1", "=", "<<", "@x", "`x`", "%x", "&x", "*x", "!x", "|", ">", "- x", "-", "? x", ": x", "a: b", "a:", "a #b", "#x", "[x]",
    "{x}", "[[Ada]]", "{{date}}", "x {{date}}", "<% x %>", "x <% x", "'x'", '"x"', " x", "x ", "a\tb", "a\nb", "a\x85b", "a\u2028b", "\ufeffx",
    "---", "...", "🌱",
)  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_plain(text: str) -> None:
    assert yaml_write.scalar(text) == text


@pytest.mark.parametrize("text", QUOTED)
def test_quoted(text: str) -> None:
    assert yaml_write.scalar(text).startswith('"')
    assert not yaml_write.is_plain(text)


@pytest.mark.parametrize(
    ("value", "quote", "flow", "written"),
    [
        (True, "", False, "true"),
        (False, '"', False, "false"),
        (5, "'", False, "5"),
        (0.5, "", False, "0.5"),
        (math.inf, "", False, ".inf"),
        (-math.inf, "", False, "-.inf"),
        (math.nan, "", False, ".nan"),
        (None, "", False, "null"),
        (date(2026, 11, 20), "", False, "2026-11-20"),
        (date(2026, 11, 20), '"', False, '"2026-11-20"'),
        ("Vienna", '"', False, '"Vienna"'),
        ("Vienna", "'", False, "'Vienna'"),
        ("it's", "'", False, "'it''s'"),
        ("two\nlines", "'", False, '"two\\nlines"'),
        ("\x07\x7f\x85\u2028", "", False, '"\\u0007\\u007f\\u0085\\u2028"'),
        ("Acme, Inc.", "", False, "Acme, Inc."),
        ("Acme, Inc.", "", True, '"Acme, Inc."'),
        ("a:b", "", True, '"a:b"'),
        ("[[Ada]]", "", True, '"[[Ada]]"'),
    ],
)
def test_written(value: object, quote: str, flow: bool, written: str) -> None:
    assert yaml_write.scalar(value, quote, flow=flow) == written  # type: ignore[arg-type]


@given(text=st.one_of(TEXTS, LIKELY), quote=st.sampled_from(("", "'", '"')), flow=st.booleans())
def test_reads_as_the_same_text_to_every_reader(text: str, quote: str, flow: bool) -> None:
    written = yaml_write.scalar(text, quote, flow=flow)
    assert "\n" not in written
    line = f"key: [{written}, x]\n" if flow else f"key: {written} # x\n"
    wanted = [text, "x"] if flow else text
    front = read("note.md", f"---\n{line}---\n")
    assert not front.problems
    assert plain(front.values["key"]) == wanted
    assert yaml.safe_load(line) == {"key": wanted}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("one\ntwo", "|-\n  one\n  two"),
        ("one\ntwo\n", "|\n  one\n  two"),
        ("one\n\n two\n", "|\n  one\n\n   two"),
        ("one\n\n", None),
        (" one\ntwo", None),
        ("\none", None),
        ("one \ntwo", None),
        ("one\x07\ntwo", None),
    ],
)
def test_block(text: str, written: str | None) -> None:
    assert yaml_write.block(text, "  ", "\n") == written


@given(text=st.text(st.sampled_from("ab: #-'\"\n"), max_size=20))
def test_a_block_reads_as_its_text(text: str) -> None:
    written = yaml_write.block(text, "   ", "\n")
    if written is not None:
        assert plain(read("note.md", f"---\nkey: {written}\nmore: 1\n---\n").values["key"]) == text


def test_halves_of_characters_are_no_text() -> None:
    assert not yaml_write.is_text("\udce9")
    assert yaml_write.is_text("🌱")
