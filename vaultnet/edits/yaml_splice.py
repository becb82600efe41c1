"""One property in the text of a front matter is changed, added or removed; all else stays as it stands.

Comments stay, too: those beside what goes are set on lines of their own. Whoever calls reads the result again
and compares (`vaultnet.edits.spans`); `Stuck` is raised only where something better can be said than that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final, NamedTuple, TypeAlias

from vaultnet.edits.yaml_places import Node, Pair, Places, places
from vaultnet.edits.yaml_write import block, scalar
from vaultnet.model import Scalar

Single: TypeAlias = "Scalar | date"
Wanted: TypeAlias = "Single | tuple[Single, ...]"

_MANY_STEPS: Final = 100
"""Changes to a list's items after which it is written anew."""
_MANY_COMPARED: Final = 250_000
"""Pairs of items that are compared at most to find out what has changed in a list."""


class Stuck(Exception):
    """Why a property can't be edited: a sentence, and what to do."""

    def __init__(self, message: str, hint: str = "Change it in the note itself.") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class _Splice(NamedTuple):
    """What takes the place of a part of the text."""

    start: int
    end: int
    text: str


def change(source: str, number: int, value: Wanted, before: object) -> str:
    """Give a property, by its place among them, another value. ``before`` is what it says, as `plain` has it.

    Raises `Stuck`, or `Fault` where the text can't be read any more.
    """
    at = places(source)
    pair = at.pairs[number]
    node = pair.value
    _refuse(at, pair, node.anchors() if not _both_lists(node, value) else {node.anchor})
    if node.form == "map":
        raise Stuck("It holds further properties, and only plain values and lists are edited.")
    flow = _flow(at)
    if not isinstance(value, tuple):
        return _replaced(at, pair, _scalar(at, node, value, flow=flow))
    if isinstance(before, list) and _both_lists(node, value):
        return _list_changed(source, number, value, before)
    indent = _block_indent(at)
    quote = _quote(node)
    if indent is None or not value or source.count("\n", pair.colon, node.end):
        return _replaced(at, pair, _flow_list(value, quote))
    lines = _block_list(value, indent, at.eol(pair.colon), quote)
    end = at.line_end(node.end)
    return _spliced(
        source, [_Splice(pair.colon + 1, max(node.end, pair.colon + 1), ""), _Splice(end, end, lines)]
    )


def add(source: str, key: str, value: Wanted, eol: str) -> str:
    """Add a property at the end; ``eol`` ends the line before. Raises `Stuck` and `Fault`."""
    at = places(source)
    if at.root is not None and at.root.flow and at.root.form == "map":
        written = _flow_list(value, "") if isinstance(value, tuple) else scalar(value, flow=True)
        return _added_in_braces(at, at.root, f"{scalar(key, flow=True)}: {written}")
    if at.root is not None and at.root.form != "map":
        raise Stuck("There is something in place of the properties, so none can be added.", "Delete it.")
    margin = _margin(at)
    if not isinstance(value, tuple):
        line = f"{margin}{scalar(key)}: {scalar(value)}{eol}"
    else:
        indent = _block_indent(at)
        if indent is None or not value:
            line = f"{margin}{scalar(key)}: {_flow_list(value, '')}{eol}"
        else:
            line = f"{margin}{scalar(key)}:{eol}{_block_list(value, indent, eol, '')}"
    return source + line


def remove(source: str, number: int) -> str:
    """Remove a property, by its place among them; its comments stay. Raises `Stuck` and `Fault`."""
    at = places(source)
    pair = at.pairs[number]
    _refuse(at, pair, pair.value.anchors() | pair.key.anchors())
    if _flow(at):
        return _spliced(source, [_cut(at, [(one.key.start, one.value.end) for one in at.pairs], number)])
    begin = at.line_start(pair.key.start)
    if source[begin : pair.key.start].strip():
        raise Stuck("Something stands before it on its line.")
    stop = at.line_end(max(pair.value.end, pair.colon))
    comments = at.comments(pair.colon + 1, stop, pair.value)
    return _spliced(source, [_Splice(begin, stop, _lines(at, comments, begin))])


# --- a value ---------------------------------------------------------------------------------------


def _refuse(at: Places, pair: Pair, anchors: set[str]) -> None:
    if pair.colon < 0:
        raise Stuck(
            "Its key is written in a way that is too unusual to edit (with a `?`, or without a colon)."
        )
    shared = sorted(anchors & at.aliases)
    if shared:
        raise Stuck(
            f"Its value is used elsewhere as `*{shared[0]}`, and would change there too.",
            f"Write the value out where `*{shared[0]}` stands, then try again.",
        )


def _both_lists(node: Node, value: Wanted) -> bool:
    return node.form == "list" and isinstance(value, tuple)


