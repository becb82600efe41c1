"""One note that was changed on two sides becomes one again: its properties by their keys, its text by lines. Pure.

    merged = merge(base, ours, theirs, body=lines)

No property comes out with a value that neither side wrote, and none twice. What a person has to decide stays as
ours has it, and both values stand below the properties between git's markers (`vaultnet.merge_clashes`).
docs/merging-notes.md says what merges how.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from vaultnet import frontmatter, merge_properties, merge_values
from vaultnet.frontmatter import plain
from vaultnet.merge_clashes import ALL, Clash, blocks
from vaultnet.merge_properties import Properties, Property
from vaultnet.merge_values import UNKNOWN, Outcome, Rules, merged_order
from vaultnet.spelling import normal


class Merged(NamedTuple):
    """What came of a merge."""

    text: str
    clashes: tuple[str, ...] = ()
    """The keys that a person has to decide about; ``""`` stands for the text."""


Body: TypeAlias = Callable[[str, str, str], Merged]
"""Merges three texts by line: what they were, ours and theirs."""


class _Parts(NamedTuple):
    """A note: what stands before its front matter's own text, that text, and what follows it."""

    opening: str
    source: str
    closing: str
    body: str

    @property
    def head(self) -> str:
        """All but the body."""
        return self.opening + self.source + self.closing


class _Head(NamedTuple):
    """A merged front matter, and what a person has to decide about it."""

    text: str
    clashes: tuple[Clash, ...] = ()


_BOM = "\ufeff"
_NONE = Properties((), "")


def merge(base: str | None, ours: str, theirs: str, body: Body, rules: Rules = lambda _: "") -> Merged:
    """Merge two versions of a note.

    Args:
        base: what both were made of; ``""`` where there was no such note, None where that isn't known.
        ours: the version whose writing and order are kept where there is a choice.
        theirs: the other one.
        body: merges the texts below the properties, and other texts where only lines can be told apart.
        rules: says of keys how two single values come together.

    """
    if base is None:
        base = _unlike(ours + theirs)
    if base == ours or ours == theirs:
        return Merged(theirs)
    if base == theirs:
        return Merged(ours)
    stand_ins = merge_properties.stand_ins(base, ours, theirs)
    if stand_ins:
        base, ours, theirs = (text.translate(stand_ins) for text in (base, ours, theirs))
        merged, back = merge(base, ours, theirs, body, rules), merge_properties.back(stand_ins)
        return Merged(merged.text.translate(back), tuple(key.translate(back) for key in merged.clashes))
    ends = [_line_end(text) for text in (base, ours, theirs)]
    if None in ends or "\r\n" not in ends:
        return _merge(base, ours, theirs, body, rules)
    end = _three_way(*ends) or next(filter(None, ends[1:]), "\n")
    bare = [text.replace("\r\n", "\n") for text in (base, ours, theirs)]
    merged = _merge(bare[0], bare[1], bare[2], body, rules)
    return merged._replace(text=merged.text.replace("\n", end))


def _unlike(text: str) -> str:
    """Give a line that a text doesn't have: of what it stands for nothing is known, so no side is like it."""
    line = "?\n"
    while line in text:
        line = f"?{line}"
    return line


def _line_end(text: str) -> str | None:
    """Give how a text's lines end; ``""`` where it has but one, None where they end in both ways."""
    crlf, lf = text.count("\r\n"), text.count("\n")
    return ("" if not lf else "\n") if not crlf else "\r\n" if crlf == lf else None


def _three_way(base: Any, ours: Any, theirs: Any) -> Any:
    """Give what only one side changed as it is there, else what ours has."""
    return theirs if ours == base else ours


