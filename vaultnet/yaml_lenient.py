"""What is done for a text before libyaml reads it, and when libyaml can't: characters, limits, bare links.

libyaml is of YAML 1.1 and strict; this module makes up for what people write and Obsidian shows all the
same. Every rewriting keeps lines and columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from yaml import YAMLError

from vaultnet.model import Located
from vaultnet.yaml_faults import explain, place, unprintable
from vaultnet.yaml_tree import Fault, build

MAX_SIZE: Final = 256 * 1024
"""Characters of front matter that are read at most."""
_MAX_REPAIRS: Final = 16
_REPAIR_BUDGET: Final = 512 * 1024
"""Characters that are read again at most because of bare links: a long text gets fewer repairs."""

_ODD: Final = "\x85\u2028\u2029\ufeff"
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
_CONFLICT: Final = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
_DIRECTIVE: Final = re.compile(r"^%(?:TAG|YAML)\b", re.MULTILINE)
_HAS_BARE: Final = re.compile(r"\[\[|\{\{")
_BARE_LINE: Final = re.compile(
    r"""
    (?P<head>
        [ ]* (?:-[ ]+)*
        (?: (?: "[^"\n]*" | '[^'\n]*' | [^\s"'#\[\]{}&*!|>%@`,-][^:\n]* ) :[ \t]+ )?
    )
    (?P<value>
        (?: \[\[[^\[\]\n]+\]\] | \{\{[^{}\n]*\}\} )
        (?: \[\[[^\[\]\n]+\]\] | \{\{[^{}\n]*\}\}
          | [^\s#:\[\]{}] | :(?=\S) | (?<=\S)\# | [ \t]+(?![#\s]) )*+
    )
    [ \t]* (?:[ \t]\#.*)? \r? $
    """,
    re.VERBOSE,
)
"""A line whose value begins with an unquoted link or placeholder and goes on after it."""


def read_yaml(source: str, first_line: int = 1) -> Located | None:
    """Return a YAML text's value, or None where there is none. ``first_line`` is the line it begins at.

    Raises `Fault`, and nothing else.
    """
    _refuse(source)
    if source.isascii() and "\r" not in source:
        return _read(source, first_line)
    stand_ins = _stand_ins(source)
    if not stand_ins:
        return _read(source, first_line)
    tamed = _LONE_RETURN.sub(stand_ins["\r"], source)
    for odd in _ODD:
        tamed = tamed.replace(odd, stand_ins[odd])
    root = _read(tamed, first_line)
    back = str.maketrans({there: here for here, there in stand_ins.items()})
    return None if root is None else _restored(root, back)


def _refuse(source: str) -> None:
    """Raise for what must not even reach libyaml: it ends at a NUL, and some texts cost it far too much."""
    if len(source) > MAX_SIZE:
        message = f"The front matter has {len(source):,} characters; at most {MAX_SIZE:,} are read."
        raise Fault(0, 0, "large-front-matter", message, "Move the long text below the second `---`.")
    if "\0" in source:
        raise unprintable(source)
    if "<<<<<<<" in source and (match := _CONFLICT.search(source)):
        message = "Git left a conflict in the properties, so they can't be read."
        hint = "Keep the lines you want and delete the markers (<<<<<<<, =======, >>>>>>>)."
        raise Fault(*place(source, match.start()), "conflict-in-properties", message, hint)
    if "%" in source and (match := _DIRECTIVE.search(source)):
        message = "YAML directives have no place in a note's properties."
        raise Fault(*place(source, match.start()), "broken-yaml", message, "Delete this line.")


def _stand_ins(source: str) -> dict[str, str]:
    """A character not in the text for each that libyaml treats unlike Obsidian; nothing if none occurs.

    libyaml breaks lines at U+0085, U+2028, U+2029 and a lone carriage return, and refuses a BOM in the text.
    """
    if not (_LONE_RETURN.search(source) or any(odd in source for odd in _ODD)):
        return {}
    used = set(source)
    free = (chr(code) for code in range(0x10FFFD, 0, -1) if chr(code) not in used)
    return dict(zip(("\r", *_ODD), free, strict=False))


def _restored(located: Located, back: Mapping[int, str]) -> Located:
    value = located.value
    if isinstance(value, str):
        return Located(value.translate(back), located.line, located.column)
    if isinstance(value, tuple):
        return Located(tuple(_restored(item, back) for item in value), located.line, located.column)
    if isinstance(value, Mapping):
        pairs = {key.translate(back): _restored(item, back) for key, item in value.items()}
        return Located(pairs, located.line, located.column)
    return located


def _read(source: str, first_line: int) -> Located | None:
    repairs = min(_MAX_REPAIRS, _REPAIR_BUDGET // (len(source) + 1))
    while True:
        try:
            return build(source, first_line)
        except UnicodeEncodeError:
            raise unprintable(source) from None
        except YAMLError as error:
            repaired = _with_links_quoted(source, error) if repairs and _HAS_BARE.search(source) else None
            if repaired is None:
                raise explain(error, source) from None
            repairs -= 1
            source = repaired


def _with_links_quoted(source: str, error: YAMLError) -> str | None:
    """Quote the bare links in the line at fault and in the like ones after it; None if there are none."""
    lines = source.split("\n")
    for mark in (getattr(error, "problem_mark", None), getattr(error, "context_mark", None)):
        number = mark.line if mark and mark.line < len(lines) else 0
        if not (match := _BARE_LINE.match(lines[number])):
            continue
        indent = len(match["head"]) - len(match["head"].lstrip(" "))
        while number < len(lines) and match and match["head"].startswith(" " * indent):
            quoted = match["value"].replace("'", "''")
            lines[number] = f"{match['head']}'{quoted}'{lines[number][match.end('value') :]}"
            number += 1
            match = _BARE_LINE.match(lines[number]) if number < len(lines) else None
        return "\n".join(lines)
    return None