def _replaced(at: Places, pair: Pair, text: str) -> str:
    """Put another text in the place of a value."""
    node, source = pair.value, at.source
    if node.start == node.end:
        return _spliced(source, [_Splice(pair.colon + 1, pair.colon + 1, f" {text}")])
    if node.form == "list" and not node.flow:
        return _spliced(source, _instead_of_block(at, pair, text))
    comments = at.comments(node.start, node.end, node)
    if node.form in ("|", ">") and comments:
        eol = at.eol(node.start)
        first, *rest = text.split(eol, 1)
        text = eol.join([f"{first} {comments.pop()}", *rest])
    if source.startswith("#", node.end):
        text += " "
    below = at.line_end(node.end)
    return _spliced(
        source,
        [_Splice(node.start, node.end, text), _Splice(below, below, _lines(at, comments, pair.key.start))],
    )


def _instead_of_block(at: Places, pair: Pair, text: str) -> list[_Splice]:
    """Put a text after the colon, and take away the lines of the list that stood below."""
    node = pair.value
    first = at.dash(node, 0)
    begin, stop = at.line_start(first), at.line_end(node.end)
    if begin <= pair.colon or at.source[begin:first].strip():
        raise Stuck("The list doesn't begin on a line of its own.")
    comments = _lines(at, at.comments(first, stop, node), pair.key.start)
    own = at.source[node.start : at.value_start(node)] if node.start < first else ""
    place = node.start if own else pair.colon + 1
    length = len(own.split("#")[0].rstrip())
    written = text if own else f" {text}"
    return [_Splice(place, place + length, written), _Splice(begin, stop, comments)]


def _scalar(at: Places, node: Node, value: Single, *, flow: bool) -> str:
    """Write a value as the one that was there is written, if that can be."""
    if isinstance(value, str) and "\n" in value and node.form == "|" and not flow:
        lines = at.source[node.start : node.end].split("\n")[1:]
        indent = next((line[: len(line) - len(line.lstrip(" "))] for line in lines if line.strip()), "  ")
        written = block(value, indent, at.eol(node.start))
        if written:
            return written
    return scalar(value, _quote(node), flow=flow)


def _quote(node: Node) -> str:
    return node.form if node.form in ("'", '"') else ""


# --- lists -----------------------------------------------------------------------------------------


def _list_changed(source: str, number: int, wanted: Sequence[Single], before: Sequence[object]) -> str:
    """Change, add and remove items of a list, the last first, so that the others keep their places."""
    steps = _steps(wanted, before) if wanted else None
    if steps is None:
        at = places(source)
        _refuse(at, at.pairs[number], at.pairs[number].value.anchors())
        return _replaced(at, at.pairs[number], _flow_list(wanted, ""))
    for step in steps:
        at = places(source)
        source = _spliced(source, step(at, at.pairs[number].value))
    return source


_Step: TypeAlias = Callable[[Places, Node], list[_Splice]]


def _steps(wanted: Sequence[Single], before: Sequence[object]) -> list[_Step] | None:
    """Say what is to be done to a list's items; None if that is too much."""
    steps: list[_Step] = []
    for first, last, begin, end in reversed(_differences(list(map(repr, before)), list(map(repr, wanted)))):
        common = min(last - first, end - begin)
        steps += [partial(_item_removed, item=item) for item in range(last - 1, first + common - 1, -1)]
        place = first + common
        steps += [
            partial(_item_added, place=place, value=value) for value in reversed(wanted[begin + common : end])
        ]
        pairs = reversed(list(zip(range(first, place), wanted[begin:end], strict=False)))
        steps += [partial(_item_changed, item=item, value=value) for item, value in pairs]
    return steps if len(steps) <= _MANY_STEPS else None