def _merge(base: str, ours: str, theirs: str, body: Body, rules: Rules) -> Merged:
    bom = _three_way(*(text.startswith(_BOM) for text in (base, ours, theirs)))
    b, o, t = (_parts(text.removeprefix(_BOM)) for text in (base, ours, theirs))
    head = _heads(b, o, t, body, rules)
    if t.body in (b.body, o.body) or o.body == b.body:
        below = Merged(_three_way(b.body, o.body, t.body))
    else:
        below = body(b.body, o.body, t.body)
    left = "".join(clash.text for clash in head.clashes) + below.text
    ended = "\n" if head.text and left and not head.text.endswith("\n") else ""
    text = f"{_BOM if bom else ''}{head.text}{ended}{left}"
    return Merged(text, (*(clash.key for clash in head.clashes), *below.clashes))


def _parts(text: str) -> _Parts:
    span = frontmatter.find(text)
    if span is None:
        return _Parts("", "", "", text)
    start, end, below = span
    return _Parts(text[:start], text[start:end], text[end:below], text[below:])


# --- properties ------------------------------------------------------------------------------------


def _heads(base: _Parts, ours: _Parts, theirs: _Parts, body: Body, rules: Rules) -> _Head:
    """Merge the front matters: by their keys, or by lines where no keys can be told."""
    undecided = _undecided(base, ours, theirs)
    if ours.head == theirs.head or (base.head in (ours.head, theirs.head) and not undecided):
        return _Head(_three_way(base.head, ours.head, theirs.head))
    b, o, t = (merge_properties.read(one.source) for one in (base, ours, theirs))
    merged = None
    if b and o and t:
        merged = _by_key(b, o, t, undecided, rules)
    merged = merged or _by_line(base, ours, theirs, body)
    if merged is None:
        stands = theirs if ours.source and o is None and t else ours
        return _Head(stands.head, (Clash(ALL, ours.source, theirs.source),))
    opening, closing = (
        _three_way(*(getattr(one, name) for one in (base, ours, theirs)))
        or getattr(theirs, name)
        or getattr(ours, name)
        for name in ("opening", "closing")
    )
    if not merged.text and not (ours.opening and theirs.opening):
        return _Head("", merged.clashes)
    return merged._replace(text=f"{opening}{merged.text}{closing}")


def _by_key(
    base: Properties, ours: Properties, theirs: Properties, undecided: set[str], rules: Rules
) -> _Head | None:
    """Merge key by key; None if what comes out doesn't read as it should."""
    named = _naming(base, ours, theirs)
    b, o, t = ({named(one.key): one for one in side.each} for side in (base, ours, theirs))
    unsettled = set(map(named, undecided))
    b |= {name: UNKNOWN for name in {**o, **t} if name in unsettled or ALL in undecided}
    text, between = "", ""
    clashes, written = [], []
    for name in merged_order(list(b), list(o), list(t)):
        sides = (b.get(name), o.get(name), t.get(name))
        outcome = merge_values.merge(*sides, rules)
        between += _gap(*(one.lead if one else "" for one in sides))
        if outcome.text is not None:
            text += between + _comments(*sides, outcome, between) + outcome.text
            written.append(outcome.text)
            between = ""
        if outcome.clash:
            key, own, other = _lines(*sides[1:])
            clashes.append(Clash(key, own, other))
    text += between + _gap(base.tail, ours.tail, theirs.tail)
    found = merge_properties.read(text)
    if found is None or [one.text for one in found.each] != written or _is_invented(found, ours, theirs):
        return None
    return _Head(text, tuple(clashes))


def _naming(*sides: Properties) -> Callable[[str], str]:
    """Say what keys are told apart by: as fields are, so that ``Last contact`` is ``last_contact``.

    Where one side has two keys that differ in their writing only, they are told apart by that.
    """
    counted = [Counter(normal(one.key) for one in side.each) for side in sides]
    doubled = {name for side in counted for name, count in side.items() if count > 1}
    return lambda key: key if normal(key) in doubled else normal(key)


def _undecided(base: _Parts, ours: _Parts, theirs: _Parts) -> set[str]:
    """Give the keys that a merge before this one left to a person, and that both sides have settled since.

    Git merges the ancestors first where there are several; what they say of such a key is no value to go by.
    """
    was, *now = (
        {clash.key for clash in blocks(one.body).clashes} if one.body.startswith("<<<<<<<") else set[str]()
        for one in (base, ours, theirs)
    )
    return was.difference(*now)


