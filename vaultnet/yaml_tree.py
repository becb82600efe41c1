"""libyaml's events become `Located` values, by the YAML 1.2 core schema and with limits.

No composer and no constructor in between: events are read one by one, so that depth is checked before
libyaml goes deeper, every value keeps its place, and what a scalar means is decided in `yaml_core`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from vaultnet.model import Located, Scalar
from vaultnet.yaml_core import FIRST, key_name, resolve, resolve_tagged

MAX_DEPTH: Final = 64
"""Lists and maps within each other; Obsidian's property pane can't edit more than one."""
MAX_ALIASED: Final = 10_000
"""Values that aliases may add by repeating what is anchored elsewhere."""

BARE: Final = re.compile(r"""\[\[(?![\s"'\[{&*!])[^\[\]\n]+\]\]|\{\{[^{}\n]*\}\}""")
"""An unquoted ``[[link]]``, which YAML takes for a list in a list, or ``{{placeholder}}``, a map in a map."""

# A frozen dataclass sets its fields one by one through object.__setattr__, which costs twice as much as this.
_new: Final = object.__new__
_set_value: Final[Callable[[Located, Any], None]] = Located.__dict__["value"].__set__
_set_line: Final[Callable[[Located, int], None]] = Located.__dict__["line"].__set__
_set_column: Final[Callable[[Located, int], None]] = Located.__dict__["column"].__set__


def located(value: Any, line: int, column: int) -> Located:
    """Make a `Located`, in half the time."""
    made = _new(Located)
    _set_value(made, value)
    _set_line(made, line)
    _set_column(made, column)
    return made


class Fault(Exception):
    """Why a text can't be read. Line and column count from 0, as libyaml's marks do."""

    def __init__(self, line: int, column: int, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.code = code
        self.message = message
        self.hint = hint


def build(source: str, first_line: int = 1) -> Located | None:
    """Return the value of a YAML text with one document, or None where there is nothing but comments.

    ``first_line`` is the line at which ``source`` begins. Raises `Fault` where a limit or a rule is broken,
    ``yaml.YAMLError`` where libyaml can't read on.
    """
    return _Tree(source, first_line).root()


class _Tree:
    """Reads the events of one text; every method that reads a node has seen its first event."""

    __slots__ = ("aliased", "anchors", "first_line", "get", "marked", "source")

    def __init__(self, source: str, first_line: int) -> None:
        self.source = source
        self.first_line = first_line
        # Nearly no note has anchors or tags, and to ask every event costs time.
        self.marked = "&" in source or "!" in source
        self.get: Callable[[], Any] = CParser(source).get_event
        self.anchors: dict[str, Located] = {}
        self.aliased = 0

    def root(self) -> Located | None:
        get = self.get
        get()  # the stream's start
        if get().__class__ is StreamEndEvent:
            return None
        value = self.node(get(), 0)
        get()  # the document's end
        event: Any = get()
        if event.__class__ is DocumentStartEvent:
            raise _fault(
                event,
                "broken-yaml",
                "Another YAML document begins here; the properties of a note are one document.",
                "Delete the line `...`, or put it in quotes if it is meant as text.",
            )
        return value

    def mapping(self, depth: int) -> dict[str, Located]:
        """Read a mapping's pairs up to its end. The first event has been seen."""
        get, first_line, marked = self.get, self.first_line, self.marked
        values: dict[str, Located] = {}
        others: set[tuple[type, Scalar]] = set()
        while True:
            event = get()
            kind = event.__class__
            if kind is ScalarEvent and not (marked and (event.anchor or event.tag)):
                key: Any = event.value
                if not event.style and (not key or key[0] in FIRST):
                    key = resolve(key)
            elif kind is MappingEndEvent:
                return values
            else:
                key = self.key(event)
            if others or key.__class__ is not str:
                key = _distinct(event, key, values, others)
            elif key in values:
                raise _twice(event, key)
            event = get()
            kind = event.__class__
            if kind is ScalarEvent and not (marked and (event.anchor or event.tag)):
                text: Any = event.value
                if not event.style and (not text or text[0] in FIRST):
                    text = resolve(text)
                mark = event.start_mark
                values[key] = located(text, mark.line + first_line, mark.column + 1)
            else:
                values[key] = self.node(event, depth)

    def sequence(self, depth: int) -> tuple[Located, ...]:
        """Read a sequence's items up to its end. The first event has been seen."""
        get, first_line, marked = self.get, self.first_line, self.marked
        items: list[Located] = []
        while True:
            event = get()
            kind = event.__class__
            if kind is ScalarEvent and not (marked and (event.anchor or event.tag)):
                text: Any = event.value
                if not event.style and (not text or text[0] in FIRST):
                    text = resolve(text)
                mark = event.start_mark
                items.append(located(text, mark.line + first_line, mark.column + 1))
            elif kind is SequenceEndEvent:
                return tuple(items)
            else:
                items.append(self.node(event, depth))

    def node(self, event: Any, depth: int) -> Located:
        """Read any node: the way for what is not a plain pair or item."""
        if event.__class__ is AliasEvent:
            return self.alias(event)
        value: Any
        if event.__class__ is ScalarEvent:
            value = _meaning(event)
        else:
            depth += 1
            if depth > MAX_DEPTH:
                raise _too_deep(event)
            value = self.bare(event) if event.flow_style else None
            if value is None:
                value = self.mapping(depth) if event.__class__ is MappingStartEvent else self.sequence(depth)
        mark = event.start_mark
        located = Located(value, mark.line + self.first_line, mark.column + 1)
        if event.anchor:
            self.anchors[event.anchor] = located
        return located

    def key(self, event: Any) -> Scalar:
        """A key that is not a plain scalar; a list or a map is named by its text, as written."""
        if event.__class__ is SequenceStartEvent or event.__class__ is MappingStartEvent:
            return self.over(event)
        value = self.node(event, 0).value
        return self.written(event, event) if isinstance(value, (tuple, Mapping)) else value

    def bare(self, event: Any) -> str | None:
        """Read over an unquoted link or placeholder that begins with this event, and return its text."""
        return self.over(event) if BARE.match(self.source, event.start_mark.index) else None

    def over(self, event: Any) -> str:
        """Read over a whole collection and return its text."""
        begin, depth = event, 1
        while depth:
            event = self.get()
            if event.__class__ is SequenceStartEvent or event.__class__ is MappingStartEvent:
                depth += 1
                if depth > MAX_DEPTH:
                    raise _too_deep(event)
            elif event.__class__ is SequenceEndEvent or event.__class__ is MappingEndEvent:
                depth -= 1
        return self.written(begin, event)

    def written(self, begin: Any, end: Any) -> str:
        return self.source[begin.start_mark.index : end.end_mark.index].rstrip()

    def alias(self, event: Any) -> Located:
        """What an alias stands for: the very same value, so that repeating it costs no memory."""
        name = event.anchor
        located = self.anchors.get(name)
        if located is None:
            raise _fault(
                event,
                "broken-yaml",
                f"`*{name}` refers to an anchor `&{name}` that is not set before it.",
                "Put the value in quotes if it is meant as text.",
            )
        self.aliased += _size(located)
        if self.aliased > MAX_ALIASED:
            raise _fault(
                event,
                "too-many-aliases",
                f"Written out, the aliases in this front matter are more than {MAX_ALIASED:,} values.",
                "Write the values out instead of repeating them with `*`.",
            )
        return located


def _meaning(event: Any) -> Scalar:
    if event.tag is not None:
        return resolve_tagged(event.value, event.tag)
    return event.value if event.style else resolve(event.value)


def _size(located: Located) -> int:
    """How many values there are when everything is written out; stops counting beyond the limit."""
    count, left = 0, [located]
    while left and count <= MAX_ALIASED:
        value = left.pop().value
        count += 1
        if isinstance(value, tuple):
            left.extend(value[:MAX_ALIASED])
        elif isinstance(value, Mapping):
            left.extend(value.values())
    return count


def _distinct(event: Any, key: Scalar, values: dict[str, Located], others: set[tuple[type, Scalar]]) -> str:
    """A key's name in a map with keys other than text: ``1`` and ``"1"`` differ, and have one name."""
    if not others:
        others.update((str, known) for known in values)
    name = key_name(key)
    if (key.__class__, key) in others:
        raise _twice(event, name)
    others.add((key.__class__, key))
    return name


def _too_deep(event: Any) -> Fault:
    message = f"Lists and maps are nested more than {MAX_DEPTH} deep here."
    return _fault(event, "deep-front-matter", message, "Look for stray `[`, `{` or `- ` on this line.")


def _fault(event: Any, code: str, message: str, hint: str) -> Fault:
    return Fault(event.start_mark.line, event.start_mark.column, code, message, hint)


def _twice(event: Any, name: str) -> Fault:
    return _fault(
        event,
        "duplicate-key",
        f"The property `{name}` is there twice, so Obsidian reads none of this note's properties.",
        "Keep one of the two; put several values in a list.",
    )
