"""A value becomes a YAML scalar that every reader takes for the same value, those of YAML 1.1 too.

Text is written plain where nothing else could be read from it, else in quotes; the style of the quotes that
were there before is kept where it can hold the text.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date
from typing import Final

from vaultnet.model import Scalar

_PLAIN: Final = re.compile(
    r"[^\W_][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]*(?<![\s:])"
)
"""Text that begins with a letter or a digit and goes on as a line of text; `_BREAKING` is looked for as well."""
_BREAKING: Final = re.compile(r":\s|\s#|\{\{|<%")
_IN_FLOW: Final = re.compile(r"[,:\[\]{}?]")
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_NUMBER: Final = re.compile(
    r"0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+"
    r"|[0-9][0-9_,]*(?::[0-9]+)*(?:\.[0-9_,]*)?(?:e[-+]?[0-9]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t\s]\s*[0-9].*)?",
    re.IGNORECASE,
)
"""What some reader takes for a number, a time of day or a date: ``0777``, ``1e3``, ``12:30``, ``2026-01-02``."""
_ODD: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SINGLE: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]*")


def scalar(value: Scalar | date, quote: str = "", *, flow: bool = False) -> str:
    """Write a value on one line.

    ``quote`` is the quotation mark, ``'`` or ``"``, that was there before: text and days keep it. ``flow`` says
    that the value stands within brackets or braces, where commas and colons mean something.
    """
    if isinstance(value, date):
        return f"{quote}{value.isoformat()}{quote}"
    if isinstance(value, str):
        return _text(value, quote, flow=flow)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _number(value)


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Tell whether a text can stand without quotes and be the same text to every reader."""
    if not _PLAIN.fullmatch(text) or _BREAKING.search(text) or text.casefold() in _WORDS:
        return False
    return not (_NUMBER.fullmatch(text) or (flow and _IN_FLOW.search(text)))


def is_text(text: str) -> bool:
    """Tell whether a text can be written at all: half a character is none, as from bytes that are not UTF-8."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def block(text: str, indent: str, eol: str) -> str | None:
    """Write a text of several lines after ``|``, as it stands; None where only quotes can hold it.

    The lines are indented by ``indent``; the last one has no line end.
    """
    lines = text.rstrip("\n").split("\n")
    kept = len(text) - len(text.rstrip("\n"))
    if kept > 1 or not lines[0].strip() or lines[0][0] in " \t" or not all(map(_SINGLE.fullmatch, lines)):
        return None
    if any(line != line.rstrip() for line in lines):
        return None
    return eol.join(["|" if kept else "|-", *(indent + line if line else "" for line in lines)])


def _text(text: str, quote: str, *, flow: bool) -> str:
    if quote == "'" and _SINGLE.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    if not quote and is_plain(text, flow=flow):
        return text
    return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _number(value: float) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    return repr(value)