def _lines(ours: Property | None, theirs: Property | None) -> tuple[str, str, str]:
    """Give the key of a clash, and the lines of both sides."""
    there = ours or theirs
    assert there
    return there.key, ours.text if ours else "", theirs.text if theirs else ""


def _gap(base: str, ours: str, theirs: str) -> str:
    """Merge the comments and empty lines between properties: what either added stays."""
    if theirs in (base, ours) or ours == base:
        return str(_three_way(base, ours, theirs))
    known = {line.strip() for line in (base + ours).split("\n")}
    added = [line for line in theirs.splitlines(keepends=True) if line.strip() not in known]
    return ours + "".join(added)


def _comments(
    base: Property | None, ours: Property | None, theirs: Property | None, outcome: Outcome, above: str
) -> str:
    """Give the comments that a side wrote beside a value that gave way, each on a line of its own.

    Those that stand ``above`` the property already are not said again.
    """
    given_up = [one for one in (ours, theirs) if one and one.text != outcome.text and "#" in one.text]
    if outcome.clash or not given_up or (base and base.text in [one.text for one in given_up]):
        return ""
    known = {
        *map(str.strip, above.split("\n")),
        *merge_properties.comments(outcome.text or ""),
        *(merge_properties.comments(base.text) if base else ()),
    }
    found = [comment for one in given_up for comment in merge_properties.comments(one.text)]
    return "".join(f"{comment}\n" for comment in dict.fromkeys(found) if comment not in known)


def _is_invented(found: Properties, ours: Properties, theirs: Properties) -> bool:
    """Tell whether a value, or an entry of a list, is one that neither side wrote."""
    sides = [{normal(one.key): one for one in side.each} for side in (ours, theirs)]
    exact: list[Mapping[str, Property]] = [{one.key: one for one in side.each} for side in (ours, theirs)]
    for one in found.each:
        values = [
            there.value
            for side, precise in zip(sides, exact, strict=True)
            if (there := precise.get(one.key) or side.get(normal(one.key)))
        ]
        entries = {
            repr(entry) for value in values for entry in (value if isinstance(value, list) else [value])
        }
        listed = isinstance(one.value, list) and {repr(entry) for entry in one.value} <= entries
        if not listed and repr(one.value) not in map(repr, values):
            return True
    return False


# --- by line ---------------------------------------------------------------------------------------


def _by_line(base: _Parts, ours: _Parts, theirs: _Parts, body: Body) -> _Head | None:
    """Merge the front matters as text, as git does; None if that gives a conflict, or what neither side means."""
    merged = body(base.source, ours.source, theirs.source)
    if merged.clashes:
        return None
    o, t = (frontmatter.read("", one.head) for one in (ours, theirs))
    found = frontmatter.read("", f"---\n{merged.text}---\n")
    if found.problems:
        return _Head(merged.text) if o.problems and not _is_doubled(merged.text, ours, theirs) else None
    known = [{key: repr(plain(value)) for key, value in side.values.items()} for side in (o, t)]
    if any(
        repr(plain(value)) not in [side.get(key) for side in known] for key, value in found.values.items()
    ):
        return None
    return _Head(merged.text)


def _is_doubled(text: str, ours: _Parts, theirs: _Parts) -> bool:
    """Tell whether a key stands in a text that can't be read more often than on either side."""
    written = _keys(ours.source) | _keys(theirs.source)
    return any(number > written[key] for key, number in _keys(text).items())


def _keys(text: str) -> Counter[str]:
    """Count the keys that begin lines of a front matter, as they are told apart."""
    return Counter(normal(match[1].strip("\"'")) for match in _KEY.finditer(text))


_KEY = re.compile(r"^([^\s#:-][^:\n]*?)[ \t]*:(?=\s|$)", re.MULTILINE)
