"""The YAML 1.2 core schema, scalar by scalar. tests/test_frontmatter.py compares with the npm package."""

from __future__ import annotations

import json
import math
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultnet.yaml_core import FIRST, key_name, resolve, resolve_tagged

CORE = "tag:yaml.org,2002:"

TEXT = (
    "no No NO yes on off y n tRUE nULL 12:30 1:2:3 2026-01-02 2026-02-30 --05-02 1_000 1,000 0b101 0O17 -0o17 0o8 0xfg"
    " -0x1F . .. - + 1.5.2 .iNF -.nan e3 1e 6w 45d +49-151 ١٢ Ada tier note false?"
).split()

VALUES = [
    ("", None),
    ("~", None),
    ("null", None),
    ("NULL", None),
    ("true", True),
    ("TRUE", True),
    ("False", False),
    ("0", 0),
    ("-0", 0),
    ("0123", 123),
    ("+12", 12),
    ("0o17", 15),
    ("0x1F", 31),
    ("1e3", 1000),
    ("1E-2", 0.01),
    ("1.50", 1.5),
    ("3.0", 3),
    ("5.", 5),
    (".5", 0.5),
    ("-.5e1", -5),
    ("12345678901234567890", 12345678901234567890),
    (".inf", math.inf),
    ("+.INF", math.inf),
    ("-.Inf", -math.inf),
    ("1e400", math.inf),
    ("9" * 400, math.inf),
    ("0" * 400 + "7", 7),
    ("0x" + "f" * 300, math.inf),
    ("0x" + "f" * 240, float(16**240)),
]

TAGGED = [
    ("str keeps the text", "12", "str", "12"),
    ("int reads quoted digits", "0x1F", "int", 31),
    ("int leaves what is none", "1.5", "int", "1.5"),
    ("float", "1.5", "float", 1.5),
    ("float in words", "-.inf", "float", -math.inf),
    ("float leaves an int", "1", "float", "1"),
    ("float leaves words of others", "true", "float", "true"),
    ("bool", "true", "bool", True),
    ("bool leaves yes", "yes", "bool", "yes"),
    ("null", "", "null", None),
    ("null leaves text", "a", "null", "a"),
    ("a type of YAML 1.1", "2026-01-02", "timestamp", "2026-01-02"),
]

NAMES = [
    (None, ""),
    (True, "true"),
    (False, "false"),
    (0, "0"),
    (-0.0, "0"),
    (1, "1"),
    (1.5, "1.5"),
    (-2.25, "-2.25"),
    (1e21, "1e+21"),
    (1.5e300, "1.5e+300"),
    (123456789012345680000, "123456789012345680000"),
    (12345678901234567890, "12345678901234567000"),
    (0.00001, "0.00001"),
    (1e-7, "1e-7"),
    (-1.25e-9, "-1.25e-9"),
    (math.inf, "Infinity"),
    (-math.inf, "-Infinity"),
    (math.nan, "NaN"),
    ("as it is", "as it is"),
]


@pytest.mark.parametrize("text", TEXT)
def test_text_stays_text(text: str) -> None:
    assert resolve(text) == text


@pytest.mark.parametrize(("text", "value"), VALUES, ids=lambda value: str(value)[:20])
def test_values(text: str, value: object) -> None:
    got = resolve(text)
    assert got == value
    assert type(got) is type(value)


def test_nan() -> None:
    assert all(math.isnan(resolve(text)) for text in (".nan", ".NaN", ".NAN"))


@pytest.mark.parametrize(("title", "text", "tag", "value"), TAGGED, ids=lambda value: str(value)[:30])
def test_tags(title: str, text: str, tag: str, value: object) -> None:
    assert resolve_tagged(text, CORE + tag) == value


@pytest.mark.parametrize("tag", ["!", "!mine", "tag:example.org,2026:int"])
def test_foreign_tags_make_text(tag: str) -> None:
    assert resolve_tagged("12", tag) == "12"


@pytest.mark.parametrize(("key", "name"), NAMES)
def test_names_of_keys(key: float | str | None, name: str) -> None:
    assert key_name(key) == name


@settings(max_examples=50)
@given(st.text(alphabet=string.printable, min_size=1, max_size=8))
def test_only_the_first_character_can_make_something_else_of_a_text(text: str) -> None:
    assert text[0] in FIRST or resolve(text) == text


@settings(max_examples=50)
@given(st.floats(allow_nan=False, allow_infinity=False))
@example(5e-324)
@example(1.7976931348623157e308)
def test_a_number_reads_back_from_its_name(number: float) -> None:
    assert float(key_name(number)) == number


@settings(max_examples=50)
@given(st.integers(-(10**15), 10**15))
def test_numbers_are_read_as_json_reads_them(number: int) -> None:
    assert resolve(str(number)) == json.loads(str(number))
    assert resolve(f"{number}.0") == number