def _differences(before: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Give the parts in which two lists differ: from where to where in the one, and in the other."""
    same = 0
    while same < min(len(before), len(wanted)) and before[same] == wanted[same]:
        same += 1
    end = 0
    while end < min(len(before), len(wanted)) - same and before[-1 - end] == wanted[-1 - end]:
        end += 1
    old, new = before[same : len(before) - end], wanted[same : len(wanted) - end]
    if not old and not new:
        return []
    if not old or not new or len(old) * len(new) > _MANY_COMPARED:  # or it would take long to find out
        return [(same, same + len(old), same, same + len(new))]
    from difflib import SequenceMatcher  # here, because most edits only add or take out

    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        (first + same, last + same, begin + same, end + same)
        for tag, first, last, begin, end in codes
        if tag != "equal"
    ]


def _item_changed(at: Places, node: Node, item: int, value: Single) -> list[_Splice]:
    old = node.items[item]
    if old.form in ("list", "map"):
        raise Stuck("The list holds further lists or properties, and only plain values are edited.")
    written = scalar(value, _quote(old), flow=node.flow)
    if old.form in ("|", ">"):
        written = " ".join([written, *at.comments(old.start, old.end, old)])
    if old.start == old.end:
        written = f" {written}"
    return [_Splice(old.start, old.end, written + " " * at.source.startswith("#", old.end))]


def _item_added(at: Places, node: Node, place: int, value: Single) -> list[_Splice]:
    """Add an item before the one at ``place``, or at the end."""
    near = node.items[max(place - 1, 0)] if node.items else node
    written = scalar(value, _quote(near), flow=node.flow)
    if not node.flow:
        return [_line_added(at, node, place, written)]
    if not node.items:
        start = at.source.index("[", node.start) + 1
        return [_Splice(start, start, written)]
    if not place:
        return [_Splice(near.start, near.start, f"{written}, ")]
    begin = at.line_start(near.start)
    alone = place > 1 and not at.source[begin : near.start].strip()
    between = at.eol(near.start) + at.source[begin : near.start] if alone else " "
    return [_Splice(near.end, near.end, f",{between}{written}")]


def _line_added(at: Places, node: Node, place: int, written: str) -> _Splice:
    near = max(place - 1, 0)
    begin, dash = _item_line(at, node, near)
    start = at.source[begin : dash + 1]
    gap = at.source[dash + 1 : node.items[near].start]
    space = gap if gap and not gap.strip(" ") else " "
    where = at.line_end(node.items[near].end) if place else begin
    return _Splice(where, where, f"{start}{space}{written}{at.eol(dash)}")


def _item_removed(at: Places, node: Node, item: int) -> list[_Splice]:
    if node.flow:
        return [_cut(at, [(one.start, one.end) for one in node.items], item)]
    begin, dash = _item_line(at, node, item)
    stop = at.line_end(node.items[item].end)
    comments = at.comments(dash + 1, stop, node.items[item])
    return [_Splice(begin, stop, _lines(at, comments, dash))]


def _item_line(at: Places, node: Node, item: int) -> tuple[int, int]:
    """Find where an item's first line begins, and its dash."""
    dash = at.dash(node, item)
    begin = at.line_start(dash)
    if at.source[begin:dash].strip() or at.source[dash : dash + 1] != "-":
        raise Stuck("The items of the list don't stand on lines of their own.")
    return begin, dash


def _cut(at: Places, spans: Sequence[tuple[int, int]], number: int) -> _Splice:
    """Take one out of several parts between commas, and a comma with it; comments between them stay."""
    start, end = spans[number]
    if number + 1 < len(spans):
        following = spans[number + 1][0]
        gap = at.source[end:following]
        return _Splice(start, following if "#" not in gap else end + gap.index(",") + 1, "")
    if number and "#" not in at.source[spans[number - 1][1] : start]:
        return _Splice(spans[number - 1][1], end, "")
    after = at.gap(end)
    return _Splice(start, after + 1 if at.source[after : after + 1] == "," else end, "")


# --- around it -------------------------------------------------------------------------------------


def _flow(at: Places) -> bool:
    return at.root is not None and at.root.flow


def _margin(at: Places) -> str:
    """Give what the properties are indented with."""
    if not at.pairs:
        return ""
    start = at.pairs[0].key.start
    line = at.source[at.line_start(start) : start]
    return line if not line.strip(" ") else ""


def _block_indent(at: Places) -> str | None:
    """Give what the items of lists are indented with; None where lists stand in brackets, or there are none."""
    found = next((one.value for one in at.pairs if one.value.form == "list" and one.value.items), None)
    if found is None or found.flow or _flow(at):
        return None
    dash = at.dash(found, 0)
    return at.source[at.line_start(dash) : dash]


def _flow_list(items: Sequence[Single], quote: str) -> str:
    return f"[{', '.join(scalar(item, quote, flow=True) for item in items)}]"


def _block_list(items: Sequence[Single], indent: str, eol: str, quote: str) -> str:
    return "".join(f"{indent}- {scalar(item, quote)}{eol}" for item in items)


def _added_in_braces(at: Places, root: Node, written: str) -> str:
    if not root.items:
        start = at.source.index("{", root.start) + 1
        return _spliced(at.source, [_Splice(start, start, written)])
    end = root.items[-1].end
    return _spliced(at.source, [_Splice(end, end, f", {written}")])


def _lines(at: Places, comments: Sequence[str], beside: int) -> str:
    """Write comments on lines of their own, indented as what stands at ``beside``."""
    line = at.source[at.line_start(beside) : beside]
    margin = line[: len(line) - len(line.lstrip())]
    return "".join(f"{margin}{comment}{at.eol(beside)}" for comment in comments)


def _spliced(source: str, splices: Sequence[_Splice]) -> str:
    """Carry out splices that don't overlap."""
    parts, at = [], 0
    for start, end, text in sorted(splices):
        parts += [source[at:start], text]
        at = end
    return "".join([*parts, source[at:]])
