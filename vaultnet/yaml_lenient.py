"""What is done for a text before libyaml reads it, and when libyaml can't: characters, limits, bare links.

libyaml is of YAML 1.1 and strict; this module makes up for what people write and Obsidian shows all the
same. Every rewriting keeps lines and columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.events import StreamEndEvent

from vaultnet.model import Located
from vaultnet.yaml_faults import explain, place, unprintable
from vaultnet.yaml_quick import read_quick
from vaultnet.yaml_tree import Fault, build

MAX_SIZE: Final = 256 * 1024
"""Characters of front matter that are read at most."""
_MAX_REPAIRS: Final = 100
_REPAIR_BUDGET: Final = 512 * 1024
"""Characters that are read again at most because of bare links: a long text gets fewer repairs."""

_Read = TypeVar("_Read")

_ODD: Final = "\x85\u2028\u2029\ufeff"
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
_CONFLICT: Final = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
_DIRECTIVE: Final = re.compile(r"^%(?:TAG|YAML)\b", re.MULTILINE)
_PAIR: Final = re.compile(r"(?<!\\)((?:\\\\)*)(\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2})")
"""A character beyond U+FFFF, escaped as in JSON."""
_TABBED_BLANK: Final = re.compile(r"^\t[ \t]*(?=#|\r?$)", re.MULTILINE)
"""A tab that indents nothing: libyaml takes offence at it. At the margin it can't be part of a text."""
_TABBED: Final = re.compile(
    r"^[ ]*\t[ \t]*(?=#|\r?$)"
    r"|^(?:[ ]+|[ ]*(?:-[ ]+)*-[ ]*)\t[ \t]*(?![-?:][ \t\r]|[-?:]$|.*:[ \t\r]|.*:$)"
)
"""The same after spaces, and a tab between a dash and its value."""
_HAS_BARE: Final = re.compile(r"\[\[|\{\{")
_BARE_LINE: Final = re.compile(
    r"""
    (?P<head>
        [ ]* (?:-[ ]+)*
        (?: (?: "[^"\n]*"[ ]* | '[^'\n]*'[ ]* | [^\s"'#\[\]{}&*!|>%@`,-][^:\n]* ) :[ \t]+ )?
    )
    (?P<value>
        (?: \[\[[^\[\]\n]+\]\] | \{\{[^{}\n]*\}\} )
        (?: \[\[[^\[\]\n]+\]\] | \{\{[^{}\n]*\}\}
          | [^\s#:\[\]{}] | :(?=\S) | (?<=\S)\# | [ \t]+(?=[^\#\s]) )*
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
    quick = read_quick(source, first_line)
    if quick is not None:
        return quick
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


def events(source: str) -> list[Any]:
    """Return libyaml's events for a text that `read_yaml` can read; their marks fit the text as it is.

    The scalars' values are not to be used: what libyaml can't read has been written over. Raises `Fault`.
    """
    stand_ins = _stand_ins(source)
    tamed = _LONE_RETURN.sub(stand_ins["\r"], source) if stand_ins else source
    for odd in _ODD if stand_ins else "":
        tamed = tamed.replace(odd, stand_ins[odd])
    return _repairing(tamed, _events, _written_over)


def _events(source: str) -> list[Any]:
    get = CParser(source).get_event
    found = [get()]
    while found[-1].__class__ is not StreamEndEvent:
        found.append(get())
    return found


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
    return _repairing(source, lambda repaired: build(repaired, first_line), _quoted)


def _repairing(source: str, read: Callable[[str], _Read], write: Callable[[str], str]) -> _Read:
    """Read a text, again and again without what libyaml stumbles over; ``write`` gives what replaces it."""
    repairs = min(_MAX_REPAIRS, _REPAIR_BUDGET // (len(source) + 1))
    while True:
        try:
            return read(source)
        except UnicodeEncodeError:
            raise unprintable(source) from None
        except YAMLError as error:
            repaired = _repaired(source, error, write) if repairs else source
            if repaired == source:
                raise explain(error, source) from None
            repairs -= 1
            source = repaired


def _quoted(bare: str) -> str:
    """A bare link in quotes, a character written as two escapes as itself."""
    if bare.startswith("\\u"):
        return bytes.fromhex(bare.replace("\\u", "")).decode("utf-16-be")
    return "'" + bare.replace("'", "''") + "'"


def _written_over(bare: str) -> str:
    return "x" * len(bare)


def _repaired(source: str, error: YAMLError, write: Callable[[str], str]) -> str:
    """The text without what libyaml stumbled over, if Obsidian doesn't stumble or it is a bare link."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return source
    problem, line = error.problem or "", error.problem_mark.line
    if "maximum nesting" in problem:
        return source[: error.problem_mark.index]  # deep enough for `build` to say so, at the right place
    lines = source.split("\n")
    if "invalid Unicode character escape" in problem:
        lines[line] = _PAIR.sub(lambda match: match[1] + write(match[2]), lines[line])
        return "\n".join(lines)
    if "\t" in source and line < len(lines) and "block scalar" not in (error.context or ""):
        lines[line] = _TABBED.sub(_spaced, lines[line])
        untabbed = _TABBED_BLANK.sub(_spaced, "\n".join(lines))
        if untabbed != source:
            return untabbed
    if _HAS_BARE.search(source):
        begin = error.context_mark.line if error.context_mark else line
        return _without_links(lines, line, write) or _without_links(lines, begin, write) or source
    return source


def _spaced(match: re.Match[str]) -> str:
    return match[0].replace("\t", " ")


def _without_links(lines: list[str], number: int, write: Callable[[str], str]) -> str:
    """The text with bare links replaced in this line and in the like ones after it; empty if it has none."""
    match = _BARE_LINE.match(lines[number]) if number < len(lines) else None
    indent = len(match["head"]) - len(match["head"].lstrip(" ")) if match else 0
    found = match is not None
    while match and match["head"].startswith(" " * indent):
        lines[number] = match["head"] + write(match["value"]) + lines[number][match.end("value") :]
        number += 1
        match = _BARE_LINE.match(lines[number]) if number < len(lines) else None
    return "\n".join(lines) if found else ""
