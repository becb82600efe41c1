"""The YAML 1.2 core schema: what a plain scalar means, and what JavaScript calls a key.

This is how the npm package ``yaml`` reads, and so Obsidian: ``no``, ``12:30`` and ``2026-01-02`` are text,
``0123`` is 123, ``1e3`` is 1000. Pure; libyaml finds the scalars, this module only says what they are.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Final

from vaultnet.model import Scalar

FIRST: Final = frozenset("0123456789+-.~nNtTfF")
"""The characters a plain scalar can begin with and yet not be text. All else need not be looked at."""

_WORDS: Final[dict[str, Scalar]] = {
    "": None,
    **dict.fromkeys(("~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{sign + dot: math.inf for sign in ("", "+") for dot in (".inf", ".Inf", ".INF")},
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_NUMBER: Final = re.compile(
    r"(?P<int>[-+]?[0-9]+)"
    r"|0o(?P<oct>[0-7]+)"
    r"|0x(?P<hex>[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
)
_CORE: Final = "tag:yaml.org,2002:"
_INTEGERS: Final = frozenset({"int", "oct", "hex"})
_EXACT_DIGITS: Final = 300
"""Integers with more digits than this are floats, as no double tells them apart (and Python limits them)."""
_LAST_WITHOUT_EXPONENT: Final = 1e21
"""From here on JavaScript writes a number with an exponent."""


def resolve(text: str) -> Scalar:
    """Return what a plain (unquoted, untagged) scalar means: None, a bool, a number, or the text itself.

    A float without a fraction is an int, as JavaScript knows only one kind of number.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "0123456789+-.":
        return text
    match = _NUMBER.fullmatch(text)
    return text if match is None else _number(match)


def resolve_tagged(text: str, tag: str) -> Scalar:
    """Return what a scalar with an explicit tag means; a tag that isn't of the core schema makes it text."""
    if not tag.startswith(_CORE):
        return text
    name = tag[len(_CORE) :]
    if name in ("null", "bool", "float") and text in _WORDS:
        value = _WORDS[text]
        return value if name == {type(None): "null", bool: "bool", float: "float"}[type(value)] else text
    match = _NUMBER.fullmatch(text) if name in ("int", "float") else None
    if match is None or (name == "int") != (match.lastgroup in _INTEGERS):
        return text
    return _number(match)


def _number(match: re.Match[str]) -> int | float:
    kind = match.lastgroup
    if kind == "float":
        return _whole(float(match[0]))
    if kind == "int" and len(match[0]) > _EXACT_DIGITS:
        return _whole(float(match[0]))
    value = int(match[kind or 0], {"oct": 8, "hex": 16}.get(kind or "", 10))
    try:
        return value if value.bit_length() < _EXACT_DIGITS * 3 else float(value)
    except OverflowError:
        return math.inf


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < _LAST_WITHOUT_EXPONENT else value


def key_name(key: Scalar) -> str:
    """Return the name that a JavaScript object gives a key: ``""`` for null, ``true``, ``1`` for ``1.0``."""
    if isinstance(key, str):
        return key
    if key is None:
        return ""
    if isinstance(key, bool):
        return "true" if key else "false"
    return _number_name(float(key))


def _number_name(value: float) -> str:
    """JavaScript's ``String(value)``: the shortest digits that read back the same, and its own exponents."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    sign, numbers, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits = "".join(map(str, numbers))
    point = len(digits) + int(exponent)
    return "-" * sign + _placed(digits, point)


def _placed(digits: str, point: int) -> str:
    if len(digits) <= point <= 21:
        return digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{point - 1:+d}"
